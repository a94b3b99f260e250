"""Owns the way from what the library answers to what the boards draw: labels, tones, texts. No calculation."""

from sig_metrics.catalog.labels import units_label
from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.screen_model import Topic
from sig_metrics.language import words
from sig_metrics.measure.beside import overdue_text, parts_text, whole_text
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.decisions import Decision
from sig_metrics.measure.insights import Overview, standing
from sig_metrics.measure.plan import Activity, Cell


def matrix(catalog: Catalog, seen: Overview, standards: dict[str, str], programmed: frozenset = frozenset()) -> dict:
    """Systems × stages: advance, overdue; a key «SGC.maintenance» for each cell. `programmed`: those that have
    activities without the unit asked for."""
    stages, systems = catalog.vocabularies["stage"], catalog.vocabularies["system"]
    rows = [
        {
            "key": system.code,
            "label": system.label,
            "sub": standards.get(system.code, ""),
            "pick": system.code,
            "cells": [
                _crossing(catalog, seen, system.code, stage, (system.code, stage) in programmed) for stage in stages
            ],
        }
        for system in systems.values()
        if seen.scope.system in (None, system.code)
    ]
    columns = [{"key": stage.code, "label": stage.label, "pick": stage.code} for stage in stages.values()]
    return {"label": "Avance por sistema y etapa", "corner": "", "columns": columns, "rows": rows}


def _crossing(catalog: Catalog, seen: Overview, system: str, stage: str, others: bool) -> dict:
    state = seen.matrix.get((system, stage))
    where = f"{catalog.label('system', system)}, {catalog.label('stage', stage)}"
    if state is None:
        note, said = (
            ("crossing_of_others", "crossing_of_others_label") if others else ("crossing_empty", "crossing_empty_label")
        )
        return {
            "key": f"{system}.{stage}",
            "value": "—",
            "note": words.say(note),
            "tone": "muted",
            "label": words.say(said, where=where),
        }
    status = standing(catalog, seen, state)
    if status == "not_loaded" or seen.ruling is None:
        word = catalog.label("status", status) if seen.ruling else "sin plan"
        return {
            "key": f"{system}.{stage}",
            "value": "—",
            "note": word,
            "tone": "muted",
            "label": f"{where}: {word}. Abrir",
        }
    late = words.count(state.overdue, "vencido", "vencidos") if state.overdue else "al día"
    if state.waiting:
        late = catalog.label("status", status)
    note = f"{state.delivered} de {state.programmed} · {late}" if state.programmed else "nada programado a la fecha"
    value = words.percent(state.rate) if state.programmed else "—"
    return {
        "key": f"{system}.{stage}",
        "value": value,
        "note": note,
        "tone": catalog.vocabularies["status"][status].role.replace("improvement", "ink"),
        "share": state.rate or 0,
        "label": f"{where}: {value}, {note}. Abrir",
    }


def grid(catalog: Catalog, activities: list[Activity], cutoff_month: int, by: str = "stage") -> dict:
    """The activity × month calendar, grouped by stage or line; keys «05.11» for a cell and «05» for its activity."""
    groups: dict[str, list[dict]] = {}
    for activity in activities:
        name = catalog.vocabularies["stage"][activity.stage].name or catalog.label("stage", activity.stage)
        groups.setdefault(name if by == "stage" else activity.line.rstrip("."), []).append(_row(catalog, activity))
    legend = [{"state": word.code, "text": word.label} for word in catalog.vocabularies["slot_state"].values()]
    legend.append({"state": "flag", "text": "Entregado sin número de documento"})
    return {
        "label": "Entregables por actividad y mes",
        "months": list(words.SHORT_MONTHS),
        "cutoff_index": cutoff_month - 1,
        "head": {"activity": "Actividad", "unit": "Unidad", "total": "A la fecha"},
        "groups": [{"title": name, "rows": rows} for name, rows in groups.items()],
        "legend": legend,
    }


def _row(catalog: Catalog, activity: Activity) -> dict:
    if activity.target is None:
        total = {"text": f"{activity.delivered}, sin meta", "tone": "muted"}
    else:
        total = {
            "text": f"{activity.credited} de {activity.programmed}",
            "tone": "breach" if activity.overdue else "ink" if activity.programmed else "muted",
        }
    cells = [_cell(catalog, activity, month, cell) for month, cell in enumerate(activity.cells, 1)]
    return {
        "code": activity.activity,
        "title": activity.title,
        "unit": units_label(catalog, activity.units),
        "pick": activity.activity,
        "total": total,
        "cells": cells,
    }


