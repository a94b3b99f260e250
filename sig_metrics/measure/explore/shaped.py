"""Owns how an answer is laid out: the rows of its table, and those of each form of chart."""

from sig_metrics.catalog.labels import JOIN
from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.explore.answer import OTHERS, WHOLE, Answer, Cell
from sig_metrics.measure.explore.periods import period_said, period_short
from sig_metrics.measure.explore.question import COUNT, MEDIAN, SHARE, SUM
from sig_metrics.measure.explore.rows import key_of
from sig_metrics.measure.explore.spoken import measure_said, value_said
from sig_metrics.measure.kept import kept

LINES, BARS, STACK = FORMS = ("lineas", "barras", "apiladas")
MOST_LINES, MOST_BARS = 8, 25


def forms_of(found: Answer) -> tuple[str, ...]:
    """The forms of chart that an answer can have, the first by itself."""
    adds = found.question.measure in (COUNT, SUM) and not found.shared
    if found.question.grain:
        parted = adds and found.groups != (WHOLE,) and not found.question.split
        return (LINES, STACK) if parted else (LINES,)
    return (STACK, BARS) if adds and found.question.split else (BARS,)


@kept(64)
def laid_out(catalog: Catalog, found: Answer, before: Answer | None = None) -> tuple[list[dict], dict[str, str]]:
    """(rows, headings) of every place of an answer, beside how it was before."""
    question, register = found.question, found.register
    headings = {"period": words.say(f"explore_grain_{question.grain}")} if question.grain else {}
    headings |= {
        column: register.column(name).heading
        for column, name in (("group", question.group), ("split", question.split))
        if name
    }
    said = measure_said(catalog, register, question)
    headings["value"] = f"{said} (%)" if question.measure == SHARE else said
    if question.measure != COUNT:
        headings["size"] = register.counted[1].capitalize()
    if question.measure in (MEDIAN, SHARE):
        headings["counted"] = words.say(f"explore_counted_{question.measure}")
    if before:
        headings["before"] = words.say("explore_column_before")
    return [_row(found, before, place) for place in _places(found)], headings


def _places(found: Answer) -> list[tuple]:
    """The places that have something to say: groups with no row at all in any period are not there."""
    return [
        (period, group, split)
        for period in found.periods
        for group in found.groups
        for split in found.splits
        if found.question.grain or found.at(group, split, period).size or group == split == WHOLE
    ]


def _row(found: Answer, before: Answer | None, place: tuple) -> dict:
    question, (period, group, split) = found.question, place
    point = found.at(group, split, period)
    row = {
        "period": period_said(period, question.grain, found.scope.cutoff) if period else "",
        "group": found.label(group, question.group),
        "split": found.label(split, question.split),
        "value": _shown(question.measure, point.value),
        "size": point.size,
        "counted": point.counted,
        "key": key_of(period, group, split) if point.size else "",
    }
    return row | {"before": _shown(question.measure, _then(found, before, place))} if before else row


def _then(found: Answer, before: Answer, place: tuple) -> float | None:
    """The value of the same place of the window before."""
    period, group, split = place
    at = found.periods.index(period)
    then = before.periods[at] if at < len(before.periods) else None
    return before.at(group, split, then).value if group in before.groups or group == WHOLE else None


def _shown(measure: str, value: float | None) -> float | None:
    """A value in a table: a share as a percentage; what is whole, whole."""
    if value is None:
        return None
    shown = words.rounded(value * 100, 1) if measure == SHARE else words.rounded(value, 2)
    return int(shown) if measure != SHARE and float(shown).is_integer() else shown


@kept(64)
def bars(found: Answer, before: Answer | None = None) -> list[dict]:
    """Label, value, said, before, aside and key of each bar; what is not a group by itself is `pale`."""
    places = [(None, group, split) for group in found.groups for split in found.splits]
    some = [place for place in places if found.at(place[1], place[2]).size or len(places) == 1]
    if found.question.split:
        some.sort(key=lambda place: -(found.at(place[1], place[2]).value or 0))
    return [_bar(found, before, place) for place in some[:MOST_BARS]]


def _bar(found: Answer, before: Answer | None, place: tuple) -> dict:
    _, group, split = place
    question, point = found.question, found.at(group, split)
    then = _then(found, before, place) if before else None
    beside = words.say("explore_beside", value=value_said(question, then)) if then is not None else ""
    return {
        "label": _label(found, group, split),
        "value": point.value,
        "said": value_said(question, point.value),
        "aside": JOIN.join(filter(None, (_of(found, point), beside))),
        "before": then,
        "pale": group.kind in ("others", "none"),
        "key": key_of(None, group, split) if point.size else "",
    }


def _of(found: Answer, point) -> str:
    """What stands beside a value: its part of the whole, or how many are behind it."""
    question = found.question
    if question.measure == SHARE:
        return words.say("explore_of", counted=words.number(point.counted), size=words.number(point.size))
    if question.measure == MEDIAN:
        return f"n = {words.number(point.counted)}"
    adds = question.measure in (COUNT, SUM) and not found.shared and found.total.value
    return words.percent(point.value / found.total.value) if adds and found.groups != (WHOLE,) and point.value else ""


def _label(found: Answer, group: Cell, split: Cell) -> str:
    named = ((group, found.question.group), (split, found.question.split))
    said = [found.label(cell, name) for cell, name in named if name]
    return JOIN.join(said) or found.label(WHOLE, "")


@kept(64)
def lines(found: Answer) -> list[dict]:
    """Series, place of the axis, value, said and key of each point; the series that are drawn are those of most rows."""
    question, places = found.question, [(group, split) for group in found.groups for split in found.splits]
    size = {place: sum(found.at(*place, period).size for period in found.periods) for place in places}
    drawn = sorted((place for place in places if size[place] or len(places) == 1), key=lambda place: -size[place])
    kept = set(drawn[:MOST_LINES])
    return [
        {
            "series": _label(found, *place),
            "pale": OTHERS in place,
            "at": period_short(period, question.grain, found.scope.cutoff),
            "value": (point := found.at(*place, period)).value,
            "said": value_said(question, point.value),
            "key": key_of(period, *place) if point.size else "",
        }
        for place in places
        if place in kept
        for period in found.periods
    ]


@kept(64)
def stack(found: Answer) -> tuple[list[dict], list[str]]:
    """(label, part, value, said and key of each piece of a bar, what each bar adds up to): of a group its parts, of a
    period its groups."""
    question, cutoff = found.question, found.scope.cutoff
    if question.grain:
        places = [(period, group, WHOLE) for period in found.periods for group in found.groups]
    else:
        places = [(None, group, split) for group in found.groups for split in found.splits]
    rows, whole = [], {}
    for period, group, split in places:
        point = found.at(group, split, period)
        label = period_short(period, question.grain, cutoff) if period else found.label(group, question.group)
        part = found.label(group, question.group) if period else found.label(split, question.split)
        key = key_of(period, group, split) if point.size else ""
        said = value_said(question, point.value)
        rows.append({"label": label, "part": part, "value": point.value, "said": said, "key": key})
        some = whole.setdefault(label, [])
        some.extend([point.value] if point.value is not None else [])
    return rows, [value_said(question, sum(some) if some else None) for some in whole.values()]
