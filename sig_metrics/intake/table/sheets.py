"""Owns which sheets of a book hold the table of a register: every visible one is asked, and none that has rows is left
unsaid.

Several with the same columns in the same places are read as one table. Refuses several that are not so, saying which
column is missing where; a sheet that holds something else, and a hidden one, are warnings."""

from collections.abc import Iterable
from dataclasses import dataclass

from sig_metrics.catalog.model import Register
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.table.headings import (
    HEADER_ROWS,
    OWN_SHEETS,
    Match,
    headings,
    likely,
    locate,
    match,
    refusal,
    start,
)
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused, refuse
from sig_metrics.language.text import fold

SEPARATORS = {";": "punto y coma", ",": "coma", "\t": "tabulación", "|": "«|»"}


@dataclass(eq=False)
class _Asked:
    """A sheet, its likeliest heading row and the columns of the register that it names."""

    sheet: Sheet
    at: int
    matches: set[str]

    @property
    def filled(self) -> bool:
        return any(map(any, self.sheet.grid[start(self.sheet, self.at) :]))


def find(sheets: list[Sheet], register: Register) -> tuple[list[tuple[Sheet, Match]], list[Problem]]:
    """The sheets that hold the table of a register, each with where it is, and what is told of the others. Raises
    Refused when none has it, or when they cannot be read as one table."""
    known = headings(register)
    asked = [
        _Asked(each, *locate(each, known)) for each in sheets if each.visible and fold(each.name) not in OWN_SHEETS
    ]
    most = max((len(each.matches) for each in asked), default=0)
    if most < min(2, len(register.columns)):
        _check_split([each.sheet for each in asked], register)
        missing = words.listing([f"«{c.heading}»" for c in register.columns if c.required])
        problems = refuse("header_missing", register=register.title, missing=missing).problems
        raise Refused(problems + _hidden(sheets, "sheet_hidden_only"), likely([each.sheet for each in asked]))
    alike = [each for each in asked if _alike(each, register)] or [
        max(asked, key=lambda each: (len(each.matches), each.filled))
    ]
    others = [each.sheet for each in asked if each not in alike and any(map(any, each.sheet.grid))]
    chosen = [each for each in alike if each.filled] or alike[:1]
    return _together(chosen, register), [*_hidden(sheets, "sheet_hidden"), *_unread(others)]


def _check_split(sheets: list[Sheet], register: Register) -> None:
    """Raises Refused for a sheet whose headings are together in one cell."""
    known = headings(register)
    needed = len([column for column in register.columns if not column.optional_heading])
    for sheet in sheets:
        for at, row in enumerate(sheet.grid[:HEADER_ROWS]):
            for mark, name in SEPARATORS.items():
                named = {known[fold(text)].name for cell in row for text in cell.split(mark) if fold(text) in known}
                if len(named) > 1 and 2 * len(named) >= needed and len(list(filter(None, row))) == 1:
                    text = words.say("header_together", row=at + sheet.first_row, separator=name)
                    raise Refused([Problem("header_together", text, sheet.name, at + sheet.first_row)], row)


def _alike(asked: _Asked, register: Register) -> bool:
    """Whether a sheet has the key of a register and most of its headings: what it holds is of this register."""
    needed = {column.name for column in register.columns if not column.optional_heading}
    return set(register.key) <= asked.matches and 2 * len(needed & asked.matches) > len(needed)


def _together(chosen: list[_Asked], register: Register) -> list[tuple[Sheet, Match]]:
    """Each sheet with its columns; raises Refused unless all have the same in the same places."""
    found = [(each.sheet, match(each.sheet, each.at, register)) for each in chosen]
    if len(found) > 1 and (register.reserved or register.layout != "table"):
        raise refuse("sheets_many", sheets=_named(sheet for sheet, _ in found))
    whole = {name for _, each in found for name in each.placed}
    lacking = [
        words.say(
            "sheet_lacks",
            columns=words.listing([f"«{c.heading}»" for c in register.columns if c.name in whole - set(each.placed)]),
            sheet=words.short(sheet.name, 40),
        )
        for sheet, each in found
        if whole - set(each.placed)
    ]
    if len(found) > 1 and lacking:
        raise refuse("sheets_differ", sheets=_named(sheet for sheet, _ in found), which="; ".join(lacking))
    if at_fault := [refusal(each) for _, each in found if each.refused]:
        raise (
            at_fault[0]
            if len(at_fault) == 1
            else Refused(
                [each for fault in at_fault for each in fault.problems if each.code != "header_unknown"],
                at_fault[0].headings,
            )
        )
    if any(each.placed != found[0][1].placed for _, each in found):
        raise refuse("sheets_order", sheets=_named(sheet for sheet, _ in found))
    return found


def _named(sheets: Iterable[Sheet]) -> str:
    return words.listing([f"«{words.short(sheet.name, 40)}»" for sheet in sheets])


def _hidden(sheets: list[Sheet], code: str) -> list[Problem]:
    return [
        Problem(code, words.say(code, sheet=words.short(each.name, 40)), words.short(each.name, 40))
        for each in sheets
        if not each.visible and fold(each.name) not in OWN_SHEETS
    ]


def _unread(sheets: list[Sheet]) -> list[Problem]:
    """One warning for all the visible sheets that hold something else."""
    if not sheets:
        return []
    code = "sheet_unread" if len(sheets) == 1 else "sheets_unread"
    return [Problem(code, words.say(code, sheets=_named(sheets)), words.short(sheets[0].name, 40))]
