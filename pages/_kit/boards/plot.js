// A figure as an SVG: what `present/charts` writes, in the notation of plotly, is drawn at once, in one pass.

const REACH = 9; // pixels around a point that are of it
const FAINT = 0.2; // what is not picked, while something is
const DASHES = { dash: [9, 9], dot: [3, 3] }; // of a line 3 wide, or narrower
const EDGE = 2; // between a place and the words that stand at it
const STEPS = [2, 5, 10];
const NARROW = 560, SMALLER = 0.82, SMALLEST = 10.5; // pixels of a narrow screen, and what its letters are of the others
const known = (value) => value !== null && value !== undefined;
const each = (value, n) => (Array.isArray(value) ? value[n] : value);
const figured = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 3 }); // as in Peru

function scale([low, high], from, to) {
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

// A figure on a narrow screen: its words are smaller; the room beside its axes is that of `sides`.
function narrowed(figure) {
  if (innerWidth >= NARROW) return figure;
  const { layout } = figure, small = (font) => font && { ...font, size: Math.max(font.size * SMALLER, SMALLEST) };
  const axis = ([name, value]) => [name, /^[xy]axis/.test(name) ? { ...value, tickfont: small(value.tickfont), ...(value.title && { title: { ...value.title, font: small(value.title.font) } }) } : value];
  return { data: figure.data, layout: { ...Object.fromEntries(Object.entries(layout).map(axis)),
    annotations: layout.annotations.map((each) => ({ ...each, font: small(each.font) })), legend: layout.legend && { ...layout.legend, font: small(layout.legend.font) } } };
}

// The names of the tones of a figure in lines, each as long as there is room: {name, colour, x} of every one.
const SWATCH = 4, AFTER = 18; // the piece of tone before a name, and the room after it

function tones({ data, layout }, width) {
  if (!layout.showlegend) return [];
  const lines = [[]], { size } = layout.legend.font, { l } = layout.margin;
  let x = l;
  for (const { name, marker } of data.filter((trace) => trace.showlegend !== false)) {
    const wide = SWATCH + (literal(name).length * LETTER + 0.5) * size;
    if (x > l && x + wide > width) { lines.push([]); x = l; }
    lines.at(-1).push({ name, colour: marker.color, x });
    x += wide + AFTER;
  }
  return lines;
}

// What the lines of names after the first add to the height of a figure.
const more = (figure, width) => Math.max(0, tones(figure, width).length - 1) * LINE * (figure.layout.legend?.font.size ?? 0);

function* legend(figure, at) {
  const { font } = figure.layout.legend ?? {};
  for (const [n, line] of tones(figure, at.width).entries()) {
    for (const { name, colour, x } of line) {
      const y = LINE * font.size * (n + 0.5);
      yield svg("rect", { x, y: y - font.size / 2, width: SWATCH, height: font.size, fill: colour });
      yield written(name, x + SWATCH + font.size / 2, y, font, "start", { class: "note" });
    }
  }
}

const TIGHT = 480, LAST = 14; // of a picture whose words leave little to its marks; what its last place has at its right

// From where to where a figure has its marks. A narrow one keeps at its sides what its words take, and no more.
function sides({ margin: { l, r }, xaxis, yaxis, annotations, grid }, width) {
  if (width >= TIGHT || grid) return [l, width - r];
  const [low, high] = xaxis.range, beside = annotations.some((each) => each.xref === "paper" && each.x <= 0);
  const said = yaxis.visible !== false && !yaxis.title && !beside ? yaxis.ticktext?.flatMap((text) => text.split("<br>")) : null;
  const left = said ? Math.min(l, broad(said, yaxis.tickfont.size) + (yaxis.ticklabelstandoff ?? 4)) : l;
  const ends = (most) => annotations.filter((each) => !each.textangle).map(({ text, font, x, xref, xshift = 0, xanchor }) => {
    const share = xref === "paper" ? x : (x - low) / (high - low), lines = text.split("<br>");
    const across = xref === "paper" ? side(x, xanchor, ["left", "center", "right"]) : xanchor ?? "center";
    const whole = broad(lines, font.size) <= Math.min(most, width - l - share * (width - r - l) - xshift - EDGE);
    // the room of letters is reckoned, not measured: a little more is kept
    const takes = { left: 1.04, center: 0.52, right: 0 }[across] * broad(whole ? lines : text.split(/<br>| · /), font.size);
    return share > 0 ? left + (width - left - xshift - 2 * EDGE - takes) / share : width;
  });
  const right = (most) => Math.max(width - r, Math.min(width - LAST, ...ends(most)));
  return [left, right(width) - left < width / 4 ? right(width / 4) : right(width)];
}

// The names of rows in shorter lines, where they would take more than two fifths of a narrow picture.
const SHORT = 19; // letters of such a line

function broken(figure, width) {
  const { layout } = figure, { ticktext } = layout.yaxis ?? {};
  if (width >= TIGHT || layout.grid || !ticktext || sides(layout, width)[0] <= 0.4 * width) return figure;
  const lines = (name) => name.split(/<br>| /).reduce((found, word) => {
    const line = `${found.at(-1)} ${word}`;
    return found.length && line.length <= SHORT ? [...found.slice(0, -1), line] : [...found, word];
  }, []);
  const named = ticktext.map(lines), wide = broad(named.flat(), layout.yaxis.tickfont.size) + (layout.yaxis.ticklabelstandoff ?? 4) + 2 * EDGE;
  return { ...figure, layout: { ...layout, margin: { ...layout.margin, l: Math.min(layout.margin.l, wide) }, yaxis: { ...layout.yaxis, ticktext: named.map((name) => name.join("<br>")) } } };
}

// Where a figure of some width has its axes, and what a place of them is in pixels.
function frame(figure, width, height) {
  const { layout } = figure, { t, b } = layout.margin, [left, right] = sides(layout, width);
  const box = { left, right: Math.max(right, left + 10), top: t + more(figure, width), bottom: height - b };
  const x = scale(layout.xaxis.range, box.left, box.right), y = scale(layout.yaxis.range, box.bottom, box.top);
  const paperX = scale([0, 1], box.left, box.right), paperY = scale([0, 1], box.bottom, box.top);
  return { ...box, width, height, x, y, atX: (value, of) => (of === "paper" ? paperX : x)(value), atY: (value, of) => (of === "paper" ? paperY : y)(value) };
}

// The steps of an axis that names no places: round, and as many as it asks for at most.
function steps({ range, nticks }) {
  const [low, high] = [...range].sort((one, other) => one - other);
  const rough = (high - low) / (nticks ?? 6), base = 10 ** Math.floor(Math.log10(rough));
  const step = base * STEPS.find((some) => some >= rough / base);
  const first = Math.ceil(low / step - 1e-9), last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

function places(axis) {
  const at = axis.tickvals ?? steps(axis), said = axis.ticktext ?? at.map((value) => figured(value) + literal(axis.ticksuffix ?? ""));
  const [low, high] = [...axis.range].sort((one, other) => one - other);
  return at.map((value, n) => [value, said[n]]).filter(([value]) => value >= low && value <= high);
}

// Of places at one distance from each other whose words would touch, only some are named, the last always; of others,
// every second one of those that touch stands a line lower: [value, said, line].
function apart(named, at, { size }) {
  const gaps = named.slice(1).map(([value], n) => at.x(value) - at.x(named[n][0]));
  const wide = Math.max(0, ...named.map(([, said]) => said.length)) * size * LETTER + size / 2;
  if (!gaps.length || Math.min(...gaps) >= wide) return named;
  if (Math.max(...gaps) - Math.min(...gaps) > 1) return lowered(named, gaps, size);
  const step = Math.ceil(wide / gaps[0]);
  return named.filter((_, n) => (named.length - 1 - n) % step === 0);
}

function lowered(named, gaps, size) {
  let line = 0;
  return named.map(([value, said], n) => {
    const touches = n && ((named[n - 1][1].length + said.length) / 2) * size * LETTER + size / 3 > gaps[n - 1];
    return [value, said, (line = touches ? 1 - line : 0)];
  });
}

const rule = (x1, y1, x2, y2, stroke, width = 1, more = {}) => svg("line", { x1, y1, x2, y2, stroke, "stroke-width": width, ...more });
const crisp = (value) => Math.round(value - 0.5) + 0.5;

function* axes({ layout: { xaxis, yaxis } }, at) {
  if (yaxis.visible !== false) {
    for (const [value, said] of places(yaxis)) {
      const y = at.y(value);
      if (yaxis.showgrid) yield rule(at.left, crisp(y), at.right, crisp(y), yaxis.gridcolor);
      yield written(said, at.left - (yaxis.ticklabelstandoff ?? 4), y, yaxis.tickfont, "end");
    }
    if (yaxis.title) {
      const y = (at.top + at.bottom) / 2, x = 10;
      yield written(yaxis.title.text, x, y, yaxis.title.font, "middle", { transform: `rotate(-90 ${x} ${y})` });
    }
  }
  if (xaxis.visible === false) return;
  if (xaxis.showline !== false) yield rule(at.left, crisp(at.bottom), at.right, crisp(at.bottom), xaxis.linecolor);
  const { size } = xaxis.tickfont;
  for (const [value, said, line = 0] of apart(places(xaxis), at, xaxis.tickfont)) yield written(said, at.x(value), at.bottom + 4 + size * (0.6 + line * LINE), xaxis.tickfont, "middle");
}

const dashes = ({ dash, width = 2 }) => DASHES[dash]?.map((length) => (length * Math.max(3, width)) / 3).join(" ") ?? null;

function shape(spec, at) {
  const { color, width } = spec.line;
  const ends = [at.atX(spec.x0, spec.xref), at.atY(spec.y0, spec.yref), at.atX(spec.x1, spec.xref), at.atY(spec.y1, spec.yref)];
  return rule(...ends, color, width, { "stroke-dasharray": dashes(spec.line) });
}

const keyed = (trace, n) => String([each(trace.customdata, n)].flat()[0] ?? "");
const faint = (node, key, picked) => { if (picked && key !== picked) node.setAttribute("opacity", FAINT); return node; };

// What a mark says, and what it leads to; a mark of nothing is not pressed.
function speaking(node, trace, n, opens) {
  if (trace.hoverinfo !== "skip") node.said = trace.hovertemplate?.replace("<extra></extra>", "").replaceAll("%{y}", figured(trace.y[n]))
    .replaceAll("%{customdata}", keyed(trace, n)) ?? each(trace.hovertext, n);
  if (opens && keyed(trace, n)) fill(node, { "data-pick": keyed(trace, n), tabindex: -1 }, []);
  return node;
}

function bar(trace, n, at) {
  const lying = trace.orientation === "h", half = trace.width / 2;
  const [place, length] = lying ? [trace.y[n], trace.x[n]] : [trace.x[n], trace.y[n]];
  if (!known(length) || !known(place)) return null;
  const from = each(trace.base, n) ?? 0, along = lying ? at.x : at.y, across = lying ? at.y : at.x;
  const [a, b] = [along(from), along(from + length)].sort((one, other) => one - other);
  const [c, d] = [across(place - half), across(place + half)].sort((one, other) => one - other);
  const [x, y, width, height] = lying ? [a, c, b - a, d - c] : [c, a, d - c, b - a];
  const { color, line } = trace.marker;
  return svg("rect", { class: "bar", x, y, width, height, fill: each(color, n), stroke: line.width ? each(line.color, n) : null, "stroke-width": line.width || null });
}

// A line goes no further than its axes; of one that lies on an edge nothing is cut.
function within(at, ...nodes) {
  const [x, y, width, height] = [at.left - EDGE, at.top - EDGE, at.right - at.left + 2 * EDGE, at.bottom - at.top + 2 * EDGE];
  return svg("svg", { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` }, ...nodes);
}

const STAIRS = { hv: (x, y) => `H${x}V${y}`, hvh: (x, y, before) => `H${(before + x) / 2}V${y}H${x}` };

function path(trace, at) {
  let drawn = "", pen = "M", before = 0;
  trace.x.forEach((value, n) => {
    if (!known(trace.y[n])) { pen = "M"; return; }
    const x = at.x(value), y = at.y(trace.y[n]);
    drawn += (pen === "L" && STAIRS[trace.line.shape]?.(x, y, before)) || `${pen}${x} ${y}`;
    [pen, before] = ["L", x];
  });
  const { color, width = 2 } = trace.line;
  if (trace.fill) return svg("path", { class: "band", d: drawn, fill: trace.fillcolor });
  return svg("path", { class: "line", d: drawn, fill: "none", stroke: color, "stroke-width": width, "stroke-dasharray": dashes(trace.line), "stroke-linejoin": "round" });
}

// The number of a bar, inside it, where there is room for it.
function inside(trace, n, node) {
  const said = trace.text?.[n], { size } = trace.textfont ?? {};
  if (!said || literal(said).length * size * LETTER + 2 * EDGE > Number(node.getAttribute("width"))) return null;
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(node.getAttribute(name)));
  return written(said, x + width / 2, y + height / 2, trace.textfont, "middle", { class: "note" });
}

// Numbered marks of a line of their own: those that would touch are one, which says them all («7–9»).
function* numbered(trace, at) {
  const { size } = trace.marker, letters = trace.textfont.size;
  const wide = ({ said }) => Math.max(size, (said.length + 1) * letters * LETTER);
  const joined = (one, other) => ({ said: `${one.said.split("–")[0]}–${other.said.split("–").at(-1)}`, told: `${one.told}<br>${other.told}`, first: one.first, last: other.last });
  const middle = (each) => (each.first + each.last) / 2, touch = (one, other) => middle(other) - middle(one) < (wide(one) + wide(other)) / 2 + 1;
  const held = [];
  for (const [n, value] of trace.x.entries()) {
    let next = { said: literal(trace.text[n]), told: trace.hovertext[n], first: at.x(value), last: at.x(value) };
    while (held.length && touch(held.at(-1), next)) next = joined(held.pop(), next);
    held.push(next);
  }
  for (const each of held) {
    const x = middle(each), y = at.y(trace.y[0]), width = wide(each);
    const room = svg("rect", { class: "dot", x: x - width / 2, y: y - size / 2, width, height: size, rx: size / 2, fill: trace.marker.color });
    room.said = each.told;
    yield room;
    yield written(each.said, x, y, trace.textfont, "middle", { class: "note" });
  }
}

function dot({ color, size = 6, symbol, line }, n, x, y) {
  const look = { class: "dot", fill: each(color, n), stroke: each(line?.color, n), "stroke-width": each(line?.width, n) }, r = each(size, n) / 2, wide = r * 1.3;
  return symbol === "diamond" ? svg("path", { ...look, d: `M${x} ${y - wide}L${x + wide} ${y}L${x} ${y + wide}L${x - wide} ${y}Z` })
    : svg("circle", { ...look, cx: x, cy: y, r });
}

// A series: its line, its points, and around each the room in which it is met.
function* series(trace, at, picked, opens) {
  if (trace.mode.includes("text")) return yield* numbered(trace, at);
  if (trace.mode.includes("lines")) yield within(at, path(trace, at));
  for (const n of trace.x.keys()) {
    if (!known(trace.y[n])) continue;
    const x = at.x(trace.x[n]), y = at.y(trace.y[n]);
    if (trace.mode.includes("markers")) yield faint(dot(trace.marker, n, x, y), keyed(trace, n), picked);
    if (trace.hoverinfo !== "skip") yield speaking(svg("circle", { class: "room", cx: x, cy: y, r: REACH, fill: "transparent" }), trace, n, opens);
  }
}

function* marks(figure, at, picked, opens) {
  for (const trace of figure.data) {
    if (trace.type === "scatter") yield* series(trace, at, picked, opens);
    else for (const n of trace.x.keys()) {
      const node = bar(trace, n, at);
      if (!node) continue;
      yield faint(speaking(node, trace, n, opens), keyed(trace, n), picked);
      if (trace.text) yield inside(trace, n, node);
    }
  }
}

const ANCHORS = { left: "start", center: "middle", right: "end" };
const side = (value, given, names) => given ?? (value < 1 / 3 ? names[0] : value > 2 / 3 ? names[2] : names[1]);

function note(spec, at, last) {
  const { size } = spec.font;
  const across = spec.xref === "paper" ? side(spec.x, spec.xanchor, ["left", "center", "right"]) : spec.xanchor ?? "center";
  const along = spec.yref === "paper" ? side(spec.y, spec.yanchor, ["bottom", "middle", "top"]) : spec.yanchor ?? "middle";
  const x = at.atX(spec.x, spec.xref) + (spec.xshift ?? 0) + { left: EDGE, center: 0, right: -EDGE }[across];
  const y = at.atY(spec.y, spec.yref) - (spec.yshift ?? 0);
  if (spec.textangle) return written(spec.text, x, y - EDGE, spec.font, "start", { class: "note", transform: `rotate(${spec.textangle} ${x} ${y - EDGE})` });
  const text = across === "left" ? fitted(spec.text, at.width - x, size) : spec.text, tall = pieces(text).length * LINE * size;
  // none beyond the picture, where its room is higher than its figure was drawn for
  const middle = Math.max(y + { top: 1, middle: 0, bottom: -1 }[along] * (tall / 2 + EDGE), tall / 2);
  const back = spec.bgcolor ? { "paint-order": "stroke", stroke: spec.bgcolor, "stroke-width": 4, "stroke-linejoin": "round" } : {};
  return written(text, x, middle, spec.font, ANCHORS[across], { class: last ? "note last" : "note", ...back });
}

// What has its own axes, in its own place; its marks and words are those of its axes.
const painted = (figure, at, picked, opens) => [
  svg("g", { class: "axes" }, ...axes(figure, at)), svg("g", { class: "marks" }, ...marks(figure, at, picked, opens)),
  svg("g", { class: "rules" }, ...figure.layout.shapes.map((each) => shape(each, at)))];

// Small pictures in a grid, each with its axes («x2», «y2»), of fewer columns where it is narrow, and so more rows.
const NARROWEST = 164, GAP = 14, STRIP = 14; // under them all, the strip of the mark

function gridded({ data, layout }, width) {
  const { columns, rows } = layout.grid, many = Object.keys(layout).filter((name) => /^xaxis\d*$/.test(name)).length;
  const across = Math.max(1, Math.min(columns, Math.floor((width + GAP) / (NARROWEST + GAP))));
  return { many, across, down: Math.ceil(many / across), wide: (width - GAP * (across - 1)) / across, each: (layout.height - STRIP) / rows };
}

const tall = (figure, width) => (figure.layout.grid ? ((at) => at.down * at.each + STRIP)(gridded(figure, width)) : figure.layout.height + more(narrowed(figure), width));

function panel({ data, layout }, n) {
  const at = n ? n + 1 : "", own = (name) => (name ?? "x") === `x${at}`;
  const within = (each) => own((each.xref ?? "x").replace(" domain", ""));
  const moved = (each) => ({ ...each, xref: each.xref?.endsWith("domain") ? "paper" : "x", yref: each.yref?.endsWith("domain") ? "paper" : "y" });
  return { data: data.filter((trace) => own(trace.xaxis)), layout: { ...layout, xaxis: layout[`xaxis${at}`], yaxis: layout[`yaxis${at}`],
    shapes: layout.shapes.filter(within).map(moved), annotations: layout.annotations.filter(within).map(moved) } };
}

// The name of a small picture has the room that its value leaves it.
const kept_literal = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

function shortened(notes, { width }) {
  const wide = ({ text, font }) => plain(text).length * font.size * LETTER;
  const [left, right] = ["left", "right"].map((name) => notes.filter((each) => each.xanchor === name));
  const room = width - Math.max(0, ...right.map(wide)) - 1.5 * GAP;
  const cut = (each) => kept_literal(`${plain(each.text).slice(0, Math.floor((plain(each.text).length * room) / wide(each)) - 1).trimEnd()}…`);
  return [...left.map((each) => (wide(each) <= room ? each : { ...each, text: cut(each) })), ...right];
}

function* panels(figure, width, height, picked, opens) {
  const { many, across, down, wide } = gridded(figure, width), high = (height - STRIP) / down;
  for (let n = 0; n < many; n += 1) {
    const one = panel(figure, n), at = frame(one, wide, high);
    yield svg("g", { class: "panel", transform: `translate(${(n % across) * (wide + GAP)} ${Math.floor(n / across) * high})` },
      ...painted(one, at, picked, opens), svg("g", { class: "notes" }, ...shortened(one.layout.annotations, at).map((each) => note(each, at, false))));
  }
}

// The whole picture. It keeps its proportions when it is printed narrower than it was drawn.
function plot(given, width, height, picked, opens) {
  const figure = broken(narrowed(given), width);
  const at = frame(figure, width, height), { annotations, font, grid } = figure.layout;
  const whole = grid ? annotations.filter((each) => each.xref === "paper") : annotations;
  return svg("svg", { class: "picture", viewBox: `0 0 ${width} ${height}`, width: "100%", "font-family": font.family, "font-size": font.size },
    ...(grid ? panels(figure, width, height, picked, opens) : painted(figure, at, picked, opens)),
    svg("g", { class: "legend" }, ...legend(figure, at)),
    svg("g", { class: "notes" }, ...whole.map((each, n) => note(each, at, n === whole.length - 1))));
}
