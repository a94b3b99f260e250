"""Every file that a screen offers says where it comes from and carries the demonstration mark; and what an address asks
for in vain.

Templates, and what is filled in them to be loaded again, are the exception: they are forms.
"""

import ast
import io

import openpyxl
import pyarrow.parquet as parquet
import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest
from test_export import csv_cells

from conftest import ROOT
from sig_metrics.cli.commands import main
from support.app import go

SCREENS = [
    ("mantenimiento", {"tema": "comunes"}),
    ("seguimiento", {"tema": "qrd"}),
    ("seguimiento", {"tema": "acciones"}),
    ("mejora", {"tema": "sst"}),
    ("sgsi", {"parte": "seguimiento"}),
    ("plan", {}),
    ("explorador", {}),
    ("calidad", {"regla": "ENT-01"}),
    ("calidad", {"casos": "risk.3.3"}),
    ("calidad", {"casos": "overdue.SEG-07"}),
    ("calidad", {"casos": "age.qrd.1", "unidad": "UTI"}),
]
MARK = "Datos de demostración · son sintéticos: "


@pytest.fixture
def offered(monkeypatch, demo_folder) -> list:
    """(label, what makes it, name) of each download that is drawn."""
    found = []

    def download(self, label, data, file_name=None, *more, **named):
        found.append((label, data, file_name))
        return False

    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    monkeypatch.setattr(DeltaGenerator, "download_button", download)
    monkeypatch.setattr("streamlit.download_button", lambda *given, **named: download(None, *given, **named))
    return found


def screen(name: str, **params: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    go(app, name)
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def said_in_book(content: bytes) -> str:
    return "\n".join(
        str(cell.value)
        for sheet in openpyxl.load_workbook(io.BytesIO(content))
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None
    )


@pytest.mark.in_turn(4)
@pytest.mark.parametrize(
    ("name", "params"), SCREENS, ids=lambda value: value if isinstance(value, str) else "-".join(value.values())
)
def test_every_table_leaves_with_its_source_and_its_mark(offered, name, params):
    app = screen(name, **params)
    held = app.session_state._state.filtered_state
    charts = [key.removeprefix("tabla_") for key in held if key.startswith("tabla_")]
    app.query_params["tabla"] = ".".join(charts)  # a table beside a chart is made when it is looked at
    app.run()
    assert not app.exception and offered and len(offered) % 3 == 0
    assert {f"demostracion_{key}" for key in charts} <= {file[:-12] for *_, file in offered}
    for label, make, file in offered:
        content = make()
        assert file.startswith("demostracion_") and file.count(".") == 1, file
        if label == "CSV":
            head, *lines = csv_cells(content)
            assert head[-2:] == ["Aviso", "Fuente"] and lines, file
            assert all(line[-2] == "Datos de demostración" and line[-1].startswith("Fuente: ") for line in lines), file
        elif label == "Parquet":
            table = parquet.read_table(io.BytesIO(content))
            assert table.column_names[-2:] == ["Aviso", "Fuente"], file
            assert set(table["Aviso"].to_pylist()) <= {"Datos de demostración"}, file
        else:
            text = said_in_book(content)
            assert "Fuente: " in text and MARK in text, file


def test_what_is_offered_of_a_file_too(offered):
    """The difference it would make, and its problems; the template is a form, and says nothing."""
    app = screen("carga", registro="definition")
    before = len(offered)
    app.file_uploader[0].set_value(
        (
            "dos.csv",
            "year,position,term,definition,section\n2021,900,AAA,Uno,4\n2021,1,SIG,Otro,4\n".encode(),
            "text/csv",
        )
    ).run()
    difference = next(make for label, make, _ in offered[before:] if label == "Descargar esta tabla")
    text = said_in_book(difference())
    assert "dos.csv" in text and "Fuente: " in text and MARK in text
    app.file_uploader[0].set_value(
        ("malo.csv", "year,position,term,definition,section\n2021,900,AAA,,4\n".encode(), "text/csv")
    ).run()
    problems = next(make for label, make, _ in reversed(offered) if label.startswith("Descargar el libro"))
    text = said_in_book(problems())
    assert "Fuente: problemas encontrados en un archivo para el registro «" in text and MARK in text


def test_a_table_that_can_be_sorted_has_a_download_of_ours_beside_it():
    """The grid's own is off: whoever draws one offers the files of `downloads`, or a book of its own; what `rows_of` draws has
    them."""
    for path in sorted((ROOT / "pages").rglob("*.py")):
        for function in (
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)
        ):
            called = {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}
            assert "st.dataframe" not in called or function.name == "grid", (path.name, function.name)
            if "grid" in called and function.name != "listed":  # whoever lists problems offers their book
                assert called & {"downloads", "rows_of", "st.download_button"}, (path.name, function.name)


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("plan", {"act": "05", "mes": "²"}),
        ("plan", {"act": "05", "mes": "٣"}),
        ("plan", {"act": "05", "mes": "1" * 40}),
        ("plan", {"act": "05", "anio": "٢٠٢١"}),
        ("plan", {"act": "05", "anio": "²²²²"}),
    ],
)
def test_an_address_with_digits_of_another_kind_opens_the_whole_activity(
    demo_folder, monkeypatch, caplog, name, params
):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    app = screen(name, **params)
    assert not app.error and not [record for record in caplog.records if record.name == "pages._kit.shell.start"]
    assert any("a la fecha en el año" in each.value for each in app.markdown), "the drawer of the year"


@pytest.mark.parametrize("plan", ["²-05", "٢٠٢١-05", "2021²-05", "-05"])
def test_the_command_line_refuses_a_year_with_digits_of_another_kind(demo_folder, tmp_path, capsys, plan):
    assert main(["template", "plan", str(tmp_path / "x.xlsx"), f"--from-plan={plan}", "--store", str(demo_folder)]) == 1
    assert "Traceback" not in capsys.readouterr().err and not (tmp_path / "x.xlsx").exists()


def test_an_address_of_the_dictionary_logs_nothing(demo_folder, monkeypatch, caplog):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    monkeypatch.setattr("streamlit.elements.lib.policies._shown_default_value_warning", False)  # Streamlit says it once
    app = screen("catalogo", registro="risk")
    assert (
        app.selectbox(key="diccionario").value == "risk"
        and app.segmented_control(key="catalogo").value == "diccionario"
    )
    assert [
        record.getMessage()
        for record in caplog.records
        if "session_state" in record.name or "default" in record.getMessage()
    ] == []


def test_a_point_that_does_not_exist_opens_nothing(demo_folder, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    for key in ("reason.../../x", "reason.nada", "control.Z.99", "project.app_project.<b>", "incident.grave.mala"):
        assert "casos" not in screen("calidad", casos=key).query_params, key
