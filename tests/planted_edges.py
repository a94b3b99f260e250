"""Faults planted at the edges: what the server refuses, who may read the store, and the search of personal data. Read planted.py first."""

EDGES = {
    "pages/_kit/guard.py": [
        ("guard_pages_for_any_name", "        if not is_host_allowed(host):\n", "        if False:\n",
         ["test_server.py::test_it_answers_to_its_own_names_and_to_no_other"]),
        ("guard_counters_open", 'CLOSED = ("/_stcore/metrics", ', "CLOSED = (",
         ["test_server.py::test_every_answer_says_what_a_browser_may_not_do_with_it"]),
        ("guard_anybody_clears", 'HEARD = ("rerun_script", ', 'HEARD = ("clear_cache", "rerun_script", ',
         ["test_server.py::test_nobody_clears_what_is_kept_for_everybody"]),
        ("guard_uploads_without_end", "len(held) + self.coming[session] >= FILES or size > BYTES", "size > BYTES",
         ["test_server.py::test_uploads_are_counted_by_session_and_go_when_it_is_left"]),
        ("guard_uploads_of_any_size", " or size > BYTES", "",
         ["test_server.py::test_uploads_are_counted_by_session_and_go_when_it_is_left"]),
        ("guard_frames_of_anybody", "; frame-ancestors 'self'", "",
         ["test_server.py::test_every_answer_says_what_a_browser_may_not_do_with_it"]),
        ("guard_forgets_who_is_there", "if not runtime.get_instance().is_active_session(session)", "if runtime.get_instance().is_active_session(session)",
         ["test_server.py::test_what_who_left_had_uploaded_is_let_go_of"]),
    ],
    "sig_metrics/store/private.py": [
        ("private_only_the_group", "OWNER = 0o077", "OWNER = 0o007", ["test_private.py::test_what_the_store_writes_is_its_owners_only"]),
        ("private_the_first_thread_opens", "            _count -= 1\n            if not _count:", "            _count -= 1\n            if True:",
         ["test_private.py::test_the_mask_comes_back_when_the_last_thread_leaves"]),
        ("private_old_files_as_they_were", '"archive", "archive/*")', '"archive")',
         ["test_private.py::test_what_an_earlier_program_left_open_is_closed_and_what_is_not_its_own_is_let_be"]),
    ],
    "sig_metrics/store/__init__.py": [
        ("store_of_the_folder_one_is_in", 'Path(__file__).parents[2] / "data" / "store"', 'Path("data") / "store"',
         ["test_store.py::test_the_name_of_the_store"]),
    ],
    "sig_metrics/person_text.py": [
        ("person_dashes_of_ascii_only", 'elif kind == "Pd" or char == "−":', "elif False:", ["test_personal.py::test_every_kind_of_dress_is_seen_through"]),
    ],
    "sig_metrics/person_numbers.py": [
        ("person_every_number_of_a_document_is_somebodys", "excused = excused if listed else is_of_a_document(low, start, end) and not SAID_AFTER.match(low, end)",
         "excused = False", ["test_personal.py::test_the_hard_examples_are_found_in_their_place_and_the_innocent_are_let_be"]),
    ],
    "sig_metrics/person_names.py": [
        ("person_streets_are_people", "if around & BEFORE or", "if False or",
         ["test_personal.py::test_the_hard_examples_are_found_in_their_place_and_the_innocent_are_let_be"]),
        ("person_names_with_titles_only", "        yield from _listed(text, tokens, low)", "        pass",
         ["test_personal.py::test_the_hard_examples_are_found_in_their_place_and_the_innocent_are_let_be"]),
    ],
    "sig_metrics/person_hint.py": [
        ("person_hint_without_names", "ODD, LISTED", "ODD", ["test_personal.py::test_the_quick_filter_hides_nothing"]),
    ],
    "sig_metrics/validate.py": [
        ("validate_codes_are_not_searched", '    if column.type == "text":\n        for problem in _personal', '    if column.type == "text" and not column.pattern:\n        for problem in _personal',
         ["test_personal.py::test_a_person_is_no_number_of_a_case"]),
        ("validate_a_name_is_a_code", "not (cells.reserved or column.pattern)", "not cells.reserved",
         ["test_personal.py::test_a_person_is_no_number_of_a_case"]),
    ],
}  # fmt: skip
