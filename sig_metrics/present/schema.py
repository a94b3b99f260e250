"""Owns the JSON schemas of the definitions, which an editor reads to complete and to underline while somebody writes a
TOML.

They come from the dataclasses, as the contract does. What only the whole catalogue can tell (a column that is not
there, a half without its pair) is still told when it is loaded."""

import json
from dataclasses import MISSING, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

from sig_metrics.catalog.model import Catalog, Check, Indicator, Register
from sig_metrics.catalog.paper_model import PaperKind
from sig_metrics.present.contract import Field, written

DRAFT = "http://json-schema.org/draft-07/schema#"
FILES = {"register": Register, "indicator": Indicator, "check": Check, "paper": PaperKind}
TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def write_schemas(catalog: Catalog, folder: Path) -> list[Path]:
    """Writes the schema of each kind of file in a folder; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (folder / f"{name}.schema.json").write_text(schema_text(name, catalog), encoding="utf-8", newline="\n")
    return [folder / f"{name}.schema.json" for name in FILES]


def schema_text(name: str, catalog: Catalog) -> str:
    """The schema of a kind of file, as it is written."""
    made = {"$schema": DRAFT, "title": name, **schema_of(FILES[name], catalog)}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def schema_of(kind: type, catalog: Catalog) -> dict:
    """What a table of a dataclass may have: its keys, no other, and those without a default."""
    own = written(kind, catalog)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [each.name for each in own if each.default is MISSING],
        "properties": {each.name: _property(each, catalog) for each in own},
    }


def _property(each: Field, catalog: Catalog) -> dict:
    made = _value(each.item, catalog)
    if each.choices:
        made["enum"] = list(each.choices)
    if each.many:
        made = {"type": "array", "items": made}
    said = {"description": each.words, **made}
    plain = isinstance(each.default, (str, int, float)) or each.default == ()
    return {**said, "default": list(each.default) if each.default == () else each.default} if plain else said


def _value(kind: Any, catalog: Catalog) -> dict:
    if is_dataclass(kind):
        return schema_of(kind, catalog)
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _value(get_args(kind)[0], catalog)}
    if get_origin(kind) is dict:
        return {"type": "object", "additionalProperties": _value(get_args(kind)[1], catalog)}
    return {"type": "string", "format": "date"} if kind is date else {"type": TYPES[kind]}
