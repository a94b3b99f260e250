// What needs a decision: one row, one button, ordered by the page.

function item(entry, index) {
  return el("li", null, place(entry.key, [index, 0], { "aria-label": entry.label },
    el("span", { class: `icon ${tone(entry.tone)}` }, sign(entry.icon)),
    el("span", { class: "text" }, el("span", { class: "title" }, entry.title), entry.sub ? el("small", null, entry.sub) : null)));
}

function draw(board) {
  const more = board.more ? el("p", { class: "more" }, board.more) : null;
  if (!board.items.length) return el("div", { role: "region", "aria-label": board.label }, el("p", { class: "empty" }, board.empty), more);
  return el("div", { role: "region", "aria-label": board.label }, el("ul", { role: "list" }, ...board.items.map(item)), more);
}

export default function (component) {
  show(component, draw);
}
