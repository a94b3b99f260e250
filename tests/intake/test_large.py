"""Proves the limits of a load, ordinary and large, and that judging apart gives what judging here gives.

By default a limit of a hundred rows stands for the real one; SIG_HEAVY=1 loads 200,101 rows.
"""

import json
import os
from dataclasses import replace

import pyarrow as pa
import pytest

from conftest import DEMO, V05, codes, contents
from sig_metrics.cli import commands as cli
from sig_metrics.cli.commands import main
from sig_metrics.intake import isolated as apart
from sig_metrics.intake.child import read_apart
from sig_metrics.intake.files import grid as sheet
from sig_metrics.intake.files.grid import LARGE, ORDINARY, Limits
from sig_metrics.intake.isolated import prepare_apart
from sig_metrics.language.problems import Refused
from sig_metrics.publish import rebuild
from sig_metrics.publish.load import Incoming, load_file, prepare
from sig_metrics.publish.rebuild import rebuild as rebuilt
from sig_metrics.store import LocalStore

HEAVY = os.environ.get("SIG_HEAVY") == "1"
ROWS = ORDINARY.rows + 101 if HEAVY else 301
HINT = "python -m sig_metrics load … --large"


def alerts(rows: int) -> bytes:
    """A CSV of alerts, each with its code."""
    first, *lines = (DEMO / "ctvc_alert.csv").read_text(encoding="utf-8").splitlines()
    made = [line.partition(",")[2] for line in lines]
    return "\n".join([first, *(f"A-2021-{n:07d},{made[n % len(made)]}" for n in range(rows)), ""]).encode()


@pytest.fixture
def ordinary(monkeypatch):
    """The limits of the screens: the real ones when SIG_HEAVY=1, else the same with 200 rows."""
    if HEAVY:
        return ORDINARY
    small = replace(ORDINARY, rows=200)
    monkeypatch.setattr(cli, "ORDINARY", small)
    return small


@pytest.fixture
def loaded(tmp_path, whole_catalog):
    """A store with what alerts refer to."""
    store = LocalStore(tmp_path / "store")
    file = DEMO / "territorial_unit.csv"
    assert load_file(store, whole_catalog, Incoming("territorial_unit", file.name, file.read_bytes()), "prueba").loaded
    return store


