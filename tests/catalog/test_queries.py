"""Reading queries are files: each is asked for, each that is asked for is there, and the rooms that ask hold no SQL
nor name what only an institution has."""

import ast
import re
from pathlib import Path
from shutil import copytree

import pytest

from conftest import ROOT
from sig_metrics.catalog.model import CatalogError
from sig_metrics.catalog.queries import OF_FORMS, query
from sig_metrics.catalog.reader import load_catalog, read_sql

FOLDER = ROOT / "sig_metrics" / "definitions" / "queries"
FILES = {path.stem: path for path in sorted(FOLDER.glob("*.sql"))}
ASKING = sorted(
    path for folder in ("sig_metrics", "pages") for path in (ROOT / folder).rglob("*.py") if path.name != "queries.py"
)
ASKED_OF = {
    f"{path.parent.name}/{path.stem}": path
    for room in ("measure", "present")
    for path in sorted((ROOT / "sig_metrics" / room).glob("*.py"))
    if path.stem != "filters"  # how a filter is written over the cube
}
# What publication writes besides the registers, the views and the law: the parts of the indicators, what the rules
# found and where rows come from.
WRITTEN = {"check_row", "indicator_event", "load_log", "register_due", "register_period", "register_source"}
FILLED = {"__cube__", "__totals__", "__rows__", "__register__", "__table__"}  # places of a table
OF_THE_PLAN = re.compile(
    r"plan|plan_\w+|activity_\w+|slot_\w+|deliverable|organizational_unit|territorial_unit|month_end|unit_part|unit_state|law_\w+"
)
# words of a vocabulary that are also a table (the states of commitments, a kind of decision), and what is asked for before
# there are cases
FOLLOWED = {
    # what is kept of the reading itself, where an institution keeps it
    "measure/noted": {"annotation"},
    "measure/follow_up": {"commitment_state"},
    "measure/decisions": {"agreement", "case_open"},
    "measure/topics": {"case_open"},
    "measure/crossed": {"case_open"},
    # a kind of row of the query of the plan, and the column of what approved a version
    "measure/plan_evidence": {"document"},
    "measure/versions": {"document"},
    # the kinds of rows that the plan itself explains, as its sections of Catálogo are called
    "present/find": {"definition", "legal_basis", "responsibility"},
}
# tables of queries by a code of the program, asked for by that code
TABLES = {"OF_FORMS": set(OF_FORMS.values())}
SQL = re.compile(r"\bselect\b.+\bfrom\b", re.I | re.S)


