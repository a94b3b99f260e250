"""Faults planted in how long cases take: the curve, what is counted beside it, the paths, and what is said of them."""

SURVIVAL, DURATIONS = "test_survival.py", "test_durations.py"
TIMES = {
    "sig_metrics/definitions/views/case_survival.sql": [
        (
            "survival_who_came_before_since_its_first_day",
            "least(held.calendar_days + 1, held.calendar_ended)",
            "least(0, held.calendar_ended)",
            [f"{SURVIVAL}::test_who_came_in_before_the_twelve_months_counts_since_the_age_that_it_had"],
        ),
        (
            "survival_a_suspension_runs",
            "if(case_spell.situation = 'suspended', 0, case_spell.until - case_spell.since) as calendar_days",
            "case_spell.until - case_spell.since as calendar_days",
            [f"{SURVIVAL}::test_the_days_of_a_suspension_are_not_counted"],
        ),
        (
            "survival_open_ones_are_left_out",
            "sum(summed.ended + summed.censored)::double as leaving",
            "sum(summed.ended)::double as leaving",
            [f"{SURVIVAL}::test_the_printed_example_of_6_mp"],
        ),
        (
            "survival_variance_of_all_that_is_at_risk",
            "nullif(exposed.at_risk * (exposed.at_risk - exposed.ended), 0)",
            "nullif(exposed.at_risk * exposed.at_risk, 0)",
            [f"{SURVIVAL}::test_the_printed_example_of_6_mp"],
        ),
        (
            "survival_goes_on_after_nothing",
            "qualify coalesce(bool_or(exposed.ended = exposed.at_risk) over before, false) = false",
            "qualify coalesce(bool_or(exposed.ended > exposed.at_risk) over before, false) = false",
            [f"{SURVIVAL}::test_after_the_last_of_the_new_ones_nothing_is_told_of_older_ones"],
        ),
        (
            "survival_of_nine",
            "having sum(grouped.leaving) >= 10",
            "having sum(grouped.leaving) >= 9",
            [f"{SURVIVAL}::test_what_all_is_open_has_no_step_and_few_have_no_curve"],
        ),
        (
            "survival_kind_of_the_day_it_came",
            "coalesce(moves.leaf, held.leaf) as leaf",
            "held.leaf as leaf",
            [f"{SURVIVAL}::test_a_reclassified_case_is_of_the_kind_that_it_had_that_day"],
        ),
    ],
    "sig_metrics/definitions/queries/cases_counted.sql": [
        (
            "times_counted_of_thirteen_months",
            "and case_flow.period > last_day($cutoff::date - interval 12 month)",
            "and case_flow.period >= last_day($cutoff::date - interval 12 month)",
            [f"{DURATIONS}::test_the_curve_of_a_register_as_by_hand"],
        ),
    ],
    "sig_metrics/definitions/drill/common/known_path.sql": [
        (
            "path_known_before_it_was",
            "lambda each: each.day <= $cutoff)",
            "lambda each: each.day is not null)",
            [f"{DURATIONS}::test_the_steps_of_a_case_are_its_dates_in_order"],
        ),
        (
            "path_of_what_ended_long_ago",
            "or max(spells.ended_on) > last_day($cutoff::date - interval 12 month)",
            "or max(spells.ended_on) > last_day($cutoff::date - interval 13 month)",
            [f"{DURATIONS}::test_the_steps_of_a_case_are_its_dates_in_order"],
        ),
    ],
    "sig_metrics/measure/durations/times.py": [
        (
            "times_median_before_the_half",
            "if step.survival <= share + EXACT",
            "if step.survival < share - EXACT",
            [f"{DURATIONS}::test_what_a_curve_says_of_its_term_and_of_its_end"],
        ),
        (
            "times_open_the_day_after",
            "for step in reversed(self.curve) if step.days <= days",
            "for step in reversed(self.curve) if step.days < days",
            [f"{DURATIONS}::test_what_a_curve_says_of_its_term_and_of_its_end"],
        ),
    ],
}
