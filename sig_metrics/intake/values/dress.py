"""Owns how a code is dressed when somebody types it: small letters, other dashes, a point at the end, «Act. 19».

A text becomes the plain code that it dresses, or stays as it was written for the judge to refuse; nothing is guessed."""

import re

from sig_metrics.language.text import fold

DASH = re.compile(r"\s*[-‐-―−]+\s*")
ACTIVITY = re.compile(r"(?:(?:actividad|act)\b[\s.:]*)?(?:n°\s*)?(\d{1,2})\s*[.)°-]*")
FIGURES = re.compile(r"\\d|0-9")  # in a pattern


def activity(text: str) -> str:
    """«1.», «Act. 01», «N° 1» → its figures; anything else stays."""
    found = ACTIVITY.fullmatch(fold(DASH.sub("-", text)))
    return found[1] if found else text


def undressed(text: str, pattern: str) -> str:
    """`text` in the shape of its column («caj.» → «CAJ», «a–2020–0001» → «A-2020-0001») when only its dress keeps it
    from it. A word without figures is no code where codes have them."""
    bare = DASH.sub("-", text).strip(" .").upper()
    if FIGURES.search(pattern) and not any(map(str.isdigit, bare)):
        return text
    return bare if re.fullmatch(pattern, bare) else text
