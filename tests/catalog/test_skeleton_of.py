"""Skeletons that begin from a register, and those of a chart and a screen: what is left to fill is the only thing
that lacks."""

import importlib.util
import shutil

import duckdb
import pytest

from conftest import ROOT
from pages._kit.shell import frame, start
from sig_metrics.catalog.model import CatalogError
from sig_metrics.catalog.reader import default_catalog, load_catalog
from sig_metrics.catalog.skeleton import new_chart, new_check, new_indicator, new_screen, screen_line
from sig_metrics.present.theme import LIGHT
from sig_metrics.publish.load import Incoming, prepare
from sig_metrics.publish.tables import create_tables

LIBRARY = ROOT / "sig_metrics" / "definitions"
CATALOG = default_catalog()
TABLES = [name for name, register in CATALOG.registers.items() if register.layout == "table"]
# register → the dimensions that its columns give, and the month of its rows, both read in its TOML
SHAPES = {
    "audit": (("system", "kind"), "last_day(audit.executed_on)", "where audit.executed_on is not null"),
    "qrd": (("unit", "ut", "kind", "reason"), "last_day(qrd.registered_on)", ""),
    "household": (("ut",), "last_day(make_date(household.year, household.bimester * 2, 1))", ""),
    "corruption_status": (
        (),
        "last_day(make_date(corruption_status.year, case corruption_status.semester when 'first' then 6 else 12 end, 1))",
        "",
    ),
    "survey_answer": (
        ("ut",),
        "last_day(make_date(substr(survey_answer.wave, 1, 4)::bigint, substr(survey_answer.wave, 6, 2)::bigint, 1))",
        "",
    ),
    "risk_treatment": (("unit",), "last_day(risk_treatment.planned_on)", ""),
    "definition": ((), "month_end.period", ""),
}
FILLED = (
    ('# code = "«escriba el código de la ficha, por ejemplo PLN-10»"', 'code = "NEW-01"'),
    ("«escriba up, down, zero o neutral»", "up"),
    ("«escriba stock, flow, year_to_date o last»", "flow"),
    ("«escriba once, until_closed o, si no mide un plazo, none»", "none"),
    ("«escriba la unidad»", "UPPM"),
)


@pytest.fixture(scope="module")
def empty():
    """Every register and view, without rows."""
    connection = duckdb.connect()
    create_tables(connection, CATALOG)
    connection.execute("create table month_end (period date)")
    yield connection
    connection.close()


def indicator(tmp_path, register: str, kind: str = "", name: str = "new_thing"):
    """(ficha, SQL, golden head, golden register) of one more indicator, in an empty folder of definitions."""
    made = new_indicator(
        tmp_path / "library", tmp_path / "tests", name, kind, CATALOG.register(register), CATALOG.vocabularies
    )
    assert [path.relative_to(tmp_path).as_posix() for path in made] == [
        f"library/indicators/{name}.toml",
        f"library/indicators/{name}.sql",
        f"tests/golden/{name}/expected.csv",
        f"tests/golden/{name}/{register}.csv",
    ]
    return [path.read_text(encoding="utf-8") for path in made]


@pytest.mark.parametrize("register", TABLES)
def test_the_sql_of_any_register_runs_and_gives_the_columns_of_its_case(empty, tmp_path, register):
    for kind in ("rate", "count", "index"):
        _, sql, head, _ = indicator(tmp_path / kind, register, kind)
        given = [column[0] for column in empty.execute(f"select * from ({sql}) limit 0").description]
        assert ",".join(given) + "\n" == head and given[0] == "period" and given[-2:] == ["numerator", "denominator"]


@pytest.mark.parametrize("register", TABLES)
def test_the_row_of_examples_is_accepted_by_its_register(tmp_path, register):
    text = indicator(tmp_path, register)[3]
    assert text.splitlines()[0] == ",".join(column.name for column in CATALOG.register(register).columns)
    assert prepare(Incoming(register, f"{register}.csv", text.encode()), CATALOG).read == 1


@pytest.mark.parametrize("register", SHAPES)
def test_it_reads_the_register_by_the_dimensions_and_the_month_of_its_columns(tmp_path, register):
    dimensions, period, where = SHAPES[register]
    ficha, sql, head, _ = indicator(tmp_path, register, "rate")
    assert head == ",".join(["period", *dimensions, "numerator", "denominator"]) + "\n"
    assert f"    {period} as period,\n" in sql and (where in sql if where else "\nwhere " not in sql)
    reads = f'"{register}", "month_end"' if period == "month_end.period" else f'"{register}"'
    assert f"reads = [{reads}]" in ficha and "source_registers" not in ficha


