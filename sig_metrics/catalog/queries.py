"""Owns the reading queries: SQL of the definitions, one file each, asked for by name.

A file says in its first line what a row of it is, and is constant: what is asked for goes in as `$parameters`. Only
where code writes a part (the filters over the cube, the columns of its groups) it has a place, `__filters__`, that
whoever asks fills. Refuses, naming the file, one that is not there, one without its first line, a clock or `select
*`, and a place nobody fills; and one that asks for or gives other things than the program's, whose copy it is."""

import re
from functools import lru_cache
from pathlib import Path

from sig_metrics.catalog.build import HERE, folder, read_sql, written
from sig_metrics.catalog.model import CatalogError
from sig_metrics.catalog.screen_model import Screens
from sig_metrics.language.nearest import nearest

FOLDER = "queries"
HEAD = "-- grain: "
# What every screen or command may ask for, whatever the definitions follow up; the rest is asked for by a form of
# chart.
ALWAYS = tuple(
    """backlog_added calendar_known calendars cases_without_due_date crossed_cells crossed_chosen crossed_rows cube_added dense_registers evidence_added evidence_origin evidence_rows
explore_folded explore_largest explore_law explore_left_out explore_periods explore_plain explore_rows explore_totalled explore_values in_term_counted keeps_calendar last_delivery
last_due_day last_load
law_parameters law_terms loads loads_changed month_ends months_between months_received paper_rows past_term_rows periods_with_rows plan_activities plan_behind_cell plan_came plan_cells plan_grid
plan_lateness plan_months plan_overdue plan_passing plan_rows plan_serving plan_systems plan_versions plan_without_number plan_year_documents plan_year_slots register_rows registers_unclocked
review_held review_rows rows_counted rules_counted rules_found sources ut_names""".split()
)
OF_FORMS = {
    "flow": "cases_flow",
    "ages": "cases_by_age",
    "survival": "cases_survival",
    "places": "cases_by_ut",
    "reasons": "cases_by_reason",
    "incidents": "incidents_by_state",
    "controls": "controls_by_domain",
    "commitments": "commitments_by_state",
    "documents": "documents_by_state",
    "risks": "risks_by_level",
    "milestones": "milestones_by_month",
    "projects": "projects",
    "project_table": "projects",
    "protected": "complaint_cells",
}
OF_EVENTS = ("events_of",)  # asked for where an indicator has its events
OF_CASES = tuple(
    """cases_by_age cases_by_deadline cases_counted cases_paths cases_paused cases_registers cases_survival cases_terms crossed_cases
crossed_registers""".split()
)  # asked for where there is the view `case_open`
OF_DUTIES = ("duty_rows", "duty_events", "duty_answers", "working_days")  # asked for where there is the view `law_duty`
PLACE = re.compile(r"\b__([a-z]+)__\b")  # a name to DuckDB too: a query with places is read as any other


def query(name: str, root: Path | None = None, **places: str) -> str:
    """The SQL of a query, with its places filled; raises CatalogError when there is none, or its places are others."""
    text, wanted = _read(name, root or folder())
    if wanted != places.keys():
        raise CatalogError(
            f"{FOLDER}/{name}.sql: sus lugares son «{', '.join(sorted(wanted))}» y se le dan «{', '.join(sorted(places))}»"
        )
    return PLACE.sub(lambda place: places[place[1]], text) if places else text


@lru_cache(maxsize=None)
def _read(name: str, root: Path) -> tuple[str, frozenset[str]]:
    """The text of a query and its places, read once."""
    path = root / FOLDER / f"{name}.sql"
    if not path.exists():
        raise CatalogError(
            f"{FOLDER}/{name}.sql: falta{nearest(name, sorted(each.stem for each in path.parent.glob('*.sql')))}"
        )
    text, _ = read_sql(path)
    if not text.startswith(HEAD):
        raise CatalogError(f"{FOLDER}/{name}.sql: la primera línea debe ser «{HEAD}…»")
    return text, frozenset(PLACE.findall(text))


def _as_asked(name: str, root: Path) -> None:
    """Refuses a query of a folder that is not asked as the program asks for the one of that name: of an earlier program,
    or changed beyond its rows."""
    ours = HERE / FOLDER / f"{name}.sql"
    if root == HERE or not ours.exists():
        return
    asks, gives = _contract(_read(name, root)[0])
    given, wanted = _contract(_read(name, HERE)[0])
    if asks - given or gives != wanted:
        lacks, more = sorted(set(wanted) - set(gives)), sorted(asks - given)
        told = [f"le falta la columna «{'», «'.join(lacks)}»"] if lacks else []
        told += [f"pide «${'», «$'.join(more)}», que nadie le da"] if more else []
        told = told or [f"sus columnas son «{', '.join(gives)}» y deben ser «{', '.join(wanted)}»"]
        raise CatalogError(f"{FOLDER}/{name}.sql: {'; '.join(told)}; parta de la consulta que trae el programa")


def _contract(sql: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """(parameters that a query asks for, columns that it gives)."""
    node = written(sql)["statements"][0]["node"]
    while node["type"] != "SELECT_NODE":
        node = node["left"]
    names = tuple(each["alias"] or each["column_names"][-1] for each in node["select_list"])
    return frozenset(re.findall(r"\$(\w+)", sql)), names


def check_queries(root: Path, screens: Screens | None) -> None:
    """Refuses a folder that lacks a query that its screens would ask for, or whose queries are badly written."""
    forms = {chart.form for topic in screens.topics for chart in topic.charts} if screens else set()
    asked = {
        *ALWAYS,
        *(OF_FORMS[form] for form in forms if form in OF_FORMS),
        *(OF_EVENTS if any((root / "indicators").glob("*.events.sql")) else ()),
        *(OF_CASES if (root / "views" / "case_open.sql").exists() else ()),
        *(OF_DUTIES if (root / "views" / "law_duty.sql").exists() else ()),
    }
    faults = []
    for name in sorted(asked | {path.stem for path in (root / FOLDER).glob("*.sql")}):
        try:
            _read(name, root)
            _as_asked(name, root)
        except CatalogError as fault:
            faults.append(str(fault))
    if faults:
        raise CatalogError("\n".join(faults))