def test_a_file_beyond_the_limit_is_refused_without_large_and_loads_with_it(
    ordinary, loaded, whole_catalog, tmp_path, capsys
):
    file, before = tmp_path / "alertas.csv", contents(loaded.folder)
    file.write_bytes(alerts(ROWS))
    command = ["load", "ctvc_alert", str(file), "--store", str(loaded.folder), "--json"]
    assert main(command) == 1
    problem = json.loads(capsys.readouterr().out)["problems"][0]
    assert problem["code"] == "file_rows" and HINT in problem["message"]
    assert contents(loaded.folder) == before
    assert main([*command, "--large"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["loaded"] and report["new"] == report["read"] == ROWS


def test_what_was_loaded_large_is_made_again_from_the_archive(ordinary, loaded, whole_catalog, monkeypatch):
    monkeypatch.setattr(rebuild, "BIG", 1_000)
    report = load_file(
        loaded,
        whole_catalog,
        prepare_apart(Incoming("ctvc_alert", "a.csv", alerts(ROWS)), whole_catalog, LARGE),
        "prueba",
    )
    assert report.new == ROWS
    again = rebuilt(loaded, whole_catalog, "prueba")
    assert again.hash == again.before and not again.changed


def test_large_says_its_steps_and_only_to_the_person(loaded, tmp_path, capsys):
    file = tmp_path / "alertas.csv"
    file.write_bytes(alerts(3))
    assert main(["load", "ctvc_alert", str(file), "--store", str(loaded.folder), "--large"]) == 0
    said = capsys.readouterr()
    assert [line.split()[0] for line in said.err.splitlines()] == ["Leyendo", "Comparando", "Calculando"]
    assert "Leyendo" not in said.out


@pytest.mark.parametrize(("limits", "hinted"), [(ORDINARY, True), (LARGE, False)])
def test_a_refusal_names_the_command_only_where_it_helps(limits, hinted, whole_catalog):
    register = whole_catalog.register("ctvc_alert")
    slow, hungry = replace(limits, seconds=0.01), replace(limits, memory_mb=60)
    for tight, code in ((replace(limits, mb=0), "file_large"), (slow, "file_slow"), (hungry, "file_memory")):
        with pytest.raises(Refused) as caught:
            read_apart("x.csv", alerts(150_000), register, tight)
        assert codes(caught.value.problems) == [code] and (HINT in caught.value.problems[0].message) is hinted


def test_no_hint_for_what_not_even_large_admits():
    with pytest.raises(Refused) as caught:
        sheet.check_span(LARGE.rows + 101, 1)
    assert HINT not in caught.value.problems[0].message
    with pytest.raises(Refused) as caught:
        sheet.check_span(LARGE.rows + 100, 1)
    assert HINT in caught.value.problems[0].message


def test_the_large_limits_are_larger_in_everything():
    assert all(getattr(LARGE, name) > getattr(ORDINARY, name) for name in Limits.__dataclass_fields__)


# judged apart


def test_apart_it_judges_the_same(whole_catalog):
    for folder, name in ((DEMO, "ctvc_alert"), (DEMO, "qrd"), (DEMO, "household"), (V05, "plan_activity")):
        incoming = Incoming(name, f"{name}.csv", (folder / f"{name}.csv").read_bytes())
        here, there = prepare(incoming, whole_catalog), prepare_apart(incoming, whole_catalog)
        assert there == here and there.read > 20


def test_apart_it_judges_an_annex_the_same(whole_catalog):
    register = whole_catalog.register("plan")
    from sig_metrics.present.template import workbook_for

    incoming = Incoming("plan", "plan.xlsx", workbook_for(register, whole_catalog))
    with pytest.raises(Refused) as here:
        prepare(incoming, whole_catalog)
    with pytest.raises(Refused) as there:
        prepare_apart(incoming, whole_catalog)
    assert there.value.problems == here.value.problems


def test_apart_it_finds_the_same_problems(whole_catalog):
    content = (
        alerts(40)
        .replace(b",answered,", b",contestada,")
        .replace(b",low,", b",bajisima,")
        .replace(b",2020-01-06,", b",6/13/2020,")
    )
    with pytest.raises(Refused) as here:
        prepare(Incoming("ctvc_alert", "a.csv", content), whole_catalog)
    with pytest.raises(Refused) as there:
        prepare_apart(Incoming("ctvc_alert", "a.csv", content), whole_catalog)
    assert there.value.problems == here.value.problems and len(here.value.problems) > 10
    assert there.value.rows == here.value.rows  # to be judged against other registers too


def test_apart_it_says_of_which_register_the_headings_are(whole_catalog):
    with pytest.raises(Refused) as caught:
        prepare_apart(Incoming("household", "a.csv", alerts(3)), whole_catalog)
    assert codes(caught.value.problems) == ["header_other"]


def test_judging_apart_leaves_no_text_of_the_file_to_the_parent(whole_catalog, monkeypatch):
    for name in ("prepare.read_file", "prepare.validate", "isolated.read_file", "isolated.prepare", "child.read_file"):
        monkeypatch.setattr(f"sig_metrics.intake.{name}", lambda *_, **__: pytest.fail("the parent read it"))
    assert prepare_apart(Incoming("ctvc_alert", "a.csv", alerts(5)), whole_catalog).read == 5


def answers(whole_catalog) -> tuple[Incoming, bytes]:
    """A request and the honest answer of a child to it."""
    found = []
    real = apart.ask
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "ask", lambda *given: found.append(real(*given)) or found[-1])
        incoming = Incoming("ctvc_alert", "a.csv", alerts(50))
        prepare_apart(incoming, whole_catalog)
    return incoming, found[0]


def test_an_answer_that_is_not_what_was_asked_is_refused(whole_catalog, monkeypatch):
    incoming, honest = answers(whole_catalog)
    line, _, rows = honest.partition(b"\n")
    other = pa.BufferOutputStream()
    with pa.ipc.new_stream(other, pa.schema([("a", pa.int64())])) as stream:
        stream.write_table(pa.table({"a": [1]}))
    strange = other.getvalue().to_pybytes()
    head = json.loads(line)

    def told(**changes: object) -> bytes:
        return json.dumps({**head, **changes}).encode() + b"\n"

    bad = [
        b"",
        b"\n",
        b"[]\n",
        line,
        line + b"\n",
        honest[:-8],
        honest + b"x",
        b"\x80\x04cos\nsystem\n",
        told(parts={}),
        told(parts={}) + rows,
        told(parts={"nada": len(rows)}) + rows,
        told(problems=3) + rows,
        told(parts={"ctvc_alert": len(strange)}) + strange,
        told(parts={"ctvc_alert": -1}) + rows,
        line + b"\n" + bytes(len(rows)),
        line + b"\n" + rows[:200] + bytes(len(rows) - 200),
    ]
    for answer in bad:
        monkeypatch.setattr(apart, "ask", lambda *_, answer=answer: answer)
        with pytest.raises(Refused) as caught:
            prepare_apart(incoming, whole_catalog)
        assert codes(caught.value.problems) == ["file_crash"], answer[:80]


def test_bytes_changed_in_an_answer_never_break_the_parent(whole_catalog, monkeypatch):
    import random

    incoming, honest = answers(whole_catalog)
    dice, refused = random.Random(7), 0
    for _ in range(3000 if HEAVY else 300):
        changed = bytearray(honest)
        for _ in range(dice.randrange(1, 4)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        monkeypatch.setattr(apart, "ask", lambda *_, changed=changed: bytes(changed))
        try:
            prepare_apart(incoming, whole_catalog).parts["ctvc_alert"].to_pylist()
        except Refused as refusal:
            refused += codes(refusal.problems) == ["file_crash"]
    assert refused > 50
