"""The mutations that only a workbook can have: formats and types of its cells, and its other sheets."""

import re
from datetime import date, datetime, time

from sig_metrics.catalog.model import YEAR_MONTH
from support.mutants import Cell, Draft, refuse

PLAIN_FORMATS = (
    "0.00",
    "#,##0",
    "00000",
    "General",
    "0.0",
    "#,##0.00",
    "[Red]0",
    "_-* #,##0.00_-;-* #,##0.00_-",
    '0" und."',
    '"R-"0000',
    "@",
    "0;-0;;@",
    "#,##0,",
    "0.0E+00",
    "# ?/?",
)
DAY_FORMATS = (
    "mmm-yy",
    "dd/mm/yyyy",
    "d-mmm",
    "yyyy",
    '[$-280A]dddd d "de" mmmm "de" yyyy',
    "mm-dd-yy",
    "m/d/yyyy",
    "[$-F800]dddd, mmmm dd, yyyy",
)
ERROR_CELLS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?")

# --- formats and types of cells


def _each(d: Draft, names: list[str], change, dice=None) -> bool:
    """Writes what `change` makes of each filled cell of some columns that still holds its plain value; `dice`: of
    some of them."""
    done = False
    for name in names:
        for n, row in enumerate(d.truth):
            at = d.at(name)
            if row[name] is not None and d.lines[n][at] == row[name] and not (dice and dice.random() < 0.5):
                d.lines[n][at], done = change(row[name]), True
    return done


def number_format(dice, d) -> bool:
    code = dice.choice(PLAIN_FORMATS)
    return _each(
        d,
        [c.name for c in d.columns(lambda c: c.type in ("int", "decimal"))],
        lambda value: Cell(value, code),
        dice if dice.random() < 0.3 else None,
    )


def percent_cells(dice, d) -> bool:
    code = dice.choice(("0%", "0.00%", "0.0%"))
    names = [c.name for c in d.columns(lambda c: "(%)" in c.heading)]
    return _each(
        d,
        names[: dice.randrange(1, 4)],
        lambda value: Cell(round(value / 100, 12), code),
        dice if dice.random() < 0.3 else None,
    )


def whole_floats(dice, d) -> bool:
    return _each(d, [c.name for c in d.columns(lambda c: c.type == "int")], float)


def day_format(dice, d) -> bool:
    code = dice.choice(DAY_FORMATS)
    return _each(
        d,
        [c.name for c in d.columns(lambda c: c.type == "date")],
        lambda value: Cell(value, code),
        dice if dice.random() < 0.3 else None,
    )


def day_serials(dice, d) -> bool:
    first = date(1904, 1, 1) if d.from_1904 else date(1899, 12, 30)
    return _each(
        d,
        [c.name for c in d.columns(lambda c: c.type == "date")],
        lambda value: (value - first).days,
        dice if dice.random() < 0.3 else None,
    )


def days_with_hour(dice, d) -> bool:
    hour = dice.choice((time(0), time(10, 32), time(23, 59, 59)))
    return _each(
        d,
        [c.name for c in d.columns(lambda c: c.type == "date")],
        lambda value: Cell(datetime.combine(value, hour), "dd/mm/yyyy hh:mm"),
    )


def days_as_texts(dice, d) -> bool:
    shape = dice.choice(("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", " %d/%m/%Y "))
    return _each(
        d,
        [c.name for c in d.columns(lambda c: c.type == "date")],
        lambda value: value.strftime(shape),
        dice if dice.random() < 0.5 else None,
    )


def base_1904(dice, d) -> bool:
    d.from_1904 = True
    return True


def codes_as_numbers(dice, d) -> bool:
    """Codes of figures, as the numbers that Excel makes of them."""
    names = [
        c.name
        for c in d.columns(lambda c: c.type == "text")
        if all(re.fullmatch(r"\d{1,6}", row[c.name] or "0") for row in d.truth)
    ]
    code = dice.choice(("", "00", "General"))
    return _each(d, [name for name in names if d.register.column(name).pad], lambda value: Cell(int(value), code))


def _spoil(dice, d: Draft, names: list[str], value: object) -> bool:
    """Writes in a cell of one of some columns what refuses the file."""
    if not names:
        return False
    name = dice.choice(names)
    d.lines[dice.randrange(len(d.lines))][d.at(name)] = value
    refuse(d, name)
    return True


def long_code(dice, d) -> bool:
    """A code of many figures kept as a number: its last ones are lost."""
    names = [c.name for c in d.columns(lambda c: c.type == "text")]
    return _spoil(
        dice, d, names, Cell(float(dice.choice(("12345678901234567", "2021000000000012345"))), dice.choice(("", "0")))
    )


def code_as_day(dice, d) -> bool:
    names = [c.name for c in d.columns(lambda c: c.type == "text" and c.code and c.pattern != YEAR_MONTH)]
    return _spoil(dice, d, names, Cell(date(2021, 12, 1), dice.choice(("mmm-yy", "d-mmm", "dd/mm/yyyy"))))


