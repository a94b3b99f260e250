"""Owns the numbers that are somebody's in a written text: identity documents and telephones, whatever parts them.

A number is taken by its shape and by what stands around it; those of documents, amounts, dates and codes are none,
and neither are an institution's extensions. Each shape is of bounded length and begins with what a scan finds at
once: the work grows as the text does."""

import re
from collections.abc import Iterator

from sig_metrics.intake.personal.names import KNOWN
from sig_metrics.intake.personal.text import SOMEBODY, WORD, is_of_a_document

Span = tuple[int, int]
# what may hold a number of somebody: six digits near one another
CHUNK = re.compile(r"\d(?:[ .,()/'·_+*-]{0,3}\d){5,60}")
NEAR, FAR = 70, 16  # characters before and after one that are looked at
DAY = re.compile(
    r"(?:19[5-9]|20[0-4])\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19[5-9]|20[0-4])\d"
)
PARTED_DAY = re.compile(
    r"(?:19|20)\d\d[ .-]{1,3}(?:\d{1,2}(?!\d)|\d{4})|\d{1,2}[ .-]{1,3}\d{1,2}[ .-]{1,3}(?:19|20)\d\d(?!\d)"
)
NUMBER = r"[^a-z0-9(+]{0,4}(?:(?:n|nro|no|num|numero|es|de|del|personal|contacto|vigente|movil|casa|domicilio|oficina|trabajo|fijo|particular|familiar|su|mi)(?![a-z])[^a-z0-9(+]{0,3}){0,3}"
EIGHT = re.compile(r"(?<!\d)\d{8}(?!\d)")
PARTED = re.compile(r"(?<!\d)\d{2}( ?[.\-'·_] ?| )\d{3}\1\d{3}(?!\d)")
EIGHT_ALONE = re.compile(r"(?<!\d)\d([ .\-_])\d(?:\1\d){6}(?!\d)")
IDENTITY = re.compile(
    r"(?:dni|d\.? ?n\.? ?i|documento (?:nacional )?de identidad|doc\.? (?:de )?identidad|libreta electoral|l\. ?e\.|identificad[oa]s? con)"
    rf"(?:{NUMBER}dni)?s?{NUMBER}\(?(\d(?:[ .,/\-'·_]{{0,3}}\d){{6,7}})(?!\d|[ .,-]?\d{{2}})"
)
OF_SOMEBODY = re.compile(
    rf"(?:{'|'.join(sorted(SOMEBODY))})(?![a-z])[^a-z0-9(+]{{0,4}}(?:(?:n|nro|numero|es)(?![a-z])[^a-z0-9(+]{{0,3}}){{0,2}}(\d(?:[ .\-'·_]{{0,3}}\d){{7}})(?!\d)"
)
FOREIGNER = re.compile(
    r"(?:c(?:arnet|arne|\.) ?(?:de )?(?:extranjeria|e\.)|c\.?e\.?(?![a-z])|pas(?:aporte|\.)|ptp(?![a-z])|cpp(?![a-z])|cedula(?: de identidad| de ciudadania)?|brevete"
    rf"|licencia de conducir|cuspp){NUMBER}((?:[a-z]-?){{0,3}}\d(?:[ .-]?\d){{5,9}}[a-z0-9]{{0,6}})(?![a-z0-9])"
)
TAX_NUMBER = re.compile(r"(?<!\d)1[057][ -]?\d{8}[ -]?\d(?!\d)")
MOBILE = re.compile(
    r"(?<!\d)9(?:\d{8}|\d\d(?: ?[.\-'·_/] ?| )\d{3}(?: ?[.\-'·_/] ?| )\d{3}|\d[ -]\d{7}|\d\d[ .\-]\d{6}|\d{5}[ .\-]\d{3}|\d\d([ .\-])\d\d\1\d\d\1\d\d|[ .\-]?\d{4}[ .\-]\d{4}"
    r"|\d[ .\-]\d{3}[ .\-]\d{4}|(?:[ .\-_]\d){8})(?!\d)|\(9\d\d\)[ -]?\d{3}[ .-]?\d{3}(?!\d)"
)
COUNTRY = re.compile(r"(?:(?<!\d)(?:00)?51[ .\-]?9\d{8}|\+\d(?:[ .()\-]{0,2}\d){9,13})(?!\d)")
AREA = r"(?:4[1-4]|5[1-4]|56|6[1-7]|7[2-46]|8[2-4])"
FIXED = re.compile(
    rf"(?:(?:\(0?1\)|\(?51[ -]?1\))[ -]{{0,3}}\d{{3}}[ .\-]?\d{{4}}|\(0?{AREA}\)[ -]{{0,3}}(?:\d{{6}}|\d{{3}}[ .\-]\d{{3}}|\d\d[ .\-]\d{{4}}|\d\d([ .\-])\d\d\1\d\d)"
    rf"|01[ .\-]\d{{3}}[ .\-]?\d{{4}}|0{AREA}[ .\-](?:\d{{6}}|\d{{3}}[ .\-]\d{{3}}|\d\d[ .\-](?!20\d\d)\d{{4}}|\d\d([ .\-])\d\d\2\d\d))(?!\d)"
)
PHONE = re.compile(
    r"(?:tel(?:efonos?|efonicos?|ef|f)?|tlfn?o?|cel(?:ular(?:es)?|u|l)?|mov(?:il(?:es)?)?|fonos?|fijo|wh?ats?\s?app?|ws?pp?|[gw]u?asap|rpm|rpc|nextel|yape|plin|contacto"
    r"|(?:llam(?:ar|e|en)|comunicarse|marcar|ubicar|escribir)(?:l[oae]s?|se)? al)(?![a-z])"
    rf"{NUMBER}(\(?\+?\d(?:[() .,\-/]{{0,3}}\d){{5,12}})(?!\d)"
)
AFTER_A_NAME = re.compile(r"[^a-z0-9]{1,4}(\d(?:[ .-]?\d){5,8})(?![\d/a-z])")
EXTENSION = re.compile(r"[\s,;(-]{0,3}(?:anexos?|anx|axo|ext)(?![a-z])")
NO_FIXED = ("activo", "monto", "plazo", "costo", "precio", "gasto", "sueldo", "importe")
GLUED = re.compile(r"[^\d\W]*\Z")
SAID_AFTER = re.compile(r"(?:-\d)?[ (]{1,3}d\.?n\.?i")
TOLL_FREE = re.compile(r"\(?0-?800")


