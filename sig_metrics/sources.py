"""Owns where a number comes from: register, load, date, and whether demonstration data is in it."""

from dataclasses import dataclass
from datetime import datetime

from sig_metrics import words
from sig_metrics.definitions import Catalog
from sig_metrics.scope import Horizon, Scope
from sig_metrics.store.snapshot import Snapshot


MOST = 3  # registers that a source line names


@dataclass(frozen=True)
class Source:
    """The last load that a register's rows come from. `synthetic` counts its demonstration rows."""

    register: str
    title: str
    rows: int
    synthetic: int
    load: int | None
    loaded_at: datetime | None
    file: str
    sha256: str


def sources(snapshot: Snapshot, catalog: Catalog) -> dict[str, Source]:
    """{register: Source} for every register of the catalogue that has a table."""
    found = snapshot.rows(
        "select register_source.register, register_source.rows, register_source.synthetic, register_source.load, "
        "load_log.loaded_at, load_log.file, load_log.sha256 from register_source "
        "left join load_log on load_log.load = register_source.load"
    )
    return {row["register"]: Source(title=catalog.registers[row["register"]].title, **row)
            for row in found if row["register"] in catalog.registers}  # fmt: skip


def demo_notice(found: dict[str, Source], available: Horizon) -> str:
    """The sentence of the demonstration mark, naming what is synthetic; «» when every row is real."""
    what = [source.title for source in found.values() if source.synthetic and not source.register.startswith("plan_")]
    if len(what) > MOST:
        what = [words.say("demo_many", n=len(what))]
    what += [f"versión {version.version} del plan {version.year}" for version in available.versions if version.synthetic]
    return words.say("demo_notice", what=words.listing(what)) if what else ""


def source_line(found: dict[str, Source], registers: tuple[str, ...], scope: Scope) -> str:
    """«Fuente: …» under a figure: register, load, day and cut-off."""
    named = [found[name] for name in registers if name in found]
    mark = words.say("synthetic_mark") if any(source.synthetic for source in named) else ""
    if len(named) > MOST:
        return words.say("source_line", parts=words.say("source_many", n=len(named)), cutoff=words.day(scope.cutoff), synthetic=mark)
    parts = [f"{source.title}, carga n.º {source.load} ({words.moment(source.loaded_at)[:10]})" for source in named if source.load]
    return words.say("source_line", parts=" · ".join(parts) or words.NO_DATA, cutoff=words.day(scope.cutoff), synthetic=mark)
