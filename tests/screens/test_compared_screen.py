"""«Comparar con» a corte, on the screens: what is offered, what an address that cannot be compared with says, and what leaves."""

import shutil

import pytest
from test_pages import opened

from conftest import NOVEMBER
from pages._kit.shell import data, state
from pages._kit.shell.frame import View
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.scope import horizon
from sig_metrics.present.theme import LIGHT
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore
from sig_metrics.store.cortes import cortes, let_go
from support.compared import AFTERWARDS, frozen_october

CORTE = "Corte n.º 1 «Cierre de octubre»"


@pytest.fixture(scope="module")
def compared(demo_folder, whole_catalog, tmp_path_factory):
    """The demonstration with a corte of October, one of November that was let go, and what came afterwards."""
    store = LocalStore(shutil.copytree(demo_folder, tmp_path_factory.mktemp("compared") / "store"), wait=1)
    frozen_october(store, whole_catalog)
    let_go(store, frozen_october(store, whole_catalog, "Noviembre", NOVEMBER), "UPPM", "hay que destruir una carga")
    load_files(store, whole_catalog, [Incoming("deliverable", "x.csv", AFTERWARDS)], "UPPM")
    return store


@pytest.fixture(autouse=True)
def served(compared, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(compared.folder))
    yield
    data.let_go()


def offered(app) -> list[str]:
    return next(each for each in app.selectbox if each.label == "Comparar con").options


def said(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.header, *app.caption)).replace("\\", "")


def test_what_can_be_compared_with_is_offered_and_told():
    app = opened("resumen", corte="2021-11", comparar="corte-1")
    assert [each for each in offered(app) if each.startswith("Corte")] == [CORTE]
    text = said(app)
    assert "Desde el corte n.º 1: 9 entregados más, 3 vencidos menos." in text
    assert "Qué cambió desde el corte n.º 1 «Cierre de octubre»" in text
    assert "PLN-01 Avance por entregables, octubre de 2021: 89.9 % → 92.8 %" in text
    assert not app.info and not app.warning
    assert CORTE not in offered(opened("resumen", corte="2021-09"))  # it is later


@pytest.mark.parametrize(
    ("month", "asked", "why"),
    [
        ("2021-11", "corte-2", "Los datos del corte «Noviembre» se soltaron"),
        ("2021-11", "corte-7", "No hay un corte «corte-7»"),
        ("2021-09", "corte-1", "es de octubre de 2021, posterior a setiembre de 2021"),
    ],
)
def test_one_that_cannot_be_is_one_sentence_and_the_month_before(month, asked, why):
    app = opened("resumen", corte=month, comparar=asked)
    (told,) = [each.value.replace("\\", "") for each in app.info]
    assert why in told and told.endswith("Se compara con el mes anterior.")
    assert "Desde el corte" not in said(app)
    assert "comparar" not in app.query_params


@pytest.mark.parametrize("screen", ["mantenimiento", "sgsi", "indicadores"])
def test_every_screen_that_compares_tells_it(screen):
    text = said(opened(screen, corte="2021-11", comparar="corte-1"))
    assert "desde el corte n.º 1" in text.lower()


def test_a_copy_says_what_its_figures_are_compared_with(compared, whole_catalog):
    dataset = dataset_of(compared.open(), whole_catalog)
    corte = cortes(compared)[0]
    notes = {
        choice: View(dataset, horizon(dataset), state.Choice("2021-11", comparar=choice), LIGHT).notes
        for choice in ("corte-1", "mes")
    }
    told = f"Comparado con el corte n.º 1 «Cierre de octubre», huella {corte.hash[:12]}"
    assert told in notes["corte-1"] and not any("Comparado" in each for each in notes["mes"])
    dataset.close()


def test_a_corte_is_opened_once_whatever_is_asked_of_it(compared, whole_catalog, monkeypatch):
    opens: list[int] = []
    really = data.open_corte
    monkeypatch.setattr(data, "open_corte", lambda *given: opens.append(1) or really(*given))
    app = opened("resumen", corte="2021-11", comparar="corte-1")
    app.run()
    opened("indicadores", corte="2021-11", comparar="corte-1")
    assert opens == [1]
