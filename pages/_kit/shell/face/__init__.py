"""Owns what every page of the server has before anything is drawn: its language, its style and the words that the
framework has in English only.

It is put in the page itself, not in an element of a screen: nothing is painted in another style and then moved, and
what the framework says alone (a connection that fell, a page that does not exist) is in Spanish too."""

import json
import re
from functools import cache
from pathlib import Path

import tomli
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._kit.screens import groups
from pages._kit.shell.face import board_script as boards
from sig_metrics.catalog.model import CatalogError
from sig_metrics.present.theme import css_variables

_FOLDER = Path(__file__).parent
LANGUAGE = "es-PE"
TITLE = "Cuadro de mando del SIG"
# The cells of the columns that figure.reading marks as numbers, by their place in the table.
NUMBERS = ", ".join(f'[class*="st-key-numbers-"][class*="-n{n}-"] :is(td, th):nth-child({n})' for n in range(1, 15))

# What frame.reserved keeps for a board, in lines; of its kind of block only, so that no other is asked a hundred times.
HEIGHTS = " ".join(
    f'.stVerticalBlock[class*="sig-tall-"][class*="-h{n}-"] {{ min-height: {n * 1.2:.1f}rem; }}' for n in range(1, 121)
)


def _colours(mode: str) -> str:
    return ";".join(f"{name}:{value}" for name, value in css_variables(mode).items())


@cache
def style() -> str:
    """The style sheet of every screen, with the colours of both modes."""
    return (
        f":root{{{_colours('light')}}}\n@media (prefers-color-scheme: dark){{:root{{{_colours('dark')}}}}}\n"
        + "\n".join((_FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in ("style", "drawer"))
        + f"html body {{ {NUMBERS} {{ text-align: right !important; & p {{ white-space: nowrap; }} }} {HEIGHTS} }}\n"
    )


@cache
def script() -> str:
    """What runs from the beginning: the words of the framework in Spanish, a run drawn together, the place of the drawer, the colours that the
    server is told of, the boards, and what keeps the lines of the rest as theirs."""
    before, after = (
        [(_FOLDER / f"{name}.js").read_text(encoding="utf-8").replace("</", "<\\/") for name in names]
        for names in (("together", "drawer", "colours"), ("lines",))
    )
    return "\n".join([spanish(), *before, boards.script(), *after])


def spanish() -> str:
    """The script that says in Spanish what the framework says in English."""
    table = tomli.loads((_FOLDER / "spanish.toml").read_text(encoding="utf-8"))
    patterns = [[each["english"], each["spanish"], each.get("dated", False)] for each in table["patterns"]]
    text = (_FOLDER / "spanish.js").read_text(encoding="utf-8")
    for blank, given in (
        ("$words", table["words"]),
        ("$patterns", patterns),
        ("$months", table["months"]),
        ("$groups", _groups()),
        ("$unfounded", table["words"]["Page not found"]),
        ("$uploader", "Elegir o soltar un archivo"),
    ):
        text = text.replace(blank, json.dumps(given, ensure_ascii=False).replace("</", "<\\/"), 1)
    return text


def _groups() -> dict[str, str]:
    """{address: the group of the navigation it is in}; of definitions that cannot be read, none."""
    try:
        return groups()
    except CatalogError:
        return {}


def faced(page: str) -> str:
    """The page of the server with its face."""
    page = page.replace('<html lang="en">', f'<html lang="{LANGUAGE}">', 1)
    page = re.sub(r"<title>.*?</title>", f"<title>{TITLE}</title>", page, count=1)
    return page.replace("</head>", f"<style>{style()}</style><script>{script()}</script></head>", 1)


class Face:
    """An ASGI application around another: it gives the pages of the server their face."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return await self.app(scope, receive, send)
        asked = {**scope, "headers": [each for each in scope["headers"] if each[0] not in CONDITIONS]}
        await self.app(asked if _is_page(scope) else scope, receive, _Faced(send).sent)


# A page is made anew: the one that a browser keeps may have another face; and it is not compressed to be written into.
CONDITIONS = (b"if-none-match", b"if-modified-since", b"range", b"accept-encoding")


def _is_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


class _Faced:
    """An answer on its way: a page waits until it is whole; anything else passes."""

    def __init__(self, send: Send):
        self.send, self.start, self.parts = send, None, []

    async def sent(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
            return
        if self.start is None or message["type"] != "http.response.body":
            return await self.send(message)
        self.parts.append(message.get("body", b""))
        if message.get("more_body"):
            return
        body = faced(b"".join(self.parts).decode()).encode()
        ours = (b"content-length", b"etag", b"last-modified")
        kept = [each for each in self.start.get("headers", []) if each[0].lower() not in ours]
        await self.send({**self.start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
        await self.send({"type": "http.response.body", "body": body})


def _is_html(message: Message) -> bool:
    """Whether it is a page that can be read: one that somebody else asked to be compressed passes as it is."""
    said = {name.lower(): value for name, value in message.get("headers", [])}
    return (
        message["status"] == 200
        and said.get(b"content-type", b"").startswith(b"text/html")
        and b"content-encoding" not in said
    )
