"""Owns the words of the groups of a break-out: codes are stored, linked and sent in JSON; readers see these labels.

`kind`, `severity` and `domain` hold codes of the vocabulary that each indicator declares in `[labels]`; a territorial
unit has the name of its register; an activity and a line of action are said as they are.
"""

from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.measure.cases import ut_names
from sig_metrics.measure.dataset import Dataset

WITHOUT_UT = "none"  # what indicators write for what was counted without its territorial unit


def group_label(dataset: Dataset, indicator: Indicator, dimension: str, code: str | None) -> str:
    """The label of one group of `indicator`; a code that nothing names comes back as it is."""
    catalog = dataset.catalog
    if dimension == "ut":
        return words.say("group_no_ut") if code in (None, WITHOUT_UT) else ut_names(dataset).get(code, code)
    if code is None:
        return words.say("group_unknown")
    vocabulary = indicator.vocabulary(dimension)
    return catalog.label(vocabulary, code) if vocabulary in catalog.vocabularies else code
