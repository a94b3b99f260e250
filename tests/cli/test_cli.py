"""The command line: shapes of its JSON, exit codes, Spanish refusals, and the same numbers everywhere."""

import json

import openpyxl
import pytest

from sig_metrics.cli.commands import main
from sig_metrics.store import LocalStore

HEADER = (
    "year,activity,programmed_month,item,name,unit,delivered_on,document_type,document_number,state,evidence,note\n"
)
ACTA = HEADER + "2021,06,11,1,Acta de revisión,UPPM,2021-11-30,minutes,Acta N° 004-2021,delivered,,\n"


@pytest.fixture
def shared(demo_folder) -> str:
    return str(demo_folder)


@pytest.fixture
def fresh(demo_copy) -> str:
    return str(demo_copy.folder)


def ask(capsys, *arguments: str) -> object:
    """The JSON document a command prints, and nothing else."""
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_status_is_what_resumen_shows(shared, capsys):
    status = ask(capsys, "status", "--store", shared)
    assert {
        "cutoff",
        "programmed",
        "delivered",
        "on_time",
        "overdue",
        "activities_current",
        "stages",
        "systems",
        "units",
        "decisions",
    } <= status.keys()
    assert (status["cutoff"], status["programmed"], status["delivered"], status["on_time"], status["overdue"]) == (
        "2021-11",
        75,
        69,
        60,
        6,
    )
    assert status["activities_current"] == 17
    assert {stage: s["programmed"] for stage, s in status["stages"].items()} == {
        "maintenance": 23,
        "monitoring": 48,
        "improvement": 4,
    }
    assert sum(d["kind"] in ("overdue", "unsupported") for d in status["decisions"]) == 6
    last = status["decisions"][-1]
    assert (last["kind"], last["title"]) == ("stale", "Registro sin actualizar: Proyectos del Plan de Gobierno Digital")
    assert last["detail"] == "Último dato: setiembre de 2021; debió llegar el 10/11/2021; 1 indicador en gris"
    assert last["norm"] == "se esperaba el 10/11/2021" and list(last)[-3:] == ["title", "detail", "norm"]


def test_december_programs_the_whole_plan(shared, capsys):
    assert ask(capsys, "status", "--store", shared, "--cutoff", "2021-12")["programmed"] == 85


def test_value_has_its_parts_and_its_groups(shared, capsys):
    value = ask(capsys, "value", "PLN-01", "--by", "stage", "--store", shared)
    assert list(value) == [
        "indicator",
        "code",
        "cutoff",
        "value",
        "numerator",
        "denominator",
        "n",
        "open_overdue",
        "oldest_overdue_days",
        "unit",
        "status",
        "target",
        "plan",
        "ignored_filters",
        "without_months",
        "excluded_by",
        "rows",
    ]
    assert (value["indicator"], value["numerator"], value["denominator"], value["status"]) == (
        "plan_delivered_rate",
        69,
        75,
        "watch",
    )
    assert value["value"] == pytest.approx(69 / 75)
    assert [row["stage"] for row in value["rows"]] == ["maintenance", "monitoring", "improvement"]
    assert (
        sum(row["numerator"] for row in value["rows"]) == 69 and sum(row["denominator"] for row in value["rows"]) == 75
    )


def test_a_stale_indicator_says_the_same_as_a_value_and_as_the_last_of_its_series(shared, capsys):
    value, rows = ask(capsys, "value", "SEG-19", "--store", shared), ask(capsys, "series", "SEG-19", "--store", shared)
    assert (value["status"], value["value"]) == ("stale", rows[-1]["value"]) and value["value"] > 0.8
    assert [row["month"] for row in rows if row["status"] == "stale"] == ["2021-11"]


def test_groups_by_system_may_exceed_the_total(shared, capsys):
    rows = ask(capsys, "value", "plan_delivered_rate", "--by", "system", "--store", shared)["rows"]
    assert sum(row["denominator"] for row in rows) > 75


def test_series_has_one_row_a_month_and_never_decreases_its_programme(shared, capsys):
    rows = ask(capsys, "series", "PLN-01", "--store", shared)
    assert [row["month"] for row in rows] == [f"2021-{month:02d}" for month in range(1, 12)]
    # version 04 until August, 05 since 30 September
    assert [row["denominator"] for row in rows] == [3, 9, 16, 29, 35, 44, 47, 53, 60, 69, 75]
    assert [row["plan"]["version"] for row in rows] == ["04"] * 8 + ["05"] * 3


