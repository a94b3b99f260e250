"""The screen of one indicator, against the audit of the demonstration: its limits and what moved its number are worked
out from the facts that the audit counts in the rows, without the program."""

from datetime import date
from fractions import Fraction
from math import sqrt
from statistics import fmean

import pytest
from test_pages import opened

from audit.book import open_book
from audit.draw import DEMO, FIRST, LAST, LEGAL
from audit.registers import read_folder, with_law
from audit.users import claim_answered_on_time_rate
from sig_metrics.measure.compute import measures
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.moved import change_said, divisible, most_moved, moved_by
from sig_metrics.measure.scope import Scope
from support import screen_reader

NOVEMBER, OCTOBER = date(2021, 11, 30), date(2021, 10, 31)


@pytest.fixture(scope="module")
def claims() -> dict[tuple[date, str | None], list[int]]:
    """{(month, territorial unit or None): [in time, judged]} of the claims of the demonstration."""
    found: dict = {}
    book = open_book(with_law(read_folder(DEMO), read_folder(LEGAL)), FIRST, LAST)
    for fact in claim_answered_on_time_rate(book):
        for place in (None, fact.at["ut"]):
            parts = found.setdefault((fact.period, place), [0, 0])
            parts[0] += fact.numerator
            parts[1] += 1
    return found


def test_the_limits_are_those_of_laney(claims, monkeypatch, demo_folder):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    app = opened("indicadores", corte="2021-11", ind="SEG-07")
    lines = screen_reader.blocks(app)["Mes a mes"][1:24]
    parts = [
        claims[each] for each in sorted(claims, key=lambda key: key[0]) if each[1] is None and each[0] <= NOVEMBER
    ][-23:]
    mean = sum(a for a, _ in parts) / sum(b for _, b in parts)
    alone = [sqrt(mean * (1 - mean) / b) for _, b in parts]
    apart = [(a / b - mean) / sigma for (a, b), sigma in zip(parts, alone)]
    wide = 3 * fmean(abs(after - before) for before, after in zip(apart, apart[1:])) / 1.128
    for line, (a, b), sigma in zip(lines, parts, alone, strict=True):
        lower, upper, centre, value = (float(each) for each in line.partition(": ")[2].split(" · ")[:4])
        assert (lower, upper) == pytest.approx(
            (100 * max(mean - wide * sigma, 0), 100 * min(mean + wide * sigma, 1)), abs=2e-3
        )
        assert (centre, value) == pytest.approx((100 * mean, 100 * a / b), abs=2e-3)


def test_what_moved_the_claims_is_the_exact_part_of_each_place(claims, demo_snapshot, whole_catalog):
    """Kitagawa's parts of the facts of the audit, in fractions."""
    days = [
        {place: parts for (day, place), parts in claims.items() if day == asked and place}
        for asked in (OCTOBER, NOVEMBER)
    ]
    sizes = [sum(b for _, b in day.values()) for day in days]
    rates = [Fraction(sum(a for a, _ in day.values()), size) for day, size in zip(days, sizes)]
    expected = []
    for place in {**days[0], **days[1]}:
        then, now = (day.get(place, (0, 0)) for day in days)
        first, last = (Fraction(a, b) if b else None for a, b in (then, now))
        first, last = last if first is None else first, first if last is None else last
        weights = Fraction(then[1], sizes[0]), Fraction(now[1], sizes[1])
        own = (last - first) * sum(weights) / 2
        expected.append((own, (weights[1] - weights[0]) * ((first + last) / 2 - sum(rates) / 2)))
    dataset = dataset_of(demo_snapshot, whole_catalog)
    indicator = whole_catalog.indicator("SEG-07")
    found = moved_by(dataset, indicator, Scope(NOVEMBER), Scope(OCTOBER), "ut")
    for told, counted in zip(sorted((each.own, each.mix) for each in found), sorted(expected), strict=True):
        assert told == pytest.approx([float(part) for part in counted])
    assert change_said(dataset, indicator, Scope(NOVEMBER), Scope(OCTOBER)) == "−3.6 puntos" and float(
        rates[1] - rates[0]
    ) == pytest.approx(-0.0357, abs=1e-4)
    assert [each.group for each in most_moved(found, 2)] == ["Apurímac", "Loreto-Iquitos", "otros 14"]
    assert sum(each.total for each in most_moved(found, 2)) == pytest.approx(float(rates[1] - rates[0]))


