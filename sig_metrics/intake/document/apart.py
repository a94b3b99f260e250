"""Owns the reading of a document in another process: its bytes go to the child, and a plan of texts, or the picture of a
page, comes back.

What `child.py` says of any file holds here: limits of memory and time, no network, nothing written. The picture of a
stranger's page is drawn there too."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import IO

from sig_metrics.catalog.model import Catalog, Register
from sig_metrics.intake.annex.identity import PlanHeader
from sig_metrics.intake.child import ask, end, opened, say
from sig_metrics.intake.document.judge import Doubt
from sig_metrics.intake.document.reading import KINDS, Reading, read_document
from sig_metrics.intake.files.grid import ORDINARY, Limits
from sig_metrics.intake.files.source import OLD_DOCUMENTS, clean_name
from sig_metrics.language.problems import Refused, refuse

MODULE = "sig_metrics.intake.document.apart"
PICTURE = "picture"
NOT_A_TABLE = ("document_none", "document_near", "document_unruled")
PNG = b"\x89PNG"


def may_be_document(name: str, register: Register) -> bool:
    """Whether a file of this name, sent for this register, is to be read as a document."""
    return register.layout == "annex" and Path(clean_name(name)).suffix.lower() in (*KINDS, *OLD_DOCUMENTS)


def read_plan(
    name: str, content: bytes, register: Register, catalog: Catalog, limits: Limits = ORDINARY, page: int = 0
) -> Reading | None:
    """The plan in a document, read by a child of its own; None for a .txt that is a table of data, as those of always.
    Raises Refused."""
    try:
        answer = ask(MODULE, clean_name(name), content, (register, catalog, page), limits)
        head, notes, _ = opened(answer)
        doubts = [Doubt(**each) for each in head.pop("doubts")]
        return Reading(**head | {"header": PlanHeader(**head["header"]), "doubts": doubts, "notes": notes})
    except Refused as refusal:
        plain = Path(clean_name(name)).suffix.lower() == ".txt" and not page
        if plain and all(each.code in NOT_A_TABLE for each in refusal.problems):
            return None
        raise
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refuse("file_crash") from None


def picture_of(content: bytes, page: int, bands: list[list[float]], limits: Limits = ORDINARY) -> bytes:
    """A page of a PDF, from 1, as PNG, with some bands of it tinted. Raises Refused."""
    answer = ask(MODULE, "page.pdf", content, (PICTURE, page, bands), replace(limits, answer_mb=30))
    try:
        head, _, rest = opened(answer)
        drawn = rest[: head["size"]].tobytes()
        if len(drawn) != head["size"] or not drawn.startswith(PNG):
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise refuse("file_crash") from None
    return drawn


def _answer(name: str, content: bytes, about: tuple, limits: Limits, out: IO[bytes]) -> None:
    if about[0] == PICTURE:
        from sig_metrics.intake.document.pdf import Book

        book = Book(content)
        drawn = book.picture(min(max(about[1], 1), book.count) - 1, about[2])
        say(out, [], size=len(drawn))
        out.write(drawn)
        return
    register, catalog, page = about
    read = read_document(name, content, register, catalog, limits, page)
    said = {name: held for name, held in asdict(read).items() if name != "notes"}
    say(out, read.notes, **said)


if __name__ == "__main__":
    end(_answer)
