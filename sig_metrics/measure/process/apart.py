"""Owns what is drawn and said of an indicator told apart: the rows of its small pictures and of its funnel, and their
sentences. A key says which group and month a point is of («grupo.SEG-07.2021-11.ut.PUN»), and of how many months to it
(«grupo.SEG-07.2021-11~12.ut.PUN»)."""

from dataclasses import dataclass, replace
from datetime import date
from math import isfinite

from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.measure.beside import parts_text, value_text
from sig_metrics.measure.comparison import begins_again, earlier_day
from sig_metrics.measure.compute import Measure, measures
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.measure.evidence import Evidence, Within, evidence
from sig_metrics.measure.filters import groupings
from sig_metrics.measure.labels import group_label
from sig_metrics.measure.process.funnel import Funnel, Point, bands
from sig_metrics.measure.process.groups import YEAR, Group, funnel_months, funnel_of, groups
from sig_metrics.measure.process.reading import BETTER
from sig_metrics.measure.scope import FILTERS, Scope, months_before

GROUP = "grupo"  # what a drawer is asked for
STEPS = 60  # places where the limits are worked out
NAMED = 3  # of those outside, in the sentence; the picture and its table have them all


@dataclass(frozen=True)
class Behind:
    """What a key asks for: a group and a month in words, the group as a filter says it, its value in a sentence, and the
    evidence of it."""

    title: str
    group: str
    said: str
    evidence: Evidence


def group_key(indicator: Indicator, month: str, dimension: str, code: str, months: int = 1) -> str:
    return f"{GROUP}.{indicator.code}.{month}{f'~{months}' if months > 1 else ''}.{dimension}.{code}"


def group_keys(dataset: Dataset, indicator: Indicator, scope: Scope, dimension: str) -> dict[str, str]:
    """{the name of a group: what its rows in the month of the cut-off are asked for with}; a name that two groups share has
    none."""
    if dimension not in groupings(indicator):
        return {}
    month, found = f"{scope.cutoff:%Y-%m}", {}
    for each in measures(dataset, (indicator,), scope, (dimension,)):
        name = group_label(dataset, indicator, dimension, each.group[0])
        found[name] = "" if name in found else group_key(indicator, month, dimension, each.group[0] or "")
    return found


def behind(dataset: Dataset, scope: Scope, key: str) -> Behind | None:
    """The rows of a group; None for a key that no point has."""
    _, code, month, dimension, group = [*key.split(".", 4), "", "", "", ""][:5]
    month, _, months = month.partition("~")
    indicator = next((each for each in dataset.catalog.indicators.values() if each.code == code), None)
    day, many = earlier_day(month, scope.cutoff) if month[:2] == "20" else None, words.whole(months or "1")
    if not indicator or day is None or many not in (1, YEAR) or dimension not in groupings(indicator):
        return None
    scope = replace(scope, cutoff=day)
    found = [each for each in measures(dataset, (indicator,), scope, (dimension,)) if (each.group[0] or "") == group]
    if dimension in FILTERS and group:
        held, within = replace(scope, **{dimension: group}), Within(months=many)
    else:
        held, within = scope, Within(dimension, group, many)
    label = group_label(dataset, indicator, dimension, group or None)
    when = words.say("funnel_months" if many > 1 else "funnel_month", month=words.month(day))
    value = value_text(found[0]) if found and many == 1 else ""
    title = f"{indicator.code} · {label} · {words.month(day)}"
    group = f"{dataset.catalog.label('dimension', dimension).lower()} {label}"
    return Behind(title, group, f"{value}. {when}" if value else when, evidence(dataset, indicator, held, within))


