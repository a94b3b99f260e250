"""Absent is not empty, identity does not depend on typing, and what was confirmed is what is written. Expected rows
are typed by hand."""

import io
from contextlib import closing

import openpyxl
import pyarrow as pa
import pytest

from conftest import codes, rows_only
from sig_metrics.intake.judge.causes import causes, documented
from sig_metrics.intake.prepare import Incoming, prepare
from sig_metrics.language.problems import Problem, Refused
from sig_metrics.measure.dataset import Dataset
from sig_metrics.present.problem_report import grouped
from sig_metrics.present.template import base_in, filled, workbook_for
from sig_metrics.publish.conflicts import conflicts
from sig_metrics.publish.identity import _near
from sig_metrics.publish.load import load_file, load_files, preview, refresh
from sig_metrics.publish.rebuild import content_hash, rebuild
from sig_metrics.publish.references import prepare_for, prepare_in

WHOLE = "Año,N° Act.,Mes programado,N.º en el mes,Entregable,Unidad,Fecha de entrega,Tipo de documento,N° de documento,Estado,Evidencia,Observación"
PART = "Año,N° Act.,Mes programado,N.º en el mes,Unidad,Fecha de entrega,N° de documento,Estado"
LINE = "2021,02,12,9,Informe de marzo,UPPM,31/03/2021,Informe,Informe 1,Entregado,sha256:ab,Con anexo"
VALUES = {"name": "Informe de marzo", "document_type": "report", "evidence": "sha256:ab", "note": "Con anexo"}


@pytest.fixture(scope="session")
def bare(whole_catalog):
    return rows_only(whole_catalog)


def send(store, catalog, text: str | bytes, name: str = "x.csv", register: str = "deliverable", who: str = "A", **more):
    content = text if isinstance(text, bytes) else text.encode()
    try:
        prepared = prepare_in(store, catalog, Incoming(register, name, content, **more))
    except Refused as refusal:
        return refusal.problems
    return load_file(store, catalog, prepared, who)


def rows(store, register: str, **key) -> list[dict]:
    where = " and ".join(f"{name} = ${name}" for name in key) or "true"
    with closing(store.open()) as snapshot:
        return snapshot.rows(f"select * from {register} where {where}", key)


# ---------------------------------------------------------------- absent is not empty


@pytest.mark.parametrize("mode", ["merge", "replace"])
def test_a_column_that_does_not_come_leaves_what_is_stored(plan_copy, bare, mode):
    assert send(plan_copy, bare, f"{WHOLE}\n{LINE}\n").loaded
    report = send(plan_copy, bare, f"{PART}\n2021,02,12,9,UPPM,31/03/2021,Informe 2,Entregado\n", mode=mode)
    assert (report.new, report.changed) == (0, 1)
    (row,) = rows(plan_copy, "deliverable", programmed_month=12, item=9)
    assert row["document_number"] == "Informe 2" and {name: row[name] for name in VALUES} == VALUES
    same = send(plan_copy, bare, f"{PART}\n2021,02,12,9,UPPM,31/03/2021,Informe 2,Entregado\n", mode=mode)
    assert not same.loaded and not same.problems


def test_an_empty_cell_of_a_column_that_comes_empties_it(plan_copy, bare):
    send(plan_copy, bare, f"{WHOLE}\n{LINE}\n")
    report = send(plan_copy, bare, f"{WHOLE}\n{LINE.replace(',sha256:ab,Con anexo', ',,')}\n")
    (row,) = rows(plan_copy, "deliverable", programmed_month=12, item=9)
    assert report.changed == 1 and row["evidence"] is None and row["note"] is None and row["name"] == "Informe de marzo"


def test_a_rebuild_gives_the_same_when_columns_did_not_come(plan_copy, bare):
    send(plan_copy, bare, f"{WHOLE}\n{LINE}\n")
    send(plan_copy, bare, f"{PART}\n2021,02,12,9,UPPM,31/03/2021,Informe 2,Entregado\n")
    with closing(plan_copy.open()) as snapshot:
        before = content_hash(snapshot)
    assert rebuild(plan_copy, bare, "A").hash == before


