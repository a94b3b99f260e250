// Charts that filter one another: the rows come once, as cells counted by month and by value; what is chosen is counted here.

const SOME = 26, MANY = 40; // months: more of them are named where there is room, or not at all
const LATER = 250; // milliseconds without another choice, before the address is told

// --- painting: only widths, texts and what is pressed -------------------------------------------------------------------

function put(node, name, value) {
  const last = (node.last ??= {});
  if (last[name] === value) return;
  last[name] = value;
  if (name === "text") node.textContent = value;
  else if (name === "fill") node.style.transform = value;
  else if (name === "hidden") node.hidden = value;
  else node.setAttribute(name, value);
}

// Behind each bar, in grey, what there is of it; to the scale of what is chosen, what it would be if that were as the whole.
function paintAxis(held, axis, totals) {
  const { say, total } = held.board, upright = axis === held.axes[0], turned = upright ? "scaleY" : "scaleX";
  const part = held.scaled ? totals.reduce((sum, each) => sum + each, 0) / total : 1;
  const most = Math.max(...(held.scaled ? totals : [0]), axis.most * part) || 1;
  put(axis.node, "data-chosen", axis.chosen.size ? "yes" : "no");
  put(axis.node, "data-scaled", held.scaled ? "yes" : "no");
  axis.bars.forEach((bar, place) => {
    const value = axis.values[place], shown = totals[place];
    if (value.count === null) return;
    const chosen = axis.chosen.has(place), said = filled(say.bar, [value.label, grouped(shown), grouped(value.count)]);
    put(bar.button, "aria-pressed", String(chosen));
    put(bar.button, "aria-label", said);
    put(bar.button, "title", said);
    put(bar.full, "fill", `${turned}(${shown / most})`);
    const grey = (value.count * part) / most;
    put(bar.ghost, "fill", `${turned}(${grey})`);
    put(bar.tick, "fill", upright ? `translateY(${-100 * grey}%)` : `translateX(${100 * grey}%)`);
    put(bar.number, "text", grouped(shown));
    put(bar.number, "class", shown ? "number" : "number none");
  });
}

function paint(held) {
  if (!used(held).length) held.scaled = false;
  const { totals, all } = counted(held), { say } = held.board, parts = used(held).map((axis) => saidOf(held, axis));
  held.axes.forEach((axis, place) => paintAxis(held, axis, totals[place]));
  put(held.said, "text", sentence(held, all));
  put(held.live, "text", [sentence(held, all), ...parts].join(". "));
  put(held.open, "text", all === 1 ? say.row : filled(say.rows, [grouped(all)]));
  held.open.disabled = !all;
  held.clear.disabled = held.scale.disabled = !parts.length;
  put(held.scale, "aria-pressed", String(held.scaled));
  put(held.note, "hidden", !held.scaled || !parts.length);
  const chips = used(held).map((axis, place) => {
    const said = parts[place], chip = el("button", { type: "button", class: "chip", "aria-label": filled(say.remove, [said]) }, said);
    chip.onclick = () => { axis.chosen.clear(); choose(held); held.said.focus(); };
    return chip;
  });
  held.chips.replaceChildren(...chips);
}

function choose(held) {
  paint(held);
  clearTimeout(held.soon);
  held.soon = setTimeout(() => held.tell(`=${address(held)}`), LATER);
}

// --- pressing ------------------------------------------------------------------------------------------------------------

function press(held, axis, place, wide) {
  const { chosen } = axis;
  if (axis !== held.axes[0]) chosen.has(place) ? chosen.delete(place) : chosen.add(place);
  else if (wide && chosen.size) range(axis, axis.from ?? place, place);
  else {
    const alone = chosen.size === 1 && chosen.has(place);
    chosen.clear();
    if (!alone) chosen.add(place);
    axis.from = place;
  }
  if (chosen.size === axis.values.length) chosen.clear();
  choose(held);
}

