"""Whatever is killed and whenever, nothing acknowledged is lost and no sentence about it is false: loads, annulments,
destructions, rebuilds and first starts.

`SIG_HEAVY=1` kills 200; without it, one of each.
"""

import os
import random
import shutil
import time
from contextlib import closing
from pathlib import Path

import pytest
from test_kills import small, wave

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.publish.annul import annul
from sig_metrics.publish.condition import attend, told
from sig_metrics.publish.history import history
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.publish.rebuild import content_hash, rebuild
from sig_metrics.store import LocalStore, StoreError
from sig_metrics.store.order import ordered
from support import forked

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


def marked() -> Incoming:
    content = wave(5)
    return Incoming(content.register, f"{MARKER}.csv", content.content)


def child(what: str, folder: Path, done: Path) -> None:
    """One operation; a file says that it was told it is done."""
    store, catalog = LocalStore(folder), small(default_catalog())
    if what == "load":
        load_files(store, catalog, [wave(9)], "Ana")
    elif what == "first":
        load_files(store, catalog, [wave(1), wave(2), wave(3)], "demostración")
    elif what == "rebuild":
        rebuild(store, catalog, "Ana")
    else:
        annul(store, catalog, 4, "pedido del titular", "Ana", destroy=what == "destroy")
    done.touch()


@pytest.fixture(scope="module")
def lean():
    return small(default_catalog())


@pytest.fixture(scope="module")
def four(lean, tmp_path_factory):
    """A store with four loads, the last one with the marker in its name."""
    store = LocalStore(tmp_path_factory.mktemp("four") / "store")
    for each in (wave(1), wave(2), wave(3), marked()):
        load_files(store, lean, [each], "Ana")
    return store.folder


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


def test_killed_at_any_moment_nothing_is_lost_and_nothing_false_is_said(lean, four, tmp_path):
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
            assert forked.end(child, what, trial, tmp_path / "trial-done") == 0
            paces[what] = time.monotonic() - start
        one = forked.start(child, what, store.folder, done)
        time.sleep(chance.uniform(0, 1.3) * paces[what])
        one.kill()
        one.join()
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
