"""Owns the command line: arguments in, the same functions as the screens, text or one JSON document out.

Exit 0 done, 1 refused with the reasons in Spanish, 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path

from sig_metrics.catalog.build import ELSEWHERE, using
from sig_metrics.catalog.model import Catalog, CatalogError
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.catalog.units import known_to
from sig_metrics.cli import making
from sig_metrics.cli.against import asked, compare_argument, compared_state, compared_value
from sig_metrics.cli.arguments import add_command, load_arguments, scope_arguments
from sig_metrics.cli.documents import document_arguments, from_document, told
from sig_metrics.cli.output import (
    print_checks,
    print_json,
    print_list,
    print_load,
    print_series,
    print_status,
    print_value,
)
from sig_metrics.cli.parts import ASKING, KEEPING, MAKING, asked_for
from sig_metrics.cli.store import begin, current, marks, opened, scope_of
from sig_metrics.cli.usage import Parser, check_out, mute, said_of, user, write_out
from sig_metrics.demo import build_demo
from sig_metrics.intake.annex.annex import PlanHeader
from sig_metrics.intake.files.grid import LARGE, ORDINARY
from sig_metrics.intake.files.source import read_regular
from sig_metrics.language import words
from sig_metrics.language.problems import Problem, Refused
from sig_metrics.measure.consistency import check_document
from sig_metrics.measure.filters import DIMENSIONS, groupings
from sig_metrics.measure.insights import overview, status_document, summary
from sig_metrics.measure.scope import check_dimension, check_version, horizon
from sig_metrics.measure.value_document import series_document, value_document
from sig_metrics.present.problem_report import masked, report_of
from sig_metrics.present.template import base_in, filled, filled_annex, workbook_for
from sig_metrics.publish.load import Incoming, LoadReport, load_file, refresh, refused
from sig_metrics.publish.references import prepare_in
from sig_metrics.store import StoreError, open_store


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not be UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        asked = sys.argv[1:] if arguments is None else arguments
        given = _parser(*asked[:1]).parse_args(asked)
        code = _run(given)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        mute()
        return 0
    except KeyboardInterrupt:
        print(words.say("interrupted"), file=sys.stderr)
        return 130


def _run(given: argparse.Namespace) -> int:
    """Runs the command; says why it was refused."""
    try:
        with _definitions(given.definitions):
            lacking = making.tell_forgotten(given) if given.command == "check" else 0
            catalog = making.catalog_of(given, default_catalog)
            begin(given)
            return max(given.run(given, catalog), lacking)
    except Refused as refusal:
        problems = [problem.as_dict() for problem in refusal.problems]
        if getattr(given, "json", False):
            print_json({"problems": problems})
        else:
            print(*refusal.problems, sep="\n", file=sys.stderr)
        return 1
    except (StoreError, CatalogError) as fault:
        print(fault, file=sys.stderr)
        return 1
    except BrokenPipeError:
        raise
    except OSError as fault:
        print(said_of(fault), file=sys.stderr)
        return 1


@contextmanager
def _definitions(named: Path | None) -> Iterator[None]:
    """The command, and the processes that it begins, with the definitions of a folder."""
    before = os.environ.get(ELSEWHERE)
    if named:
        os.environ[ELSEWHERE] = str(named.expanduser().resolve())
    try:
        with using(None):
            yield
    finally:
        if named:
            os.environ.pop(ELSEWHERE)
        if named and before:
            os.environ[ELSEWHERE] = before


def _parser(first: str = "") -> argparse.ArgumentParser:
    top = Parser(prog="python -m sig_metrics", description="Cuadro de mando del SIG, sin pantalla.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    command = partial(add_command, commands)
    made = command("demo", _demo, "construye el almacén de demostración", as_json=False)
    made.add_argument("--plan-only", action="store_true", help="solo el plan oficial, sin datos sintéticos")
    made = command("load", _load, "carga un archivo en un registro")
    load_arguments(made)
    document_arguments(made)
    made = command("refresh", _refresh, "recalcula lo publicado con las definiciones de hoy, sin cargar nada")
    made.add_argument("--by", type=words.plain, default=user(), metavar="WHO", help="quién recalcula")
    made = command("value", _value, "el valor de un indicador")
    made.add_argument("indicator")
    made.add_argument("--by", choices=DIMENSIONS, metavar="DIM", help=", ".join(DIMENSIONS))
    scope_arguments(made)
    compare_argument(made)
    made = command("series", _series, "un indicador mes a mes")
    made.add_argument("indicator")
    scope_arguments(made)
    for part in asked_for(ASKING, first):
        part.add_commands(command)
    made = command("list", _list, "lo que está definido", store=False)
    made.add_argument("what", choices=("indicators", "registers", "checks"))
    scope_arguments(made := command("status", _status, "el estado del plan, como en Resumen"))
    compare_argument(made)
    made = command("template", _template, "la plantilla de un registro", as_json=False)
    made.add_argument("register")
    made.add_argument("out", type=Path)
    made.add_argument("--filled", action="store_true", help="con las filas cargadas, para corregirlas; sin esto, vacía")
    made.add_argument("--from-plan", metavar="AAAA-VV", help="Anexo 01 ya llenado con una versión: el año y dos cifras")
    for part in asked_for(KEEPING, first):
        part.add_commands(command)
    command("check", _check, "reglas de coherencia («Rayos X»), el propio catálogo y lo que falta de lo que se añadió")
    for part in asked_for(MAKING, first):
        part.add_commands(command)
    return top


def _demo(given: argparse.Namespace, catalog: Catalog) -> int:
    store = open_store(given.store)
    reports = build_demo(store, catalog, print, given.plan_only)
    print(f"Listo: {words.count(len(reports), 'archivo', 'archivos')} en {store.folder}.")
    return 0


def _load(given: argparse.Namespace, catalog: Catalog) -> int:
    """One shape in JSON, whatever kept the file from being loaded."""
    try:
        return _loaded(given, catalog)
    except (Refused, StoreError, CatalogError, OSError) as fault:
        if not given.json or isinstance(fault, BrokenPipeError):
            raise
        kinds = {CatalogError: "register_unknown", StoreError: "store", OSError: "system"}
        code = next((code for kind, code in kinds.items() if isinstance(fault, kind)), "")
        said = said_of(fault) if code == "system" else str(fault)
        print_json(refused(fault if isinstance(fault, Refused) else Refused([Problem(code, said)])).as_dict())
        return 1


def _loaded(given: argparse.Namespace, catalog: Catalog) -> int:
    if given.report:
        check_out(given.report)
    register = catalog.register(given.register)
    limits = LARGE if given.large else ORDINARY
    content = read_regular(given.file, limits)
    header = PlanHeader(given.year, given.version, given.resolution, given.approved_on)
    incoming = Incoming(
        given.register,
        given.file.name,
        content,
        given.mode,
        header=header,
        blank=given.read_empty,
        conflicts=given.conflicts,
    )
    incoming = from_document(given, incoming, register, catalog, limits)
    if isinstance(incoming, LoadReport):
        return told(given, incoming)
    store = open_store(given.store)
    try:
        step = _step if given.large and not given.json else lambda said: None
        step(f"Leyendo y revisando {incoming.cleaned(register).name}")
        prepared = prepare_in(store, catalog, incoming, limits)
        step("Comparando y escribiendo")
        report = load_file(store, catalog, prepared, given.by, step)
    except Refused as refusal:
        report = refused(refusal)
    report.problems, report.warnings = masked(report.problems, register), masked(report.warnings, register)
    if given.report and (found := report.problems + report.warnings):
        write_out(given.report, report_of(incoming.name, incoming.content, found, register, marks(given, catalog)))
    print_json(report.as_dict()) if given.json else print_load(report)
    return 1 if report.problems else 0


def _step(said: str) -> None:
    print(f"{said}…", file=sys.stderr, flush=True)


def _refresh(given: argparse.Namespace, catalog: Catalog) -> int:
    report = refresh(open_store(given.store), catalog, given.by)
    print_json(asdict(report)) if given.json else print(*report.added, report.message, sep="\n")
    return 0


def _value(given: argparse.Namespace, catalog: Catalog) -> int:
    dataset = opened(given, catalog)
    indicator = dataset.catalog.indicator(given.indicator)
    if given.by:
        check_dimension(given.by, groupings(indicator))
    scope = scope_of(given, dataset)
    document = value_document(dataset, indicator, scope, given.by)
    document |= compared_value(given, dataset, indicator, scope)
    print_json(document) if given.json else print_value(dataset, indicator, scope, document, given.by)
    return 0


def _series(given: argparse.Namespace, catalog: Catalog) -> int:
    dataset = opened(given, catalog)
    indicator = dataset.catalog.indicator(given.indicator)
    rows = series_document(dataset, indicator, scope_of(given, dataset))
    print_json(rows) if given.json else print_series(dataset.catalog, indicator, rows)
    return 0


def _list(given: argparse.Namespace, catalog: Catalog) -> int:
    if given.what == "indicators":
        rows = [
            {
                "name": i.name,
                "code": i.code,
                "title": i.title,
                "systems": i.systems,
                "stages": i.stages,
                "unit": i.unit,
                "owner": i.owner,
                "frequency": i.frequency,
            }
            for i in catalog.indicators.values()
        ]
    elif given.what == "registers":
        rows = [
            {"name": r.name, "title": r.title, "key": r.key, "source": r.source, "cadence": r.cadence}
            for r in catalog.registers.values()
        ]
    else:
        rows = [
            {"name": c.name, "code": c.code, "title": c.title, "severity": c.severity} for c in catalog.checks.values()
        ]
    print_json(rows) if given.json else print_list(rows)
    return 0


def _status(given: argparse.Namespace, catalog: Catalog) -> int:
    dataset = opened(given, catalog)
    scope = scope_of(given, dataset)
    if given.json:
        print_json(status_document(dataset, scope) | compared_state(given, dataset, scope))
    else:
        seen, before = overview(dataset, scope), asked(given, dataset, scope)
        print_status(dataset.catalog, seen, summary(dataset.catalog, seen, before and before.whole()))
    return 0


def _template(given: argparse.Namespace, catalog: Catalog) -> int:
    register = catalog.register(given.register)
    check_out(given.out)
    if given.from_plan:
        dataset, (year, _, version) = opened(given, catalog), given.from_plan.partition("-")
        check_version(version, words.whole(year) or 0, horizon(dataset))
        content = filled_annex(dataset, words.whole(year), version)
    elif given.filled:
        content = filled(opened(given, catalog), register)
    else:
        content = workbook_for(
            register, known_to(catalog, (now := current(given)) and now.connection), base_in(now, register)
        )
    write_out(given.out, content)
    print(f"Plantilla de «{register.title}» en {words.plain(str(given.out), 1000)}.")
    return 0


def _check(given: argparse.Namespace, catalog: Catalog) -> int:
    document = check_document(opened(given, catalog))
    print_json(document) if given.json else print_checks(document)
    return 0
