"""Holds the drafts of the deliverables of 2021 to the data: every number of the 82, read again from its DOCX, is what `value`
says at that cut-off or what is counted here, by another way, from the rows; a sentence that nobody can know is not there;
what only a person can write is a blank; and no row of a reserved register is in one."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from docx.oxml.ns import qn

from conftest import DEMO, V05, deliverables, made_once
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.cli.commands import main
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.measure.scope import Scope, month_end
from sig_metrics.measure.value_document import value_document
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.report.drafts import draft as writing
from sig_metrics.report.drafts.activity import drafted, programmed
from sig_metrics.report.drafts.activity_identity import identity_in
from sig_metrics.report.drafts.activity_numbers import of_register
from sig_metrics.report.drafts.activity_sight import kind_of, sight
from sig_metrics.report.model import Chart, Number, Table, Text
from sig_metrics.store import LocalStore
from support.office import by_office
from support.turns import share

BLANK = re.compile(r"\[completar: [^\]]+\]")
SHARE, AMOUNT = re.compile(r"(-?[\d,]+(?:\.\d+)?) %"), re.compile(r"-?[\d,]+(?:\.(\d+))?")
# the day by which each register that is counted is dated, read from its CSV
DATED = {
    "qrd": "registered_on",
    "suggestion": "received_on",
    "ctvc_alert": "received_on",
    "audit": "executed_on",
    "training": "held_on",
    "risk": "evaluated_on",
    "improvement_action": "opened_on",
    "document": "approved_on",
    "security_incident": "detected_on",
    "vulnerability": "detected_on",
    "legal_requirement": "evaluated_on",
    "sst_event": "happened_on",
    "context_review": "approved_on",
}


@pytest.fixture(scope="module")
def data(demo_snapshot, whole_catalog):
    return dataset_of(demo_snapshot, whole_catalog)


@pytest.fixture(scope="module")
def every(tmp_path_factory, demo_folder) -> Path:
    """The folder of all the drafts, as the command writes them."""

    def make(folder: Path) -> None:
        assert main(["report", "--all", "--year", "2021", str(folder), "--store", str(demo_folder)]) == 0

    return made_once(tmp_path_factory, "drafts", make)


@pytest.fixture(scope="module")
def drafts(data):
    return [drafted(data, kind, 2021, month, None, item) for kind, month, item in programmed(data, 2021)]


def read(path: Path) -> tuple[str, list[list[list[str]]]]:
    """The text and the tables of a DOCX."""
    body = docx.Document(str(path)).element.body
    tables = [
        [
            ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
            for row in each.iter(qn("w:tr"))
        ]
        for each in body.iter(qn("w:tbl"))
    ]
    return " ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))), tables


def reads(said: str, value: float) -> bool:
    """Whether a text says a value, rounded as it says."""
    if share := SHARE.search(said):
        return abs(float(share[1].replace(",", "")) / 100 - value) < 0.00051
    found = AMOUNT.match(said)
    return abs(float(found[0].replace(",", "")) - value) <= 0.5 * 10 ** -len(found[1] or "") + 1e-9


class Asked:
    """What a figure is, by another way than the papers': `value`, the tables of publication, or the rows of the CSV."""

    def __init__(self, data):
        self.data = data

    @lru_cache(None)
    def document(self, code: str, month: str, by: str = "") -> dict:
        scope = Scope(month_end(*map(int, month.split("-"))))
        return value_document(self.data, self.data.catalog.indicator(code), scope, by or None)

    def of(self, of: str, since: date) -> float | None:
        name, month, rest = (of.split(".", 2) + [""])[:3]
        if name in self.data.catalog.registers:
            return self.register(name, month_end(*map(int, month.split("-"))), rest, since)
        by, _, word = rest.partition("=")
        if not word:
            found = self.document(name, month)
            return found[rest or "value"]
        word, _, field = word.rpartition(".") if word.endswith(FIELDS) else (word, "", "value")
        rows = self.document(name, month, by)["rows"]
        return next(row[field] for row in rows if str(row[by]) == word)

    def register(self, name: str, cutoff: date, rest: str, since: date) -> float | None:
        what, _, one = rest.partition(".")
        if one in ("inflow", "outflow"):
            months = [day for day in (month_end(cutoff.year, n) for n in range(1, cutoff.month + 1)) if day > since]
            return sum(self.cases(name, day, one) for day in months)
        if what in ("inflow", "outflow", "stock", "open", "overdue", "oldest") or "=" in what:
            return self.cases(name, cutoff, rest)
        return self.rows(name, cutoff, what, one, since)

    def cases(self, name: str, cutoff: date, rest: str) -> float | None:
        table, column = ("case_open", {"stock": "cases", "open": "cases", "": "cases", "overdue": "overdue"})
        part, _, field = rest.partition(".") if "=" in rest else ("", "", rest)
        if field in ("inflow", "outflow"):
            table, column = "case_flow", {field: field}
        of, _, word = part.partition("=")
        where = {"age": "band = $word", "ut": "coalesce(ut, 'none') = $word"}.get(of, "true")
        given = {"name": name, "cutoff": cutoff, **({"word": int(word) if of == "age" else word} if of else {})}
        if field == "oldest":
            sql = f"select max(oldest_days) as n from case_open where register = $name and period = $cutoff and {where}"
        else:
            sql = (
                f"select sum({column[field]}) as n from {table} where register = $name and period = $cutoff and {where}"
            )
        return int(self.data.rows(sql, given)[0]["n"] or 0)

    def rows(self, name: str, cutoff: date, what: str, one: str, since: date) -> int:
        """Of the CSV, those whose day is since the report before, in the year or by the cut-off."""
        with (DEMO / f"{name}.csv").open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        since = {"year": date(cutoff.year - 1, 12, 31), "report": since}.get(what, date(1900, 1, 1))
        days = [(row, date.fromisoformat(row[DATED[name]])) for row in rows if row[DATED[name]]]
        column, _, word = one.partition("=")
        return sum(since < day <= cutoff and (not one or row[column] == word) for row, day in days)


