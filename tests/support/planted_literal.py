"""Faults planted in what keeps a text of data a text: one place that forgets, on a screen, in a chart or in a file.
planted.py says how to read it."""

PAGES = ["test_literal.py::test_what_a_page_shows_is_its_own_or_made_literal"]
HTML = ["test_literal.py::test_html_is_written_whole_or_filled_by_the_function_that_makes_it_literal"]
CHARTS = ["test_literal.py::test_a_label_of_a_chart_is_a_text"]
MARKDOWN = ["test_literal.py::test_markdown"]
CSV = ["test_export.py::test_a_csv_is_inert_whatever_separator_reads_it"]

LITERAL = {
    "sig_metrics/language/literal.py": [
        ("literal_links_without_marks", ":(?=//|", ":(?=", MARKDOWN),
        ("literal_icons_and_colours", "[^\\W\\d]|[\\w+-]*:)", "[\\w+-]*:)", MARKDOWN),
        ("literal_formulas_of_markdown", "<>~$#|&{]", "<>~#|&{]", MARKDOWN),
        ("literal_a_number_begins_a_list", "LINE_START.sub(_begun, ", "str(", MARKDOWN),
        ("literal_bidi_stays", "\\u202a-\\u202e\\u2066-\\u2069\\ud800", "\\ud800", MARKDOWN),
        (
            "literal_html_without_quotes",
            'html.escape(UNSEEN.sub("", text))',
            'html.escape(UNSEEN.sub("", text), quote=False)',
            ["test_literal.py::test_html_and_charts_and_names_and_logs"],
        ),
        (
            "literal_folders_in_a_name",
            "[^\\w-]|_)+",
            "[^\\w./-]|_)+",
            ["test_literal.py::test_html_and_charts_and_names_and_logs"],
        ),
    ],
    "sig_metrics/language/words.py": [
        (
            "words_any_digit_is_a_number",
            'int(text) if re.fullmatch("[0-9]{1,9}", text) else None',
            "int(text) if text.isdigit() else None",
            ["test_literal.py::test_a_whole_number_is_of_ascii_digits"],
        ),
    ],
    "sig_metrics/present/charts/rows.py": [
        ("charts_labels_with_tags", '"<br>".join(in_plotly(line) for line in lines)', '"<br>".join(lines)', CHARTS),
    ],
    "sig_metrics/present/charts/base.py": [
        ("charts_places_with_tags", "[in_plotly(labels[n]) for n in at]", "[labels[n] for n in at]", CHARTS),
    ],
    "sig_metrics/present/charts/severity.py": [
        ("charts_states_with_tags", "in_plotly(text) if colours else text", "text", CHARTS),
    ],
    "sig_metrics/present/charts/versions.py": [
        ("charts_versions_with_tags", 'f" v{in_plotly(label)}: {ends', 'f" v{label}: {ends', CHARTS),
    ],
    "sig_metrics/present/export.py": [
        ("export_a_csv_for_commas_only", "|(?<=[;|])(?=[{SKIPPED}]*[\"{FORMULA}])'", "'", CSV),
        ("export_spaces_hide_a_formula", "'^(?=[{SKIPPED}\"]*[{FORMULA}])", "'^(?=[{FORMULA}])", CSV),
        ("export_a_row_of_several_lines", 'BREAK.sub(" ⏎ ", CONTROL.sub("", text))', 'CONTROL.sub("", text)', CSV),
        ("export_a_tab_stays", '.replace("\\t", " ")', "", CSV),
        ("export_wide_signs_run", "@\\uff1d\\uff0b\\uff0d\\uff20", "@", CSV),
    ],
    "pages/_kit/blocks/figure.py": [
        (
            "figure_a_table_reads_markdown",
            "return in_markdown(value) if isinstance(value, str)",
            "return value if isinstance(value, str)",
            ["test_literal.py::test_a_table_for_reading_makes_its_texts_literal_but_for_what_is_markdown"],
        ),
    ],
    "pages/_kit/blocks/taken.py": [
        (
            "figure_a_file_without_its_source",
            '"source": "Fuente"}',
            "}",
            ["test_downloads.py::test_every_table_leaves_with_its_source_and_its_mark"],
        ),
        (
            "figure_a_name_with_folders",
            'return in_file_name(f"',
            'return str(f"',
            ["test_literal.py::test_the_name_of_a_download_is_one_name"],
        ),
    ],
    "pages/_kit/shell/frame.py": [
        (
            "frame_sentences_read_markdown",
            ".format(in_markdown(part))",
            ".format(part)",
            ["test_literal.py::test_emphasis_is_the_librarys_and_the_rest_is_literal"],
        ),
        (
            "frame_titles_read_markdown",
            "st.title(in_markdown(text), anchor=False)",
            "st.title(text, anchor=False)",
            PAGES,
        ),
    ],
    "pages/_kit/blocks/drawer.py": [
        (
            "drawer_the_title_of_an_activity_reads_markdown",
            "st.markdown(in_bold(activity.title))",
            'st.markdown(f"**{activity.title}**")',
            PAGES,
        ),
        (
            "drawer_any_digit_is_a_month",
            'words.whole(st.query_params.get("mes", ""))',
            'int(st.query_params.get("mes") or 0)',
            ["test_downloads.py::test_an_address_with_digits_of_another_kind_opens_the_whole_activity"],
        ),
    ],
    "pages/_kit/topics/__init__.py": [
        ("topics_the_line_is_html", "st.html(filled(LINE, line=", "st.html(LINE + str(", HTML),
    ],
    "pages/_kit/screens/stage.py": [
        (
            "stage_the_plan_reads_markdown",
            'st.markdown(in_markdown(about["description"]))',
            'st.markdown(about["description"])',
            PAGES,
        ),
    ],
    "pages/_kit/shell/work.py": [
        ("work_steps_read_markdown", "st.write(in_markdown(step))", "st.write(step)", PAGES),
    ],
    "pages/_kit/loading/history.py": [
        (
            "loads_a_struck_name_reads_markdown",
            'Markdown(f"~~{in_markdown(line[name])}~~")',
            'Markdown(f"~~{line[name]}~~")',
            ["test_literal.py::test_the_history_strikes_an_annulled_load_and_takes_nothing_of_its_words_for_markup"],
        ),
    ],
    "pages/_kit/loading/file.py": [],
    "pages/catalogo.py": [
        (
            "catalogo_two_defaults",
            'required=True, key="catalogo"',
            'required=True, default="fichas", key="catalogo"',
            ["test_downloads.py::test_an_address_of_the_dictionary_logs_nothing"],
        ),
    ],
    "sig_metrics/measure/drill.py": [
        (
            "drill_any_word_is_a_point",
            "return found if found.total or _is_named(dataset, values.values()) else None",
            "return found",
            ["test_downloads.py::test_a_point_that_does_not_exist_opens_nothing"],
        ),
    ],
    "sig_metrics/present/problem_report.py": [
        (
            "problems_without_their_source",
            ', words.say("report_source", register=register.title), *notes])',
            ", *notes])",
            ["test_problem_report.py::test_the_cells_are_marked_where_they_were_and_all_is_listed"],
        ),
    ],
    "pages/_kit/loading/changes.py": [
        (
            "loading_a_difference_without_its_mark",
            ", *frame.demonstration()]",
            "]",
            ["test_downloads.py::test_what_is_offered_of_a_file_too"],
        ),
    ],
}
