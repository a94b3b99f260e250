"""Owns the memory of what is drawn: a board or a figure that is made again and again of the same answers is made once.

What makes it takes plain values and remembered answers, and nothing else. Values and the containers that hold them are
compared as they read; any other object is the same as itself only, and is held as long as what was made of it, so that
no other takes its place. It is let go with the answers (`dataset.py`). Whoever gets it shares it and does not change it."""

import marshal
from collections.abc import Callable
from datetime import date
from functools import wraps
from threading import Lock
from typing import TypeVar

from sig_metrics.measure.dataset import let_go_with_answers

Function = TypeVar("Function", bound=Callable)
VALUES = (str, int, float, bool, type(None), date, frozenset)
PLAIN = frozenset(VALUES)
AS_TEXT = 2  # the last form of `marshal` in which what is equal is written the same, whichever object it is


def kept(most: int, same: bool = False) -> Callable[[Function], Function]:
    """A function whose last `most` results are kept; `same`: what it is given is compared by identity, whatever it
    is."""

    def keep(function: Function) -> Function:
        held: dict[tuple, tuple[object, object]] = {}
        lock = Lock()

        @wraps(function)
        def asked(*given: object, **named: object) -> object:
            objects: list = []
            key = tuple(map(id, given)) if same else (_key(given, objects), _key(named, objects))
            if (found := held.get(key)) is not None:
                return found[1]
            made = function(*given, **named)
            with lock:
                held[key] = (given if same else objects), made
                while len(held) > most:
                    del held[next(iter(held))]
            return made

        asked.cache_clear = held.clear
        return let_go_with_answers(asked)

    return keep


def _key(value: object, objects: list) -> object:
    """What stands for a value; what is compared by identity goes to `objects`."""
    if isinstance(value, VALUES):
        return type(value), value
    try:
        return type(value), marshal.dumps(value, AS_TEXT)  # plain all through; a list and a tuple are written apart
    except ValueError:
        pass
    if isinstance(value, dict):
        return dict, tuple(value), _key(list(value.values()), objects)
    if isinstance(value, (list, tuple)):
        kinds = tuple(map(type, value))  # 1, 1.0 and True are equal, and do not read alike
        if PLAIN.issuperset(kinds):
            return type(value), kinds, tuple(value)
        return type(value), tuple(_key(each, objects) for each in value)
    objects.append(value)
    return object, id(value)
