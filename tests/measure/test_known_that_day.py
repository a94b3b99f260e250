"""What a screen says of a month is what was known at its end: literal rows loaded over the demonstration, counted by
hand.

Claims of 15/03/2021 are due on 28/04/2021, that of 15/04/2021 on 27/05/2021 (30 working days).
"""

import shutil
from datetime import date

import pytest

from conftest import DEMO, LEGAL, V05, incomings
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure import cases, drill, follow_up
from sig_metrics.measure.compute import measure
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.insights import decisions
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore

QRD = (
    "case_number,kind,channel,registered_on,ut,unit,reason,state,referred_on,observed_on,corrected_on,answered_on,outcome,notified_on,"
    "reopened_on,reanswered_on,closed_on,reclassified_as,reclassified_on\n"
)
REOPENED = "R-2021-90008,claim,web,2021-03-15,CAJ,UCI,trust,reopened,2021-03-16,,,2021-04-28,accepted,,2021-05-10,,,,\n"
UNENDED = "R-2021-90011,claim,web,2021-03-15,CAJ,UCI,trust,answered,2021-03-16,2021-03-17,,2021-09-30,accepted,,,,,,\n"
OWN_KIND = (
    "R-2021-90012,claim,web,2021-03-15,CAJ,UCI,trust,answered,2021-03-16,,,2021-05-20,accepted,,,,,claim,2021-04-20\n"
)
LAST_DAY = "R-2021-90013,claim,web,2021-03-15,CAJ,UCI,trust,in_progress,2021-03-16,2021-04-28,2021-05-05,,,,,,,,\n"
SUSPENDED = "R-2020-90001,claim,web,2020-02-03,CAJ,UCI,trust,observed,2020-02-04,2020-02-05,,,,,,,,,\n"
# June came
AT_ONCE = "R-2021-90099,claim,web,2021-06-30,CAJ,UCI,trust,answered,2021-06-30,,,2021-06-30,accepted,,,,,,\n"
OVERDUE = "R-2021-90002,claim,web,2021-04-15,CAJ,UCI,trust,in_progress,2021-04-16,,,,,,,,,,\n"
CHANGING = "R-2021-90010,claim,web,2021-06-20,CAJ,UCI,trust,in_progress,2021-06-21,,,,,,,,,,\n"
CHANGED = "R-2021-90010,claim,web,2021-06-20,CAJ,UCI,trust,reclassified,2021-06-21,,,,,,,,,complaint,2021-07-10\n"
INCIDENTS = """id,detected_on,detected_hour,known_on,known_hour,contained_on,contained_hour,resolved_on,resolved_hour,closed_on,discarded_on,kind,severity,impact,process,personal_data,notified_cnsd_on,notified_cnsd_hour,notified_anpd_on,notified_anpd_hour,cause,state
SI-2021-901,2021-06-10,8,2021-06-10,8,,,2021-07-01,0,,,malware,high,,settlement,no,,,,,,resolved
SI-2021-902,2021-07-01,0,2021-07-01,0,,,,,,,malware,high,,settlement,no,,,,,,open
"""
CELLS = "year,semester,tabulation,category,count_shown,within_shown,due_shown,released_on,note\n"
SECOND_2020 = "".join(
    f"2020,second,by_clock,{clock},,30,40,2021-01-15,protected\n" for clock in ("verify", "notify", "grant")
)
FIRST_2021 = "".join(
    f"2021,first,by_clock,{clock},,40,40,2021-07-15,protected\n" for clock in ("verify", "notify", "grant")
)
BUDGET = "year,month,task,pia,pim,certified,committed,accrued\n"
AUDIT = "Auditoría interna ISO 9001 e ISO 37001"
APRIL, MAY, JUNE, JULY, SEPTEMBER = (month_end(2021, month) for month in (4, 5, 6, 7, 9))


def file(register: str, text: str, mode: str = "merge") -> Incoming:
    return Incoming(register, f"{register}.csv", text.encode(), mode=mode)


def merged_households() -> str:
    """The third bimester of 2021 of the demonstration with AMA's households in SAM: 17 rows, 723,764 households."""
    lines = [
        line
        for line in (DEMO / "household.csv").read_text(encoding="utf-8").splitlines()
        if line.startswith(("year", "2021,3,"))
    ]
    assert (
        len(lines) == 19 and "2021,3,AMA,32888,31605,Sintético" in lines and "2021,3,SAM,32007,30328,Sintético" in lines
    )
    kept = [line.replace("SAM,32007,30328", "SAM,64895,61933") for line in lines if ",AMA," not in line]
    return "\n".join([*kept, ""])


