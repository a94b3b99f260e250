"""Owns the confirming of a plan that was read from its own document: the grid beside the page, and each cell that could
not be told, before anything is compared with the data."""

import hashlib
from dataclasses import replace
from functools import partial

import streamlit as st

from pages._kit.shell import data, work
from sig_metrics.catalog.model import Register
from sig_metrics.intake.annex.annex import PlanHeader
from sig_metrics.intake.annex.rows import MONTHS
from sig_metrics.intake.document.apart import may_be_document, picture_of, read_plan
from sig_metrics.intake.document.judge import Doubt, doubts_of
from sig_metrics.intake.document.reading import Reading
from sig_metrics.language import words
from sig_metrics.language.literal import in_markdown
from sig_metrics.language.problems import Refused
from sig_metrics.present.read_plan import book_name, book_of

READ, PICTURES, CONFIRMED = "plan_leido", "plan_paginas", "plan_confirmado"  # of the session
# of the session, of a table that a person writes in: (document, lines with which it was drawn, lines of now)
GRID, TICKED = "plan_grilla", "plan_comprobadas"
SEVERAL = ("document_two", "document_two_tables")
ORDER = ("activity", "title", "target", *MONTHS, "units", "line", "deliverable", "stage")
WIDTHS = {"activity": 86, "title": 200, "target": 104, "units": 130, "line": 240, "deliverable": 240, "stage": 130}
FIRST = 12  # cells to correct that are named
MONTH = 62  # pixels
HEADER = (
    ("year", "Año del plan", "Cuatro cifras"),
    ("version", "Versión", "Dos cifras"),
    ("resolution", "Resolución", "RDE N° …"),
    ("approved_on", "Fecha de aprobación", "día/mes/año"),
)
HIGH, PAGE_HIGH = 420, 320  # pixels of the grid and of the page


def is_document(name: str, register: Register) -> bool:
    return may_be_document(name, register)


def taken(name: str, content: bytes, register: Register) -> tuple[str, bytes] | None:
    """(name, bytes) of the book that a person has confirmed, or of a .txt that is a table as always; None while there
    is nothing to go on with."""
    digest = hashlib.sha256(content).hexdigest()[:16]
    page = st.session_state.get(f"plan_pagina_{digest}") or 0
    reading = _reading(name, content, register, digest, page)
    if isinstance(reading, Refused):
        _refused(reading, digest)
        return None
    if reading is None:
        return name, content
    if (held := st.session_state.get(CONFIRMED)) and held[0] == (digest, page):
        _again(reading)
        return held[1]
    _confirm(reading, content, register, (digest, page))
    return None


def _reading(name: str, content: bytes, register: Register, digest: str, page: int) -> Reading | Refused | None:
    """The document read once while it stays on the screen."""
    if st.session_state.get(READ, (None,))[0] != (digest, page):
        asked = partial(read_plan, name, content, register, data.catalog(), page=page)
        try:
            found = work.read("Leyendo el documento…", asked)
        except Refused as refusal:
            found = refusal
        st.session_state[READ] = ((digest, page), found)
        st.session_state[PICTURES] = {}
    return st.session_state[READ][1]


def _refused(refusal: Refused, digest: str) -> None:
    first = refusal.problems[0]
    asks = first.code in SEVERAL
    (st.warning if asks else st.error)(
        in_markdown(" ".join(each.message for each in refusal.problems[:3])),
        icon=":material/help:" if asks else ":material/error:",
    )
    if asks:
        label = "Página donde empieza" if first.code == SEVERAL[0] else "Número de la tabla"
        st.segmented_control(
            in_markdown(label), [int(each) for each in first.value.split(",")], key=f"plan_pagina_{digest}"
        )


def _again(reading: Reading) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(in_markdown(f"Grilla confirmada: {_counted(reading)} de «{reading.name}»."))
        st.button("Volver a la grilla", type="tertiary", icon=":material/undo:", on_click=_forget)


def _forget() -> None:
    """Callback: back to the grid, as it was confirmed."""
    if held := st.session_state.pop(CONFIRMED, None):
        st.session_state[READ] = (held[0], held[2])


