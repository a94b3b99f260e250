"""Faults planted in the reading of a plan from its own document; as planted.py has them."""

PLAN = "test_plan_documents.py::"
HOSTILE = "test_plan_documents_hostile.py::"
DOCUMENTS = {
    "sig_metrics/intake/document/text.py": [
        (
            "plan_text_spaces_that_were_lost_are_months",
            'return lead[1], (rest + [""] * 12)[:12], False',
            'return lead[1], (rest + [""] * 12)[:12], True',
            [f"{PLAN}test_spaces_that_were_lost_are_doubts_and_not_months"],
        ),
    ],
    "sig_metrics/intake/document/whole.py": [
        (
            "plan_bar_over_months_is_of_the_first",
            "laid.doubts |= {(r, c): code for r in rows for c in covered}",
            "laid.doubts |= {}",
            [f"{PLAN}test_a_bar_over_months_is_marked"],
        ),
        (
            "plan_rest_of_a_text_is_lost_over_the_page",
            "joined = flowed([before, text])",
            "joined = before or text",
            [f"{PLAN}test_a_row_that_a_page_cuts_is_one_again"],
        ),
    ],
    "sig_metrics/intake/document/pdf.py": [
        (
            "plan_turned_page_is_read_as_it_lies",
            "seen = _Seen(page, max((0, 90, 180, 270), key=angles.count))",
            "seen = _Seen(page, page.get_rotation() % 360)",
            [f"{HOSTILE}test_a_turned_page_is_read_as_its_letters_stand"],
        ),
    ],
    "sig_metrics/intake/document/docx.py": [
        (
            "plan_word_without_a_look_for_utf16",
            'if b"\\0" in written[:64]:',
            "if not written:",
            [f"{HOSTILE}test_a_word_bomb_a_dtd_and_a_twin_are_refused"],
        ),
    ],
    "sig_metrics/intake/document/facts.py": [
        (
            "plan_resolution_that_is_only_cited",
            "front = lines[:seen]",
            "front = lines",
            [f"{PLAN}test_a_resolution_that_is_only_cited_is_not_this_one"],
        ),
    ],
    "sig_metrics/intake/annex/doubted.py": [
        (
            "plan_book_with_doubts_is_loaded",
            "fold(held[CONFIRMED]) not in YES",
            'fold(held[CONFIRMED]) == "no"',
            ["test_plan_document.py::test_a_doubtful_one_is_written_corrected_confirmed_and_loaded"],
        ),
    ],
}
