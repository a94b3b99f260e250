"""Proves that Anexo 01, shaped as the entity keeps it, loads as a plan version, and that each fault is named."""

import csv
import io

import openpyxl
import pytest

from conftest import V05, codes, contents
from sig_metrics.intake.annex.annex import PlanHeader
from sig_metrics.language.problems import Problem
from sig_metrics.publish.load import Incoming, load_file

STAGES = {"maintenance": "Mantenimiento", "monitoring": "Seguimiento, medición y análisis", "improvement": "Mejora"}
HEAD = [
    "Unidad responsable",
    "Líneas de acción",
    "N° Act.",
    "Actividades",
    "Entregables",
    "Meta física4",
    *"Ene Feb Mar Abr May Jun Jul Ago Set Oct Nov Dic".split(),
]
TITLES = [
    ["Plan de Desarrollo del SIG – Anexo 01"],
    ["Año: 2021"],
    ["Versión:", "06"],
    ["Resolución: RDE N° 099-2021-MIDIS/PNADP-DE"],
    ["Fecha de aprobación", None, "15/11/2021"],
    [],
]


def rows(name: str) -> list[dict]:
    with (V05 / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


class Annex:
    """The sheet under construction; `row` is where each activity is written."""

    def __init__(self, titles=TITLES):
        self.book = openpyxl.Workbook()
        self.page = self.book.active
        self.page.title = "Anexo 01"
        for title in titles:
            self.page.append(title)
        self.page.append(HEAD)
        self.head = self.page.max_row if titles else 1
        self.row: dict[str, int] = {}
        self._activities()
        self.page.append(["TOTAL", None, None, None, None, 85, 3, 6, 7, 13, 7, 8, 4, 5, 7, 9, 6, 10])

    def _activities(self) -> None:
        months = {}
        for line in rows("plan_schedule"):
            months.setdefault(line["activity"], {})[int(line["month"])] = int(line["quantity"])
        stage = line = unit = None
        for activity in rows("plan_activity"):
            if activity["stage"] != stage:
                stage, line, unit = activity["stage"], None, None
                self.page.append([f"Etapa: {STAGES[stage]}"])
                self._merge(self.page.max_row, 1, self.page.max_row, len(HEAD))
            cells = months.get(activity["activity"], {})
            self.page.append(
                [
                    activity["units"].replace("/", " / "),
                    activity["line"],
                    int(activity["activity"]),
                    activity["title"],
                    activity["deliverable"],
                    int(activity["target"] or 0) or "No aplica5",
                    *(cells.get(month) for month in range(1, 13)),
                ]
            )
            at = self.page.max_row
            self.row[activity["activity"]] = at
            line = self._same(2, at, line, activity["line"])
            unit = self._same(1, at, unit, activity["units"])

    def _same(self, column: int, at: int, before: tuple | None, value: str) -> tuple:
        """Merges a cell with the equal one above, as the entity's sheet does; (first row, value)."""
        if before is None or before[1] != value:
            return at, value
        for block in list(self.page.merged_cells.ranges):
            if (block.min_row, block.min_col) == (before[0], column):
                self.page.unmerge_cells(str(block))
        self._merge(before[0], column, at, column)
        return before

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    def put(self, activity: str, heading: str, value) -> None:
        column = HEAD.index(heading) + 1
        for block in list(self.page.merged_cells.ranges):
            if block.min_col == column == block.max_col and block.min_row <= self.row[activity] <= block.max_row:
                self.page.unmerge_cells(str(block))
                for at in range(block.min_row, block.max_row + 1):
                    self.page.cell(at, column).value = self.page.cell(block.min_row, column).value
        self.page.cell(self.row[activity], column).value = value

    def incoming(self, **options) -> Incoming:
        out = io.BytesIO()
        self.book.save(out)
        return Incoming("plan", "Anexo 01.xlsx", out.getvalue(), **options)


def schedule(snapshot, version: str) -> list[dict]:
    return snapshot.rows(
        "select activity, month, quantity from plan_schedule where year = 2021 and version = ? "
        "order by activity, month",
        [version],
    )


def activities(snapshot, version: str) -> list[dict]:
    return snapshot.rows(
        "select activity, stage, line, units, title, deliverable, target from plan_activity "
        "where year = 2021 and version = ? order by activity",
        [version],
    )


def test_the_sheet_has_merges_titles_and_a_total():
    annex = Annex()
    merged = [str(block) for block in annex.page.merged_cells.ranges]
    assert (
        sum(block.startswith("B") for block in merged) >= 3 and sum(block.startswith("A") for block in merged) >= 3 + 3
    )
    assert annex.page.cell(annex.row["03"], 2).value is None  # inside a merged block


def test_the_annex_of_version_05_loads_as_version_06(plan_copy, catalog):
    report = load_file(plan_copy, catalog, Annex().incoming(), "pruebas")
    assert (report.loaded, report.read, report.new, report.removed, report.problems) == (True, 25, 1 + 25 + 73, 0, [])
    with_06 = plan_copy.open()
    assert schedule(with_06, "06") == schedule(with_06, "05") and len(schedule(with_06, "06")) == 73
    assert activities(with_06, "06") == activities(with_06, "05") and len(activities(with_06, "06")) == 25
    version = with_06.rows(
        "select year, version, resolution, approved_on::varchar as day from plan_version where version = '06'"
    )
    assert version == [
        {"year": 2021, "version": "06", "resolution": "RDE N° 099-2021-MIDIS/PNADP-DE", "day": "2021-11-15"}
    ]
    same = with_06.rows(
        "select count(*) as n from cube as a join cube as b on a.indicator = b.indicator and a.period = b.period "
        "and a.activity = b.activity and a.year = b.year and a.plan_part is not distinct from b.plan_part and a.version = '05' and b.version = '06' "
        "where coalesce(a.plan_part, 'own') = 'own' and a.numerator = b.numerator and a.denominator is not distinct from b.denominator"
    )
    total = with_06.rows("select count(*) as n from cube where version = '05' and coalesce(plan_part, 'own') = 'own'")
    assert same == total and total[0]["n"] > 2000
    assert with_06.rows(
        "select version from version_in_force where period = '2021-10-31' or period = '2021-11-30' order by period"
    ) == [{"version": "05"}, {"version": "06"}]


def test_the_origin_of_each_row_is_its_row_in_the_sheet(plan_copy, catalog):
    annex = Annex()
    load_file(plan_copy, catalog, annex.incoming(), "pruebas")
    found = plan_copy.open().rows("select activity, _row from plan_activity where version = '06'")
    assert {row["activity"]: row["_row"] for row in found} == annex.row


def test_loading_it_again_changes_nothing(plan_copy, catalog):
    incoming = Annex().incoming()
    load_file(plan_copy, catalog, incoming, "pruebas")
    before = contents(plan_copy.folder)
    again = load_file(plan_copy, catalog, incoming, "pruebas")
    assert (
        not again.loaded and again.same == 99 and again.message.startswith("Sin cambios: los datos ya están cargados")
    )
    assert contents(plan_copy.folder) == before


def test_a_corrected_annex_takes_out_what_it_no_longer_programs(plan_copy, catalog):
    load_file(plan_copy, catalog, Annex().incoming(), "pruebas")
    corrected = Annex()
    corrected.put("25", "Oct", None)
    corrected.put("25", "Nov", 1)
    report = load_file(plan_copy, catalog, corrected.incoming(), "pruebas")
    assert (report.new, report.changed, report.removed) == (1, 0, 1)
    assert [row["month"] for row in schedule(plan_copy.open(), "06") if row["activity"] == "25"] == [5, 11]
    assert len(schedule(plan_copy.open(), "05")) == 73


@pytest.mark.parametrize("mode", ["merge", "replace"])
def test_an_annex_never_takes_out_other_versions(plan_copy, catalog, mode):
    load_file(plan_copy, catalog, Annex().incoming(mode=mode), "pruebas")
    found = plan_copy.open().rows("select version, count(*) as n from plan_activity group by version order by version")
    assert found == [{"version": "04", "n": 24}, {"version": "05", "n": 25}, {"version": "06", "n": 25}]


def test_the_header_may_be_given_instead(plan_copy, catalog):
    given = PlanHeader("2021", "7", "RDE N° 1", "01/12/2021")
    assert load_file(plan_copy, catalog, Annex([[], []]).incoming(header=given), "pruebas").loaded
    assert plan_copy.open().rows(
        "select version, approved_on::varchar as day from plan_version where version > '05'"
    ) == [{"version": "07", "day": "2021-12-01"}]


def test_a_column_of_systems_becomes_the_bridge(plan_copy, catalog):
    annex = Annex()
    last = len(HEAD) + 1
    annex.page.cell(annex.head, last).value = "Sistemas ISO"
    for activity, at in annex.row.items():
        annex.page.cell(at, last).value = "SGC / calidad / SGAS" if activity == "25" else "ISO 45001"
    report = load_file(plan_copy, catalog, annex.incoming(), "pruebas")
    assert report.loaded and report.removed == 0
    found = plan_copy.open().rows(
        "select activity, system, basis, _load from activity_system where activity > '23' order by activity, system"
    )
    assert [(row["activity"], row["system"], row["basis"], row["_load"]) for row in found] == [
        # what was declared stays
        ("24", "SGSST", "explicit", 4),
        ("25", "SGAS", "explicit", 17),
        ("25", "SGC", "inferred", 4),
    ]


def wrong(annex: Annex, plan_copy, catalog) -> list[Problem]:
    """The problems of an annex, having proved that nothing at all was changed."""
    before, number = contents(plan_copy.folder), plan_copy.current()
    report = load_file(plan_copy, catalog, annex.incoming(), "pruebas")
    assert not report.loaded and report.load is None and report.snapshot is None
    assert report.message.startswith("No se cargó nada: ")
    assert contents(plan_copy.folder) == before and plan_copy.current() == number
    return report.problems


# activity, heading, value, code, column of the problem, words of the message
CELLS = {
    "sum is not the target": ("02", "Ago", 1, "month_sum", "F «Meta física»", ["meta física dice 2", "suman 3"]),
    "months without a target": ("01", "Ago", 1, "month_sum", "F «Meta física»", ["no tiene meta", "suman 1"]),
    "a target without months": ("12", "Abr", None, "month_sum", "F «Meta física»", ["dice 1", "suman 0"]),
    "an unknown unit": (
        "23",
        "Unidad responsable",
        "UTTI",
        "unknown_code",
        "A «Unidad responsable»",
        ["«UTTI»", "¿Quiso decir «UTI»?"],
    ),
    "a quantity out of range": ("18", "Ene", 100, "above", "G «Ene»", ["«100»", "99"]),
    "a negative quantity": ("18", "Ene", -1, "below", "G «Ene»", ["«-1»", "0"]),
    "half a deliverable": ("18", "Ene", 1.5, "not_int", "G «Ene»", ["«1.5»"]),
    "a text in a month": ("18", "Dic", "dos", "not_int", "R «Dic»", ["«dos»", "número entero"]),
    "a repeated activity": ("22", "N° Act.", 21, "duplicate", "C «N° Act.»", ["«21»", "fila"]),
    "no number": ("22", "N° Act.", None, "required", "C «N° Act.»", ["«N° Act.»"]),
    "three figures": ("22", "N° Act.", 122, "pattern", "C «N° Act.»", ["«122»"]),
    "no deliverable": ("22", "Entregables", None, "required", "E «Entregables»", ["«Entregables»"]),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_faulty_cell_is_named_and_nothing_is_loaded(plan_copy, catalog, case):
    activity, heading, value, code, column, words = CELLS[case]
    annex = Annex()
    annex.put(activity, heading, value)
    problems = wrong(annex, plan_copy, catalog)
    mine = [p for p in problems if p.code == code]
    assert [(p.sheet, p.row, p.column) for p in mine] == [("Anexo 01", annex.row[activity], column)], problems
    assert [word for word in words if word not in mine[0].message] == [], mine[0].message
    assert set(codes(problems)) <= {code, "month_sum"}


def test_every_fault_comes_at_once(plan_copy, catalog):
    annex = Annex()
    annex.put("05", "Nov", "x")
    annex.put("23", "Unidad responsable", "ABC")
    annex.put("22", "N° Act.", 21)
    found = {(p.code, p.row) for p in wrong(annex, plan_copy, catalog)}
    assert found >= {("not_int", annex.row["05"]), ("unknown_code", annex.row["23"]), ("duplicate", annex.row["22"])}


def test_activities_before_the_first_stage_are_named(plan_copy, catalog):
    annex = Annex()
    first = annex.row["01"] - 1
    annex.page.cell(first, 1).value = None
    problems = wrong(annex, plan_copy, catalog)
    assert [(p.code, p.row) for p in problems] == [("annex_stage", annex.row["01"])], "one sentence for the thirteen"
    assert "filas 9 a 21" in problems[0].message and "Etapa: Mantenimiento" in problems[0].message


def test_an_unknown_stage_is_named(plan_copy, catalog):
    annex = Annex()
    annex.page.cell(annex.row["24"] - 1, 1).value = "Etapa: Mejoras"
    problems = wrong(annex, plan_copy, catalog)
    assert [(p.code, p.row) for p in problems] == [("annex_stage_unknown", annex.row["24"] - 1)], (
        "the title is wrong, not its activities"
    )
    assert "¿Quiso decir «Mejora»?" in problems[0].message


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        (1, "annex_year", "«Año:»"),
        (2, "annex_version", "Versión: 06"),
        (3, "annex_resolution", "Resolución"),
        (4, "annex_approved", "Fecha de aprobación"),
    ],
)
def test_a_missing_line_of_the_header_is_asked_for(plan_copy, catalog, line, code, word):
    annex = Annex([*TITLES[:line], [None], *TITLES[line + 1 :]])
    problems = wrong(annex, plan_copy, catalog)
    assert codes(problems) == [code] and word in problems[0].message


def test_a_missing_month_column_is_named(plan_copy, catalog):
    annex = Annex()
    annex.page.cell(annex.head, HEAD.index("Set") + 1).value = "Trimestre"
    problems = wrong(annex, plan_copy, catalog)
    assert {p.code for p in problems} == {"header_column", "header_unknown"}
    assert "«Sep»" in next(p.message for p in problems if p.code == "header_column")
