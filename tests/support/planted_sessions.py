"""Faults planted in the rules of a session, in what it leaves, and in what no load changes; as planted.py has them."""

RULES = "test_rules.py::test_"
SESSIONS = {
    "sig_metrics/session/permits.py": [
        (
            "session_called_without_a_presidency",
            "if not any(seat.role == role for seat in seats):",
            "if seats and not any(seat.role == role for seat in seats):",
            [f"{RULES}s1_no_session_is_called_of_a_committee_without_its_two_roles"],
        ),
        (
            "session_begins_without_who_presides",
            "for role in rules.ROLES:\n        seat = session.seat(role)",
            "for role in rules.ROLES[1:]:\n        seat = session.seat(role)",
            [f"{RULES}s1_nor_begins_without_who_presides_and_who_writes"],
        ),
        (
            "session_alternate_of_another_seat",
            "each.attended_as == ALTERNATE and each.replaced_by not in seat.alternates",
            "each.attended_as == ALTERNATE and not each.replaced_by",
            [f"{RULES}s2_nobody_else_takes_a_seat"],
        ),
        (
            "session_begun_by_some",
            "if unanimous and not rules.everybody(session):",
            "if unanimous and not session.present:",
            [f"{RULES}s4_called_without_an_agenda_it_begins_only_with_all_and_by_all"],
        ),
        (
            "session_agrees_outside_its_agenda",
            "if session.item(item) is None:",
            "if not session.items:",
            [f"{RULES}s5_nothing_is_agreed_outside_the_order_of_the_day"],
        ),
        (
            "session_includes_with_some_absent",
            'if not rules.everybody(session):\n        raise refuse("session_include_all"',
            'if not rules.has_quorum(session):\n        raise refuse("session_include_all"',
            [f"{RULES}s5_unless_all_are_there_and_all_of_them_include_it"],
        ),
        (
            "session_goes_on_without_quorum",
            "    in_state(session, act, IN_SESSION)\n    if legal(session) and not rules.has_quorum(session):\n",
            "    in_state(session, act, IN_SESSION)\n    if legal(session) and not session.present:\n",
            [f"{RULES}s6_nor_goes_on_when_too_many_leave"],
        ),
        (
            "session_second_call_any_day",
            "if held_on != session.held_on + timedelta(days=1):",
            "if held_on <= session.held_on:",
            [f"{RULES}s7_the_second_call_is_of_the_next_day_once_and_only_without_a_quorum"],
        ),
        (
            "session_votes_without_some",
            "if lost := [office for office in asked if office not in came]:",
            "if lost := [office for office in asked[:1] if office not in came]:",
            [f"{RULES}s11_every_member_that_is_present_votes_once_and_nobody_else"],
        ),
        (
            "session_abstains_with_only_a_norm",
            "not (vote.norm and vote.reasons)",
            "not (vote.norm or vote.reasons)",
            [f"{RULES}s11_who_abstains_says_by_which_norm_and_why"],
        ),
        (
            "session_casting_without_a_tie",
            "if casting and (not tied or casting not in (IN_FAVOUR, AGAINST)):",
            "if casting and casting not in (IN_FAVOUR, AGAINST):",
            [f"{RULES}s9_a_tie_waits_for_the_president_and_nothing_else_does"],
        ),
        (
            "session_reasons_a_day_late",
            "    until = rules.last_day(session) + timedelta(days=1)\n",
            "    until = rules.last_day(session) + timedelta(days=2)\n",
            [f"{RULES}s10_reasons_come_until_the_next_day_of_who_voted_otherwise"],
        ),
        (
            "session_closed_the_next_day_without_reasons_is_refused",
            "overdue = on > rules.last_day(session) + timedelta(days=1)",
            "overdue = on >= rules.last_day(session) + timedelta(days=1)",
            [f"{RULES}s10_without_reasons_it_is_closed_that_day_and_not_once_the_next_has_passed"],
        ),
        (
            "session_approved_while_something_lacks",
            "if legal(session) and (lost := rules.lacking(session)):",
            "if legal(session) and (lost := rules.lacking(session)[1:]):",
            [f"{RULES}s12_and_without_one_they_are_not_approved"],
        ),
        (
            "session_approved_by_an_earlier_one",
            "if other.held_on < rules.last_day(session):",
            "if other.held_on == rules.last_day(session):",
            [f"{RULES}s13_the_minutes_are_approved_at_the_end_or_by_the_next_session"],
        ),
        (
            "session_at_once_before_it_is_agreed",
            "if agreement not in session.adopted:",
            "if not agreement.votes:",
            [f"{RULES}s13_only_what_was_agreed_is_carried_out_at_once"],
        ),
        (
            "session_signed_by_some",
            "lost = [office for office, _ in rules.signers(session) if office not in set(offices)]",
            "lost = [office for office, _ in rules.signers(session)[:2] if office not in set(offices)]",
            [f"{RULES}s14_the_minutes_are_signed_once_approved_by_exactly_those_who_sign"],
        ),
    ],
    "sig_metrics/session/rules.py": [
        (
            "session_quorum_is_half",
            "return len(session.seats) // 2 + 1",
            "return -(-len(session.seats) // 2)",
            [f"{RULES}s6_and_s7_the_quorums_of_every_number_of_members"],
        ),
        (
            "session_second_quorum_of_two",
            "FEWEST = 3",
            "FEWEST = 2",
            [f"{RULES}s6_and_s7_the_quorums_of_every_number_of_members"],
        ),
        (
            "session_who_takes_two_seats_votes_twice",
            "if not (each.attended_as == CHOSEN and each.replaced_by in own))",
            "if not (each.attended_as == CHOSEN and each.office in own))",
            [f"{RULES}s2_nobody_takes_two_seats_and_who_has_a_seat_has_one_vote"],
        ),
        (
            "session_seats_of_another_day",
            'if each["since"] <= day <= (each["until"] or date.max)]',
            'if each["since"] <= day]',
            [f"{RULES}the_seats_are_those_of_the_day"],
        ),
        (
            "session_minutes_without_the_reasons",
            "    for code, office in unreasoned(session):\n",
            "    for code, office in ():\n",
            [f"{RULES}s12_the_minutes_say_which_of_their_eleven_elements_they_lack"],
        ),
        (
            "session_signed_by_the_titular_who_was_not_there",
            "return found.replaced_by if found and found.present and found.replaced_by else office",
            "return office",
            [f"{RULES}s14_who_took_the_seat_signs"],
        ),
    ],
    "sig_metrics/session/model.py": [
        (
            "session_majority_of_those_who_did_not_abstain",
            "if 2 * self.count(IN_FAVOUR) > len(self.votes):",
            "if self.count(IN_FAVOUR) > self.count(AGAINST):",
            [f"{RULES}s9_what_a_vote_decides"],
        ),
    ],
    "sig_metrics/session/rows.py": [
        (
            "session_closed_over_what_another_did",
            "if session_of(store, code) != before:",
            "if session_of(store, code).code != before.code:",
            ["test_facts.py::test_what_another_did_while_it_was_being_closed_is_seen_and_nothing_is_loaded"],
        ),
        (
            "session_closed_over_rows_of_a_file",
            '_undisputed(store, made, rows if act == "close" else {})',
            "_undisputed(store, made, {})",
            [
                "test_facts.py::test_minutes_of_that_code_that_a_file_brought_are_not_overwritten",
                "test_facts.py::test_what_it_had_left_and_was_decided_otherwise_since_is_not_hidden",
            ],
        ),
        (
            "session_reasons_of_the_next_day_stay_in_the_log",
            '"approve": (MINUTES, "vote"),',
            '"approve": (MINUTES,),',
            ["test_whole.py::test_its_minutes_are_approved_and_signed_and_its_rows_say_so"],
        ),
        (
            "session_approved_empties_what_was_fulfilled",
            '"approve": (MINUTES, "vote"),',
            '"approve": (MINUTES, AGREEMENT, "vote"),',
            ["test_whole.py::test_what_was_loaded_of_it_meanwhile_stays"],
        ),
        (
            "session_leaves_what_was_rejected",
            "return [_agreement_row(session, each) for each in session.adopted]",
            "return [_agreement_row(session, each) for each in session.agreements]",
            ["test_whole.py::test_only_what_was_adopted_is_an_agreement_and_has_votes"],
        ),
    ],
    "sig_metrics/session/carried.py": [
        (
            "carried_counts_its_own_session",
            "if day > own and (done is None or done > day)",
            "if day >= own and (done is None or done > day)",
            ["test_carried.py::test_what_is_open_comes_back_and_what_was_fulfilled_comes_back_once"],
        ),
        (
            "carried_counts_a_session_without_quorum",
            'if row["held_on"] < before and row.get("state") != NO_QUORUM',
            'if row["held_on"] < before',
            ["test_carried.py::test_what_is_open_comes_back_and_what_was_fulfilled_comes_back_once"],
        ),
        (
            "carried_knows_what_came_after_the_corte",
            'return row["fulfilled_on"] if row["fulfilled_on"] and row["fulfilled_on"] <= cutoff else None',
            'return row["fulfilled_on"]',
            ["test_carried.py::test_what_is_open_comes_back_and_what_was_fulfilled_comes_back_once"],
        ),
        (
            "carried_moves_its_own_date",
            'due, own = _fulfilled(row, cutoff), row["due_on"], held[row[MINUTES]]',
            'due, own = _fulfilled(row, cutoff), moved.get(row[AGREEMENT], (row["due_on"],))[0], held[row[MINUTES]]',
            ["test_carried.py::test_the_log_says_what_is_not_in_the_registers_yet_and_where_a_date_was_moved"],
        ),
    ],
    "sig_metrics/store/local.py": [
        (
            "session_closed_again_after_a_crash_has_no_fact",
            "                        if told:\n                            self.journal.record([], *told)\n",
            "",
            ["test_facts.py::test_one_that_stops_between_the_rows_and_the_fact_closes_again_and_loads_nothing_twice"],
        ),
    ],
    "sig_metrics/publish/unchanged.py": [
        (
            "unchanged_only_of_what_is_empty",
            "where old_rows.{rule.column} is not null and old_rows.{rule.column} is distinct from",
            "where old_rows.{rule.column} is null and old_rows.{rule.column} is distinct from",
            ["test_unchanged.py::test_no_file_moves_the_date_of_an_agreement"],
        ),
    ],
}
