"""Owns the way of a form to the store: a row is sent as the file that it is, and never over what was not on the screen."""

from dataclasses import replace

from pages._kit.blocks import shown
from pages._kit.loading import near
from pages._kit.loading.changes import NOBODY
from pages._kit.shell import data, frame, work
from sig_metrics.catalog.model import Register
from sig_metrics.language.problems import Refused
from sig_metrics.publish.load import Incoming, LoadReport, load_files
from sig_metrics.publish.seen import Drawn, drawn_from, row_changed

WHO = "Quién registra (cargo o unidad)"


def send(view: frame.View, incoming: Incoming, who: str, drawn: Drawn) -> None:
    """Loads the row; refused when it no longer says what it said when its form was drawn."""
    store, catalog, name = data.store(), view.catalog, who.strip() or NOBODY

    def run(step) -> LoadReport:
        try:
            return load_files(store, catalog, [incoming], name, step, drawn=drawn)[0]
        except Refused as refusal:  # a form has no rows nor letters of columns
            raise Refused(
                [
                    replace(problem, sheet="", row=None, column=near.heading(problem.column))
                    for problem in refusal.problems
                ]
            ) from None

    work.start("Revisando lo escrito", run)


def drawn_row(view: frame.View, register: Register, key: dict) -> tuple[Drawn, str]:
    """The row that a form is drawn from now, having said what changed in it since; and its mark, for the key of the
    form."""
    drawn = drawn_from(view.dataset.snapshot.connection, register, key)
    of = (register.name, *drawn.key.values())
    return drawn, shown.say_changes(
        of, drawn.fingerprint, drawn, lambda connection, before: row_changed(connection, view.catalog, before)
    )
