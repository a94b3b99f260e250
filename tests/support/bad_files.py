"""Makes files that offices send: with faults that must be refused, or in a dress that must be accepted. From a seed,
for any register.

A case starts from rows of the demonstration, gets faults in its cells or headings, is dressed, packed as .xlsx, .csv
or .parquet, and may then be damaged as a container. `must` says what has to happen; `kinds` names all that was done
to it."""

import csv
import io
import random
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import date

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from sig_metrics.catalog.model import Catalog, Column, Register
from sig_metrics.language.words import MONTHS

SHEET = "xl/worksheets/sheet1.xml"
WRONG = {
    "int": ("doce", "1.5", "--3", "12 hogares", "#¡REF!", "NaN", "1e400", "٣x", "6, 8"),
    "decimal": ("mucho", "1.2.3", "inf", "#DIV/0!", "1,23,4", "(5"),
    "date": (
        "31/02/2021",
        "13/13/2021",
        "ayer",
        "05/13/2021",
        "26/11/87",
        "2021-11-26T10:32:00Z",
        "#N/A",
        "00/01/2021",
    ),
    "code": ("XXNOEXISTE", "???", "ERRORNOHAYRESULTADOS", "#REF!"),
    "codes": ("XXNOEXISTE", "SGC/XXNOEXISTE", "/"),
    "text": ("#¡VALOR!", "2.10021E+11"),
}
PERSONAL = ("DNI 45678901", "escribir a maria.quispe@correo.pe", "celular 987 654 321")


@dataclass(frozen=True)
class Case:
    """One file: its bytes under a name, how many rows of data it has, and whether it must be accepted."""

    register: str
    name: str
    content: bytes
    rows: int
    must: bool
    kinds: tuple[str, ...]


def as_csv(lines: list[list[str]], delimiter: str = ",", ending: str = "\r\n") -> str:
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if ending == "\r" else csv.QUOTE_MINIMAL  # the writer does not see a «\n» among «\r»
    csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=quoting).writerows(lines)
    return out.getvalue()


def as_book(
    lines: list[list], hidden: tuple[int, ...] = (), others: dict[str, tuple[str, list[list]]] | None = None
) -> bytes:
    """A workbook; `others` are {sheet: (state, lines)}."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = "Datos"
    for line in lines:
        page.append([None if value == "" else value for value in line])
    for row in hidden:
        page.row_dimensions[row].hidden = True
    for name, (state, rows) in (others or {}).items():
        other = made.create_sheet(name)
        other.sheet_state = state
        for line in rows:
            other.append(line)
    for line in page.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                # as Excel does, so that «_x0041_» comes back
                cell.value = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", cell.value)
                cell.data_type = "s"  # a text that begins with «=» is a text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def as_parquet(lines: list[list[str]], **options) -> bytes:
    out = io.BytesIO()
    columns = [
        pa.array([None if value == "" else value for value in column], pa.string()) for column in zip(*lines[1:])
    ]
    columns = columns or [pa.array([], pa.string())] * len(lines[0])
    pq.write_table(pa.Table.from_arrays(columns, names=list(lines[0])), out, **options)
    return out.getvalue()


def repacked(content: bytes, change, member: str = SHEET) -> bytes:
    """The same package with one member changed; `change` of None adds a twin of it instead."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if change and name == member else old.read(name))
        if change is None:
            new.writestr(member.upper(), b"<worksheet/>")
    return out.getvalue()


# --- faults of the table: each changes `lines` (headings first) and returns whether it could


def _row(dice: random.Random, lines: list) -> list:
    return lines[1 + dice.randrange(len(lines) - 1)]


def _columns(register: Register, test) -> list[int]:
    return [n for n, column in enumerate(register.columns) if test(column)]


def _put(dice, lines, places: list[int], make) -> bool:
    if not places:
        return False
    at = dice.choice(places)
    _row(dice, lines)[at] = make(at)
    return True


def wrong_type(dice, register, lines) -> bool:
    places = _columns(register, lambda c: c.type != "text")
    return _put(dice, lines, places, lambda at: dice.choice(WRONG[register.columns[at].type]))


