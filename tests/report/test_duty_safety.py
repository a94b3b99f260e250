"""Holds the forms of safety and of incidents to fixtures that were filled by hand (`forms/safety`), cell by cell, from the file
that leaves; the statistics, to the indicators and to the rows of the CSV; and what they must not say: a zero of what did not
come, a notice of what owes none, personal data."""

import csv
import io
import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from conftest import DEMO, ROOT, made_once
from sig_metrics.cli.commands import main
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.value_document import value_document
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.report.drafts.activity_sight import kind_of
from sig_metrics.report.drafts.duty import drafted
from sig_metrics.report.model import BLANK, Text
from sig_metrics.store import LocalStore
from support.app import go
from support.office import by_office
from support.papers import written

FORMS = Path(__file__).parent / "forms" / "safety"
BLANKS = re.compile(r"\[completar: ([^\]]+)\]")
DISABLING = ("disabling_temporary", "disabling_partial_permanent", "disabling_total_permanent")
INDICES = {8: "MEJ-02", 10: "MEJ-03", 11: "MEJ-04"}
MONTHS = "Enero Febrero Marzo Abril Mayo Junio Julio Agosto Setiembre Octubre Noviembre Diciembre".split()
EVENTS = (
    "id,happened_on,hour,ut,kind,severity,lost_days,charged_days,notified_on,notified_hour,investigated_on,state,note"
)
INCIDENTS = (
    "id,detected_on,detected_hour,known_on,known_hour,contained_on,contained_hour,resolved_on,resolved_hour,closed_on,"
    "discarded_on,kind,severity,impact,process,personal_data,notified_cnsd_on,notified_cnsd_hour,notified_anpd_on,"
    "notified_anpd_hour,cause,state,note"
)
# 2025: hours of every month but June and December; an accident in June, another in March; a fatal one, told by its days
MADE = {
    "sst_event": [
        EVENTS,
        "SST-2025-001,2025-03-04,09:00,CAJ,accident,disabling_temporary,10,,,,,reported,",
        "SST-2025-002,2025-06-10,11:00,CUS,accident,disabling_temporary,4,,,,,reported,",
        "SST-2025-003,2025-09-02,,CUS,accident,fatal,,6000,2025-09-05,,,reported,",
        "SST-2025-004,2025-10-20,08:00,LIM,accident,disabling_partial_permanent,30,300,,,,reported,",
    ],
    "sst_hours": [
        "year,month,ut,workers,hours,training_hours,note",
        *(f"2025,{month},{ut},10,50000,0," for month in (1, 2, 3, 4, 5, 7, 8, 9, 10, 11) for ut in ("CAJ", "CUS")),
    ],
    "security_incident": [
        INCIDENTS,
        "SI-2025-001,2025-09-10,8,2025-09-10,9,2025-09-10,12,,,,,malware,high,disclosure,affiliation,yes,,,2025-09-12,15,,contained,",
        "SI-2025-002,2025-03-29,8,2025-03-29,9,,,,,,,malware,high,disclosure,affiliation,yes,,,2025-03-30,10,,open,",
        "SI-2025-003,2025-09-11,8,2025-09-11,9,,,,,,,malware,high,disclosure,affiliation,no,,,,,,open,",
    ],
}


