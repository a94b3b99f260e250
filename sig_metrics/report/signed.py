"""Owns what is known of a PDF that comes back signed: its SHA-256, its pages, whether each digital signature in it is whole
and when it says it was made, and whether what was signed is what was issued.

It is read in a process of its own, as any file that comes in. Whose a signature is, is not looked at, and no name of a
certificate leaves that process: whoever registers the copy says which offices signed. Nor is it asked whether a certificate
is to be trusted: that is of the State's tool. Refuses what is no PDF, has a password, is too large or cannot be read."""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import IO, TYPE_CHECKING

from sig_metrics.intake.child import ask, end, opened, say
from sig_metrics.intake.files.grid import LARGE, Limits
from sig_metrics.intake.files.source import check_size, clean_name
from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.session.model import Signed

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

LIMITS = Limits(rows=LARGE.rows, seconds=20, answer_mb=1)  # there is no larger way in
BEGINS = b"%PDF-"
MOST_PAGES, MOST_SIGNATURES = 5_000, 100


@dataclass(frozen=True)
class Signature:
    """One of the digital signatures. `whole`: nothing but other signatures was added to what it covers; `at`: when it says
    it was made, which a time stamp may back."""

    intact: bool
    whole: bool
    at: str = ""  # ISO, with its zone
    stamped: bool = False


@dataclass(frozen=True)
class Returned:
    """A copy that came back. `same`: it holds, byte by byte, the PDF that was issued, and nothing was added to it but
    signatures; None where there is none to compare it with."""

    sha256: str
    pages: int
    signatures: tuple[Signature, ...] = ()
    same: bool | None = None

    @property
    def intact(self) -> bool | None:
        """Whether every digital signature is whole; None of a copy that has none."""
        return all(each.intact and each.whole for each in self.signatures) if self.signatures else None

    @property
    def unsigned(self) -> bool:
        """Whether it is what was issued and nobody signed it, neither on paper nor digitally."""
        return bool(self.same) and not self.signatures

    @property
    def told(self) -> list[str]:
        """What is known of it, a sentence each."""
        said = [words.say("signed_file", sha256=self.sha256, pages=words.count(self.pages, "página", "páginas"))]
        if self.unsigned:
            return said
        if self.intact is None:
            said.append(words.say("signed_none"))
        for number, each in enumerate(self.signatures, start=1):
            code = (
                "signed_sound" if each.intact and each.whole else "signed_broken" if not each.intact else "signed_added"
            )
            said.append(words.say(code, number=number, when=_when(each)))
        if self.same is not None:
            said.append(words.say("signed_same" if self.same else "signed_other"))
        return said


def read_signed(content: bytes, name: str = "", issued: bytes = b"") -> Returned:
    """What is known of a copy; `issued`: the PDF that was given to be signed, if it can be made again."""
    name = clean_name(name)
    check_size(len(content), LIMITS)
    if not content.startswith(BEGINS):
        raise refuse("signed_no_pdf", file=name)
    answer = ask(__name__, name, content, issued, LIMITS)
    try:
        _, _, rest = opened(answer)
        found = json.loads(bytes(rest))
        signatures = tuple(Signature(**each) for each in found["signatures"])
        return Returned(hashlib.sha256(content).hexdigest(), int(found["pages"]), signatures, found["same"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refuse("signed_unreadable", file=name) from None


def registered(found: Returned, offices: Sequence[str], on: date) -> Signed:
    """What a session keeps of it; raises Refused for what was issued and nobody signed."""
    if found.unsigned:
        raise refuse("sitting_unsigned")
    return Signed(found.sha256, found.pages, tuple(offices), found.intact, on)


def _when(each: Signature) -> str:
    if not each.at:
        return words.say("signed_undated")
    at = datetime.fromisoformat(each.at)
    at = at.astimezone(words.LIMA) if at.tzinfo else at
    return words.say("signed_stamped" if each.stamped else "signed_says", at=f"{at:%d/%m/%Y %H:%M}")


def _answer(name: str, content: bytes, issued: bytes, limits: Limits, out: IO[bytes]) -> None:
    """In the process of its own: a document, or why there is none."""
    found = {}
    try:
        found = _found(content, issued)
    except MemoryError:
        raise
    except Exception:  # whatever a stranger's bytes make of it, it is one thing: they cannot be read
        found = {"refused": "signed_unreadable"}
    if "refused" in found:
        raise refuse(found["refused"], file=name)
    say(out, [])
    out.write(json.dumps(found).encode())


def _found(content: bytes, issued: bytes) -> dict:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(content), strict=False)
    if reader.encrypted:
        return {"refused": "signed_locked"}
    pages = int(reader.root["/Pages"]["/Count"])
    embedded = reader.embedded_regular_signatures
    if not 0 < pages <= MOST_PAGES or len(embedded) > MOST_SIGNATURES:
        return {"refused": "signed_unreadable"}
    signatures = [asdict(_signature(each)) for each in embedded]
    return {"pages": pages, "signatures": signatures, "same": _same(reader, content, issued) if issued else None}


def _signature(each: "EmbeddedPdfSignature") -> Signature:
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    each.compute_integrity_info()
    digest = each.compute_digest()
    intact, valid = validate_sig_integrity(each.signer_info, each.signer_cert, "data", digest)
    stamp = _stamp(each)
    at = stamp or each.self_reported_timestamp
    return Signature(intact and valid, _whole(each), at.isoformat() if at else "", stamp is not None)


def _stamp(each: "EmbeddedPdfSignature") -> datetime | None:
    """The instant of the time stamp of a signature; None where it has none, or has that of another."""
    from pyhanko.sign.general import NonexistentAttributeError, find_unique_cms_attribute

    try:
        token = find_unique_cms_attribute(each.signer_info["unsigned_attrs"], "signature_time_stamp_token")
    except NonexistentAttributeError:
        return None
    said = token["content"]["encap_content_info"]["content"].parsed
    imprint = said["message_imprint"]
    digest = hashlib.new(imprint["hash_algorithm"]["algorithm"].native, each.signer_info["signature"].native).digest()
    return said["gen_time"].native if digest == imprint["hashed_message"].native else None


def _whole(each: "EmbeddedPdfSignature") -> bool:
    """Whether it covers the file to its end, or all that follows it is another signature."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if each.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    found = each.diff_result
    only = isinstance(found, DiffResult) and found.modification_level <= ModificationLevel.FORM_FILLING
    return each.coverage == SignatureCoverageLevel.ENTIRE_REVISION and only


def _same(reader: "PdfFileReader", content: bytes, issued: bytes) -> bool:
    """Whether it begins with what was issued, and what was added to it changes nothing of what is read."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    from sig_metrics.report.unchanged import unchanged

    if not content.startswith(issued):
        return False
    return unchanged(reader, PdfFileReader(io.BytesIO(issued)).total_revisions - 1)


if __name__ == "__main__":
    end(_answer)
