"""Owns the slides of the plan, of each stage and of each system, and those of what requires a decision: counts and whose
they are, never a row of a case."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from sig_metrics.language import words
from sig_metrics.measure import insights, plan
from sig_metrics.measure.decision import Decision
from sig_metrics.measure.decisions import decisions
from sig_metrics.measure.scope import Scope
from sig_metrics.measure.state import Overview, State
from sig_metrics.present.charts import curve_alt
from sig_metrics.report.model import LINE, Cell, Chart, Number, Series, Slide, Table
from sig_metrics.report.parts import Sight, figures, in_order, strong, whole_measures

MOST = 6  # indicators of a slide
DECISIONS = 6  # of a slide
PLAN, STAGE, SYSTEM, DECIDED = "plan", "etapa", "sistema", "decisiones"


def headline(sight: Sight, scope: Scope) -> tuple[str, str, Overview]:
    """(what the plan says of a scope, without its marks; what changed since the month before; its overview)."""
    seen = insights.overview(sight.dataset, scope)
    before = sight.before and replace(scope, cutoff=sight.before.cutoff, plan=sight.before.plan)
    whole = insights.headline(sight.catalog, seen, insights.whole(sight.dataset, before) if before else None)
    alone = insights.headline(sight.catalog, seen)
    return plain(alone), whole.removeprefix(alone).strip(), seen


def plain(said: str) -> str:
    return said.replace("**", "").replace("!!", "").rstrip(".")


def plan_slide(sight: Sight) -> Iterator[Slide]:
    """What was programmed and delivered month by month; none without a plan."""
    rows = plan.curve(sight.dataset, sight.scope)
    if not rows:
        return
    title, since, seen = headline(sight, sight.scope)
    ruling = insights.plan_words(seen.ruling, sight.scope.cutoff)
    yield Slide(
        PLAN,
        words.say("slide_plan", plan=ruling),
        title,
        " ".join(filter(None, (insights.summary(sight.catalog, seen)[2], since))),
        (_curve(sight, rows, seen), _by_unit(sight, seen)),
        address="plan",
    )


def _curve(sight: Sight, rows: list[dict], seen: Overview) -> Chart:
    code = sight.catalog.indicators[sight.catalog.screens.plan.state["delivered"]].code
    # months before are against the version that rules now; those that were frozen, against that of their day
    last = sight.scope.cutoff.month if seen.ruling.year == sight.scope.year else 0
    of = tuple(f"{code}.{sight.scope.year}-{last:02d}.numerator" if row["month"] == last else "" for row in rows)
    return Chart(
        LINE,
        tuple(words.SHORT_MONTHS[row["month"] - 1] for row in rows),
        (
            Series(words.say("slide_delivered"), tuple(row["delivered"] for row in rows), "ink", of=of),
            Series(words.say("slide_programmed"), tuple(row["programmed"] for row in rows), "muted", True),
        ),
        title=words.say("slide_curve"),
        alt=curve_alt(rows),
    )


def _by_unit(sight: Sight, seen: Overview) -> Table:
    """Who owes what is overdue."""
    rows = [
        (sight.catalog.label("unit", unit), *_counts(state, f"status.units.{unit}"))
        for unit, state in seen.groups["unit"].items()
        if state.programmed or state.overdue
    ]
    rows.sort(key=lambda row: -(row[2].value if isinstance(row[2], Number) else 0))
    return _advance(words.say("slide_unit"), rows[:MOST])


def _counts(state: State, of: str) -> tuple[Cell, Cell]:
    """(delivered of programmed, overdue); «—» of what is not known."""
    if not state.known:
        return "—", "—"
    delivered = words.say("slide_of", part=words.number(state.delivered), whole=words.number(state.programmed))
    late = "—" if state.waiting else Number(words.number(state.overdue), state.overdue, f"{of}.overdue")
    return Number(delivered, state.delivered, f"{of}.delivered"), late


def _crossed(sight: Sight, by: str, mine: Callable[[str, str], bool]) -> list[tuple]:
    """The advance of a stage by system, or of a system by stage, in the order of its vocabulary."""
    found = [
        ((system, stage)[by == "stage"], (system, stage), state)
        for (system, stage), state in insights.crossings(sight.dataset, sight.scope).items()
        if mine(system, stage) and (state.programmed or state.overdue)
    ]
    found.sort(key=lambda each: in_order(sight.catalog, by, each[0]))
    return [
        (sight.catalog.label(by, code), *_counts(state, f"status.matrix.{'.'.join(at)}")) for code, at, state in found
    ]


def _advance(what: str, rows: list[tuple]) -> Table:
    heads = (what, words.say("slide_delivered"), words.say("slide_overdue"))
    return Table(heads, tuple(rows), numbers=(1, 2), widths=(0.455, 0.31, 0.235))


def stages(sight: Sight) -> Iterator[Slide]:
    """Each stage: what the plan says of it, its advance by system, and how its indicators stand, the worst first."""
    for stage in sight.catalog.vocabularies["stage"]:
        title, since, _ = headline(sight, Scope(sight.scope.cutoff, sight.scope.plan, stage=stage))
        found = whole_measures(sight, tuple(insights.indicators_of(sight.catalog, stage=stage)))
        rows = _crossed(sight, "system", lambda system, at: at == stage)
        yield Slide(
            f"{STAGE}-{stage}",
            words.say("slide_stage", stage=sight.catalog.label("stage", stage)),
            title,
            since,
            (figures(sight, found, MOST), _advance(words.say("slide_system"), rows)),
            address=sight.catalog.screens.stages[stage].address,
        )


def systems(sight: Sight) -> Iterator[Slide]:
    """Each system: the same, its advance by stage."""
    for system in sight.catalog.vocabularies["system"]:
        title, since, _ = headline(sight, Scope(sight.scope.cutoff, sight.scope.plan, system=system))
        found = whole_measures(sight, tuple(insights.indicators_of(sight.catalog, system=system)))
        rows = _crossed(sight, "stage", lambda at, stage: at == system)
        word = sight.catalog.vocabularies["system"][system]
        yield Slide(
            f"{SYSTEM}-{system}",
            f"{word.label} · {word.name}",
            title,
            since,
            (figures(sight, found, MOST), _advance(words.say("slide_stage_head"), rows)),
            address=sight.catalog.screens.systems[system].address,
        )


def decided(sight: Sight) -> Iterator[Slide]:
    """What requires a decision: how many of each kind, and then each of them in a line."""
    found = decisions(sight.dataset, sight.scope)
    if not found:
        return
    yield _kinds(sight, found)
    pages = [found[at : at + DECISIONS] for at in range(0, len(found), DECISIONS)]
    for n, page in enumerate(pages, 1):
        yield _page(sight, page, n, len(pages))


def _kinds(sight: Sight, found: list[Decision]) -> Slide:
    by_kind: dict[str, list[Decision]] = {}
    for each in found:
        by_kind.setdefault(each.kind, []).append(each)
    words_of, rows = sight.catalog.vocabularies["decision"], []
    for kind, some in by_kind.items():
        word = words_of[kind]
        count = Number(words.number(len(some)), len(some), f"decision.{kind}")
        rows.append((strong(f"{word.icon} {word.label}", word.role), count, _units(some)))
    heads = ("slide_kind", "slide_how_many", "slide_whose")
    first = words.listing([words.say("slide_decision_of", title=each.title, units=each.units) for each in found[:1]])
    return Slide(
        DECIDED,
        words.say("slide_decisions"),
        words.say("slide_decisions_title", count=words.count(len(found), "asunto requiere", "asuntos requieren")),
        words.say("slide_decisions_first", first=first),
        (Table(tuple(words.say(each) for each in heads), tuple(rows), numbers=(1,), widths=(0.5, 0.12, 0.38)),),
        address="resumen?decisiones=todas",
    )


def _units(some: list[Decision]) -> str:
    """«UTI · UPPM · CT», by how many are theirs."""
    named = [unit for each in some for unit in each.units.split(" / ") if unit]
    return " · ".join(sorted(dict.fromkeys(named), key=lambda unit: -named.count(unit)))


def _page(sight: Sight, page: list[Decision], n: int, pages: int) -> Slide:
    words_of = sight.catalog.vocabularies["decision"]
    rows = [
        (f"{strong(words_of[d.kind].icon, words_of[d.kind].role)} {_titled(d)}", d.units, d.when, d.norm) for d in page
    ]
    first = page[0].title
    heads = ("slide_what", "slide_whose", "slide_since", "slide_norm")
    return Slide(
        f"{DECIDED}-{n}",
        words.say("slide_decisions_page", page=n, pages=pages),
        words.say("slide_decisions_and", first=first, more=len(page) - 1) if len(page) > 1 else first,
        "",
        (Table(tuple(words.say(each) for each in heads), tuple(rows), widths=(0.52, 0.16, 0.11, 0.21)),),
        address="resumen?decisiones=todas",
    )


def _titled(decision: Decision) -> str:
    if decision.kind in ("overdue", "unsupported"):
        return words.say("slide_activity", title=decision.title, activity=decision.activity)
    return decision.title
