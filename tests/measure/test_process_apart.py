"""An indicator told apart by its groups, its marks and what it is compared with: from parts typed here, and from the facts
that the audit counts in the rows of the demonstration, without the program."""

import os
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import exp, factorial

import pytest

from audit.book import open_book
from audit.draw import DEMO, FIRST, LAST, LEGAL
from audit.registers import read_folder, with_law
from audit.users import claim_answered_on_time_rate
from sig_metrics.measure.compute import Measure, measure
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.evidence import Within, evidence
from sig_metrics.measure.moved import Move, change_said, divisible, move_rows, moved_by
from sig_metrics.measure.process import apart
from sig_metrics.measure.process.chosen import Process, process, process_of
from sig_metrics.measure.process.compared import compared, compared_said, table
from sig_metrics.measure.process.funnel import funnel
from sig_metrics.measure.process.groups import dimensions, funnel_of, groups, has_funnel
from sig_metrics.measure.process.marks import all_marks, marks, narrowed
from sig_metrics.measure.process.points import points
from sig_metrics.measure.process.rules import Signal
from sig_metrics.measure.scope import Scope, months_before

NOVEMBER = Scope(date(2021, 11, 30))
DISABLING = ("temporary", "partial_permanent", "total_permanent")
SOME = None if os.environ.get("SIG_HEAVY") == "1" else 1


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


@pytest.fixture(scope="module")
def claims() -> dict[tuple[date, str], list[int]]:
    """{(month, territorial unit): [in time, judged]} of the claims of the demonstration."""
    found: dict = {}
    for fact in claim_answered_on_time_rate(open_book(with_law(read_folder(DEMO), read_folder(LEGAL)), FIRST, LAST)):
        parts = found.setdefault((fact.period, fact.at["ut"]), [0, 0])
        parts[0] += fact.numerator
        parts[1] += 1
    return found


def test_groups_are_those_of_the_rows_the_worst_first_and_those_of_few_after(dataset, claims):
    """Of November, 10 of 10 in Cajamarca; of less than ten, 2 of 3 in Apurímac, 4 of 5 in Loreto-Iquitos, then those
    that answered all by their names; last, four without a claim that month."""
    found = groups(dataset, dataset.catalog.indicator("SEG-07"), NOVEMBER, "ut", 24)
    assert [each.code for each in found][:5] == ["CAJ", "APU", "LOI", "AYA", "CUS"]
    assert [each.label for each in found][-4:] == ["Amazonas", "Áncash", "Lima", "Pasco"]
    assert [each.few for each in found] == [False, *[True] * 13, *[False] * 4] and found[-1].last is None
    for each in found:
        for back, measured in enumerate(reversed(each.history)):
            counted = claims.get((months_before(NOVEMBER.cutoff, back), each.code))
            shown = measured and measured.value is not None and [measured.numerator, measured.denominator]
            assert (shown or None) == counted, (each.code, back)
    assert {len(each.history) for each in found} == {23}, "from January 2020, the first month with claims"


def test_a_group_is_what_its_filter_says(dataset):
    for code in ("MAN-12", "SEG-02", "PLN-01"):
        indicator = dataset.catalog.indicator(code)
        for each in groups(dataset, indicator, NOVEMBER, "unit", 3):
            filtered = measure(dataset, indicator, replace(NOVEMBER, unit=each.code))
            assert (each.last.value, each.last.numerator) == (filtered.value, filtered.numerator), (code, each.code)


def test_what_is_told_apart_is_what_the_filters_leave(dataset):
    claims_of = dataset.catalog.indicator("SEG-07")
    assert dimensions(dataset, claims_of, NOVEMBER) == ("unit", "ut", "reason")
    assert dimensions(dataset, claims_of, replace(NOVEMBER, unit="UCI")) == ("ut", "reason")
    assert dimensions(dataset, dataset.catalog.indicator("SEG-12"), NOVEMBER) == ()


def test_the_funnel_of_the_claims_adds_the_twelve_months(dataset, claims):
    """451 of 474 in time, 95.1 %: none of the 18 is outside, as sums of exact chances say (golden screen)."""
    found = funnel_of(dataset, dataset.catalog.indicator("SEG-07"), NOVEMBER, "ut")
    expected: dict = {}
    for (month, place), (counted, of) in claims.items():
        if date(2020, 12, 1) <= month <= NOVEMBER.cutoff:
            before = expected.get(place, (0, 0))
            expected[place] = before[0] + counted, before[1] + of
    assert {each.group: (each.counted, each.of) for each in found.points} == expected
    assert found.centre == pytest.approx(451 / 474) and found.outside == () and not found.dispersed
    said = apart.funnel_said(dataset, dataset.catalog.indicator("SEG-07"), NOVEMBER, "ut", found)
    assert said[1].endswith("una de cada 27 veces, a lo más.")  # 18 groups, 0.036: 27.8


