"""Faults planted in what a browser crosses: what it is given, and the rows that pass what is chosen."""

GIVEN, SCREEN = "test_crossed.py", "test_crossing_screen.py"
CELLS = f"{GIVEN}::test_cells_and_rows_are_those_of_the_file"
CROSSED = {
    "sig_metrics/definitions/queries/crossed_cases.sql": [
        (
            "crossed_cases_of_today",
            "when case_spell.until <= $cutoff then 'closed'",
            "when case_spell.until is not null then 'closed'",
            [f"{GIVEN}::test_a_case_has_its_kind_and_situation_of_that_day"],
        ),
    ],
    "sig_metrics/measure/crossed.py": [
        (
            "crossed_gap_is_zero",
            "0 if month in seen else None",
            "0",
            [f"{GIVEN}::test_a_month_that_did_not_come_is_a_gap"],
        ),
        (
            "crossed_states_of_today",
            'if rule.kind in ("required_when", "empty_when")]',
            'if rule.kind == "not_value"]',
            [f"{GIVEN}::test_what_moves_with_a_date_and_has_none_is_not_crossed"],
        ),
        (
            "crossed_reserved_is_given",
            "if register.reserved or register.law or len(",
            "if register.law or len(",
            [f"{GIVEN}::test_what_is_protected_would_be_refused_with_a_day_and_codes"],
        ),
        (
            "crossed_every_unit",
            'if scope.unit and follows_unit(shape) else "true"',
            'if scope.unit and not follows_unit(shape) else "true"',
            [f"{GIVEN}::test_the_rows_are_those_of_the_unit_of_the_reader"],
        ),
        (
            "crossed_narrowest_left_out",
            "widest = max(inside",
            "widest = min(inside",
            [f"{GIVEN}::test_what_does_not_fit_is_left_out_widest_first_and_nothing_is_lost"],
        ),
    ],
    "sig_metrics/measure/crossed_choice.py": [
        ("crossed_rows_without_a_value", 'or crossed.{name} is null" if None in codes', '" if None in codes', [CELLS]),
        (
            "crossed_but_is_those",
            "if (code in there) != but)\n    return",
            "if code in there)\n    return",
            [f"{GIVEN}::test_an_address_is_read_and_what_it_asks_for_in_vain_is_told"],
        ),
    ],
    "pages/_kit/blocks/crossing.py": [
        (
            "crossing_told_each_time",
            "if held is None or held",
            "if held is None or held or held",
            [f"{SCREEN}::test_an_address_chooses_and_opens_its_rows_and_what_is_lost_is_told"],
        ),
    ],
}