def wrong_text(dice, register, lines) -> bool:
    return _put(dice, lines, _columns(register, lambda c: c.type == "text"), lambda at: dice.choice(WRONG["text"]))


def wrong_pattern(dice, register, lines) -> bool:
    return _put(
        dice, lines, _columns(register, lambda c: bool(c.pattern)), lambda at: dice.choice(("¿?", "no es así", "-"))
    )


def out_of_range(dice, register, lines) -> bool:
    def beyond(at: int) -> str:
        column = register.columns[at]
        ends = [
            f"{limit + step:.0f}" for limit, step in ((column.minimum, -1), (column.maximum, 1)) if limit is not None
        ]
        return dice.choice(ends)

    return _put(dice, lines, _columns(register, lambda c: c.minimum is not None or c.maximum is not None), beyond)


def blank_required(dice, register, lines) -> bool:
    return _put(dice, lines, _columns(register, lambda c: c.required), lambda at: "")


def personal(dice, register, lines) -> bool:
    return _put(
        dice, lines, _columns(register, lambda c: c.type == "text" and not c.pattern), lambda at: dice.choice(PERSONAL)
    )


def repeated_key(dice, register, lines) -> bool:
    lines.append(list(_row(dice, lines)))
    return True


def lost_reference(dice, register, lines) -> bool:
    places = [
        n
        for n, c in enumerate(register.columns)
        if c.pattern == "[A-Z]{3}" and any(c.name in r.columns for r in register.references)
    ]
    return _put(dice, lines, places, lambda at: "ZZZ")


def ambiguous_number(dice, register, lines) -> bool:
    places = [n for n in _columns(register, lambda c: c.type == "decimal" and "(S/)" not in c.heading)]
    if not places:
        return False
    at = dice.choice(places)
    for line in lines[1:]:
        line[at] = "7"
    _row(dice, lines)[at] = "1.234"
    return True


def heading_lost(dice, register, lines) -> bool:
    places = _columns(register, lambda c: not c.optional_heading)
    at = dice.choice(places)
    lines[0][at] = dice.choice(("", "Otra cosa", lines[0][at][::-1] + " x"))
    return True


def heading_twice(dice, register, lines) -> bool:
    at, other = dice.sample(range(len(lines[0])), 2)
    lines[0][at] = lines[0][other]
    return True


def headings_none(dice, register, lines) -> bool:
    del lines[0]
    return True


def no_rows(dice, register, lines) -> bool:
    del lines[1:]
    return True


TABLE_FAULTS = (
    wrong_type,
    wrong_text,
    wrong_pattern,
    out_of_range,
    blank_required,
    personal,
    repeated_key,
    lost_reference,
    ambiguous_number,
    heading_lost,
    heading_twice,
    headings_none,
    no_rows,
)
LAST = (headings_none, no_rows)  # nothing else can be done after them


# --- faults of the container: bytes in, (name, bytes) out


def _cell(dice, lines, value: str, kind: str) -> bytes:
    """A workbook with an error, or with a formula that was never calculated, in a cell of a column that is read."""
    made = openpyxl.load_workbook(io.BytesIO(as_book(lines)))
    cell = made.active.cell(2 + dice.randrange(len(lines) - 1), 1 + dice.randrange(len(lines[0])))
    cell.value, cell.data_type = value, kind
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _insert(dice, content: bytes, piece: bytes) -> bytes:
    at = dice.randrange(len(content.splitlines()[0]) + 2, len(content))
    return content[:at] + piece + content[at:]


def _utf16(lines) -> bytes:
    return as_csv(lines).encode("utf-16")


