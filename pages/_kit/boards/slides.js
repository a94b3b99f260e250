// The slides of a session over the whole window. A key turns them here: the program is asked only for the live figure of one,
// for an agreement, and for the way out. The window of the presenter follows, and turns them too, by a channel of the browser.

const PATIENCE = 3000; // milliseconds that a number waits for its Enter
const FORWARD = ["ArrowRight", "ArrowDown", "PageDown", " "], BACK = ["ArrowLeft", "ArrowUp", "PageUp"];
const clock = (seconds) => [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((each) => String(Math.floor(each)).padStart(2, "0")).join(":");

function wanted(name) { return new URLSearchParams(location.search).get(name); }

function addressed(key) {
  const url = new URL(location.href);
  url.searchParams.set("lamina", key);
  history.replaceState(history.state, "", url);
}

function turn(held, n, told = true) {
  const { deck } = held;
  held.at = Math.max(0, Math.min(deck.slides.length - 1, n));
  const { key } = deck.slides[held.at];
  held.typed = "";
  if (told) addressed(key);
  held.draw(held);
  held.channel?.postMessage({ at: key });
}

const place_of = (held, key) => held.deck.slides.findIndex((each) => each.key === key);

function typing(held, digit) {
  held.typed = digit === null ? "" : held.typed + digit;
  clearTimeout(held.late);
  if (held.typed) held.late = setTimeout(() => typing(held, null), PATIENCE);
  const hint = held.root.querySelector(".typed");
  if (hint) hint.textContent = held.typed ? held.deck.say.go.replace("#1", held.typed) : "";
}

const ask = (held, what) => held.pick(`${what}.${held.deck.slides[held.at].key}`);

function helped(held) {
  const open = held.root.querySelector(".help");
  if (open) return open.remove();
  const lines = ["next", "jump", "drill", ...(held.deck.agrees ? ["agree"] : []), "speaker", "whole", "help", "leave"].map((name) => held.deck.say[name].split("|"));
  held.root.append(el("div", { class: "help", role: "note" }, el("h3", null, held.deck.say.say_keys), el("dl", null, ...lines.flatMap(([keys, said]) => [el("dt", null, keys), el("dd", null, said)]))));
}

function whole() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

function second(held) {
  const url = new URL(location.href);
  url.searchParams.set("orador", "1");
  window.open(url, `${held.deck.channel}-orador`, "popup,width=1180,height=760");
}

function entered(held) {
  if (!held.typed) return ask(held, "drill");
  turn(held, Number(held.typed) - 1);
}

function escaped(held) {
  const open = held.root.querySelector(".help");
  if (open) return open.remove();
  if (held.typed) return typing(held, null);
  if (held.deck.speaks) return window.close();
  ask(held, "leave");
}

function pressed(held, key) {
  const low = key.toLowerCase();
  if (/^\d$/.test(key)) typing(held, key);
  else if (FORWARD.includes(key)) turn(held, held.at + 1);
  else if (BACK.includes(key)) turn(held, held.at - 1);
  else if (key === "Home") turn(held, 0);
  else if (key === "End") turn(held, held.deck.slides.length - 1);
  else if (key === "Enter") entered(held);
  else if (key === "Backspace") typing(held, null);
  else if (key === "Escape") escaped(held);
  else if (key === "?") helped(held);
  else if (low === "f") whole();
  else if (held.deck.speaks) return low === "d" || low === "a" || low === "n";
  else if (low === "d") ask(held, "drill");
  else if (low === "a" && held.deck.agrees) ask(held, "agree");
  else if (low === "n") second(held);
  else return false;
  return true;
}

// Keys are those of the slides while nothing is over them, and nobody writes.
function listen(held) {
  const heard = (event) => {
    if (!held.root.isConnected) return document.removeEventListener("keydown", heard, true);
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('[role="dialog"]')) return;
    if (event.composedPath()[0].matches?.("input, textarea, select, [contenteditable='true']")) return;
    if (event.key === "Enter" && event.composedPath()[0].matches?.("button")) return;
    if (!pressed(held, event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("keydown", heard, true);
}

// The windows of a session hear one another: where the slides are, and where the presenter wants them.
function tune(held) {
  if (held.channel?.name === held.deck.channel) return;
  held.channel?.close();
  held.channel = new BroadcastChannel(held.deck.channel);
  held.channel.onmessage = ({ data }) => {
    if (!held.root.isConnected) return held.channel.close();
    if (data.asks) return held.deck.speaks || held.channel.postMessage({ at: held.deck.slides[held.at].key });
    const n = place_of(held, data.at);
    if (n < 0 || n === held.at) return;
    held.at = n;
    if (!held.deck.speaks) addressed(data.at);
    held.draw(held);
  };
  held.channel.postMessage({ asks: true });
}

const button = (said, label, press) => {
  const node = el("button", { type: "button", "aria-label": label }, said);
  node.onclick = press;
  return node;
};

function shared(held) {
  const { deck, at, root } = held;
  const foot = el("span", { class: "turns" }, el("span", { class: "typed" }), button("←", deck.say.say_last, () => turn(held, held.at - 1)), el("span", null, `${at + 1} / ${deck.slides.length}`), button("→", deck.say.say_next, () => turn(held, held.at + 1)));
  const node = sheet(deck, at, foot);
  root.replaceChildren(node, el("p", { class: "heard", "aria-live": "polite" }, `${at + 1}. ${deck.slides[at].title}`));
  placed(node);
}

// The presenter: the slide, the next one, what is to be said, and how long it takes.
function times(held) {
  const now = Date.now() / 1000, item = held.deck.slides[held.at].item ?? held.deck.slides[held.at].key;
  held.began ??= now;
  if (held.item !== item) Object.assign(held, { item, spent: { ...held.spent, ...(held.item === undefined ? {} : { [held.item]: (held.spent[held.item] ?? 0) + now - held.since }) }, since: now });
  return [now - held.began, (held.spent[item] ?? 0) + now - held.since];
}

function ticked(held) {
  if (!held.root.isConnected) return clearInterval(held.ticks);
  const [all, own] = times(held);
  held.root.querySelector(".clock.all b").textContent = clock(all);
  held.root.querySelector(".clock.own b").textContent = clock(own);
}

function orating(held) {
  const { deck, at, root } = held, slide = deck.slides[at], note = deck.notes[slide.key];
  const about = slide.item === null ? slide.eyebrow : `${slide.item}. ${deck.items[slide.item] ?? slide.eyebrow}`;
  const now = sheet(deck, at), next = at + 1 < deck.slides.length ? sheet(deck, at + 1) : null;
  root.replaceChildren(el("div", { class: "speaker" },
    el("div", { class: "now" }, now, el("p", { class: "about" }, about), el("div", { class: "notes", "aria-label": deck.say.say_notes }, ...(note ?? deck.say.say_no_notes).split("\n").map((line) => el("p", { class: note ? null : "none" }, line)))),
    el("div", { class: "then" },
      el("div", { class: "clocks" }, el("p", { class: "clock own" }, el("span", null, deck.say.say_item), el("b", null, "")), el("p", { class: "clock all" }, el("span", null, deck.say.say_clock), el("b", null, ""))),
      el("p", { class: "small" }, deck.say.say_waiting), next ?? el("p", { class: "end" }, "—"))));
  for (const node of [now, next]) if (node) placed(node);
  ticked(held);
}

function begin(root) {
  const held = { root, at: 0, typed: "", spent: {}, draw: (all) => (all.deck.speaks ? orating : shared)(all) };
  root.tabIndex = -1;
  listen(held);
  new ResizeObserver(() => held.deck && requestAnimationFrame(() => held.draw(held))).observe(root);
  return held;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".board");
  if (!root || !data) return;
  const first = !root.held, held = (root.held ??= begin(root)), before = held.deck?.slides[held.at]?.key;
  Object.assign(held, { deck: data.board, pick: (said) => setTriggerValue("picked", said) });
  root.setAttribute("aria-label", data.board.label);
  root.setAttribute("role", "region");
  held.at = Math.max(0, place_of(held, first ? wanted("lamina") : before));
  tune(held);
  held.draw(held);
  if (first) root.focus({ preventScroll: true });
  if (first && data.board.speaks) held.ticks = setInterval(() => ticked(held), 500);
}