def test_another_version_and_the_one_in_force(shared, capsys):
    before = ask(capsys, "status", "--store", shared, "--cutoff", "2021-08", "--plan", "04")
    ruling = ask(capsys, "status", "--store", shared, "--cutoff", "2021-08", "--plan", "in_force")
    default = ask(capsys, "status", "--store", shared, "--cutoff", "2021-08")
    latest = ask(capsys, "status", "--store", shared, "--cutoff", "2021-08", "--plan", "latest")
    assert before == ruling == default and before["plan"] == {
        "year": 2021,
        "version": "04",
        "approved_on": "2021-02-25",
        "note": "",
    }
    assert latest["plan"] == {
        "year": 2021,
        "version": "05",
        "approved_on": "2021-09-30",
        "note": "v05, aprobada después de esta fecha",
    }
    assert latest != before


@pytest.mark.parametrize(("what", "least"), [("indicators", 8), ("registers", 14), ("checks", 4)])
def test_list(capsys, what, least):
    assert len(ask(capsys, "list", what)) >= least


def test_load_reports_and_changes_the_numbers(fresh, tmp_path, capsys):
    file = tmp_path / "acta.csv"
    file.write_text(ACTA, encoding="utf-8")
    report = ask(capsys, "load", "deliverable", str(file), "--store", fresh, "--by", "UPPM")
    assert (report["loaded"], report["read"], report["new"], report["changed"], report["problems"]) == (
        True,
        1,
        1,
        0,
        [],
    )
    assert ask(capsys, "status", "--store", fresh)["delivered"] == 70
    again = ask(capsys, "load", "deliverable", str(file), "--store", fresh)
    assert not again["loaded"] and again["message"].startswith("Sin cambios")
    assert ask(capsys, "history", "--store", fresh)[0]["who"] == "UPPM"


def test_a_bad_file_is_refused_by_row_and_column(fresh, tmp_path, capsys):
    file = tmp_path / "malo.csv"
    file.write_text(ACTA.replace(",11,1,", ",13,1,").replace("UPPM", "UPMM"), encoding="utf-8")
    book = tmp_path / "problemas.xlsx"
    assert main(["load", "deliverable", str(file), "--store", fresh, "--json", "--report", str(book)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert not report["loaded"] and {p["row"] for p in report["problems"]} == {2}
    listed = [
        row[0]
        for row in openpyxl.load_workbook(book)["Problemas"].iter_rows(values_only=True)
        if isinstance(row[0], str)
    ]
    assert any(text.startswith("Datos de demostración · son sintéticos: ") for text in listed), (
        "whatever leaves carries the mark"
    )
    assert {"above", "unknown_code"} == {p["code"] for p in report["problems"]}
    assert "¿Quiso decir «UPPM»?" in report["problems"][1]["message"]
    assert LocalStore(fresh).current() == 1


def test_a_plan_workbook_from_the_current_version_becomes_the_next(fresh, tmp_path, capsys):
    book = tmp_path / "anexo.xlsx"
    assert main(["template", "plan", str(book), "--from-plan", "2021-05", "--store", fresh]) == 0
    capsys.readouterr()
    assert main(["load", "plan", str(book), "--version", "06", "--store", fresh, "--json"]) == 1, (
        "the book says 05: neither wins"
    )
    assert "05" in (said := json.loads(capsys.readouterr().out)["problems"][0])["message"] and "06" in said["message"]
    made = openpyxl.load_workbook(book)
    for label, value in made.worksheets[0].iter_rows(min_row=3, max_row=6, max_col=2):
        value.value = {"Versión:": "06", "Fecha de aprobación:": "15/10/2021"}.get(label.value, value.value)
    made.save(book)
    report = ask(capsys, "load", "plan", str(book), "--store", fresh)
    assert report["loaded"] and report["read"] == 25
    status = ask(capsys, "status", "--store", fresh)
    assert (status["plan"]["version"], status["programmed"], status["delivered"]) == ("06", 75, 69)
    snapshot = LocalStore(fresh).open()
    kept = snapshot.rows("select count(*) filter (basis = 'inferred') as n from activity_system")[0]["n"]
    assert kept > 40, "the declared reasons of each system stay"


def test_check_finds_what_has_no_document(shared, capsys):
    found = {check["check"]: check["count"] for check in ask(capsys, "check", "--store", shared)}
    assert found["deliverable_without_document"] == 3 and found["plan_sum_mismatch"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["value", "PLN-1"], "¿Quiso decir «PLN-01»?"),
        (["value", "PLN-01", "--cutoff", "2021-13"], "no es un mes"),
        (
            ["value", "PLN-01", "--cutoff", "2031-01"],
            "No hay plan ni datos que alcancen a 2031-01. Escriba un mes de 2019-01 a 2022-12.",
        ),
        (["status", "--plan", "77"], "Existen: 04 y 05"),
        (["status", "--unit", "UPMM"], "¿Quiso decir «UPPM»?"),
        (["load", "entregable", "x.csv"], "no existe el registro"),
        (["load", "deliverable", "no-existe.csv"], "No existe el archivo"),
    ],
)
def test_a_refusal_is_in_spanish_and_exits_1(shared, capsys, arguments, said):
    assert main([*arguments, "--store", shared]) == 1
    assert said in capsys.readouterr().err


