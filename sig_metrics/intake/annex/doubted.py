"""Owns the sheet «Dudas» of a book that was read from a document: a line for each cell that nobody could tell, and
whether a person has confirmed it.

Refuses a book with one that is not confirmed, whatever its cell says now. A book without that sheet has no doubts."""

from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.table.cleaning import clean
from sig_metrics.language import words
from sig_metrics.language.problems import Problem
from sig_metrics.language.text import fold

DOUBTS, ORIGIN = "Dudas", "Documento"  # its sheets
CELL, WHY, CONFIRMED = "Celda", "Por qué", "Confirmado"
YES = ("si", "s", "x", "ok", "confirmado", "confirmada", "verdadero")
SEARCHED = 10  # rows in which its headings may be


def unconfirmed(sheets: list[Sheet]) -> list[Problem]:
    """A problem for each doubt that nobody has confirmed."""
    return [problem for sheet in sheets if fold(sheet.name) == fold(DOUBTS) for problem in _of(sheet)]


def _of(sheet: Sheet) -> list[Problem]:
    head = next((n for n, row in enumerate(sheet.grid[:SEARCHED]) if {CELL, CONFIRMED} <= set(map(clean, row))), None)
    if head is None:
        return []
    at = {clean(text): n for n, text in enumerate(sheet.grid[head])}
    found = []
    for n, row in enumerate(sheet.grid[head + 1 :], head + 1):
        held = {
            name: clean(row[at[name]]) if name in at and at[name] < len(row) else "" for name in (CELL, WHY, CONFIRMED)
        }
        if held[CELL] and fold(held[CONFIRMED]) not in YES:
            said = words.say("annex_doubt", cell=words.short(held[CELL], 20), why=words.short(held[WHY], 300))
            found.append(Problem("annex_doubt", said, sheet.name, n + sheet.first_row, CONFIRMED))
    return found
