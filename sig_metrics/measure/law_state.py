"""Owns what is read of the law of a snapshot: its terms and parameters, and until when its calendar can be believed."""

from sig_metrics.language import words
from sig_metrics.catalog.model import Catalog
from sig_metrics.store.snapshot import Snapshot


def terms(snapshot: Snapshot) -> list[dict]:
    """Every term as it is written, with `origin`: «program», or «store» when it was loaded here."""
    return snapshot.rows("select term, title, quantity, unit, since, until, basis, norm, origin from law_term order by term, since")


def parameters(snapshot: Snapshot) -> list[dict]:
    """Every parameter as it is written, with its `origin`."""
    return snapshot.rows("select parameter, title, value, since, until, source, origin from law_parameter order by parameter, since")


def calendar_said(snapshot: Snapshot, catalog: Catalog) -> list[str]:
    """What is to be told of the calendar: dates that may still move because decrees are not known yet, and cases that have no
    due date, by reason. Nothing when every due date is sure."""
    known = snapshot.rows("select first_day, last_day, decrees_until from calendar_range")
    if not known:
        return [words.say("calendar_none")]
    found = snapshot.rows("select max(due_on) filter (where unit = 'working_days') as last from term_due")[0]["last"]
    until, said = known[0]["decrees_until"], []
    if found and (until is None or found > until):
        said.append(words.say("calendar_decrees", until=words.day(until), last=words.day(known[0]["last_day"])) if until
                    else words.say("calendar_no_decrees"))  # fmt: skip
    lost = {row["due_reason"]: row["n"] for row in snapshot.rows(
        "select json_extract_string(row, '$.due_reason') as due_reason, count(*) as n from check_row where rule = 'due_date_unknown' group by all")}  # fmt: skip
    for reason in (code for code in catalog.vocabularies["due_reason"] if code in lost):
        said.append(words.say(reason, cases=words.count(lost[reason], "caso no tiene", "casos no tienen"),
                              first=words.day(known[0]["first_day"]), last=words.day(known[0]["last_day"])))  # fmt: skip
    return said
