"""Owns the frame of every screen: style, sidebar with the scope, demonstration mark, title and sentences."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import streamlit as st

from pages._kit.screens import Screen, screen_of
from pages._kit.shell import data, state
from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.language.literal import filled, in_markdown
from sig_metrics.measure import insights
from sig_metrics.measure.coverage import deliveries
from sig_metrics.measure.dataset import Dataset, register_rows
from sig_metrics.measure.freshness import freshness
from sig_metrics.measure.scope import IN_FORCE, LATEST, Horizon, Scope, horizon, month_end
from sig_metrics.measure.sources import Source, demo_notice, source_line, sources
from sig_metrics.present.theme import DARK, Palette, palette
from sig_metrics.publish import condition

# The cells of the columns that figure.reading marks as numbers, by their place in the table.
NUMBERS = ", ".join(f'[class*="st-key-numbers-"][class*="-n{n}-"] :is(td, th):nth-child({n})' for n in range(1, 13))
STYLE = (
    """
<style>
.stApp, [role="dialog"] { font-variant-numeric: tabular-nums; }
.stMainBlockContainer { max-width: 1680px; padding: 4rem 2.5rem 3rem; }
[data-testid="stSidebarHeader"] { padding-bottom: 0; margin-bottom: 0.5rem; }
.st-key-sig-lead p { font-size: 1.22rem; line-height: 1.5; max-width: 66rem; margin-bottom: 0.25rem; }
[data-testid="stCaptionContainer"] { opacity: 0.72; }  /* 0.6, its own, is 4.1 to 1 */
.sig-line { font-size: 0.85rem; font-weight: 600; margin: 1.2rem 0 0; color: var(--sig-accent); }
h1 { padding-top: 0 !important; }
[data-testid="stTabs"] [role="tabpanel"] { padding-top: 0.25rem; }
/* Streamlit has these words in English only: tool tips over tables, and the words of the uploader. */
[data-testid="stElementToolbar"] { display: none; }
[data-testid="stFileUploaderDropzone"]:not(:has([data-testid="stFileChip"])) button > div,
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stFileUploaderDropzone"]:not(:has([data-testid="stFileChip"])) button::after { content: "Elegir o soltar un archivo"; }
.modebar-btn[data-title="Fullscreen"]::after { content: "Pantalla completa" !important; }
.modebar-btn[data-title="Close fullscreen"]::after { content: "Salir" !important; }
.st-key-historial td:nth-child(4) { min-width: 13rem; & p { overflow-wrap: anywhere !important; } }  /* names of files have no spaces */
[class*="st-key-problemas_"] td:last-child { width: 60%; & div { max-width: none; } }  /* what to do is read whole */
.sig-demo { display: inline-block; padding: 0.2rem 0.7rem; border-radius: 4px; font-size: 0.85rem;
  background: var(--demo-bg); color: var(--demo-ink); border: 1px solid var(--demo-border); }
@media print { [data-testid="stSidebar"], [data-testid="stHeader"] { display: none; } }
/* Streamlit writes in white on the accent, which is pale in the dark. */
@media (prefers-color-scheme: dark) { [data-testid="stBaseButton-primary"] :is(p, span) { color: """
    + DARK.background
    + """; } }
"""
    + NUMBERS
    + """ { text-align: right !important; & p { white-space: nowrap; } }
