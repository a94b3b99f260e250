"""Owns the saved views: the last version of each name, those before it, and what a new one is written with."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, register_rows, remembered

REGISTER = "saved_view"


@dataclass(frozen=True)
class SavedView:
    """A version of a view; `last` when no later one has its name."""

    name: str
    version: int
    saved_on: date
    unit: str
    screen: str
    query: tuple[tuple[str, str], ...]
    note: str
    last: bool


def kept(dataset: Dataset) -> bool:
    """Whether views can be saved: another institution may have no register of them."""
    return REGISTER in dataset.catalog.registers


@remembered(2)
def saved(dataset: Dataset) -> tuple[SavedView, ...]:
    """Every version of every view: by name, the newest first."""
    rows = register_rows(dataset, REGISTER) if kept(dataset) else []
    newest = {row["name"]: row["version"] for row in sorted(rows, key=lambda row: row["version"])}
    found = []
    for row in sorted(rows, key=lambda row: (row["name"].casefold(), -row["version"])):
        screen, _, query = row["address"].partition("?")
        pairs = tuple(parse_qsl(query))
        last = newest[row["name"]] == row["version"]
        some = (row["name"], row["version"], row["saved_on"], row["unit"], screen, pairs, row["note"] or "", last)
        found.append(SavedView(*some))
    return tuple(found)


def written(dataset: Dataset, name: str, unit: str, note: str, address: tuple[str, dict[str, str]], on: date) -> dict:
    """The row of a new version of a view; the ones before it stay."""
    name, (screen, query) = words.plain(name, 60), address
    last = max((each.version for each in saved(dataset) if each.name == name), default=0)
    said = urlencode(query, safe=":,;-")
    return {
        "name": name,
        "version": last + 1,
        "saved_on": on.isoformat(),
        "unit": unit,
        "address": f"{screen}?{said}" if said else screen,
        "note": words.plain(note, 200),
    }
