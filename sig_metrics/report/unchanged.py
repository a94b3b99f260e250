"""Owns whether a PDF that was added to reads the same as it did: no page, nor anything that a page reaches, is another.

What a signature adds is let be: its field, its box on a page, and the proofs of its certificate. A library compares so from
one signature to the next; this compares with what was issued, which had none."""

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

LET_BE = {"/AcroForm", "/DSS", "/Extensions", "/Perms", "/Metadata", "/Version"}  # of the root
BOXES = "/Annots"
UP = "/Parent"


def unchanged(reader: PdfFileReader, issued: int) -> bool:
    """Whether a file reads as its first revisions did; `issued`: the last of those, from 0."""
    old = reader.get_historical_resolver(issued)
    before, after = old.root, reader.root
    keys = set(before) | set(after)
    if any(_raw(before, key) != _raw(after, key) for key in keys - LET_BE):
        return False
    return _reached(reader, old, [after.raw_get(key) for key in before if key not in LET_BE])


def _reached(reader: PdfFileReader, old: HistoricalResolver, waiting: list) -> bool:
    seen: set[tuple[int, int]] = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, generic.IndirectObject):
            if (place := (value.idnum, value.generation)) in seen:
                continue
            seen.add(place)
            ref = generic.Reference(*place, reader)
            value = reader.get_object(ref)
            if reader.xrefs.get_last_change(ref) > old.revision:
                before = _before(old, ref)
                if not _only_boxes(before, value):
                    return False
                value = before  # the boxes that came are known; the rest is looked at
        if isinstance(value, generic.DictionaryObject):
            waiting += [value.raw_get(key) for key in value if key != UP]
        elif isinstance(value, generic.ArrayObject):
            waiting += list(value)
    return True


def _before(old: HistoricalResolver, ref: generic.Reference) -> object:
    """What an object was; None of one that was not."""
    try:
        return old.get_object(generic.Reference(ref.idnum, ref.generation, old))
    except (KeyError, PdfReadError):
        return None


def _only_boxes(before: object, after: object) -> bool:
    """Whether an object that changed is a page that got boxes of signatures, or a list of boxes that got them."""
    if isinstance(before, generic.ArrayObject) and isinstance(after, generic.ArrayObject):
        return _boxes(list(before), list(after))
    if not (isinstance(before, generic.DictionaryObject) and isinstance(after, generic.DictionaryObject)):
        return False
    if before.get("/Type") != "/Page" or after.get("/Type") != "/Page":
        return False
    keys = (set(before) | set(after)) - {BOXES}
    if any(_raw(before, key) != _raw(after, key) for key in keys):
        return False
    return _boxes(list(before.get(BOXES, [])), list(after.get(BOXES, [])))


def _boxes(before: list, after: list) -> bool:
    """Whether all that was added to a list is boxes of signatures."""
    kept = {_place(each) for each in before}
    added = [each for each in after if _place(each) not in kept]
    return kept <= {_place(each) for each in after} and all(_signature(each.get_object()) for each in added)


def _signature(box: generic.DictionaryObject) -> bool:
    field = box.get("/FT") or box.get(UP, {}).get("/FT")
    return box.get("/Subtype") == "/Widget" and field == "/Sig"


def _raw(given: generic.DictionaryObject, key: str) -> object:
    return _place(given.raw_get(key)) if key in given else None


def _place(value: object) -> object:
    """What tells a value from another; of one that stands elsewhere, where."""
    if isinstance(value, generic.IndirectObject):
        return value.idnum, value.generation
    if isinstance(value, generic.DictionaryObject):
        return tuple(sorted((str(key), repr(_raw(value, key))) for key in value))
    return repr([_place(each) for each in value]) if isinstance(value, generic.ArrayObject) else repr(value)
