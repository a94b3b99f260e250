// The months of an indicator in a line as small as a word.

const known = (number) => typeof number === "number" && Number.isFinite(number);

// Percentages of a board share one scale, so that two rows can be compared; any other has its own.
function scale(rows) {
  const shares = rows.filter((row) => row.shared).flatMap((row) => [...(row.spark ?? []), row.target]).filter(known);
  return shares.length ? [Math.min(...shares), Math.max(...shares)] : null;
}

// Nulls are gaps, and what counts since another January begins `again`; a point with neither neighbour is drawn as a
// short dash. The target is dashed.
function spark(row, common) {
  const points = row.spark ?? [];
  const numbers = [...points, row.target].filter(known);
  if (!points.some(known)) return null;
  const [low, high] = row.shared && common ? common : [Math.min(...numbers), Math.max(...numbers)];
  const x = (index) => 2 + (index * 112) / Math.max(1, points.length - 1);
  const y = (value) => (high === low ? 13 : 23 - ((value - low) * 20) / (high - low));
  const joined = (index) => known(points[index - 1]) && known(points[index]) && !row.again?.includes(index);
  let path = "";
  points.forEach((value, index) => {
    if (!known(value)) return;
    path += `${joined(index) ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    if (!joined(index) && !joined(index + 1)) path += "m-1 0h2";
  });
  const last = points.findLastIndex(known);
  const goal = known(row.target) ? svg("path", { class: "goal", d: `M0 ${y(row.target).toFixed(1)}H120` }) : null;
  return svg("svg", { class: `spark ${tone(row.status?.tone ?? row.tone)}`, viewBox: "0 0 120 26", preserveAspectRatio: "none", "aria-hidden": "true" },
    goal, svg("path", { d: path }), svg("path", { class: "last", d: `M${x(last).toFixed(1)} ${y(points[last]).toFixed(1)}h0` }));
}
