"""Faults planted in the screens of a session: what they propose, what they let through, and upon what they act; as planted.py
has them."""

SITTING = {
    "sig_metrics/session/proposed.py": [
        (
            "order_of_the_day_has_the_earlier_agreements_twice",
            "if line.asked.number != EARLIER and (kind == REVIEW or line.owed)]",
            "if kind == REVIEW or line.owed]",
            ["test_session_screen.py::test_the_order_of_the_day_is_proposed_with_what_lacks_first"],
        ),
        (
            "order_of_the_day_forgets_what_lacks",
            "lacking = {line.asked.number for line in review(dataset, Scope(cutoff)).inputs if line.owed}",
            "lacking = {line.asked.number for line in review(dataset, Scope(cutoff)).inputs if not line.owed}",
            ["test_session_screen.py::test_the_order_of_the_day_is_proposed_with_what_lacks_first"],
        ),
    ],
    "sig_metrics/session/listed.py": [
        (
            "who_was_excused_counts_for_the_quorum_of_the_list",
            'present = [each for each in attended if each["attended_as"] in PRESENT]',
            "present = [each for each in attended if PRESENT]",
            ["test_screens_typed.py::test_the_screen_says_what_is_written"],
        ),
    ],
    "sig_metrics/session/said.py": [
        (
            "second_call_says_the_law_of_the_first",
            '"sitting_law_second" if session.call == 2 else "sitting_law_first"',
            '"sitting_law_first" if session.call == 2 else "sitting_law_second"',
            ["test_session_screen.py::test_without_quorum_it_is_called_again_with_a_third"],
        ),
    ],
    "pages/_kit/session/acting.py": [
        (
            "an_act_upon_what_another_changed_is_done",
            "changed = before is not None and before.code == now.code and before.facts != now.facts",
            "changed = False",
            ["test_session_screen.py::test_who_acts_upon_what_another_changed_is_told_before"],
        ),
        (
            "a_form_does_not_hear_what_its_screen_found",
            "    return now, changed or before\n",
            "    return now, changed\n",
            ["test_session_screen.py::test_an_agreement_upon_what_another_changed_waits_for_a_second_press"],
        ),
    ],
    "pages/_kit/session/agreement.py": [
        (
            "an_agreement_is_written_before_its_votes_are_judged",
            "    permits.votes(session, made, made.votes, made.casting)\n",
            "",
            ["test_session_screen.py::test_an_agreement_needs_the_vote_of_everybody_present"],
        ),
    ],
    "pages/_kit/session/ending.py": [
        (
            "a_session_is_closed_with_points_of_which_nothing_was_written",
            "if pressed and (lost := _before(session)):",
            "if pressed and session.signed and (lost := _before(session)):",
            [
                "test_session_screen.py::test_a_session_is_closed_once_its_minutes_are_whole_and_they_are_approved_and_signed_for"
            ],
        ),
    ],
    "pages/_kit/session/screen.py": [
        (
            "a_session_is_written_from_a_corte",
            "    if view.corte is not None:\n        _read(view, session, step)\n    elif step == CALL",
            "    if step == CALL",
            ["test_session_screen.py::test_from_a_corte_a_session_is_read_and_never_written"],
        ),
    ],
}
