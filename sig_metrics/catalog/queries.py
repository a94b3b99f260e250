"""Owns the reading queries: SQL of the definitions, one file each, asked for by name.

A file says in its first line what a row of it is, and is constant: what is asked for goes in as `$parameters`. Only where code writes a
part (the filters over the cube, the columns of its groups) it has a place, `__filters__`, that whoever asks fills.
Refuses, naming the file, one that is not there, one without its first line, a clock or `select *`, and a place nobody fills.
"""

import re
from functools import lru_cache
from pathlib import Path

from sig_metrics.catalog.model import CatalogError, nearest
from sig_metrics.catalog.reader import HERE, read_sql

FOLDER = "queries"
HEAD = "-- grain: "
PLACE = re.compile(r"\b__([a-z]+)__\b")  # a name to DuckDB too: a query with places is read as any other


def query(name: str, root: Path = HERE, **places: str) -> str:
    """The SQL of a query, with its places filled; raises CatalogError when there is none, or its places are others."""
    text, wanted = _read(name, root)
    if wanted != places.keys():
        raise CatalogError(f"{FOLDER}/{name}.sql: sus lugares son «{', '.join(sorted(wanted))}» y se le dan «{', '.join(sorted(places))}»")
    return PLACE.sub(lambda place: places[place[1]], text) if places else text


@lru_cache(maxsize=None)
def _read(name: str, root: Path) -> tuple[str, frozenset[str]]:
    """The text of a query and its places, read once."""
    path = root / FOLDER / f"{name}.sql"
    if not path.exists():
        raise CatalogError(f"{FOLDER}/{name}.sql: falta{nearest(name, sorted(each.stem for each in path.parent.glob('*.sql')))}")
    text, _ = read_sql(path)
    if not text.startswith(HEAD):
        raise CatalogError(f"{FOLDER}/{name}.sql: la primera línea debe ser «{HEAD}…»")
    return text, frozenset(PLACE.findall(text))
