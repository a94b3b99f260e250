"""Owns the bar of the scope, on top of every screen: what is looked at, in one line that opens the filters; beside it,
how many of the files that the screen needs have come and the demonstration mark; on paper, its foot."""

from datetime import date, datetime
from functools import partial

import streamlit as st

from pages._kit.presenting import back
from pages._kit.screens import ALL, Screen, screen_of
from pages._kit.shell import data, state
from pages._kit.shell.frame import View
from sig_metrics.corte.compared import choices as cortes_offered
from sig_metrics.language import words
from sig_metrics.language.literal import filled, in_markdown
from sig_metrics.measure.comparison import TARGET, choices
from sig_metrics.measure.coverage import deliveries
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.scope import IN_FORCE, LATEST, Horizon, Scope, horizon, month_end
from sig_metrics.present.theme import LIGHT, palette
from sig_metrics.publish import condition
from sig_metrics.store.cortes import Corte, cortes

BESIDE = '<div class="sig-beside"><span>$came</span></div>'
MARKED = '<div class="sig-beside"><span>$came</span><span class="sig-demo" title="$notice">$mark</span></div>'
SEAL = 12  # characters of a SHA-256 that tell one file from another
FOOT = '<div class="sig-foot">$said</div>'


def draw(page: str, dataset: Dataset, corte: Corte | None = None) -> None:
    """The bar and the URL; leaves the View for the page, which takes it. `corte`: what the dataset is of, when it is not
    of now."""
    available, words_of = horizon(dataset), dataset.catalog.vocabularies
    codes = {"sistema": set(words_of["system"]), "unidad": set(words_of["unit"])}
    frozen = (str(corte.number), corte.cutoff) if corte else (_kept(page), "")
    choice = state.choose(
        page, available, codes, condition.today(dataset.snapshot), frozen, partial(_comparable, dataset)
    )
    st.session_state["view"] = view = View(dataset, available, choice, palette(st.context.theme.type), corte)
    bar(screen_of(page), view)
    state.write_url(choice)
    for sentence in state.told():
        st.info(in_markdown(sentence), icon=":material/info:")


def _kept(page: str) -> str:
    """The corte that is looked at elsewhere, on a screen that is always of now."""
    return state.asked(page).get("corte_fijo", "") if not screen_of(page).freezes else ""


def _comparable(dataset: Dataset, choice: str, cutoff: date) -> None:
    """Raises Refused when a choice is of a corte that a cut-off cannot be compared with."""
    data.compared(dataset, choice, Scope(cutoff))


def bar(screen: Screen, view: View) -> None:
    """The line of the scope, with what it opens."""
    line = _said(view.dataset, screen, view.choice)
    if screen.listed:
        back.bar(view.choice)
    if view.corte:
        _frozen(view)
    with st.container(key="sig-scope"):
        left, right = st.columns([13, 7], vertical_alignment="center", gap="small")
        with left:
            if screen.filters:
                with st.popover(in_markdown(line), type="tertiary"):
                    _filters(screen, view)
            else:
                st.caption(in_markdown(line))
        with right:
            came = _came(screen, view)
            notice = view.notice
            st.html(filled(MARKED, came=came, notice=notice, mark=view.mark) if notice else filled(BESIDE, came=came))
    foot = " · ".join(filter(None, (screen.title, line, view.frozen, *_printed(view), view.mark)))
    st.html(filled(FOOT, said=foot))


def _frozen(view: View) -> None:
    """That what is looked at is a corte, and the way out of it."""
    corte = view.corte
    at = words.day(words.in_lima(datetime.fromisoformat(corte.at)).date())
    with st.container(key="sig-corte", horizontal=True, vertical_alignment="center", gap="small"):
        said = words.say("corte_looked", name=corte.name, day=at, who=corte.who, hash=corte.hash[:SEAL])
        st.markdown(f":material/lock: {in_markdown(said)}", width="content")
        st.button(
            in_markdown(words.say("corte_leave")),
            key="corte_leave",
            type="tertiary",
            on_click=state.set_choice,
            kwargs={"corte_fijo": "", "corte": ""},
        )


@remembered(256)
def _said(dataset: Dataset, screen: Screen, choice: state.Choice) -> str:
    return said(screen, View(dataset, horizon(dataset), choice, LIGHT))


def _printed(view: View) -> tuple[str, ...]:
    """Of the foot of a printed screen: which data it was made of, and when."""
    snapshot = view.dataset.snapshot
    return (
        words.say("printed_version", number=snapshot.number),
        words.say("printed_seal", seal=snapshot.seal[:SEAL]) if snapshot.seal else "",
        words.say("printed_on", day=words.day(condition.today(snapshot))),
    )


def said(screen: Screen, view: View) -> str:
    """«Noviembre 2021 · v05 vigente · todos los sistemas · todas las unidades»: of the filters that the screen honours;
    and of those in force that it does not, that they have no effect."""
    choice, words_of, shown = view.choice, view.catalog.vocabularies, screen.filters
    cutoff = month_end(int(choice.corte[:4]), int(choice.corte[5:]))
    parts = {
        "corte": _month(choice.corte),
        "plan": _versions(view.horizon, cutoff).get(choice.plan, choice.plan),
        "sistema": words_of["system"][choice.sistema].label if choice.sistema else words.say("scope_all_systems"),
        "unidad": words_of["unit"][choice.unidad].label if choice.unidad else words.say("scope_all_units"),
        "comparar": _compared(view),
    }
    told = [parts[name] for name in ALL if name in shown and parts[name]]
    idle = [parts[name] for name in ("sistema", "unidad") if getattr(choice, name) and name not in shown]
    if screen.system and choice.sistema in ("", screen.system):
        idle = [each for each in idle if each != parts["sistema"]]
    if idle:
        told.append(words.say("scope_idle", what=words.listing(idle)))
    return " · ".join(told) or words.say("scope_none")


