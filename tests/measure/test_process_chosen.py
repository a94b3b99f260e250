"""Which chart a series has, and what is said of the demonstration's claims, worked out here from their months alone."""

import json
from dataclasses import replace
from datetime import date
from statistics import fmean

import pytest

from sig_metrics.cli.commands import main
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.process.chosen import Process, process_of
from sig_metrics.measure.process.points import points
from sig_metrics.measure.process.rules import Signal
from sig_metrics.measure.process.spoken import capability_said, chart_said, read_said, signal_said
from sig_metrics.measure.scope import months_before


@pytest.fixture(scope="module")
def claims(whole_catalog):
    return whole_catalog.indicators["claim_answered_on_time_rate"]


def months(indicator, parts: list[tuple[int, int] | None]) -> tuple[Measure, ...]:
    """A month each, to November 2021."""
    made = []
    for n, part in enumerate(parts):
        value = part[0] / part[1] * indicator.scale if part else None
        counted, of = part or (None, None)
        cutoff = months_before(date(2021, 11, 30), len(parts) - 1 - n)
        made.append(Measure(indicator, cutoff, value, counted, of, "no_data", indicator.targets[-1]))
    return tuple(made)


ALIKE = [(44, 50), (46, 51), (45, 49), (47, 50)]
APART = [(20, 22), (44, 50), (60, 71), (26, 28)]


@pytest.mark.parametrize(
    ("parts", "form", "reason"),
    [
        (ALIKE + [None] * 20 + ALIKE[:3], "line", "few"),  # seven are known
        (ALIKE * 2, "run", "some"),
        (ALIKE * 2 + ALIKE[:3], "run", "some"),
        (ALIKE * 3, "xmr", "many"),
        (APART * 3, "p", "varies"),
        ([(n, n) for n in (20, 40, 60)] * 4, "line", "still"),  # 100 % every month
    ],
)
def test_the_chart_is_chosen_by_the_months(claims, parts, form, reason):
    found = process_of(claims, months(claims, parts))
    assert (found.form, found.reason) == (form, reason)
    assert bool(found.limits) == (form in ("xmr", "p", "u"))
    assert (found.run is None) == (form == "line")


def test_a_rate_of_events_has_its_own_chart(whole_catalog):
    """28 to 71 of 7,000 to 14,000 households, ten thousand each."""
    rate = whole_catalog.indicators["qrd_registered_per_household_rate"]
    found = process_of(
        rate,
        months(
            replace(rate, targets=whole_catalog.indicators["claim_answered_on_time_rate"].targets),
            [(28, 7000), (71, 14000), (50, 9000), (66, 12000)] * 3,
        ),
    )
    assert found.form == "u"
    assert found.limits.centre[0] == pytest.approx(10_000 * 215 / 42_000)


@pytest.mark.parametrize(
    "name", ["plan_on_time_rate", "sst_frequency_index", "corruption_verified_rate", "risk_above_appetite_rate"]
)
def test_what_holds_the_month_before_never_has_limits(whole_catalog, name):
    indicator = whole_catalog.indicators[name]
    known = tuple(
        replace(each, target=None) for each in months(replace(indicator, targets=(None,), scale=1), APART * 6)
    )
    found = process_of(indicator, known)
    assert (found.form, found.reason) == ("line", f"holds_{indicator.accumulation}")
    assert found.limits is found.run is found.variation is found.capability is None


def test_a_share_of_protected_counts_has_the_limits_of_what_is_shown(whole_catalog):
    """Its parts are rounded, so that only its steps are known."""
    stepped = replace(whole_catalog.indicators["claim_answered_on_time_rate"], step=0.05)
    assert process_of(stepped, months(stepped, APART * 3)).form == "xmr"


