"""The workbook of problems: every fault listed, its cell marked where it was; a corrected copy loads; reserved
values stay out."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from conftest import ROOT
from sig_metrics.cli.commands import main
from sig_metrics.intake.personal.search import MASK
from sig_metrics.language.problems import Problem, Refused
from sig_metrics.present.problem_report import COVERED, grouped, masked, problem_report, report_of, said
from sig_metrics.publish.load import Incoming, load_file, prepare
from sig_metrics.store import LocalStore

HEADINGS = (
    "Año",
    "N° Act.",
    "Mes programado",
    "N.º en el mes",
    "Unidad",
    "Fecha de entrega",
    "Tipo de documento",
    "N° de documento",
    "Estado",
)


def book(rows: list[tuple], above: int = 2) -> bytes:
    """A workbook with titles above the headings and a column nobody asked for."""
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.active.title = "Noviembre"
    for _ in range(above):
        made.active.append(("Seguimiento",))
    made.active.append((*HEADINGS, "Otra"))
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


def row(item: int, state: object = "Entregado", month: object = 11, number: str = "-1+1") -> tuple:
    return (2021, "06", month, item, "UPPM", date(2021, 11, 30), "Acta", number, state, "x")


def refusal(register: str, content: bytes, catalog, name: str = "libro.xlsx") -> list[Problem]:
    with pytest.raises(Refused) as refused:
        prepare(Incoming(register, name, content), catalog)
    return refused.value.problems


def test_the_cells_are_marked_where_they_were_and_all_is_listed(whole_catalog):
    register = whole_catalog.register("deliverable")
    content = book([row(1), row(2, "contestado", 13), row(3, None)])
    problems = refusal("deliverable", content, whole_catalog)
    found = openpyxl.load_workbook(io.BytesIO(report_of("libro.xlsx", content, problems, register)))
    assert found.sheetnames == ["Noviembre", "Problemas"]
    sheet, listed = found["Noviembre"], found["Problemas"]
    assert [cell.value for cell in sheet[3]][:9] == list(HEADINGS)
    assert [cell.value for cell in sheet[4]][:9] == [
        "2021",
        "06",
        "11",
        "1",
        "UPPM",
        "2021-11-30",
        "Acta",
        "-1+1",
        "Entregado",
    ]
    assert sheet["H4"].data_type == "s" and sheet["H4"].quotePrefix, "a text that looks like a formula stays a text"
    marked = {cell.coordinate for line in sheet.iter_rows() for cell in line if cell.comment}
    assert (
        marked
        == {"C5", "I5", "I6"}
        == {cell.coordinate for line in sheet.iter_rows(min_row=4) for cell in line if cell.fill.fill_type}
    )
    assert "contestado" in sheet["I5"].comment.text and "máximo" in sheet["C5"].comment.text
    *rows, _, source = [[cell.value for cell in line] for line in listed.iter_rows(min_row=2)]
    assert source[0] == "Fuente: problemas encontrados en un archivo para el registro «Entregables»."
    assert [each[:4] for each in rows] == [[p.sheet, p.row, p.column, p.value or None] for p in problems] and len(
        rows
    ) == 3
    assert [each[4] for each in rows] == [p.message for p in problems]


def test_the_copy_is_loaded_once_corrected(plan_copy, catalog):
    content = book([row(1), row(2, "contestado")])
    report = report_of("libro.xlsx", content, refusal("deliverable", content, catalog), catalog.register("deliverable"))
    corrected, out = openpyxl.load_workbook(io.BytesIO(report)), io.BytesIO()
    corrected["Noviembre"]["I5"] = "Entregado"
    corrected.save(out)
    done = load_file(plan_copy, catalog, Incoming("deliverable", "corregido.xlsx", out.getvalue()), "pruebas")
    assert (done.loaded, done.read, done.new) == (True, 2, 2), done.problems


def test_a_thousand_equal_faults_are_one_line_and_a_thousand_in_the_workbook(whole_catalog):
    content = book([row(n % 99 + 1, "contestado", n // 99 + 1) for n in range(1000)] + [row(99, "anulado", 12)])
    problems = refusal("deliverable", content, whole_catalog)
    lines = grouped(problems)
    assert [(line["count"], line["value"], line["rows"]) for line in lines] == [
        (1000, "contestado", "4, 5, 6, 7, 8 y 995 más"),
        (1, "anulado", "1004"),
    ]
    assert said(lines[0]).startswith(
        "hoja «Noviembre», 1,000 filas (4, 5, 6, 7, 8 y 995 más), columna I «Estado»: «contestado» no es un valor"
    )
    listed = openpyxl.load_workbook(
        io.BytesIO(report_of("l.xlsx", content, problems, whole_catalog.register("deliverable"))), read_only=True
    )["Problemas"]
    assert sum(1 for _ in listed.iter_rows(min_row=2)) - 2 == len(problems) == 1001, (
        "an empty row and the source are under them"
    )


def test_a_file_without_a_table_gives_the_list_alone(whole_catalog):
    problems = refusal("deliverable", b"nada,que,ver\n1,2,3\n", whole_catalog, "hoja.csv")
    found = openpyxl.load_workbook(
        io.BytesIO(report_of("hoja.csv", b"nada,que,ver\n1,2,3\n", problems, whole_catalog.register("deliverable")))
    )
    assert found.sheetnames == ["Problemas"] and found["Problemas"]["E2"].value == problems[0].message
    assert "solo la lista" in found["Problemas"]["A4"].value


def test_nothing_of_a_reserved_register_is_repeated(whole_catalog):
    register = whole_catalog.register("corruption_status")
    assert register.reserved
    names = [column.name for column in register.columns]
    marker = "Juan Quispe 45678912"
    content = (",".join(names) + "\n" + ",".join([marker] * len(names)) + "\n").encode()
    problems = refusal("corruption_status", content, whole_catalog, "denuncias.csv")
    assert not any(marker in str(problem.as_dict()) for problem in problems), "the judgement already covers the values"
    planted = [replace(each, message=each.message.replace(MASK, marker), value=marker) for each in problems]
    assert any(f"«{marker}»" in problem.message for problem in planted)
    shown = masked(planted, register)
    assert all("Quispe" not in f"{each}" + each.value for each in shown) and {each.value for each in shown} <= {
        "",
        COVERED,
    }
    assert all(
        f"«{register.columns[0].heading}»" in each.message
        for each in shown
        if each.column.endswith(f"«{register.columns[0].heading}»") and each.code == "required"
    )
    found = openpyxl.load_workbook(io.BytesIO(report_of("denuncias.csv", content, planted, register)))
    assert found.sheetnames == ["Problemas"]
    assert "Quispe" not in str([cell.value for line in found["Problemas"].iter_rows() for cell in line])
    assert problem_report(None, problems, register) == report_of("denuncias.csv", content, planted, register)
    assert masked(problems, whole_catalog.register("deliverable")) == problems


def test_the_command_line_writes_the_same_workbook(tmp_path, whole_catalog, capsys):
    path, out, clean = tmp_path / "libro.xlsx", tmp_path / "problemas.xlsx", tmp_path / "nada.xlsx"
    path.write_bytes(book([row(1, "contestado"), row(2, "contestado")]))
    assert main(["load", "deliverable", str(path), "--store", str(tmp_path / "store"), "--report", str(out)]) == 1
    problems = refusal("deliverable", path.read_bytes(), whole_catalog)
    assert out.read_bytes() == report_of(
        "libro.xlsx", path.read_bytes(), problems, whole_catalog.register("deliverable")
    )
    assert "2 filas (4 y 5), columna I «Estado»" in capsys.readouterr().out
    terms = ROOT / "data" / "legal" / "legal_term.csv"
    assert (
        main(["load", "legal_term", str(terms), "--store", str(tmp_path / "store"), "--report", str(clean)]) == 0
        and not clean.exists()
    )
    assert LocalStore(tmp_path / "store").current() == 1
