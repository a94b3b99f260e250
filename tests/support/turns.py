"""Owns which cases of a family are looked at: where many try the same thing, each on another screen, register or file, they
take turns.

A run of everything (`pytest` alone) has some of each family, drawn by a seed that is what the program is: it changes as
the program does, and it is the same for everybody who has it. A run of a part (`pytest tests/…`), SIG_WHOLE=1 and
SIG_HEAVY=1 have them all. A family is what a function marked `in_turn(most)` is called with, or what `in_turn` is given."""

import hashlib
import math
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[2]
SEED = "SIG_TURN"  # the variable that the workers of a run are told the seed by
ALL = ("SIG_WHOLE", "SIG_HEAVY")
PROGRAM = (".py", ".toml", ".sql", ".js", ".css")
Case = TypeVar("Case")


def seed() -> str:
    """SHA-256 of the files of the program."""
    digest = hashlib.sha256()
    files = (path for folder in ("sig_metrics", "pages") for path in (ROOT / folder).rglob("*"))
    for path in sorted(path for path in files if path.suffix in PROGRAM):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def begin(everything: bool) -> None:
    """Of a run, before anything is collected: whether cases take turns. Its workers are told."""
    os.environ.pop(SEED, None)
    if everything and not any(os.environ.get(name) == "1" for name in ALL):
        os.environ[SEED] = seed()


def drawn(names: Iterable[str], most: int, by: str) -> set[str]:
    """`most` names, those that a seed puts first."""
    return set(sorted(names, key=lambda name: hashlib.sha256(f"{by}\0{name}".encode()).digest())[:most])


def in_turn(cases: Iterable[Case], most: int) -> list[Case]:
    """`most` of the cases, in their order; all of them where none waits for its turn."""
    every = list(cases)
    by = os.environ.get(SEED)
    if by is None:
        return every
    kept = drawn(map(str, range(len(every))), most, by)
    return [case for at, case in enumerate(every) if str(at) in kept]


def share(cases: Iterable[Case], part: float) -> list[Case]:
    """The same, of a share of the cases and at least one."""
    every = list(cases)
    return in_turn(every, max(1, math.ceil(len(every) * part)))


def split(items: list) -> tuple[list, list]:
    """(tests that run, tests that wait for their turn)."""
    by = os.environ.get(SEED)
    families: dict[str, list] = {}
    for item in items if by else ():
        if mark := item.get_closest_marker("in_turn"):
            families.setdefault(item.nodeid.partition("[")[0], []).append((item.nodeid, *mark.args))
    wait = set()
    for cases in families.values():
        names = [name for name, _ in cases]
        wait |= set(names) - drawn(names, cases[0][1], by)
    return [each for each in items if each.nodeid not in wait], [each for each in items if each.nodeid in wait]
