"""Mutants of two good books that are not a bare table: Anexo 01 as offices keep it, and a register downloaded to be
edited."""

import copy
import io
import random
from datetime import date, datetime

import openpyxl

from sig_metrics.catalog.model import Register
from support.annex_book import MONTHS, OFFICIAL, STAGES, TITLES, Kept, books
from support.excel_xml import as_excel
from support.mutant_files import SAVED
from support.mutant_formats import DAY_FORMATS

NAMES = {"maintenance": "Mantenimiento", "monitoring": "Seguimiento", "improvement": "Mejora"}
ROMAN = ("I", "II", "III")
LONG = "Enero Febrero Marzo Abril Mayo Junio Julio Agosto Setiembre Octubre Noviembre Diciembre".split()
STAGE_ROWS = (
    lambda code, n: f"Etapa: {STAGES[code]}",
    lambda code, n: f"Etapa {ROMAN[n - 1]}: {NAMES[code]}",
    lambda code, n: f"{ROMAN[n - 1]}. {NAMES[code].upper()}",
    lambda code, n: f"{n}.- {NAMES[code]}",
    lambda code, n: NAMES[code],
)
MONTH_HEADS = (
    lambda n: MONTHS[n],
    lambda n: LONG[n],
    lambda n: LONG[n].upper(),
    lambda n: f"{MONTHS[n]}.",
    lambda n: f"{MONTHS[n].lower()}-21",
    lambda n: n + 1,
    lambda n: date(2021, n + 1, 1),
    lambda n: f"{n + 1:02d}/2021",
    lambda n: "EFMAMJJASOND"[n],
)
TITLE_ROWS = (
    TITLES,
    [["Cronograma de actividades del SIG 2021 – Versión 05"], [TITLES[2][0]], [TITLES[3][0]]],
    [
        ["Año:", 2021],
        ["Versión:", "05"],
        ["Resolución:", "RDE N° 151-2021-MIDIS/PNADP-DE"],
        ["Fecha de aprobación:", datetime(2021, 9, 30)],
    ],
)
FEET = (
    [["4 Anual"]],
    [[], ["(*) Según necesidad"]],
    [["Fuente: UPPM"], ["Nota: según necesidad"]],
    [[], ["Elaborado por: CMG", None, None, "Revisado por: UPPM"]],
    [["TOTAL", None, None, None, None, 85]],
    [["Página 1 de 1"]],
    [[], ["Prosa que alguien dejó debajo de la tabla, sin marca."]],
)
DRESSES = {
    "units": (
        lambda v: v.replace(" / ", " - "),
        lambda v: v.replace(" / ", ", "),
        lambda v: v.replace(" / ", "\n"),
        lambda v: v.replace(" / ", " y "),
        str.lower,
    ),
    "activity": (int, lambda v: f"{int(v)}.", lambda v: f"Act. {v}", float, lambda v: f" {v} "),
    "target": (
        lambda v: v if isinstance(v, int) else "N.A.",
        lambda v: v if isinstance(v, int) else None,
        lambda v: f"{v:02d}" if isinstance(v, int) else "—",
        str,
    ),
    "title": (lambda v: f"  {v} ", lambda v: f"\u00a0{v}\u00a0"),
    "line": (lambda v: f"{v} ",),
}
HEADS = (
    {"target": "Meta anual"},
    {"units": "UNIDAD\nRESPONSABLE", "activity": "Nº Act."},
    {"activity": "Nro. Act.", "title": "ACTIVIDADES:"},
    {"units": "Unidad(es) responsable(s)"},
)
MONTH_CELLS = (
    lambda q: q or "-",
    lambda q: q,
    lambda q: q or " – ",
    lambda q: f"{q:02d}" if q else None,
    float,
    lambda q: q or "\u00a0",
)


def _options(dice: random.Random) -> tuple[dict, list[str]]:
    """Some ways of dressing the annex."""
    some = lambda *each: dice.choice(each)  # noqa: E731
    found = {
        "stages": {"stage": dice.choice(STAGE_ROWS)},
        "column of stages": {"stage_column": some("all", "once")},
        "month heads": {"months": tuple(map(dice.choice(MONTH_HEADS), range(12)))},
        "titles": {"titles": [list(line) for line in dice.choice(TITLE_ROWS)]},
        "foot": {"foot": [list(line) for line in dice.choice(FEET)]},
        "pages": {"between": {number: ["head"] for number in dice.sample(list(OFFICIAL)[1:], 2)}},
        "a page with its foot": {
            "between": {dice.choice(list(OFFICIAL)[1:]): [["4 Anual"], ["Página 1 de 2"], "head"]}
        },
        "a note inside": {
            "between": {
                dice.choice(list(OFFICIAL)[1:]): [
                    [some("(*) Reprogramada", "1 Incluye el mes anterior", "Nota: según necesidad")]
                ]
            }
        },
        "a subtotal": {"between": {dice.choice(("14", "24")): [["Subtotal", None, None, None, None, 28]]}},
        "heads": {"heads": dice.choice(HEADS)},
        "group": {"over": [[None] * 6 + ["Cronograma 2021"]]},
        "numbered": {"under": [[f"({n})" for n in range(1, 19)]]},
        "once": {"once": True},
        "nothing merged": {"merged": False},
        "left": {"left": 1},
        "month cells": {"month": dice.choice(MONTH_CELLS)},
        "dress": {
            "dress": {name: dice.choice(DRESSES[name]) for name in dice.sample(list(DRESSES), dice.randrange(1, 3))}
        },
        "extra": {"extra": [["Observaciones", *(["Según lo previsto"] * 25)]]},
        "quarters": {"extra": [["I Trim", *range(25)], ["Total", *range(25)]]},
    }
    chosen = dice.sample(list(found), dice.randrange(1, 5))
    made: dict = {}
    for name in chosen:
        made |= found[name]
    return made, chosen


