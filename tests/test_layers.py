"""Holds the architecture's table of arrows to the imports that the files really make.

Every module of the library needs its line in ALLOWED: a new module without one fails by name.
"""

import ast
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from conftest import ROOT

LIBRARY = ROOT / "sig_metrics"
BASE = {"definitions", "words", "problems"}
SHAPES = BASE | {"sheet", "cleaning", "arrival"}
READ = SHAPES | {"read", "parse", "validate", "annex"}
JUDGE = {"dates", "decimals", "personal", "suggest", "cells", "rules"}
FIGURES = BASE | {"catalog", "compute", "filters", "scope", "plan", "theme", "charts"}

# Module (or package, for all its modules) → modules of the library it may import. A package may import itself.
ALLOWED = {
    "__init__": BASE | {"catalog", "compute", "scope", "plan", "insights", "publish", "store", "describe", "template"},
    "released": set(),
    "definitions": {"released"},
    "fichas": {"definitions"},
    "law": {"definitions"},
    "fingerprint": set(),
    "kept_ficha": {"definitions"},
    "kept": BASE | {"arrival", "personal"},
    "catalog": {"definitions", "fichas", "fingerprint", "kept_ficha", "law"},
    "law_state": BASE | {"store"},
    "words": set(),
    "theme": set(),
    "literal": {"words"},
    "problems": {"words"},
    "sheet": BASE,
    "causes": BASE,
    "cleaning": BASE | {"sheet"},
    "arrival": BASE | {"sheet"},
    "headings": BASE | {"sheet", "cleaning"},
    "number_format": set(),
    "shown": BASE | {"number_format", "sheet"},
    "package": BASE | {"number_format", "sheet"},
    "sheets": BASE | {"headings", "sheet"},
    "sift": BASE | {"cleaning", "headings", "sheet"},
    "encodings": BASE,
    "workbook": BASE | {"number_format", "package", "sheet"},
    "textfile": BASE | {"encodings", "sheet"},
    "parquet": BASE | {"sheet"},
    "annex_words": {"dates", "sheet"},
    "annex_head": BASE | {"annex_words", "cleaning", "sheet"},
    "annex_rows": BASE | {"annex_head", "annex_words", "cleaning", "sheet"},
    "annex_table": BASE | {"annex_head", "annex_rows", "annex_words", "cleaning", "headings", "sheet", "sheets"},
    "annex_identity": BASE | {"annex_words", "dates", "sheet"},
    "outside": BASE | {"headings", "personal", "sheet"},
    "hiding": {"outside", "sheet"},
    "read": SHAPES | {"annex_table", "headings", "hiding", "outside", "sheets", "shown", "sift", "workbook", "textfile", "parquet"},
    "alone": set(),
    "sandbox": BASE | {"alone", "arrival", "read", "sheet"},
    "apart": BASE | {"arrival", "incoming", "read", "sandbox", "sheet", "validate"},
    "dates": set(),
    "decimals": {"definitions"},
    "person_text": set(),
    "person_mail": set(),
    "person_names": {"person_text"},
    "person_numbers": {"person_names", "person_text"},
    "person_hint": {"person_names"},
    "personal": {"person_hint", "person_mail", "person_names", "person_numbers", "person_text"},
    "suggest": {"definitions", "read"},
    "cells": BASE | {"personal", "read"},
    "rules": BASE | {"cells", "decimals"},
    "nothing": BASE | {"sheet"},
    "parse": BASE | {"dates", "decimals", "nothing", "read"},
    "typed": BASE | {"cells", "sheet"},
    "validate": BASE | JUDGE | {"outside", "read", "parse", "typed"},
    "absent": BASE | {"cells", "read", "rules"},
    "annex": BASE | {"annex_identity", "annex_rows", "annex_table", "annex_words", "cleaning", "parse", "read", "suggest", "validate"},
    "store": BASE,
    "freshness": BASE | {"scope", "store"},
    "tables": BASE | {"freshness", "law", "parse", "store"},
    "incoming": READ | {"base_version", "causes", "disclosure", "headings", "kept", "outside"},
    "identity": BASE | {"incoming", "rules"},
    "conflicts": BASE | {"differences", "incoming", "labels"},
    "references": BASE | {"units", "absent", "apart", "clock", "conflicts", "disclosure", "differences", "identity", "incoming", "older", "read", "store", "suggest"},
    "older": BASE | {"differences", "freshness", "incoming", "labels", "store"},
    "differences": BASE | {"absent", "incoming"},
    "merge": BASE | {"differences", "identity", "incoming", "older", "references", "store"},
    "seen": BASE | {"labels"},
    "publish": BASE | {"units", "differences", "identity", "incoming", "merge", "older", "references", "seen", "store", "tables"},
    "units": {"definitions"},
    "rebuild": BASE | {"units", "annex", "apart", "incoming", "read", "sheet", "merge", "store", "tables"},
    "clock": {"words", "store"},
    "destroy": BASE | {"incoming", "rebuild", "store", "units"},
    "annul": BASE | {"destroy", "incoming", "merge", "personal", "rebuild", "references", "store", "tables"},
    "condition": BASE | {"clock", "destroy", "store"},
    "quiet": set(),
    "dropped": BASE | {"arrival"},
    "watch": BASE | {"arrival", "dropped", "incoming", "kept", "ledger", "publish", "quiet", "references", "store"},
    "scope": BASE | {"catalog", "store"},
    "against": BASE | {"scope", "store"},
    "judgement": BASE | {"against", "freshness", "scope", "store"},
    "filters": BASE | {"scope"},
    "compute": BASE | {"against", "catalog", "filters", "judgement", "scope", "store"},
    "value_document": BASE | {"against", "compute", "filters", "scope", "store"},
    "plan": BASE | {"catalog", "scope", "compute", "filters", "freshness", "store"},
    "spc": BASE | {"compute"},
    "durations": BASE | {"compute"},
    "disclosure": BASE | {"cleaning"},
    "insights": FIGURES - {"theme", "charts"} | {"against", "decisions", "freshness", "spc", "durations", "store"},
    "decisions": BASE | {"beside", "cases", "compute", "filters", "freshness", "plan", "scope", "store"},
    "cases": BASE | {"freshness", "scope", "store"},
    "follow_up": BASE | {"beside", "compute", "groups", "scope", "store"},
    "drill": BASE | {"cases", "catalog", "filters", "scope", "store"},
    "charts": BASE | {"literal", "theme", "compute", "plan", "scope", "spc", "durations"},
    "beside": BASE | {"compute", "filters", "scope"},
    "describe": BASE | {"catalog", "parse"},
    "display": {"literal", "words"},
    "labels": BASE,
    "closing": BASE | {"entry", "labels", "publish", "store"},
    "confirmation": BASE | {"labels", "ledger", "publish", "store"},
    "entry": BASE | {"plan", "scope", "publish", "store"},
    "export": BASE | {"theme"},
    "problem_report": BASE | {"causes", "export", "read", "sandbox", "theme"},
    "base_version": set(),
    "template_cells": BASE | {"export", "parse"},
    "template_sheets": BASE | {"base_version", "describe", "export", "parse", "template_cells", "theme"},
    "template": BASE | {"base_version", "export", "store", "template_cells", "template_sheets", "theme"},
    "report": FIGURES | {"insights", "describe", "spc", "durations", "disclosure", "store"},
    "demo": READ | {"catalog", "publish", "store"},
    "cross_walk": BASE | {"catalog"},
    "sources": BASE | {"freshness", "scope", "store"},
    "ledger": BASE | {"store"},
    "coverage": BASE | {"freshness", "scope", "store"},
    "consistency": BASE | {"cases", "ledger", "store"},
    "groups": BASE | {"cases", "store"},
    "skeleton": BASE | {"catalog", "describe"},
    "cli_output": READ | {"beside", "problem_report", "publish", "compute", "groups", "insights", "ledger", "scope", "sources", "store"},
    "cli_usage": BASE | {"arrival"},
    "cli_store": BASE | {"cli_usage", "condition", "scope", "sources", "store", "units"},
    "cli": {"*"},
    "cli_ledger": BASE | {"annul", "catalog", "cli_output", "cli_usage", "dropped", "ledger", "rebuild", "store", "watch"},
    "__main__": {"cli"},
}

