"""The parts that screens share, each on its own: the address, the frame, the drawer, what a figure hands over. No
browser and no store."""

import io
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import openpyxl
import pyarrow.parquet as pq
import pytest

from pages._kit.blocks import drawer, ficha, figure, original, parts, shown
from pages._kit.screens import screen_of
from pages._kit.shell import frame, state
from pages._kit.shell import scope as bar
from pages._kit.shell.frame import View
from sig_metrics.catalog.model import Target
from sig_metrics.intake.table.cited import Cited
from sig_metrics.language.problems import refuse
from sig_metrics.measure import follow_up
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.drill import Behind
from sig_metrics.measure.insights import State
from sig_metrics.measure.scope import IN_FORCE, LATEST, Horizon, PlanVersion, Scope, month_end
from sig_metrics.present.original import Original
from sig_metrics.present.theme import LIGHT
from sig_metrics.store.cortes import Corte

OCTOBER, NOVEMBER = date(2021, 10, 31), date(2021, 11, 30)
VERSIONS = (
    PlanVersion(2021, "04", "RDE", date(2021, 2, 26), "", False),
    PlanVersion(2021, "05", "RDE", date(2021, 9, 30), "", False),
)
MONTHS = tuple(month_end(year, month) for year in (2021, 2022) for month in range(1, 13))
HORIZON = Horizon(VERSIONS, NOVEMBER, MONTHS, (OCTOBER, NOVEMBER, NOVEMBER), frozenset(MONTHS[:11]))
CODES = {"sistema": {"SGC", "SGSI"}, "unidad": {"UTI", "CT"}}


def seen(catalog, choice: state.Choice = state.Choice("2021-11")) -> View:
    """A View of data without a row."""
    return View(Dataset(SimpleNamespace(rows=lambda *_: []), catalog), HORIZON, choice, LIGHT)


# --- the address
# -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        ({"corte": "2021-08", "sistema": "SGSI", "unidad": "UTI"}, state.Choice("2021-08", IN_FORCE, "SGSI", "UTI")),
        ({"plan": "ultima"}, state.Choice("2021-11", LATEST)),
        ({"plan": "vigente"}, state.Choice("2021-11", IN_FORCE)),
        ({"plan": "04"}, state.Choice("2021-11", "04")),
        ({"comparar": "no"}, state.Choice("2021-11", comparar="no")),
        ({"comparar": "año"}, state.Choice("2021-11")),
        ({"plan": "77", "unidad": "XXX"}, state.Choice("2021-11")),
    ],
)
def test_an_address_gives_what_it_says(monkeypatch, asked, made):
    monkeypatch.setattr(state, "st", SimpleNamespace(session_state={}, query_params={}))
    assert state._valid(asked, HORIZON, CODES, date(2022, 1, 20), ("", "")) == made
    assert len(state.st.session_state["told"]) == sum(word in ("77", "XXX", "año") for word in asked.values())


@pytest.mark.parametrize(("asked", "made"), [("corte-1", "corte-1"), ("corte-2", "mes")])
def test_a_corte_that_cannot_be_compared_with_is_told_and_the_month_before_takes_its_place(monkeypatch, asked, made):
    def comparable(choice: str, cutoff: date) -> None:
        assert cutoff == NOVEMBER
        if choice == "corte-2":
            raise refuse("corte_unknown", value=choice, known="1 «Cierre»")

    monkeypatch.setattr(state, "st", SimpleNamespace(session_state={}, query_params={}))
    found = state._valid({"comparar": asked}, HORIZON, CODES, date(2022, 1, 20), ("", ""), comparable)
    assert found == state.Choice("2021-11", comparar=made)
    told = state.st.session_state["told"]
    assert told == (
        ["No hay un corte «corte-2». Los que hay: 1 «Cierre». Se compara con el mes anterior."] * (made == "mes")
    )


