"""Owns the proof that a file has what was written: every table read whole, its rows and a hash of their content.

A checkpoint of this engine may write segments that it cannot read again (DuckDB issue 22823): opening the file does
not show it, nor does counting its rows, since neither reads the columns. It also writes the free blocks that DuckDB
left out at the end, so that a short file always means a damaged one."""

import os
from pathlib import Path

import duckdb

from sig_metrics.language.problems import refuse
from sig_metrics.store.snapshot import SAFE, declared_size

Contents = dict[str, tuple[int, int | None]]
ROW = "_whole_row"  # a row as one value, which no column is called


def contents(connection: duckdb.DuckDBPyConnection) -> Contents:
    """{table: (rows, exclusive or of the hashes of its rows)} of everything that a connection sees, in one
    statement."""
    tables = connection.execute(
        "select table_name from duckdb_tables() where not internal and database_name = current_database() "
        "and schema_name = 'main' order by table_name"
    ).fetchall()
    if not tables:
        return {}
    each = [f"select '{table}', count(*), bit_xor(hash({ROW})) from {_quoted(table)} as {ROW}" for (table,) in tables]
    connection.execute("pragma disable_optimizer")  # of a statement of a hundred tables it takes longer than they do
    try:
        found = connection.execute(" union all ".join(each)).fetchall()
    finally:
        connection.execute("pragma enable_optimizer")
    return {table: (rows, content) for table, rows, content in found}


def read_back(path: Path, written: Contents) -> None:
    """Opens what was written as a reader would and reads all of it; raises Refused when it is not what was written."""
    try:
        with duckdb.connect(str(path), read_only=True, config=SAFE) as connection:
            found = contents(connection)
            size = declared_size(connection)
    except duckdb.Error:
        raise refuse("published_unread") from None
    if found != written:
        raise refuse("published_unread")
    if path.stat().st_size < size:
        os.truncate(path, size)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
