// A tile a topic, in the order of the plan.

function tile(entry, index) {
  return el("li", null, place(entry.key, [0, index], { class: tone(entry.tone), "aria-label": entry.label, title: entry.hint },
    el("span", { class: "name" }, entry.name),
    el("span", { class: "line" }, el("span", { class: entry.small ? "value small" : "value" }, entry.value), spark(entry, null)),
    el("span", { class: `word ${tone(entry.tone)}` }, entry.icon ? sign(entry.icon) : null, el("span", { class: "cut two", title: entry.word }, entry.word)),
    el("span", { class: "about cut", title: entry.about }, entry.about)));
}

function draw(board) {
  return el("div", { role: "region", "aria-label": board.label }, el("ul", { role: "list" }, ...board.tiles.map(tile)));
}

export default function (component) {
  show(component, draw);
}