@pytest.mark.parametrize(
    ("choice", "query"),
    [
        (state.Choice("2021-11"), {"corte": "2021-11", "ficha": "SEG-07"}),
        (
            state.Choice("2021-11", LATEST, "SGC", "UTI", "no"),
            {
                "corte": "2021-11",
                "plan": "ultima",
                "sistema": "SGC",
                "unidad": "UTI",
                "comparar": "no",
                "ficha": "SEG-07",
            },
        ),
    ],
)
def test_a_choice_is_written_so_that_it_opens_the_same(monkeypatch, choice, query):
    class Address(dict):
        def from_dict(self, given: dict) -> None:
            self.clear()
            self.update(given)

    monkeypatch.setattr(
        state, "st", SimpleNamespace(session_state={}, query_params=Address(ficha="SEG-07", unidad="CT"))
    )
    state.write_url(choice)
    assert dict(state.st.query_params) == query
    assert state._valid(dict(state.st.query_params), HORIZON, CODES, date(2022, 1, 20), ("", "")) == choice


def test_the_screen_of_a_system_is_of_that_system_whatever_was_chosen():
    choice = state.Choice("2021-11", "04", "SGC", "UTI")
    assert state.scope_of(choice, HORIZON, system="SGSI") == Scope(NOVEMBER, "04", system="SGSI", unit="UTI")
    assert state.scope_of(choice, HORIZON, stage="monitoring") == Scope(
        NOVEMBER, "04", stage="monitoring", system="SGC", unit="UTI"
    )


# --- the frame
# ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "compare", "before"),
    [
        ("2021-11", "mes", OCTOBER),
        ("2021-02", "mes", date(2021, 1, 31)),
        ("2021-01", "mes", None),  # nothing of 2020 is loaded
        ("2022-11", "anio", NOVEMBER),
        ("2021-11", "2021-06", date(2021, 6, 30)),
        ("2021-11", "meta", None),
        ("2021-11", "no", None),
    ],
)
def test_a_screen_compares_with_what_the_reader_chose(whole_catalog, month, compare, before):
    view = seen(whole_catalog, state.Choice(month, unidad="UTI", comparar=compare))
    found = view.before(view.scope(stage="monitoring"))
    assert (found and found.scope) == (before and Scope(before, stage="monitoring", unit="UTI"))
    assert found is None or (found.dataset is view.dataset and found.corte is None)


def test_a_source_line_names_the_version_that_was_chosen(whole_catalog, monkeypatch):
    monkeypatch.setattr(frame, "freshness", lambda *_: {})
    said = [seen(whole_catalog, state.Choice("2021-11", plan)).source(("deliverable",)) for plan in (IN_FORCE, "04")]
    assert "v05 del plan 2021" in said[0] and "v04 del plan 2021" in said[1]
    assert "plan 2021" not in seen(whole_catalog).source(("qrd",)), "it is not measured against the plan"


def test_a_month_is_incomplete_after_the_last_that_came_and_not_before():
    assert [bar._without(month, HORIZON) for month in (OCTOBER, NOVEMBER, date(2021, 12, 31))] == [
        "",
        "",
        " · sin datos",
    ]
    more = Horizon(VERSIONS, NOVEMBER, MONTHS, (OCTOBER, NOVEMBER), frozenset(MONTHS[:12]))
    assert bar._without(date(2021, 12, 31), more) == " · datos incompletos"


@pytest.mark.parametrize(
    ("page", "fixed"),
    [("seguimiento", {"stage": "monitoring"}), ("sgsi", {"system": "SGSI"}), ("resumen", {}), ("plan", {})],
)
def test_the_files_counted_beside_a_screen_are_those_of_its_scope(whole_catalog, monkeypatch, page, fixed):
    asked = []
    monkeypatch.setattr(bar, "deliveries", lambda _, scope: asked.append(scope) or (7, 9))
    said = bar._came(screen_of(page), seen(whole_catalog, state.Choice("2021-11", unidad="UTI")))
    assert asked == [Scope(NOVEMBER, unit="UTI", **fixed)]
    assert said == "7 de 9 envíos del año de los registros a su cargo"


