"""Owns the SQL of an indicator before it is counted: each row that it counts, and which of its two parts it adds to; and
what is open of it and still in its term.

An indicator that counts says so in one shape, `count(*) filter (where …) as numerator`, over a query that ends with its
groups. Without the groups, and with each count said as «this row is counted», the same query gives its rows: what is
counted is written once. One that adds weights, amounts or other counts has no rows of its own, and is left as it is."""

import re
from functools import lru_cache

OUTER = re.compile(r"(?ms)^select\n(?P<items>.*?)^(?P<rest>from .*?)(?:^group by\n.*)?\Z")
COUNT = re.compile(r"(?s)count\(\*\)(?: filter \(\s*where (?P<when>.*)\))?\Z")
SOURCE = re.compile(r"(?m)^\s*(?P<how>from|join|left join|full join|semi join|anti join) (?P<name>\w+)")
OWED = "commitment_state.state = 'overdue'"
PARTS = ("numerator", "denominator")


@lru_cache(maxsize=128)
def unfolded(sql: str) -> str | None:
    """The rows behind the parts: period, dimensions, `is_numerator`, `is_denominator`, and the row they are, `origin`,
    of the table or view `carrier`; None where the parts do not count rows."""
    text = re.sub(r"(?m)^\s*--.*\n", "", sql)
    start = text.rfind("\nselect\n") + 1
    head, outer = text[:start], OUTER.match(text[start:])
    if not outer or "group by\n" not in text[start:] or re.search(r"(?m)^union all$", text):
        return None
    items = dict(named_items(outer["items"]))
    counted = {part: COUNT.fullmatch(items.get(part, "")) for part in PARTS}
    if not all(counted.values()):
        return None
    head, origin, carrier = _carried(head, outer["rest"])
    kept = [f"{text} as {name}" for name, text in items.items() if name not in PARTS]
    flags = [
        f"coalesce({' '.join(found['when'].split())}, false) as is_{part}" if found["when"] else f"true as is_{part}"
        for part, found in counted.items()
    ]
    lines = ",\n    ".join([*kept, *flags, f"{origin} as origin", f"{carrier} as carrier"])
    return f"{head}select\n    {lines}\n{outer['rest'].rstrip()}"


@lru_cache(maxsize=128)
def in_time(backlog: str) -> str | None:
    """What is open at each month end and not yet past its term, from the query of what is past it: the same rows on the
    other side of their due day. None where that query says of a row only when it is due, and not since when it is open:
    on an earlier day it would have what was not there yet."""
    text = re.sub(r"(?m)^\s*--.*\n", "", backlog)
    if OWED in text:
        return text.replace(OWED, OWED.replace("overdue", "in_term"))
    outer = OUTER.match(text)
    due = dict(named_items(outer["items"])).get("due_on", "") if outer else ""
    late, told = f"{due} <= month_end.period", text.count(" <= month_end.period")
    return text.replace(late, f"{due} > month_end.period") if text.count(late) == 1 and told == 2 else None


def named_items(text: str) -> list[tuple[str, str]]:
    """(name, expression) of the columns of a select, in order."""
    found, depth, start = [], 0, 0
    for at, sign in enumerate(text + ","):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            found.append(text[start:at].strip())
            start = at + 1
    pairs = [item.rpartition(" as ") for item in found]
    return [(name, said) if said else (name.rpartition(".")[2], name) for said, _, name in pairs]


def _carried(head: str, rest: str) -> tuple[str, str, str]:
    """(what comes before with the row passed on, the row, the name of its table): a row is of the last table that is
    joined whole; what a common table expression takes of it does not tell which row it was."""
    name = _carrier(rest)
    body = re.search(rf"(?ms)^(?:with )?{name} as \(\n(?P<body>.*?)^\)", head)
    if not body:
        return head, f"to_json({name})", f"'{name}'"
    branches = body["body"].split("    union all\n")
    if any(re.search(r"(?m)^    group by|select distinct", branch) for branch in branches):
        return head, f"to_json({name})", f"'{name}'"
    passed = "    union all\n".join(_passing(branch) for branch in branches)
    return head.replace(body["body"], passed, 1), f"{name}.origin", f"{name}.carrier"


def _passing(branch: str) -> str:
    """A common table expression that also says of which row each of its own is."""
    before, mark, after = branch.partition("\n    from ")
    name = _carrier(f"    from {after}")
    return f"{before},\n        to_json({name}) as origin,\n        '{name}' as carrier{mark}{after}"


def _carrier(rest: str) -> str:
    """The last table that a query joins whole."""
    joined = [found["name"] for found in SOURCE.finditer(rest) if found["how"] in ("from", "join")]
    return joined[-1]
