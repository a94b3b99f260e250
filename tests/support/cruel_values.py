"""A register whose values are those that spreadsheets lose, and a snapshot in memory that holds them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from sig_metrics.catalog.model import Code, Column, Register
from sig_metrics.publish.tables import create_tables, derive
from sig_metrics.store.snapshot import Snapshot

WORD = {
    word.code: word
    for word in (
        Code("both", "Quejas y reclamos", 1),
        Code("slash", "Sí / No", 2),
        Code("other_a", "Otro", 3),
        Code("other_b", "Otro", 4),
        Code("n1", "1", 5),
        Code("0012", "Doce", 6),
        Code("plus", "+51 Perú", 7),
    )
}
COLUMNS = (
    Column("id", "Código", "text", "Clave.", required=True, example="A1"),
    Column("note", "Nota", "text", "Texto.", example="x"),
    Column("clause", "Cláusula", "text", "Numeral.", pattern=r"\d+(\.\d+)*", example="8.10"),
    Column("padded", "N.º", "text", "Con ceros.", pattern=r"\d{3}", pad=3, example="001"),
    Column("kind", "Tipo", "code", "Uno.", vocabulary="cruel", example="Otro"),
    Column("kinds", "Tipos", "codes", "Varios.", vocabulary="cruel", example="Otro"),
    Column("count", "Cantidad", "int", "Entero.", example="1"),
    Column("amount", "Monto", "decimal", "Número.", example="1.5"),
    Column("share", "Avance (%)", "decimal", "Puntos.", minimum=0.0, maximum=100.0, example="50"),
    Column("day", "Fecha", "date", "Día.", example="01/01/2021"),
)
REGISTER = Register(
    "cruel", "Valores: lo que se pierde / [prueba]", "Un registro de prueba.", "Esta prueba", COLUMNS, ("id",), 1
)
# LibreOffice breaks a paragraph of more than 16,371 characters
LONG = "Línea una." + ("\n" + "palabra " * 990 + "fin") * 4
ROWS = [  # in the order of the key, as the database orders texts
    ("#5 de 2021", "Total de casos: 12", "8.10", "001", "both", "both/slash", 0, 0.1, 0.5, date(2021, 12, 31)),
    (
        "(cita)",
        "'entre comillas'",
        "8.1",
        "010",
        "slash",
        "slash/both",
        -5,
        0.30000000000000004,
        99.999999,
        date(2001, 1, 1),
    ),
    ("+51 999", "+1-800", "1", "099", "other_a", "other_b/other_a", 999_999_999_999_999, 1e-07, 0.0, date(2001, 2, 28)),
    ("-", "-", "10", "100", "other_b", "other_b", 123_456, 1.234, 1.0, date(2001, 3, 1)),
    ("00012", "N/A", "10.0", "000", "n1", "n1/0012", 2021, 1234567.891234, 33.333333333333336, date(2100, 12, 31)),
    ("1.0", "8.10", "4.4.1", "012", "0012", "0012", 1, -2.5, 12.5, date(2000, 2, 29)),
    ("12-2021", "2021-12-01", "2021.12", "005", "plus", "plus/n1", 7, 123456789012.75, 100.0, date(2099, 12, 31)),
    (
        "12345678901234567890",
        "1234567890123456",
        "99999999999999999999",
        "007",
        "both",
        "both",
        3,
        1e20,
        66.6,
        date(2020, 2, 29),
    ),
    ("=1+1", '=HYPERLINK("http://x")', "3", "008", "both", "plus", 4, 0.1234567890123, 7.25, date(2000, 1, 1)),
    ("@x", "@SUM(A1)", "4", "009", "both", "both/n1", 5, 5.0, 8.0, date(2021, 1, 1)),
    ("A1", "dos  espacios\ny una línea\n\notra", "5", "011", "both", "both", 6, 60000.0, 9.0, date(2021, 1, 2)),
    ("A2", "VERDADERO", "6", "013", "both", "both", 8, 0.001, 10.0, date(2021, 1, 3)),
    ("A3", "<r><t>no es XML</t></r>", "7", "014", "both", "both", 9, 0.02, 11.0, date(2021, 1, 4)),
    ("A4", "<r>a & b", "8", "015", "both", "both", 10, 0.03, 12.0, date(2021, 1, 5)),
    ("A5", "_x0041_ y _x000D_", "9", "016", "both", "both", 11, 0.04, 13.0, date(2021, 1, 6)),
    ("A6", "08:30", "11", "017", "both", "both", 12, 0.05, 14.0, date(2021, 1, 7)),
    ("A7", "3/4", "12", "018", "both", "both", 13, 0.06, 15.0, date(2021, 1, 8)),
    ("A8", "1E5", "13", "019", "both", "both", 14, 0.07, 16.0, date(2021, 1, 9)),
    ("A9", "12,5 %", "14", "020", "both", "both", 15, 0.08, 17.0, date(2021, 1, 10)),
    ("B1", "« ñ Ñ áé 日本 🙂 »", "15", "021", "both", "both", 16, 0.09, 18.0, date(2021, 1, 11)),
    ("B2", LONG, "16", "022", "both", "both", 17, 0.11, 19.0, date(2021, 1, 12)),
    ("B3", None, None, None, None, None, None, None, None, None),
    ("B4", "lun", "17", "023", "both", "both", 18, 0.12, 20.0, None),
    ("B5", "{=1}", "18", "024", "both", "both", 19, 0.13, None, date(2021, 1, 14)),
    ("Nota: x", "Fuente: INEI", "19", "025", "both", "both", None, 0.14, 22.0, date(2021, 1, 15)),
]


def small(catalog, register: Register):
    return replace(
        catalog,
        registers={register.name: register},
        vocabularies={**catalog.vocabularies, "cruel": WORD},
        views={},
        indicators={},
        checks={},
    )


def holding(catalog, rows: list[tuple]) -> Snapshot:
    """A snapshot in memory with some rows of the only register of a catalogue."""
    (register,) = catalog.registers.values()
    connection = duckdb.connect()
    create_tables(connection, catalog)
    marks = ", ".join("?" * (len(register.columns) + 2))
    if rows:
        connection.executemany(
            f"insert into {register.name} values ({marks})", [[*row, 1, n] for n, row in enumerate(rows, 1)]
        )
    derive(connection, catalog)
    return Snapshot(9, Path("none"), connection)