def test_the_line_of_the_scope_has_what_its_screen_honours_and_says_what_has_no_effect(whole_catalog):
    chosen = seen(whole_catalog, state.Choice("2021-11", sistema="SGSI", unidad="UTI"))
    whole = seen(whole_catalog, state.Choice("2021-11"))
    everything = "Noviembre de 2021 · v05 vigente · todos los sistemas · todas las unidades · comparado con octubre"
    assert bar.said(screen_of("resumen"), whole) == everything
    assert (
        bar.said(screen_of("resumen"), chosen) == "Noviembre de 2021 · v05 vigente · SGSI · UTI · comparado con octubre"
    )
    of_system = "Noviembre de 2021 · v05 vigente · UTI · comparado con octubre"
    assert bar.said(screen_of("sgsi"), chosen) == of_system, "it is of that system already"
    assert bar.said(screen_of("sgc"), chosen) == f"{of_system} · SGSI: sin efecto en esta pantalla"
    assert bar.said(screen_of("calidad"), chosen) == "Noviembre de 2021 · SGSI · UTI"
    assert bar.said(screen_of("catalogo"), whole) == "Esta pantalla no cambia con el corte ni con los filtros"
    assert bar.said(screen_of("catalogo"), chosen) == "SGSI y UTI: sin efecto en esta pantalla"


@pytest.mark.parametrize(
    ("compare", "said"),
    [
        ("no", ""),
        ("meta", " · comparado con la meta"),
        ("2021-06", " · comparado con junio"),
        ("anio", ""),  # nothing of 2020 is loaded
    ],
)
def test_the_line_of_the_scope_says_what_it_is_compared_with(whole_catalog, compare, said):
    view = seen(whole_catalog, state.Choice("2021-11", comparar=compare))
    line = "Noviembre de 2021 · v05 vigente · todos los sistemas · todas las unidades"
    assert bar.said(screen_of("resumen"), view) == line + said


def test_the_selector_says_which_version_is_in_force_that_day():
    assert list(bar._versions(HORIZON, date(2021, 6, 30)).values())[:2] == ["v04 vigente", "última aprobada (v05)"]
    assert list(bar._versions(HORIZON, NOVEMBER)) == [IN_FORCE, LATEST, "04", "05"]
    assert bar._versions(HORIZON, date(2021, 1, 31))[IN_FORCE] == "v04, aprobada después"


# --- blocks
# ------------------------------------------------------------------------------------------------------------------

CURVE = [
    {"month": month, "programmed": month, "delivered": month - 1 if month <= 8 else None, "uncapped": month}
    for month in range(1, 13)
]


@pytest.fixture
def drawn(monkeypatch) -> list[SimpleNamespace]:
    found = []
    monkeypatch.setattr(
        parts,
        "chart",
        lambda _, key, title, sentence, picture, alt, evidence: found.append(
            SimpleNamespace(title=title, sentence=sentence, picture=picture, evidence=evidence)
        ),
    )
    return found


def test_bars_begin_with_who_has_most_overdue(whole_catalog, drawn):
    groups = {
        "UTI": State(9, 8, 8, 1),
        "CT": State(5, 2, 2, 3),
        "UCI": State(7, 7, 7, 0),
        "URH": State(),
        "UPPM": State(4, 3, 3, 1),
    }
    picked = []
    parts.progress(seen(whole_catalog), "k", "Título", "frase", groups, {"CT": "Comunicaciones"}, picked.append)
    assert [(row["code"], row["overdue"], row["delivered"]) for row in drawn[0].evidence.rows] == [
        ("CT", 3, 2),
        ("UTI", 1, 8),
        ("UPPM", 1, 3),
        ("UCI", 0, 7),
    ]
    assert drawn[0].evidence.rows[0]["label"] == "Comunicaciones"


