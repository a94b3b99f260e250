"""Owns charts as a drawing of our own, in SVG: lines, bars and stacked bars, with the words beside what they name, for the
HTML, the PDF and (as a picture) the DOCX. Refuses to hide a gap: a value that is not there is not joined nor drawn as 0.

The drawing is alone in its text: no style sheet, no script, no address."""

import math
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from sig_metrics.language import words
from sig_metrics.present.theme import Palette
from sig_metrics.report.model import LINE, STACKED, Chart, Series
from sig_metrics.report.writers.look import FACE, TONES, line, width
from sig_metrics.report.writers.scale import Frame, apart, fitted, known, ticks

WIDE, HIGH = 720, 320
SIZE = 13
GAP = 16  # between the words at the end of two lines
LYING = 18  # categories that may be bars that lie
FONTS = f"'{FACE}', Arial, Helvetica, sans-serif"


def chart(drawn: Chart, colours: Palette, wide: int = WIDE, high: int = HIGH) -> str:
    """The chart as one <svg>, with what it shows in words as its name; bars that lie make it as high as they need."""
    pen = Pen(drawn, colours, wide, high)
    if not pen.values:
        inner = [pen.text(wide / 2, high / 2, words.say("report_no_data"), colours.muted, "middle")]
    else:
        inner = [*(pen.lines() if drawn.kind == LINE else pen.bars())]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {_n(pen.high)}" role="img" '
        f'aria-label={quoteattr(line(drawn.alt or drawn.title))} font-family="{FONTS}" font-size="{SIZE}">'
        f"{''.join(inner)}</svg>"
    )


