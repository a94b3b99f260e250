"""Owns what each derived table was made from, so that a load makes again only what it changes.

A mark is the SHA-256 of the text of a query and of the state of every table that its text names: of a register, the
load that last wrote in it; of what is derived, the number of its rows and the sum of their hashes, so that what is made
again and comes out as it was stops there. What has the mark it had is as it was. Marks are of a snapshot, beside the
fingerprint of its definitions: with other definitions, another text of the modules that derive or another DuckDB
nothing is known, and everything is made again."""

import hashlib
import json
import re
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

import duckdb

from sig_metrics.catalog.model import Catalog

# what makes the tables, by its text: a newer program makes them again
ENGINE = hashlib.sha256(
    b"".join(Path(__file__).with_name(f"{name}.py").read_bytes() for name in ("marks", "periods", "tables"))
    + duckdb.__version__.encode()
).hexdigest()

# tables of rows of many, each with a mark of its own
PARTED = {"cube", "backlog", "indicator_event", "check_row", "register_source", "register_period", "register_due"}


class Marks:
    """The marks of the snapshot that a publication begins from, and those of the one that it makes.

    `changed`: the registers whose rows it wrote; None: nothing is known, and all is made."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, catalog: Catalog, changed: Collection[str] | None):
        self.connection = connection
        self.now: dict[str, str] = {}  # {table, indicator or check: its mark}
        tables = connection.execute("select table_name from duckdb_tables() where not internal and not temporary")
        self.tables = {name for (name,) in tables.fetchall()}
        kept = _kept(connection, catalog) if changed is not None and self.tables.issuperset(PARTED) else {}
        self.before: dict[str, str] = kept.get("marks", {})
        self.states: dict[str, str] = kept.get("states", {})
        self.written: set[str] = set()  # what is derived, and was made now
        if changed:
            load = connection.execute("select max(load) from load_log").fetchone()[0]
            self.states |= {name: f"load {load}" for name in changed}

    def stale(self, name: str, text: str, known: Collection[str], table: bool = True) -> bool:
        """Whether something is to be made, and keeps its mark: it is not there, or its text, or the state of a table of
        `known` that its text names, is another. `table`: it is one, and no rows of one."""
        digest = hashlib.sha256(text.encode())
        for each in sorted(named(text).intersection(known)):
            digest.update(f"\0{each}\0{self._state(each)}".encode())
        self.now[name] = digest.hexdigest()
        return self.before.get(name) != self.now[name] or (table and name not in self.tables)

    def made(self, name: str) -> None:
        """A derived table was made again, whatever it was."""
        self.states.pop(name, None)
        self.written.add(name)

    def keep(self, table: str, columns: str, standing: list[str], others: bool) -> None:
        """Leaves in a table of the rows of many those of `standing` alone, by its first column; made anew, since what
        is deleted stays in its blocks. `others`: some are about to be written."""
        first, names = columns.partition(" ")[0], ", ".join(f"'{name}'" for name in standing)
        done, gone = self.connection.execute, f"select 1 from {table} where {first} not in ({names}) limit 1"
        if standing and not others and not done(gone).fetchone():
            return
        if standing:
            done(f"create temp table standing_rows as from {table} where {first} in ({names})")
        done(f"create or replace table {table} ({columns})")
        if standing:
            done(f"insert into {table} from standing_rows")
            done("drop table standing_rows")
        self.made(table)

    def text(self) -> str:
        """The marks as a snapshot keeps them."""
        return json.dumps({"engine": ENGINE, "marks": self.now, "states": self.states}, separators=(",", ":"))

    def _state(self, table: str) -> str:
        if table not in self.states and table in self.written:
            rows, hashes = self.connection.execute(
                f"select count(*), sum(hash(_whole_row)) from {table} as _whole_row"
            ).fetchone()
            self.states[table] = f"{rows} {hashes}"
        return self.states.get(table, "")


def forget(connection: duckdb.DuckDBPyConnection) -> None:
    """What is derived is to be made again whole: rows were written that no load brought."""
    if _has_marks(connection):
        connection.execute("update published_with set marks = ''")


@lru_cache(maxsize=1024)
def named(text: str) -> frozenset[str]:
    """Every word of a query outside its comments and quoted texts: the tables that it reads, and more."""
    return frozenset(re.findall(r"\w+", re.sub(r"--[^\n]*|'(?:[^']|'')*'", " ", text).lower()))


def _kept(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> dict:
    """The marks of a snapshot; none when they are not of these definitions and this program."""
    if not _has_marks(connection):
        return {}
    found = connection.execute("select fingerprint, marks from published_with").fetchone()
    kept = json.loads(found[1]) if found and found[0] == catalog.fingerprint and found[1] else {}
    return kept if kept.get("engine") == ENGINE else {}


def _has_marks(connection: duckdb.DuckDBPyConnection) -> bool:
    try:
        return any(row[1] == "marks" for row in connection.execute("pragma table_info(published_with)").fetchall())
    except duckdb.CatalogException:
        return False
