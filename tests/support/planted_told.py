"""Faults planted in what is told of the numbers: decisions off target, the one sentence, what changed, what is compared
and how groups stand; as planted.py has them."""

TOLD = {
    "sig_metrics/measure/before.py": [
        (
            "since_corrected_on_the_day_itself",
            'words.in_lima(load["loaded_at"]).date() > self.cutoff',
            'words.in_lima(load["loaded_at"]).date() >= self.cutoff',
            ["test_since.py::test_a_load_that_changed_rows_is_told_with_its_count"],
        ),
    ],
    "sig_metrics/measure/off_target.py": [
        (
            "off_target_told_twice",
            'f"overdue.{each.indicator.code}" not in places',
            "each.indicator.code not in places",
            ["test_off_target.py::test_what_another_decision_tells_is_not_told_twice"],
        ),
        (
            "off_target_nearest_first",
            "(-distance(m), m.indicator.code)",
            "(distance(m), m.indicator.code)",
            ["test_off_target.py::test_what_is_off_its_target_is_a_decision_the_furthest_first"],
        ),
        (
            "off_target_the_plan_is_never_told",
            "not (owed and of_plan(each.indicator)",
            "not (of_plan(each.indicator)",
            ["test_off_target.py::test_the_plan_is_told_where_nothing_of_it_is_overdue"],
        ),
    ],
    "sig_metrics/measure/insights.py": [
        (
            "headline_without_a_number_besides_the_overdue",
            'bare = sum(each.kind == "unsupported" for each in seen.owed)',
            "bare = seen.total.unsupported + 1",
            ["test_headline.py::test_those_without_a_number_are_among_the_overdue"],
        ),
        (
            "headline_counts_only_those_it_names",
            "for units, n in owed[:NAMED])",
            "for units, n in owed)",
            ["test_headline.py::test_three_units_are_named_and_the_others_counted"],
        ),
        (
            "headline_compares_a_month_that_did_not_come",
            "and not before.total.waiting",
            "and True",
            ["test_headline.py::test_what_cannot_be_compared_is_not"],
        ),
    ],
    "sig_metrics/measure/since.py": [
        (
            "since_settled_is_what_fell",
            "for place, row in now.items() if place not in then)",
            "for place, row in now.items() if place in then)",
            ["test_since.py::test_what_came_and_what_is_owed_since_october"],
        ),
        (
            "since_what_is_not_judged_crossed",
            "if not {after.status, was.status} <= {*JUDGED}:",
            "if not {after.status, was.status} <= {*JUDGED, 'stale', 'no_data', 'not_computable', 'not_loaded'}:",
            ["test_since.py::test_what_is_not_judged_on_both_days_did_not_cross"],
        ),
    ],
    "sig_metrics/measure/comparison.py": [
        (
            "comparison_sums_across_january",
            "if not _counts_since(after.indicator):",
            "if True:",
            ["test_comparison.py::test_a_sum_over_the_year_is_not_compared_across_january"],
        ),
        (
            "line_joins_two_plans",
            "return measured.begun or measured.cutoff.year",
            "return measured.cutoff.year",
            ["test_comparison.py::test_no_line_joins_two_months_that_count_since_different_januaries"],
        ),
        (
            "comparison_last_year_eleven_months_ago",
            "1 if choice == MONTH else 12",
            "1 if choice == MONTH else 11",
            ["test_comparison.py::test_a_choice_means_a_month_end"],
        ),
        (
            "comparison_of_what_is_not_shown",
            "or day not in available.offered()",
            "or False",
            ["test_comparison.py::test_what_is_not_earlier_or_not_offered_is_nothing"],
        ),
    ],
    "sig_metrics/measure/standing.py": [
        (
            "standing_open_cases_are_nothing",
            "not off and not measured.open_overdue",
            "False",
            ["test_standing.py::test_the_worst_are_off_then_with_overdue_then_by_word_and_the_furthest_first"],
        ),
        (
            "standing_the_limit_itself_forgotten",
            "measured.value - goal if measured.indicator.lower_is_better else goal - measured.value",
            "goal - measured.value",
            ["test_standing.py::test_how_far_is_in_the_direction_of_each"],
        ),
    ],
    "sig_metrics/measure/topics.py": [
        (
            "topics_in_term_is_past_it",
            'counts = [sum(row["count"] for row in some) for some in ([*late, *waiting], late)]',
            'counts = [sum(row["count"] for row in some) for some in ([*late, *waiting], [*late, *waiting])]',
            ["test_standing.py::test_each_topic_has_its_worst_indicator_and_what_is_open"],
        ),
        (
            "topics_cases_of_another_system",
            "scope.system in (None, *served.systems)",
            "True",
            ["test_standing.py::test_with_filters_it_is_of_those"],
        ),
        (
            "topics_the_other_clock",
            "{'legal' if row['is_legal'] else 'internal'}",
            "{'internal' if row['is_legal'] else 'legal'}",
            ["test_spoken.py::test_the_numbers_of_the_tiles_of_november_are_those_typed_in_their_screens"],
        ),
        (
            "topics_what_is_late_is_not_open",
            "keys = [tuple(f\"commitment.{row['key']}\" for row in some) for some in ([*late, *waiting], late)]",
            "keys = [tuple(f\"commitment.{row['key']}\" for row in some) for some in (waiting, late)]",
            ["test_spoken.py::test_the_numbers_of_the_tiles_of_november_are_those_typed_in_their_screens"],
        ),
        (
            "topics_the_least_of_the_same_cases",
            "each.open_overdue > most[of].open_overdue",
            "each.open_overdue < most[of].open_overdue",
            ["test_spoken.py::test_indicators_of_the_same_cases_count_them_once_by_the_one_that_has_most"],
        ),
    ],
    "sig_metrics/measure/evidence.py": [
        (
            "evidence_counts_only_what_it_shows",
            "if len(lines) == MOST",
            "if len(lines) > MOST",
            ["test_evidence.py::test_more_rows_than_are_shown_are_counted"],
        ),
        (
            "evidence_leaves_out_what_it_counts",
            'LEFT_OUT: "not cube.is_numerator and not cube.is_denominator"',
            'LEFT_OUT: "not cube.is_numerator"',
            ["test_evidence.py::test_the_numerator_is_among_the_denominator"],
        ),
    ],
    "sig_metrics/measure/signals.py": [
        (
            "signals_grey_indicators_as_missed",
            'return measured.status == "missed"',
            'return measured.status in ("missed", "near")',
            ["test_signals.py::test_what_is_out_of_its_target_is_counted_as_a_decision_is"],
        ),
        (
            "signals_of_a_unit_that_does_not_answer_for_it",
            "asked = tuple(each for each in dataset.catalog.indicators.values() if concerns(each, scope))",
            "asked = tuple(dataset.catalog.indicators.values())",
            ["test_signals.py::test_what_is_out_of_its_target_is_counted_as_a_decision_is"],
        ),
        (
            "signals_rules_of_every_stage",
            "grave_rules(dataset, replace(mine, stage=stage))",
            "grave_rules(dataset, mine)",
            ["test_signals.py::test_what_is_out_of_its_target_is_counted_as_a_decision_is"],
        ),
        (
            "signals_of_every_system",
            "if scope.system not in (None, system):",
            "if False:",
            ["test_signals.py::test_a_system_asked_for_is_the_only_one"],
        ),
    ],
    "sig_metrics/measure/origin.py": [
        (
            "origin_days_after_the_cutoff_are_told",
            "and column.name in past and value > cutoff",
            "and column.name in past and value < cutoff",
            ["test_evidence.py::test_nothing_that_came_after_the_cutoff_is_shown"],
        ),
        (
            "origin_late_to_today_and_not_to_the_day_it_was_done",
            "until = on if on and on <= cutoff else cutoff",
            "until = cutoff",
            ["test_evidence.py::test_days_late_are_to_the_day_it_was_done"],
        ),
        (
            "origin_the_first_row_of_a_key_that_is_not_whole",
            "    return max(\n        rows, key",
            "    return min(\n        rows, key",
            ["test_origin.py::test_of_a_requirement_of_several_rounds_it_is_the_one_in_force_at_the_cut_off"],
        ),
        (
            "origin_another_row_of_the_file",
            '"file_row": row["file_row"], **placed',
            '"file_row": row["file_row"] + 1, **placed',
            ["test_evidence.py::test_the_late_claims_of_november_are_those_of_the_file"],
        ),
        (
            "origin_the_row_before",
            "f\"{row['load']}.{row['file_row']}.",
            "f\"{row['load']}.{row['file_row'] - 1}.",
            ["../present/test_original.py::test_a_csv_becomes_a_workbook_with_its_rows_in_their_places"],
        ),
        (
            "origin_versions_that_are_not_found",
            'BETWEEN = re.compile(r" v?")',
            'BETWEEN = re.compile(r" ")',
            ["test_origin.py::test_a_row_of_a_register_with_a_key_of_several_parts_is_found_too"],
        ),
        (
            "origin_a_row_of_another_register",
            'return row.get("register") in (None, register.name)',
            "return True",
            ["test_origin.py::test_a_row_of_a_rule_is_the_line_that_it_finds"],
        ),
    ],
    "sig_metrics/definitions/queries/plan_behind_cell.sql": [
        (
            "plan_behind_cell_the_plan_for_the_document",
            "coalesce(documents._row, plan_schedule._row)",
            "coalesce(plan_schedule._row, documents._row)",
            ["test_origin.py::test_a_cell_of_the_calendar_cites_its_documents_and_what_is_due_the_plan"],
        ),
    ],
    "sig_metrics/measure/consistency.py": [
        (
            "consistency_only_the_registers_that_it_names",
            "return named or reached(check.reads, catalog.views, catalog.registers)",
            "return named",
            ["test_origin.py::test_a_row_of_a_rule_is_the_line_that_it_finds"],
        ),
        (
            "consistency_rows_of_another_order",
            "for row, origin in zip(found.rows, origins)",
            "for row, origin in zip(found.rows[::-1], origins)",
            ["test_origin.py::test_a_rule_of_the_demonstration_cites_the_lines_of_its_files"],
        ),
    ],
    "sig_metrics/present/origin_sheet.py": [
        (
            "origin_sheet_two_of_a_name",
            "if said.casefold() not in taken",
            "if said not in taken",
            ["test_original.py::test_the_mark_is_in_a_sheet_of_its_own_whoever_saved_the_book"],
        ),
        (
            "origin_sheet_notes_as_markup",
            "escape(clean(note))",
            "clean(note)",
            ["test_original.py::test_everything_else_of_a_book_stays_byte_by_byte"],
        ),
    ],
    "sig_metrics/present/original.py": [
        (
            "original_a_workbook_without_its_mark",
            "painted_book(content, rows, notes) if kind",
            "painted_book(content, rows) if kind",
            ["test_original.py::test_a_workbook_is_copied_whole_with_the_row_painted_and_its_sheet_open"],
        ),
    ],
    "pages/_kit/blocks/original.py": [
        (
            "original_real_data_by_its_name",
            "marked_name(view, copy_name(found.file, place[1]))",
            "copy_name(found.file, place[1])",
            ["test_kit.py::test_the_copy_of_an_original_has_its_mark_and_its_name"],
        ),
        (
            "original_a_copy_without_its_mark",
            "painted_copy(view.dataset, place, tuple(view.notes))",
            "painted_copy(view.dataset, place, ())",
            ["test_kit.py::test_the_copy_of_an_original_has_its_mark_and_its_name"],
        ),
    ],
    "pages/_kit/boards/tables.py": [
        (
            "tables_a_tile_opens_another_indicator",
            '"why": None if unknown else f"ficha.{indicator.code}"',
            '"why": f"ficha.{indicator.code}"',
            ["test_boards.py::test_a_number_of_a_tile_opens_its_rows_where_there_are_some"],
        ),
    ],
    "sig_metrics/measure/spoken.py": [
        (
            "spoken_what_a_unit_owes_is_of_all",
            "[each for each in seen.owed if each.units == units]",
            "seen.owed",
            ["test_spoken.py::test_the_numbers_of_november_are_those_counted_by_hand"],
        ),
        (
            "spoken_what_went_is_added",
            "len(came) - len(went))",
            "len(came) + len(went))",
            ["test_spoken.py::test_the_numbers_of_the_sentence_are_its_rows"],
        ),
        (
            "spoken_what_is_late_is_all_that_is_open",
            '("late", standing.overdue, standing.late_keys)',
            '("late", standing.overdue, standing.open_keys)',
            ["test_spoken.py::test_the_numbers_of_every_tile_are_rows_of_files_each_once"],
        ),
        (
            "spoken_the_newest_first",
            'key=lambda row: -(row.get("days") or 0)',
            'key=lambda row: row.get("days") or 0',
            ["test_spoken.py::test_the_numbers_of_the_tiles_of_november_are_those_typed_in_their_screens"],
        ),
    ],
    "sig_metrics/measure/plan_evidence.py": [
        (
            "plan_evidence_what_is_lacking_is_complete",
            'lambda row: _active(row) and not row["lacking"], _active',
            "_active, _active",
            ["test_evidence.py::test_an_activity_says_what_it_lacks"],
        ),
        (
            "plan_evidence_documents_of_any_year",
            'and (row["plan_part"] == "own" or row["in_year"])',
            "and True",
            ["test_evidence.py::test_of_a_plan_before_only_what_was_delivered_in_the_year_counts"],
        ),
        (
            "plan_evidence_what_is_due_as_overdue",
            'row["is_due"] and row["state"] == "overdue"',
            'row["is_due"]',
            ["test_evidence.py::test_the_overdue_deliverables_of_november_are_the_six_of_the_plan"],
        ),
        (
            "plan_evidence_late_as_on_time",
            '_due(row) and row["state"] == "on_time"',
            '_due(row) and row["state"] in FILLED',
            ["test_evidence.py::test_the_evidence_of_a_number_is_that_number"],
        ),
    ],
    "sig_metrics/measure/unfolding.py": [
        (
            "unfolding_the_row_of_the_first_table",
            "return joined[-1]",
            "return joined[0]",
            ["test_evidence.py::test_a_row_says_where_it_came_from_and_is_there_once"],
        ),
        (
            "unfolding_amounts_taken_for_rows",
            "if not all(counted.values())",
            "if not any(counted.values())",
            ["test_evidence.py::test_what_does_not_count_rows_is_left_as_it_is"],
        ),
    ],
    "sig_metrics/measure/told.py": [
        (
            "told_what_happens_later_is_told",
            "if isinstance(value, date) and column.name in happens and value > cutoff:",
            "if isinstance(value, date) and column.name in happens and value.year > cutoff.year:",
            ["test_told.py::test_nothing_later_than_the_cut_off_is_told"],
        ),
        (
            "told_a_row_of_a_session_to_come_is_told",
            "return not found or any(_known(dataset, parent, each, cutoff) for each in found)",
            "return True",
            ["test_told.py::test_nothing_later_than_the_cut_off_is_told"],
        ),
        (
            "told_of_a_risk_the_first_evaluation",
            "return max(rows, key=lambda row:",
            "return min(rows, key=lambda row:",
            ["test_told.py::test_of_a_risk_the_last_evaluation_known_is_told"],
        ),
    ],
    "sig_metrics/measure/objectives.py": [
        (
            "objectives_of_the_stage_of_the_screen",
            "scope = replace(scope, stage=None)",
            "scope = replace(scope, line=None)",
            ["test_told.py::test_objectives_are_of_their_year_and_system_beside_what_measures_them"],
        ),
        (
            "objectives_of_any_year",
            'if row["year"] == scope.year',
            'if row["year"] >= scope.year',
            ["test_told.py::test_objectives_are_of_their_year_and_system_beside_what_measures_them"],
        ),
    ],
    "sig_metrics/catalog/targets.py": [
        (
            "targets_as_shares",
            '100 if indicator.unit == "percent" else 1',
            '1 if indicator.unit == "percent" else 1',
            ["test_checks.py::test_a_rule_finds_nothing_in_what_is_right"],
        ),
    ],
}
