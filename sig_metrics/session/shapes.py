"""Owns how what an act says is written in the log, and read again: the shapes of a session as plain values, and back.

It knows dates, tuples and the frozen shapes of `model`. A name that a shape does not have, of a later program, is left out;
one that an earlier program did not write takes what the shape has for it."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def packed(value: object) -> object:
    """A value as JSON takes it."""
    if is_dataclass(value):
        return {each.name: packed(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {name: packed(each) for name, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [packed(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def unpacked(kind: object, value: object) -> object:
    """A value of JSON as the shape that a field, or what an act says, is declared with."""
    if get_origin(kind) is UnionType:
        if value is None:
            return None
        (kind,) = (each for each in get_args(kind) if each is not NoneType)
    if get_origin(kind) is tuple:
        return tuple(unpacked(get_args(kind)[0], each) for each in value)
    if is_dataclass(kind):
        return kind(**said(kind, value))
    return date.fromisoformat(value) if kind is date else value


def said(of: Callable, values: dict) -> dict[str, object]:
    """What a shape or a function is to be called with."""
    return {name: unpacked(hint, values[name]) for name, hint in _hints(of).items() if name in values}


@lru_cache(64)
def _hints(of: Callable) -> dict[str, object]:
    return {name: hint for name, hint in get_type_hints(of).items() if name != "return"}
