"""Owns the contract of the definitions as a document: `docs/definitions.md`, in English, for who keeps them."""

from dataclasses import MISSING, is_dataclass
from datetime import date
from typing import Any, get_args, get_origin

from sig_metrics.catalog.drill import Query
from sig_metrics.catalog.model import (
    Bands,
    Catalog,
    Check,
    Code,
    Column,
    Indicator,
    Reference,
    Register,
    Rule,
    Target,
    View,
)
from sig_metrics.catalog.paper_model import (
    PaperBlock,
    PaperExempt,
    PaperField,
    PaperFigure,
    PaperKind,
    PaperMonthly,
    PaperNorm,
    PaperSection,
    PaperSentence,
)
from sig_metrics.catalog.released import Disclosure, ReleasedTable
from sig_metrics.catalog.review import Clause, Gap, Obligation, OutputRows, ReviewHeld, ReviewInput, ReviewOutput
from sig_metrics.catalog.screen_model import (
    Chart,
    Closing,
    Commitments,
    Demonstration,
    Event,
    Institution,
    Motto,
    Part,
    Place,
    PlanShown,
    Screens,
    Served,
    Topic,
)
from sig_metrics.present.contract import Field, found, written

NOTICE = (
    "<!-- generated: do not edit -->\n\n"
    "> Generated from the dataclasses by `python -m sig_metrics describe`. Do not edit it: change the comment beside the field."
)
ABOUT = """\
What each file of [sig_metrics/definitions](../sig_metrics/definitions) may hold. The folder is content only: no Python. Whatever is wrong
is refused when the catalogue is loaded, naming the file and the key. How to add one is told step by step in [CONTRIBUTING.md](../CONTRIBUTING.md).

A default of «—» means that the key must be written. «Found» is what the reader gives by itself and a file may not say."""
# (heading, file, what it is, its tables: the place in the file and the dataclass)
PARTS = (
    (
        "Registers",
        "registers/<name>.toml",
        "One file a register: its template, reading, validation, table and document derive from it.",
        (
            ("the file", Register),
            ("[[columns]]", Column),
            ("[[rules]]", Rule),
            ("[[references]]", Reference),
            ("[disclosure]", Disclosure),
            ("[[disclosure.tables]]", ReleasedTable),
        ),
    ),
    (
        "Indicators",
        "indicators/<name>.toml",
        "The ficha of an indicator. Beside it, `<name>.sql` gives its additive parts by month (`period`, its dimensions, "
        "`numerator`, `denominator`), and `<name>.backlog.sql` what is open past its term, if `carry` says that there is such a thing; where it also "
        "says since when each is open (`… <= month_end.period`, as of `due_on`), what can still come on time is told too. `<name>.events.sql`, "
        "of what is rare, the days on which it happened (`happened_on`, its dimensions, `id`) or, of a share, each of its cases with whether it failed (and `failed`). "
        "One that adds amounts may have `<name>.rows.sql`: the rows of the registers that add to its parts (`period`, its dimensions, "
        "`part`, `amount`, `carrier`: the register, `origin`: the row), which its evidence shows. "
        '`[labels]` is a table: `kind = "finding_kind"`.',
        (("the file", Indicator), ("[[targets]]", Target), ("[bands]", Bands)),
    ),
    (
        "Checks",
        "checks/<name>.toml",
        "A rule of «Rayos X». Beside it, `<name>.sql` returns the offending rows: none is good news.",
        (("the file", Check),),
    ),
    (
        "Views",
        "views/<name>.sql",
        "A derived table, built at publication. It is SQL alone, without a TOML: nothing else is written.",
        (("the file", View),),
    ),
    (
        "Vocabulary",
        "vocabulary.toml",
        "The code lists. One table a word, `[vocabulary.code]`; the order is the order on the screens.",
        (("[vocabulary.code]", Code),),
    ),
    (
        "Gaps",
        "gaps.toml",
        "What the law asks and one version of a plan does not programme; and what it asks of its months.",
        (("[[gaps]]", Gap), ("[[obligations]]", Obligation)),
    ),
    (
        "Clauses",
        "clauses.toml",
        "The inputs and the outputs of the management review (clause 9.3) and what evidences each.",
        (
            ("[[inputs]]", ReviewInput),
            ("[[inputs.clauses]], [[outputs.clauses]]", Clause),
            ("[[outputs]]", ReviewOutput),
            ("[[outputs.rows]]", OutputRows),
            ("[[held]]", ReviewHeld),
        ),
    ),
    (
        "Screens",
        "screens.toml",
        "What the screens show of these definitions, and where.",
        (
            ("the file", Screens),
            ("[plan]", PlanShown),
            ("[stages], [systems]", Place),
            ("[[topics]]", Topic),
            ("[[topics.charts]]", Chart),
            ("[serves]", Served),
            ("[closings.<register>]", Closing),
            ("[events.<register>]", Event),
            ("[commitments]", Commitments),
            ("[institution]", Institution),
            ("[[institution.mottos]]", Motto),
            ("[demonstration]", Demonstration),
            ("[[demonstration.parts]]", Part),
        ),
    ),
    (
        "Papers",
        "papers/<name>.toml",
        "A paper that the plan or a duty of the law asks for, which the program drafts and a person completes: of which it is, to "
        "whom it goes, and its sections. Every number of it is asked as the screens ask. A folder without papers has none.",
        (
            ("the file", PaperKind),
            ("[[norms]]", PaperNorm),
            ("[[sections]]", PaperSection),
            ("[[sections.blocks]]", PaperBlock),
            ("[[sections.blocks.sentences]]", PaperSentence),
            ("[[sections.blocks.figures]]", PaperFigure),
            ("[[sections.blocks.monthly]]", PaperMonthly),
            ("[[sections.blocks.fields]]", PaperField),
            ("[[exempt]]", PaperExempt),
        ),
    ),
    (
        "Drill",
        "drill.toml",
        "What can be asked of a point of a chart: one table a kind of point, its SQL in `drill/<name>.sql`.",
        (("[name]", Query),),
    ),
    (
        "Queries",
        "queries/<name>.sql",
        "What a screen or a command reads, asked for by name. SQL alone: its first line is `-- grain: …`, what is asked for goes in as "
        "`$parameters`, and `__places__` are filled by whoever asks.",
        (),
    ),
    (
        "Personal data",
        "personal.toml",
        "The words by which a person is found in a text: lists of words in one text each, `names` (hardly anything but names), `given` and "
        "`family` (also words, places or saints), `places` called after a person, `before`, `titles`, `by` and `no_names`. They are of a country.",
        (),
    ),
)
TYPES = {str: "text", int: "whole number", float: "number", bool: "true or false", date: "date"}


