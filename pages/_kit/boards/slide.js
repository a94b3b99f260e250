// A slide as a sheet of 1280 × 720, whatever the size of its window: every length is of a unit that the sheet sets (`--u`).

const CHART_SCALE = 1.62; // how much larger a figure is drawn than on its screen

// The words of the library: «**…**» is strong, «!!…!!» strong in the colour of a breach.
function spoken(said) {
  return said.split(/(!!.+?!!|\*\*.+?\*\*)/).filter(Boolean).map((part) =>
    part.startsWith("!!") ? el("b", { class: "breach" }, ...signed(part.slice(2, -2))) : part.startsWith("**") ? el("b", null, part.slice(2, -2)) : el("span", null, ...signed(part)));
}

// A sign at the beginning is drawn, and a code («SEG-07», «ACU-2021-082») is never in two lines.
const coded = (said) => said.split(/(\b[A-Z]{3}(?:-\d+)+)/).filter(Boolean).map((part) => (/^[A-Z]{3}-\d/.test(part) ? el("span", { class: "code" }, part) : part));
const signed = (said) => (SIGNS[said[0]] && said[0] !== "–" && (said.length === 1 || said[1] === " ") ? [sign(said[0]), ...coded(said.slice(1))] : coded(said));

function tabled(block) {
  const right = new Set(block.numbers), total = block.widths.reduce((sum, each) => sum + each, 0);
  const wide = (n) => (total ? { style: `width: ${(100 * block.widths[n]) / total}%` } : {});
  const cell = (tag) => (said, n) => el(tag, { class: right.has(n) ? "number" : null, ...(tag === "th" ? wide(n) : {}) }, ...spoken(said));
  return el("div", { class: "block" },
    el("table", null, el("thead", null, el("tr", null, ...block.headings.map(cell("th")))), el("tbody", null, ...block.rows.map((row) => el("tr", null, ...row.map(cell("td")))))),
    block.title ? el("p", { class: "rest" }, block.title) : null);
}

function blocked(block) {
  if (block.kind === "table") return tabled(block);
  if (block.kind === "text") return el(block.style === "subheading" || block.style === "heading" ? "h3" : "p", { class: `said ${block.style}` }, ...spoken(block.said));
  const room = el("div", { class: "picture-of", role: "img", "aria-label": block.alt });
  room.figure = block.figure;
  return el("div", { class: "block chart" }, block.title ? el("p", { class: "rest" }, block.title) : null, room);
}

// What is told beside; a hash is no sentence, whose words are tied.
function beside(said) {
  if (!said.startsWith("SHA-256")) return el("p", null, ...spoken(said));
  const node = el("p", { class: "hash" });
  node.append(said);
  return node;
}

// Two pieces stand side by side, the first one wider; texts, one under the other.
function arranged(slide) {
  const aside = slide.aside.length ? el("div", { class: "aside" }, ...slide.aside.map(beside)) : null;
  const [first, ...others] = slide.blocks.map(blocked);
  if (slide.blocks[0]?.kind === "text") return el("div", { class: "texts" }, first, ...others);
  if (slide.key === "portada") return el("div", { class: first ? "beside cover" : "alone" }, first ?? null, aside);
  if (!others.length && !aside) return el("div", { class: "alone" }, first ?? null);
  return el("div", { class: "beside" }, el("div", { class: "wide" }, first ?? null), el("div", { class: "narrow" }, ...others, aside));
}

function sheet(deck, n, foot) {
  const slide = deck.slides[n];
  return el("article", { class: `sheet ${slide.key === "portada" ? "first" : ""}`, "data-slide": slide.key },
    el("header", null, el("p", { class: "eyebrow" }, slide.eyebrow), el("h2", null, slide.title), slide.lead ? el("p", { class: "lead" }, ...spoken(slide.lead)) : null),
    arranged(slide),
    el("footer", null, el("span", null, deck.foot.join(" · ")), el("span", { class: "mark" }, deck.mark), foot ?? el("span", null, `${n + 1} / ${deck.slides.length}`)));
}

// Once it has its place: figures take the room that is left, and a sheet that is too full is drawn tighter.
function placed(node) {
  for (const room of node.querySelectorAll(".picture-of")) {
    const unit = parseFloat(getComputedStyle(node).getPropertyValue("width")) / 1280;
    const { clientWidth: width, clientHeight: height } = room, scale = CHART_SCALE * unit;
    if (width && height) room.replaceChildren(plot(room.figure, width / scale, height / scale, null, false));
  }
  const body = node.children[1], full = () => body.scrollHeight > body.clientHeight + 1;
  const shrink = (name, from, least) => {
    node.style.setProperty(name, "1");
    for (let size = from; full() && size >= least; size -= 0.04) node.style.setProperty(name, size.toFixed(2));
  };
  node.style.setProperty("--f", "1");
  shrink("--g", 0.88, 0.4); // first its rows come nearer, and only then are its letters smaller
  shrink("--f", 0.96, 0.7);
}
