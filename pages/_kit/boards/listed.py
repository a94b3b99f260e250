"""Owns the way from what requires a decision, and from what changed, to the tight rows of a board. No calculation."""

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure import since_said
from sig_metrics.measure.beside import overdue_short
from sig_metrics.measure.decisions import Decision
from sig_metrics.measure.kept import kept
from sig_metrics.measure.process.spoken import rule_said
from sig_metrics.measure.signalled import Signalled
from sig_metrics.measure.since import Correction, Crossing, Since, Term
from sig_metrics.measure.since import Item as Changed
from sig_metrics.measure.year_close import Item

ALL_DECISIONS = "decisions.all"
UNFOLD = "unfold"  # the key of what shows the rest of a list, «unfold.0»
SENTENCES_SHOWN = 5
SENTENCES_HEAD = ["", "Qué pasó", "De quién", "", "Regla"]
CHANGES_SHOWN = 12  # rows of what changed; the rest is folded
SIGNS = {True: ("▼", "concern"), False: ("▲", "improvement")}  # of a signal: whether it is for the worse
DECISION_HEAD = ["", "Qué", "De quién", "Hace", "Norma, mes o regla"]
LACKING_HEAD = ["", "Entregable", "De quién", "Vence", "Cómo está"]


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
def changes(catalog: Catalog, found: Since, unfolded: str = "") -> tuple[dict, dict]:
    """What changed, as two lists of tight rows: the deliverables of the plan; the indicators and the data, in the order
    of their sentences. What has a rule says it to whoever asks for its row. `unfolded`: «0», «1» or «01», those
    that are shown whole."""
    owed = [
        *(_changed(each, "■", "breach", "since_fell", since_said.of_item(each, "overdue")) for each in found.overdue)
    ]
    came = [*(_changed(each, "●", "ink", "since_arrived") for each in found.came)]
    there = {each.key for each in found.came}
    settled = [
        _changed(each, "●", "improvement", "since_settled", since_said.of_item(each, "settled"))
        for each in found.settled
        if each.key not in there
    ]
    boards = (
        ("Entregables", [*owed, *came, *settled], "since_no_deliverable"),
        ("Indicadores y datos", _rows_of_data(catalog, found), "since_no_indicator"),
    )
    return tuple(_changes_board(*each, n if str(n) not in unfolded else None) for n, each in enumerate(boards))


@kept(64)
def lacking(found: list[Item], folded: bool = True) -> dict:
    """What lacks to close the year, what is due first before the rest; a key opens its cell of the plan."""
    items = [
        {
            "key": each.slot.key,
            "icon": "■" if each.overdue else "○",
            "tone": "breach" if each.overdue else "muted",
            "title": f"{each.title} (act. {each.slot.activity})",
            "whose": each.units,
            "when": words.day(each.slot.due_on),
            "norm": each.detail,
            "hint": f"{each.title}, actividad {each.slot.activity}: {each.detail}",
            "label": f"{each.title}, actividad {each.slot.activity}, de {each.units}: vence el {words.day(each.slot.due_on)}, {each.detail}",
        }
        for each in found
    ]
    return {
        "label": words.say("close_list_label"),
        "head": LACKING_HEAD,
        "empty": "",
        "items": items,
        "more": None,
        "rest": _rest(items, "0") if folded else None,
        "uncut": True,
    }


@kept(64)
def sentences(catalog: Catalog, found: Since, unfolded: bool = False) -> dict:
    """What changed of the indicators and the data, a sentence each with its rule, in their order."""
    looks = {row["key"] + row["label"]: row for row in _rows_of_data(catalog, found)}
    items = [
        {**looks[each.key + each.with_rule], "title": each.said, "norm": each.rule}
        for each in since_said.told_since(catalog, found)
        if each.key + each.with_rule in looks
    ]
    return {
        "label": words.say("since_sentences"),
        "head": SENTENCES_HEAD,
        "empty": words.say("since_no_indicator"),
        "items": items,
        "more": None,
        "rest": None if unfolded else _rest(items, "0", SENTENCES_SHOWN),
        "changes": True,
        "uncut": True,
    }


def changes_said(found: Since) -> str:
    """«7 entregados · 1 venció · 2 indicadores con otro estado»."""
    counted = (
        (len(found.came), "entregado", "entregados"),
        (len(found.overdue), "venció", "vencieron"),
        (sum(not each.ended for each in found.signals), "señal nueva", "señales nuevas"),
        (sum(each.ended for each in found.signals), "señal terminó", "señales terminaron"),
        (len(found.crossed), "indicador cruzó un límite", "indicadores cruzaron un límite"),
        (sum(each.how == "began" for each in found.terms), "con casos que vencieron", "con casos que vencieron"),
        (sum(each.how == "more" for each in found.terms), "con más casos vencidos", "con más casos vencidos"),
        (len(found.corrected), "carga corrigió datos", "cargas corrigieron datos"),
    )
    return " · ".join(words.count(n, one, many) for n, one, many in counted if n)


