"""Owns freezing the figures of a cut-off, and what whoever freezes them is told before.

Everything that can be shown is worked out, kept with the definitions that made it, and its snapshot is pinned. Refuses a
cut-off that the data do not reach, a name that is taken or empty, and data published with other definitions. A corte's data may
be let go."""

from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.fingerprint import hash_of_folder
from sig_metrics.corte.defined import copy_to
from sig_metrics.corte.values import hash_of, values_of
from sig_metrics.intake.personal.signed import kept, signed
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure import coverage
from sig_metrics.measure.compute import measures
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope, horizon
from sig_metrics.store import LocalStore
from sig_metrics.store.cortes import Corte, cortes, keep, let_go

LONGEST, REASON = 80, 300  # letters of a name, and of why a corte is let go
NOT_WHOLE = ("not_loaded", "not_yet", "no_file", "stale", "not_computable")


@dataclass(frozen=True)
class Preview:
    """What a corte of a cut-off would hold that is not whole: registers that are late, files that did not come, and the
    indicators by each word of what is not known. `beyond`: the cut-off is later than the last month that came."""

    cutoff: date
    stale: tuple[str, ...]  # titles of registers
    missing: tuple[str, ...]  # sentences, «Falta «…» de febrero»
    unknown: dict[str, tuple[str, ...]]  # {word of `status`: codes of fichas}
    beyond: date | None  # the last month that came whole, when the cut-off is later

    @property
    def told(self) -> list[str]:
        """What is not whole, a sentence each; nothing when all is."""
        said = [words.say("corte_beyond", month=words.month(self.beyond))] if self.beyond else []
        said += [f"{each}." if not each.endswith(".") else each for each in self.missing]
        for word, found in self.unknown.items():
            said.append(words.say(f"corte_{word}", codes=words.listing(list(found))))
        return said


def preview(dataset: Dataset, cutoff: date) -> Preview:
    """What to know before freezing a cut-off."""
    scope, catalog = Scope(cutoff), dataset.catalog
    lines = coverage.coverage(dataset, scope)
    unknown: dict[str, list[str]] = {}
    for measured in measures(dataset, tuple(catalog.indicators.values()), scope):
        if measured.status in NOT_WHOLE:
            unknown.setdefault(measured.status, []).append(measured.indicator.code)
    available = horizon(dataset)
    last = max(available.came, default=None)
    return Preview(
        cutoff,
        tuple(catalog.registers[line.register].title for line in lines if line.fresh.stale),
        tuple(coverage.lacking_said(catalog, line) for line in coverage.lacking(lines)),
        {word: tuple(sorted(unknown[word])) for word in NOT_WHOLE if word in unknown},
        last if last and cutoff > last else None,
    )


def freeze(store: LocalStore, dataset: Dataset, name: str, cutoff: date, who: str) -> Corte:
    """Keeps every value of a cut-off of a dataset of the store under a name; the corte, with its number and its hash."""
    called = kept(name, words.say("corte_name"), LONGEST)
    if not called:
        raise refuse("corte_nameless")
    if any(each.name == called for each in cortes(store)):  # said before the work is done
        raise refuse("corte_taken", name=called)
    root = dataset.catalog.root
    definitions = hash_of_folder(root)
    values = values_of(dataset, cutoff, definitions)
    snapshot = dataset.snapshot
    made = Corte(
        number=0,
        name=called,
        cutoff=f"{cutoff:%Y-%m}",
        snapshot=snapshot.number,
        seal=snapshot.seal,
        fingerprint=snapshot.fingerprint or "",
        definitions=definitions,
        hash=hash_of(values),
        who=signed(who),
        at="",
    )
    return keep(store, made, values, lambda place: copy_to(root, place))


def release(store: LocalStore, corte: Corte, who: str, why: str) -> Corte:
    """Lets the data of a corte go, with who and why; its values and its definitions stay."""
    reason = kept(why, words.say("history_why"), REASON)
    return let_go(store, corte, signed(who), reason)
