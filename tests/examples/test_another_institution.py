"""Another institution moves in with its own folder: four stages, three systems, a plan of 2026 and registers of its
own.

Expected values were counted by hand on `examples/cuidar/data`: 32 deliverables were programmed until August (1 + 2 +
1 + 3 + 1 + 2 + 1 + 8 + 1 + 3 + 3 + 1 + 1 + 4, activity by activity), four never came (03, 06, 11, 14), one has no
number (08) and two came late (04, 10)."""

import csv
import json
import re
import shutil
from dataclasses import replace
from datetime import date

import docx
import icalendar
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from conftest import ROOT, made_once
from pages._kit.screens import screens
from sig_metrics.catalog.build import ELSEWHERE
from sig_metrics.catalog.model import CatalogError
from sig_metrics.catalog.reader import default_catalog, load_catalog
from sig_metrics.catalog.units import known_to
from sig_metrics.cli.commands import main
from sig_metrics.demo import build_demo
from sig_metrics.measure import consistency, drill
from sig_metrics.measure.compute import measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.duties import duties
from sig_metrics.measure.duties_due import at_end_of
from sig_metrics.measure.evidence import evidence
from sig_metrics.measure.insights import overview
from sig_metrics.measure.scope import Scope
from sig_metrics.present.agenda_file import agenda_file
from sig_metrics.present.describe import describe_indicators, describe_registers
from sig_metrics.present.template import workbook_for
from sig_metrics.publish.load import Incoming, load_file
from sig_metrics.store import LocalStore
from support.app import go

FOLDER = ROOT / "examples" / "cuidar"
DEFINITIONS = FOLDER / "definitions"
AUGUST = Scope(date(2026, 8, 31))
CATALOG = load_catalog(DEFINITIONS)
OWN_VIEWS = {"law_duty", "duty_begun", "duty_answer"}
# words of another institution
STRANGE = re.compile(r"\b(SGAS|SGSI|SGSST|JUNTOS|QRD|CTVC|UPPM|Mantenimiento|Seguimiento)\b")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made_once(tmp_path_factory, "cuidar", lambda at: build_demo(LocalStore(at), CATALOG))


@pytest.fixture
def there(folder, monkeypatch):
    """The product started by this institution."""
    monkeypatch.setenv(ELSEWHERE, str(DEFINITIONS))
    monkeypatch.setenv("SIG_STORE", str(folder))
    snapshot = LocalStore(folder).open()
    yield snapshot
    snapshot.close()


def test_what_adds_amounts_says_its_rows_here_too(there):
    """Read by eye in budget_execution.csv (lines 23 to 25 are of August) and context_review.csv: from 24/03 to 31/08 there
    are 160 days."""
    assert {each.code for each in CATALOG.indicators.values() if each.added} == {"CTX-01", "PLN-03"}
    told = {
        (code, name): sorted((row["file_row"], row[name]) for row in part.rows)
        for code in ("CTX-01", "PLN-03")
        for name, part in evidence(Dataset(there, CATALOG), CATALOG.indicator(code), AUGUST).parts.items()
    }
    assert told == {
        ("CTX-01", "numerator"): [(3, 160)],
        ("PLN-03", "numerator"): [(23, 11455), (24, 13091), (25, 5455)],
        ("PLN-03", "denominator"): [(23, 18000), (24, 24000), (25, 12000)],
    }


def rows(name: str) -> list[dict]:
    path = next(FOLDER.glob(f"data/*/{name}.csv"))
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_it_is_as_small_and_as_much_its_own_as_it_says():
    assert list(CATALOG.vocabularies["stage"]) == ["planning", "doing", "checking", "acting"] and list(
        CATALOG.vocabularies["system"]
    ) == ["SGC", "SGA", "SGCN"]
    assert len(rows("plan_activity")) == 14 and {row["standard"] for row in rows("system_scope")} == {
        "ISO 9001:2015",
        "ISO 14001:2015",
        "ISO 22301:2019",
    }
    own = set(CATALOG.registers) - set(default_catalog().registers)
    assert own == {"energy_use", "continuity_exercise"}