def test_a_rule_on_a_column_that_does_not_come_is_asked_of_the_whole_row(demo_copy, bare):
    head = "Código del caso,Tipo,Canal,Fecha de registro,UT,Unidad,Motivo,Estado,Fecha de derivación,Fecha de observación,Fecha de subsanación,Fecha de respuesta,Resultado,Fecha de notificación,Fecha de archivo o salida,Reclasificado a,Fecha de reclasificación"
    line = "{0},Reclamo,,15/03/2021,CAJ,UCI,,Reabierto,17/03/2021,,,20/04/2021,Aceptado,21/04/2021,,,"
    problems = send(demo_copy, bare, f"{head}\n{line.format('R-2021-90001')}\n", register="qrd")
    assert (
        codes(problems) == ["required_when"] and "Fecha de reapertura" in problems[0].message and problems[0].row == 2
    )
    assert send(
        demo_copy, bare, f"{head},Fecha de reapertura\n{line.format('R-2021-90001')},10/05/2021\n", register="qrd"
    ).loaded
    report = send(
        demo_copy, bare, f"{head}\n{line.format('R-2021-90001').replace('Aceptado', 'Denegado')}\n", register="qrd"
    )
    assert report.loaded and str(rows(demo_copy, "qrd", case_number="R-2021-90001")[0]["reopened_on"]) == "2021-05-10"


# ---------------------------------------------------------------- identity

AGREEMENT = "Acuerdo,Acta,Tipo,Unidad,Fecha límite,Fecha de cumplimiento,Nota\n{0},{1},Mejora,UCI,24/07/2020,,\n"
SAME = [
    "acu-2020-009",
    "ACU 2020 009",
    "ACU–2020–009",
    "ACU - 2020 - 009",
    "Acu-2020-009",
    "ACU_2020_009",
    "ACU\u00a02020\u00a0009",
    "ÁCU-2020-009",
    "ACU‑2020‑009",
]
NEAR = [
    "ACU-2020-9",
    "ACU-2020-09",
    "ACU-2020-0009",
    "ACU2020009",
    "ACU-2020009",
    "acu 2020 09",
    "N° ACU-2020-009",
    "Acuerdo ACU-2020-009",
    "Acuerdo N.º ACU-2020-009",
    "ACU-2020-009*",
    "ACU-2020-009 (1)",
    "ACU-2020-009¹",
    "ACU-2020-009.",
    "ACU-2020-009/",
    "(ACU-2020-009)",
    "[ACU-2020-009]",
    "ACU-2020 (009)",
    "ACU.2020.009",
    "ACU/2020/009",
    '""" ACU-2020-009"""',
    "ACU-20-009",
    "ACU-2O20-009",
    "ACU-2020-OO9",
    "\u0410CU-2020-009",  # a Cyrillic capital
    "\u0391CU-2020-009",  # a Greek one
]


@pytest.mark.parametrize("typed", SAME)
def test_another_dress_is_the_same_row(demo_snapshot, bare, typed):
    prepared = prepare_for(
        demo_snapshot.connection, bare, Incoming("agreement", "x.csv", AGREEMENT.format(typed, "act-2020-01").encode())
    )
    report = preview(demo_snapshot.connection, bare, prepared)
    assert (report.new, report.changed + report.same) == (0, 1) and "key_dress" in codes(prepared.warnings)
    assert prepared.parts["agreement"].select(["agreement", "minutes"]).to_pylist() == [
        {"agreement": "ACU-2020-009", "minutes": "ACT-2020-01"}
    ]


@pytest.mark.parametrize("typed", NEAR)
def test_what_is_only_like_another_is_asked(demo_snapshot, bare, typed):
    with pytest.raises(Refused) as caught:
        prepare_for(
            demo_snapshot.connection,
            bare,
            Incoming("agreement", "x.csv", AGREEMENT.format(typed, "ACT-2020-01").encode()),
        )
    assert (
        codes(caught.value.problems) == ["key_near"]
        and "¿Quiso decir «ACU-2020-009»?" in caught.value.problems[0].message
    )


@pytest.mark.parametrize(
    "typed", ["ACU-2029-001", "ACU-2020-999", "XYZ-1", "ACU-2020-009-UTI", "ACU-2120-009", "ACU-2020-9O", "009-2020"]
)
def test_another_key_is_another_row(demo_snapshot, bare, typed):
    prepared = prepare_for(
        demo_snapshot.connection, bare, Incoming("agreement", "x.csv", AGREEMENT.format(typed, "ACT-2020-01").encode())
    )
    assert preview(demo_snapshot.connection, bare, prepared).new == 1 and prepared.warnings == []