function range(axis, from, to) {
  axis.chosen.clear();
  for (let place = Math.min(from, to); place <= Math.max(from, to); place++) axis.chosen.add(place);
}

// Dragging over the months: the range follows the pointer.
function drag(held, axis) {
  const strip = axis.list;
  const at = (event) => {
    const { left, width } = strip.getBoundingClientRect();
    return Math.max(0, Math.min(axis.values.length - 1, Math.floor(((event.clientX - left) / width) * axis.values.length)));
  };
  strip.onpointerdown = (event) => {
    if (event.button || event.shiftKey) return;
    const from = at(event);
    let last = from;
    const move = (moved) => {
      const to = at(moved);
      if (to === last) return;
      last = to;
      axis.dragged = true;
      range(axis, from, to);
      axis.from = from;
      choose(held);
    };
    const end = () => {
      setTimeout(() => { axis.dragged = false; }); // the click that a drag ends with comes first
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      if (axis.chosen.size === axis.values.length) { axis.chosen.clear(); choose(held); }
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  };
}

// One stop for Tab in each chart; arrows, Home and End move inside it; with Shift, the months between are chosen.
function walk(held, axis, event) {
  const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
  if (!step && event.key !== "Home" && event.key !== "End") return;
  const seen = axis.bars.filter(({ button }) => !button.closest("[hidden]") && !button.disabled);
  const now = seen.findIndex(({ button }) => button === event.target);
  if (now < 0) return;
  event.preventDefault();
  const next = seen[event.key === "Home" ? 0 : event.key === "End" ? seen.length - 1 : Math.max(0, Math.min(seen.length - 1, now + step))];
  stop(axis, next.button);
  next.button.focus();
  if (!event.shiftKey || axis !== held.axes[0]) return;
  const place = (bar) => axis.bars.indexOf(bar);
  if (!axis.chosen.size) axis.from = place(seen[now]);
  range(axis, axis.from ?? place(seen[now]), place(next));
  choose(held);
}

function stop(axis, button) {
  for (const bar of axis.bars) bar.button.tabIndex = bar.button === button ? 0 : -1;
}

// --- building, once for what comes ----------------------------------------------------------------------------------------

function bar(held, axis, value, place, inside) {
  const gap = value.count === null, full = el("span", { class: "fill" }), number = el("span", { class: "number" });
  const ghost = el("span", { class: "ghost" }), tick = el("span", { class: "tick" });
  const track = el("span", { class: "track", "aria-hidden": "true" }, ...(gap ? [] : [ghost, full, tick]));
  const button = el("button", { type: "button", "aria-pressed": "false", tabindex: "-1", class: gap ? "gap" : null }, ...inside(track, number));
  const said = gap && filled(held.board.say.gap, [value.label]);
  if (gap) fill(button, { "aria-label": said, title: said, disabled: "" }, []);
  button.onclick = (event) => { if (!axis.dragged) press(held, axis, place, event.shiftKey); };
  button.onfocus = () => stop(axis, button);
  return { button, full, ghost, tick, number };
}

function begun(axis, given, label) {
  axis.bars = given;
  const first = given.find(({ button }) => !button.disabled);
  if (first) stop(axis, first.button);
  axis.node.setAttribute("role", "group");
  axis.node.setAttribute("aria-label", label);
}

function strip(held) {
  const [axis] = held.axes, { values } = axis;
  const bars = values.map((value, place) => bar(held, axis, value, place, (track, number) => [number, track]));
  axis.list = el("div", { class: "months" }, ...bars.map(({ button }) => button));
  const marks = values.map(({ short, year }, place) => el("span", null, el("i", null, short), place && year === values[place - 1].year ? null : el("b", null, String(year))));
  axis.node = el("section", { class: `strip ${values.length > MANY ? "many" : values.length > SOME ? "some" : ""}` }, axis.list, el("div", { class: "marks", "aria-hidden": "true" }, ...marks));
  begun(axis, bars, held.board.say.month);
  drag(held, axis);
  axis.list.onkeydown = (event) => walk(held, axis, event);
  return axis.node;
}

function ranked(held, axis) {
  const { few, say } = held.board, rest = axis.values.length - few;
  const bars = axis.values.map((value, place) => bar(held, axis, value, place, (track, number) => [el("span", { class: "name" }, value.label), " ", track, number]));
  axis.list = el("ul", null, ...bars.map(({ button }) => el("li", null, button)));
  axis.node = el("section", { class: "axis" }, el("h2", null, axis.label), axis.list);
  begun(axis, bars, axis.label);
  axis.list.onkeydown = (event) => walk(held, axis, event);
  if (rest <= 1) return axis.node;
  const more = el("button", { type: "button", class: "more" });
  const unfold = (open) => {
    [...axis.list.children].forEach((item, place) => { item.hidden = place >= few && !open; });
    more.textContent = open ? say.less : filled(say.more, [rest]);
    more.setAttribute("aria-expanded", String(open));
    if (!open && !bars.some(({ button }) => button.tabIndex === 0 && !button.closest("[hidden]"))) stop(axis, bars[0].button);
  };
  more.onclick = () => unfold(more.getAttribute("aria-expanded") !== "true");
  axis.unfold = unfold;
  unfold(false);
  axis.node.append(more);
  return axis.node;
}

function build(held) {
  const { board, root } = held, { say } = board;
  held.columns = board.packed.columns.map(bytes);
  const raw = bytes(board.packed.counts);
  held.counts = board.packed.size === 1 ? raw : new Uint32Array(raw.buffer);
  held.axes = [{ key: "month", label: say.month, values: board.months }, ...board.dimensions].map((axis) => ({
    ...axis, chosen: new Set(), most: Math.max(0, ...axis.values.map((value) => value.count ?? 0)),
  }));
  held.said = el("p", { class: "said", tabindex: "-1" });
  held.live = el("p", { class: "live", role: "status" });
  held.chips = el("div", { class: "chips" });
  held.open = el("button", { type: "button", class: "act open" });
  held.clear = el("button", { type: "button", class: "act" }, say.clear);
  held.scale = el("button", { type: "button", class: "act" }, say.scale);
  held.note = el("p", { class: "note" }, say.scaled);
  held.scale.onclick = () => { held.scaled = !held.scaled; choose(held); };
  held.open.onclick = () => { clearTimeout(held.soon); held.tell(`>${address(held)}`); };
  held.clear.onclick = () => { for (const axis of held.axes) axis.chosen.clear(); choose(held); held.said.focus(); };
  const head = el("div", { class: "head" }, held.said, held.chips, el("div", { class: "acts" }, held.scale, held.clear, held.open));
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", board.label);
  root.replaceChildren(held.live, head, held.note, strip(held), el("div", { class: "axes" }, ...held.axes.slice(1).map((axis) => ranked(held, axis))));
}

// What the address asks for: when it begins, and when another address is opened.
function begin(held) {
  const { months, values, scaled } = held.board.chosen, [first, ...others] = held.axes;
  held.scaled = scaled;
  for (const axis of held.axes) axis.chosen.clear();
  if (months) { range(first, ...months); [first.from] = months; }
  for (const [place, among] of values) {
    for (const value of among) others[place].chosen.add(value);
    if (among.some((value) => value >= held.board.few)) others[place].unfold?.(true);
  }
  clearTimeout(held.soon);
  paint(held);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".board");
  if (!root || !data) return;
  const held = (root.held ??= { root });
  held.tell = (said) => setTriggerValue("picked", said);
  const { chosen, turn, ...feed } = data.board, same = JSON.stringify(feed);
  if (held.same === same && held.turn === turn) return;
  const other = held.same !== same;
  Object.assign(held, { board: data.board, same, turn });
  if (other) build(held);
  begin(held);
}