def test_an_empty_store_says_how_to_fill_it(tmp_path, capsys):
    assert main(["status", "--store", str(tmp_path / "nada")]) == 1
    assert "python -m sig_metrics demo" in capsys.readouterr().err


def test_wrong_usage_exits_2(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["nada"])
    assert stop.value.code == 2


@pytest.mark.parametrize(
    "command", [["status"], ["value", "PLN-02", "--by", "unit"], ["series", "PLN-05"], ["history"], ["check"]]
)
def test_text_answers_are_spanish(shared, capsys, command):
    assert main([*command, "--store", shared]) == 0
    out = capsys.readouterr().out
    assert out and "None" not in out and "nan" not in out


def test_the_plan_alone_has_nothing_synthetic(tmp_path, capsys):
    assert main(["demo", "--plan-only", "--store", str(tmp_path)]) == 0
    capsys.readouterr()
    status = ask(capsys, "status", "--store", str(tmp_path), "--cutoff", "2021-11")
    assert (status["programmed"], status["delivered"], status["overdue"]) == (75, None, None)
    assert {row["origin"] for row in ask(capsys, "history", "--store", str(tmp_path))} == {"real"}


def test_annul_and_history_tell_the_same(fresh, tmp_path, capsys):
    file = tmp_path / "acta.csv"
    file.write_text(ACTA, encoding="utf-8")
    load = ask(capsys, "load", "deliverable", str(file), "--store", fresh)["load"]
    report = ask(capsys, "annul", str(load), "--why", "Acta equivocada", "--by", "UPPM", "--store", fresh)
    assert (report["load"], report["removed"], report["problems"]) == (
        load,
        1,
        [],
    ) and f"Carga n.º {load} anulada" in report["message"]
    line = ask(capsys, "history", "--store", fresh)[0]
    assert (line["load"], line["annulled_by"], line["reason"]) == (load, "UPPM", "Acta equivocada")
    assert main(["history", "--store", fresh]) == 0 and "por UPPM: Acta equivocada" in capsys.readouterr().out
    assert (
        main(["annul", str(load), "--why", "otra vez", "--store", fresh]) == 1
        and "ya está anulada" in capsys.readouterr().err
    )
    assert main(["annul", "999", "--why", "x", "--store", fresh, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "annul_unknown"


def test_rebuild_is_the_way_out_of_damage(fresh, tmp_path, capsys):
    before = ask(capsys, "status", "--store", fresh)
    store = LocalStore(fresh)
    store.file(1).write_bytes(b"x")
    assert main(["status", "--store", fresh]) == 1 and "python -m sig_metrics rebuild" in capsys.readouterr().err
    report = ask(capsys, "rebuild", "--by", "UPPM", "--store", fresh)
    assert (report["snapshot"], report["before"], report["annulled"]) == (2, None, 0) and len(report["hash"]) == 64
    assert ask(capsys, "status", "--store", fresh) == before
    assert main(["rebuild", "--store", str(tmp_path / "nada")]) == 1 and "está vacío" in capsys.readouterr().err


def test_watch_once_loads_what_is_there(fresh, tmp_path, capsys):
    inbox, once = (
        tmp_path / "entrada",
        ["--once", "--every", "0.1", "--settle", "0.2", "--by", "UPPM", "--store", fresh],
    )
    assert (
        main(["watch", str(inbox), "--create", "--store", fresh]) == 0
        and "es ahora una carpeta de entrada" in capsys.readouterr().out
    )
    (inbox / "deliverable.csv").write_text(ACTA, encoding="utf-8")
    (inbox / "malo.csv").write_text("x", encoding="utf-8")
    assert main(["watch", str(inbox), *once]) == 0, "what names no register was not refused: it was left"
    said = capsys.readouterr().out
    assert (
        "deliverable.csv: Carga n.º" in said
        and "malo.csv: No se toca. El nombre «malo.csv» no dice a qué registro va" in said
    )
    (inbox / "deliverable_2.csv").write_text("x", encoding="utf-8")
    assert main(["watch", str(inbox), *once]) == 1 and "No se cargó nada" in capsys.readouterr().out
    assert ask(capsys, "history", "--store", fresh)[0]["who"] == "UPPM"
    assert (
        main(["watch", str(tmp_path / "nada"), "--store", fresh]) == 1
        and "No existe la carpeta" in capsys.readouterr().err
    )


def test_the_review_says_what_is_missing_and_whose(shared, capsys):
    """There was no audit of the SGSI; and what its clause does not ask for by name is told in brackets."""
    asked = ("review", "--store", shared, "--cutoff", "2021-11", "--system", "SGSI")
    assert main([*asked]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("Con evidencia al 30 de noviembre de 2021: ") and "!!" not in told[0]
    assert (
        "  e11 SGSI 9.3 c3 (UPPM, act. 05 y 15): sin filas del SGSI en «Auditorías» y «Hallazgos de auditoría»; "
        "MAN-05 y MAN-06: sin dato"
    ) in told
    assert "e15  (● con evidencia)  Incidentes de seguridad y salud y de seguridad de la información" in told
    document = ask(capsys, *asked)
    cells = {row["key"]: row["cells"][0] for row in document["rows"]}
    assert (cells["e11"]["state"], cells["e15"]["indirect"], cells["s6"]["state"]) == ("missing", True, "evident")
    assert document["held"] == {"code": "ACT-2021-04", "held_on": "2021-11-25"}


def test_insights_say_what_changed_with_its_rule_and_its_order(shared, capsys):
    """Of CT since October: SEG-07 over its mean in ten months, by the audit; the others as Resumen says them."""
    asked = ("insights", "--store", shared, "--cutoff", "2021-11", "--unit", "CT")
    said = ask(capsys, *asked)["sentences"]
    assert [(each["kind"], each["rule"]) for each in said] == [
        ("breach", "L1"),
        ("breach", "L1"),
        ("breach", "T1"),
        ("breach", "T1"),
        ("better", "S3"),
        ("recovered", "L1"),
        ("recovered", "L1"),
        ("recovered", "L1"),
        ("recovered", "T1"),
        ("ended", "S3"),
    ]
    assert main([*asked]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Qué cambió desde octubre de 2021" and lines[-1].startswith("En este orden:")
    assert [each["sentence"] in line for each, line in zip(said, lines[1:-1], strict=True)] == [True] * 10
    assert ask(capsys, *asked, "--since", "anio")["since"] == "2020-11"
    assert main([*asked, "--since", "2022-01"]) == 1
    assert capsys.readouterr().err == (
        "No se puede comparar con «2022-01» (enero de 2022): no tiene datos o no es anterior a noviembre de 2021. "
        "Pida un mes de 2019-12 a 2021-10, o un corte, como «corte-1».\n"
    )
    assert main([*asked, "--since", "meta"]) == 1
    assert capsys.readouterr().err == (
        "No se puede comparar con «meta»; puede ser «mes», «anio», un mes de 2019-12 a 2021-10 o un corte, como «corte-1».\n"
    )