def _counted(reading: Reading) -> str:
    return words.count(len(reading.rows), "actividad", "actividades")


def _confirm(reading: Reading, content: bytes, register: Register, key: tuple[str, int]) -> None:
    """The facts, the grid beside the page, what is doubtful, and the button."""
    st.subheader("Lo que se leyó del documento", anchor=False)
    st.markdown(in_markdown(_sentence(reading)))
    header = _header(reading, key)
    _page(reading, content, key)  # over the grid and as wide: both have the months from side to side
    rows = _grid(reading, register, key)
    wrong = doubts_of(rows, register, data.catalog())
    pending = _doubts(reading, register, key)
    _wrong(wrong, rows, register)
    if wrong or pending:
        st.caption("La grilla se confirma cuando no queda ninguna celda por corregir ni por comprobar.")
    elif st.button("Confirmar la grilla", type="primary", icon=":material/check:", key=f"grilla_{key}"):
        confirmed = replace(reading, rows=rows, header=header)
        book = book_of(confirmed, data.catalog(), confirmed=True)
        st.session_state[CONFIRMED] = (key, (book_name(reading), book), confirmed)
        st.rerun()


def _sentence(reading: Reading) -> str:
    pages = [str(page) for page in sorted({page for page in reading.pages if page})]
    where = f" en {'la página' if len(pages) == 1 else 'las páginas'} {words.listing(pages)}" if pages else ""
    doubts = words.count(len(reading.doubts), "celda por comprobar", "celdas por comprobar")
    told = f"hay {doubts}" if reading.doubts else "no hay celdas dudosas"
    marked = " Sus filas están en naranja en la página." if reading.doubts and pages else ""
    ending = f"{marked} Compare la grilla con el documento: se carga lo que usted confirme."
    return f"Se leyeron {_counted(reading)}{where} y {told}.{ending}"


def _header(reading: Reading, key: tuple[str, int]) -> PlanHeader:
    """Year, version, resolution and day, as the document says them; what it does not say is asked for."""
    boxes = st.columns([1, 1, 3, 2])
    said = []
    for box, (name, label, hint) in zip(boxes, HEADER):
        held = getattr(reading.header, name)
        text = box.text_input(
            in_markdown(label),
            value=held,
            placeholder=hint,
            key=f"plan_{name}_{key}",
            max_chars=160,
            persist_state="session",
        )
        said.append(text.strip())
    return PlanHeader(*said)


def _grid(reading: Reading, register: Register, key: tuple[str, int]) -> list[dict[str, str]]:
    """The activities, to correct; the first column says where to look."""
    headings = {name: register.column(name).heading for name in ORDER}
    doubtful: dict[int, list[str]] = {}
    for doubt in reading.doubts:
        doubtful.setdefault(doubt.row, []).append(headings.get(doubt.column, doubt.column))
    look = {
        name: st.column_config.TextColumn(heading, width=WIDTHS.get(name, MONTH), pinned=name == "activity")
        for name, heading in headings.items()
    }
    marked = bool(doubtful)
    if marked:
        look["?"] = st.column_config.TextColumn("Dudosas", width=104, disabled=True, pinned=True)
    lines = [
        ({"?": _named(doubtful.get(n, []))} if marked else {}) | {name: row[name] for name in ORDER}
        for n, row in enumerate(reading.rows)
    ]
    edited = _kept_table(
        GRID,
        key,
        lines,
        column_config=look,
        column_order=[*(["?"] if marked else []), *ORDER],
        hide_index=True,
        num_rows="fixed",
        height=HIGH,
    )
    return [
        row | {name: " ".join(str(line[name] or "").split()) for name in ORDER}
        for row, line in zip(reading.rows, edited)
    ]


def _named(columns: list[str]) -> str:
    return f"▲ {', '.join(columns)}" if columns else ""


