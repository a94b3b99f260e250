"""Owns what the fields of a definition are: their types, defaults and choices, from the dataclasses of the catalogue,
and their words, from the comment beside each field in the source.

A field whose comment begins with «found:» is not written in a file: the reader finds it. Raises ValueError for a
field without words."""

import ast
import inspect
import io
import tokenize
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from types import NoneType
from typing import Any, get_args, get_origin

from sig_metrics.catalog.model import (
    ARCHIVES,
    CADENCE_MONTHS,
    NATIVE,
    Bands,
    Catalog,
    Check,
    Column,
    Indicator,
    Register,
    Rule,
    Target,
)
from sig_metrics.catalog.paper_model import PaperBlock, PaperKind
from sig_metrics.catalog.papers import FORMS as PAPER_FORMS
from sig_metrics.catalog.papers import SINCE, STYLES
from sig_metrics.catalog.reader import WORDS
from sig_metrics.catalog.registers import COLUMN_TYPES, RULE_KINDS
from sig_metrics.catalog.review import Clause, Gap, OutputRows
from sig_metrics.catalog.screen_model import Chart, Served, Topic
from sig_metrics.catalog.screens import FORMS
from sig_metrics.present.describe import DIMENSIONS, TARGET_RULES

FOUND = "found: "
CHOICES = {
    (Register, "cadence"): ("on_change", *CADENCE_MONTHS),
    (Register, "layout"): ("table", "annex"),
    (Register, "archive"): ARCHIVES,
    (Column, "type"): COLUMN_TYPES,
    (Column, "placeholders"): ("", "empty"),
    (Rule, "kind"): RULE_KINDS,
    (Rule, "level"): ("error", "warning"),
    (Indicator, "target_rule"): ("", *TARGET_RULES),
    (Chart, "form"): tuple(FORMS),
    (PaperBlock, "form"): tuple(PAPER_FORMS),
    (PaperBlock, "style"): STYLES,
    (PaperBlock, "since"): SINCE,
}
WORDED = (Indicator, Check, Target, Bands)  # whose fields of the reader's WORDS are words of a vocabulary
NAMING = ((Column, "vocabulary"), (Column, "words"))  # they name a vocabulary
PLACED = {
    (Clause, "system"): "system",
    (PaperKind, "document_type"): "document_type",
    (PaperKind, "sender"): "unit",
    (Gap, "systems"): "system",
    (OutputRows, "systems"): "system",
    (Gap, "stage"): "stage",
    (Served, "systems"): "system",
    (Indicator, "topics"): "topic",
    (Topic, "key"): "topic",
    (Topic, "stage"): "stage",
    (Topic, "systems"): "system",
    (Topic, "on_system"): "system",
}


@dataclass(frozen=True)
class Field:
    """One field of a definition; `choices` are the values it admits, of the vocabulary `of` where they are its
    words."""

    name: str
    kind: Any
    default: object  # MISSING: the field must be written
    words: str
    choices: tuple[str, ...] = ()
    of: str = ""

    @property
    def many(self) -> bool:
        return get_origin(self.kind) is tuple

    @property
    def item(self) -> Any:
        """The type of one of its values: that of each of a list, or of what is there when it is not None."""
        options = [each for each in get_args(self.kind) if each not in (NoneType, Ellipsis)]
        return options[0] if options and get_origin(self.kind) is not dict else self.kind


def written(kind: type, catalog: Catalog) -> list[Field]:
    """The fields that a file has, in their order."""
    return [_field(kind, each, catalog) for each in fields(kind) if not comments(kind)[each.name].startswith(FOUND)]


def found(kind: type) -> dict[str, str]:
    """{field: its words} of what the reader finds by itself."""
    return {name: said.removeprefix(FOUND) for name, said in comments(kind).items() if said.startswith(FOUND)}


@lru_cache(maxsize=64)
def comments(kind: type) -> dict[str, str]:
    """{field: the comment beside it} of a dataclass; raises ValueError for a field that has none."""
    said = comments_of(inspect.getsource(kind))
    if mute := [each.name for each in fields(kind) if not said.get(each.name)]:
        raise ValueError(f"{kind.__name__}: say what it means, in a comment beside it: {', '.join(mute)}")
    return {each.name: said[each.name] for each in fields(kind)}


def comments_of(source: str) -> dict[str, str]:
    """{field: its comment} of the source of a class: the one at the end of its lines, else the lines of comment
    right above it."""
    lines = source.splitlines()
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    said = {token.start[0]: token.string.lstrip("# ").strip() for token in tokens if token.type == tokenize.COMMENT}
    own = {line for line in said if lines[line - 1].lstrip().startswith("#")}
    found = {}
    for node in (each for each in ast.parse(source).body[0].body if isinstance(each, ast.AnnAssign)):
        beside = [said[line] for line in range(node.lineno, node.end_lineno + 1) if line in said]
        above, line = [], node.lineno - 1
        while line in own:
            above.insert(0, said[line])
            line -= 1
        found[node.target.id] = " ".join(beside or above)
    return found


def _field(kind: type, each: Any, catalog: Catalog) -> Field:
    default = each.default if each.default_factory is MISSING else each.default_factory()
    choices, of = _choices(kind, each.name, catalog)
    return Field(each.name, each.type, default, comments(kind)[each.name], tuple(choices), of)


def _choices(kind: type, name: str, catalog: Catalog) -> tuple[Iterable[str], str]:
    """The values that a field admits, and the vocabulary that they are of."""
    if (kind, name) in CHOICES:
        return CHOICES[kind, name], ""
    if (kind, name) in NAMING:
        return ("", *catalog.vocabularies), ""
    if (kind, name) == (Indicator, "dimensions"):
        return (*DIMENSIONS, "activity", *NATIVE), ""
    of = PLACED.get((kind, name)) or (WORDS.get(name, "") if kind in WORDED else "")
    return catalog.vocabularies.get(of, {}), of
