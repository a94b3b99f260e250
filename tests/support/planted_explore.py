"""Faults planted in what is asked of a register: its filters, its «Otros», its gaps, what is known at the cut-off, its rows and
its address."""

EXPLORE_TESTS, ADDRESS = "test_explore.py", "test_explore_address.py"
POINTS = f"{EXPLORE_TESTS}::test_every_point_is_what_the_rows_of_the_file_say"
BEHIND = f"{EXPLORE_TESTS}::test_the_rows_behind_a_point_are_those_that_it_counts"
EXPLORE = {
    "sig_metrics/measure/explore/asking.py": [
        (
            "explore_smallest_by_themselves",
            "key=lambda each: (-weights[each], each)",
            "key=lambda each: (weights[each], each)",
            [f"{EXPLORE_TESTS}::test_the_groups_by_themselves_are_the_largest"],
        ),
        (
            "explore_none_among_the_others",
            "row[flag] = row[piece] is not None and row[piece] not in kept",
            "row[flag] = row[piece] not in kept",
            [POINTS],
        ),
    ],
    "sig_metrics/measure/explore/answer.py": [
        (
            "explore_gap_as_zero",
            "    if unknown and not rows:",
            "    if unknown and not rows and False:",
            [f"{EXPLORE_TESTS}::test_a_month_without_its_file_is_a_gap_and_no_zero"],
        ),
        (
            "explore_share_of_what_says_it",
            "return Point(added / size if size else None, size, valued, int(added))",
            "return Point(added / valued if valued else None, size, valued, int(added))",
            [POINTS],
        ),
        (
            "explore_year_before_of_its_own_length",
            "back = 12 if kind == LAST_YEAR else length",
            "back = length",
            [f"{ADDRESS}::test_a_year_before_is_twelve_months_before"],
        ),
    ],
    "sig_metrics/measure/explore/sql.py": [
        (
            "explore_ended_after_the_cut_off",
            'return f"case when {told} <= $cutoff then {told} end" if past else told',
            "return told",
            [f"{EXPLORE_TESTS}::test_what_ended_after_the_cut_off_had_not_ended"],
        ),
        (
            "explore_quotes_as_they_are",
            """str(value).replace("'", "''")""",
            "str(value)",
            [f"{EXPLORE_TESTS}::test_a_text_with_quotes_is_shown_as_a_text"],
        ),
        (
            "explore_beyond_the_cut_off",
            'wheres, values = [f"{day} <= $until"], {"until": until}',
            'wheres, values = [f"{day} <= $until + 400"], {"until": until}',
            [POINTS],
        ),
    ],
    "sig_metrics/measure/explore/rows.py": [
        (
            "explore_rows_of_every_value",
            'wheres.append(f"{register.name}.{name} is null")',
            'wheres.append("true")',
            [BEHIND],
        ),
    ],
    "sig_metrics/measure/explore/question.py": [
        (
            "explore_reserved_too",
            'if each.layout == "table" and not each.reserved]',
            'if each.layout == "table"]',
            [f"{EXPLORE_TESTS}::test_a_reserved_register_is_never_asked"],
        ),
        (
            "explore_who_told_apart",
            "if column.name == NOTE or PERSON in column.name or (column.name,) == register.key:",
            "if column.name == NOTE or (column.name,) == register.key:",
            [f"{EXPLORE_TESTS}::test_who_was_trained_is_counted_and_never_told_apart"],
        ),
    ],
    "sig_metrics/measure/explore/views.py": [
        (
            "view_over_the_one_before",
            '"version": last + 1,',
            '"version": max(last, 1),',
            [f"{ADDRESS}::test_a_view_saved_again_is_another_version"],
        ),
    ],
}
