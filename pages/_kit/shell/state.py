"""Owns the bond between the URL and what the reader chose: short stable keys, defaults left out but for the cut-off.

A link opens the same view, whatever is loaded after it was copied: so it always carries its month. The browser's
back button brings back the choice of then; a change of page keeps the choice. What an address asks for and does not
exist is told, never changed for something else in silence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from pages._kit import boards
from pages._kit.presenting import SESSION, SLIDE
from pages._kit.screens import LOST, PRESENT, page_of
from sig_metrics.catalog.model import CatalogError
from sig_metrics.corte.compared import number_of
from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.measure.comparison import MONTH, NOTHING, TARGET, YEAR, earlier_day
from sig_metrics.measure.scope import IN_FORCE, LATEST, Horizon, Scope, parse_cutoff

KEYS = ("corte", "plan", "sistema", "unidad", "comparar", "corte_fijo", "compartida", "volver")
# what a drawer shows and how it is looked at (its filters, its search, its tab), or the register to load; of one page
PLACES = ("decisiones", "act", "mes", "anio", "ficha", "casos", "regla", "registro", "clase", "de", "qd", "od", "hoja")
OPENED = PLACES[:8]  # of them, those that say what there is a drawer of
DEFAULTS = dict.fromkeys(KEYS, "") | {"plan": IN_FORCE, "comparar": "mes"}
SLIDE_LONGEST = 80  # characters of the slide that one comes back to
PLAN_IN_URL = {"vigente": IN_FORCE, "ultima": LATEST}

Comparable = Callable[[str, date], None]


@dataclass(frozen=True)
class Choice:
    """What the reader chose; texts are codes."""

    corte: str
    plan: str = IN_FORCE
    sistema: str = ""
    unidad: str = ""
    comparar: str = "mes"
    corte_fijo: str = ""  # the number of the corte that is looked at, with the data and the definitions of then
    compartida: str = ""  # «1»: the screen is shared, and no row of a case is on it
    volver: str = ""  # the slide that a live figure was opened from, «ACT-2021-05.entrada-11»


def _from_url() -> dict[str, str]:
    return {key: value for key, value in dict(st.query_params).items() if key in KEYS}


def choose(
    page: str,
    horizon: Horizon,
    codes: dict[str, set[str]],
    today: date,
    frozen: tuple[str, str] = ("", ""),
    comparable: Comparable = lambda choice, cutoff: None,
) -> Choice:
    """The choice in force for this run. `frozen`: the number of the corte that is looked at, and its month, which is then
    the one that opens by itself; `comparable` raises Refused of a corte that a cut-off cannot be compared with."""
    state, chosen = st.session_state, asked(page)
    if state.get("page") != page:
        boards.forget_heights()
    state["page"] = page
    made = _valid(chosen, horizon, codes, today, frozen, comparable)
    if page == PRESENT:  # whoever looks at slides shares a screen, and is where one comes back to
        _came_back()
        made = replace(made, compartida="1", volver="")
    state["choice"] = {key: getattr(made, key) for key in KEYS}
    return made


def _came_back() -> None:
    """«Back» from a live figure comes with the address of the figure, which says from which slide it was opened."""
    code, _, rest = st.query_params.get("volver", "").partition(".")
    if slide := rest.partition(".")[2]:
        kept = {key: value for key, value in st.query_params.items() if key in KEYS}
        st.query_params.from_dict({**kept, **({SESSION: code} if code else {}), SLIDE: slide})


def asked(page: str) -> dict[str, str]:
    """What was chosen, before it is known whether it exists: the URL's on arrival and on «back», else the reader's."""
    state, here = st.session_state, _from_url()
    if "choice" not in state:
        return here
    if state.get("page") != page:
        return _arriving(page, here)
    return state["choice"] if here == state.get("written") else here


def _arriving(page: str, here: dict[str, str]) -> dict[str, str]:
    """A change of page keeps the choice; «back» from what `go` opened with another choice brings the one of then.

    Streamlit writes the new choice in the URL of the page that is left, and only then changes the page: the first
    «back» comes with that URL. In the run of a «back» Streamlit replaces the URL, so from then on it is the one of
    then."""
    state = st.session_state
    left = state.get("left")
    if left and (left["page"], left["opened"]) == (page, state["page"]):
        if here == left["given"] or (left["back"] and here == left["written"]):
            left["back"] = True
            return left["choice"]
    return {**state["choice"], **here}


def _valid(
    chosen: dict[str, str],
    horizon: Horizon,
    codes: dict[str, set[str]],
    today: date,
    frozen: tuple[str, str],
    comparable: Comparable = lambda choice, cutoff: None,
) -> Choice:
    """What exists of a choice; the rest falls back to its default, and `told` says it in a sentence each."""
    told: list[str] = (
        [words.say("address_page", value=words.short(lost, 40))] if (lost := st.query_params.get(LOST)) else []
    )
    number, month = frozen
    cutoff = parse_cutoff(month, horizon) if month else horizon.default_cutoff(today)
    if chosen.get("corte"):
        try:
            cutoff = parse_cutoff(chosen["corte"], horizon)
        except Refused as refusal:
            told.append(words.say("address_cutoff", why=str(refusal), month=words.month(cutoff)))
    plan, why = _version(chosen.get("plan", IN_FORCE), cutoff, horizon)
    told += [why] if why else []
    kept = {name: chosen[name] for name in ("sistema", "unidad") if chosen.get(name) in codes[name]}
    told += [
        words.say("address_filter", value=words.short(chosen[name], 40), name=name)
        for name in ("sistema", "unidad")
        if chosen.get(name) and name not in kept
    ]
    compare, why = chosen.get("comparar", MONTH), _unmatched(chosen.get("comparar", MONTH), cutoff, horizon, comparable)
    if why:
        told, compare = [*told, why], MONTH
    st.session_state["told"] = told
    return Choice(f"{cutoff:%Y-%m}", plan, comparar=compare, corte_fijo=number, **kept, **_looked(chosen))


def _version(asked: str, cutoff: date, horizon: Horizon) -> tuple[str, str]:
    """The version of the plan that is asked for, or the one in force and why."""
    plan, known = PLAN_IN_URL.get(asked, asked), [version.version for version in horizon.choices(cutoff)]
    if plan in (LATEST, IN_FORCE, *known):
        return plan, ""
    told = {"value": words.short(plan, 40), "month": words.month(cutoff), "known": words.listing(known) or "—"}
    return IN_FORCE, words.say("address_plan", **told)


def _unmatched(compare: str, cutoff: date, horizon: Horizon, comparable: Comparable) -> str:
    """Why a cut-off cannot be compared with what is asked for; «» where it can."""
    if compare in (MONTH, YEAR, TARGET, NOTHING):
        return ""
    if number_of(compare):
        try:
            return comparable(compare, cutoff) or ""
        except (Refused, CatalogError) as refusal:
            return words.say("compare_instead", why=str(refusal))
    day = earlier_day(compare, cutoff)
    known = day is not None and day < cutoff and day in horizon.offered()
    return "" if known else words.say("address_filter", value=words.short(compare, 40), name="comparar")


def _looked(chosen: dict[str, str]) -> dict[str, str]:
    """Who looks: whether the screen is shared, and the slide that one comes back to."""
    back = words.short(words.plain(chosen.get("volver", "")), SLIDE_LONGEST)
    return {"compartida": "1" if chosen.get("compartida") == "1" else "", "volver": back}


def told() -> list[str]:
    """What the address of this run asked for and does not exist, a sentence each."""
    return st.session_state.get("told", [])


def write_url(choice: Choice) -> None:
    """Puts the choice in the URL, defaults left out but for the cut-off, keeping what belongs to the page.

    The default cut-off moves with what is loaded: a link without its month would open another one some day.
    """
    shown = {key: getattr(choice, key) for key in KEYS if getattr(choice, key) != DEFAULTS[key]}
    named = {code: word for word, code in PLAN_IN_URL.items()}
    if shown.get("plan") in named:
        shown["plan"] = named[shown["plan"]]
    st.session_state["written"] = shown
    asked = dict(st.query_params)
    others = {key: value for key, value in asked.items() if key not in (*KEYS, LOST)}
    if {**others, **shown} != asked:
        st.query_params.from_dict({**others, **shown})


def keep(name: str) -> None:
    """Callback of a filter: its value becomes part of the choice."""
    st.session_state["choice"] = {**st.session_state["choice"], name: st.session_state[f"w_{name}"]}


def scope_of(choice: Choice, horizon: Horizon, **fixed: str) -> Scope:
    """The scope of a choice; a page may fix its stage or its system."""
    filters = {"system": choice.sistema or None, "unit": choice.unidad or None, **fixed}
    return Scope(parse_cutoff(choice.corte, horizon), choice.plan, **filters)


def go(page: str, **given: str) -> None:
    """From a callback: open the screen at another address before the body runs, with the choice kept but for what is
    `given`.

    The choice of this page is left alone, so that its entry in the browser's history stays as it was.
    """
    st.session_state["go"] = (page, given)


def follow() -> None:
    """Opens the page asked for in a callback, if any."""
    state = st.session_state
    if "go" in state:
        page, given = state.pop("go")
        written = state.get("written", {})
        query = {**written, **given}
        if query != written:
            state["left"] = {
                "page": state["page"],
                "written": written,
                "choice": state["choice"],
                "opened": page,
                "given": query,
                "back": False,
            }
        st.switch_page(page_of(page), query_params=query)


def place(**places: str) -> None:
    """From a callback: what the drawer of this page shows; one entry of the browser's history."""
    others = {key: value for key, value in st.query_params.items() if key not in PLACES}
    if {**others, **places} != dict(st.query_params):
        st.query_params.from_dict({**others, **places})


def seen(name: str, known: Iterable[str]) -> str | None:
    """What of this page is looked at, by its address: a topic («tema»), a part («parte»); None: what it opens with."""
    asked = st.query_params.get(name)
    return asked if asked in known else None


def look(**given: str) -> None:
    """From a callback: looks at another part of this page, from its address; «» goes back to what it opens with. A
    drawer is closed."""
    others = {key: value for key, value in st.query_params.items() if key not in (*given, *PLACES)}
    st.query_params.from_dict({**others, **{key: value for key, value in given.items() if value}})


def placed() -> bool:
    """Whether the drawer of this page shows something."""
    asked = dict(st.query_params)
    return any(asked.get(each) for each in OPENED)


def close() -> None:
    """Forgets what the drawer showed."""
    place()


def shared() -> bool:
    """Whether the screen is shared: no row of a case is shown, wherever it is."""
    held = st.session_state.get("choice", {})
    return (held.get("compartida") or st.query_params.get("compartida")) == "1"


def set_choice(**values: str) -> None:
    """From a callback: changes the choice as the filters would."""
    st.session_state["choice"] = {**st.session_state["choice"], **values}
