"""Owns the calendar of a draft of a plan, as the board of a calendar takes it."""

from pages._kit.boards import plan_months
from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.activity import Activity, Cell
from sig_metrics.measure.replan.effect import Place
from sig_metrics.measure.replan.said import Simulated


def drafted(catalog: Catalog, found: Simulated, cutoff_month: int) -> dict:
    """The calendar of a draft; what it changes of a cell stands on it («+1», «−1»), and the key of a cell is «05.11»."""
    rows: dict[str, list[Place]] = {}
    for place in found.after.places:
        rows.setdefault(place.activity, []).append(place)
    shown = [_drafted(row, rows.get(code, [])) for code, row in found.draft.after.items()]
    board = plan_months.grid(catalog, shown, cutoff_month)
    for line in (line for group in board["groups"] for line in group["rows"]):
        before = found.draft.before.get(line["code"], {}).get("months", [0] * 12)
        for cell, was, now in zip(line["cells"], before, found.draft.after[line["code"]]["months"]):
            if was != now:
                cell |= {} if now else {"state": "pending", "text": "0"}  # what left its month is seen where it was
                cell |= {"flag": True, "label": f"{cell['label']}; {words.say('replan_was', before=was, after=now)}"}
    board["legend"] = [*board["legend"], {"state": "flag", "text": words.say("replan_flag")}]
    return board


def _drafted(row: dict, places: list[Place]) -> Activity:
    """An activity of a draft, as the calendar takes it."""
    cells = [[place for place in places if place.month == month] for month in range(1, 13)]
    due = [place for place in places if place.state != "pending"]
    done = sum(place.delivered_on is not None for place in due)
    said = {name: row[name] for name in ("activity", "stage", "line", "units", "title", "deliverable", "target")}
    overdue = sum(place.state == "overdue" for place in due)
    made = tuple(_drafted_cell(found, row["target"]) for found in cells)
    return Activity(
        **said,
        programmed=len(due),
        credited=done,
        delivered=done,
        overdue=overdue,
        on_time=0,
        unsupported=0,
        cells=made,
    )


def _drafted_cell(places: list[Place], target: int | None) -> Cell:
    if not places:
        return Cell("not_applicable" if target is None else "none")
    states = {place.state for place in places}
    worst = next(state for state in ("overdue", "late", "pending", "on_time") if state in states)
    return Cell(worst, len(places), sum(place.delivered_on is not None for place in places))