def test_a_funnel_is_only_of_what_is_counted_one_by_one_and_adds_up(dataset):
    """Of the plan none; nor of a weighed sample, of hours, of protected counts, of groups that share, nor of fewer than
    eight; of what has no territorial unit, no point."""
    of = dataset.catalog.indicator
    assert [code for code in ("PLN-01", "MAN-10", "MEJ-03", "SEG-12", "PLN-06", "SEG-19") if has_funnel(of(code))] == []
    assert funnel_of(dataset, of("MAN-01"), NOVEMBER, "system") is None
    assert funnel_of(dataset, of("SEG-07"), NOVEMBER, "unit") is None
    rate = funnel_of(dataset, of("SEG-10"), NOVEMBER, "ut")
    assert rate.form == "poisson" and len(rate.points) == 18 and "none" not in {each.group for each in rate.points}
    assert len(funnel_of(dataset, of("MAN-12"), NOVEMBER, "domain").points) == 14


def accidents() -> tuple[dict[str, int], dict[str, float]]:
    """(disabling and fatal accidents, hours) by territorial unit from January to November 2021, of the files themselves."""
    hours, counted = {}, {}
    for row in read_folder(DEMO)["sst_hours"]:
        if row["year"] == 2021 and row["month"] <= 11:
            hours[row["ut"]] = hours.get(row["ut"], 0) + row["hours"]
    for row in read_folder(DEMO)["sst_event"]:
        slight = row["severity"] not in ("fatal", *(f"disabling_{kind}" for kind in DISABLING))
        if row["happened_on"].year == 2021 and row["kind"] == "accident" and not slight:
            counted[row["ut"]] = counted.get(row["ut"], 0) + 1
    return counted, hours


def test_the_funnel_of_the_accidents_is_of_each_million_hours(dataset):
    """Seven in 2,945,302 hours of 18 units: 2.38. The likeliest to be outside is Loreto-Iquitos, with 2 where 0.373 are
    expected: two or more come by chance once in 18 such units (0.0545), and the limit of 99.8 % is once in 1,000."""
    indicator, (counted, hours) = dataset.catalog.indicator("MEJ-02"), accidents()
    found = funnel_of(dataset, indicator, NOVEMBER, "ut")
    assert (found.form, found.per, sum(counted.values()), sum(hours.values())) == ("poisson", 1_000_000, 7, 2_945_302)
    assert found.centre == pytest.approx(7 / 2.945302)
    assert {each.group: (each.counted, round(each.of * 1e6)) for each in found.points} == {
        place: (counted.get(place, 0), round(many)) for place, many in hours.items()
    }
    for each in found.points:
        expected = 7 / 2_945_302 * hours[each.group]
        fewer = exp(-expected) * sum(expected**n / factorial(n) for n in range(counted.get(each.group, 0)))
        assert each.outside == (1 - fewer < 0.001) and (each.side > 0) == (1 - fewer < 0.025), each.group
    assert found.outside == () and not found.dispersed
    row = next(row for row in apart.funnel_rows(dataset, indicator, NOVEMBER, "ut") if row["label"] == "Loreto-Iquitos")
    assert (row["said"], row["counted"], row["of"]) == ("Loreto-Iquitos: 12.73 (2 en 157,069)", 2, 157_069)
    assert apart.funnel_limits(dataset, indicator, NOVEMBER, "ut")[-1]["of"] == pytest.approx(313_905)


def test_what_happened_that_does_not_add_up_has_no_funnel(dataset, monkeypatch):
    """Were six named of the seven that the index has, as where its factor changes within the year."""
    named = "sig_metrics.measure.process.groups.happened"
    monkeypatch.setattr(named, lambda *asked: [{}] * 6)
    assert funnel_of.__wrapped__(dataset, dataset.catalog.indicator("MEJ-02"), NOVEMBER, "ut") is None


def test_what_two_units_owe_together_has_no_funnel(dataset, whole_catalog, monkeypatch):
    """Of eight units or more, whose controls may be of two: those would be counted twice. MAN-12 has four, so here two
    groups are enough."""
    monkeypatch.setattr("sig_metrics.measure.process.funnel.GROUPS", 2)
    monkeypatch.setattr("sig_metrics.measure.process.groups.GROUPS", 2)
    shared, apart_of = whole_catalog.indicator("MAN-12"), whole_catalog.indicator("SEG-07")
    september = Scope(date(2021, 9, 30))
    assert funnel_of(dataset, shared, september, "unit") is None
    assert len(funnel_of(dataset, apart_of, september, "unit").points) == 4


