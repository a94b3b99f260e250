// The picture of a chart that is taken away has the letters of the page: a picture cannot ask for them, so it carries them.
(() => {
  const NAME = "Source Sans";
  let letters = "";
  const faces = () => [...document.styleSheets].flatMap((sheet) => { try { return [...sheet.cssRules]; } catch { return []; } })
    .filter((rule) => rule instanceof CSSFontFaceRule && rule.style.fontFamily.replace(/["']/g, "") === NAME && !/italic/.test(rule.style.fontStyle));

  async function fetched() {
    const [rule] = faces(), found = rule && /url\(["']?([^"')]+)/.exec(rule.style.src);
    if (!found) return;
    const bytes = await (await fetch(new URL(found[1], rule.parentStyleSheet.href ?? location.href))).blob();
    const read = new FileReader();
    read.onload = () => {
      letters = `<style>@font-face{font-family:"${NAME}";font-weight:${rule.style.fontWeight || "normal"};src:url(${read.result})}</style>`;
    };
    read.readAsDataURL(bytes);
  }

  document.addEventListener("pointerover", function near(event) {
    if (!event.target.closest?.(".js-plotly-plot")) return;
    document.removeEventListener("pointerover", near, true);
    fetched();
  }, true);

  const whole = XMLSerializer.prototype.serializeToString;
  XMLSerializer.prototype.serializeToString = function (node) {
    const text = whole.call(this, node);
    return letters && node.classList?.contains("main-svg") ? text.replace(/^<svg[^>]*>/, `$&${letters}`) : text;
  };
})();
