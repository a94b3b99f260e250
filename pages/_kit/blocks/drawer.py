"""Owns the drawer on the right: the deliverables behind a cell, or the ficha behind a number («¿Por qué este
número?»)."""

from dataclasses import replace

import streamlit as st

from pages._kit.blocks.figure import Evidence, downloads, grid, reading, source
from pages._kit.boards.tables import topic_of
from pages._kit.screens import LOADING, QUALITY
from pages._kit.shell import state
from pages._kit.shell.frame import View
from pages._kit.shell.start import guarded
from sig_metrics.catalog.labels import units_label
from sig_metrics.catalog.model import Catalog, CatalogError, Indicator
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language import words
from sig_metrics.language.literal import Markdown, in_bold, in_markdown
from sig_metrics.measure import compute, consistency, drill, plan
from sig_metrics.measure.beside import excluded_text, overdue_text, whole_text
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.consistency import Finding
from sig_metrics.measure.filters import excluding, groupings
from sig_metrics.measure.insights import owner_said
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.sources import expected
from sig_metrics.present.describe import TARGET_RULES, bands_text, counts_text, formula_text

HEADINGS = {
    "month": "Mes",
    "state": "Estado",
    "delivered_on": "Fecha",
    "document": "Documento",
    "unit": "Unidad",
    "days": "Atraso",
    "evidence": "Evidencia",
    "origin": "Origen",
}
RULE_ROWS = 1000  # of a rule, on the screen; the files have them all
SUPPORT = {"unsupported": " · sin n.º de documento", "in_progress": " · en elaboración", "": ""}


def pick_cell(key: str) -> None:
    """Callback of a grid or a decision: «05.11», «05»; «cases.qrd», the topic of its cases; «overdue.SEG-07», those
    cases; «rule.SST-01», the rule in Calidad; or «register.qrd», the register to load."""
    activity, _, month = key.partition(".")
    if activity == "overdue":
        state.place(casos=key)
        return
    if activity == "rule":
        state.go(QUALITY, regla=month)
        return
    if activity == "cases":
        topic = topic_of(default_catalog(), month)
        state.go(default_catalog().screens.stages[topic.stage].address, tema=topic.key)
        return
    if activity == "register":
        state.go(LOADING, registro=month)
        return
    month, _, year = month.partition(".")
    state.place(act=activity, **({"mes": month} if month else {}), **({"anio": year} if year else {}))


def pick_ficha(code: str) -> None:
    """Callback of the indicator table."""
    state.place(ficha=code)


def pick_rule(code: str) -> None:
    """Callback of the table of rules."""
    state.place(regla=code)


def open_if_asked(view: View, scope: Scope) -> None:
    """Shows the drawer the URL asks for, if any."""
    if code := st.query_params.get("ficha"):
        try:
            indicator = view.catalog.indicator(code)
        except CatalogError:
            return state.close()
        st.dialog(
            in_markdown(f"{indicator.code} · {indicator.title}"),
            width="large",
            position="right",
            on_dismiss=state.close,
        )(_ficha)(view, scope, indicator)
    elif key := st.query_params.get("casos"):
        found = drill.behind(view.dataset, scope, key)
        if found is None:
            return state.close()
        st.dialog(in_markdown(found.title), width="large", position="right", on_dismiss=state.close)(_rows)(
            view, key, found
        )
    elif code := st.query_params.get("regla"):
        rule = next((each for each in consistency.findings(view.dataset) if each.check.code == code), None)
        if rule is None:
            return state.close()
        st.dialog(
            in_markdown(f"{rule.check.code} · {rule.check.title}"),
            width="large",
            position="right",
            on_dismiss=state.close,
        )(_rule)(view, rule)
    elif activity := st.query_params.get("act"):
        year = st.query_params.get("anio", "")
        year = words.whole(year) if len(year) == 4 else None
        found = next((a for a in plan.grid(view.dataset, view.scope(), year) if a.activity == activity), None)
        if found is None:
            return state.close()
        month = st.query_params.get("mes", "")
        month = words.whole(month) if 1 <= (words.whole(month) or 0) <= 12 else None
        title = (
            f"Actividad {activity}"
            + (f" · {words.MONTHS[month - 1]}" if month else "")
            + (f" de {year}" if year else "")
        )
        st.dialog(in_markdown(title), width="large", position="right", on_dismiss=state.close)(_deliverables)(
            view, scope, found, month, year
        )


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
    st.markdown(
        f"{activity.credited} de {activity.programmed} a la fecha en el año."
        if activity.target is not None
        else f"{words.count(activity.delivered, 'entregado', 'entregados')}; sin meta, según necesidad."
    )
    reading(shown, HEADINGS, numbers=("days",))
    source(view, ("plan_schedule", "deliverable"))
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
    grid(found.rows, found.headings, "casos")
    source(view, found.registers)
    downloads(
        view, f"casos_{key.replace('.', '_')}", found.title, Evidence(found.rows, found.headings, found.registers, "")
    )


