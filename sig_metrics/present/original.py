"""Owns the original row that a figure cites: its cells as its file has them, and a copy of that file with it painted.

The original is in the archive of the store, and another process reads it, as when it came. A workbook is copied with all
that it has; of what is no workbook (a CSV), a workbook is made with the same rows in the same places. A reserved register
gives neither."""

from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from sig_metrics.catalog.model import Register
from sig_metrics.intake.child import ask, end, opened, say
from sig_metrics.intake.files.grid import LARGE, Limits, Sheet
from sig_metrics.intake.table.cited import Cited, cited
from sig_metrics.intake.table.read import sheets_of
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset, remembered
from sig_metrics.present.export import FORMATS, add_format, clean, new_book, sheet_name, write_text
from sig_metrics.present.origin_sheet import ORIGIN
from sig_metrics.present.painting import PAINT, painted_book
from sig_metrics.present.problem_report import CELLS_COPIED, write_cell
from sig_metrics.store import LocalStore
from sig_metrics.store.journal import read_ledger

HERE = "sig_metrics.present.original"  # what the other process runs
AROUND = 2_000  # rows before and after the painted one that are copied of a table too large to be copied whole
HASH_SHOWN = 12  # letters of the hash that are read beside a row; the copy has them all
Place = tuple[int, int, tuple[str, ...]]  # a load, the row of its file, what the key of the row holds
Asked = tuple[Register, int, tuple[str, ...], tuple[str, ...]]  # also the notes of a copy, none for the row alone


@dataclass(frozen=True)
class Original:
    """A row where it came from: the register, the load, the file, and the places of the file that may be it (one, but
    where several sheets make one table)."""

    register: str
    load: int
    file: str
    sha256: str
    places: list[Cited]

    @property
    def said(self) -> str:
        """«Fila 214 de qrd_2021-11.xlsx, hoja «QRD»»."""
        sheets = [f"«{each.sheet}»" for each in self.places if each.sheet]
        code = "original_row" if not sheets else "original_sheet" if len(sheets) == 1 else "original_sheets"
        return words.say(code, row=self.places[0].row, file=self.file, sheets=words.listing(sheets))

    @property
    def way(self) -> str:
        """«Quejas, reclamos y denuncias (QRD) › carga n.º 12 › qrd_2021-11.xlsx › SHA-256 5f0c…»."""
        hashed = self.sha256[:HASH_SHOWN]
        return words.say("original_way", register=self.register, load=self.load, file=self.file, sha=hashed)


@remembered(32)
def original(dataset: Dataset, load: int, row: int, key: tuple[str, ...] = ()) -> Original:
    """The original row of a load; raises Refused when its file is lost, reserved, or has no such row."""
    line, register, name, content = _kept(dataset, load)
    head, _, _ = opened(ask(HERE, name, content, (register, row, key, ()), LARGE))
    places = [Cited(**{**each, "cells": [tuple(cell) for cell in each["cells"]]}) for each in head["places"]]
    if not places:
        raise refuse("original_no_row", row=row, file=line["file"])
    return Original(register.title, load, line["file"], line["sha256"], places)


def painted_copy(dataset: Dataset, place: Place, notes: tuple[str, ...] = ()) -> bytes:
    """A copy of the file of a load, as .xlsx, with a row painted; raises Refused as `original` does."""
    load, row, key = place
    line, register, name, content = _kept(dataset, load)
    said = words.say("original_source", file=line["file"], load=load, sha=line["sha256"])
    _, _, book = opened(ask(HERE, name, content, (register, row, key, (said, *notes)), LARGE))
    return book.tobytes()


def _kept(dataset: Dataset, load: int) -> tuple[dict, Register, str, bytes]:
    """(line of the ledger, register, name, bytes) of a load; raises Refused."""
    with closing(dataset.snapshot.connection.cursor()) as cursor:
        line = next((each for each in read_ledger(cursor) if each["load"] == load), None)
    register = dataset.catalog.registers.get(line["register"]) if line else None
    if register is None:
        raise refuse("original_unknown", load=load)
    if register.reserved:
        raise refuse("evidence_reserved")
    found = LocalStore(dataset.snapshot.path.parent).original(line["sha256"], line["suffix"])
    if found is None:
        raise refuse("original_gone", load=load)
    return line, register, *found


def copy_name(file: str, row: int) -> str:
    """«qrd_2021-11_fila_214»."""
    return f"{Path(file).stem}_fila_{row}"


def _answer(name: str, content: bytes, about: Asked, limits: Limits, out: IO[bytes]) -> None:
    """In the other process: the places of a row or, with notes, the copy with it painted."""
    register, row, key, notes = about
    kind, sheets, _ = sheets_of(name, content, register, limits)
    places = cited(sheets, register, row, key)
    if not notes:
        return say(out, [], places=[asdict(each) for each in places])
    rows = {each.sheet: each.row for each in places}
    book = painted_book(content, rows, notes) if kind == "workbook" and places else None
    say(out, [])
    out.write(book or _copied(register, [each for each in sheets if each.visible], places, notes))


def _copied(register: Register, sheets: list[Sheet], places: list[Cited], notes: tuple[str, ...]) -> bytes:
    """A workbook with the rows of each sheet where they were, and those of `places` painted."""
    book, memory = new_book()
    header, text, risky = (add_format(book, FORMATS[name]) for name in ("header", "text", "risky"))
    ground = {"bg_color": f"#{PAINT[2:]}", "bold": True}
    painted = [add_format(book, {**FORMATS[name], **ground}) for name in ("text", "risky")]
    at = {each.sheet: each for each in places}
    for sheet in sheets:
        place, made = at.get(sheet.name), book.add_worksheet(sheet_name(sheet.name or register.title))
        large = sum(map(len, sheet.grid)) > CELLS_COPIED
        for number, cells in enumerate(sheet.grid, sheet.first_row):
            mine = place is not None and number == place.row
            heads = place is not None and number == place.header
            if large and not heads and (place is None or abs(number - place.row) > AROUND):
                continue
            looks = painted if mine else (header, header) if heads else (text, risky)
            for column, value in enumerate(cells):
                write_cell(made, number - 1, column, value, *looks)
            if mine:
                made.set_row(number - 1, None, painted[0])
        if place is not None:
            made.set_column(0, max(map(len, sheet.grid), default=1) - 1, 18)
            made.freeze_panes(place.header, 0, max(place.header, place.row - 4), 0)
            made.activate()
        notes = (*notes, words.say("original_around", rows=words.number(AROUND))) if large else notes
    origin, look = book.add_worksheet(ORIGIN), add_format(book, FORMATS["note"])
    for n, note in enumerate(notes):
        write_text(origin, n, 0, clean(note), look)
    book.close()
    return memory.getvalue()


if __name__ == "__main__":
    end(_answer)
