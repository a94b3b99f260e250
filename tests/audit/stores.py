"""Owns whole made stores: the rows of every register from one seed, as CSV."""

from audit import made_common, made_law, made_plan, made_systems, made_users
from audit.book import open_book
from audit.draw import DEMO, FIRST, LAST, LEGAL, Draw, text
from audit.registers import read_folder, read_text, with_law


def make(seed: int, whole: bool = True, own_law: bool = True) -> dict[str, str]:
    """{register: CSV} of one made store; without `whole`, only the plan and what users say; `own_law` adds to the
    programme's."""
    draw, law = Draw(seed), read_folder(LEGAL)
    if own_law:
        made_law.make(draw, law["calendar_day"])
    own = {register: read_text(register, text(rows)) for register, rows in draw.rows.items()}
    book = open_book(with_law(own, law), FIRST, LAST)
    made_plan.make(draw)
    made_users.make(draw, book)
    if whole:
        made_common.make(draw, book)
        made_systems.make(draw, book)
    files = {register: text(rows) for register, rows in draw.rows.items()}
    return files | {"territorial_unit": (DEMO / "territorial_unit.csv").read_text(encoding="utf-8")}
