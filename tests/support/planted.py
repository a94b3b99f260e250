"""Faults planted in what is measured: the sort that a tired maintainer makes and a reader would believe, each with the
tests that notice it.

The second table of `tools/removals.py`, which plants each in a copy and runs its tests; those of the screens are in
planted_screens.py, those of what is told in planted_told.py, those of texts of data in planted_literal.py, those of the
edges in planted_edges.py, those of papers in planted_papers.py, those of what the plan asks for in planted_drafts.py. A fault is (name, text, what takes its place, tests), by file. None changes what is stored: a store already made serves every
one of them; but those of planted_kept.py, of what is kept of a file, and of planted_ledger.py and planted_sessions.py, of the log, whose tests make their own."""

from support.planted_agenda import AGENDA
from support.planted_apart import APART_FAULTS
from support.planted_compared import COMPARED
from support.planted_crossed import CROSSED
from support.planted_documents import DOCUMENTS
from support.planted_drafts import DRAFTS
from support.planted_edges import EDGES
from support.planted_explore import EXPLORE
from support.planted_issued import ISSUED
from support.planted_kept import KEPT
from support.planted_ledger import LEDGER
from support.planted_literal import LITERAL
from support.planted_papers import PAPERS
from support.planted_process import PROCESS
from support.planted_screens import SCREENS
from support.planted_sessions import SESSIONS
from support.planted_sitting import SITTING
from support.planted_times import TIMES
from support.planted_told import TOLD