@guarded("rule")
def _rule(view: View, found: Finding) -> None:
    """Why a rule exists, what to do, the rows it found and how many it found in each version of the data."""
    check, severity = found.check, view.catalog.vocabularies["severity"][found.check.severity]
    st.markdown(
        f"**{severity.icon} {severity.label}.** {in_markdown(check.why)}  \n**Qué hacer:** {in_markdown(check.remedy)}"
    )
    registers = tuple(name for name in check.reads if name in view.catalog.registers)
    if found.count:
        st.markdown(
            f"**{words.count(found.count, 'fila', 'filas')}**"
            + (f"; se muestran las primeras {words.number(RULE_ROWS)}" if found.count > RULE_ROWS else "")
        )
        grid(found.rows[:RULE_ROWS], found.headings, "regla")
        source(view, registers)
        downloads(view, f"regla_{check.code}", check.title, Evidence(found.rows, found.headings, registers, ""))
    else:
        st.markdown("No encuentra nada en lo cargado.")
        source(view, registers)
    st.markdown("**Filas en cada versión de los datos**")
    rows = [
        {
            "version": f"n.º {v.number}",
            "at": words.moment(v.at) if v.at else "",
            "count": words.number(v.counts[check.name]),
        }
        for v in reversed(consistency.trend(view.dataset))
    ]
    reading(rows, {"version": "Versión", "at": "Última carga", "count": "Filas"}, numbers=("count",))
    with st.expander("SQL de la regla"):
        st.code(check.sql, language="sql")


def _line(view: View, row: dict) -> dict:
    label = "Entregado, sin programar" if row["state"] == "extra" else view.catalog.label("slot_state", row["state"])
    label += SUPPORT[row["support"]]
    origin = f"carga n.º {row['load']}, fila {row['row']}" if row["load"] else ""
    other = row["delivered_month"] and row["delivered_month"] != row["month"]
    month = words.SHORT_MONTHS[row["month"] - 1]
    return {
        "month": f"{month} (doc. de {words.SHORT_MONTHS[row['delivered_month'] - 1]})" if other else month,
        "state": label,
        "delivered_on": words.day(row["delivered_on"]) if row["delivered_on"] else "",
        "document": row["document_number"] or row["name"] or "",
        "unit": view.catalog.label("unit", row["unit"]) if row["unit"] else "",
        "days": words.count(row["days_late"], "día", "días") if row["days_late"] else "",
        "evidence": row["evidence"] or "",
        "origin": origin,
    }


@guarded("ficha")
def _ficha(view: View, scope: Scope, indicator: Indicator) -> None:
    """Why this number: sentence, formula with its parts, limits, source, months, SQL."""
    scope, aside = asked_of(view.catalog, indicator, scope)
    history = compute.series(view.dataset, indicator, scope)
    measured = compute.measures(view.dataset, (indicator,), scope)[0]
    if aside:
        st.info(in_markdown(f"{aside} {words.say('beside_aside')}"), icon=":material/filter_alt_off:")
    st.markdown(_headline(view.catalog, measured))
    ficha_text(view.catalog, indicator, measured, expected(view.dataset, indicator, scope))
    _months(view.catalog, indicator, history)
    source(view, indicator.source_registers)
    if indicator.sql:
        with st.expander("SQL de la definición"):
            st.code(indicator.sql, language="sql")


def asked_of(catalog: Catalog, indicator: Indicator, scope: Scope) -> tuple[Scope, str]:
    """The scope in which a ficha answers, and what it set aside: the stage of the screen where the number on it is
    not of that stage alone, and any filter that leaves the indicator out, which is said."""
    if "stage" not in groupings(indicator):
        scope = replace(scope, stage=None)
    left_out = excluding(indicator, scope)
    return replace(scope, **dict.fromkeys(left_out)), excluded_text(catalog, indicator, scope)