def test_one_key_in_two_dresses_in_a_file_is_repeated(bare):
    content = AGREEMENT.format("ACU-2029-001", "ACT-2020-01") + "acu 2029 001,ACT-2020-01,Mejora,UCI,24/07/2020,,\n"
    with pytest.raises(Refused) as caught:
        prepare(Incoming("agreement", "x.csv", content.encode()), bare)
    assert codes(caught.value.problems) == ["duplicate"] and "«acu 2029 001»" in caught.value.problems[0].message


def test_two_codes_with_their_dashes_in_other_places_are_two(demo_copy, bare):
    content = AGREEMENT.format("PRO-1-11", "ACT-2020-01") + "PRO-11-1,ACT-2020-01,Mejora,UCI,24/07/2020,,\n"
    assert send(demo_copy, bare, content, register="agreement").new == 2


@pytest.mark.parametrize("typed", ["A-2020/0001", "A.2020.0001", "A-2O20-0001", "A-20-0001", "A-2020-001"])
def test_the_number_of_an_alert_is_asked_as_that_of_an_agreement(demo_snapshot, bare, typed):
    head = "Código,Fecha de recepción,UT,Unidad,Tema,Gravedad,Estado,Fecha de derivación,Fecha de respuesta,Fecha de desestimación"
    content = f"{head}\n{typed},04/01/2020,PIU,CT,,,Desestimada,08/01/2020,,17/01/2020\n"
    with pytest.raises(Refused) as caught:
        prepare_for(demo_snapshot.connection, bare, Incoming("ctvc_alert", "x.csv", content.encode()))
    (problem,) = caught.value.problems
    assert problem.code == "key_near" and "¿Quiso decir «A-2020-0001»?" in problem.message and problem.row == 2


@pytest.mark.parametrize("typed", ["ACU.2029.001", "ACU-2029-001*", "N° ACU-2029-001", "ACU-29-001", "ACU-2O29-001"])
def test_two_new_keys_of_a_file_that_read_as_one_are_asked(demo_copy, bare, typed):
    content = AGREEMENT.format("ACU-2029-001", "ACT-2020-01") + f"{typed},ACT-2020-01,Mejora,UCI,24/07/2020,,\n"
    problems = send(demo_copy, bare, content, register="agreement")
    assert set(codes(problems)) == {"key_near"} and f"«{typed}» no está" in problems[-1].message


@pytest.mark.parametrize(
    "one, other",
    [("1", "10"), ("FO1", "F01"), ("F1", "FO1"), ("A.8.11", "A.8.1.1"), ("Acta 1-A", "Pacto 1-A"), ("I-2", "1-2")],
)
def test_keys_that_are_two_are_loaded_both(demo_copy, bare, one, other):
    content = AGREEMENT.format(one, "ACT-2020-01") + f"{other},ACT-2020-01,Mejora,UCI,24/07/2020,,\n"
    assert send(demo_copy, bare, content, register="agreement").new == 2


def test_two_that_are_stored_and_read_as_one_stay_two(demo_copy, bare):
    with closing(demo_copy.open()) as snapshot, snapshot.connection.cursor() as cursor:
        cursor.execute("create temp table twins as select * from (values ('N° 1'), ('1'), ('2O-1'), ('20-1')) t(code)")
        cursor.register("arriving", pa.table({"code": ["N° 1", "1", "2O-1", "20-1"], "_row": [2, 3, 4, 5]}))
        assert _near(cursor, "twins", "code") == []


# ---------------------------------------------------------------- what was confirmed is what is written


def test_a_register_that_changed_since_it_was_compared_is_not_written(plan_copy, bare):
    first, second = f"{WHOLE}\n{LINE}\n", f"{WHOLE}\n{LINE.replace('Informe 1', 'Informe 9')}\n"
    with closing(plan_copy.open()) as snapshot:
        prepared = [
            prepare_for(snapshot.connection, bare, Incoming("deliverable", "x.csv", text.encode()))
            for text in (first, second)
        ]
        seen = [preview(snapshot.connection, bare, each) for each in prepared]
    assert [(each.new, each.changed) for each in seen] == [(1, 0), (1, 0)]
    assert load_files(plan_copy, bare, [prepared[0]], "A", compared=seen[0].compared)[0].new == 1
    number = plan_copy.current()
    with pytest.raises(Refused) as caught:
        load_files(plan_copy, bare, [prepared[1]], "B", compared=seen[1].compared)
    assert (
        codes(caught.value.problems) == ["changed_since"]
        and "por" not in codes(caught.value.problems)
        and plan_copy.current() == number
    )
    assert "(carga n.º" in caught.value.problems[0].message and ", A, " in caught.value.problems[0].message
    with closing(plan_copy.open()) as snapshot:
        again = preview(snapshot.connection, bare, prepared[1])
    assert (again.new, again.changed) == (0, 1)
    assert load_files(plan_copy, bare, [prepared[1]], "B", compared=again.compared)[0].changed == 1


