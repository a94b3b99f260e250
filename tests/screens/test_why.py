"""«¿Por qué este número?» of every chart opens its own evidence: the sentence over it, what it draws, and as many rows as
it draws; its ficha is one click away."""

import re

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import opened

# {(screen, topic): its charts that draw counts of rows, whose rows are all behind them}
CHARTS = {
    ("mantenimiento", "comunes"): {"compromisos"},
    ("mantenimiento", "documentos"): {"documentos"},
    ("mantenimiento", "riesgos"): {"riesgos"},
    ("mantenimiento", "capacitacion"): set(),
    ("mantenimiento", "integridad"): set(),
    ("mantenimiento", "satisfaccion"): set(),
    ("mantenimiento", "revision"): set(),
    ("seguimiento", "acciones"): {"acciones"},
    ("seguimiento", "qrd"): {"antiguedad_qrd", "motivos_qrd"},
    ("seguimiento", "alertas"): set(),
    ("seguimiento", "incidentes"): {"incidentes"},
    ("seguimiento", "controles"): {"controles"},
    ("mejora", "sst"): {"hitos_sst"},
    ("mejora", "aplicativos"): set(),
    ("plan", ""): set(),
    ("resumen", ""): set(),
}
# no indicator says how the versions differ; the money spent is the value of its ficha, which is what opens
OWN_FICHA = ("versiones", "presupuesto")
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


def shown(screen: str, topic: str) -> AppTest:
    """A screen, with a topic alone where it has topics."""
    app = opened(screen)
    if topic:
        app.query_params["tema"] = topic
        app.run()
    return app


@pytest.mark.parametrize("place", CHARTS, ids=lambda place: " ".join(place).strip())
def test_the_number_in_the_drawer_of_a_chart_is_the_number_in_its_sentence(place):
    app = shown(*place)
    keys, captions = figures(app), {each.value.rstrip(".") for each in app.caption}
    assert keys and CHARTS[place] <= set(keys)
    for key in keys:
        inside = why(app, key)
        said = inside.markdown[0].value.removeprefix("**").removesuffix(".**")
        value = said.partition("**")[0]  # of a figure whose number is the value of its ficha, «81.0 %»
        assert said in captions or any(caption.startswith(value) for caption in captions), (key, said)
        table, rows = inside.dataframe[0].value, rows_told(inside)
        column = next((name for name in COUNTED if name in table.columns), None)
        if column and len(rows) == 1:
            assert rows == [table[column].sum()], (key, column)
        if key in CHARTS[place]:
            assert rows and rows[0] > 0, key
        assert any((button.key or "").startswith("ficha_") for button in inside.button) or key in OWN_FICHA, key


def rows_told(inside) -> list[int]:
    """How many rows each tab of the rows behind a figure says that it has."""
    return [int(n.replace(",", "")) for tab in inside.get("tab")[1:] for n in re.findall(r"· ([\d,]+)$", tab.label)]


def test_what_is_open_and_what_came_in_are_two_lists():
    inside = why(shown("seguimiento", "qrd"), "flujo_qrd")
    said = inside.markdown[0].value
    assert said.startswith("**100 abiertas al cierre; 85 ingresaron en el mes") and rows_told(inside) == [100, 85]


def test_the_ficha_is_one_click_away():
    app = shown("seguimiento", "qrd")
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