def truth_value(dice, d) -> bool:
    names = [c.name for c in d.columns(lambda c: c.type in ("int", "decimal", "date"))]
    return _spoil(dice, d, names, dice.random() < 0.5)


def error_cell(dice, d) -> bool:
    return _spoil(dice, d, [c.name for c in d.columns(lambda c: True)], Cell(dice.choice(ERROR_CELLS), "error"))


def uncalculated(dice, d) -> bool:
    """A formula that nobody has calculated: only openpyxl writes one."""
    d.done.append("openpyxl")
    return _spoil(dice, d, [c.name for c in d.columns(lambda c: True)], Cell("=1+1", "formula"))


def shown_numbers(dice, d) -> bool:
    """Numbers in a text that may be anything: what their cells show is what they say."""
    names = [
        c.name
        for c in d.columns(
            lambda c: (
                c.type == "text"
                and not c.pattern
                and c.name not in d.register.key
                and not any(c.name in r.columns for r in d.register.references)
            )
        )
    ]
    names = [name for name in names if name not in d.kept]
    if not names:
        return False
    name, n = dice.choice(names), dice.randrange(len(d.lines))
    stored, code, shown = dice.choice(
        (
            (8.1, "0.00", "8.10"),
            (12, '"R-"0000', "R-0012"),
            (2021, "", "2021"),
            (0.5, "0%", "50%"),
            (8.1, "", "8.1"),
            (12, "00000", "00012"),
            (7, "0.0", "7.0"),
        )
    )
    d.lines[n][d.at(name)], d.truth[n][name] = Cell(stored, code), shown
    return True


# --- sheets


def _other(d: Draft) -> list[list]:
    """The table again with other rows: the same keys, other words and figures."""
    changed = [
        [
            7 if isinstance(cell, (int, float)) and not isinstance(cell, bool) and name not in d.register.key else cell
            for name, cell in zip(d.names, line)
        ]
        for line in d.lines[:4]
    ]
    return [list(d.head), *changed]


def _another(d: Draft) -> list[list]:
    """A table of another register."""
    other = d.catalog.register("minutes" if d.register.name != "minutes" else "audit")
    return [[column.heading for column in other.columns], [column.example for column in other.columns]]


def sheet_beside(dice, d) -> bool:
    """What stands in other sheets of a book and is not of the table."""
    head = [text for text in d.head if text]
    made = {
        "Notas": [["Léame"], ["Llene la otra hoja"], [], ["Consultas a UPPM"]],
        "Resumen": [["Etiquetas de fila", "Cuenta de registros"], ["Grupo A", 3], ["Grupo B", 4], ["Total general", 7]],
        "Tabla dinámica": [[], [head[-1], "Suma de valores"], ["(en blanco)", 12], ["Total general", 12]],
        "Hoja3": [["a"], [1]],
        "Hoja4": [],
        "Gráfico1": None,
        "Plantilla vacía": [list(d.head)],
        "Parámetros": [["Mes", "Año"], [11, 2021]],
        "Ejemplo": _other(d),
        "Otro registro": _another(d),
    }
    for name in dice.sample(list(made), dice.randrange(1, 4)):
        d.sheets.append(
            (
                name,
                "chart" if made[name] is None else "visible",
                made[name] or [],
                name != "Hoja4" and dice.random() < 0.5,
            )
        )
    return True


def sheet_hidden(dice, d) -> bool:
    d.sheets.append(
        (
            dice.choice(("Copia", "Enero", "_bk", "Datos (2)")),
            dice.choice(("hidden", "veryHidden")),
            _other(d),
            dice.random() < 0.5,
        )
    )
    return True


def sheet_with_the_rest(dice, d) -> bool:
    """The rows in two sheets of the same headings."""
    if d.between or d.below or d.merges or d.hidden or d.above or d.over:
        return False
    half = len(d.lines) // 2
    d.sheets.append(
        (
            dice.choice(("Febrero", "Datos (2)", "Parte II")),
            "visible",
            [list(d.head), *d.lines[half:]],
            dice.random() < 0.5,
        )
    )
    d.lines = d.lines[:half]
    return True


def sheet_again(dice, d) -> bool:
    """Some of the same keys with other values in a second sheet: nobody can say which count."""
    if not any(c.type in ("int", "decimal") and c.name not in d.register.key for c in d.columns(lambda c: True)):
        return False
    d.sheets.append(("Corregido", "visible", _other(d), dice.random() < 0.5))
    d.refused = True
    return True


FORMATS = (
    base_1904,
    number_format,
    percent_cells,
    whole_floats,
    day_format,
    day_serials,
    days_with_hour,
    days_as_texts,
    codes_as_numbers,
    shown_numbers,
    long_code,
    code_as_day,
    truth_value,
    error_cell,
    uncalculated,
)
SHEETS = (sheet_with_the_rest, sheet_beside, sheet_hidden, sheet_again)
