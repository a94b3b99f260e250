"""Faults planted in the papers that the plan asks for, in their way back, in the drafts of a plan and in whose a due date is.
planted.py says how to read it."""

BY_HAND = ["test_activity.py::test_the_paper_of_october_says_what_is_counted_by_hand"]
REASONS = ["test_activity_back.py::test_each_reason_why_a_paper_is_not_registered"]
MOVED = ["test_replan.py::test_a_deliverable_that_goes_to_another_month_is_not_delivered_for_that"]
RETURNED = ["test_returned.py::test_what_is_not_registered_says_why_and_changes_nothing"]
BROUGHT = ["test_rules.py::test_s3_a_view_is_brought_to_a_session_that_has_not_begun_once_and_at_the_end"]

DRAFTS = {
    "sig_metrics/report/drafts/draft.py": [
        (
            "draft_a_hole_before_its_months_is_not_told",
            "*month_ends(seen.began, seen.cutoff), *due",
            "*month_ends(seen.began, seen.cutoff)",
            ["test_gaps.py::test_a_draft_says_it_once_for_all_its_figures"],
        ),
        (
            "draft_what_had_not_come_is_over_each_section",
            "            lacking = []\n",
            "",
            ["test_activity.py::test_it_is_told_once_over_the_first_section_with_figures"],
        ),
    ],
    "sig_metrics/report/drafts/activity_sight.py": [
        (
            "draft_beside_the_first_of_the_year",
            "day = month_end(year, max(earlier)) if earlier else",
            "day = month_end(year, min(earlier)) if earlier else",
            BY_HAND,
        ),
    ],
    "sig_metrics/report/drafts/activity_blocks.py": [
        (
            "draft_before_and_after_swapped",
            "values = [*([value(then) if then else NONE] if beside else []), value(now)]",
            "values = [value(now), *([value(then) if then else NONE] if beside else [])]",
            BY_HAND,
        ),
        (
            "draft_late_of_nobody_knows_is_zero",
            'return NONE if count is None else Number(words.number(count), count, place(measured, "open_overdue"))',
            'return Number(words.number(count or 0), count or 0, place(measured, "open_overdue"))',
            ["test_activity.py::test_what_has_no_term_has_no_count_of_late"],
        ),
    ],
    "sig_metrics/report/drafts/activity_numbers.py": [
        (
            "draft_bands_are_counted_and_not_added",
            'return sum(row["count" if what == "open" else what] for row in found)',
            'return sum(row["count" if what == "open" else what] > 0 for row in found)',
            ["test_activity.py::test_what_is_open_and_what_came_in_is_added_up"],
        ),
        (
            "draft_months_are_counted_and_not_added",
            "return sum(row[what] for row in found) if found and all",
            "return len(found) if found and all",
            ["test_activity.py::test_what_is_open_and_what_came_in_is_added_up"],
        ),
        (
            "draft_counts_the_month_of_the_report_before",
            'found = [row for row in cases.flow(sight.dataset, name, scope) if row["period"] > since]',
            'found = [row for row in cases.flow(sight.dataset, name, scope) if row["period"] >= since]',
            ["test_activity.py::test_what_is_open_and_what_came_in_is_added_up"],
        ),
    ],
    "sig_metrics/report/drafts/held.py": [
        (
            "draft_what_did_not_come_is_told",
            "return found is None or not (found.unseen(scope.cutoff) or found.stale)",
            "return True",
            ["test_activity.py::test_rows_of_a_month_that_did_not_come_are_not_zero"],
        ),
    ],
    "sig_metrics/report/drafts/activity_identity.py": [
        (
            "back_blank_in_capitals_is_filled",
            r'BLANK = re.compile(r"\[\s*completar\s*:[^\]]{0,200}\]?", re.I)',
            r'BLANK = re.compile(r"\[\s*completar\s*:[^\]]{0,200}\]?")',
            ["test_activity_back.py::test_a_blank_is_found_however_it_was_cut"],
        ),
    ],
    "sig_metrics/report/drafts/activity_text.py": [
        (
            "back_blank_counts_as_filled",
            '"blanks": BLANK.findall(whole)[:20],',
            '"blanks": BLANK.findall(whole)[3:20],',
            REASONS,
        ),
    ],
    "sig_metrics/report/drafts/activity_back.py": [
        (
            "back_number_used_twice",
            'if fold(row["document_number"] or "") == fold(number) and place_of(row) != place:',
            'if row["document_number"] == number and place_of(row) != place:',
            REASONS,
        ),
        (
            "back_of_another_month",
            "    if own == place:\n",
            "    if own.activity == place.activity:\n",
            REASONS,
        ),
        (
            "back_same_file_twice",
            'if (row["evidence"] or "") == f"{SHA}{back.sha256}" and place_of(row) != place:',
            'if (row["evidence"] or "") == back.sha256 and place_of(row) != place:',
            ["test_activity_back.py::test_a_whole_one_turns_its_slot"],
        ),
    ],
    "sig_metrics/report/drafts/activity_slot.py": [
        (
            "back_delivered_without_a_number_is_answered",
            'if place_of(row) == place and row["document_number"]:',
            "if place_of(row) == place:",
            ["test_returned.py::test_its_slot_turns_by_the_ordinary_load"],
        ),
        (
            "back_any_month_of_the_year",
            "there = {each.item: each for each in mine if each.month == month}",
            "there = {each.item: each for each in mine}",
            RETURNED,
        ),
    ],
    "sig_metrics/cli/returning.py": [
        (
            "back_from_the_future",
            "if given.on > (latest := today(dataset.snapshot)):",
            "if given.on < (latest := today(dataset.snapshot)) and False:",
            RETURNED,
        ),
    ],
    "sig_metrics/report/writers/docx_look.py": [
        (
            "docx_wide_page_that_stands",
            "(Cm(each) for each in (A4[::-1] if wide else A4))",
            "(Cm(each) for each in A4)",
            ["test_replanned.py::test_the_annex_lies_and_none_of_its_columns_parts_a_word"],
        ),
    ],
    "sig_metrics/measure/replan/effect.py": [
        (
            "replan_what_is_added_hides_what_is_moved",
            "hidden = sum(max(0, count - now[activity]) for activity, count in was.items())",
            "hidden = max(0, sum(was.values()) - sum(now.values()))",
            ["test_replan.py::test_what_is_added_overdue_does_not_hide_what_is_moved"],
        ),
        (
            "replan_credits_without_a_cap",
            "credited = {code: min(accepted[code], count) for code, count in due.items()}",
            "credited = {code: accepted[code] for code, count in due.items()}",
            ["test_replan.py::test_without_edits_it_is_the_version_at_every_month_end"],
        ),
        (
            "replan_moved_is_delivered",
            "state = (ON_TIME if came <= last else LATE) if came else OVERDUE if due else PENDING",
            "state = (ON_TIME if came <= last else LATE) if came else PENDING",
            MOVED,
        ),
    ],
    "sig_metrics/measure/replan/said.py": [
        (
            "replan_opened_and_closed_swapped",
            "opened = tuple(each for each, one, other in zip(asked, was, would) if one and not other)",
            "opened = tuple(each for each, one, other in zip(asked, was, would) if other and not one)",
            ["test_replan.py::test_what_a_norm_asks_of_the_months_is_opened_and_closed"],
        ),
    ],
    "sig_metrics/session/calling.py": [
        (
            "brought_point_takes_the_place_of_the_others",
            'return {"items": known.items((*session.items, made), catalog)}',
            'return {"items": known.items((made,), catalog)}',
            BROUGHT,
        ),
    ],
    "sig_metrics/session/permits.py": [
        (
            "brought_twice",
            "if item.view and each.view == item.view), None)",
            "if item.view and each == item), None)",
            BROUGHT,
        ),
    ],
    "pages/_kit/blocks/replan_session.py": [
        (
            "brought_address_as_it_is_typed",
            'return f"{PLAN}?{urlencode({DRAFT: made.text})}"',
            'return f"{PLAN}?{DRAFT}={made.text}"',
            ["test_replan_screen.py::test_a_title_with_dots_and_accents_is_the_same_after_the_address_of_the_point"],
        ),
    ],
    "sig_metrics/measure/duties_dates.py": [
        (
            "agenda_event_by_calendar_days",
            "    if unit == WORKING:\n        found = calendar.after(",
            '    if unit == "":\n        found = calendar.after(',
            ["test_duties.py::test_a_due_date_is_the_one_worked_by_hand"],
        ),
        (
            "agenda_period_by_calendar_days",
            "    if unit == WORKING:\n        found = calendar.nth(",
            '    if unit == "":\n        found = calendar.nth(',
            ["test_another_institution.py::test_its_own_duties_are_due_on_the_days_that_a_finger_counts"],
        ),
    ],
    "sig_metrics/measure/duties_due.py": [
        (
            "agenda_of_a_unit_has_those_of_others",
            "return unit is None or unit in self.units or EVERYONE in self.units",
            "return unit is None or bool(self.units)",
            [
                "test_duties.py::test_a_unit_sees_what_is_its_own_and_what_is_shared",
                "test_another_institution.py::test_its_duties_are_in_its_agenda_its_feed_and_its_reminders",
            ],
        ),
    ],
}
