"""Owns the e-mail addresses of a written text, also those dressed so as not to be seen: «(arroba)», « at », «[punto]»,
«gmail punto com».

What is searched first is the sign or the word that stands for it; only what is around one is looked at, and no
further than an address can reach."""

import re
from collections.abc import Iterator

HOSTS = r"(?:gmail|gmial|hotmail|outlook|yahoo|icloud|live|msn|protonmail)"
ENDS = r"(?:com|pe|net|org|gob|edu|es|info|mil|gov)"
DOT = r"(?: ?\. ?| ?[(\[{] ?(?:punto|dot|\.) ?[)\]}] ?| (?:punto|dot) )"
DOMAIN = rf" {{0,3}}(?:[a-z0-9][\w-]{{0,62}}(?:\.[\w-]{{1,63}}){{0,4}}\.[a-z]{{2,24}}|[a-z0-9][\w-]{{0,62}}(?:{DOT}[a-z][\w-]{{1,30}}){{0,3}}{DOT}{ENDS}(?![a-z])|{HOSTS}(?![a-z]))"
SIGNED = re.compile(f"@{DOMAIN}")
DRESSED = re.compile(
    rf"(?:[(\[{{<] ?(?:arroba|at|a|@) ?[)\]}}>]|[ _-]arroba[ _-]?|arroba[ _-]| at |[_-]at[_-]|&#64;){DOMAIN}"
)
DRESSES = (
    "arroba",
    " at ",
    "(at",
    "[at",
    "{at",
    "<at",
    "( at",
    "[ at",
    "{ at",
    "_at_",
    "-at-",
    "(a)",
    "[a]",
    "{a}",
    "<a>",
    "(@",
    "[@",
    "{@",
    "<@",
    "&#64;",
)
PROVIDERS = ("mail", "gmial", "outlook", "yahoo", "icloud", "live", "msn")
BARE_HOST = re.compile(rf"{HOSTS}{DOT}(?:com|es|pe)(?![a-z])")
IN_LOCAL = "abcdefghijklmnopqrstuvwxyz0123456789_.+-"
MAILBOX = re.compile(
    r"(?:cuentas?|correos?|emails?|e-?mail|mails?|de|en|el|la|un|una|a|por|con|desde|usar|uso|o|y|dominio|servicio|es|su|sus|al|via|https?|www|com|pe|no|si)\.?\Z"
)


def addresses(low: str) -> Iterator[tuple[int, int]]:
    """Where each address begins and ends."""
    for shape in [SIGNED] * ("@" in low) + [DRESSED] * _any(low, DRESSES):
        for sign in shape.finditer(low):
            if (owner := _local(low, sign.start())) is not None:
                yield owner, sign.end()
    for host in BARE_HOST.finditer(low) if _any(low, PROVIDERS) else ():
        if low[host.start() - 1 : host.start()] == " " and (owner := _local(low, host.start() - 1)) is not None:
            if not MAILBOX.match(low[owner : host.start() - 1]) and len(low[owner : host.start() - 1]) > 2:
                yield owner, host.end()


def _any(low: str, words: tuple[str, ...]) -> bool:
    return any(word in low for word in words)


def _local(low: str, end: int) -> int | None:
    """Where the part before the sign begins."""
    start = end - 68 if end > 68 else 0
    window = low[start:end].rstrip(" @")
    end, owner = start + len(window), start + len(window.rstrip(IN_LOCAL))
    return owner if any(map(str.isalnum, low[owner:end])) else None
