"""Proves that a CSV is read by rule, whatever its dress, and that what is no text is refused with its lines."""

import itertools
import os
import random
import unicodedata

import pytest
from test_read import HEAD, OTHER, ROW, TOY, refusal, text

from conftest import codes
from sig_metrics.intake.table.cleaning import clean, rows_said
from sig_metrics.intake.table.read import read_file

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom", "cp1252", "latin-1")


@pytest.fixture(scope="module")
def register(catalog):
    return catalog.register("deliverable")


def encoded(content: str, encoding: str) -> bytes:
    if encoding.endswith("-bom"):
        return ("\ufeff" + content).encode(encoding.removesuffix("-bom"))
    return content.encode(encoding)


# row 24: encodings


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_same_table_in_seven_encodings(register, encoding):
    lines = [HEAD, ROW, [*OTHER[:-1], "Ñuñoa, cigüeña, N° 5 º ª é"]]
    assert read_file("x.csv", encoded(text(lines), encoding), register) == read_file(
        "x.csv", text(lines).encode(), register
    )


def test_the_marks_of_windows_are_read_as_windows():
    assert read_file("x.csv", "codigo,monto\n“a”–€,1\n".encode("cp1252"), TOY).columns["code"] == ["“a”–€"]


def test_one_bad_byte_in_a_file_of_utf8_is_refused_and_its_line_named():
    clean_lines = ["codigo,monto", *(f"señal {n},1" for n in range(1, 1200))]
    content = "\n".join(clean_lines).encode() + b"\nmal\xf1o,1\nbien,2\n\xff\xfe,3\n"
    problems = refusal("x.csv", content, TOY)
    assert codes(problems) == ["file_encoding"] and "las líneas 1,201 y 1,203" in problems[0].message
    # all of it Windows'
    assert (
        read_file("x.csv", content.replace("ñ".encode(), b"n").replace(b"\xff\xfe", b"yo"), TOY).columns["code"][1199]
        == "malño"
    )


def test_a_mark_of_utf8_is_kept_to():
    problems = refusal("x.csv", b"\xef\xbb\xbfcodigo,monto\nma\xf1o,1\n", TOY)
    assert codes(problems) == ["file_encoding"] and "la línea 2." in problems[0].message


def test_bytes_without_a_character_are_refused_with_their_lines():
    content = b"codigo,monto\na\xf1o,1\nb\x81,1\nc,1\nd\x9d,1\n"
    problems = refusal("x.csv", content, TOY)
    assert codes(problems) == ["file_encoding"] and "las líneas 3 y 5" in problems[0].message
    many = refusal("x.csv", b"codigo,monto\n" + b"\x81,1\n" * 80, TOY)
    assert codes(many) == ["file_encoding"] and "las líneas 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 y 70 más" in many[0].message


def test_utf16_cut_in_the_middle_is_refused_and_without_its_mark_is_read():
    whole = "codigo,monto\na,1\n".encode("utf-16")
    assert codes(refusal("x.csv", whole[:-1], TOY)) == ["file_encoding"]
    assert codes(refusal("x.csv", whole[2:-1], TOY)) == ["file_nul"]
    for encoding in ("utf-16-le", "utf-16-be"):
        assert read_file("x.csv", "codigo;monto\nÑandú;1\n".encode(encoding), TOY).columns["code"] == ["Ñandú"]


# row 25: broken letters


def test_broken_letters_are_told_with_examples_and_not_altered(register):
    lines = [HEAD, [*ROW[:-1], "PORTEÃ‘A"], [*OTHER[:-1], "RevisiÃ³n"], [*ROW[:-1], "São João, Ângela, AÑO"]]
    table = read_file("x.csv", text(lines).encode(), register)
    assert table.columns["note"][:2] == ["PORTEÃ‘A", "RevisiÃ³n"]
    assert codes(table.warnings) == ["letters_broken"]
    said = table.warnings[0].message
    assert "2 celdas" in said and "filas 2 y 3" in said and "«PORTEÃ‘A»" in said


# row 26: separators, line ends, quotes


@pytest.mark.parametrize(
    ("delimiter", "ending", "told"), list(itertools.product(",;\t|", ("\r\n", "\n", "\r"), (False, True)))
)
def test_every_separator_and_line_end(register, delimiter, ending, told):
    lines = [HEAD, [*ROW[:4], f'Informe{ending}con{delimiter}todo "dentro"', *ROW[5:]], OTHER]
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in lines]
    content = ending.join(([f"sep={delimiter}"] if told else []) + quoted + [""])
    table = read_file("x.csv", content.encode(), register)
    assert table.columns["name"] == [f'Informe\ncon{delimiter}todo "dentro"', "Informe, con coma"] and table.rows == [
        2,
        3,
    ]


def test_headings_decide_the_separator_not_frequency():
    assert read_file("x.csv", b"titulo, con, muchas, comas, y, mas\ncodigo;monto\n1;2\n", TOY).columns["amount"] == [
        "2"
    ]
    assert read_file("x.csv", b'"codigo"\t"monto\n"\t"nota; a, b | c"\n1\t2\tx\n', TOY).columns["amount"] == ["2"]


