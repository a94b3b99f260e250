"""Owns the slides of the indicators whose process gives a signal: its chart with limits, what it says of its variation, of
its target and of how many months will reach it, and what is open past its term."""

from collections.abc import Iterator

from sig_metrics.language import words
from sig_metrics.measure.beside import overdue_text, value_text
from sig_metrics.measure.off_target import answers_for
from sig_metrics.measure.process.marks import marks
from sig_metrics.measure.process.spoken import read_said, rule_said
from sig_metrics.measure.signalled import Signalled, signals_told
from sig_metrics.report.model import Slide
from sig_metrics.report.parts import Sight, called, process_chart, without_said

SIGNAL = "indicador"


def signals(sight: Sight) -> Iterator[Slide]:
    """One an indicator, what worsened first."""
    for found in signals_told(sight.dataset, sight.scope):
        yield _slide(sight, found)


def _slide(sight: Sight, found: Signalled) -> Slide:
    process, indicator = found.told.process, found.told.process.indicator
    last = process.history[process.last]
    unit = answers_for(sight.dataset, indicator)
    drawn = process_chart(sight, indicator)
    return Slide(
        f"{SIGNAL}-{indicator.code}",
        words.say("slide_signal", title=indicator.title, ficha=indicator.code, unit=unit),
        words.say("slide_signal_title", name=called(indicator), what=rule_said(found.told.signal)),
        words.say("slide_signal_lead", value=value_text(last), month=words.month(last.cutoff)),
        (drawn,) if drawn else (),
        _aside(sight, found),
        f"indicadores?ind={indicator.code}",
    )


def _aside(sight: Sight, found: Signalled) -> tuple[str, ...]:
    """Variation, assurance, capability, and what stands beside the value."""
    process = found.told.process
    made, last = marks(process), process.history[process.last]
    said = [words.say("slide_variation", word=made.variation.word, said=made.variation.said)] if made else []
    if made and made.assurance:
        said.append(words.say("slide_assurance", word=made.assurance.word, said=made.assurance.said))
    said += read_said(process, marked=bool(made))[:1]
    if late := overdue_text(last.open_overdue, last.oldest_overdue_days):
        said.append(f"!!{words.opening(late)}!!.")
    return (*said, *without_said(sight, last))
