"""A whole session, in the browser and with its keys: it is called, has no quorum, is called again, freezes its corte, is
presented, decides, concludes and issues its papers; five files come afterwards and its corte is the same; the next session
approves its minutes and finds its agreements."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date

from playwright.sync_api import Page, expect

from conftest import deliverables
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.publish.load import Incoming, load_files
from sig_metrics.session import acts, facts
from sig_metrics.session.model import Attendance, Item
from sig_metrics.store import LocalStore

from .conftest import choose, command, loose, main_text, serving, settle, shot, visit

CODE = "ACT-2021-05"
# the slide in view, whose board stands in a root of its own
AT = "() => [...document.querySelectorAll('*')].map((e) => e.shadowRoot?.querySelector('.board.slides article')).find(Boolean)?.dataset.slide ?? ''"


def press(page: Page, name: str, exact: bool = True) -> None:
    """A button, with the keyboard."""
    button = page.get_by_role("button", name=name, exact=exact).first
    expect(button).to_be_enabled()
    button.focus()
    page.keyboard.press("Enter")
    settle(page)


def day(page: Page, label: str, text: str) -> None:
    """A date, typed part by part."""
    box = page.get_by_test_id("stDateInput").filter(has_text=label).get_by_role("spinbutton")
    expect(box).to_have_count(3)
    for part, typed in enumerate(text.split("/")):
        box.nth(part).click()
        page.keyboard.type(typed)
    page.keyboard.press("Tab")
    settle(page)


def hour(page: Page, label: str, text: str) -> None:
    box = page.get_by_test_id("stTimeInput").filter(has_text=label).get_by_role("spinbutton")
    expect(box).to_have_count(2)
    for part, typed in enumerate(text.split(":")):
        box.nth(part).click()
        page.keyboard.type(typed)
    page.keyboard.press("Tab")
    settle(page)


def write(page: Page, label: str, text: str) -> None:
    page.get_by_role("textbox", name=label).first.fill(text)
    page.keyboard.press("Tab")


def called(page: Page, server) -> None:
    """Two points: what came back of earlier sessions, and one more."""
    visit(page, server.address("revision?parte=convocar&corte=2021-11"))
    day(page, "Fecha de la sesión", "03/12/2021")
    day(page, "Se convoca el", "26/11/2021")
    write(page, "Lugar o medio", "Sala de sesiones")
    press(page, "Dejar solo lo que falta")
    drops = page.get_by_role("button", name="Quitar", exact=True)
    while drops.count() > 2:
        before = drops.count()
        drops.last.click()
        expect(drops).to_have_count(before - 1)
        settle(page)
    shot(page, "sesion-1-convocatoria")
    press(page, "Convocar la sesión")
    expect(page.get_by_text(f"Sesión {CODE} convocada.")).to_be_visible()


def attended(page: Page, absent: list[str]) -> None:
    press(page, "Todos los titulares")
    for office in absent:
        choose(page, f"Cómo asiste: {office}", "Ausente")
    press(page, "Registrar la asistencia")


def without_quorum_and_again(page: Page, store: LocalStore) -> None:
    """Three of seven: the first call needs four (art. 110.1), the second one three (art. 110.2)."""
    seats = [each.office for each in facts.session_of(store, CODE).seats]
    assert len(seats) == 7
    attended(page, seats[3:])
    assert facts.session_of(store, CODE).state == "no_quorum"
    expect(page.get_by_text("art. 110.1").first).to_be_visible()
    shot(page, "sesion-2-sin-quorum")
    press(page, "Convocar por segunda vez")
    again = facts.session_of(store, CODE)
    assert (again.call, again.held_on) == (2, date(2021, 12, 4))
    attended(page, seats[6:])
    assert len(facts.session_of(store, CODE).present) == 6


def begun(page: Page, store: LocalStore) -> str:
    """Freezes the corte of the session and begins; its hash."""
    press(page, "Congelar un corte nuevo")
    press(page, "Congelar")
    expect(page.get_by_text("Se congeló").first).to_be_visible()
    press(page, "Instalar la sesión")
    now = facts.session_of(store, CODE)
    assert (now.state, now.corte) == ("in_session", 1)
    return json.loads((store.folder / "archive" / "cortes" / "0001" / "corte.json").read_text())["hash"]


def shown(page: Page, server, seal: str) -> None:
    """Its slides, the live figure of one, and back to the same with the second key."""
    visit(page, server.address(f"presentar?sesion={CODE}&lamina=sistema-SGSI"))
    page.wait_for_function(f"({AT})() === 'sistema-SGSI'")
    page.keyboard.press("d")
    expect(page).to_have_url(re.compile(r"/sgsi\?.*corte_fijo=1"))
    expect(page.locator(".st-key-sig-corte")).to_contain_text(seal[:12])
    settle(page)
    page.keyboard.press("v")
    page.wait_for_function(f"({AT})() === 'sistema-SGSI'")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(rf"/revision\?.*sesion={CODE}"))
    settle(page)


def agreed(page: Page, text: str, against: str = "") -> None:
    press(page, "Nuevo acuerdo")
    write(page, "Qué se acuerda", text)
    write(page, "Fundamentos", "Lo que dice el corte de noviembre.")
    day(page, "Fecha límite", "31/01/2022")
    for label, option in (("Sistemas", "SGC"), ("Salida de la revisión", "Oportunidad de mejora")):
        page.get_by_role("combobox", name=label).last.click()
        page.get_by_role("option", name=option, exact=True).click()
        page.keyboard.press("Tab")
        settle(page)
    press(page, "Todos a favor")
    if against:
        page.get_by_role("radiogroup", name=f"Voto de {against}").get_by_role("radio", name="En contra").click()
        settle(page)
        write(page, f"Motivos de {against}", "El plazo no alcanza para contratar.")
        settle(page)
    press(page, "Registrar el acuerdo")
    expect(page.get_by_text("Acuerdo registrado con sus votos.")).to_be_visible()


def decided(page: Page, server, store: LocalStore) -> None:
    """Two agreements, one of them with a dissent that has its reasons; and what is outside the agenda is refused, with its
    article, because somebody is absent."""
    visit(page, server.address(f"revision?sesion={CODE}&punto=1"))
    agreed(page, "Cerrar los acuerdos vencidos, con un aviso quince días antes.")
    visit(page, server.address(f"revision?sesion={CODE}&punto=2"))
    against = facts.session_of(store, CODE).present[-1].office
    agreed(page, "Contratar el servicio de respaldo.", against)
    shot(page, "sesion-3-acuerdos")
    page.get_by_text("Incluir un punto urgente").click()
    write(page, "Qué se trata", "La compra de un vehículo")
    press(page, "Incluir el punto")
    expect(page.get_by_text("art. 109.4").last).to_be_visible()
    now = facts.session_of(store, CODE)
    assert len(now.items) == 2 and [each.outcome for each in now.agreements] == ["adopted", "adopted"]
    assert [(v.office, v.sense) for v in now.agreements[1].votes if v.sense != "in_favour"] == [(against, "against")]
    for point in ("1", "2"):
        visit(page, server.address(f"revision?sesion={CODE}&punto={point}"))
        press(page, "Se tomó conocimiento")


def concluded(page: Page, server, store: LocalStore) -> None:
    visit(page, server.address(f"revision?sesion={CODE}&paso=cierre"))
    for label in ("Conveniencia", "Adecuación", "Eficacia", "Alineación con la dirección estratégica"):
        write(page, label, "Sí, con las mejoras acordadas.")
    press(page, "Guardar la conclusión")
    hour(page, "Hora de término", "12:00")
    press(page, "Cerrar la sesión")
    expect(page.get_by_text("Sesión cerrada: su acta espera aprobación.")).to_be_visible()
    assert facts.session_of(store, CODE).state == "to_approve"


def taken(page: Page, key: str) -> bytes:
    """What a button of the papers gives."""
    with page.expect_download() as waited:
        button = page.locator(f".st-key-{key}").get_by_role("button")
        button.focus()
        page.keyboard.press("Enter")
    return open(waited.value.path(), "rb").read()


def issued(page: Page, server, seal: str) -> bytes:
    """Every paper as DOCX and as PDF, and the whole pack."""
    visit(page, server.address(f"revision?sesion={CODE}&paso=acta"))
    keys = page.evaluate(
        "() => [...document.querySelectorAll('[class*=st-key-papel_]')].map((e) => [...e.classList].find((c) => c.startsWith('st-key-papel_')).slice(7))"
    )
    kinds = {key.split("_")[1] for key in keys}
    assert kinds >= {"call", "minutes", "certificate", "memorandum", "index"} and len(keys) == 2 * len({*keys}) // 2
    for key in keys:
        assert taken(page, key)[:4] == (b"PK\x03\x04" if key.endswith("docx") else b"%PDF"), key
    shot(page, "sesion-4-papeles")
    return taken(page, "expediente")


def verified(pack: bytes, place) -> None:
    """CONFORME with nothing of ours; NO CONFORME after a digit changes."""
    with zipfile.ZipFile(io.BytesIO(pack)) as book:
        book.extractall(place)
    (checker,) = place.rglob("verifica.py")

    def run() -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-I", str(checker)], capture_output=True, text=True, cwd=place, timeout=60
        )

    assert run().stdout.strip().splitlines()[-1] == "CONFORME", run()
    (values,) = place.rglob("valores.jsonl")
    text = values.read_text()
    values.write_text(re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), text, count=1))
    changed = run()
    assert changed.returncode == 1 and changed.stdout.startswith("NO CONFORME"), changed


def come_afterwards(store: LocalStore) -> None:
    rows = [f"{20 + n},{2 + n},1,2021-11-2{n},INF-{n},validated" for n in range(5)]
    files = [Incoming("deliverable", f"{n}.csv", deliverables(row)) for n, row in enumerate(rows)]
    load_files(store, default_catalog(), files, "CT")


def next_one(store: LocalStore) -> None:
    """The session of January, in course, with the same corte."""
    dataset = dataset_of(store.open(), default_catalog())
    days = {"held_on": date(2022, 2, 4), "called_on": date(2022, 1, 28)}
    items = (Item(1, "Estado de los acuerdos anteriores", "UPPM", 1),)
    given = {"kind": "committee", "place": "Sala", "starts_at": "09:00", "items": items, "who": "UPPM"}
    made = acts.convene(store, dataset, **days, **given)
    dataset.close()
    seats = tuple(Attendance(each.office, "titular") for each in made.seats)
    acts.attend(store, made.code, attendance=seats, who="UPPM")
    acts.install(store, made.code, corte=1, who="UPPM")


def test_a_whole_session(open_page, demo_store, tmp_path):
    folder = shutil.copytree(demo_store, tmp_path / "store")
    store = LocalStore(folder)
    with serving(folder, tmp_path / "log.txt") as server:
        page = open_page()
        called(page, server)
        without_quorum_and_again(page, store)
        seal = begun(page, store)
        shown(page, server, seal)
        decided(page, server, store)
        concluded(page, server, store)
        pack = issued(page, server, seal)
        verified(pack, tmp_path / "pack")
        come_afterwards(store)
        assert json.loads(command("cortes", "--check", "--json", "--store", folder).stdout)[0]["checked"] == "same"
        visit(page, server.address("?corte_fijo=1"))
        expect(page.locator(".st-key-sig-corte")).to_contain_text(seal[:12])
        assert "69 de 75" in main_text(page)
        press(page, "Volver a los datos de hoy")
        next_one(store)
        code = facts.sessions(store)[-1].code
        visit(page, server.address(f"revision?sesion={code}&punto=1"))
        press(page, "Leída y aprobada")
        assert (facts.session_of(store, CODE).state, facts.session_of(store, CODE).approved_in) == ("approved", code)
        text = loose(
            page.evaluate(
                "() => [...document.querySelectorAll('*')].flatMap((e) => e.shadowRoot ? [e.shadowRoot.textContent] : []).join(' ')"
            )
        )
        assert "arrastra" in text
        shot(page, "sesion-5-siguiente")
        page.goto(server.address("_stcore/health"))
