"""Owns the way from the rows that can be crossed to the board that crosses them in the browser. No calculation."""

from sig_metrics.language import words
from sig_metrics.language.literal import in_plain
from sig_metrics.measure import crossed_choice
from sig_metrics.measure.crossed import Feed
from sig_metrics.measure.crossed_choice import Chosen
from sig_metrics.measure.kept import kept

FEW = 12  # values of a dimension that are seen at once
# sentences that the browser fills: #1, #2… stand for their blanks, in this order
SAID = {
    "some": ("crossed_some", ("shown", "share", "total", "rows")),
    "more": ("crossed_more", ("rest",)),
    "less": ("crossed_less", ()),
    "rows": ("crossed_open", ("shown",)),
    "row": ("crossed_open_one", ()),
    "clear": ("crossed_clear", ()),
    "scale": ("crossed_scale", ()),
    "scaled": ("crossed_scaled", ()),
    "remove": ("crossed_remove", ("what",)),
    "bar": ("crossed_bar", ("label", "shown", "total")),
    "gap": ("crossed_gap", ("label",)),
    "span": ("crossed_span", ("first", "last")),
    "but": ("crossed_but", ("values",)),
    "month": ("crossed_months", ()),
}


@kept(16)
def crossed(found: Feed, asked: Chosen, turn: int) -> dict:
    """What the browser crosses. `asked`: what is chosen when it begins, or when the address is another (a `turn` more)."""
    one, many = found.crossable.register.counted
    total = words.count(found.total, one, many)
    return {
        "label": words.say("crossed_label", register=found.crossable.register.title),
        "whole": words.say("crossed_whole", total=total, span=crossed_choice.span(found.months[0], found.months[-1])),
        "rows": [one, many],
        "few": FEW,
        "total": found.total,
        "packed": {"columns": list(found.columns), "counts": found.counts, "size": found.size},
        "months": [
            {
                "key": f"{month:%Y%m}",
                "label": words.month(month),
                "name": words.MONTHS[month.month - 1],
                "short": words.SHORT_MONTHS[month.month - 1],
                "year": month.year,
                "count": counted,
            }
            for month, counted in zip(found.months, found.in_months)
        ],
        "dimensions": [
            {
                "key": each.dimension.name,
                "label": each.dimension.heading,
                "values": [
                    {"key": crossed_choice.written(code), "label": in_plain(label), "count": counted}
                    for code, label, counted in zip(each.codes, each.labels, each.counts)
                ],
            }
            for each in found.values
        ],
        "chosen": _places(found, asked),
        "turn": turn,
        "say": {
            name: words.say(code, **{each: f"#{n}" for n, each in enumerate(blanks, 1)})
            for name, (code, blanks) in SAID.items()
        },
    }


def _places(found: Feed, asked: Chosen) -> dict:
    """What is chosen, by its places in what the browser has."""
    known = {each.dimension.name: (n, each.codes) for n, each in enumerate(found.values)}
    return {
        "months": [found.months.index(month) for month in asked.months] if asked.months else None,
        "values": [[known[name][0], [known[name][1].index(code) for code in codes]] for name, codes in asked.values],
        "scaled": asked.scaled,
    }