class Pen:
    """Draws one chart: it knows its numbers, their words, its colours and its box."""

    def __init__(self, drawn: Chart, colours: Palette, wide: float, high: float):
        self.drawn, self.colours, self.wide, self.high = drawn, colours, wide, high
        self.count = len(drawn.categories)
        self.solid = [each for each in drawn.series if not each.dashed]
        self.values = known(drawn)
        self.marks = ticks(self.values)
        self.left = max(width(read, SIZE) for read in self.scale()) + 12

    def said(self, value: float | None) -> str:
        return words.amount(value, self.drawn.unit, self.drawn.decimals)

    def scale(self) -> list[str]:
        """The marks as they read, with no more decimals than tell them apart."""
        unit, more = ("percent", 2) if self.drawn.unit == "percent" else ("count", 0)
        exact = (n for n in range(4) if all(abs(each - words.rounded(each, n + more)) < 1e-9 for each in self.marks))
        decimals = next(exact, 4)
        return [words.amount(each, unit, decimals) for each in self.marks]

    def tone(self, each: Series) -> str:
        return getattr(self.colours, each.tone if each.tone in TONES else "ink")

    def text(self, x: float, y: float, said: str, fill: str, anchor: str = "start", bold: bool = False) -> str:
        weight = ' font-weight="bold"' if bold else ""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        return f'<text x="{_n(x)}" y="{_n(y)}" fill="{fill}"{place}{weight}>{escape(line(said))}</text>'

    def stroke(self, x1: float, y1: float, x2: float, y2: float, colour: str, dashed: bool = False) -> str:
        dash = ' stroke-width="1.4" stroke-dasharray="6 4"' if dashed else ""
        ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
        return f'<line {ends} stroke="{colour}"{dash}/>'

    def frame(self, frame: Frame) -> Iterator[str]:
        """The scale, and the categories: every one beside a bar that lies; below, as many as fit, the last among them."""
        for value, read in zip(frame.marks, self.scale()):
            at, tone = frame.at(value), self.colours.faint if value == 0 else self.colours.grid
            if frame.lying:
                yield self.stroke(at, frame.top, at, frame.bottom, tone)
                yield self.text(at, frame.bottom + 18, read, self.colours.muted, "middle")
            else:
                yield self.stroke(frame.left, at, frame.right, at, tone)
                yield self.text(frame.left - 8, at + 4, read, self.colours.muted, "end")
        most = min(self.longest(), 170)
        every = 1 if frame.lying else math.ceil(most * self.count / (frame.right - frame.left))
        for n, name in enumerate(self.drawn.categories):
            if frame.lying:
                cut = fitted(line(name), SIZE, frame.left - 10)
                yield self.text(frame.left - 8, frame.middle(n) + 4, cut, self.colours.ink, "end")
            elif (self.count - 1 - n) % every == 0:
                yield self.text(
                    frame.middle(n), frame.bottom + 20, fitted(line(name), SIZE, 160), self.colours.muted, "middle"
                )

    def longest(self) -> float:
        """The room of the widest name of a category."""
        return max((width(line(name), SIZE) for name in self.drawn.categories), default=0) + 10

    def lines(self) -> Iterator[str]:
        ends = [(each, *_last(each)) for each in self.drawn.series if _last(each)]
        texts = [f"{line(each.name)} {self.said(value)}".strip() for each, _, value in ends]
        room = min(max(width(text, SIZE, bold=True) for text in texts) + 16, self.wide * 0.36)
        frame = Frame(self.left, self.wide - room, 12, self.high - 30, self.marks, self.count)
        yield from self.frame(frame)
        for each in sorted(self.drawn.series, key=lambda each: not each.dashed):
            yield from self.line(each, frame)
        places = apart([frame.at(value) + 4 for _, _, value in ends], GAP, frame.bottom + 4)
        for (each, _, _), text, y in zip(ends, texts, places):
            cut = fitted(text, SIZE, room - 8, bold=True)
            yield self.text(frame.right + 8, y, cut, self.tone(each), bold=not each.dashed)

    def line(self, each: Series, frame: Frame) -> Iterator[str]:
        """One series: its stretches, broken where there is no value or it begins again, and a point a value; a dashed one
        has no points."""
        stretch: list[str] = []
        look = 'stroke-width="1.4" stroke-dasharray="6 4"' if each.dashed else 'stroke-width="2"'
        for n, value in enumerate((*each.values, None)):
            if stretch and (value is None or n in each.again):
                points = [] if each.dashed else [point.split(",") for point in stretch]
                yield f'<polyline points="{" ".join(stretch)}" fill="none" stroke="{self.tone(each)}" {look}/>'
                yield from (f'<circle cx="{x}" cy="{y}" r="3.6" fill="{self.tone(each)}"/>' for x, y in points)
                stretch = []
            if value is not None:
                edges = frame.slot(n) if each.dashed else (frame.middle(n),)
                stretch += [f"{_n(x)},{_n(frame.at(value))}" for x in edges]

    def bars(self) -> Iterator[str]:
        """Bars that stand; or that lie, where the names of few categories would not fit below them."""
        several = len(self.solid) > 1
        top = 44 if several else 22
        lying = self.count <= LYING and self.longest() * self.count > self.wide - self.left - 60
        if lying:
            side = min(self.wide * 0.4, max(width(line(name), SIZE) for name in self.drawn.categories) + 12)
            thick = 30 if self.drawn.kind == STACKED or not several else 10 + 18 * len(self.solid)
            self.high = top + self.count * thick + 30
            frame = Frame(side, self.wide - 70, top, self.high - 30, self.marks, self.count, lying)
        else:
            room = max((width(self.target(each), SIZE) + 12 for each in self.drawn.series if each.dashed), default=8)
            frame = Frame(self.left, self.wide - min(room, 200), top, self.high - 30, self.marks, self.count)
        yield from self.frame(frame)
        yield from self.key() if several else ()
        for n in range(self.count):
            yield from self.piled(n, frame) if self.drawn.kind == STACKED else self.beside(n, frame)
        for each in self.drawn.series:
            yield from self.limit(each, frame) if each.dashed else ()

    def key(self) -> Iterator[str]:
        """The names of the series in their colours, in one line above the bars."""
        x = 2.0
        for each in self.solid:
            yield f'<rect x="{_n(x)}" y="5" width="11" height="11" fill="{self.tone(each)}"/>'
            yield self.text(x + 16, 15, each.name, self.colours.ink)
            x += 16 + width(line(each.name), SIZE) + 22

    def beside(self, n: int, frame: Frame) -> Iterator[str]:
        start, end = frame.slot(n)
        thick = min(64.0, (end - start) * 0.76 / max(len(self.solid), 1))
        first = (start + end - thick * len(self.solid)) / 2
        for k, each in enumerate(self.solid):
            if each.values[n] is not None:
                yield from self.bar(each, frame, first + k * thick, thick - 1, 0.0, each.values[n])
            yield self.at_end(frame, first + (k + 0.5) * thick, thick, each.values[n])

    def piled(self, n: int, frame: Frame) -> Iterator[str]:
        start, end = frame.slot(n)
        gap, base = max((end - start) * 0.12, (end - start - 90) / 2), 0.0
        for each in self.solid:
            if each.values[n]:
                top = base + each.values[n]
                yield from self.bar(each, frame, start + gap, end - start - 2 * gap, base, top)
                yield self.inside(each, frame, (start + end) / 2, end - start - 2 * gap, base, top)
                base = top

    def bar(self, each: Series, frame: Frame, at: float, thick: float, low: float, high: float) -> Iterator[str]:
        first, last = sorted((frame.at(low), frame.at(high)))
        x, y, wide, high = (first, at, last - first, thick) if frame.lying else (at, first, thick, last - first)
        edge = f' stroke="{self.colours.background}"' if self.drawn.kind == STACKED else ""
        box = f'x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}"'
        yield f'<rect {box} fill="{self.tone(each)}"{edge}/>'

    def at_end(self, frame: Frame, middle: float, thick: float, value: float | None) -> str:
        """The number at the end of its bar, where it has room; or that there is none, where a bar would begin."""
        read, end = self.said(value), frame.at(value or 0)
        tone = self.colours.ink if value is not None else self.colours.muted
        if frame.lying:
            return self.text(end + 6, middle + 4, read, tone) if thick >= 13 else ""
        return self.text(middle, end - 5, read, tone, "middle") if width(read, SIZE) <= thick + 6 else ""

    def inside(self, each: Series, frame: Frame, middle: float, thick: float, low: float, high: float) -> str:
        """The number in its piece, where it has room; a pale tone is read in ink."""
        read, centre = self.said(high - low), (frame.at(low) + frame.at(high)) / 2
        long = abs(frame.at(high) - frame.at(low))
        if (width(read, SIZE) + 4, 14)[not frame.lying] > long or (14, width(read, SIZE))[not frame.lying] > thick:
            return ""
        pale = each.tone in ("pending", "grid", "border", "surface", "background", "notice")
        x, y = (centre, middle) if frame.lying else (middle, centre)
        return self.text(x, y + 4, read, self.colours.ink if pale else self.colours.on_ink, "middle")

    def target(self, each: Series) -> str:
        same = {value for value in each.values if value is not None}
        return f"{line(each.name)} {self.said(min(same))}" if len(same) == 1 else line(each.name)

    def limit(self, each: Series, frame: Frame) -> Iterator[str]:
        """A dashed line across the bars of each category, and its name once."""
        for n, value in enumerate(each.values):
            if value is not None:
                (start, end), at = frame.slot(n), frame.at(value)
                ends = (at, start, at, end) if frame.lying else (start, at, end, at)
                yield self.stroke(*ends, self.tone(each), dashed=True)
        last = _last(each)
        if last and frame.lying:
            yield self.text(frame.at(last[1]) + 4, frame.top - 3, self.target(each), self.tone(each))
        elif last:
            yield self.text(
                frame.right + 8, frame.at(last[1]) + 4, fitted(self.target(each), SIZE, 190), self.tone(each)
            )


def _last(each: Series) -> tuple[int, float] | None:
    """Where the last value of a series is, and which."""
    return next(((n, each.values[n]) for n in reversed(range(len(each.values))) if each.values[n] is not None), None)


def _n(value: float) -> str:
    """A measure as it is written: at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
