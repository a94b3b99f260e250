"""«¿Por qué este número?» of every chart opens its own evidence: the sentence over it, what it draws, and as many rows as
it draws; its ficha is one click away."""

import re

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import opened

# {screen: {what its address adds: its charts that draw counts of rows, whose rows are all behind them}}
CHARTS = {
    "mantenimiento": {"tema=comunes": {"compromisos"}, "tema=documentos": {"documentos"}, "tema=riesgos": {"riesgos"}},
    "seguimiento": {
        "tema=acciones": {"acciones"},
        "tema=qrd": {"antiguedad_qrd", "motivos_qrd", "ut_qrd"},
        "tema=alertas": set(),
        "tema=incidentes": {"incidentes"},
        "tema=controles": {"controles"},
    },
    "mejora": {"tema=sst": {"hitos_sst"}, "tema=aplicativos": set()},
    "sgc": {"parte=seguimiento": set(), "parte=actividades": set()},
    "sgas": {"parte=seguimiento": {"compromisos"}},
    "sgsi": {"parte=seguimiento": {"incidentes", "controles"}},
    "sgsst": {"parte=seguimiento": {"hitos_sst"}},
    "plan": {"": set()},
    "resumen": {"": set()},
}
# the columns whose sum a chart of counts draws; of controls, all of the domain are behind its bar
COUNTED = ("Abiertos", "Cantidad", "Casos", "Riesgos", "Programados")


@pytest.fixture(autouse=True)
def demo(demo_folder, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))


def figures(app: AppTest) -> list[str]:
    return [button.key.removeprefix("why_") for button in app.button if (button.key or "").startswith("why_")]


def why(app: AppTest, key: str):
    """The drawer of a figure of the screen that is open."""
    app.button(f"why_{key}").click().run()
    assert not app.exception, app.exception
    return app.get("dialog")[0]


@pytest.mark.in_turn(5)
@pytest.mark.parametrize(("screen", "part"), [(screen, part) for screen, parts in CHARTS.items() for part in parts])
def test_the_number_in_the_drawer_of_a_chart_is_the_number_in_its_sentence(screen, part):
    app, counts = opened(screen, **dict([part.split("=")] if part else [])), CHARTS[screen][part]
    keys, captions = figures(app), {each.value.rstrip(".") for each in app.caption}
    assert keys and counts <= set(keys)
    for key in keys:
        inside = why(app, key)
        said = inside.markdown[0].value.removeprefix("**").removesuffix(".**")
        if key == "presupuesto":  # the drawer of its ficha: 48,600 of 60,000
            assert said.startswith("81.0 %** — S/ 48,600 devengados de S/ 60,000")
            continue
        assert said in captions, (key, said)
        shown, rows = inside.dataframe[0].value, rows_told(inside)
        column = next((name for name in COUNTED if name in shown.columns), None)
        if column and len(rows) == 1:
            assert rows == [shown[column].sum()], (key, column)
        if key in counts:
            assert rows and rows[0] > 0, key
        assert any((button.key or "").startswith("ficha_") for button in inside.button) or key == "versiones", key


def rows_told(inside) -> list[int]:
    """How many rows each tab of the rows behind a figure says that it has."""
    return [int(n.replace(",", "")) for tab in inside.get("tab")[1:] for n in re.findall(r"· ([\d,]+)$", tab.label)]


def test_what_is_open_and_what_came_in_are_two_lists():
    inside = why(opened("seguimiento", tema="qrd"), "flujo_qrd")
    said = inside.markdown[0].value
    assert said.startswith("**100 abiertas al cierre; 85 ingresaron en el mes") and rows_told(inside) == [100, 85]


def test_the_ficha_is_one_click_away():
    app = opened("seguimiento", tema="qrd")
    inside = why(app, "antiguedad_qrd")
    assert inside.markdown[0].value == "**48 de 100 abiertas están fuera de su plazo al 30/11/2021.**"
    app.button("ficha_antiguedad_qrd").click().run()
    assert "54 de 56" in app.get("dialog")[0].markdown[0].value


@pytest.mark.parametrize(
    ("ficha", "tabs"),
    [
        ("SEG-07", ["Denominador · 56", "Numerador · 54"]),
        ("PLN-01", ["Denominador · 75", "Numerador · 69"]),
        ("PLN-06", ["Numerador · 6"]),
        ("SEG-17", ["Denominador · 110", "Numerador · 68", "No cuentan · 4"]),
        ("SEG-12", []),
    ],
)
def test_a_ficha_shows_the_rows_of_its_parts(ficha, tabs):
    inside = opened("resumen", ficha=ficha).get("dialog")[0]
    assert [tab.label for tab in inside.get("tab")] == tabs
    if not tabs:
        assert any("Registro reservado" in each.value for each in inside.caption) and not inside.dataframe


def test_a_cell_of_the_calendar_says_the_row_of_each_document():
    """Lines 51 and 52 of `data/demo/deliverable.csv`; the second came without a number and counts as overdue."""
    inside = opened("resumen", act="18", mes="10").get("dialog")[0]
    shown = inside.dataframe[0].value
    assert list(zip(shown["Estado"], shown["Archivo"], shown["Fila"])) == [
        ("Entregado a tiempo", "deliverable.csv", 51),
        ("Vencido · sin n.º de documento", "deliverable.csv", 52),
    ]
    assert {button.label for button in inside.get("download_button")} == {
        "CSV",
        "Excel",
        "Parquet",
        "Redactar el informe",
    }


def test_a_rule_says_the_row_of_each_of_its_rows_or_that_each_sums_up_several():
    """Lines 26 and 66 of `data/demo/sst_event.csv`: dangerous incidents notified three days later."""
    inside = opened("calidad", regla="SST-01").get("dialog")[0]
    shown = inside.dataframe[0].value
    assert sorted(zip(shown["Archivo"], shown["Fila"])) == [("sst_event.csv", 26), ("sst_event.csv", 66)]
    assert any("ver la del archivo original" in each.value for each in inside.caption)
    inside = opened("calidad", regla="USU-01").get("dialog")[0]
    assert "Fila" not in inside.dataframe[0].value.columns
    assert any(each.value.startswith("Cada fila de esta regla resume varias") for each in inside.caption)


def test_a_number_of_a_tile_opens_as_many_rows():
    """81 of 157, as `seguimiento.md` says of the tile; an address of a topic that is not there opens nothing."""
    inside = opened("seguimiento", casos="tema.qrd").get("dialog")[0]
    assert [tab.label for tab in inside.get("tab")] == ["Fuera de plazo · 81", "Abiertos · 157"]
    assert [len(table.value) for table in inside.dataframe] == [81, 157]
    assert not opened("seguimiento", casos="tema.nada").get("dialog")
    whole = opened("seguimiento", casos="tema.alertas", sistema="SGAS").get("dialog")[0]
    assert whole.caption[0].value == "Al 30/11/2021 · filtros: ninguno. Todos los sistemas."
    assert not opened("seguimiento", casos="tema.denuncias").get("dialog")
