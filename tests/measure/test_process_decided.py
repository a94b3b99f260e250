"""What was decided about limits: each stretch has its own, worked out here with a pencil."""

from dataclasses import replace
from datetime import date

import pytest
from test_process_chosen import months

from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.process.budget import told
from sig_metrics.measure.process.chosen import process, process_of
from sig_metrics.measure.process.decided import Decision, decision_said, decisions, in_force, month_end
from sig_metrics.measure.process.marks import all_marks, marks
from sig_metrics.measure.process.rules import Signal
from sig_metrics.measure.process.spoken import chart_said, read_said, short_base, stretch_said
from sig_metrics.measure.scope import Scope

LOW, HIGH = [10, 12] * 4, [20, 24] * 4


@pytest.fixture(scope="module")
def counted(whole_catalog):
    """A number a month, of which more is better."""
    return replace(whole_catalog.indicator("SEG-07"), denominator="", unit="index")


def decided(kind: str, since: str, until: str = "", on: date = date(2021, 11, 2)) -> Decision:
    ends = month_end(until) if until else None
    return Decision(kind, month_end(since), ends, "El proceso cambió de manos.", on, "committee")


def of(indicator, values, *found, **more):
    """The process of some numbers, the last of November 2021."""
    return process_of(indicator, months(indicator, [value and (value, 1) for value in values]), found, **more)


def test_a_rebase_gives_each_stretch_its_own_limits(counted):
    """10 and 12: mean 11, ranges of 2, 2.66 × 2 = 5.32. 20 and 24: mean 22, ranges of 4, 2.66 × 4 = 10.64."""
    found = of(counted, LOW + HIGH, decided("rebase", "2021-04"))
    assert found.form == "xmr"
    assert found.limits.centre == pytest.approx((11,) * 8 + (22,) * 8)
    assert found.limits.lower == pytest.approx((5.68,) * 8 + (11.36,) * 8)
    assert found.limits.upper == pytest.approx((16.32,) * 8 + (32.64,) * 8)
    assert found.signals == ()
    alone = of(counted, LOW + HIGH)
    assert Signal("run", 0, 7, -1) in alone.signals and Signal("run", 8, 15, 1) in alone.signals


def test_a_new_stretch_is_provisional_until_it_has_twelve_months(counted):
    found = of(counted, LOW + HIGH, decided("rebase", "2021-04"))
    assert found.segments[1].provisional and found.segments[1].base == 8
    assert stretch_said(found) == (
        "Los límites son provisionales: de 8 meses desde abril de 2021; con 12 serán firmes."
    )
    # 900 is outside, and of a stretch that is not provisional a session would be told of it
    wild = of(counted, LOW + HIGH[:7] + [900], decided("rebase", "2021-04"))
    assert Signal("outside", 15, 15, 1) in wild.signals and told([wild]) == []
    firm = of(counted, LOW + HIGH * 2 + [900], decided("rebase", "2020-07"))
    assert Signal("outside", 24, 24, 1) in [each.signal for each in told([firm])]
    firm = of(counted, LOW + HIGH + HIGH[:4], decided("rebase", "2020-12"))
    assert not firm.segments[1].provisional
    assert stretch_said(firm) == "Los límites son de los 12 meses que hay desde diciembre de 2020."


def test_a_new_stretch_of_few_months_has_no_limits_yet(counted):
    found = of(counted, LOW + LOW[:4] + HIGH[:7], decided("rebase", "2021-05"))
    assert found.limits.centre == pytest.approx((11,) * 12 + (None,) * 7, nan_ok=True)
    assert found.limits.lower[12] is found.limits.scores[18] is None
    assert found.variation is found.assurance is found.capability is None
    assert read_said(found) == ["Desde mayo de 2021 hay 7 meses con valor: con 8 habrá límites nuevos, provisionales."]


def test_a_month_that_is_not_known_does_not_count(counted):
    found = of(counted, LOW + LOW[:4] + [*HIGH[:7], None], decided("rebase", "2021-04"))
    assert found.segments[1].base == 7 and found.segments[1].limits is None


