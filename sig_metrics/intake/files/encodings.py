"""Owns the answer to how the bytes of a CSV are written: UTF-8, UTF-16, Windows, MS-DOS or Mac.

A file that says it, or that is UTF-8 whole, is believed. For the rest each of three old encodings is tried and every
character that is not ASCII is judged where it stands: «a±o», «µncash» and «INFORMACI”N» are no Spanish. Refuses, in
one sentence, a file that none reads well, or that two do: a letter is never guessed."""

import re
from collections.abc import Iterator

from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused

OLD = {"cp1252": "Windows", "cp850": "MS-DOS (CP850)", "mac_roman": "Mac (Mac Roman)"}
LINES_NAMED = 10
FEW = 2  # words with letters of their own that MS-DOS or Mac need to be believed
MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|\xc2[\xa0-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
TOKEN = re.compile(rb"[^\s,;|\"]*[\x80-\xff][^\s,;|\"]*")
DOS_END = re.compile(rb"\x1a[\x1a\r\n]*\Z")  # the mark with which MS-DOS ends a text
LINE_END = re.compile(rb"\r\n|\r|\n")
SPANISH = set("áéíóúüñÁÉÍÓÚÜÑ")
PAIRS = ("“”", "«»", "‹›")
ODD, IMPOSSIBLE = 1, 6  # how much a character out of place weighs
MUCH_BETTER = 4


def decode(content: bytes) -> tuple[str, list[Problem]]:
    """(the text, a warning when it was written by MS-DOS or Mac). Raises Refused naming the lines that no encoding
    reads."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or (wide := _wide(content)):
        encoding = "utf-16" if content[:1] in (b"\xff", b"\xfe") else wide
        try:
            return content.decode(encoding), []
        except UnicodeDecodeError as fault:
            raise _undecoded(
                [len(re.findall(r"\r\n|\r|\n", content[: fault.start].decode(encoding, "replace"))) + 1]
            ) from None
    content = DOS_END.sub(b"", content)
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _old(content)


def _wide(content: bytes) -> str:
    """UTF-16 without its mark: every other byte is a NUL, or nearly, and no other is; «» when it is not so."""
    if len(content) % 2 or b"\0" not in content[:4]:
        return ""
    even, odd = content[0::2].count(0), content[1::2].count(0)
    most = len(content) // 2 * 0.6
    return "utf-16-le" if odd >= most and not even else "utf-16-be" if even >= most and not odd else ""


def _old(content: bytes) -> tuple[str, list[Problem]]:
    """The text of a file in the only one of the old encodings that reads it well; Windows also when the others are
    far worse."""
    if content.startswith(b"\xef\xbb\xbf"):
        raise _undecoded(_bad_lines(content, "utf-8"))
    tokens = set(TOKEN.findall(content))
    weights = {encoding: _weight(content, tokens, encoding) for encoding in OLD}
    clean = [encoding for encoding, weight in weights.items() if weight == 0]
    if clean == ["cp1252"] or not clean and _much_better(weights) and not MULTIBYTE.search(content):
        return content.decode("cp1252"), []
    if len(clean) == 1 and len(tokens) >= FEW:
        said = words.say("file_encoding_old", encoding=OLD[clean[0]])
        return content.decode(clean[0]), [Problem("file_encoding_old", said)]
    if not clean and MULTIBYTE.search(content):  # letters in UTF-8, and bytes that are not
        raise _undecoded(_bad_lines(content, "utf-8"))
    if weights["cp1252"] is None:
        raise _undecoded(_bad_lines(content, "cp1252"))
    line = _bad_lines(content, "ascii")[0]
    raise Refused([Problem("file_encoding_doubt", words.say("file_encoding_doubt", row=line))])


def _much_better(weights: dict[str, int | None]) -> bool:
    """Whether Windows reads the file well but for some foreign letter, and the others read it much worse."""
    own = weights["cp1252"]
    others = [weight for encoding, weight in weights.items() if encoding != "cp1252" and weight is not None]
    return own is not None and all(own * MUCH_BETTER <= other for other in others)


def _weight(content: bytes, tokens: set[bytes], encoding: str) -> int | None:
    """How badly an encoding reads the distinct words with bytes beyond ASCII; None when it has no character for one
    of them."""
    try:
        texts = [token.decode(encoding) for token in tokens]
    except UnicodeDecodeError:
        return None
    unpaired = _unpaired(content, encoding)
    return sum(weight for text in texts for weight in _weights(text, unpaired))


def _unpaired(content: bytes, encoding: str) -> set[str]:
    """The marks that come in pairs, when a file opens more of them than it closes."""

    def times(mark: str) -> int:
        return content.count(mark.encode(encoding)) if mark in "!?" or _has(mark, encoding) else 0

    found = {mark for pair in PAIRS if times(pair[0]) != times(pair[1]) for mark in pair}
    found |= {opening for opening, closing in ("¡!", "¿?") if times(opening) > times(closing)}
    return found | ({"’"} if times("’") > times("‘") else set()) | ({"‘"} if times("‘") > times("’") else set())


def _has(mark: str, encoding: str) -> bool:
    try:
        return bool(mark.encode(encoding))
    except UnicodeEncodeError:
        return False


def _weights(text: str, unpaired: set[str]) -> Iterator[int]:
    """How out of place each character beyond ASCII is in a word of Spanish; 0 when it is in its place."""
    for at, character in enumerate(text):
        if character.isascii():
            continue
        left, right = text[max(at - 2, 0) : at], text[at + 1 : at + 2]
        if character.isalpha() and character not in "ªº":
            yield _letter(character, left, right) + (0 if character in SPANISH else ODD)
        else:
            yield _mark(character, left, right, unpaired)


def _letter(character: str, left: str, right: str) -> int:
    """A letter agrees in case with its neighbours, and touches no digit."""
    before = left[-1:]
    if before.isdigit() or right.isdigit():
        return IMPOSSIBLE
    if not before.isalpha() and not right.isalpha():
        return ODD  # alone
    if character.islower():
        inside = before.isupper() and left[:1].isupper() and len(left) == 2
        return IMPOSSIBLE if inside or right.isupper() else 0
    if before.islower() or before.isupper() and right.islower():
        return IMPOSSIBLE
    return 0


def _mark(character: str, left: str, right: str, unpaired: set[str]) -> int:
    """A sign stands at the edge of a word, between numbers, or after the letter it goes with."""
    before = left[-1:]
    inside = before.isalpha() and right.isalpha()
    if character in "’‘":  # «O’Higgins», or a quotation
        named = character == "’" and before in ("D", "O", "L") and right.isupper() and not left[:-1].isalpha()
        return 0 if named or not inside and character not in unpaired else IMPOSSIBLE
    if character in unpaired:
        return ODD
    if character in "°ºª":  # «N° 5», «25 °C», «V°B°», «3.ª»
        placed = not before or before.isdigit() or before in ".)NnVvBbM"
        return 0 if placed and not right.islower() else IMPOSSIBLE
    if character in "–—":
        return IMPOSSIBLE if inside else ODD if before.isalpha() and not right or right.isalpha() and not before else 0
    if character in "“«‹¿¡":
        return IMPOSSIBLE if before.isalnum() or not right else 0
    if character in "”»›":
        return IMPOSSIBLE if right.isalnum() or not before else 0
    if character == "…":
        return IMPOSSIBLE if right.isalnum() else ODD if before.isupper() else 0
    if character == "·":
        return 0 if before.isupper() and right.isupper() or not before and not right else IMPOSSIBLE
    free = {
        "\xa0": True,
        "€": not (before.isalpha() or right.isalpha()),
        "•": not before.isalnum(),
        "§": not before.isalnum(),
        "±": not before.isalpha() and not right.isalpha(),
    }
    return 0 if free.get(character) else IMPOSSIBLE


def _bad_lines(content: bytes, encoding: str) -> list[int]:
    """The numbers of the lines that do not decode."""
    found = []
    for number, line in enumerate(LINE_END.split(content), 1):
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            found.append(number)
    return found or [1]


def _undecoded(lines: list[int]) -> Refused:
    shown = [words.number(line) for line in lines[:LINES_NAMED]]
    more = len(lines) - len(shown)
    said = f"{', '.join(shown)} y {words.number(more)} más" if more else words.listing(shown)
    return Refused(
        [
            Problem(
                "file_encoding",
                words.say("file_encoding", lines=f"{'la línea' if len(lines) == 1 else 'las líneas'} {said}"),
            )
        ]
    )
