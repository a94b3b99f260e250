"""Owns the nearest right word to a wrong one, for every «¿Quiso decir…?».

`nearest` is for who writes a definition or a heading: the closest of the names there are, or all of them.
`nearest_name` is for who writes the cell of a file: a slip of the keys, or an old name that shares its words. Far is
nothing, and what two words are as near to is nothing too; so is the contrary of what was written.
"""

import difflib
import re
from collections.abc import Collection, Iterable

from sig_metrics.language.text import fold

COMMON = {"unidad", "oficina", "direccion", "coordinacion", "gerencia", "estado"}  # they tell no name from another
SHARED = 0.5  # of the words of a wrong name that must be in the right one


DENYING = re.compile(r"(?<![^\W_])(?:no|n°|sin|nunca|ningun[oa]?)(?![^\W_])")  # a folded «No» may be «n°»
PREFIXES = ("in", "im", "des", "no")


def nearest(word: str, known: Collection) -> str:
    """« ¿Quiso decir «x»?», or the list of what exists when nothing is near."""
    found = difflib.get_close_matches(str(word), [str(k) for k in known], 1, 0.6)
    return f". ¿Quiso decir «{found[0]}»?" if found else f". Existen: {', '.join(map(str, known))}."


def distance(one: str, other: str, limit: int) -> int:
    """Keys to change, add, take out or swap from one word to the other; `limit` + 1 when they are more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before, row = [], list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[-1] = min(row[-1], last[j - 2] + 1)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _slips(text: str) -> int:
    """How many keys may be wrong: one in a code of two to seven letters, one in four of a longer word up to four."""
    return min(len(text) // 4, 4) if len(text) >= 8 else int(len(text) >= 2)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w{5,}", text) if word not in COMMON]


def _shared(wrong: list[str], right: list[str]) -> float:
    """The part of the words of a wrong name that are in the right one, a few letters apart at most."""
    common = sum(
        any(distance(one, other, len(one) // 4) <= len(one) // 4 and not _denied(one, other) for other in right)
        for one in wrong
    )
    return common / len(wrong) if wrong else 0.0


def _denied(one: str, other: str) -> bool:
    return any(one == prefix + other or other == prefix + one for prefix in PREFIXES)


def _opposite(one: str, other: str) -> bool:
    """Whether of two folded texts one denies the other: «no laborable» and «laborable», «incumple» and «cumple»."""
    return _denied(one, other) or bool(DENYING.search(one)) != bool(DENYING.search(other))


def nearest_name(text: str, names: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Of (name, its spellings), the only name near `text` by one of them; «» when none is, or several are."""
    wrong = fold(text)[:120]
    limit = _slips(wrong)
    slips: dict[str, int] = {}
    shared: dict[str, float] = {}
    for name, spellings in names:
        for spelling in (each for each in map(fold, spellings) if each and not _opposite(wrong, each)):
            slips[name] = min(slips.get(name, limit + 1), distance(wrong, spelling, limit))
            shared[name] = max(shared.get(name, 0.0), _shared(_words(wrong), _words(spelling)))
    near = [name for name, slip in slips.items() if slip <= limit and slip == min(slips.values())]
    if not near:
        near = [name for name, part in shared.items() if part >= SHARED and part == max(shared.values())]
    return near[0] if len(near) == 1 else ""
