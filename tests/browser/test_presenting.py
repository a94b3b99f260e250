"""A session is presented, in the browser: keys turn its slides without asking the server for anything; the live figure of one
and the way back are two keys; an agreement is recorded over a slide; the presenter's window follows, and alone has the notes."""

import re
import shutil
from datetime import date

import pytest
from playwright.sync_api import expect

from sig_metrics.catalog.reader import default_catalog
from sig_metrics.corte.freeze import freeze
from sig_metrics.measure.dataset import dataset_of
from sig_metrics.session import acts, facts
from sig_metrics.session.model import Attendance, Deck, Item
from sig_metrics.store import LocalStore

from .conftest import LAPTOP, PROJECTOR, serving, settle, shot, visit

SECRET = "preguntar por la auditoría pendiente"
CODE = "ACT-2021-05"
# the board stands in a root of its own
BOARD = "[...document.querySelectorAll('*')].find((e) => e.shadowRoot?.querySelector('.board.slides'))?.shadowRoot"
AT = f"() => {BOARD}?.querySelector('article')?.dataset.slide ?? ''"
ALL = f"() => {BOARD}?.querySelector('.board').textContent ?? ''"
# the least letters of a slide, but for its foot and its hash, in pixels of a sheet 1280 wide; what does not fit; and whether
# a line of its head is cut
SMALLEST = f"""() => {{
  const sheet = {BOARD}.querySelector('article'), unit = sheet.getBoundingClientRect().width / 1280, sizes = [];
  for (const node of sheet.querySelectorAll('header *, td, th, .aside p:not(.hash), .said')) if (node.textContent.trim()) sizes.push(parseFloat(getComputedStyle(node).fontSize) / unit);
  const body = sheet.children[1];
  return [Math.min(...sizes.map((each) => Math.round(each * 10) / 10)), body.scrollHeight - body.clientHeight, sheet.scrollWidth - sheet.clientWidth,
    [...sheet.querySelectorAll('header > *')].some((each) => each.scrollWidth > each.clientWidth + 1)];
}}"""


@pytest.fixture(scope="module")
def presented(browser, demo_store, tmp_path_factory):
    """A server whose store has a session in course, with its corte, five of seven seats and a note."""
    folder = shutil.copytree(demo_store, tmp_path_factory.mktemp("presented") / "store")
    store = LocalStore(folder)
    dataset = dataset_of(store.open(), default_catalog())
    corte = freeze(store, dataset, "Cierre", date(2021, 11, 30), "UPPM")
    items = (Item(1, "Resultados de las auditorías", "UPPM", 11), Item(2, "Sistema de seguridad", "UTI", view="sgsi"))
    given = {"place": "Sala de sesiones", "starts_at": "09:00", "who": "UPPM"}
    days = {"held_on": date(2021, 12, 3), "called_on": date(2021, 11, 26)}
    held = acts.convene(store, dataset, kind="management_review", items=items, **days, **given)
    seated = tuple(Attendance(each.office, "titular" if n < 5 else "absent") for n, each in enumerate(held.seats))
    acts.attend(store, held.code, attendance=seated, who="UPPM")
    acts.install(store, held.code, corte=corte.number, who="UPPM")
    acts.arrange(store, held.code, deck=Deck((), ("entrada-22",), {"entrada-11": SECRET}), who="UPPM")
    dataset.close()
    assert held.code == CODE
    with serving(folder, tmp_path_factory.mktemp("log") / "log.txt") as server:
        yield server


def open_slides(page, server, more: str = ""):
    visit(page, server.address(f"presentar?sesion={CODE}{more}"))
    page.wait_for_function(f"({AT})() !== ''")
    return page


def at(page) -> str:
    return page.evaluate(AT)


def wait_at(page, slide: str) -> None:
    page.wait_for_function(f"(slide) => ({AT})() === slide", arg=slide)


def test_keys_turn_the_slides_and_ask_the_server_for_nothing(open_page, presented):
    page, sent = open_page(), []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(data)))
    open_slides(page, presented)
    assert at(page) == "portada"
    before = len(sent)
    for key, slide in (
        ("ArrowRight", "acuerdos-anteriores"),
        ("PageDown", "acuerdos-anteriores-2"),
        ("PageUp", "acuerdos-anteriores"),
        ("ArrowLeft", "portada"),
        ("ArrowLeft", "portada"),
        ("End", "conclusion"),
        ("ArrowRight", "conclusion"),
        ("Home", "portada"),
    ):
        page.keyboard.press(key)
        assert at(page) == slide, key
    page.keyboard.type("2")
    assert "ir a la 2" in page.evaluate(ALL)
    page.keyboard.press("Enter")
    assert at(page) == "acuerdos-anteriores" and "lamina=acuerdos-anteriores" in page.url
    page.keyboard.press("?")
    assert "Registrar un acuerdo" in page.evaluate(ALL)
    page.keyboard.press("Escape")
    assert "Registrar un acuerdo" not in page.evaluate(ALL) and at(page) == "acuerdos-anteriores"
    page.wait_for_timeout(500)
    assert len(sent) == before, "a slide was turned with a run of the program"
    page.reload()
    wait_at(page, "acuerdos-anteriores")