def test_a_declared_separator_is_not_a_row():
    assert read_file("x.csv", b'"sep=;"\r\ncodigo;monto\r\n1;2\r\n', TOY).rows == [2]
    assert read_file("x.csv", "sep=;\r\ncodigo;monto\r\n1;2\r\n".encode("utf-16"), TOY).rows == [2]


def test_quotes_that_do_not_close_name_their_row():
    assert [(p.code, p.row) for p in refusal("x.csv", b'codigo,monto\n1,2\n"3,4\n5,6\n', TOY)] == [("file_quotes", 3)]
    assert [(p.code, p.row) for p in refusal("x.csv", b'codigo,monto\n"1"x,2\n', TOY)] == [("file_quotes", 2)]


# rows 18 and 27: characters


def test_a_nul_is_refused_saying_so():
    problems = refusal("x.csv", b"codigo,monto\n1,2\n3,\x004\n", TOY)
    assert codes(problems) == ["file_nul"] and "NUL" in problems[0].message and "línea 3" in problems[0].message


def test_characters_that_nobody_sees_are_taken_out_and_told():
    content = "codi\u200bgo,monto\nA\x07B\x1b,1\nC\u202eD\u2066\ufeff,2\nlim\u00adpio,3\nbien,4\n".encode()
    table = read_file("x.csv", content, TOY)
    assert table.columns["code"] == ["AB", "CD", "limpio", "bien"]
    assert [(p.code, p.row) for p in table.warnings] == [("controls_removed", 2), ("unseen_removed", 3)]
    assert "1 celda" in table.warnings[0].message and "filas 3 y 4" in table.warnings[1].message


def test_a_cell_with_only_unseen_characters_is_empty():
    assert read_file("x.csv", "codigo,monto\n\u200b,1\n".encode(), TOY).columns["code"] == [""]


def test_letters_are_composed_and_the_rest_is_as_written():
    decomposed = unicodedata.normalize("NFD", "Ñandú")
    table = read_file("x.csv", f"codigo,monto\n{decomposed},1\n😀 =1+1 @x <b>,2\n".encode(), TOY)
    assert table.columns["code"] == ["Ñandú", "😀 =1+1 @x <b>"] and table.warnings == []


def test_what_nobody_sees_does_not_keep_an_accent_from_its_letter():
    assert clean("an\u200b\u0303o") == "año" == clean(clean("an\u200b\u0303o"))


def test_cleaning_is_done_once():
    dice = random.Random(27)
    for _ in range(20_000 if os.environ.get("SIG_HEAVY") == "1" else 500):
        word = "".join(
            chr(dice.choice((dice.randrange(32, 0x250), dice.randrange(0x2000, 0x2100), dice.randrange(0, 32), 0xFEFF)))
            for _ in range(12)
        )
        assert clean(clean(word)) == clean(word), ascii(word)


def test_a_cell_beyond_the_limit_is_named_with_its_place():
    lines = [["codigo", "monto"], ["a" * 32_767, "1"], ["b" * 32_768, "2"], ["c" * 5_000_000, "3"]]
    problems = refusal("x.csv", text(lines).encode(), TOY)
    assert [(p.code, p.row, p.column) for p in problems] == [
        ("cell_long", 3, "A «Código»"),
        ("cell_long", 4, "A «Código»"),
    ]
    assert all(len(p.message) < 200 and len(p.value) <= 60 for p in problems)
    assert read_file("x.csv", text(lines[:2]).encode(), TOY).columns["code"] == ["a" * 32_767]


# row 29: decimal commas without quotes


def test_decimal_commas_without_quotes_name_every_line(register):
    lines = [",".join(HEAD), *(",".join([*ROW[:2], f"{n},5", *ROW[3:]]) for n in range(1, 6))]
    problems = refusal("x.csv", "\n".join(lines).encode(), register)
    assert [(p.code, p.row) for p in problems] == [("file_long", 2)]
    assert "5 filas tienen más celdas que el encabezado (12): filas 2 a 6." in problems[0].message


def test_examples_of_a_reserved_register_are_not_quoted():
    from dataclasses import replace

    content = "codigo,monto\nPORTEÃ‘A,1\n".encode()
    assert "PORTE" in read_file("x.csv", content, TOY).warnings[0].message
    assert "PORTE" not in read_file("x.csv", content, replace(TOY, reserved=True)).warnings[0].message


def test_rows_are_said_briefly():
    assert rows_said([7]) == "fila 7" and rows_said([9, 7, 7]) == "filas 7 y 9"
    assert rows_said(range(1, 51)) == "filas 1 a 50"
    assert rows_said([*range(17, 33), 40, 41]) == "filas 17 a 32, 40 y 41"
    assert rows_said(range(1, 61, 2)) == "filas 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 y 20 más"
    assert rows_said([1, 2, 3, *range(5, 61, 2)]) == "filas 1 a 3, 5, 7, 9, 11, 13, 15, 17, 19, 21 y 19 más"