@pytest.mark.parametrize(("cutoff", "told"), [(date(2021, 8, 31), "v04 aprobada"), (NOVEMBER, "v05 aprobada")])
def test_the_curve_shows_the_last_approval_by_the_cut_off(whole_catalog, drawn, monkeypatch, cutoff, told):
    total = State(8, 7, 5, 1, 0, 3, 4)
    monkeypatch.setattr(parts.plan, "curve", lambda *_: CURVE)
    monkeypatch.setattr(parts.plan, "curve_then", lambda *_: [])
    monkeypatch.setattr(parts.insights, "overview", lambda *_: SimpleNamespace(total=total))
    parts.curve(seen(whole_catalog), Scope(cutoff))
    said = [note["text"] for note in drawn[0].picture.to_dict()["layout"]["annotations"] if "aprobada" in note["text"]]
    assert said == [told] and drawn[0].sentence == "1 entregable por debajo de lo programado"
    assert [(row["period"], row["delivered"]) for row in drawn[0].evidence.rows[7:9]] == [
        (date(2021, 8, 31), 7),
        (date(2021, 9, 30), None),
    ]


def test_a_plan_that_goes_on_after_its_year_is_at_its_december(whole_catalog):
    view = seen(whole_catalog)
    assert (parts._plan_month(view, Scope(date(2021, 3, 31))), parts._plan_month(view, Scope(date(2022, 3, 31)))) == (
        3,
        12,
    )


# --- the drawer
# --------------------------------------------------------------------------------------------------------------


def test_the_months_of_a_ficha_have_their_parts_in_their_places(whole_catalog, monkeypatch):
    tables = []
    monkeypatch.setattr(ficha, "reading", lambda rows, headings, numbers=(): tables.append((rows, headings)))
    claims, survey = whole_catalog.indicator("SEG-07"), whole_catalog.indicator("MAN-10")
    ficha._months(
        whole_catalog,
        claims,
        [Measure(claims, NOVEMBER, 0.75, 9, 12, "missed", None, open_overdue=3, oldest_overdue_days=40)],
    )
    rows, headings = tables.pop()
    said = {heading: rows[0][name] for name, heading in headings.items()}
    assert said == {
        "Mes": "Noviembre de 2021",
        "Valor": "75.0 %",
        "Numerador": "9",
        "Denominador": "12",
        "Abiertos fuera de plazo": "3",
        "El más antiguo": "40 días",
        "Estado": "fuera de meta",
    }
    ficha._months(whole_catalog, survey, [Measure(survey, NOVEMBER, 0.6, 8717.0, 14111.0, "met", None, cases=11)])
    rows, headings = tables.pop()
    assert {heading: rows[0][name] for name, heading in headings.items()} == {
        "Mes": "Noviembre de 2021",
        "Valor": "60.0 %",
        "n": "11",
        "Estado": "cumple",
    }


def slot(**given) -> dict:
    return {
        "month": 3,
        "state": "on_time",
        "support": "",
        "due_on": date(2021, 3, 31),
        "load": 4,
        "file": "entregables.csv",
        "file_row": 7,
        "delivered_month": 3,
        "delivered_on": date(2021, 3, 20),
        "document_number": "N-1",
        "name": "",
        "unit": "UTI",
        "days_late": 0,
        "evidence": None,
        **given,
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {},
            {
                "month": "Mar",
                "state": "Entregado a tiempo",
                "document": "N-1",
                "days": None,
                "load": "n.º 4",
                "file": "entregables.csv",
                "file_row": 7,
                "due_on": date(2021, 3, 31),
                "delivered_on": date(2021, 3, 20),
            },
        ),
        (
            {"state": "overdue", "support": "unsupported", "document_number": None, "days_late": 30},
            {"state": "Vencido · sin n.º de documento", "days": 30},
        ),
        ({"state": "pending", "support": "in_progress"}, {"state": "Programado, aún no vence · en elaboración"}),
        ({"state": "extra"}, {"state": "Entregado, sin programar"}),
        ({"delivered_month": 5}, {"month": "Mar (doc. de May)"}),
    ],
)
def test_a_document_is_told_as_it_is(whole_catalog, given, said):
    line = drawer._line(seen(whole_catalog), slot(**given))
    assert {name: line[name] for name in said} == said