CONTAINER_FAULTS = {
    "cut book": lambda d, lines: ("x.xlsx", (whole := as_book(lines))[: d.randrange(1, len(whole))]),
    "cut parquet": lambda d, lines: ("x.parquet", (whole := as_parquet(lines))[: d.randrange(1, len(whole))]),
    "noise": lambda d, lines: (d.choice(("x.csv", "x.xlsx", "x.parquet")), d.randbytes(d.randrange(1, 3000))),
    "empty": lambda d, lines: (d.choice(("x.csv", "x.xlsx", "x.parquet")), b""),
    "nul": lambda d, lines: ("x.csv", _insert(d, as_csv(lines).encode(), b"\0")),
    "bad byte": lambda d, lines: ("x.csv", _insert(d, as_csv(lines).encode(), b"\x81")),
    "open quote": lambda d, lines: ("x.csv", as_csv(lines).encode() + b'"sin cerrar,1\r\n'),
    "ragged": lambda d, lines: ("x.csv", as_csv([*lines, [*lines[-1], "sobra", "1"]]).encode()),
    "half utf-16": lambda d, lines: ("x.csv", _utf16(lines)[:-1]),
    "book named csv": lambda d, lines: ("x.csv", as_book(lines)),
    "csv named book": lambda d, lines: ("x.xlsx", as_csv(lines).encode()),
    "other suffix": lambda d, lines: (
        d.choice(("x.xls", "x.ods", "x.xlsb", "x.xlsm", "x.pdf", "x", "x.csv.exe")),
        as_book(lines),
    ),
    "old excel": lambda d, lines: (
        d.choice(("x.xlsx", "x.csv")),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + d.randbytes(2000),
    ),
    "html": lambda d, lines: ("x.xlsx", b"<html><table><tr><td>1</td></tr></table></html>"),
    "document type": lambda d, lines: (
        "x.xlsx",
        repacked(as_book(lines), lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml),
    ),
    "sparse": lambda d, lines: (
        "x.xlsx",
        repacked(
            as_book(lines),
            lambda xml: xml.replace(
                b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            ),
        ),
    ),
    "bomb": lambda d, lines: ("x.xlsx", repacked(as_book(lines), lambda xml: xml + b" " * 20_000_000)),
    "twins": lambda d, lines: ("x.xlsx", repacked(as_book(lines), None)),
    "formula without value": lambda d, lines: ("x.xlsx", _cell(d, lines, "=1+1", "f")),
    "error cell": lambda d, lines: ("x.xlsx", _cell(d, lines, d.choice(("#DIV/0!", "#REF!", "#N/A")), "e")),
    "wide": lambda d, lines: ("x.csv", as_csv([[*line, *[f"c{n}" for n in range(600)]] for line in lines]).encode()),
    "brotli": lambda d, lines: ("x.parquet", as_parquet(lines, compression="brotli")),
    "long cell": lambda d, lines: ("x.csv", as_csv([lines[0], [*lines[1][:-1], "a" * 33_000], *lines[2:]]).encode()),
}


# --- dresses: the same rows, written as another office would


def written(dice: random.Random, column: Column, text: str, catalog: Catalog) -> str:
    """Another way of writing the same value."""
    if not text:
        return text
    if column.type == "date":
        day = date.fromisoformat(text)
        return dice.choice(
            (
                text,
                f"{day:%d/%m/%Y}",
                f"{day.day}-{day.month}-{day.year}",
                f"{day.day} de {MONTHS[day.month - 1]} de {day.year}",
            )
        )
    if column.type == "code":
        word = catalog.vocabularies[column.vocabulary].get(text)
        return dice.choice((text, word.label, word.label.upper(), f" {text} ")) if word else text
    return (
        unicodedata.normalize("NFD", text)
        if column.type == "text" and not column.pattern and dice.random() < 0.2
        else text
    )


def typed(column: Column, text: str) -> object:
    """The value as a workbook holds it."""
    if not text:
        return None
    if column.type == "date":
        return date.fromisoformat(text)
    return int(text) if column.type == "int" else float(text) if column.type == "decimal" else text


