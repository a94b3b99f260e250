"""Faults planted in what is shown: screens, boards, drawers and their sentences. The rest of the table is
planted.py, which says how to read it."""

SCREENS = {
    "sig_metrics/definitions/screens.toml": [
        (
            "topics_alerts_with_the_flow_of_claims",
            'registers = ["ctvc_alert"]\nindicator = "SEG-11"',
            'registers = ["qrd"]\nindicator = "SEG-11"',
            ["test_topics.py::test_a_flow_is_of_the_register_of_its_topic"],
        ),
        (
            "topic_charts_age_opens_a_place",
            'rows = "age"',
            'rows = "place"',
            ["test_topics.py::test_a_click_opens_the_rows_of_its_own_point"],
        ),
    ],
    "pages/_kit/shell/state.py": [
        (
            "state_the_choice_over_the_screen",
            'filters = {"system": choice.sistema or None, "unit": choice.unidad or None, **fixed}',
            'filters = {**fixed, "system": choice.sistema or fixed.get("system"), "unit": choice.unidad or None}',
            ["test_kit.py::test_the_screen_of_a_system_is_of_that_system_whatever_was_chosen"],
        ),
        (
            "state_compares_although_told_not_to",
            'compare, why = chosen.get("comparar", MONTH), _unmatched',
            "compare, why = MONTH, _unmatched",
            ["test_kit.py::test_an_address_gives_what_it_says"],
        ),
        (
            "state_last_approved_as_in_force",
            '"ultima": LATEST',
            '"ultima": IN_FORCE',
            ["test_kit.py::test_an_address_gives_what_it_says"],
        ),
    ],
    "pages/_kit/shell/work.py": [
        (
            "work_whoever_leaves_while_it_reads_waits",
            "wait([held], timeout=0.1)",
            "wait([held])",
            ["test_server.py::test_whoever_leaves_a_page_that_reads_is_heard_before_it_has_read"],
        ),
    ],
    "pages/_kit/screens/stage.py": [
        (
            "stage_a_tile_hides_what_its_value_lacks",
            "tables.tiles(view.catalog, tiles, without)",
            "tables.tiles(view.catalog, tiles)",
            ["test_screens_chosen.py::test_a_tile_says_whose_cases_its_value_does_not_have"],
        ),
        (
            "stage_sentence_of_the_whole_plan",
            "seen = insights.overview(view.dataset, scope)",
            "seen = insights.overview(view.dataset, view.scope())",
            ["test_screens_chosen.py::test_the_numbers_of_a_stage_are_of_its_activities"],
        ),
        (
            "stage_decisions_of_the_whole_plan",
            "parts.decisions(view, seen.decisions, most=9)",
            "parts.decisions(view, insights.overview(view.dataset, view.scope()).decisions, most=9)",
            ["test_screens_chosen.py::test_what_a_stage_must_settle_is_its_own"],
        ),
    ],
    "pages/_kit/screens/system.py": [
        (
            "system_reasons_of_every_system",
            'if row["system"] == system and row["year"] == year]',
            'if row["year"] == year]',
            ["test_screens_chosen.py::test_the_screen_of_a_system_is_of_that_system_whatever_the_address_says"],
        ),
        (
            "system_scope_of_another",
            'if (row["system"], row["year"]) == (scope.system, year)',
            'if row["system"] != scope.system and row["year"] == year',
            ["test_screens_chosen.py::test_the_screen_of_a_system_is_of_that_system_whatever_the_address_says"],
        ),
        (
            "system_indicators_of_every_system",
            "insights.indicators_of(view.catalog, system=system)",
            "insights.indicators_of(view.catalog)",
            ["test_screens_chosen.py::test_the_screen_of_a_system_is_of_that_system_whatever_the_address_says"],
        ),
    ],
    "pages/_kit/blocks/parts.py": [
        (
            "parts_stage_of_every_system",
            "state.go(shown.stages[stage].address, sistema=system)",
            "state.go(shown.stages[stage].address)",
            ["test_screens_chosen.py::test_a_crossing_opens_its_stage_with_its_system"],
        ),
        (
            "blocks_bars_of_a_month_to_come",
            "if s.programmed and s.known and not s.waiting]",
            "if s.programmed and s.known]",
            ["test_month_to_come.py::test_no_screen_judges_it"],
        ),
        (
            "blocks_least_overdue_first",
            "(-item[1].overdue, -item[1].programmed)",
            "(item[1].overdue, -item[1].programmed)",
            ["test_kit.py::test_bars_begin_with_who_has_most_overdue"],
        ),
        (
            "blocks_approval_of_a_later_day",
            "if v.approved_on <= scope.cutoff and v.approved_on.year",
            "if v.approved_on.year",
            ["test_kit.py::test_the_curve_shows_the_last_approval_by_the_cut_off"],
        ),
        (
            "blocks_the_gap_is_what_lacks_a_number",
            "words.count(total.overdue, 'entregable por debajo'",
            "words.count(total.unsupported, 'entregable por debajo'",
            ["test_kit.py::test_the_curve_shows_the_last_approval_by_the_cut_off"],
        ),
        (
            "blocks_a_plan_that_goes_on_is_at_its_start",
            "if view.plan_year(scope) == scope.year else 12",
            "if view.plan_year(scope) else 12",
            ["test_kit.py::test_a_plan_that_goes_on_after_its_year_is_at_its_december"],
        ),
    ],
    "pages/_kit/boards/__init__.py": [
        (
            "boards_a_decision_leads_nowhere",
            '_mount("decisions", data, key, on_pick, lines)',
            '_mount("decisions", data, key, None, lines)',
            ["test_boards.py::test_what_is_picked_on_a_board_is_what_its_screen_is_told"],
        ),
        (
            "boards_a_pick_of_the_first_time",
            "value = st.session_state[key].picked",
            'value = dict(data)["rows"][0]["key"] if "rows" in data else st.session_state[key].picked',
            ["test_boards.py::test_what_is_picked_on_a_board_is_what_its_screen_is_told"],
        ),
    ],
    "pages/_kit/blocks/figure.py": [
        (
            "figure_fourteen_rows_of_all",
            "display_table(found, headings, typed=True)",
            "display_table(found[:14], headings, typed=True)",
            ["test_kit.py::test_a_table_has_every_row_of_its_figure"],
        ),
    ],
    "pages/_kit/blocks/taken.py": [
        (
            "figure_file_without_its_last_row",
            "for row in lines], marked)",
            "for row in lines[:-1]], marked)",
            ["test_kit.py::test_a_downloaded_file_has_every_row_and_its_mark"],
        ),
    ],
    "pages/_kit/boards/listed.py": [
        (
            "listed_counts_only_what_is_hidden",
            "count=words.number(len(found))",
            "count=words.number(len(found) - len(shown))",
            ["test_boards.py::test_what_does_not_fit_in_the_list_is_counted"],
        ),
        (
            "listed_the_detail_in_the_place_of_the_day",
            '"when": d.when',
            '"when": d.detail',
            ["test_boards.py::test_a_decision_keeps_its_kind_its_place_and_its_columns"],
        ),
    ],
    "pages/_kit/boards/plan_months.py": [
        (
            "plan_months_done_of_a_cell_as_owed",
            'text = f"{cell.programmed - cell.delivered}/{cell.programmed}"',
            'text = f"{cell.delivered}/{cell.programmed}"',
            ["test_boards.py::test_a_cell_that_is_overdue_says_how_many_are_missing_of_how_many"],
        ),
        (
            "plan_months_delivered_beyond_the_ceiling",
            'f"{activity.credited} de {activity.programmed}"',
            'f"{activity.delivered} de {activity.programmed}"',
            ["test_boards.py::test_an_activity_shows_what_counts_and_is_red_only_when_something_is_overdue"],
        ),
        (
            "plan_months_red_is_what_lacks_a_number",
            '"breach" if activity.overdue else',
            '"breach" if activity.unsupported else',
            ["test_boards.py::test_an_activity_shows_what_counts_and_is_red_only_when_something_is_overdue"],
        ),
        (
            "plan_months_line_of_the_next_month",
            '"cutoff_index": cutoff_month - 1,',
            '"cutoff_index": cutoff_month,',
            ["test_boards.py::test_the_line_of_the_cut_off_is_after_its_month"],
        ),
    ],
    "pages/_kit/boards/tables.py": [
        (
            "tables_share_on_time_in_the_matrix",
            "share = words.percent(state.rate, 0) if",
            "share = words.percent(state.on_time / state.programmed, 0) if",
            ["test_boards.py::test_a_crossing_says_first_what_is_overdue_with_its_sign_and_its_word"],
        ),
        (
            "tables_tone_of_what_is_met",
            '"bands": bands, "tone": status.role}',
            '"bands": bands, "tone": "ink"}',
            ["test_boards.py::test_bar_and_sign_of_an_indicator_have_the_tone_of_its_status"],
        ),
    ],
    "pages/_kit/blocks/drawer.py": [
        (
            "drawer_grid_of_this_year_always",
            "plan.grid(view.dataset, view.scope(), year)",
            "plan.grid(view.dataset, view.scope())",
            ["test_kit.py::test_a_cell_of_an_earlier_plan_asks_for_that_plan"],
        ),
        (
            "drawer_in_progress_for_unsupported",
            'SUPPORT = {"unsupported": " · sin n.º de documento", "in_progress": " · en elaboración", "": ""}',
            'SUPPORT = {"in_progress": " · sin n.º de documento", "unsupported": " · en elaboración", "": ""}',
            ["test_kit.py::test_a_document_is_told_as_it_is"],
        ),
        (
            "drawer_counts_what_it_shows",
            "words.count(found.total, 'fila', 'filas')",
            "words.count(len(found.rows), 'fila', 'filas')",
            ["test_kit.py::test_the_rows_behind_a_point_are_counted_whole"],
        ),
        (
            "drawer_a_month_of_this_year",
            "plan.behind_cell(view.dataset, scope, activity.activity, month, year)",
            "plan.behind_cell(view.dataset, scope, activity.activity, month)",
            ["test_kit.py::test_the_cell_of_an_earlier_plan_shows_its_own_documents"],
        ),
    ],
    "pages/_kit/topics/__init__.py": [
        (
            "topics_one_register_of_two",
            "return any(view.sources[name].rows for name in topic.registers)",
            "return all(view.sources[name].rows for name in topic.registers)",
            ["test_topics.py::test_one_of_its_registers_is_enough_for_a_topic"],
        ),
        (
            "topics_left_out_by_the_filters",
            "(there & serving or not serving or",
            "(serving or",
            ["test_topics.py::test_a_topic_stays_with_its_activities_or_with_what_has_a_unit"],
        ),
        (
            "topics_of_a_unit_that_nothing_divides",
            "scope.unit is None or not topic.indicators or any(",
            "any(True or ",
            ["test_topics.py::test_a_topic_stays_with_its_activities_or_with_what_has_a_unit"],
        ),
        (
            "topics_left_out_without_a_word",
            "names = [title_of(view, topic) for topic in out]",
            "names = []",
            ["test_topics.py::test_what_the_filters_leave_out_is_said_by_name"],
        ),
    ],
    "pages/_kit/topics/charts.py": [
        (
            "topic_charts_level_is_behind",
            'sum(row["actual"] < row["planned"] for row in reported)',
            'sum(row["actual"] <= row["planned"] for row in reported)',
            ["test_topics.py::test_a_project_exactly_at_its_programme_is_not_below_it"],
        ),
        (
            "topic_charts_documents_in_force_as_late",
            'late = sum(row["count"] for row in rows if row["role"] == "breach")\n    sentence = f"{words.count(late, \'tiene\'',
            'late = sum(row["count"] for row in rows if row["role"] != "breach")\n    sentence = f"{words.count(late, \'tiene\'',
            ["test_topics.py::test_what_is_late_is_what_the_sentence_counts"],
        ),
    ],
    "pages/_kit/blocks/shown.py": [
        (
            "shown_says_nothing_of_what_changed",
            "elif content_before != content and",
            "elif content_before == content and",
            ["test_kit.py::test_what_changed_since_it_was_shown_is_said_and_asks_again"],
        ),
        (
            "shown_the_same_button_for_another_content",
            'return f"{hash((of, content)):x}"',
            'return f"{hash(of):x}"',
            ["test_kit.py::test_what_changed_since_it_was_shown_is_said_and_asks_again"],
        ),
    ],
    "pages/_kit/boards/quality.py": [
        (
            "quality_before_is_now",
            "versions[-2].counts[check.name] if versions",
            "versions[-1].counts[check.name] if versions",
            ["test_boards.py::test_a_rule_is_beside_what_it_found_in_the_version_before"],
        ),
        (
            "quality_a_missing_month_leads_nowhere",
            'if cell.state == "missing" else None',
            'if cell.state == "late" else None',
            ["test_boards.py::test_a_register_that_lacks_a_month_is_red_and_its_month_leads_to_its_load"],
        ),
        (
            "quality_grey_without_being_late",
            "codes=codes) if fresh.stale and codes",
            "codes=codes) if line.received < line.expected and codes",
            ["test_boards.py::test_a_register_that_lacks_an_old_month_greys_nothing"],
        ),
    ],
    "pages/_kit/shell/frame.py": [
        (
            "frame_compares_with_the_month_before_always",
            "found = earlier(self.choice.comparar, scope, self.horizon)",
            'found = earlier("mes", scope, self.horizon)',
            ["test_kit.py::test_a_screen_compares_with_what_the_reader_chose"],
        ),
        (
            "frame_source_of_the_version_in_force",
            "self.horizon.ruling(scope.cutoff, scope.plan) if any",
            "self.horizon.ruling(scope.cutoff) if any",
            ["test_kit.py::test_a_source_line_names_the_version_that_was_chosen"],
        ),
    ],
    "pages/_kit/shell/scope.py": [
        (
            "scope_bar_whole_months_said_incomplete",
            "month > max(available.came)",
            "month > min(available.came)",
            ["test_kit.py::test_a_month_is_incomplete_after_the_last_that_came_and_not_before"],
        ),
        (
            "scope_bar_files_of_the_whole_plan",
            "view.scope(**screen.fixed)",
            "view.scope()",
            ["test_kit.py::test_the_files_counted_beside_a_screen_are_those_of_its_scope"],
        ),
        (
            "scope_bar_says_filters_without_effect_nowhere",
            "if getattr(choice, name) and name not in shown]",
            "if False]",
            ["test_kit.py::test_the_line_of_the_scope_has_what_its_screen_honours_and_says_what_has_no_effect"],
        ),
        (
            "scope_bar_compared_with_its_own_month",
            "month=before.said(view.chosen))",
            "month=words.MONTHS[view.chosen.cutoff.month - 1])",
            ["test_kit.py::test_the_line_of_the_scope_says_what_it_is_compared_with"],
        ),
    ],
    "pages/resumen.py": [
        (
            "resumen_never_compares",
            "insights.headline(view.catalog, seen, earlier)",
            "insights.headline(view.catalog, seen, None)",
            ["test_screens_chosen.py::test_a_summary_compares_only_when_asked"],
        ),
        (
            "resumen_compared_when_told_not_to",
            "before.whole() if before else None",
            "before.whole() if before else insights.overview(view.dataset, scope)",
            ["test_screens_chosen.py::test_a_summary_compares_only_when_asked"],
        ),
    ],
    "pages/_kit/loading/day.py": [
        (
            "day_proposed_taken_as_said",
            "day != _proposed(year, month)",
            "day == _proposed(year, month)",
            ["test_carga.py::test_the_form_of_a_document"],
        ),
    ],
    "pages/_kit/loading/near.py": [
        (
            "near_every_field_has_the_fault",
            "if each[0] == name]",
            "if each[0] != name]",
            ["test_carga.py::test_the_form_of_what_ends"],
        ),
    ],
    "pages/_kit/blocks/address.py": [
        (
            "address_a_section_that_does_not_exist",
            "seen(name, known) or default",
            "st.query_params.get(name) or default",
            ["test_data_screens.py::test_a_section_of_carga_has_an_address"],
        ),
    ],
    "pages/plan.py": [
        (
            "plan_a_fold_that_folds_nothing",
            "shown = plan.behind(activities) if only else activities",
            "shown = activities",
            ["test_data_screens.py::test_the_calendar_of_the_plan_is_folded_to_what_is_overdue"],
        ),
        (
            "plan_says_the_wrong_month",
            'words.MONTHS[row["month"] - 1].capitalize()',
            'words.MONTHS[row["month"] % 12].capitalize()',
            ["test_screens_chosen.py::test_the_slip_of_the_plan_has_what_came_early_too_and_its_own_month"],
        ),
        (
            "plan_slip_of_what_is_late_only",
            "rows = plan.lateness(view.dataset, scope)",
            'rows = [row for row in plan.lateness(view.dataset, scope) if row["days"] > 0]',
            ["test_screens_chosen.py::test_the_slip_of_the_plan_has_what_came_early_too_and_its_own_month"],
        ),
    ],
    "pages/calidad.py": [
        (
            "calidad_findings_among_the_clean",
            "[each for each in found if not each.count]",
            "[each for each in found if each.count < 2]",
            ["test_screens_chosen.py::test_rules_that_found_nothing_are_those_that_found_nothing"],
        ),
        (
            "calidad_a_missing_file_opens_a_rule",
            '"Cargar", drawer.pick_cell',
            '"Cargar", drawer.pick_rule',
            ["test_data_screens.py::test_what_is_missing_and_grave_comes_first_with_its_button"],
        ),
        (
            "calidad_unused_counted_as_all",
            "words.count(rest.count(state), ",
            "words.count(len(rest), ",
            ["test_screens_chosen.py::test_calidad_counts_apart_what_has_no_calendar_and_what_has_no_rows"],
        ),
    ],
    "pages/_kit/blocks/ficha.py": [
        (
            "drawer_ficha_of_the_screen_stage",
            'if "stage" not in groupings(indicator):',
            'if "stage" in groupings(indicator):',
            ["test_kit.py::test_a_ficha_sets_aside_the_stage_of_the_screen_and_says_what_else"],
        ),
        (
            "drawer_numerator_below",
            '"numerator": words.number(m.numerator), "denominator": words.number(m.denominator) if',
            '"numerator": words.number(m.denominator), "denominator": words.number(m.numerator) if',
            ["test_kit.py::test_the_months_of_a_ficha_have_their_parts_in_their_places"],
        ),
    ],
    "pages/_kit/topics/drawing.py": [
        (
            "topic_charts_of_a_day_that_did_not_come",
            "            return section(about.title, why)\n",
            "            pass\n",
            ["test_topics.py::test_a_chart_of_the_day_waits_for_its_register"],
        ),
    ],
    "pages/_kit/topics/case_charts.py": [
        (
            "topic_charts_not_said_to_be_of_all_units",
            '{**STATES, "severity": "Severidad"}, (), )',
            '{**STATES, "severity": "Severidad"}, ("unit",), )',
            ["test_topics.py::test_a_chart_says_the_filters_that_it_does_not_follow"],
        ),
        (
            "topic_charts_went_for_came",
            "words.count(last['inflow'], 'ingresó', 'ingresaron')",
            "words.count(last['outflow'], 'ingresó', 'ingresaron')",
            ["test_topics.py::test_a_flow_is_of_the_register_of_its_topic"],
        ),
    ],
    "pages/_kit/blocks/rows.py": [
        (
            "shared_screen_hides_nothing",
            "return state.shared() and not all(",
            "return False and not all(",
            ["test_shared.py::test_where_rows_are_seen_a_sentence_stands_for_them"],
        ),
        (
            "shared_screen_hides_the_plan_too",
            'PLAN = ("deliverable", "plan_")',
            'PLAN = ("plan_",)',
            ["test_shared.py::test_the_plan_is_no_case"],
        ),
    ],
    "pages/_kit/presenting/board.py": [
        (
            "slide_notes_are_sent_to_every_window",
            "    if speaks:\n",
            "    if session:\n",
            ["test_presenting_page.py::test_notes_go_to_the_presenter_alone"],
        ),
    ],
    "sig_metrics/report/slides/deck.py": [
        (
            "slides_that_are_hidden_are_shown",
            "for key in order if key not in kept.hidden",
            "for key in order",
            ["test_deck.py::test_the_secretary_orders_and_hides"],
        ),
    ],
    "sig_metrics/report/slides/plan.py": [
        (
            "slide_figure_is_another_of_the_corte",
            'f"{of}.overdue")',
            'f"{of}.unsupported")',
            ["test_deck.py::test_every_figure_is_that_of_the_corte"],
        ),
        (
            "slide_curve_is_of_the_plan_of_each_month",
            'if row["month"] == last else ""',
            'if row["month"] <= last else ""',
            ["test_deck.py::test_without_a_session_a_corte_has_its_slides"],
        ),
    ],
    "sig_metrics/report/slides/inputs.py": [
        (
            "slide_gap_is_not_in_its_title",
            "    if said:\n        return",
            "    if not said:\n        return",
            ["test_deck.py::test_each_title_says_what_the_screens_say"],
        ),
    ],
}