</style>
"""
)
COLOURS = "<style>:root{--sig-accent:$accent;--demo-bg:$background;--demo-ink:$ink;--demo-border:$border}</style>"
NOTICE = COLOURS + '<span class="sig-demo">$notice</span>'


@dataclass(frozen=True)
class View:
    """What a page gets: the data of now, and what the reader is looking at. It is made once a run."""

    dataset: Dataset
    horizon: Horizon
    choice: state.Choice
    colours: Palette

    @property
    def catalog(self) -> Catalog:
        return self.dataset.catalog

    @property
    def sources(self) -> dict[str, Source]:
        """{register: where its rows come from}."""
        return sources(self.dataset)

    @cached_property
    def chosen(self) -> Scope:
        """The reader's scope."""
        return state.scope_of(self.choice, self.horizon)

    def scope(self, **fixed: str | None) -> Scope:
        """The reader's scope; `fixed` sets the stage or the system of the page."""
        return replace(self.chosen, **fixed)

    def plan_year(self, scope: Scope) -> int:
        """The year of the plan that rules in a scope: the one before, while its own has none approved."""
        ruling = self.horizon.ruling(scope.cutoff, scope.plan)
        return ruling.year if ruling else scope.year

    def before(self, scope: Scope) -> Scope | None:
        """The scope to compare with, if the reader wants one."""
        day = insights.month_before(scope.cutoff) if self.choice.comparar == "mes" else None
        return replace(scope, cutoff=day) if day else None

    def source(self, registers: tuple[str, ...]) -> str:
        scope = self.scope()
        ruling = (
            self.horizon.ruling(scope.cutoff, scope.plan)
            if any(name == "deliverable" or name.startswith("plan_") for name in registers)
            else None
        )
        against = insights.plan_words(ruling, scope.cutoff) if ruling else ""
        return source_line(self.sources, registers, scope, freshness(self.dataset, scope.cutoff), against)

    def standard_prefix(self, system: str) -> str:
        """«ISO 9001», as clauses name the standard of a system."""
        rows = register_rows(self.dataset, "system_scope")
        found = next((row["standard"] for row in rows if row["system"] == system), system)
        return found.partition(":")[0]

    @cached_property
    def mark(self) -> str:
        """What is written on every figure while there is synthetic data."""
        return "Datos de demostración" if self.notes else ""

    @cached_property
    def notes(self) -> list[str]:
        """What every export says of itself: the demonstration mark, if any."""
        notice = demo_notice(self.sources, self.horizon)
        return [notice] if notice else []


def demonstration() -> tuple[str, ...]:
    """The demonstration mark of what is loaded now, for what leaves a screen without a View."""
    dataset = data.dataset()
    notice = demo_notice(sources(dataset), horizon(dataset)) if dataset else ""
    return (notice,) if notice else ()


def draw(page: str, dataset: Dataset) -> None:
    """Sidebar, URL and demonstration mark; leaves the View for the page, which takes it."""
    available, words_of = horizon(dataset), dataset.catalog.vocabularies
    codes = {"sistema": set(words_of["system"]), "unidad": set(words_of["unit"])}
    choice = state.choose(page, available, codes, condition.today(dataset.snapshot))
    colours = palette(st.context.theme.type)
    st.session_state["view"] = view = View(dataset, available, choice, colours)
    with st.sidebar:
        sidebar(screen_of(page), view)
    state.write_url(choice)
    notice = "".join(view.notes)
    st.html(
        filled(
            NOTICE if notice else COLOURS,
            accent=colours.accent,
            background=colours.notice,
            ink=colours.notice_ink,
            border=colours.notice_border,
            notice=notice,
        )
    )
    for sentence in state.told():
        st.info(in_markdown(sentence), icon=":material/info:")


