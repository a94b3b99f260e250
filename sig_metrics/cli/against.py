"""Owns what a command compares with: `--compare` and `--since`, said as the address of a screen says «Comparar con»."""

import argparse
from dataclasses import asdict

from sig_metrics.catalog.model import Catalog, Indicator
from sig_metrics.corte.between import KINDS, Between, change_said
from sig_metrics.corte.compared import BeforeCorte, before_corte, corte_asked, number_of
from sig_metrics.corte.until_now import changed_until
from sig_metrics.language import words
from sig_metrics.language.problems import Refused, refuse
from sig_metrics.measure.before import Before
from sig_metrics.measure.comparison import MONTH, YEAR, earlier, earlier_day
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.insights import comparable, overview
from sig_metrics.measure.scope import Scope, horizon
from sig_metrics.measure.value_document import compared_document, corte_document, named
from sig_metrics.store import open_store

SHOWN = 12  # changes of a kind in a list
MEANS = f"«{MONTH}», «{YEAR}», un mes (AAAA-MM) o un corte («corte-3»)"


def compare_argument(made: argparse.ArgumentParser) -> None:
    made.add_argument("--compare", metavar="WHAT", help=f"con qué se compara: {MEANS}")


def before_of(given: argparse.Namespace, dataset: Dataset, scope: Scope, choice: str) -> Before:
    """What a choice compares a scope with; raises Refused when it is nothing, or a corte that it cannot be compared
    with."""
    if number_of(choice):
        store = open_store(given.store)
        return before_corte(store, corte_asked(store, choice, scope.cutoff), dataset, scope)
    found = earlier(choice, scope, horizon(dataset))
    if found is None:
        raise _refused(dataset, scope, choice)
    return Before(dataset, found)


def _refused(dataset: Dataset, scope: Scope, choice: str) -> Refused:
    """Why nothing can be compared with a choice, and with what it can be."""
    said = {"value": words.plain(choice, 40), "month": words.month(scope.cutoff)}
    months = [f"{each:%Y-%m}" for each in horizon(dataset).offered() if each < scope.cutoff]
    if not months:
        return refuse("insights_since_none", **said)
    span, day = {"first": months[0], "last": months[-1]}, earlier_day(choice, scope.cutoff)
    if day is None:
        return refuse("insights_since", value=said["value"], **span)
    return refuse("insights_since_day", **said, **span, day=words.month(day))


def asked(given: argparse.Namespace, dataset: Dataset, scope: Scope) -> Before | None:
    """What `--compare` asks to compare with; None where it asks nothing."""
    return before_of(given, dataset, scope, given.compare) if given.compare else None


def compared_value(given: argparse.Namespace, dataset: Dataset, indicator: Indicator, scope: Scope) -> dict:
    """{"compared": …} of `value --json`, with a row for each group of `--by`; nothing where nothing is compared."""
    before = asked(given, dataset, scope)
    return compared_document(dataset, indicator, scope, before, given.by) if before else {}


def compared_state(given: argparse.Namespace, dataset: Dataset, scope: Scope) -> dict:
    """{"compared": …} of `status --json`."""
    if (before := asked(given, dataset, scope)) is None:
        return {}
    then = before.whole()
    same = comparable(overview(dataset, scope), then)
    return {"compared": {**named(before, scope), "comparable": same, **then.total.as_dict()}}


def of_corte(before: Before, dataset: Dataset, scope: Scope) -> Between | None:
    """What changed since a corte, told apart by why; None of another day."""
    return changed_until(dataset, scope, before) if isinstance(before, BeforeCorte) else None


def since_corte(before: Before, found: Between | None) -> dict:
    """What `insights --json` adds of a corte."""
    if found is None:
        return {}
    changed = [asdict(each) for kind in KINDS[1:] for each in found.changes.get(kind, ())]
    count = {kind: found.count(kind) for kind in KINDS}
    return {"corte": corte_document(before), "changed": count, "changes": changed, "loads": sorted(found.loads)}


def print_since(catalog: Catalog, found: Between | None) -> None:
    """The same, to a person."""
    if found is None:
        return
    told = [each for kind in KINDS[1:] for each in found.changes.get(kind, ())]
    print(words.say("corte_why", said=found.said) if told else words.say("corte_why_none"))
    for kind in KINDS[1:]:
        if changes := found.changes.get(kind, ()):
            print(f"  {words.say(f'corte_kind_{kind}')}")
            print(*(f"    {change_said(catalog, each)}" for each in changes[:SHOWN]), sep="\n")
            rest = len(changes) - SHOWN
            print(
                f"    {words.say('corte_more', count=words.number(rest))}" if rest > 0 else "",
                end="\n" if rest > 0 else "",
            )
