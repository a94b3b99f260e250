"""The mutations of a draft in its rows, its headings and its columns; each returns whether it could."""

import re
import unicodedata

from support.mutants import INVISIBLE, Draft

COUNTED = "1, 2, 3…"
NOTES = (
    "1 Incluye los casos del trimestre.",
    "(*) Cifras preliminares",
    "Nota: cifras al cierre del mes",
    "Fuente: Unidades responsables del Programa",
    "1/ Incluye traslados",
    "* Información preliminar",
    "Elaboración: UPPM",
    "La información corresponde a lo reportado por cada unidad responsable.",
    "¹ Sujeto a reajuste",
    "Notas:",
    "(1) Según lo informado",
)
TOTALS = (
    "TOTAL",
    "Total general",
    "Subtotal",
    "Sub total",
    "Suma",
    "Total:",
    "TOTALES",
    "Sub-total",
    "Gran total",
    "TOTAL 2021",
    "Total acumulado",
    "Σ",
    "Promedio",
)
SIGNED = (
    ["Elaborado por: UPPM"],
    ["______________", "", "______________"],
    ["V°B°", "", "V°B°"],
    ["Elaborado por", "", "Revisado por"],
    ["Aprobado por: Comité del SIG"],
)
TITLES = (
    ["REPORTE MENSUAL DEL SIG"],
    ["Programa JUNTOS"],
    ["Área:", "UPPM"],
    [],
    ["Corte: 30/11/2021"],
    ["Versión preliminar"],
)
EXTRA = (
    ("Color preferido", "rojo"),
    ("Comentario de la jefatura", "conforme"),
    ("Semáforo", "verde"),
    ("Columna1", "x"),
    ("Prioridad interna", 3),
    ("#", 1),
    ("N°", COUNTED),
    ("Nro", COUNTED),
    ("Ítem", COUNTED),
    ("Item N°", COUNTED),
)
GROUPS = (
    "MES DE ENERO",
    "I. Unidades de línea",
    "UPPM",
    "Unidad Territorial Cajamarca",
    "2021",
    "Sede Central",
    "A. Reclamos",
)


def _line(d: Draft, *cells: object) -> list:
    return [*cells, *[""] * (len(d.names) - len(cells))][: max(len(d.names), len(cells))]


def notes_below(dice, d) -> bool:
    d.below += [[]] * dice.randrange(2) + [_line(d, text) for text in dice.sample(NOTES, dice.randrange(1, 4))]
    return True


def note_between(dice, d) -> bool:
    d.between.append((dice.randrange(1, len(d.lines)), _line(d, dice.choice(NOTES))))
    return True


def _total(dice, d: Draft) -> list:
    cells = _line(d)
    for column in d.columns(lambda c: c.type in ("int", "decimal") and c.name not in d.register.key):
        cells[d.at(column.name)] = round(sum(row[column.name] or 0 for row in d.truth), 2)
    empty = [at for at, cell in enumerate(cells) if cell == ""]
    cells[empty[0] if dice.random() < 0.7 else dice.choice(empty)] = dice.choice(TOTALS)
    return cells


def total_below(dice, d) -> bool:
    d.below += [[]] * dice.randrange(2) + [_total(dice, d)]
    return True


def total_between(dice, d) -> bool:
    d.between.append((dice.randrange(1, len(d.lines)), _total(dice, d)))
    return True


def signatures(dice, d) -> bool:
    d.below += [[], _line(d, *dice.choice(SIGNED))]
    return True


def headings_again(dice, d) -> bool:
    d.between.append((dice.randrange(1, len(d.lines)), list(d.head)))
    return True


def blank_rows(dice, d) -> bool:
    d.between += [(n, []) for n in dice.sample(range(1, len(d.lines)), 2)]
    return True


def titles(dice, d) -> bool:
    d.above += [list(line) for line in dice.sample(TITLES, dice.randrange(1, 4))]
    return True


def rows_hidden(dice, d) -> bool:
    d.hidden = dice.sample(range(len(d.lines)), 2)
    return True


def rows_shuffled(dice, d) -> bool:
    order = dice.sample(range(len(d.lines)), len(d.lines))
    d.lines, d.truth = [d.lines[n] for n in order], [d.truth[n] for n in order]
    return True


