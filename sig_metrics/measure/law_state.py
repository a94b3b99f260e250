"""Owns what is read of the law of a snapshot: its terms and parameters, and until when its calendar can be believed."""

from datetime import date

from sig_metrics.catalog.queries import query
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset, remembered


@remembered(2)
def terms(dataset: Dataset) -> list[dict]:
    """Every term as it is written, with `origin`: «program», or «store» when it was loaded here."""
    return dataset.rows(query("law_terms"))


@remembered(2)
def parameters(dataset: Dataset) -> list[dict]:
    """Every parameter as it is written, with its `origin`."""
    return dataset.rows(query("law_parameters"))


@remembered(64)
def parameter_on(dataset: Dataset, name: str, day: date) -> float | None:
    """The value of a parameter that rules on a day."""
    return next((row["value"] for row in dataset.rows(query("parameter_on"), {"named": name, "day": day})), None)


@remembered(2)
def calendar_said(dataset: Dataset) -> list[str]:
    """What is to be told of the calendar: dates that may still move because decrees are not known yet, and cases
    that have no due date, by reason. Nothing when every due date is sure."""
    known = dataset.rows(query("calendar_known"))
    if not known:
        return [words.say("calendar_none")]
    found = dataset.rows(query("last_due_day"))[0]["last"]
    until, said = known[0]["decrees_until"], []
    if found and (until is None or found > until):
        said.append(
            words.say("calendar_decrees", until=words.day(until), last=words.day(known[0]["last_day"]))
            if until
            else words.say("calendar_no_decrees")
        )
    lost = {row["due_reason"]: row["n"] for row in dataset.rows(query("cases_without_due_date"))}
    for reason in (code for code in dataset.catalog.vocabularies["due_reason"] if code in lost):
        said.append(
            words.say(
                reason,
                cases=words.count(lost[reason], "caso no tiene", "casos no tienen"),
                first=words.day(known[0]["first_day"]),
                last=words.day(known[0]["last_day"]),
            )
        )
    return said