def changed(content: bytes, edits: dict[tuple[str, str], object], drop: str = "") -> bytes:
    """A filled book with some cells changed: {(key in the first column, heading): value}; without the row of the key
    `drop`."""
    made = openpyxl.load_workbook(io.BytesIO(content))
    page = made.worksheets[0]
    head = next(row for row in page.iter_rows() if sum(cell.value is not None for cell in row) > 4)
    at = {cell.value: cell.column for cell in head}
    for row in range(page.max_row, head[0].row, -1):
        key = page.cell(row, 1).value
        for (wanted, heading), value in edits.items():
            if key == wanted:
                page.cell(row, at[heading]).value = value
        if drop and key == drop:
            page.delete_rows(row)
    memory = io.BytesIO()
    made.save(memory)
    return memory.getvalue()


@pytest.fixture
def two_copies(demo_copy, bare):
    """A store, and the workbook that two people downloaded from it."""
    with closing(demo_copy.open()) as snapshot:
        return demo_copy, filled(Dataset(snapshot, bare), bare.register("agreement"))


def test_a_row_changed_by_another_since_the_book_was_made_is_a_conflict(two_copies, bare):
    store, book = two_copies
    mine = changed(book, {("ACU-2020-009", "Nota"): "De A"})
    assert send(store, bare, mine, "a.xlsx", "agreement").changed == 1
    theirs = changed(book, {("ACU-2020-010", "Nota"): "De B"})
    problems = send(store, bare, theirs, "b.xlsx", "agreement", who="B")
    assert codes(problems) == ["conflict"] and "«De A»" in problems[0].message and "ACU-2020-009" in problems[0].message
    report = send(store, bare, theirs, "b.xlsx", "agreement", who="B", conflicts="theirs")
    assert report.changed == 1
    notes = {row["agreement"]: row["note"] for row in rows(store, "agreement")}
    assert notes["ACU-2020-009"] == "De A" and notes["ACU-2020-010"] == "De B"


def test_mine_stays_when_it_is_chosen_and_a_rebuild_remembers_it(two_copies, bare):
    store, book = two_copies
    send(store, bare, changed(book, {("ACU-2020-009", "Nota"): "De A"}), "a.xlsx", "agreement")
    report = send(
        store, bare, changed(book, {("ACU-2020-009", "Nota"): "De B"}), "b.xlsx", "agreement", who="B", conflicts="mine"
    )
    assert report.changed == 1 and rows(store, "agreement", agreement="ACU-2020-009")[0]["note"] == "De B"
    with closing(store.open()) as snapshot:
        before = content_hash(snapshot)
    assert rebuild(store, bare, "A").hash == before


def test_replacing_does_not_take_out_what_came_since(two_copies, bare):
    store, book = two_copies
    assert send(store, bare, AGREEMENT.format("ACU-2029-001", "ACT-2020-01"), register="agreement").new == 1
    problems = send(store, bare, book, "b.xlsx", "agreement", mode="replace")
    assert codes(problems) == ["conflict"] and "ACU-2029-001" in problems[0].message
    kept = send(store, bare, book, "b.xlsx", "agreement", mode="replace", conflicts="theirs")
    assert not kept.loaded and not kept.problems and rows(store, "agreement", agreement="ACU-2029-001")
    gone = send(store, bare, book, "b.xlsx", "agreement", mode="replace", conflicts="mine")
    assert gone.removed == 1 and not rows(store, "agreement", agreement="ACU-2029-001")


def test_an_untouched_book_is_never_a_conflict_with_itself(two_copies, bare):
    store, book = two_copies
    report = send(store, bare, book, "a.xlsx", "agreement")
    assert not report.loaded and not report.problems
    with closing(store.open()) as snapshot:
        prepared = prepare(Incoming("agreement", "x.xlsx", book), bare)
        assert (
            conflicts(snapshot.connection, bare, prepared) == []
            and prepared.base_load == base_in(snapshot, bare.register("agreement")).load
        )


