"""Owns reading one immutable snapshot: constant SQL in, Arrow tables out, nothing else reachable.

A file that does not open is damaged only when it is not what was sealed; one that somebody holds is in use.
"""

import errno
import os
import re
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import pyarrow as pa

from sig_metrics.language import words
from sig_metrics.store.seal import intact, sealed

# A reader can see its file and nothing else of the machine (DuckDB: read_only alone still reads and writes files).
SAFE = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "threads": os.environ.get("SIG_THREADS", "2"),  # «1» where several programs share the cores
    "memory_limit": "1GB",
}
FILE_HEADERS = 3 * 4096  # bytes before the first block of a DuckDB file


# What the system says of a file that is whole and may not be read now: held, forbidden, or nothing left to open it
# with.
HELD = {
    errno.EACCES,
    errno.EPERM,
    errno.EBUSY,
    errno.EAGAIN,
    errno.ETXTBSY,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
    errno.ENOLCK,
    errno.EDEADLK,
    errno.EINTR,
}
HELD_TEXT = re.compile(
    r"lock on file|cannot open file|another process|already (?:open|attached)|same database file|handle conflict"
    r"|too many open files|permission denied|access is denied|cannot allocate|out of memory",
    re.I,
)


class StoreError(Exception):
    """The store cannot serve what was asked; the text, in Spanish, says what to do."""


class StoreBusy(StoreError):
    """The data are whole and another program holds them, or the system does not let them be read: nothing is to be
    made again."""


def held(fault: BaseException) -> bool:
    """Whether a file did not open for a reason that is not in the file."""
    if isinstance(fault, OSError):  # a sharing violation of Windows comes as EACCES
        return fault.errno in HELD
    if isinstance(fault, (duckdb.ConnectionException, duckdb.OutOfMemoryException, MemoryError)):
        return True
    # without the names of files
    return isinstance(fault, duckdb.Error) and bool(HELD_TEXT.search(re.sub(r'"[^"]*"', "", str(fault))))


@dataclass(frozen=True)
class Snapshot:
    """Snapshot `number`, open for reading. `damaged` is a newer one that could not be opened: because another
    program holds it when `busy`."""

    number: int
    path: Path
    connection: duckdb.DuckDBPyConnection
    damaged: int | None = None
    busy: bool = False

    @property
    def warning(self) -> str:
        """What is said of the newer one, by its cause; «» when this is the newest."""
        if self.damaged is None:
            return ""
        return words.say(
            "store_busy_older" if self.busy else "store_broken", snapshot=self.damaged, previous=self.number
        )

    @cached_property
    def seal(self) -> str:
        """The SHA-256 that its file was sealed with; «» of a file without a seal."""
        return sealed(self.path)

    def table(self, sql: str, values: list | dict | None = None) -> pa.Table:
        """The rows of a constant query; a cursor of its own for every call (threads share the connection)."""
        with closing(self.connection.cursor()) as cursor:
            return cursor.execute(sql, values or []).to_arrow_table()

    def rows(self, sql: str, values: list | dict | None = None) -> list[dict]:
        """The same as a list of {column: value}."""
        return self.table(sql, values).to_pylist()

    @property
    def fingerprint(self) -> str | None:
        """Of the definitions it was published with; None when it is older than this mark."""
        with closing(self.connection.cursor()) as cursor:
            return published_with(cursor)

    def close(self) -> None:
        self.connection.close()


def published_with(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The fingerprint of the definitions that derived this data; None when nothing says it."""
    if not connection.execute("select 1 from duckdb_tables() where table_name = 'published_with'").fetchone():
        return None
    found = connection.execute("select fingerprint from published_with").fetchone()
    return found[0] if found else None


def declared_size(connection: duckdb.DuckDBPyConnection) -> int:
    """The bytes that a file must have by its own header; a publication leaves no file shorter."""
    blocks = connection.execute("select total_blocks * block_size from pragma_database_size()").fetchone()[0]
    return FILE_HEADERS + blocks


def open_snapshot(path: Path, number: int) -> Snapshot:
    """Opens a snapshot file read-only and locked down; raises duckdb.Error or OSError when it is not sound, or is
    `held`."""
    if not intact(path):
        raise duckdb.IOException(f"{path.name} is not what was sealed")
    connection = duckdb.connect(str(path), read_only=True, config={**SAFE, "lock_configuration": "true"})
    try:
        connection.execute("select count(*) from load_log").fetchall()
        if path.stat().st_size < declared_size(connection):  # cut short: it opens, and fails when the lost part is read
            raise duckdb.IOException(f"{path.name} is shorter than its header says")
    except BaseException:
        connection.close()
        raise
    return Snapshot(number, path, connection)