def _page(reading: Reading, content: bytes, key: tuple[str, int]) -> None:
    """The page as it is seen, or its text."""
    pages = sorted({page for page in reading.pages if page})
    if not pages:
        with st.container(height=PAGE_HIGH):
            st.text("\n".join(reading.lines))
        return
    page = pages[0]
    if len(pages) > 1:
        page = st.segmented_control(
            "Página",
            pages,
            default=pages[0],
            format_func=lambda n: in_markdown(f"Página {n}"),
            required=True,
            key=f"plan_vista_{key}",
            label_visibility="collapsed",
        )
    held = st.session_state.setdefault(PICTURES, {})
    if page not in held:
        drawn = partial(picture_of, content, page, _bands(reading, page))
        try:
            held[page] = work.read("Dibujando la página…", drawn)
        except Refused as refusal:
            held[page] = refusal.problems[0].message
    if isinstance(held[page], str):
        st.warning(in_markdown(held[page]))
    else:
        with st.container(height=PAGE_HIGH, key="plan_pagina"):
            st.image(held[page], width="stretch", caption=in_markdown(f"Página {page} de «{reading.name}»"))


def _bands(reading: Reading, page: int) -> list[list[float]]:
    """Where the activities with a doubtful cell are in a page."""
    rows = sorted({doubt.row for doubt in reading.doubts})
    return [reading.bands[n] for n in rows if reading.pages[n] == page and len(reading.bands[n]) == 2]


def _doubts(reading: Reading, register: Register, key: tuple[str, int]) -> int:
    """The cells that could not be told, each to be ticked; how many are not yet."""
    held = [doubt for doubt in reading.doubts if doubt.read]
    if not held:
        return 0
    lines = [_line(doubt, reading.rows, register) | {"Comprobada": False} for doubt in held]
    st.markdown(
        "**Por comprobar.** Compare cada celda con el documento, corríjala en la grilla si hace falta, y márquela."
    )
    done = _kept_table(
        TICKED,
        key,
        lines,
        column_config={
            "Actividad": st.column_config.TextColumn(width=80),
            "Columna": st.column_config.TextColumn(width=120),
            "Se leyó": st.column_config.TextColumn(width=240),
            "Por qué": st.column_config.TextColumn(width=560),
            "Comprobada": st.column_config.CheckboxColumn(width=100),
        },
        disabled=["Actividad", "Columna", "Se leyó", "Por qué"],
        hide_index=True,
        num_rows="fixed",
    )
    return sum(not line["Comprobada"] for line in done)


def _kept_table(name: str, key: tuple[str, int], lines: list[dict], **look: object) -> list[dict]:
    """A table that a person writes in, of a document: while it is on the screen the framework keeps what is written over
    the lines it was drawn with; when it comes back, it is drawn with those that it had when it left."""
    table = f"{name}_{key}"
    of, drawn, now = st.session_state.get(name, (None, lines, lines))
    if of == key:
        lines = drawn if table in st.session_state else now
    edited = st.data_editor(lines, key=table, **look)
    st.session_state[name] = (key, lines, edited)
    return edited


def _line(doubt: Doubt, rows: list[dict[str, str]], register: Register) -> dict[str, str]:
    row = rows[doubt.row]
    return {
        "Actividad": row["activity"],
        "Columna": register.column(doubt.column).heading,
        "Se leyó": row[doubt.column],
        "Por qué": doubt.why,
    }


def _wrong(wrong: list[Doubt], rows: list[dict[str, str]], register: Register) -> None:
    """What the grid says now and cannot be loaded."""
    if not wrong:
        return
    lines = [_line(doubt, rows, register) for doubt in wrong]
    said = [f"Actividad {each['Actividad'] or '—'}, «{each['Columna']}»: {each['Por qué']}" for each in lines[:FIRST]]
    said += [f"Y {words.count(len(lines) - FIRST, 'celda más', 'celdas más')}."] if len(lines) > FIRST else []
    told = f"{words.count(len(wrong), 'celda por corregir', 'celdas por corregir')} en la grilla:"
    st.warning(in_markdown(told), icon=":material/edit:")
    st.markdown("\n".join(f"- {in_markdown(each)}" for each in said))