def test_the_rows_behind_a_point_are_counted_whole(whole_catalog, monkeypatch):
    told = []
    monkeypatch.setattr(drawer, "st", SimpleNamespace(markdown=told.append, caption=lambda _: None))
    monkeypatch.setattr(drawer, "rows_of", lambda *given, **__: told.append(len(given[4].rows)))
    monkeypatch.setattr(frame.View, "source", lambda *_: "")
    drawer._rows(seen(whole_catalog), "age.qrd.5", Behind("QRD", ("qrd",), {"n": "N"}, [{"n": 1}] * 1000, 1894))
    drawer._rows(seen(whole_catalog), "age.qrd.5", Behind("QRD", ("qrd",), {"n": "N"}, [{"n": 1}], 1))
    assert told == ["**1,894 filas**; se muestran las primeras 1,000", 1000, "**1 fila**", 1]


def test_the_cell_of_an_earlier_plan_shows_its_own_documents(whole_catalog, monkeypatch):
    asked = []
    monkeypatch.setattr(
        drawer, "st", SimpleNamespace(markdown=lambda _: None, caption=lambda _: None, button=lambda *_, **__: False)
    )
    monkeypatch.setattr(drawer, "rows_of", lambda *_, **__: None)
    monkeypatch.setattr(frame.View, "source", lambda *_: "")
    monkeypatch.setattr(drawer.plan, "behind_cell", lambda _, *given: asked.append(given) or [])
    activity = drawer.plan.Activity("05", "maintenance", "L", "UTI", "Hacer", "Informe", 3, 3, 2, 2, 1, 2, 0, ())
    drawer._deliverables(seen(whole_catalog), Scope(NOVEMBER), activity, 9, 2020)
    drawer._deliverables(seen(whole_catalog), Scope(NOVEMBER), activity, 9, None)
    assert asked == [(Scope(NOVEMBER), "05", 9, 2020), (Scope(NOVEMBER), "05", 9, None)]


@pytest.mark.parametrize(
    ("key", "places"),
    [
        ("05.11", {"act": "05", "mes": "11"}),
        ("05", {"act": "05"}),
        ("01.09.2021", {"act": "01", "mes": "09", "anio": "2021"}),
    ],
)
def test_a_cell_leads_to_its_month_and_its_year(monkeypatch, key, places):
    found = []
    monkeypatch.setattr(drawer.state, "place", lambda **given: found.append(given))
    drawer.pick_cell(key)
    assert found == [places]


def test_what_is_picked_of_a_decision_opens_its_rows_its_ficha_its_rule_or_its_load(monkeypatch):
    found = []
    monkeypatch.setattr(drawer.state, "place", lambda **given: found.append(given))
    monkeypatch.setattr(drawer.state, "go", lambda page, **given: found.append((page, given)))
    for key in ("term.qrd.internal", "soon.suggestion.internal", "ficha.SEG-17", "rule.SST-01", "decisions.all"):
        drawer.pick_cell(key)
    drawer.pick_cell("register.qrd")
    assert found == [
        {"casos": "term.qrd.internal"},
        {"casos": "soon.suggestion.internal"},
        {"ficha": "SEG-17"},
        {"regla": "SST-01"},
        {"decisiones": "todas"},
        ("carga", {"registro": "qrd"}),
    ]


