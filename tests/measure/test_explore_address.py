"""A question and its address are the same thing: it comes back whole, what does not exist is told, and no link is too
long; what a part may be, and what a question becomes when one changes."""

import random
import shutil
from contextlib import closing
from datetime import date
from urllib.parse import urlencode

import pytest
from test_explore import HOSTILE, QUESTIONS

from conftest import NOVEMBER
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.explore import address, choices, shaped, spoken, views
from sig_metrics.measure.explore.answer import against, ask
from sig_metrics.measure.explore.question import SPANS, Question, askable, checked, default, measures_of
from sig_metrics.measure.explore.rows import key_of, place_of
from sig_metrics.measure.scope import Scope
from sig_metrics.publish.entry import entry
from sig_metrics.publish.load import load_files
from sig_metrics.store import LocalStore


@pytest.fixture(scope="module")
def dataset(demo_snapshot, whole_catalog):
    return Dataset(demo_snapshot, whole_catalog)


FILTERED = (
    Question("qrd", filters=(("kind", ("claim", "")), ("ut", ("a,b;c:d", "%2C", "-", "á é")))),
    Question("vulnerability", split="origin", group="severity", top=3, day="closed_on", grain="quarter", span="all"),
    Question("qrd"),
)


@pytest.mark.parametrize("question", [*QUESTIONS[:40], *FILTERED], ids=lambda question: question.register)
def test_a_question_comes_back_from_its_address(whole_catalog, question):
    question = checked(whole_catalog, question)
    said = address.keys_of(whole_catalog, question)
    assert address.read(whole_catalog, said) == (question, [])
    assert len(urlencode(said)) < 200 and not address.too_long(said)


def test_what_a_register_opens_with_is_left_out_of_its_address(whole_catalog):
    for name, register in askable(whole_catalog).items():
        said = address.keys_of(whole_catalog, default(whole_catalog, register))
        assert said == ({} if name == "qrd" else {"reg": name})


@pytest.mark.parametrize("text", [*HOSTILE, "²", "", "-1", "corruption_status"])
def test_what_an_address_asks_for_in_vain_is_told_and_the_rest_stands(whole_catalog, text):
    keys = [address.REGISTER, *address.KEYS.values()]
    found, told = address.read(whole_catalog, {**dict.fromkeys(keys, text), "cada": "year"})
    assert checked(whole_catalog, found) == found and (found.register, found.grain) == ("qrd", "year")
    assert bool(told) == bool(text)


def test_a_link_with_too_many_values_is_too_long(whole_catalog):
    long = Question("qrd", filters=(("ut", tuple(f"unidad número {n}" for n in range(30))),))
    assert address.too_long(address.keys_of(whole_catalog, long))


def test_every_part_that_is_offered_can_be_asked(dataset):
    """From any question, any change of one part gives a question that is answered, drawn and said."""
    chance, scope, asked = random.Random(7), Scope(NOVEMBER), 0
    for name in chance.sample(sorted(askable(dataset.catalog)), 14):
        question = default(dataset.catalog, askable(dataset.catalog)[name])
        for _ in range(6):
            offered = {**choices.offered(dataset, question), **choices.rare(dataset.catalog, question)}
            part = chance.choice([part for part in offered if part != "register"])
            question = choices.changed(dataset, question, part, chance.choice([*offered[part]]))
            found = ask(dataset, question, scope)
            rows, headings = shaped.laid_out(dataset.catalog, found)
            assert rows and "value" in headings and spoken.sentence(dataset.catalog, found).endswith(".")
            drawn = {
                shaped.LINES: shaped.lines,
                shaped.BARS: shaped.bars,
                shaped.STACK: lambda found: shaped.stack(found)[0],
            }
            for form in shaped.forms_of(found):
                assert all(row["key"] == "" or place_of(found, row["key"]) for row in drawn[form](found))
            asked += 1
    assert asked == 84


