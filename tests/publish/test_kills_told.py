"""Whatever is killed and whenever, nothing acknowledged is lost and no sentence about it is false: loads, annulments,
destructions, rebuilds and first starts.

`SIG_HEAVY=1` kills 200; without it, one of each.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest
from test_kills import fork, small, wave

from conftest import ROOT
from sig_metrics.catalog.reader import load_catalog
from sig_metrics.publish.annul import annul
from sig_metrics.publish.condition import attend, told
from sig_metrics.publish.history import history
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.publish.rebuild import content_hash, rebuild
from sig_metrics.store import LocalStore, StoreError
from sig_metrics.store.order import ordered

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
KILLS = 200 if os.environ.get("SIG_HEAVY") == "1" else 5
WHAT = ("load", "annul", "destroy", "rebuild", "first")
NAMES = {
    "load": "la carga",
    "annul": "la anulación",
    "destroy": "la anulación",
    "rebuild": "la reconstrucción",
    "first": "la carga",
}
MARKER = "zacateco7f3a91"

# Forks a child for every line it reads; the imports are paid once. The child says «done» in a file when it was told so.
ZYGOTE = """
import os, sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
import conftest  # the rooms of the tests
import test_kills_told
catalog = test_kills_told.small(test_kills_told.load_catalog())
print("ready", flush=True)
for line in sys.stdin:
    what, folder, done = line.rstrip("\\n").split("\\t")
    pid = os.fork()
    if not pid:
        test_kills_told.operate(catalog, what, folder)
        open(done, "w").close()
        os._exit(0)
    print(pid, flush=True)
    print(os.waitpid(pid, 0)[1], flush=True)
"""


def marked() -> Incoming:
    content = wave(5)
    return Incoming(content.register, f"{MARKER}.csv", content.content)


def operate(catalog, what: str, folder: str) -> None:
    store = LocalStore(folder)
    if what == "load":
        load_files(store, catalog, [wave(9)], "Ana")
    elif what == "first":
        load_files(store, catalog, [wave(1), wave(2), wave(3)], "demostración")
    elif what == "rebuild":
        rebuild(store, catalog, "Ana")
    else:
        annul(store, catalog, 4, "pedido del titular", "Ana", destroy=what == "destroy")


@pytest.fixture(scope="module")
def lean():
    return small(load_catalog())


@pytest.fixture(scope="module")
def four(lean, tmp_path_factory):
    """A store with four loads, the last one with the marker in its name."""
    store = LocalStore(tmp_path_factory.mktemp("four") / "store")
    for each in (wave(1), wave(2), wave(3), marked()):
        load_files(store, lean, [each], "Ana")
    return store.folder


@pytest.fixture(scope="module")
def zygote():
    with subprocess.Popen(
        [sys.executable, "-c", ZYGOTE, str(ROOT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "ready\n"
        yield process
        process.stdin.close()


def seen(store, lean) -> tuple[str | None, dict[int, dict]]:
    """(content, ledger by load) of what a reader gets; nothing of an empty store."""
    try:
        with closing(store.open()) as snapshot:
            return content_hash(snapshot), {line["load"]: line for line in history(snapshot, lean)}
    except StoreError:
        return None, {}


def sentences(store) -> list[str]:
    try:
        with closing(store.open()) as snapshot:
            return told(store, snapshot)
    except StoreError:
        return told(store, None)


def holders(store) -> list[str]:
    return [
        path.name
        for path in store.folder.rglob("*")
        if path.is_file() and (MARKER in path.name or MARKER.encode() in path.read_bytes())
    ]


def test_killed_at_any_moment_nothing_is_lost_and_nothing_false_is_said(zygote, lean, four, tmp_path):
    chance, published = random.Random(20211201), 0
    paces: dict[str, float] = {}
    for n in range(KILLS):
        what = WHAT[n % len(WHAT)]
        store, done = LocalStore(tmp_path / f"store{n}"), tmp_path / f"done{n}"
        if what != "first":
            shutil.copytree(four, store.folder)
        before = seen(store, lean)
        if what not in paces:  # of one such operation on this machine now
            trial = tmp_path / f"trial-{what}"
            if what != "first":
                shutil.copytree(four, trial)
            start = time.monotonic()
            fork(zygote, what, trial, tmp_path / "trial-done")
            assert zygote.stdout.readline() == "0\n"
            paces[what] = time.monotonic() - start
        pid = fork(zygote, what, store.folder, done)
        time.sleep(chance.uniform(0, 1.3) * paces[what])
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        zygote.stdout.readline()
        published += check(store, lean, what, before, done.exists())
        shutil.rmtree(store.folder, ignore_errors=True)
    assert published > KILLS / 20 or KILLS < 20, "the children must have had time to work"


def check(store, lean, what: str, before: tuple, acknowledged: bool) -> bool:
    """Whether it was published; what is there, and what is said of it, is so or so, and true."""
    content, ledger = seen(store, lean)
    said = sentences(store)
    died = [each for each in said if each.startswith("Se interrumpió")]
    was = {"load": 5 in ledger, "first": 3 in ledger, "rebuild": store.current() == 5}.get(
        what, bool(ledger.get(4, {}).get("annulled_at"))
    )
    assert was or not acknowledged, (what, "was acknowledged and is not there")
    if was:
        assert not died, (what, "it was done")
        assert what != "rebuild" or content == before[0]
    else:
        assert (content, set(ledger)) == (before[0], set(before[1])), (what, "half done")
        assert all(f"Se interrumpió {NAMES[what]} que" in each for each in died)
    claimed = bool(ledger.get(4, {}).get("destroyed"))
    assert not claimed or holders(store) == [], "said before it was so"
    attend(store, "Rosa")
    _, ledger = seen(store, lean)
    assert ordered(store.folder) is None and not list(store.folder.glob("*.tmp"))
    if what == "destroy":
        assert bool(ledger[4]["destroyed"]) == was and (holders(store) == []) == was
    if what != "first":  # and life goes on
        assert load_files(store, lean, [wave(77)], "Rosa")[0].loaded and not [
            each for each in sentences(store) if "interrumpió" in each
        ]
    return was
