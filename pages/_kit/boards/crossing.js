// What passes what is chosen in charts that filter one another, and how that is said in words and in an address.

const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
const filled = (text, given) => text.replace(/#(\d)/g, (_, place) => given[place - 1]);

// Of each axis (the months are the first), how many rows of each value pass what is chosen in the others; and how many pass all.
function counted({ columns, counts, axes }) {
  const passing = axes.map(({ values, chosen }) => Uint8Array.from(values, (_, place) => !chosen.size || chosen.has(place)));
  const totals = axes.map(({ values }) => new Uint32Array(values.length));
  let all = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    let missed = -1;
    for (let axis = 0; axis < columns.length; axis++) {
      if (passing[axis][columns[axis][cell]]) continue;
      if (missed >= 0) { missed = -2; break; }
      missed = axis;
    }
    if (missed === -2) continue;
    const rows = counts[cell];
    if (missed >= 0) { totals[missed][columns[missed][cell]] += rows; continue; }
    all += rows;
    for (let axis = 0; axis < columns.length; axis++) totals[axis][columns[axis][cell]] += rows;
  }
  return { totals, all };
}

// --- what is chosen, in words and in the address ------------------------------------------------------------------------

const ends = (chosen) => [Math.min(...chosen), Math.max(...chosen)];

function spanOf(held) {
  const [first, last] = ends(held.axes[0].chosen).map((place) => held.axes[0].values[place]);
  if (first === last) return first.label;
  return filled(held.board.say.span, [first.year === last.year ? first.name : first.label, last.label]);
}

// Of most of them, what is left out says it shorter.
function told(axis) {
  const most = axis.chosen.size > axis.values.length / 2;
  return { most, values: axis.values.filter((_, place) => axis.chosen.has(place) !== most) };
}

function saidOf(held, axis) {
  if (axis === held.axes[0]) return spanOf(held);
  const { most, values } = told(axis), labels = values.map((value) => value.label).join(", ");
  return `${axis.label}: ${most ? filled(held.board.say.but, [labels]) : labels}`;
}

const used = (held) => held.axes.filter((axis) => axis.chosen.size);

function address(held) {
  const parts = used(held).map((axis) => {
    if (axis === held.axes[0]) return ["month", ...ends(axis.chosen).map((place) => axis.values[place].key)].join(".");
    const { most, values } = told(axis);
    return [axis.key, ...(most ? ["-"] : []), ...values.map((value) => value.key)].join(".");
  });
  return [...parts, ...(held.scaled ? ["scaled"] : [])].join("..");
}

// What is not whole is never said as 100, nor what is something as 0.
function shareOf(part, whole) {
  const share = Math.round((1000 * part) / whole) / 10;
  if (share === 100 || share === 0) return part === whole ? "100" : part ? (share ? "99.9" : "0.1") : "0";
  return share.toFixed(1);
}

function sentence(held, all) {
  const { board } = held;
  if (!used(held).length) return board.whole;
  const share = shareOf(all, board.total);
  return filled(board.say.some, [grouped(all), share, grouped(board.total), board.rows[board.total === 1 ? 0 : 1]]);
}
