"""Owns the slides of a session, made of a corte: what each of them says, its figures, and the live screen behind it.

Their order is that of a session: cover, agreements of earlier sessions, the plan, the inputs of clause 9.3 with gaps first,
stages, systems, what requires a decision, indicators whose process gives a signal, what was agreed, and the conclusion. A
title says what its figures say. The dataset is that of the corte, and is asked while its definitions are those in use
(`catalog.build.using`). Nothing here is of one case, and a figure that is not to be told is not told here either.

The order, and what is hidden, is the secretary's (`arranged`); a slide that came after it was put in order stands where it
stands by itself."""

from dataclasses import replace

from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import Scope, horizon, month_end
from sig_metrics.measure.sources import demo_notice, sources
from sig_metrics.report.model import Deck, Marks
from sig_metrics.report.parts import Sight
from sig_metrics.report.slides.inputs import inputs
from sig_metrics.report.slides.plan import decided, plan_slide, stages, systems
from sig_metrics.report.slides.session import agreed, conclusion, cover, earlier_agreements
from sig_metrics.report.slides.signals import signals
from sig_metrics.session import model
from sig_metrics.session.model import Carried, Session
from sig_metrics.store.cortes import Corte


def deck(dataset: Dataset, corte: Corte, session: Session | None = None, carried: tuple[Carried, ...] = ()) -> Deck:
    """Every slide, in the order of a session; without one, those that a corte gives by itself."""
    sight = Sight(dataset, corte, scope_of(corte), session, tuple(carried))
    slides = (
        cover(sight),
        *earlier_agreements(sight),
        *plan_slide(sight),
        *inputs(sight),
        *stages(sight),
        *systems(sight),
        *decided(sight),
        *signals(sight),
        *agreed(sight),
        *conclusion(sight),
    )
    return Deck(title(sight), tuple(replace(each, item=sight.item_of(each)) for each in slides), marks(dataset, corte))


def scope_of(corte: Corte) -> Scope:
    """All of what was frozen."""
    return Scope(month_end(int(corte.cutoff[:4]), int(corte.cutoff[5:])))


def title(sight: Sight) -> str:
    """«Revisión por la Dirección · 26/11/2021»."""
    held = sight.session
    if held is None:
        return sight.corte.name
    return f"{sight.catalog.label('minutes_kind', held.kind)} · {words.day(held.held_on)}"


def marks(dataset: Dataset, corte: Corte) -> Marks:
    """What the foot of every slide says of where it comes from."""
    found = sources(dataset)
    said = words.say("slide_corte", number=corte.number, name=corte.name, day=words.day(scope_of(corte).cutoff))
    loads = tuple(
        words.say("slide_source", title=each.title, load=each.load)
        for each in found.values()
        if each.rows and each.load
    )
    return Marks(said, corte.hash, loads, demo_notice(found, horizon(dataset)))


def arranged(whole: Deck, kept: model.Deck) -> Deck:
    """The same slides as the secretary put them, without those that are hidden."""
    by_key = {each.key: each for each in whole.slides}
    order = [key for key in kept.order if key in by_key]
    for at, each in enumerate(whole.slides):
        if each.key not in order:  # after the one that stands before it by itself
            before = next((order.index(s.key) for s in reversed(whole.slides[:at]) if s.key in order), -1)
            order.insert(before + 1, each.key)
    return replace(whole, slides=tuple(by_key[key] for key in order if key not in kept.hidden))
