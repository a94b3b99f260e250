"""Owns the sheet of notes that a copy of a workbook gets at its end: what it is a copy of, and the demonstration mark. The
parts that change are the list of sheets, their relations and the types of the parts; they are changed as text."""

import posixpath
import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from sig_metrics.intake.files.package import Package
from sig_metrics.present.export import clean

ORIGIN = "Origen"
TYPES = "[Content_Types].xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
NAME = r"(?:\w+:)?"


def with_notes(package: Package, workbook: str, notes: tuple[str, ...]) -> dict[str, str] | None:
    """{part: its new text} of a workbook (given as text) with the notes in a sheet more; None where it cannot have it."""
    relations = package.known["relations"]
    if relations not in package.parts or TYPES not in package.parts:
        return None
    number = next(n for n in range(1, len(package.parts) + 2) if f"xl/worksheets/sheet{n}.xml" not in package.parts)
    target, mark = f"worksheets/sheet{number}.xml", f"rIdOrigen{number}"
    root = ElementTree.fromstring(workbook.encode())
    sheets = [each for each in root.iter() if each.tag.rpartition("}")[2] == "sheet"]
    last = re.findall(rf"<({NAME})sheet\b[^>]*?\s(\w+):id\s*=", workbook)
    listed = text_of(package, relations)
    kind = re.search(r"""\sType\s*=\s*["']([^"']*/worksheet)["']""", listed)
    if not sheets or not last or not kind:
        return None
    taken = {each.get("name", "").casefold() for each in sheets}
    name = next(said for said in (ORIGIN, *(f"{ORIGIN} ({n})" for n in range(2, 999))) if said.casefold() not in taken)
    ids = [int(each.get("sheetId", "0")) for each in sheets]
    prefix, relation = last[-1]
    # some writers declare the relations in each sheet, and not above all of them
    space = next(each[1:].partition("}")[0] for each in sheets[-1].keys() if each.endswith("}id"))
    more = f'<{prefix}sheet xmlns:{relation}={quoteattr(space)} name="{name}" sheetId="{max(ids) + 1}" {relation}:id="{mark}"/>'
    changed = {
        package.known["workbook"]: _ended(workbook, "sheets", more),
        relations: _ended(
            listed,
            "Relationships",
            f"<%sRelationship Id={quoteattr(mark)} Type={quoteattr(kind[1])} Target={quoteattr(target)}/>",
        ),
        TYPES: _ended(
            text_of(package, TYPES), "Types", f'<%sOverride PartName="/xl/{target}" ContentType="{SHEET_TYPE}"/>'
        ),
    }
    if None in changed.values():
        return None
    return {**changed, posixpath.join("xl", target): _sheet(root.tag.partition("}")[0].lstrip("{"), notes)}


def text_of(package: Package, part: str) -> str:
    return package.read(part).decode("utf-8-sig")


def _ended(text: str, name: str, more: str) -> str | None:
    """The text with more before the end of an element, «%s» in it being the prefix that the element has."""
    found = re.search(rf"</({NAME}){name}\s*>\s*", text)
    return found and text[: found.start()] + more.replace("%s", found[1]) + text[found.start() :]


def _sheet(space: str, notes: tuple[str, ...]) -> str:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t xml:space="preserve">{escape(clean(note))}</t></is></c></row>'
        for n, note in enumerate(notes, 1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<worksheet xmlns={quoteattr(space)}><sheetData>{rows}</sheetData></worksheet>"
