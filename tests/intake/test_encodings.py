"""Proves that the letters of a CSV are those that were written, in whatever old encoding, or that the file is
refused in one sentence."""

import pytest
from test_read import TOY, refusal

from conftest import DEMO, ROOT, codes
from sig_metrics.intake.files.encodings import OLD, decode
from sig_metrics.intake.table.read import read_file
from sig_metrics.language.problems import Refused

WORDS = """acción año Año AÑO más Más está él Él Último último ÚLTIMO límite LÍMITE Índice índice Óptimo óptimo registró CAFÉ comité COMITÉ Áncash ÁNCASH
Huánuco señalización pingüino PINGÜINO ñandú Ñandú ÑANDÚ Ángel Día día DÍA qué QUÉ así ASÍ Perú PERÚ INFORMACIÓN jóvenes PÚBLICO N°5 Nº 1º 2ª «hola» ¿Qué?
¡Sí! niño NIÑO mamá MAMÁ aquí oxígeno árbol Úbeda época énfasis ícono LÍNEA Junín Apurímac Cañete""".split()


def read(content: bytes) -> tuple[str, list[str]]:
    """(the text, what was told), or («», the codes of the refusal)."""
    try:
        text, said = decode(content)
    except Refused as refused:
        assert len(refused.problems) == 1 and "CSV UTF-8" in refused.problems[0].message
        return "", codes(refused.problems)
    return text, codes(said)


@pytest.mark.parametrize("encoding", list(OLD))
@pytest.mark.parametrize("size", [1, 2, 3, 8])
def test_words_of_spanish_are_read_as_written_or_refused(encoding, size):
    right = 0
    for at in range(len(WORDS)):
        text = "código;valor\n" * (size == 8) + "".join(f"{WORDS[(at * 7 + n) % len(WORDS)]};1\n" for n in range(size))
        found, said = read(text.encode(encoding))
        assert found in ("", text), (encoding, text, found)
        assert said == ([] if encoding == "cp1252" else ["file_encoding_old"]) or not found
        right += found == text
    assert right >= (0 if size == 1 and encoding != "cp1252" else len(WORDS) - 6 if size > 2 else len(WORDS) // 2), (
        right
    )


def demonstrations():
    return [
        path
        for folder in (DEMO, ROOT / "data" / "plan" / "2021-v05", ROOT / "data" / "legal")
        for path in sorted(folder.glob("*.csv"))
        if not path.read_bytes().isascii()
    ]


@pytest.mark.parametrize("path", demonstrations(), ids=lambda path: path.stem)
def test_the_files_of_the_project_in_every_old_encoding(path):
    text = path.read_text(encoding="utf-8")
    for encoding in OLD:
        try:
            content = text.encode(encoding)
        except UnicodeEncodeError:  # it has quotes or dashes that MS-DOS has not
            continue
        found, _ = read(content)
        assert found == text or encoding != "cp1252" and found == "", encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("codigo;monto\n“a”–€;1\nO’Higgins;2\nL’Oréal;3\n", "cp1252"),
        ("codigo;monto\nSão Paulo;1\nCaracterística;2\nMünster;3\n", "cp1252"),
        ("codigo;monto\nEl comité —que sesionó— aprobó;1\nV°B°;2\n25 °C ± 2;3\n«Él»…;4\n", "cp1252"),
        ("codigo;monto\nmal ñame;1\n", "cp1252"),
    ],
)
def test_the_signs_of_windows_do_not_mislead(text, encoding):
    assert read(text.encode(encoding)) == (text, [])


def test_what_was_read_as_old_is_told():
    content = "codigo;monto\nÁncash;1\nHuánuco y Junín;2\n"
    for encoding, name in (("cp850", "MS-DOS (CP850)"), ("mac_roman", "Mac (Mac Roman)")):
        table = read_file("x.csv", content.encode(encoding), TOY)
        assert table.columns["code"] == ["Áncash", "Huánuco y Junín"]
        assert codes(table.warnings) == ["file_encoding_old"] and name in table.warnings[0].message


def test_what_could_be_two_things_is_refused():
    for content in (
        b"codigo;monto\n\xe9poca;1\n",
        b"codigo;monto\na\xb5b;1\n",
        "codigo;monto\nÁncash;1\n".encode("cp850"),
    ):
        (problem,) = refusal("x.csv", content, TOY)
        assert problem.code == "file_encoding_doubt" and "la línea 2" in problem.message


def test_utf16_without_its_mark_is_recognised_in_both_orders():
    text = "código;monto\r\nÑandú – “x”;1\r\n"
    assert read(text.encode("utf-16-le")) == (text, []) == read(text.encode("utf-16-be"))
    assert codes(refusal("x.csv", b"codigo;monto\n1,2\n3,\x004\n", TOY)) == ["file_nul"]
