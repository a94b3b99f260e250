"""Each row of a drawer says the row of the file that it came in. Expected: the lines of the files of the demonstration,
read by eye, and of which register each rule finds rows."""

from datetime import date
from types import SimpleNamespace

import duckdb
import pytest
from test_checks import CATALOG, insert, needed

from conftest import NOVEMBER
from sig_metrics.measure import consistency, drill, plan
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.evidence import evidence
from sig_metrics.measure.origin import original_at, origins_of
from sig_metrics.measure.scope import Scope
from sig_metrics.publish.tables import create_tables, write_law
from support.check_cases import CASES

# {rule: the registers that its rows are of}; none where a row sums up several, or its register is reserved
RULES = {
    "action_without_origin": {"improvement_action"},
    "activity_without_system": {"plan_activity"},
    "agreement_before_minutes": {"agreement"},
    "agreement_outside_agenda": {"agreement"},
    "agreement_without_vote": {"agreement"},
    "app_weight_mismatch": set(),
    "associate_without_commitment": {"business_associate"},
    "attendance_beyond_headcount": {"headcount"},
    "attendance_of_no_member": {"session_attendance"},
    "budget_accrued_decreases": {"budget_execution"},
    "context_review_uneven": {"context_review"},
    "control_implemented_unsupported": {"soa_control"},
    "duty_without_day": {"legal_duty"},
    "corruption_cell_unlawful": set(),
    "corruption_table_too_small": set(),
    "ctvc_counts_disagree": set(),
    "ctvc_dates_backward": {"ctvc_alert"},
    "deliverable_beyond_schedule": {"deliverable"},
    "deliverable_document_repeated": set(),
    "deliverable_without_activity": {"deliverable"},
    "deliverable_without_document": {"deliverable"},
    "digital_portfolio_weight": set(),
    "digital_project_backward": {"digital_project"},
    "dissent_without_reasons": {"vote"},
    "document_repeated": {"document"},
    "document_two_versions_in_force": {"document"},
    "due_date_unknown": {"qrd", "ctvc_alert", "suggestion", "security_incident", "vulnerability", "document"},
    "finding_of_audit_not_done": {"finding"},
    "finding_without_commitment": {"finding"},
    "household_jump": {"household"},
    "household_paid_beyond_affiliated": {"household"},
    "improvement_verified_without_result": {"improvement_action"},
    "improvement_without_commitment": {"improvement_action"},
    "incident_personal_data_unknown": {"security_incident"},
    "incident_times_backward": {"security_incident"},
    "indicator_report_silent": set(),
    "integrity_evaluation_incomplete": set(),
    "law_row_unread": {"legal_term", "parameter"},
    "limits_frozen_short": {"process_decision"},
    "link_to_nothing": {"agreement", "improvement_action"},
    "member_twice": {"committee_member"},
    "objective_of_no_ficha": {"policy_objective"},
    "paper_without_version": {"plan_paper"},
    "plan_sum_mismatch": {"plan_activity"},
    "qrd_counts_disagree": set(),
    "qrd_dates_backward": {"qrd"},
    "qrd_merged_into_nothing": {"qrd"},
    "qrd_open_beyond_year": {"qrd"},
    "qrd_suspension_beyond_term": {"qrd"},
    "quorum_not_reached": {"minutes"},
    "review_without_agreement": {"minutes"},
    "risk_acceptance_expired": {"risk"},
    "risk_residual_above_inherent": {"risk"},
    "risk_without_treatment": {"risk"},
    "soa_version_incomplete": set(),
    "sst_days_mismatch": {"sst_event"},
    "sst_event_without_hours": {"sst_event"},
    "sst_hours_implausible": {"sst_hours"},
    "sst_notification_late": {"sst_event"},
    "training_month_without_headcount": {"training"},
    "training_without_headcount": set(),
    "unit_not_in_force": set(),
    "urgent_item_without_all": {"agenda_item"},
    "vote_without_attendance": {"vote"},
    "vulnerability_acceptance_expired": {"vulnerability"},
    "year_without_vulnerability_test": set(),
}


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return Dataset(demo_snapshot, whole_catalog)


def test_a_cell_of_the_calendar_cites_its_documents_and_what_is_due_the_plan(dataset):
    """Of activity 18, two reports a month: lines 51 to 54 of `data/demo/deliverable.csv`, and line 48 of
    `data/plan/2021-v05/plan_schedule.csv` programs the two of December."""
    rows = [row for month in (10, 11, 12) for row in plan.behind_cell(dataset, Scope(NOVEMBER), "18", month)]
    assert [(row["month"], row["item"], row["state"], row["file"], row["file_row"]) for row in rows] == [
        (10, 1, "on_time", "deliverable.csv", 51),
        (10, 2, "overdue", "deliverable.csv", 52),
        (11, 1, "on_time", "deliverable.csv", 53),
        (11, 2, "on_time", "deliverable.csv", 54),
        (12, 1, "pending", "plan_schedule.csv", 48),
        (12, 2, "pending", "plan_schedule.csv", 48),
    ]
    assert [original_at(row["original"]) for row in rows] == [(row["load"], row["file_row"], ("18",)) for row in rows]


