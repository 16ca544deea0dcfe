// The text of a report with its numbers marked, and beside it what each was read as.
// Everything that comes from the report is shown by textContent: it is never markup.
"use strict";

const SEND_AFTER = 350; // milliseconds without another key
const KEYS = { j: "next", ArrowDown: "next", k: "before", ArrowUp: "before" };
Object.assign(KEYS, { a: "accepted", d: "dismissed", u: "", e: "edit" });
const DECIDED = { accepted: "✓", corrected: "✎", dismissed: "✕", "": "" };

let shown = { version: "" }; // what Python said last
let current = -1; // the position of the row that is selected
let state = []; // the decision of each row
let waiting = new Map(); // decisions that Python has not said it keeps
let underWay = new Map(); // those of them that were sent last
let sent = 0;
let timer = 0;
let rows = [];
let marks = [];

const at = (id) => document.getElementById(id);

function made(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function say(type, more = {}) {
  window.parent.postMessage({ isStreamlitMessage: true, type: `streamlit:${type}`, ...more }, "*");
}

function send(edit = null) {
  clearTimeout(timer);
  sent = Math.max(sent + 1, Date.now());
  underWay = new Map(waiting);
  const value = { number: sent, decisions: [...waiting], edit };
  say("setComponentValue", { dataType: "json", value });
}

// What is on the page -------------------------------------------------------------------

function drawLegend() {
  at("legend").replaceChildren(
    ...shown.legend.map(([type, label]) => {
      const item = made("li");
      item.append(made("span", label, { "data-type": type }));
      return item;
    }),
  );
  at("keys").replaceChildren();
  for (const [key, label] of shown.open ? shown.keys : shown.keys.slice(0, 2)) {
    at("keys").append(made("kbd", key), ` ${label}  `);
  }
}

function drawText() {
  marks = [];
  const pieces = shown.pieces.map(([text, row]) => {
    if (row === null) return document.createTextNode(text);
    const { label } = shown.rows[row];
    const mark = made("mark", text, { role: "button", tabindex: -1, title: label });
    mark.dataset.type = shown.rows[row].type;
    mark.setAttribute("aria-label", `${text}: ${label}`);
    mark.append(made("sup", String(row + 1)));
    mark.addEventListener("click", () => select(row, "row"));
    marks[row] = mark;
    return mark;
  });
  at("text").replaceChildren(...pieces);
  at("text").setAttribute("aria-label", shown.says.text);
}

function drawRow(row, position) {
  const item = made("li", "", { "data-type": row.type });
  const head = made("button", "", { class: "head", type: "button", tabindex: -1 });
  const what = made("span", "", { class: "what" });
  what.append(made("b", row.value), made("span", row.kind, { class: "kind" }));
  head.append(made("span", String(position + 1)), what, made("span", "", { class: "state" }));
  head.addEventListener("click", () => select(position, "mark"));
  item.append(head);
  return item;
}

// The details of a row are made when it is selected: five hundred rows stay light.
function drawDetails(position) {
  const row = shown.rows[position];
  const more = made("div", "", { class: "more" });
  for (const fact of row.facts) more.append(made("p", fact));
  for (const [text, strong] of row.notes) {
    more.append(made("p", text, { class: strong ? "note strong" : "note" }));
  }
  const why = made("ul");
  why.append(...row.why.map((name) => made("li", shown.rules[name])));
  more.append(made("p", row.sure), why);
  if (shown.open) {
    const does = made("div", "", { class: "does" });
    for (const [decision, label] of shown.buttons) {
      const button = made("button", label, { type: "button" });
      button.addEventListener("click", () => act(decision));
      does.append(button);
    }
    more.append(does);
  }
  return more;
}

function draw() {
  drawLegend();
  drawText();
  rows = shown.rows.map(drawRow);
  at("rows").replaceChildren(...rows);
  at("rows").setAttribute("aria-label", shown.says.rows);
}

function drawState(position) {
  const decision = state[position];
  rows[position].dataset.state = decision;
  const said = decision ? `${DECIDED[decision]} ${shown.says[decision]}` : "";
  rows[position].querySelector(".state").textContent = said;
  if (marks[position]) marks[position].dataset.state = decision;
}

function drawProgress() {
  const left = state.filter((decision) => !decision).length;
  at("progress").textContent = shown.says.left.replace("#", left).replace("#", state.length);
}

// What people do ------------------------------------------------------------------------

function select(position, show, focus = true) {
  if (position < 0 || position >= rows.length) return;
  const before = rows[current];
  if (before) {
    before.classList.remove("current");
    before.querySelector(".more")?.remove();
    before.querySelector(".head").setAttribute("tabindex", -1);
    before.querySelector(".head").removeAttribute("aria-current");
    marks[current]?.removeAttribute("aria-current");
    marks[current]?.setAttribute("tabindex", -1);
  }
  current = position;
  const row = rows[position];
  const head = row.querySelector(".head");
  row.classList.add("current");
  row.append(drawDetails(position));
  head.setAttribute("tabindex", 0);
  head.setAttribute("aria-current", "true");
  marks[position]?.setAttribute("aria-current", "true");
  marks[position]?.setAttribute("tabindex", 0);
  within(at("text"), marks[position], show !== "row");
  within(at("rows"), row, true);
  if (focus) head.focus({ preventScroll: true });
}

// Scrolls the pane only, never the page around it.
function within(pane, element, wanted) {
  if (!element || !wanted) return;
  const [box, inner] = [pane.getBoundingClientRect(), element.getBoundingClientRect()];
  const isSeen = inner.top >= box.top && inner.bottom <= box.bottom;
  if (!isSeen) pane.scrollTop += inner.top - box.top - Math.max(8, (box.height - inner.height) / 3);
}

function decide(decision) {
  state[current] = decision;
  waiting.set(current, decision);
  drawState(current);
  drawProgress();
  clearTimeout(timer);
  timer = setTimeout(send, SEND_AFTER);
  if (!decision) return;
  const next = state.findIndex((one, position) => position > current && !one);
  select(next < 0 ? current : next, "mark");
}

function act(what) {
  if (what === "next" || what === "before") {
    select(current + (what === "next" ? 1 : -1), "mark");
  } else if (shown.open && current >= 0) {
    if (what === "edit") send(current);
    else decide(what);
  }
}

document.addEventListener("keydown", (event) => {
  const isButton = event.target.closest?.(".does button");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if ((event.key === "Enter" || event.key === " ") && event.target.closest?.("mark")) {
    event.preventDefault();
    select(marks.indexOf(event.target.closest("mark")), "row");
  } else if (event.key in KEYS && !(isButton && event.key.startsWith("Arrow"))) {
    event.preventDefault();
    act(KEYS[event.key]);
  }
});

// What Python says ----------------------------------------------------------------------

function paint(theme) {
  const { style } = document.documentElement;
  style.setProperty("--ink", theme.textColor);
  style.setProperty("--paper", theme.backgroundColor);
  style.setProperty("--soft", theme.secondaryBackgroundColor);
  style.setProperty("--lead", theme.primaryColor);
  style.setProperty("--edge", `color-mix(in srgb, ${theme.textColor} 45%, transparent)`);
}

function show(args) {
  const isNew = args.version !== shown.version;
  if (args.saved >= sent) {
    for (const [position, decision] of underWay) {
      if (waiting.get(position) === decision) waiting.delete(position);
    }
  }
  shown = args;
  document.documentElement.lang = args.language;
  state = args.state.map((decision, position) => waiting.get(position) ?? decision);
  if (isNew) draw();
  state.forEach((_, position) => drawState(position));
  drawProgress();
  if (isNew) {
    const first = Math.max(0, state.indexOf(""));
    const place = current >= 0 && current < rows.length ? current : first;
    current = -1;
    select(place, "mark", false);
  }
}

function fit() {
  say("setFrameHeight", { height: window.innerWidth > 700 ? 680 : 780 });
}

window.addEventListener("message", ({ source, data }) => {
  if (source !== window.parent || data.type !== "streamlit:render") return;
  if (data.theme) paint(data.theme);
  show(data.args);
});
window.addEventListener("resize", fit);
say("componentReady", { apiVersion: 1 });
fit();
