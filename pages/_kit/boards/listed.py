"""Owns the way from what requires a decision, and from what changed, to the tight rows of a board. No calculation."""

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.decisions import Decision
from sig_metrics.measure.insights import owner_said
from sig_metrics.measure.kept import kept
from sig_metrics.measure.since import Crossing, Item, Since

ALL_DECISIONS = "decisions.all"
CHANGES_SHOWN = 12  # rows of what changed; the rest is folded
DECISION_HEAD = ["", "Qué", "De quién", "Hace", "Norma, mes o regla"]


@kept(128)
def decisions(catalog: Catalog, found: list[Decision], most: int | None = None) -> dict:
    """«Requiere decisión», a tight row each; a key leads to what it is about («22.10», a cell of the plan). What does not
    fit is counted in the button that opens them all."""
    kinds = catalog.vocabularies["decision"]
    shown = found if most is None or len(found) <= most else found[:most]
    items = [
        {
            "key": d.key,
            "icon": kinds[d.kind].icon,
            "tone": kinds[d.kind].role,
            "title": f"{d.title} (act. {d.activity})" if d.kind in ("overdue", "unsupported") else d.title,
            "whose": d.units,
            "when": d.when,
            "norm": d.norm,
            "hint": f"{_said(kinds[d.kind].label, d.title)}. {d.detail}",
            "label": f"{_said(kinds[d.kind].label, d.title)}. {d.detail}",
        }
        for d in shown
    ]
    more = None
    if len(shown) < len(found):
        more = {"key": ALL_DECISIONS, "text": words.say("decisions_all", count=words.number(len(found)))}
    return {
        "label": "Todas las decisiones" if most is None else "Requiere decisión",
        "head": DECISION_HEAD,
        "empty": "Nada requiere decisión a esta fecha.",
        "items": items,
        "more": more,
        "whole": most is None,
    }


def _said(kind: str, title: str) -> str:
    """«Entregable vencido: Acta»; once only where the title begins with it."""
    return title if title.startswith(kind) else f"{kind}: {title}"


@kept(128)
def changes(catalog: Catalog, found: Since) -> tuple[dict, dict]:
    """What changed, as two lists of tight rows: the deliverables of the plan; the indicators and the data."""
    owed = [*(_changed(each, "■", "breach", "since_fell") for each in found.overdue)]
    came = [*(_changed(each, "●", "ink", "since_arrived") for each in found.came)]
    there = {each.key for each in found.came}
    settled = [
        *(_changed(each, "●", "improvement", "since_settled") for each in found.settled if each.key not in there)
    ]
    crossed = [_crossed(catalog, each) for each in found.crossed]
    corrected = [
        {
            "key": each.key,
            "icon": "◆",
            "tone": "neutral",
            "title": each.title,
            "whose": words.say("since_load", load=each.load),
            "when": "",
            "norm": each.detail,
            "hint": f"{each.title}: {each.detail}, {words.day(each.day)}",
            "label": f"{each.title}: {each.detail}, carga n.º {each.load}",
        }
        for each in found.corrected
    ]
    return _changes_board("Entregables", [*owed, *came, *settled], "since_no_deliverable"), _changes_board(
        "Indicadores y datos", [*crossed, *corrected], "since_no_indicator"
    )


def changes_said(found: Since) -> str:
    """«7 entregados · 1 venció · 2 indicadores con otro estado»."""
    counted = (
        (len(found.came), "entregado", "entregados"),
        (len(found.overdue), "venció", "vencieron"),
        (len(found.crossed), "indicador cruzó un límite", "indicadores cruzaron un límite"),
        (len(found.corrected), "carga corrigió datos", "cargas corrigieron datos"),
    )
    return " · ".join(words.count(n, one, many) for n, one, many in counted if n)


def _changes_board(label: str, items: list[dict], empty: str) -> dict:
    head = ["", label, "De quién", "", "Qué pasó"]
    rest = None
    if len(items) > CHANGES_SHOWN:
        rest = {"most": CHANGES_SHOWN, "text": words.say("decisions_all", count=words.number(len(items)))}
    said = {"head": head, "empty": words.say(empty), "items": items}
    return {"label": label, **said, "more": None, "rest": rest, "changes": True}


def _changed(item: Item, icon: str, tone: str, word: str) -> dict:
    said = words.say(word)
    return {
        "key": item.key,
        "icon": icon,
        "tone": tone,
        "title": f"{item.title} (act. {item.activity})",
        "whose": item.units,
        "when": "",
        "norm": item.detail,
        "hint": f"{said}: {item.title}. {item.detail}",
        "label": f"{said}: {item.title}, actividad {item.activity}. {item.detail}",
    }


def _crossed(catalog: Catalog, crossing: Crossing) -> dict:
    indicator = crossing.after.indicator
    status = catalog.standing(indicator, crossing.after.status)
    values = [words.amount(m.value, indicator.unit, indicator.decimals) for m in (crossing.before, crossing.after)]
    detail = words.say("since_crossed", was=values[0], now=values[1], word=crossing.now)
    return {
        "key": crossing.key,
        "icon": status.icon,
        "tone": status.role,
        "title": indicator.short or indicator.title,
        "whose": owner_said(catalog, indicator),
        "when": "",
        "norm": detail,
        "hint": f"{indicator.title}: {crossing.was} → {crossing.now}",
        "label": f"{indicator.title}: {detail}, antes {crossing.was}",
    }
