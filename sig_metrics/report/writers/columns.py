"""Owns how wide the columns of a table are: as asked, but none narrower than its longest word while another can give."""

from sig_metrics.report.model import Table
from sig_metrics.report.writers.look import PLAIN, cell_runs, said, seen, width

PAD = 13.0  # points beside the text of a cell, and a little of air
SHORT = 0.2  # of the whole: a column as narrow as this is not broken into lines
LONGEST = 0.45  # of the whole: what no word asks for by itself


def columns(table: Table, whole: float, size: float) -> tuple[float, ...]:
    """The width of each column, in the unit of the whole (points, as the size)."""
    count = len(table.headings)
    if not count:
        return ()
    cells = [
        [(seen(heading), True)]
        + [(said(row[n]), any(run.how != PLAIN for run in cell_runs(row[n]))) for row in table.rows]
        for n, heading in enumerate(table.headings)
    ]
    words = [
        max(width(word, size, bold) for text, bold in column for word in text.split() or [""]) + PAD for column in cells
    ]
    least = [min(each, whole * LONGEST) for each in words]
    natural = [max(width(text, size, bold) for text, bold in column) + PAD for column in cells]
    tidy = [full if full <= whole * SHORT else each for full, each in zip(natural, least)]
    if sum(tidy) <= whole * 0.9:  # what is short is in one line
        least = tidy
    return _shared(list(table.widths[:count] if len(table.widths) == count else natural), least, natural, whole)


def _shared(asked: list[float], least: list[float], natural: list[float], whole: float) -> tuple[float, ...]:
    """The whole in the shares that are asked for; who would have less than the least has the least, and the others share
    what is left."""
    if sum(least) >= whole:
        return tuple(each * whole / sum(least) for each in least)
    if sum(natural) > whole and asked == natural:  # long texts give way to each other, and short columns stay
        asked = [min(each, whole * LONGEST) for each in natural]
    fixed: set[int] = set()
    while True:
        left = whole - sum(least[n] for n in fixed)
        shares = sum(each for n, each in enumerate(asked) if n not in fixed) or 1.0
        wide = [least[n] if n in fixed else each * left / shares for n, each in enumerate(asked)]
        short = {n for n, each in enumerate(wide) if each < least[n] - 1e-6}
        if not short:
            return tuple(wide)
        fixed |= short