def test_what_is_outside_is_named_and_has_the_colour_of_its_side(dataset):
    """Nine groups with 45 of 50, Puno with 30 and Lima with 20 of 50: the two are under the limit of 99.8 %."""
    known = [f"U{n}" for n in range(9)]
    found = funnel({**dict.fromkeys(known, (45, 50)), "PUN": (30, 50), "LIM": (20, 50)})
    indicator = dataset.catalog.indicator("SEG-07")
    assert [each.group for each in found.outside] == ["LIM", "PUN"]
    said = apart.funnel_said(dataset, indicator, NOVEMBER, "ut", found)
    assert said[0].startswith("2 de 11 fuera de lo que explica el azar: Lima y Puno.")
    assert "φ" in said[2] and said[1].endswith("una de cada 45 veces, a lo más.")
    assert apart._tone(indicator, found.outside[0]) == "concern"
    assert apart._tone(dataset.catalog.indicator("SEG-05"), found.outside[0]) == "improvement"
    assert apart._tone(dataset.catalog.indicator("SEG-10"), found.outside[0]) == "neutral"


def test_the_point_of_a_group_opens_its_rows(dataset, claims):
    indicator = dataset.catalog.indicator("SEG-07")
    for place, counted in (("CAJ", [10, 10]), ("APU", [2, 3])):
        rows = apart.behind(dataset, NOVEMBER, f"grupo.SEG-07.2021-11.ut.{place}").evidence.parts
        assert [rows["numerator"].total, rows["denominator"].total] == counted == claims[NOVEMBER.cutoff, place]
    year = apart.behind(dataset, NOVEMBER, "grupo.SEG-07.2021-11~12.ut.CAJ").evidence.parts
    assert (year["numerator"].total, year["denominator"].total, len(year["denominator"].rows)) == (78, 84, 84)
    assert len(evidence(dataset, indicator, NOVEMBER).parts["denominator"].rows) == 56, "of all, it is of its month"
    dotted = apart.behind(dataset, NOVEMBER, "grupo.MAN-12.2021-11.domain.A.10")
    assert dotted.title.startswith("MAN-12 · A.10")
    assert {row["control"].rpartition(".")[0][:4] for row in dotted.evidence.parts["denominator"].rows} == {"A.10"}
    summed = evidence(dataset, dataset.catalog.indicator("SEG-10"), NOVEMBER, Within("ut", "PUN", 12)).parts
    assert {row["ut"] for row in summed["denominator"].rows} == {"Puno"}
    for key in ("grupo", "grupo.XXX-01.2021-11.ut.CAJ", "grupo.SEG-07.2021-13.ut.CAJ", "grupo.SEG-07.2021-11~5.ut.CAJ"):
        assert apart.behind(dataset, NOVEMBER, key) is None
    assert apart.behind(dataset, NOVEMBER, "grupo.SEG-07.2021-11.kind.CAJ") is None


def of_months(indicator, parts: list[tuple[int, int]]) -> tuple[Measure, ...]:
    """A month each, to November 2021."""
    last = len(parts) - 1
    return tuple(
        Measure(indicator, months_before(NOVEMBER.cutoff, last - n), a / b, a, b, "missed", indicator.targets[-1])
        for n, (a, b) in enumerate(parts)
    )


@pytest.mark.parametrize(
    ("direction", "last", "variation"),
    [
        ("up", (30, 50), ("low", "empeora", "concern")),
        ("down", (30, 50), ("low", "mejora", "improvement")),
        ("neutral", (30, 50), ("low", "cambia", "neutral")),
        ("up", (45, 50), ("common", "habitual", "common")),
    ],
)
def test_the_mark_of_a_process_says_its_side_and_whether_it_is_better(whole_catalog, direction, last, variation):
    """Months of 44 to 46 of 50, and one of 30: under its limit."""
    indicator = replace(whole_catalog.indicators["claim_answered_on_time_rate"], direction=direction)
    found = marks(process_of(indicator, of_months(indicator, [(44, 50), (46, 50), (45, 50)] * 5 + [last])))
    assert (found.variation.icon, found.variation.word, found.variation.tone) == variation
    assert found.special == (last != (45, 50))
    assert (found.assurance is None) == (direction == "neutral")


