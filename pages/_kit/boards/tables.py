"""Owns the way from what the library answers to what the boards draw: labels, tones, texts. No calculation."""

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.beside import is_few, overdue_short, overdue_text, parts_text, value_text, whole_text
from sig_metrics.measure.comparison import begins_again
from sig_metrics.measure.compute import Measure
from sig_metrics.measure.crossings import Change, Crossed
from sig_metrics.measure.insights import Overview, standing
from sig_metrics.measure.kept import kept
from sig_metrics.measure.process.marks import Marks
from sig_metrics.measure.signals import Alarms
from sig_metrics.measure.topics import TopicStanding


@kept(128)
def matrix(
    catalog: Catalog,
    seen: Overview,
    standards: dict[str, str],
    programmed: frozenset = frozenset(),
    alarms: dict[Crossed, Alarms] | None = None,
    changed: dict[Crossed, Change] | None = None,
) -> dict:
    """Systems × stages: what is overdue, then the advance, then what is out of its target; a key «SGC.maintenance» for
    each cell. `programmed`: those that have activities without the unit asked for; `changed`: how each
    differs from what it is compared with."""
    stages, systems = catalog.vocabularies["stage"], catalog.vocabularies["system"]
    rows = [
        {
            "key": system.code,
            "label": system.label,
            "sub": standards.get(system.code, ""),
            "pick": system.code,
            "cells": [
                _crossing(
                    catalog,
                    seen,
                    crossed,
                    crossed in programmed,
                    (alarms or {}).get(crossed, Alarms()),
                    (changed or {}).get(crossed),
                )
                for crossed in ((system.code, stage) for stage in stages)
            ],
        }
        for system in systems.values()
        if seen.scope.system in (None, system.code)
    ]
    columns = [{"key": stage.code, "label": stage.label, "pick": stage.code} for stage in stages.values()]
    return {"label": "Vencidos, avance y señales por sistema y etapa", "columns": columns, "rows": rows}


def _crossing(
    catalog: Catalog,
    seen: Overview,
    crossed: Crossed,
    others: bool,
    alarms: Alarms,
    changed: Change | None,
) -> dict:
    system, stage = crossed
    state = seen.matrix.get(crossed)
    where = f"{catalog.label('system', system)}, {catalog.label('stage', stage)}"
    cell = {"key": f"{system}.{stage}", "value": "—", "tone": "muted", "icon": None, "share": None}
    cell["signals"] = _signal_mark(crossed, where, alarms)
    mark = _alarm_mark(alarms)
    said = [mark["said"]] if mark else []
    if state is None:
        note = "crossing_of_others" if others else "crossing_empty"
        return {**cell, "mark": mark, "label": f"{'. '.join([f'{where}: {words.say(note)}', *said])}. Abrir"}
    status = standing(catalog, seen, state)
    if status == "not_loaded" or seen.ruling is None:
        word = catalog.label("status", status) if seen.ruling else "sin plan"
        return {**cell, "value": word, "mark": mark, "label": f"{where}: {word}. Abrir"}
    late = words.count(state.overdue, "vencido", "vencidos") if state.overdue else "al día"
    shown = {"icon": "■", "tone": "breach"} if state.overdue else {"icon": "●", "tone": "improvement"}
    if state.waiting:
        late, shown = catalog.label("status", status), {"icon": None, "tone": "muted"}
    if not state.programmed and not state.overdue:
        late, shown = words.say("nothing_due"), {"icon": None, "tone": "muted"}
    share = words.percent(state.rate, 0) if state.programmed else None
    counted = f"{state.delivered} de {state.programmed}" if state.programmed else "nada programado a la fecha"
    said = [changed.said, *said] if changed else said
    label = ". ".join([f"{where}: {late}, {counted}{f' ({share})' if share else ''}", *said, "Abrir"])
    versus = {"of": changed.of, "text": changed.short} if changed else None
    rows = f"cruce.{system}.{stage}" if state.has_rows else None
    why = words.say("crossing_rows", where=where, late=late)
    behind = {"rows": rows, "why": why, "versus": versus}
    return {**cell, **shown, **behind, "value": late, "share": share, "mark": mark, "label": label}


