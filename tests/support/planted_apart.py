"""Faults planted in what tells an indicator apart: its funnel, its groups, its marks and what it is compared with."""

FUNNEL, APART = "test_funnel.py", "test_process_apart.py"
APART_FAULTS = {
    "sig_metrics/measure/process/funnel.py": [
        (
            "funnel_upper_limit_from_below",
            "(high[0] + high[1]) / of",
            "(high[0] - high[1]) / of",
            [f"{FUNNEL}::test_a_group_is_beyond_a_limit_where_its_tail_is_less_likely_and_never_otherwise"],
        ),
        (
            "funnel_ends_not_brought_in",
            "cut = floor(TRIMMED * len(scores))",
            "cut = 0",
            [f"{FUNNEL}::test_the_dispersion_is_of_scores_whose_ends_are_brought_in"],
        ),
    ],
    "sig_metrics/measure/process/groups.py": [
        (
            "groups_few_among_the_others",
            "return each.last is None, each.few, worst,",
            "return each.last is None, worst,",
            [f"{APART}::test_groups_are_those_of_the_rows_the_worst_first_and_those_of_few_after"],
        ),
        (
            "groups_funnel_of_what_is_counted_twice",
            "return found if isclose(sums[0], whole[0]) and isclose(sums[1], whole[1]) else {}",
            "return found",
            [f"{APART}::test_what_two_units_owe_together_has_no_funnel"],
        ),
        (
            "groups_funnel_of_what_does_not_add_up",
            "abs_tol=1e-9) for counted",
            "abs_tol=0.5) for counted",
            [f"{APART}::test_what_happened_that_does_not_add_up_has_no_funnel"],
        ),
        (
            "groups_funnel_of_a_month",
            'return YEAR if indicator.accumulation == "flow" else 1',
            "return 1",
            [f"{APART}::test_the_funnel_of_the_claims_adds_the_twelve_months"],
        ),
    ],
    "sig_metrics/measure/process/marks.py": [
        (
            "marks_better_is_always_above",
            'return "high" if better == (1 if found.variation == "improving" else -1) else "low"',
            'return "high" if found.variation == "improving" else "low"',
            [f"{APART}::test_the_mark_of_a_process_says_its_side_and_whether_it_is_better"],
        ),
    ],
    "sig_metrics/measure/process/compared.py": [
        (
            "compared_year_of_eleven_months",
            "months_before(each.cutoff, 12)",
            "months_before(each.cutoff, 11)",
            [f"{APART}::test_each_month_is_compared_with_the_one_of_the_year_before"],
        ),
    ],
    "sig_metrics/measure/evidence.py": [
        (
            "evidence_of_a_group_is_of_all",
            'filters, values[name] = f"{filters} and {HELD[name]}", self.code',
            "pass",
            [f"{APART}::test_the_point_of_a_group_opens_its_rows"],
        ),
    ],
    "sig_metrics/present/charts/beside.py": [
        (
            "beside_last_target_in_every_month",
            'dated = [row.get("target", target) for row in rows]',
            "dated = [target for row in rows]",
            ["test_chart_numbers.py::test_a_target_that_changes_is_a_step_in_the_month_in_which_it_does"],
        ),
    ],
}
