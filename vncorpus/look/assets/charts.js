// Charts are drawn by Chart.js, and drawn anew when the colours change.

const charts = {};
const drawings = {};

function draw(id, make) {
  drawings[id] = make;
  if (charts[id]) charts[id].destroy();
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 13;
  Chart.defaults.color = colour("soft");
  Chart.defaults.borderColor = colour("line");
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  charts[id] = new Chart(byId(id), make());
}

const redraw = () => Object.entries(drawings).forEach(([id, make]) => draw(id, make));

/** The flow of characters through the stages. */
function drawFlow() {
  const flow = data.flow;
  if (!flow) return;
  byId("flow").hidden = false;
  const steps = flow.steps;
  table(byId("flow-table"),
    [t("flow.stage"), t("flow.in"), t("flow.removed"), t("flow.added"), t("flow.rewritten"), t("flow.out")],
    steps.map((step) => [stageName(step.stage), ...["in", "removed", "added", "rewritten", "out"].map((name) => whole.format(step[name]))]));
  byId("flow-chart").setAttribute("aria-label",
    steps.map((step) => `${stageName(step.stage)}: ${t("flow.in")} ${whole.format(step.in)}, ${t("flow.removed")} ${whole.format(step.removed)}, ${t("flow.added")} ${whole.format(step.added)}`).join("; "));
  draw("flow-chart", () => {
    const bands = [];
    const labels = { in: `${t("flow.in")} ${size(flow.in)}`, out: `${t("flow.out")} ${size(flow.out)}` };
    const colours = { in: colour("before"), out: colour("after") };
    const column = { in: 0, out: steps.length + 1 };
    const priority = { in: 0, out: 0 };
    const below = {};
    const narrow = window.innerWidth < 640;
    const moved = (sign, key, number) => (narrow ? `${sign}${short.format(number)}` : `${t(key)} ${size(number)}`);
    steps.forEach((step, at) => {
      labels[step.stage] = stageName(step.stage);
      colours[step.stage] = stageColour(step.stage);
      column[step.stage] = at + 1;
      priority[step.stage] = 0;
      const from = at ? steps[at - 1].stage : "in";
      bands.push({ from, to: step.stage, flow: step.in });
      if (step.removed) {
        const name = `removed ${step.stage}`;
        labels[name] = moved("−", "flow.removed", step.removed);
        colours[name] = colour("del");
        column[name] = at + 2;
        priority[name] = 2 + at;
        below[name] = true;
        bands.push({ from: step.stage, to: name, flow: step.removed });
      }
      if (step.added) {
        const name = `added ${step.stage}`;
        labels[name] = moved("+", "flow.added", step.added);
        colours[name] = colour("ins");
        column[name] = at;
        priority[name] = 2 + at;
        below[name] = true;
        bands.push({ from: name, to: step.stage, flow: step.added });
      }
    });
    const last = steps[steps.length - 1];
    bands.push({ from: last.stage, to: "out", flow: last.out });
    return {
      type: "sankey",
      data: {
        datasets: [{
          data: bands.filter((band) => band.flow > 0), labels, column, priority,
          colorFrom: (context) => colours[context.raw?.from] || colour("soft"),
          colorTo: (context) => colours[context.raw?.to] || colour("soft"),
          // Stages have their names above; what goes and comes is named below, where the band does not cross it.
          nodeLabels: { position: ({ key }) => (key === "in" ? "right" : key === "out" || column[key] > steps.length ? "left" : key in below ? "bottom" : "top") },
          colorMode: "gradient", color: colour("ink"), alpha: 0.45, borderWidth: 0, nodeWidth: 9, nodePadding: 26, size: "max",
        }],
      },
      options: {
        layout: { padding: { top: 26, bottom: 24 } },
        plugins: {
          legend: { display: false },
          tooltip: { callbacks: { label: ({ raw }) => `${labels[raw.from]} → ${labels[raw.to]}: ${whole.format(raw.flow)}` } },
        },
      },
    };
  });
}

/** Rules by how often they changed something. */
function drawRules(rows) {
  const narrow = window.innerWidth < 640;
  const top = rows.filter((row) => row.edits > (row.marks || 0)).slice(0, narrow ? 8 : 12);
  byId("rules-box").hidden = !top.length;
  byId("rules-box").style.height = `${3 + 1.75 * top.length}rem`;
  if (!top.length) return;
  draw("rules-chart", () => ({
    type: "bar",
    data: {
      labels: top.map((row) => (row.rule.length > (narrow ? 18 : 32) ? `${row.rule.slice(0, narrow ? 17 : 31)}…` : row.rule)),
      datasets: [{
        data: top.map((row) => row.edits - (row.marks || 0)),
        backgroundColor: top.map((row) => stageColour(row.stage)), maxBarThickness: 18, borderRadius: 3,
      }],
    },
    options: {
      indexAxis: "y",
      onClick: (_event, hits) => hits.length && openRule(top[hits[0].index]),
      plugins: {
        legend: { display: false },
        tooltip: { callbacks: { title: ([item]) => top[item.dataIndex].rule, label: (item) => `${stageName(top[item.dataIndex].stage)}: ${whole.format(item.raw)}` } },
      },
      scales: {
        x: { beginAtZero: true, border: { display: false }, ticks: { precision: 0, maxTicksLimit: 6, callback: (value) => short.format(value) } },
        y: { grid: { display: false }, ticks: { color: colour("ink"), autoSkip: false } },
      },
    },
  }));
}

/** Documents by length, before and after. */
function drawLengths(measure) {
  const after = data.stats.texts[measure].bins;
  const before = data.before ? data.before[measure].bins : null;
  const starts = [...new Set([...(before || []), ...after].map((bin) => bin[0]))].sort((a, b) => a - b);
  const ends = new Map([...(before || []), ...after].map((bin) => [bin[0], bin[1]]));
  const count = (bins, start) => (bins.find((bin) => bin[0] === start) || [0, 0, 0])[2];
  const near = (number) => (number < 1e4 ? whole : short).format(number);
  const name = (start) => t("lengths.from", whole.format(start), whole.format(ends.get(start) - 1));
  table(byId("lengths-table"), [t("lengths.bin"), ...(before ? [t("before")] : []), t("after")],
    starts.map((start) => [name(start), ...(before ? [whole.format(count(before, start))] : []), whole.format(count(after, start))]));
  draw("lengths-chart", () => ({
    type: "bar",
    data: {
      labels: starts.map((start) => `${near(start)}–${near(ends.get(start))}`),
      datasets: [
        ...(before ? [{ label: t("before"), data: starts.map((start) => count(before, start)), backgroundColor: colour("before"), borderRadius: 3, maxBarThickness: 40 }] : []),
        { label: t("after"), data: starts.map((start) => count(after, start)), backgroundColor: colour("after"), borderRadius: 3, maxBarThickness: 40 },
      ],
    },
    options: {
      interaction: { mode: "index", intersect: false },
      plugins: {
        legend: { position: "top", align: "start", labels: { boxWidth: 12, boxHeight: 12, color: colour("ink") } },
        tooltip: { callbacks: { title: ([item]) => name(starts[item.dataIndex]), label: (item) => `${item.dataset.label}: ${whole.format(item.raw)}` } },
      },
      scales: {
        x: { grid: { display: false } },
        y: { beginAtZero: true, border: { display: false }, ticks: { precision: 0, maxTicksLimit: 6, callback: (value) => short.format(value) } },
      },
    },
  }));
}
