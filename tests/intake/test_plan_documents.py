"""Proves that the plan is read from its own document, each cell in its place, and that what cannot be told is marked and
never guessed.

What must be read is the CSV of `data/plan/2021-v05`; the text is the one of the public plan (`support/plan-2021.txt`).
SIG_HEAVY=1 tries more changes."""

import os
import random
import re

import pytest

from conftest import ROOT, codes
from sig_metrics.catalog.reader import load_catalog
from sig_metrics.intake.annex.identity import PlanHeader
from sig_metrics.intake.annex.rows import MONTHS
from sig_metrics.intake.document.reading import Reading, read_document
from sig_metrics.intake.document.text import months_of
from sig_metrics.language.problems import Refused
from support.annex_book import OFFICIAL, STAGES
from support.plan_documents import BEFORE, HEADINGS, Laid, as_docx, as_pdf, as_scan, as_typst

HEAVY = os.environ.get("SIG_HEAVY") == "1"
SEED = (ROOT / "tests" / "support" / "plan-2021.txt").read_text(encoding="utf-8")
NAMES = {"docx": "plan.docx", "pdf": "plan.pdf", "text": "plan.txt"}
SHORT = {"Seguimiento, medición y análisis": "Seguimiento"}  # as the vocabulary names it
QRD = "Informe del estatus de las QRD y sugerencias. Informe del estatus de las alertas CTVC."  # the text has no mark


def read(content: bytes | str, name: str, catalog, page: int = 0) -> Reading:
    content = content.encode() if isinstance(content, str) else content
    return read_document(name, content, catalog.register("plan"), catalog, page=page)


def refused(content: bytes | str, name: str, catalog) -> list[str]:
    with pytest.raises(Refused) as caught:
        read(content, name, catalog)
    assert all(each.message.endswith((".", "?")) for each in caught.value.problems)
    return codes(caught.value.problems)


def cells(reading: Reading) -> dict[tuple[str, str], str]:
    return {(row["activity"], name): text for row in reading.rows for name, text in row.items()}


def official(**changed: str) -> dict[tuple[str, str], str]:
    """Each cell of the plan as it must be read."""
    found = {}
    for number, row in OFFICIAL.items():
        stage = STAGES[row["stage"]]
        units = {"ALL": "Todas"}.get(row["units"], row["units"])
        held = {"activity": number, "stage": SHORT.get(stage, stage), "units": units, "systems": ""}
        held |= {name: row[name] for name in ("line", "title", "deliverable")}
        held["target"] = "No aplica" if row["target"] is None else str(row["target"])
        held |= {name: str(many or "") for name, many in zip(MONTHS, row["months"])}
        found |= {(number, name): text for name, text in held.items()}
    return found | changed


def doubted(reading: Reading) -> set[tuple[str, str]]:
    return {(reading.rows[doubt.row]["activity"], doubt.column) for doubt in reading.doubts}


def differ(reading: Reading, wanted: dict) -> dict:
    held = cells(reading)
    return {place: held.get(place) for place in wanted | held if held.get(place) != wanted.get(place)}


def test_the_text_of_the_public_plan_gives_every_cell(catalog):
    reading = read(SEED, "plan.txt", catalog)
    assert len(reading.rows) == 25 and differ(reading, official()) == {("18", "deliverable"): QRD}
    assert doubted(reading) == {("18", "deliverable")}  # two reports: two places where the title could end
    # the number of this resolution and its day are in a stamp; those of the one that it replaces are in the text
    assert reading.header == PlanHeader("2021", "05", "", "")


@pytest.mark.parametrize(
    "laid",
    [
        Laid(),
        Laid(page="a5", size=5, hyphens=True),  # several pages, words cut by hyphens
        Laid(flipped=False, size=5, repeated=False),  # all in one, in small type
        Laid(page="a5", size=6, merged=False, repeated=False),
    ],
)
def test_a_pdf_gives_every_cell(catalog, laid):
    reading = read(as_pdf(laid), "plan.pdf", catalog)
    assert differ(reading, official()) == {} and doubted(reading) <= {("15", "line"), ("16", "line")}
    assert reading.header == PlanHeader(
        "2021", "05", "RESOLUCIÓN DE DIRECCIÓN EJECUTIVA N° 151-2021-MIDIS/PNADP-DE", "30/09/2021"
    )
    assert min(reading.pages) == 2 and max(reading.pages) == reading.count


@pytest.mark.parametrize("laid", [Laid(), Laid(merged=False), Laid(before=(), size=6)])
def test_a_word_document_gives_every_cell(catalog, laid):
    reading = read(as_docx(laid), "plan.docx", catalog)
    assert differ(reading, official()) == {} and not reading.doubts
    assert reading.header.resolution == (BEFORE[0] if laid.before else "") and reading.lines


def test_a_row_that_a_page_cuts_is_one_again(catalog):
    """In a page so small that rows and merged cells are cut, no letter is lost; what was joined is marked or plain."""
    reading = read(as_pdf(Laid(page="a6", size=5)), "plan.pdf", catalog)
    assert reading.count > 4
    assert set(differ(reading, official())) <= doubted(reading)


