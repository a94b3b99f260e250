"""Counts again what the forms of the duties say, with the audit's own reading of the rows (tests/audit) and loops of Python:
no SQL, nothing of the product. And reads what was typed by hand, and a DOCX, as the same tables."""

import csv
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import docx
from docx.table import Table

from audit import infosec, integrity, safety, users
from audit.book import Book, open_book
from audit.calendar import month_end
from audit.registers import Row, read_folder, with_law
from conftest import DEMO, LEGAL

Tables = dict[str, list[list[str]]]
SHORT = "Ene Feb Mar Abr May Jun Jul Ago Set Oct Nov Dic".split()


def typed(path: Path) -> tuple[Tables, list[str]]:
    """({title: its rows, headings first}, the sentences) of a fixture."""
    tables: Tables = {}
    said, title = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            title = line.removeprefix("## ").strip()
        elif line.startswith("|") and not set(line) <= set("|-: "):
            tables.setdefault(title, []).append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif line.startswith("- "):
            said.append(line.removeprefix("- ").strip())
    return tables, said


def written(content) -> tuple[Tables, str]:
    """({title: its rows}, all the text of its paragraphs) of a DOCX, read back by python-docx."""
    document, found, title = docx.Document(content), {}, ""
    for element in document.element.body:
        if element.tag.endswith("}p"):
            text = "".join(each.text or "" for each in element.iter() if each.tag.endswith("}t"))
            title = text or title
        elif element.tag.endswith("}tbl"):
            rows = [[cell.text.strip() for cell in row.cells] for row in Table(element, document).rows]
            found[title] = rows
    return found, " ".join(paragraph.text for paragraph in document.paragraphs)


def book() -> Book:
    """The demonstration and the law, as the audit reads them."""
    return open_book(with_law(read_folder(DEMO), read_folder(LEGAL)), date(2020, 1, 1), date(2021, 12, 31))


def labels(vocabulary: str) -> dict[str, str]:
    """{code: how it reads}, of the vocabulary as it is written."""
    import tomllib

    from sig_metrics.catalog.build import HERE

    held = tomllib.loads((HERE / "vocabulary.toml").read_text(encoding="utf-8"))
    return {code: word["label"] for code, word in held[vocabulary].items()}


def number(value: Fraction | int, decimals: int = 0) -> str:
    """A number as Peru writes it; a half goes away from zero."""
    scale = 10**decimals
    whole = int(abs(Fraction(value)) * scale + Fraction(1, 2))
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{whole / scale:,.{decimals}f}"


def percent(part: Fraction | int, whole: Fraction | int) -> str:
    """A share with a decimal; all of it is «100 %», and nearly all of it never is."""
    if not whole:
        return "—"
    share = Fraction(part) / Fraction(whole)
    if share in (0, 1):
        return f"{int(share * 100)} %"
    return f"{number(min(max(share * 100, Fraction(1, 10)), Fraction(999, 10)) if share < 1 else share * 100, 1)} %"


def between(day: date | None, since: date, until: date) -> bool:
    return day is not None and since < day <= until