def test_the_registers_that_everybody_has_are_the_ones_of_the_program():
    """Its folder is whole, and what it took does not drift: but for the examples, which name its units, and its duties, of
    which none comes with the program."""

    def bare(register):
        if register.name == "legal_duty":
            register = replace(register, law=False, description="")
        return replace(register, columns=tuple(replace(column, example="") for column in register.columns))

    ours = default_catalog().registers
    assert {
        name for name, register in CATALOG.registers.items() if name in ours and bare(register) != bare(ours[name])
    } == set()
    taken = [path for path in DEFINITIONS.glob("views/*.sql") if path.stem not in OWN_VIEWS] + [
        path for path in DEFINITIONS.glob("queries/*.sql") if path.stem != "last_due_day"
    ]
    there = ROOT / "sig_metrics" / "definitions"
    assert [
        path.name
        for path in taken
        if path.read_text(encoding="utf-8") != (there / path.parent.name / path.name).read_text(encoding="utf-8")
    ] == []


@pytest.mark.in_turn(18)
@pytest.mark.parametrize("address", screens(CATALOG))
@pytest.mark.parametrize(
    "chosen", [{}, {"unidad": "OAD"}, {"corte": "2026-05", "sistema": "SGA"}], ids=["whole", "unit", "May, one system"]
)
def test_every_screen_opens(there, address, chosen):
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in chosen.items():
        app.query_params[key] = value
    app = go(app.run(), address).run()
    assert not app.exception and not app.error and app.title[0].value
    said = [element.value for element in (*app.title, *app.markdown, *app.caption, *app.subheader, *app.info)]
    said += [
        json.dumps(json.loads(element.proto.bytes)["board"], ensure_ascii=False)
        for element in app.get("bidi_component")
        if address not in ("calidad", "carga")
    ]
    assert [text for text in said if STRANGE.search(text)] == []


def test_where_no_session_is_kept_whoever_asks_for_one_is_told_what_lacks(there, capsys):
    """Of the six registers of a session it has none."""
    which = "Miembros del Comité, Actas, Asistencia a sesiones, Agenda de sesiones, Acuerdos y Votos"
    lacks = f"Las definiciones de esta entidad no tienen los registros de las sesiones ({which}): agréguelos para convocar una."
    assert main(["sessions"]) == 0 and capsys.readouterr().out.strip() == lacks
    app = go(AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run(), "revision")
    assert lacks not in [each.value for each in app.info]
    for name, value in {"parte": "convocar", "sesion": "ACT-2026-01"}.items():
        app.query_params.clear()
        app.query_params[name] = value
        assert lacks in [each.value.replace("\\", "") for each in app.run().info]


def test_its_plan_says_what_was_counted_by_hand(there):
    catalog = known_to(CATALOG, there.connection)
    seen = overview(Dataset(there, catalog), AUGUST)
    assert (
        seen.total.programmed,
        seen.total.delivered,
        seen.total.on_time,
        seen.total.overdue,
        seen.total.unsupported,
    ) == (32, 27, 25, 5, 1)
    assert {unit: state.overdue for unit, state in seen.groups["unit"].items() if state.overdue} == {"OPP": 3, "OAD": 2}
    assert {stage: (state.delivered, state.programmed) for stage, state in seen.groups["stage"].items()} == {
        "planning": (3, 4),
        "doing": (6, 7),
        "checking": (14, 16),
        "acting": (4, 5),
    }
    assert [decision.activity for decision in seen.decisions if decision.activity][:5] == ["03", "06", "11", "14", "08"]