def test_a_template_of_an_empty_store_says_so(bare):
    content = changed_head(workbook_for(bare.register("agreement"), bare, base_in(None, bare.register("agreement"))))
    assert prepare(Incoming("agreement", "x.xlsx", content), bare).base_load == 0


def changed_head(content: bytes) -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(content))
    page = made.worksheets[0]
    for at, value in enumerate(["ACU-2029-001", "ACT-2020-01", "Mejora", "UCI", "24/07/2020"], 1):
        page.cell(5, at).value = value
    memory = io.BytesIO()
    made.save(memory)
    return memory.getvalue()


def test_a_file_without_a_mark_that_undoes_another_load_says_so(demo_copy, bare):
    head = "Acuerdo,Acta,Tipo,Unidad,Fecha límite,Fecha de cumplimiento,Nota\n"
    line = "ACU-2020-009,ACT-2020-01,Mejora,UCI,24/07/2020,{0},Sintético\n"
    assert send(demo_copy, bare, head + line.format("29/11/2021"), register="agreement", who="A").changed == 1
    report = send(demo_copy, bare, head + line.format(""), register="agreement", who="B")
    assert (
        report.changed == 1
        and codes(report.warnings) == ["undoes"]
        and "Deshace lo que cargó A" in report.warnings[0].message
    )
    other = send(demo_copy, bare, head + line.format("28/11/2021"), register="agreement", who="B")
    assert codes(other.warnings) == []


def test_a_word_that_an_earlier_program_took_for_a_document_is_none_after_a_refresh(plan_copy, bare):
    def build(connection, number):
        connection.execute(
            "update deliverable set document_number = 'S/N' where activity = '02' and programmed_month = 3"
        )
        connection.execute("update published_with set fingerprint = 'earlier'")

    plan_copy.publish("A", build)
    assert refresh(plan_copy, bare, "A").snapshot
    assert {row["document_number"] for row in rows(plan_copy, "deliverable", activity="02", programmed_month=3)} == {
        None
    }
    assert all(row["document_number"] != "S/N" for row in rows(plan_copy, "deliverable"))


# ---------------------------------------------------------------- once for one cause


def test_one_cause_is_told_once():
    same = [Problem("required", "Falta «Tipo».", "H", row, "B «Tipo»") for row in range(2, 42)]
    (line,) = grouped(same)
    assert line["count"] == 40 and line["rows"] == "2, 3, 4, 5, 6 y 35 más"
    values = [Problem("not_date", f"«{n}» no es una fecha.", "H", n, "D «Fecha»", str(n)) for n in range(2, 42)]
    (line,) = grouped(values)
    assert line["message"] == "«2» no es una fecha. Lo mismo en 39 celdas más («3», «4», «5», …)."
    columns = [Problem("nothing", f"En «{name}» nada.", "H", 2, name) for name in "ABCDE"]
    (line,) = grouped(columns)
    assert line["message"] == "En «A» nada. Lo mismo en B, C, D y E." and line["column"] == ""
    assert len(causes(values[:3])) == 3 and len(grouped([Problem("conflict", str(n)) for n in range(9)])) == 9


def test_a_document_lists_a_few_one_by_one_and_many_with_their_rows():
    few = [Problem("required", "Falta «Tipo».", "H", row, "B «Tipo»") for row in (2, 3, 4)]
    assert [each["row"] for each in documented(few)] == [2, 3, 4] and all(
        "rows" not in each for each in documented(few)
    )
    many = [Problem("required", "Falta «Tipo».", "H", row, "B «Tipo»") for row in range(2, 42)]
    (each,) = documented(many)
    assert each["rows"] == list(range(2, 42)) and each["code"] == "required" and each["row"] == 2


def test_a_plan_is_counted_in_its_own_words(empty_store, bare, plan_store):
    with closing(plan_store.open()) as snapshot:
        book = filled(Dataset(snapshot, bare), bare.register("plan"))
    report = send(empty_store, bare, book, "anexo.xlsx", "plan")
    assert (
        report.message
        == "Carga n.º 1: nuevo, 1 versión, 25 actividades, 73 meses programados y 60 asignaciones a sistema."
    ), report.message
