"""Owns the sentences of a process: which chart it has and why, what its last month tells, and in how many months it will
reach its target."""

from sig_metrics.language import words
from sig_metrics.measure.process.chosen import Process, month_of
from sig_metrics.measure.process.decided import month_end
from sig_metrics.measure.process.rules import Signal
from sig_metrics.measure.process.segments import LIMITS_FROM

FEW, MANY = 0.05, 0.95  # of the months: below and above, «casi ninguno» and «casi todos»


def chart_said(found: Process) -> str:
    """«Gráfico p′: 23 meses, y lo que se cuenta cada mes cambia (de 2 a 71)»."""
    known = [each for each in found.history if each.value is not None]
    sizes = [each.denominator for each in known if each.denominator]
    least, most = (words.number(edge) for edge in (min(sizes, default=None), max(sizes, default=None)))
    reason = words.say(
        f"process_reason_{found.reason}",
        months=words.count(len(known), "mes", "meses"),
        least=least,
        most=most,
        cycle=words.number(found.indicator.cycle),
    )
    form = "medians" if found.form == "xmr" and found.medians else found.form
    return words.say("process_chart", form=words.say(f"process_form_{form}"), reason=reason)


def signal_said(found: Process, signal: Signal) -> str:
    """«mayo de 2021: fuera del límite inferior»."""
    first, last = (words.month(month_of(found, at)) for at in (signal.first, signal.last))
    what = rule_said(signal)
    return words.say("process_signal" if first == last else "process_signals", first=first, last=last, what=what)


def rule_said(signal: Signal) -> str:
    """«7 meses seguidos bajo la media»."""
    side = "above" if signal.side > 0 else "below"
    return words.say(f"process_{signal.rule}_{side}", points=words.number(signal.last - signal.first + 1))


def read_said(found: Process, marked: bool = False) -> list[str]:
    """What the chart says to who decides: variation, assurance and capability; of a run chart, whether it moved.
    `marked`: the first two are said beside their marks."""
    if not found.limits:
        return [words.say(f"process_run_{'shifted' if found.run.shifted else 'steady'}")] if found.run else []
    said = [words.say(f"process_variation_{found.variation}")] if found.variation and not marked else []
    if found.assurance and not marked:
        said.append(words.say(f"process_assurance_{found.assurance}"))
    said += [capability_said(found)] if found.capability is not None else []
    return [*said, *([stretch_said(found)] if found.segments[-1].decision else [])]


def stretch_said(found: Process) -> str:
    """Which limits the last month is judged by, where something was decided: «Los límites son de los 13 meses que hay
    desde noviembre de 2020»."""
    now = found.segments[-1]
    how = "none" if not now.limits else "frozen" if now.frozen else "rebased"
    if now.provisional:
        how = "frozen_few" if now.frozen else "provisional"
    return words.say(
        f"process_segment_{how}",
        first=words.month(now.decision.since),
        last=words.month(now.decision.until or now.decision.since),
        known=words.count(now.base, "mes", "meses"),
    )


def capability_said(found: Process) -> str:
    """«Con este proceso, 3 de cada 10 meses llegará a 95 %»."""
    share, target = found.capability, found.history[-1].target
    how = "none" if share < FEW else "all" if share > MANY else "some"
    aim = words.amount(target.value, found.indicator.unit, found.indicator.decimals)
    tenths = words.number(min(max(words.rounded(share * 10, 0), 1), 9))
    return words.say(f"process_reach_{how}", tenths=tenths, target=aim)


def short_base(found: Process, since: str, until: str) -> str:
    """What is wrong with the months («2020-01» to «2020-12») that limits would be frozen on; «» when nothing is."""
    first, last = month_end(since), month_end(until)
    known = sum(first <= each.cutoff <= last and each.value is not None for each in found.history)
    if known >= LIMITS_FROM:
        return ""
    said = words.count(known, "mes", "meses")
    return words.say("limits_short", first=words.month(first), last=words.month(last), known=said)
