"""Rewrites a workbook of xlsxwriter as Excel saves it: the same cells, in the parts, attributes and order that Excel
writes.

The shapes are those that files of Excel show in public: [MS-XLSX] 2.3 for what stands in `extLst`, lists that point
to another sheet among it; customXml in UTF-16 of Power Query; threaded comments and their persons; the settings of a
printer, in binary."""

import io
import re
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
X14 = f'xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main"'
XM = f'xmlns:xm="{MICROSOFT}/excel/2006/main"'
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
ROOT = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr xr2 xr3" '
    f'xmlns:x14ac="{MICROSOFT}/spreadsheetml/2009/9/ac" xmlns:xr="{MICROSOFT}/spreadsheetml/2014/revision" '
    f'xmlns:xr2="{MICROSOFT}/spreadsheetml/2015/revision2" xmlns:xr3="{MICROSOFT}/spreadsheetml/2016/revision3" '
    'xr:uid="{00000000-0001-0000-0000-000000000000}"'
)
BAR = "{DA7ABA51-AAAA-BBBB-0001-000000000001}"
# a DEVMODE begins with the name of the printer
SETTINGS = "Microsoft Print to PDF".encode("utf-16-le").ljust(220, b"\0")
APPLE_DOUBLE = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        \x00\x02\x00\x00\x00\x09" + b"\0" * 90
MASHUP = '<?xml version="1.0" encoding="utf-16"?><DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AAAAAA==</DataMashup>'
ADDED = {  # extra part → its content type; None goes by its extension
    "customXml/item1.xml": None,
    "customXml/_rels/item1.xml.rels": None,
    "customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    "xl/persons/person.xml": "application/vnd.ms-excel.person+xml",
    "xl/threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
    "xl/calcChain.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml",
    "xl/printerSettings/printerSettings1.bin": None,
}
CELL = re.compile(r'<c r="([A-Z]+)(\d+)"( s="\d+")?( t="s")?>(<v>([^<]*)</v>)</c>')


@dataclass(frozen=True)
class Saved:
    """How a workbook was saved. `bars`: data bars and sparklines; `formulas`: some numbers are the result of one;
    `spare`: how many rows of empty cells with a style stand under the data; the rest is what other programs and
    hands do to the package."""

    bars: bool = True
    formulas: bool = True
    spare: int = 2
    query: bool = True  # a Power Query connection
    workbook: str = "workbook.xml"  # Excel on the web and some exporters number it
    absolute: bool = False  # targets of the relations from the root of the package
    backslashes: bool = False
    mac: bool = False  # zipped again in the Finder of a Mac


EXCEL = Saved()


