// The drawer stands beside the page, which is used meanwhile: what was picked is kept in sight and marked, another figure
// can be picked, and closing gives the focus back.
(() => {
  if (window.sigDrawer) return;
  const GAP = 16, WIDE = 1100, PATIENCE = 2500, PACE = 150;
  // What the framework's dialogs leave alone: neither inert, nor «outside», nor out of reach of the focus.
  const ALONE = "data-react-aria-top-layer";
  const OVER = '[data-testid="stPopoverBody"], [role="listbox"], [role="menu"]';
  const seen = (window.sigDrawer = { host: "", pick: null });
  let open = false, fresh = false, marked = null;
  const named = (node) => [...(node.classList ?? [])].find((name) => name.startsWith("st-key-"));
  const dialog = () => document.querySelector(".stDialog");
  const drawer = () => document.querySelector(".st-key-sig-drawer")?.closest(".stDialog") ?? null;
  const inside = (path) => path.some((node) => node.classList?.contains("stDialog"));

  function remember(event) {
    const path = event.composedPath();
    if (inside(path) || (event.type === "keydown" && !["Enter", " "].includes(event.key))) return;
    const host = path.find((node) => named(node));
    seen.host = host ? named(host) : "";
    seen.pick = path.find((node) => node.dataset?.pick)?.dataset.pick ?? null;
    fresh = true;
  }

  // A chart that is drawn anew has a number at the end of its name.
  const host = () => seen.host && [...document.querySelectorAll(`[class*="${CSS.escape(seen.host.replace(/_t\d+$/, ""))}"]`)]
    .find((node) => !node.closest(".stDialog"));

  function marks(node) {
    const roots = [node, ...[...node.querySelectorAll("*")].map((each) => each.shadowRoot).filter(Boolean)];
    return roots.flatMap((root) => [...root.querySelectorAll("[data-pick]")]);
  }
  // A row has the key too: the button in it is what was picked.
  function mark(node) {
    const same = seen.pick === null ? [] : marks(node).filter((each) => each.dataset.pick === seen.pick);
    return same.find((each) => each.matches("button")) ?? same[0] ?? null;
  }

  function outline(node) {
    if (marked !== node) marked?.style.removeProperty("outline");
    marked = node;
    if (node && !node.style.outline) node.style.setProperty("outline", "2px solid var(--sig-accent, currentColor)");
  }

  // The page keeps its width and is scrolled sideways under the drawer: nothing of it is drawn again, or out of reach.
  function aside(panel) {
    const main = document.querySelector('[data-testid="stMain"]');
    const block = document.querySelector('[data-testid="stMainBlockContainer"]');
    if (!main || !block) return;
    if (!main.style.paddingRight) {
      block.style.minWidth = `${block.offsetWidth}px`;
      main.style.alignItems = "flex-start";
      main.style.paddingRight = `${Math.round(panel.getBoundingClientRect().width)}px`;
    }
    const node = host();
    outline(node ? mark(node) : null);
    if (!fresh || !node) return;
    fresh = false;
    // of «¿Por qué este número?», the figure over it
    const figure = document.querySelector(`[class*="${CSS.escape(seen.host.replace("st-key-why_", "st-key-fig_"))}"]`);
    const at = (marked ?? figure ?? node).getBoundingClientRect();
    const edge = innerWidth - panel.getBoundingClientRect().width - GAP;  // where it stands once it has slid in
    const room = at.left - main.getBoundingClientRect().left - GAP;
    main.scrollLeft += Math.max(0, Math.min(at.right - edge, room));
  }

  function whole() {
    const main = document.querySelector('[data-testid="stMain"]');
    for (const name of ["padding-right", "align-items"]) main?.style.removeProperty(name);
    document.querySelector('[data-testid="stMainBlockContainer"]')?.style.removeProperty("min-width");
    document.getElementById("root")?.removeAttribute(ALONE);
    outline(null);
  }

  // While it is open: the framework draws the page, and the drawer, again and again.
  function keep() {
    if (!open) return;
    const root = document.getElementById("root"), panel = drawer()?.querySelector(":scope > div");
    if (panel && innerWidth >= WIDE) {
      if (!root.hasAttribute(ALONE)) root.setAttribute(ALONE, "true");
      if (root.inert) root.inert = false;
      aside(panel);
    } else if (root.hasAttribute(ALONE)) {
      whole();
      root.inert = Boolean(dialog());
    }
    setTimeout(keep, PACE);
  }

  // The page is drawn again after it closes, and what had the focus may be another element: it is given until all is still.
  function back(until) {
    const node = host(), lost = !document.activeElement || document.activeElement === document.body;
    if (!node || open) return;
    const found = mark(node), chart = seen.host.startsWith("st-key-fig_");
    if (lost && document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')) give(node, found, chart);
    if (Date.now() < until) setTimeout(back, 100, until);
  }

  function give(node, found, chart) {
    node.tabIndex = -1;
    const places = [found, ...(chart ? [] : node.querySelectorAll("canvas, button, [tabindex='0']")), node];
    places.filter(Boolean).some((each) => { each.focus({ preventScroll: true }); return document.activeElement !== document.body; });
  }

  // From the page too, Escape closes the drawer; F6 goes from one to the other.
  function keys(event) {
    const panel = drawer();
    if (!panel || innerWidth < WIDE) return;
    const within = inside(event.composedPath()), node = host();
    if (event.key === "Escape" && !within && !document.querySelector(OVER)) panel.querySelector("section > button")?.click();
    if (event.key !== "F6") return;
    event.preventDefault();
    if (!within) panel.querySelector("section").focus();
    else if (node) give(node, mark(node), seen.host.startsWith("st-key-fig_"));
  }

  // of another size, the page takes the width that it would have: what is kept is measured again
  addEventListener("resize", () => { if (open) whole(); });
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, remember, true);
  document.addEventListener("keydown", keys, true);
  const watch = new MutationObserver(() => {
    const now = Boolean(dialog());
    if (now === open) return;
    open = now;
    if (open) { fresh = true; keep(); } else { whole(); setTimeout(back, 120, Date.now() + PATIENCE); }
  });
  addEventListener("DOMContentLoaded", () => watch.observe(document.body, { childList: true }));
})();
