"""Owns the way from a TOML table to a frozen object and from a file to its SQL, and which folder of definitions is in
use.

Refuses, naming file and key, an unknown, repeated or missing key and a wrong type; SQL that uses a clock or `select *`.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin

import tomli

from sig_metrics.catalog.model import CatalogError
from sig_metrics.language.nearest import nearest

if TYPE_CHECKING:
    import duckdb  # the process that reads a file has no use for it

HERE = Path(__file__).parents[1] / "definitions"  # those that come with the program
ELSEWHERE = "SIG_DEFINITIONS"  # the variable that names another folder
CLOCK = re.compile(
    r"\b(now|today|current_date|current_timestamp|current_time|localtime|localtimestamp"
    r"|get_current_timestamp|transaction_timestamp|clock_timestamp|random)\b",
    re.I,
)


_USED: ContextVar[Path | None] = ContextVar("definitions", default=None)


def use(root: Path | None) -> None:
    """From here on, in this thread, the definitions in use are those of a folder (None: the usual ones): what was frozen
    is looked at with the definitions of then."""
    _USED.set(root)


@contextmanager
def using(root: Path | None) -> Iterator[None]:
    """The same, while the block runs."""
    before = _USED.get()
    use(root)
    try:
        yield
    finally:
        use(before)


def folder() -> Path:
    """The folder of definitions in use: the one a thread was told to `use`, that of SIG_DEFINITIONS, or the one of the
    program. Raises CatalogError when it is not there."""
    if (used := _USED.get()) is not None:
        return used
    named = os.environ.get(ELSEWHERE)
    if not named:
        return HERE
    root = Path(named).expanduser().resolve()
    if not (root / "vocabulary.toml").is_file():
        raise CatalogError(
            f"{ELSEWHERE} nombra «{root.name}», que no es una carpeta de definiciones: le falta vocabulary.toml"
        )
    return root


@lru_cache(maxsize=1024)
def _parsed(text: str) -> dict:
    """A process reads the definitions again whenever one of their files changed, and the others did not."""
    return tomli.loads(text)


def read_toml(path: Path) -> dict:
    """The tables of a TOML file, which nobody may change; raises CatalogError naming the file and the line, or that it
    is not there."""
    if not path.is_file():
        raise CatalogError(f"{path.name}: falta en la carpeta de definiciones")
    text = path.read_text(encoding="utf-8")
    try:
        return _parsed(text)
    except tomli.TOMLDecodeError as fault:
        at = re.search(r"at line (\d+)", str(fault))
        line = f" en «{text.splitlines()[int(at[1]) - 1].strip()}»" if at else ""
        raise CatalogError(f"{path.name}: TOML mal escrito o clave repetida{line}: {fault}") from None


TABLE, LIST, OBJECT, PLAIN = "table", "list", "object", "plain"


@lru_cache(maxsize=None)
def _shape(kind: Any) -> tuple[str, Any]:
    """What a declared type asks of a value, and of what; each is looked at once, since a folder has thousands of values."""
    if get_origin(kind) is dict:
        return TABLE, get_args(kind)[1]
    options = get_args(kind) if get_origin(kind) is not tuple and get_args(kind) else (kind,)
    kind = next((option for option in options if option is not type(None)), kind)
    if get_origin(kind) is tuple:
        return LIST, get_args(kind)[0]
    return (OBJECT if is_dataclass(kind) else PLAIN), kind


@lru_cache(maxsize=None)
def _declared(kind: type) -> tuple[dict[str, Any], tuple[str, ...]]:
    """({field: its type}, those that have to be given) of a dataclass."""
    found = fields(kind)
    needed = (f.name for f in found if f.default is MISSING and f.default_factory is MISSING)
    return {f.name: f.type for f in found}, tuple(needed)


def _convert(kind: Any, value: Any, where: str) -> Any:
    """`value` as the declared type of a field; nested tables become their dataclass."""
    form, of = _shape(kind)
    if form == PLAIN and type(value) is of:
        return value
    if form == TABLE:
        if not isinstance(value, dict):
            raise CatalogError(f"{where}: debe ser una tabla")
        return {key: _convert(of, each, f"{where}.{key}") for key, each in value.items()}
    if form == LIST:
        if not isinstance(value, list):
            raise CatalogError(f"{where}: debe ser una lista")
        return tuple([_convert(of, each, f"{where}[{n}]") for n, each in enumerate(value)])
    if form == OBJECT and isinstance(value, dict):
        return build(of, value, where)
    if of is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, of) or (of is int and isinstance(value, bool)):
        raise CatalogError(f"{where}: se esperaba {of.__name__} y dice {value!r}")
    return value


def build(kind: type, table: dict, where: str, **given: Any) -> Any:
    """A dataclass of `kind` from a TOML table and the fields in `given`.

    Raises CatalogError, starting with `where`, for an unknown key, a missing one or a wrong type.
    """
    declared, needed = _declared(kind)
    for key in table:
        if key not in declared or key in given:
            raise CatalogError(f"{where}: clave desconocida «{key}»{nearest(key, set(declared) - set(given))}")
    if missing := next((name for name in needed if name not in table and name not in given), ""):
        raise CatalogError(f"{where}: falta la clave «{missing}»")
    values = {key: _convert(declared[key], value, f"{where}: {key}") for key, value in table.items()}
    return kind(**values, **given)


@lru_cache(maxsize=1)
def _parser() -> "duckdb.DuckDBPyConnection":
    """An empty database, asked only which tables a query names."""
    import duckdb

    return duckdb.connect()


@lru_cache(maxsize=1024)
def _tables_of(sql: str) -> frozenset[str]:
    with _parser().cursor() as connection:
        return frozenset(connection.get_table_names(sql))


@lru_cache(maxsize=1024)
def written(sql: str) -> dict:
    """How a query is written, as its parser says it, which nobody may change."""
    with _parser().cursor() as connection:
        return json.loads(connection.execute("select json_serialize_sql(?)", [sql]).fetchone()[0])


def read_sql(path: Path) -> tuple[str, frozenset[str]]:
    """The SQL text and the tables it reads; refuses a clock and `select *`."""
    import duckdb

    text = path.read_text(encoding="utf-8")
    bare = re.sub(r"--[^\n]*|'(?:[^']|'')*'", " ", text)
    if clock := CLOCK.search(bare):
        raise CatalogError(f"{path.name}: usa un reloj o un azar («{clock[0]}»); los cálculos dependen solo del corte")
    if re.search(r"(\bselect(\s+distinct|\s+all)?|,)\s*(\w+\.)?\*", bare, re.I):
        raise CatalogError(f"{path.name}: usa «select *»; nombre las columnas")
    try:
        return text, _tables_of(re.sub(r"\$\w+", "null", text))  # a parameter names no table
    except duckdb.Error as fault:
        raise CatalogError(f"{path.name}: SQL mal escrito: {fault}") from None


def personal_words() -> dict[str, str]:
    """The words by which a person is found in a text: those of the folder in use or, where it has none, of the
    program. Read when the process begins; a folder that cannot be read is told by who loads the catalogue."""
    try:
        path = folder() / "personal.toml"
        return read_toml(path if path.exists() else HERE / "personal.toml")
    except CatalogError:
        return read_toml(HERE / "personal.toml")