def asked(text: str) -> set[str]:
    """The queries that a module asks for by name; a name that is not written there, or in a table, is no name."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "query":
            first = node.args[0]
            if isinstance(first, ast.Subscript):
                found |= TABLES[ast.unparse(first.value)]
                continue
            names = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            assert all(isinstance(name, ast.Constant) for name in names), ast.unparse(node)
            found |= {name.value for name in names}
    return found


def texts(text: str) -> set[str]:
    """The texts of a module, but its docstrings; of one with blanks, its parts together."""
    tree = ast.parse(text)
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and isinstance(node.body[0], ast.Expr)
    }
    parts = {
        "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
    }
    return parts | {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    }


def folder(root, **files: str):
    (root / "queries").mkdir(exist_ok=True)
    for name, text in files.items():
        (root / "queries" / f"{name}.sql").write_text(text, encoding="utf-8")
    return root


def test_every_query_is_asked_for_and_every_name_has_its_query():
    names = set().union(*(asked(path.read_text(encoding="utf-8")) for path in ASKING))
    assert len(names) > 40
    assert (names - FILES.keys(), FILES.keys() - names) == (set(), set())
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.sql" for name in FILES}


def test_who_asks_is_found():
    assert asked('a = query("one")\nb = query("two" if c else "three", cube="x")') == {"one", "two", "three"}
    with pytest.raises(AssertionError):
        asked("query(name)")


@pytest.mark.parametrize("name", FILES)
def test_a_query_says_what_a_row_is_has_no_clock_and_reads_what_there_is(name, whole_catalog):
    text, tables = read_sql(FILES[name])  # refuses a clock and «select *»
    assert re.match(r"-- grain: one row[ :]", text) and text.endswith("\n")
    known = whole_catalog.registers.keys() | whole_catalog.views.keys() | WRITTEN | FILLED
    assert tables - known == set()


@pytest.mark.parametrize("name", ASKED_OF)
def test_who_measures_holds_no_sql_and_names_nothing_of_one_institution(name, whole_catalog):
    said = texts(ASKED_OF[name].read_text(encoding="utf-8"))
    # a filter over the cube may ask it for its last period
    # and a pattern over the text of a query is none
    shown = {text for text in said if SQL.search(text) and not text.startswith(("cube.", "(?"))}
    own = {each for each in (*whole_catalog.registers, *whole_catalog.views) if not OF_THE_PLAN.fullmatch(each)}
    assert (shown, said & own) == (set(), FOLLOWED.get(name, set()))


def test_the_search_for_sql_finds_it_in_pieces():
    assert any(SQL.search(text) for text in texts('x = f"select {a} from {b} where c"')) and not texts(
        '"""select a from b"""'
    )
    assert not any(SQL.search(text) for text in texts('x = "Seleccione un registro de la lista"'))


def test_a_place_is_filled_by_who_asks(tmp_path):
    root = folder(
        tmp_path,
        one="-- grain: one row a month\nselect cube.period\nfrom __cube__\nwhere cube.unit = $unit\n    and __filters__\n",
    )
    assert query("one", root, cube="backlog as cube", filters="true").splitlines()[1:] == [
        "select cube.period",
        "from backlog as cube",
        "where cube.unit = $unit",
        "    and true",
    ]
    for places in ({"cube": "backlog as cube"}, {"cube": "a as cube", "filters": "true", "unit": "true"}, {}):
        with pytest.raises(CatalogError, match=r"queries/one\.sql: sus lugares son «cube, filters»"):
            query("one", root, **places)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-- grain: one row a month\nselect current_date as period", "current_date"),
        ("-- grain: one row a month\nselect now() as at", "now"),
        ("-- grain: one row a month\nselect * from cube", r"select \*"),
        ("-- grain: one row a month\nselect cube.* from cube", r"select \*"),
        ("-- grain: one row a month\nselect period form cube", "SQL mal escrito"),
        ("select cube.period from cube", "-- grain: "),
        ("-- a month\nselect cube.period from cube", "-- grain: "),
    ],
)
def test_a_query_that_cannot_be_trusted_is_refused_by_its_name(tmp_path, text, said):
    with pytest.raises(CatalogError, match=f"wrong.sql.*{said}"):
        query("wrong", folder(tmp_path, wrong=text))


def test_a_name_without_file_is_told_the_nearest(tmp_path):
    root = folder(tmp_path, cases_flow="-- grain: one row a month\nselect cube.period from cube\n")
    with pytest.raises(CatalogError, match=r"queries/cases_flw\.sql: falta\. ¿Quiso decir «cases_flow»\?"):
        query("cases_flw", root)


def test_a_query_is_read_once(tmp_path):
    root = folder(tmp_path, one="-- grain: one row\nselect 1 as one\n")
    first = query("one", root)
    folder(tmp_path, one="-- grain: one row\nselect 2 as two\n")
    assert query("one", root) is first


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("documents_by_state", "    document_state.period,\n", "", "le falta la columna «period»"),
        ("last_due_day", "null::date as last", "null::date as last, $year as year", "pide «$year», que nadie le da"),
        ("last_due_day", "as last", "as latest", "le falta la columna «last»"),
        ("last_due_day", "as last", "as last, 1 as more", "sus columnas son «last, more» y deben ser «last»"),
    ],
)
def test_a_query_of_an_earlier_program_is_refused_with_what_to_do(tmp_path, name, before, after, said):
    root = Path(copytree(ROOT / "examples" / "cuidar" / "definitions", tmp_path / "definitions"))
    path = root / "queries" / f"{name}.sql"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        load_catalog(root)
    assert str(caught.value) == f"queries/{name}.sql: {said}; parta de la consulta que trae el programa"
