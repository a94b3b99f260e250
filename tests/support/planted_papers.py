"""Faults planted in the writers of papers and slides: a part of planted.py. What a file says is read back by programs that
did not write it."""

TEXTS = "test_writers.py::test_every_text_of_a_paper_comes_back"
GAPS = "test_writers.py::test_the_charts_of_a_deck_hold_the_bare_values_and_no_gap_is_a_zero"
FACES = "test_writers_files.py::test_every_typeface_of_a_pdf_is_ours_or_of_typst_and_is_in_it"
OUTSIDE = "test_writers_files.py::test_nothing_falls_out_of_a_slide_and_nothing_is_lost"
SAFETY = "test_duty_safety.py"
FORM = "test_duty_forms.py::test_each_cell_of_a_form_is_what_was_typed_by_hand"
PAPERS = {
    "sig_metrics/report/drafts/held.py": [
        ("held_without_totals", "if month in counts and not counts[month]}", "if month not in counts}", [FORM]),
        (
            "held_zero_of_a_gap",
            "if month in seen and month not in totals}",
            "if month not in totals}",
            ["test_duty_forms.py::test_a_month_without_claims_is_a_zero_and_not_a_gap"],
        ),
        ("held_known_by_anything", "value is not None and value <= cutoff", "value is not None", [FORM]),
    ],
    "sig_metrics/report/drafts/added.py": [
        (
            "added_without_the_last_month",
            "for month in month_ends(since, cutoff)]",
            "for month in month_ends(since, cutoff)[:-1]]",
            [FORM],
        ),
    ],
    "sig_metrics/report/drafts/duty_cases.py": [
        ("kept_late_is_in_time", "row[done] <= row[due] for row in mine)", "True for row in mine)", [FORM]),
        ("kept_beyond_its_period", "sight.began < row[due] <= sight.cutoff]", "sight.began < row[due]]", [FORM]),
    ],
    "sig_metrics/report/drafts/duty_parts.py": [
        (
            "each_without_the_silent",
            'f"{of}={code}")) for code in known]',
            'f"{of}={code}")) for code in now]',
            ["test_duty_forms.py::test_a_month_without_claims_is_a_zero_and_not_a_gap"],
        ),
        (
            "project_deviation_upside_down",
            '(row["actual"] - row["planned"]) * 100',
            '(row["planned"] - row["actual"]) * 100',
            [FORM],
        ),
    ],
    "sig_metrics/report/drafts/duty_sight.py": [
        ("duty_period_as_if_over", "return self.cutoff < self.told_of[1]", "return False", [FORM]),
        ("duty_of_its_own_january", "back = when.on is not None and when.on < span[1]", "back = False", [FORM]),
    ],
    "sig_metrics/report/drafts/activity_back.py": [
        (
            "back_of_a_duty",
            "if back.duty is not None:",
            "if False:",
            ["test_duty_forms.py::test_a_form_does_not_answer_for_a_deliverable_of_the_plan"],
        ),
    ],
    "sig_metrics/report/writers/pdf.py": [
        (
            "pdf_of_the_machine",
            "ignore_system_fonts=True,\n        pdf",
            "ignore_system_fonts=False,\n        pdf",
            [FACES],
        ),
        (
            "pdf_without_standard",
            "pdf_standards=STANDARDS,",
            "pdf_standards=[],",
            ["test_writers_files.py::test_a_pdf_is_kept_for_ever_and_read_aloud"],
        ),
        (
            "pdf_of_now",
            "timestamp=MADE,",
            "timestamp=None,",
            ["test_writers_files.py::test_a_pdf_tells_no_moment_of_its_making"],
        ),
        (
            "pdf_takes_any_sign",
            'c if c in known or c == "\\n" else UNDRAWN',
            "c if known else UNDRAWN",
            ["test_writers_files.py::test_a_sign_that_no_typeface_here_has_is_a_box_and_the_pdf_is_one"],
        ),
    ],
    "sig_metrics/report/writers/docx.py": [
        (
            "docx_head_once",
            'about.append(OxmlElement("w:tblHeader"))',
            "pass",
            ["test_writers.py::test_a_word_document_has_real_styles_and_repeats_the_head_of_a_table"],
        ),
        ("docx_without_copies", "if given.copies:", "if not given.copies:", [TEXTS]),
    ],
    "sig_metrics/report/writers/docx_look.py": [
        (
            "docx_out_of_order",
            "parent.insert_element_before(child, *order[order.index",
            "parent.insert_element_before(child, *order[:order.index",
            ["test_writers_files.py::test_a_word_document_has_its_elements_in_their_order"],
        ),
    ],
    "sig_metrics/report/writers/packed.py": [
        (
            "packed_in_its_order",
            "sorted(given.namelist(), key=lambda name: (name != FIRST, name))",
            "given.namelist()[::-1]",
            ["test_writers_files.py::test_a_package_begins_with_its_types"],
        ),
        (
            "packed_with_its_moment",
            'part = _MADE.sub(rb"\\g<1>" + _DAY + rb"\\g<2>", part)',
            "pass",
            ["test_writers_files.py::test_a_package_tells_no_moment_and_no_person"],
        ),
    ],
    "sig_metrics/report/writers/xlsx.py": [
        (
            "xlsx_gap_as_text",
            "if given == GAP:",
            "if given is GAP and row < 0:",
            ["test_writers.py::test_a_gap_of_a_chart_is_an_empty_cell"],
        ),
        (
            "xlsx_rounds_to_all",
            "if abs(words.rounded(given.value * (100 if ratio else 1), len(decimals)) - read) > 1e-9:",
            "if ratio is None:",
            ["test_writers.py::test_a_number_of_a_spreadsheet_reads_as_the_papers_write_it"],
        ),
    ],
    "sig_metrics/report/writers/svg.py": [
        (
            "svg_joins_gaps",
            "if stretch and (value is None or n in each.again):",
            "if stretch and (n == len(each.values) or n in each.again):",
            ["test_writers_svg.py::test_a_line_breaks_where_there_is_no_value_and_a_target_is_dashed"],
        ),
        (
            "svg_takes_tags",
            "escape(line(said))",
            "line(said)",
            ["test_writers_svg.py::test_a_drawing_takes_any_text_and_is_alone_in_it"],
        ),
    ],
    "sig_metrics/report/writers/html.py": [
        (
            "html_takes_tags",
            'escape(run.said).replace("\\n", "<br>")',
            'run.said.replace("\\n", "<br>")',
            ["test_writers.py::test_a_page_has_no_element_that_a_text_brought_and_asks_for_nothing"],
        ),
        (
            "html_may_ask",
            "default-src 'none'",
            "default-src *",
            ["test_writers.py::test_a_page_has_no_element_that_a_text_brought_and_asks_for_nothing"],
        ),
    ],
    "sig_metrics/report/writers/placed.py": [
        (
            "slide_loses_rows",
            "more = replace(block, rows=block.rows[count:])",
            "more = replace(block, rows=block.rows[count + 1 :])",
            [OUTSIDE],
        ),
        (
            "slide_heading_alone",
            "while len(placed) > 1 and todo and _heads(placed[-1][0].block):",
            "while False:",
            [OUTSIDE],
        ),
        (
            "slide_runs_over",
            "while count < len(block.rows) and used + heights[count + 1] <= room:",
            "while count < len(block.rows):",
            [OUTSIDE],
        ),
    ],
    "sig_metrics/report/writers/pptx_chart.py": [
        (
            "pptx_other_numbers",
            "sheet.write_number(n, k, value, plain)",
            "sheet.write_number(n, k, value + 1, plain)",
            ["test_writers.py::test_a_chart_of_a_deck_is_edited_over_the_same_numbers"],
        ),
        (
            "pptx_solid_target",
            "series.format.line.dash_style = MSO_LINE.DASH",
            "pass",
            ["test_writers.py::test_a_target_is_a_dashed_line_without_points"],
        ),
    ],
    "sig_metrics/report/writers/look.py": [
        (
            "headings_twice",
            "if _NUMBERED.match(block.said) else mark + block.said",
            "if not mark else mark + block.said",
            ["test_writers.py::test_headings_are_numbered_once"],
        ),
        (
            "unseen_signs",
            'if c == "\\n" or not unicodedata.category(c).startswith("C")',
            "if c",
            ["test_writers.py::test_nothing_that_nobody_sees_goes_into_a_paper"],
        ),
    ],
    "sig_metrics/report/writers/columns.py": [
        (
            "columns_as_asked",
            "fixed |= short",
            "return tuple(wide)",
            ["test_writers_files.py::test_no_column_is_narrower_than_its_longest_word"],
        ),
    ],
    "sig_metrics/report/drafts/activity_months.py": [
        (
            "form_gap_is_a_zero",
            'of) if end in came else words.say("form_not_come"))',
            "of))",
            [f"{SAFETY}::test_what_did_not_come_is_no_zero"],
        ),
        (
            "form_month_ahead_is_a_zero",
            "*[AHEAD] * (12 - len(cells))",
            '*["0"] * (12 - len(cells))',
            [f"{SAFETY}::test_the_table_by_months_is_the_one_that_was_filled_by_hand"],
        ),
        (
            "form_lost_days_before_those_charged",
            "for name in asked.adds if row[name])",
            "for name in reversed(asked.adds) if row[name])",
            [f"{SAFETY}::test_what_did_not_come_is_no_zero"],
        ),
        (
            "form_index_without_its_hours",
            "    if not came:\n",
            "    if came is None:\n",
            [f"{SAFETY}::test_what_did_not_come_is_no_zero"],
        ),
    ],
    "sig_metrics/report/drafts/duty_row.py": [
        (
            "notice_late_in_its_term",
            "if not sight.is_late:",
            "if sight.event.done_at:",
            [f"{SAFETY}::test_a_fatal_accident_without_hours_is_counted_in_days"],
        ),
        (
            "notice_of_days_says_an_hour",
            "if timed else words.day(at.date())",
            "if at else words.day(at.date())",
            [f"{SAFETY}::test_a_fatal_accident_without_hours_is_counted_in_days"],
        ),
    ],
}