def annex_mutant(seed: int) -> tuple[dict, list[str], bool, str, bytes]:
    """(the activities that must come back, what was done, whether it must be refused, name, bytes)."""
    dice = random.Random(f"annex {seed}")
    options, done = _options(dice)
    kept, truth, refused = Kept(**options), copy.deepcopy(OFFICIAL), False
    for change in dice.sample(("more", "more", "title", "half", *["none"] * 6), 2):
        number = dice.choice([n for n, row in OFFICIAL.items() if row["target"]])
        if change == "more":
            month = dice.randrange(1, 13)
            truth[number]["months"][month - 1] += 1
            truth[number]["target"] += 1
            kept.put(number, f"m{month:02d}", truth[number]["months"][month - 1])
            kept.put(number, "target", truth[number]["target"])
        elif change == "title":
            truth[number]["title"] = "Actividad que se cambió: «prueba» / 3"
            kept.put(number, "title", truth[number]["title"])
        elif change == "half":
            refused = True
            kept.put(
                number, f"m{dice.randrange(1, 13):02d}", dice.choice((1.5, "#REF!", "dos", -1, True, date(2021, 1, 1)))
            )
        done += [change] if change != "none" else []
    if dice.random() < 0.3 and not any(isinstance(cell, (date, datetime)) for row in kept.grid for cell in row):
        encoding, delimiter = (
            dice.choice(("cp1252", "utf-8", "utf-8-sig", "utf-16", "cp850", "mac_roman")),
            dice.choice(";,\t|"),
        )
        try:
            content = kept.csv(delimiter, encoding)
        except UnicodeEncodeError:
            encoding, content = "utf-8", kept.csv(delimiter, "utf-8")
        return truth, [*done, encoding, repr(delimiter)], refused, "x.csv", content
    if dice.random() < 0.3:
        done.append("old version hidden")
        return truth, done, refused, "x.xlsx", books({"Anexo 01": kept, "v04": Kept()}, hidden=("v04",))
    return truth, done, refused, "x.xlsx", kept.xlsx()


def edited(seed: int, register: Register, given: bytes, rows: list[dict]) -> tuple[list[dict], list[str], bytes]:
    """(the rows that must come back, what was done, bytes) of a downloaded register; `rows` are those that it has."""
    dice = random.Random(f"edited {seed} {register.name}")
    truth, done = {tuple(row[name] for name in register.key): dict(row) for row in rows}, []
    if dice.random() < 0.3:
        return list(truth.values()), ["as Excel"], as_excel(given, dice.choice(SAVED))
    book = openpyxl.load_workbook(io.BytesIO(given))
    page = book.worksheets[0]
    head = next(
        row
        for row in page.iter_rows()
        if sum(str(cell.value).strip(" *") in {c.heading for c in register.columns} for cell in row) > 2
    )
    places = {
        column.name: next(cell.column for cell in head if str(cell.value).strip(" *") == column.heading)
        for column in register.columns
    }
    lines = {
        _key(register, page, places, row): row
        for row in range(head[0].row + 1, page.max_row + 1)
        if page.cell(row, places[register.key[0]]).value is not None
    }
    for kind in dice.sample(
        ("number", "text", "day", "emptied row", "sheets", "day format", "title", "note below"), dice.randrange(1, 5)
    ):
        key = dice.choice(list(truth))
        if kind in ("number", "text", "day"):
            if not (changed := _changed(dice, register, kind, truth[key])):
                continue
            name, value = changed
            truth[key][name] = page.cell(lines[key], places[name]).value = value
            if kind == "text":
                page.cell(lines[key], places[name]).data_type = "s"
        elif kind == "emptied row" and lines[key] != max(lines.values()):
            for at in places.values():
                page.cell(lines[key], at).value = None
            del truth[key], lines[key]
        elif kind == "sheets":
            book.create_sheet("Resumen", 0).append(["Tipo", "Cantidad"])
            book.move_sheet(page.title, len(book.sheetnames) - 1)
        elif kind == "day format":
            code = dice.choice(DAY_FORMATS)
            for name in (c.name for c in register.columns if c.type == "date"):
                for row in lines.values():
                    page.cell(row, places[name]).number_format = code
        elif kind == "title":
            page.cell(1, 1).value = "REPORTE DEL ÁREA"
        elif kind == "note below":
            page.cell(max(lines.values()) + 2, 1).value = "Fuente: UPPM"
        done.append(kind)
    memory = io.BytesIO()
    book.save(memory)
    return list(truth.values()), done, memory.getvalue()


def _changed(dice: random.Random, register: Register, kind: str, row: dict) -> tuple[str, object] | None:
    """(column, new value) of a cell of the kind that has a value."""
    types = {"number": ("int", "decimal"), "text": ("text",), "day": ("date",)}[kind]
    names = [
        c.name
        for c in register.columns
        if c.type in types and not c.code and not c.pattern and c.name not in register.key and row[c.name] is not None
    ]
    value = {
        "number": dice.randrange(90),
        "text": dice.choice(("Cambiado: «x»", "=1+1", "100%", "8.10")),
        "day": date(2021, 3, dice.randrange(1, 28)),
    }[kind]
    return (dice.choice(names), value) if names else None


def _key(register: Register, page, places: dict[str, int], row: int) -> tuple:
    """The key of a row as the register types it: these registers have no code in their key but the unit, which is
    its own label."""
    found = []
    for name in register.key:
        value = page.cell(row, places[name]).value
        found.append(
            value.date()
            if isinstance(value, datetime)
            else int(value)
            if register.column(name).type == "int"
            else str(value)
        )
    return tuple(found)
