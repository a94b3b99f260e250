"""Owns what is measured of the screens: reruns against constants, many sessions at once, memory after many reruns."""

import json
import random
import threading
import time
from pathlib import Path
from statistics import median, quantiles

from benchmarks.constants import describe, plain_path
from benchmarks.servers import PARTS, SCREENS, Server, demo_store, folder, path_of, serving
from benchmarks.ws import Answer, Session

CUTOFF = "Fecha de corte"
FIRST = 12  # months asked for the first time
MONTHS = ("Agosto de 2021", "Setiembre de 2021", "Octubre de 2021", "Noviembre de 2021")


def sound(answer: Answer) -> Answer:
    """An answer without faults; a benchmark of an error screen would be fast and worthless."""
    if answer.faults or answer.status != "FINISHED_SUCCESSFULLY":
        raise RuntimeError(f"{answer.status}: {answer.faults}")
    return answer


def write_inventory(session: Session, path: Path, turned: tuple[str, ...] = ()) -> dict:
    """What each real screen sends, for the screens of constants; of those `turned`, in another month too."""
    found = {}
    for screen in (*SCREENS, *PARTS):
        answer = sound(session.open(path_of(screen), screen.partition("?")[2]))
        found[screen] = {
            "blocks": sum(answer.blocks.values()),
            "elements": [describe(each) for each in answer.elements],
        }
        if screen in turned:
            answer = sound(session.choose(CUTOFF, MONTHS[1]))
            found[screen]["turned"] = [describe(each) for each in answer.elements]
            sound(session.choose(CUTOFF, MONTHS[-1]))
    path.write_text(json.dumps(found, ensure_ascii=False, default=str), encoding="utf-8")
    return found


def _batch(server: Server, session: Session, label: str, options: list[str]) -> tuple[float, float]:
    """(CPU seconds a rerun, median seconds to the last message) of choosing each option in turn; a screen without that
    list is run again as it is."""
    began = server.cpu()
    taken = [
        sound(session.choose(label, option) if label in session.widgets else session.run()).seconds
        for option in options
    ]
    return (server.cpu() - began) / len(options), median(taken)


def _selector(session: Session) -> str:
    """The first select box of a screen of constants that has the months; «» of one without."""
    return next((label for label, widget in session.widgets.items() if len(widget.options) >= 12), "")


def _earlier(session: Session) -> list[str]:
    """The year before the months that are turned, the newest first, which nobody has asked for; of a screen without
    months, as many runs."""
    known = session.options(CUTOFF) if CUTOFF in session.widgets else [""] * FIRST + [MONTHS[0]]
    at = known.index(MONTHS[0])
    return known[at - FIRST : at][::-1]


def rerun(rounds: int = 5, each: int = 12) -> list[dict]:
    """Each screen, a change of cut-off already asked for before, against the same elements from constants; rounds
    alternate."""
    rows = []
    with folder() as aside, demo_store() as store, serving("dashboard.py", store) as real, Session(real.port) as mine:
        inventory = write_inventory(mine, aside / "inventory.json")
        with (
            serving("benchmarks/baseline.py", BENCH_INVENTORY=str(aside / "inventory.json")) as plain,
            Session(plain.port) as theirs,
        ):
            for screen in (*SCREENS, *PARTS):
                mine.open(path_of(screen), screen.partition("?")[2])
                theirs.open(plain_path(path_of(screen) and screen))
                box, turns = _selector(theirs), [n % len(MONTHS) for n in range(each)]
                picks = [MONTHS[n] for n in turns]
                other = [theirs.options(box)[n + 7] if box else "" for n in turns]
                first = _batch(real, mine, CUTOFF, _earlier(mine))[1]  # each month for the first time
                _batch(real, mine, CUTOFF, list(MONTHS))
                _batch(real, mine, CUTOFF, picks), _batch(plain, theirs, box, other)
                batches = [
                    (_batch(real, mine, CUTOFF, picks), _batch(plain, theirs, box, other)) for _ in range(rounds)
                ]
                cpu, base_cpu = median(b[0][0] for b in batches), median(b[1][0] for b in batches)
                wait, base_wait = median(b[0][1] for b in batches), median(b[1][1] for b in batches)
                charts = sum(kind == "chart" for kind, _ in inventory[screen]["elements"])
                rows.append(
                    {
                        "what": f"rerun {screen}",
                        "ratio": cpu / base_cpu,
                        "other": wait / base_wait,
                        "n": rounds * each,
                        "raw": f"CPU {cpu * 1e3:.0f} / {base_cpu * 1e3:.0f} ms; latency {wait * 1e3:.0f} / {base_wait * 1e3:.0f} ms; "
                        f"first time {first * 1e3:.0f} ms, {first / wait:.1f} times; {charts} chart{'' if charts == 1 else 's'}",
                    }
                )
    return rows


