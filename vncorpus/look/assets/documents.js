// Documents: a list to choose from, and the chosen one with what was done to it.

for (const entry of data.documents) {
  entry.changes = entry.segments.filter((part) => Array.isArray(part));
  entry.used = new Set(entry.changes.flatMap((part) => part[2]));
  entry.words = [entry.id, ...entry.segments.flatMap((part) => (typeof part === "string" ? part : Array.isArray(part) ? part.slice(0, 2) : []))].join("\u0000").toLocaleLowerCase();
}

let found = [];
let chosen = -1; // a place in `found`
let focused = -1; // a change of the chosen document

const wantedStage = () => byId("stage").value;
const wantedRule = () => byId("rule").value;
const isFiltered = () => wantedStage() !== "" || wantedRule() !== "";

/** Tell whether one of these rules is of the stage, and is the rule, that are asked for. */
const fits = (rules) => rules.some((at) => (!wantedRule() || String(at) === wantedRule()) && (!wantedStage() || data.names[at][0] === wantedStage()));

function search() {
  const wanted = byId("search").value.trim().toLocaleLowerCase();
  found = data.documents.filter((entry) =>
    (!byId("changed").checked || entry.changed) && (!isFiltered() || fits([...entry.used])) && entry.words.includes(wanted));
  byId("count").textContent = t("documents.count", whole.format(found.length));
  byId("list").replaceChildren(...found.map((entry, at) =>
    el("li", { role: "option", id: `document-${at}`, "aria-selected": "false", onclick: () => choose(at) },
      el("b", { title: entry.id }, entry.id),
      el("small", {}, entry.changes.length ? `${t("documents.changes", whole.format(entry.changes.length))} · ${t("documents.size", whole.format(entry.in), whole.format(entry.out))}` : t("documents.unchanged")))));
  choose(found.length ? 0 : -1);
}

function choose(at) {
  const list = byId("list");
  if (chosen >= 0 && list.children[chosen]) list.children[chosen].setAttribute("aria-selected", "false");
  chosen = at;
  focused = -1;
  const entry = found[at];
  byId("paper-title").textContent = entry ? entry.id : "";
  byId("paper-note").textContent = entry ? `${t("documents.place", whole.format(entry.place))} · ${t("documents.size", whole.format(entry.in), whole.format(entry.out))} · ${t("documents.changes", whole.format(entry.changes.length))}` : "";
  const text = byId("text");
  text.replaceChildren(...(entry ? parts(entry) : [t("documents.none")]));
  text.scrollTop = 0;
  byId("why").textContent = entry && entry.changes.length ? t("documents.hint") : "";
  byId("previous").disabled = byId("next").disabled = !entry || !entry.changes.length;
  list.removeAttribute("aria-activedescendant");
  if (!entry) return;
  const item = list.children[at];
  item.setAttribute("aria-selected", "true");
  list.setAttribute("aria-activedescendant", item.id);
  if (item.offsetTop < list.scrollTop + list.offsetTop) list.scrollTop = item.offsetTop - list.offsetTop;
  const below = item.offsetTop - list.offsetTop + item.offsetHeight - list.clientHeight;
  if (below > list.scrollTop) list.scrollTop = below;
  const first = text.querySelector(".hit");
  if (first) text.scrollTop = Math.max(0, first.offsetTop - text.offsetTop - 60);
}

function parts(entry) {
  const made = entry.segments.map((part) => {
    if (typeof part === "string") return part;
    if (typeof part === "number") return el("span", { class: "skipped" }, t("documents.skipped", whole.format(part)));
    const [old, now, rules] = part;
    const named = rules.map((at) => data.names[at].join(": ")).join(" → ");
    const shown = el("span", { class: "change", tabindex: "-1", title: named, onfocus: () => why(shown, part), onmouseenter: () => why(shown, part) },
      ...change(old, now), el("span", { class: "label", "aria-hidden": "true" }, rules.map((at) => data.names[at][1]).join(" → ")));
    if (isFiltered()) shown.classList.add(fits(rules) ? "hit" : "dim");
    return shown;
  });
  if (!entry.segments.length) made.push(el("span", { class: "skipped" }, t("documents.empty")));
  if (entry.hidden) made.push(el("span", { class: "skipped" }, t("documents.hidden", whole.format(entry.hidden))));
  return made;
}

function why(_element, [old, now, rules]) {
  const named = rules.flatMap((at, number) => {
    const [stage, rule] = data.names[at];
    return [number ? " → " : "", dot(stage), `${stageName(stage)} · `, el("b", {}, rule)];
  });
  byId("why").replaceChildren(...named, old === now ? ` (${t("documents.kept")})` : "");
}

/** Go to the next change of the document, or the one before; with a filter only to those that fit it. */
function step(by) {
  const all = [...byId("text").querySelectorAll(isFiltered() ? ".change.hit" : ".change")];
  if (!all.length) return;
  focused = focused < 0 ? (by > 0 ? 0 : all.length - 1) : (focused + by + all.length) % all.length;
  const element = all[focused];
  element.focus({ preventScroll: true });
  const text = byId("text");
  text.scrollTop = element.offsetTop - text.offsetTop - text.clientHeight / 3;
}

function move(by) {
  if (!found.length) return;
  choose(Math.min(found.length - 1, Math.max(0, chosen + by)));
}

/** Show a document of the sample, whatever the filters were. */
function openDocument(at) {
  byId("search").value = byId("stage").value = byId("rule").value = "";
  byId("changed").checked = false;
  search();
  choose(found.indexOf(data.documents[at]));
  show();
}

function filterBy(stage, rule) {
  byId("search").value = "";
  byId("stage").value = stage;
  byId("rule").value = rule;
  search();
  show();
}

function show() {
  byId("documents").scrollIntoView();
  byId("list").focus({ preventScroll: true });
}

function startDocuments() {
  const names = data.names.map((name, at) => [at, ...name]).filter(([at]) => data.documents.some((entry) => entry.used.has(at)));
  const stages = STAGES.filter((stage) => names.some(([, one]) => one === stage));
  byId("documents-lead").textContent = t("documents.lead", whole.format(data.documents.length), whole.format(data.stats.texts.documents)) +
    (data.left_out ? ` ${t("documents.left", whole.format(data.left_out))}` : "");
  byId("stage").append(el("option", { value: "" }, t("documents.any")), ...stages.map((stage) => el("option", { value: stage }, stageName(stage))));
  byId("rule").append(el("option", { value: "" }, t("documents.any")),
    ...names.sort((a, b) => a[2].localeCompare(b[2], locale)).map(([at, , rule]) => el("option", { value: at }, rule)));
  for (const id of ["stage", "rule", "changed"]) byId(id).addEventListener("change", search);
  byId("search").addEventListener("input", search);
  byId("labels").addEventListener("change", (event) => byId("text").classList.toggle("labelled", event.target.checked));
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("list").addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -found.length, End: found.length }[event.key];
    if (!by) return;
    event.preventDefault();
    move(by);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target.type === "search") event.target.blur();
    if (event.target.matches("input, select, textarea")) return;
    const act = { "/": () => byId("search").focus(), j: () => move(1), k: () => move(-1), n: () => step(1), p: () => step(-1) }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
    if (event.key !== "/" || event.target !== byId("search")) byId("documents").scrollIntoView({ block: "nearest" });
  });
  search();
}