def test_a_measure_that_changes_is_of_the_first_column_there_is(dataset):
    question = Question("qrd", group="kind")
    assert choices.changed(dataset, question, "measure", "share").column == "kind"
    median = choices.changed(dataset, question, "measure", "median")
    assert (median.column, median.other) == ("registered_on", "referred_on")
    assert choices.changed(dataset, median, "column", "referred_on").other == "registered_on"
    assert choices.changed(dataset, median, "measure", "count") == question
    assert choices.changed(dataset, Question("qrd", group="kind", split="unit"), "group", "").group == "unit"
    assert "sum" not in measures_of(askable(dataset.catalog)["qrd"]) and SPANS[0] == "12"


def test_a_key_says_its_place_and_nothing_else(dataset):
    found = ask(dataset, Question("qrd", group="kind", grain="month"), Scope(NOVEMBER))
    for place in found.points:
        assert place_of(found, key_of(*place)) == place
    for key in ("", "..", "2021-10", "2021-13.=claim.", "2021-10.=otra.", "2021-10.*.", "....", ".=claim.x", "%"):
        place = place_of(found, key)
        assert place is None or place[0] is None and key == ".."


def test_a_view_saved_again_is_another_version(dataset):
    known = views.saved(dataset)
    assert [(each.name, each.version, each.last) for each in known if each.name == "QRD por motivo"] == [
        ("QRD por motivo", 2, True),
        ("QRD por motivo", 1, False),
    ]
    for each in known:
        found, told = address.read(dataset.catalog, dict(each.query))
        assert told == [] and address.keys_of(dataset.catalog, found).items() <= dict(each.query).items()
    asked = {"por": "ut", "si": "kind:claim,-"}
    row = views.written(dataset, " QRD  por motivo ", "UCI", "", ("explorador", asked), date(2021, 12, 1))
    assert (row["name"], row["version"], row["saved_on"]) == ("QRD por motivo", 3, "2021-12-01")
    assert row["address"] == "explorador?por=ut&si=kind:claim,-"
    first = views.written(dataset, "Otra", "UCI", "", ("explorador", {}), date(2021, 12, 1))
    assert (first["version"], first["address"]) == (1, "explorador")


def test_a_year_before_is_twelve_months_before(dataset):
    """Of the year so far, in March: January to March of the year before; what came just before is October to December."""
    found = ask(dataset, Question("qrd", span="year"), Scope(date(2021, 3, 31)))
    year, previous = (against(dataset, found, kind) for kind in ("year", "previous"))
    assert (year.since, year.scope.cutoff) == (date(2020, 1, 1), date(2020, 3, 31))
    assert (previous.since, previous.scope.cutoff) == (date(2020, 10, 1), date(2020, 12, 31))
    assert against(dataset, ask(dataset, Question("qrd", span="all"), Scope(NOVEMBER)), "year") is None


def test_a_view_is_kept_like_a_load_and_the_one_before_stays(demo_folder, whole_catalog, dataset, tmp_path):
    """A form makes a file of one row: it is in the ledger, in the archive, and beside the versions before it."""
    store = LocalStore(shutil.copytree(demo_folder, tmp_path / "store"))
    row = views.written(dataset, "QRD por motivo", "UCI", "", ("explorador", {"por": "reason"}), date(2021, 12, 1))
    report = load_files(store, whole_catalog, [entry(whole_catalog.register(views.REGISTER), row)], "UCI")[0]
    assert (report.loaded, report.new, report.changed) == (True, 1, 0)
    with closing(store.open()) as snapshot:
        found = views.saved(Dataset(snapshot, whole_catalog))
        assert [each.version for each in found if each.name == "QRD por motivo"] == [3, 2, 1]
        assert found[[each.version for each in found].index(3)].query == (("por", "reason"),)
        told = snapshot.rows("select who from load_log where load = $load", {"load": report.load})
        assert told == [{"who": "UCI"}], "an office, not a person"
