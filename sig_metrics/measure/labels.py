"""Owns how a code of the data reads, where the data are needed for it: codes are stored, linked and sent in JSON;
readers see these labels.

A territorial unit has the name of its register. `kind`, `severity` and `domain` hold codes of the vocabulary that
each indicator declares in `[labels]`; an activity and a line of action are said as they are.
"""

from sig_metrics.catalog.labels import labelled
from sig_metrics.catalog.model import Catalog, Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.store.snapshot import Snapshot

WITHOUT_UT = "none"  # what indicators write for what was counted without its territorial unit


def ut_names(snapshot: Snapshot) -> dict[str, str]:
    """{code: name} of the territorial units, the last name of each."""
    if "ut_names" not in snapshot.memo:
        snapshot.memo["ut_names"] = {row["ut"]: row["name"] for row in snapshot.rows(query("ut_names"))}
    return snapshot.memo["ut_names"]


def cell_label(catalog: Catalog, snapshot: Snapshot, column: str, codes: str, vocabulary: str = "") -> str:
    """A cell as it reads: the name of a territorial unit, the title of a register, the words of a vocabulary; any other
    text as it is."""
    if column == "ut":
        return ut_names(snapshot).get(codes, codes)
    if vocabulary == "register":
        return catalog.registers[codes].title if codes in catalog.registers else codes
    return labelled(catalog, vocabulary, codes) if vocabulary else codes


def group_label(catalog: Catalog, snapshot: Snapshot, indicator: Indicator, dimension: str, code: str | None) -> str:
    """The label of one group of `indicator`; a code that nothing names comes back as it is."""
    if dimension == "ut":
        return words.say("group_no_ut") if code in (None, WITHOUT_UT) else ut_names(snapshot).get(code, code)
    if code is None:
        return words.say("group_unknown")
    vocabulary = indicator.vocabulary(dimension)
    return catalog.label(vocabulary, code) if vocabulary in catalog.vocabularies else code