FIELDS = (".numerator", ".denominator", ".open_overdue", ".oldest_overdue_days")


def numbers(draft):
    """(table of the paper, row, column, number) of each, and the numbers of its sentences and of its charts."""
    tables = [block for block in draft.paper.blocks if isinstance(block, Table) and block.rows]
    cells = [
        (t, r, c, cell)
        for t, each in enumerate(tables)
        for r, row in enumerate(each.rows)
        for c, cell in enumerate(row)
    ]
    return [each for each in cells if isinstance(each[3], Number)]


def test_every_number_of_the_82_drafts_read_again_is_what_value_says(data, drafts, every):
    assert len(drafts) == 82 == len(list(every.glob("*.docx")))
    asked, seen, some = Asked(data), 0, share(drafts, 0.3)
    for draft in some:
        since = before(draft)
        text, tables = read(every / f"{draft.paper.name}.docx")
        for t, r, c, number in numbers(draft):
            said = tables[t + 1][r + 1][c]  # the first is the heading
            assert said == number.said
            told(asked, draft, said, number.of, since)
            seen += 1
        for number in draft.cited:
            assert number.said in text
            told(asked, draft, number.said, number.of, since)
        for chart in (block for block in draft.paper.blocks if isinstance(block, Chart)):
            for series in chart.series:
                for value, of in zip(series.values, series.of):
                    if of and value is not None:
                        assert value == pytest.approx(asked.of(of, since), rel=1e-9), (draft.paper.name, of)
    assert seen > 20 * len(some)  # cells; what no CSV dates is not counted again here


@lru_cache(None)
def months_of(activity: str) -> tuple[int, ...]:
    """The months in which the official plan programs an activity."""
    with (V05 / "plan_schedule.csv").open(encoding="utf-8", newline="") as source:
        return tuple(int(row["month"]) for row in csv.DictReader(source) if row["activity"] == activity)


def before(draft) -> date:
    """The close of the month of the report before: of the first of the year, December."""
    month = int(draft.identity.month[5:])
    earlier = [each for each in months_of(draft.identity.activity) if each < month]
    return month_end(2021, max(earlier)) if earlier else date(2020, 12, 31)


def told(asked: Asked, draft, said: str, of: str, since: date) -> None:
    if of.split(".")[0] not in (*DATED, *codes()) and not of.startswith(tuple(CASES)):
        return
    expected = asked.of(of, since)
    assert expected is not None and reads(said, expected), (draft.paper.name, of, said, expected)


CASES = ("qrd.", "suggestion.", "ctvc_alert.")


@lru_cache(1)
def codes() -> frozenset[str]:
    return frozenset(each.code for each in default_catalog().indicators.values())


