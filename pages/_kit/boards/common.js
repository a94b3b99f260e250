// Shared by the boards (each module starts with this text): building DOM
// without ever parsing data as HTML, drawing again on a rerun, keyboard moves.

const SVG_NS = "http://www.w3.org/2000/svg";

// A number and what it counts, a unit and its number, a sign and what is before it are not parted at the end of a line.
const TIES = /(?<=\S) (?=[·/%](?:\s|$))|(?<=\d) (?=[%\p{Ll}])|(?<=\b[A-Z]{2,5}|\bact\.|n\.º|\d\sde) (?=\d)/gu;
const tied = (text) => text.replace(TIES, "\u00a0");

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  for (const child of children) if (child !== null && child !== undefined) node.append(typeof child === "string" ? tied(child) : child);
  return node;
}

// Strings among the children become text nodes.
const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG_NS, tag), attributes, children);
const tone = (name) => `tone-${name ?? "ink"}`;

// Signs are drawn, not typed: fonts disagree on their size and place.
const SIGNS = {
  "■": ["rect", { x: 1.4, y: 1.4, width: 9.2, height: 9.2, rx: 0.6 }],
  "▲": ["path", { d: "M6 1.2 11.4 10.8H.6Z" }],
  "▼": ["path", { d: "M6 10.8 .6 1.2H11.4Z" }],
  "◆": ["path", { d: "M6 .6 11.4 6 6 11.4 .6 6Z" }],
  "●": ["circle", { cx: 6, cy: 6, r: 4.8 }],
  "○": ["circle", { cx: 6, cy: 6, r: 4.2, class: "hollow" }],
  "◌": ["circle", { cx: 6, cy: 6, r: 4.2, class: "hollow", "stroke-dasharray": "1.6 2.2" }],
  "◇": ["path", { d: "M6 1.4 10.6 6 6 10.6 1.4 6Z", class: "hollow" }],
  "◐": ["path", { d: "M6 1.2a4.8 4.8 0 1 0 .01 0ZM6 2.6a3.4 3.4 0 0 1 0 6.8Z", "fill-rule": "evenodd" }],
  "–": ["path", { d: "M2.5 6H9.5", class: "hollow" }],
  "◷": ["path", { d: "M6 1.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6ZM6 3.4V6.2H8.4", class: "hollow" }],
};

function sign(text) {
  const shape = SIGNS[text];
  if (!shape) return el("span", { class: "sign", "aria-hidden": "true" }, text ?? "");
  return svg("svg", { class: "sign", viewBox: "0 0 12 12", "aria-hidden": "true" }, svg(...shape));
}

// A pickable place: `at` = [row, column] puts it in the arrow-key grid.
function place(key, at, attributes, ...children) {
  const where = at ? { "data-row": at[0], "data-column": at[1] } : {};
  const parts = children.filter(Boolean).flatMap((child, index) => (index ? [" ", child] : [child]));
  return named(el("button", { type: "button", "data-pick": key, ...where, ...attributes }, ...parts));
}

// The name of what is pressed has what is seen of it, in its words: who speaks to the machine says those.
const bare = (text) => text.toLowerCase().replace(/[\p{P}\p{S}]/gu, "").replace(/\s+/g, " ").trim();

function named(node) {
  const label = node.getAttribute("aria-label");
  const seen = node.textContent.replace(/\s+/g, " ").trim();
  if (label && !bare(label).includes(bare(seen))) node.setAttribute("aria-label", `${seen}. ${label}`);
  return node;
}

function nearest(from, places, name) {
  const [row, column] = [Number(from.dataset.row), Number(from.dataset.column)];
  const [down, across] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -1], End: [0, 1] }[name];
  const sense = name === "Home" || name === "End" ? -1 : 1;
  let best = null;
  for (const node of places) {
    const rows = (Number(node.dataset.row) - row) * (down || 1);
    const columns = (Number(node.dataset.column) - column) * (across || 1);
    if (down ? rows <= 0 : rows !== 0 || columns <= 0) continue;
    const cost = down ? rows * 100 + Math.abs(columns) : columns * sense;
    if (best === null || cost < best.cost) best = { node, cost };
  }
  return best?.node ?? null;
}

// One stop for Tab in each grid; arrows, Home and End move inside it.
function roam(root, preferred) {
  const places = [...root.querySelectorAll("button[data-row]")];
  const stop = (node) => places.forEach((other) => { other.tabIndex = other === node ? 0 : -1; });
  if (places.length) stop(places.includes(preferred) ? preferred : places[0]);
  for (const node of places) node.onfocus = () => stop(node);
  root.onkeydown = (event) => {
    if (!places.includes(event.target) || !/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(event.key)) return;
    event.preventDefault();
    nearest(event.target, places, event.key)?.focus();
  };
}

// Runs on every change of data or theme: draws again and gives the focus back.
function show({ data, parentElement, setTriggerValue }, draw) {
  const root = parentElement.querySelector(".board");
  if (!root || !data) return;
  const held = root.getRootNode().activeElement?.dataset?.pick;
  const alike = () => [...root.querySelectorAll("button")].filter((node) => node.dataset.pick === held);
  const turn = alike().indexOf(root.getRootNode().activeElement);
  root.replaceChildren(draw(data.board));
  root.onclick = (event) => {
    const hit = event.target.closest("[data-pick]");
    if (hit && root.contains(hit)) setTriggerValue("picked", hit.dataset.pick);
  };
  const back = held === undefined ? null : alike()[turn] ?? alike()[0];
  roam(root, back);
  back?.focus({ preventScroll: true });
}