def _alarm_mark(alarms: Alarms) -> dict | None:
    """The second mark of a crossing: the grave rules that find rows, else the indicators out of their target."""
    if alarms.grave:
        said = words.count(alarms.grave, "regla grave", "reglas graves")
        return {"icon": "■", "tone": "breach", "text": words.count(alarms.grave, "grave", "graves"), "said": said}
    if alarms.missed:
        said = words.count(alarms.missed, "indicador fuera de meta", "indicadores fuera de meta")
        return {"icon": "▼", "tone": "concern", "text": words.number(alarms.missed), "said": said}
    return None


def _signal_mark(crossed: Crossed, where: str, alarms: Alarms) -> dict | None:
    """The mark of the processes of a crossing that give a signal, which opens them."""
    if not alarms.signals:
        return None
    said = words.count(alarms.signals, "señal de que un proceso empeoró", "señales de que procesos empeoraron")
    label = words.say("crossing_signals", where=where, signals=said)
    return {"key": f"signal.{'.'.join(crossed)}", "icon": "◆", "text": words.number(alarms.signals), "label": label}


@kept(128)
def tiles(
    catalog: Catalog, found: list[tuple[str, TopicStanding, list[Measure]]], without: dict[str, str] | None = None
) -> dict:
    """A tile a topic, from (its title, how it stands, the months of its worst indicator); a key «qrd» opens it, and those
    of its numbers, their rows. `without`: what the value of each indicator lacks."""
    return {"label": "Temas", "tiles": [_tile(catalog, without or {}, *each) for each in found]}


def _tile(
    catalog: Catalog, without: dict[str, str], title: str, standing: TopicStanding, history: list[Measure]
) -> dict:
    worst, key = standing.worst, standing.topic.key
    if worst is None:
        empty = {"key": key, "name": title, "value": "—", "icon": None, "tone": "muted", "spark": [], "target": None}
        return {**empty, "word": words.say("tile_no_indicator"), "about": "", "label": f"{title}. Abrir", "hint": title}
    indicator, status = worst.indicator, catalog.standing(worst.indicator, worst.status)
    lacks = without.get(indicator.name, "")
    unknown = worst.status == "protected" or worst.value is None
    value = status.label if unknown else words.amount(worst.value, indicator.unit, indicator.decimals)
    said = value_text(worst) if not unknown else value
    if is_few(worst) and not unknown and not indicator.sample and parts_text(worst):
        value = parts_text(worst)
    late = words.count(standing.overdue, "vencido", "vencidos") if standing.overdue else ""
    if late and standing.open is not None:
        late = words.say("tile_late_of", late=words.number(standing.overdue), open=words.number(standing.open))
    word = " · ".join(filter(None, ("" if unknown else status.label, late)))
    rows = words.say("tile_rows", topic=title, late=late) if late and standing.late_keys else ""
    tone = "concern" if late and status.role not in ("breach", "concern") else status.role
    return {
        "key": key,
        "name": title,
        "value": value,
        "small": unknown,
        "icon": None if unknown else status.icon,
        "word": word,
        "standing": "" if unknown else status.label,
        "late": {"key": f"tema.{key}", "text": late, "label": rows} if rows else None,
        "why": None if unknown else f"ficha.{indicator.code}",
        "why_label": words.say("tile_value", topic=title, indicator=indicator.title, said=said),
        "tone": tone,
        "about": " · ".join(filter(None, (indicator.short or indicator.title, lacks))),
        "spark": [each.value for each in history],
        "again": sorted(begins_again(history)),
        "target": worst.target.value if worst.target else None,
        "hint": f"{indicator.code} · {indicator.title}: {_goal(catalog, worst)}",
        "label": f"{title}. {indicator.title}: {', '.join(filter(None, (said, word, lacks, _goal(catalog, worst))))}. Abrir",
    }


