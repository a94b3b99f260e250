"""How long the cases of the demonstration take, counted again from its files in plain Python, and said in words."""

import csv
import json
from calendar import monthrange
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

import pytest

from conftest import DEMO, LEGAL, NOVEMBER
from sig_metrics.catalog.drill import queries
from sig_metrics.cli.commands import main
from sig_metrics.measure import drill
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.durations.paths import OTHERS, Path, paths
from sig_metrics.measure.durations.spoken import curve_said, quantile_said, suspended_said, table_said, times_said
from sig_metrics.measure.durations.tables import path_said, time_rows
from sig_metrics.measure.durations.times import Durations, Step, Times, clock_of, durations, registers
from sig_metrics.measure.scope import Scope
from support.lasting import by_hand, stretch

SCOPES = [Scope(NOVEMBER), Scope(date(2021, 3, 31)), Scope(date(2020, 5, 31)), Scope(NOVEMBER, unit="UCI")]
PLAIN = {  # registers without suspensions nor cycles: its key, when a case came in, and what may end it
    "suggestion": ("suggestion", "received_on", ("answered_on",)),
    "ctvc_alert": ("alert", "received_on", ("answered_on", "dismissed_on")),
}


def file(register: str) -> list[dict]:
    with (DEMO / f"{register}.csv").open(encoding="utf-8", newline="") as text:
        return [{name: _read(name, value) for name, value in row.items()} for row in csv.DictReader(text)]


def _read(name: str, value: str) -> date | str | None:
    return (date.fromisoformat(value) if name.endswith("_on") else value) if value else None