def sidebar(screen: Screen, view: View) -> None:
    """The scope: cut-off, plan, system, unit, comparison; and how fresh the data is."""
    choice, available, words_of = view.choice, view.horizon, view.catalog.vocabularies
    months = sorted({*(f"{month:%Y-%m}" for month in available.offered()), choice.corte})
    marks = {f"{month:%Y-%m}": _without(month, available) for month in available.months}
    _select("Fecha de corte", "corte", choice.corte, months, lambda code: _month(code) + marks.get(code, ""))
    cutoff = month_end(int(choice.corte[:4]), int(choice.corte[5:]))
    _select("Plan", "plan", choice.plan, list(versions := _versions(available, cutoff)), versions.get)
    if "sistema" in screen.filters:
        _select(
            "Sistema",
            "sistema",
            choice.sistema,
            ["", *words_of["system"]],
            lambda c: words_of["system"][c].label if c else "Todos",
        )
    units = ["", *(code for code in words_of["unit"] if code != "ALL")]
    _select("Unidad", "unidad", choice.unidad, units, lambda c: words_of["unit"][c].label if c else "Todas")
    _select("Comparar con", "comparar", choice.comparar, ["mes", "no"], {"mes": "El mes anterior", "no": "Nada"}.get)
    source = view.sources.get("deliverable")
    lines = [f"Datos al {words.day(cutoff)}"]
    if source and source.load:
        lines.append(f"Entregables: carga n.º {source.load} ({words.moment(source.loaded_at)})")
    if screen.figures:
        lines += _deliveries(screen, view)
    st.caption(in_markdown("\n".join(lines)))
    st.html("<script>document.documentElement.lang='es-PE'</script>", unsafe_allow_javascript=True)


def _deliveries(screen: Screen, view: View) -> list[str]:
    """How many of the files that this screen needs have come, of the stage or the system of the screen."""
    received, expected = deliveries(view.dataset, view.scope(**screen.fixed))
    return (
        [
            words.say(
                "coverage_screen",
                received=words.number(received),
                expected=words.count(expected, "envío", "envíos"),
                whose=words.say("coverage_owned") if view.choice.unidad else "",
            )
        ]
        if expected
        else []
    )


def _without(month: date, available: Horizon) -> str:
    """What the selector says of a month that has not come whole."""
    if month not in available.received:
        return " · sin datos"
    return " · datos incompletos" if available.came and month > max(available.came) else ""


def _versions(available: Horizon, cutoff: date) -> dict[str, str]:
    """{choice: words} of the plan at a cut-off: the one in force, the last approved, and each version."""
    ruling, latest = available.ruling(cutoff), available.ruling(cutoff, LATEST)
    if ruling is None:
        return {IN_FORCE: f"Sin plan de {cutoff.year}"}
    # the sentence says the rest of it
    of = f"v{ruling.version}" if ruling.year == cutoff.year else f"v{ruling.version} de {ruling.year}"
    first = f"La vigente a la fecha ({of})" if ruling.approved_on <= cutoff else f"{of}, aprobada después"
    shown = {IN_FORCE: first, LATEST: f"Última aprobada (v{latest.version})"}
    return shown | {
        v.version: f"Versión {v.version}{' (sintética)' if v.synthetic else ''}" for v in available.choices(cutoff)
    }


def _month(code: str) -> str:
    return words.month(month_end(int(code[:4]), int(code[5:]))).capitalize()


def _select(label: str, name: str, value: str, options: list[str], show) -> None:
    st.session_state[f"w_{name}"] = value
    st.selectbox(
        label, options, key=f"w_{name}", format_func=show, on_change=state.keep, args=(name,), filter_mode="contains"
    )


def title(text: str, sentences: list[str] = (), caption: str = "") -> None:
    """The title of a screen and, in words, what it says."""
    st.title(in_markdown(text), anchor=False)
    if caption:
        st.caption(in_markdown(caption))
    if sentences:
        with st.container(key="sig-lead"):
            st.markdown(" ".join(marked(sentence) for sentence in sentences))


def marked(sentence: str) -> str:
    """Library emphasis as Streamlit Markdown: !!…!! takes the colour of a breach. The rest of the sentence is
    literal."""
    parts = re.split(r"!!(.+?)!!|\*\*(.+?)\*\*", sentence)
    said = [""] * len(parts)
    for n, part in enumerate(parts):
        if part:
            said[n] = ("{}" if n % 3 == 0 else ":red[**{}**]" if n % 3 == 1 else "**{}**").format(in_markdown(part))
    return "".join(said)


def section(text: str, caption: str = "") -> None:
    """A heading inside a screen, and what the figure under it shows."""
    with st.container(gap=None):
        st.subheader(in_markdown(text), anchor=False)
        if caption:
            st.caption(in_markdown(caption))