@pytest.fixture(scope="module")
def data(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


@pytest.fixture(scope="module")
def made(tmp_path_factory, whole_catalog):
    """A small store of 2025, of what was typed above."""

    def make(folder: Path) -> None:
        files = [Incoming(name, f"{name}.csv", "\n".join([*rows, ""]).encode()) for name, rows in MADE.items()]
        load_files(LocalStore(folder, wait=1), whole_catalog, files, "pruebas")

    snapshot = LocalStore(made_once(tmp_path_factory, "safety", make)).open()
    yield dataset_of(snapshot, whole_catalog)
    snapshot.close()


def draft(data, name: str, day: date | None = None, row: str = ""):
    return drafted(data, kind_of(data.catalog, name), day, row)


@cache
def fixture(name: str) -> dict[str, list[str]]:
    """{heading: its lines} of a form that was filled by hand."""
    found: dict[str, list[str]] = {}
    for line in (FORMS / f"{name}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found[line[3:]] = []
        elif found and line:
            found[next(reversed(found))].append(line)
    return found


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def sheet_of(content: bytes, name: str = "Formulario") -> list[list[str]]:
    """The rows of a sheet, as they read; a merged cell reads once."""
    rows = openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows()
    return [[_read(cell) for cell in row] for row in rows]


def _read(cell) -> str:
    if cell.value is None:
        return ""
    return cell.value if isinstance(cell.value, str) else written(cell.value, cell.number_format)


def statistics(content: bytes) -> list[list[str]]:
    """The heading of the table by months, its twelve rows and its total."""
    rows = sheet_of(content)
    top = next(n for n, row in enumerate(rows) if row[0] == "Mes")
    return rows[top : top + 14]


def read(content: bytes) -> tuple[str, dict[str, str]]:
    """The text of a DOCX, and the two columns of its tables of two."""
    made = docx.Document(io.BytesIO(content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables]
    pairs = {row[0]: row[1] for table in tables for row in table[1:] if len(row) == 2}
    return "\n".join(p.text for p in made.paragraphs), pairs


# The statistics.


def test_the_table_by_months_is_the_one_that_was_filled_by_hand(data):
    typed = [cells(line) for line in fixture("F7")["Tabla"] if not line.startswith("|---")]
    found = statistics(draft(data, "sst_statistics", date(2021, 11, 30)).content)
    assert len(typed) == len(found) == 14
    for mine, theirs in zip(typed, found):
        assert mine == theirs


def test_what_its_cells_mean_and_its_blanks_are_told_in_the_sheet(data):
    rows = sheet_of(draft(data, "sst_statistics", date(2021, 11, 30)).content)
    said = [cell for row in rows for cell in row if cell]
    for line in fixture("F7")["Se lee"]:
        assert line.removeprefix("- ") in said
    blanks = [found for cell in said for found in BLANKS.findall(cell)]
    assert blanks == [line.removeprefix("- ") for line in fixture("F7")["Por completar"]]


def test_the_fixture_is_what_the_rows_add_up_to():
    """Counted here from the CSV, by the words of the fichas, in plain Python."""
    events = [row for row in _csv("sst_event") if row["happened_on"][:4] == "2021"]
    hours = [row for row in _csv("sst_hours") if row["year"] == "2021"]
    typed = {cells(line)[0]: cells(line) for line in fixture("F7")["Tabla"]}
    cases, days, worked = 0, 0, Decimal(0)
    for month, name in enumerate(MONTHS[:11], 1):
        here = [row for row in events if int(row["happened_on"][5:7]) == month]
        counted = [
            _many(here, "accident", ("fatal",)),
            _many(here, "accident", ("minor",)),
            _many(here, "accident", DISABLING),
            _many(here, "occupational_disease"),
            _many(here, "dangerous_incident"),
            _many(here, "incident"),
        ]
        assert [typed[name][n] for n in (1, 3, 5, 12, 17, 19)] == [str(n) for n in counted]
        bad = [row for row in here if row["kind"] == "accident" and row["severity"] in (*DISABLING, "fatal")]
        lost = sum(int(row["charged_days"] or 0) or int(row["lost_days"] or 0) for row in bad)
        mine = sum(Decimal(row["hours"]) for row in hours if int(row["month"]) == month)
        assert typed[name][7] == f"{mine:,}" and typed[name][9] == str(lost)
        cases, days, worked = cases + len(bad), days + lost, worked + mine
        frequency, severity = cases * 1_000_000 / worked, days * 1_000_000 / worked
        indices = _as(frequency, 2), _as(severity, 2), _as(frequency * severity / 1000, 3)
        assert (typed[name][8], typed[name][10], typed[name][11]) == indices


def _csv(name: str) -> list[dict]:
    with (DEMO / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _many(rows: list[dict], kind: str, severities: tuple[str, ...] = ()) -> int:
    return sum(row["kind"] == kind and (not severities or row["severity"] in severities) for row in rows)


def _as(value: Decimal, decimals: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def test_an_index_of_a_month_is_its_indicator_at_that_month(data):
    content = draft(data, "sst_statistics", date(2021, 11, 30)).content
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Formulario"]
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Enero")
    for month in range(1, 12):
        for column, code in INDICES.items():
            found = value_document(data, data.catalog.indicator(code), Scope(month_end(2021, month)))
            assert sheet.cell(top + month - 1, column + 1).value == pytest.approx(found["value"], abs=1e-9)


def test_each_month_has_the_form_of_its_month(data):
    """At September the months after it are not told, and what is told of January is the same."""
    september = statistics(draft(data, "sst_statistics", date(2021, 9, 30)).content)
    november = statistics(draft(data, "sst_statistics", date(2021, 11, 30)).content)
    assert september[1:10] == november[1:10]
    assert {cell for row in september[10:13] for cell in row[1:]} == {"—"}
    assert september[13][0] == "Total de enero a setiembre"


def test_what_did_not_come_is_no_zero(made):
    """June has an accident and no hours; December, which is over, has none."""
    found = {row[0]: row for row in statistics(draft(made, "sst_statistics", date(2025, 12, 31)).content)}
    assert found["Junio"][5:7] == ["1", "CUS"] and found["Junio"][9] == "4"
    assert [found["Junio"][n] for n in (7, 8, 10, 11)] == ["no llegó"] * 4
    assert [found["Diciembre"][n] for n in (7, 8, 10, 11)] == ["no llegó"] * 4
    assert found["Diciembre"][1] == "0"
    assert found["Enero"][7] == "100,000" and found["Total del año"][7] == "1,000,000"
    # two disabling and one fatal by September, in eight months with hours: 3,000,000 ÷ 800,000
    assert found["Setiembre"][8] == "3.75"
    # days: 10 + 4 + 6000 charged, and 300 charged in the place of 30
    assert found["Total del año"][9] == "6,314" and found["Octubre"][9] == "300"
    assert found["Total del año"][8] == "no llegó"


def test_what_did_not_come_is_told_under_the_table(made):
    said = [cell for row in sheet_of(draft(made, "sst_statistics", date(2025, 12, 31)).content) for cell in row]
    gaps = "Lo de junio de 2025 y diciembre de 2025 no llegó completo: se dice «no llegó», no cuenta como cero, y los totales son de los meses que llegaron."
    assert gaps in said
    assert not any("mes posterior" in cell for cell in said)


def test_the_same_data_give_the_same_workbook_and_it_says_where_it_comes_from(data):
    one, other = (draft(data, "sst_statistics", date(2021, 11, 30)) for _ in range(2))
    assert one.content == other.content
    origin = [cell for row in sheet_of(one.content, "Origen") for cell in row if cell]
    assert one.identity.said in origin and any(data.snapshot.seal in cell for cell in origin)
    loads = {name: row["load"] for name in ("sst_event", "sst_hours") for row in [_load(data, name)]}
    for name, number in loads.items():
        assert f"n.º {number}" in origin and data.catalog.register(name).title in origin
    assert any("MEJ-02" in cell for cell in origin)
    assert any("son sintéticos" in cell for row in sheet_of(one.content) for cell in row)


def _load(data, name: str) -> dict:
    return data.rows(f"select max(_load) as load from {name}")[0]


def test_an_office_program_opens_the_form_and_keeps_it(data, tmp_path):
    content = draft(data, "sst_statistics", date(2021, 11, 30)).content
    (tmp_path / "f7.xlsx").write_bytes(content)
    again = by_office([tmp_path / "f7.xlsx"], tmp_path / "out") / "f7.xlsx"
    assert statistics(again.read_bytes()) == statistics(content)


def test_the_form_is_a_page_wide(data):
    book = openpyxl.load_workbook(io.BytesIO(draft(data, "sst_statistics", date(2021, 11, 30)).content))
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1)


def test_the_command_writes_the_form(demo_folder, tmp_path, capsys):
    out = tmp_path / "f7.xlsx"
    assert main(["report", "--duty", "F7-A", "--month", "2021-10", str(out), "--store", str(demo_folder)]) == 0
    assert statistics(out.read_bytes())[13][0] == "Total de enero a octubre"


# What is of one row.

NOTICES = [("F11", "sst_notice", "No se avisan"), ("F12", "incident_notice", "No se comunican")]
TYPED = [(form, kind, row) for form, kind, free in NOTICES for row in fixture(form) if row != free]


@pytest.mark.parametrize(("form", "kind", "row"), TYPED)
def test_a_notice_says_its_row_as_it_was_typed(data, form, kind, row):
    lines = fixture(form)[row]
    typed = dict(line.removeprefix("- ").split(": ", 1) for line in lines if line.startswith("- "))
    made = draft(data, kind, row=row)
    text, pairs = read(made.content)
    assert {name: pairs[name] for name in typed} == typed
    told = next(line for line in lines if line.startswith("Por completar"))
    assert sum(isinstance(each, Text) and each.style == BLANK for each in made.paper.blocks) == int(told[15])
    for said in re.findall("«([^»]+)»", told):
        assert said in text


@pytest.mark.parametrize(
    ("kind", "row", "why"),
    [(kind, *line.removeprefix("- ").split(": ", 1)) for form, kind, free in NOTICES for line in fixture(form)[free]],
)
def test_what_owes_no_notice_is_refused_with_its_reason(data, kind, row, why):
    with pytest.raises(Refused, match=re.escape(why[1:])) as refused:
        draft(data, kind, row=row)
    assert row in str(refused.value) or why.startswith("el deber")


def test_a_notice_asks_for_nobodys_data(data):
    text, pairs = read(draft(data, "sst_notice", row="SST-2021-030").content)
    assert "van en el formulario del Ministerio de Trabajo y Promoción del Empleo, no en este documento" in text
    asked = " ".join([*BLANKS.findall(text), *pairs]).lower()
    assert not re.search(r"\b(nombres?|dni|documento de identidad|edad|diagn[óo]stico|domicilio)\b", asked)


def test_a_fatal_accident_without_hours_is_counted_in_days(made):
    """2 September, told on the 5th: it was due on the 3rd."""
    _, pairs = read(draft(made, "sst_notice", row="SST-2025-003").content)
    assert (pairs["Clase de evento"], pairs["Gravedad"]) == ("Accidente de trabajo", "Mortal")
    assert (pairs["Desde cuándo corre"], pairs["Vence"]) == ("02/09/2025", "03/09/2025")
    assert (pairs["Se comunicó"], pairs["En plazo"]) == ("05/09/2025", "No: 2 días después del plazo")


def test_a_late_notice_of_2025_is_by_the_norm_of_that_day_and_asks_why(made):
    """Known on 10 September at 9, due on the 12th at 9, told at 15."""
    made_of = draft(made, "incident_notice", row="SI-2025-001")
    text, pairs = read(made_of.content)
    assert ("REFERENCIA", "DS 016-2024-JUS art. 34.1") in made_of.paper.heading
    assert (pairs["Vence"], pairs["Se comunicó"]) == ("12/09/2025 09:00", "12/09/2025 15:00")
    assert pairs["En plazo"] == "No: 6 horas después del plazo"
    assert "razones por las que se comunicó 6 horas después del plazo" in text


def test_the_day_before_a_norm_begins_the_one_before_rules(made):
    made_of = draft(made, "incident_notice", row="SI-2025-002")
    assert ("REFERENCIA", "DS 029-2021-PCM art. 108") in made_of.paper.heading
    assert "razones por las que" not in read(made_of.content)[0]
    for kind in ("incident_holders", "incident_cnsd"):
        with pytest.raises(Refused, match="no regía el 29/03/2025"):
            draft(made, kind, row="SI-2025-002")


def test_the_holders_and_the_centre_have_their_own_papers(made):
    holders, centre = (draft(made, kind, row="SI-2025-001") for kind in ("incident_holders", "incident_cnsd"))
    assert ("A", "Titulares de los datos") in holders.paper.heading
    assert "En plazo" not in read(holders.content)[1]  # who gets it has no use for the terms of the entity
    assert ("REFERENCIA", "DS 016-2024-JUS art. 34.5") in centre.paper.heading
    assert read(centre.content)[1]["En plazo"] == "Aún no: falta comunicarlo"
    with pytest.raises(Refused, match="no afectó datos personales"):
        draft(made, "incident_holders", row="SI-2025-003")


def test_the_report_of_a_quarter_tells_its_events_and_its_indices(data):
    """Counted with a finger in `data/demo/sst_event.csv`: rows 021 to 030 are of July to September."""
    text, pairs = read(draft(data, "sst_quarter", date(2021, 9, 30)).content)
    assert (
        "En el trimestre hubo 10 eventos de seguridad y salud en el trabajo: 3 accidentes de trabajo y 2 incidentes peligrosos"
        in text
    )
    assert "No hubo accidentes mortales." in text
    assert {name: pairs[name] for name in ("Incidente", "Accidente de trabajo", "Incidente peligroso")} == {
        "Incidente": "5",
        "Accidente de trabajo": "3",
        "Incidente peligroso": "2",
    }
    assert "frecuencia 2.91, gravedad 24.98 y accidentabilidad 0.073" in text


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("deber.F7-A.2021-10", "Redactar: Registro de estadísticas de seguridad y salud en el trabajo"),
        ("deber.F7-B.2021-09", "Redactar: Reporte trimestral de accidentes y de las acciones del Comité de SST"),
        ("deber.F11.SST-2021-030", "Redactar: Aviso de accidente mortal o incidente peligroso"),
        ("deber.F12-A.SI-2021-116", "Redactar: Comunicación de un incidente con datos personales"),
    ],
)
def test_its_drawer_in_the_agenda_offers_it(demo_folder, monkeypatch, key, label):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["casos"] = key
    go(app, "agenda").run()
    assert not app.exception, app.exception
    assert [each.label for each in app.get("dialog")[0].get("download_button")] == [label]