def test_its_own_duties_are_due_on_the_days_that_a_finger_counts(there):
    """Of legal_duty.csv, at the end of August 2026. The consumption of each month is told by the tenth working day of the
    next: 17/08 for July (the 6th is a holiday), 14/09 for August, whose rows are there, and 15/10 for
    September (8/10 is a holiday). The live test of the first half of
    the year, EJE-2026-04, was not done: overdue since 30/06, 62 days. The plan was approved on Monday 12/01: five working
    days are 19/01, and no register says whether it was told."""
    told = duties(Dataset(there, CATALOG), at_end_of(date(2026, 8, 31)))
    found = {(each.code, each.span and each.span[1].month): each for each in told if each.duty}
    assert {each.code for each in found.values()} == {"ENE-REP", "CON-VIV", "PLA-DIF"}
    assert {month: (found["ENE-REP", month].when.on, found["ENE-REP", month].state) for month in (7, 8, 9)} == {
        7: (date(2026, 8, 17), "fulfilled"),
        8: (date(2026, 9, 14), "fulfilled"),
        9: (date(2026, 10, 15), "pending"),
    }
    late = found["CON-VIV", 6]
    assert (late.when.on, late.state, late.days, late.units) == (date(2026, 6, 30), "overdue", 62, ("OTI",))
    assert (found["CON-VIV", 12].when.on, found["CON-VIV", 12].state) == (date(2026, 12, 31), "pending")
    plan = found["PLA-DIF", None]
    assert (plan.when.on, plan.state, plan.units) == (date(2026, 1, 19), "unknown", ("OPP",))


def test_its_duties_are_in_its_agenda_its_feed_and_its_reminders(there, capsys):
    assert main(["agenda", "--day", "2026-08-31", "--unit", "OTI"]) == 0
    out = capsys.readouterr().out
    assert "Prueba en vivo de continuidad del semestre" in out and "Reporte del consumo" not in out
    data = Dataset(there, CATALOG)
    feed = icalendar.Calendar.from_ical(agenda_file(data, duties(data, at_end_of(date(2026, 8, 31)), "OTI"), "OTI"))
    days = {str(e["UID"]).partition("@")[0]: e["DTSTART"].dt for e in feed.walk("VEVENT")}
    assert days["deber-CON-VIV-2026-12"] == date(2026, 12, 31)
    assert not [uid for uid in days if uid.startswith(("deber-ENE-REP", "deber-PLA-DIF"))]
    assert main(["remind", "--day", "2026-08-31", "--unit", "OTI"]) == 0
    out = capsys.readouterr().out
    assert "Prueba en vivo de continuidad del semestre" in out and not STRANGE.search(out)


def test_its_own_indicators_are_those_of_its_rows(there):
    dataset = Dataset(there, CATALOG)
    within = {
        month: sum(
            float(row["used"]) <= float(row["foreseen"]) for row in rows("energy_use") if row["month"] == str(month)
        )
        for month in range(1, 9)
    }
    for month, expected in within.items():
        found = measure(
            dataset, CATALOG.indicator("ENE-01"), Scope(date(2026, month, {2: 28, 4: 30, 6: 30}.get(month, 31)))
        )
        assert (found.numerator, found.denominator) == (expected, 5), month
    done = measure(dataset, CATALOG.indicator("CON-01"), AUGUST)
    # seven programmed in the year, one of them in November; one of June was not done
    assert (done.numerator, done.denominator) == (5, 6)


def test_a_point_opens_its_rows_and_a_rule_its_own(there):
    dataset = Dataset(there, CATALOG)
    behind = drill.behind(dataset, AUGUST, "exercise.drill")
    assert [row["exercise"] for row in behind.rows] == ["EJE-2026-02", "EJE-2026-03", "EJE-2026-06"]
    jump = next(found for found in consistency.findings(dataset) if found.check.code == "ENE-S1")
    assert jump.count == 1 and (str(jump.rows[0]["month"]), jump.rows[0]["unit"]) == ("5", "DSC")


