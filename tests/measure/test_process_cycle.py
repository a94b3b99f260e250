"""A declared cycle: each month is compared with those of its place. The limits are worked out here with a pencil."""

import shutil
from dataclasses import replace

import pytest
from test_process_chosen import months

from sig_metrics.catalog.reader import load_catalog
from sig_metrics.measure.process.chosen import Process, process_of
from sig_metrics.measure.process.rules import Signal
from sig_metrics.measure.process.spoken import chart_said

# 100 and 104 in the months that pay, 20 and 22 in those that do not
PAID = [100, 20, 104, 22] * 5


@pytest.fixture(scope="module")
def paid(whole_catalog):
    """A number a month whose ficha declares a cycle of two."""
    return replace(whole_catalog.indicator("SEG-07"), denominator="", unit="index", cycle=2)


def of(indicator, values) -> Process:
    return process_of(indicator, months(indicator, [(value, 1) for value in values]))


def test_each_place_has_its_own_limits(paid):
    """102 ± 2.66 × 4 = 91.36 and 112.64; 21 ± 2.66 × 2 = 15.68 and 26.32."""
    found = of(paid, PAID)
    assert found.limits.lower == pytest.approx((91.36, 15.68) * 10)
    assert found.limits.upper == pytest.approx((112.64, 26.32) * 10)
    assert found.signals == () and found.variation == "common"
    assert chart_said(found) == (
        "Gráfico XmR: 20 meses, y cada uno se compara con los de su lugar en el ciclo de 2 meses que declara la ficha."
    )


def test_a_rise_of_the_low_month_is_seen_and_without_the_cycle_it_is_not(paid):
    """36, which is 80 % more than 20, in a month that does not pay."""
    values = [*PAID[:-1], 36]
    assert [each for each in of(paid, values).signals if each.rule == "outside"] == [Signal("outside", 19, 19, 1)]
    assert not [each for each in of(replace(paid, cycle=1), values).signals if each.rule == "outside"]


def test_few_months_of_a_cycle_are_a_line(paid):
    found = of(paid, PAID[:11])
    assert (found.form, found.reason, found.run) == ("line", "few_cycle", None)
    assert chart_said(found).endswith("(hacen falta 12).")
    assert of(paid, PAID[:12]).form == "xmr"


def test_a_share_with_a_cycle_is_no_share_of_all_months(whole_catalog):
    """Its denominators change with the cycle, which is no reason for the chart of what changes in size."""
    claims = replace(whole_catalog.indicator("SEG-07"), cycle=2)
    found = process_of(claims, months(claims, [(80, 100), (10, 20), (84, 100), (12, 20)] * 4))
    assert found.form == "xmr" and found.limits.centre[:2] == pytest.approx((0.82, 0.55))


def test_a_ficha_declares_it(tmp_path, whole_catalog):
    """A folder of definitions whose claims pay every two months: nothing else is to be said."""
    root = shutil.copytree(whole_catalog.root, tmp_path / "definitions")
    path = root / "indicators" / "claim_answered_on_time_rate.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('accumulation = "flow"', 'accumulation = "flow"\ncycle = 2'), encoding="utf-8")
    assert load_catalog(root).indicator("SEG-07").cycle == 2
    assert {each.cycle for each in whole_catalog.indicators.values()} == {1}