def places(low: str) -> list[Span]:
    """The parts of a text in which there may be a number of somebody."""
    found: list[Span] = []
    for start, end in (chunk.span() for chunk in CHUNK.finditer(low)):
        start, end = max(0, start - NEAR), end + FAR
        found.append((found.pop()[0] if found and start <= found[-1][1] else start, end))
    return found


def _all(shape: re.Pattern, low: str, within: list[Span]) -> Iterator[re.Match]:
    for start, end in within:
        yield from shape.finditer(low, start, end)


def identities(text: str, low: str, within: list[Span]) -> Iterator[Span]:
    """Identity documents: DNI, with or without its label; of foreigners; the tax number of a person."""
    for shape in (IDENTITY, OF_SOMEBODY, FOREIGNER):
        for found in _all(shape, low, within):
            if (
                not _in_word(low, found.start())
                and not PARTED_DAY.match(found[1])
                and not _grouped_amount(low, *found.span(1))
                and _digits(found[1]) > 5
            ):
                yield found.span(1)
    for found in _all(TAX_NUMBER, low, within):
        named = "ruc" in low[max(0, found.start() - 12) : found.start()].replace(".", "")
        if named or alone(text, low, *found.span()) and not is_of_a_document(low, *found.span()):
            yield found.span()
    yield from _eights(text, low, within)
    for shape in (PARTED, EIGHT_ALONE):
        for found in _all(shape, low, within):
            if (
                "".join(filter(str.isdigit, found[0])) not in "123456789"
                and _is_apart(low, *found.span())
                and not PARTED_DAY.match(found[0])
                and not is_of_a_document(low, *found.span())
            ):
                yield found.span()


def _eights(text: str, low: str, within: list[Span]) -> Iterator[Span]:
    """Numbers of eight digits; one of a list is what the one before it is."""
    last, excused = -9, False
    for found in _all(EIGHT, low, within):
        start, end = found.span()
        listed = 0 < start - last < 6 and not low[last:start].strip(" ,;/-ye\n") and (end - last > 9)
        excused = excused if listed else is_of_a_document(low, start, end) and not SAID_AFTER.match(low, end)
        last = end
        if not excused and not DAY.fullmatch(found[0]) and alone(text, low, start, end):
            yield start, end