@pytest.fixture(scope="module")
def catalog(whole_catalog):
    return whole_catalog


@pytest.fixture(scope="module")
def both(demo_folder, catalog, tmp_path_factory):
    """The demonstration with the literal rows, before and after what came to be known in July."""
    folder = tmp_path_factory.mktemp("known") / "store"
    shutil.copytree(demo_folder, folder)
    store = LocalStore(folder)
    rows = QRD + REOPENED + UNENDED + OWN_KIND + LAST_DAY + SUSPENDED + OVERDUE
    budget = (
        BUDGET
        + f"2021,2,{AUDIT},36000,36000,,,10000\n2021,3,{AUDIT},36000,36000,,,42000\n2021,3,Asistencia técnica para implementar el SGSST,24000,24000,,,24000\n"
    )
    load_files(
        store,
        catalog,
        [
            file("qrd", rows + CHANGING),
            file("corruption_status", CELLS + SECOND_2020),
            file("household", merged_households(), "replace"),
            file("budget_execution", budget),
        ],
        "pruebas",
    )
    before = store.open()
    load_files(
        store,
        catalog,
        [
            file("qrd", rows + CHANGED),
            file("security_incident", INCIDENTS),
            file("corruption_status", CELLS + FIRST_2021),
        ],
        "pruebas",
    )
    return before, store.open()


@pytest.fixture(scope="module")
def after(both):
    return both[1]


def parts(snapshot, catalog, ficha: str, cutoff: date) -> tuple:
    found = measure(Dataset(snapshot, catalog), catalog.indicator(ficha), Scope(cutoff))
    return found.numerator, found.denominator


def open_qrd(snapshot, cutoff: date) -> tuple[int, int]:
    """(open, overdue) of QRD at a cut-off, as the chart of ages shows them."""
    rows = cases.ages(Dataset(snapshot, default_catalog()), "qrd", Scope(cutoff))
    return sum(row["count"] for row in rows), sum(row["overdue"] for row in rows)


# --- cases
# -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cutoff", "opened", "overdue"),
    [
        (APRIL, 5, 2),  # all but the answered one: 90012 and 90013 are past their term
        (MAY, 5, 2),  # 90008 is open again, 90012 was answered; 90013 and 90002 are past it
        (JUNE, 6, 2),  # and 90010
        (SEPTEMBER, 5, 3),  # 90011 was answered; 90010 is a complaint of 10/07, due on 03/08
    ],
)
def test_what_is_open_that_day(demo_snapshot, after, cutoff, opened, overdue):
    before = open_qrd(demo_snapshot, cutoff)
    assert open_qrd(after, cutoff) == (before[0] + opened, before[1] + overdue)


def test_a_reopened_case_comes_in_again_and_has_no_term(demo_snapshot, catalog, after):
    before, now = (
        {row["period"]: row for row in cases.flow(Dataset(each, catalog), "qrd", Scope(JUNE))}
        for each in (demo_snapshot, after)
    )
    # 90008 again; 90012 answered
    assert now[MAY]["inflow"] == before[MAY]["inflow"] + 1 and now[MAY]["outflow"] == before[MAY]["outflow"] + 1
    shown = drill.behind(Dataset(after, catalog), Scope(MAY), "inflow.qrd.2021-05")
    row = next(row for row in shown.rows if row["case_id"] == "R-2021-90008")
    assert (row["opened_on"], row["due_on"], row["ended_on"], row["situation"]) == (
        date(2021, 5, 10),
        None,
        None,
        "Reabierto, sin plazo propio",
    )


@pytest.mark.parametrize(
    ("cutoff", "case", "kind", "state"),
    [
        (APRIL, "R-2021-90008", "Reclamo", "Respondido"),
        (MAY, "R-2021-90008", "Reclamo", "Reabierto"),
        (JUNE, "R-2021-90010", "Reclamo", "En atención"),
        (JULY, "R-2021-90010", "Queja", "Reclasificado"),
        (JUNE, "R-2021-90011", "Reclamo", "Observado"),
        (SEPTEMBER, "R-2021-90011", "Reclamo", "Respondido"),
        (MAY, "R-2021-90013", "Reclamo", "En atención"),
        (APRIL, "R-2021-90013", "Reclamo", "Observado"),
    ],
)
def test_the_state_in_the_drawer_is_that_of_the_day(catalog, after, cutoff, case, kind, state):
    row = next(
        row
        for row in drill.behind(Dataset(after, catalog), Scope(cutoff), "reason.trust").rows
        if row["case_id"] == case
    )
    assert (row["kind"], row["state"]) == (kind, state)


