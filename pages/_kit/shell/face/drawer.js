// What was picked last: kept in sight beside the drawer while it is open, and given the focus back when it closes.
(() => {
  if (window.sigDrawer) return;
  const GAP = 16, WIDE = 1100, PATIENCE = 2500;
  const seen = (window.sigDrawer = { host: "", pick: null });
  const named = (node) => [...(node.classList ?? [])].find((name) => name.startsWith("st-key-"));

  function remember(event) {
    const path = event.composedPath();
    if (path.some((node) => node.classList?.contains("stDialog"))) return;
    if (event.type === "keydown" && !["Enter", " "].includes(event.key)) return;
    const host = path.find((node) => named(node));
    seen.host = host ? named(host) : "";
    seen.pick = path.find((node) => node.dataset?.pick)?.dataset.pick ?? null;
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

  function aside() {
    const main = document.querySelector('[data-testid="stMainBlockContainer"]');
    const panel = document.querySelector(".stDialog > div");
    const node = host();
    if (!main || !panel || !node || innerWidth < WIDE) return;
    // of «¿Por qué este número?», the figure over it
    const figure = document.querySelector(`[class*="${CSS.escape(seen.host.replace("st-key-why_", "st-key-fig_"))}"]`);
    const at = (mark(node) ?? figure ?? node).getBoundingClientRect();
    const edge = innerWidth - panel.getBoundingClientRect().width - GAP;
    const room = at.left - document.querySelector('[data-testid="stMain"]').getBoundingClientRect().left - GAP;
    const shift = Math.max(0, Math.min(at.right - edge, room));
    if (shift) main.style.transform = `translateX(${-Math.round(shift)}px)`;
    mark(node)?.style.setProperty("outline", "2px solid var(--sig-accent, currentColor)");
  }

  // The page is drawn again after it closes, and what had the focus may be another element: it is given until all is still.
  function back(until) {
    document.querySelector('[data-testid="stMainBlockContainer"]')?.style.removeProperty("transform");
    const node = host(), lost = !document.activeElement || document.activeElement === document.body;
    if (!node || document.querySelector(".stDialog")) return;
    const found = mark(node), chart = seen.host.startsWith("st-key-fig_");
    found?.style.removeProperty("outline");
    if (lost && document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')) {
      node.tabIndex = -1;
      const places = [found, ...(chart ? [] : node.querySelectorAll("canvas, button, [tabindex='0']")), node];
      places.filter(Boolean).some((each) => { each.focus({ preventScroll: true }); return document.activeElement !== document.body; });
    }
    if (Date.now() < until) setTimeout(back, 100, until);
  }

  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, remember, true);
  let open = false;
  const watch = new MutationObserver(() => {
    const now = Boolean(document.querySelector(".stDialog"));
    if (now === open) return;
    open = now;
    if (open) setTimeout(aside, 0);
    else setTimeout(back, 120, Date.now() + PATIENCE);
  });
  addEventListener("DOMContentLoaded", () => watch.observe(document.body, { childList: true }));
})();