@pytest.mark.parametrize(
    "name", [name for name, register in CATALOG.registers.items() if register.layout == "table" and not register.law]
)
def test_a_template_of_every_register_opens(there, tmp_path, name):
    (tmp_path / "a.xlsx").write_bytes(workbook_for(CATALOG.register(name), known_to(CATALOG, there.connection)))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    cells = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {column.heading for column in CATALOG.register(name).columns if column.required} <= {
        str(cell).removesuffix(" *") for cell in cells
    }


def test_a_month_that_it_loads_moves_its_number(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("SIG_STORE", raising=False)
    shutil.copytree(folder, tmp_path / "store")
    lines = [
        "Año,Mes,Unidad,Consumo (kWh),Previsto (kWh)",
        *(
            f"2026,9,{unit},{used},1000"
            for unit, used in (("DIR", 900), ("OPP", 1000), ("OAD", 1001), ("OTI", 4000), ("DSC", 10))
        ),
    ]
    (tmp_path / "setiembre.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    given = ["--definitions", str(DEFINITIONS), "--store", str(tmp_path / "store"), "--json"]
    assert main(["load", "energy_use", str(tmp_path / "setiembre.csv"), *given]) == 0
    assert json.loads(capsys.readouterr().out)["new"] == 5
    assert main(["value", "ENE-01", "--cutoff", "2026-09", *given]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["numerator"], answer["denominator"]) == (3, 5)
    refused = load_file(
        LocalStore(tmp_path / "store"),
        CATALOG,
        Incoming("energy_use", "x.csv", "\n".join([lines[0], "2026,10,UPPM,1,1", ""]).encode()),
        "Ana",
    )
    assert not refused.loaded and refused.problems[0].value == "UPPM"
    assert main(["list", "indicators", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 46, "the next command has the definitions of the program again"


def test_status_and_describe_speak_of_it(there, capsys):
    assert main(["status", "--definitions", str(DEFINITIONS)]) == 0
    said = capsys.readouterr().out
    assert "27 de 32" in said and "Verificar" in said and not STRANGE.search(said)
    assert "ENE-01" in describe_indicators(CATALOG) and "Ejercicios de continuidad" in describe_registers(CATALOG)


def test_every_fault_of_a_folder_is_told_by_file_and_key(tmp_path):
    root = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS, root)
    for file, before, after in (
        ("registers/energy_use.toml", 'cadence = "monthly"', 'cadencia = "monthly"'),
        ("indicators/exercise_done_rate.toml", 'owner = "OTI"', 'owner = "UTIX"'),
        ("checks/energy_jump.sql", "energy_use.used > 2", "current_date is not null and energy_use.used > 2"),
        ("queries/plan_grid.sql", "-- grain", "-- filas"),
    ):
        text = (root / file).read_text(encoding="utf-8")
        assert before in text
        (root / file).write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        load_catalog(root)
    lines = str(caught.value).splitlines()
    assert len(lines) == 4 and lines[0].startswith("energy_use.toml: clave desconocida «cadencia»")
    assert (
        lines[1].startswith("exercise_done_rate.toml: owner: «UTIX»")
        and lines[2].startswith("energy_jump.sql: usa un reloj")
        and lines[3].startswith("queries/plan_grid.sql:")
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('form = "documents"', 'form = "pastel"', "topics.documentos.charts[0].form: «pastel»"),
        ('registers = ["energy_use"]', 'registers = ["energy"]', "topics.energia.registers: «energy»"),
        ('headlines = ["plan_delivered_rate"', 'headlines = ["plan_rate"', "plan.headlines: «plan_rate»"),
        ('checking = { address = "verificar" }', 'verify = { address = "verificar" }', "stages: «verify»"),
        ('sga", title', 'sgc", title', "la dirección «sgc» está dos veces"),
        ('indicator = "CON-01"', 'indicator = "CON-02"', "topics.continuidad.charts[0].indicator: «CON-02»"),
        ('dimension = "kind"', "", "topics.continuidad.charts[0]: la forma «groups» exige «dimension»"),
    ],
)
def test_what_the_screens_name_is_there(tmp_path, before, after, said):
    root = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS, root)
    text = (root / "screens.toml").read_text(encoding="utf-8")
    assert before in text
    (root / "screens.toml").write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        load_catalog(root)
    assert f"screens.toml: {said}" in str(caught.value)


def test_a_folder_that_is_none_is_said_so_on_the_screen_and_by_the_command(tmp_path, monkeypatch, capsys):
    assert main(["list", "registers", "--definitions", str(tmp_path)]) == 1
    assert "que no es una carpeta de definiciones: le falta vocabulary.toml" in capsys.readouterr().err
    monkeypatch.setenv(ELSEWHERE, str(tmp_path))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not app.exception and app.title[0].value == "Las definiciones no se pueden leer"


def test_it_begins_with_its_own_data_beside_its_own_folder(monkeypatch, tmp_path):
    shutil.copytree(FOLDER, tmp_path / "cuidar", ignore=shutil.ignore_patterns("store"))
    monkeypatch.delenv("SIG_STORE", raising=False)
    monkeypatch.setenv(ELSEWHERE, str(tmp_path / "cuidar" / "definitions"))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120).run()
    assert not app.exception and (tmp_path / "cuidar" / "store" / "CURRENT").exists()
    assert "27 de 32" in app.run().markdown[0].value