def test_the_claims_of_the_demonstration(demo_folder, capsys):
    """23 months of `series`, by year; Laney's limits made of them here, and the signals by looking."""
    assert main(["process", "SEG-07", "--cutoff", "2021-11", "--store", str(demo_folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    parts = []
    for year in ("2019", "2020", "2021"):
        cutoff = f"{year}-11" if year == "2021" else f"{year}-12"
        if main(["series", "SEG-07", "--cutoff", cutoff, "--store", str(demo_folder), "--json"]) == 0:
            parts += [(m["numerator"], m["denominator"]) for m in json.loads(capsys.readouterr().out) if m["value"]]
    assert len(parts) == 23 and found["form"] == "p" and len(found["months"]) == 23
    mean = sum(a for a, _ in parts) / sum(b for _, b in parts)
    alone = [(mean * (1 - mean) / b) ** 0.5 for _, b in parts]
    apart = [(a / b - mean) / sigma for (a, b), sigma in zip(parts, alone)]
    wide = 3 / 1.128 * fmean(abs(after - before) for before, after in zip(apart, apart[1:]))
    shown = [month for month in found["months"] if month["value"] is not None]
    assert [month["lower"] for month in shown] == pytest.approx([max(mean - wide * each, 0) for each in alone])
    assert [month["upper"] for month in shown] == pytest.approx([min(mean + wide * each, 1) for each in alone])
    said = [(each["rule"], each["first"], each["last"], each["side"]) for each in found["signals"]]
    assert ("outside", "2020-03", "2020-03", -1) in said and ("run", "2021-02", "2021-11", 1) in said
    assert [month["month"] for month in shown if month["value"] < month["lower"]] == ["2020-03"]
    assert (found["variation"], found["assurance"], found["capability"]) == ("improving", "hit_or_miss", None)
    assert found["decisions"] == [] and found["notes"][1:3] == [
        {"day": "2020-03-12", "kind": "event", "text": "Revisión por la Dirección", "who": "Actas"},
        {
            "day": "2020-03-16",
            "kind": "noted",
            "text": "Cierran las oficinas; se atiende solo por teléfono",
            "who": "UCI",
        },
    ]


def test_what_was_decided_is_in_the_document(demo_folder, capsys):
    """SEG-14 was frozen and let go: neither is in force."""
    assert main(["process", "SEG-14", "--cutoff", "2021-11", "--store", str(demo_folder), "--json"]) == 0
    frozen, released = json.loads(capsys.readouterr().out)["decisions"]
    assert frozen == {
        "kind": "freeze",
        "since": "2020-01",
        "until": "2020-12",
        "reason": "Es el primer año con el procedimiento de incidentes.",
        "decided_on": "2021-02-25",
        "decided_by": "uppm",
        "document": "ACT-2021-01",
        "in_force": False,
    }
    assert (released["kind"], released["until"], released["in_force"]) == ("release", None, False)


def test_it_is_told_to_a_person(demo_folder, capsys):
    assert main(["process", "SEG-14", "--cutoff", "2021-11", "--store", str(demo_folder)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1] == "Gráfico p′: 23 meses, y lo que se cuenta cada mes cambia (de 5 a 15)."
    assert said[2:5] == [
        "El último mes está dentro de lo habitual.",
        "Con este proceso la meta unas veces se alcanza y otras no.",
        "Con este proceso, 2 de cada 10 meses llegará a 95.0 %.",
    ]
    assert said[5] == "  julio de 2020 a febrero de 2021: 8 meses seguidos sobre la media"
    assert "Decisiones sobre los límites" in said and any(
        each.startswith("  Sin efecto la decisión que empieza en enero de 2020. Comité del SIG, 24/06/2021")
        for each in said
    )
    assert "  24/06/2021: Comité del SIG (Actas)" in said
    assert main(["process", "SEG-07", "--months", "0", "--store", str(demo_folder)]) == 1
    assert "puede ser de 1 a 120" in capsys.readouterr().err


def test_the_words_of_a_process(claims):
    found = Process(claims, months(claims, APART * 3), "p", "varies")
    assert chart_said(found) == "Gráfico p′: 12 meses, y lo que se cuenta cada mes cambia (de 22 a 71)."
    assert signal_said(found, Signal("outside", 11, 11, -1)) == "noviembre de 2021: por debajo de su límite"
    assert signal_said(found, Signal("trend", 4, 10, 1)) == (
        "abril de 2021 a octubre de 2021: 7 meses seguidos de subida"
    )
    for share, words in ((0.02, "casi ningún mes llegará"), (0.06, "1 de cada 10 meses"), (0.99, "casi todos")):
        assert words in capability_said(replace(found, capability=share))
    moved = process_of(claims, months(claims, [(40, 50), (41, 50), (42, 50), (43, 50), (47, 50), (48, 50)] * 1 + ALIKE))
    assert moved.form == "run" and len(read_said(moved)) == 1


def test_of_three_months_only_the_two_near_the_limit_are_marked(claims):
    """Alike months but for two of the last three, 38 of 50 each: near the lower limit, and worse."""
    found = process_of(claims, months(claims, ALIKE * 5 + [(40, 50), (45, 50), (40, 50)]))
    assert Signal("near", 20, 22, -1) in found.signals
    rows = points(found)
    assert [row["tone"] for row in rows[19:]] == ["", "concern", "", "concern"]
    assert rows[22]["said"] == "dos de tres meses cerca del límite inferior" and rows[22]["key"] == "2021-11"
    assert rows[21]["said"] == "" and rows[22]["shown"] == "80.0 %"
