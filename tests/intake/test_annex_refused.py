"""Proves that what is odd in an Anexo 01 and cannot be read is refused in one clear sentence a cause, and that its
identity is read whole."""

from datetime import date, datetime

import pytest
from test_annex_as_kept import REST, _blocks, _two_a_month, _widened, titles

from conftest import codes
from sig_metrics.intake.annex.annex import PlanHeader
from sig_metrics.intake.prepare import Incoming, prepare
from sig_metrics.intake.table.read import read_file
from sig_metrics.language.problems import Refused
from support.annex_book import MONTHS, STAGES, Kept, books


def put(*changes: tuple[str, str, object], merged: bool = False) -> Kept:
    kept = Kept(merged=merged)
    for activity, column, value in changes:
        kept.put(activity, column, value)
    return kept


def merge(kept: Kept, *blocks: tuple[int, int, int, int]) -> Kept:
    kept.merges += blocks
    return kept


def bar() -> Kept:
    """Activity 12 (row 19, index 18) is a bar from March to May."""
    return merge(put(("12", "m03", 1), ("12", "m04", None)), (18, 8, 18, 10))


def second_row(merged: bool) -> Kept:
    """Activity 18 (row 26) has a second row with its other deliverable."""
    kept = Kept(merged=False)
    kept.grid.insert(26, [None] * 4 + ["Informe de alertas", 12] + [1] * 12)
    kept.merges = [(each[0] + (each[0] > 25), *each[1:2], each[2] + (each[0] > 25), each[3]) for each in kept.merges]
    return merge(kept, (25, 2, 26, 2)) if merged else kept


def _both() -> Kept:
    """Each month over two columns without a word: in January the first is filled, in the others the second."""
    kept = _widened(range(6, 18))
    for row in kept.grid[kept.header + 1 :]:
        for at in range(8, 30, 2):
            row[at], row[at + 1] = None, row[at]
    return kept


