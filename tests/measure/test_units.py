"""Units and territorial units are dated catalogues: what is used outside its validity is found, by register."""

import pytest

from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.store import LocalStore

HEAD = "action,origin,systems,unit,opened_on,committed_on,implemented_on,verified_on,effective,cancelled_on\n"
UNITS = "unit,name,valid_from,valid_until,norm\nUTI,Unidad de Tecnologías,2018-01-01,2021-06-30,X\nUTI,Oficina de Tecnologías,2021-07-02,,Y\nURH,Recursos Humanos,2018-01-01,,X\n"


@pytest.fixture
def found(tmp_path, whole_catalog):
    def check(units: str, *rows: str) -> list[dict]:
        store = LocalStore(tmp_path / "store")
        files = [Incoming("improvement_action", "a.csv", (HEAD + "\n".join(rows) + "\n").encode())]
        files += [Incoming("organizational_unit", "u.csv", units.encode())] if units else []
        load_files(store, whole_catalog, files, "prueba")
        snapshot = store.open()
        return snapshot.rows("select row from check_row where rule = 'unit_not_in_force'")

    return check


def action(number: int, unit: str, day: str) -> str:
    return f"ACC-{number:03d},audit,SGC,{unit},{day},2021-12-31,,,,"


def test_the_last_day_of_a_name_and_the_first_of_the_next_are_in_force(found):
    assert not found(
        UNITS, action(1, "UTI", "2021-06-30"), action(2, "UTI", "2021-07-02"), action(3, "URH", "2021-12-01")
    )


def test_a_day_between_two_names_and_a_unit_that_is_not_there_are_found(found):
    rows = found(UNITS, action(1, "UTI", "2021-07-01"), action(2, "UTI", "2021-06-30"), action(3, "UAJ", "2021-03-01"))
    assert len(rows) == 2 and {'"code":"UTI"' in row["row"] for row in rows} == {True, False}
    assert any('"first_day":"2021-07-01"' in row["row"] and '"cases":1' in row["row"] for row in rows)


def test_without_the_catalogue_nothing_is_judged(found):
    assert not found("", action(1, "UTI", "2021-07-01"))
