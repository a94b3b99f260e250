"""Owns the price of what leaves a session: each file of its pack, and the pack whole, ÷ one publication, on the demonstration and
with a million claims."""

import time
from datetime import date
from statistics import median

from benchmarks.cases import apart
from benchmarks.corte import CASES, CUTOFF, _published
from benchmarks.servers import demo_store

ROUNDS, WHO = 5, "benchmark"
DAY, CALLED, DUE = date(2021, 12, 3), date(2021, 11, 24), date(2022, 2, 28)


def _closed(store, catalog):
    """A session that was closed: all there, four points, an agreement of each by all."""
    from sig_metrics.corte.freeze import freeze
    from sig_metrics.measure.dataset import dataset_of
    from sig_metrics.session import acts
    from sig_metrics.session.model import Agreement, Attendance, Conclusion, Item, Vote

    dataset = dataset_of(store.open(), catalog)
    items = [Item(n, f"Punto {n}", "UPPM", n) for n in range(1, 5)]
    told = {"kind": "management_review", "held_on": DAY, "called_on": CALLED, "place": "Sede Central"}
    session = acts.convene(store, dataset, **told, starts_at="09:00", items=items, who=WHO)
    corte, code = freeze(store, dataset, "Sesión", CUTOFF, WHO), session.code
    acts.attend(store, code, attendance=[Attendance(seat.office, "titular") for seat in session.seats], who=WHO)
    acts.install(store, code, corte=corte.number, who=WHO)
    for item in items:
        acts.debate(store, code, item=item.number, text="Se trató.", who=WHO)
        words = ("Mejorar lo que se revisó.", "Las cifras del corte.", ("SGC",), "improvement")
        agreement = Agreement("", item.number, "improvement", "UPPM", DUE, *words, view="resumen")
        session = acts.agree(store, dataset, code, agreement=agreement, who=WHO)
        votes = [Vote(seat.office, "in_favour") for seat in session.seats]
        acts.vote(store, code, agreement=session.agreements[-1].code, votes=votes, who=WHO)
    dataset.close()
    acts.conclude(store, code, conclusion=Conclusion("Conveniente.", "Adecuado.", "Eficaz.", "Alineado."), who=WHO)
    return acts.close(store, catalog, code, ends_at="12:00", who=WHO)


def _taken(store, session) -> dict[str, float]:
    """{file: seconds} of what a session gives; the data are opened before, and the slides made once."""
    from sig_metrics.corte.reopen import frozen_values
    from sig_metrics.corte.values import rows_of
    from sig_metrics.report.book import sheets
    from sig_metrics.report.pack import pack
    from sig_metrics.report.papers.issue import CALL, MINUTES, opened, paper, written
    from sig_metrics.report.slides.deck import deck
    from sig_metrics.report.writers import html, pptx, xlsx

    with opened(store, session, None) as (dataset, corte):
        given = (store, dataset, corte, session)
        slides = deck(dataset, corte, session)
        asked = {
            "call DOCX": lambda: written(paper(*given, CALL), "docx"),
            "minutes DOCX": lambda: written(paper(*given, MINUTES), "docx"),
            "minutes PDF/A": lambda: written(paper(*given, MINUTES), "pdf"),
            "slides": lambda: deck(dataset, corte, session),
            "slides PPTX": lambda: pptx.deck(slides),
            "slides HTML": lambda: html.deck(slides),
            "book XLSX": lambda: xlsx.book(slides, sheets(dataset, rows_of(frozen_values(store, corte)))),
            "pack": lambda: pack(*given),
        }
        found = {}
        for name, make in asked.items():
            began = time.perf_counter()
            make()
            found[name] = time.perf_counter() - began
    return found


def papers() -> list[dict]:
    from sig_metrics.catalog.reader import default_catalog
    from sig_metrics.store import LocalStore

    catalog, rows = default_catalog(), []
    for cases in (0, CASES):
        with demo_store() as folder:
            if cases:
                apart(folder, cases)
            store = LocalStore(folder)
            published = median(_published(store, catalog, n) for n in range(ROUNDS))
            session = _closed(store, catalog)
            rounds = [_taken(store, session) for _ in range(ROUNDS)]
        data = f"{cases:,} QRD" if cases else "demo"
        for name in rounds[0]:
            taken = median(each[name] for each in rounds)
            raw = f"{taken:.2f} s, publication {published:.2f} s"
            rows.append({"what": f"{name}, {data}", "ratio": taken / published, "n": ROUNDS, "raw": raw})
    return rows
