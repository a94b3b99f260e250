"""How a group of indicators stands, from measures typed here; and how each topic does, counted from data/demo.

At 30/11/2021 are open: 38 CTVC alerts; 100 complaints and 57 suggestions; 10 incidents and 99 vulnerabilities; of what
has a day, 21 actions (10 past it) and 27 treatments (16), 10 findings (1) and 11 agreements (11)."""

from dataclasses import replace
from datetime import date

import pytest

from conftest import NOVEMBER
from sig_metrics.catalog.model import Target
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.standing import counts, counts_text, ranked, worst
from sig_metrics.measure.topics import TopicStanding, topics_standing


def measured(catalog, code: str, status: str, value: float | None = None, late: int | None = None) -> Measure:
    """One of a target of 90 %."""
    target = Target(0.9, "", "P", date(2021, 1, 1))
    return Measure(catalog.indicator(code), NOVEMBER, value, None, None, status, target, open_overdue=late)


def test_each_word_is_counted_the_worst_first(whole_catalog):
    found = [
        measured(whole_catalog, code, status)
        for code, status in (
            ("MAN-01", "met"),
            ("MAN-03", "no_data"),
            ("MAN-04", "watch"),
            ("SEG-05", "watch"),  # less is better
            ("MAN-06", "missed"),
            ("MAN-07", "missed"),
            ("MAN-08", "near"),
            ("MAN-09", "met"),
            ("SEG-10", "no_target"),
            ("SEG-14", "backlog"),
            ("SEG-15", "excluded"),
        )
    ]
    assert counts_text(whole_catalog, found) == (
        "2 fuera · 1 bajo · 1 sobre el máximo · 1 cerca · 1 con vencidos · 2 cumplen · 1 informativo · 1 sin dato"
    )
    first, below, above, *_ = counts(whole_catalog, found)
    assert (first.status, first.count, first.word.label, first.word.icon) == ("missed", 2, "fuera de meta", "■")
    assert (below.word.icon, above.word.icon, above.word.label) == ("▼", "▲", "por encima del máximo")
    assert counts(whole_catalog, []) == [] and counts_text(whole_catalog, []) == ""
    assert counts_text(whole_catalog, found[:1]) == "1 cumple"


@pytest.mark.parametrize("status", ["stale", "not_yet", "not_computable", "not_loaded", "protected", "no_data"])
def test_every_word_of_a_status_is_counted(whole_catalog, status):
    one, two = (counts_text(whole_catalog, [measured(whole_catalog, "MAN-01", status)] * n) for n in (1, 2))
    assert one.startswith("1 ") and two.startswith("2 ") and len(two) > 6


def test_no_word_of_the_vocabulary_is_left_out(whole_catalog):
    for status in whole_catalog.vocabularies["status"]:
        told = counts_text(whole_catalog, [measured(whole_catalog, "MAN-01", status)])
        assert bool(told) == (status != "excluded"), status


def test_the_worst_are_off_then_with_overdue_then_by_word_and_the_furthest_first(whole_catalog):
    found = [
        measured(whole_catalog, code, status, value, late)
        for code, status, value, late in (
            ("MAN-01", "met", 0.95, 0),
            ("MAN-03", "near", 0.88, None),
            ("MAN-04", "watch", 0.80, None),
            ("MAN-06", "missed", 0.60, None),
            ("MAN-07", "missed", 0.45, 3),
            ("MAN-08", "watch", 0.75, None),
            ("MAN-09", "backlog", 0.95, 4),
            ("SEG-02", "near", 0.87, 1),
            ("SEG-19", "stale", 0.10, None),
            ("SEG-01", "no_data", None, None),
        )
    ]
    order = ["MAN-07", "MAN-06", "SEG-02", "MAN-09", "MAN-08", "MAN-04", "MAN-03", "MAN-01", "SEG-19", "SEG-01"]
    assert [each.indicator.code for each in ranked(found)] == order
    assert [each.indicator.code for each in worst(found)] == order[:6]
    assert [each.indicator.code for each in worst(found, 2)] == order[:2]
    assert [each.indicator.code for each in worst(found, 20)] == order[:7]  # the others are well, or not known


