// The rest of the page, and the beginning.

function startOverview() {
  const { texts, stray, rejects } = data.stats;
  const run = data.run;
  byId("source").textContent = data.files.join(", ");
  const notices = [];
  if (!data.stats.trace) notices.push(t("notice.trace"));
  if (data.unmatched) notices.push(t("notice.unmatched", whole.format(data.unmatched)));
  if (run && run.ended !== "done") notices.push(t("notice.ended", run.ended));
  byId("notices").append(...notices.map((notice) => el("p", { class: "notice" }, notice)));

  const share = (part, all) => percent.format(all ? part / all : 0);
  const rejected = run ? run.records.rejected : rejects ? rejects.records : 0;
  const marks = ruleRows.reduce((sum, row) => sum + (row.marks || 0), 0);
  const edits = data.rules.reduce((sum, row) => sum + row.edits, 0) - marks;
  const rules = ruleRows.filter((row) => row.edits > (row.marks || 0)).length + (restOfRules ? restOfRules.rules : 0);
  const flow = data.flow;
  const cards = [
    [whole.format(texts.documents), t("card.documents"), (data.flow || !data.stats.trace ? t("card.documents.note", whole.format(data.changed), share(data.changed, texts.documents)) : "") + (rejected ? ` · ${t("card.documents.rejected", whole.format(rejected))}` : "")],
    [size(texts.characters.total), t("card.characters"), flow ? t("card.characters.note", size(flow.in), `${flow.out > flow.in ? "+" : flow.out < flow.in ? "−" : ""}${share(Math.abs(flow.out - flow.in), flow.in)}`) : ""],
    [whole.format(edits), t("card.edits"), t("card.edits.note", whole.format(rules), whole.format(marks))],
    texts.syllables.valid_share === null ? null : [precise.format(texts.syllables.valid_share), t("card.valid"), data.before && data.before.syllables.valid_share !== null ? t("card.valid.note", precise.format(data.before.syllables.valid_share)) : ""],
    [whole.format(stray.runs), t("card.stray"), stray.per_1000_words === null ? "" : t("card.stray.note", fine.format(stray.per_1000_words))],
    texts.words.documents ? [whole.format(texts.words.total), t("card.words"), t("card.words.note", whole.format(texts.sentences.total))] : null,
  ];
  byId("cards").append(...cards.filter(Boolean).map(([number, name, note]) =>
    el("div", {}, el("dt", { class: "note" }, note), el("dt", {}, name), el("dd", {}, number))));
}

function startLengths() {
  chips(byId("measures"), [["characters", t("lengths.characters")], ["syllables", t("lengths.syllables")]], "characters", drawLengths);
  drawLengths("characters");
}

function startLines() {
  const { dropped, kept, dropped_missed, kept_missed } = data.stats.lines;
  const ranked = (lines, missed) => [
    lines && lines.length ? el("ol", { class: "ranked" }, ...lines.map(([line, count]) => el("li", {}, el("span", {}, visible(line)), el("b", {}, whole.format(count))))) : el("p", { class: "from" }, t("lines.none")),
    missed ? el("p", { class: "from" }, t("lines.missed", whole.format(missed))) : ""];
  byId("dropped").append(...ranked(dropped, dropped_missed));
  byId("kept").append(...ranked(kept, kept_missed));
}

function startRun() {
  const { texts, rejects } = data.stats;
  const run = data.run;
  const counts = (row, name) => Object.entries(row).filter(([, count]) => count).map(([key, count]) => `${name(key)}: ${whole.format(count)}`).join(" · ");
  const facts = [];
  if (run) {
    const named = (file) => `${file.path}${file.bytes === null ? "" : ` (${megabytes.format(file.bytes / 1e6)})`}`;
    facts.push([t("run.command"), [`vncorpus ${run.command} (${run.vncorpus})`]]);
    facts.push([t("run.records"), [t("run.records.note", ...["in", "out", "rejected", "dropped"].map((name) => whole.format(run.records[name])))]]);
    facts.push([t("run.time"), [t("run.time.note", fine.format(run.seconds.wall), fine.format(run.seconds.cpu), run.mb_per_second === null ? "–" : fine.format(run.mb_per_second))]]);
    facts.push([t("run.inputs"), run.inputs.map(named)], [t("run.outputs"), run.outputs.map(named)]);
    facts.push([t("run.stages"), run.stages.map((stage) => `${stage.stage} ${stage.version}: ${Object.entries(stage.options).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(", ")}`)]);
  } else facts.push([t("run.files"), data.files]);
  if (rejects && rejects.records) facts.push([t("run.rejects"), [counts(rejects.errors, (key) => key), ...rejects.files]]);
  facts.push([t("run.guess"), [counts(texts.language_guess, (key) => t(`guess.${key === "too short" ? "short" : key}`))]]);
  facts.push([t("run.encoding"), [counts(texts.encoding, (key) => key || t("none"))]]);
  byId("facts").append(...facts.filter(([, values]) => values.some(Boolean)).flatMap(([name, values]) =>
    [el("dt", {}, name), el("dd", {}, ...values.filter(Boolean).map((value) => el("p", {}, value)))]));
  byId("made").textContent = t("made", data.stats.vncorpus);
}

/** Light or dark: as the system says, until somebody chooses. Paper is always light. */
function startTheme() {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  byId("theme").addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    redraw();
  });
  system.addEventListener("change", redraw);
  let before;
  window.addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
    redraw();
  });
  window.addEventListener("afterprint", () => {
    if (before) root.dataset.theme = before;
    else delete root.dataset.theme;
    redraw();
  });
}

startTheme();
startOverview();
drawFlow();
startRules();
startLengths();
startDocuments();
startLines();
startRun();
document.documentElement.dataset.ready = "yes";