def test_the_kind_is_that_of_its_name_or_the_one_asked_for(tmp_path):
    found = {}
    for name, kind in (
        ("a_rate", ""),
        ("an_index", ""),
        ("a_count", ""),
        ("a_number", ""),
        ("b_rate", "count"),
        ("b_count", "index"),
    ):
        ficha, sql, *_ = indicator(tmp_path / name, "audit", kind, name)
        found[name] = (
            ficha.partition('unit = "')[2].partition('"')[0],
            "scale = 1.0" in ficha,
            "null as denominator" in sql,
            "\ndenominator = " in ficha,
        )
    rate, count, index = ("percent", False, False, True), ("count", False, True, False), ("index", True, False, True)
    assert found == {
        "a_rate": rate,
        "an_index": index,
        "a_count": count,
        "a_number": count,
        "b_rate": count,
        "b_count": index,
    }


def test_filled_by_the_words_it_asks_for_it_is_an_indicator(tmp_path):
    shutil.copytree(LIBRARY, tmp_path / "library")
    toml, *_ = new_indicator(
        tmp_path / "library",
        tmp_path / "tests",
        "audits_done_rate_x",
        "rate",
        CATALOG.register("audit"),
        CATALOG.vocabularies,
    )
    with pytest.raises(CatalogError, match="audits_done_rate_x.toml: falta la clave «code»"):
        load_catalog(tmp_path / "library")
    text = toml.read_text(encoding="utf-8")
    for old, new in FILLED:
        assert old in text
        text = text.replace(old, new)
    toml.write_text(text, encoding="utf-8")
    made = load_catalog(tmp_path / "library").indicator("NEW-01")
    assert (made.source_registers, made.reads, made.labels, made.frequency) == (
        ("audit",),
        ("audit",),
        {"kind": "audit_kind"},
        "half_yearly",
    )


def test_a_share_of_protected_counts_is_shown_by_steps(tmp_path):
    assert "\nstep = 0.05" in indicator(tmp_path / "a", "corruption_status", "rate")[0]
    assert (
        "\nstep"
        not in indicator(tmp_path / "b", "corruption_status", "count")[0]
        + indicator(tmp_path / "c", "audit", "rate")[0]
    )


def test_a_rule_of_a_register_gives_its_key_and_finds_nothing_yet(empty, tmp_path):
    shutil.copytree(LIBRARY, tmp_path / "library")
    toml, sql = new_check(tmp_path / "library", "deliverable_strange", CATALOG.register("deliverable"))
    with pytest.raises(CatalogError, match="deliverable_strange.toml: falta la clave «code»"):
        load_catalog(tmp_path / "library")
    toml.write_text(
        toml.read_text(encoding="utf-8").replace(
            '# code = "«escriba el código de la regla, por ejemplo AUD-S1»"', 'code = "NEW-S1"'
        ),
        encoding="utf-8",
    )
    made = load_catalog(tmp_path / "library").checks["deliverable_strange"]
    found = empty.execute(made.sql)
    assert [column[0] for column in found.description] == [
        "year",
        "activity",
        "programmed_month",
        "item",
    ] and found.fetchall() == []
    assert made.reads == ("deliverable",) and "«escriba" in sql.read_text(encoding="utf-8")


def brought(path):
    """A module by its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_chart_draws_its_rows_from_the_first_day(tmp_path):
    form, test = new_chart(tmp_path, "dots")
    assert (form.relative_to(tmp_path).as_posix(), test.relative_to(tmp_path).as_posix()) == (
        "sig_metrics/present/charts/dots.py",
        "tests/present/test_chart_dots.py",
    )
    module = brought(form)
    drawn = module.dots_chart(
        [{"label": "Uno", "value": 3}, {"label": "Dos", "value": 1500}], LIGHT, "Demostración"
    ).to_dict()
    assert drawn["data"][0]["x"] == [3, 1500]
    assert [note["text"].strip() for note in drawn["layout"]["annotations"]] == ["3", "1,500", "Demostración"]
    assert module.dots_alt([{"label": "Uno", "value": 3}]) == "«escriba el título». Uno: 3."
    compile(test.read_text(encoding="utf-8"), "test", "exec")


def test_a_screen_says_what_its_file_says(tmp_path, monkeypatch):
    page, golden = new_screen(tmp_path, "mesa_de_partes", "UPPM", "SGC")
    shown, told = [], []
    monkeypatch.setattr(start, "show", shown.append)
    monkeypatch.setattr(frame, "title", lambda text, sentences: told.append((text, sentences)))
    brought(page)
    shown[0](None)
    lines = golden.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Mesa de partes" and {line for line in lines if line.startswith("> ")} == {
        f"> {told[0][1][0]}"
    }
    assert told == [("Mesa de partes", ["«escriba qué dice la pantalla, en una frase»."])]
    assert [line.partition("?")[2] for line in lines if line.startswith("## ")] == [
        "corte=2021-11",
        "corte=2021-11&unidad=UPPM",
        "corte=2021-11&sistema=SGC",
        "corte=2021-11&comparar=no",
    ]
    assert screen_line("mesa_de_partes") == 'Screen("mesa_de_partes", "Mesa de partes", ANALYSIS),'