@kept(128)
def measures(
    catalog: Catalog,
    found: list[Measure],
    histories: dict[str, list[Measure]],
    tight: bool = False,
    versus: dict[str, str] | None = None,
    marks: dict[str, Marks] | None = None,
    without: dict[str, str] | None = None,
) -> dict:
    """Indicators in rows; keys are ficha codes. `tight`: a line each, without the bar; `versus`: how each differs from what
    it is compared with; `marks`: of the processes of those that have one; `without`: what the value of each lacks."""
    head = ["Indicador", "Valor", "Contra la meta", "En el año", "Estado"]
    of_process = [words.say("process_head")] if tight and marks else []
    return {
        "label": "Indicadores",
        "head": ["Indicador", "Valor", "Cambio", "Estado", *of_process, "Abiertos", "En el año"] if tight else head,
        "tight": tight,
        "processes": bool(of_process),
        "rows": [
            _measure(catalog, m, histories[name], tight, *((said or {}).get(name, "") for said in (versus, without)))
            | _process((marks or {}).get(name))
            for name, m in ((m.indicator.name, m) for m in found)
        ],
    }


def _measure(catalog: Catalog, measured: Measure, history: list[Measure], tight: bool, versus: str, lacks: str) -> dict:
    indicator, status = measured.indicator, catalog.standing(measured.indicator, measured.status)
    unknown = measured.status == "protected" or measured.value is None
    shown = status.label if unknown else words.amount(measured.value, indicator.unit, indicator.decimals)
    overdue, whole = overdue_text(measured.open_overdue, measured.oldest_overdue_days), whole_text(measured.ignored)
    whole = " · ".join(filter(None, (whole, lacks)))
    goal = _goal(catalog, measured)
    bullet = None
    if indicator.unit == "percent" and measured.target:
        bands = sorted(indicator.bands.limits(measured.target.value)) if indicator.bands else []
        bullet = {"value": measured.value, "target": measured.target.value, "bands": bands, "tone": status.role}
    parts = parts_text(measured) if measured.value is not None else ""
    value, beside = ("—" if unknown else shown), parts
    if tight and parts and is_few(measured) and not indicator.sample:  # of so few, the count is what is seen
        value, beside = parts, shown
    counted = f" ({parts})" if parts else ""
    read = (f"{indicator.title}: {shown}{counted}, {status.label}", goal, versus, overdue, whole, "Abrir la ficha")
    return {
        "key": indicator.code,
        "name": tight and indicator.short or indicator.title,
        "value": value,
        "sub": beside,
        "goal": goal,
        "versus": versus,
        "overdue": overdue,
        "aside": overdue_short(measured.open_overdue, measured.oldest_overdue_days),
        "whole": whole,
        "bullet": bullet,
        "spark": [m.value for m in history],
        "again": sorted(begins_again(history)),
        "target": measured.target.value if measured.target else None,
        "shared": indicator.unit == "percent",
        "status": {"icon": status.icon, "word": status.label, "tone": status.role},
        "hint": f"{indicator.code} · {indicator.title} · {goal}",
        "label": ". ".join(filter(None, read)),
    }


def _process(found: Marks | None) -> dict:
    """The marks of a process: of its variation and, with a target, of its assurance."""
    return {"process": [mark._asdict() for mark in found or () if mark]}


def _goal(catalog: Catalog, measured: Measure) -> str:
    """«meta 95 % (propuesto)»."""
    if not measured.target:
        return "sin meta"
    indicator, basis = measured.indicator, catalog.label("target_basis", measured.target.basis)
    decimals = indicator.decimals if indicator.unit == "index" else 0
    return f"meta {words.amount(measured.target.value, indicator.unit, decimals)} ({basis})"
