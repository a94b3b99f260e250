"""The path of a paper by hand: from an overdue deliverable to its draft, which is completed and brought back, and its slot
turns."""

import docx
from playwright.sync_api import expect
from test_activity_back import filled

from .conftest import no_exception, settle, shot, visit

NUMBER = "Informe N° 0301-2021-MIDIS/PNADP-UTI"


def test_an_overdue_deliverable_is_drafted_completed_and_brought_back(own_server, open_page, tmp_path):
    """deliverable.csv has nothing of activity 22 for October: it is one of the six overdue at the end of November."""
    page = open_page()
    visit(page, own_server.url)
    expect(page.get_by_test_id("stMain")).to_contain_text("69 de 75")
    page.get_by_text("(act. 22)").first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("Actividad 22 · octubre")
    settle(page)
    with page.expect_download() as downloading:
        drawer.get_by_role("button", name="Redactar el informe").click()
    draft = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(draft)
    said = " ".join(each.text for each in docx.Document(str(draft)).paragraphs)
    assert "INFORME N.° ______-2021" in said and "[completar: " in said

    drawer.get_by_text("Registrar el documento firmado").click()
    bring(page, drawer, draft)
    expect(drawer).to_contain_text("Al documento le queda por completar")
    whole = tmp_path / "firmado.docx"
    whole.write_bytes(filled(draft.read_bytes()))
    drawer.get_by_test_id("stFileUploader").get_by_role("button").last.click()  # takes the first one out
    settle(page)
    bring(page, drawer, whole)
    expect(drawer).to_contain_text("Quedó registrado el documento de la actividad 22, octubre de 2021")
    shot(page, "papel-registrado")
    no_exception(page)
    visit(page, own_server.url)
    expect(page.get_by_test_id("stMain")).to_contain_text("70 de 75")


def bring(page, drawer, path) -> None:
    drawer.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(path)
    expect(drawer).to_contain_text("Es un DOCX")
    settle(page)
    drawer.get_by_label("N° de documento").fill(NUMBER)
    day = drawer.get_by_test_id("stDateInput").get_by_role("spinbutton")
    for part, value in zip(day.all(), ("30", "11", "2021")):
        part.press_sequentially(value)
    drawer.get_by_role("button", name="Registrar el entregable").click()
    settle(page)
