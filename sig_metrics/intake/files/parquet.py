"""Owns the way from a Parquet to a grid of texts: its footer is judged before any page is unfolded.

pyarrow is imported only when such a file comes. Refuses Brotli, nested or binary columns, and what is beyond the
limits."""

import io
from typing import TYPE_CHECKING

from sig_metrics.intake.files.grid import ORDINARY, Limits, Sheet, as_text, check_span
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused, refuse

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq


def read_parquet(content: bytes, limits: Limits = ORDINARY) -> list[Sheet]:
    """The one sheet of a Parquet: its column names are the first row. Raises Refused."""
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(
            io.BytesIO(content),
            page_checksum_verification=True,
            thrift_string_size_limit=10_000_000,
            thrift_container_size_limit=1_000_000,
        )
        _check(file.metadata, limits)
        _check_types(file.schema_arrow)
        table = file.read(use_threads=False)
        table.validate(full=True)
        columns = [_texts(column) for column in table.columns]
    except (Refused, MemoryError):
        raise
    except Exception as fault:
        raise refuse("file_broken_parquet") from fault
    return [Sheet("", [list(map(str.strip, table.column_names)), *map(list, zip(*columns))])]


def _check(metadata: "pq.FileMetaData", limits: Limits) -> None:
    check_span(metadata.num_rows + 1, metadata.num_columns, limits=limits)
    chunks = [
        metadata.row_group(group).column(at)
        for group in range(metadata.num_row_groups)
        for at in range(metadata.num_columns)
    ]
    if any(chunk.compression == "BROTLI" for chunk in chunks):
        raise refuse("file_brotli")
    if sum(max(chunk.total_uncompressed_size, 0) for chunk in chunks) > limits.unpacked_mb * 1_000_000:
        raise refuse("file_unpacked", limit=limits.unpacked_mb, larger=limits.larger)


def _check_types(schema: "pa.Schema") -> None:
    """Raises Refused naming every column that is not a plain value a row."""
    problems = [
        Problem(
            "file_column_type",
            words.say("file_column_type", column=words.short(column.name, 60), type=words.short(str(column.type), 40)),
            column=words.short(column.name, 60),
        )
        for column in schema
        if not _plain(column.type)
    ]
    if problems:
        raise Refused(problems)


def _plain(kind: "pa.DataType") -> bool:
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    return any(
        test(kind)
        for test in (
            types.is_string,
            types.is_large_string,
            types.is_integer,
            types.is_floating,
            types.is_decimal,
            types.is_boolean,
            types.is_date,
            types.is_timestamp,
            types.is_null,
        )
    )


def _texts(column: "pa.ChunkedArray") -> list[str]:
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)  # nanoseconds would come back as pandas'
    return [as_text(value) for value in column.to_pylist()]