def test_the_paper_of_october_says_what_is_counted_by_hand(data):
    """From data/demo/qrd.csv and suggestion.csv, with a spreadsheet: 35 claims fell due in October, all answered on time
    (100 %), 22 older ones are open; the plan had programmed 20 papers of activity 18 by then and 19 had come with a
    number."""
    made = drafted(data, kind_of(data.catalog, "qrd_status"), 2021, 10)
    said = " ".join(block.said for block in made.paper.blocks if hasattr(block, "said"))
    assert "venció el plazo legal de 35 reclamos; se respondieron dentro de él 35: 100 %" in said
    assert "Siguen abiertos con el plazo legal vencido 22 reclamos" in said
    assert "programaba 20 entregables; se entregaron 19 y 1 está vencido" in said
    table = next(block for block in made.paper.blocks if isinstance(block, Table) and block.headings[0] == "Indicador")
    assert table.headings[:3] == ("Indicador", "Set 21", "Oct 21")
    claims = [cell.said if isinstance(cell, Number) else cell for cell in table.rows[0]]
    assert claims[1:] == ["97.5 %", "100 %", "100 %", "22", "◆ con vencidos"]  # 39 of 40 fell due in September
    heading = dict(made.paper.heading)
    assert heading["DE"] == "Unidad de Comunicación e Imagen (UCI)"
    assert heading["REFERENCIA"].endswith("b) Informe N° 0052-2021-MIDIS/PNADP-UCI")  # deliverable.csv, September
    assert made.paper.title == "INFORME N.° ______-2021"


def test_no_more_than_three_blanks_and_each_is_in_the_file(drafts, every):
    for draft in drafts:
        text, _ = read(every / f"{draft.paper.name}.docx")
        kind = default_catalog().papers[draft.identity.kind]
        unsaid = draft.paper.name in ("2021-02-act06-1-review_minutes", "2021-03-act06-1-review_minutes")
        assert len(set(BLANK.findall(text))) == len(kind.blanks) + unsaid <= 3, draft.paper.name


def test_minutes_say_of_their_session_what_its_registers_say_and_leave_blank_the_rest(drafts):
    """Of November there are the hours, the place and six of seven seats; of February, nothing but the day."""
    made = {each.paper.name[:7]: each for each in drafts if each.identity.kind == "review_minutes"}
    said = {
        month: [block.said for block in each.paper.blocks if isinstance(block, Text)] for month, each in made.items()
    }
    november = "La sesión ACT-2021-04 se realizó el 25 de noviembre de 2021, de 09:00 a 12:40, en Sede Central"
    assert f"{november}, con 6 de 7 miembros." in said["2021-11"]
    assert not [each for each in said["2021-11"] if "completar" in each and "quórum" in each]
    assert "La sesión ACT-2021-01 se realizó el 25 de febrero de 2021." in said["2021-02"]
    lacks = "[completar: hora de inicio y de término, lugar y quórum de la sesión ACT-2021-01]"
    assert lacks in said["2021-02"]


def test_a_draft_says_what_it_is_as_a_property_and_in_its_annex(drafts, every, demo_snapshot):
    places = set()
    for draft in drafts:
        path = every / f"{draft.paper.name}.docx"
        with zipfile.ZipFile(path) as package:
            held = package.read("docProps/custom.xml").decode()
        text, _ = read(path)
        assert identity_in(held) == identity_in(text) == draft.identity
        assert draft.identity.hash == demo_snapshot.seal[:12]
        places.add(draft.identity.place)
    assert len(places) == 82


def test_a_month_that_has_not_come_is_not_told_as_zero(data):
    """There is nothing of December in the demonstration: no sentence counts claims, and the paper says what lacks."""
    made = drafted(data, kind_of(data.catalog, "qrd_status"), 2021, 12)
    said = " ".join(block.said for block in made.paper.blocks if hasattr(block, "said"))
    assert "faltaba, o estaba atrasado, lo de «Quejas, reclamos y denuncias (QRD)»" in said
    assert "En diciembre de 2021 venció" not in said and "Mantener el ritmo" not in said