def months(since: date, until: date) -> list[date]:
    found, at = [], since.year * 12 + since.month
    while at < until.year * 12 + until.month:
        found.append(month_end(date(at // 12, at % 12 + 1, 1)))
        at += 1
    return found


def month(day: date) -> str:
    return f"{SHORT[day.month - 1]} {day:%y}"


def ut_names() -> dict[str, str]:
    with (DEMO / "territorial_unit.csv").open(encoding="utf-8", newline="") as source:
        return {row["ut"]: row["name"] for row in csv.DictReader(source)}


# --- F13 ------------------------------------------------------------------------------------------------------------


def claims(held: Book) -> list[Row]:
    return [row for row in held["qrd"] if row["kind"] == "claim"]


def late_claims(held: Book, day: date, by: str = "") -> Counter:
    """How many claims are open past their term at the end of a day, by a column or in all («»): the term ended, and nobody
    answered, closed or, before it ended, reclassified."""
    found: Counter = Counter()
    for case in held["qrd"]:
        for one in users.answer_clocks(held, case):
            ends = [case["answered_on"], case["closed_on"], one.leaves]
            if one.kind == "claim" and one.due and one.due <= day and not any(end and end <= day for end in ends):
                found[case[by] if by else ""] += 1
    return found


def judged(held: Book, since: date, until: date, by: str = "") -> dict:
    """{group: (answered in their term, answered or due)} of the claims of some months."""
    found: dict = {}
    for fact in users.claim_answered_on_time_rate(held):
        if since < fact.period <= until:
            group = fact.at[by] if by else ""
            part, whole = found.get(group, (0, 0))
            found[group] = part + fact.numerator, whole + fact.denominator
    return found


def totals(held: Book) -> dict[date, int]:
    """{month: claims} of the months that have totals and no cases."""
    counted = {month_end(row["registered_on"]) for row in claims(held)}
    found: Counter = Counter()
    for row in held["qrd_monthly"]:
        if row["kind"] == "claim":
            found[month_end(date(int(row["year"]), int(row["month"]), 1))] += int(row["quantity"])
    return {day: n for day, n in found.items() if day not in counted}


def what_became(held: Book, since: date, until: date) -> list[str]:
    """The lines of the first table of F13."""
    mine = [row for row in claims(held) if between(row["registered_on"], since, until)]
    answered = [row for row in mine if row["answered_on"] and row["answered_on"] <= until]
    rest = [row for row in mine if row not in answered]
    closed = [row for row in rest if row["closed_on"] and row["closed_on"] <= until]
    only = sum(n for day, n in totals(held).items() if since < day <= until)
    moved = [row for row in held["qrd"] if between(row["reclassified_on"], since, until)]
    counts = (
        len(mine) + only,
        only,
        len(mine),
        len(answered),
        len(closed),
        len(rest) - len(closed),
        sum(row["state"] == "merged" and between(row["closed_on"], since, until) for row in claims(held)),
        sum(row["kind"] == "claim" and row["reclassified_as"] in ("complaint", "denunciation") for row in moved),
        sum(row["kind"] != "claim" and row["reclassified_as"] == "claim" for row in moved),
        sum(between(row["reopened_on"], since, until) for row in claims(held)),
    )
    return [number(each) for each in counts]


def in_term(held: Book, since: date, until: date) -> list[str]:
    """The lines of the second table of F13."""
    part, whole = judged(held, since, until)[""]
    return [
        number(whole),
        number(part),
        number(whole - part),
        percent(part, whole),
        number(late_claims(held, until)[""]),
    ]


def by_month(held: Book, since: date, until: date, without: tuple[date, ...] = ()) -> list[list[str]]:
    """The rows of the months of F13 and their total; `without`: whose file did not come, so that what is open is not known."""
    rows, only = [], totals(held)
    for day in months(since, until):
        came = sum(month_end(row["registered_on"]) == day for row in claims(held)) or only.get(day, 0)
        part, whole = judged(held, day.replace(day=1) - (date(2020, 1, 2) - date(2020, 1, 1)), day).get("", (0, 0))
        late = "—" if day in without else number(late_claims(held, day)[""])
        rows.append(
            [month(day), number(came), number(part), number(whole), number(whole - part), percent(part, whole), late]
        )
    sums = [number(sum(int(row[n].replace(",", "")) for row in rows)) for n in (1, 2, 3, 4)]
    part, whole = judged(held, since, until)[""]
    return [*rows, ["Total", *sums, percent(part, whole), rows[-1][-1]]]


def by_word(found: list[Row], column: str, named: dict[str, str]) -> list[list[str]]:
    """How many rows have each word, the most first, and their total."""
    counts = Counter(row[column] or "" for row in found)
    turns = sorted(counts, key=lambda code: (-counts[code], code))
    rows = [[named.get(code, "Sin registrar" if not code else code), number(counts[code])] for code in turns]
    return [*rows, ["Total", number(len(found))]]


def by_place(held: Book, since: date, until: date, by: str, named: dict[str, str]) -> list[list[str]]:
    """The claims of some months in their term, by a column, what failed most first; a code that was only late before comes
    too."""
    found, late = judged(held, since, until, by), late_claims(held, until, by)
    for code in late:
        found.setdefault(code, (0, 0))
    turns = sorted(found, key=lambda code: (-(found[code][1] - found[code][0]), -found[code][1], code))
    return [
        [
            named[code],
            number(found[code][0]),
            number(found[code][1]),
            number(found[code][1] - found[code][0]),
            percent(*found[code]),
            number(late[code]),
        ]
        for code in turns
    ]


# --- F14, F15 -------------------------------------------------------------------------------------------------------


def components(held: Book, last: date, before: date | None) -> list[list[str]]:
    """The nine components: points of the last evaluation by a day, what share of the most they are, and of that before."""
    named = labels("integrity_part")

    def at(day: date | None) -> dict:
        days = [row["period_end"] for row in held["integrity_component"] if day and row["period_end"] <= day]
        newest = max(days, default=None)
        return {row["component"]: row for row in held["integrity_component"] if row["period_end"] == newest}

    now, then = at(last), at(before)
    rows = [_component(named[code], [now.get(code)], [then.get(code)] if then else None) for code in named]
    return [*rows, _component("Total", list(now.values()), list(then.values()) if then else None)]


def _component(name: str, now: list, then: list | None) -> list[str]:
    part, whole = (sum(row[column] for row in now) for column in ("score", "maximum"))
    cells = [name, number(part, 0 if part.denominator == 1 else 1), number(whole), percent(part, whole)]
    if then is None:
        return cells
    was = sum(row["score"] for row in then) / sum(row["maximum"] for row in then)
    change = (part / whole - was) * 100
    said = number(abs(change), 0 if change.denominator == 1 else 1)
    return [*cells, percent(was, 1), f"{'+' if change > 0 else '−' if change < 0 else ''}{said} puntos"]


def digital(held: Book, until: date) -> list[list[str]]:
    """Each project of the digital plan at a close: weight, planned, actual, how far, state."""
    last: dict[str, Row] = {}
    told: dict[str, Fraction] = {}
    for row in sorted(held["digital_project"], key=lambda row: (row["year"], row["month"])):
        if (row["year"], row["month"]) <= (until.year, until.month):
            last[row["project"]] = row
            if row["actual_progress"] is not None:
                told[row["project"]] = row["actual_progress"]
    states, rows = labels("project_state"), []
    for code, row in sorted(last.items()):
        actual, away = told.get(code), "—"
        if actual is not None:
            change = actual - row["planned_progress"]
            size = number(abs(change), 0 if change.denominator == 1 else 1)
            away = f"{'+' if change > 0 else '−' if change < 0 else ''}{size} puntos"
        planned = percent(row["planned_progress"], 100)
        share = "—" if actual is None else percent(actual, 100)
        rows.append([f"{code} · {row['name']}", number(row["weight"]), planned, share, away, states[row["state"]]])
    return rows


# --- F8, F9 ---------------------------------------------------------------------------------------------------------


def obligations(held: Book, since: date, until: date) -> list[list[str]]:
    """What fell due in a period, by kind: in all, in time, later, not yet."""
    named = labels("sst_obligation_kind")
    due = [row for row in held["sst_obligation"] if between(row["due_on"], since, until)]
    rows = [[named[code], *_kept([row for row in due if row["kind"] == code], until)] for code in named]
    return [*(row for row in rows if row[1] != "0"), ["Total", *_kept(due, until)]]


def _kept(rows: list[Row], until: date) -> list[str]:
    done = [row for row in rows if row["done_on"] and row["done_on"] <= until]
    on_time = sum(row["done_on"] <= row["due_on"] for row in done)
    return [number(each) for each in (len(rows), on_time, len(done) - on_time, len(rows) - len(done))]


def done_obligations(held: Book, kind: str, since: date, until: date, columns: tuple[str, ...]) -> list[list[str]]:
    """Those of a kind that were done in a period, in the order of their day."""
    mine = [row for row in held["sst_obligation"] if row["kind"] == kind and between(row["done_on"], since, until)]
    mine.sort(key=lambda row: row["done_on"])
    said = lambda value: f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)  # noqa: E731
    return [[said(row[column]) for column in columns] for row in mine]


def sst_events(held: Book, since: date, until: date) -> list[Row]:
    return [row for row in held["sst_event"] if between(row["happened_on"], since, until)]


def trainings(held: Book, system: str, since: date, until: date) -> list[list[str]]:
    """The trainings of a period that serve a system, in their order."""
    mine = [row for row in held["training"] if system in row["systems"] and between(row["held_on"], since, until)]
    mine.sort(key=lambda row: row["held_on"])
    return [[row["training"], f"{row['held_on']:%d/%m/%Y}", row["topic"], number(row["hours"])] for row in mine]


def share_of(facts, period: date) -> tuple[Fraction, Fraction]:
    """(numerator, denominator) of an indicator of the audit at a month end."""
    mine = [fact for fact in facts if fact.period == period and not fact.only]
    return sum((Fraction(f.numerator or 0) for f in mine), Fraction(0)), sum(
        (Fraction(f.denominator or 0) for f in mine), Fraction(0)
    )


SHARES = {
    "MEJ-01": safety.sst_requirements_rate,
    "MEJ-02": safety.sst_frequency_index,
    "MEJ-03": safety.sst_severity_index,
    "MEJ-05": safety.sst_obligations_rate,
    "MAN-03": integrity.associate_due_diligence_rate,
    "MAN-11": integrity.integrity_capacity_rate,
    "SEG-19": infosec.digital_plan_progress_rate,
}
