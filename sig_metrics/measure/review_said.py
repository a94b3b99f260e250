"""Owns how a management review reads: how much of what is asked for has its evidence, and what is missing of each cell
and who owes it; and its shape for other programs."""

from sig_metrics.catalog.labels import AMONG
from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.review import AWAITED, EVIDENT, INPUT, MISSING, OUTPUT, PARTIAL, Cell, Item, Line, Review
from sig_metrics.measure.sources import sources

NAMED = 2  # gaps that a sentence names
FEW = 3  # activities, or units, that are named beside what is missing
CODES = 6  # indicators of the same word that are named


def summary(catalog: Catalog, found: Review) -> list[str]:
    """How many of the inputs and of the outputs asked for have their evidence, which have none and whose they are."""
    scope, said = found.scope, []
    if not found.inputs and not found.outputs:
        return [words.say("review_none_asked", unit=catalog.label("unit", scope.unit or ""))]
    who = words.say("review_asked_by_all", count=len(found.systems))
    if len(found.systems) == 1:
        who = words.say("review_asked_by_one", system=catalog.label("system", found.systems[0]))
    who += words.say("review_of_unit", unit=catalog.label("unit", scope.unit)) if scope.unit else ""
    for kind in (INPUT, OUTPUT):
        tally = found.tally(kind)
        if asked := sum(tally.values()):
            rest, day = _rest(catalog, found, kind), words.long_day(scope.cutoff)
            given = {"asked": asked, "evident": tally[EVIDENT], "rest": rest, "day": day, "who": who}
            said.append(words.say(f"review_sentence_{kind}s", **given))
    return said


def outputs_said(found: Review) -> str:
    """Where the outputs are looked for: in the last review that was held by the cut-off, or in its year."""
    held = found.held
    if held:
        where = words.say("review_held", review=held.code, day=words.long_day(held.held_on))
    else:
        where = words.say("review_not_held" if found.keeps else "review_of_year")
    return words.say("review_outputs_about", held=where)


def _rest(catalog: Catalog, found: Review, kind: str) -> str:
    """«; en parte, 6; sin ninguna, 2: …»."""
    tally, said = found.tally(kind), ""
    for gap in (PARTIAL, AWAITED):
        said += words.say(f"review_{gap}_some", count=words.number(tally[gap])) if tally[gap] else ""
    if tally[MISSING]:
        lines = [line for line in (found.inputs if kind == INPUT else found.outputs) if _missing(line)]
        more = [words.say("review_more", count=len(lines) - NAMED)] if len(lines) > NAMED else []
        which = words.listing([_which(catalog, found, line) for line in lines[:NAMED]] + more)
        said += words.say("review_missing_some", count=words.number(tally[MISSING]), which=which)
    return said


def _missing(line: Line) -> list[Cell]:
    return [cell for cell in line.owed if cell.state == MISSING]


def _which(catalog: Catalog, found: Review, line: Line) -> str:
    """«resultados de las auditorías (SGSI y SGSST, de UPPM)»."""
    cells, title = _missing(line), line.asked.title
    units = dict.fromkeys(unit for cell in cells for unit in cell.owners)
    every = len(cells) == len(found.systems) > 1
    systems = words.listing([catalog.label("system", cell.system) for cell in cells])
    return words.say(
        "review_which",
        title=title[0].lower() + title[1:],
        systems=words.say("review_every_system") if every else systems,
        units=words.listing([catalog.label("unit", unit) for unit in units]),
    )


def owners_said(catalog: Catalog, cell: Cell) -> str:
    """Who owes what is missing of a cell: «UPPM / UTI», or how many units."""
    if len(cell.owners) > FEW:
        return words.say("review_owners", count=len(cell.owners))
    return AMONG.join(catalog.label("unit", unit) for unit in cell.owners)