@pytest.mark.parametrize("dimension", ["unit", "ut"])
def test_the_parts_add_up_to_the_change_of_the_screen(demo_snapshot, whole_catalog, dimension):
    """Of every indicator; one whose groups are not the whole is not told apart."""
    dataset, told = dataset_of(demo_snapshot, whole_catalog), 0
    for indicator in whole_catalog.indicators.values():
        if dimension not in divisible(indicator):
            continue
        now, then = (measures(dataset, (indicator,), Scope(day))[0] for day in (NOVEMBER, OCTOBER))
        found = moved_by(dataset, indicator, Scope(NOVEMBER), Scope(OCTOBER), dimension)
        if found and now.value is not None and then.value is not None:
            told += 1
            assert sum(each.total for each in found) == pytest.approx(now.value - then.value, abs=1e-12), indicator.code
    assert told >= 8


def test_what_two_units_owe_together_is_not_told_apart(demo_snapshot, whole_catalog):
    """Controls of the SoA may be of two units; those of SEG-01 are of one each."""
    dataset = dataset_of(demo_snapshot, whole_catalog)
    shared, apart = whole_catalog.indicator("MAN-12"), whole_catalog.indicator("SEG-01")
    assert moved_by(dataset, shared, Scope(NOVEMBER), Scope(OCTOBER), "unit") == []
    assert len(moved_by(dataset, apart, Scope(NOVEMBER), Scope(OCTOBER), "unit")) == 5


def test_what_is_reserved_or_protected_is_not_told_apart(whole_catalog):
    for code in ("SEG-12", "SEG-13"):
        assert divisible(whole_catalog.indicator(code)) == ()


def test_a_month_that_is_picked_opens_its_ficha(monkeypatch, demo_folder):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    app = opened("indicadores", corte="2021-11", ind="SEG-07", meses="36")
    assert app.title[0].value == "Reclamos respondidos dentro del plazo legal"
    chart = screen_reader.charts_of(app)[0]
    keys = [key for trace in chart["data"] for key in trace.get("customdata") or ()]
    assert keys[0] == "2020-01" and keys[-1] == "2021-11"


def test_a_filter_that_cannot_apply_is_told(monkeypatch, demo_folder):
    """SEG-10 is not divided by unit; SEG-07 is not of SGSST; SEG-13 is protected, which is no «sin dato»."""
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    undivided = opened("indicadores", corte="2021-11", ind="SEG-10", unidad="UCI")
    assert any("todas las unidades" in each.value for each in undivided.caption)
    aside = opened("indicadores", corte="2021-11", ind="SEG-07", sistema="SGSST")
    assert aside.info[0].value.startswith("SEG-07 no es de SGSST") and "54 de 56" in aside.markdown[0].value
    protected = opened("indicadores", corte="2021-11", ind="SEG-13")
    assert protected.markdown[0].value.startswith("**Protegido**") and screen_reader.charts_of(protected) == []


def test_a_sum_of_the_year_is_not_told_apart_from_that_of_another(demo_snapshot, whole_catalog):
    """January starts again: MEJ-02 of January 2021 is not what December 2020 was, moved. In February it is."""
    dataset, index = dataset_of(demo_snapshot, whole_catalog), whole_catalog.indicator("MEJ-02")
    december, january, february = (Scope(day) for day in (date(2020, 12, 31), date(2021, 1, 31), date(2021, 2, 28)))
    assert moved_by(dataset, index, january, december, "ut") == []
    assert moved_by(dataset, index, february, january, "ut")


