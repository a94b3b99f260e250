// Indicators in rows: value, bullet bar against the target, sparkline, status; or, tight, without the bar.

const percent = (share) => `${Math.min(1, Math.max(0, share)) * 100}%`;

function bullet(entry) {
  if (!entry) return null;
  const edges = [0, ...(entry.bands ?? []), 1];
  const bands = edges.slice(1).map((edge, index) => svg("rect", {
    class: `band band-${Math.min(index, 2)}`, x: percent(edges[index]), y: 3, width: percent(Math.max(0, edge - edges[index])), height: 12,
  }));
  const value = known(entry.value) ? svg("rect", { class: "value", x: 0, y: 6.5, width: percent(entry.value), height: 5 }) : null;
  const target = known(entry.target)
    ? svg("line", { class: "target", x1: percent(entry.target), x2: percent(entry.target), y1: 1, y2: 17 }) : null;
  return svg("svg", { class: `bullet ${tone(entry.tone)}`, width: "100%", height: 18, "aria-hidden": "true" }, ...bands, value, target);
}

// «meta 95 % (propuesto)»: in a narrow column only the basis goes to the next line.
const goal = (text) => (text ? el("small", null, text.replace(/ (?!\()/g, "\u00a0")) : null);
const process = (row) => (row.process?.length ? row.process.map(marked) : []);
const status = (row) => el("td", { class: `status ${tone(row.status.tone)}` }, el("span", null, sign(row.status.icon), row.status.word));

function line(row, index, common) {
  return el("tr", { "data-pick": row.key },
    el("th", { scope: "row" }, place(row.key, [index, 0], { "aria-label": row.label }, row.name),
      row.overdue ? el("small", { class: "overdue" }, row.overdue) : null, row.whole ? el("small", { class: "whole" }, row.whole) : null),
    el("td", { class: "figure" }, el("b", null, row.value), row.sub ? el("small", null, row.sub) : null,
      row.versus ? el("small", { class: "versus" }, row.versus) : null),
    el("td", { class: "against" }, bullet(row.bullet), goal(row.goal)),
    el("td", { class: "course" }, spark(row, common)),
    status(row));
}

function tight(row, index, common, processes) {
  const aside = row.whole ? `${row.aside ? `${row.aside} · ` : ""}${row.whole}` : row.aside;
  return el("tr", { "data-pick": row.key },
    el("th", { scope: "row" }, place(row.key, [index, 0], { "aria-label": row.label, title: row.hint, class: "cut two" }, row.name),
      process(row).length ? el("small", { class: "process" }, ...process(row)) : null),
    el("td", { class: "figure" }, el("b", null, row.value)),
    el("td", { class: "versus" }, row.versus ? el("span", { class: "cut two" }, row.versus) : null),
    status(row),
    processes ? el("td", { class: "process" }, ...(process(row).length ? process(row) : [el("span", { class: "none" }, "—")])) : null,
    el("td", { class: "aside" }, aside ? el("span", { class: "cut two", title: aside }, ...(row.whole && row.aside ? [row.aside, el("br"), row.whole] : [aside])) : null),
    el("td", { class: "course" }, spark(row, common)));
}

function draw(board) {
  const classes = board.tight ? ["name", "figure", "versus", "status", ...(board.processes ? ["process"] : []), "aside", "course"] : ["name", "figure", "against", "course", "status"];
  const common = scale(board.rows);
  const brief = board.rows.every((row) => row.status.word.length < 12);
  const looks = board.tight && `tight ${board.rows.some((row) => row.versus) ? "changed" : ""} ${board.processes ? "processes" : ""} ${brief ? "brief" : ""}`;
  return el("table", { "aria-label": board.label, role: "table", class: looks || null },
    el("thead", null, el("tr", null, ...board.head.map((title, index) => el(title ? "th" : "td", { scope: title ? "col" : null, class: classes[index] }, title || null)))),
    el("tbody", null, ...board.rows.map((row, index) => (board.tight ? tight : line)(row, index, common, board.processes))));
}

export default function (component) {
  show(component, draw);
}
