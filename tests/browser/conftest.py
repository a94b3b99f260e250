"""Owns what the browser tests share: a Chromium, servers with stores of their own, a page that keeps what went
wrong."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from sig_metrics.language import words

ROOT = Path(__file__).parents[2]
LAPTOP, PROJECTOR = {"width": 1366, "height": 768}, {"width": 1920, "height": 1080}
# the first has no window to draw, and takes a seventh less of the processor
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--js-flags=--no-opt --max-lazy",
    "--font-render-hinting=none",  # letters as wide as in a window
)
START, SLOW = 60, 60_000  # seconds for a server to answer; milliseconds for an expectation
# On the address of a sub-page Streamlit 1.67 first asks for its own health and settings below that address.
PROBES = ("/_stcore/health", "/_stcore/host-config")
# What the browser asks by itself for a tab that was left on the health of a server, which may have ended since.
ICON = "/favicon.ico"
SETTLED = """(quiet) => {
  if (!window.sigWatch) {
    window.sigChanged = performance.now();
    window.sigWatch = new MutationObserver(() => { window.sigChanged = performance.now(); });
    window.sigWatch.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  }
  const app = document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]');
  const busy = document.querySelector('[data-stale="true"], [data-testid="stSkeleton"], [data-testid="stSpinner"]');
  const fading = document.getAnimations().some((each) => each.playState === 'running' && each.effect?.getComputedTiming().iterations !== Infinity);
  return Boolean(app) && !busy && !fading && performance.now() - window.sigChanged > quiet;
}"""
GO = """(address) => new Promise((said) => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app) return said(false);
  // a run that is over before the browser draws shows in what it changed alone
  const watch = new MutationObserver((changes) => {
    if (app.dataset.testScriptState === 'notRunning' && changes.every((each) => each.target === app)) return;
    watch.disconnect();
    said(true);
  });
  watch.observe(app, {attributes: true});
  watch.observe(app.querySelector('[data-testid="stMain"]'), {subtree: true, childList: true, characterData: true});
  setTimeout(() => said(false), 4000);
  history.pushState({}, '', address);
  dispatchEvent(new PopStateEvent('popstate', {state: {}}));
})"""

expect.set_options(timeout=SLOW)


def missing(what: str, switch: str) -> None:
    """Without a program a test is skipped, or fails where the program is required."""
    if os.environ.get(switch) == "1":
        pytest.fail(f"{what}, y {switch}=1 lo exige", pytrace=False)
    pytest.skip(what)


@dataclass
class Server:
    """A running `streamlit run dashboard.py` and the store it reads (None: the default one of its folder)."""

    url: str
    store: Path | None
    log: Path

    def address(self, path: str = "") -> str:
        return f"{self.url}/{path}"


@dataclass
class Watch:
    """What a page did that it should not: console and page errors, requests to another host."""

    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    requests: int = 0
    heard: dict[str, Callable] = field(default_factory=dict)

    def end(self, page: Page) -> None:
        """Stops listening."""
        for event, hear in self.heard.items():
            page.remove_listener(event, hear)

    def console(self, message) -> None:
        probe = urlsplit(message.location.get("url", "")).path
        asked = "ERR_CONNECTION_REFUSED" in message.text and probe == ICON
        if (
            message.type == "error"
            and not asked
            and not (probe.count("/") == 3 and probe.endswith(PROBES) and "404" in message.text)
        ):
            self.errors.append(f"{message.text} ({probe})")

    def asked(self, address: str) -> None:
        self.requests += 1
        parts = urlsplit(address)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1":
            self.strangers.append(address)

    def clean(self) -> None:
        assert not self.errors, self.errors
        assert not self.strangers, self.strangers


def watch(page: Page) -> Watch:
    """Listens to a page from its first request on."""
    kept = Watch()
    kept.heard = {
        "console": kept.console,
        "pageerror": lambda error: kept.errors.append(str(error)),
        "request": lambda request: kept.asked(request.url),
        "websocket": lambda socket: kept.asked(socket.url),
    }
    for event, hear in kept.heard.items():
        page.on(event, hear)
    return kept


def settle(page: Page, quiet: int = 300) -> None:
    """Waits until the script has run and nothing has changed for `quiet` milliseconds from now on."""
    page.evaluate("window.sigChanged = performance.now()")
    page.wait_for_function(SETTLED, arg=quiet, timeout=SLOW * 2, polling=100)


def visit(page: Page, address: str) -> None:
    """Opens an address and waits for its screen; an exception on it is a failure. A page that shows this server goes
    there as «back» and «forward» do, with the program and the session that it has: to start the program again takes
    seconds."""
    if urlsplit(page.url)[:2] != urlsplit(address)[:2] or not page.evaluate(GO, address):
        page.goto(address, wait_until="domcontentloaded")
    page.wait_for_selector('[data-testid="stMain"] :is(h1, [data-testid="stException"])', timeout=SLOW)
    settle(page)
    no_exception(page)


def no_exception(page: Page) -> None:
    failures = page.get_by_test_id("stException").or_(page.get_by_text(words.say("screen_failed")))
    assert failures.count() == 0, failures.first.inner_text()


def loose(text: str) -> str:
    """A text whose spaces are all of one kind: those that keep a line together too."""
    return text.replace("\u00a0", " ")


def main_text(page: Page) -> str:
    """The text of the main area outside the boards."""
    return loose(page.get_by_test_id("stMain").inner_text())


def scope_line(page: Page):
    """The line on top of a screen that says what is looked at, and opens the filters."""
    return page.locator(".st-key-sig-scope").get_by_test_id("stPopover").get_by_role("button").first


def open_scope(page: Page) -> None:
    """Opens the filters of the screen, if they are not open."""
    if scope_line(page).get_attribute("aria-expanded") != "true":
        scope_line(page).click()
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()


SCOPE = ("Fecha de corte", "Plan", "Sistema", "Unidad", "Comparar con")


def choose(page: Page, label: str, option: str) -> None:
    """Picks an option of a selection box by its words; again when a rerun drew the box anew between the two clicks.
    The boxes of the scope are under its line, which is closed afterwards."""
    if label in SCOPE:
        open_scope(page)
    box = page.get_by_role("combobox", name=label).first
    for last in (False, False, True):
        if box.get_attribute("aria-expanded") != "true":
            box.click()
        found = page.get_by_role("option", name=option, exact=True)
        expect(page.get_by_role("option").first).to_be_attached()
        if not found.count():  # of a long list only a part is there: what is typed leaves the rest out
            page.keyboard.type(option)
        found.click()
        try:
            # of what it had already, the list alone tells that it was picked; while it is open, the rest is not there
            expect(box).to_have_attribute("aria-expanded", "false", timeout=SLOW if last else 3000)
            expect(box).to_have_value(option, timeout=SLOW if last else 3000)
            break
        except AssertionError:
            if last:
                raise
    settle(page)
    if label in SCOPE and page.get_by_test_id("stPopoverBody").count():
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
        settle(page)


def shot(page: Page, name: str) -> None:
    """A picture to look at, when SIG_SHOTS names a folder."""
    if folder := os.environ.get("SIG_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def command(*arguments: object, check: bool = True) -> subprocess.CompletedProcess:
    """`python -m sig_metrics …` as another process."""
    done = subprocess.run(
        [sys.executable, "-m", "sig_metrics", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def serving(store: Path | None, log: Path, root: Path = ROOT) -> Iterator[Server]:
    """Starts the dashboard on a free port and ends it afterwards."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("STREAMLIT_", "SIG_STORE"))}
    if store is not None:
        environment["SIG_STORE"] = str(store)
    port = _free_port()
    arguments = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "dashboard.py",
        "--server.headless",
        "true",
        "--server.address",
        "127.0.0.1",
        "--server.port",
        str(port),
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(arguments, cwd=root, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield Server(f"http://127.0.0.1:{port}", store, log)
            _, failed, told = log.read_text(errors="replace").partition("Traceback")
            assert not failed, told[:3000]
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        try:
            with opener.open(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"El servidor no respondió:\n{log.read_text(errors='replace')[-3000:]}", pytrace=False)


@pytest.fixture(scope="package")
def browser():
    """One Chromium for the whole suite."""
    program = os.environ.get("SIG_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if program is None:
        missing("no hay Chromium", "SIG_REQUIRE_BROWSER")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=list(FLAGS), headless=True)
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def demo_store(demo_folder) -> Path:
    """The demonstration; tests copy it or only read it."""
    return demo_folder


@pytest.fixture(scope="package")
def server(browser, demo_store, tmp_path_factory) -> Iterator[Server]:
    """The server of the tests that load nothing."""
    with serving(demo_store, tmp_path_factory.mktemp("server") / "log.txt") as running:
        yield running


@pytest.fixture(scope="package")
def relinked(browser, tmp_path_factory) -> Iterator[Server]:
    """A server whose store is a link, which each test points to a store of its own."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder / "link", folder / "log.txt") as running:
        yield running


@pytest.fixture
def own_server(relinked, demo_store, tmp_path) -> Server:
    """A server whose store the test may change."""
    return point(relinked, Path(shutil.copytree(demo_store, tmp_path / "store")))


def point(server: Server, store: Path) -> Server:
    """The same server, which shows `store` from now on."""
    server.store.unlink(missing_ok=True)
    os.symlink(store, server.store)
    return replace(server, store=store)


@dataclass
class Person:
    """A person's browser. A tab is lent to one test after another: to open one costs three times what loading the
    page anew does."""

    context: BrowserContext
    idle: list[Page] = field(default_factory=list)

    def lend(self) -> Page:
        return self.idle.pop() if self.idle else self.context.new_page()

    def take_back(self, page: Page) -> None:
        """Leaves the dashboard, and so its session; what comes next loads the page anew."""
        if page.url.startswith("http") and not page.url.endswith(PROBES[0]):
            page.goto(urljoin(page.url, PROBES[0]))
        self.idle.append(page)


@pytest.fixture(scope="package")
def people(browser) -> Iterator[dict[bool, Person]]:
    """The reader, and another person (`apart`): each has a browser of their own, in English as many are, and each page
    a session of its own."""
    found = {apart: Person(browser.new_context(locale="en-US", service_workers="block")) for apart in (False, True)}
    yield found
    for person in found.values():
        person.context.close()


@pytest.fixture
def open_page(people) -> Iterator[Callable[..., Page]]:
    """Makes a page, `apart` in another person's browser; every one must end without errors or strangers."""
    opened: list[tuple[Page, Watch, Person]] = []

    def make(size: dict = LAPTOP, colours: str = "light", apart: bool = False) -> Page:
        page = people[apart].lend()
        opened.append((page, watch(page), people[apart]))
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=colours, media="screen")  # whatever the test before left
        return page

    yield make
    for page, kept, person in opened:
        kept.end(page)
        person.take_back(page)
    for _, kept, _ in opened:
        assert kept.requests, "ninguna petición observada"
        kept.clean()


@pytest.fixture(scope="package")
def tab(people, server) -> Iterator[tuple[Page, Watch]]:
    """A page that stays open on the server of the tests that load nothing."""
    page = people[False].lend()
    kept = watch(page)
    page.set_viewport_size(LAPTOP)
    visit(page, server.url)
    yield page, kept
    page.close()


@pytest.fixture
def walk(tab) -> Iterator[Callable[..., Page]]:
    """Shows an address in the page that stays open; for tests that change no choice of the reader."""
    page, kept = tab

    def go(address: str, size: dict = LAPTOP, colours: str = "light") -> Page:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=colours, media="screen")  # whatever the test before left
        settle(page)  # the next run is told of the colours
        visit(page, address)
        return page

    yield go
    assert kept.requests, "ninguna petición observada"
    kept.clean()
