// A chart: drawn once when its figure, its width or what is picked changes; told under the pointer; taken away as a picture.

const FAMILY = "Source Sans", BESIDE = 14;
const FINE = 2; // pixels of a picture for one of the page
const LARGE = 1.5; // how much larger everything is on the whole screen
const ICONS = {
  save: "M8 1.5V10M4.5 7 8 10.5 11.5 7M2 13.5H14",
  vector: "M2.5 13.5 8 2.5 13.5 13.5M4.5 9.5H11.5",
  whole: "M2 6V2H6M10 2H14V6M14 10V14H10M6 14H2V10",
};

function tool(name, said, press) {
  const icon = svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
  const node = el("button", { type: "button", class: name, title: said, "aria-label": said }, icon);
  node.onclick = press;
  return node;
}

// The letters of the page, for a picture: it cannot ask for them, so it carries them.
async function letters() {
  const rules = [...document.styleSheets].flatMap((sheet) => { try { return [...sheet.cssRules]; } catch { return []; } });
  const rule = rules.find((each) => each instanceof CSSFontFaceRule && each.style.fontFamily.replace(/["']/g, "") === FAMILY && !/italic/.test(each.style.fontStyle));
  const found = rule && /url\(["']?([^"')]+)/.exec(rule.style.src);
  if (!found) return "";
  const bytes = await (await fetch(new URL(found[1], rule.parentStyleSheet.href ?? location.href))).blob();
  const url = await new Promise((done) => { const read = new FileReader(); read.onload = () => done(read.result); read.readAsDataURL(bytes); });
  return `@font-face{font-family:"${FAMILY}";font-weight:${rule.style.fontWeight || "normal"};src:url(${url})}`;
}

// What is told of a figure beside it, in lines that fit under its picture.
function under(said, width, { size }) {
  const most = Math.floor(width / (size * LETTER)), lines = [];
  for (const word of said.flatMap((line) => ["\n", ...line.split(" ")])) {
    const last = lines.at(-1);
    if (word === "\n" || last.length + word.length >= most) lines.push(word === "\n" ? "" : word);
    else lines.splice(-1, 1, last ? `${last} ${word}` : word);
  }
  return lines;
}

// The picture by itself, with the letters and the ground of the page, and what is told of it under it.
async function drawing({ board, width, height: tall }) {
  const drawn = plot(board.figure, width, tall, null, false), { bgcolor, font } = board.figure.layout.hoverlabel;
  const lines = under(board.below ?? [], width, font), height = tall + lines.length * LINE * font.size + (lines.length ? font.size : 0);
  drawn.append(...lines.map((line, n) => written(line, 4, tall + (n + 0.5) * LINE * font.size, font, "start")));
  for (const [name, value] of [["xmlns", SVG_NS], ["width", FINE * width], ["height", FINE * height], ["viewBox", `0 0 ${width} ${height}`]]) drawn.setAttribute(name, value);
  drawn.prepend(svg("style", null, await letters()), svg("rect", { width: "100%", height: "100%", fill: bgcolor }));
  return { height, href: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(drawn))}` };
}

const taken = ({ board }, kind, href) => el("a", { download: `${board.file}.${kind}`, href }).click();

async function save(held) {
  const { width } = held, { height, href } = await drawing(held), picture = new Image(FINE * width, FINE * height);
  picture.src = href;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: FINE * width, height: FINE * height });
  canvas.getContext("2d").drawImage(picture, 0, 0);
  taken(held, "png", canvas.toDataURL("image/png"));
}

function tell(held, event) {
  const mark = event.type === "pointerleave" ? null : event.composedPath()[0], said = mark?.said;
  const { tip, root } = held, { bgcolor, bordercolor, font } = held.board.figure.layout.hoverlabel;
  tip.hidden = !said;
  if (!said) return;
  if (held.told !== said) tip.replaceChildren(...told(said));
  held.told = said;
  Object.assign(tip.style, { background: bgcolor, borderColor: bordercolor, color: font.color });
  const room = root.getBoundingClientRect(), x = event.clientX - room.left, y = event.clientY - room.top;
  const left = x + BESIDE + tip.offsetWidth > room.width ? Math.max(0, x - BESIDE - tip.offsetWidth) : x + BESIDE;
  tip.style.transform = `translate(${left}px, ${Math.max(0, y - tip.offsetHeight - 4)}px)`;
}

function redraw(held) {
  const { root, board, paper } = held;
  if (!held.wide || !board) return;
  const whole = root.getRootNode().fullscreenElement === root;
  const [width, height] = whole ? [held.wide / LARGE, held.tall / LARGE] : [held.wide, tall(board.figure, held.wide)];
  Object.assign(held, { width, height });
  if (!whole) root.style.height = `${height}px`;
  root.setAttribute("aria-label", board.alt);
  const focused = root.getRootNode().activeElement?.dataset?.pick;
  paper.replaceChildren(plot(board.figure, width, height, board.picked, board.opens));
  if (focused) paper.querySelector(`[data-pick="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function begin(root) {
  const held = { root, paper: el("div", { class: "paper" }), tip: el("div", { class: "tip", hidden: "", "aria-hidden": "true" }) };
  const whole = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen());
  root.setAttribute("role", "figure");
  root.replaceChildren(held.paper, held.tip, el("div", { class: "tools" }, tool("save", "Descargar PNG", () => save(held)), tool("vector", "Descargar SVG", async () => taken(held, "svg", (await drawing(held)).href)), tool("whole", "Pantalla completa", whole)));
  for (const kind of ["pointermove", "pointerleave"]) held.paper.addEventListener(kind, (event) => tell(held, event));
  for (const kind of ["click", "keydown"]) held.paper.addEventListener(kind, (event) => {
    const hit = event.key && event.key !== "Enter" ? null : event.target.closest("[data-pick]");
    if (hit) held.pick(hit.dataset.pick);
  });
  new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    if (held.wide === width && (!document.fullscreenElement || held.tall === height)) return;
    Object.assign(held, { wide: width, tall: height });
    redraw(held);
  }).observe(root);
  return held;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".board");
  if (!root || !data) return;
  const held = (root.held ??= begin(root));
  held.pick = (key) => setTriggerValue("picked", key);
  const same = JSON.stringify(data.board);
  if (held.same === same) return;
  Object.assign(held, { board: data.board, same });
  root.style.height = `${tall(data.board.figure, held.wide || Infinity)}px`;
  redraw(held);
}
