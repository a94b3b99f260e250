"""Owns the way from coverage and «Rayos X» to what Calidad draws: labels, blocks, rows of tables. No calculation."""

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.consistency import Finding, Version
from sig_metrics.measure.coverage import Cell, Line, stage_of
from sig_metrics.measure.kept import kept

# a state of coverage → a block of plan_grid
BLOCKS = {"missing": "overdue", "unused": "not_applicable", "not_expected": "none"}
GROUPS = {"all": "Todo el plan", "": "Sin indicador propio"}
FRESHNESS = {
    "situation": "Situación",
    "title": "Registro",
    "cadence": "Cadencia",
    "covered": "Cubierto hasta",
    "due": "Próxima entrega",
    "files": "Envíos del año",
    "codes": "Indicadores",
}
UNDATED = {"situation": "Situación", "title": "Registro", "covered": "Cubierto hasta", "codes": "Indicadores"}
CLEAN = {"code": "Regla", "title": "Qué vigila", "severity": "Severidad"}


@kept(64)
def calendar(catalog: Catalog, lines: list[Line], cutoff_month: int) -> dict:
    """The register × month board, by the stage that each register serves; a key «register.qrd» leads to its load."""
    groups: dict[str, list[dict]] = {}
    dated = [line for line in lines if line.dated]
    for stage in [*catalog.vocabularies["stage"], "all", ""]:
        rows = [_row(catalog, line) for line in dated if stage_of(catalog, line.register) == stage]
        word = catalog.vocabularies["stage"].get(stage)
        if rows:
            groups[word.name or word.label if word else GROUPS[stage]] = rows
    shown = {cell.state for line in dated for cell in line.cells} - {"not_expected"}
    legend = [
        {"state": BLOCKS.get(code, code), "text": word.label, "sample": _text(code)}
        for code, word in catalog.vocabularies["coverage_state"].items()
        if code in shown
    ]
    return {
        "label": "Envíos por registro y mes",
        "months": list(words.SHORT_MONTHS),
        "cutoff_index": cutoff_month - 1,
        "head": {"activity": "Registro", "unit": "Cadencia", "total": "A la fecha"},
        "groups": [{"title": name, "rows": rows} for name, rows in groups.items()],
        "legend": legend,
    }


def _text(state: str) -> str:
    return "✓" if state in ("on_time", "received") else ""


def _row(catalog: Catalog, line: Line) -> dict:
    title = catalog.registers[line.register].title
    late = line.expected > line.received
    total = {
        "text": f"{line.received} de {line.expected}" if line.expected else "—",
        "tone": "breach" if late else "ink" if line.expected else "muted",
    }
    return {
        "code": None,
        "title": title,
        "unit": catalog.label("frequency", line.cadence),
        "pick": f"register.{line.register}",
        "total": total,
        "cells": [_cell(catalog, line, title, cell) for cell in line.cells],
    }


def _cell(catalog: Catalog, line: Line, title: str, cell: Cell) -> dict:
    said = f"{title}, {words.month(cell.month)}: {catalog.label('coverage_state', cell.state).lower()}"
    if cell.came_on and cell.state in ("on_time", "late"):
        said += f", el {words.day(cell.came_on)}"
    if cell.due_on:
        said += f"; su plazo: {words.day(cell.due_on)}"
    key = f"register.{line.register}" if cell.state == "missing" else None
    return {
        "state": BLOCKS.get(cell.state, cell.state),
        "text": _text(cell.state),
        "key": key,
        "flag": None,
        "label": said,
    }


@kept(64)
def freshness(catalog: Catalog, lines: list[Line]) -> list[dict]:
    """A row a register: what is late first, then what is due first."""
    order = list(catalog.vocabularies["freshness_state"])
    lines = sorted(lines, key=lambda line: (order.index(line.situation), line.fresh.due_on or line.cells[-1].month))
    return [_fresh(catalog, line) for line in lines]


def _fresh(catalog: Catalog, line: Line) -> dict:
    word, fresh = catalog.vocabularies["freshness_state"][line.situation], line.fresh
    codes = ", ".join(indicator.code for indicator in line.indicators)
    return {
        "situation": f"{word.icon} {word.label}",
        "title": catalog.registers[line.register].title,
        "cadence": catalog.label("frequency", line.cadence) if line.situation != "on_change" else "Cuando cambia",
        "covered": fresh.covered_until,
        "due": fresh.due_on,
        "files": f"{line.received} de {line.expected}" if line.expected else None,
        "codes": words.say("freshness_grey", codes=codes) if fresh.stale and codes else codes or None,
    }


@kept(64)
def rules(catalog: Catalog, found: list[Finding], versions: list[Version]) -> dict:
    """The rules that found something, a line each: how many rows, severity, code; and, of data with more than one
    version, how many before and the last versions."""
    several = len(versions) > 1
    return {
        "label": "Reglas con hallazgos",
        "tight": True,
        "head": ["Regla", "Filas", "", "Severidad", "Código", "Últimas versiones" if several else ""],
        "rows": [_rule(catalog, each, versions if several else []) for each in found],
    }


def _rule(catalog: Catalog, found: Finding, versions: list[Version]) -> dict:
    check, severity = found.check, catalog.vocabularies["severity"][found.check.severity]
    before = versions[-2].counts[check.name] if versions else None
    rows = words.count(found.count, "fila", "filas")
    return {
        "key": check.code,
        "name": check.title,
        "value": words.number(found.count),
        "sub": "",
        "aside": check.code if before is None else f"{check.code} · antes {words.number(before)}",
        "hint": check.title,
        "bullet": None,
        "spark": [version.counts[check.name] for version in versions],
        "status": {"icon": severity.icon, "word": severity.label, "tone": severity.role},
        "label": f"{check.title}: {rows}, {severity.label}. Ver las filas",
    }


@kept(64)
def clean(catalog: Catalog, found: list[Finding]) -> list[dict]:
    """The rules that found nothing, as rows for reading."""
    return [
        {"code": each.check.code, "title": each.check.title, "severity": catalog.label("severity", each.check.severity)}
        for each in found
    ]
