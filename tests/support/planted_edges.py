"""Faults planted at the edges: what the server refuses, who may read the store, the search of personal data, and
what is taken away or told of a store. Read planted.py first."""

EDGES = {
    "pages/_kit/shell/guard.py": [
        (
            "guard_pages_for_any_name",
            "        if not is_host_allowed(host):\n",
            "        if False:\n",
            ["test_server.py::test_it_answers_to_its_own_names_and_to_no_other"],
        ),
        (
            "guard_counters_open",
            'CLOSED = ("/_stcore/metrics", ',
            "CLOSED = (",
            ["test_server.py::test_every_answer_says_what_a_browser_may_not_do_with_it"],
        ),
        (
            "guard_anybody_clears",
            'HEARD = ("rerun_script", ',
            'HEARD = ("clear_cache", "rerun_script", ',
            ["test_server.py::test_nobody_clears_what_is_kept_for_everybody"],
        ),
        (
            "guard_uploads_without_end",
            "len(held) + self.coming[session] >= FILES or size > BYTES",
            "size > BYTES",
            ["test_server.py::test_uploads_are_counted_by_session_and_go_when_it_is_left"],
        ),
        (
            "guard_uploads_of_any_size",
            " or size > BYTES",
            "",
            ["test_server.py::test_uploads_are_counted_by_session_and_go_when_it_is_left"],
        ),
        (
            "guard_frames_of_anybody",
            "; frame-ancestors 'self'",
            "",
            ["test_server.py::test_every_answer_says_what_a_browser_may_not_do_with_it"],
        ),
        (
            "guard_forgets_who_is_there",
            "if not runtime.get_instance().is_active_session(session)",
            "if runtime.get_instance().is_active_session(session)",
            ["test_server.py::test_what_who_left_had_uploaded_is_let_go_of"],
        ),
    ],
    "sig_metrics/store/private.py": [
        (
            "private_only_the_group",
            "OWNER = 0o077",
            "OWNER = 0o007",
            ["test_private.py::test_what_the_store_writes_is_its_owners_only"],
        ),
        (
            "private_the_first_thread_opens",
            "            _count -= 1\n            if not _count:",
            "            _count -= 1\n            if True:",
            ["test_private.py::test_the_mask_comes_back_when_the_last_thread_leaves"],
        ),
        (
            "private_old_files_as_they_were",
            '"archive", "archive/*")',
            '"archive")',
            ["test_private.py::test_what_an_earlier_program_left_open_is_closed_and_what_is_not_its_own_is_let_be"],
        ),
    ],
    "sig_metrics/publish/watch.py": [
        (
            "watch_any_folder",
            "    if not is_inbox(folder):\n",
            "    if False:\n",
            ["test_watch.py::test_a_folder_that_was_not_made_for_it_is_refused_and_nothing_of_it_moves"],
        ),
        (
            "watch_through_links",
            "        if place.resolve().parent != home or",
            "        if False and",
            ["test_watch.py::test_nothing_is_moved_out_of_the_inbox_by_a_link"],
        ),
        (
            "watch_keeps_the_reserved",
            "        if reserved:\n            path.unlink()\n        else:\n",
            "        if True:\n",
            ["test_watch.py::test_a_file_of_the_reserved_register_is_kept_nowhere_and_named_nowhere"],
        ),
        (
            "watch_ends_well_whatever",
            "return 1 if waiting or inbox.refusals else 0",
            "return 1 if waiting else 0",
            ["test_cli.py::test_watch_once_loads_what_is_there"],
        ),
    ],
    "sig_metrics/publish/dropped.py": [
        (
            "dropped_a_link_is_a_mark",
            "mark.is_file() and not mark.is_symlink()",
            "mark.exists()",
            ["test_watch.py::test_a_folder_that_was_not_made_for_it_is_refused_and_nothing_of_it_moves"],
        ),
    ],
    "sig_metrics/store/disk.py": [
        (
            "disk_named_before_it_is_there",
            "    to_disk(aside)\n",
            "",
            ["test_storage_faults.py::test_the_pointer_moves_last_and_only_to_what_is_on_the_disk"],
        ),
        (
            "disk_a_name_that_may_be_lost",
            "    os.replace(aside, path)\n    to_disk(path.parent)\n",
            "    os.replace(aside, path)\n",
            ["test_storage_faults.py::test_the_pointer_moves_last_and_only_to_what_is_on_the_disk"],
        ),
    ],
    "sig_metrics/store/local.py": [
        (
            "local_a_pointer_that_went_back",
            "        if beyond and not fresh:\n",
            "        if False:\n",
            ["test_in_use.py::test_a_pointer_that_went_back_costs_no_snapshot"],
        ),
        (
            "local_nothing_is_read_back",
            "            read_back(aside, written)\n",
            "",
            ["test_storage_faults.py::test_what_was_written_is_read_back_whole_before_it_is_published"],
        ),
        (
            "local_the_refused_original_stays",
            "                    original.unlink(missing_ok=True)\n",
            "                    pass\n",
            ["test_storage_faults.py::test_what_was_written_is_read_back_whole_before_it_is_published"],
        ),
        (
            "local_without_an_archive",
            "if not fresh and known and not self.journal.path.parent.is_dir():",
            "if False:",
            ["test_condition.py::test_an_archive_that_is_not_enough_is_told"],
        ),
    ],
    "sig_metrics/store/unfinished.py": [
        (
            "unfinished_told_of_what_was_published",
            "        if current is None or current < number:\n",
            "        if True:\n",
            ["test_condition.py::test_a_load_that_was_published_before_the_kill_is_no_loss"],
        ),
        (
            "unfinished_forgotten_by_a_refusal",
            "        if before is None or published:\n",
            "        if True:\n",
            ["test_condition.py::test_a_load_that_a_kill_lost_is_told_until_something_is_published"],
        ),
    ],
    "sig_metrics/store/journal.py": [
        (
            "journal_any_line_is_taken",
            'sound = entry.pop("check") == _check(entry) and',
            'sound = entry.pop("check") and',
            ["test_condition.py::test_a_line_of_the_journal_that_somebody_changed_is_taken_for_none"],
        ),
    ],
    "sig_metrics/publish/destroy.py": [
        (
            "destroy_told_twice",
            "*([] if told else [event])",
            "event",
            ["test_verify.py::test_a_destruction_that_was_cut_is_told_by_the_log_once"],
        ),
        (
            "destroy_any_reason",
            "        if secret & _told(text):\n",
            "        if False:\n",
            ["test_condition.py::test_reason_and_who_hold_nothing_of_what_is_destroyed"],
        ),
        (
            "destroy_who_loaded_stays",
            'for name in ("who", "annulled_by", "reason")',
            'for name in ("annulled_by", "reason")',
            ["test_condition.py::test_who_loaded_and_an_older_reason_go_too_when_they_repeat_it"],
        ),
    ],
    "sig_metrics/publish/history.py": [
        (
            "ledger_destroyed_before_it_is",
            'if line["load"] == going and line["destroyed"] else line',
            "if False else line",
            ["test_condition.py::test_a_destruction_that_a_kill_cut_is_ended_at_the_next_start_and_only_then_said"],
        ),
    ],
    "sig_metrics/intake/personal/signed.py": [
        (
            "personal_reasons",
            "    if find(text):",
            "    if False:",
            ["test_condition.py::test_reason_and_who_hold_nothing_of_what_is_destroyed"],
        ),
    ],
    "sig_metrics/store/clock.py": [
        (
            "clock_of_the_machine",
            "return max(words.today(), words.in_lima(last).date()) if last else words.today()",
            "return words.today()",
            ["test_condition.py::test_a_clock_that_went_back_is_told_and_nothing_is_calculated_by_it"],
        ),
    ],
    "sig_metrics/intake/alone.py": [
        (
            "alone_may_fork",
            "(SET, 0, 1, A_THREAD)",
            "(SET, 0, 0, A_THREAD)",
            ["test_sandbox.py::test_the_child_is_alone"],
        ),
        ("alone_may_talk", "322, 41, 53,", "322, 53,", ["test_sandbox.py::test_the_child_is_alone"]),
        (
            "alone_may_write",
            "TO_WRITE = 0o1 | 0o2 | 0o100 | 0o1000",
            "TO_WRITE = 0",
            ["test_sandbox.py::test_the_child_is_alone"],
        ),
    ],
    "sig_metrics/intake/child.py": [
        (
            "sandbox_waits_for_whoever_holds_the_pipe",
            "    hearer.join(limits.seconds)\n",
            "    hearer.join()\n",
            ["test_sandbox.py::test_who_the_child_leaves_behind_goes_with_it_and_the_place_comes_back"],
        ),
    ],
    "sig_metrics/store/__init__.py": [
        (
            "store_of_the_folder_one_is_in",
            'Path(__file__).parents[2] / "data" / "store"',
            'Path("data") / "store"',
            ["test_store.py::test_the_name_of_the_store"],
        ),
    ],
    "sig_metrics/intake/personal/text.py": [
        (
            "person_dashes_of_ascii_only",
            'elif kind == "Pd" or char == "−":',
            "elif False:",
            ["test_personal.py::test_every_kind_of_dress_is_seen_through"],
        ),
    ],
    "sig_metrics/intake/personal/numbers.py": [
        (
            "person_every_number_of_a_document_is_somebodys",
            "excused = excused if listed else is_of_a_document(low, start, end) and not SAID_AFTER.match(low, end)",
            "excused = False",
            ["test_personal.py::test_the_hard_examples_are_found_in_their_place_and_the_innocent_are_let_be"],
        ),
    ],
    "sig_metrics/intake/personal/names.py": [
        (
            "person_streets_are_people",
            "if around & BEFORE or",
            "if False or",
            ["test_personal.py::test_the_hard_examples_are_found_in_their_place_and_the_innocent_are_let_be"],
        ),
        (
            "person_names_with_titles_only",
            "        yield from _listed(text, tokens, low)",
            "        pass",
            ["test_personal.py::test_the_hard_examples_are_found_in_their_place_and_the_innocent_are_let_be"],
        ),
    ],
    "sig_metrics/intake/personal/hint.py": [
        ("person_hint_without_names", "ODD, LISTED", "ODD", ["test_personal.py::test_the_quick_filter_hides_nothing"]),
    ],
    "sig_metrics/intake/judge/validate.py": [
        (
            "validate_codes_are_not_searched",
            '    if column.type == "text":\n        for problem in _personal',
            '    if column.type == "text" and not column.pattern:\n        for problem in _personal',
            ["test_personal.py::test_a_person_is_no_number_of_a_case"],
        ),
        (
            "validate_a_name_is_a_code",
            "not (cells.reserved or column.pattern)",
            "not cells.reserved",
            ["test_personal.py::test_a_person_is_no_number_of_a_case"],
        ),
    ],
}
