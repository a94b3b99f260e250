"""The address of a view: it fits in 400 characters, and it opens the same view in another session."""

from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from test_pages import demo, opened  # noqa: F401
from test_process_chosen import ALIKE, APART, months

from conftest import NOVEMBER
from pages._kit.blocks import ordered
from pages._kit.blocks import parts as blocks
from pages._kit.blocks.figure import TABLE
from pages._kit.blocks.whole_list import whole_list
from pages._kit.screens import screens
from pages._kit.shell import state
from pages._kit.shell.frame import View
from pages._kit.shell.state import PLACES, Choice
from sig_metrics.measure import signalled
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.process.chosen import process_of
from sig_metrics.measure.scope import Scope, horizon
from sig_metrics.present.theme import LIGHT
from support import places, told

LONGEST = 400


def link(at: places.Place) -> str:
    """The part of a link after the name of the server, as a browser writes it."""
    return f"/{at.screen}?{urlencode(at.query)}"


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return Dataset(demo_snapshot, whole_catalog)


def test_every_address_of_the_walk_fits(dataset):
    found = [link(at) for at in places.sample(dataset)]
    assert len(found) > 100 and max(map(len, found)) <= LONGEST


def figures(catalog, screen: str) -> list[list[str]]:
    """The figures that a screen may show together: those of a topic, of what a system follows up, or its own."""
    about = screens(catalog)[screen]
    keys = {topic.key: [chart.key for chart in topic.charts] for topic in catalog.screens.topics}
    if about.stage:
        return [keys[topic.key] for topic in catalog.screens.topics if topic.stage == about.stage]
    if about.system:
        return [[key for topic in catalog.screens.topics if about.system in topic.on_system for key in keys[topic.key]]]
    return [["curva", "unidades", "versiones", "desfase", "proceso_SEG-07", "movio_unit"]]


def test_the_longest_of_each_part_fits_together(dataset):
    """The longest value of every filter, the longest look inside a screen, all of its figures as tables, two searches, two
    orders, and the longest drawer, of which a tab is open."""
    catalog = dataset.catalog
    filters = {name: max(values, key=len) for name, values in places.filters(dataset).items()}
    for screen, inside in places.views(dataset).items():
        look = max(inside, key=lambda each: len(urlencode(each)))
        for charts in figures(catalog, screen):
            one = max(charts, key=len, default="")
            searched = {"q": f"{one}.notificación", "qd": f"filas_{one}_0.notificación"}
            orders = {"o": f"{ordered.sign(one)}.-denominator", "od": f"{ordered.sign(one)}.-days_late"}
            query = {
                **filters,
                **look,
                TABLE: ".".join(charts),
                **searched,
                **orders,
                "casos": f"figura.{one}",
                "hoja": "3",
            }
            assert len(link(places.place(screen, query))) <= LONGEST, (screen, charts)
            assert len({ordered.sign(each) for each in charts}) == len(charts), "two tables of one sign"


def said(app) -> list[tuple[str, str]]:
    return list(told.texts(app))


def again(app, screen: str):
    """The same address in another session."""
    return opened(screen, **app.query_params)


def test_a_filtered_list_beside_an_unfolded_one_opens_again(demo):  # noqa: F811
    app = opened("resumen", comparar="2020-11", decisiones="todas", tabla="curva")
    before = said(app)
    kinds = next(each for each in app.selectbox if each.key == "decisions_kind")
    kinds.set_value("off_target").run()
    assert app.query_params["clase"] == "off_target" and said(app) != before
    assert said(again(app, "resumen")) == said(app)


def test_what_is_searched_in_a_drawer_opens_again(demo):  # noqa: F811
    """Of the 157 that are open, those that say «CT»; the search belongs to the drawer, and leaves with it."""
    app = opened("seguimiento", casos="tema.qrd", unidad="CT", comparar="anio")
    search = next(each for each in app.text_input if each.key == "find_tema_qrd_0")
    search.input("reclamo").run()
    assert app.query_params["qd"] == "tema_qrd_0.reclamo" and "qd" in PLACES
    assert said(again(app, "seguimiento")) == said(app)


def test_the_order_of_a_table_opens_again(demo):  # noqa: F811
    """«Sin unidad» has no case that was closed and «Todos» has them all: they are the ends, whichever comes first."""

    def groups(order: str) -> list:
        app = opened("explorador", vista="tiempos", reg="qrd", o=f"{ordered.sign('tiempos_tabla_qrd')}.{order}")
        return next(each.value for each in app.dataframe if "Cerrados" in each.value)["Grupo"].tolist()

    up, down = groups("closed"), groups("-closed")
    assert (up[0], up[-1], down[0], down[-1]) == ("Sin unidad", "Todos", "Todos", "Sin unidad")


def test_a_heading_orders_turns_and_lets_go(monkeypatch):
    """Of one table: another that is pressed takes its place; a column that a table does not have orders nothing."""
    held, headings = {"o": f"{ordered.sign('otra')}.-closed"}, {"label": "Grupo", "closed": "Cerrados"}
    monkeypatch.setattr(ordered, "st", SimpleNamespace(query_params=held))
    monkeypatch.setattr(ordered.address, "put_beside", lambda name, value: held.update({name: value}))
    told = []
    for heading in ("Cerrados", "Cerrados", "Cerrados", "Cerrados", "Grupo"):
        ordered.press(heading, headings, "tabla", "o")
        told.append(held["o"])
    short = "f1444"  # the CRC-32 of «tabla», as gzip writes it, is f1444b5f
    assert told == [f"{short}.closed", f"{short}.-closed", "", f"{short}.closed", f"{short}.label"]
    rows = [{"label": "B", "closed": 1}, {"label": "A", "closed": 2}]
    assert ordered.ordered(rows, headings, "tabla", "o") == (rows[::-1], {"Grupo": "Grupo ↑"})
    held["o"] = f"{short}.none"
    assert ordered.ordered(rows, headings, "tabla", "o") == (rows, {})


def test_the_signals_of_a_crossing_have_an_address_that_lists_them(demo_snapshot, whole_catalog, monkeypatch):
    """Claims fell, and they are of SGC in monitoring; no other crossing has a list, nor one that does not exist."""

    def process(dataset, indicator, scope):
        made = process_of(
            whole_catalog.indicator("SEG-07"), months(whole_catalog.indicator("SEG-07"), parts(indicator))
        )
        return replace(made, indicator=indicator)

    def parts(indicator):
        return APART * 5 + [(22, 50), (35, 71), (12, 28)] if indicator.code == "SEG-07" else ALIKE * 6

    monkeypatch.setattr(signalled, "process", process)
    asked = []
    monkeypatch.setattr(state, "place", lambda **places: asked.append(places))
    blocks._pick_crossing("signal.SGC.monitoring")
    assert asked == [{"decisiones": "signal.SGC.monitoring"}]
    dataset = Dataset(demo_snapshot, whole_catalog)
    view, scope = View(dataset, horizon(dataset), Choice("2021-11"), LIGHT), Scope(NOVEMBER)
    title, _, (_, found, _) = whole_list(view, scope, asked[0]["decisiones"], print)
    assert (title, [each.key for each in found]) == ("Señales: SGC · Seguimiento", ["ind.SEG-07"])
    for other in ("signal.SGSI.monitoring", "signal.SGC.improvement", "signal.XXX.monitoring", "signal.SGC"):
        assert whole_list(view, scope, other, print) is None
    assert whole_list(view, scope, "todas", print)[0].startswith("Requiere decisión: ")
