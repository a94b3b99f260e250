"""Owns the slides of the inputs of clause 9.3, gaps first: what is missing in words and who owes it, where each standard
asks for it, and the figures that answer it."""

from collections.abc import Iterator
from functools import partial

from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.measure.beside import overdue_text
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.review import AWAITED, GAPS, NOT_ASKED, OF_OTHERS, Cell, Line, Review, review
from sig_metrics.measure.review_said import clauses_said, lacking_said, owners_said
from sig_metrics.measure.standing import counts_text, ranked
from sig_metrics.report.model import Block, Slide, Table
from sig_metrics.report.parts import Sight, figures, process_chart, strong, told_of, whole_measures, without_said

MOST = 5  # indicators of a slide
ALONE = 2  # of as many indicators, or fewer, the chart of the worst is drawn instead of a table
NAMED = 2  # systems that a title names
LACKS = 3  # sentences of what is missing


def inputs(sight: Sight) -> Iterator[Slide]:
    """One a row of clause 9.3 that a standard asks for."""
    found = review(sight.dataset, sight.scope)
    yield from map(partial(_slide, sight, found), found.inputs)


def _slide(sight: Sight, found: Review, line: Line) -> Slide:
    measured = whole_measures(sight, _indicators(line))
    known = [each for each in ranked(measured) if each.value is not None]
    return Slide(
        f"entrada-{line.asked.number}",
        words.say("slide_input", number=line.asked.number, title=line.asked.title),
        _title(sight, line, known),
        _lead(sight, found, line, measured, known),
        (*_figures(sight, measured, known), _asked(sight, line)),
        _aside(sight, line),
        f"revision?casos=revision.{_worst(line).system}.{line.key}",
    )


def _indicators(line: Line) -> tuple[Indicator, ...]:
    found = [item.measure.indicator for cell in line.cells for item in cell.counted if item.measure is not None]
    return tuple({each.name: each for each in found}.values())


def _worst(line: Line) -> Cell:
    """The cell whose evidence is looked at first: a gap, or else the first that is asked for."""
    asked = [cell for cell in line.cells if cell.state not in (NOT_ASKED, OF_OTHERS)]
    return min(asked, key=lambda cell: GAPS.index(cell.state) if cell.owed else len(GAPS))


def _title(sight: Sight, line: Line, known: list[Measure]) -> str:
    """Its gap, if it has one; else how its worst figure stands, or that nothing is missing."""
    said = []
    for state in GAPS:
        if cells := [cell for cell in line.owed if cell.state == state]:
            word = sight.catalog.label("review_state", state)
            systems = words.listing([sight.catalog.label("system", cell.system) for cell in cells])
            said.append(words.say("slide_gap", state=word, systems=systems))
    if said:
        return "; ".join([said[0][0].upper() + said[0][1:], *said[1:]])
    if known:
        return told_of(known[0])
    asked = [cell.system for cell in line.cells if cell.state not in (NOT_ASKED, OF_OTHERS)]
    named = words.listing([sight.catalog.label("system", system) for system in asked])
    every = words.count(len(asked), "sistema", "sistemas")
    return words.say("slide_input_whole", systems=named if len(asked) <= NAMED else every)


def _lead(sight: Sight, found: Review, line: Line, measured: list[Measure], known: list[Measure]) -> str:
    """What is missing and who owes it; else how its indicators stand, and what is open past its term."""
    lacks: dict[tuple[str, str], list[str]] = {}
    for cell in line.owed:
        whose, system = owners_said(sight.catalog, cell), sight.catalog.label("system", cell.system)
        for said in lacking_said(sight.catalog, found, cell):
            lacks.setdefault((said.replace(f" del {system}", ""), whose), []).append(system)
    if lacks:
        said = [
            words.say("slide_lacks", systems=words.listing(systems), lacks=said, whose=whose)
            for (said, whose), systems in lacks.items()
        ]
        more = [words.say("slide_lacks_more", count=len(said) - LACKS)] if len(said) > LACKS else []
        return " ".join([*said[:LACKS], *more])
    late = overdue_text(known[0].open_overdue, known[0].oldest_overdue_days) if known else ""
    said = [f"!!{words.opening(late)}!!."] if late else []
    said += without_said(sight, known[0]) if known else []
    if len(measured) > 1:
        said.append(words.say("slide_standing", counts=counts_text(sight.catalog, measured)))
    return " ".join(said)


def _figures(sight: Sight, measured: list[Measure], known: list[Measure]) -> tuple[Block, ...]:
    if not measured:
        return ()
    drawn = process_chart(sight, known[0].indicator) if known and len(measured) <= ALONE else None
    return (drawn or figures(sight, measured, MOST),)


def _asked(sight: Sight, line: Line) -> Table:
    """Where each standard asks for it, and how its evidence stands."""
    words_of, rows = sight.catalog.vocabularies["review_state"], []
    for cell in line.cells:
        if cell.state in (NOT_ASKED, OF_OTHERS):
            continue
        word = words_of[cell.state]
        said = words.say("slide_indirect", state=word.label) if cell.indirect else word.label
        state = strong(f"{word.icon} {said}", word.role if cell.owed and cell.state != AWAITED else "")
        rows.append((sight.catalog.label("system", cell.system), clauses_said(cell), state))
    heads = ("slide_system", "slide_clause", "slide_evidence")
    return Table(tuple(words.say(each) for each in heads), tuple(rows), widths=(0.26, 0.28, 0.46))


def _aside(sight: Sight, line: Line) -> tuple[str, ...]:
    """The registers that answer it; of a reserved one, that only its protected figures are seen."""
    found = {item.name: item for cell in line.cells for item in cell.items if item.measure is None}
    titles = []
    for name, item in found.items():
        register = sight.catalog.registers.get(name)
        if register and item.fresh and item.fresh.loaded:
            reserved = words.say("slide_register_reserved", title=register.title)
            titles.append(reserved if register.reserved else register.title)
    return (words.say("slide_registers", titles=" · ".join(titles)),) if titles else ()
