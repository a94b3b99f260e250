"""Owns what every draft looks at: its kind of paper, the data of its day, and those of the report before.

What a draft is of (a deliverable of the plan, a period of a duty, a row) says its own sight."""

from dataclasses import dataclass, field
from datetime import date

from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.paper_model import PaperKind
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope
from sig_metrics.report.model import Number
from sig_metrics.store.cortes import Corte


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What one draft looks at. `cited`: the numbers of its sentences, as they are written; `told`: the indicators whose
    parts were said what they count."""

    dataset: Dataset
    kind: PaperKind
    scope: Scope
    before: Scope | None  # the cut-off of the report before
    began: date  # the last day before the months that it tells of
    opened: date | None  # the last day before the months that the report before told of
    corte: Corte | None = None
    cited: list[Number] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    @property
    def catalog(self) -> Catalog:
        return self.dataset.catalog

    @property
    def cutoff(self) -> date:
        return self.scope.cutoff

    @property
    def sender(self) -> str:
        """The unit that signs it."""
        return self.kind.sender

    @property
    def own_registers(self) -> tuple[str, ...]:
        """The registers that it comes from, besides those that its definition names."""
        return ()

    @property
    def heads(self) -> tuple[str, str]:
        """What the report before and this one are called over a column: «Set 21», «Oct 21»."""
        return words.short_month(self.before.cutoff) if self.before else "", words.short_month(self.cutoff)

    def due_number(self, name: str) -> Number | None:
        """What is known of what is owed of a row: «late», «done»; None of any other paper."""
        return None

    def unit(self, code: str) -> str:
        """«Unidad de Comunicación e Imagen (UCI)»."""
        word = self.catalog.vocabularies["unit"].get(code)
        return f"{word.name} ({word.label})" if word and word.name else self.catalog.label("unit", code)

    @property
    def said(self) -> dict[str, str]:
        """What any sentence of it may say."""
        return {
            "month": words.month(self.cutoff),
            "before": words.month(self.before.cutoff) if self.before else "",
            "day": words.long_day(self.cutoff),
            "year": str(self.cutoff.year),
            "unit": self.unit(self.sender),
            "activity": self.kind.activity,
            "period": "",
            "row": "",
        }


def asked_of(catalog: Catalog, kind: PaperKind) -> list:
    """The indicators that a kind of paper shows or says, each once."""
    if any(block.form == "every" for section in kind.sections for block in section.blocks):
        return list(catalog.indicators.values())
    return [catalog.indicator(code) for code in kind.asked if code not in catalog.registers]


def registers_named(catalog: Catalog, kind: PaperKind) -> list[str]:
    """The registers that a kind of paper comes from, each once."""
    named = [
        kind.register,
        *(name for section in kind.sections for block in section.blocks for name in block.registers),
    ]
    named += [each.register for section in kind.sections for block in section.blocks for each in block.monthly]
    named += [path.partition(".")[0] for path in kind.numbers.values()]
    named += [name for each in asked_of(catalog, kind) for name in each.source_registers]
    return [name for name in dict.fromkeys(named) if name in catalog.registers]