def test_a_later_reclassification_changes_nothing_before(both):
    for table, extra in (
        ("case_open", "and register = 'qrd'"),
        ("case_flow", "and register = 'qrd'"),
        ("case_reason", ""),
    ):
        first, second = (
            each.rows(f"select * from {table} where period <= ? {extra} order by all", [JUNE]) for each in both
        )
        assert first == second != [], table
    kinds = "select kind, is_legal, due_on from case_spell where case_id = 'R-2021-90010' and since <= ? and (until is null or until > ?)"
    assert (
        both[1].rows(kinds, [JUNE, JUNE])
        == both[0].rows(kinds, [JUNE, JUNE])
        == [{"kind": "claim", "is_legal": True, "due_on": date(2021, 8, 4)}]
    )
    assert both[1].rows(kinds, [JULY, JULY]) == [{"kind": "complaint", "is_legal": False, "due_on": date(2021, 8, 3)}]


def test_open_is_what_was_open_and_came_and_did_not_go(after):
    months = [row["period"] for row in after.rows("select period from month_end order by period")]
    held = {
        (r["period"], r["register"], r["kind"]): r["n"]
        for r in after.rows("select period, register, kind, sum(cases)::int as n from case_open group by all")
    }
    moves = {
        (r["period"], r["register"], r["kind"]): r["n"]
        for r in after.rows(
            "select period, register, kind, sum(inflow - outflow + moved)::int as n from case_flow group by all"
        )
    }
    groups = {key[1:] for key in held | moves}
    assert len(groups) == 13 and len(months) >= 24
    wrong = [
        (month, group)
        for before, month in zip(months, months[1:])
        for group in groups
        if held.get((month, *group), 0) != held.get((before, *group), 0) + moves.get((month, *group), 0)
    ]
    assert not wrong
    assert {
        row["moved"] for row in after.rows("select sum(moved)::int as moved from case_flow group by period, register")
    } == {0}
    assert after.rows("select count(*) as n from case_flow where moved <> 0")[0]["n"] > 20, (
        "nobody was reclassified: nothing was proved"
    )


# --- clocks
# ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cutoff", "added"),
    [
        (APRIL, (1, 3)),  # 90008 on time; 90012 (its own kind) and 90013 (observed on day 30) late
        (MAY, (0, 1)),  # 90002; that 90012 was answered on 20/05 was judged in April
        (JUNE, (0, 0)),
        (SEPTEMBER, (0, 1)),  # 90011, answered on 30/09 after a suspension without an end
    ],
)
def test_claims_are_judged_once_and_late_ones_late(demo_snapshot, catalog, after, cutoff, added):
    before = parts(demo_snapshot, catalog, "SEG-07", cutoff)
    assert parts(after, catalog, "SEG-07", cutoff) == (before[0] + added[0], before[1] + added[1])


def test_a_suspension_without_an_end_is_told(after):
    assert after.rows(
        "select 1 as told from check_row where rule = 'qrd_suspension_beyond_term' and row like '%R-2021-90011%'"
    ) == [{"told": 1}]


def test_claims_evaluated_otherwise_are_not_judged(demo_snapshot, catalog):
    assert parts(demo_snapshot, catalog, "SEG-08", JUNE) == (41, 45)


def test_what_is_due_on_the_day_is_overdue(demo_snapshot):
    """A-2021-0819 is due on 30/06/2021 and A-2021-1101 on 30/11/2021; both are unanswered that day."""
    dataset = Dataset(demo_snapshot, default_catalog())
    found = {row["register"]: row for row in cases.deadlines(dataset, Scope(JUNE)) if row["register"] == "ctvc_alert"}
    assert found["ctvc_alert"]["overdue"] == 17
    november = next(
        row for row in cases.deadlines(dataset, Scope(date(2021, 11, 30))) if row["register"] == "ctvc_alert"
    )
    assert november["overdue"] == 24 and november["due_soon"] == 0


def test_an_incident_resolved_the_day_after_is_open_in_every_figure(demo_snapshot, catalog, after):
    def late(snapshot) -> int:
        return next(
            (
                row["count"]
                for row in cases.incidents(Dataset(snapshot, catalog), Scope(JUNE))
                if row["key"] == "high.late"
            ),
            0,
        )

    assert late(after) == late(demo_snapshot) + 1
    assert drill.behind(Dataset(after, catalog), Scope(JUNE), "incident.high.late").total == late(after)
    held = [
        each.rows(
            "select sum(cases)::int as cases, sum(overdue)::int as overdue from case_open where register = 'security_incident' and period = ?",
            [JUNE],
        )[0]
        for each in (demo_snapshot, after)
    ]
    assert held[1] == {"cases": held[0]["cases"] + 1, "overdue": held[0]["overdue"] + 1}
    assert not [
        row for row in cases.incidents(Dataset(after, catalog), Scope(JUNE)) if row["key"].startswith("high.open")
    ]
    before = parts(demo_snapshot, catalog, "SEG-14", JUNE)
    assert parts(after, catalog, "SEG-14", JUNE) == (before[0], before[1] + 1)