def first(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def cycles(row: dict) -> list[tuple[date, date | None]]:
    """When a case of QRD came in and ended, each time."""
    found = [(row["registered_on"], first(row["answered_on"], row["closed_on"]))]
    if row["reopened_on"]:
        closed = row["closed_on"] if row["closed_on"] and row["closed_on"] >= row["reopened_on"] else None
        found.append((row["reopened_on"], first(row["reanswered_on"], closed)))
    return found


def in_year(came: date, ended: date | None, cutoff: date) -> bool:
    """Whether it was open some day of the twelve months up to the cut-off."""
    start = date(cutoff.year - 1, cutoff.month, monthrange(cutoff.year - 1, cutoff.month)[1])
    return came <= cutoff and (ended is None or ended > start)


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return Dataset(demo_snapshot, whole_catalog)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
@pytest.mark.parametrize("register", PLAIN)
def test_the_curve_of_a_register_as_by_hand(dataset, register, scope):
    key, came, ends = PLAIN[register]
    spells = [
        stretch(row[key], row[came], first(*(row[end] for end in ends)), unit=row["unit"])
        for row in file(register)
        if scope.unit in (None, row["unit"])
    ]
    wanted = by_hand(spells, scope.cutoff, "calendar", None, None)
    found = durations(dataset, register, scope, "calendar").whole
    assert [(step.days, step.at_risk, step.ended) for step in found.curve] == [step[:3] for step in wanted] != []
    assert [step.survival for step in found.curve] == pytest.approx([step[3] for step in wanted], abs=1e-6)
    there = [each for each in spells if in_year(each["since"], each["until"], scope.cutoff)]
    still = [each for each in there if each["until"] is None or each["until"] > scope.cutoff]
    assert (found.n, found.open) == (len(there), len(still))
    assert found.oldest == max((scope.cutoff - each["since"]).days for each in still)
    assert found.median == next(step[0] for step in wanted if step[3] <= 0.5)
    assert found.p90 == next((step[0] for step in wanted if step[3] <= 0.1), None)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_the_claims_are_counted_by_their_cycles_and_their_suspensions_apart(dataset, scope):
    rows = [row for row in file("qrd") if scope.unit in (None, row["unit"])]
    cutoff = scope.cutoff
    spells = [(row, n, *cycle) for row in rows for n, cycle in enumerate(cycles(row)) if in_year(*cycle, cutoff)]
    found = durations(dataset, "qrd", scope, "working").whole
    open_ones = [came for _, _, came, ended in spells if ended is None or ended > cutoff]
    assert (found.n, found.open, found.reopened) == (len(spells), len(open_ones), sum(n for _, n, _, _ in spells))
    assert found.oldest == max((cutoff - came).days for came in open_ones)
    paused = [
        (first(row["corrected_on"], ended, cutoff) - row["observed_on"]).days
        for row, n, _, ended in spells
        if n == 0 and row["observed_on"] and row["observed_on"] <= cutoff
    ]
    assert (found.suspended, found.suspended_days) == (len(paused), median(paused) if paused else None)


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_the_rows_behind_a_time_or_a_path_are_its_number(dataset, scope):
    compared = 0
    for register in registers(dataset):
        found = durations(dataset, register, scope, clock_of(dataset, register, scope))
        for each in (found.whole, *found.groups):
            for part in ("all", "closed", "open"):
                rows = drill.behind(dataset, scope, f"time.{register}.{each.code or 'all'}.{part}")
                number = each.n if part == "all" else getattr(each, part)
                assert (rows.total if rows else 0) == number, (register, each.label, part)
        taken = paths(dataset, register, scope)
        assert sum(each.cases for each in taken) == found.whole.n - _twice(dataset, register, scope)
        for each in taken:
            assert drill.behind(dataset, scope, f"path.{register}.all.{each.place}").total == each.cases
            compared += 1
    assert compared > 8


def _twice(dataset: Dataset, register: str, scope: Scope) -> int:
    """Cases that were open two times in the twelve months: two cycles of one path."""
    if register != "qrd":
        return 0
    rows = [row for row in file("qrd") if scope.unit in (None, row["unit"])]
    return sum(all(in_year(*cycle, scope.cutoff) for cycle in cycles(row)) for row in rows if row["reopened_on"])


def test_the_groups_add_up_to_all(dataset):
    for register in registers(dataset):
        found = durations(dataset, register, Scope(NOVEMBER), "calendar")
        for by in {each.by for each in found.groups}:
            some = [each for each in found.groups if each.by == by]
            for name in ("closed", "open", "suspended", "reopened"):
                assert sum(getattr(each, name) for each in some) == getattr(found.whole, name), (register, by, name)
            assert max(each.oldest or 0 for each in some) == found.whole.oldest


@pytest.mark.parametrize("cutoff", [NOVEMBER, date(2021, 3, 31)])
def test_the_steps_of_a_case_are_its_dates_in_order(dataset, cutoff):
    """Whether an answer came in time is of another test: here it is an answer."""
    dates = {
        "registered": "registered_on",
        "referred": "referred_on",
        "observed": "observed_on",
        "corrected": "corrected_on",
        "reclassified": "reclassified_on",
        "answered": "answered_on",
        "notified": "notified_on",
        "reopened": "reopened_on",
        "reanswered": "reanswered_on",
        "archived": "closed_on",
    }
    wanted: Counter = Counter()
    for row in file("qrd"):
        known = [cycle for cycle in cycles(row) if cycle[0] <= cutoff]
        if not any(in_year(*cycle, cutoff) for cycle in known):
            continue
        passed = {step: row[name] for step, name in dates.items() if row[name] and row[name] <= cutoff}
        steps = sorted((day, list(dates).index(step), step) for step, day in passed.items())
        still = known[-1][1] is None or known[-1][1] > cutoff
        wanted["-".join([*(step for _, _, step in steps), *(["open"] if still else [])])] += 1
    values = {"register": "qrd", "kind": "all", "place": 0, "cutoff": cutoff, "unit": None}
    rows = dataset.rows(queries()["path"].sql, values)
    assert Counter(row["path"].replace("_on_time", "").replace("_late", "") for row in rows) == wanted
    taken = paths(dataset, "qrd", Scope(cutoff))
    assert [each.place for each in taken] == [1, 2, 3, 4, 5, 6, OTHERS] and taken[-1].steps == ()
    assert sum(each.share for each in taken) == pytest.approx(1)


def test_an_answer_came_in_time_if_by_the_thirtieth_working_day(dataset):
    """DS 007-2020-PCM art. 14, of the claims that were neither observed nor reclassified; Lima has days of its own."""
    with (LEGAL / "calendar_day.csv").open(encoding="utf-8", newline="") as text:
        closed = {date.fromisoformat(row["day"]) for row in csv.DictReader(text) if row["scope"] == "nacional"}
    wanted = {}
    for row in file("qrd"):
        if row["kind"] == "claim" and row["answered_on"] and row["ut"] != "LIM":
            if not row["observed_on"] and not row["reclassified_on"]:
                days = (
                    row["registered_on"] + timedelta(n + 1)
                    for n in range((row["answered_on"] - row["registered_on"]).days)
                )
                late = sum(day.weekday() < 5 and day not in closed for day in days) > 30
                wanted[row["case_number"]] = "answered_late" if late else "answered_on_time"
    values = {"register": "qrd", "kind": "claim", "place": 0, "cutoff": NOVEMBER, "unit": None}
    told = {row["case_id"]: row["path"].split("-") for row in dataset.rows(queries()["path"].sql, values)}
    compared = wanted.keys() & told.keys()
    assert all(wanted[case] in told[case] for case in compared)
    assert sum(wanted[case] == "answered_late" for case in compared) > 5 and len(compared) > 300


def test_the_days_of_a_path_are_the_medians_of_its_steps(dataset):
    """Those of the suggestions that were evaluated and answered, and no more."""
    rows = [row for row in file("suggestion") if row["received_on"] <= NOVEMBER and row["evaluated_on"]]
    rows = [row for row in rows if row["answered_on"] and not row["implemented_on"]]
    rows = [row for row in rows if in_year(row["received_on"], row["answered_on"], NOVEMBER)]
    found = next(
        each
        for each in paths(dataset, "suggestion", Scope(NOVEMBER))
        if each.steps == ("registered", "evaluated", "answered")
    )
    assert found.cases == len(rows) and found.days == (
        median((row["evaluated_on"] - row["received_on"]).days for row in rows),
        median((row["answered_on"] - row["evaluated_on"]).days for row in rows),
    )
    assert found.taken == median((row["answered_on"] - row["received_on"]).days for row in rows)


def test_a_term_is_drawn_in_the_days_in_which_it_is_written(dataset):
    """DS 007-2020-PCM art. 14: 30 working days; a vulnerability that is high, 30 calendar days; hours, not at all."""
    found = {clock: durations(dataset, "qrd", Scope(NOVEMBER), clock) for clock in ("working", "calendar")}
    assert {each.code: (each.term, each.is_legal) for each in found["working"].kinds} == {
        "complaint": (15, False),
        "claim": (30, True),
        "denunciation": (15, False),
    }
    assert {each.term for each in found["calendar"].kinds} == {None} and found["working"].whole.term is None
    assert durations(dataset, "vulnerability", Scope(NOVEMBER), "calendar").of("high").term == 30
    assert durations(dataset, "security_incident", Scope(NOVEMBER), "working").of("critical").term is None
    assert [clock_of(dataset, name, Scope(NOVEMBER)) for name in ("qrd", "vulnerability")] == ["working", "calendar"]


# --- words -----------------------------------------------------------------------------------------------------------------

CURVE = (Step(3, 40, 10, 0.75, 0.6, 0.9), Step(17, 28, 14, 0.375, 0.2, 0.5), Step(25, 10, 8, 0.075, 0.01, 0.2))
SAID = Times("", "", "Todos", 34, 6, 96, curve=CURVE, term=20, is_legal=True)
SOME = Durations("qrd", "working", SAID, ())


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (
            SAID,
            "**La mitad se cierra en 17 días hábiles**; uno de cada diez tarda más de 25; 6 siguen abiertos, "
            "el más antiguo desde hace 96 días.",
        ),
        (
            Times("kind", "claim", "Reclamo", 30, 1, 1, curve=CURVE[:1]),
            "Reclamo: **Menos de la mitad se cierra en 3 días hábiles**; más de uno de cada diez tarda más de 3; "
            "1 sigue abierto, el más antiguo desde hace 1 día.",
        ),
        (
            Times("", "", "Todos", 12, 0, curve=(Step(0, 12, 12, 0.0, None, None),)),
            "**La mitad se cierra el mismo día**; nueve de cada diez, también; ninguno sigue abierto.",
        ),
        (
            Times("", "", "Todos", 0, 11, 40),
            "**Ninguno se ha cerrado**; 11 siguen abiertos, el más antiguo desde hace 40 días.",
        ),
        (
            Times("", "", "Todos", 8, 1, 5),
            "9 casos en doce meses: muy pocos para decir cuánto tardan; 1 sigue abierto, el más antiguo desde hace 5 días.",
        ),
        (Times("", "", "Todos", 0, 0), "Ningún caso estuvo abierto en los doce meses hasta el 30/11/2021."),
    ],
)
def test_how_long_they_take_in_words(times, said):
    assert times_said(SOME, times, Scope(NOVEMBER)) == said