# A page may use these names of the library, and streamlit, and pages._kit; never the reader's inner parts.
PAGES_MAY_USE = {
    "annex", "annul", "apart", "beside", "cases", "catalog", "charts", "clock", "closing", "compute", "condition", "confirmation", "conflicts", "older", "consistency", "coverage", "cross_walk", "decisions", "definitions", "demo", "describe", "differences", "display", "drill", "entry",
    "export", "filters", "follow_up", "freshness", "groups", "incoming", "insights", "labels", "literal", "law_state", "ledger", "plan", "problem_report", "problems", "publish", "rebuild", "references", "report", "scope", "seen", "sources", "store", "template", "theme", "units", "words",
}  # fmt: skip
PAGES_MAY_NOT = {"duckdb", "pandas", "numpy", "pyarrow", "polars", "sqlite3"}
SQL = re.compile(r"\b(select\b.+\bfrom|insert\s+into|delete\s+from|create\s+(or\s+replace\s+)?(temp\s+)?table)\b", re.I | re.S)


def name_of(path: Path, root: Path = ROOT) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {name_of(path): path for path in sorted(LIBRARY.rglob("*.py"))}
PAGES = {name_of(path): path for path in sorted([*ROOT.glob("*.py"), *(ROOT / "pages").rglob("*.py")])}


