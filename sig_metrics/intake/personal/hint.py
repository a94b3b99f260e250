"""Owns which texts of a whole column can hold personal data, told at once: no other is searched.

The expression is written for RE2, whose work grows as the text does, and is wider than the search: what it leaves
out has nothing to be found (a test). It sees the texts without accents."""

from typing import TYPE_CHECKING

from sig_metrics.intake.personal.names import BY, FAMILY, GIVEN, NAMES, TITLES

if TYPE_CHECKING:
    import pyarrow as pa

PART = r"[\pZ\s.,_/'*·()+\-\x{2010}-\x{2015}\x{2212}]"
NUMBERS = rf"[0-9]{{7}}|[0-9](?:{PART}{{0,3}}[0-9]){{6}}"
LABELLED = (
    r"(?:tel|tlf|cel|movil|fono|fijo|whats|wats|wsp|wp|asap|rpm|rpc|nextel|yape|plin|contacto|llam|marcar|ubicar|escribir|comunicarse"
    rf")[^0-9]{{0,40}}[0-9](?:{PART}{{0,3}}[0-9]){{5}}|[a-z]{PART}{{1,4}}[0-9](?:{PART}{{0,1}}[0-9]){{5}}"
    r"|(?:pas|cedula|brevete|licencia|cuspp|carn|ptp|cpp|c\.? ?e)[^0-9]{0,40}[0-9]"
)
HOSTS = r"(?:gmail|gmial|hotmail|outlook|yahoo|icloud|live|msn|protonmail)"
DOT = r"[^a-z]{0,3}(?:\.|punto|dot)"
MAILS = rf"(?:@|arroba|[(\[{{<]\s?(?:at|a)\s?[)\]}}>]|[\pZ\s_-]at[\pZ\s_-]|&#64;)[^a-z0-9]{{0,4}}(?:[a-z0-9_-]+{DOT}|{HOSTS})|{HOSTS}{DOT}"
ODD = r"[\x{2c0}-\x{1fff}\x{3040}-\x{10ffff}]"  # other scripts, whose digits and letters are looked at one by one


def _some(words: frozenset[str]) -> str:
    return rf"(?:{'|'.join(sorted(words))})(?:[^a-z]|$)"


def _two(first: frozenset[str], second: frozenset[str]) -> str:
    return f"{_some(first)}[^a-z]{{0,3}}{_some(second)}"


LISTED = f"(?:^|[^a-z])(?:{_some(NAMES)}|{_two(GIVEN, FAMILY)}|{_two(FAMILY, GIVEN)})"
BESIDE_A_TITLE = (
    rf"(?i:(?:^|[^a-z]){_some(TITLES | BY)})[^A-Za-z]{{0,5}}(?:[a-z]{{1,9}}[^A-Za-z]{{1,4}}){{0,4}}[A-Z]",
    r"[A-Z][A-Za-z]+[^A-Za-z]{1,4}(?i:(?:con[^a-z]{1,3})?(?:dni|identificad))",
)
HINT = f"(?i:{'|'.join((NUMBERS, LABELLED, MAILS, ODD, LISTED))})|{'|'.join(BESIDE_A_TITLE)}"


def likely(texts: "pa.Array") -> "pa.Array":
    """Which of some texts can hold personal data."""
    import pyarrow.compute as pc  # whoever reads a table alone does not need it

    return pc.match_substring_regex(
        pc.replace_substring_regex(pc.utf8_normalize(texts, form="NFKD"), pattern=r"\pM", replacement=""), HINT
    )