FIGURES = {
    "sig_metrics/measure/compute.py": [
        (
            "compute_whole_is_beyond_itself",
            "value > indicator.ceiling",
            "value >= indicator.ceiling",
            ["test_judged.py::test_the_edges_of_a_judgement"],
        ),
        (
            "compute_less_is_worse_forgotten",
            'sign = -1 if indicator.direction == "down" else 1',
            "sign = 1",
            ["test_judged.py::test_less_is_better_where_it_is"],
        ),
        (
            "compute_exactly_the_target_is_short_of_it",
            "if sign * value >= sign * limit)",
            "if sign * value > sign * limit)",
            ["test_judged.py::test_the_edges_of_a_judgement"],
        ),
        (
            "compute_last_year_until_november",
            "cutoff=date(scope.year - 1, 12, 31)",
            "cutoff=date(scope.year - 1, 11, 30)",
            ["test_judged.py::test_the_target_of_a_year_is_the_whole_of_the_year_before"],
        ),
        (
            "compute_one_overdue_is_met",
            '"backlog" if row["overdue"] and',
            '"backlog" if (row["overdue"] or 0) > 1 and',
            ["test_beside.py::test_a_flow_that_is_met_with_an_old_open_case_is_not_met"],
        ),
        (
            "compute_january_goes_on_from_december",
            "base = NOTHING if month.month == 1 else added",
            "base = added",
            ["test_judged.py::test_what_adds_up_over_the_year_begins_again_in_january"],
        ),
    ],
    "sig_metrics/measure/dataset.py": [
        (
            "dataset_older_ones_are_held",
            "function.cache_clear()",
            "pass",
            ["test_dataset.py::test_another_dataset_lets_go_of_those_before"],
        ),
        (
            "dataset_of_any_definitions",
            "if snapshot.fingerprint != catalog.fingerprint:",
            "if not snapshot.fingerprint:",
            ["test_dataset.py::test_data_of_other_definitions_is_refused"],
        ),
    ],
    "sig_metrics/measure/scope.py": [
        (
            "scope_approved_on_the_day_rules_the_day_after",
            "approved = [version for version in own if version.approved_on <= cutoff]",
            "approved = [version for version in own if version.approved_on < cutoff]",
            ["test_years.py::test_the_plan_of_a_cut_off_is_the_one_in_force_that_day"],
        ),
        (
            "scope_first_version_of_an_earlier_plan",
            "return [max(some, key=_approval) for some in by_year.values()]",
            "return [min(some, key=_approval) for some in by_year.values()]",
            ["test_judged.py::test_the_plan_before_owes_by_its_last_version"],
        ),
        (
            "scope_half_is_enough",
            "[(len(self.came) - 1) // 2]",
            "[len(self.came) // 2]",
            ["test_judged.py::test_the_default_month_came_for_more_than_half_of_the_registers"],
        ),
    ],
    "sig_metrics/measure/freshness.py": [
        (
            "freshness_a_demonstration_knows_until_today",
            "return min(day, invented) if day and invented and _invented(row) else day",
            "return day",
            ["test_month_to_come.py::test_a_demonstration_tells_until_its_last_month_and_one_real_row_until_its_load"],
        ),
        (
            "freshness_waits_for_nothing",
            "and found[name].unseen(cutoff)), default=None)",
            "and False), default=None)",
            ["test_month_to_come.py::test_what_a_figure_of_the_day_waits_for"],
        ),
        (
            "freshness_due_today_is_not_late",
            "due, due <= cutoff, **of)",
            "due, due < cutoff, **of)",
            ["test_freshness.py::test_due_on_the_very_cut_off_is_stale_and_the_day_after_is_not"],
        ),
        (
            "freshness_load_after_the_cutoff_covers_it",
            "min(loaded, cutoff) if loaded",
            "loaded if loaded",
            ["test_freshness.py::test_rare_events_are_covered_to_the_day_of_the_last_load"],
        ),
        (
            "freshness_a_plan_of_this_year_is_ahead",
            "ruling.year > known.covered_until.year",
            "ruling.year >= known.covered_until.year",
            ["test_judged.py::test_a_plan_is_ahead_of_what_came_only_before_its_year_begins"],
        ),
        (
            "freshness_next_value_of_the_last_register",
            "covered = min((each.covered_until",
            "covered = max((each.covered_until",
            ["test_judged.py::test_the_next_value_waits_for_the_register_that_is_furthest_behind"],
        ),
        (
            "freshness_the_day_of_the_load_was_not_seen",
            "if loaded and month <= loaded}",
            "if loaded and month < loaded}",
            ["test_judged.py::test_a_list_loaded_on_the_last_day_of_a_month_came_for_it"],
        ),
    ],
    "sig_metrics/measure/consistency.py": [
        (
            "consistency_a_grave_rule_without_rows",
            'if each.count and each.check.severity == "error"',
            'if each.check.severity == "error"',
            ["test_coverage.py::test_only_a_grave_rule_that_found_something_is_told_apart"],
        ),
    ],
    "sig_metrics/present/find.py": [
        (
            "find_one_word_of_several",
            "if all(word in whole for word in searched) and any",
            "if any(word in whole for word in searched) and any",
            ["test_find.py::test_every_word_is_found_whatever_its_accents_and_capitals"],
        ),
        (
            "find_by_the_register_alone",
            "and any(word in own for word in searched)",
            "and any(word in whole for word in searched)",
            ["test_find.py::test_every_word_is_found_whatever_its_accents_and_capitals"],
        ),
    ],
    "sig_metrics/measure/coverage.py": [
        (
            "coverage_a_hole_is_up_to_date",
            '"gap" if self.received < self.expected else "current"',
            '"current"',
            ["test_coverage.py::test_what_is_missing_is_said_with_its_months_and_what_it_greys_comes_first"],
        ),
        (
            "coverage_asks_for_what_is_not_due",
            'sum(cell.state == "missing" for cell in self.cells)',
            'sum(cell.state in ("missing", "pending") for cell in self.cells)',
            ["test_judged.py::test_what_is_not_due_is_not_asked_for"],
        ),
        (
            "coverage_greys_what_lacks_an_old_month",
            "for line in lines if line.fresh.stale for indicator",
            "for line in lines if line.received < line.expected for indicator",
            ["test_coverage.py::test_a_scope_keeps_the_registers_of_its_indicators"],
        ),
        (
            "coverage_dates_a_month_by_its_correction",
            "first[period] = min(first.get(period, number), number)",
            "first[period] = max(first.get(period, number), number)",
            [
                "test_judged.py::test_a_period_came_with_its_first_load_although_a_later_one_brought_another_of_its_months"
            ],
        ),
        (
            "coverage_one_more_than_named",
            'words.count(len(late) - MOST, "más", "más")',
            'words.count(len(late) - MOST + 1, "más", "más")',
            ["test_judged.py::test_registers_that_are_not_named_are_counted"],
        ),
    ],
    "sig_metrics/measure/state.py": [
        (
            "insights_a_month_to_come_is_overdue",
            "        if self.waiting:\n",
            "        if False:\n",
            ["test_month_to_come.py::test_nothing_of_it_is_overdue"],
        ),
    ],
    "sig_metrics/measure/insights.py": [
        (
            "insights_overdue_change_backwards",
            "_change(total.overdue - before.total.overdue",
            "_change(before.total.overdue - total.overdue",
            ["test_sentences.py::test_every_number_of_the_summary_is_in_its_place"],
        ),
        (
            "insights_compares_against_another_plan",
            "before.ruling == ruling and before.total.known",
            "before.total.known",
            ["test_sentences.py::test_months_against_different_versions_are_not_compared"],
        ),
        (
            "insights_current_as_on_time",
            "on_time=words.number(total.on_time)",
            "on_time=words.number(total.current)",
            ["test_sentences.py::test_every_number_of_the_summary_is_in_its_place"],
        ),
    ],
    "sig_metrics/measure/decisions.py": [
        (
            "insights_newest_first",
            "(order.index(d.kind), -d.days, d.activity",
            "(order.index(d.kind), d.days, d.activity",
            ["test_sentences.py::test_what_has_waited_longest_is_first"],
        ),
        (
            "insights_title_of_the_next_document",
            "parts[(item - 1) % len(parts)]",
            "parts[item % len(parts)]",
            ["test_sentences.py::test_each_deliverable_has_its_own_title"],
        ),
        (
            "insights_unsaid_that_cases_are_of_all_systems",
            "if scope.system and len(serves) > 1 else",
            "if scope.system and len(serves) > 2 else",
            ["test_sentences.py::test_cases_of_several_systems_say_that_they_are_of_all"],
        ),
        (
            "decisions_only_of_what_is_not_met",
            "measured.status not in ABSENT]",
            'measured.status in ("missed",)]',
            ["test_decisions.py::test_every_legal_term_that_passed_is_a_decision"],
        ),
        (
            "decisions_legal_terms_of_claims_only",
            'target.basis == "N"]',
            'target.basis == "N" and each.code == "SEG-07"]',
            ["test_decisions.py::test_what_the_norm_gives_a_term_to_and_passed_it_is_never_left_out"],
        ),
        (
            "decisions_of_a_unit_what_others_answer_for",
            '(scope.unit in (None, each.owner) or "unit" in groupings(each))',
            "True",
            ["test_decisions.py::test_a_legal_decision_of_a_unit_is_what_it_has_or_answers_for"],
        ),
        (
            "decisions_every_rule_is_grave",
            "check.severity == GRAVE and counts",
            "counts",
            ["test_decisions.py::test_a_grave_rule_with_rows_is_a_decision"],
        ),
    ],
    "sig_metrics/measure/drill.py": [
        (
            "drill_overdue_of_every_unit",
            "for name in scope.filters() if name in indicator.dimensions)",
            'for name in scope.filters() if name == "system" and name in indicator.dimensions)',
            ["test_decisions.py::test_a_decision_opens_exactly_its_rows"],
        ),
        (
            "drill_count_of_what_is_shown",
            "len(rows) if len(rows) < MOST else",
            "len(rows) if len(rows) <= MOST else",
            ["test_drill.py::test_more_rows_than_are_shown_are_counted"],
        ),
        (
            "drill_rows_of_every_unit",
            '"unit": scope.unit, "system"',
            '"unit": None, "system"',
            ["test_drill.py::test_the_rows_behind_a_point_are_its_number"],
        ),
    ],
    "sig_metrics/measure/cases.py": [
        (
            "cases_seventeen_months",
            "months: int = 18",
            "months: int = 17",
            ["test_typed_counts.py::test_the_flow_is_of_eighteen_months_and_ends_at_the_cut_off"],
        ),
        (
            "cases_last_month_is_never_missing",
            "range(1, scope.cutoff.month + 1)",
            "range(1, scope.cutoff.month)",
            ["test_typed_counts.py::test_the_month_of_the_cut_off_may_be_the_one_that_did_not_come"],
        ),
    ],
    "sig_metrics/measure/follow_up.py": [
        (
            "follow_up_trend_of_one_year",
            "date(scope.year - 1, 1, 1)",
            "date(scope.year, 1, 1)",
            ["test_kit.py::test_a_trend_begins_in_january_of_the_year_before"],
        ),
        (
            "follow_up_best_first",
            "worst = -1 if indicator.lower_is_better else 1",
            "worst = 1 if indicator.lower_is_better else -1",
            ["test_typed_counts.py::test_the_group_furthest_from_its_target_is_the_first"],
        ),
        (
            "follow_up_the_month_of_the_cutoff_is_open",
            'row["done"] if day <= cutoff else None',
            'row["done"] if day < cutoff else None',
            ["test_typed_counts.py::test_the_month_of_the_cut_off_is_over_that_day"],
        ),
        (
            "follow_up_appetite_includes_high",
            'ABOVE = ("high", "very_high")',
            'ABOVE = ("very_high",)',
            ["test_drill.py::test_charts_add_up_to_their_indicators"],
        ),
        (
            "follow_up_old_semesters_first",
            'key=lambda row: (-row["year"], -order',
            'key=lambda row: (row["year"], order',
            ["test_drill.py::test_complaints_are_protected_cells_and_nothing_else"],
        ),
    ],
    "sig_metrics/definitions/queries/controls_by_domain.sql": [
        (
            "cases_controls_of_every_unit",
            "list_contains(string_split(control_state.owner, '/'), $unit)",
            "true",
            ["test_typed_counts.py::test_controls_and_digital_projects_are_those_of_the_unit_asked_for"],
        ),
        (
            "cases_never_verified_not_counted_as_implemented",
            "control_state.implementation = 'never_verified'",
            "control_state.implementation <> 'implemented'",
            ["test_typed_counts.py::test_a_control_nobody_verified_is_not_one_that_is_not_implemented"],
        ),
    ],
    "sig_metrics/definitions/queries/cases_by_ut.sql": [
        (
            "cases_most_open_first",
            "overdue desc, count desc, ut",
            "count desc, overdue desc, ut",
            ["test_typed_counts.py::test_the_place_with_most_past_its_term_is_the_first"],
        ),
    ],
    "sig_metrics/definitions/queries/cases_by_reason.sql": [
        (
            "cases_reasons_of_the_whole_year",
            "case_reason.period <= month_end.period",
            "true",
            ["test_typed_counts.py::test_reasons_are_those_of_the_year_up_to_the_cut_off"],
        ),
    ],
    "sig_metrics/definitions/queries/incidents_by_state.sql": [
        (
            "cases_due_today_is_in_term",
            "when incident_clock.due_at::date <= month_end.period",
            "when incident_clock.due_at::date < month_end.period",
            ["test_typed_counts.py::test_an_incident_due_on_the_day_and_open_is_late"],
        ),
    ],
    "sig_metrics/definitions/queries/cases_by_deadline.sql": [
        (
            "cases_units_of_what_is_in_term",
            "filter (case_open.overdue > 0 and case_open.unit is not null)",
            "filter (case_open.unit is not null)",
            ["test_typed_counts.py::test_who_is_charged_with_what_is_past_its_term_has_some"],
        ),
    ],
    "sig_metrics/definitions/queries/projects.sql": [
        (
            "follow_up_projects_of_every_unit",
            "list_contains(string_split(project_state.unit, '/'), $unit)",
            "$unit is not null",
            ["test_typed_counts.py::test_controls_and_digital_projects_are_those_of_the_unit_asked_for"],
        ),
    ],
    "sig_metrics/definitions/queries/backlog_added.sql": [
        (
            "compute_oldest_is_the_youngest",
            "max(cube.oldest_days)",
            "min(cube.oldest_days)",
            [
                "test_beside.py::test_a_flow_that_is_met_with_an_old_open_case_is_not_met",
                "test_beside.py::test_what_is_due_on_the_day_of_the_cut_off_is_overdue_and_what_is_met_later_was_open",
            ],
        ),
    ],
    "sig_metrics/definitions/queries/registers_unclocked.sql": [
        (
            "judgement_unclocked_since_the_last",
            "min(json_extract_string(check_row.row, '$.started_on'))",
            "max(json_extract_string(check_row.row, '$.started_on'))",
            ["test_judged.py::test_what_cannot_be_computed_is_so_since_the_first_case_without_a_term"],
        ),
    ],
    "sig_metrics/definitions/queries/plan_passing.sql": [
        (
            "plan_changed_in_the_new_version_only",
            "activity_dimension.version in ($before, $after)",
            "$before is not null and activity_dimension.version = $after",
            ["test_typed_counts.py::test_what_changed_is_that_of_the_activities_in_the_filters"],
        ),
    ],
    "sig_metrics/definitions/queries/plan_without_number.sql": [
        (
            "plan_flags_what_is_not_delivered_yet",
            "deliverable.delivered_on <= month_end.period",
            "true",
            ["test_slot_owner.py::test_a_document_without_number_marks_its_cell_since_it_was_delivered"],
        ),
    ],
    "sig_metrics/measure/judgement.py": [
        (
            "judgement_one_fresh_register_is_enough",
            'if any(each.stale for each in found):\n        return "stale", True',
            'if found and all(each.stale for each in found):\n        return "stale", True',
            ["test_judged.py::test_a_stale_register_is_enough_to_leave_an_indicator_unjudged"],
        ),
        (
            "judgement_a_hole_in_the_year_is_a_zero",
            'or indicator.accumulation == "year_to_date" and _holed',
            'or indicator.accumulation == "flow" and _holed',
            ["test_judged.py::test_a_month_missing_in_the_middle_of_the_year_leaves_its_sum_unjudged"],
        ),
        (
            "judgement_a_term_reaches_one_month",
            "for n in range(OF_TERM, 0, -1)",
            "for n in range(1, 0, -1)",
            ["test_gaps.py::test_a_value_says_whose_cases_it_does_not_have"],
        ),
    ],
    "sig_metrics/measure/beside.py": [
        (
            "beside_ten_are_few",
            "measured.n < FEW",
            "measured.n <= FEW",
            ["test_judged.py::test_under_ten_the_count_is_said_first"],
        ),
        (
            "beside_n_of_weights",
            'return f"n = {words.number(n)}" if not named',
            'return f"n = {words.number(denominator)}" if not named',
            ["test_beside.py::test_the_words_beside_a_value"],
        ),
        (
            "beside_percentage_before_few",
            'return f"{parts} ({value})" if is_few(measured) else f"{value} ({parts})"',
            'return f"{value} ({parts})"',
            ["test_judged.py::test_under_ten_the_count_is_said_first"],
        ),
    ],
    "sig_metrics/measure/filters.py": [
        (
            "filters_one_of_several_systems_is_all",
            "wholly.get(name) != (value,))",
            "value not in wholly.get(name, ()))",
            ["test_judged.py::test_what_belongs_to_several_systems_and_is_not_divided_is_not_of_one"],
        ),
        (
            "filters_shared_units_are_one_unit",
            'SHARED = ("system", "unit")',
            'SHARED = ("system",)',
            ["test_typed_counts.py::test_what_two_units_share_is_of_both"],
        ),
    ],
    "sig_metrics/measure/against.py": [
        (
            "against_the_version_in_force_whatever_was_chosen",
            "horizon(dataset).ruling(month, scope.plan), month)",
            "horizon(dataset).ruling(month), month)",
            ["test_judged.py::test_an_answer_names_the_version_it_is_against"],
        ),
        (
            "against_a_chosen_version_rules_every_year",
            "if plan == LATEST or month.year == cutoff.year else IN_FORCE",
            "if plan else IN_FORCE",
            ["test_judged.py::test_a_version_that_was_chosen_rules_its_year_only"],
        ),
    ],
    "sig_metrics/publish/closing.py": [
        (
            "closing_note_is_not_offered_again",
            'if row[name] is None or name == "note"]',
            "if row[name] is None]",
            ["test_judged.py::test_a_note_is_offered_although_there_is_one"],
        ),
        (
            "closing_newest_first",
            "order by {how.since}, {",
            "order by {how.since} desc, {",
            ["test_closing.py::test_only_what_is_open_is_offered_and_every_end_is_declared"],
        ),
    ],
    "sig_metrics/measure/plan.py": [
        (
            "plan_late_is_not_delivered",
            'found.get("on_time", 0) + found.get("late", 0), unsupported)',
            'found.get("on_time", 0), unsupported)',
            ["test_typed_counts.py::test_a_cell_is_the_worst_of_its_deliverables_and_counts_what_came_late"],
        ),
        (
            "plan_late_hides_overdue",
            'WORST_FIRST = ("overdue", "late",',
            'WORST_FIRST = ("late", "overdue",',
            ["test_typed_counts.py::test_a_cell_is_the_worst_of_its_deliverables_and_counts_what_came_late"],
        ),
        (
            "plan_curve_without_its_ceiling",
            'catalog.indicators[named["delivered"]], known)}',
            'catalog.indicators[named["uncapped"]], known)}',
            ["test_typed_counts.py::test_the_curve_is_the_one_with_a_ceiling_and_stops_at_the_cut_off"],
        ),
    ],
    "sig_metrics/measure/versions.py": [
        (
            "plan_versions_a_month_late",
            "sum(counts[:month])",
            "sum(counts[: month - 1])",
            ["test_typed_counts.py::test_two_versions_add_up_to_the_month_that_is_said"],
        ),
        (
            "plan_moved_the_other_way",
            "_months(left, right), _months(right, left)",
            "_months(right, left), _months(left, right)",
            ["test_typed_counts.py::test_what_a_reformulation_moved_went_from_the_old_month_to_the_new"],
        ),
        (
            "versions_a_move_counted_once",
            "change.moves.count(pair)",
            "1",
            ["test_versions.py::test_a_move_says_its_months_and_its_slip_and_equal_ones_are_told_once"],
        ),
    ],
    "sig_metrics/measure/budget.py": [
        (
            "budget_of_the_first_month",
            'held is None or row["month"] > held["month"]',
            'held is None or row["month"] < held["month"]',
            [
                "test_versions.py::test_of_each_task_the_last_month_up_to_the_cut_off_counts_and_one_that_did_not_come_is_not_zero"
            ],
        ),
    ],
    "sig_metrics/measure/review.py": [
        (
            "review_indirect_is_a_gap",
            "return not self.indirect and self.state in GAPS",
            "return self.state in GAPS",
            ["test_review.py::test_each_kind_of_gap"],
        ),
        (
            "review_one_that_waits_excuses_all",
            "if all(item.state in WAITING for item in self.lacking):",
            "if not self.lacking or any(item.state in WAITING for item in self.lacking):",
            ["test_review.py::test_a_month_to_come_is_awaited_and_a_review_that_was_held_stays"],
        ),
        (
            "review_of_one_system_is_of_all",
            "count = rows.get(None, 0) + rows.get(system, 0)",
            "count = sum(rows.values())",
            ["test_review.py::test_the_matrix_of_the_demonstration"],
        ),
        (
            "review_that_was_held_is_late",
            "    if part and count:\n        return PRESENT\n",
            "",
            ["test_review.py::test_a_month_to_come_is_awaited_and_a_review_that_was_held_stays"],
        ),
    ],
    "sig_metrics/measure/review_rows.py": [
        (
            "review_outputs_of_any_review",
            'return [f"held.{column} = $held"]',
            "return []",
            ["test_review.py::test_its_outputs_are_those_of_the_last_review"],
        ),
        (
            "review_held_after_the_cutoff",
            'if each["since"] <= cutoff), None)',
            "if True), None)",
            ["test_review.py::test_the_same_a_month_before_a_file_is_due_and_before_any_review"],
        ),
    ],
    "sig_metrics/catalog/review.py": [
        (
            "cross_walk_clauses_of_another_standard",
            "if clause.startswith(standard)}",
            "if clause}",
            ["test_judged.py::test_registers_evidence_the_clauses_of_the_standard_that_is_asked"],
        ),
        (
            "cross_walk_registers_of_the_first_system",
            "if system in indicator.systems:",
            "if system in indicator.systems[:1]:",
            ["test_judged.py::test_registers_evidence_the_clauses_of_the_standard_that_is_asked"],
        ),
    ],
    "sig_metrics/measure/value_document.py": [
        (
            "value_document_series_lacks_what_its_last_month_does",
            '"without_months": _without(dataset, m)',
            '"without_months": _without(dataset, measure(dataset, indicator, scope))',
            ["test_gaps.py::test_a_program_that_asks_is_told_too"],
        ),
        (
            "value_document_n_is_the_denominator",
            '"n": measured.n,',
            '"n": measured.denominator,',
            ["test_judged.py::test_n_is_how_many_answered_and_not_what_they_weigh"],
        ),
        (
            "value_document_series_of_one_plan",
            "**against(dataset, indicator, scope, m.cutoff)",
            "**against(dataset, indicator, scope, scope.cutoff)",
            ["test_judged.py::test_each_month_of_a_series_names_its_own_plan"],
        ),
    ],
    "sig_metrics/present/charts/heat.py": [
        (
            "charts_heat_upside_down",
            "among(risk, (p, i))",
            "among(risk, (i, p))",
            ["test_chart_numbers.py::test_a_risk_is_in_the_cell_of_its_probability_and_its_impact"],
        ),
    ],
    "sig_metrics/present/charts/curve.py": [
        (
            "charts_gap_of_the_year",
            'last["programmed"] - last["delivered"]',
            'top - last["delivered"]',
            ["test_chart_numbers.py::test_the_gap_is_what_was_due_and_not_what_the_year_has"],
        ),
    ],
    "sig_metrics/present/charts/ageing.py": [
        (
            "charts_age_all_in_red",
            'row_bars(sketch, [row["overdue"] for row in rows], colours.breach',
            'row_bars(sketch, [row["count"] for row in rows], colours.breach',
            ["test_chart_numbers.py::test_only_what_is_past_its_term_is_red"],
        ),
    ],
    "sig_metrics/present/charts/pareto.py": [
        (
            "charts_vital_after_the_eighty",
            "before[n] < VITAL",
            'row["share"] < VITAL',
            ["test_chart_numbers.py::test_the_few_causes_are_those_that_reach_eighty_in_a_hundred"],
        ),
    ],
    "sig_metrics/present/charts/shares.py": [
        (
            "charts_missed_in_ink",
            'WORST = ("missed",)',
            'WORST = ("watch",)',
            ["test_chart_numbers.py::test_only_what_misses_its_target_is_in_the_colour_of_a_breach"],
        ),
    ],
    "sig_metrics/present/charts/line.py": [
        (
            "charts_last_point_is_the_first",
            'at = max((n for n, row in enumerate(rows) if row["value"] is not None)',
            'at = min((n for n, row in enumerate(rows) if row["value"] is not None)',
            ["test_chart_numbers.py::test_the_figure_at_the_edge_is_that_of_the_last_month_with_data"],
        ),
    ],
    "sig_metrics/present/charts/domains.py": [
        (
            "charts_domains_implemented_all",
            '[row["implemented"] for row in rows], colours.done',
            '[row["applicable"] for row in rows], colours.done',
            ["test_chart_numbers.py::test_of_the_controls_that_apply_only_the_implemented_are_dark"],
        ),
    ],
    "sig_metrics/present/charts/slip.py": [
        (
            "charts_due_that_day_came_late",
            'late = [row for row in rows if row["days"] > 0]',
            'late = [row for row in rows if row["days"] >= 0]',
            ["test_chart_numbers.py::test_what_came_on_its_last_day_is_not_late"],
        ),
    ],
    "sig_metrics/measure/months.py": [
        (
            "compute_year_to_date_from_its_month",
            "if each.year == cutoff.year and each <= cutoff",
            "if each == cutoff",
            ["test_beside.py::test_what_is_due_on_the_day_of_the_cut_off_is_overdue_and_what_is_met_later_was_open"],
        ),
    ],
}
TABLES = (
    DOCUMENTS,
    FIGURES,
    TOLD,
    SCREENS,
    LITERAL,
    KEPT,
    EDGES,
    PROCESS,
    APART_FAULTS,
    TIMES,
    CROSSED,
    EXPLORE,
    LEDGER,
    SESSIONS,
    SITTING,
    PAPERS,
    ISSUED,
    AGENDA,
    DRAFTS,
    COMPARED,
)
PLANTED = {
    name: (file, text, other, tests)
    for table in TABLES
    for file, faults in table.items()
    for name, text, other, tests in faults
}