def test_a_live_figure_and_back_are_two_keys(open_page, presented):
    page = open_slides(open_page(), presented, "&lamina=sistema-SGSI")
    assert at(page) == "sistema-SGSI"
    page.keyboard.press("d")
    expect(page).to_have_url(re.compile(r"/sgsi\?.*corte_fijo=1.*"))
    assert "compartida=1" in page.url, "what is opened from a slide is shared too"
    expect(page.get_by_role("button", name="Volver a la lámina")).to_be_visible()
    expect(page.get_by_role("heading", name="SGSI · Gestión")).to_be_visible()
    settle(page)
    page.keyboard.press("v")
    wait_at(page, "sistema-SGSI")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sgsi"))
    settle(page)
    page.go_back()
    wait_at(page, "sistema-SGSI")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(rf"/revision\?.*sesion={CODE}"))


def test_an_agreement_is_recorded_without_leaving_its_slide(open_page, presented):
    page = open_slides(open_page(), presented, "&lamina=entrada-11")
    page.keyboard.press("a")
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("Registrar un acuerdo")
    point = form.get_by_role("combobox", name="Punto del orden del día")
    expect(point).to_have_value("1. Resultados de las auditorías")
    page.keyboard.press("ArrowRight")
    assert at(page) == "entrada-11", "the keys are the form's while it is open"
    form.get_by_role("textbox", name="Qué se acuerda").fill("Auditar el SGSI y el SGSST")
    form.get_by_role("textbox", name="Fundamentos").fill("No tienen auditoría en el año")
    day = form.get_by_role("spinbutton")
    expect(day).to_have_count(3)
    for part, text in enumerate(("31", "01", "2022")):
        day.nth(part).click()
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    for label, option in (("Sistemas", "SGSI"), ("Salida de la revisión", "Oportunidad de mejora")):
        form.get_by_role("combobox", name=label).click()
        page.get_by_role("option", name=option, exact=True).click()
        page.keyboard.press("Tab")
    form.get_by_role("button", name="Todos a favor").click()
    settle(page)
    form.get_by_role("button", name="Registrar el acuerdo").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert at(page) == "entrada-11"
    made = facts.session_of(LocalStore(presented.store), CODE).agreements[-1]
    assert (made.item, made.outcome, made.agreed) == (1, "adopted", "Auditar el SGSI y el SGSST")
    assert made.view == "revision?casos=revision.SGSI.e11&corte=2021-11&corte_fijo=1"
    settle(page)
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert at(page) == "acuerdos" and "Auditar el SGSI y el SGSST" in page.evaluate(ALL)


def test_the_presenter_follows_commands_and_alone_has_the_notes(open_page, presented):
    page = open_slides(open_page(), presented)
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    speaker = opened.value
    speaker.wait_for_function(f"({AT})() === 'portada'")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    here = at(page)
    speaker.wait_for_function(f"(slide) => ({AT})() === slide", arg=here)
    speaker.keyboard.press("End")
    wait_at(page, "conclusion")
    speaker.close()
    page.goto(presented.address(f"presentar?sesion={CODE}&lamina=entrada-11&orador=1"))
    wait_at(page, "entrada-11")
    assert SECRET in page.evaluate(ALL)
    clock = f"() => {BOARD}.querySelector('.clock.all b').textContent"
    page.wait_for_function(f"({clock})() !== '00:00:00'")
    shot(page, "orador")


def test_no_note_is_in_what_the_shared_window_is_sent(open_page, presented):
    page, heard = open_page(), []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: heard.append(data)))
    open_slides(page, presented, "&lamina=entrada-11")
    sent = b"".join(each if isinstance(each, bytes) else each.encode() for each in heard)
    assert "Sin evidencia: SGSI y SGSST".encode() in sent and SECRET.encode() not in sent


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=["laptop", "projector"])
def test_every_slide_is_read_at_three_metres(open_page, presented, size, colours):
    page = open_slides(open_page(size, colours), presented)
    seen, wrong = [], []
    while not seen or seen[-1] != at(page):
        seen.append(at(page))
        smallest, over, wide, cut = page.evaluate(SMALLEST)
        if smallest < 24 or over > 1 or wide > 1 or cut:
            wrong.append((seen[-1], smallest, over, wide, cut))
        shot(page, f"lamina-{size['width']}-{colours}-{len(seen):02d}")
        page.keyboard.press("ArrowRight")
    assert wrong == []
    assert len(seen) > 35 and "entrada-22" not in seen, "what is hidden is not shown"
