"""Owns decks as one HTML file, to be read on a phone without network: every slide from top to bottom, drawn charts, tables
that scroll by themselves, light and dark. Refuses the network: the file forbids itself every request and every script.

A text of the deck is text wherever it stands. The same deck gives the same bytes."""

import base64
import hashlib
from dataclasses import fields
from functools import lru_cache
from html import escape
from itertools import groupby
from pathlib import Path

from sig_metrics.language import words
from sig_metrics.present.theme import Palette, css_variables
from sig_metrics.report import model
from sig_metrics.report.writers import svg
from sig_metrics.report.writers.look import (
    BREACH,
    OPEN,
    PLAIN,
    STRONG,
    Run,
    as_table,
    cell_runs,
    line,
    runs,
    said,
    sources,
    unmarked,
)

LIVE = Palette(**{field.name: f"var(--sig-{field.name.replace('_', '-')})" for field in fields(Palette)})
RUNS = {
    PLAIN: ("", ""),
    STRONG: ("<strong>", "</strong>"),
    BREACH: ('<strong class="breach">', "</strong>"),
    OPEN: ('<span class="open">', "</span>"),
}
PHONE = (370, 260)
SHORT, LONG = 14, 28  # letters of a cell
TAGS = {
    model.BODY: ("<p>", "</p>"),
    model.LEAD: ('<p class="lead">', "</p>"),
    model.NOTE: ('<p class="note">', "</p>"),
    model.BLANK: ('<p class="blank">', "</p>"),
    model.HEADING: ("<h3>", "</h3>"),
    model.SUBHEADING: ('<h3 class="sub">', "</h3>"),
    model.ITEM: ("<li>", "</li>"),
}


def deck(given: model.Deck) -> bytes:
    """The deck as one HTML file."""
    title, mark = escape(line(given.title)), line(given.marks.demonstration)
    links = "".join(
        f'<li><a href="#l{n}">{escape(unmarked(slide.title))}</a></li>' for n, slide in enumerate(given.slides, 1)
    )
    contents = escape(words.say("report_contents"))
    style = sheet()
    page = (
        f'<!doctype html>\n<html lang="es-PE">\n<head>\n<meta charset="utf-8">\n{_policy(style)}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<div class="bar"><span>{title}</span><a href="#contenido">{contents}</a></div>\n<div class="page">\n'
        f"<header><h1>{title}</h1><p>{escape(line(given.marks.corte))}</p>{_mark(mark)}</header>\n"
        f'<nav id="contenido" aria-label="{contents}"><h2>{contents}</h2><ol>{links}</ol></nav>\n'
        f"<main>\n{''.join(_slide(n, slide) for n, slide in enumerate(given.slides, 1))}</main>\n"
        f"<footer>{_foot(given.marks)}</footer>\n</div>\n</body>\n</html>\n"
    )
    return page.encode("utf-8")


def _mark(mark: str) -> str:
    return f'<p class="mark">{escape(mark)}</p>' if mark else ""


def _policy(style: str) -> str:
    """What a browser may do with the file: nothing, but to use this one style sheet."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode()
    rules = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'


@lru_cache(maxsize=1)
def sheet() -> str:
    """The style sheet, with the colours of light and of dark; paper is light."""

    def colours(mode: str) -> str:
        return ":root {" + "; ".join(f"{name}: {colour}" for name, colour in css_variables(mode).items()) + "}"

    rules = Path(__file__).with_name("deck.css").read_text(encoding="utf-8")
    return f"{colours('light')}\n@media screen and (prefers-color-scheme: dark) {{ {colours('dark')} }}\n{rules}"


def _slide(n: int, slide: model.Slide) -> str:
    eyebrow = f'<p class="eyebrow">{escape(line(slide.eyebrow))}</p>' if slide.eyebrow else ""
    lead = f'<p class="lead">{_runs(slide.lead)}</p>' if slide.lead else ""
    blocks = "".join(
        f"<ul>{''.join(map(_block, group))}</ul>" if item else "".join(map(_block, group))
        for item, group in groupby(slide.blocks, lambda each: getattr(each, "style", "") == model.ITEM)
    )
    if slide.aside:
        aside = "".join(f"<p>{_runs(each)}</p>" for each in slide.aside)
        blocks = f'<div class="beside"><div>{blocks}</div><div class="aside">{aside}</div></div>'
    head = f'{eyebrow}<h2 id="t{n}">{escape(line(slide.title))}</h2>{lead}'
    return f'<section id="l{n}" aria-labelledby="t{n}">{head}{blocks}</section>\n'


def _runs(given: str) -> str:
    return _dressed(runs(given))


def _dressed(given: tuple[Run, ...]) -> str:
    return "".join(_run(escape(run.said).replace("\n", "<br>"), run.how) for run in given)


def _run(text: str, how: str) -> str:
    start, end = RUNS[how]
    return f"{start}{text}{end}"


def _block(block: model.Block) -> str:
    if isinstance(block, model.Text):
        start, end = TAGS[block.style]
        return f"{start}{_runs(block.said)}{end}" if block.said else ""
    return _table(block) if isinstance(block, model.Table) else _chart(block)


def _table(given: model.Table) -> str:
    def cells(tag: str, row: tuple[model.Cell, ...]) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        marked = ((_kind(said(each), k in given.numbers), _dressed(cell_runs(each))) for k, each in enumerate(row))
        return "".join(f"<{tag}{scope}{kind}>{text}</{tag}>" for kind, text in marked)

    title = f"<caption>{escape(line(given.title))}</caption>" if given.title else ""
    if not given.rows:
        named = f"<p><strong>{escape(line(given.title))}</strong></p>" if given.title else ""
        return f'{named}<p class="note">{escape(words.say("report_no_rows"))}</p>'
    rows = "".join(f"<tr>{cells('td', row)}</tr>" for row in given.rows)
    name = escape(line(given.title or " · ".join(given.headings)))
    return (
        f'<div class="scroll" role="group" tabindex="0" aria-label="{name}"><table>{title}'
        f"<thead><tr>{cells('th', given.headings)}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _kind(text: str, number: bool) -> str:
    """How a cell stands: a number to the right, a short text in one line, a long one in a wide column."""
    kinds = ("n" if number else "", "s" if len(text) <= SHORT else "", "w" if len(text) > LONG else "")
    given = " ".join(kind for kind in kinds if kind)
    return f' class="{given}"' if given else ""


def _chart(given: model.Chart) -> str:
    """The drawing, once for a wide screen and once for a phone, and its numbers for who does not see it or wants them."""
    title = f"<figcaption>{escape(line(given.title))}</figcaption>" if given.title else ""
    numbers = f"<details><summary>{escape(words.say('report_numbers'))}</summary>{_table(as_table(given))}</details>"
    wide, narrow = svg.chart(given, LIVE), svg.chart(given, LIVE, *PHONE)
    drawn = f'<div class="wide">{wide}</div><div class="narrow">{narrow}</div>'
    return f"<figure>{title}{drawn}{numbers}</figure>"


def _foot(marks: model.Marks) -> str:
    whole = words.say("report_foot", corte=line(marks.corte), hash=marks.hash)
    said = [whole, sources(marks), line(marks.demonstration)]
    return "".join(f"<p>{escape(each)}</p>" for each in said if each)