def test_frozen_limits_judge_the_months_that_follow(counted):
    """Of the twelve of 2020, mean 11 and ranges of 2: 17 is outside 16.32. With all, its own range would widen them."""
    values = LOW + LOW[:4] + [11, 11, 17, 11, 11, 11, 11, 11, 11, 11, 11]
    found = of(counted, values, decided("freeze", "2020-01", "2020-12"))
    assert found.limits.upper == pytest.approx((16.32,) * 23)
    assert [(each.rule, each.first) for each in found.signals] == [("outside", 14)]
    assert stretch_said(found) == (
        "Se compara con límites congelados: los de enero de 2020 a diciembre de 2020 (12 meses)."
    )


def test_limits_frozen_on_less_than_a_year_are_provisional(counted):
    found = of(counted, LOW + LOW[:4] + [11] * 11, decided("freeze", "2020-01", "2020-09"))
    assert found.segments[0].provisional and found.segments[0].base == 9
    assert stretch_said(found) == (
        "Se compara con límites congelados sobre 9 meses, de enero de 2020 a setiembre de 2020: son provisionales, pues "
        "hacen falta 12."
    )


def test_limits_are_frozen_on_twelve_known_months_or_more(counted):
    """The form asks it before it sends: March 2021 is not known."""
    found = of(counted, [*LOW, *LOW[:3], None, *LOW])
    assert short_base(found, "2020-04", "2021-04") == ""
    assert short_base(found, "2020-04", "2021-03") == (
        "De abril de 2020 a marzo de 2021 hay 11 meses con valor, y los límites se congelan sobre 12 o más. Elija más "
        "meses."
    )


def test_what_is_frozen_before_what_is_drawn_rules_it(counted):
    """Only the last eight are drawn; their limits are of the twelve that are not."""
    values = LOW + LOW[:4] + [13, 9] * 4
    found = of(counted, values, decided("freeze", "2020-04", "2021-03"), shown=12)
    assert len(found.history) == 8 and found.form == "run"  # eight months have no limits, whatever was decided
    found = of(counted, values + [13, 9] * 2, decided("freeze", "2019-12", "2020-11"), shown=12)
    assert found.limits.centre == pytest.approx((11,) * 12) and found.limits.upper == pytest.approx((16.32,) * 12)
    assert (found.segments[0].first, found.segments[0].last) == (0, 11)


def test_no_signal_goes_over_from_a_stretch_to_the_next(counted):
    """Four over the mean of the old stretch and four over that of the new one are no run of eight."""
    old, new = [9, 9, 9, 9, 13, 13, 13, 13], [31, 30, 30, 30, 20, 21, 20, 20]
    found = of(counted, old + new, decided("rebase", "2021-04"))
    assert not [each for each in found.signals if each.rule == "run"]


def test_a_share_that_changes_in_size_is_rebased_too(whole_catalog):
    """Of 100 and 50: 80 %, then 90 %; each stretch its own mean, by its own counts."""
    claims = whole_catalog.indicator("SEG-07")
    parts = [(80, 100), (39, 50), (81, 100), (40, 50)] * 3 + [(90, 100), (44, 50), (91, 100), (45, 50)] * 3
    found = process_of(claims, months(claims, parts), (decided("rebase", "2020-12"),))
    assert found.form == "p"
    assert found.limits.centre[0] == pytest.approx(720 / 900) and found.limits.centre[23] == pytest.approx(810 / 900)


def test_the_last_decision_of_a_month_is_in_force(counted):
    freeze = decided("freeze", "2020-01", "2020-12", date(2021, 2, 1))
    again = decided("rebase", "2020-01", on=date(2021, 3, 1))
    release = decided("release", "2020-01", on=date(2021, 4, 1))
    assert in_force((freeze, again)) == (again,)
    assert in_force((freeze, release)) == in_force((freeze, again, release)) == ()
    assert in_force((release, freeze)) == (freeze,)
    other = decided("rebase", "2019-05")
    assert in_force((freeze, other)) == (other, freeze)


