"""What every page of the server has before anything is drawn: its language, its style, the words of the framework."""

import asyncio
import re
import tomllib

import pytest

from pages._kit.shell import face
from pages._kit.shell.face import board_script as boards

PAGE = '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body><p>$words</p></body></html>'
TABLE = tomllib.loads((face._FOLDER / "spanish.toml").read_text(encoding="utf-8"))


def test_a_page_has_its_language_its_title_its_style_and_its_words():
    made = face.faced(PAGE)
    assert made.startswith('<!DOCTYPE html><html lang="es-PE"><head><title>Cuadro de mando del SIG</title><style>')
    head, body = made.split("</head>")
    assert "--sig-breach:#a5301c" in head and "--sig-breach:#ff8b74" in head, "both modes"
    assert '"No results": "Sin resultados"' in head and "$words" not in head and "$groups" not in head
    assert head.count("<script>") == head.count("</script>") == 1
    assert body == "<body><p>$words</p></body></html>"


def test_a_page_has_the_boards_that_its_elements_ask_for_by_their_name_and_seal():
    whole = face.faced(PAGE)
    kinds = {path.stem for path in boards._FOLDER.glob("*.css")} - {"common"}
    assert set(boards.BOARDS) == kinds
    for name in kinds:
        body = (boards._FOLDER / f"{name}.js").read_text(encoding="utf-8")
        assert body.replace("export default function", "return function") in whole, "nothing of it is changed"
        assert f'draw("{name}", given)' in boards.run(name) and len(boards.run(name)) < 400
        assert f'seal === "{boards.seal()}"' in boards.run(name) and f'seal: "{boards.seal()}"' in whole


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("text/plain files are not allowed.", "No se admiten archivos de ese tipo (text/plain)"),
        (
            "File must be 25.0MB or smaller.",
            "El archivo pasa de 25.0 MB y no se recibió. Pártalo, o pida que se cargue en el servidor.",
        ),
        ("5.5KB", "5.5 KB"),
        ("Fecha de entrega · Empty", "Fecha de entrega, vacío"),
        ("day/month/year, Fecha de entrega", "día/mes/año, Fecha de entrega"),
        ("Remove informe.csv", "Quitar informe.csv"),
    ],
)
def test_what_the_framework_says_with_a_part_that_changes(english, spanish):
    found = next(each for each in TABLE["patterns"] if re.search(each["english"], english))
    assert re.sub(found["english"], re.sub(r"\$(\d)", r"\\\1", found["spanish"]), english) == spanish


def test_only_marks_of_a_date_and_names_of_money_are_the_same_in_both_languages():
    same = {english for english, spanish in TABLE["words"].items() if english == spanish}
    assert same == {"dd", "mm", "Euro", "Yen"}


def answered(headers: list[tuple[bytes, bytes]], asked: list[tuple[bytes, bytes]], body: bytes = PAGE.encode()):
    """What goes out of an application that answers that, and what it was asked."""
    sent, heard = [], []

    async def application(scope, receive, send):
        heard.append(dict(scope["headers"]))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body[:20], "more_body": True})
        await send({"type": "http.response.body", "body": body[20:]})

    async def out(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": asked}
    asyncio.run(face.Face(application)(scope, None, out))
    return dict(sent[0]["headers"]), b"".join(each.get("body", b"") for each in sent[1:]), heard[0]


def test_a_page_goes_out_whole_with_its_length_and_is_never_an_old_one():
    kept = [(b"content-type", b"text/html; charset=utf-8"), (b"etag", b"x"), (b"content-length", b"5")]
    asked = [(b"accept", b"text/html"), (b"if-none-match", b"x"), (b"accept-encoding", b"gzip"), (b"host", b"h")]
    headers, body, heard = answered(kept, asked)
    assert body.decode() == face.faced(PAGE) and headers[b"content-length"] == str(len(body)).encode()
    assert b"etag" not in headers and set(heard) == {b"accept", b"host"}


@pytest.mark.parametrize(
    "headers",
    [
        [(b"content-type", b"text/javascript")],
        [(b"content-type", b"text/html"), (b"content-encoding", b"gzip")],
    ],
    ids=["a script", "compressed"],
)
def test_what_is_no_page_to_be_read_passes_as_it_is(headers):
    assert answered(headers, [(b"accept", b"*/*")], b"\x1f\x8b" + bytes(40))[1] == b"\x1f\x8b" + bytes(40)
