"""Owns what the calendar of the plan draws: its activities by their months. No calculation."""

from sig_metrics.catalog.labels import units_label
from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.kept import kept
from sig_metrics.measure.plan import Activity, Cell


@kept(128)
def grid(catalog: Catalog, activities: list[Activity], cutoff_month: int, by: str = "stage") -> dict:
    """The activity × month calendar, grouped by stage, by line or not («»); keys «05.11» for a cell and «05» for its
    activity. The legend is of what there is."""
    groups: dict[str, list[dict]] = {}
    for activity in activities:
        name = catalog.vocabularies["stage"][activity.stage].name or catalog.label("stage", activity.stage)
        title = {"stage": name, "line": activity.line.rstrip("."), "": ""}[by]
        groups.setdefault(title, []).append(_row(catalog, activity))
    there = {cell.state for activity in activities for cell in activity.cells} - {"none"}
    words_of = catalog.vocabularies["slot_state"].values()
    legend = [{"state": word.code, "text": word.label} for word in words_of if word.code in there]
    if any(cell.unsupported for activity in activities for cell in activity.cells):
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
            "text": f"{activity.credited} de {activity.programmed}"
            if activity.programmed
            else words.say("nothing_due"),
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
