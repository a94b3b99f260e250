"""Owns what an agreement may answer: for each kind, the codes there are, the last ones first, so that nobody types one that
does not exist. What comes in batches, whose totals another register has, is answered by the month in which it came. Reserved
registers give none: what is in them is named nowhere else."""

from datetime import date

from sig_metrics.catalog.model import Register
from sig_metrics.catalog.reader import FICHAS
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, register_rows, remembered
from sig_metrics.measure.scope import horizon

KINDS = "answered_kind"
WORDS = 70  # characters of what a row says beside its code


@remembered(16)
def codes(dataset: Dataset, kind: str, cutoff: date) -> dict[str, str]:
    """{code: what it is, in a few words} of what a kind may answer."""
    catalog = dataset.catalog
    if kind == FICHAS:
        return {each.code: words.short(each.title, WORDS) for each in catalog.indicators.values()}
    register = catalog.registers.get(kind)
    if register is None or register.reserved:
        return {}
    if any(each.stands_for == kind for each in catalog.registers.values()):
        return {f"{each:%Y-%m}": words.month(each) for each in reversed(horizon(dataset).offered()) if each <= cutoff}
    spoken = _spoken(register)
    rows = {
        str(row[register.key[0]]): words.short(str(row[spoken] or ""), WORDS) if spoken else ""
        for row in register_rows(dataset, kind)
    }
    return dict(sorted(rows.items(), reverse=True))


def _spoken(register: Register) -> str:
    """The first column that is written to be read; «» where there is none."""
    texts = (each.name for each in register.columns if each.type == "text" and not each.code)
    return next((name for name in texts if name not in ("note", *register.key)), "")
