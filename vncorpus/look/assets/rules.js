// Rules: a row for each, which opens to its examples.

const PAGE = 25;
const ruleRows = data.rules.filter((row) => row.rule);
const restOfRules = data.rules.find((row) => !row.rule);
let ruleStage = "";
let ruleShown = PAGE;

const NUMBERS = [["edits", "rules.edits"], ["characters_out", "rules.taken"], ["characters_in", "rules.put"], ["lines_dropped", "rules.lines"]];

function ruleElement(row) {
  const marks = row.marks === row.edits ? el("small", {}, ` · ${t("rules.marks")}`) : "";
  const cells = NUMBERS.map(([name], at) => el("span", { class: at ? "num" : "num first" }, row[name] === undefined ? "–" : whole.format(row[name])));
  const body = el("div", { class: "examples" });
  const made = el("details", { ontoggle: () => made.open && !body.childElementCount && fill() },
    el("summary", {}, dot(row.stage), el("span", { class: "name" }, row.rule, el("small", {}, ` ${stageName(row.stage)}`), marks), ...cells), body);
  function fill() {
    if (!row.examples.length) body.append(el("p", { class: "from" }, t("rules.none")));
    else body.append(el("ol", {}, ...row.examples.map(exampleElement)));
    const at = data.names.findIndex(([stage, rule]) => stage === row.stage && rule === row.rule);
    if (data.documents.some((entry) => entry.used.has(at)))
      body.append(el("button", { type: "button", onclick: () => filterBy(row.stage, String(at)) }, t("rules.filter")));
  }
  row.element = made;
  return made;
}

function exampleElement(example) {
  const at = data.documents.findIndex((entry) => entry.place === example.place);
  const from = el("p", { class: "from" }, `${example.id} `);
  if (at >= 0) from.append(el("button", { type: "button", onclick: () => openDocument(at) }, t("rules.open")));
  return el("li", {},
    el("p", { class: "example" }, example.left, ...change(example.old, example.new), example.cut ? "…" : "", example.right), from);
}

function showRules() {
  const wanted = byId("rule-search").value.trim().toLocaleLowerCase();
  const found = ruleRows.filter((row) => (!ruleStage || row.stage === ruleStage) && row.rule.toLocaleLowerCase().includes(wanted));
  const list = byId("rule-list");
  const head = el("div", { class: "rule-head", "aria-hidden": "true" }, el("span"), el("span", { class: "name" }, t("rules.rule")), ...NUMBERS.map(([, label]) => el("span", {}, t(label))));
  list.replaceChildren(head, ...found.slice(0, ruleShown).map(ruleElement));
  if (!found.length) list.append(el("p", { class: "pad" }, t("rules.empty")));
  const more = found.length - ruleShown;
  byId("rule-more").hidden = more <= 0;
  byId("rule-more").textContent = t("rules.more", whole.format(Math.min(more, 100)));
  if (restOfRules && more <= 0 && !wanted && !ruleStage) list.append(el("p", { class: "pad" }, `${t("rules.rest", whole.format(restOfRules.rules))}: ${whole.format(restOfRules.edits)}`));
  drawRules(found);
}

function openRule(row) {
  const element = row.element;
  if (!element || !element.isConnected) return;
  element.open = true;
  element.scrollIntoView({ block: "center" });
  element.querySelector("summary").focus({ preventScroll: true });
}

function startRules() {
  const stages = [...new Set(ruleRows.map((row) => row.stage))].sort((a, b) => STAGES.indexOf(a) - STAGES.indexOf(b));
  chips(byId("rule-stages"), [["", t("rules.all")], ...stages.map((stage) => [stage, dot(stage), stageName(stage)])], "", (stage) => {
    ruleStage = stage;
    ruleShown = PAGE;
    showRules();
  });
  byId("rule-search").addEventListener("input", showRules);
  byId("rule-more").addEventListener("click", () => {
    ruleShown += 100;
    showRules();
  });
  showRules();
}
