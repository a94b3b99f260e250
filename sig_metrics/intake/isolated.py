"""Owns the judging of a file in another process: its bytes go to the child, and typed rows or problems come back.

Whoever asks (the server with everybody in it) holds the bytes and the typed rows, and never a text of the file as an
object. Rows come back as Arrow, which is checked whole before anything reads it; an answer that is not what was
asked is refused."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc

from sig_metrics.catalog.model import Catalog
from sig_metrics.intake.child import ask, end, opened, say
from sig_metrics.intake.files.grid import LARGE, ORDINARY, Limits
from sig_metrics.intake.judge.validate import arrow_schema
from sig_metrics.intake.prepare import Incoming, Prepared, RefusedRows, as_kept, prepare
from sig_metrics.intake.table.read import read_file
from sig_metrics.language import words
from sig_metrics.language.problems import refuse

__all__ = ["LARGE", "ORDINARY", "Limits", "prepare_apart"]
BATCH = 50_000  # rows written at a time
DAYS = ((date.min - date(1970, 1, 1)).days, (date.max - date(1970, 1, 1)).days)


def prepare_apart(incoming: Incoming, catalog: Catalog, limits: Limits = ORDINARY) -> Prepared:
    """What `prepare` gives, read and judged by a child of its own; raises Refused also when it dies, or asks for too
    much."""
    register = catalog.register(incoming.register)
    incoming = incoming.cleaned(register)
    asked = replace(incoming, content=b"", judged_on=incoming.judged_on or words.today())
    answer = ask("sig_metrics.intake.isolated", incoming.name, incoming.content, (asked, catalog), limits)
    try:
        head, problems, rest = opened(answer)
        parts, at = {}, 0
        for name, size in head["parts"].items():
            parts[name] = _rows(pa.py_buffer(rest).slice(at, size), arrow_schema(catalog.registers[name]))
            at += size
        if not parts or at != len(rest):
            raise ValueError
        errors, warnings = problems[: head["errors"]], problems[head["errors"] :]
        prepared = Prepared(
            incoming,
            parts,
            warnings,
            head["sheet"],
            head["places"],
            {name: tuple(columns) for name, columns in head["came"].items()},
            head["base_load"],
            head["joined"],
        )
    except (ValueError, KeyError, TypeError, AttributeError, OSError, pa.ArrowException):
        raise refuse("file_crash") from None
    if errors:
        raise RefusedRows(errors, prepared)
    return as_kept(prepared, register)  # from the rows themselves: no bytes of the file come back


def _rows(written: pa.Buffer, schema: pa.Schema) -> pa.Table:
    """The rows in a part of an answer, without copying them; raises ValueError unless they are sound and of
    `schema`."""
    rows = pa.ipc.open_stream(written).read_all()
    rows.validate(full=True)
    if rows.schema != schema or not all(_days(column) for column in rows.columns if pa.types.is_date32(column.type)):
        raise ValueError
    return rows


def _days(column: pa.ChunkedArray) -> bool:
    """Whether all are days of the calendar of Python, in which everybody reads them."""
    reach = pc.min_max(column.cast(pa.int32()))
    return not reach["min"].is_valid or (reach["min"].as_py() >= DAYS[0] and reach["max"].as_py() <= DAYS[1])


def _answer(name: str, content: bytes, about: tuple[Incoming, Catalog], limits: Limits, out: IO[bytes]) -> None:
    """The head, which tells the bytes of each part; the errors, the warnings and the parts."""
    incoming, catalog = about
    errors = []
    try:
        prepared = prepare(replace(incoming, content=content), catalog, partial(read_file, limits=limits))
    except RefusedRows as refusal:
        errors, prepared = refusal.problems, refusal.rows
    written = {}
    for part in list(prepared.parts):
        rows, sink = prepared.parts.pop(part), pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, rows.schema) as stream:
            stream.write_table(rows, max_chunksize=BATCH)
        written[part] = sink.getvalue()
    parts = {part: buffer.size for part, buffer in written.items()}
    say(
        out,
        errors + prepared.warnings,
        errors=len(errors),
        parts=parts,
        sheet=prepared.sheet,
        places=prepared.places,
        came=prepared.came,
        base_load=prepared.base_load,
        joined=prepared.joined,
    )
    for buffer in written.values():
        out.write(buffer)


if __name__ == "__main__":
    end(_answer)