def _rows_of_data(catalog: Catalog, found: Since) -> list[dict]:
    """The rows of the indicators and the data, in the order of their sentences."""
    rows = [
        *(_signalled(catalog, each) for each in found.signals),
        *(_crossed(catalog, each) for each in found.crossed),
        *(_term(catalog, each) for each in found.terms),
        *(_corrected(each) for each in found.corrected),
    ]
    return [row for _, row in sorted(rows, key=lambda each: since_said.ORDER.index(each[0]))]


def _changes_board(label: str, items: list[dict], empty: str, place: int | None) -> dict:
    said = {"head": ["", label, "De quién", "", "Qué pasó"], "empty": words.say(empty), "items": items}
    rest = None if place is None else _rest(items, str(place))
    return {"label": label, **said, "more": None, "rest": rest, "changes": True}


def _rest(items: list[dict], place: str, most: int = CHANGES_SHOWN) -> dict | None:
    """What folds a long list, with the key that says that it was unfolded."""
    if len(items) <= most:
        return None
    text = words.say("decisions_all", count=words.number(len(items)))
    return {"key": f"{UNFOLD}.{place}", "most": most, "text": text}


def _changed(item: Changed, icon: str, tone: str, word: str, told: since_said.Told | None = None) -> dict:
    said, title = words.say(word), f"{item.title} (act. {item.activity})"
    return {
        "key": item.key,
        "icon": icon,
        "tone": tone,
        "title": title,
        "whose": item.units,
        "when": "",
        "norm": item.detail,
        "hint": told.with_rule if told else f"{said}: {item.title}. {item.detail}",
        "label": f"{title}. {told.with_rule}"
        if told
        else f"{said}: {item.title}, actividad {item.activity}. {item.detail}",
    }


def _signalled(catalog: Catalog, found: Signalled) -> tuple[str, dict]:
    """A process that began to give a signal, or ceased to."""
    icon, tone = ("○", "muted") if found.ended else SIGNS.get(found.worse, ("◆", "neutral"))
    indicator, said = found.told.process.indicator, rule_said(found.told.signal)
    return _told(
        since_said.of_signal(catalog, found),
        icon,
        tone,
        indicator.short or indicator.title,
        words.say("since_signal_over", what=said) if found.ended else said,
    )


def _crossed(catalog: Catalog, found: Crossing) -> tuple[str, dict]:
    indicator = found.after.indicator
    status = catalog.standing(indicator, found.after.status)
    values = [words.amount(m.value, indicator.unit, indicator.decimals) for m in (found.before, found.after)]
    detail = words.say("since_crossed", was=values[0], now=values[1], word=found.now)
    detail = words.say("compare_redefined", said=detail) if found.redefined else detail
    told = since_said.of_crossing(catalog, found)
    return _told(told, status.icon, status.role, indicator.short or indicator.title, detail)


def _term(catalog: Catalog, found: Term) -> tuple[str, dict]:
    """An indicator that has more cases past their term, or fewer."""
    indicator, now = found.after.indicator, found.after
    late = overdue_short(now.open_overdue, now.oldest_overdue_days)
    told = {"began": "since_term_now", "ended": "since_term_over"}.get(found.how, "since_term_from")
    detail = words.say(told, before=words.number(found.before.open_overdue), late=late)
    icon, tone = ("▲", "concern") if found.worse else ("●", "improvement")
    return _told(since_said.of_term(catalog, found), icon, tone, indicator.short or indicator.title, detail)


def _corrected(found: Correction) -> tuple[str, dict]:
    told = since_said.of_correction(found)
    kind, row = _told(told, "◆", "neutral", found.title, found.detail)
    return kind, {**row, "whose": words.say("since_load", load=found.load)}


def _told(told: since_said.Told, icon: str, tone: str, title: str, detail: str) -> tuple[str, dict]:
    """(its kind, the row) of a sentence of what changed, which says it whole, with its rule, to whoever asks."""
    return told.kind, {
        "key": told.key,
        "icon": icon,
        "tone": tone,
        "title": title,
        "whose": told.units,
        "when": "",
        "norm": detail,
        "hint": told.with_rule,
        "label": told.with_rule,
    }
