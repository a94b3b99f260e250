"""What is being written in a session: it is kept by the keyboard alone, and waits while another point is looked at; what is
pasted stays whole in its box. The corte that is frozen in it is the one that it begins with."""

from playwright.sync_api import expect
from test_session_screen import CODE, WHO, begun, called, frozen

from sig_metrics.session import acts, facts
from sig_metrics.session.model import Attendance
from sig_metrics.store import LocalStore

from .conftest import settle, visit


def test_what_is_being_written_is_kept_by_the_keyboard_and_waits_for_whoever_looks_away(own_server, open_page):
    store = LocalStore(own_server.store, wait=1)
    begun(store)
    page = open_page()
    visit(page, own_server.address(f"revision?corte=2021-11&sesion={CODE}&punto=2&acuerdo=nuevo"))
    page.get_by_label("Qué se trató").focus()
    page.keyboard.type("Se expuso el resultado.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settle(page)
    assert facts.session_of(store, CODE).item(2).debated == "Se expuso el resultado."
    page.get_by_label("Qué se acuerda").fill("Hacer una auditoría.")
    page.get_by_role("radio", name="1. Estado").first.check(force=True)
    settle(page)
    assert "punto=1" in page.url
    page.get_by_role("radio", name="2. Resultados").first.check(force=True)
    settle(page)
    page.get_by_role("button", name="Nuevo acuerdo").click()
    settle(page)
    expect(page.get_by_label("Qué se acuerda")).to_have_value("Hacer una auditoría.")


def test_what_is_pasted_stays_whole_and_is_refused_with_its_letters(own_server, open_page):
    store = LocalStore(own_server.store, wait=1)
    begun(store)
    page = open_page()
    visit(page, own_server.address(f"revision?corte=2021-11&sesion={CODE}&punto=2"))
    box = page.get_by_label("Qué se trató")
    box.focus()
    page.keyboard.insert_text("a" * 2_500)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_text("«Qué se trató» tiene 2,500 letras y caben 2,000. Acórtelo.")).to_be_visible()
    expect(box).to_have_value("a" * 2_500)
    assert facts.session_of(store, CODE).item(2).debated == ""


def test_the_corte_that_is_frozen_in_a_session_takes_the_place_of_the_one_in_the_box(own_server, open_page):
    store = LocalStore(own_server.store, wait=1)
    made = called(store)
    frozen(store, "Octubre")
    acts.attend(store, CODE, attendance=[Attendance(each.office, "titular") for each in made.seats], who=WHO)
    page = open_page()
    visit(page, own_server.address(f"revision?corte=2021-11&sesion={CODE}"))
    box = page.get_by_role("combobox", name="Con qué corte se sesiona")
    expect(box).to_have_value("N.º 1 · Octubre · noviembre de 2021")
    for pressed in ("Congelar un corte nuevo", "Congelar"):
        page.get_by_role("button", name=pressed, exact=True).click()
        settle(page)
    expect(box).to_have_value(f"N.º 2 · Revisión por la Dirección {CODE} · noviembre de 2021")
    page.get_by_role("button", name="Instalar la sesión").click()
    settle(page)
    assert facts.session_of(store, CODE).corte == 2
