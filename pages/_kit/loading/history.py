"""Owns the history of loads in Carga: the list, one load whole, and its annulment with a reason."""

import streamlit as st

from pages._kit.blocks.figure import XLSX, reading
from pages._kit.loading import faults
from pages._kit.loading.changes import NOBODY
from pages._kit.shell import data, work
from sig_metrics.catalog.reader import default_catalog
from sig_metrics.language import words
from sig_metrics.language.literal import Markdown, in_bold, in_markdown
from sig_metrics.language.problems import Problem
from sig_metrics.present.problem_report import grouped
from sig_metrics.publish import history as ledger
from sig_metrics.publish.annul import annul

HISTORY = {
    "load": "N.º",
    "when": "Fecha y hora",
    "title": "Registro",
    "file": "Archivo",
    "who": "Quién",
    "origin": "Datos",
    "read": "Leídas",
    "changes": "Qué cambió",
    "warned": "Advertencias",
}
CHANGES = {
    "new": ("nueva", "nuevas"),
    "changed": ("cambiada", "cambiadas"),
    "same": ("igual", "iguales"),
    "removed": ("retirada", "retiradas"),
}
MODES = {"merge": "añadir y actualizar", "replace": "reemplazar"}
LATEST = 60  # loads shown at once
SHORT_HASH = 12


def history() -> None:
    """Every accepted load, the newest first, by register; those before the latest 60 when asked for."""
    snapshot = data.current_snapshot()
    rows = ledger.history(snapshot, default_catalog()) if snapshot else []
    titles = dict(sorted({row["register"]: row["title"] for row in rows}.items(), key=lambda each: each[1]))
    one, two, three = st.columns([3, 3, 2], vertical_alignment="bottom", gap="medium")
    register = one.selectbox(
        "Registro",
        [None, *titles],
        format_func=lambda n: titles.get(n, "Todos"),
        key="historial_registro",
        filter_mode="contains",
    )
    rows = [row for row in rows if register in (None, row["register"])]
    _one(two, three, rows)
    earlier = len(rows) - LATEST
    if earlier > 0 and not st.toggle(
        f"Ver también {words.count(earlier, 'carga anterior', 'cargas anteriores')}", key="anteriores"
    ):
        rows = rows[:LATEST]
    with st.container(key="historial"):
        reading([_load(row) for row in rows], HISTORY, numbers=("load", "read", "warned"))


def _one(left, right, rows: list[dict]) -> None:
    """The choice of one load, and the button that opens it."""
    by_number = {row["load"]: row for row in rows}
    chosen = left.selectbox(
        "Una carga",
        list(by_number),
        index=None,
        key="historial_carga",
        placeholder="Número o archivo",
        filter_mode="contains",
        format_func=lambda n: f"N.º {n} · {by_number[n]['title']} · {by_number[n]['file']}",
    )
    if right.button(
        "Ver o anular", icon=":material/search:", disabled=chosen is None, width="stretch", key="historial_ver"
    ):
        row = by_number[chosen]
        st.dialog(in_markdown(f"Carga n.º {chosen} · {row['title']}"), width="large")(_whole)(row)


def _load(row: dict) -> dict:
    """A load as a line of the history; names that people wrote are shown as they wrote them, an annulled one is
    struck."""
    changes = [words.count(row[name], *forms).replace(" ", "\u00a0") for name, forms in CHANGES.items() if row[name]]
    line = {
        "load": row["load"],
        "when": words.moment(row["loaded_at"]),
        "title": row["title"],
        "file": row["file"],
        "who": row["who"],
        "origin": "de\u00a0demostración" if row["origin"] == "synthetic" else "reales",
        "read": words.number(row["read"]),
        "changes": " · ".join(changes) or "nada",
        "warned": words.number(len(row["warnings"])),
    }
    if row["annulled_at"]:
        line |= {
            name: Markdown(f"~~{in_markdown(line[name])}~~")
            for name in ("when", "title", "file", "who", "read", "changes")
        }
        line["changes"] = Markdown(f"{line['changes']} {_annulled(row)}")
    return line


def _whole(row: dict) -> None:
    """Who, when, what, how many, its warnings; and the way to annul it."""
    changes = " · ".join(words.count(row[name], *forms) for name, forms in CHANGES.items() if row[name])
    st.markdown(
        f"{in_bold(row['file'])} ({words.number(-(-(row['bytes'] or 0) // 1000))} kB) · {MODES.get(row['mode'], row['mode'])}  \n"
        f"{words.moment(row['loaded_at'])}, por {in_markdown(row['who'])}  \n"
        f"{words.count(row['read'], 'fila leída', 'filas leídas')}: {changes or 'nada cambió'}  \n"
        f"Versión {row['snapshot']} de los datos · SHA-256 `{row['sha256'][:SHORT_HASH]}…`",
        help=row["sha256"],
    )
    if row["warnings"]:
        problems = [Problem(**each) for each in row["warnings"]]
        with st.expander(words.count(len(problems), "advertencia", "advertencias"), icon=":material/warning:"):
            faults.listed(grouped(problems), "de_la_carga")
            st.download_button(
                "Descargarlas en Excel",
                lambda: faults.workbook(problems, row["register"]),
                f"advertencias_carga_{row['load']}.xlsx",
                XLSX,
                on_click="ignore",
                key="advertencias_xlsx",
                icon=":material/download:",
            )
    if row["annulled_at"]:
        st.warning(_annulled(row), icon=":material/block:")
    else:
        _annulment(row)


def _annulled(row: dict) -> str:
    gone = " Su archivo original se destruyó." if row["destroyed"] else ""
    return f"**Anulada** el {words.moment(row['annulled_at'])} por {in_markdown(row['annulled_by'])}: {in_markdown(row['reason'])}.{gone}"


def _annulment(row: dict) -> None:
    """The reason, who, and the number of the load typed, as a second thought."""
    with st.expander("Anular esta carga", icon=":material/undo:"):
        st.caption(
            "Los datos se rehacen con las demás cargas, como si esta no hubiera existido. Queda en el historial, tachada, con su motivo."
        )
        why = st.text_input("Motivo", key="anular_motivo", placeholder="Por ejemplo: se cargó el archivo de otro mes")
        who = st.text_input("Quién anula (cargo o unidad)", max_chars=60, key="anular_quien")
        typed = st.text_input(
            f"Para confirmar, escriba el número de la carga ({row['load']})", key="anular_numero", max_chars=10
        )
        ready = bool(why.strip()) and typed.strip() == str(row["load"])
        if st.button("Anular la carga", type="primary", icon=":material/undo:", disabled=not ready, key="anular"):
            store, catalog = data.store(), default_catalog()
            work.start(
                "Rehaciendo los datos sin esa carga",
                lambda step: annul(store, catalog, row["load"], why.strip(), who.strip() or NOBODY),
            )
