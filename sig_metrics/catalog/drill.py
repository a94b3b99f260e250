"""Owns what can be asked behind a point of a chart, as `drill.toml` and `drill/*.sql` say it. Refuses what is wrong,
or lacks its half."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from sig_metrics.catalog.build import folder, read_sql, read_toml
from sig_metrics.catalog.model import CatalogError

FIELDS = {"title", "registers", "arguments", "headings", "labels", "within"}


@dataclass(frozen=True)
class Query:
    """How a kind of point is asked for: `arguments` are the parts of its key, `labels` the vocabulary of a column."""

    title: str  # what the rows are, in Spanish
    registers: tuple[str, ...]  # the registers they come from; `register` is the one that the key names
    arguments: tuple[str, ...]  # the parts of the key after the name, in order: «age.qrd.5»
    headings: dict[str, str]  # the columns shown, in order, with their Spanish headings
    labels: dict[str, str] = field(default_factory=dict)  # the vocabulary of each column of codes
    sql: str = ""  # found: `drill/<name>.sql`, with the query of `within` before it
    within: str = ""  # the query of `drill/common` that several of them ask


def queries(root: Path | None = None) -> dict[str, Query]:
    """{name: Query} of a folder of definitions (None: the one in use); raises CatalogError naming what is wrong or
    lacks its half."""
    return _read(root or folder())


@lru_cache(maxsize=4)
def _read(root: Path) -> dict[str, Query]:
    found = {}
    for name, table in read_toml(root / "drill.toml").items():
        if odd := set(table) - FIELDS:
            raise CatalogError(f"drill.toml: {name}: clave desconocida «{min(odd)}»")
        path = root / "drill" / f"{name}.sql"
        if not path.exists():
            raise CatalogError(f"drill.toml: {name}: falta su mitad drill/{name}.sql")
        text = _whole(root, name, path, table.get("within", ""))
        found[name] = Query(
            table["title"],
            tuple(table["registers"]),
            tuple(table["arguments"]),
            table["headings"],
            table.get("labels", {}),
            text,
            table.get("within", ""),
        )
    for path in (root / "drill").glob("*.sql"):
        if path.stem not in found:
            raise CatalogError(f"drill/{path.name}: falta su parte en drill.toml")
    return found


def _whole(root: Path, name: str, path: Path, within: str) -> str:
    """The SQL of a query, with the one that it asks before it."""
    text, _ = read_sql(path)
    if not within:
        return text
    common = root / "drill" / "common" / f"{within}.sql"
    if not common.exists():
        raise CatalogError(f"drill.toml: {name}: within: falta drill/common/{within}.sql")
    return f"with {within} as (\n{read_sql(common)[0]})\n{text}"
