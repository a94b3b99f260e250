"""Faults planted in what a process says: its limits, its signals, what a session is told, what moved a number."""

LIMITS, RULES, DECIDED = "test_process_limits.py", "test_process_rules.py", "test_process_decided.py"
CHOSEN, BUDGET, MOVED, SCREEN = (
    "test_process_chosen.py",
    "test_process_budget.py",
    "test_moved.py",
    "test_indicators.py",
)
PROCESS = {
    "sig_metrics/measure/process/limits.py": [
        (
            "limits_ranges_across_a_gap",
            "for before, after in zip(values, values[1:]) if None not in (before, after)",
            "for before, after in zip(*[[v for v in values if v is not None][n:] for n in (0, 1)])",
            [f"{LIMITS}::test_a_month_that_is_not_known_is_no_range"],
        ),
        (
            "limits_of_the_binomial_alone",
            "between = fmean(ranges) / EXPECTED_RANGE",
            "between = 1.0",
            [f"{LIMITS}::test_the_attendances_of_laney_and_others"],
        ),
        (
            "limits_above_all",
            "min(max(c + sigmas * s, low), high)",
            "c + sigmas * s",
            [f"{LIMITS}::test_limits_never_leave_what_can_happen"],
        ),
    ],
    "sig_metrics/measure/process/rules.py": [
        ("rules_run_of_eight", "RUN = TREND = 7", "RUN = TREND = 8", [f"{RULES}::test_a_signal_is_what_the_rule_says"]),
        (
            "rules_on_the_limit_is_outside",
            "abs(score) > WIDTH",
            "abs(score) >= WIDTH",
            [f"{RULES}::test_a_signal_is_what_the_rule_says"],
        ),
    ],
    "sig_metrics/measure/process/reading.py": [
        (
            "reading_an_old_signal_is_of_now",
            "if each.last == last]",
            "if each.last <= last]",
            [f"{RULES}::test_variation_is_of_the_last_month"],
        ),
        (
            "reading_capability_of_what_is_not_one_process",
            'if any(each.rule == "outside" for each in signals):',
            "if False:",
            [f"{RULES}::test_capability_is_the_share_of_months_that_will_reach_the_target"],
        ),
    ],
    "sig_metrics/measure/process/chosen.py": [
        (
            "chosen_limits_of_a_stock",
            'return indicator.accumulation == "flow"',
            'return indicator.accumulation != "year_to_date"',
            [f"{CHOSEN}::test_what_holds_the_month_before_never_has_limits"],
        ),
        (
            "chosen_limits_from_eight",
            'known < LIMITS_FROM:\n        return Process(indicator, drawn, "run"',
            'known < RUN_FROM:\n        return Process(indicator, drawn, "run"',
            [f"{CHOSEN}::test_the_chart_is_chosen_by_the_months"],
        ),
        (
            "chosen_frozen_months_that_are_not_drawn",
            "start = max(begun, default=since)",
            "start = since",
            [f"{DECIDED}::test_a_window_that_begins_after_the_frozen_months_has_their_limits"],
        ),
    ],
    "sig_metrics/measure/process/decided.py": [
        (
            "decided_before_it_was",
            'row["decided_on"] <= cutoff',
            'month_end(row["begins"]) <= cutoff',
            [f"{DECIDED}::test_a_cut_off_knows_what_was_decided_until_then"],
        ),
        (
            "decided_release_forgotten",
            "held.pop(each.since, None)",
            "held.get(each.since)",
            [f"{DECIDED}::test_the_last_decision_of_a_month_is_in_force"],
        ),
    ],
    "sig_metrics/measure/process/segments.py": [
        (
            "segments_limits_of_two_months",
            "if known >= RUN_FROM else None",
            "if known >= 2 else None",
            [f"{DECIDED}::test_a_new_stretch_of_few_months_has_no_limits_yet"],
        ),
        (
            "segments_frozen_of_all_months",
            "sum(each.cutoff <= decision.until for each in months)",
            "len(months)",
            [f"{DECIDED}::test_frozen_limits_judge_the_months_that_follow"],
        ),
    ],
    "sig_metrics/measure/noted.py": [
        (
            "noted_before_it_was_known",
            '(row["known_on"] or row["happened_on"]) <= cutoff',
            'row["happened_on"] <= cutoff',
            ["test_noted.py::test_what_is_noted_by_hand_is_of_its_indicator_and_known_on_its_day"],
        ),
        (
            "noted_of_every_system",
            "if row[event.on] and set(served) & set(indicator.systems):",
            "if row[event.on] and served:",
            ["test_noted.py::test_the_plan_tells_what_is_of_the_systems_of_the_indicator"],
        ),
    ],
    "sig_metrics/measure/process/rare.py": [
        (
            "rare_what_is_not",
            "RUN_FROM < len(found) < months",
            "RUN_FROM < len(found)",
            ["test_rare.py::test_what_is_not_rare_or_names_no_events_has_no_such_chart"],
        ),
    ],
    "sig_metrics/measure/process/budget.py": [
        (
            "budget_of_what_is_provisional",
            "if not segment.provisional",
            "if segment",
            [f"{DECIDED}::test_a_new_stretch_is_provisional_until_it_has_twelve_months"],
        ),
        (
            "budget_frozen_months_err_apart",
            "(_together(beyond[1], known, 2) if frozen else _tail(beyond[1], known) ** 2)",
            "_tail(beyond[1], known) ** 2",
            [f"{BUDGET}::test_months_beside_frozen_limits_share_the_error_of_these"],
        ),
        (
            "budget_of_one_chart",
            "each.chance * len(charts) * RULES <= BUDGET",
            "each.chance <= BUDGET",
            [f"{BUDGET}::test_a_session_is_seldom_told_of_what_is_not_there"],
        ),
        (
            "budget_of_nothing",
            "each.chance * len(charts) * RULES <= BUDGET",
            "False",
            [f"{BUDGET}::test_a_session_is_told_of_what_changed"],
        ),
    ],
    "sig_metrics/measure/process/points.py": [
        (
            "points_all_three_are_near",
            'return signal.rule != "near" or score > 2',
            "return True",
            [f"{CHOSEN}::test_of_three_months_only_the_two_near_the_limit_are_marked"],
        ),
        (
            "points_a_fall_is_better",
            'TONES = {1: "improvement", -1: "concern"}',
            'TONES = {-1: "improvement", 1: "concern"}',
            [f"{CHOSEN}::test_of_three_months_only_the_two_near_the_limit_are_marked"],
        ),
    ],
    "sig_metrics/measure/signalled.py": [
        (
            "signalled_what_rose",
            "else each.signal.side == -better",
            "else each.signal.side == better",
            ["test_signalled.py::test_what_fell_is_told_and_what_rose_is_not"],
        ),
        (
            "signalled_everywhere",
            "if varies(each) and concerns(each, scope)]",
            "if varies(each)]",
            ["test_signalled.py::test_it_is_of_the_scope_that_is_looked_at"],
        ),
        (
            "signalled_what_goes_on_is_new",
            "for key, each in now.items() if key not in then]",
            "for key, each in now.items()]",
            ["test_since_said.py::test_what_began_and_what_ended_since_october"],
        ),
        (
            "signalled_what_turned_did_not_end",
            "for key, each in then.items() if key not in shown]",
            "for key, each in then.items() if key[0] not in {code for code, _ in shown}]",
            ["test_since_said.py::test_what_began_and_what_ended_since_october"],
        ),
    ],
    "sig_metrics/measure/signals.py": [
        (
            "signals_of_every_stage",
            "if system in named(each.norm).systems and stage in named(each.norm).stages",
            "if system in named(each.norm).systems",
            ["test_signals.py::test_each_crossing_has_the_signals_of_its_indicators"],
        ),
    ],
    "sig_metrics/measure/topics.py": [
        (
            "topics_agreements_of_a_system",
            '("unit",) if whole else ("unit", "system")',
            '("unit", "system")',
            ["test_spoken.py::test_a_tile_says_which_filters_it_does_not_follow"],
        ),
    ],
    "sig_metrics/measure/since.py": [
        (
            "since_only_more_cases_past_their_term",
            "late[0] != late[1]",
            "late[0] < late[1]",
            ["test_since_said.py::test_the_sentences_of_november_in_their_order"],
        ),
    ],
    "sig_metrics/measure/since_said.py": [
        (
            "since_said_corrections_first",
            'ORDER = ("signal", "breach",',
            'ORDER = ("correction", "signal", "breach",',
            ["test_since_said.py::test_a_correction_comes_last_with_its_load"],
        ),
        (
            "since_said_a_better_signal_is_worse",
            '"worse": "signal", "apart": "signal", "better": "better"',
            '"worse": "signal", "apart": "signal", "better": "signal"',
            ["test_since_said.py::test_the_sentences_of_november_in_their_order"],
        ),
    ],
    "sig_metrics/measure/year_close.py": [
        (
            "close_what_is_overdue_can_be_in_time",
            "(not in_time or each.due_on > day)]",
            "(not in_time or each.due_on)]",
            ["test_year_close.py::test_the_plan_of_november"],
        ),
        (
            "close_one_less_is_enough",
            "lacking = max(ceil(",
            "lacking = max(int(",
            ["test_year_close.py::test_every_outcome_is_between_the_two_closes"],
        ),
    ],
    "pages/_kit/blocks/ordered.py": [
        (
            "ordered_turned_for_ever",
            'DOWN: ""}[way]',
            "DOWN: column}[way]",
            ["test_addresses.py::test_a_heading_orders_turns_and_lets_go"],
        ),
    ],
    "sig_metrics/present/display.py": [
        (
            "display_orders_numbers_of_texts_as_letters",
            "number[0].zfill(DIGITS)",
            "number[0]",
            ["test_display.py::test_rows_are_ordered_by_what_a_column_holds"],
        ),
    ],
    "pages/_kit/blocks/searching.py": [
        (
            "searching_of_no_table",
            'f"{key}.{text}" if text else ""',
            'f".{text}" if text else ""',
            ["test_addresses.py::test_what_is_searched_in_a_drawer_opens_again"],
        ),
    ],
    "pages/_kit/blocks/figure.py": [
        (
            "figure_a_table_of_the_address_is_not_seen",
            "else key in address.several(TABLE)]",
            "else False]",
            ["test_downloads.py::test_every_table_leaves_with_its_source_and_its_mark"],
        ),
    ],
    "sig_metrics/measure/unfolding.py": [
        (
            "unfolding_what_is_in_term_of_what_has_no_beginning",
            "and told == 2 else None",
            "and told else None",
            ["test_still_open.py::test_every_clock_says_since_when_it_is_open"],
        ),
        (
            "unfolding_what_came_early_is_in_term",
            'OWED.replace("overdue", "in_term")',
            'OWED.replace("overdue", "early")',
            ["test_still_open.py::test_the_actions_that_can_still_be_in_time_are_those_of_the_file"],
        ),
    ],
    "sig_metrics/measure/year_slots.py": [
        (
            "year_what_is_left_over_answers_for_nothing",
            "named.get(each.place) or (left.pop(0) if left else None)",
            "named.get(each.place)",
            ["test_year_close.py::test_every_subset_of_what_lacks_ends_between_the_two_and_the_list_is_the_shortest"],
        ),
        (
            "year_the_last_to_come_answers_first",
            "(left.pop(0) if left else None)",
            "(left.pop() if left else None)",
            ["test_year_close.py::test_every_subset_of_what_lacks_ends_between_the_two_and_the_list_is_the_shortest"],
        ),
    ],
    "sig_metrics/measure/moved.py": [
        (
            "moved_mix_against_zero",
            "(weights[1] - weights[0]) * ((first + last) / 2 - whole)",
            "(weights[1] - weights[0]) * (first + last) / 2",
            [f"{MOVED}::test_a_change_worked_by_hand"],
        ),
        (
            "moved_parts_that_are_not_the_whole",
            "return found if known else {}",
            "return found",
            [f"{SCREEN}::test_what_two_units_owe_together_is_not_told_apart"],
        ),
    ],
}
