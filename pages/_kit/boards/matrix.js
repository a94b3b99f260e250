// Systems × stages: in each cell what is overdue, which opens its rows, then the advance, then the indicators out of their target;
// and the processes that give a signal, which it opens. Of the review (wide), inputs or outputs × systems: how each stands, and its clause.

function heading(entry, at, ...children) {
  return entry.pick ? place(entry.pick, at, { class: "heading" }, ...children) : el("span", { class: "heading" }, ...children);
}

function cell(entry, at, of) {
  if (entry.key === null || entry.key === undefined) {
    return el("td", { role: "gridcell", "aria-label": entry.label, "data-of": of }, el("span", { class: "blank" }, entry.value));
  }
  const mark = entry.mark && el("span", { class: `mark ${tone(entry.mark.tone)}` }, sign(entry.mark.icon), entry.mark.text);
  const versus = (of) => entry.versus && entry.versus.of === of ? el("span", { class: "versus" }, entry.versus.text) : null;
  const first = el("span", { class: `first ${tone(entry.tone)}` }, entry.icon ? sign(entry.icon) : null, entry.value);
  const rows = entry.rows && place(entry.rows, [at[0], at[1] - 0.5], { class: "rows", "aria-label": entry.why, title: entry.why }, first);
  const told = entry.signals && place(entry.signals.key, [at[0], at[1] + 0.3],
    { class: "signals tone-concern", "aria-label": entry.signals.label, title: entry.signals.label },
    sign(entry.signals.icon), entry.signals.text);
  return el("td", { role: "gridcell", "data-of": of }, el("div", { class: "crossing" }, rows,
    place(entry.key, at, { class: "cell", "aria-label": entry.label, title: entry.label },
      rows ? null : first, versus("overdue"),
      entry.share ? el("span", { class: "share" }, entry.share) : null, versus("rate"), mark), told));
}

function draw(board) {
  const head = el("tr", { role: "row" }, el("td", { class: "corner" }),
    ...board.columns.map((column, index) => el("th", { role: "columnheader", scope: "col" },
      heading(column, [0, index + 1], column.label, column.sub ? el("small", null, column.sub) : null))));
  const rows = board.rows.map((row, index) => el("tr", { role: "row" },
    el("th", { role: "rowheader", scope: "row" },
      heading(row, [index + 1, 0], el("b", null, row.label), row.sub ? el("small", null, row.sub) : null)),
    ...row.cells.map((entry, column) => cell(entry, [index + 1, column + 1], board.columns[column].label))));
  return el("table", { role: "grid", "aria-label": board.label, class: board.wide ? "wide" : null }, el("thead", null, head), el("tbody", null, ...rows));
}

export default function (component) {
  show(component, draw);
}
