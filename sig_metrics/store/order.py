"""Owns the order to destroy a load, as a store keeps it until nothing of the load is left; and the mark that one was
carried out."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from sig_metrics.store.disk import write_whole

ORDER, DONE = ".por-destruir", ".destruidas"


@dataclass(frozen=True)
class Order:
    """A load to be destroyed, and where its original is."""

    load: int
    sha256: str
    suffix: str | None


def give_order(folder: Path, order: Order) -> None:
    """Leaves an order on the disk: it is carried out once the data without the load are the current ones."""
    write_whole(folder / ORDER, json.dumps(asdict(order)).encode("utf-8"))


def order_of(folder: Path) -> Order | None:
    """The order that a store has; None when there is none."""
    with suppress(OSError, ValueError, TypeError):
        return Order(**json.loads((folder / ORDER).read_bytes()))
    return None


def ordered(folder: Path) -> int | None:
    """The load that is being destroyed; None when there is none."""
    order = order_of(folder)
    return order.load if order else None


def withdraw(folder: Path) -> None:
    (folder / ORDER).unlink(missing_ok=True)


def carried_out(folder: Path, load: int) -> None:
    """Marks that nothing of a load is left: the servers of this store look at the mark, and begin anew."""
    with (folder / DONE).open("a", encoding="ascii") as done:
        done.write(f"{load}\n")
    withdraw(folder)


def destructions(folder: Path) -> bytes:
    """What the mark says: another value means that something was destroyed in between. Raises OSError when it cannot
    be read."""
    with suppress(FileNotFoundError, NotADirectoryError):
        return (folder / DONE).read_bytes()
    return b""