def test_how_far_is_in_the_direction_of_each(whole_catalog):
    """12 % over a maximum of 10 is a fifth off; 75 % for 90 a sixth."""
    above = replace(measured(whole_catalog, "SEG-05", "missed", 0.12), target=Target(0.1, "", "P", date(2021, 1, 1)))
    below = measured(whole_catalog, "MAN-01", "missed", 0.75)
    assert ranked([below, above]) == [above, below]


def standing(snapshot, catalog, cutoff: date = NOVEMBER, **filters) -> dict[str, TopicStanding]:
    scope = Scope(cutoff, **filters)
    return topics_standing(Dataset(snapshot, catalog), scope, catalog.screens.topics)


def shown(found: dict[str, TopicStanding], key: str) -> tuple:
    topic = found[key]
    return topic.worst and topic.worst.indicator.code, topic.open, topic.overdue, topic.oldest


def test_each_topic_has_its_worst_indicator_and_what_is_open(demo_snapshot, whole_catalog):
    """Of cases, what is past its term: 24 claims, 24 complaints and 33 suggestions; 24 alerts; 10 incidents and 26
    vulnerabilities. The oldest of each, of which none is of a year before: 655, 648 and 592 days."""
    found = standing(demo_snapshot, whole_catalog)
    assert shown(found, "qrd") == ("SEG-07", 100 + 57, 24 + 24 + 33, 655)
    assert shown(found, "alertas") == ("SEG-11", 38, 24, 648)
    assert shown(found, "incidentes") == ("SEG-16", 10 + 99, 10 + 26, 592)
    assert shown(found, "acciones")[:3] == ("SEG-04", 21 + 27, 10 + 16)
    # ACU-2020-010, of 10/06/2020
    assert shown(found, "comunes") == ("MAN-07", 10 + 18, 1 + 11, 538)


def test_what_is_not_counted_case_by_case_says_what_is_past_its_term(demo_snapshot, whole_catalog):
    """Five obligations of the SGSST, seven documents to implement and four reports."""
    found = standing(demo_snapshot, whole_catalog)
    assert shown(found, "sst") == ("MEJ-01", None, 5, 579)
    assert [shown(found, key)[1:3] for key in ("implementacion", "reporte")] == [(None, 7), (None, 4)]
    assert shown(found, "controles") == ("SEG-17", None, None, None)
    assert shown(found, "riesgos") == ("MAN-09", None, None, None)
    assert [m.indicator.code for m in found["acciones"].measures] == ["SEG-04", "SEG-02", "SEG-03", "SEG-05"]


def test_with_filters_it_is_of_those(demo_snapshot, whole_catalog):
    """CT has 9 claims past their term; claims are only of SGC, and alerts of SGC and SGAS."""
    unit = standing(demo_snapshot, whole_catalog, unit="CT")["qrd"]
    assert unit.open < 157 and unit.overdue < 81 and unit.worst.ignored == ()
    system = standing(demo_snapshot, whole_catalog, system="SGAS")
    assert shown(system, "alertas")[1:3] == (38, 24) and shown(system, "qrd") == (None, None, None, None)
    stage = standing(demo_snapshot, whole_catalog, stage="improvement")
    assert shown(stage, "sst")[0] == "MEJ-01" and stage["qrd"].measures == ()


def test_of_a_month_that_has_not_come_nothing_is_counted(demo_snapshot, whole_catalog):
    found = standing(demo_snapshot, whole_catalog, date(2021, 12, 31))
    assert [shown(found, key)[1:] for key in ("qrd", "alertas", "incidentes", "comunes")] == [(None, None, None)] * 4