HEADS = Kept().head
# what is built, the code of the only problem, words of its sentence
REFUSED = {
    "two visible versions": (
        lambda: books({"Anexo 01": Kept(), "Versión anterior": Kept()}),
        "annex_versions",
        ["«Anexo 01»", "«Versión anterior»"],
    ),
    "a bar over months": (lambda: bar().xlsx(), "annex_bar", ["fila 19"]),
    "a month of two activities": (lambda: merge(Kept(), (8, 8, 9, 8)).xlsx(), "annex_shared", ["filas 9 y 10"]),
    "a target of two activities": (lambda: merge(Kept(), (8, 5, 9, 5)).xlsx(), "annex_shared", ["filas 9 y 10"]),
    "X marks": (
        lambda: Kept(month=lambda q: "X" if q else None).xlsx(),
        "not_int",
        ["«X» no es un número entero", "Lo mismo pasa en 73 celdas"],
    ),
    "numbers in brackets": (
        lambda: Kept(month=lambda q: f"({q})" if q else None).xlsx(),
        "not_int",
        ["«(1)» no es un número entero"],
    ),
    "a title merged with its deliverable": (
        lambda: merge(put(("02", "deliverable", None)), (8, 3, 8, 4)).xlsx(),
        "annex_across",
        ["fila 9"],
    ),
    "words in every month": (lambda: Kept(month=lambda q: "uno" if q else None).xlsx(), "not_int", ["«uno»"]),
    "an activity in two rows": (lambda: second_row(True).xlsx(), "annex_several", ["filas 26 y 27"]),
    "an activity in two rows, merge lost": (lambda: second_row(False).xlsx(), "annex_numberless", ["fila 27"]),
    "the last in two rows": (
        lambda: Kept(foot=[[None] * 4 + ["Otro informe", 2, 1, 1]]).xlsx(),
        "annex_numberless",
        ["fila 35"],
    ),
    "a slip in a stage": (
        lambda: Kept(stage=lambda code, n: "Mejroa" if n == 3 else STAGES[code]).xlsx(),
        "annex_stage_unknown",
        ["«Mejora»", "fila 32"],
    ),
    "a slip with a numeral": (
        lambda: Kept(stage=lambda code, n: f"{n}. Segimiento" if n == 2 else STAGES[code]).xlsx(),
        "annex_stage_unknown",
        ["«Seguimiento»", "fila 21"],
    ),
    "a stage without a name": (
        lambda: Kept(stage=lambda code, n: f"Etapa {n}").xlsx(),
        "annex_stage_unknown",
        ["filas 7, 21 y 32"],
    ),
    "loose text": (
        lambda: Kept(between={"07": [["Prioridades de la Dirección"]]}).xlsx(),
        "annex_title",
        ["fila 14", "Prioridades"],
    ),
    "the stage twice": (
        lambda: Kept(stage_column="all", between={"14": [["Etapa: Mejora"]], "24": [["Etapa: Mantenimiento"]]}).xlsx(),
        "annex_stage_two",
        ["fila"],
    ),
    "two blocks side by side": (lambda: _blocks("", "").xlsx(), "annex_blocks", ["G a R", "S a AD", "«Programado»"]),
    "two programmed": (lambda: _blocks("Programado", "Reprogramado").xlsx(), "annex_blocks", ["G a R"]),
    "only an executed block": (lambda: Kept(over=[[None] * 6 + ["EJECUTADO"]]).xlsx(), "annex_executed", ["G a R"]),
    "two columns a month": (lambda: _two_a_month("", "").xlsx(), "annex_blocks", ["G a AD"]),
    "months without a name": (lambda: Kept(months=(None,) * 12).xlsx(), "annex_headings", ["«Ene»", "«Dic»"]),
    "the plan twice": (
        lambda: Kept(foot=[[], HEADS, *Kept(merged=False).grid[6:]]).xlsx(),
        "annex_stacked",
        ["fila 36", "«01», «02» y «03»"],
    ),
    "an older plan below": (
        lambda: Kept(foot=[[], ["Versión anterior"], HEADS, *Kept(merged=False).grid[7:10]]).xlsx(),
        "annex_stacked",
        ["fila 37", "«01», «02» y «03»", "Deje en la hoja solo el que carga"],
    ),
    "an activity again on another page": (
        lambda: Kept(between={"20": [HEADS, Kept(merged=False).grid[8]]}).xlsx(),
        "duplicate",
        ["«02»"],
    ),
    "a month twice": (
        lambda: Kept(months=(*MONTHS[:11], "Nov")).xlsx(),
        "annex_month_twice",
        ["más de una columna de «Nov» (Q y R) y ninguna de «Dic»"],
    ),
    "a month too many": (
        lambda: Kept(merged=False, months=(*MONTHS[:11], "Nov"), extra=[["Dic", *([None] * 25)]]).xlsx(),
        "annex_month_twice",
        ["más de una columna de «Nov» (Q y R). Corrija"],
    ),
    "a word for nothing in the empty months": (
        lambda: Kept(month=lambda q: q or "ninguno").xlsx(),
        "nothing",
        ["«Ene»", "Lo mismo pasa en 227 celdas"],
    ),
    "two columns a month, each with its own": (lambda: _both().xlsx(), "annex_blocks", ["G a AD"]),
    "a row without number under the signatures": (
        lambda: Kept(foot=[["Elaborado por"], [None] * 4 + ["Otro informe", 2, 1, 1]]).xlsx(),
        "annex_numberless",
        ["fila 36"],
    ),
    "a coordination for a unit": (
        lambda: Kept(dress={"units": lambda v: v.replace("UPPM", "UPPM-CMG")}).xlsx(),
        "unknown_code",
        ["«UPPM-CMG»"],
    ),
    "a unit that was lost": (lambda: put(("12", "units", None)).xlsx(), "required", ["«Unidad responsable»"]),
    "the number that was lost": (lambda: put(("25", "activity", None)).xlsx(), "required", ["«N° Act.»"]),
    "2.1 for an activity": (lambda: put(("02", "activity", "2.1")).xlsx(), "pattern", ["«2.1»"]),
    "two numbers in a target": (
        lambda: put(("18", "target", "12 informes y 12 actas")).xlsx(),
        "not_int",
        ["12 informes y 12 actas"],
    ),
}


def problems(content: bytes, catalog, given: PlanHeader = PlanHeader()) -> list:
    with pytest.raises(Refused) as caught:
        prepare(Incoming("plan", "anexo.xlsx", content, header=given), catalog)
    return [each for each in caught.value.problems if each.code != "header_unknown"]


@pytest.mark.parametrize("case", REFUSED)
def test_one_sentence_for_one_cause(whole_catalog, case):
    built, code, said = REFUSED[case]
    found = problems(built(), whole_catalog)
    assert codes(found) == [code], [each.message for each in found]
    assert [word for word in said if word not in found[0].message] == [], found[0].message


def test_a_row_of_two_pages_of_merged_cells_that_hold_nothing_is_one_activity(whole_catalog):
    kept = Kept(merged=False)
    kept.grid.insert(9, [None] * 18)  # under activity 02
    kept.merges = [(each[0] + (each[0] > 8), each[1], each[2] + (each[0] > 8), each[3]) for each in kept.merges]
    merge(kept, *((8, column, 9, column) for column in range(18)))
    prepared = prepare(Incoming("plan", "a.xlsx", kept.xlsx()), whole_catalog)
    assert prepared.parts["plan_activity"].num_rows == 25 and prepared.parts["plan_schedule"].num_rows == 73