def test_the_oldest_past_its_term_is_one_that_is_past_it(catalog, tmp_path):
    """The suspended claim came in 513 days before; the overdue one was due 34 days before."""
    store = LocalStore(tmp_path)
    units = [each for each in incomings(DEMO, catalog) if each.register == "territorial_unit"]
    load_files(
        store,
        catalog,
        [
            *incomings(LEGAL, catalog),
            *incomings(V05, catalog),
            *units,
            file("qrd", QRD + SUSPENDED + OVERDUE + AT_ONCE),
        ],
        "pruebas",
    )
    legal = next(each for each in decisions(Dataset(store.open(), catalog), Scope(JUNE)) if each.kind == "legal")
    assert (
        legal.title == "1 reclamo sin cerrar fuera de plazo legal"
        and legal.days == 34
        and "el más antiguo venció hace 34 días" in legal.detail
    )
    held = store.open().rows(
        "select sum(cases)::int as n, max(oldest_days) as oldest, max(oldest_overdue_days) as past from case_open where period = ?",
        [JUNE],
    )
    assert held == [{"n": 2, "oldest": 513, "past": 34}]


# --- registers
# ---------------------------------------------------------------------------------------------------------------


def test_households_are_those_of_the_last_bimester(catalog, after):
    assert parts(after, catalog, "SEG-10", JUNE)[1] == 723_764
    assert parts(after, catalog, "SEG-10", JULY)[1] == 723_764


def test_cells_count_from_their_release(both, catalog):
    for snapshot in both:
        assert parts(snapshot, catalog, "SEG-12", JUNE) == (30, 40) and parts(snapshot, catalog, "SEG-13", JUNE) == (
            60,
            80,
        )
    assert parts(both[1], catalog, "SEG-12", JULY) == (40, 40) and parts(both[1], catalog, "SEG-13", JULY) == (80, 80)
    shown, periods = follow_up.complaint_cells(Dataset(both[1], catalog), Scope(JUNE))
    assert "2021.first" not in periods and next(row for row in shown if "30 de 40 en plazo" in row.values())


def test_a_risk_closed_and_evaluated_again_counts(catalog, tmp_path):
    rows = """risk,process,systems,probability,impact,inherent_level,residual_level,response,evaluated_on,accepted_until,closed_on
RIE-9001,PM-01,SGC,2,2,low,low,reduce,2020-03-01,,2020-11-30
RIE-9001,PM-01,SGC,5,5,very_high,very_high,reduce,2021-04-01,,
RIE-9002,PM-01,SGC,2,2,low,low,reduce,2021-03-01,,
"""
    store = LocalStore(tmp_path)
    load_files(store, catalog, [*incomings(LEGAL, catalog), *incomings(V05, catalog), file("risk", rows)], "pruebas")
    snapshot = store.open()
    dataset = Dataset(snapshot, catalog)
    found = measure(dataset, catalog.indicator("SEG-05"), Scope(JUNE))
    assert (found.numerator, found.denominator, found.status) == (1, 2, "missed")
    assert [parts(snapshot, catalog, "SEG-05", month_end(2021, month)) for month in (3, 4)] == [(0, 1), (1, 2)]
    assert sum(row["count"] for row in follow_up.risks(dataset, Scope(JUNE))) == 2
    assert drill.behind(dataset, Scope(JUNE), "risk.5.5").total == 1


def test_exactly_in_proportion_is_met_and_more_than_the_whole_is_told(catalog, after):
    february, march = (
        measure(Dataset(after, catalog), catalog.indicator("PLN-03"), Scope(month_end(2021, month))) for month in (2, 3)
    )
    assert (february.numerator, february.denominator, february.status) == (10_000, 60_000, "met")
    assert (march.numerator, march.denominator, march.status) == (66_000, 60_000, "beyond")
    assert (
        after.rows(
            "select count(*) as n from check_row where rule = 'budget_accrued_decreases' and row like '%\"accrued\":42000%'"
        )[0]["n"]
        == 1
    )
