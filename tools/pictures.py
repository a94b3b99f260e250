"""Makes the pictures of the guide again: `python tools/pictures.py [NAME…]` builds the demonstration in a folder of its own,
walks its screens with Chromium and writes `docs/imagenes/*.png`.

What a picture shows is what the guide tells at its place: the path of a paper, from the overdue deliverable to its slot that
turned; the agenda with its feed; a draft of the plan, and its way to a session. The draft is drawn by LibreOffice.
Addresses of this machine are not in a picture: `SERVER` takes their place."""

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "report")]

from browser.conftest import CHROMIUMS, FLAGS, LAPTOP, Server, serving, settle, visit  # noqa: E402
from test_activity_back import filled  # noqa: E402

from sig_metrics.catalog.reader import default_catalog  # noqa: E402
from sig_metrics.demo import build_demo  # noqa: E402
from sig_metrics.measure.dataset import dataset_of  # noqa: E402
from sig_metrics.session import acts  # noqa: E402
from sig_metrics.session.model import Item  # noqa: E402
from sig_metrics.store import LocalStore  # noqa: E402

FOLDER = ROOT / "docs" / "imagenes"
COLOURS, LARGEST = 128, 150_000  # of a picture: its colours, its bytes
SERVER = "http://sig.ejemplo"
NUMBER, DAY = "Informe N° 0301-2021-MIDIS/PNADP-UTI", ("30", "11", "2021")
DRAFT = "06~pasa~11~12.23~mas~12.23~meta~3"


def keep(name: str, content: bytes, clip: tuple[int, int, int, int] | None = None) -> None:
    """Writes a picture, with few colours: a screen has no more."""
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    if clip:
        picture = picture.crop(clip)
    path = FOLDER / f"{name}.png"
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{path.name}: {size} bytes")
    print(f"{path.name}: {size // 1024} KB")


def shot(page: Page, name: str, clip: dict | None = None) -> None:
    page.evaluate(
        """(server) => document.querySelectorAll('code, code span').forEach((each) => {
          if (!each.children.length) each.textContent = each.textContent.replace(/https?:[/][/]127[.]0[.]0[.]1:[0-9]+/, server);
        })""",
        SERVER,
    )
    page.mouse.move(5, 5)
    keep(name, page.screenshot(clip=clip) if clip else page.screenshot())


def paper_path(page: Page, server: Server, folder: Path) -> None:
    """From an overdue deliverable to its draft, and back."""
    visit(page, server.address("plan?corte=2021-11&act=22&mes=10"))
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("button", name="Redactar el informe")).to_be_visible()
    settle(page)
    shot(page, "entregable-vencido")
    with page.expect_download() as downloading:
        drawer.get_by_role("button", name="Redactar el informe").click()
    draft = folder / "informe.docx"
    downloading.value.save_as(draft)
    drawn(draft, "borrador-con-espacios")
    signed = folder / "informe firmado.docx"
    signed.write_bytes(filled(draft.read_bytes()))
    drawer.get_by_text("Registrar el documento firmado").click()
    drawer.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(signed)
    expect(drawer).to_contain_text("Es un DOCX")
    settle(page)
    drawer.get_by_label("N° de documento").fill(NUMBER)
    boxes = drawer.get_by_test_id("stDateInput").get_by_role("spinbutton").all()
    for part, value in zip(boxes, DAY):
        part.press_sequentially(value)
    who = drawer.get_by_label("Quién registra (cargo o unidad)")
    who.click()  # the calendar is closed
    who.fill("Jefatura de la UTI")
    send = drawer.get_by_role("button", name="Registrar el entregable")
    send.scroll_into_view_if_needed()
    settle(page)
    shot(page, "documento-de-vuelta")
    send.click()
    expect(drawer).to_contain_text("Quedó registrado el documento")
    settle(page)
    drawer.get_by_text("Quedó registrado el documento").scroll_into_view_if_needed()
    shot(page, "entregable-registrado")


def drawn(draft: Path, name: str) -> None:
    """The page of a draft that has its first blank, as an office program draws it."""
    order = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(draft.parent), str(draft)]
    subprocess.run(order, check=True, capture_output=True)
    document = pypdfium2.PdfDocument(draft.with_suffix(".pdf"))
    texts = [each.get_textpage().get_text_range() for each in document]
    first = next(n for n, text in enumerate(texts) if "[completar" in text.replace("\r\n", " "))
    memory = io.BytesIO()
    document[first].render(scale=1.5).to_pil().save(memory, "PNG")
    keep(name, memory.getvalue())


def agenda(page: Page, server: Server, folder: Path) -> None:
    visit(page, server.address("agenda?corte=2021-11&unidad=UTI"))
    shot(page, "agenda")


def replanned(page: Page, server: Server, folder: Path) -> None:
    """A draft of the plan, and its way to the session that is called."""
    store = LocalStore(server.store, wait=5)
    dataset = dataset_of(store.open(), default_catalog())
    items = (Item(1, "Estado de los acuerdos de sesiones anteriores", "UPPM", 1),)
    when = {"held_on": date(2021, 12, 16), "called_on": date(2021, 12, 7), "starts_at": "09:00"}
    given = {"kind": "management_review", "place": "Sede Central", "items": items, "who": "Jefatura de la UPPM"}
    acts.convene(store, dataset, **when, **given)
    dataset.close()
    visit(page, server.address(f"plan?corte=2021-11&borrador={DRAFT}&celda=06.12"))
    shot(page, "reformulacion")
    page.get_by_role("button", name="Llevar a la sesión").click()
    send = page.get_by_role("button", name="Agregar a la orden del día")
    expect(send).to_be_visible()
    page.get_by_role("button", name="Llevar a la sesión").evaluate("each => each.scrollIntoView({block: 'start'})")
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollBy(0, -140)")
    settle(page)
    shot(page, "llevar-a-la-sesion")


WALKS: dict[str, Callable[[Page, Server, Path], None]] = {"papel": paper_path, "agenda": agenda, "plan": replanned}


def main(asked: list[str]) -> None:
    """Makes the pictures of some walks, or of all."""
    FOLDER.mkdir(exist_ok=True)
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        build_demo(LocalStore(folder / "store"), default_catalog())
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS), headless=True)
        with serving(folder / "store", folder / "log.txt") as server:
            for name, walk in WALKS.items():
                if not asked or name in asked:
                    page = browser.new_page(viewport=LAPTOP, locale="es-PE", color_scheme="light")
                    walk(page, server, folder)
                    page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
