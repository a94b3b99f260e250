"""The mark of the data a workbook was made from: it travels in the book, and a mark that is not sound is no mark."""

import io
import zipfile
from contextlib import closing

import openpyxl
import pytest

from sig_metrics.intake.base_version import LIMIT, Base, base_of
from sig_metrics.present.template import base_in, workbook_for
from support.excel_xml import Saved, as_excel

HEAD = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
)
SOUND = {"sig_register": "deliverable", "sig_base_snapshot": "12", "sig_base_load": "57"}


def one(name: str, text: str, kind: str = "lpwstr") -> str:
    return f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}"><vt:{kind}>{text}</vt:{kind}></property>'


def part(properties: dict[str, str], kind: str = "lpwstr") -> bytes:
    return (HEAD + "".join(one(name, text, kind) for name, text in properties.items()) + "</Properties>").encode()


def packed(content: bytes, name: str = "docProps/custom.xml", compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", compression) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr(name, content)
    return memory.getvalue()


def test_a_workbook_says_from_which_data_it_was_made(catalog):
    register = catalog.register("deliverable")
    base = Base("deliverable", 12, 57)
    content = workbook_for(register, catalog, base)
    assert base_of(content) == base and content == workbook_for(register, catalog, base)
    assert content != workbook_for(register, catalog, Base("deliverable", 12, 58))
    assert base_of(workbook_for(register, catalog)) == Base("deliverable", None, None), "made without a store"
    assert base_of(workbook_for(catalog.register("plan"), catalog, Base("plan", 3, 4))) == Base("plan", 3, 4)


def test_the_base_is_the_snapshot_and_the_last_load(plan_store, catalog):
    register = catalog.register("deliverable")
    with closing(plan_store.open()) as snapshot:
        loads = snapshot.rows("select max(load) as last from load_log")[0]["last"]
        assert base_in(snapshot, register) == Base("deliverable", snapshot.number, loads) and loads > 0
    assert base_in(None, register) == Base("deliverable", None, None)


def test_other_programs_keep_the_mark(catalog):
    base = Base("deliverable", 12, 57)
    content = workbook_for(catalog.register("deliverable"), catalog, base)
    memory = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(content)).save(memory)
    assert base_of(memory.getvalue()) == base
    for how in (Saved(), Saved(backslashes=True), Saved(mac=True), Saved(workbook="workbook22.xml", absolute=True)):
        assert base_of(as_excel(content, how)) == base, how


@pytest.mark.parametrize("kind, text", [("lpwstr", "57"), ("i4", "57"), ("r8", "57.0"), ("i8", " 57 ")])
def test_numbers_are_read_in_every_dress(kind, text):
    assert base_of(packed(part({"sig_register": "qrd", "sig_base_load": text}, kind))) == Base("qrd", None, 57)


def test_other_properties_are_of_no_matter():
    assert base_of(packed(part({"Autor": "=1+1", **SOUND, "sig_other": "x"}))) == Base("deliverable", 12, 57)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"not a zip",
        b"PK\x03\x04" + b"\0" * 40,
        packed(b""),
        packed(b"<a"),
        packed(part(SOUND)[:-5]),
        packed(part(SOUND), "docProps/other.xml"),
        packed(part({})),
        packed(part({"sig_base_load": "57"})),
        packed(part({**SOUND, "sig_register": "Un registro; drop table"})),
        packed(part({**SOUND, "sig_register": "a" * 61})),
        packed(part({**SOUND, "sig_base_load": "-1"})),
        packed(part({**SOUND, "sig_base_load": "0"})),
        packed(part({**SOUND, "sig_base_load": "5.5"})),
        packed(part({**SOUND, "sig_base_load": "9" * 400})),
        packed(part({**SOUND, "sig_base_load": "٥"})),
        packed(part({**SOUND, "sig_base_load": ""})),
        packed((HEAD + one("sig_register", "qrd") * 2 + "</Properties>").encode()),
        packed((HEAD + '<property name="sig_register"/></Properties>').encode()),
        packed(b"<!DOCTYPE a [<!ENTITY b 'qrd'>]>" + part(SOUND)),
        packed((HEAD + one("sig_register", "&b;") + "</Properties>").encode()),
        packed(part(SOUND).decode().encode("utf-16")),
        packed(part(SOUND) + b" " * LIMIT),
        packed(part({**SOUND, "x": "y" * LIMIT})),
        packed(part(SOUND), compression=zipfile.ZIP_BZIP2),
    ],
)
def test_what_is_no_sound_mark_is_no_mark_and_never_a_fault(broken):
    assert base_of(broken) is None


def test_a_member_that_says_less_than_it_holds_is_no_mark():
    content = packed(part({**SOUND, "x": "y" * 2 * LIMIT}))
    lied = content.replace(
        (len(part({**SOUND, "x": "y" * 2 * LIMIT}))).to_bytes(4, "little"), (500).to_bytes(4, "little")
    )
    assert lied != content and base_of(lied) is None


def test_the_part_twice_is_no_mark():
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as package:
        package.writestr("docProps/custom.xml", part(SOUND))
        package.writestr("docprops\\Custom.xml", part({**SOUND, "sig_base_load": "1"}))
    assert base_of(memory.getvalue()) is None


def test_every_byte_of_a_book_may_be_wrong_without_a_fault(catalog):
    content = workbook_for(catalog.register("deliverable"), catalog, Base("deliverable", 1, 2))
    for at in range(0, len(content), 97):
        assert base_of(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]) in (
            None,
            Base("deliverable", 1, 2),
        )
    for at in range(0, len(content), 501):
        base_of(content[:at])
