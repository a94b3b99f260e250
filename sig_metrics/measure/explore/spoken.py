"""Owns what an answer says: its title, its sentence, what was left out and why, and how its values read."""

from sig_metrics.catalog.labels import JOIN
from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.language import words
from sig_metrics.measure.explore.answer import Answer
from sig_metrics.measure.explore.periods import months_said, period_said, span_said
from sig_metrics.measure.explore.question import COUNT, DISTINCT, MEDIAN, SHARE, SUM, Question, periodic
from sig_metrics.measure.explore.sql import scoped

MOST_NAMED = 4  # values of a filter that are said by their names
VERSUS = {"previo": "previous", "anio": "year"}  # what an answer is compared with, as an address says it


def value_said(question: Question, value: float | None) -> str:
    """«1,030», «84.1 %», «20 días», «4,118.50»."""
    if value is None:
        return words.NO_DATA
    if question.measure == SHARE:
        return words.percent(value)
    decimals = 0 if float(value).is_integer() else 1 if question.measure == MEDIAN else 2
    said = words.number(value, decimals)
    if question.measure == MEDIAN:
        return f"{said} {'día' if value == 1 else 'días'}"
    return said


def unit_of(question: Question) -> str:
    """The unit of its values, as charts know them."""
    return {SHARE: "percent", MEDIAN: "days"}.get(question.measure, "count")


def measure_said(catalog: Catalog, register: Register, question: Question) -> str:
    """«Casos», «Hogares abonados: suma», «Estado: Notificado», «De Fecha de registro a Fecha de notificación»."""
    if question.measure == COUNT:
        return register.counted[1].capitalize()
    heading = register.column(question.column).heading
    if question.measure == SHARE:
        return words.say("explore_of_share", heading=heading, value=word_said(catalog, register, question))
    other = register.column(question.other).heading if question.measure == MEDIAN else ""
    return words.say(f"explore_of_{question.measure}", heading=heading, other=other)


def word_said(catalog: Catalog, register: Register, question: Question) -> str:
    """The word of the condition of a share, as it reads."""
    vocabulary = register.column(question.column).vocabulary
    return catalog.label(vocabulary, question.other) if vocabulary else question.other


def titled(catalog: Catalog, found: Answer) -> str:
    """«Casos por tipo y mes»."""
    question, register = found.question, found.register
    by = [register.column(name).heading for name in (question.group, question.split) if name]
    by = [heading if heading.isupper() else heading[:1].lower() + heading[1:] for heading in by]
    by += [words.say(f"explore_grain_{question.grain}").lower()] if question.grain else []
    said = measure_said(catalog, register, question)
    return words.say("explore_title", measure=said, by=words.listing(by)) if by else said


def window_said(found: Answer) -> str:
    """«de diciembre de 2020 a noviembre de 2021»; of everything, «hasta noviembre de 2021»."""
    if not (found.register.dated_by or found.question.day):
        return words.say("explore_undated")
    until = found.scope.cutoff
    if found.since is None:
        return words.say("explore_until", month=words.month(until))
    return words.say("explore_window", span=span_said(found.since, until))


def sentence(catalog: Catalog, found: Answer, before: Answer | None = None) -> str:
    """The answer in a sentence or three: the total, what is most, and how it was before."""
    question, total = found.question, found.total
    rows = words.count(total.size, *found.register.counted)
    heading = found.register.column(question.column).heading if question.column else ""
    if question.measure == SUM and question.grain and periodic(found.register) and (last := _last(found)):
        return words.say("explore_said_last", heading=heading, period=last[0], value=last[1])
    if total.value is None:
        said = words.say("explore_said_nothing", rows=rows, window=window_said(found))
    else:
        said = words.say(
            f"explore_said_{question.measure}",
            value=value_said(question, total.value),
            rows=rows,
            counted=words.number(total.counted),
            open=words.number(found.left_out["unended"]),
            heading=heading,
            other=_other(catalog, found),
            window=window_said(found),
        )
    return " ".join(filter(None, (said, _most(found), _before(found, before))))


def _other(catalog: Catalog, found: Answer) -> str:
    question = found.question
    if question.measure == SHARE:
        return word_said(catalog, found.register, question)
    return found.register.column(question.other).heading if question.measure == MEDIAN else ""