@pytest.mark.parametrize(
    ("key", "name", "value", "place"),
    [
        ("control.A.9", "control", "A.9.4.5", ("soa_control.csv", 154)),
        ("overdue.SEG-06", "id", "INS-117 v01", ("document.csv", 162)),
        ("overdue.SEG-01", "id", "SEG-13 2021-10-31", ("indicator_report.csv", 196)),
        ("project.app_project.APP-01", "period", NOVEMBER, ("app_project.csv", 24)),
        ("component.policies", "period_end", date(2020, 12, 31), ("integrity_component.csv", 13)),
    ],
)
def test_a_row_of_a_register_with_a_key_of_several_parts_is_found_too(dataset, key, name, value, place):
    found = drill.behind(dataset, Scope(NOVEMBER), key)
    row = next(row for row in found.rows if row[name] == value)
    assert (row["file"], row["file_row"]) == place and original_at(row["original"])[1] == place[1]
    assert {"load", "file", "file_row"} <= set(found.headings) and all(row.get("original") for row in found.rows)


@pytest.mark.parametrize(
    ("cutoff", "lines"),
    [(NOVEMBER, {"RL-001": 221, "RL-011": 231}), (date(2021, 4, 30), {"RL-001": 71, "RL-011": 73})],
)
def test_of_a_requirement_of_several_rounds_it_is_the_one_in_force_at_the_cut_off(dataset, cutoff, lines):
    """Lines of `data/demo/legal_requirement.csv`, of rounds 2021-2 and 2020-2: what was counted tells neither its round."""
    rows = evidence(dataset, dataset.catalog.indicator("SEG-18"), Scope(cutoff)).parts["denominator"].rows
    assert {row["id"]: row["file_row"] for row in rows if row["id"] in lines} == lines


@pytest.fixture(scope="module")
def tables():
    """An empty store: every register, no rows, a ledger."""
    connection = duckdb.connect()
    create_tables(connection, CATALOG)
    write_law(connection, CATALOG)
    connection.execute("create table if not exists load_log (load integer, file varchar, sha256 varchar)")
    yield connection
    connection.close()


@pytest.mark.parametrize("rule", sorted(CATALOG.checks))
def test_a_row_of_a_rule_is_the_line_that_it_finds(tables, rule):
    case, check = CASES[rule], CATALOG.checks[rule]

    def rows(sql: str, values: dict) -> list[dict]:
        return tables.execute(sql, values).to_arrow_table().to_pylist()

    tables.begin()
    try:
        for position, line in enumerate(case.wrong, 2):
            insert(tables, position, line)
        for view in (view for view in CATALOG.views.values() if view.name in needed(check.reads)):
            tables.execute(f"create table {view.name} as {view.sql}")
        found = tables.execute(check.sql).to_arrow_table().to_pylist()
        store = SimpleNamespace(catalog=CATALOG, rows=rows)
        origins = origins_of(store, consistency.registers_of(CATALOG, check), found)
    finally:
        tables.rollback()
    cited = [(row, case.wrong[origin["file_row"] - 2]) for row, origin in zip(found, origins) if origin]
    assert {line.split()[0] for _, line in cited} == RULES[rule]
    whole = len(found) if RULES[rule] and rule != "law_row_unread" else len(cited)  # of a day, the law has no one row
    assert len(cited) == whole
    for row, line in cited:
        told = dict(each.split("=", 1) for each in line.replace('"', "").split() if "=" in each)
        named = row.get("case_id") or row.get("code") or row[case.column]
        assert {str(named), str(named).partition(" ")[0]} & set(told.values()), (row, line)


def test_a_rule_of_the_demonstration_cites_the_lines_of_its_files(dataset):
    """Lines 13, 52 and 68 of `data/demo/deliverable.csv` have a day and no number (ENT-01); 26 and 66 of `sst_event.csv` were notified
    three days later (SST-01); a month that disagrees (USU-01) is of no line."""
    found = consistency.traced(dataset, "ENT-01")
    assert {row["activity"]: row["file_row"] for row in found.rows} == {"05": 13, "18": 52, "20": 68}
    assert {row["file"] for row in found.rows} == {"deliverable.csv"}
    assert list(found.headings)[-3:] == ["load", "file", "file_row"]
    assert sorted(original_at(row["original"])[2] for row in found.rows) == [
        ("2021", "05", "11", "1"),
        ("2021", "18", "10", "2"),
        ("2021", "20", "9", "1"),
    ]
    grave = consistency.traced(dataset, "SST-01")
    assert {(row["file"], row["file_row"]) for row in grave.rows} == {("sst_event.csv", 26), ("sst_event.csv", 66)}
    disagreeing = consistency.traced(dataset, "USU-01")
    assert disagreeing.count == 1 and "file" not in disagreeing.headings
    assert consistency.traced(dataset, "NO-EXISTE") is None
