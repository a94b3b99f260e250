"""Owns taking a piece of source text out and putting another in its place: in Python a piece is found by its words, not
by how they are laid out (spaces, line ends, the comma before a closing bracket, the kind of quotes)."""

import re

WORDS = re.compile(r"\w+|[^\w\s]")
QUOTES, CLOSING = "\"'", ")]}"


def _pattern(text: str) -> re.Pattern:
    words, parts = WORDS.findall(text), []
    for before, word in zip(["", *words], words, strict=False):
        if before:
            gap = r"\s+" if before[-1].isalnum() and word[0].isalnum() else r"\s*"
            comma = word in CLOSING and before != ","
            parts.append(rf"{gap},?{gap}" if comma else gap)
        parts.append(f"[{QUOTES}]" if word in QUOTES else re.escape(word))
    return re.compile("".join(parts))


def places(source: str, text: str, python: bool = True) -> list[tuple[int, int]]:
    """Where a piece begins and ends."""
    found = _pattern(text) if python else re.compile(re.escape(text))
    return [match.span() for match in found.finditer(source)]


def planted(source: str, text: str, other: str, python: bool = True) -> str:
    """The source with the other piece wherever the first was."""
    if python:
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        other = other.removeprefix(lead).removesuffix(tail)
    for start, end in reversed(places(source, text, python)):
        source = source[:start] + other + source[end:]
    return source