def test_a_ficha_sets_aside_the_stage_of_the_screen_and_says_what_else(whole_catalog):
    scope = Scope(NOVEMBER, stage="improvement", system="SGC", unit="UTI")
    # it is divided by stage
    assert ficha.asked_of(whole_catalog, whole_catalog.indicator("PLN-01"), scope) == (scope, "")
    kept, aside = ficha.asked_of(whole_catalog, whole_catalog.indicator("SEG-14"), scope)
    assert kept == Scope(NOVEMBER, unit="UTI") and aside == "SEG-14 no es de SGC: es de SGSI."


# --- what a figure hands over
# ------------------------------------------------------------------------------------------------

ROWS = [{"n": n, "name": f"Caso {n}"} for n in range(1, 21)]


def test_a_table_has_every_row_of_its_figure(monkeypatch):
    found = []
    monkeypatch.setattr(figure.st, "dataframe", lambda table, **_: found.append(table))
    figure.grid(ROWS, {"name": "Caso", "n": "N"}, "k")
    assert found[0].column_names == ["Caso", "N"] and found[0]["N"].to_pylist() == list(range(1, 21))


def test_a_downloaded_file_has_every_row_and_its_mark(whole_catalog, monkeypatch):
    files = {}
    column = SimpleNamespace(download_button=lambda label, make, name, *_, **__: files.update({label: (make, name)}))
    monkeypatch.setattr(figure.st, "columns", lambda _: (column, column, column, None))
    monkeypatch.setattr(frame.View, "source", lambda *_: "Fuente")
    monkeypatch.setattr(frame.View, "notice", "Demostración", raising=False)
    figure.downloads(
        seen(whole_catalog), "k", "Título", figure.Evidence(ROWS, {"n": "N", "name": "Caso"}, ("qrd",), "SEG-07")
    )
    make, name = files["CSV"]
    lines = make().decode("utf-8-sig").splitlines()
    assert (
        name == "demostracion_k_2021-11.csv"
        and len(lines) == 21
        and lines[1].startswith("1")
        and "Caso 20" in lines[20]
    )
    assert all(line.count("Datos de demostración") == 1 for line in lines[1:])


def test_what_is_taken_of_a_corte_says_which(whole_catalog, monkeypatch):
    files = {}
    column = SimpleNamespace(download_button=lambda label, make, name, *_, **__: files.update({label: make}))
    monkeypatch.setattr(figure.st, "columns", lambda _: (column, column, column, None))
    monkeypatch.setattr(frame.View, "source", lambda *_: "Fuente")
    monkeypatch.setattr(frame.View, "notice", "Demostración", raising=False)
    corte = Corte(3, "Sesión", "2021-11", 1, "s", "f", "d", "0123456789abcdef" * 4, "UPPM", "2021-12-01T15:00:00")
    view = replace(seen(whole_catalog), corte=corte)
    figure.downloads(view, "k", "Título", figure.Evidence(ROWS, {"n": "N", "name": "Caso"}, ("qrd",), "SEG-07"))
    lines = files["CSV"]().decode("utf-8-sig").splitlines()
    assert all("Fuente · Corte «Sesión», huella 0123456789ab" in line for line in lines[1:])
    book = openpyxl.load_workbook(io.BytesIO(files["Excel"]()))
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("Corte «Sesión», huella 0123456789ab" in each for each in said)


def test_a_table_without_rows_nor_columns_is_taken_away_saying_so(whole_catalog, monkeypatch):
    files = {}
    column = SimpleNamespace(download_button=lambda label, make, name, *_, **__: files.update({label: make}))
    monkeypatch.setattr(figure.st, "columns", lambda _: (column, column, column, None))
    monkeypatch.setattr(frame.View, "source", lambda *_: "Fuente")
    monkeypatch.setattr(frame.View, "notice", "", raising=False)
    figure.downloads(seen(whole_catalog), "k", "Actas", figure.Evidence([], {}, ("qrd",), ""))
    assert files["CSV"]().decode("utf-8-sig").splitlines() == ["Actas,Fuente", "sin datos,Fuente"]
    sheet = openpyxl.load_workbook(io.BytesIO(files["Excel"]())).worksheets[0]
    assert "Actas" in [cell.value for row in sheet.iter_rows() for cell in row]
    assert pq.read_table(io.BytesIO(files["Parquet"]())).num_rows == 0


