// The annual plan as a calendar: activities × months, with the cut-off rule.

const SAMPLE = { on_time: "1", received: "", late: "1", overdue: "1", pending: "1", unregistered: "?", not_applicable: "·", none: "", flag: "1" };

// What a block shows: never its colour alone.
function content(state, text) {
  if (state === "late") return [text, sign("◷")];
  if (state === "overdue") return [el("span", { class: "alarm", "aria-hidden": "true" }, "!"), text];
  return [text];
}

function block(entry, at) {
  const { state, text, key, flag, label } = entry;
  if (state === "none") return null;
  if (state === "not_applicable") return el("span", { class: "dot", title: label }, text || "·");
  const attributes = { class: `block ${state}${flag ? " flag" : ""}`, title: label, "aria-label": label };
  if (key === null || key === undefined) return el("span", { role: "img", ...attributes }, ...content(state, text));
  return place(key, at, attributes, ...content(state, text));
}

function month(board, index) {
  if (board.cutoff_index === null || board.cutoff_index === undefined) return "month";
  if (index === board.cutoff_index) return "month cutoff";
  return index > board.cutoff_index ? "month later" : "month";
}

function line(board, row, at) {
  const title = row.pick
    ? place(row.pick, [at, 0], { class: "cut", title: row.title }, row.title)
    : el("span", { class: "cut", title: row.title }, row.title);
  return el("tr", { role: "row", class: "line" },
    row.code === null ? null : el("td", { role: "gridcell", class: "code" }, row.code),
    el("th", { role: "rowheader", scope: "row", colspan: row.code === null ? 2 : null }, title),
    el("td", { role: "gridcell", class: "unit" }, el("span", { class: "cut", title: row.unit }, row.unit)),
    ...row.cells.map((entry, index) => el("td", { role: "gridcell", class: month(board, index) }, block(entry, [at, index + 1]))),
    el("td", { role: "gridcell", class: `total ${tone(row.total.tone)}` }, row.total.text));
}

function group(board, entry, first) {
  const ruled = Number.isInteger(board.cutoff_index);
  const title = el("th", { role: "rowheader", scope: "rowgroup", colspan: board.months.length + 4, class: ruled ? "ruled" : null },
    el("span", null, entry.title));
  const rows = entry.rows.map((row, index) => line(board, row, first + index));
  if (!entry.title) return el("tbody", { role: "rowgroup" }, ...rows);
  if (ruled) title.style.setProperty("--later", board.months.length - 1 - board.cutoff_index);
  return el("tbody", { role: "rowgroup" }, el("tr", { role: "row", class: "group" }, title), ...rows);
}

function legend(entries) {
  return el("ul", { class: "legend", "aria-label": "Leyenda" }, ...entries.map(({ state, text, sample }) => {
    const shown = state === "flag" ? "on_time flag" : state;
    const swatch = el("span", { class: state === "not_applicable" ? "dot" : `block ${shown}`, "aria-hidden": "true" },
      ...content(state, sample ?? SAMPLE[state] ?? ""));
    return el("li", null, swatch, text);
  }));
}

function draw(board) {
  const columns = ["code", "title", "unit", ...board.months.map(() => "month"), "total"];
  const head = el("tr", { role: "row" },
    el("th", { role: "columnheader", colspan: 2, class: "activity" }, board.head.activity),
    el("th", { role: "columnheader" }, board.head.unit),
    ...board.months.map((name, index) => el("th", { role: "columnheader", scope: "col", class: month(board, index) }, el("span", null, name))),
    el("th", { role: "columnheader", class: "total" }, board.head.total));
  let first = 1;
  const bodies = board.groups.map((entry) => {
    const body = group(board, entry, first);
    first += entry.rows.length;
    return body;
  });
  const grid = el("table", { role: "grid", "aria-label": board.label },
    el("colgroup", null, ...columns.map((name) => el("col", { class: name }))),
    el("thead", { role: "rowgroup" }, head), ...bodies);
  return el("div", null, grid, board.legend?.length ? legend(board.legend) : null);
}

export default function (component) {
  show(component, draw);
}