@remembered(64)
def panels(dataset: Dataset, indicator: Indicator, scope: Scope, dimension: str, months: int) -> list[dict]:
    """title, beside, few, tone, points of each group, the worst first: as the small pictures draw them."""
    found = groups(dataset, indicator, scope, dimension, months)
    days = [months_before(scope.cutoff, back) for back in reversed(range(len(found[0].history) if found else 0))]
    return [
        {
            "title": each.label,
            "beside": _beside(each),
            "few": each.few or each.last is None,
            "tone": dataset.catalog.standing(indicator, each.last.status).role if each.last else "faint",
            "points": [_point(dataset, dimension, each, n, day) for n, day in enumerate(days)],
        }
        for each in found
    ]


def _beside(each: Group) -> str:
    """Its value at the cut-off; of few, their count."""
    if each.last is None:
        return words.say("apart_no_value")
    value = words.amount(each.last.value, each.last.indicator.unit, each.last.indicator.decimals)
    return parts_text(each.last) or value if each.few else value


def _point(dataset: Dataset, dimension: str, each: Group, at: int, day: date) -> dict:
    measured, before = each.history[at], each.history[at - 1] if at else None
    if measured is None or measured.value is None:
        return {"value": None, "said": "", "key": "", "again": False}
    status = dataset.catalog.standing(measured.indicator, measured.status).label
    said = f"{each.label}, {words.short_month(day).lower()}: {value_text(measured)}"
    key = group_key(measured.indicator, f"{day:%Y-%m}", dimension, each.code)
    again = before is not None and bool(begins_again((before, measured)))
    return {"value": measured.value, "said": f"{said}, {status}", "key": key, "again": again}


@remembered(64)
def group_rows(dataset: Dataset, indicator: Indicator, scope: Scope, dimension: str, months: int) -> list[dict]:
    """label, numerator, denominator of each group at the cut-off, the worst first, with its `key`; and its value in each
    month under «2021-11»."""
    percent, rows = indicator.unit == "percent", []
    for each in groups(dataset, indicator, scope, dimension, months):
        days = [months_before(scope.cutoff, back) for back in reversed(range(len(each.history)))]
        values = {f"{day:%Y-%m}": _shown(measured, percent) for day, measured in zip(days, each.history)}
        rows.append(
            {
                "label": each.label,
                "numerator": _whole(each.last.numerator) if each.last else None,
                "denominator": _whole(each.last.denominator) if each.last else None,
                **values,
                "key": group_key(indicator, f"{scope.cutoff:%Y-%m}", dimension, each.code) if each.last else "",
            }
        )
    return rows


def _shown(measured: Measure | None, percent: bool) -> float | None:
    if measured is None or measured.value is None:
        return None
    return round(measured.value * 100, 9) if percent else measured.value


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def months_of(found: tuple[Group, ...], scope: Scope) -> tuple[dict[str, str], list[float | None]]:
    """({«2021-11»: «Nov 21»} of the months of some groups, the target of each)."""
    days = [months_before(scope.cutoff, back) for back in reversed(range(len(found[0].history)))]
    targets = [next((each.history[n].target for each in found if each.history[n]), None) for n in range(len(days))]
    return {f"{day:%Y-%m}": words.short_month(day) for day in days}, [each and each.value for each in targets]


def groups_said(indicator: Indicator, found: tuple[Group, ...]) -> str:
    """«Los 18, con la misma escala; primero lo peor. En gris, los de menos de 10: cualquiera de ellos los mueve.»"""
    order = "worst" if indicator.direction in BETTER else "highest"
    said = words.say(f"apart_{order}", groups=words.number(len(found)))
    return f"{said} {words.say('apart_few')}" if any(each.few for each in found) else said