def _reader(port: int, seconds: float, think: float, seed: int, taken: list, faults: list) -> None:
    chance = random.Random(seed)
    try:
        with Session(port) as session:
            time.sleep(chance.uniform(0, think))
            until = time.perf_counter() + seconds
            while time.perf_counter() < until:
                if chance.random() < 0.4:
                    answer = session.open(path_of(chance.choice(SCREENS[:9])), session.query)
                elif CUTOFF in session.widgets:
                    answer = session.choose(CUTOFF, chance.choice(MONTHS))
                taken.append(sound(answer).seconds)
                time.sleep(max(0.0, think * chance.uniform(0.7, 1.3) - answer.seconds))
    except Exception as fault:  # a reader that falls is a result, not an accident
        faults.append(repr(fault))


def sessions(seconds: float = 30, think: float = 5.0) -> list[dict]:
    """20 and 50 readers on the nine analysis screens: four of ten steps open another screen, the rest change the
    cut-off."""
    rows = []
    with demo_store() as store, serving("dashboard.py", store) as server:
        with Session(server.port) as one:
            for screen in SCREENS[:9]:
                one.open(path_of(screen))
                for month in MONTHS:
                    one.choose(CUTOFF, month)
            alone = median(sound(one.choose(CUTOFF, MONTHS[n % 4])).seconds for n in range(12))
        for readers in (20, 50):
            taken, faults = [], []
            threads = [
                threading.Thread(target=_reader, args=(server.port, seconds, think, n, taken, faults))
                for n in range(readers)
            ]
            began, cpu = time.perf_counter(), server.cpu()
            for thread in threads:
                thread.start()
                time.sleep(think / readers)
            for thread in threads:
                thread.join()
            cuts = quantiles(taken, n=20)
            busy = (server.cpu() - cpu) / (time.perf_counter() - began)
            rows.append(
                {
                    "what": f"sessions {readers}",
                    "ratio": cuts[18] / alone,
                    "n": len(taken),
                    "raw": f"p50 {median(taken) * 1e3:.0f} ms, p95 {cuts[18] * 1e3:.0f} ms, longest {max(taken) * 1e3:.0f} ms; one reader alone "
                    f"{alone * 1e3:.0f} ms; {busy:.0%} of a core; {len(faults)} faults{' ' + faults[0] if faults else ''}",
                }
            )
    return rows


def memory(rounds: int = 300, readers: int = 5) -> list[dict]:
    """The server's memory before and after many reruns over every screen, with the repository's configuration."""
    with demo_store() as store, serving("dashboard.py", store) as server:
        open_sessions = [Session(server.port).__enter__() for _ in range(readers)]
        for session in open_sessions:
            for screen in SCREENS:
                sound(session.open(path_of(screen)))
        start, seen = server.memory()["now"], []
        for n in range(rounds):
            for session in open_sessions:
                sound(session.open(path_of(SCREENS[n % len(SCREENS)]), session.query))
            seen.append(server.memory()["now"])
        end = server.memory()
        for session in open_sessions:
            session.socket.close()
    return [
        {
            "what": "memory",
            "ratio": end["now"] / start,
            "other": end["peak"] / start,
            "n": rounds * readers,
            "raw": f"start {start:.0f} MB, third {seen[rounds // 3]:.0f} MB, two thirds {seen[2 * rounds // 3]:.0f} MB, end {end['now']:.0f} MB, "
            f"peak {end['peak']:.0f} MB",
        }
    ]
