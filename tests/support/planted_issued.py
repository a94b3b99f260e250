"""Faults planted in the papers of a session, in its pack, and in what is known of a copy that comes back signed: what would be
signed, or believed, and is not so. planted.py says how to read it."""

LACKING = ["test_papers.py::test_minutes_that_lack_an_element_are_not_issued_and_say_which"]
ELEMENTS = ["test_papers.py::test_the_minutes_have_every_element"]
AGAIN = ["test_signed.py::test_a_page_that_is_written_again_before_the_signature_is_not_what_was_issued"]

ISSUED = {
    "sig_metrics/report/papers/minutes.py": [
        (
            "minutes_that_lack_something",
            "    if missing := rules.lacking(session):\n",
            "    if missing := ():\n",
            LACKING,
        ),
        (
            "minutes_quorum_of_the_first_call",
            '"quorum": rules.needed(session)}',
            '"quorum": rules.quorum(session)}',
            ["test_papers.py::test_a_second_call_says_its_quorum_and_that_of_the_first_was_not_met"],
        ),
    ],
    "sig_metrics/report/papers/agreed.py": [
        (
            "minutes_without_the_dissents",
            "if vote in dissents or vote.sense == ABSTENTION",
            "if vote.sense == ABSTENTION",
            ELEMENTS,
        ),
        (
            "minutes_a_casting_vote_is_a_majority",
            'else "cast" if agreement.casting else "majority"',
            'else "majority"',
            ELEMENTS,
        ),
    ],
    "sig_metrics/report/papers/certificate.py": [
        (
            "certificate_of_what_was_rejected",
            "    if agreement not in session.adopted:\n",
            '    if agreement.outcome == "open":\n',
            ["test_papers.py::test_a_certificate_is_of_an_adopted_agreement_before_the_minutes_are_approved"],
        ),
    ],
    "sig_metrics/report/papers/memoranda.py": [
        (
            "memorandum_of_what_was_rejected",
            "each for each in session.adopted if each.unit == unit",
            "each for each in session.agreements if each.unit == unit",
            ["test_papers.py::test_a_memorandum_goes_to_each_unit_with_what_it_owes_and_until_when"],
        ),
    ],
    "sig_metrics/report/papers/index.py": [
        (
            "index_folios_that_do_not_follow",
            "last + each.pages), last + each.pages\n",
            "last + each.pages), last + 1\n",
            ["test_papers_index.py::test_each_document_has_its_code_its_date_its_folios_and_its_hash"],
        ),
    ],
    "sig_metrics/report/papers/figures.py": [
        (
            "minutes_a_reserved_figure",
            "if each.code in found and not each.reserved]",
            "if each.code in found]",
            ["test_papers.py::test_a_reserved_indicator_is_in_no_table_whatever_an_agreement_answers"],
        ),
    ],
    "sig_metrics/report/papers/desk.py": [
        (
            "papers_what_was_typed_is_markup",
            "if isinstance(value, str) else value\n",
            "if not isinstance(value, str) else value\n",
            ["test_papers.py::test_what_somebody_typed_is_no_markup"],
        ),
    ],
    "sig_metrics/report/signed.py": [
        (
            "signed_whatever_its_digest",
            "return Signature(intact and valid,",
            "return Signature(valid,",
            ["test_signed.py::test_a_byte_of_what_was_signed_that_changes_breaks_it"],
        ),
        (
            "signed_whatever_came_after",
            "    return each.coverage == SignatureCoverageLevel.ENTIRE_REVISION and only\n",
            "    return each.coverage == SignatureCoverageLevel.ENTIRE_REVISION\n",
            ["test_signed.py::test_a_page_that_is_written_again_after_the_signature_is_not_covered"],
        ),
    ],
    "sig_metrics/report/unchanged.py": [
        (
            "signed_another_page",
            "                if not _only_boxes(before, value):\n",
            "                if not _only_boxes(before, before):\n",
            AGAIN,
        ),
    ],
    "sig_metrics/report/pack.py": [
        (
            "pack_a_reserved_figure",
            '    if all(row["value"] is None for row in told):\n',
            '    if any(row["value"] is None for row in told):\n',
            ["test_pack_session.py::test_a_figure_of_a_reserved_indicator_never_goes_out"],
        ),
        (
            "pack_that_does_not_say_what_it_lacks",
            "    if missing:\n",
            "    if not missing:\n",
            ["test_pack_session.py::test_a_session_in_course_brings_what_there_is_and_says_the_rest"],
        ),
    ],
}