def markdown(**barred: str) -> str:
    """The plan as a table of Markdown; `barred`: titles as they are written there."""
    lines = ["Anexo 01: Cronograma de actividades del SIG – Año 2021", "", piped(HEADINGS), piped(["---"] * 18)]
    for (number, name), text in official().items():
        if name == "activity":
            row = {
                column: official()[(number, column)] for column in ("units", "line", "title", "deliverable", "target")
            }
            months = [official()[(number, month)] for month in MONTHS]
            stage = official()[(number, "stage")]
            if len(lines) == 4 or f"Etapa: {stage}" not in "".join(lines):
                lines.append(piped([f"**Etapa: {stage}**", *[""] * 17]))
            title = barred.get(f"a{number}", row["title"])
            lines.append(piped([row["units"], row["line"], number, title, row["deliverable"], row["target"], *months]))
    return "\n".join(lines)


def test_markdown_gives_every_cell(catalog):
    reading = read(markdown(), "plan.md", catalog)
    assert differ(reading, official()) == {} and not reading.doubts


def test_a_bar_inside_a_text_makes_its_row_doubtful_and_no_other(catalog):
    title = official()[("18", "title")]
    reading = read(markdown(a18=title.replace(" ", " | ", 1)), "plan.md", catalog)
    assert {number for number, _ in doubted(reading)} == {"18"}
    assert {("18", "title"), ("18", "deliverable"), ("18", "m01"), ("18", "m12")} <= doubted(reading)
    assert {place for place in differ(reading, official()) if place[0] != "18"} == set()
    assert {place[1] for place in differ(reading, official())} <= {"title", "deliverable", "line"}


def piped(cells) -> str:
    return f"| {' | '.join(cells)} |"


def test_a_line_of_months_counts_its_spaces():
    assert months_of("02   1      1    ") == ("02", ["", "", "1", "", "", "", "", "", "1", "", "", ""], True)
    assert months_of("01            1 ") == ("01", [""] * 11 + ["1"], True)
    assert months_of("24 2 2 2 2 2 2 2 2 2 2 2 2") == ("24", ["2"] * 12, True)
    # an editor took the spaces out: which month each is, nobody knows
    assert months_of("02 1 1") == ("02", ["1", "1", *[""] * 10], False)
    assert months_of("en el Plan de gobierno digital 2020-2023.") is None and months_of("02") is None


def test_spaces_that_were_lost_are_doubts_and_not_months(catalog):
    squeezed = re.sub(r"(?m)^(0\d) .*1.*$", lambda found: " ".join(found[0].split()), SEED)
    reading = read(squeezed, "plan.txt", catalog)
    wrong = {place for place in differ(reading, official()) if place[1] in MONTHS}
    assert len(wrong) > 40 and wrong <= doubted(reading)


@pytest.mark.parametrize("make, name", [(as_pdf, "plan.pdf"), (as_docx, "plan.docx")])
def test_a_bar_over_months_is_marked(catalog, make, name):
    reading = read(make(Laid(bars={"16": (5, 9, "2")})), name, catalog)
    assert {("16", f"m{month:02d}") for month in range(5, 10)} <= doubted(reading)
    assert {place[0] for place in doubted(reading)} == {"16"}


def test_what_is_no_number_or_does_not_add_up_is_marked(catalog):
    months = {("02", 3): "X", ("03", 2): "1*", ("05", 4): "l"}
    reading = read(as_docx(Laid(months=months, targets={"09": "02"})), "plan.docx", catalog)
    assert doubted(reading) == {("02", "m03"), ("03", "m02"), ("05", "m04"), ("09", "target")}
    assert cells(reading)[("03", "m02")] == "1*"  # as it was written: the star may be a note, or a doubt of the office


def changes(many: int, seed: int) -> list[tuple[str, int, str]]:
    """Random changes of one month: (activity, month, what it says now)."""
    chance = random.Random(seed)
    numbers = [number for number, row in OFFICIAL.items() if row["target"]]
    found = []
    while len(found) < many:
        number, month = chance.choice(numbers), chance.randint(1, 12)
        text = chance.choice(["", "1", "2", "3", "11", "X", "1*"])
        if text != str(OFFICIAL[number]["months"][month - 1] or ""):
            found.append((number, month, text))
    return found


@pytest.mark.parametrize("kind, many", [("pdf", 40 if HEAVY else 5), ("docx", 40 if HEAVY else 4)])
def test_one_change_of_a_month_is_that_change_or_a_doubt(catalog, kind, many):
    make = as_pdf if kind == "pdf" else as_docx
    for number, month, text in changes(many, seed=many):
        reading = read(make(Laid(months={(number, month): text})), NAMES[kind], catalog)
        place = (number, f"m{month:02d}")
        assert differ(reading, official()) == {place: text}, (number, month, text)
        assert doubted(reading) & {place, (number, "target")}, (number, month, text)  # the sum is not the target