# the identity

UNREAD = {
    "version": [
        "2021-05",
        "2.1",
        "1.5",
        "1.0",
        "12/09/2021",
        "del 12/09/2021, 05",
        "05-2021",
        "005",
        "00",
        "5a",
        "05 y 06",
        "Borrador",
        "cinco",
    ],
    "year": ["2021-05", "2021-2022", "21", "1999", "2021 y 2022", "01/01/2021"],
}
LABEL = {"version": ("Año: 2021", "Versión: {}"), "year": ("Año: {}", "Versión: 05")}
BESIDE = {"version": (["Año:", 2021], ["Versión:", None]), "year": (["Año:", None], ["Versión:", "05"])}


@pytest.mark.parametrize(("fact", "text"), [(fact, text) for fact, texts in UNREAD.items() for text in texts])
def test_a_fact_is_read_whole_or_refused_with_what_was_read(whole_catalog, fact, text):
    beside = [[*cells[:1], text if cells[1] is None else cells[1]] for cells in BESIDE[fact]]
    for kept in (titles(*(line.format(text) for line in LABEL[fact]), *REST), titles(*beside, *REST)):
        found = problems(kept.xlsx(), whole_catalog)
        assert codes(found) == [f"annex_{fact}_read"] and f"«{text}»" in found[0].message
        assert ("«Versión: 05»" if fact == "version" else "«Año:»") in found[0].message


@pytest.mark.parametrize("value", [2.1, datetime(2021, 5, 1)])
def test_a_number_or_a_date_of_excel_is_no_version(whole_catalog, value):
    assert codes(problems(titles(["Año:", 2021], ["Versión:", value], *REST).xlsx(), whole_catalog)) == [
        "annex_version_read"
    ]


VERSIONS = {
    "05": "05",
    "5": "05",
    "05.": "05",
    "V05-2021": "05",
    "V.05": "05",
    "v 5": "05",
    "N° 05": "05",
    "Versión 12": "12",
    "quinta": "05",
    "Sétima versión": "07",
}


@pytest.mark.parametrize("text", VERSIONS)
def test_the_dresses_of_a_version(whole_catalog, text):
    prepared = prepare(Incoming("plan", "a.xlsx", titles("Año: 2021", f"Versión: {text}", *REST).xlsx()), whole_catalog)
    assert prepared.parts["plan_version"].to_pylist()[0]["version"] == VERSIONS[text]


TWO = {
    "a title and a label": (
        titles("Cronograma – Año 2020", "Año: 2021", "Versión: 05", *REST),
        "annex_two",
        ["2020", "2021"],
    ),
    "two labels": (titles("Año: 2021", "Periodo: 2022", "Versión: 05", *REST), "annex_two", ["2021", "2022"]),
    "the months of another year": (Kept(months=tuple(f"{name}-20" for name in MONTHS)), "annex_two", ["2020", "2021"]),
    "two versions": (titles("Plan del SIG 2021 – Versión 04", "Versión: 05", *REST), "annex_two", ["«04»", "«05»"]),
    "the version of another year": (titles("Año: 2021", "Versión: V05-2020", *REST), "annex_two", ["2020", "2021"]),
    "two resolutions": (
        titles("Año: 2021", "Versión: 05", *REST, "Resolución: RDE N° 99-2021"),
        "annex_two",
        ["N° 99-2021", "N° 151-2021"],
    ),
    "two days": (
        titles("Año: 2021", "Versión: 05", *REST, "Aprobado el: 01/10/2021"),
        "annex_two",
        ["30/09/2021", "01/10/2021"],
    ),
    "a year that is only cited": (
        titles("Plan que deja sin efecto el plan del año 2020", "Versión: 05", *REST),
        "annex_year",
        ["«Año:»"],
    ),
    "the month first": (
        titles("Año: 2021", "Versión: 05", REST[0], "Fecha de aprobación: 09/30/2021"),
        "annex_approved",
        ["el día va primero", "mes 30"],
    ),
    "a day after the year that follows": (
        titles("Año: 2021", "Versión: 05", REST[0], "Fecha de aprobación: 30/09/2031"),
        "annex_approved",
        ["30/09/2031", "año del plan (2021)", "ni del anterior, ni del siguiente"],
    ),
    "a day long before": (
        titles("Año: 2021", "Versión: 05", REST[0], "Fecha de aprobación: 30/09/2012"),
        "annex_approved",
        ["30/09/2012", "año del plan (2021)"],
    ),
    "a day of an impossible year": (
        titles("Año: 2021", "Versión: 05", REST[0], "Fecha de aprobación: 30/09/0021"),
        "annex_approved",
        ["30/09/0021", "año del plan (2021)"],
    ),
    "a day that does not exist": (
        titles("Año: 2021", "Versión: 05", REST[0], "Fecha de aprobación: 31/09/2021"),
        "annex_approved",
        ["no existe"],
    ),
}