def _most(found: Answer) -> str:
    """The last period that is known, or the group with most."""
    question = found.question
    if question.grain:
        last = _last(found)
        return words.say("explore_last", period=last[0], value=last[1]) if last else ""
    largest = next((cell for cell in found.groups if cell.kind == "one"), None)
    if largest is None or question.split or len(found.groups) < 2 or not found.at(largest).value:
        return ""
    point, others = found.at(largest), [found.at(cell).value for cell in found.groups[1:] if cell.kind == "one"]
    if point.value in others or found.register.column(question.group).type == "int":
        return ""
    part = ""
    if question.measure in (COUNT, SUM) and found.total.value and not found.shared:
        part = f" ({words.percent(point.value / found.total.value)})"
    elif question.measure == SHARE:
        part = words.say("explore_of_few", counted=words.number(point.counted), size=words.number(point.size))
    elif question.measure == MEDIAN:
        part = f" (n = {words.number(point.counted)})"
    label = found.label(largest, question.group)
    code = "explore_highest" if question.measure in (SHARE, MEDIAN) else "explore_most"
    return words.say(code, label=label, value=value_said(question, point.value) + part)


def _last(found: Answer) -> tuple[str, str] | None:
    """(the last period that is known, what it adds up to); None of what does not add up."""
    question, places = found.question, [(group, split) for group in found.groups for split in found.splits]
    known = [each for each in found.periods if any(found.at(*place, each).size for place in places)]
    if not known or question.measure not in (COUNT, SUM) or found.shared:
        return None
    value = sum(found.at(*place, known[-1]).value or 0 for place in places)
    return period_said(known[-1], question.grain, found.scope.cutoff), value_said(question, value)


def _before(found: Answer, before: Answer | None) -> str:
    if before is None:
        return ""
    value = value_said(found.question, before.total.value)
    return words.say("explore_before", span=span_said(before.since, before.scope.cutoff), value=value)


def notes(found: Answer) -> list[str]:
    """What is not counted and why, and what the reader has to know, a sentence each."""
    question, register = found.question, found.register
    heading = register.column(question.column).heading if question.column else ""
    told = [
        words.say(f"explore_left_{why}", rows=words.count(number, *register.counted), heading=heading)
        for why, number in _left_out(found).items()
        if number
    ]
    told += _gaps(found)
    if found.shared:
        told.append(words.say("explore_shared"))
    if question.measure == SUM and not question.grain and periodic(register):
        told.append(words.say("explore_repeated"))
    if found.as_loaded and (question.group or question.split or question.filters or question.measure == SHARE):
        told.append(words.say("explore_as_loaded"))
    return told


def _gaps(found: Answer) -> list[str]:
    """The months whose file did not come, and those whose file is still to come."""
    late = tuple(month for month in found.gaps if month > found.came) if found.came else found.gaps
    holes = tuple(month for month in found.gaps if month not in late)
    code = "explore_gaps" if found.question.grain else "explore_gaps_total"
    return [
        *([words.say(code, months=months_said(holes))] if holes else []),
        *([words.say("explore_to_come", months=months_said(late))] if late else []),
    ]


def _left_out(found: Answer) -> dict[str, int]:
    """Rows left out, by why; of a share, those without the word count as those that do not say it."""
    told = dict(found.left_out)
    if found.question.measure == SHARE:
        told["wordless"] = told.pop("valueless")
    if found.question.measure in (COUNT, DISTINCT):
        told["unended"] = 0
    return told


def scope_said(catalog: Catalog, found: Answer) -> str:
    """What an answer is of: its register, and the filters that it follows."""
    question, register, scope = found.question, found.register, found.scope
    told = [register.title]
    for name, wanted in question.filters:
        vocabulary = register.column(name).vocabulary
        some = [_named(catalog, vocabulary, value) for value in wanted]
        told.append(f"{register.column(name).heading}: {words.listing(some[:MOST_NAMED])}")
        told[-1] += words.say("explore_and_more", more=len(some) - MOST_NAMED) if len(some) > MOST_NAMED else ""
    told += [catalog.label(name, value) for name, value in scope.filters().items() if name in scoped(register)]
    return JOIN.join(told)


def _named(catalog: Catalog, vocabulary: str, value: str) -> str:
    if not value:
        return words.say("explore_none").lower()
    return catalog.label(vocabulary, value) if vocabulary in catalog.vocabularies else value