def test_one_change_of_a_month_in_the_text(catalog):
    """The same change with the other cell moved, so that the sum still is the target: the change, and no doubt."""
    for number, month, _ in changes(60 if HEAVY else 12, seed=7):
        months = [str(held or "") for held in OFFICIAL[number]["months"]]
        full = next(n for n, held in enumerate(months) if held)
        if months[month - 1]:
            continue
        moved = list(months)
        moved[month - 1], moved[full] = moved[full], ""
        target = f"{OFFICIAL[number]['target']:02d} "
        before, after = (target + "".join(f"{held} " for held in each) for each in (months, moved))
        at = SEED.index(
            before, SEED.index(f"{OFFICIAL[number]['title'].split()[0]}", SEED.index("Etapa: Mantenimiento"))
        )
        for found in re.finditer(re.escape(before), SEED[at:]):
            reading = read(SEED[: at + found.start()] + after + SEED[at + found.end() :], "plan.txt", catalog)
            held = differ(reading, official())
            changed = {place for place in held if place[1] in MONTHS}
            assert len(changed) == 2 and {text for place, text in held.items() if place in changed} == {
                "",
                months[full],
            }
            assert len({place[0] for place in changed}) == 1 and doubted(reading) == {("18", "deliverable")}
            break


def test_a_resolution_that_is_only_cited_is_not_this_one(catalog):
    cited = ("VISTOS:", "RESOLUCIÓN DE DIRECCIÓN EJECUTIVA N° 032-2021-MIDIS/PNADP-DE", "Lima, 25 de febrero de 2021")
    said = read(as_docx(Laid(before=cited)), "plan.docx", catalog).header
    assert (said.resolution, said.approved_on, said.version, said.year) == ("", "", "", "2021")
    own = ("RESOLUCIÓN DE DIRECCIÓN EJECUTIVA N° 151-2021-MIDIS/PNADP-DE", *cited)
    assert read(as_docx(Laid(before=own)), "plan.docx", catalog).header.resolution == own[0]


def test_two_schedules_ask_which(catalog):
    second = as_typst(Laid(before=(), months={("09", 12): "", ("09", 11): "1"})).replace("Anexo 01", "Propuesta")
    first = as_typst(Laid()).replace("Anexo 01", "Propuesta")
    import typst

    content = typst.compile(f"{first}\n#pagebreak()\n{second}".encode(), format="pdf")
    assert refused(content, "plan.pdf", catalog) == ["document_two"]
    assert cells(read(content, "plan.pdf", catalog, page=2))[("09", "m12")] == "1"
    with pytest.raises(Refused) as caught:
        read(content, "plan.pdf", catalog)
    starts = [int(page) for page in caught.value.problems[0].value.split(",")]
    assert len(starts) == 2 and starts[0] == 2
    assert cells(read(content, "plan.pdf", catalog, page=starts[1]))[("09", "m11")] == "1"
    with pytest.raises(Refused) as caught:
        read(content, "plan.pdf", catalog, page=1)
    assert codes(caught.value.problems) == ["document_page"]


def test_what_holds_no_plan_says_what_was_looked_for(catalog):
    assert refused(as_scan(as_pdf()), "plan.pdf", catalog) == ["pdf_scan"]
    assert refused(as_pdf(Laid(ruled=False)), "plan.pdf", catalog) == ["document_unruled"]
    assert refused(SEED[: SEED.index("15. Anexos")], "plan.txt", catalog) == ["document_none"]
    docx = as_docx(Laid(headings=(*HEADINGS[:2], "Responsable", *HEADINGS[3:])))
    assert refused(docx, "plan.docx", catalog)[0] in ("document_near", "document_none")
    assert refused(b"Nada", "plan.md", catalog) == ["document_none"]


def test_the_plan_of_another_institution(catalog):
    """Its stages and units are its own; those of this one are doubts there."""
    there = load_catalog(ROOT / "examples" / "cuidar" / "definitions")
    stages = {"Mantenimiento": "Planificar", "Seguimiento, medición y análisis": "Verificar", "Mejora": "Actuar"}
    source = as_typst(Laid(before=(), merged=False))
    for here, theirs in stages.items():
        source = source.replace(f"Etapa: {here}", f"Etapa: {theirs}")
    for here, theirs in (("UPPM", "OPP"), ("URH", "OAD"), ("UTI", "OTI"), ("UCI", "DSC"), (" / CT", "")):
        source = source.replace(f'"{here}', f'"{theirs}').replace(f"/ {here}", f"/ {theirs}").replace(" / CT", "")
    import typst

    reading = read(typst.compile(source.encode(), format="pdf"), "plan.pdf", there)
    assert not reading.doubts and {row["stage"] for row in reading.rows} == {"Planificar", "Verificar", "Actuar"}
    strange = read(as_pdf(), "plan.pdf", there)
    assert {("02", "units"), ("02", "stage")} <= doubted(strange)


def test_a_reading_is_always_the_same_and_says_why_in_sentences(catalog):
    content = as_pdf(Laid(bars={"16": (5, 9, "2")}))
    reading = read(content, "plan.pdf", catalog)
    assert reading == read(content, "plan.pdf", catalog)
    assert all(doubt.why.endswith(".") and doubt.why[0].isupper() for doubt in reading.doubts)
