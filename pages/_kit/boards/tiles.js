// A tile a topic, in the order of the plan: its name opens it wherever it is pressed, and its numbers open their rows.

function value(entry, at) {
  const attributes = { class: entry.small ? "value small" : "value" };
  if (!entry.why) return el("span", attributes, entry.value);
  return place(entry.why, at, { ...attributes, "aria-label": entry.why_label, title: entry.why_label }, entry.value);
}

function word(entry, at) {
  if (!entry.late) return [entry.word];
  const late = place(entry.late.key, at, { class: "late", "aria-label": entry.late.label, title: entry.late.label }, entry.late.text);
  return entry.standing ? [`${entry.standing} · `, late] : [late];
}

function tile(entry, index) {
  return el("li", { class: `tile ${tone(entry.tone)}` },
    place(entry.key, [0, index], { class: "name", "aria-label": entry.label, title: entry.hint }, entry.name),
    el("span", { class: "line" }, value(entry, [0, index + 0.3]), spark(entry, null)),
    el("span", { class: `word ${tone(entry.tone)}` }, entry.icon ? sign(entry.icon) : null,
      // what is cut has no room for the outline of what is picked in it
      el("span", entry.late ? null : { class: "cut two", title: entry.word }, ...word(entry, [0, index + 0.6]))),
    el("span", { class: "about cut", title: entry.about }, entry.about));
}

function draw(board) {
  return el("div", { role: "region", "aria-label": board.label }, el("ul", { role: "list" }, ...board.tiles.map(tile)));
}

export default function (component) {
  show(component, draw);
}
