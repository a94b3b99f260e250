"""Owns whole made stores: the rows of every register from one seed, as CSV."""

from datetime import date

from audit import made_common, made_plan, made_systems, made_users
from audit.book import open_book
from audit.draw import DEMO, FIRST, LAST, LEGAL, UTS, Draw, text
from audit.registers import read_folder, read_text, with_law


def law(draw: Draw) -> None:
    """The store's own law: regional days, a day of the programme's calendar given back, and second rows of terms left open."""
    for day in sorted({draw.day(date(2020, 3, 1), date(2021, 12, 31)) for _ in range(12)}):
        draw.write("calendar_day", LEGAL / "calendar_day.csv", day=day, name="Aniversario", kind="regional", scope=draw.one(*UTS))
    for term, quantity, unit in (("document_publication", 3, "working_days"), ("ctvc_alert_internal", 10, "working_days"),
                                 ("complaint_internal", 20, "calendar_days"), ("vulnerability_high", 20, "calendar_days")):  # fmt: skip
        if draw.chance(0.5):
            draw.write("legal_term", LEGAL / "legal_term.csv", term=term, quantity=quantity, unit=unit, since=draw.day(date(2021, 1, 1), date(2021, 9, 30)),
                       until=None, basis="P")  # fmt: skip


def make(seed: int, whole: bool = True, own_law: bool = True) -> dict[str, str]:
    """{register: CSV} of one made store; without `whole`, only the plan and what users say; `own_law` adds to the programme's."""
    draw = Draw(seed)
    if own_law:
        law(draw)
    own = {register: read_text(register, text(rows)) for register, rows in draw.rows.items()}
    book = open_book(with_law(own, read_folder(LEGAL)), FIRST, LAST)
    made_plan.make(draw)
    made_users.make(draw, book)
    if whole:
        made_common.make(draw, book)
        made_systems.make(draw, book)
    files = {register: text(rows) for register, rows in draw.rows.items()}
    return files | {"territorial_unit": (DEMO / "territorial_unit.csv").read_text(encoding="utf-8")}
