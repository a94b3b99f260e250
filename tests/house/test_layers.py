"""Holds the architecture's table of arrows to the imports that the files really make.

A module is in the room of what it does to data, and rooms see each other one way only: the lines of WALLS.
"""

import ast
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from conftest import ROOT

LIBRARY = ROOT / "sig_metrics"
# Room → rooms that it may import, besides itself. `publish` and `measure` meet only in the snapshot. `cli` and the
# pages are the doors.
WALLS = {
    "language": set(),
    "catalog": {"language"},
    "store": {"language"},
    "intake": {"language", "catalog"},
    "publish": {"language", "catalog", "store", "intake"},
    "measure": {"language", "catalog", "store"},
    # what a corte is called stays for ever, and has no personal data
    "corte": {"language", "catalog", "store", "intake", "measure"},
    "present": {"language", "catalog", "store", "intake", "measure"},
    # a session decides on a corte, and leaves its rows as any load does
    "session": {"language", "catalog", "store", "intake", "publish", "measure", "corte"},
    # a copy that comes back signed is read as any file is
    "report": {"language", "catalog", "store", "intake", "measure", "corte", "session", "present"},
    "demo": {"language", "catalog", "store", "intake", "publish"},
    "cli": {
        *("language", "catalog", "store", "intake", "publish", "measure", "corte", "present", "session", "report"),
        "demo",
    },
}
# Of the papers, what each of their rooms may use of the others: a format knows nothing of what it writes.
PAPERS = {
    "writers": {"model"},
    "slides": {"model", "parts"},
    "papers": {"model", "writers"},
    "drafts": {"model", "parts", "signed", "papers", "writers"},
}
DOORS = {"__main__": {"cli"}, "__init__": set(WALLS) - {"cli", "demo"}}

# What a page may never use of a room: the inner parts of the reader, of what is written and of the command line.
PAGES_MAY_NOT_USE = (
    "sig_metrics.cli",
    "sig_metrics.intake.files",
    "sig_metrics.intake.values",
    "sig_metrics.intake.judge",
    "sig_metrics.intake.personal",
    "sig_metrics.intake.child",
    "sig_metrics.intake.table",
    "sig_metrics.publish.tables",
    "sig_metrics.publish.merge",
    "sig_metrics.present.template_cells",
    "sig_metrics.present.template_sheets",
)
PAGES_MAY_NOT = {"duckdb", "pandas", "numpy", "pyarrow", "polars", "sqlite3"}
SQL = re.compile(
    r"\b(select\b.+\bfrom|insert\s+into|delete\s+from|create\s+(or\s+replace\s+)?(temp\s+)?table)\b", re.I | re.S
)


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
    assert imports(MODULES["sig_metrics.publish.load"], "sig_metrics.publish.load") >= {
        "duckdb",
        "sig_metrics.store.LocalStore",
    }


def test_every_module_is_in_a_room():
    assert {part(module) for module in MODULES} == {*WALLS, *DOORS}
    # what Python leaves of folders that are gone is no room
    written = {path.relative_to(LIBRARY) for path in LIBRARY.rglob("*") if path.suffix != ".pyc" and path.is_file()}
    assert {path.parts[0] for path in written if len(path.parts) > 1} == {*WALLS, "definitions"}
    assert not list((LIBRARY / "definitions").rglob("*.py")), "content only"


def test_the_rooms_of_the_papers_see_each_other_one_way():
    rooms = {module: module.split(".")[2] for module in MODULES if module.startswith("sig_metrics.report.")}
    assert {*PAPERS} == {path.name for path in (LIBRARY / "report").iterdir() if (path / "__init__.py").exists()}
    for module, own in rooms.items():
        found = {inner(name) for name in imports(MODULES[module], module)}
        assert {rooms[each] for each in found & set(rooms)} - {own} <= PAPERS.get(own, set(rooms.values())), module


@pytest.mark.parametrize("module", MODULES)
def test_rooms_see_each_other_one_way(module):
    own = part(module)
    used = {
        part(found) for name in imports(MODULES[module], module) if (found := inner(name)) and found != "sig_metrics"
    }
    excess = used - {**WALLS, **DOORS}[own] - {own}
    assert not excess, f"{module} is in «{own}» and may not import from {sorted(excess)}"


@pytest.mark.parametrize("room", [*WALLS])
def test_every_room_says_what_it_does_to_data(room):
    assert ast.get_docstring(ast.parse((LIBRARY / room / "__init__.py").read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", MODULES)
def test_nobody_imports_what_another_module_keeps_to_itself(module):
    private = {
        name
        for name in imports(MODULES[module], module)
        if name.startswith("sig_metrics") and re.search(r"\._(?!_)", name)
    }
    assert not private, f"{module} uses private names {sorted(private)}"


@pytest.mark.parametrize("module", MODULES)
def test_the_library_knows_nothing_of_screens(module):
    outside = {name.split(".")[0] for name in imports(MODULES[module], module)}
    assert not outside & {"streamlit", "pages", "dashboard", "tests", "data"}


def test_the_definitions_stand_alone():
    # the others are shapes of what the first holds; a name that is not there is told the nearest
    shapes = tuple(
        f"sig_metrics.catalog.{name}" for name in ("model", "paper_model", "register_model", "released", "screen_model")
    )
    besides = (*shapes, "sig_metrics.language.nearest")
    outside = {name for module in shapes for name in imports(MODULES[module], module) if not name.startswith(besides)}
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
    ours = {found for name in names if name.startswith("sig_metrics.") and (found := inner(name))}
    assert not (inside := sorted(each for each in ours if each.startswith(PAGES_MAY_NOT_USE))), f"{page} uses {inside}"
    private = {name for name in names if name.startswith("sig_metrics") and re.search(r"\._(?!_)", name)}
    assert not private, f"{page} uses private names {sorted(private)}"
    if "_kit" not in page:
        third = {n.split(".")[0] for n in names} - set(sys.stdlib_module_names) - {"streamlit", "pages", "sig_metrics"}
        assert not third, f"{page} imports {sorted(third)}"


@pytest.mark.parametrize("page", [page for page in PAGES if "_kit" not in page])
def test_the_file_of_a_page_keeps_nothing(page):
    """It is run anew each time: what its functions kept would be lost with them, and held in the list of what to let go."""
    made = ast.walk(ast.parse(PAGES[page].read_text(encoding="utf-8")))
    dressed = [node.name for node in made if isinstance(node, ast.FunctionDef) and node.decorator_list]
    assert not dressed, f"{page}: {dressed}"


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
