"""Every fault that the program must withstand, and the tests that prove it: the one place that says so.

`docs/fiabilidad.md` shows it; `python tests/house/test_fault_table.py` writes it there. A row without a test, a test
that no longer exists, and a document that says something else, fail here."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
DOCUMENT = TESTS.parent / "docs" / "fiabilidad.md"
BEGIN, END = "<!-- tabla: la escribe tests/house/test_fault_table.py -->", "<!-- fin de la tabla -->"
ROWS = 43

# number: (fault, what must happen, {test file: names of its tests})
TABLE = {
    1: (
        "Proceso muerto en cualquier momento de una carga",
        "La carga está entera o no está; nada confirmado se pierde",
        {"kills": ["killed_at_any_moment_nothing_acknowledged_is_lost"], "store": ["what_a_dead_writer_left_is_swept"]},
    ),
    2: (
        "Proceso muerto o fallo en cada paso de una publicación",
        "Lo de antes o lo nuevo, nunca una mezcla",
        {
            "kills": ["killed_at_each_step_it_is_whole_or_absent", "a_fault_at_each_step_leaves_old_or_new"],
            "store": ["killed_at_any_step_a_load_is_whole_or_absent", "the_steps_come_in_order"],
        },
    ),
    3: (
        "Varias cargas a la vez",
        "Una espera o se le dice quién carga; ninguna se pierde",
        {
            "kills": ["a_crowd_of_writers_loses_nothing"],
            "store": ["two_writers_in_one_process", "writers_that_wait_lose_nothing"],
            "carga": ["who_comes_second_is_told_who_is_loading"],
        },
    ),
    4: (
        "Quien cargaba murió con el cerrojo puesto",
        "El sistema lo libera y la carga siguiente entra",
        {"store": ["a_second_writer_is_refused_by_name_and_a_dead_one_frees_the_lock"]},
    ),
    5: (
        "Disco lleno",
        "Se dice cuántos MB faltan; se sirve lo de antes; no queda medio archivo",
        {
            "storage_faults": [
                "a_disk_that_is_full_at_any_point_leaves_what_there_was",
                "what_the_system_says_of_the_disk_is_said_in_spanish",
            ],
            "store": ["a_full_disk_is_refused_before_writing", "a_disk_that_fills_while_writing_says_so"],
        },
    ),
    6: (
        "Base de datos dañada, cortada, vacía o borrada",
        "Se avisa, se sirve la versión anterior y se ofrece reconstruir; ninguna cifra falsa",
        {
            "storage_faults": [
                "a_mutated_database_gives_way_to_the_one_before",
                "without_its_seal_a_mutated_database_never_gives_another_figure",
                "screens_and_commands_say_that_they_show_the_one_before",
            ],
            "store": ["a_damaged_snapshot_gives_way_to_the_one_before", "a_lost_or_unreadable_pointer_loses_no_data"],
            "carga": ["damaged_data_are_said_to_be_so_and_made_again_on_the_screen"],
            "rebuild": ["a_damaged_snapshot_is_made_again_and_loads_are_accepted"],
        },
    ),
    7: (
        "Corte de energía",
        "Archivo, sello y nombre están en el disco antes que el puntero",
        {
            "storage_faults": [
                "the_pointer_moves_last_and_only_to_what_is_on_the_disk",
                "a_mutated_database_gives_way_to_the_one_before",
            ],
            "rebuild": ["a_line_that_was_cut_or_damaged_is_not_taken_for_data"],
        },
    ),
    8: (
        "Proceso muerto al cambiar las definiciones",
        "Todo con las de antes o todo con las nuevas",
        {"kills": ["a_new_definition_killed_at_each_step_is_all_old_or_all_new"]},
    ),
    9: (
        "Disco de solo lectura, sin permiso, reloj que salta",
        "Mensaje claro; el orden de las cargas no depende del reloj",
        {
            "storage_faults": [
                "a_disk_that_may_only_be_read_serves_and_refuses",
                "what_the_system_says_of_the_disk_is_said_in_spanish",
            ],
            "store": ["a_place_that_cannot_be_written_is_refused_in_spanish"],
            "kills": ["a_clock_that_jumps_does_not_change_the_order"],
        },
    ),
    10: (
        "Consulta que pide más memoria de la permitida",
        "Falla sola; las demás siguen",
        {"storage_faults": ["a_query_beyond_its_memory_fails_alone"]},
    ),
    11: (
        "Leer mientras se publica",
        "Cada lector ve una sola versión, entera",
        {
            "store": ["sixteen_readers_and_many_publications", "a_reader_keeps_its_snapshot"],
            "storage_faults": ["everything_a_reader_asks_comes_from_one_snapshot"],
        },
    ),
    12: (
        "Reconstruir desde los originales",
        "El mismo SHA-256, una y otra vez",
        {
            "rebuild": [
                "rebuilding_twice_gives_what_there_was",
                "the_archive_alone_is_enough",
                "the_whole_demonstration_comes_back",
            ]
        },
    ),
    13: (
        "Archivo cortado, con bytes cambiados, CRC falso, miembros repetidos",
        "Se rechaza, o se lee igual",
        {
            "containers": [
                "cut_anywhere_it_is_refused",
                "with_flipped_bytes_it_is_refused_or_reads_the_same",
                "a_member_with_a_wrong_crc_is_refused",
                "a_member_that_is_twice_is_refused",
                "sizes_that_lie_are_refused",
            ]
        },
    ),
    14: (
        "Bomba zip",
        "Se rechaza antes de inflarla, con menos de 100 MB",
        {
            "meaning_faults": ["a_bomb_costs_less_than_a_hundred_megabytes"],
            "containers": [
                "a_bomb_is_refused_before_it_is_inflated",
                "a_bomb_in_a_part_that_is_no_sheet_is_refused",
                "too_many_members_are_refused",
            ],
        },
    ),
    15: (
        "Hoja de dos celdas en esquinas opuestas",
        "Se rechaza diciendo cuántas celdas abarca; el servidor sigue",
        {
            "sandbox": [
                "a_sparse_sheet_is_refused_at_once_and_the_parent_lives",
                "a_child_that_goes_astray_is_a_message",
            ],
            "containers": ["a_sparse_sheet_is_refused_saying_its_cells"],
        },
    ),
    16: (
        "DTD, entidades, direcciones en el XML",
        "Se rechaza; ninguna conexión",
        {
            "containers": [
                "a_document_type_is_refused_without_a_socket",
                "a_document_type_in_another_encoding_is_refused",
                "addresses_in_a_workbook_are_not_visited",
            ]
        },
    ),
    17: (
        "Con contraseña, .xls, .xlsb, .ods, .xlsm, con otro nombre",
        "Se rechaza con su remedio",
        {
            "containers": ["each_other_kind_has_its_remedy", "a_csv_may_begin_with_the_letters_of_a_signature"],
            "read": ["files_that_cannot_be_read"],
        },
    ),
    18: (
        "Un millón de filas, miles de columnas, celdas enormes",
        "Se carga, o se rechaza por un límite que se dice",
        {
            "large": ["a_file_beyond_the_limit_is_refused_without_large_and_loads_with_it"],
            "containers": ["too_many_columns_or_rows_are_refused"],
            "textfiles": ["a_cell_beyond_the_limit_is_named_with_its_place"],
            "sandbox": ["a_file_too_large_for_the_memory_allowed_is_a_message"],
        },
    ),
    19: (
        "Nombre de archivo hostil",
        "Solo se muestra, limpio; nunca es ruta",
        {
            "hostile_names": ["a_load_keeps_them_out_of_every_path", "the_command_line_only_shows_them"],
            "containers": ["a_hostile_name_is_only_shown_cleaned"],
        },
    ),
    20: (
        "Rutas dentro del zip; enlace, tubería, dispositivo o carpeta",
        "Nada se extrae; solo se lee un archivo común",
        {
            "containers": ["members_are_never_extracted", "only_a_regular_file_is_read_from_the_disk"],
            "sandbox": ["the_command_line_wants_a_regular_file", "the_child_may_not_write_nor_see_secrets"],
        },
    ),
    21: (
        "El mismo archivo dos veces",
        "«Sin cambios», cuándo y por quién; también a la vez",
        {
            "publish": ["the_same_file_again_says_when_and_by_whom"],
            "storage_faults": ["the_same_file_twice_at_once_is_loaded_once"],
            "carga": ["what_is_already_loaded_is_said_before_confirming"],
        },
    ),
    22: (
        "Los mismos datos con otros bytes",
        "«Sin cambios»",
        {
            "same_data": [
                "what_is_loaded_in_one_dress_is_nothing_new_in_another",
                "a_workbook_saved_again_or_as_csv_changes_nothing",
            ]
        },
    ),
    23: (
        "Archivo corregido",
        "Se muestra qué cambia; retirar filas pide escribir cuántas",
        {
            "publish": ["the_differences_are_those_of_the_preview", "the_preview_says_what_the_load_does"],
            "carga": ["problems_then_difference_then_result", "to_replace_one_types_how_many_go"],
        },
    ),
    24: (
        "Codificaciones, bytes inválidos",
        "Un solo contenido; lo que no es texto se rechaza con sus líneas",
        {
            "same_data": ["one_table_in_every_dress_has_one_content"],
            "textfiles": [
                "the_same_table_in_seven_encodings",
                "one_bad_byte_in_a_file_of_utf8_is_refused_and_its_line_named",
                "bytes_without_a_character_are_refused_with_their_lines",
            ],
            "encodings": [
                "words_of_spanish_are_read_as_written_or_refused",
                "the_files_of_the_project_in_every_old_encoding",
            ],
        },
    ),
    25: (
        "Letras rotas dentro («PORTEÃ‘A»)",
        "Advertencia con ejemplos; no se alteran",
        {"textfiles": ["broken_letters_are_told_with_examples_and_not_altered"]},
    ),
    26: (
        "Separadores, fin de línea, comillas, «sep=;»",
        "Se decide por los encabezados, no por frecuencia",
        {
            "textfiles": [
                "every_separator_and_line_end",
                "headings_decide_the_separator_not_frequency",
                "a_declared_separator_is_not_a_row",
                "quotes_that_do_not_close_name_their_row",
            ]
        },
    ),
    27: (
        "NUL, controles, invisibles, emoji, textos hostiles",
        "Se cargan y salen tal cual; lo invisible se quita y se dice",
        {
            "naughty": [
                "they_load_in_every_free_column",
                "in_the_store_they_are_what_was_written_and_rebuilding_gives_the_same",
                "in_another_container_they_are_the_same",
                "they_leave_as_they_came",
                "charts_take_them_as_labels",
            ],
            "textfiles": ["a_nul_is_refused_saying_so", "characters_that_nobody_sees_are_taken_out_and_told"],
        },
    ),
    28: (
        "Coma decimal, miles, %, S/, paréntesis",
        "Se decide por columna; lo ambiguo se rechaza",
        {
            "numbers": [
                "every_style_reads_back",
                "a_column_of_grouped_numbers_is_right_or_ambiguous_but_never_wrong",
                "one_group_of_three_alone_is_ambiguous",
                "what_is_no_number",
            ]
        },
    ),
    29: (
        "Coma decimal sin comillas en un CSV de comas",
        "Sus filas se nombran; no se carga nada",
        {"textfiles": ["decimal_commas_without_quotes_name_every_line"], "read": ["every_ragged_line_is_named"]},
    ),
    30: (
        "Encabezados con otra forma, cambiados, repetidos, en varias filas",
        "La forma no importa; lo que falta o se repite se nombra",
        {
            "read": [
                "a_thousand_dressed_headings",
                "a_repeated_heading_is_refused",
                "an_extra_column_is_a_warning_and_the_rest_loads",
            ],
            "meaning_faults": ["a_spoilt_heading_is_refused_by_name"],
            "containers": ["headings_merged_over_two_and_three_rows"],
            "bad_registers": ["a_file_of_another_register_says_of_which"],
        },
    ),
    31: (
        "Títulos, totales, notas, tablas al lado",
        "No son datos, y se dice",
        {
            "containers": [
                "totals_notes_and_blank_rows_are_told_and_not_read",
                "a_table_at_the_side_is_told_and_not_read",
            ],
            "read": [
                "titles_above_and_totals_below_are_not_data",
                "a_row_with_its_whole_key_is_data_although_it_begins_with_total",
            ],
            "tables": [
                "what_is_no_data_is_told_and_not_read",
                "a_row_that_fills_its_required_columns_is_data_whatever_its_words",
                "what_is_doubtful_is_refused_in_one_sentence",
                "data_without_a_heading_is_refused_by_its_letter",
            ],
        },
    ),
    32: (
        "Varias hojas, hojas y filas ocultas",
        "Las hojas iguales se leen juntas, o se dice por qué no; la oculta se ignora y se dice; las filas ocultas se leen y se cuentan",
        {
            "containers": [
                "hidden_sheets_are_told_and_hidden_rows_are_read_and_counted",
                "filtered_rows_are_read_and_counted",
                "two_sheets_with_the_same_table_are_not_chosen_by_chance",
            ],
            "tables": [
                "sheets_with_the_same_columns_are_one_table_and_each_row_keeps_its_sheet",
                "a_sheet_with_one_column_fewer_is_refused_saying_which",
            ],
        },
    ),
    33: (
        "Fórmulas sin valor, celdas de error",
        "Un problema por celda; nunca vacío ni cero",
        {
            "containers": ["errors_and_formulas_without_value_are_found_wherever_they_are"],
            "read": ["error_cells_and_formulas_never_calculated_are_faults"],
        },
    ),
    34: (
        "Fechas en toda forma",
        "El día va primero, siempre; lo que no existe se rechaza",
        {
            "dates": [
                "every_day_reads_back",
                "what_is_no_date_says_why",
                "the_fifth_of_march_is_never_the_third_of_may",
            ],
            "read": ["the_1904_calendar_is_honoured"],
        },
    ),
    35: (
        "Números como texto, códigos con ceros, «1E+05»",
        "Se convierte solo sin pérdida; los códigos son texto",
        {
            "parse": ["codes_that_excel_keeps_as_numbers", "a_code_that_excel_turned_into_a_power_of_ten_is_lost"],
            "numbers": ["whole_numbers_only_if_nothing_is_lost"],
        },
    ),
    36: (
        "Unidad desconocida, antigua o vacía",
        "Se sugiere la de hoy; sin unidad sigue en el total, en su propio grupo",
        {
            "parse": ["an_old_name_of_a_unit_leads_to_the_unit_of_today"],
            "bad_registers": ["what_a_row_points_to_is_judged_with_the_rest_and_the_nearest_is_named"],
            "meaning_faults": ["cases_without_unit_stay_in_the_total"],
        },
    ),
    37: (
        "Mes 0 o 13, cantidades negativas, meta cero",
        "Se rechaza; una razón sin denominador es «sin dato»",
        {
            "meaning_faults": ["no_parts_make_an_infinite_or_invented_value"],
            "bad_registers": ["it_is_refused_by_row_and_column_with_a_remedy"],
            "parse": ["a_column_of_months_takes_their_names"],
        },
    ),
    38: (
        "Fecha futura, anterior al Programa, cierre antes de apertura, años abierto",
        "Problema o advertencia con su fila",
        {
            "bad_registers": ["it_is_refused_by_row_and_column_with_a_remedy"],
            "dates": ["what_is_read_with_a_doubt_is_a_warning"],
            "checks": ["a_rule_finds_exactly_what_is_wrong"],
        },
    ),
    39: (
        "Clave repetida en el archivo, o con otros valores en los datos",
        "Se rechaza nombrando la otra fila, o es un cambio",
        {
            "publish": [
                "a_repeated_key_names_the_first_row",
                "merge_adds_changes_and_leaves_the_rest",
                "rows_in_equal_the_ledger_and_the_tables",
            ]
        },
    ),
    40: (
        "Mes sin datos",
        "Un vacío en el gráfico y «sin dato», nunca cero",
        {"meaning_faults": ["three_months_without_rows_are_a_gap_and_not_a_zero"]},
    ),
    41: (
        "346 categorías de nombres largos",
        "Las primeras y «Otros», que suman el total",
        {
            "meaning_faults": ["bars_of_many_long_categories_add_up_to_the_total"],
            "charts": ["what_is_beyond_the_first_causes_is_one_row_that_sums"],
        },
    ),
    42: (
        "Un archivo viejo después de uno nuevo",
        "Advertencia: hay una versión más reciente",
        {
            "publish": [
                "an_old_file_reloaded_after_a_newer_one_warns_and_loads",
                "older_data_than_the_register_has_warns_only_if_it_turns_something_back",
            ]
        },
    ),
    43: (
        "El equipo se apaga al cerrar una sesión, u otra persona registra algo a la vez",
        "Sus filas y su hecho están los dos o no están; se cierra otra vez y nada se carga dos veces",
        {
            "facts": [
                "a_machine_that_stops_before_the_pointer_leaves_it_in_course",
                "one_that_stops_between_the_rows_and_the_fact_closes_again_and_loads_nothing_twice",
                "what_another_did_while_it_was_being_closed_is_seen_and_nothing_is_loaded",
                "two_who_call_at_once_get_two_codes_and_two_who_begin_begin_once",
            ]
        },
    ),
}

# What holds after every case: {invariant: (what, tests)}
INVARIANTS = {
    "I1": (
        "Nada de la máquina (rutas, clases, trazas) llega a quien lee",
        {
            "bad_files": ["generated_files_are_refused_or_accepted_as_they_must"],
            "pages": ["an_unforeseen_fault_is_told_in_spanish_and_logged"],
        },
    ),
    "I2": (
        "El proceso sigue vivo",
        {
            "sandbox": [
                "a_child_that_goes_astray_is_a_message",
                "a_parquet_is_read_apart_every_time",
                "the_child_leaves_without_an_orderly_exit",
            ]
        },
    ),
    "I3": (
        "Un rechazo no cambia ningún archivo del almacén",
        {
            "bad_files": ["generated_files_are_refused_or_accepted_as_they_must"],
            "sandbox": ["files_that_must_be_refused_are_and_change_nothing"],
        },
    ),
    "I4": (
        "Filas del archivo = leídas = del historial = de la tabla",
        {
            "bad_files": ["generated_files_are_refused_or_accepted_as_they_must"],
            "publish": ["rows_in_equal_the_ledger_and_the_tables"],
        },
    ),
    "I5": (
        "La pantalla y la línea de comandos dicen lo mismo",
        {"bad_files": ["generated_files_are_refused_or_accepted_as_they_must", "the_command_itself_says_the_same"]},
    ),
    "I6": (
        "Ningún valor de un registro reservado queda en mensajes ni archivos",
        {
            "personal": [
                "a_reserved_file_is_refused_whole_and_leaves_no_trace",
                "what_the_reader_leaves_out_of_a_reserved_file_refuses_it",
            ]
        },
    ),
}


def existing(file: str) -> set[str]:
    """The tests of a file, without their prefix."""
    tree = ast.parse(next(TESTS.glob(f"*/test_{file}.py")).read_text(encoding="utf-8"))
    return {
        node.name.removeprefix("test_")
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def written() -> str:
    """The table as the document shows it."""

    def named(tests: dict[str, list[str]]) -> str:
        return "; ".join(
            f"`test_{file}`: {', '.join(each.replace('_', ' ') for each in names)}" for file, names in tests.items()
        )

    lines = ["| n.º | falla | qué debe pasar | pruebas |", "|---|---|---|---|"]
    lines += [f"| {row} | {fault} | {must} | {named(tests)} |" for row, (fault, must, tests) in TABLE.items()]
    lines += [
        f"| {name} | *después de cada caso* | {must} | {named(tests)} |" for name, (must, tests) in INVARIANTS.items()
    ]
    return "\n".join(lines)


def test_every_row_has_its_tests_and_every_test_exists():
    assert list(TABLE) == list(range(1, ROWS + 1)) and list(INVARIANTS) == [f"I{n}" for n in range(1, 7)]
    for row, (*said, tests) in {**TABLE, **INVARIANTS}.items():
        assert tests and all(tests.values()) and all(said), row
        lost = [
            f"test_{file}.py::test_{name}"
            for file, names in tests.items()
            for name in names
            if name not in existing(file)
        ]
        assert not lost, f"row {row}: {lost}"


def test_every_behaviour_that_can_be_taken_out_is_still_there():
    """`tools/removals.py` takes each out and sees that its tests fail, which takes long; here, that it would find
    them."""
    from support.planting import places, planted
    from tools.removals import REMOVALS

    assert list(REMOVALS) == [*TABLE, *INVARIANTS]
    for row, changes in REMOVALS.items():
        sources = {}
        for file, text, other in changes:
            python = file.endswith(".py")
            source = sources.get(file) or (TESTS.parent / "sig_metrics" / file).read_text(encoding="utf-8")
            assert places(source, text, python), (row, file, text)
            sources[file] = planted(source, text, other, python)
        for file, source in sources.items():
            assert not file.endswith(".py") or ast.parse(source), (row, file)


def test_the_document_shows_this_table():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text.partition(BEGIN)[2].partition(END)[0].strip() == written(), "run python tests/house/test_fault_table.py"


def test_every_figure_of_the_document_has_its_n_and_its_command():
    lines = [
        line
        for line in DOCUMENT.read_text(encoding="utf-8").partition("## Cifras")[2].partition("\n## ")[0].splitlines()
        if line.startswith("| ")
    ]
    figures = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:] if not line.startswith("|---")
    ]
    assert len(figures) >= 10
    for figure, n, result, command in figures:
        assert re.search(r"\d", n) and result and command.startswith("`") and "test_" in command, figure


if __name__ == "__main__":
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    DOCUMENT.write_text(f"{before}{BEGIN}\n{written()}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
