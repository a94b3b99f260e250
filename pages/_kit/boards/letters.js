// The words of a figure: bold, lines, colours and entities become pieces of text; nothing of them is parsed as HTML.

const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: "\u00a0" };
const LINE = 1.3; // height of a line, of its letters
const LETTER = 0.5; // width of a letter, of its height
const MIDDLE = 0.35; // from the middle of a line to where its letters stand

const literal = (text) => text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) => (code ? String.fromCodePoint(Number(code)) : ENTITIES[name] ?? whole));

// A list a line, of {text, bold, colour}; a space at the beginning stays. What a label of the data says has no mark: `in_plotly` took them out.
function pieces(text) {
  const lines = [[]], held = [{}];
  for (const [, mark, words] of String(text).matchAll(/(<[^>]*>)|([^<]+)/g)) {
    const last = held.at(-1);
    if (words !== undefined) lines.at(-1).push({ ...last, text: literal(words).replace(/^ /, "\u00a0") });
    else if (/^<br/.test(mark)) lines.push([]);
    else if (mark.startsWith("</")) held.splice(-1, held.length > 1 ? 1 : 0);
    else held.push(mark === "<b>" ? { ...last, bold: true } : { ...last, colour: /color:([^;'"]+)/.exec(mark)?.[1] ?? last.colour });
  }
  return lines;
}

// The room that lines take, by their letters: a narrow one, a wide one, another.
const plain = (text) => literal(text.replace(/<[^>]*>/g, ""));
const letter = (each) => (/[\s·.,:;()'fijlrt]/.test(each) ? 0.25 : /[%mwA-ZÁÉÍÓÚÑ]/.test(each) ? 0.66 : 0.52);
const broad = (lines, size) => size * Math.max(0, ...lines.map((line) => [...plain(line)].reduce((sum, each) => sum + letter(each), 0)));

// What is said in parts («a · b · c»), in as many lines as its room asks for, a part never in two.
function fitted(text, room, size) {
  const wide = (said) => broad([said], size);
  if (text.split("<br>").every((line) => wide(line) <= room)) return text;
  return text.split(/<br>| · /).reduce(([...lines], part) => {
    const longer = lines.length ? `${lines.at(-1)} · ${part}` : part;
    return wide(longer) <= room && lines.length ? [...lines.slice(0, -1), longer] : [...lines, part];
  }, []).join("<br>");
}

const dressed = (piece) => ({ "font-weight": piece.bold ? 700 : null, fill: piece.colour });
const piece = (each) => (each.bold || each.colour ? svg("tspan", dressed(each), each.text) : each.text);

// Text whose lines have their middle at `y`.
function written(text, x, y, font, anchor, more) {
  const lines = pieces(text);
  const first = y - ((lines.length - 1) * LINE * font.size) / 2 + MIDDLE * font.size;
  const alone = lines.length === 1 && lines[0].length === 1 ? lines[0][0] : null;
  const look = { x, y: first, fill: font.color, "font-size": font.size, "text-anchor": anchor, ...more };
  if (alone) return svg("text", { ...look, ...(alone.bold ? { "font-weight": 700 } : {}), ...(alone.colour ? { fill: alone.colour } : {}) }, alone.text);
  return svg("text", look, ...lines.map((line, n) => svg("tspan", n ? { x, dy: LINE * font.size } : { x }, ...line.map(piece))));
}

// The same words as elements, for what is told beside a mark.
const told = (text) => pieces(text).map((line) => el("div", null, ...line.map((each) => el(each.bold ? "b" : "span", null, each.text))));
