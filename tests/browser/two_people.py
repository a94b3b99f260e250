"""Owns two people at Carga: what one of them does and reads, in a browser or in a session of Streamlit without one.

The table is read with DuckDB alone from the file that CURRENT points to, and what a file would leave is worked out
here."""

import re
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
from playwright.sync_api import Page
from streamlit.testing.v1 import AppTest

from conftest import rows_only
from pages._kit.loading.file import MODES, STAYS
from pages._kit.shell import data
from sig_metrics.catalog.reader import default_catalog
from support.app import go

from .conftest import ROOT, no_exception, settle, shot, visit

COLUMNS = ("agreement", "minutes", "kind", "unit", "due_on", "fulfilled_on", "note")
COUNTED = re.compile(
    r"(\d+) filas? leídas? · (\d+) nuevas? · (\d+) cambiadas? · (\d+) igual(?:es)?(?: · \D*(\d+) se retiran?)?"
)
Rows = dict[str, tuple[str, str]]  # agreement → (fulfilled on, note): the columns in which these people differ


def table(store: Path) -> Rows:
    """The agreements of the current file, read without the product."""
    found = _ask(store, "select agreement, cast(fulfilled_on as varchar) as day, note from agreement")
    return {row["agreement"]: (row["day"] or "", row["note"] or "") for row in found}


def newest_load(store: Path) -> dict:
    """The line of the last load in the ledger, read without the product."""
    return _ask(
        store,
        "select load, who, rows_read, rows_new, rows_changed, rows_same, rows_removed from load_log order by load desc limit 1",
    )[0]


def _ask(store: Path, sql: str) -> list[dict]:
    """Of a copy: this process may have the file open in its own way."""
    number, copy = int((store / "CURRENT").read_text()), store.parent / "read.duckdb"
    shutil.copyfile(store / f"sig-{number:06d}.duckdb", copy)
    with duckdb.connect(str(copy), read_only=True) as connection:
        cursor = connection.execute(sql)
        names = [each[0] for each in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]


@dataclass
class Person:
    """Somebody at Carga. `left` is the table that the difference on their screen says there will be."""

    store: Path
    name: str
    left: Rows = field(default_factory=dict)

    def counts(self) -> tuple[int, ...]:
        """(read, new, changed, same, removed) as the screen says them."""
        found = COUNTED.search(self.text().replace(":red[", "").replace("**", ""))
        assert found, self.text()
        return tuple(int(each or 0) for each in found.groups())

    def text(self) -> str:
        raise NotImplementedError

    def picture(self, name: str) -> None:
        """Only a browser has one."""


class InBrowser(Person):
    """A person in a browser of their own."""

    page: Page
    address: str

    def at(self, page: Page, address: str) -> "InBrowser":
        self.page, self.address = page, address
        visit(page, address)
        return self

    def text(self) -> str:
        return self.page.get_by_test_id("stMain").inner_text().replace("\u00a0", " ")

    def upload(self, path: Path) -> None:
        self.page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(path)
        settle(self.page)
        no_exception(self.page)

    def picture(self, name: str) -> None:
        for colours in ("dark", "light"):
            self.page.emulate_media(color_scheme=colours)
            shot(self.page, f"{name}-{colours}")

    def boxes(self) -> list[str]:
        return self.page.get_by_test_id("stTextInput").locator("label").all_inner_texts()

    def pick(self, label: str) -> None:
        """Presses a choice by its words."""
        self.page.get_by_test_id("stMain").get_by_text(label, exact=True).first.click()
        settle(self.page)

    def replace(self) -> None:
        self.pick(MODES["replace"])

    def keep(self, whose: str) -> None:
        self.pick(STAYS[whose])

    def type(self, label: str, text: str) -> None:
        box = self.page.get_by_label(label)
        box.fill(text)
        box.press("Tab")
        settle(self.page)

    def can(self, label: str) -> bool:
        button = self.page.get_by_role("button", name=label, exact=True)
        return button.count() == 1 and button.is_enabled()

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()
        settle(self.page)
        no_exception(self.page)

    def open_agreement(self, code: str) -> None:
        self.pick("Cerrar un pendiente")
        box = self.page.get_by_role("combobox", name="Acuerdos: escriba para buscar")
        box.click()
        box.press_sequentially(code)
        self.page.get_by_role("option").first.click()
        settle(self.page)

    def fulfil(self, day: date, note: str | None = None) -> None:
        self.page.get_by_test_id("stDateInput").get_by_role("spinbutton").first.click()
        self.page.keyboard.type(f"{day:%d%m%Y}")
        self.page.keyboard.press("Escape")  # the calendar covers the button
        if note is not None:
            self.page.get_by_label("Nota").fill(note)


class InSession(Person):
    """A person in a session of Streamlit, without a browser: the same screen, its buttons and its texts."""

    app: AppTest

    def at(self, store: Path, monkeypatch) -> "InSession":
        monkeypatch.setenv("SIG_STORE", str(store))
        monkeypatch.setattr(data, "default_catalog", lambda: rows_only(default_catalog()))  # only rows are looked at
        self.app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        go(self.app.run(), "carga")
        self.app.query_params["registro"] = "agreement"
        self.run()
        return self

    def run(self) -> None:
        self.app.run()
        assert not self.app.exception, self.app.exception

    def text(self) -> str:
        app = self.app
        said = (
            each.value
            for kind in (app.warning, app.error, app.success, app.info, app.markdown, app.caption)
            for each in kind
        )
        tables = (str(cell) for table in app.table for cell in table.value.to_numpy().ravel())
        return "\n".join([*said, *tables]).replace("\\", "")

    def upload(self, path: Path) -> None:
        self.app.file_uploader[0].set_value((path.name, path.read_bytes(), "text/csv"))
        self.run()

    def boxes(self) -> list[str]:
        return [box.label for box in self.app.text_input]

    def replace(self) -> None:
        self.app.get_by_key("modo_agreement").set_value("replace")
        self.run()

    def keep(self, whose: str) -> None:
        next(radio for radio in self.app.radio if radio.key.startswith("queda_")).set_value(whose)
        self.run()

    def type(self, label: str, text: str) -> None:
        next(box for box in self.app.text_input if box.label == label).set_value(text)
        self.run()

    def can(self, label: str) -> bool:
        return [button.disabled for button in self.app.button if button.label == label] == [False]

    def press(self, label: str) -> None:
        next(button for button in self.app.button if button.label == label).click()
        self.run()
