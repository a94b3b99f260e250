"""Owns the sentences of what changed between two cut-offs, in one fixed order: each with the rule that found it and the
place where it is seen. None is said without a rule.

First what got worse: processes that give a signal, limits crossed, deliverables that fell overdue. Then what got better or
ended, in the same order. Then the corrections. Within a kind, as `since` orders it."""

from dataclasses import dataclass

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.beside import overdue_text
from sig_metrics.measure.insights import owner_said
from sig_metrics.measure.process.spoken import signal_said
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.signalled import Signalled
from sig_metrics.measure.since import Correction, Crossing, Item, Since, Term

ORDER = ("signal", "breach", "overdue", "better", "recovered", "settled", "ended", "correction")


@dataclass(frozen=True)
class Told:
    """A sentence of what changed: its kind (of ORDER), whose it is, the code and the words of its rule, and the key of
    its place, as the drawer knows it."""

    kind: str
    said: str
    units: str
    rule: str
    key: str

    @property
    def with_rule(self) -> str:
        return words.say("since_of_rule", said=self.said, rule=self.rule)


def told_since(catalog: Catalog, found: Since) -> list[Told]:
    """Every sentence, in their order."""
    said = [
        *(of_signal(catalog, each) for each in found.signals),
        *(of_crossing(catalog, each) for each in found.crossed),
        *(of_term(catalog, each) for each in found.terms),
        *(of_item(each, "overdue") for each in found.overdue),
        *(of_item(each, "settled") for each in found.settled),
        *(of_correction(each) for each in found.corrected),
    ]
    return sorted(said, key=lambda each: ORDER.index(each.kind))


def of_signal(catalog: Catalog, found: Signalled) -> Told:
    """«Reclamos en plazo: empeora más de lo habitual (mayo de 2021: por debajo de su límite).»"""
    indicator, signal = found.told.process.indicator, found.told.signal
    how = "ended" if found.ended else "apart" if found.worse is None else "worse" if found.worse else "better"
    kind = {"ended": "ended", "worse": "signal", "apart": "signal", "better": "better"}[how]
    what = signal_said(found.told.process, signal)
    said = words.say(f"since_signal_{how}", name=indicator.short or indicator.title, what=what)
    return Told(kind, said, owner_said(catalog, indicator), words.say(f"rule_{signal.rule}"), found.key)


def of_crossing(catalog: Catalog, found: Crossing) -> Told:
    """«Documentos vigentes: pasó de «bajo la meta» (80.0 %) a «fuera de meta» (79.2 %).»"""
    indicator = found.after.indicator
    before, after = (words.amount(m.value, indicator.unit, indicator.decimals) for m in (found.before, found.after))
    name, kind = indicator.short or indicator.title, "breach" if found.worse else "recovered"
    said = words.say("since_breach", name=name, was=found.was, before=before, now=found.now, after=after)
    said = words.say("since_redefined", said=said.removesuffix(".")) if found.redefined else said
    rule = words.say("rule_status", indicator=indicator.code)
    return Told(kind, said, owner_said(catalog, indicator), rule, found.key)


def of_term(catalog: Catalog, found: Term) -> Told:
    """«Hallazgos en plazo: tenía 3 y ahora tiene 5 abiertos fuera de plazo, el más antiguo venció hace 3 días.»"""
    indicator, counted = found.after.indicator, found.before if found.how == "ended" else found.after
    said = words.say(
        f"since_term_{found.how}",
        name=indicator.short or indicator.title,
        before=words.number(found.before.open_overdue),
        late=overdue_text(counted.open_overdue, counted.oldest_overdue_days),
    )
    kind = "breach" if found.worse else "recovered"
    return Told(kind, said, owner_said(catalog, indicator), words.say("rule_term", indicator=indicator.code), found.key)


def of_item(found: Item, kind: str) -> Told:
    """«Venció «Acta de revisión» (act. 06, UPPM): programado para noviembre · venció el día del corte.»"""
    units = f", {found.units}" if found.units else ""
    values = {"title": found.title, "activity": found.activity, "units": units, "detail": found.detail}
    said = words.say("since_late_said" if kind == "overdue" else "since_late_ended", **values)
    return Told(kind, said, found.units, words.say("rule_owed"), found.key)


def of_correction(found: Correction) -> Told:
    """«La carga n.º 12 corrigió «Acuerdos» el 03/12/2021: 2 filas cambiadas.»"""
    values = {"load": found.load, "register": found.title, "day": words.day(found.day), "detail": found.detail}
    return Told("correction", words.say("since_corrected", **values), "", words.say("rule_corrected"), found.key)


def address(key: str, scope: Scope) -> str:
    """Where a sentence leads, as the address of a screen: «indicadores?corte=2021-11&ind=SEG-07»."""
    kind, _, rest = key.partition(".")
    screen, places = {
        "ind": ("indicadores", {"ind": rest}),
        "overdue": ("", {"casos": key}),
        "ficha": ("", {"ficha": rest}),
        "register": ("carga", {"registro": rest}),
    }.get(kind, ("", {}))
    if not places:
        month, _, year = rest.partition(".")
        places = {"act": kind, "mes": month, "anio": year}
    filters = {"corte": f"{scope.cutoff:%Y-%m}", "sistema": scope.system or "", "unidad": scope.unit or ""}
    asked = "&".join(f"{name}={value}" for name, value in {**filters, **places}.items() if value)
    return f"{screen}?{asked}"


def since_document(catalog: Catalog, found: Since, scope: Scope) -> dict:
    """The shape of `insights --json`."""
    return {
        "cutoff": f"{found.after:%Y-%m}",
        "since": f"{found.before:%Y-%m}",
        "order": list(ORDER),
        "sentences": [
            {
                "kind": each.kind,
                "sentence": each.said,
                "units": each.units,
                "rule": each.rule.partition(":")[0],
                "rule_text": each.rule.partition(": ")[2],
                "address": address(each.key, scope),
            }
            for each in told_since(catalog, found)
        ],
    }