def test_the_copy_of_an_original_has_its_mark_and_its_name(whole_catalog, monkeypatch):
    files, notes = [], ["Datos de demostración: QRD."]
    found = Original("QRD", 12, "qrd.xlsx", "5f0c", [Cited("Hoja", 214, 1, [("A", "Caso", "R-1")])])
    monkeypatch.setattr(original.st, "download_button", lambda _, make, name, *__, **___: files.append((make(), name)))
    monkeypatch.setattr("sig_metrics.present.original.original", lambda *_: found)
    monkeypatch.setattr("sig_metrics.present.original.painted_copy", lambda _, place, notes: (place, notes))
    for some in (notes, []):
        monkeypatch.setattr(frame.View, "notice", "".join(some), raising=False)
        original.original_of(seen(whole_catalog), "12.214.R-1")
    place = (12, 214, ("R-1",))
    assert files == [
        ((place, ("Datos de demostración: QRD.",)), "demostracion_qrd_fila_214.xlsx"),
        ((place, ()), "qrd_fila_214.xlsx"),
    ]


# --- what changed since it was shown
# -----------------------------------------------------------------------------------------


def test_what_changed_since_it_was_shown_is_said_and_asks_again(monkeypatch):
    said, session = [], {}
    monkeypatch.setattr(
        shown, "st", SimpleNamespace(session_state=session, warning=lambda text, **_: said.append(text))
    )
    cursor = SimpleNamespace(cursor=lambda: SimpleNamespace(close=lambda: None))
    monkeypatch.setattr(shown.data, "current_snapshot", lambda: SimpleNamespace(connection=cursor))

    def told(_, before) -> list:
        return [SimpleNamespace(message=f"cambió desde {before}")]

    first = shown.say_changes("file", "a", "visto a", told)
    assert said == [] and shown.say_changes("file", "a", "visto a", told) == first
    second = shown.say_changes("file", "b", "visto b", told)
    assert said == ["cambió desde visto a"] and second != first and shown.noticed()
    assert shown.say_changes("otro", "b", "visto b", told) != second and len(said) == 1, (
        "of another thing nothing changed"
    )


@pytest.mark.parametrize(("anio", "year"), [({"anio": "2020"}, 2020), ({}, None), ({"anio": "20200"}, None)])
def test_a_cell_of_an_earlier_plan_asks_for_that_plan(whole_catalog, monkeypatch, anio, year):
    asked = []
    fake = SimpleNamespace(query_params={"act": "05", **anio}, html=lambda *_, **__: None)
    monkeypatch.setattr(drawer, "st", fake)
    monkeypatch.setattr(drawer.plan, "grid", lambda _, scope, of=None: asked.append((scope, of)) or [])
    monkeypatch.setattr(drawer.state, "close", lambda: asked.append("closed"))
    drawer.open_if_asked(seen(whole_catalog), Scope(NOVEMBER, stage="monitoring"))
    assert asked == [(Scope(NOVEMBER), year), "closed"]


# --- what is remembered of a dataset
# ----------------------------------------------------------------------------------------------


def test_a_trend_begins_in_january_of_the_year_before(whole_catalog, monkeypatch):
    asked, frequency = [], whole_catalog.indicator("MEJ-02")
    monkeypatch.setattr(follow_up, "series", lambda *given: asked.append(given) or [])
    follow_up.two_years(None, frequency, Scope(NOVEMBER))
    assert asked == [(None, frequency, Scope(NOVEMBER), date(2020, 1, 1))]


