"""Owns the first moments of a run: language, style, the frame, and what is shown where a screen fails."""

import base64
import importlib
import logging
import os
import runpy
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import streamlit as st

from pages._kit import screens
from pages._kit.screens import Screen
from pages._kit.shell import data, mend, scope, state, warm
from sig_metrics.catalog.build import use
from sig_metrics.catalog.model import CatalogError
from sig_metrics.corte.reopen import definitions_of
from sig_metrics.language import words
from sig_metrics.language.literal import filled, in_log, in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import Dataset, Outdated
from sig_metrics.measure.scope import horizon
from sig_metrics.present.theme import DARK, LIGHT
from sig_metrics.publish.condition import told
from sig_metrics.store import Snapshot, StoreBusy, StoreError
from sig_metrics.store.cortes import Corte, corte_of

ROUTER = Path(__file__).parents[3] / "dashboard.py"
PRODUCT = "Cuadro de mando del SIG"
DRAWN = filled(
    """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="36" viewBox="0 0 300 36"><style>
text{font:700 21px "Source Sans","Source Sans 3","Segoe UI","DejaVu Sans",sans-serif;fill:$light}
@media (prefers-color-scheme:dark){text{fill:$dark}}</style><text x="0" y="25">Cuadro de mando del SIG</text></svg>""",
    light=LIGHT.accent,
    dark=DARK.accent,
)
ICON = filled(
    """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="$accent"/>
<path d="M7 18h5v7H7zM13.5 12h5v13h-5zM20 6h5v19h-5z" fill="#fff"/></svg>""",
    accent=LIGHT.accent,
)


def _as_address(drawn: str) -> str:
    """A drawing as the framework would write it in each run."""
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"


LOGO, TAB = _as_address(DRAWN), _as_address(ICON)


def logo() -> None:
    """The name of the product, in the colour of the institution."""
    st.logo(LOGO, size="large")


def _named(title: str) -> None:
    """The tab of the browser, and the width of the page."""
    st.set_page_config(page_title=title, page_icon=TAB, layout="wide", initial_sidebar_state="collapsed")


def navigate():
    """The page asked for, having drawn the navigation; None when the definitions in use cannot be read, having said
    why."""
    try:
        page = st.navigation(screens.navigation(_body), position="top")
    except CatalogError as fault:
        _named(PRODUCT)
        st.navigation([st.Page(lambda: None, title="Definiciones")], position="hidden")
        st.title("Las definiciones no se pueden leer", anchor=False)
        st.write("Corrija los archivos de la carpeta de definiciones y vuelva a iniciar el programa.")
        st.markdown("\n".join(f"- {in_markdown(line)}" for line in str(fault).splitlines()))
        return None
    _named(screens.screen_of(page.url_path or screens.HOME).tab)
    return page


def _body(screen: Screen) -> Callable[[], None]:
    """What draws a screen that has no file of its own: that of a stage or of a system."""

    def stage() -> None:
        from pages._kit.screens.stage import stage_page  # both draw with what this module gives

        show(stage_page, screen.stage)

    def system() -> None:
        from pages._kit.screens.system import system_page

        show(system_page, screen.system)

    return stage if screen.stage else system


def begin(page) -> bool:
    """Draws the frame; False when the page should not run (first start, empty or lost store)."""
    st.session_state.pop("view", None)
    state.follow()
    name = page.url_path or screens.HOME
    use(None)
    if (corte := _corte(name)) and (dataset := _frozen(corte)):
        use(definitions_of(data.store(), corte))
        scope.draw(name, dataset, corte)
        _tell(dataset.snapshot)
        return True
    try:
        dataset = data.dataset()
    except Outdated:
        _without_data().outdated()
        return False
    except StoreError as fault:
        st.title("No se pueden abrir los datos", anchor=False)
        mend.wait(str(fault)) if isinstance(fault, StoreBusy) else mend.offer(str(fault))
        return False
    if dataset is None and not os.environ.get("SIG_STORE"):
        return _without_data().first_start()
    snapshot = dataset and dataset.snapshot
    if dataset is None or not horizon(dataset).months:
        _tell(snapshot)
        if not screens.screen_of(name).needs_data:
            st.session_state["view"] = None
            return True
        _without_data().empty()
        return False
    scope.draw(name, dataset)
    mend.begin(snapshot.warning, snapshot.busy)
    _tell(snapshot)
    return True


def _without_data() -> ModuleType:
    """What is shown where there are no data, with all that loads files, which a screen does not wait for."""
    return importlib.import_module("pages._kit.shell.without_data")


def _corte(name: str) -> Corte | None:
    """The corte that a screen is asked to look at; None also where it does not exist, having said so."""
    which = state.asked(name).get("corte_fijo", "")
    if not which or not screens.screen_of(name).freezes:
        return None
    try:
        return corte_of(data.store(), which)
    except Refused as refusal:
        st.warning(in_markdown(str(refusal)), icon=":material/warning:")
        return None


def _frozen(corte: Corte) -> Dataset | None:
    """The data of a corte; None when it cannot be opened, having said why: what follows is then of now."""
    try:
        return data.frozen(corte)
    except (Refused, CatalogError) as fault:
        st.warning(in_markdown(str(fault)), icon=":material/warning:")
        return None


def _tell(snapshot: Snapshot | None) -> None:
    """What has to be known of the store before any figure."""
    for said in told(data.store(), snapshot):
        st.warning(in_markdown(said), icon=":material/warning:")


@contextmanager
def guarded(where: str) -> Iterator[None]:
    """What is drawn inside may fail: a fault nobody foresaw goes to the log with its path, and to the reader as what to
    do.

    What a fault says may quote a value of the data: in the log it takes one line.

    Streamlit's own signals (rerun, stop, change of page) derive from BaseException and pass.
    """
    try:
        yield
    except Exception as fault:
        told = "".join(traceback.format_tb(fault.__traceback__))
        logging.getLogger(__name__).error(
            "Fault in «%s»: Traceback\n%s%s: %s", where, told, type(fault).__name__, in_log(str(fault))
        )
        st.error(words.say("screen_failed"), icon=":material/error:")


def run(page) -> None:
    """Draws the frame of the page of the router, and runs it."""
    warm.wait()
    with guarded(page.url_path or screens.HOME):
        if begin(page):
            page.run()


def show(page: Callable[..., None], *given: str) -> None:
    """Runs the body of a page, with its View, inside its frame.

    Until some session has run the router, Streamlit takes `pages/` for its older kind of application and
    runs the file that the address names on its own; then the router runs first, and it runs the page.
    """
    if "view" in st.session_state:
        page(st.session_state.pop("view"), *given)
    else:
        runpy.run_path(str(ROUTER))
        st.stop()