def _compared(view: View) -> str:
    """«comparado con octubre», with its year when it is another, or with a corte; «» with nothing."""
    before = view.before(view.chosen)
    if before is None:
        return words.say("scope_target") if view.choice.comparar == TARGET else ""
    return words.say("scope_compared", month=before.said(view.chosen))


def _filters(screen: Screen, view: View) -> None:
    """What may be chosen: cut-off, plan, system, unit, comparison; of those, what the screen honours."""
    cutoff = month_end(int(view.choice.corte[:4]), int(view.choice.corte[5:]))
    for name, (label, texts) in _offered(view.dataset, screen, view.choice, cortes(data.store())).items():
        _select(label, name, getattr(view.choice, name), texts)
    source = view.sources.get("deliverable")
    lines = [f"Datos al {words.day(cutoff)}"]
    if source and source.load:
        lines.append(f"Entregables: carga n.º {source.load} ({words.moment(source.loaded_at)})")
    st.caption(in_markdown("\n".join(lines)))
    if not view.choice.compartida:
        st.button(
            in_markdown(words.say("shared_begin")),
            key="shared_begin",
            icon=":material/cast:",
            help=in_markdown(words.say("shared_about")),
            on_click=state.set_choice,
            kwargs={"compartida": "1"},
        )


@remembered(256)
def _offered(
    dataset: Dataset, screen: Screen, choice: state.Choice, frozen: tuple[Corte, ...]
) -> dict[str, tuple[str, dict[str, str]]]:
    """{filter: (its label, {option: its words})} of those that a screen honours."""
    available, words_of = horizon(dataset), dataset.catalog.vocabularies
    months = sorted({*(f"{month:%Y-%m}" for month in available.offered()), choice.corte})
    marks = {f"{month:%Y-%m}": _without(month, available) for month in available.months}
    cutoff = month_end(int(choice.corte[:4]), int(choice.corte[5:]))
    versions = _versions(available, cutoff)
    units = {code: word.label for code, word in words_of["unit"].items() if code != "ALL"}
    systems = {code: word.label for code, word in words_of["system"].items()}
    compared = dict(choices(state.scope_of(choice, available), available, cortes_offered(frozen, cutoff)))
    compared.setdefault(choice.comparar, words.say("compare_none_before"))
    offered = {
        "corte": ("Fecha de corte", {code: _month(code) + marks.get(code, "") for code in months}),
        "plan": ("Plan", versions),
        "sistema": ("Sistema", {"": "Todos", **systems}),
        "unidad": ("Unidad", {"": "Todas", **units}),
        "comparar": ("Comparar con", compared),
    }
    return {name: offered[name] for name in screen.filters}


def _came(screen: Screen, view: View) -> str:
    """How many of the files that this screen needs have come, of the stage or the system of the screen."""
    received, expected = deliveries(view.dataset, view.scope(**screen.fixed)) if screen.figures else (0, 0)
    if not expected:
        return ""
    whose = words.say("coverage_owned") if view.choice.unidad else ""
    return words.say(
        "coverage_screen",
        received=words.number(received),
        expected=words.count(expected, "envío", "envíos"),
        whose=whose,
    )


def _without(month: date, available: Horizon) -> str:
    """What the selector says of a month that has not come whole."""
    if month not in available.received:
        return " · sin datos"
    return " · datos incompletos" if available.came and month > max(available.came) else ""


def _versions(available: Horizon, cutoff: date) -> dict[str, str]:
    """{choice: words} of the plan at a cut-off: the one in force, the last approved, and each version."""
    ruling, latest = available.ruling(cutoff), available.ruling(cutoff, LATEST)
    if ruling is None:
        return {IN_FORCE: words.say("scope_no_plan", year=cutoff.year)}
    # the sentence says the rest of it
    of = f"v{ruling.version}" if ruling.year == cutoff.year else f"v{ruling.version} de {ruling.year}"
    known = ruling.approved_on <= cutoff
    first = words.say("scope_plan_in_force" if known else "scope_plan_later", version=of)
    shown = {IN_FORCE: first, LATEST: words.say("scope_plan_latest", version=latest.version)}
    return shown | {
        v.version: words.say("scope_plan_synthetic" if v.synthetic else "scope_plan", version=v.version)
        for v in available.choices(cutoff)
    }


def _month(code: str) -> str:
    return words.month(month_end(int(code[:4]), int(code[5:]))).capitalize()


def _select(label: str, name: str, value: str, texts: dict[str, str]) -> None:
    st.session_state[f"w_{name}"] = value
    st.selectbox(
        in_markdown(label),
        list(texts),
        key=f"w_{name}",
        format_func=lambda option: texts.get(option, option),
        on_change=state.keep,
        args=(name,),
        filter_mode="contains",
    )