def _cell(catalog: Catalog, activity: Activity, month: int, cell: Cell) -> dict:
    text = {"none": "", "not_applicable": "·"}.get(cell.state, str(cell.programmed))
    if cell.state == "overdue" and cell.delivered:
        text = f"{cell.programmed - cell.delivered}/{cell.programmed}"
    said = f"Act. {activity.activity}, {words.MONTHS[month - 1]}: {catalog.label('slot_state', cell.state).lower()}"
    if cell.programmed:
        said += f", {cell.delivered} de {words.count(cell.programmed, 'entregable', 'entregables')}"
    if cell.unsupported:
        said += f"; {cell.unsupported} sin número de documento"
    if cell.state == "unregistered":
        text, said = (
            "?",
            f"Act. {activity.activity}, {words.MONTHS[month - 1]}: sin registro de lo entregado, {cell.programmed} programados",
        )
    key = f"{activity.activity}.{month:02d}" if cell.programmed or cell.unsupported else None
    return {"state": cell.state, "text": text, "key": key, "flag": "s/d" if cell.unsupported else None, "label": said}


def decisions(catalog: Catalog, found: list[Decision], most: int = 10) -> dict:
    """«Requiere decisión»: keys «22.10», the cell of the plan each leads to."""
    kinds = catalog.vocabularies["decision"]
    items = [
        {
            "key": d.key,
            "icon": kinds[d.kind].icon,
            "tone": kinds[d.kind].role,
            "title": d.title,
            "sub": d.detail,
            "label": f"{kinds[d.kind].label}: {d.title}. {d.detail}",
        }
        for d in found[:most]
    ]
    rest = list(dict.fromkeys(_where(catalog, d) for d in found[most:]))
    more = (
        words.say("decisions_more", count=words.number(len(found) - most), where=words.listing(rest)) if rest else None
    )
    return {"label": "Requiere decisión", "empty": "Nada requiere decisión a esta fecha.", "items": items, "more": more}


def _where(catalog: Catalog, decision: Decision) -> str:
    """The screen that what does not fit in a list is seen in: that of the plan, of its stage, of the rules or of the
    loads."""
    what, _, of = decision.key.partition(".")
    if what in ("overdue", "ficha"):
        return catalog.label("stage", catalog.indicator(of).stages[0])
    if what == "cases":
        return catalog.label("stage", topic_of(catalog, of).stage)
    return {"rule": "Calidad", "register": "Carga"}.get(what, "Plan y versiones")


def topic_of(catalog: Catalog, register: str) -> Topic:
    """The topic in which the cases of a register are followed up."""
    return catalog.screens.topic(catalog.screens.serves[register].topic)


def measures(catalog: Catalog, found: list[Measure], histories: dict[str, list[Measure]]) -> dict:
    """Indicators in rows, each with its target, bullet, months and status; keys are ficha codes."""
    head = ["Indicador", "Valor", "Contra la meta", "En el año", "Estado"]
    return {
        "label": "Indicadores",
        "head": head,
        "rows": [_measure(catalog, m, histories[m.indicator.name]) for m in found],
    }


def _measure(catalog: Catalog, measured: Measure, history: list[Measure]) -> dict:
    indicator, status = measured.indicator, catalog.standing(measured.indicator, measured.status)
    unknown = measured.status == "protected" or measured.value is None
    shown = status.label if unknown else words.amount(measured.value, indicator.unit, indicator.decimals)
    overdue, whole = overdue_text(measured.open_overdue, measured.oldest_overdue_days), whole_text(measured.ignored)
    basis = f" ({catalog.label('target_basis', measured.target.basis)})" if measured.target else ""
    decimals = indicator.decimals if indicator.unit == "index" else 0
    goal = (
        f"meta {words.amount(measured.target.value, indicator.unit, decimals)}{basis}"
        if measured.target
        else "sin meta"
    )
    bullet = None
    if indicator.unit == "percent" and measured.target:
        bands = sorted(indicator.bands.limits(measured.target.value)) if indicator.bands else []
        bullet = {"value": measured.value, "target": measured.target.value, "bands": bands, "tone": status.role}
    return {
        "key": indicator.code,
        "name": indicator.title,
        "value": shown,
        "sub": parts_text(measured) if measured.value is not None else "",
        "goal": goal,
        "overdue": overdue,
        "whole": whole,
        "bullet": bullet,
        "spark": [m.value for m in history],
        "status": {"icon": status.icon, "word": status.label, "tone": status.role},
        "label": ". ".join(
            filter(None, (f"{indicator.title}: {shown}, {status.label}", overdue, whole, "Abrir la ficha"))
        ),
    }