def test_it_is_told_once_over_the_first_section_with_figures(data, monkeypatch):
    """Of the report of a quarter, accidents, indices and what the committee did have figures."""
    monkeypatch.setattr(writing, "_lacking", lambda seen: [Text("Falta lo de QRD.")])
    monkeypatch.setattr(writing, "_pieces", lambda seen, section, own: iter([Text("Se vio.")]))
    quarter = SimpleNamespace(kind=data.catalog.papers["sst_quarter"])
    said = [block.said for block in writing._sections(quarter, {})]
    assert said.count("Falta lo de QRD.") == 1
    assert said[said.index("Falta lo de QRD.") - 1] == "Accidentes e incidentes del trimestre"


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def test_what_is_open_and_what_came_in_is_added_up(data):
    """The report of October tells of June to October (activity 22 is programmed in May and October): from qrd.csv, what was
    registered or reopened in those months, and what was not answered, or not again since it was reopened, by 31/10."""
    seen = sight(data, kind_of(data.catalog, "legal_status"), 2021, 10)
    with (DEMO / "qrd.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    first, last = date(2021, 5, 31), date(2021, 10, 31)
    moments = [day(row[name]) for row in rows for name in ("registered_on", "reopened_on") if row[name]]
    assert of_register(seen, "qrd", "inflow", seen.scope) == sum(first < each <= last for each in moments) == 491
    still = 0
    for row in rows:
        again = row["reopened_on"] and day(row["reopened_on"]) <= last
        ended = day(row["reanswered_on"] if again else row["answered_on"] or row["closed_on"])
        still += day(row["registered_on"]) <= last and (ended is None or ended > last)
    assert of_register(seen, "qrd", "open", seen.scope) == still == 121


def test_what_has_no_term_has_no_count_of_late(data):
    """The ficha of the legal compliance of information security names no clock: of it nobody knows what is late."""
    made = drafted(data, kind_of(data.catalog, "legal_status"), 2021, 10)
    table = next(block for block in made.paper.blocks if isinstance(block, Table) and block.headings[0] == "Indicador")
    assert not data.catalog.indicator("legal_requirement_met_rate").backlog
    assert table.rows[0][0].startswith("Cumplimiento legal") and table.rows[0][-2] == "—"


def test_rows_of_a_month_that_did_not_come_are_not_zero(data):
    """Nothing of December is in the demonstration."""
    seen = sight(data, kind_of(data.catalog, "qrd_status"), 2021, 12)
    assert [of_register(seen, "qrd", each, seen.scope) for each in ("report", "inflow", "open")] == [None, None, None]


def test_of_complaints_only_released_cells_are_in_a_paper(data):
    """corruption_status.csv: 2021's first half was released on 15/07, with «<5» in all of it."""
    july, october = (drafted(data, kind_of(data.catalog, "corruption_status"), 2021, month) for month in (7, 10))
    said = {
        month: " ".join(b.said for b in made.paper.blocks if hasattr(b, "said"))
        for month, made in ((7, july), (10, october))
    }
    assert "En julio de 2021 se publicaron cifras: las del 15 de julio de 2021." in said[7]
    assert "En octubre de 2021 no hubo publicación." in said[10]
    table = next(block for block in october.paper.blocks if isinstance(block, Table))
    assert {cell for row in table.rows for cell in row[1:]} == {"<5", "<5 de <5 en plazo"}
    assert not any(
        isinstance(cell, Number)
        for block in october.paper.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    )


def test_what_the_plan_does_not_program_is_refused(data):
    with pytest.raises(Refused, match="febrero y octubre"):
        drafted(data, kind_of(data.catalog, "risk_matrices"), 2021, 3)
    with pytest.raises(Refused, match="¿Quiso decir «qrd_status»"):
        kind_of(data.catalog, "qrd_statu")


def test_the_command_writes_one_and_says_what_it_lacks(demo_folder, tmp_path, capsys):
    out, store = str(tmp_path / "informe.docx"), ["--store", str(demo_folder)]
    assert main(["report", "--activity", "20", "--month", "2021-09", out, "--json", *store]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["paper"], told["month"], told["made_of"]) == ("security_status", "2021-09", "D1")
    for given, said in (
        (["--activity", "18", "--month", "2021-09"], "qrd_status y ctvc_status"),
        (["--activity", "12", "--month", "2021-04"], "Ningún papel es de la actividad «12»"),
        (["--activity", "20"], "Pida un papel"),
        (["--all"], "Pida un papel"),
    ):
        assert main(["report", *given, str(tmp_path / "otro.docx"), *store]) == 1
        assert said in capsys.readouterr().err
    assert not (tmp_path / "otro.docx").exists()


def test_a_draft_of_a_corte_carries_its_number_and_hash(demo_copy, whole_catalog, tmp_path, capsys):
    store = ["--store", str(demo_copy.folder)]
    assert main(["freeze", "Cierre de octubre", "--cutoff", "2021-10", *store]) == 0
    out = tmp_path / "c.docx"
    capsys.readouterr()
    assert main(["report", "--activity", "25", "--month", "2021-10", str(out), "--corte", "1", "--json", *store]) == 0
    told = json.loads(capsys.readouterr().out)
    values = (demo_copy.folder / "archive/cortes/0001/values.jsonl").read_bytes()
    import hashlib

    assert (told["made_of"], told["hash"]) == ("C1", hashlib.sha256(values).hexdigest()[:12])
    assert (demo_copy.folder / "archive/cortes/0001/definitions/papers/apps_status.toml").exists()


def test_the_office_opens_them_without_a_repair(every, tmp_path):
    """One of each kind, at once; what LibreOffice repairs it does not print as it was written."""
    kinds = {path.stem.split("-", 4)[4]: path for path in sorted(every.glob("*.docx"))}
    assert len(kinds) == 23
    made = by_office(list(kinds.values()), tmp_path / "pdf", "pdf")
    assert {path.stem for path in made.glob("*.pdf")} == {path.stem for path in kinds.values()}
    from pypdf import PdfReader

    said = "".join(
        page.extract_text()
        for page in PdfReader(io.BytesIO((made / "2021-12-act18-1-qrd_status.pdf").read_bytes())).pages
    )
    assert identity_in(said).place == ("18", "2021-12", 1)


TWO_YEARS = {
    "plan_version": """year,version,resolution,approved_on,report,supersedes,note
2021,01,RDE 1,2021-01-10,,,
2022,01,RDE 2,2022-01-10,,,
""",
    "plan_activity": """year,version,activity,stage,line,units,title,deliverable,target
2021,01,05,maintenance,Línea,UPPM,Auditar,Informe,2
2022,01,05,maintenance,Línea,UPPM,Auditar,Informe,2
""",
    "plan_schedule": """year,version,activity,month,quantity
2021,01,05,11,1
2021,01,05,12,1
2022,01,05,1,1
2022,01,05,3,1
""",
    "activity_system": "year,activity,system,basis,reason\n2021,05,SGC,explicit,x\n2022,05,SGC,explicit,x\n",
}


def test_what_the_plan_of_the_year_before_still_owes_is_not_of_this_one(tmp_path, whole_catalog):
    """Of 2021 November never came, and December came on 10 January; of 2022 January came on the 20th: at its end the plan
    of 2022 had programmed one, which was delivered. PLN-09 counts two in that month, and PLN-06 one overdue."""
    came = deliverables("05,12,1,2022-01-10,N° 12,delivered", "05,1,1,2022-01-20,N° 1,delivered").decode()
    came = came.replace("2021,05,1,", "2022,05,1,")
    files = [Incoming(name, f"{name}.csv", text.encode()) for name, text in TWO_YEARS.items()]
    store = LocalStore(tmp_path, wait=1)
    load_files(store, whole_catalog, [*files, Incoming("deliverable", "d.csv", came.encode())], "UPPM")
    data = dataset_of(store.open(), whole_catalog)
    asked = [data.catalog.indicator(code) for code in ("PLN-09", "PLN-06")]
    assert [value_document(data, each, Scope(date(2022, 1, 31)))["value"] for each in asked] == [2, 1]
    said = [block.said for block in drafted(data, kind_of(data.catalog, "audit_report"), 2022, 1).paper.blocks[:4]]
    sentence = "Al 31 de enero de 2022, la actividad programaba 1 entregable; se entregó 1 y ninguno está vencido."
    assert sentence in said
    data.close()


def test_another_activity_of_the_same_number_has_no_draft(tmp_path, whole_catalog):
    """The plan of 2022 gave the number of the audits to another activity, and says what that one answers for."""
    topics = "year,activity,topic\n2021,05,comunes\n2022,05,digital\n"
    files = [Incoming(name, f"{name}.csv", text.encode()) for name, text in TWO_YEARS.items()]
    store = LocalStore(tmp_path, wait=1)
    load_files(store, whole_catalog, [*files, Incoming("activity_topic", "t.csv", topics.encode())], "UPPM")
    data = dataset_of(store.open(), whole_catalog)
    assert [(kind.name, month) for kind, month, _ in programmed(data, 2021)] == [
        ("audit_report", 11),
        ("audit_report", 12),
    ]
    assert programmed(data, 2022) == []
    said = (
        "En el plan de 2022 la actividad 05 no responde por «Requisitos comunes», que es de lo que trata «Informe de"
        " auditoría interna del SIG»: si es otra actividad, no tiene borrador; si es la misma, agréguelo en «Actividad y tema»."
    )
    with pytest.raises(Refused) as refusal:
        drafted(data, kind_of(data.catalog, "audit_report"), 2022, 1)
    assert str(refusal.value) == said
    data.close()