def merged(dice, d) -> bool:
    """Equal values one under the other, as one block."""
    name = dice.choice([c.name for c in d.columns(lambda c: True)])
    broken, at, n = {place for place, _ in d.between}, d.at(name), 0
    while n < len(d.lines):
        last = n
        while last + 1 < len(d.lines) and last + 1 not in broken and d.lines[last + 1][at] == d.lines[n][at] != "":
            last += 1
        if last > n:
            d.merges.append((n, last, at))
        n = last + 1
    return bool(d.merges)


# --- headings and columns


def headings_dressed(dice, d) -> bool:
    plain = lambda t: "".join(c for c in unicodedata.normalize("NFD", t) if not unicodedata.combining(c))  # noqa: E731
    dress = dice.choice(
        (
            str.upper,
            str.lower,
            plain,
            lambda t: f"{t}:",
            lambda t: t.replace(" ", "  "),
            lambda t: t.replace(" ", "\n"),
            lambda t: t.replace(" ", INVISIBLE),
            lambda t: re.sub(r"N\.?[°º]", "Nº", t),
            lambda t: re.sub(r"N\.?[°º]", "Nro.", t),
            lambda t: f"{t} *",
            lambda t: unicodedata.normalize("NFD", t),
        )
    )
    d.head = [dress(text) if isinstance(text, str) else text for text in d.head]
    return True


def group_row(dice, d) -> bool:
    """A row of groups over the headings."""
    half = len(d.names) // 2
    d.over.append(["Datos generales", *[""] * (half - 1), "Seguimiento", *[""] * (len(d.names) - half - 1)])
    return True


def headings_split(dice, d) -> bool:
    """The long headings in two rows, the rest in the second."""
    parts = [text.split(" ", 1) if " " in text and "N" not in text[:1] else ["", text] for text in d.head]
    if d.over or not any(first for first, _ in parts):
        return False
    d.over.append([first for first, _ in parts])
    d.head = [rest for _, rest in parts]
    return True


def _reorder(d: Draft, order: list[int]) -> None:
    d.names, d.head = [d.names[n] for n in order], [d.head[n] for n in order]
    d.lines = [[line[n] for n in order] for line in d.lines]


def shuffled(dice, d) -> bool:
    _reorder(d, dice.sample(range(len(d.names)), len(d.names)))
    return True


def dropped(dice, d) -> bool:
    """Columns that may be absent, absent: what is stored in them stays."""
    names = [c.name for c in d.columns(lambda c: c.optional_heading and c.name not in d.kept)]
    if not names:
        return False
    lost = set(dice.sample(names, dice.randrange(1, len(names) + 1)))
    _reorder(d, [n for n, name in enumerate(d.names) if name not in lost])
    return True


def heading_erased(dice, d) -> bool:
    """Data under no heading."""
    names = [c.name for c in d.columns(lambda c: True) if any(row[c.name] is not None for row in d.truth)]
    d.head[d.at(dice.choice(names))] = ""
    d.refused = True
    return True


def extra_column(dice, d) -> bool:
    heading, value = dice.choice(EXTRA)
    at = dice.randrange(len(d.names) + 1)
    d.names.insert(at, "")
    d.head.insert(at, heading)
    for n, line in enumerate(d.lines, 1):
        line.insert(at, n if value == COUNTED else value if dice.random() < 0.8 else "")
    return True


def empty_columns(dice, d) -> bool:
    count = dice.randrange(1, 4)
    d.names += [""] * count
    d.head += [""] * count
    d.lines = [[*line, *[""] * count] for line in d.lines]
    return True


def side_table(dice, d) -> bool:
    d.names += ["", "", ""]
    d.head += ["", "Resumen", "Cantidad"]
    d.lines = [[*line, "", *(("Grupo", n) if n < 3 else ("", ""))] for n, line in enumerate(d.lines)]
    return True


def group_between(dice, d) -> bool:
    """A row that names the group of those under it."""
    d.between.append((dice.randrange(1, len(d.lines)), _line(d, dice.choice(GROUPS))))
    return True


def left_empty(dice, d) -> bool:
    count = dice.randrange(1, 3)
    d.names = [""] * count + d.names
    d.head = [""] * count + d.head
    d.lines = [[""] * count + line for line in d.lines]
    return True


ROWS = (
    rows_shuffled,
    notes_below,
    note_between,
    group_between,
    total_below,
    total_between,
    signatures,
    headings_again,
    blank_rows,
    titles,
)
COLUMNS = (shuffled, dropped, heading_erased, extra_column, empty_columns, side_table, left_empty)
HEADS = (headings_dressed, group_row, headings_split)
