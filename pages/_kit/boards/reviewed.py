"""Owns the way from what a management review has to its boards: the matrix of inputs or outputs × systems, and what is
missing and who owes it. No calculation."""

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.kept import kept
from sig_metrics.measure.review import EVIDENT, NOT_ASKED, OF_OTHERS, Cell, Line, Review
from sig_metrics.measure.review_said import activities_said, clauses_said, lacking_said, owners_said

REVIEW = "revision"  # of the address: the cell of the matrix that is seen, «revision.SGSI.e11»
REST = "review.rest"  # the key of what shows the whole list of what is missing
MOST = 12  # of what is missing, at first
NOTHING = (NOT_ASKED, OF_OTHERS)
INDIRECT = {EVIDENT: "○"}  # the sign of a cell that no clause asks for by name; of any other, that it waits


@kept(64)
def matrix(catalog: Catalog, found: Review, kind: str) -> dict:
    """The inputs or the outputs, gaps first, × the systems of the scope; a key «revision.SGSI.e11» for each cell."""
    lines = found.inputs if kind == "input" else found.outputs
    columns = []
    for system in found.systems:
        tally = found.tally(kind, system)
        asked = sum(tally.values())
        told = words.say("shown_of", shown=tally[EVIDENT], count=asked) if asked else ""
        columns.append({"key": system, "label": catalog.label("system", system), "sub": told})
    return {
        "label": words.say(f"review_{kind}s"),
        "wide": True,
        "columns": columns,
        "rows": [
            {
                "key": line.key,
                "label": line.asked.title,
                "sub": "",
                "cells": [_cell(catalog, found, line, cell) for cell in line.cells],
            }
            for line in lines
        ],
    }


def _cell(catalog: Catalog, found: Review, line: Line, cell: Cell) -> dict:
    word = catalog.vocabularies["review_state"][cell.state]
    where = f"{catalog.label('system', cell.system)}, {line.asked.title}"
    bare = {"mark": None, "signals": None, "share": None, "tone": "muted", "icon": None, "value": word.label}
    if cell.state in NOTHING:
        return {**bare, "key": None, "label": f"{where}: {word.label}"}
    indirect = words.say("review_indirect") if cell.indirect else ""
    share = " · ".join(filter(None, (clauses_said(cell), indirect)))
    said = [f"{where}: {word.label} {share}", *lacking_said(catalog, found, cell)]
    return {
        **bare,
        "key": f"{REVIEW}.{cell.system}.{line.key}",
        "icon": INDIRECT.get(cell.state, "◌") if indirect else word.icon,
        "tone": "muted" if indirect else word.role,
        "share": share,
        "label": f"{'. '.join(said)}. Abrir",
    }


@kept(64)
def owed(catalog: Catalog, found: Review, whole: bool) -> dict:
    """What is missing, a tight row a cell, what has nothing first: what, whose, and what lacks."""
    items = [_owed(catalog, found, line, cell) for line, cell in found.owed]
    folded = not whole and len(items) > MOST
    return {
        "label": words.say("review_owed_title"),
        "head": ["", words.say("review_what"), words.say("review_whose"), "", words.say("review_lacks")],
        "empty": words.say("review_nothing_owed"),
        "items": items[:MOST] if folded else items,
        "more": {"key": REST, "text": words.say("review_owed_all", count=len(items))} if folded else None,
        "changes": True,
        "uncut": True,
        "reasons": True,
    }


def _owed(catalog: Catalog, found: Review, line: Line, cell: Cell) -> dict:
    word, lacks = catalog.vocabularies["review_state"][cell.state], "; ".join(lacking_said(catalog, found, cell))
    title = f"{catalog.label('system', cell.system)} · {line.asked.title}"
    whose = owners_said(catalog, cell)
    brings = activities_said(cell)
    return {
        "key": f"{REVIEW}.{cell.system}.{line.key}",
        "icon": word.icon,
        "tone": word.role,
        "title": title,
        "whose": whose,
        "when": "",
        "norm": " · ".join(filter(None, (lacks, brings))),
        "hint": f"{title}, {clauses_said(cell)}: {word.label}",
        "label": f"{word.label}: {title}, {clauses_said(cell)}. {whose}. {lacks}. Abrir",
    }
