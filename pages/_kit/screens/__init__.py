"""Owns the table of screens: the address of each, its title, its group, what it is of, which filters it honours and
whether it needs data.

Navigation, the bar of the scope, the count of files and the tests read it. Stages and systems are those of the definitions in use.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from sig_metrics.catalog.build import folder
from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.catalog.screens import addresses

ALL = ("corte", "plan", "sistema", "unidad", "comparar")
HOME, PLAN, LOADING, QUALITY, CATALOG = "resumen", "plan", "carga", "calidad", "catalogo"
INDICATORS, EXPLORER, REVIEW, CORTES = "indicadores", "explorador", "revision", "cortes"
AGENDA = "agenda"
PRESENT = "presentar"
COMMITTEE, STAGES, SYSTEMS, ANALYSIS, DATA = "", "Etapas", "Sistemas", "Análisis", "Datos"
SESSIONS = "Comité"
PRODUCT = "SIG"
LOST = "pagina"  # in the address of Resumen: the page that was asked for and does not exist


@dataclass(frozen=True)
class Screen:
    """A screen of the product. One without a stage and a system has a file of its own, `pages/<address>.py`."""

    address: str
    title: str
    group: str
    stage: str = ""
    system: str = ""
    filters: tuple[str, ...] = ALL
    needs_data: bool = True  # False: it has something to say in an empty store
    figures: bool = True  # False: it shows no figure of the registers
    freezes: bool = True  # False: it is always of now, whatever corte is looked at
    listed: bool = True  # False: it is no entry of the navigation

    @property
    def fixed(self) -> dict[str, str]:
        """What the screen is of, whatever the reader chose."""
        return {"stage": self.stage} if self.stage else {"system": self.system} if self.system else {}

    @property
    def tab(self) -> str:
        """The title of its tab in the browser."""
        return f"{self.title} · {PRODUCT}"


FIRST = (
    Screen(HOME, "Resumen", COMMITTEE),
    Screen(REVIEW, "Revisión por la Dirección", SESSIONS, filters=("corte", "sistema", "unidad")),
    Screen(AGENDA, "Agenda", SESSIONS, filters=("corte", "unidad")),
    Screen(CORTES, "Cortes", SESSIONS, filters=(), figures=False, freezes=False),
    Screen(PRESENT, "Presentación", SESSIONS, filters=(), figures=False, listed=False),
)
LAST = (
    Screen(INDICATORS, "Indicadores", ANALYSIS),
    Screen(EXPLORER, "Explorador", ANALYSIS, filters=("corte", "sistema", "unidad")),
    Screen(PLAN, "Plan y versiones", ANALYSIS, filters=ALL[:4]),
    Screen(LOADING, "Carga", DATA, filters=(), needs_data=False, figures=False, freezes=False),
    Screen(QUALITY, "Calidad", DATA, filters=("corte", "sistema", "unidad"), figures=False),
    Screen(CATALOG, "Catálogo", DATA, filters=(), needs_data=False, figures=False),
)


@lru_cache(4)
def screens(catalog: Catalog) -> dict[str, Screen]:
    """{address: Screen}, in the order of the navigation."""
    shown, words = catalog.screens, catalog.vocabularies
    stages = [
        Screen(shown.stages[code].address, shown.stages[code].title or words["stage"][code].label, STAGES, stage=code)
        for code in words["stage"]
    ]
    systems = [
        Screen(
            shown.systems[code].address,
            shown.systems[code].title or words["system"][code].label,
            SYSTEMS,
            system=code,
            filters=tuple(name for name in ALL if name != "sistema"),
        )
        for code in words["system"]
    ]
    return {each.address: each for each in (*FIRST, *stages, *systems, *LAST)}


def groups() -> dict[str, str]:
    """{address: its group} of every screen; the rest of the definitions is not read, so that the first page of a server does
    not wait for them. Raises CatalogError."""
    stages, systems = addresses(folder())
    return (
        {each.address: each.group for each in (*FIRST, *LAST)}
        | dict.fromkeys(stages, STAGES)
        | dict.fromkeys(systems, SYSTEMS)
    )


def screen_of(address: str) -> Screen:
    """The screen at an address; raises KeyError where there is none."""
    return screens(default_catalog())[address]


def page_of(address: str) -> st.Page:
    """The page of a screen, to go to it."""
    return _page(screen_of(address), _elsewhere)


def _page(screen: Screen, body: Callable[[], None]) -> st.Page:
    """A screen as the framework knows it; `body` draws one of a stage or a system."""
    if not screen.fixed:
        seen = "visible" if screen.listed else "hidden"
        return st.Page(
            f"pages/{screen.address}.py", title=screen.title, default=screen.address == HOME, visibility=seen
        )
    return st.Page(body, title=screen.title, url_path=screen.address)


def _elsewhere() -> None:
    """What stands for the body of a page that is only named, to go to it."""


def navigation(body: Callable[[Screen], Callable[[], None]]) -> dict[str, list[st.Page]]:
    """{group: its pages}; each run has its own, copied from those that were made once: to make them looks at the disk."""
    return {group: [copy(page) for page in pages] for group, pages in _pages(default_catalog(), body).items()}


@lru_cache(4)
def _pages(catalog: Catalog, body: Callable[[Screen], Callable[[], None]]) -> dict[str, list[st.Page]]:
    found: dict[str, list[st.Page]] = {}
    for screen in screens(catalog).values():
        found.setdefault(screen.group, []).append(_page(screen, body(screen)))
    return found
