"""Owns how a code of the data reads, where the data are needed for it: codes are stored, linked and sent in JSON;
readers see these labels.

A territorial unit has the name of its register. `kind`, `severity`, `domain` and `reason` hold codes of the vocabulary that
each indicator declares in `[labels]`; an activity and a line of action are said as they are.
"""

from sig_metrics.catalog.labels import labelled
from sig_metrics.catalog.model import Indicator
from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered

WITHOUT_UT = "none"  # what indicators write for what was counted without its territorial unit


@remembered(2)
def ut_names(dataset: Dataset) -> dict[str, str]:
    """{code: name} of the territorial units, the last name of each."""
    return {row["ut"]: row["name"] for row in dataset.rows(query("ut_names"))}


def cell_label(dataset: Dataset, column: str, codes: str, vocabulary: str = "") -> str:
    """A cell as it reads: the name of a territorial unit, the title of a register, the words of a vocabulary; any other
    text as it is."""
    if column == "ut":
        return ut_names(dataset).get(codes, codes)
    catalog = dataset.catalog
    if vocabulary == "register":
        return catalog.registers[codes].title if codes in catalog.registers else codes
    return labelled(catalog, vocabulary, codes) if vocabulary else codes


def group_label(dataset: Dataset, indicator: Indicator, dimension: str, code: str | None) -> str:
    """The label of one group of `indicator`; a code that nothing names comes back as it is."""
    if dimension == "ut":
        return words.say("group_no_ut") if code in (None, WITHOUT_UT) else ut_names(dataset).get(code, code)
    if code is None:
        return words.say("group_unknown")
    catalog, vocabulary = dataset.catalog, indicator.vocabulary(dimension)
    return catalog.label(vocabulary, code) if vocabulary in catalog.vocabularies else code
