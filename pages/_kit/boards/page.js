// The boards of a page: each is made ready when it is first wanted, and drawn when what it shows is another.
const READY = {}, TEXT = new TextDecoder();

function ready(name) {
  if (!READY[name]) {
    const style = new CSSStyleSheet();
    style.replaceSync(STYLES[name]);
    READY[name] = { board: MADE[name](), style };
  }
  return READY[name];
}

function draw(name, { data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".board");
  if (!root || !data) return;
  root.pick = setTriggerValue;
  const shown = TEXT.decode(data);
  if (root.shown === shown) return;
  root.shown = shown;
  const { board, style } = ready(name), room = root.getRootNode();
  if (!room.adoptedStyleSheets.includes(style)) room.adoptedStyleSheets.push(style);
  const read = JSON.parse(shown), kept = room.host.closest('[class*="sig-tall-"]');
  if (read.lines && kept) kept.style.minHeight = `${read.lines * 1.2}rem`; // the place that is kept for it, in lines
  return board({ data: read, parentElement, setTriggerValue: (...said) => root.pick(...said) });
}
