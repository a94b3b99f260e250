"""Owns how much each text of a page stands out from what is behind it, charts and boards included."""

from playwright.sync_api import Page

# Every visible text against the first opaque background behind it, through shadow roots; WCAG 2.1, 1.4.3.
CONTRAST = """() => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1});
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  const rgba = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((part, at) => part * a + under[at] * (1 - a));
  const above = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const behind = (node) => {
    const layers = [];
    for (let at = node; at; at = above(at)) {
      const layer = rgba(getComputedStyle(at).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reduceRight((under, layer) => over(layer, under), [255, 255, 255]);
  };
  // of a chart, the bars and cells under the middle of a text
  const plates = (node) => {
    const chart = node.closest('svg.picture');
    if (!chart) return [];
    const box = node.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return [...chart.querySelectorAll('.marks .bar')].filter((mark) => {
      const at = mark.getBoundingClientRect();
      return at.left <= x && x <= at.right && at.top <= y && y <= at.bottom;
    }).map((mark) => {
      const style = getComputedStyle(mark);
      const [r, g, b, a] = rgba(style.fill === 'none' ? 'transparent' : style.fill);
      return [r, g, b, a * Number(style.fillOpacity) * Number(style.opacity)];
    });
  };
  const light = (colour) => colour.map((part) => part / 255).map((p) => (p <= 0.03928 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const found = [];
  const check = (node) => {
    const text = [...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data.trim()).join('');
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    if (!text || !box.width || !box.height || !node.checkVisibility({opacityProperty: true, visibilityProperty: true})) return;
    if (node.closest('button[disabled], [aria-hidden="true"], [data-testid="stIconMaterial"], style, script, title')) return;
    let opacity = 1;
    for (let at = node; at; at = above(at)) opacity *= Number(getComputedStyle(at).opacity);
    const background = plates(node).reduce((under, plate) => over(plate, under), behind(node));
    const ink = rgba(node instanceof SVGElement ? style.fill : style.color);
    ink[3] *= opacity;
    const [one, two] = [light(over(ink, background)), light(background)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    found.push({text: text.slice(0, 40), ratio: (one + 0.05) / (two + 0.05), least: large ? 3 : 4.5});
  };
  const visit = (root) => {
    for (const node of root.querySelectorAll('*')) {
      check(node);
      if (node.shadowRoot) visit(node.shadowRoot);
    }
  };
  visit(document.body);
  return found;
}"""


def pale(page: Page, least: int = 80) -> list[str]:
    """The texts that do not stand out, of `least` at least, once charts are drawn again in the colours of the page."""
    for _ in range(60):
        found = page.evaluate(CONTRAST)
        assert len(found) > least
        texts = [f"{each['text']}: {each['ratio']:.2f}" for each in found if each["ratio"] < each["least"]]
        if not texts:
            break
        page.wait_for_timeout(500)
    return texts
