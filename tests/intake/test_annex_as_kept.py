"""Proves that Anexo 01, in every dress in which offices keep it, gives the same 25 activities, told what was left
out."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conftest import codes
from sig_metrics.intake.annex.wide import expanded
from sig_metrics.intake.files.grid import Sheet
from sig_metrics.intake.prepare import Incoming, prepare
from support.annex_book import MONTHS, OFFICIAL, STAGES, TITLES, Kept, books, came_back

NOTE = "La actividad se realiza considerando la necesidad, que por el contexto actual requiera ser elaborado y/o actualizado."
ROMAN = {1: "I", 2: "II", 3: "III"}
SIGNED = [
    [None, None, "____________", None, "______________"],
    [None, None, "Elaborado por", None, "Aprobado por"],
    [None, None, "Coordinador CMG", None, "Jefe UPPM"],
]
SHORT = {"maintenance": "Mantenimiento", "monitoring": "Seguimiento", "improvement": "Mejora"}
LONG = "Enero Febrero Marzo Abril Mayo Junio Julio Agosto Setiembre Octubre Noviembre Diciembre".split()
FULL = {"UPPM": "Unidad de Planeamiento, Presupuesto y Modernización", "UTI": "Unidad de Tecnologías de la Información"}
TOTAL = ["TOTAL", None, None, None, None, 85, 3, 6, 7, 13, 7, 8, 4, 5, 7, 9, 6, 10]


def months(shape) -> Kept:
    return Kept(months=tuple(shape(month) for month in range(1, 13)))


def stages(shape) -> Kept:
    return Kept(stage=lambda code, n: shape(SHORT[code], n))


def dressed(column: str, dress) -> Kept:
    return Kept(dress={column: dress})


def titles(*lines) -> Kept:
    return Kept(titles=[[line] if isinstance(line, str) else list(line) for line in lines])


REST = ("Resolución: RDE N° 151-2021-MIDIS/PNADP-DE", "Fecha de aprobación: 30/09/2021")
RIGHT = {
    "signatures over two columns": lambda: Kept(foot=[[], *SIGNED]),
    "signatures in the columns of number and title": lambda: Kept(
        foot=[[], *([*line[:3], line[4]] for line in SIGNED)]
    ),
    "signatures under a total": lambda: Kept(
        foot=[TOTAL, [], ["V° B°", None, "Firma"], [None, None, "Jefe", "De UPPM"]]
    ),
    # footnotes and pages
    "two footnotes": lambda: Kept(foot=[[], ["4 Anual"], [f"5 {NOTE}"]]),
    "other marks": lambda: Kept(
        heads={"target": "Meta física (1)"},
        dress={"target": lambda v: v if isinstance(v, int) else "No aplica (2)"},
        foot=[["(1) Anual"], [f"(2) {NOTE}"]],
    ),
    "superscripts": lambda: Kept(
        heads={"target": "Meta física⁴"},
        dress={"target": lambda v: v if isinstance(v, int) else "No aplica⁵"},
        foot=[["⁴ Anual"], [f"⁵ {NOTE}"]],
    ),
    "stars": lambda: Kept(
        heads={"target": "Meta física*"},
        dress={"target": lambda v: v if isinstance(v, int) else "No aplica (**)"},
        foot=[["* Anual"], [f"(**) {NOTE}"]],
    ),
    "a source and a note": lambda: Kept(
        foot=[["Fuente: UPPM"], ["Nota: según necesidad"], ["Elaborado por: UPPM-CMG"]]
    ),
    "signatures": lambda: Kept(
        foot=[[], ["Elaborado por: CMG", None, None, "Revisado por: UPPM", "Aprobado por: DE"], ["Página 1 de 1"]]
    ),
    "headings on each page": lambda: Kept(between={number: ["head"] for number in ("07", "13", "19", "25")}),
    "pages with their foot": lambda: Kept(
        between={
            number: [["4 Anual"], [f"5 {NOTE}"], ["Página 1 de 3"], [TITLES[0][0]], ["Versión: 05"], "head"]
            for number in ("07", "16")
        }
    ),
    "headings in two rows": lambda: Kept(over=[[None] * 6 + ["Cronograma 2021"]]),
    "columns that are numbered": lambda: Kept(under=[[f"({n})" for n in range(1, 19)]]),
    "columns numbered without brackets": lambda: Kept(under=[list(range(1, 19))]),
    "headings in several lines": lambda: Kept(
        heads={"units": "Unidad\nresponsable"}, once=True, extra=[["Otro\ndato", *range(25)]]
    ),
    "columns with letters": lambda: Kept(under=[list("ABCDEFGHIJKLMNOPQR")]),
    "columns with letters in brackets": lambda: Kept(under=[[f"({letter})" for letter in "abcdefghijklmnopqr"]]),
    "each month over two columns": lambda: _widened(range(6, 18)),
    "each month over two columns, its cells too": lambda: _widened(range(6, 18), cells=True),
    "each month over two columns, in the second": lambda: _widened(range(6, 18), second=True),
    "the number over two columns": lambda: _widened([2]),
    "the number over two columns, in the second": lambda: _widened([2], second=True),
    "the title over two columns, its cells too": lambda: _widened([3], cells=True),
    "a total": lambda: Kept(foot=[TOTAL]),
    "a total of other words": lambda: Kept(foot=[[None, None, None, "Total de entregables", None, None, *TOTAL[6:]]]),
    "subtotals of each stage": lambda: Kept(
        between={"14": [["Subtotal", None, None, None, None, 28]], "24": [["Sub total", None, None, None, None, 52]]}
    ),
    # stages
    "Etapa I: …": lambda: stages(lambda name, n: f"Etapa {ROMAN[n]}: {name}"),
    "ETAPA III": lambda: stages(lambda name, n: f"ETAPA {ROMAN[n]} – {name.upper()}"),
    "I. …": lambda: stages(lambda name, n: f"{ROMAN[n]}. {name}"),
    "II) …": lambda: stages(lambda name, n: f"{ROMAN[n]}) {name}"),
    "1.- …": lambda: stages(lambda name, n: f"{n}.- {name}"),
    "2 …": lambda: stages(lambda name, n: f"{n} {name}"),
    "the stage alone": lambda: stages(lambda name, n: name),
    "Etapa de …": lambda: stages(lambda name, n: f"Etapa de {name.lower()}"),
    "Etapa 1. …:": lambda: stages(lambda name, n: f"Etapa {n}. {name}:"),
    "a mark on the stage": lambda: stages(lambda name, n: f"Etapa: {name} (3)"),
    "stages merged from an empty column": lambda: Kept(left=1),
    "a column of stages": lambda: Kept(stage_column="all"),
    "a column of stages with numerals": lambda: Kept(stage_column="all", dress={"stage": lambda v: f"III. {v}"}),
    "a column of stages, once": lambda: Kept(stage_column="once"),
    # months
    "Ene.": lambda: months(lambda n: f"{MONTHS[n - 1]}."),
    "ENERO": lambda: months(lambda n: LONG[n - 1].upper()),
    "Set": lambda: Kept(months=tuple("Set" if name == "Sep" else name for name in MONTHS)),
    "dates": lambda: months(lambda n: date(2021, n, 1)),
    "dates at the end": lambda: months(lambda n: datetime(2021, n, 28 if n == 2 else 30)),
    "ene-21": lambda: months(lambda n: f"{MONTHS[n - 1].lower()}-21"),
    "ene–21": lambda: months(lambda n: f"{MONTHS[n - 1].lower()}–21"),
    "ENE 2021": lambda: months(lambda n: f"{MONTHS[n - 1].upper()} 2021"),
    "Ene. 21": lambda: months(lambda n: f"{MONTHS[n - 1]}. 21"),
    "Enero de 2021": lambda: months(lambda n: f"{LONG[n - 1]}\nde 2021"),
    "01/2021": lambda: months(lambda n: f"{n:02d}/2021"),
    "initials": lambda: months(lambda n: "EFMAMJJASOND"[n - 1]),
    "initials with points": lambda: months(lambda n: "efmamjjasond"[n - 1] + "."),
    "numbers": lambda: months(lambda n: n),
    "months written downwards": lambda: months(lambda n: "\n".join(MONTHS[n - 1].upper())),
    "01": lambda: months(lambda n: f"{n:02d}"),
    "Mes 1": lambda: months(lambda n: f"Mes {n}"),
    "I to XII": lambda: Kept(months=tuple("I II III IV V VI VII VIII IX X XI XII".split())),
    "No aplica in the months": lambda: Kept(month=lambda q: q or "No aplica"),
    "stages with their subtotals": lambda: _subtotals(),
    "a stage that goes on": lambda: Kept(
        between={"07": ["head", ["Etapa: Mantenimiento (continuación)"]], "19": ["head", ["Etapa: Seguimiento"]]}
    ),
    "facts in one cell": lambda: titles("Año: 2021 – Versión: 05", *REST),
    "facts after commas": lambda: titles("Plan del SIG, año: 2021, versión: 05", *REST),
    "Ene (6)": lambda: months(lambda n: f"{MONTHS[n - 1]} (6)"),
    # cells
    "dashes": lambda: Kept(month=lambda q: q or "-"),
    "long dashes": lambda: Kept(month=lambda q: q or "—"),
    "en-dashes": lambda: Kept(month=lambda q: q or " – "),
    "No": lambda: Kept(month=lambda q: q or "No"),
    "points": lambda: Kept(month=lambda q: q or "."),
    "bars": lambda: Kept(month=lambda q: q or "/"),
    "noughts": lambda: Kept(month=lambda q: q),
    "two figures": lambda: Kept(month=lambda q: f"{q:02d}" if q else "--"),
    "1.": lambda: dressed("activity", lambda v: f"{int(v)}."),
    "Act. 01": lambda: dressed("activity", lambda v: f"Act. {v}"),
    "Actividad N° 1": lambda: dressed("activity", lambda v: f"Actividad N° {int(v)}"),
    "1.-": lambda: dressed("activity", lambda v: f"{int(v)}.-"),
    "01)": lambda: dressed("activity", lambda v: f"{v})"),
    "numbers of activity": lambda: dressed("activity", int),
    "2 informes": lambda: dressed(
        "target", lambda v: f"{v} informe(s)".replace("(s)", "s") if isinstance(v, int) else v
    ),
    "02 (dos)": lambda: dressed("target", lambda v: f"{v:02d} (dos)" if v == 2 else v),
    "NO APLICA": lambda: dressed("target", lambda v: v if isinstance(v, int) else "NO APLICA"),
    "No⏎aplica5": lambda: dressed("target", lambda v: v if isinstance(v, int) else "No\naplica5"),
    "N.A.": lambda: dressed("target", lambda v: v if isinstance(v, int) else "N.A."),
    "Según necesidad": lambda: dressed("target", lambda v: v if isinstance(v, int) else "Según necesidad"),
    "an empty target": lambda: dressed("target", lambda v: v if isinstance(v, int) else None),
    "an em-dash for a target": lambda: dressed("target", lambda v: v if isinstance(v, int) else "—"),
    "UPPM - URH": lambda: dressed("units", lambda v: v.replace(" / ", " - ")),
    "UPPM-URH": lambda: dressed("units", lambda v: v.replace(" / ", "-")),
    "UPPM – URH": lambda: dressed("units", lambda v: v.replace(" / ", " – ")),
    "UCI y CT": lambda: dressed("units", lambda v: v.replace(" / ", " y ")),
    "UCI e CT": lambda: dressed("units", lambda v: v.replace(" / ", " e ")),
    "UCI & CT": lambda: dressed("units", lambda v: v.replace(" / ", " & ")),
    "UCI⏎CT": lambda: dressed("units", lambda v: v.replace(" / ", "\n")),
    "UCI, CT": lambda: dressed("units", lambda v: v.replace(" / ", ", ")),
    "units in full": lambda: dressed("units", lambda v: " - ".join(FULL.get(each, each) for each in v.split(" / "))),
    "Todas las unidades": lambda: dressed("units", lambda v: "Todas las unidades" if v == "Todas" else v),
    # written once
    "units and lines once": lambda: Kept(once=True),
    "nothing merged": lambda: Kept(merged=False),
    "once, with pages": lambda: Kept(once=True, between={number: ["head"] for number in ("07", "13")}),
    # headings
    "Responsable, Meta anual": lambda: Kept(
        heads={"units": "Responsable", "activity": "Nº de actividad", "target": "Meta anual"}
    ),
    "Unidad(es)": lambda: Kept(
        heads={"units": "Unidad(es) responsable(s)", "activity": "Nro. Act.", "target": "Meta física (4)"}
    ),
    "breaks in headings": lambda: Kept(
        heads={
            "units": "UNIDAD\nRESPONSABLE",
            "line": "Líneas\nde acción",
            "target": "Meta\nfísica4",
            "title": "Activi-\ndades",
        }
    ),
    # the facts over the table
    "Versión 05 in a sentence": lambda: titles(
        TITLES[0][0], "Versión 05", "Aprobado por RDE N° 151-2021-MIDIS/PNADP-DE del 30.09.2021"
    ),
    "facts in one line": lambda: titles(
        "Plan de Desarrollo del SIG 2021 – Versión 05",
        "Aprobado mediante Resolución de Dirección Ejecutiva "
        "N° 151-2021-MIDIS/PNADP-DE de fecha 30 de setiembre de 2021",
    ),
    "Año fiscal": lambda: titles("CRONOGRAMA AÑO FISCAL 2021", "Versión: 5", *REST),
    "Año fiscal: 2021": lambda: titles("Cronograma", "Año fiscal: 2021", "Versión del plan: 05", *REST),
    "Periodo": lambda: titles("Cronograma SIG", "Periodo: 2021", "Versión: V05-2021", *REST),
    "Periodo of months": lambda: titles("Cronograma SIG", "Periodo: Enero - Diciembre 2021", "Versión: v. 05", *REST),
    "facts beside, typed": lambda: titles(
        ["Año:", 2021],
        ["Versión:", 5.0],
        ["Resolución:", "RDE N° 151-2021-MIDIS/PNADP-DE"],
        ["Fecha de aprobación:", None, datetime(2021, 9, 30)],
    ),
    "facts in a table": lambda: titles(
        "Anexo 01 – Cronograma 2021",
        ["Código", "Versión", "Fecha de aprobación", "Página"],
        ["PL-01", "05", "30/09/2021", "1 de 3"],
        "Resolución: RDE N° 151-2021-MIDIS/PNADP-DE",
    ),
    "facts on lines of a cell": lambda: titles("Plan del SIG\nAño: 2021\nVersión: 05", *REST),
    "a plan that is only cited": lambda: titles(
        "Plan de Desarrollo del SIG, que deja sin efecto el plan del año 2020", "Año: 2021", "Versión: 05", *REST
    ),
    "a version that is modified": lambda: titles(
        "Plan del SIG 2021, que modifica la versión 04 aprobada por RDE N° 032-2021-MIDIS/PNADP-DE",
        "Versión: 05",
        *REST,
    ),
    "a plan of several years": lambda: titles(
        "Plan del SIG – Año 2021", "En el marco del Plan de gobierno digital 2020-2023", "Versión: 05", *REST
    ),
    "the year of the months": lambda: Kept(
        titles=[["Versión: 05"], [REST[0]], [REST[1]]], months=tuple(f"{name}-21" for name in MONTHS)
    ),
    "quinta": lambda: titles(TITLES[0][0], "Versión: quinta", *REST),
    "a long date": lambda: titles(
        *(line[0] for line in TITLES[:3]), "Fecha de aprobación: Lima, 30 de setiembre del 2021"
    ),
    # blocks of months
    "subtotals of quarters": lambda: Kept(extra=[["I Trim", *range(25)], ["Total", *range(25)]]),
    "an executed block at the right": lambda: _blocks("PROGRAMADO", "EJECUTADO"),
    "the executed block has words": lambda: _blocks("Programado 2021", "Avance ejecutado"),
    "only the other is said": lambda: _blocks("", "Ejecutado"),
    "an executed table below": lambda: Kept(foot=[[], ["EJECUTADO"], *Kept().grid[5:]]),
    "an executed sheet": None,
    "a hidden old version": None,
    "one sheet a stage": None,
}


def _blocks(one: str, other: str) -> Kept:
    over = [None] * 6 + [one or None] + [None] * 11 + [other or None]
    return Kept(merged=False, over=[over], extra=[[name, *([n % 2 or None] * 25)] for n, name in enumerate(MONTHS)])


def _widened(columns, cells: bool = False, second: bool = False) -> Kept:
    """Each of some columns is two, merged in its heading and perhaps in its cells, which are in the first or the
    second."""
    kept = Kept(merged=False)
    kept.merges, columns = [], sorted(columns)
    for n, row in enumerate(kept.grid[kept.header :]):
        row += [None] * (18 - len(row))
        for at in reversed(columns):
            row.insert(at if second and n else at + 1, None)
    last = len(kept.grid) - 1 if cells else kept.header
    for n, at in enumerate(columns):
        kept.merges += [(row, at + n, row, at + n + 1) for row in range(kept.header, last + 1)]
    return kept


def _subtotals() -> Kept:
    """The row of each stage also adds its targets up."""
    kept = Kept(merged=False, stage=lambda code, n: SHORT[code])
    kept.merges = []
    for row in kept.grid[kept.header + 1 :]:
        row += [None] * 4 + [28, 3] if len(row) == 1 else []
    return kept


def _executed_first() -> Kept:
    kept = Kept(
        merged=False,
        over=[[None] * 6 + ["EJECUTADO"] + [None] * 11 + ["PROGRAMADO"]],
        extra=[
            [name, *(OFFICIAL[f"{n:02d}"]["months"][month] or None for n in range(1, 26))]
            for month, name in enumerate(MONTHS)
        ],
    )
    for number in OFFICIAL:
        for month in range(1, 13):
            kept.put(number, f"m{month:02d}", 3 if month == 5 else None)
    return kept


def _two_a_month(programmed: str, executed: str) -> Kept:
    """Each month has two columns, with their names in the row under it."""
    kept = Kept(merged=False)
    width = 6
    for at, row in enumerate(kept.grid):
        if at == kept.header:
            kept.grid[at] = row[:width] + [cell for name in row[width:] for cell in (name, None)]
        elif at > kept.header and len(row) > 1:
            kept.grid[at] = row[:width] + [cell for value in row[width:] for cell in (value, 7)]
    kept.merges = [each for each in kept.merges if each[0] < kept.header]
    kept.merges += [(kept.header, width + 2 * n, kept.header, width + 2 * n + 1) for n in range(12)]
    kept.grid.insert(kept.header + 1, [None] * width + [programmed, executed] * 12)
    return kept


def content(case: str) -> bytes:
    if case == "an executed sheet":
        return books({"Programado": Kept(), "Ejecutado": Kept()})
    if case == "a hidden old version":
        return books({"Anexo 01": Kept(), "v04": Kept()}, hidden=("v04",))
    if case == "one sheet a stage":
        return books({SHORT[code]: Kept(only=(code,)) for code in STAGES})
    return RIGHT[case]().xlsx()


def read(content: bytes, catalog, name: str = "anexo.xlsx"):
    return prepare(Incoming("plan", name, content), catalog)


def same(prepared) -> bool:
    found = came_back(prepared.parts)
    assert {number: row for number, row in found.items() if row != OFFICIAL.get(number)} == {}
    return found == OFFICIAL


@pytest.mark.in_turn(36)
@pytest.mark.parametrize("case", RIGHT)
def test_the_same_plan_in_another_dress(whole_catalog, case):
    prepared = read(content(case), whole_catalog)
    assert same(prepared)
    version = prepared.parts["plan_version"].to_pylist()[0]
    assert (version["year"], version["version"], version["approved_on"]) == (2021, "05", date(2021, 9, 30))
    assert version["resolution"].endswith("N° 151-2021-MIDIS/PNADP-DE"), version["resolution"]


@pytest.mark.parametrize(("programmed", "executed"), [("P", "E"), ("Prog.", "Ejec."), ("Programado", "Ejecutado")])
def test_each_month_with_two_columns(whole_catalog, programmed, executed):
    prepared = read(_two_a_month(programmed, executed).xlsx(), whole_catalog)
    assert same(prepared) and "annex_block_left" in codes(prepared.warnings)


def test_an_executed_block_before_the_programmed_one(whole_catalog):
    prepared = read(_executed_first().xlsx(), whole_catalog)
    assert (
        same(prepared) and codes(prepared.warnings) == ["annex_block_left"] and "G a R" in prepared.warnings[0].message
    )


def test_an_executed_block_after_an_empty_column_without_a_word(whole_catalog):
    """The first goes on from the table and is alone in adding up to the targets."""
    kept = Kept(merged=False, extra=[[None] * 26, *([name, *([1] * 25)] for name in MONTHS)])
    assert same(read(kept.xlsx(), whole_catalog))


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "cp1252"), ("\t", "utf-16"), (",", "utf-8-sig"), (";", "utf-8")]
)
@pytest.mark.parametrize("once", [True, False])
def test_a_csv_has_lost_its_merges(whole_catalog, delimiter, encoding, once):
    kept = Kept(once=once, merged=False, foot=[["4 Anual"], [f"5 {NOTE}"]])
    assert same(read(kept.csv(delimiter, encoding), whole_catalog, "anexo.csv"))


def test_a_heading_merged_beyond_the_headings_keeps_its_column():
    """Rows far below may be wider than those in which headings are looked for."""
    far = Sheet("", [["N° Act.", "Actividades"], *([[""]] * 60), ["a", "", "", "b", "c", "d"]], merges=[(0, 1, 0, 3)])
    tall, wide = expanded(far)
    assert tall[0] == wide[0] == ["N° Act.", "Actividades"]


# what is left out is told, one line a kind
TOLD = {
    "signatures over two columns": {"annex_foot": "filas 36 a 38"},
    "headings in several lines": {"header_unknown": "S «Otro dato»", "annex_once": "«Unidad responsable»"},
    "columns with letters": {"annex_repeated": "fila 7"},
    "two footnotes": {"annex_foot": "filas 36 y 37"},
    "headings on each page": {"annex_repeated": "filas 14, 21, 29 y 37"},
    "a total": {"rows_total": "fila 35"},
    "subtotals of quarters": {"header_unknown": "S «I Trim» y T «Total»"},
    "units and lines once": {"annex_once": "«Unidad responsable»"},
    "an executed sheet": {"annex_sheet": "«Ejecutado»"},
    "a hidden old version": {"sheet_hidden": "«v04»"},
    "one sheet a stage": {"annex_joined": "«Mantenimiento», «Seguimiento» y «Mejora»"},
    "an executed block at the right": {"annex_block_left": "S a AD"},
}


@pytest.mark.parametrize("case", TOLD)
def test_what_is_left_out_is_told(whole_catalog, case):
    warnings = read(content(case), whole_catalog).warnings
    for code, said in TOLD[case].items():
        assert any(each.code == code and said in each.message for each in warnings), [each.message for each in warnings]
    assert len(warnings) <= 5


def test_the_origin_of_each_row_of_joined_sheets_is_its_row_in_its_sheet(whole_catalog):
    parts = {code: Kept(only=(code,)) for code in STAGES}
    prepared = read(books({SHORT[code]: kept for code, kept in parts.items()}), whole_catalog)
    rows = {number: row for kept in parts.values() for number, row in kept.row.items()}
    assert {row["activity"]: row["_row"] for row in prepared.parts["plan_activity"].to_pylist()} == rows


def test_sheets_named_by_their_stage_need_no_title(whole_catalog):
    sheets = {f"{ROMAN[n]}. {SHORT[code]}": Kept(only=(code,)) for n, code in enumerate(STAGES, 1)}
    for kept in sheets.values():
        kept.grid = [row for row in kept.grid if not str(row[0] if row else "").startswith("Etapa")]
        kept.merges = []
    for kept in sheets.values():
        for row in kept.grid[kept.header + 1 :]:
            row[0], row[1] = row[0] or "UPPM", row[1] or "Línea"
    found = came_back(read(books(sheets), whole_catalog).parts)
    assert {number: row["stage"] for number, row in found.items()} == {
        number: row["stage"] for number, row in OFFICIAL.items()
    }


# dresses that do not stand in each other's way
HEADINGS = [
    {},
    {"units": "Responsable"},
    {"activity": "Nº"},
    {"target": "Meta física (1)"},
    {"line": "Línea de acción", "title": "ACTIVIDAD"},
]
SHAPES = ["Ene.", "ENERO", "dates", "ene-21", "ene–21", "ENE 2021", "initials", "numbers", "01", "Mes 1"]
NAMES = ["Etapa I: …", "I. …", "II) …", "the stage alone", "Etapa de …", "ETAPA III"]
FEET = [
    [],
    [["4 Anual"], [f"5 {NOTE}"]],
    [TOTAL],
    [TOTAL, ["Fuente: UPPM"]],
    [["Página 2 de 2"]],
    [[], ["(*) Anual"], ["Elaborado por", None, None, "Aprobado por"]],
]


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_mixture_of_dresses_gives_the_same_plan(whole_catalog, data):
    pick = data.draw
    pages = pick(st.sets(st.sampled_from(sorted(OFFICIAL)[1:]), max_size=4))
    kept = Kept(
        heads=pick(st.sampled_from(HEADINGS)),
        months=RIGHT[pick(st.sampled_from(SHAPES))]().months,
        stage=RIGHT[pick(st.sampled_from(NAMES))]().stage,
        stage_column=pick(st.sampled_from(["", "", "all", "once"])),
        once=pick(st.booleans()),
        left=pick(st.integers(0, 2)),
        month=pick(
            st.sampled_from(
                [
                    lambda q: q or None,
                    lambda q: q,
                    lambda q: q or "-",
                    lambda q: q or "—",
                    lambda q: str(q) if q else "–",
                ]
            )
        ),
        dress={
            "activity": pick(st.sampled_from([str, int, lambda v: f"{int(v)}.", lambda v: f"Act. {v}"])),
            "units": lambda v, joint=pick(st.sampled_from(["/", " - ", " y ", "\n", " – "])): v.replace(" / ", joint),
        },
        between={
            number: pick(
                st.sampled_from([["head"], [["4 Anual"], "head"], [["Página 1 de 2"], [TITLES[0][0]], "head"]])
            )
            for number in pages
        },
        foot=pick(st.sampled_from(FEET)),
    )
    written = (
        (kept.xlsx(), "anexo.xlsx") if pick(st.booleans()) or not kept.once else (kept.csv(";", "utf-8"), "anexo.csv")
    )
    assert same(read(written[0], whole_catalog, written[1]))