def dress(
    dice: random.Random, register: Register, lines: list[list[str]], catalog: Catalog
) -> tuple[str, bytes, tuple[str, ...]]:
    """(name, bytes, what was done) of the same rows; a reserved register admits nothing beside its table."""
    if dice.random() < 0.2:
        return "x.parquet", as_parquet(lines), ("parquet",)
    if dice.random() < 0.25:
        rows = [[typed(column, text) for column, text in zip(register.columns, line)] for line in lines[1:]]
        hidden = tuple(dice.sample(range(2, len(lines) + 1), 1)) if dice.random() < 0.5 else ()
        others = (
            {}
            if register.reserved or dice.random() < 0.5
            else {"Oculta": ("hidden", [lines[0]]), "Notas": ("visible", [["Léame"]])}
        )
        return (
            "x.xlsx",
            as_book([lines[0], *rows], hidden, others),
            ("typed book", *(["hidden"] if hidden or others else [])),
        )
    order = dice.sample(range(len(lines[0])), len(lines[0]))
    head = [
        dice.choice((str.upper, str.lower, str))(lines[0][n]).replace(" ", dice.choice((" ", "  ", "\u00a0", "\n")))
        for n in order
    ]
    body = [[written(dice, register.columns[n], line[n], catalog) for n in order] for line in lines[1:]]
    blank, done = [""] * len(order), ["reordered"]
    if not register.reserved and dice.random() < 0.4:
        head, body, done = [*head, "Color preferido"], [[*line, "rojo"] for line in body], [*done, "extra column"]
        blank = [*blank, ""]
    above = [["Reporte del área", *blank[1:]]] * dice.randrange(4)
    below = (
        []
        if register.reserved or dice.random() < 0.5
        else [blank, ["TOTAL", *blank[1:]], ["Fuente: área usuaria", *blank[1:]]]
    )
    dressed = [*above, head, *body, *below]
    done += ["title"] * bool(above) + ["total"] * bool(below)
    if dice.random() < 0.4:
        return "x.xlsx", as_book(dressed), ("book", *done)
    delimiter, ending = dice.choice(",;\t|"), dice.choice(("\r\n", "\n", "\r"))
    text = (f"sep={delimiter}\n" if dice.random() < 0.3 else "") + as_csv(dressed, delimiter, ending)
    encoding = dice.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"))
    try:
        return "x.csv", text.encode(encoding), (encoding, delimiter, *done)
    except UnicodeEncodeError:
        return "x.csv", text.encode(), ("utf-8", delimiter, *done)


def case(seed: int, register: Register, lines: list[list[str]], catalog: Catalog) -> Case:
    """The case of a seed: one in three must be accepted; the others get one to three faults."""
    dice = random.Random(f"{seed} {register.name}")
    rows = len(lines) - 1
    if seed % 3 == 0:
        name, content, kinds = dress(dice, register, lines, catalog)
        return Case(register.name, name, content, rows, True, kinds)
    lines, kinds = [list(line) for line in lines], []
    if seed % 3 == 1:
        kind = dice.choice(list(CONTAINER_FAULTS))
        for fault in dice.sample([f for f in TABLE_FAULTS if f not in LAST], dice.randrange(2)):
            kinds += [fault.__name__] if fault(dice, register, lines) else []
        name, content = CONTAINER_FAULTS[kind](dice, lines)
        return Case(register.name, name, content, rows, False, (kind, *kinds))
    faults = dice.sample(TABLE_FAULTS, dice.randrange(1, 4))
    for fault in [f for f in faults if f not in LAST or len(faults) == 1]:
        kinds += [fault.__name__] if fault(dice, register, lines) else []
    if not kinds:  # the register has no column for those: a key is always there
        kinds += [repeated_key.__name__] if repeated_key(dice, register, lines) else []
    pack = dice.choice(("x.csv", "x.xlsx", "x.parquet"))
    if pack == "x.parquet" and len(set(lines[0])) < len(lines[0]):
        pack = "x.csv"  # a Parquet has no two columns of one name
    content = (
        as_book(lines) if pack == "x.xlsx" else as_parquet(lines) if pack == "x.parquet" else as_csv(lines).encode()
    )
    return Case(register.name, pack, content, rows, False, tuple(kinds))
