"""What stands beside a value, worked out by hand: the open cases past their term beside the flow, the n behind
weights, and the filters that a value does not follow."""

from datetime import date

import pytest

from conftest import LEGAL, V05, incomings
from sig_metrics.measure.beside import excluded_text, overdue_text, parts_said, undivided_text, whole_text
from sig_metrics.measure.compute import measure, measures, series
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.filters import excluding, ignored_filters
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.value_document import series_document, value_document
from sig_metrics.present.display import display_table, kinds
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore

MAY, JUNE, JULY = date(2021, 5, 31), date(2021, 6, 30), date(2021, 7, 31)


def obligations(*rows: str) -> bytes:
    """«id,kind,due,done»."""
    lines = ["id,kind,due_on,done_on,evidence,norm,note"]
    for row in rows:
        name, kind, due, done = row.split(",")
        lines.append(f"{name},{kind},{due},{done},Acta,Ley 29783,")
    return "\n".join([*lines, ""]).encode()


OBLIGATIONS = obligations(
    "O-1,committee_session,2021-05-31,2021-05-31",
    "O-2,committee_session,2021-06-30,",
    "O-3,training,2021-06-20,2021-07-05",
    "O-4,training,2021-07-15,2021-07-15",
    "O-5,committee_session,2020-12-31,",
)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory, whole_catalog):
    """The plan, the law and five obligations: one never met since 2020, one due on the cut-off of June, one met late
    in July."""
    store = LocalStore(tmp_path_factory.mktemp("beside") / "store", wait=1)
    load_files(
        store,
        whole_catalog,
        [
            *incomings(V05, whole_catalog),
            *incomings(LEGAL, whole_catalog),
            Incoming("sst_obligation", "o.csv", OBLIGATIONS),
        ],
        "pruebas",
    )
    return store.open()


def stock(snapshot, catalog, cutoff, **filters) -> tuple:
    found = measure(Dataset(snapshot, catalog), catalog.indicator("MEJ-05"), Scope(cutoff, **filters))
    return found.numerator, found.denominator, found.open_overdue, found.oldest_overdue_days, found.status


def test_a_flow_that_is_met_with_an_old_open_case_is_not_met(stocked, whole_catalog):
    # May: the one of May met in time; O-5 open since 31/12/2020, 151 days before 31/05/2021.
    assert stock(stocked, whole_catalog, MAY) == (1, 1, 1, 151, "backlog")


def test_what_is_due_on_the_day_of_the_cut_off_is_overdue_and_what_is_met_later_was_open(stocked, whole_catalog):
    # June: O-2 due that very day and O-3 met in July are open, with O-5: 181 days since 31/12/2020.
    assert stock(stocked, whole_catalog, JUNE) == (1, 3, 3, 181, "missed")
    # July: O-3 was met on 5 July; O-2 and O-5 are left, 212 days.
    assert stock(stocked, whole_catalog, JULY) == (2, 4, 2, 212, "missed")


def test_each_group_has_its_own_stock_and_one_with_only_old_cases_is_there(stocked, whole_catalog):
    dataset = Dataset(stocked, whole_catalog)
    found = {
        m.group[0]: (m.value, m.open_overdue, m.oldest_overdue_days)
        for m in measures(dataset, (whole_catalog.indicator("MEJ-05"),), Scope(JUNE), ("kind",))
    }
    assert found == {"committee_session": (0.5, 2, 181), "training": (0, 1, 10)}
    january = {
        m.group[0]: (m.value, m.status, m.open_overdue, m.oldest_overdue_days)
        for m in measures(dataset, (whole_catalog.indicator("MEJ-05"),), Scope(date(2021, 1, 31)), ("kind",))
    }
    assert january == {"committee_session": (None, "no_data", 1, 31)}


def test_a_series_has_the_stock_of_each_month_and_the_last_is_the_value(stocked, whole_catalog):
    dataset = Dataset(stocked, whole_catalog)
    indicator = whole_catalog.indicator("MEJ-05")
    assert [(m.open_overdue, m.oldest_overdue_days) for m in series(dataset, indicator, Scope(JULY))] == [
        (1, 31),
        (1, 59),
        (1, 90),
        (1, 120),
        (1, 151),
        (3, 181),
        (2, 212),
    ]
    last, value = (
        series_document(dataset, indicator, Scope(JULY))[-1],
        value_document(dataset, indicator, Scope(JULY)),
    )
    assert (
        (last["open_overdue"], last["oldest_overdue_days"])
        == (value["open_overdue"], value["oldest_overdue_days"])
        == (2, 212)
    )


def test_what_has_no_term_has_no_stock(stocked, whole_catalog):
    found = measure(Dataset(stocked, whole_catalog), whole_catalog.indicator("MEJ-01"), Scope(JUNE))
    assert (found.open_overdue, found.oldest_overdue_days) == (None, None)