def describe_definitions(catalog: Catalog) -> str:
    """The contract of every kind of file, in the order in which one meets them."""
    parts = [f"# The contract of the definitions\n\n{NOTICE}\n\n{ABOUT}\n"]
    for heading, file, about, tables in PARTS:
        parts.append(f"## {heading}\n\n`{file}` · {about}\n")
        parts += [_table(place, kind, catalog) for place, kind in tables]
    return "\n".join(parts)


def _table(place: str, kind: type, catalog: Catalog) -> str:
    """The fields of one table of a file, and what the reader finds."""
    own, made = written(kind, catalog), found(kind)
    lines = [f"### {kind.__name__}: {place if place == 'the file' else f'`{place}`'}\n"]
    if own:
        lines += ["| field | type | default | what it means |", "| --- | --- | --- | --- |"]
        lines += [
            f"| `{each.name}` | {_type(each)} | {_default(each.default)} | {_bare(each.words)}{_choices(each)} |"
            for each in own
        ]
        lines.append("")
    if made:
        lines.append(f"Found: {'; '.join(f'`{name}`, {_bare(said)}' for name, said in made.items())}.\n")
    return "\n".join(lines)


def _bare(text: str) -> str:
    return text.replace("|", "\\|")


def _type(each: Field) -> str:
    said = _said(each.item)
    return f"list of {said}" if each.many else said


def _said(kind: Any) -> str:
    if is_dataclass(kind):
        return f"[{kind.__name__}](#{_anchor(kind)})"
    if get_origin(kind) is tuple:
        return f"list of {_said(get_args(kind)[0])}"
    return f"table of {_said(get_args(kind)[1])}" if get_origin(kind) is dict else TYPES[kind]


def _anchor(kind: type) -> str:
    """The anchor that repositories give to the heading of a dataclass."""
    place = next(place for *_, tables in PARTS for place, each in tables if each is kind)
    heading = f"{kind.__name__}: {place}".lower().replace(" ", "-")
    return "".join(letter for letter in heading if letter.isalnum() or letter in "-_")


def _default(value: object) -> str:
    if value is MISSING:
        return "—"
    if value is None or value in ("", (), {}) or is_dataclass(value):
        return "none"
    return (
        f"`{str(value).lower()}`"
        if isinstance(value, bool)
        else f"«{_bare(value)}»"
        if isinstance(value, str)
        else f"`{value:g}`"
    )


def _choices(each: Field) -> str:
    """What it may be: its words, or the vocabulary that has them."""
    if each.of:
        return f". A word of `{each.of}`"
    if each.name in ("vocabulary", "words"):
        return ""
    return f". One of {', '.join(f'`{word}`' for word in each.choices if word)}" if each.choices else ""
