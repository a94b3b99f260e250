"""Owns the drawer on the right: the deliverables behind a cell, the rows behind a point or a rule, or the ficha behind a
number."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from pages._kit.blocks.case import case_of, of_case, of_rows
from pages._kit.blocks.duty import DUTY, asked_duty
from pages._kit.blocks.evidence import PLAN_REGISTERS, of_figure, of_numbers
from pages._kit.blocks.ficha import ficha
from pages._kit.blocks.figure import FIGURE, Evidence, drawn, source
from pages._kit.blocks.grouped import asked_group
from pages._kit.blocks.reviewed import asked_review
from pages._kit.blocks.rows import rows_of
from pages._kit.blocks.rule import rule
from pages._kit.blocks.whole_list import whole_list
from pages._kit.boards.listed import ALL_DECISIONS
from pages._kit.boards.reviewed import REVIEW
from pages._kit.screens import INDICATORS, LOADING
from pages._kit.shell import state
from pages._kit.shell.frame import View
from pages._kit.shell.start import guarded
from sig_metrics.catalog.labels import units_label
from sig_metrics.catalog.model import CatalogError
from sig_metrics.language import words
from sig_metrics.language.literal import in_bold, in_markdown
from sig_metrics.measure import consistency, crossed_choice, drill, plan, spoken
from sig_metrics.measure.explore import address
from sig_metrics.measure.explore.rows import behind
from sig_metrics.measure.origin import ORIGIN, ORIGINAL
from sig_metrics.measure.process.apart import GROUP
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.signalled import PLACE
from sig_metrics.measure.told import CASE, LISTED, listed, told
from sig_metrics.measure.topics import topics_standing

Opened = tuple[str, Callable, tuple] | None  # the title of a drawer, what draws it, with what
HEADINGS = {
    "month": "Mes",
    "state": "Estado",
    "due_on": "Vence",
    "delivered_on": "Entregado",
    "days": "Días de atraso",
    "document": "Documento",
    "unit": "Unidad",
    "evidence": "Evidencia",
    **ORIGIN,
}
# of the address: the numbers of a cell of the matrix, of the tile of a topic, and of the sentence
CROSSING, TOPIC, SENTENCE = "cruce", "tema", "frase"
EXPLORED = "explora"  # of the address: the rows behind a point of the question that it asks
SUPPORT = {"unsupported": " · sin n.º de documento", "in_progress": " · en elaboración", "": ""}


def pick_cell(key: str) -> None:
    """Callback of a grid or a decision: «05.11», «05»; «overdue.SEG-07», «intime.SEG-07», «term.qrd.internal», those cases;
    «tema.qrd», those of a topic; «revision.SGSI.e11», the evidence of a cell of the review; or what LEADS elsewhere."""
    activity, _, month = key.partition(".")
    if activity in ("overdue", "intime", "term", "soon", TOPIC, REVIEW, CASE, LISTED, DUTY):
        state.place(casos=key)
        return
    if key == ALL_DECISIONS:
        state.place(decisiones="todas")
        return
    if lead := LEADS.get(activity):
        lead(month)
        return
    month, _, year = month.partition(".")
    state.place(act=activity, **({"mes": month} if month else {}), **({"anio": year} if year else {}))


def pick_ficha(code: str) -> None:
    """Callback of the indicator table."""
    state.place(ficha=code)


def pick_rule(code: str) -> None:
    """Callback of the table of rules."""
    state.place(regla=code)


# «ficha.SEG-17», the ficha; «rule.SST-01», the rule; «register.qrd», the register to load; «ind.SEG-07», in depth
LEADS: dict[str, Callable[[str], None]] = {
    "ficha": pick_ficha,
    "rule": pick_rule,
    "register": lambda name: state.go(LOADING, registro=name),
    PLACE: lambda code: state.go(INDICATORS, ind=code),
}


def _asked_ficha(view: View, scope: Scope, code: str) -> Opened:
    try:
        indicator = view.catalog.indicator(code)
    except CatalogError:
        return None
    return f"{indicator.code} · {indicator.title}", ficha, (view, scope, indicator)


def _asked_rows(view: View, scope: Scope, key: str) -> Opened:
    kind, _, name = key.partition(".")
    if kind == FIGURE:
        shown = drawn(view).get(name)
        return shown and (shown.title, of_figure, (view, scope, name, shown))
    if kind == GROUP:
        return asked_group(view, scope, key)
    if kind == REVIEW:
        return asked_review(view, scope, name)
    if kind == DUTY:
        return asked_duty(view, key)
    if kind == CROSSING:
        return _asked_crossing(view, scope, name)
    if kind == TOPIC:
        return _asked_topic(view, scope, name)
    if kind == CASE:
        case = told(view.dataset, scope.cutoff, key)
        return case and (case.title, of_case, (view, key, case))
    if kind == LISTED:
        every = listed(view.dataset, scope.cutoff, name)
        return every and (every.title, of_rows, (view, key, every))
    if kind == crossed_choice.CHOICE:
        asked = (st.query_params.get(each, "") for each in (crossed_choice.REGISTER, kind))
        found = crossed_choice.behind(view.dataset, scope, *asked)
        return found and _titled(view, key, found)
    if key == SENTENCE:
        numbers = spoken.headline_numbers(view.dataset, scope, view.before(scope))
        return (words.say("spoken_title"), of_numbers, (view, scope, key, numbers)) if numbers else None
    if kind == EXPLORED:
        question, _ = address.read(view.catalog, st.query_params)
        found = behind(view.dataset, question, scope, name)
    else:
        found = drill.behind(view.dataset, scope, key)
    return found and _titled(view, key, found)


def _titled(view: View, key: str, found: drill.Behind) -> Opened:
    return " · ".join(filter(None, (found.title, found.subject))), _rows, (view, key, found)


def _asked_crossing(view: View, scope: Scope, name: str) -> Opened:
    """Of a system and a stage, as a cell of the matrix."""
    system, _, stage = name.partition(".")
    known = view.catalog.vocabularies
    if system not in known["system"] or stage not in known["stage"]:
        return None
    crossed = replace(scope, system=system, stage=stage)
    title = f"{view.catalog.label('system', system)} · {view.catalog.label('stage', stage)}"
    numbers = spoken.crossing(view.dataset, crossed)
    return (title, of_numbers, (view, crossed, f"{CROSSING}_{system}_{stage}", numbers)) if numbers else None


def _asked_topic(view: View, scope: Scope, name: str) -> Opened:
    """What a topic has open and past its term, as its tile."""
    topic = view.catalog.screens.topic(name)
    numbers = spoken.tile(view.dataset, scope, topic) if topic else ()
    if not numbers:
        return None
    title, whole = view.catalog.label("topic", name), replace(scope, stage=None)  # what a topic counts is of no stage
    ignored = topics_standing(view.dataset, scope, (topic,))[name].ignored
    return title, of_numbers, (view, whole, f"{TOPIC}_{name}", numbers, topic, ignored)


def _asked_rule(view: View, scope: Scope, code: str) -> Opened:
    found = consistency.traced(view.dataset, code)
    return found and (f"{found.check.code} · {found.check.title}", rule, (view, found))


def _asked_activity(view: View, scope: Scope, code: str) -> Opened:
    year, month = st.query_params.get("anio", ""), words.whole(st.query_params.get("mes", ""))
    year, month = words.whole(year) if len(year) == 4 else None, month if 1 <= (month or 0) <= 12 else None
    found = next((each for each in plan.grid(view.dataset, view.scope(), year) if each.activity == code), None)
    said = (f" · {words.MONTHS[month - 1]}" if month else "") + (f" de {year}" if year else "")
    return found and (f"Actividad {code}{said}", _deliverables, (view, scope, found, month, year))


def _asked_decisions(view: View, scope: Scope, asked: str) -> Opened:
    return whole_list(view, scope, asked, pick_cell)


# what the address asks for: its key, and what finds (title, what draws, with what), or nothing
KINDS = {
    "decisiones": _asked_decisions,
    "ficha": _asked_ficha,
    "casos": _asked_rows,
    "regla": _asked_rule,
    "act": _asked_activity,
}


def open_if_asked(view: View, scope: Scope) -> None:
    """Shows the drawer the URL asks for, if any; one that is of nothing is closed. It comes after the figures of a screen,
    whose evidence it may be asked for."""
    asked = dict(st.query_params)
    kind = next((name for name in KINDS if asked.get(name)), None)
    if kind is None:
        return
    if (found := KINDS[kind](view, scope, asked[kind])) is None:
        return state.close()
    title, draw, given = found

    def drawn_inside() -> None:
        if st.query_params.get(kind) != asked[kind]:
            st.rerun()  # what is pressed in a drawer runs the drawer alone
        with st.container(key="sig-drawer"):
            draw(*given)

    st.dialog(in_markdown(title), width="large", position="right", on_dismiss=state.close)(drawn_inside)()


@guarded("deliverables")
def _deliverables(view: View, scope: Scope, activity: plan.Activity, month: int | None, year: int | None) -> None:
    """What was programmed and the documents that answer for it."""
    st.markdown(in_bold(activity.title))
    st.caption(
        in_markdown(
            f"{view.catalog.label('stage', activity.stage)} · {activity.line}\n"
            f"Responsable: {units_label(view.catalog, activity.units)} · Entregable: {activity.deliverable}"
        )
    )
    rows = plan.behind_cell(view.dataset, scope, activity.activity, month, year)
    shown = [_line(view, row) for row in rows]
    if activity.target is None:
        st.markdown(f"{words.count(activity.delivered, 'entregado', 'entregados')}; sin meta, según necesidad.")
    elif activity.programmed:
        st.markdown(f"{activity.credited} de {activity.programmed} a la fecha en el año.")
    else:
        st.markdown(in_markdown(words.say("nothing_due_in_year")))
    held = {name: heading for name, heading in HEADINGS.items() if any(line[name] for line in shown)}
    name = f"entregables_{activity.activity}"
    evidence = Evidence(shown, held, PLAN_REGISTERS, "")
    rows_of(view, "entregables", name, activity.title, evidence, below=partial(case_of, view))
    source(view, PLAN_REGISTERS)
    from pages._kit.blocks.slot_papers import papers  # with all that drafts papers

    papers(view, activity, rows, month, year or view.plan_year(scope))
    if month and st.button("Ver todo el año", icon=":material/calendar_month:"):
        state.place(act=activity.activity, **({"anio": str(year)} if year else {}))
        st.rerun()


@guarded("rows")
def _rows(view: View, key: str, found: drill.Behind) -> None:
    """The rows behind a point: how many, the rows, where they come from, and the way to take them away."""
    st.markdown(
        f"**{words.count(found.total, 'fila', 'filas')}**"
        + (f"; se muestran las primeras {words.number(len(found.rows))}" if len(found.rows) < found.total else "")
    )
    name, evidence = f"casos_{key.replace('.', '_')}", Evidence(found.rows, found.headings, found.registers, "")
    rows_of(view, "casos", name, found.title, evidence, below=partial(case_of, view), total=found.total)
    source(view, found.registers)


def _line(view: View, row: dict) -> dict:
    label = "Entregado, sin programar" if row["state"] == "extra" else view.catalog.label("slot_state", row["state"])
    label += SUPPORT[row["support"]]
    other = row["delivered_month"] and row["delivered_month"] != row["month"]
    month = words.SHORT_MONTHS[row["month"] - 1]
    return {
        "month": f"{month} (doc. de {words.SHORT_MONTHS[row['delivered_month'] - 1]})" if other else month,
        "state": label,
        "due_on": row["due_on"],
        "delivered_on": row["delivered_on"],
        "days": row["days_late"] or None,
        "document": row["document_number"] or row["name"] or "",
        "unit": view.catalog.label("unit", row["unit"]) if row["unit"] else "",
        "evidence": row["evidence"] or "",
        "load": f"n.º {row['load']}" if row["load"] else "",
        "file": row["file"] or "",
        "file_row": row["file_row"],
        ORIGINAL: row.get(ORIGINAL, ""),
    }
