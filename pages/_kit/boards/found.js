// What a search finds, or a list to open: one row, one place.

function line(row, index) {
  return el("tr", { "data-pick": row.key },
    el("td", { class: "kind" }, row.kind),
    el("th", { scope: "row" }, place(row.key, [index, 0], { "aria-label": row.label }, row.name)),
    el("td", { class: "text" }, el("span", { title: row.hint }, row.text)),
    el("td", { class: "where" }, row.place));
}

function draw(board) {
  const classes = ["kind", "name", "text", "where"];
  return el("table", { "aria-label": board.label, role: "table" },
    el("thead", null, el("tr", null, ...board.head.map((title, index) => el("th", { scope: "col", class: classes[index] }, title)))),
    el("tbody", null, ...board.rows.map(line)));
}

export default function (component) {
  show(component, draw);
}