def test_there_are_no_marks_without_limits(whole_catalog):
    indicator = whole_catalog.indicators["claim_answered_on_time_rate"]
    assert marks(Process(indicator, of_months(indicator, [(44, 50)] * 3), "line", "few")) is None
    special = Process(
        replace(indicator, direction="neutral"),
        of_months(indicator, [(44, 50), (46, 50)] * 6),
        "p",
        "varies",
        limits=object(),
        signals=(Signal("outside", 11, 11, 1),),
        variation="special",
    )
    assert marks(special).variation.icon == "high"


def test_a_list_is_narrowed_to_signals_and_to_what_is_off_its_target(dataset):
    """Of the claims and requests of the demonstration, those that ran on one side of their mean, SEG-08 of the frozen
    one; of the incidents that were notified, 6 of 7, which is off 100 %, and nothing unusual."""
    asked = dataset.indicators(("SEG-07", "SEG-08", "SEG-14", "SEG-15", "MAN-01"))
    names = {each.name: each.code for each in asked}
    found = all_marks(dataset, asked, NOVEMBER)
    assert [names[name] for name in found] == ["SEG-07", "SEG-08", "SEG-14", "SEG-15"]
    assert found[asked[0].name].variation.word == "mejora" and found[asked[3].name].assurance.word == "a veces llega"
    kinds = {(): 5, ("senales",): ["SEG-07", "SEG-08"], ("fuera",): ["SEG-15", "MAN-01"], ("senales", "fuera"): []}
    for kind, left in kinds.items():
        codes = [names[name] for name in narrowed(dataset, asked, NOVEMBER, kind)]
        assert codes == (left if kind else list(names.values()))


def test_what_moved_a_number_leads_to_the_rows_of_its_groups(dataset):
    """Read in territorial_unit.csv: APU is Apurímac. What is of several groups together has no rows of its own."""
    indicator = dataset.catalog.indicator("SEG-07")
    keys = apart.group_keys(dataset, indicator, NOVEMBER, "ut")
    assert keys["Apurímac"] == "grupo.SEG-07.2021-11.ut.APU" and len(set(keys.values())) == len(keys)
    assert apart.behind(dataset, NOVEMBER, keys["Apurímac"]).evidence.parts["denominator"].total == 3
    moves = move_rows(indicator, [Move("Apurímac", -0.01, 0.0), Move("otros 10", 0.0, 0.0)], keys)
    assert [row["key"] for row in moves] == ["grupo.SEG-07.2021-11.ut.APU", ""]
    assert apart.group_keys(dataset, indicator, NOVEMBER, "activity") == {}


def test_the_reason_of_the_claims_tells_what_moved_them(dataset):
    """By the audit: 35 of 35 in October and 54 of 56 in November, whose mean is 55/56. Two late: one of the 16 of «Resultado
    de la atención», which were 5 of 5, and one of the 2 of «Otro motivo», which had none."""
    indicator, october = dataset.catalog.indicator("SEG-07"), Scope(date(2021, 10, 31))
    found = {each.group: each for each in moved_by(dataset, indicator, NOVEMBER, october, "reason")}
    assert list(found)[:2] == ["Otro motivo", "Resultado de la atención"]
    new, worse = found["Otro motivo"], found["Resultado de la atención"]
    assert (new.own, new.mix) == (0, pytest.approx(float(Fraction(2, 56) * (Fraction(1, 2) - Fraction(55, 56)))))
    own = (Fraction(15, 16) - 1) * (Fraction(5, 35) + Fraction(16, 56)) / 2
    mix = (Fraction(16, 56) - Fraction(5, 35)) * ((1 + Fraction(15, 16)) / 2 - Fraction(55, 56))
    assert (worse.own, worse.mix) == (pytest.approx(float(own)), pytest.approx(float(mix)))
    assert sum(each.own for each in found.values()) == pytest.approx(float(own)), (
        "every other answered all, both months"
    )
    behind = apart.behind(dataset, NOVEMBER, apart.group_keys(dataset, indicator, NOVEMBER, "reason")[worse.group])
    assert behind.group == "motivo Resultado de la atención"
    assert [part.total for part in behind.evidence.parts.values()][:2] == [15, 16]
    assert {row["reason"] for row in behind.evidence.parts["denominator"].rows} == {worse.group}


