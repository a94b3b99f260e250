"""Faults planted in the log that a stranger verifies: what would make it believed, or readable, where it must not be.
planted.py says how to read it."""

EDITS = ["test_verify.py::test_a_thousand_edits_cuts_and_reorders_of_the_files_are_refused"]
FORGED = ["test_verify.py::test_what_who_knows_the_program_would_write_is_refused"]

LEDGER = {
    "sig_metrics/store/ledger/merkle.py": [
        (
            "merkle_a_leaf_is_a_node",
            'hashlib.sha256(b"\\x00" + leaf)',
            'hashlib.sha256(b"\\x01" + leaf)',
            ["test_merkle.py::test_the_published_roots"],
        ),
        (
            "merkle_growth_of_one_side",
            "    return not last and before == old_root and after == new_root\n",
            "    return not last and after == new_root\n",
            ["test_merkle.py::test_a_proof_with_anything_else_is_refused"],
        ),
    ],
    "sig_metrics/store/ledger/note.py": [
        (
            "note_base64_of_any_spelling",
            "    if _coded(content) != text:\n",
            "    if False:\n",
            ["test_notes.py::test_every_character_of_a_note_counts"],
        ),
    ],
    "sig_metrics/store/ledger/leaf.py": [
        (
            "leaf_texts_in_the_clear",
            "    return _hmac(_key(entry, name), canonical(entry[name])).hex()\n",
            "    return canonical(entry[name]).decode()\n",
            ["test_log.py::test_a_leaf_is_the_fact_in_canonical_json_and_nothing_of_its_texts"],
        ),
        (
            "leaf_the_salt_stays",
            'if name != "salt"}',
            "if True}",
            ["test_log.py::test_a_destroyed_load_leaves_its_leaf_and_no_letter"],
        ),
    ],
    "sig_metrics/store/ledger/key.py": [
        (
            "key_inside_the_archive",
            'FILE = "signing.key"',
            'FILE = "archive/signing.key"',
            ["test_log.py::test_each_publication_signs_what_it_brought"],
        ),
        (
            "key_of_any_log",
            "    if origin and found.name != origin:\n",
            "    if False:\n",
            ["test_log.py::test_the_key_of_another_log_does_not_sign_this_one"],
        ),
    ],
    "sig_metrics/store/ledger/log.py": [
        (
            "log_signs_after_what_is_gone",
            '    if any(entry["after"] > before for entry in lines.values()) or size < before:\n',
            "    if size < before:\n",
            ["test_log.py::test_what_does_not_begin_with_what_was_signed_is_not_signed"],
        ),
        (
            "log_signs_another_past",
            "                if not _has(in_row(row), before, signed):\n",
            "                if False:\n",
            ["test_log.py::test_what_does_not_begin_with_what_was_signed_is_not_signed"],
        ),
    ],
    "sig_metrics/store/ledger/audit.py": [
        (
            "audit_a_line_that_says_the_same",
            'if entry is None or line_of(entry) != text + b"\\n":',
            "if entry is None:",
            EDITS,
        ),
        (
            "audit_a_checkpoint_less",
            'for size in sorted({entry["after"] for entry in found.entries} - sizes - {0}):',
            "for size in ():",
            EDITS,
        ),
        (
            "audit_a_text_less",
            '        if gone and (load not in told or entry["event"] not in ("load", "annul")):\n',
            "        if False:\n",
            FORGED,
        ),
    ],
    "sig_metrics/store/verify.py": [
        (
            "verify_originals_by_their_name",
            'known[path] = _sha256(path) == line["sha256"]',
            "known[path] = path.exists()",
            ["test_verify.py::test_what_the_store_keeps_is_compared_with_its_log"],
        ),
    ],
    "sig_metrics/store/ledger/verifica.py": [
        (
            "verifica_files_that_came_besides",
            "sorted({*files, *listed})",
            "sorted({*listed})",
            ["test_pack.py::test_a_file_more_or_less_and_it_does_not_conform"],
        ),
        (
            "verifica_any_key",
            'yield trusted in ("", keys[-1])',
            "yield True",
            ["test_pack.py::test_the_key_that_is_given_is_the_one_that_counts"],
        ),
    ],
}
