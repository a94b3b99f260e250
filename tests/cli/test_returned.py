"""The signed paper of a deliverable comes back by the command line: its slot turns by the ordinary load, and what the drawer
refuses is refused, each for its reason.

deliverable.csv, activity 18 of October: item 1 came as «Informe N° 0064-2021-MIDIS/PNADP-UCI»; item 2 came without a number
(so that it is overdue); activity 22 of October has nothing."""

import hashlib
import json
from contextlib import closing

import pytest
from test_activity_back import filled

from conftest import contents
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.cli.commands import main
from sig_metrics.measure import plan
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.report.drafts.activity import drafted
from sig_metrics.report.drafts.activity_sight import kind_of

NUMBER = "Informe N° 0099-2021-MIDIS/PNADP-CT"
SAID = {"--activity": "18", "--month": "2021-10", "--number": NUMBER, "--on": "2021-10-29", "--by": "CT"}


@pytest.fixture(scope="module")
def draft(demo_snapshot, whole_catalog) -> bytes:
    data = dataset_of(demo_snapshot, whole_catalog)
    return drafted(data, kind_of(data.catalog, "ctvc_status"), 2021, 10).docx


@pytest.fixture
def run(demo_copy, tmp_path, capsys):
    """The command on a file: (its code, what it said)."""

    def told(content: bytes, *more: str, **given: str) -> tuple[int, str]:
        path = tmp_path / "firmado.docx"
        path.write_bytes(content)
        said = SAID | {f"--{name}": value for name, value in given.items()}
        code = main(["returned", str(path), "--store", str(demo_copy.folder), *sum(said.items(), ()), *more])
        out = capsys.readouterr()
        return code, out.out + out.err

    return told


def slot(store, activity: str, month: int, item: int) -> dict:
    with closing(dataset_of(store.open(), default_catalog())) as data:
        found = plan.behind_cell(data, Scope(month_end(2021, month)), activity, month)
        return next(row for row in found if row["item"] == item)


def test_its_slot_turns_by_the_ordinary_load(run, demo_copy, draft):
    content = filled(draft)
    assert slot(demo_copy, "18", 10, 2)["state"] == "overdue"
    code, said = run(content)
    assert code == 0 and "Quedó registrado el documento de la actividad 18, octubre de 2021, n.º 2." in said
    row = slot(demo_copy, "18", 10, 2)
    assert (row["state"], row["document_number"], row["unit"]) == ("on_time", NUMBER, "CT")
    assert row["evidence"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    *_, last = [each for each in demo_copy.journal.entries() if each["event"] == "load"]
    assert last["who"] == "CT"
    code, said = run(content)
    assert code == 1 and f"ya responde el documento «{NUMBER}»" in said


def test_as_json_it_is_a_load_with_the_facts_of_the_file(run, draft):
    content = filled(draft)
    code, said = run(content, "--json")
    told = json.loads(said)
    assert code == 0 and told["changed"] == 1 and told["sha256"] == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    "given,words",
    [
        ({"month": "2021-12"}, "Es el borrador de la actividad 18, octubre de 2021, n.º 2"),
        ({"activity": "22"}, "Es el borrador de la actividad 18"),
        ({"number": "informe n° 0064-2021-midis/pnadp-uci"}, "ya responde por la actividad 18, octubre de 2021, n.º 1"),
        ({"number": " "}, "Escriba el número del documento"),
        ({"item": "1"}, "ya responde el documento «Informe N° 0064-2021-MIDIS/PNADP-UCI»"),
        ({"item": "3"}, "tiene en octubre de 2021 los entregables n.º 1 y 2"),
        ({"activity": "22", "month": "2021-09"}, "El plan no programa la actividad 22 en setiembre de 2021."),
        ({"activity": "99"}, "La programa en: ningún mes"),
        ({"month": "octubre"}, "«octubre»"),
        ({"on": "2100-01-01"}, "01/01/2100, es posterior a hoy"),
        ({"unit": "UZZ"}, "La unidad «UZZ» no existe"),
    ],
)
def test_what_is_not_registered_says_why_and_changes_nothing(run, demo_copy, draft, given, words):
    before = contents(demo_copy.folder)
    code, said = run(filled(draft), **given)
    assert code == 1 and words in said, said
    assert contents(demo_copy.folder).keys() == before.keys()


def test_nor_one_with_a_blank_or_that_is_no_paper(run, demo_copy, draft):
    before = contents(demo_copy.folder)
    code, said = run(draft)
    assert code == 1 and "Al documento le queda por completar" in said
    code, said = run(b"hola")
    assert code == 1 and "no es un PDF ni un DOCX" in said
    assert contents(demo_copy.folder).keys() == before.keys()