def _headline(catalog: Catalog, measured: Measure) -> str:
    """The value in a sentence, with what is open past its term and the filters that it does not follow."""
    indicator, status = measured.indicator, catalog.standing(measured.indicator, measured.status)
    parts = {
        "numerator": words.number(measured.numerator),
        "denominator": words.number(measured.denominator),
        "cases": words.number(measured.n),
    }
    day = words.long_day(measured.cutoff)
    said = f"**{words.amount(measured.value, indicator.unit, indicator.decimals)}** — {in_markdown(indicator.sentence.format(**parts))}, al {day}."
    if measured.value is None:
        said = f"**{status.label.capitalize()}**, al {day}." + (f" {status.name}." if status.name else "")
    overdue = overdue_text(measured.open_overdue, measured.oldest_overdue_days)
    lines = [
        said,
        f":orange[**{overdue[:1].upper()}{overdue[1:]}.**]" if overdue else "",
        f":gray[{whole_text(measured.ignored).capitalize()}.]" if measured.ignored else "",
    ]
    return "  \n".join(line for line in lines if line)


def _months(catalog: Catalog, indicator: Indicator, history: list[Measure]) -> None:
    """The months of the year up to the cut-off, each with its parts or its n and, of a clock, what was open past its
    term."""
    headings = {
        "month": "Mes",
        "value": "Valor",
        **({"n": "n"} if indicator.sample else {"numerator": "Numerador", "denominator": "Denominador"}),
        **({"overdue": "Abiertos fuera de plazo", "oldest": "El más antiguo"} if indicator.backlog else {}),
        "status": "Estado",
    }
    rows = [
        {
            "month": words.month(m.cutoff).capitalize(),
            "value": words.amount(m.value, indicator.unit, indicator.decimals),
            "numerator": words.number(m.numerator),
            "denominator": words.number(m.denominator) if indicator.denominator else "",
            "n": words.number(m.n),
            "overdue": "" if m.open_overdue is None else words.number(m.open_overdue),
            "oldest": words.count(m.oldest_overdue_days, "día", "días") if m.oldest_overdue_days else "",
            "status": catalog.standing(indicator, m.status).label,
        }
        for m in history
    ]
    reading(rows, headings, numbers=("value", "n", "numerator", "denominator", "overdue", "oldest"))


def ficha_text(catalog: Catalog, indicator: Indicator, measured: Measure | None = None, coming: str = "") -> None:
    """The ficha of an indicator; with its parts when there is a measure, and when its next value is `coming`."""
    target = measured.target if measured else next(reversed(indicator.targets), None)
    untargeted = TARGET_RULES.get(indicator.target_rule, "Sin meta: informativo").capitalize()
    value = [words.number(measured.numerator), words.number(measured.denominator)] if measured else ["", ""]
    counted = (
        f" (n = {words.count(int(measured.n), *indicator.sampled)})"
        if measured and indicator.sample and measured.n is not None
        else ""
    )
    lines = [
        ("Definición", indicator.definition),
        ("Para qué", indicator.why),
        ("Límites", indicator.limits),
        ("Fórmula", formula_text(indicator))
        if indicator.factors
        else ("Numerador", Markdown(in_markdown(indicator.numerator) + (f": **{value[0]}**" if measured else ""))),
    ]
    if indicator.denominator:
        lines.append(
            (
                "Denominador",
                Markdown(in_markdown(indicator.denominator) + (f": **{value[1]}**{counted}" if measured else "")),
            )
        )
    lines += [
        ("Meta", f"{target.text} ({catalog.label('target_basis', target.basis)})" if target else untargeted),
        *([("Bandas", bands_text(catalog, indicator))] if indicator.bands else []),
        ("Sentido", catalog.label("direction", indicator.direction)),
        ("Acumulación", catalog.label("accumulation", indicator.accumulation)),
        ("Lo vencido y abierto", catalog.label("carry", indicator.carry)),
        *([("Qué suma el denominador", counts_text(catalog, indicator))] if indicator.denominator else []),
        (
            "Responsable",
            f"{owner_said(catalog, indicator)} · {catalog.label('frequency', indicator.frequency).lower()}, "
            f"esperado el día {indicator.due_day} del mes siguiente",
        ),
        *([("Próximo valor", coming)] if coming else []),
        ("Cláusulas", " · ".join(indicator.clauses)),
        ("Versión de la definición", str(indicator.version)),
    ]
    st.markdown(
        "\n".join(f"- **{name}:** {text if isinstance(text, Markdown) else in_markdown(text)}" for name, text in lines)
    )