def test_the_change_is_the_one_that_the_list_says(demo_snapshot, whole_catalog):
    """SEG-10 reads 1.15 in November and 1.43 in October: −0.28, though its parts add up to −0.27 and some."""
    dataset, rate = dataset_of(demo_snapshot, whole_catalog), whole_catalog.indicator("SEG-10")
    assert change_said(dataset, rate, Scope(NOVEMBER), Scope(OCTOBER)) == "−0.28"


def test_an_address_that_asks_for_what_is_not_the_whole_gets_what_is(monkeypatch, demo_folder):
    """MAN-12 is not told apart by unit; a link that asks for it opens without it."""
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    app = opened("indicadores", corte="2021-11", ind="MAN-12", por="unit")
    lines = screen_reader.blocks(app).get("Qué movió el número", ["«»", "x"])
    assert len(lines) > 1 and not any("Por unidad /" in line for line in lines)


def test_an_indicator_that_does_not_exist_opens_the_list(monkeypatch, demo_folder):
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    assert opened("indicadores", ind="XXX-99").title[0].value == "Indicadores"
    app = opened("indicadores", buscar="zzzz")
    assert "Ningún indicador dice «zzzz»" in app.info[0].value


def test_the_year_before_is_drawn_and_the_dimension_of_the_address_tells_it_apart(monkeypatch, demo_folder):
    """In November 2020, 40 of 50. By unit, CT has 19 of 21, UCI 21 of 21, UTI 10 of 10 and URH 4 of 4, which are few; of
    four there is no funnel."""
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    app = opened("indicadores", corte="2021-11", ind="SEG-07", comparar="anio", por="unit")
    chart = screen_reader.charts_of(app)[0]
    assert " un año antes 80.0 %" in [note["text"] for note in chart["layout"]["annotations"]]
    assert any(trace["y"][-1] == pytest.approx(80) and "customdata" not in trace for trace in chart["data"])
    found = screen_reader.blocks(app)
    assert [line.partition(":")[0] for line in found["Por unidad"][1:]] == ["CT", "UCI", "UTI", "URH"]
    assert "¿Quién se aparta del conjunto?" not in found


def test_the_rows_of_a_group_are_in_the_drawer(claims, monkeypatch, demo_folder):
    """Of Cajamarca, the twelve months of its funnel: 78 of 84."""
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    app = opened("indicadores", corte="2021-11", ind="SEG-07", casos="grupo.SEG-07.2021-11~12.ut.CAJ", grupos="todos")
    months = [
        parts for (day, place), parts in claims.items() if place == "CAJ" and date(2020, 12, 1) <= day <= NOVEMBER
    ]
    assert [sum(each) for each in zip(*months)] == [78, 84]
    labels = [tab.label for tab in app.tabs]
    assert "Denominador · 84" in labels and "Numerador · 78" in labels
    assert len(screen_reader.blocks(app)["Por unidad territorial"]) == 1 + 18, "all of them"


def test_what_seldom_fails_has_its_cases_drawn_and_what_happened_its_funnel(monkeypatch, demo_folder):
    """The last late incident fell due on 25 October, after three in time; of 313,905 hours of Cajamarca, one accident."""
    monkeypatch.setenv("SIG_STORE", str(demo_folder))
    said, *lines = screen_reader.blocks(opened("indicadores", corte="2021-11", ind="SEG-14"))[
        "Casos entre un incumplimiento y otro"
    ]
    assert said.startswith("«Gráfico g: en 6 de 23 meses no hubo incumplidos")
    assert lines[32] == "25/10/2021: 0 · 3.576 · 3" and "límite" in lines[33]
    said, *lines = screen_reader.blocks(opened("indicadores", corte="2021-11", ind="MEJ-02"))[
        "¿Quién se aparta del conjunto?"
    ]
    assert said.startswith("«Ninguno de los 18 está fuera") and len(lines) == 18
    assert lines[0].startswith("Cajamarca: 3.19 (1 en 313,905) ")
