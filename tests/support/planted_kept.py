"""Faults planted in what is kept of a file and in what may be published: the third part of planted.py. Their tests
make their own stores."""

KEPT_TESTS = ["test_reserved.py::test_no_trace_is_left_anywhere"]
PLACES = ["test_reserved.py::test_the_same_places_of_any_register_are_judged_as_its_cells_are"]
SEEN = ["test_reserved.py::test_the_places_that_are_of_the_sheet_refuse_it_and_the_others_are_left_behind"]
RULES = ["test_disclosure.py::test_each_file_is_taken_or_refused_by_its_rule"]
KEPT = {
    "sig_metrics/intake/prepare.py": [
        (
            "kept_the_bytes_that_came",
            'name=f"{register.name}.csv", content=content))',
            'name=f"{register.name}.csv"))',
            SEEN,
        ),
        ("kept_the_name_that_came", 'name=f"{register.name}.csv", content=content))', "content=content))", KEPT_TESTS),
        (
            "kept_the_name_of_the_sheet",
            'table = replace(table, sheet="", joined=[], warnings',
            "table = replace(table, joined=[], warnings",
            SEEN,
        ),
        (
            "kept_what_was_written_beside",
            "errors = errors if incoming.again else errors + misplaced(register, rows)",
            "pass",
            RULES,
        ),
        ("kept_a_personal_file_name", 'for text in (stem, re.sub(r"[_-]+", " ", stem))', "for text in ()", PLACES),
    ],
    "sig_metrics/intake/isolated.py": [
        (
            "kept_by_the_child_alone",
            "return as_kept(prepared, register)",
            "return prepared",
            ["test_reserved.py::test_the_child_brings_nothing_of_the_file_back"],
        ),
    ],
    "sig_metrics/publish/merge.py": [
        (
            "kept_rows_numbered_as_they_came",
            "    each = as_stored(each, catalog)\n",
            "",
            ["test_reserved.py::test_the_same_cells_are_the_same_file_whatever_they_come_in"],
        ),
    ],
    "sig_metrics/intake/kept.py": [
        (
            "kept_in_the_order_of_the_file",
            'rows.take(pc.sort_indices(rows, [(name, "ascending") for name in register.key]))',
            "rows",
            ["test_reserved.py::test_the_same_cells_are_the_same_file_whatever_they_come_in"],
        ),
        (
            "kept_quotes_of_the_file",
            '_masked(problem.message, known) if told else words.say("reserved_shape")',
            "problem.message",
            ["test_reserved.py::test_what_cannot_be_read_is_told_without_a_word_of_it"],
        ),
    ],
    "sig_metrics/intake/judge/validate.py": [
        ("kept_what_is_around_the_table", "if found and (place == ABOVE or not extra):", "if False:", SEEN),
    ],
    "sig_metrics/intake/table/outside.py": [
        (
            "outside_only_below_the_table",
            "yield from ((row, at, cells[at]) for at in extra",
            "yield from ((row, at, cells[at]) for at in ()",
            PLACES,
        ),
        (
            "outside_every_figure_is_somebody",
            'text = f"{label}: {text}" if label else ""',
            "pass",
            ["test_reserved.py::test_figures_and_documents_outside_the_table_are_nobody"],
        ),
        (
            "outside_no_figure_is",
            'text = f"{label}: {text}" if label else ""',
            'text = ""',
            ["test_reserved.py::test_a_bare_number_under_its_label_in_another_sheet_is_somebodys"],
        ),
    ],
    "sig_metrics/intake/files/hiding.py": [
        (
            "hiding_no_attributes",
            'if self.all_of_it or name in ATTRIBUTES or (name == "v" and tag == "s"):',
            "if False:",
            PLACES,
        ),
        (
            "hiding_runs_apart",
            '    def end(self, tag: str) -> None:\n        if tag.rpartition(":")[2].lower() not in INLINE:',
            "    def end(self, tag: str) -> None:\n        if True:",
            PLACES,
        ),
        (
            "hiding_letters_of_one_byte",
            '    yield from (found.decode("utf-16-le", "replace") for found in WIDE.findall(content))\n',
            "",
            PLACES,
        ),
        ("hiding_no_books_inside", 'if content.startswith(b"PK\\x03\\x04") and depth < DEEP:', "if False:", PLACES),
        ("hiding_nothing_after_the_cells", "inside, chunk = 2, chunk[end + 10 :]", 'inside, chunk = 2, b""', PLACES),
        (
            "hiding_no_formulas",
            'if b"<f" in written or b":f" in written',
            "if False",
            ["test_reserved.py::test_nor_in_the_text_of_a_formula"],
        ),
        ("hiding_no_strings_of_no_cell", "        found += _strings(archive)\n", "", PLACES),
        (
            "hiding_no_comment_of_the_package",
            "yield from ((OTHER, text) for text in _runs(archive.comment))",
            "pass",
            PLACES,
        ),
    ],
    "sig_metrics/intake/judge/disclosure.py": [
        ("disclosure_a_rounded_count_is_exact", "max(int(shown) - asked.rounding // 2, 0)", "int(shown)", RULES),
        (
            "disclosure_only_what_the_file_says",
            "year_cases = _cases(asked, [*{**kept, **brought}.values()])",
            "year_cases = _cases(asked, arriving)",
            RULES,
        ),
        ("disclosure_zero_anywhere", 'return any(cell[name] == "0" for name in asked.counts)', "return False", RULES),
        (
            "disclosure_counts_alone_are_restated",
            "any(cell[name] != kept[place][name] for name in names)",
            "any(cell[name] != kept[place][name] for name in asked.counts)",
            RULES,
        ),
        (
            "disclosure_replacing_is_free",
            "if place not in brought] if replaces else []",
            "if place not in brought] if False else []",
            RULES,
        ),
        (
            "disclosure_a_demonstration_is_published",
            "where _load not in ({made})",
            "where _load is not null or _load in ({made})",
            ["test_disclosure.py::test_cells_of_the_demonstration_were_never_published"],
        ),
    ],
    "sig_metrics/publish/references.py": [
        (
            "disclosure_asked_only_beside_data",
            "        if found := _unlawful(None, catalog, prepared):\n            raise Refused(found)\n",
            "",
            ["test_disclosure.py::test_it_is_refused_before_anybody_confirms"],
        ),
    ],
}