@remembered(64)
def funnel_rows(
    dataset: Dataset, indicator: Indicator, scope: Scope, dimension: str, widened: bool = False
) -> list[dict]:
    """label, of, value, tone, close, said, key of each group, and counted and its limits, those outside first."""
    found = funnel_of(dataset, indicator, scope, dimension, widened)
    factor = 100 if indicator.unit == "percent" else 1
    outside = [each.group for each in found.outside]
    order = sorted(
        found.points, key=lambda p: (outside.index(p.group) if p.group in outside else len(outside), not p.side, -p.of)
    )
    return [
        {
            "label": group_label(dataset, indicator, dimension, each.group or None),
            "of": each.of * found.per,
            "counted": _whole(each.counted),
            "value": each.value,
            "shown": each.value * factor,
            "tone": _tone(indicator, each) if each.outside else "",
            "close": bool(each.side),
            "low": _edge(each.far[0], factor),
            "high": _edge(each.far[1], factor),
            "where": words.say(f"funnel_{_where(each)}"),
            "said": _told(dataset, indicator, dimension, each, found),
            "key": group_key(indicator, f"{scope.cutoff:%Y-%m}", dimension, each.group, funnel_months(indicator)),
        }
        for each in order
    ]


def _where(each: Point) -> str:
    return "outside" if each.outside else "close" if each.side else "inside"


def _edge(limit: float, factor: int) -> float | None:
    return round(limit * factor, 9) if isfinite(limit) else None


def _tone(indicator: Indicator, each: Point) -> str:
    better = BETTER.get(indicator.direction)
    return "neutral" if better is None else "improvement" if each.side == better else "concern"


def _told(dataset: Dataset, indicator: Indicator, dimension: str, each: Point, found: Funnel) -> str:
    label = group_label(dataset, indicator, dimension, each.group or None)
    value = words.amount(each.value, indicator.unit, indicator.decimals)
    counted, of = words.number(each.counted), words.number(each.of * found.per)
    return f"{label}: {value} ({counted} {'de' if found.form == 'binomial' else 'en'} {of})"


@remembered(64)
def funnel_limits(
    dataset: Dataset, indicator: Indicator, scope: Scope, dimension: str, widened: bool = False
) -> list[dict]:
    """of, far, close: the limits from the least to the most that stand behind a group."""
    found = funnel_of(dataset, indicator, scope, dimension, widened)
    sizes = [each.of for each in found.points]
    first, last = max(1.0, min(sizes)) if found.form == "binomial" else min(sizes), max(sizes)
    ratio = (last / first) ** (1 / (STEPS - 1)) if first > 0 else 1
    places = [first * ratio**n for n in range(STEPS)]
    if found.form == "binomial":  # a share of a whole number of them
        places = sorted({float(round(each)) for each in places})
    wider = found.dispersion**0.5 if found.widened else 1.0
    made = []
    for of in places:
        far, close = bands(found.centre, of, form=found.form, wider=wider)
        known = [tuple(edge if isfinite(edge) else None for edge in pair) for pair in (far, close)]
        made.append({"of": of * found.per, "far": known[0], "close": known[1]})
    return made


def funnel_said(dataset: Dataset, indicator: Indicator, scope: Scope, dimension: str, found: Funnel) -> list[str]:
    """«2 de 18 unidades territoriales fuera de lo que explica el azar: …», what chance alone would put outside, and
    whether they differ by more than it."""
    many = words.number(len(found.points))
    names = [group_label(dataset, indicator, dimension, each.group or None) for each in found.outside]
    more = [words.say("funnel_more", count=words.number(len(names) - NAMED))] if len(names) > NAMED else []
    what = words.say("funnel_some" if names else "funnel_none", outside=words.number(len(names)), groups=many)
    listed = f"{what[:-1]}: {words.listing([*names[:NAMED], *more])}." if names else what
    months = funnel_months(indicator)
    when = words.say("funnel_months" if months > 1 else "funnel_month", month=words.month(scope.cutoff))
    seldom = words.number(int(1 / found.expected))
    said = [f"{listed} {when}", words.say("funnel_chance", groups=many, seldom=seldom)]
    if found.dispersed:
        code = "funnel_widened" if found.widened else "funnel_dispersed"
        said.append(words.say(code, dispersion=words.number(found.dispersion, 1)))
    return said
