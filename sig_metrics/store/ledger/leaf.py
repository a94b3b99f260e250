"""Owns what of a journal line goes into the tree: the fact in canonical JSON, and of its texts only what commits to
them.

A text may have to be destroyed; the tree may not change. So the leaf holds, of each, HMAC-SHA256(key, text), where
the key is HMAC-SHA256(salt, name of the text) and the salt is of the line alone. With the line whoever has it verifies
the text; when the text is destroyed its salt goes too, the commitment stays in its place, and nothing of it can be
guessed. Canonical JSON: one object of texts, whole numbers, true, false and null, its names in order, UTF-8, no spaces.
"""

import hashlib
import hmac
import json
import secrets

# Free text, whatever the event: it may say who somebody is, or repeat what is in a file.
TEXTS = ("file", "who", "header", "annulled_by", "reason", "text")
# Of the line and not of the fact: how its texts are opened, and a state that an event of its own tells.
OF_LINE = ("check", "salt", "keys", "sealed", "destroyed")


CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: object) -> bytes:
    return CANONICAL(value).encode()


def placed(entry: dict, place: int, after: int) -> dict:
    """A line with its place in the tree, how many leaves were signed before it, and a salt for its texts."""
    if own := {"n", "after", "texts", *OF_LINE[:-1]} & {*entry}:
        raise TypeError(f"{sorted(own)} are of the line")
    return {**entry, "n": place, "after": after, "salt": secrets.token_hex(16)}


def leaf(entry: dict) -> bytes:
    """The leaf of a line; raises KeyError, ValueError or TypeError when it is not one that can have it."""
    fact = {name: value for name, value in entry.items() if name not in (*TEXTS, *OF_LINE)}
    if any(not isinstance(value, (str, int, type(None))) for value in fact.values()):
        raise TypeError("a fact is flat")
    return canonical({**fact, "texts": {name: _commitment(entry, name) for name in TEXTS if name in entry}})


def sealed(entry: dict, changed: dict) -> dict:
    """A line whose texts take other values, and whose leaf stays: of those that change, only the commitment is
    left."""
    gone = {name for name in TEXTS if name in changed and changed[name] != entry[name]}
    new = {**entry, **changed}
    if not gone or "n" not in entry:
        return new
    kept = {name: _commitment(entry, name) for name in gone} | entry.get("sealed", {})
    keys = {name: _key(entry, name).hex() for name in TEXTS if name in entry and name not in kept}
    return {**{name: value for name, value in new.items() if name != "salt"}, "keys": keys, "sealed": kept}


def _commitment(entry: dict, name: str) -> str:
    if name in entry.get("sealed", {}):
        return entry["sealed"][name]
    return _hmac(_key(entry, name), canonical(entry[name])).hex()


def _key(entry: dict, name: str) -> bytes:
    if "salt" in entry:
        return _hmac(bytes.fromhex(entry["salt"]), name.encode())
    return bytes.fromhex(entry["keys"][name])


def _hmac(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, hashlib.sha256)
