"""Faults planted in the agenda of duties, its calendar and its reminders. planted.py says how to read it."""

WORKED = ["test_duties.py::test_a_due_date_is_the_one_worked_by_hand"]

AGENDA = {
    "sig_metrics/measure/duties_dates.py": [
        (
            "agenda_counts_the_day_itself",
            "        at = bisect_right(known, day) + quantity - 1\n",
            "        at = bisect_right(known, day) + quantity - 2\n",
            ["test_duties.py::test_two_working_days_jump_the_holidays_and_the_bridge"],
        ),
        (
            "agenda_no_days_of_a_place",
            "        return self.days.get(ut or NATIONAL) or self.days.get(NATIONAL, ())\n",
            "        return self.days.get(NATIONAL, ())\n",
            ["test_duties.py::test_a_place_has_its_own_working_days"],
        ),
        (
            "agenda_hours_end_with_the_day",
            "        return When(at.date(), at)\n",
            "        return When(at.date())\n",
            WORKED,
        ),
    ],
    "sig_metrics/measure/duties_due.py": [
        (
            "agenda_what_nobody_says_is_overdue",
            "        return OVERDUE if answered else UNKNOWN\n",
            "        return OVERDUE\n",
            WORKED,
        ),
    ],
    "sig_metrics/measure/duties.py": [
        (
            "agenda_done_after_the_day_is_known",
            "    done = event.done_at if event.done_at and event.done_at.date() <= moment.known else None\n",
            "    done = event.done_at\n",
            ["test_duties.py::test_only_what_was_known_that_day_counts"],
        ),
    ],
    "sig_metrics/measure/duties_plan.py": [
        (
            "agenda_uid_of_its_month",
            'uid=f"plan-{version.year}-{slot.activity}-{turn[slot.activity]}"',
            'uid=f"plan-{version.year}-{slot.activity}-{slot.month}-{slot.item}"',
            ["test_duties.py::test_what_is_asked_again_keeps_its_identity_when_its_day_moves"],
        ),
    ],
    "sig_metrics/present/icalendar.py": [
        (
            "calendar_folds_letters",
            "        octets = len(letter.encode())\n",
            "        octets = 1\n",
            ["test_icalendar.py::test_lines_have_75_octets_and_cut_no_letter"],
        ),
    ],
    "sig_metrics/cli/agenda.py": [
        (
            "reminder_twice_a_day",
            "    if unit in written:\n",
            "    if False:\n",
            ["test_agenda.py::test_it_sends_one_a_unit_and_never_twice_a_day"],
        ),
    ],
    "sig_metrics/cli/mailing.py": [
        (
            "reminder_in_the_clear",
            '    if server.tls == "starttls":\n',
            "    if False:\n",
            ["test_agenda.py::test_a_server_without_encryption_gets_nothing_unless_it_is_said"],
        ),
    ],
}