def test_a_cut_off_knows_what_was_decided_until_then(demo_snapshot, whole_catalog):
    """SEG-11 was decided on 24/06/2021; SEG-14 froze on 25/02/2021 and let go on 24/06/2021."""
    dataset = dataset_of(demo_snapshot, whole_catalog)
    alerts, incidents = whole_catalog.indicator("SEG-11"), whole_catalog.indicator("SEG-14")
    assert decisions(dataset, alerts, date(2021, 5, 31)) == ()
    (known,) = decisions(dataset, alerts, date(2021, 6, 30))
    assert (known.kind, known.since, known.document) == ("rebase", date(2021, 1, 31), "ACT-2021-03")
    assert [len(in_force(decisions(dataset, incidents, date(2021, m, 28)))) for m in (1, 3, 7)] == [0, 1, 0]
    assert decision_said(whole_catalog, known) == (
        "Límites calculados de nuevo desde enero de 2021. Comité del SIG, 24/06/2021 (ACT-2021-03): "
        "Desde enero las alertas se responden en un solo sistema."
    )
    found = process(dataset, alerts, Scope(date(2021, 11, 30)))
    assert found.segments[1].base == 11 and found.segments[1].provisional
    (frozen,) = decisions(dataset, whole_catalog.indicator("SEG-08"), date(2021, 11, 30))
    assert decision_said(whole_catalog, frozen) == (
        "Límites congelados sobre enero de 2020 a diciembre de 2020. Revisión por la Dirección, 25/03/2021 "
        "(ACT-2021-02): Es el año con el que el Comité compara los que siguen."
    )


def test_a_window_that_begins_after_the_frozen_months_has_their_limits(demo_snapshot, whole_catalog):
    """Of SEG-08 the months of 2020 give the limits, whether they are drawn or not."""
    dataset, derived = dataset_of(demo_snapshot, whole_catalog), whole_catalog.indicator("SEG-08")
    whole = process(dataset, derived, Scope(date(2021, 11, 30)))
    counted = [each for each in whole.history if each.cutoff.year == 2020]
    mean = sum(each.numerator for each in counted) / sum(each.denominator for each in counted)
    assert whole.limits.centre == pytest.approx((mean,) * 23)
    late = process(dataset, derived, Scope(date(2021, 11, 30)), 12)
    assert late.history[0].cutoff == date(2020, 12, 31)
    assert late.limits.centre == pytest.approx((mean,) * 12)
    assert late.limits.lower == pytest.approx(whole.limits.lower[-12:])


def test_medians_of_an_individual_are_not_widened_by_a_wild_month(counted):
    """Ranges of 2 but for those to and from 90: their median is 2, and 3.145 × 2 = 6.29 over the mean."""
    values = [*LOW, *LOW[:3], 90, *LOW[:4]]
    found = of(counted, values, medians=True)
    mean = sum(values) / 16
    assert found.limits.upper == pytest.approx((mean + 6.29,) * 16) and found.limits.centre[0] == pytest.approx(mean)
    assert chart_said(found).startswith("Gráfico XmR, de la mediana de los rangos: 16 meses")
    assert of(counted, values).limits.upper[0] > 40


@pytest.mark.parametrize(("month", "known"), [(6, 6), (7, 7)])
def test_limits_that_began_again_and_are_not_there_yet_say_nothing_of_the_last_month(
    demo_snapshot, whole_catalog, month, known
):
    """SEG-11 has its limits again since January 2021, and with eight months there are some; those of before stay drawn."""
    dataset = dataset_of(demo_snapshot, whole_catalog)
    cutoff, indicator = month_end(f"2021-{month:02d}"), dataset.catalog.indicator("SEG-11")
    found = process(dataset, indicator, Scope(cutoff))
    assert found.limits and found.variation is None and marks(found) is None
    assert all_marks(dataset, (indicator,), Scope(cutoff)) == {}
    assert read_said(found) == [
        f"Desde enero de 2021 hay {known} meses con valor: con 8 habrá límites nuevos, provisionales."
    ]