def telephones(text: str, low: str, within: list[Span]) -> Iterator[Span]:
    """Mobiles, fixed telephones with their area, and whatever is said to be one."""
    for found in _all(PHONE, low, within):
        if (
            _in_word(low, found.start())
            or not 6 <= _digits(found[1]) <= 13
            or PARTED_DAY.match(found[1])
            or TOLL_FREE.match(found[1])
        ):
            continue
        if found[0].startswith("fijo") and low[: found.start()][-12:].strip().endswith(NO_FIXED):
            continue
        if not _institution(low, found.end()):
            yield found.span(1)
    for found in _all(COUNTRY, low, within):
        if not low[max(0, found.start() - 1) : found.start()].isalnum():
            yield found.span()
    for found in _all(MOBILE, low, within):
        if alone(text, low, *found.span()) and not is_of_a_document(low, *found.span()):
            yield found.span()
    for found in _all(FIXED, low, within):
        if (
            alone(text, low, *found.span())
            and not is_of_a_document(low, *found.span())
            and not _institution(low, found.end())
        ):
            yield found.span()


def beside(low: str, end: int) -> Span | None:
    """The number that follows a name: nobody writes one there that is not that person's."""
    found = AFTER_A_NAME.match(low, end)
    return found.span(1) if found and not PARTED_DAY.match(found[1]) and not DAY.fullmatch(found[1]) else None


def alone(text: str, low: str, start: int, end: int) -> bool:
    """Whether a number is a word of its own, and not a part of a code, an amount, a date or an address."""
    return _begins(low, start, end - start) and _ends(text, low, end)


def _begins(low: str, start: int, size: int) -> bool:
    before = low[start - 1] if start else " "
    if before.isalpha():
        return GLUED.search(low[max(0, start - 16) : start])[0] in KNOWN
    if before.isdigit() or before == "_":
        return False
    if before not in "./,=+-":
        return True
    inner = low[start - 2] if start > 1 else " "
    if before in ",/-" and inner.isdigit():
        return (
            start > size
            and low[start - size - 1 : start - 1].isdigit()
            and not low[max(0, start - size - 2) : start - size - 1].isdigit()
        )
    if before == "=":
        return not set("?&/") & set(low[max(0, start - 60) : start].rpartition(" ")[2])
    return before in ".," and (inner.isalpha() or inner == " ")


def _ends(text: str, low: str, end: int) -> bool:
    after, rest = low[end : end + 1], low[end + 1 : end + 10]
    if after.isalnum():
        return WORD.match(low[end : end + 16]) is not None and WORD.match(low[end : end + 16])[0] in KNOWN
    if after == "_":
        return rest[:1].isalpha()
    if after == "-":
        single = rest[:1].isalnum() and not rest[1:2].isalnum()
        another = rest[:8].isdigit() and len(rest) >= 8 and not rest[8:9].isdigit() and not DAY.fullmatch(rest[:8])
        return single or another or not (rest[:1].isdigit() or text[end + 1 : end + 3].isupper())
    if after == "/":
        return not text[end + 1 : end + 2].isupper() and not (rest[:4].isdigit() and not rest[4:5].isdigit())
    if after and after in ".,":
        return (
            not rest[:1].isdigit()
            or (after == "," and rest[:8].isdigit())
            or (rest[:1] == "0" and not rest[1:2].isalnum())
        )
    return True


def _is_apart(low: str, start: int, end: int) -> bool:
    """Whether the groups of a parted number are all there are."""
    before, after = low[max(0, start - 2) : start], low[end : end + 2]
    if before[-1:].isalnum() or before[-1:] in tuple("./,=+-_") or after[:1].isalnum():
        return False
    return not (before[:1].isdigit() and before[-1:] == " ") and not (
        after[:1] in tuple(" .,-/_") and after[1:2].isdigit()
    )


def _grouped_amount(low: str, start: int, end: int) -> bool:
    return "," in low[start:end] and is_of_a_document(low, end, end)


def _in_word(low: str, start: int) -> bool:
    return low[max(0, start - 1) : start].isalpha()


def _digits(text: str) -> int:
    return sum(char.isdigit() for char in text)


def _institution(low: str, end: int) -> bool:
    return EXTENSION.match(low, end) is not None
