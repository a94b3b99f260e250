"""Owns the way from what the catalogue explains to a table whose lines open their places. No calculation."""

from urllib.parse import urlencode

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.insights import owner_said
from sig_metrics.measure.kept import kept
from sig_metrics.present.find import WIDTH, Entry

FICHAS = ["Ficha", "Indicador", "Qué mide", "Responsable"]


def board(lines: list[tuple[Entry, str]], label: str, head: list[str]) -> dict:
    """Entries, each with its text as it is shown; a key is the address of its place."""
    rows = [
        {
            "key": urlencode(entry.address),
            "kind": entry.kind,
            "name": entry.name,
            "text": text,
            "place": entry.place,
            "hint": entry.text,
            "label": f"{entry.name}. {entry.place}: abrir",
        }
        for entry, text in lines
    ]
    return {"label": label, "head": head, "rows": rows}


@kept(2)
def fichas(catalog: Catalog, label: str) -> dict:
    """Every ficha, in the order of the catalogue."""
    lines = [
        Entry(each.code, each.title, each.definition, owner_said(catalog, each), (("ficha", each.code),))
        for each in catalog.indicators.values()
    ]
    return board([(line, words.short(line.text, WIDTH)) for line in lines], label, FICHAS)
