"""Holds a shared screen to its word: no key of a case of the demonstration is in anything that a screen sends, wherever one
looks and whatever drawer is open; the counts stay. The same places, not shared, do show some of them."""

import random
import re

import pytest
from streamlit.testing.v1 import AppTest

from conftest import ROOT
from sig_metrics.measure.dataset import Dataset
from support import places
from support.app import go
from support.turns import share

# The registers whose rows are of a case: what happened to somebody, or to a thing, with a code of its own.
CASES = (
    "qrd",
    "suggestion",
    "ctvc_alert",
    "security_incident",
    "vulnerability",
    "sst_event",
    "finding",
    "improvement_action",
    "risk_treatment",
)
TOKEN = re.compile(r"[\w-]+")
EVERY = 2  # places, between one drawer and the next


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return Dataset(demo_snapshot, whole_catalog)


@pytest.fixture(scope="module")
def keys(dataset):
    """Every key of a case, of those that could be nothing else."""
    found = set()
    for name in CASES:
        key = dataset.catalog.registers[name].key[0]
        found |= {row["code"] for row in dataset.rows(f"select distinct {key}::varchar as code from {name}")}
    assert len(found) > 1000
    # the dictionary of data gives an example of each column, which is of no row
    return found - {column.example for register in dataset.catalog.registers.values() for column in register.columns}


def cases(keys: set[str], said: str) -> set[str]:
    """The keys of cases in a text."""
    return keys & set(TOKEN.findall(said))


def sent(app: AppTest) -> str:
    """All that a run sends to the browser: words, tables, boards, what is taken away."""
    return "\n".join(_texts(element) for element in app._tree)


def _texts(element) -> str:
    """A table as it is read, a board as it is given; of anything else, its message."""
    if element.type in ("dataframe", "table"):
        return element.value.to_csv()
    proto = getattr(element, "proto", None)
    bytes_of = getattr(proto, "bytes", b"")
    return f"{proto}\n{bytes_of.decode('utf-8', 'replace') if isinstance(bytes_of, bytes) else ''}"


def visit(at: places.Place, shared: bool) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.query_params.update({**dict(at.query), **({"compartida": "1"} if shared else {})})
    go(app, at.screen).run()
    assert not app.exception, (at, app.exception)
    return app


@pytest.fixture(autouse=True)
def served(demo_folder, monkeypatch):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))


# Where rows of cases are seen: a place of each kind, with the sentence that stands for them.
WITH_ROWS = [
    places.Place("seguimiento", (("corte", "2021-11"), ("casos", "overdue.SEG-07"))),
    places.Place("seguimiento", (("corte", "2021-11"), ("casos", "term.qrd.internal"))),
    places.Place("seguimiento", (("corte", "2021-11"), ("casos", "tema.qrd"))),
    places.Place("indicadores", (("corte", "2021-11"), ("ind", "SEG-07"), ("casos", "figura.proceso_SEG-07"))),
    places.Place("resumen", (("corte", "2021-11"), ("ficha", "SEG-07"))),
    places.Place("resumen", (("corte", "2021-11"), ("casos", "rows.finding"))),
    places.Place("calidad", (("corte", "2021-11"), ("regla", "QRD-03"))),
    places.Place("agenda", (("corte", "2021-11"), ("ver", "cumplido"))),
    places.Place("mantenimiento", (("corte", "2021-11"), ("tema", "riesgos"), ("casos", "rows.risk_treatment"))),
]


@pytest.mark.parametrize("at", WITH_ROWS, ids=str)
def test_where_rows_are_seen_a_sentence_stands_for_them(at, keys):
    shared = visit(at, True)
    assert not cases(keys, sent(shared))
    bare = visit(at, False)
    if cases(keys, sent(bare)):
        assert any("Pantalla compartida" in each.value for each in shared.info), at


def test_some_of_those_places_show_rows_while_nobody_else_looks(keys):
    assert sum(bool(cases(keys, sent(visit(at, False)))) for at in WITH_ROWS) >= 4


def test_a_case_alone_is_not_shown(keys, dataset):
    code = dataset.rows("select min(finding) as code from finding")[0]["code"]
    at = places.Place("mantenimiento", (("corte", "2021-11"), ("casos", f"case.finding.{code}")))
    assert cases(keys, sent(visit(at, False)))
    app = visit(at, True)
    assert cases(keys, sent(app)) <= {code}, "its title is what was asked for"
    assert any("esta fila no se muestra" in each.value for each in app.info)


def test_the_counts_are_the_same(keys):
    at = WITH_ROWS[0]
    bare, shared = visit(at, False), visit(at, True)
    counted = [each.value for each in bare.markdown if "filas" in each.value]
    assert counted == ["**24 filas**"]
    assert counted[0] in [each.value for each in shared.markdown]
    assert "Pantalla compartida: 24 filas, que no se muestran." in [each.value for each in shared.info]


def test_the_plan_is_no_case(keys):
    at = places.Place("plan", (("corte", "2021-11"), ("act", "22"), ("mes", "10")))
    assert visit(at, True).dataframe, "who owes what is looked at together"


def test_loading_is_closed_meanwhile():
    app = visit(places.Place("carga", ()), True)
    assert [each.value for each in app.info] == [
        "Pantalla compartida: aquí se ven las filas de los archivos. Deje de compartir para cargar."
    ]
    assert not app.get("file_uploader")


def test_a_screen_says_that_it_is_shared_and_how_to_end_it():
    app = visit(places.Place("resumen", (("corte", "2021-11"),)), True)
    assert any("Pantalla compartida: no se muestran filas de casos" in each.value for each in app.markdown)
    app.button(key="shared_leave").click().run()
    assert "compartida" not in app.query_params
    app.button(key="shared_begin").click().run()
    assert app.query_params["compartida"] in ("1", ["1"])


def test_wherever_one_looks_no_case_is_seen(dataset, keys):
    """A walk over the screens, with their drawers; one reader, who shares all the while."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    chance, found, visited = random.Random(2021), {}, 0
    way = places.sample(dataset)
    for turn, at in enumerate(share(chance.sample(way, len(way) // 3), 0.4)):
        some = [at]
        for here in some:
            app.query_params.clear()
            app.query_params.update({**dict(here.query), "compartida": "1"})
            go(app, here.screen).run()
            visited += 1
            if seen := sorted(cases(keys, sent(app))):
                found[str(here)] = seen[:3]
            if turn % EVERY == 0 and here is at and (behind := places.opened_from(app, here)):
                some.append(chance.choice(behind))
    assert found == {} and visited > 24
