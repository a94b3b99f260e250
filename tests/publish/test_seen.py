"""What was on the screen when somebody confirmed: any cell of any register that another load writes is another
state."""

import shutil
from contextlib import closing, contextmanager

import duckdb
import pytest

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.publish.seen import changed_since, content_of, drawn_from, row_changed, states
from sig_metrics.store import LocalStore


@pytest.fixture(scope="module")
def held(demo_folder, tmp_path_factory):
    """A copy of the file of the demonstration, to write in."""
    store, copy = LocalStore(demo_folder), tmp_path_factory.mktemp("seen") / "copy.duckdb"
    shutil.copyfile(store.file(store.current()), copy)
    with closing(duckdb.connect(str(copy))) as connection:
        yield connection


@contextmanager
def trying(connection):
    connection.execute("begin")
    try:
        yield
    finally:
        connection.execute("rollback")


@pytest.mark.parametrize("name", [name for name, each in default_catalog().registers.items() if each.layout == "table"])
def test_a_cell_outside_the_key_changes_the_state(held, whole_catalog, name):
    register, before = whole_catalog.register(name), states(held, [name])
    assert changed_since(held, whole_catalog, before) == []
    optional = [column.name for column in register.columns if column.name not in register.key and not column.required]
    filled = [each for each in optional if held.execute(f"select count({each}) from {name}").fetchone()[0]]
    for column in filled:
        with trying(held):
            held.execute(
                f"update {name} set {column} = null where rowid = (select min(rowid) from {name} where {column} is not null)"
            )
            assert [problem.code for problem in changed_since(held, whole_catalog, before)] == ["changed_since"], column


def test_a_load_of_another_register_is_no_change(held, whole_catalog):
    before = states(held, ["agreement"])
    with trying(held):
        held.execute("update load_log set load = load + 100 where load = (select max(load) from load_log)")
        after = changed_since(held, whole_catalog, before)
    assert after == [] and content_of(before["agreement"])


def test_a_row_that_came_and_one_that_went(held, whole_catalog):
    register = whole_catalog.register("agreement")
    drawn = drawn_from(held, register, {"agreement": "ACU-2020-001", "note": "no es clave"})
    assert (
        drawn.key == {"agreement": "ACU-2020-001"}
        and drawn.row["minutes"] == "ACT-2020-01"
        and row_changed(held, whole_catalog, drawn) == []
    )
    none = drawn_from(held, register, {"agreement": "ACU-2099-001"})
    assert none.row == {} and row_changed(held, whole_catalog, none) == []
    with trying(held):
        held.execute("delete from agreement where agreement = 'ACU-2020-001'")
        (gone,) = row_changed(held, whole_catalog, drawn)
    assert (
        gone.message
        == "«ACU-2020-001» de «Acuerdos» ya no está: se retiró mientras usted llenaba el formulario. No se escribió nada."
    )