@pytest.mark.parametrize("case", TWO)
def test_two_sayings_that_differ_are_refused(whole_catalog, case):
    kept, code, said = TWO[case]
    found = problems(kept.xlsx(), whole_catalog)
    assert codes(found) == [code] and [word for word in said if word not in found[0].message] == [], [
        each.message for each in found
    ]


GIVEN = {
    "the same": (PlanHeader("2021", "5", "RDE Nº 151-2021-MIDIS/PNADP-DE", "30/09/2021"), ""),
    "nothing": (PlanHeader(), ""),
    "another version": (PlanHeader(version="06"), "El libro dice versión 05 y usted indicó 06"),
    "another year": (PlanHeader(year="2022"), "El libro dice año 2021 y usted indicó 2022"),
    "another resolution": (PlanHeader(resolution="RDE N° 1-2022"), "usted indicó «RDE N° 1-2022»"),
    "another day": (
        PlanHeader(approved_on="01/10/2021"),
        "El libro dice fecha de aprobación 30/09/2021 y usted indicó 01/10/2021",
    ),
    "an unreadable version": (PlanHeader(version="1.5"), "«1.5»"),
    "an unreadable year": (PlanHeader(year="2021-05"), "«2021-05»"),
}


@pytest.mark.parametrize("case", GIVEN)
def test_what_is_given_agrees_with_the_book_or_both_are_shown(whole_catalog, case):
    given, said = GIVEN[case]
    if not said:
        version = (
            prepare(Incoming("plan", "a.xlsx", Kept().xlsx(), header=given), whole_catalog)
            .parts["plan_version"]
            .to_pylist()[0]
        )
        assert (version["year"], version["version"], version["approved_on"]) == (2021, "05", date(2021, 9, 30))
        return
    found = problems(Kept().xlsx(), whole_catalog, given)
    assert len(found) == 1 and said in found[0].message, [each.message for each in found]


def test_a_book_that_cannot_be_read_is_not_overruled(whole_catalog):
    found = problems(titles("Año: 2021", "Versión: 2021-05", *REST).xlsx(), whole_catalog, PlanHeader(version="05"))
    assert (
        codes(found) == ["annex_disagree"] and "2021-05" in found[0].message and "usted indicó 05" in found[0].message
    )


def test_only_the_facts_over_the_table_came_for_the_version(whole_catalog):
    from sig_metrics.intake.annex.annex import split_annex

    split = split_annex(read_file("a.xlsx", Kept().xlsx(), whole_catalog.register("plan")), PlanHeader(), whole_catalog)
    assert split.came["plan_version"] == ("year", "version", "resolution", "approved_on")
    assert set(split.came) == set(split.parts) == {"plan_version", "plan_activity", "plan_schedule"}
    assert split.came["plan_schedule"] == ("year", "version", "activity", "month", "quantity")
    assert {"stage", "units", "line", "title", "deliverable", "target"} < set(split.came["plan_activity"])


def test_every_cause_is_told_at_once_in_a_few_lines(whole_catalog):
    kept = Kept(
        titles=[["Año: 2021"], ["Versión: 2.1"], [REST[0]], [REST[1]]],
        month=lambda q: "X" if q else None,
        stage=lambda code, n: "Mejroa" if n == 3 else STAGES[code],
        dress={"units": lambda v: v.replace("UTI", "UTIX")},
    )
    assert codes(problems(kept.xlsx(), whole_catalog)) == [
        "annex_version_read",
        "annex_stage_unknown",
        "not_int",
        "unknown_code",
    ]


def test_a_row_of_a_csv_with_a_cell_too_many_says_which(whole_catalog):
    """Activity 12 is in row 19: a semicolon in its title that nobody put in quotes."""
    lines = Kept(merged=False).csv(";", "utf-8").decode().splitlines()
    assert lines[18].count(";") == lines[17].count(";")
    lines[18] += ";sobra"
    with pytest.raises(Refused) as found:
        prepare(Incoming("plan", "anexo.csv", "\n".join(lines).encode()), whole_catalog)
    assert codes(found.value.problems) == ["file_ragged"]
    said = found.value.problems[0].message
    assert said.startswith("La fila 19 tiene ") and "Revise comas o comillas sueltas" in said