def lacking_said(catalog: Catalog, found: Review, cell: Cell) -> list[str]:
    """What is missing of a cell, a phrase each: the registers that lack the same, what an output has no rows of, and the
    indicators of the same word."""
    alike: dict[tuple, list[Item]] = {}
    for item in cell.lacking:
        alike.setdefault(_lacks(catalog, found, cell, item), []).append(item)
    return [
        words.say(sentence, names=_names(catalog, items), **dict(values))
        for (sentence, *values), items in alike.items()
    ]


def _lacks(catalog: Catalog, found: Review, cell: Cell, item: Item) -> tuple:
    """(the sentence of why an item is no evidence of a cell, what fills it besides its name)."""
    day, system = ("day", words.day(found.scope.cutoff)), ("system", catalog.label("system", cell.system))
    if item.measure is not None:
        return "review_indicators", ("word", catalog.label("status", item.state))
    if item.state in ("late", "awaited"):
        fresh = item.fresh
        return f"review_{item.state}", ("covered", words.day(fresh.covered_until)), ("due", words.day(fresh.due_on))
    if item.of is not None and item.state in ("no_rows", "undefined"):
        says = item.of.says
        if item.state == "undefined":
            return "review_undefined_output", ("says", says)
        if not item.whole:
            says = words.say("review_output_of", says=says, system=system[1])
        if found.held and item.of.filled:
            return "review_not_said", ("review", found.held.code), ("says", says)
        if found.held and item.in_minutes:
            return "review_no_output", ("review", found.held.code), ("says", says)
        return "review_no_output_since", ("says", says), ("day", words.day(found.since))
    return "review_no_rows_of" if item.state == "no_rows" and not item.whole else f"review_{item.state}", day, system


def _names(catalog: Catalog, items: list[Item]) -> str:
    if items[0].measure is not None and len(items) > CODES:
        return words.say("review_codes", count=len(items))
    return words.listing([_named(catalog, item) for item in items])


def _named(catalog: Catalog, item: Item) -> str:
    """«Auditorías», or the code of an indicator."""
    return f"«{catalog.registers[item.name].title}»" if item.name in catalog.registers else item.name


def activities_said(cell: Cell) -> str:
    """«act. 05 y 15», of the plan; of many, none says who brings it."""
    few = cell.activities if len(cell.activities) <= FEW else ()
    return words.say("review_activities", activities=words.listing(list(few))) if few else ""


def clauses_said(cell: Cell) -> str:
    """«9.3 b3, 9.3 d6»."""
    return ", ".join(clause.clause for clause in cell.clauses)


def review_document(dataset: Dataset, found: Review) -> dict:
    """The shape of `review --json`."""
    held = found.held
    return {
        "cutoff": found.scope.cutoff,
        **found.scope.filters(),
        "held": {"code": held.code, "held_on": held.held_on} if held else None,
        "counts": {
            f"{kind}s": {system: found.tally(kind, system) for system in found.systems} for kind in (INPUT, OUTPUT)
        },
        "rows": [_line_document(dataset, found, line) for line in (*found.inputs, *found.outputs)],
    }


def _line_document(dataset: Dataset, found: Review, line: Line) -> dict:
    return {
        "key": line.key,
        "kind": line.kind,
        "title": line.asked.title,
        "cells": [
            {
                "system": cell.system,
                "state": cell.state,
                "indirect": cell.indirect,
                "clauses": [clause.clause for clause in cell.clauses],
                "evidence": [_item_document(dataset, item) for item in cell.items],
                "missing": lacking_said(dataset.catalog, found, cell),
                "owners": list(cell.owners),
                "activities": list(cell.activities),
            }
            for cell in line.cells
        ],
    }


def _item_document(dataset: Dataset, item: Item) -> dict:
    if item.measure is not None:
        kept = item.state == "protected"
        return {"indicator": item.name, "state": item.state, "value": None if kept else item.measure.value}
    source, fresh = sources(dataset).get(item.name), item.fresh
    return {
        "register": item.name,
        "state": item.state,
        "rows": item.rows,
        "load": source.load if source else None,
        "file": source.file if source else "",
        "covered_until": fresh.covered_until if fresh else None,
    }
