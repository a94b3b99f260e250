"""Owns the search of the catalogue: what a text names in fichas, registers and their columns, acronyms, norms and
responsibilities, each with its place. Accents and capitals do not tell words apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.language.text import fold
from sig_metrics.measure.dataset import Dataset, register_rows
from sig_metrics.measure.insights import owner_said
from sig_metrics.measure.kept import kept

AROUND = 6  # words before the one that was found, in a text that is not shown whole
WIDTH = 190
# register of the plan: (section of the catalogue, column of the name, column of the text)
OF_PLAN = {
    "definition": ("siglas", "term", "definition"),
    "legal_basis": ("legal", "norm", "description"),
    "responsibility": ("responsabilidades", "role", "responsibility"),
}


@dataclass(frozen=True)
class Entry:
    """Something the catalogue explains: its kind, in words; its name, what it says, where, and the address of that."""

    kind: str
    name: str
    text: str
    place: str
    address: tuple[tuple[str, str], ...]
    code: str = ""  # another name of it
    within: str = ""  # what it is a part of: it tells it from others, and is not found by that alone

    def said(self, searched: list[str]) -> str:
        """Its text, or the part of it that has the first of the words searched."""
        parts = self.text.split()
        at = next((n for n, part in enumerate(parts) if any(word in fold(part) for word in searched)), 0)
        since = max(0, at - AROUND) if len(self.text) > WIDTH else 0
        return words.short(("… " if since else "") + " ".join(parts[since:]), WIDTH)


def entries(catalog: Catalog, dataset: Dataset | None) -> list[Entry]:
    """Everything that can be found, in the order of its kinds; without data, what the definitions say."""
    return [*_fichas(catalog), *_registers(catalog), *(_of_plan(dataset) if dataset else ())]


def find(known: list[Entry], text: str) -> list[Entry]:
    """Those that have every word of a text: first the ones so called, then those that have them in their name; of «»,
    none."""
    searched = split(text)
    if not searched:
        return []
    found = []
    for entry in known:
        name = fold(f"{entry.code} {entry.name}")
        own = f"{name} {fold(entry.text)}"
        whole = f"{own} {fold(entry.within)}"
        if all(word in whole for word in searched) and any(word in own for word in searched):
            called = fold(text) in (fold(entry.name), fold(entry.code))
            found.append((0 if called else 1 if all(word in name for word in searched) else 2, entry))
    return [entry for _, entry in sorted(found, key=lambda each: each[0])]


def split(text: str) -> list[str]:
    """The words of what was searched, as they are compared."""
    return fold(text).split()


def _fichas(catalog: Catalog) -> Iterator[Entry]:
    for indicator in catalog.indicators.values():
        yield Entry(
            words.say("find_indicator"),
            indicator.title,
            indicator.definition,
            words.say("find_ficha", ficha=indicator.code),
            (("ficha", indicator.code),),
            indicator.code,
        )


def _registers(catalog: Catalog) -> Iterator[Entry]:
    """Every register, then its columns."""
    for register in catalog.registers.values():
        here = (("seccion", "diccionario"), ("registro", register.name))
        place = words.say("find_register_place", register=register.title)
        yield Entry(words.say("find_register"), register.title, register.description, place, here, register.name)
        for column in register.columns:
            place = words.say("find_column_place", register=register.title, column=column.heading)
            at = (*here, ("fila", column.name))
            kind, within = words.say("find_column"), register.title
            yield Entry(kind, column.heading, column.definition, place, at, column.name, within)


def _of_plan(dataset: Dataset) -> Iterator[Entry]:
    """Acronyms, norms and responsibilities, each once however many plans say it."""
    for register, (section, name, text) in OF_PLAN.items():
        seen = set()
        for row in register_rows(dataset, register):
            if (row[name], row[text]) in seen:
                continue
            seen.add((row[name], row[text]))
            numbered = any(sign.isdigit() for sign in row["section"])
            place = words.say(f"find_{section}_place") + (
                words.say("find_section", section=row["section"]) if numbered else ""
            )
            address = (("seccion", section), ("fila", row[name]))
            yield Entry(words.say(f"find_{section}"), row[name], row[text], place, address)


def indicators(catalog: Catalog, text: str) -> tuple[str, ...]:
    """The names of the indicators that say every word of a text, in their order; without a text, all."""
    asked = split(text)
    return tuple(name for name, words in _said_of(catalog).items() if all(word in words for word in asked))


@kept(2)
def _said_of(catalog: Catalog) -> dict[str, str]:
    """{name of an indicator: all that it is found by, as it is compared}."""
    return {
        each.name: fold(" ".join((each.code, each.title, each.short, each.definition, owner_said(catalog, each))))
        for each in catalog.indicators.values()
    }