def test_a_scope_and_its_mark_are_made_once_a_run(whole_catalog, monkeypatch):
    asked = []
    monkeypatch.setattr(frame, "demo_notice", lambda *_: asked.append("mark") or "De demostración.")
    monkeypatch.setattr(state, "parse_cutoff", lambda *_: asked.append("scope") or NOVEMBER)
    view = seen(whole_catalog, state.Choice("2021-11", sistema="SGSI", unidad="UTI"))
    assert view.scope(stage="monitoring") == Scope(NOVEMBER, stage="monitoring", system="SGSI", unit="UTI")
    assert view.scope(system=None) == Scope(NOVEMBER, unit="UTI")
    assert (view.notes, view.mark, view.notes) == (["De demostración."], "Datos de demostración", ["De demostración."])
    assert asked == ["scope", "mark"]


def test_a_bar_of_an_indicator_is_of_its_scope_and_not_of_the_whole(whole_catalog, monkeypatch):
    asked, claims = [], whole_catalog.indicator("SEG-07")
    found = [Measure(claims, NOVEMBER, 0.75, 9, 12, "missed", Target(0.9, "x", "S", NOVEMBER))]
    for name, answer in (("measures", found), ("all_series", {claims.name: found})):
        monkeypatch.setattr(parts.compute, name, lambda _, *given, answer=answer: asked.append(given) or answer)
    monkeypatch.setattr(parts.boards, "measures", lambda board, **given: asked.append(board["rows"][0]["value"]))
    monkeypatch.setattr(parts.st, "caption", lambda _: None)
    monkeypatch.setattr(frame.View, "source", lambda *_: "")
    parts.measures(
        seen(whole_catalog),
        Scope(NOVEMBER, unit="UCI"),
        (claims.name,),
    )
    assert asked == [
        ((claims,), Scope(NOVEMBER, unit="UCI")),
        ((claims,), Scope(NOVEMBER, unit="UCI")),
        "75.0 %",
    ]


def test_a_mark_stays_picked_while_its_drawer_is_open_and_closes_it(monkeypatch):
    """Marks of two charts: one is picked at a time, pressed again it closes, and closed nothing is picked."""
    session, query, drawn = {}, Query(), {}
    monkeypatch.setattr(figure, "st", SimpleNamespace(session_state=session))
    monkeypatch.setattr(state, "st", SimpleNamespace(session_state=session, query_params=query))
    monkeypatch.setattr(figure.boards, "chart", lambda _, about, key, on_pick: drawn.update({key: (about, on_pick)}))
    monkeypatch.setattr(figure, "file_name", lambda view, key: key)

    def run() -> dict[str, str | None]:
        for key in ("ages", "reasons"):
            behind = figure.Evidence([], {}, (), "", lambda mark: state.place(casos=mark))
            figure._picture(None, key, None, "", behind)
        return {key: about["picked"] for key, (about, _) in drawn.items()}

    assert run() == {"fig_ages": None, "fig_reasons": None}
    drawn["fig_ages"][1]("age.5")
    assert query == {"casos": "age.5"} and run() == {"fig_ages": "age.5", "fig_reasons": None}
    drawn["fig_reasons"][1]("reason.1")
    assert query == {"casos": "reason.1"} and run() == {"fig_ages": None, "fig_reasons": "reason.1"}
    drawn["fig_reasons"][1]("reason.2")
    assert query == {"casos": "reason.2"} and run() == {"fig_ages": None, "fig_reasons": "reason.2"}
    drawn["fig_reasons"][1]("reason.2")
    assert query == {} and run() == {"fig_ages": None, "fig_reasons": None}
    drawn["fig_reasons"][1]("reason.2")
    assert query == {"casos": "reason.2"} and run()["fig_reasons"] == "reason.2"
    query.clear()  # closed by hand
    assert run() == {"fig_ages": None, "fig_reasons": None}
    drawn["fig_reasons"][1]("reason.2")
    assert query == {"casos": "reason.2"}, "the same mark opens it again"


class Query(dict):
    """The parameters of an address, which a page sets whole."""

    def from_dict(self, given: dict) -> None:
        self.clear()
        self.update(given)