def test_what_a_curve_says_of_its_term_and_of_its_end():
    assert curve_said(SOME, SAID).endswith("a los 20 días, su plazo legal, sigue abierto el 38 %")
    ended = Times("", "", "Todos", 40, 0, curve=(*CURVE, Step(30, 2, 2, 0.0, None, None)))
    assert curve_said(SOME, ended).endswith("al final no queda ninguno, y ahí no hay banda")
    assert curve_said(SOME, Times("", "", "Todos", 4, 0)).startswith("Con menos de diez casos")
    exact = Times("", "", "Todos", 9, 9, curve=(Step(4, 18, 9, 0.5, 0.3, 0.7), Step(9, 9, 4, 0.28, 0.1, 0.5)))
    assert (exact.median, exact.p90, exact.reached) == (4, None, 9)
    assert [SAID.still_open(days) for days in (2, 3, 16, 17, 400)] == [1.0, 0.75, 0.75, 0.375, 0.075]


def test_what_a_table_says(whole_catalog):
    part = Times("kind", "claim", "Reclamo", 30, 10, 3, 2, 1.5, 1, CURVE[:2])
    found = Durations("qrd", "working", SAID, (part,))
    assert [(row["median"], row["p90"], row["key"]) for row in time_rows(found)] == [
        (17, "25", "time.qrd.all.all"),
        (17, "más de 17", "time.qrd.claim.all"),
    ]
    assert (suspended_said(part), suspended_said(SAID)) == ("2 (1.5 días)", "—")
    assert quantile_said(Times("", "", "Todos", 3, 0), None) == "—"
    said = "Los que estuvieron abiertos en algún día de los doce meses hasta el 30/11/2021, en días"
    assert table_said(found, Scope(NOVEMBER)) == f"{said} hábiles; el más antiguo, en días calendario"
    again = Durations("qrd", "calendar", replace(SAID, reopened=1), ())
    assert table_said(again, Scope(NOVEMBER)) == f"{said} calendario; uno volvió a abrirse, y cuenta como otro ciclo"
    both = Durations("qrd", "working", replace(SAID, reopened=16, suspended=2), ())
    assert table_said(both, Scope(NOVEMBER)).endswith(
        "; el más antiguo y los suspendidos, en días calendario; 16 volvieron a abrirse, y cuentan como otro ciclo"
    )
    told = Path(1, ("registered", "answered_late", "open"), 3, 0.5, (16.5, 4.0), 20.0)
    assert path_said(whole_catalog, told) == "Registrado → Respondido fuera de plazo (17) → Sigue abierto (4)"
    assert path_said(whole_catalog, Path(OTHERS, (), 3, 0.5, (), 20.0)) == "Otros recorridos"


def test_it_is_told_on_the_command_line(demo_folder, capsys):
    asked = ["durations", "qrd", "--kind", "claim", "--cutoff", "2021-11", "--store", str(demo_folder)]
    assert main([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["n"], found["closed"] + found["open"], found["term"]) == (found["n"], found["n"], 30)
    assert found["curve"][0]["survival"] < 1 and sum(each["share"] for each in found["paths"]) == pytest.approx(1)
    assert main(asked) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1].startswith(f"Reclamo: La mitad se cierra en {found['median']} días hábiles; uno de cada diez")
    assert main(["durations", "qrdd", "--store", str(demo_folder)]) == 1
    assert "¿Quiso decir «qrd»?" in capsys.readouterr().err
    assert main([*asked[:3], "claims", *asked[4:]]) == 1
    assert "¿Quiso decir «claim»?" in capsys.readouterr().err