def imports(path: Path, module: str) -> set[str]:
    """Every name a file imports, at any depth, relative ones made whole: «sig_metrics.store.local»."""
    found = set()
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], *([base] if base else [])])
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return found


def inner(name: str) -> str | None:
    """«sig_metrics.store.local.LocalStore» → «sig_metrics.store.local», the longest that is a module."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name or None


def part(module: str) -> str:
    """«sig_metrics.store.local» → «store»; the package itself → «__init__»."""
    return module.split(".")[1] if "." in module else "__init__"


def test_the_files_are_found():
    assert {"sig_metrics.catalog.reader", "sig_metrics.publish.load", "sig_metrics.store.local"} <= set(MODULES)
    assert "pages._kit.boards" in PAGES
    assert imports(MODULES["sig_metrics.publish.load"], "sig_metrics.publish.load") >= {"duckdb", "sig_metrics.store.LocalStore"}


@pytest.mark.parametrize("module", MODULES)
def test_arrows_point_one_way(module):
    own = part(module)
    assert own in ALLOWED, f"{module} has no line in ALLOWED of tests/test_layers.py: say what it may import"
    used = {part(found) for name in imports(MODULES[module], module) if (found := inner(name)) and found != "sig_metrics"}
    excess = used - ALLOWED[own] - {own}
    assert not excess or ALLOWED[own] == {"*"}, f"{module} may not import {sorted(excess)}"


@pytest.mark.parametrize("module", MODULES)
def test_nobody_imports_what_another_module_keeps_to_itself(module):
    private = {name for name in imports(MODULES[module], module) if name.startswith("sig_metrics") and re.search(r"\._(?!_)", name)}
    assert not private, f"{module} uses private names {sorted(private)}"


@pytest.mark.parametrize("module", MODULES)
def test_the_library_knows_nothing_of_screens(module):
    outside = {name.split(".")[0] for name in imports(MODULES[module], module)}
    assert not outside & {"streamlit", "pages", "dashboard", "tests", "data"}


def test_the_definitions_stand_alone():
    shapes = ("sig_metrics.catalog.model", "sig_metrics.catalog.released")  # the second is the shape of what the first holds
    outside = {name for module in shapes for name in imports(MODULES[module], module) if not name.startswith(shapes)}
    assert {name.split(".")[0] for name in outside} <= set(sys.stdlib_module_names)


def test_there_are_no_cycles():
    graph = {}
    for module, path in MODULES.items():
        found = {inner(name) for name in imports(path, module)} - {None, "sig_metrics", module}
        graph[module] = found
    order = list(TopologicalSorter(graph).static_order())
    assert set(MODULES) - {"sig_metrics"} <= set(order)


@pytest.mark.parametrize("page", PAGES)
def test_pages_arrange_and_never_compute(page):
    names = imports(PAGES[page], page)
    assert not {name.split(".")[0] for name in names} & PAGES_MAY_NOT
    ours = {part(inner(name)) for name in names if name.startswith("sig_metrics.") and inner(name)}
    assert ours <= PAGES_MAY_USE | {"__init__"}, f"{page} uses {sorted(ours - PAGES_MAY_USE)}"
    private = {name for name in names if name.startswith("sig_metrics") and re.search(r"\._(?!_)", name)}
    assert not private, f"{page} uses private names {sorted(private)}"
    if "_kit" not in page:
        third = {n.split(".")[0] for n in names} - set(sys.stdlib_module_names) - {"streamlit", "pages", "sig_metrics"}
        assert not third, f"{page} imports {sorted(third)}"


@pytest.mark.parametrize("page", PAGES)
def test_pages_hold_no_sql(page):
    tree = ast.parse(PAGES[page].read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    guilty = [text for text in texts if SQL.search(text)]
    assert not guilty, guilty


def test_the_search_for_sql_finds_it():
    assert SQL.search("select period, count(*)\nfrom cube") and SQL.search("insert into cube values (1)")
    assert not SQL.search("Seleccione un registro de la lista")


@pytest.mark.parametrize("module", [*MODULES, *PAGES])
def test_nobody_uses_plotly_express_or_reads_outside_the_project(module):
    path = MODULES.get(module) or PAGES[module]
    names = imports(path, module)
    assert not any(name.startswith("plotly.express") for name in names)
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"shared/|[\"'](/[a-z]+){2}/", text), "a path of one machine"
