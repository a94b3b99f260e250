"""Owns the commands of the papers of a session: `paper`, `pack` and `signed`."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from sig_metrics.catalog.model import Catalog
from sig_metrics.cli.output import print_json
from sig_metrics.cli.store import opened as opened_now
from sig_metrics.cli.usage import check_out, user, write_out
from sig_metrics.intake.files.source import read_regular
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.measure.dataset import Dataset
from sig_metrics.report.model import Paper
from sig_metrics.report.pack import file_of, pack
from sig_metrics.report.papers.issue import INDEX, KINDS, MINUTES, WRITERS, opened, paper, written
from sig_metrics.report.signed import LIMITS, Returned, read_signed, registered
from sig_metrics.session import acts
from sig_metrics.session.facts import session_of
from sig_metrics.session.model import Session
from sig_metrics.store import LocalStore, open_store
from sig_metrics.store.cortes import Corte

SESSION = "código de la sesión, por ejemplo ACT-2021-05"


def add_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds the commands; `command` makes a subcommand."""
    made = command("paper", _paper, "un documento de una sesión, en DOCX o PDF/A", as_json=False)
    made.add_argument("session", help=SESSION)
    made.add_argument("kind", choices=KINDS, help="convocatoria, acta, constancia, memorando o índice del expediente")
    made.add_argument("out", type=Path, help="archivo .docx o .pdf")
    made.add_argument("--agreement", default="", metavar="ACU-AAAA-NNN", help="de la constancia, su acuerdo")
    made.add_argument("--unit", default="", metavar="UNIDAD", help="del memorando, la unidad a la que va")
    made = command("pack", _pack, "todo lo de una sesión en un archivo que un tercero comprueba", as_json=False)
    made.add_argument("session", help=SESSION)
    made.add_argument("out", type=Path, help="archivo .zip")
    made = command("signed", _signed, "registra el acta que vuelve firmada: su SHA-256 y si está íntegra")
    made.add_argument("session", help=SESSION)
    made.add_argument("file", type=Path, help="el PDF firmado; no se guarda")
    made.add_argument("--offices", nargs="+", required=True, metavar="CARGO", help="qué cargos la firmaron")
    made.add_argument("--on", type=date.fromisoformat, metavar="AAAA-MM-DD", help="cuándo volvió (por defecto, hoy)")
    made.add_argument("--by", type=words.plain, default=user(), metavar="WHO", help="quién la registra")


def _paper(given: argparse.Namespace, catalog: Catalog) -> int:
    check_out(given.out, *(f".{each}" for each in WRITERS))
    store = open_store(given.store)
    session = session_of(store, given.session)
    with opened(store, session, lambda: opened_now(given, catalog)) as (dataset, corte):
        made = _made(store, dataset, corte, session, given)
        write_out(given.out, written(made, given.out.suffix.lower().removeprefix(".")))
    print(words.say("paper_written", title=made.title, file=words.plain(str(given.out), 1000)))
    return 0


def _made(
    store: LocalStore, dataset: Dataset, corte: Corte | None, session: Session, given: argparse.Namespace
) -> Paper:
    if given.kind != INDEX:
        about = given.agreement or given.unit
        return paper(store, dataset, corte, session, given.kind, about)
    return file_of(store, dataset, _needed(corte, session), session).index


def _needed(corte: Corte | None, session: Session) -> Corte:
    """The corte of a session; raises Refused while it has none."""
    if corte is None:
        raise refuse("pack_no_corte", key=session.code)
    return corte


def _pack(given: argparse.Namespace, catalog: Catalog) -> int:
    check_out(given.out, ".zip")
    store = open_store(given.store)
    session = session_of(store, given.session)
    with opened(store, session, lambda: opened_now(given, catalog)) as (dataset, corte):
        content = pack(store, dataset, _needed(corte, session), session)
    write_out(given.out, content)
    print(words.say("pack_written", key=session.code, file=words.plain(str(given.out), 1000)))
    return 0


def _signed(given: argparse.Namespace, catalog: Catalog) -> int:
    store = open_store(given.store)
    session = session_of(store, given.session)
    content = read_regular(given.file, LIMITS)
    with opened(store, session, lambda: opened_now(given, catalog)) as (dataset, corte):
        issued = written(paper(store, dataset, corte, session, MINUTES), "pdf")
    found: Returned = read_signed(content, given.file.name, issued)
    kept = registered(found, given.offices, given.on or words.today())
    after = acts.sign(store, catalog, session.code, signed=kept, who=given.by)
    if given.json:
        print_json({**asdict(found), "intact": found.intact, "state": after.state, "told": found.told})
        return 0
    print(*found.told, words.say("signed_kept", key=after.code), sep="\n")
    return 0