def as_excel(content: bytes, how: Saved = EXCEL) -> bytes:
    """The bytes of the same workbook, saved by Excel as `how` says."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheets = [name for name in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
    title = re.search(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"].decode())[1]
    calculated: list[str] = []
    for name in sheets:
        parts[name] = _sheet(parts[name].decode(), title if name == sheets[0] else "", how, calculated).encode()
    parts["xl/sharedStrings.xml"] = _strings(parts["xl/sharedStrings.xml"].decode()).encode()
    _add(parts, calculated, how)
    if how.workbook != "workbook.xml":
        _renamed(parts, how.workbook)
    if how.absolute:
        _absolute(parts)
    return _packed(parts, how)


def _sheet(xml: str, title: str, how: Saved, calculated: list[str]) -> str:
    """One sheet; the first one (`title` is its name) also has what a person does to it."""
    xml = xml.replace("\n<worksheet ", f"\n<worksheet {ROOT} ", 1).replace(DECLARED[:-2] + "\n", DECLARED, 1)
    xml = re.sub(r'<sheetFormatPr defaultRowHeight="15"', r'\g<0> x14ac:dyDescent="0.25"', xml)
    xml = re.sub(r'(<row r="\d+" spans="[^"]*"[^>/]*?)(/?>)', r'\1 x14ac:dyDescent="0.25"\2', xml)
    xml, extensions = _lists(xml)
    if title:
        xml = _spare(xml, how.spare)
        if how.formulas:
            xml = _formulas(xml, calculated)
        if how.bars:
            xml, extensions = _bars(xml, title, extensions)
        xml = xml.replace("<pageSetup ", '<pageSetup r:id="rId91" ', 1)
    return xml.replace("</worksheet>", f"<extLst>{''.join(extensions)}</extLst></worksheet>") if extensions else xml


def _lists(xml: str) -> tuple[str, list[str]]:
    """Lists that point to another sheet go to an extension of the sheet; the other limits get a mark of their
    revision."""
    moved = []

    def move(found: re.Match) -> str:
        attributes, inner = found[1], found[2]
        if 'type="list"' not in attributes or "!" not in inner:
            return f'<dataValidation{attributes} xr:uid="{{00000000-0002-0000-0000-{len(moved):012}}}">{inner}</dataValidation>'
        place = re.search(r' sqref="([^"]*)"', attributes)
        formula = re.search("<formula1>(.*)</formula1>", inner)[1]
        moved.append(
            f'<x14:dataValidation{attributes.replace(place[0], "")} xr:uid="{{00000000-0002-0000-0000-{len(moved):012}}}">'
            f"<x14:formula1><xm:f>{formula}</xm:f></x14:formula1><xm:sqref>{place[1]}</xm:sqref></x14:dataValidation>"
        )
        return ""

    xml = re.sub("<dataValidation( [^>]*)>(.*?)</dataValidation>", move, xml, flags=re.S)
    left = xml.count("<dataValidation ")
    xml = re.sub(r'<dataValidations count="\d+">', f'<dataValidations count="{left}">' if left else "", xml)
    xml = xml if left else xml.replace("</dataValidations>", "")
    if not moved:
        return xml, []
    return xml, [
        f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" {X14}><x14:dataValidations {XM} count="{len(moved)}">'
        f"{''.join(moved)}</x14:dataValidations></ext>"
    ]


def _spare(xml: str, rows: int) -> str:
    """Empty rows whose cells keep a style, where somebody wrote and deleted."""
    last = max(map(int, re.findall(r'<row r="(\d+)"', xml)))
    styled = "".join(
        f'<row r="{last + n}" spans="1:3" x14ac:dyDescent="0.25">'
        + "".join(f'<c r="{letter}{last + n}" s="1"/>' for letter in "ABC")
        + "</row>"
        for n in range(1, rows + 1)
    )
    xml = re.sub(r'<dimension ref="A1:([A-Z]+)\d+"/>', rf'<dimension ref="A1:\g<1>{last + rows}"/>', xml)
    return xml.replace("</sheetData>", f"{styled}</sheetData>")


def _formulas(xml: str, calculated: list[str]) -> str:
    """The first numbers of each kind are the results of formulas: a plain one, and a shared one in the rest."""

    def calculate(found: re.Match) -> str:
        if found[4] or len(calculated) >= 6:
            return found[0]
        calculated.append(found[1] + found[2])
        n = len(calculated)
        formula = (
            f"<f>{found[6]}+0</f>"
            if n < 4
            else f'<f t="shared" ref="{calculated[-1]}" si="0">ABS({found[6]})</f>'
            if n == 4
            else '<f t="shared" si="0"/>'
        )
        return f'<c r="{found[1]}{found[2]}"{found[3] or ""}>{formula}{found[5]}</c>'

    return CELL.sub(calculate, xml)


def _bars(xml: str, title: str, extensions: list[str]) -> tuple[str, list[str]]:
    """A data bar, which is in both places, and a sparkline beside the table."""
    last = max(map(int, re.findall(r'<row r="(\d+)"', xml)))
    quoted = "'" + title.replace("'", "''") + "'"
    bar = (
        f'<conditionalFormatting sqref="B5:B{last}"><cfRule type="dataBar" priority="9"><dataBar><cfvo type="num" val="0"/><cfvo type="max"/>'
        f'<color rgb="FF638EC6"/></dataBar><extLst><ext xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main" '
        f'uri="{{B025F937-C7B1-47D3-B67F-A62EFF666E3E}}"><x14:id>{BAR}</x14:id></ext></extLst></cfRule></conditionalFormatting>'
    )
    again = (
        f'<ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" {X14}><x14:conditionalFormattings><x14:conditionalFormatting {XM}>'
        f'<x14:cfRule type="dataBar" id="{BAR}"><x14:dataBar minLength="0" maxLength="100" gradient="0"><x14:cfvo type="num"><xm:f>0</xm:f>'
        '</x14:cfvo><x14:cfvo type="autoMax"/><x14:negativeFillColor rgb="FFFF0000"/><x14:axisColor rgb="FF000000"/></x14:dataBar></x14:cfRule>'
        f"<xm:sqref>B5:B{last}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
    )
    spark = (
        f'<ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" {X14}><x14:sparklineGroups {XM}><x14:sparklineGroup displayEmptyCellsAs="gap">'
        f'<x14:colorSeries rgb="FF376092"/><x14:sparklines><x14:sparkline><xm:f>{quoted}!B5:B{last}</xm:f><xm:sqref>AZ5</xm:sqref>'
        "</x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext>"
    )
    at = next(mark for mark in ("<dataValidations", "<printOptions", "<pageMargins") if mark in xml)
    return xml.replace(at, bar + at, 1), [again, *extensions, spark]


def _strings(xml: str) -> str:
    """Line breaks and outer spaces are kept by an attribute; each tenth long text has two runs, one of them in bold."""
    seen = 0

    def dress(found: re.Match) -> str:
        nonlocal seen
        text = found[1]
        seen += 1
        half = text.find(" ", 3) if "&" not in text else -1
        if seen % 10 == 0 and half > 0:
            return (
                f'<si><r><rPr><b/><sz val="10"/><rFont val="Calibri"/><family val="2"/></rPr><t>{text[:half]}</t></r>'
                f'<r><rPr><sz val="10"/><rFont val="Calibri"/><family val="2"/></rPr><t xml:space="preserve">{text[half:]}</t></r></si>'
            )
        keep = ' xml:space="preserve"' if "\n" in text or text != text.strip() else ""
        return f"<si><t{keep}>{text}</t></si>"

    return re.sub(r"<si><t(?: xml:space=\"preserve\")?>([^<]*)</t></si>", dress, xml)


def _add(parts: dict[str, bytes], calculated: list[str], how: Saved) -> None:
    """The parts that Excel adds, with their types and relations."""
    when, who = "2021-11-26T10:00:00.00", "{6A2A1C38-0000-4000-8000-000000000001}"
    chain = "".join(f'<c r="{place}" i="1"/>' for place in calculated)
    written = {
        "customXml/item1.xml": b"\xff\xfe" + MASHUP.encode("utf-16-le"),
        "customXml/_rels/item1.xml.rels": _relations([("rId1", f"{OFFICE}/customXmlProps", "itemProps1.xml")]),
        "customXml/itemProps1.xml": f'{DECLARED}<ds:datastoreItem ds:itemID="{who}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>',
        "xl/persons/person.xml": f'{DECLARED}<personList xmlns="{MICROSOFT}/spreadsheetml/2018/threadedcomments">'
        f'<person displayName="UPPM" id="{who}" userId="S::x" providerId="AD"/></personList>',
        "xl/threadedComments/threadedComment1.xml": f'{DECLARED}<ThreadedComments xmlns="{MICROSOFT}/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="B5" dT="{when}" personId="{who}" id="{who}"><text>Revisar</text></threadedComment></ThreadedComments>',
        "xl/calcChain.xml": f'{DECLARED}<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{chain}</calcChain>',
        "xl/printerSettings/printerSettings1.bin": SETTINGS,
    }
    left_out = {
        name
        for name in written
        if (name.startswith("customXml") and not how.query) or (name == "xl/calcChain.xml" and not calculated)
    }
    added = {
        name: text if isinstance(text, bytes) else text.encode()
        for name, text in written.items()
        if name not in left_out
    }
    parts.update(added)
    types = '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>'
    types += "".join(f'<Override PartName="/{name}" ContentType="{ADDED[name]}"/>' for name in added if ADDED[name])
    _into(parts, "[Content_Types].xml", "</Types>", types)
    links = [("rId91", f"{MICROSOFT}/2017/10/relationships/person", "persons/person.xml")]
    links += [("rId92", f"{OFFICE}/calcChain", "calcChain.xml")] if calculated else []
    links += [("rId93", f"{OFFICE}/customXml", "../customXml/item1.xml")] if how.query else []
    _into(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", _links(links))
    links = [
        ("rId91", f"{OFFICE}/printerSettings", "../printerSettings/printerSettings1.bin"),
        ("rId92", f"{MICROSOFT}/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml"),
    ]
    _into(parts, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", _links(links))


def _links(links: list[tuple[str, str, str]]) -> str:
    return "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{escape(target)}"/>' for name, kind, target in links
    )


def _relations(links: list[tuple[str, str, str]]) -> bytes:
    return f'{DECLARED}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{_links(links)}</Relationships>'.encode()


def _into(parts: dict[str, bytes], name: str, before: str, text: str) -> None:
    held = parts.get(name) or _relations([])
    parts[name] = held.replace(before.encode(), text.encode() + before.encode())


def _renamed(parts: dict[str, bytes], name: str) -> None:
    """The part of the workbook under another name, to which the relations of the package point."""
    parts[f"xl/{name}"] = parts.pop("xl/workbook.xml")
    parts[f"xl/_rels/{name}.rels"] = parts.pop("xl/_rels/workbook.xml.rels")
    for each in ("[Content_Types].xml", "_rels/.rels"):
        parts[each] = parts[each].replace(b"xl/workbook.xml", f"xl/{name}".encode())


def _absolute(parts: dict[str, bytes]) -> None:
    for name in [each for each in parts if each.startswith("xl/_rels/")] + ["_rels/.rels"]:
        folder = "/xl/" if name.startswith("xl/") else "/"
        text = parts[name].decode().replace('Target="../', 'Target="/')
        parts[name] = re.sub('Target="(?!/)', f'Target="{folder}', text).encode()


def _packed(parts: dict[str, bytes], how: Saved) -> bytes:
    """The package: the types first, as Excel writes it; each part with what a Mac keeps of it, and folders, when it
    was zipped there."""
    first = ["[Content_Types].xml", "_rels/.rels", f"xl/{how.workbook}"]
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as package:
        if how.mac:
            for folder in ("_rels/", "xl/", "xl/worksheets/"):
                package.writestr(_info(folder), b"")
            package.writestr(_info(".DS_Store"), b"\x00\x00\x00\x01Bud1" + b"\0" * 60)
        for name in first + [each for each in parts if each not in first]:
            package.writestr(_info(name.replace("/", "\\") if how.backslashes else name), parts[name])
            if how.mac:
                folder, _, leaf = name.rpartition("/")
                package.writestr(_info(f"__MACOSX/{folder + '/' if folder else ''}._{leaf}"), APPLE_DOUBLE)
    return memory.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system, info.compress_type = 0, zipfile.ZIP_DEFLATED
    return info
