// Indicators in rows: value, bullet bar against the target, sparkline, status.

const percent = (share) => `${Math.min(1, Math.max(0, share)) * 100}%`;
const known = (number) => typeof number === "number" && Number.isFinite(number);

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

// Nulls are gaps; a point between two gaps is drawn as a short dash.
function spark(values, status) {
  const points = values ?? [];
  const numbers = points.filter(known);
  if (!numbers.length) return null;
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const x = (index) => 2 + (index * 112) / Math.max(1, points.length - 1);
  const y = (value) => (high === low ? 13 : 22 - ((value - low) * 18) / (high - low));
  let path = "";
  points.forEach((value, index) => {
    if (!known(value)) return;
    const joined = known(points[index - 1]);
    path += `${joined ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    if (!joined && !known(points[index + 1])) path += "m-1 0h2";
  });
  const last = points.findLastIndex(known);
  return svg("svg", { class: `spark ${tone(status)}`, viewBox: "0 0 120 26", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("path", { d: path }), svg("path", { class: "last", d: `M${x(last).toFixed(1)} ${y(points[last]).toFixed(1)}h0` }));
}

// «meta 95 % (propuesto)»: in a narrow column only the basis goes to the next line.
const goal = (text) => (text ? el("small", null, text.replace(/ (?!\()/g, "\u00a0")) : null);

function line(row, index) {
  return el("tr", { "data-pick": row.key },
    el("th", { scope: "row" }, place(row.key, [index, 0], { "aria-label": row.label }, row.name),
      row.overdue ? el("small", { class: "overdue" }, row.overdue) : null, row.whole ? el("small", { class: "whole" }, row.whole) : null),
    el("td", { class: "figure" }, el("b", null, row.value), row.sub ? el("small", null, row.sub) : null),
    el("td", { class: "against" }, bullet(row.bullet), goal(row.goal)),
    el("td", { class: "course" }, spark(row.spark, row.status.tone)),
    el("td", { class: `status ${tone(row.status.tone)}` }, el("span", null, sign(row.status.icon), row.status.word)));
}

function draw(board) {
  const classes = ["name", "figure", "against", "course", "status"];
  return el("table", { "aria-label": board.label, role: "table" },
    el("thead", null, el("tr", null, ...board.head.map((title, index) => el("th", { scope: "col", class: classes[index] }, title)))),
    el("tbody", null, ...board.rows.map(line)));
}

export default function (component) {
  show(component, draw);
}
