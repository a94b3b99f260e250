"""Owns the ficha behind a number: «¿Por qué este número?»."""

from dataclasses import replace

import streamlit as st

from pages._kit.blocks.evidence import files, filters_said, parts_of, query_of
from pages._kit.blocks.figure import picture, reading, source
from pages._kit.blocks.series import series
from pages._kit.shell.frame import View
from pages._kit.shell.start import guarded
from sig_metrics.catalog.model import Catalog, Indicator
from sig_metrics.language import words
from sig_metrics.language.literal import Markdown, in_file_name, in_markdown
from sig_metrics.measure import compute
from sig_metrics.measure.beside import excluded_text, overdue_text, without_text
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.evidence import evidence
from sig_metrics.measure.filters import excluding, groupings
from sig_metrics.measure.follow_up import two_years
from sig_metrics.measure.insights import owner_said
from sig_metrics.measure.judgement import months_without
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.sources import expected
from sig_metrics.present.describe import TARGET_RULES, bands_text, counts_text, formula_text


@guarded("ficha")
def ficha(view: View, scope: Scope, indicator: Indicator) -> None:
    """Why this number: sentence, formula with its parts, limits, source, months, SQL."""
    scope, aside = asked_of(view.catalog, indicator, scope)
    history = compute.series(view.dataset, indicator, scope)
    measured = compute.measures(view.dataset, (indicator,), scope)[0]
    if aside:
        st.info(in_markdown(f"{aside} {words.say('beside_aside')}"), icon=":material/filter_alt_off:")
    st.markdown(_headline(view.catalog, measured))
    if without := without_text(months_without(view.dataset, indicator, measured.cutoff)):
        st.warning(in_markdown(f"{words.opening(without)}."), icon=":material/event_busy:")
    st.caption(in_markdown(filters_said(view.catalog, scope, measured.ignored)))
    _series(view, scope, indicator)
    found = evidence(view.dataset, indicator, scope)
    parts_of(view, indicator.code, found)
    source(view, indicator.source_registers)
    with st.expander(in_markdown(words.say("evidence_text"))):
        ficha_text(view.catalog, indicator, measured, expected(view.dataset, indicator, scope))
    with st.expander(in_markdown(words.say("evidence_months"))):
        _months(view.catalog, indicator, history)
    files(view, indicator.source_registers)
    if found.sql:
        query_of(found.sql)


def _series(view: View, scope: Scope, indicator: Indicator) -> None:
    """The indicator month by month, up to two years."""
    history = two_years(view.dataset, indicator, scope)
    if sum(each.value is not None for each in history) < 2:
        return
    figure, alt = series(view, indicator, history, height=200)
    picture(figure, alt, f"serie_{indicator.code}", in_file_name(f"serie_{indicator.code}"))


def asked_of(catalog: Catalog, indicator: Indicator, scope: Scope) -> tuple[Scope, str]:
    """The scope in which a ficha answers, and what it set aside: the stage of the screen where the number on it is
    not of that stage alone, and any filter that leaves the indicator out, which is said."""
    if "stage" not in groupings(indicator):
        scope = replace(scope, stage=None)
    left_out = excluding(indicator, scope)
    return replace(scope, **dict.fromkeys(left_out)), excluded_text(catalog, indicator, scope)


def _headline(catalog: Catalog, measured: Measure) -> str:
    """The value in a sentence, with what is open past its term."""
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
        f":orange[**{words.opening(overdue)}.**]" if overdue else "",
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
    lines = [
        ("Definición", indicator.definition),
        ("Para qué", indicator.why),
        ("Límites", indicator.limits),
        *_formula(indicator, measured),
    ]
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


def _formula(indicator: Indicator, measured: Measure | None) -> list[tuple[str, str]]:
    """The lines of how it is calculated, with the parts of a measure."""
    value = (
        [f": **{words.number(part)}**" for part in (measured.numerator, measured.denominator)] if measured else ["", ""]
    )
    if measured and indicator.sample and measured.n is not None:
        value[1] += f" (n = {words.count(int(measured.n), *indicator.sampled)})"
    lines = [
        ("Fórmula", formula_text(indicator))
        if indicator.factors
        else ("Numerador", Markdown(in_markdown(indicator.numerator) + value[0]))
    ]
    if indicator.denominator:
        lines.append(("Denominador", Markdown(in_markdown(indicator.denominator) + value[1])))
    return lines