def test_it_has_a_paper_of_its_own_and_its_drawer_offers_it(there, tmp_path, capsys):
    """energy_use.csv, August: OAD alone used more than it foresaw (1677.1 of 1600), so four of five; in July two did."""
    out = tmp_path / "reporte.docx"
    assert main(["report", "--activity", "08", "--month", "2026-08", str(out)]) == 0
    said = [p.text for p in docx.Document(str(out)).paragraphs]
    assert "En agosto de 2026, 4 de 5 unidades no pasaron de lo previsto." in said
    change = "Consumo de energía dentro de lo previsto: de 3 de 5 (60.0 %) a 4 de 5 (80.0 %)"
    assert any(each.startswith(change) for each in said)
    assert not STRANGE.search(" ".join(said))
    assert any("El Plan de Gestión 2026, versión 01," in each for each in said), "as its institution calls its plan"
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["act"], app.query_params["mes"] = "08", "8"
    app.run()
    assert not app.exception
    assert "Redactar el informe" in [each.label for each in app.get("dialog")[0].get("download_button")]


def test_the_papers_of_a_draft_of_its_plan_have_nothing_of_another_institution(there, tmp_path, capsys):
    """It says neither who a change goes to nor what rules it: both are blanks."""
    assert main(["replan", "12~mas~11", "--out", str(tmp_path)]) == 0
    for path in tmp_path.glob("*.docx"):
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        said = " ".join([*(each.text for each in document.paragraphs), *cells])
        assert not STRANGE.search(said) and "Plan de Desarrollo" not in said and "Dirección Ejecutiva" not in said, path
    sustento = docx.Document(str(tmp_path / "informe-de-sustento-2026.docx"))
    assert "[completar: base legal]" in [each.text for each in sustento.paragraphs]


def test_a_folder_without_papers_is_told_so(there, tmp_path, monkeypatch, capsys):
    shutil.copytree(DEFINITIONS, tmp_path / "definitions", ignore=shutil.ignore_patterns("papers"))
    monkeypatch.setenv(ELSEWHERE, str(tmp_path / "definitions"))
    out = str(tmp_path / "reporte.docx")
    assert main(["report", "--paper", "energy_report", "--month", "2026-08", out]) == 1
    assert "no tienen papeles por redactar" in capsys.readouterr().err
    assert main(["report", "--all", "--year", "2026", str(tmp_path / "todos")]) == 1
    assert "no tiene entregables con papel por redactar" in capsys.readouterr().err
