"""Owns the way from slides to their board: plain data, with the figure of each chart drawn by the forms of every screen. No
calculation. What only the presenter sees is sent to the presenter's window alone."""

import plotly.graph_objects as go

from pages._kit.shell.frame import View
from sig_metrics.catalog.model import Indicator
from sig_metrics.language import words
from sig_metrics.measure import plan
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.kept import kept
from sig_metrics.measure.process.chosen import process
from sig_metrics.measure.process.points import points
from sig_metrics.measure.scope import Scope
from sig_metrics.present import charts
from sig_metrics.present.theme import Palette
from sig_metrics.report.model import Block, Chart, Deck, Number, Slide, Table
from sig_metrics.report.slides.plan import PLAN
from sig_metrics.session.model import Session

HEIGHT = 240  # of a figure, in the pixels that its letters are of: the least room that a slide leaves it
SAID = ("keys", "notes", "no_notes", "clock", "item", "last", "next", "waiting")  # the words of its windows
KEYS = ("next", "jump", "drill", "agree", "speaker", "whole", "leave", "help")  # what the help says, a line each


def board(view: View, deck: Deck, session: Session | None, speaks: bool) -> dict:
    """The deck as its board takes it; `speaks`: it is the presenter's window."""
    made = _board(view.dataset, view.scope(), view.colours, view.mark, deck)
    told = {
        "channel": f"sig-{session.code if session else f'corte-{view.corte.number}'}",
        "agrees": session is not None,
        "speaks": speaks,
    }
    if speaks:
        notes = session.deck.notes if session else {}
        told["notes"] = {each.key: notes[each.key] for each in deck.slides if notes.get(each.key)}
        told["items"] = {str(each.number): each.topic for each in (session.items if session else ())}
    return {**made, **told}


@kept(8)
def _board(dataset: Dataset, scope: Scope, colours: Palette, mark: str, deck: Deck) -> dict:
    return {
        "label": deck.title,
        "foot": [deck.title, f"{deck.marks.corte.partition(',')[0]} · {_short(deck.marks.hash)}"],
        "mark": mark,
        "slides": [_slide(dataset, scope, colours, mark, each) for each in deck.slides],
        "say": {name: words.say(f"slide_key_{name}") for name in KEYS}
        | {f"say_{name}": words.say(f"slide_say_{name}") for name in SAID}
        | {"go": words.say("slide_say_go", place="#1")},
    }


def _short(hash: str) -> str:
    """«sha 7f3a…c91e»."""
    return words.say("slide_hash", first=hash[:4], last=hash[-4:])


def _slide(dataset: Dataset, scope: Scope, colours: Palette, mark: str, slide: Slide) -> dict:
    return {
        "key": slide.key,
        "eyebrow": slide.eyebrow,
        "title": slide.title,
        "lead": slide.lead,
        "aside": list(slide.aside),
        "item": slide.item,
        "live": bool(slide.address),
        "blocks": [_block(dataset, scope, colours, mark, slide, each) for each in slide.blocks],
    }


def _block(dataset: Dataset, scope: Scope, colours: Palette, mark: str, slide: Slide, block: Block) -> dict:
    if isinstance(block, Chart):
        return {
            "kind": "chart",
            "title": block.title,
            "alt": block.alt,
            "figure": _figure(dataset, scope, colours, mark, slide, block).to_dict(),
        }
    if isinstance(block, Table):
        return {
            "kind": "table",
            "title": block.title,
            "headings": list(block.headings),
            "rows": [[each.said if isinstance(each, Number) else each for each in row] for row in block.rows],
            "numbers": list(block.numbers),
            "widths": list(block.widths),
        }
    return {"kind": "text", "style": block.style, "said": block.said}


def _figure(dataset: Dataset, scope: Scope, colours: Palette, mark: str, slide: Slide, chart: Chart) -> go.Figure:
    """The same numbers as the chart of the slide, in the form that their screen has."""
    if slide.key == PLAN:
        return charts.cumulative_curve(plan.curve(dataset, scope), [], colours, mark, HEIGHT)
    indicator = indicator_of(dataset, chart)
    found = process(dataset, indicator, scope)
    target = found.history[-1].target
    aim = target.value if target else None
    return charts.process_chart(points(found), aim, indicator.unit, colours, mark, indicator.decimals, height=HEIGHT)


def indicator_of(dataset: Dataset, chart: Chart) -> Indicator:
    """Whose months a chart draws: its figures say it («SEG-07.2021-11»)."""
    return dataset.catalog.indicator(next(of for of in chart.series[0].of if of).partition(".")[0])
