"""Owns the command that verifies a store, and makes the pack by which a stranger does."""

import argparse
import base64
from collections.abc import Callable
from pathlib import Path

from sig_metrics.catalog.model import Catalog
from sig_metrics.cli.output import SHOWN, print_json
from sig_metrics.cli.usage import check_out, write_out
from sig_metrics.intake.files.grid import ORDINARY
from sig_metrics.intake.files.source import read_regular
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.store import open_store
from sig_metrics.store.ledger.note import NoteError, verifier_of
from sig_metrics.store.ledger.pack import sealed_pack, zipped
from sig_metrics.store.verify import Verification, verify


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds `verify`; `command` makes a subcommand."""
    made = command(
        "verify", _verify, "comprueba el registro firmado del archivo, los originales y los datos: CONFORME o no"
    )
    made.add_argument("--event", type=int, metavar="N", help="prueba también que el hecho n.º N está en el registro")
    made.add_argument(
        "--since", type=Path, metavar="PUNTO", help="prueba que desde este punto de control solo se añadió"
    )
    made.add_argument("--key", default="", metavar="CLAVE", help="la clave pública en que usted confía")
    made.add_argument("--keep", type=Path, metavar="PUNTO", help="escribe el último punto de control, para --since")
    made.add_argument(
        "--pack", type=Path, metavar="OUT.zip", help="escribe el paquete con que un tercero comprueba el registro"
    )


def _verify(given: argparse.Namespace, catalog: Catalog) -> int:
    if given.keep:
        check_out(given.keep)
    if given.pack:
        check_out(given.pack, ".zip")
    since = read_regular(given.since, ORDINARY).decode("utf-8", "replace") if given.since else None
    if given.key:
        given.key = _vkey(given.key)
    store = open_store(given.store)
    found = verify(store, given.key, since, given.event)
    if given.keep and found.log.conforms:
        write_out(given.keep, found.log.notes[-1].encode())
    if given.pack and found.log.conforms:
        write_out(given.pack, zipped(sealed_pack(store.journal, {})))
    if given.json:
        print_json(_document(found, given.key))
    else:
        print(*_said(found, given), sep="\n")
    return 0 if found.log.conforms else 1


def _vkey(text: str) -> str:
    try:
        return str(verifier_of(text))
    except NoteError:
        raise refuse("verify_bad_key", key=words.plain(text)) from None


def _document(found: Verification, trusted: str) -> dict:
    log, head = found.log, found.log.head
    return {
        "conforms": log.conforms,
        "problems": [{"code": each.code, "message": each.message} for each in log.problems],
        "origin": head.origin if head else None,
        "facts": len(log.entries),
        "signed": head.size if head else 0,
        "root": base64.b64encode(head.root).decode("ascii") if head else None,
        "checkpoint": log.notes[-1] if log.notes else None,
        "checkpoints": len(log.notes),
        "originals": found.originals,
        "key": str(log.key) if log.key else None,
        "key_trusted": bool(trusted and log.conforms),
        "keys": [{"from": place, "key": str(key)} for place, key in log.keys],
        "fact": found.fact,
        "growth": found.growth,
    }


def _said(found: Verification, given: argparse.Namespace) -> list[str]:
    log = found.log
    if not log.conforms:
        faults = [f"  {each.message}" for each in log.problems[:SHOWN]]
        more = [f"  y {words.number(len(log.problems) - SHOWN)} más"] if len(log.problems) > SHOWN else []
        return [words.say("verify_not"), *faults, *more]
    said = [
        words.say(
            "verify_seen",
            facts=words.count(len(log.entries), "hecho", "hechos"),
            checkpoints=words.count(len(log.notes), "punto de control", "puntos de control"),
            originals=words.count(found.originals, "archivo original", "archivos originales"),
            origin=log.head.origin,
            root=base64.b64encode(log.head.root).decode("ascii"),
        )
    ]
    if log.keys[0][0]:
        said.append(words.say("verify_taken_in", facts=words.count(log.keys[0][0], "hecho", "hechos")))
    if len(log.keys) > 1:
        said.append(words.say("verify_keys", places=words.listing([str(place) for place, _ in log.keys[1:]])))
    if found.growth:
        said.append(words.say("verify_grown", size=found.growth["before"].split("\n")[1]))
    if found.fact:
        said.append(words.say("verify_proved", place=given.event, fact=found.fact["fact"]))
    if given.pack:
        said.append(words.say("verify_packed", file=words.plain(str(given.pack), 1000)))
    said += [words.say("verify_key_given" if given.key else "verify_key_own"), f"  {log.key}"]
    return [words.say("verify_conforms"), *said]
