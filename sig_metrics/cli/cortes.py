"""Owns the commands of the frozen figures: `freeze`, `cortes` and `release`."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from sig_metrics.catalog.model import Catalog
from sig_metrics.cli.output import print_json, table
from sig_metrics.cli.store import cutoff_of, opened
from sig_metrics.cli.usage import user
from sig_metrics.corte.between import KINDS, Between, change_said, changed_between
from sig_metrics.corte.freeze import freeze, preview, release
from sig_metrics.corte.reopen import frozen_values, still_said
from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.measure.scope import month_end
from sig_metrics.store import LocalStore, StoreError, open_store
from sig_metrics.store.cortes import Corte, corte_of, cortes

SHOWN = 12  # characters of a hash in a table, and changes of a kind in a list


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds the commands; `command` makes a subcommand."""
    made = command("freeze", _freeze, "congela las cifras de un corte con un nombre, para siempre")
    made.add_argument("name", help="nombre del corte, que no tenga otro")
    made.add_argument("--cutoff", metavar="YYYY-MM", help="mes de corte (por defecto, el último que llegó)")
    made.add_argument("--by", type=words.plain, default=user(), metavar="WHO", help="quién congela")
    made = command("cortes", _cortes, "los cortes congelados y qué cambió de cada uno al siguiente")
    made.add_argument("--check", action="store_true", help="vuelve a calcular cada uno y lo compara byte a byte")
    made = command("release", _release, "suelta los datos de un corte: sus valores se conservan")
    made.add_argument("corte", help="número o nombre")
    made.add_argument("--why", required=True, metavar="MOTIVO", help="por qué se suelta; queda en el historial")
    made.add_argument("--by", type=words.plain, default=user(), metavar="WHO", help="quién lo suelta")


def _freeze(given: argparse.Namespace, catalog: Catalog) -> int:
    store, dataset = open_store(given.store), opened(given, catalog)
    cutoff = cutoff_of(given, dataset)
    before = preview(dataset, cutoff)
    made = freeze(store, dataset, given.name, cutoff, given.by)
    count = frozen_values(store, made).count(b"\n")
    if given.json:
        lacking = {"stale": before.stale, "missing": before.missing, "unknown": before.unknown, "beyond": before.beyond}
        print_json({**asdict(made), "values": count, "lacking": lacking})
        return 0
    told = {"number": made.number, "name": made.name, "month": words.month(cutoff), "snapshot": made.snapshot}
    print(words.say("corte_frozen", **told, values=words.number(count), hash=made.hash), *before.told, sep="\n")
    return 0


def _cortes(given: argparse.Namespace, catalog: Catalog) -> int:
    store = open_store(given.store)
    known = cortes(store)
    checked = {each.number: _checked(store, each) for each in known} if given.check else {}
    changed = {later.number: changed_between(store.folder, earlier, later) for earlier, later in zip(known, known[1:])}
    if given.json:
        print_json([{**asdict(each), **_more(each, checked, changed)} for each in known])
        return 0 if set(checked.values()) <= {"same"} else 1
    if not known:
        print(words.say("cortes_none"))
        return 0
    rows = [words.say("corte_columns").split(" · "), *(_row(each, checked) for each in known)]
    table(rows)
    for earlier, later in zip(known, known[1:]):
        _print_between(catalog, earlier, changed[later.number])
    return 0 if set(checked.values()) <= {"same"} else 1


def _checked(store: LocalStore, corte: Corte) -> str:
    """«same», «apart» when its values are whole and the program of today calculates others, or «other»."""
    try:
        if corte.released_at:
            frozen_values(store, corte)
            return "same"
        return "same" if still_said(store, corte) else "apart"
    except (Refused, StoreError):
        return "other"


def _more(corte: Corte, checked: dict[int, str], changed: dict[int, Between]) -> dict:
    told = {"checked": checked[corte.number]} if corte.number in checked else {}
    if corte.number in changed:
        told["changed"] = {kind: changed[corte.number].count(kind) for kind in KINDS}
    return told


def _row(corte: Corte, checked: dict[int, str]) -> list[str]:
    year, month = map(int, corte.cutoff.split("-"))
    said = words.say(f"corte_{checked[corte.number]}") if corte.number in checked else ""
    said = words.say("corte_loose") if corte.released_at else said
    at = words.moment(datetime.fromisoformat(corte.at))
    return [str(corte.number), corte.name, words.month(month_end(year, month)), at, corte.who, corte.hash[:SHOWN], said]


def _print_between(catalog: Catalog, earlier: Corte, found: Between) -> None:
    if not found.said:
        print(words.say("corte_since_same", name=earlier.name))
        return
    print(words.say("corte_since", name=earlier.name, said=found.said))
    for kind in KINDS[1:]:
        for change in found.changes.get(kind, ())[:SHOWN]:
            print(f"  {change_said(catalog, change)}")


def _release(given: argparse.Namespace, catalog: Catalog) -> int:
    store = open_store(given.store)
    made = release(store, corte_of(store, given.corte), given.by, given.why)
    print_json(asdict(made)) if given.json else print(words.say("corte_let_go", name=made.name, snapshot=made.snapshot))
    return 0