@pytest.mark.parametrize(
    ("code", "filters", "ignored", "excluded"),
    [
        ("SEG-14", {"unit": "UCI"}, ("unit",), ()),
        ("SEG-14", {"system": "SGSI"}, (), ()),  # it is only SGSI's: all of it passes
        ("SEG-14", {"system": "SGC"}, ("system",), ("system",)),
        ("PLN-03", {"system": "SGSI", "unit": "UTI"}, ("system", "unit"), ()),
        ("PLN-03", {"stage": "maintenance"}, ("stage",), ()),
        ("SEG-07", {"unit": "UCI"}, (), ()),
        ("SEG-07", {"stage": "monitoring"}, (), ()),
        ("SEG-07", {"stage": "maintenance"}, ("stage",), ("stage",)),
        ("MAN-06", {"system": "SGAS", "unit": "URH"}, (), ()),
        ("PLN-01", {"system": "SGAS", "unit": "URH", "stage": "improvement"}, (), ()),
        ("MEJ-04", {"unit": "URH"}, ("unit",), ()),
    ],
)
def test_a_filter_is_followed_ignored_or_leaves_it_out(whole_catalog, code, filters, ignored, excluded):
    indicator, scope = whole_catalog.indicator(code), Scope(JUNE, **filters)
    assert (ignored_filters(indicator, scope), excluding(indicator, scope)) == (ignored, excluded)


def test_json_says_which_filters_a_value_does_not_follow_and_what_leaves_it_out(stocked, whole_catalog):
    dataset = Dataset(stocked, whole_catalog)
    told = value_document(dataset, whole_catalog.indicator("MEJ-05"), Scope(MAY, unit="UCI"))
    assert (told["ignored_filters"], told["excluded_by"], told["open_overdue"], told["status"]) == (
        ["unit"],
        [],
        1,
        "backlog",
    )
    told = value_document(dataset, whole_catalog.indicator("MEJ-05"), Scope(MAY, system="SGC"))
    assert (told["value"], told["excluded_by"], told["open_overdue"], told["status"]) == (
        None,
        ["system"],
        None,
        "excluded",
    )
    assert (
        excluded_text(whole_catalog, whole_catalog.indicator("MEJ-05"), Scope(MAY, system="SGC"))
        == "MEJ-05 no es de SGC: es de SGSST."
    )


def test_every_indicator_on_time_declares_what_becomes_of_what_is_overdue(whole_catalog):
    carried = {i.code: i.carry for i in whole_catalog.indicators.values() if i.carry != "none"}
    assert carried == {
        "MAN-04": "once",
        "MAN-05": "once",
        "MAN-06": "until_closed",
        "MAN-07": "until_closed",
        "MEJ-05": "once",
        "PLN-02": "once",
        "SEG-01": "once",
        "SEG-02": "until_closed",
        "SEG-04": "until_closed",
        "SEG-06": "until_closed",
        "SEG-07": "once",
        "SEG-08": "once",
        "SEG-09": "once",
        "SEG-11": "once",
        "SEG-12": "hidden",
        "SEG-13": "hidden",
        "SEG-14": "once",
        "SEG-15": "once",
        "SEG-16": "once",
    }
    assert {i.code: i.sampled[1] for i in whole_catalog.indicators.values() if i.sample} == {
        "MAN-10": "respuestas válidas",
        "MAN-11": "componentes",
        "MEJ-06": "aplicativos",
        "SEG-19": "proyectos",
    }


def test_the_words_beside_a_value(whole_catalog):
    assert overdue_text(24, 655) == "24 abiertos fuera de plazo, el más antiguo venció hace 655 días"
    assert overdue_text(1, 1) == "1 abierto fuera de plazo, el más antiguo venció hace 1 día"
    assert overdue_text(1, 0) == "1 abierto fuera de plazo, vencido el día del corte"
    assert overdue_text(2, 0) == "2 abiertos fuera de plazo, vencidos el día del corte"
    assert overdue_text(0, None) == overdue_text(None, None) == ""
    assert whole_text(("system", "unit")) == "todos los sistemas y todas las unidades"
    assert (
        undivided_text(whole_catalog, ("unit",))
        == "Este registro no se divide por unidad: se muestra completo, de todas las unidades."
    )
    survey, budget, claims = (whole_catalog.indicator(code) for code in ("MAN-10", "PLN-03", "SEG-07"))
    # thousands of households from eleven answers are never said
    assert parts_said(survey, 8717.0, 14111.0, 11) == "n = 11"
    assert parts_said(survey, 8717.0, 14111.0, 11, named=True) == "n = 11 respuestas válidas"
    assert parts_said(budget, 21600.0, 60000.0, None) == "S/ 21,600 de S/ 60,000"
    assert parts_said(claims, 54, 56, 56) == "54 de 56"


def test_worse_than_a_maximum_is_not_below_a_target(whole_catalog):
    assert whole_catalog.standing(whole_catalog.indicator("SEG-05"), "watch").label == "por encima del máximo"
    assert whole_catalog.standing(whole_catalog.indicator("SEG-07"), "watch").label == "bajo la meta"
    assert whole_catalog.standing(whole_catalog.indicator("SEG-07"), "backlog").label == "con vencidos"


def test_a_table_that_sorts_keeps_days_and_decimals():
    rows = [
        {"day": date(2021, 11, 30), "share": 92.5, "n": 3, "who": "UCI"},
        {"day": date(2020, 12, 2), "share": None, "n": 12, "who": None},
    ]
    headings = {"day": "Fecha", "share": "Valor (%)", "n": "Casos", "who": "Unidad"}
    assert kinds(rows, headings) == {"Fecha": "day", "Valor (%)": "decimal", "Casos": "whole", "Unidad": "text"}
    table = display_table(rows, headings, typed=True)
    assert [str(field.type) for field in table.schema] == ["date32[day]", "double", "int64", "string"]
    assert sorted(table["Fecha"].to_pylist()) == [date(2020, 12, 2), date(2021, 11, 30)]
    assert display_table(rows, headings)["Fecha"].to_pylist() == ["30/11/2021", "02/12/2020"]  # one to be read
