"""Owns what a reader waits for in the browser: a change of month over 1,000,000 QRD, from the key to two frames after the
last change of the page, against a plain page with as many charts and boards that changes as much."""

import shutil
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks.cases import apart
from benchmarks.constants import plain_path
from benchmarks.screens import write_inventory
from benchmarks.servers import demo_store, folder, path_of, serving
from benchmarks.ws import Session

CASES = 1_000_000
SEEN = ("resumen", "seguimiento?tema=qrd", "seguimiento", "sgc?parte=seguimiento")
NEW = tuple(
    f"{month} de 2021" for month in ("Octubre", "Agosto", "Junio", "Abril", "Febrero", "Julio", "Marzo", "Enero")
)
LOST = 6_000  # milliseconds after which a click changed nothing
QUIET = 350  # milliseconds without a change after which nothing more is waited for
# Boards and charts are drawn in roots of their own, which are watched from the moment in which they are made.
ROOTS = """{
  const roots = window.benchRoots = [], attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...given) {
    const root = attach.apply(this, given);
    roots.push(root);
    window.benchWatch?.(root);
    return root;
  };
}"""
WATCH = """() => {
  window.bench = {at: 0, last: 0};
  for (const kind of ['keydown', 'pointerup']) addEventListener(kind, () => { bench.at = performance.now(); }, true);
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => { bench.last = performance.now(); }));
  // what a table tells who does not see it, inside its canvas and a fifth of a second later, is never painted
  const unseen = ({target}) => (target.closest ? target : target.parentElement)?.closest('canvas');
  const changed = (changes) => { if (!changes.every(unseen)) painted(); };
  window.benchWatch = (node) => new MutationObserver(changed).observe(node, {subtree: true, childList: true, attributes: true, characterData: true});
  [document.querySelector('[data-testid="stMain"]'), ...benchRoots].forEach(benchWatch);
}"""
DONE = """(quiet) => bench.at && bench.last > bench.at && performance.now() - bench.last > quiet
  && document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')
  && !document.querySelector('[data-stale="true"]') && bench.last - bench.at"""


class Reader:
    """A page whose first list of the line of the scope is turned by the keyboard."""

    def __init__(self, chromium, address: str):
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        # one of its own: of two pages of a browser, only the one in front is painted
        self.browser = chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        self.page = self.browser.new_page(viewport={"width": 1366, "height": 768}, locale="es-PE")
        self.page.add_init_script(ROOTS)
        self.page.goto(address)
        self.line = self.page.get_by_test_id("stPopover").get_by_role("button").first
        self.line.wait_for(timeout=60_000)
        self.page.wait_for_timeout(2500)
        self.page.evaluate(WATCH)

    def choose(self, month: str) -> float | None:
        """Milliseconds from the click that picks a month; None where the list was drawn anew under it, and the click was lost."""
        if not self.page.get_by_test_id("stPopoverBody").count():
            self.line.click()
        box = self.page.get_by_test_id("stPopoverBody").get_by_role("combobox").first
        if box.get_attribute("aria-expanded") != "true":
            box.click()
        option = self.page.get_by_role("option", name=month, exact=True)
        option.hover()
        self.page.wait_for_timeout(150)
        option.click()
        try:
            return self.page.wait_for_function(DONE, arg=QUIET, timeout=LOST).json_value()
        except Exception as fault:
            if type(fault).__name__ != "TimeoutError":
                raise
            return None


def _turned(chromium, real: str, plain: str, rounds: int) -> dict[str, list[float]]:
    """{«new», «seen», «plain»: milliseconds of each change}; what alternates does so month by month."""
    mine, theirs = Reader(chromium, real), Reader(chromium, plain)
    try:
        found = {"new": [mine.choose(month) for month in NEW], "seen": [], "plain": []}
        for _ in range(rounds):
            for month in NEW:
                found["seen"].append(mine.choose(month))
                found["plain"].append(theirs.choose(month))
        kept = {name: [each for each in taken if each is not None] for name, taken in found.items()}
        if any(len(kept[name]) < len(found[name]) / 2 for name in found):
            raise RuntimeError(f"most changes of a page were lost: {found}")
        return kept
    finally:
        mine.browser.close()
        theirs.browser.close()


def change(rounds: int = 3, cases: int = CASES) -> list[dict]:
    """A month seen before, and a month for the first time, ÷ the plain page."""
    from playwright.sync_api import sync_playwright

    rows = []
    with ExitStack() as stack:
        store, aside = stack.enter_context(demo_store()), stack.enter_context(folder())
        apart(Path(store), cases)
        server = stack.enter_context(serving("dashboard.py", store))
        with Session(server.port) as session:
            inventory = write_inventory(session, aside / "inventory.json", SEEN)
        where = {"BENCH_INVENTORY": str(aside / "inventory.json"), "BENCH_TURN": "1"}
        plain = stack.enter_context(serving("benchmarks/baseline.py", **where))
        chromium = stack.enter_context(sync_playwright()).chromium
        for screen in SEEN:
            query = f"?{screen.partition('?')[2]}" if "?" in screen else ""
            addresses = (
                f"http://127.0.0.1:{server.port}/{path_of(screen)}{query}",
                f"http://127.0.0.1:{plain.port}/{plain_path(path_of(screen) and screen)}",
            )
            found = _turned(chromium, *addresses, rounds)
            new, seen, base = (median(found[name]) for name in ("new", "seen", "plain"))
            charts = sum(kind == "chart" for kind, _ in inventory[screen]["elements"])
            rows.append(
                {
                    "what": f"change {screen}, {cases:,} QRD",
                    "ratio": seen / base,
                    "other": new / base,
                    "n": len(found["seen"]),
                    "raw": f"seen before {seen:.0f} ms, for the first time {new:.0f} ms ({len(NEW)} months), "
                    f"plain {base:.0f} ms; {charts} chart{'' if charts == 1 else 's'}",
                }
            )
    return rows
