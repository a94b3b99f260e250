"""What was on the screen when somebody confirmed: any cell of any register that another load writes is another state."""

from contextlib import closing

import pytest

from sig_metrics.catalog import default_catalog
from sig_metrics.seen import changed_since, content_of, drawn_from, row_changed, states
from sig_metrics.store import LocalStore


@pytest.fixture(scope="module")
def held(demo_folder, tmp_path_factory):
    """A copy of the rows of the demonstration, in memory."""
    import duckdb

    number = LocalStore(demo_folder).current()
    with closing(duckdb.connect()) as connection:
        connection.execute(f"attach '{LocalStore(demo_folder).file(number)}' as kept (read_only)")
        connection.execute("copy from database kept to memory")
        yield connection


@pytest.mark.parametrize("name", [name for name, each in default_catalog().registers.items() if each.layout == "table"])
def test_a_cell_outside_the_key_changes_the_state(held, whole_catalog, name):
    register = whole_catalog.register(name)
    rest = [column.name for column in register.columns if column.name not in register.key]
    before = states(held, [name])
    if not before[name].partition("@")[0] or not rest:
        assert not before[name].partition("@")[0] or not rest
        return
    assert changed_since(held, whole_catalog, before) == []
    held.execute("begin")
    held.execute(f"update {name} set {rest[-1]} = null where rowid = (select min(rowid) from {name} where {rest[-1]} is not null)")
    if held.execute(f"select count(*) from {name} where {rest[-1]} is null").fetchone()[0] == 0:
        held.execute(f"delete from {name} where rowid = (select min(rowid) from {name})")
    changed = changed_since(held, whole_catalog, before)
    held.execute("rollback")
    filled = held.execute(f"select count({rest[-1]}) from {name}").fetchone()[0]
    assert [problem.code for problem in changed] == (["changed_since"] if filled else [])


def test_a_load_of_another_register_is_no_change(held, whole_catalog):
    before = states(held, ["agreement"])
    held.execute("begin")
    held.execute("update load_log set load = load + 100 where load = (select max(load) from load_log)")
    after = changed_since(held, whole_catalog, before)
    held.execute("rollback")
    assert after == [] and content_of(before["agreement"])


def test_a_row_that_came_and_one_that_went(held, whole_catalog):
    register = whole_catalog.register("agreement")
    drawn = drawn_from(held, register, {"agreement": "ACU-2020-001", "note": "no es clave"})
    assert drawn.key == {"agreement": "ACU-2020-001"} and drawn.row["minutes"] == "ACT-2020-01" and row_changed(held, whole_catalog, drawn) == []
    none = drawn_from(held, register, {"agreement": "ACU-2099-001"})
    assert none.row == {} and row_changed(held, whole_catalog, none) == []
    held.execute("begin")
    held.execute("delete from agreement where agreement = 'ACU-2020-001'")
    (gone,) = row_changed(held, whole_catalog, drawn)
    held.execute("rollback")
    assert gone.message == "«ACU-2020-001» de «Acuerdos» ya no está: se retiró mientras usted llenaba el formulario. No se escribió nada."
