// Systems × stages: a figure and its note in each cell.

function heading(entry, at, ...children) {
  return entry.pick ? place(entry.pick, at, { class: "heading" }, ...children) : el("span", { class: "heading" }, ...children);
}

function cell(entry, at) {
  if (entry.key === null || entry.key === undefined) {
    return el("td", { role: "gridcell", "aria-label": entry.label }, el("span", { class: "blank" }, entry.note || entry.value));
  }
  const mark = entry.mark && el("span", { class: `mark ${tone(entry.mark.tone)}` }, sign(entry.mark.icon), entry.mark.text);
  const share = Number.isFinite(entry.share) ? Math.min(1, Math.max(0, entry.share)) : null;
  const bar = share === null ? null : el("span", { class: "bar", "aria-hidden": "true" }, el("i"));
  if (bar) bar.firstChild.style.width = `${share * 100}%`;
  return el("td", { role: "gridcell" }, place(entry.key, at, { class: `cell ${tone(entry.tone)}`, "aria-label": entry.label },
    el("span", { class: "figure" }, el("b", null, entry.value), mark),
    bar,
    el("span", { class: "note" }, entry.note)));
}

function draw(board) {
  const head = el("tr", { role: "row" }, el("th", { class: "corner" }, board.corner ?? ""),
    ...board.columns.map((column, index) => el("th", { role: "columnheader", scope: "col" },
      heading(column, [0, index + 1], column.label))));
  const rows = board.rows.map((row, index) => el("tr", { role: "row" },
    el("th", { role: "rowheader", scope: "row" },
      heading(row, [index + 1, 0], el("b", null, row.label), el("small", null, row.sub))),
    ...row.cells.map((entry, column) => cell(entry, [index + 1, column + 1]))));
  return el("table", { role: "grid", "aria-label": board.label }, el("thead", null, head), el("tbody", null, ...rows));
}

export default function (component) {
  show(component, draw);
}