def test_the_parts_of_every_change_add_up_to_it(dataset):
    """From October to November, of every rate by each of its dimensions."""
    october, tried = Scope(date(2021, 10, 31)), 0
    for indicator in dataset.catalog.indicators.values():
        if change_said(dataset, indicator, NOVEMBER, october) is None:
            continue
        now, then = (measure(dataset, indicator, day).value for day in (NOVEMBER, october))
        for dimension in divisible(indicator):
            if found := moved_by(dataset, indicator, NOVEMBER, october, dimension):
                tried += 1
                assert abs(sum(each.total for each in found) - (now - then)) <= 1e-12 * max(1, abs(now)), indicator.code
    assert tried > 20


def test_each_month_is_compared_with_the_one_of_the_year_before(dataset, claims):
    indicator = dataset.catalog.indicator("SEG-07")
    found, before = process(dataset, indicator, NOVEMBER), Scope(date(2020, 11, 30))
    year = compared(dataset, found, NOVEMBER, before, "anio")
    sums: dict = {}
    for (month, _), (counted, of) in claims.items():
        pair = sums.get(month, (0, 0))
        sums[month] = pair[0] + counted, pair[1] + of
    days = [months_before(each.cutoff, 12) for each in found.history]
    assert year.values == tuple(sums[day][0] / sums[day][1] if day in sums else None for day in days)
    assert year.line and year.values[-1] == 40 / 50 and year.values[0] is None
    rows, headings = table(found, points(found), {"value": "Valor", "numerator": "Numerador"}, year)
    assert headings == {"value": "Valor (%)", "numerator": "Numerador", "versus": "Un año antes (%)"}
    assert (rows[-1]["versus"], rows[-1]["numerator"], round(rows[-1]["value"], 3)) == (80.0, 54, 96.429)
    assert isinstance(rows[-1]["numerator"], int)


def test_the_last_month_is_compared_with_an_earlier_one_where_it_is(dataset):
    """October has 35 of 35; of a process of six months, a month before them is at none of its places."""
    indicator = dataset.catalog.indicator("SEG-07")
    found, october = process(dataset, indicator, NOVEMBER), Scope(date(2021, 10, 31))
    month = compared(dataset, found, NOVEMBER, october, "mes")
    assert (month.label, month.heading, month.at, month.line) == ("Oct 21", "Octubre de 2021", 21, False)
    assert month.values == (*[None] * 22, 1.0)
    short = process(dataset, indicator, NOVEMBER, 6)
    assert compared(dataset, short, NOVEMBER, Scope(date(2020, 11, 30)), "2020-11").at is None
    assert compared(dataset, found, NOVEMBER, None, "no") is None and compared_said(found, None) == ""
    assert compared_said(found, month) == "Octubre de 2021: 100 %."


@pytest.mark.parametrize("year", [False, True], ids=["a month", "a funnel"])
def test_the_rows_behind_every_group_add_up_to_its_parts(dataset, year):
    """Of every indicator in November: the worst group by its last dimension, and a point of every funnel; all of them
    where there is time."""
    tried = 0
    for indicator in dataset.catalog.indicators.values():
        for dimension in dimensions(dataset, indicator, NOVEMBER)[-1 if SOME and not year else 0 :]:
            for code, counted, of, months in drawn(dataset, indicator, dimension, year)[:SOME]:
                key = apart.group_key(indicator, "2021-11", dimension, code, months)
                parts = apart.behind(dataset, NOVEMBER, key).evidence.parts
                for name, number in (("numerator", counted), ("denominator", of)):
                    if name in parts:
                        tried += 1
                        assert parts[name].total == pytest.approx(number), (key, name)
    assert tried > (10 if year else 60)


def drawn(dataset, indicator, dimension: str, year: bool) -> list[tuple]:
    """(code, counted, over what, of how many months) of each group."""
    if year:
        found = funnel_of(dataset, indicator, NOVEMBER, dimension)
        many = 12 if indicator.accumulation == "flow" else 1
        adds = 1_000_000 if indicator.counts == "hours" else 1
        points = found.points if found else ()
        return [(each.group, each.counted * adds, each.of * found.per, many) for each in points]
    known = [each for each in groups(dataset, indicator, NOVEMBER, dimension, 1) if each.last]
    return [(each.code, each.last.numerator, each.last.denominator, 1) for each in known if not indicator.factors]


@pytest.mark.parametrize(("indicator", "again"), [("SEG-04", ["2021-01"]), ("SEG-17", [])])
def test_what_counts_since_january_begins_again_in_each_group(dataset, indicator, again):
    """Treatments of risks are those programmed in the year; controls in force go on."""
    for panel in apart.panels(dataset, dataset.catalog.indicator(indicator), NOVEMBER, "unit", 24):
        assert [each["key"].split(".")[2] for each in panel["points"] if each["again"]] == again
