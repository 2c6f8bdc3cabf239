"use strict";
// What the other scripts share. Text of the corpus goes into the page as text nodes alone: nothing here parses it.

const data = JSON.parse(document.getElementById("data").textContent);
const locale = data.language === "vi" ? "vi-VN" : "en";
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
const megabytes = new Intl.NumberFormat(locale, { style: "unit", unit: "megabyte", maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
const precise = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });

/** A number in full while it can be read at a glance. */
const size = (number) => (number < 1e7 ? whole : short).format(number);

const t = (key, ...values) => data.strings[key].replace(/\{(\d)\}/g, (_, at) => values[at]);
const stageName = (stage) => data.strings[`stage.${stage}`] || stage;
const byId = (id) => document.getElementById(id);
const STAGES = ["encoding", "boilerplate", "cjk", "sentences", "words"];

/** Make an element; what is not an element becomes a text node. */
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

/** The dot of a stage; only stages that are ours have a colour. */
const dot = (stage) => el("span", { class: `dot ${STAGES.includes(stage) ? stage : ""}`, "aria-hidden": "true" });
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const stageColour = (stage) => colour(STAGES.includes(stage) ? stage : "soft");

/** Show what cannot be seen: white space that is all that changed, controls, marks of no width. */
function visible(text) {
  const shown = text.replace(/[\p{Cc}\p{Cf}]/gu, (char) =>
    char === "\n" || char === "\t" || char === "\u200d" ? char : `⟨${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
  if (shown.trim()) return shown;
  return shown.replace(/\n/g, "↵\n").replace(/\t/g, "⇥").replace(/\u00a0/g, "⍽").replace(/ /g, "␣");
}

/** One change: what went, what came, or what was seen and left. */
function change(old, now) {
  if (old === now) return [el("span", { class: "seen" }, visible(now) || "∅")];
  const parts = [];
  if (old) parts.push(el("del", {}, visible(old)));
  if (now) parts.push(el("ins", {}, visible(now)));
  return parts;
}

/** A group of buttons of which one is chosen; arrows go from one to the next. */
function chips(box, choices, chosen, choose) {
  const buttons = choices.map(([value, ...label]) =>
    el("button", { type: "button", role: "radio", onclick: () => select(value) }, ...label));
  function select(value, quiet) {
    buttons.forEach((button, at) => {
      const on = choices[at][0] === value;
      button.setAttribute("aria-checked", on);
      button.tabIndex = on ? 0 : -1;
    });
    if (!quiet) choose(value);
  }
  box.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    buttons[at].focus();
    select(choices[at][0]);
  });
  box.replaceChildren(...buttons);
  select(chosen, true);
}

/** Fill a table: the first row is its head. */
function table(target, head, rows) {
  target.replaceChildren(
    el("thead", {}, el("tr", {}, ...head.map((cell) => el("th", { scope: "col" }, cell)))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((cell) => el("td", {}, cell))))));
}
