"""Owns what a draft changes of a version of the plan: a few edits, as an address says them, each done on what the one before
left. An edit that cannot be done is told, and the rest stands.

A draft is its address: nothing is kept of it in the store, so that no figure can be of a draft by mistake, and whoever has the
link has the draft. It becomes a version as any other does, when the approved Anexo 01 is loaded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from sig_metrics.catalog.model import Catalog
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.versions import Change, compared, version_of

MOVE, ADD, DROP, TARGET, UNITS, NEW = "pasa", "mas", "menos", "meta", "unidad", "nueva"
PARTS = {MOVE: 2, ADD: 1, DROP: 1, TARGET: 1, UNITS: 1, NEW: 3}  # what each says after its activity
BETWEEN, WITHIN = ".", "~"  # edits, and their parts
LONGEST = 300  # letters of a title
MOST = 9  # deliverables of an activity in a month
Programme = dict[str, dict]  # {activity: its row, with `months`, twelve counts}


@dataclass(frozen=True)
class Edit:
    """One change of an activity. `given`: months (1 to 12), a target, units, or what a new activity is like, its units and
    its title."""

    activity: str
    kind: str
    given: tuple[str, ...]

    @property
    def text(self) -> str:
        """«05~pasa~10~11», as an address has it."""
        parts = (self.activity, self.kind, *self.given)
        return WITHIN.join(quote(part, safe="/").replace(".", "%2E").replace("~", "%7E") for part in parts)

    @property
    def months(self) -> tuple[int, ...]:
        return tuple(int(each) for each in self.given)


@dataclass(frozen=True)
class Draft:
    """A version and what it would be; `told`: the edits that cannot be done, a sentence each."""

    year: int
    version: str
    edits: tuple[Edit, ...]
    before: Programme
    after: Programme
    told: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return BETWEEN.join(each.text for each in self.edits)

    @property
    def changes(self) -> list[Change]:
        """What it changes, as two versions are compared."""
        return compared(self.before, self.after)

    @property
    def resized(self) -> tuple[str, ...]:
        """The activities with more deliverables in the year, or fewer: a comparison of versions tells it by their target."""
        both = self.before.keys() & self.after.keys()
        return tuple(c for c in sorted(both) if sum(self.before[c]["months"]) != sum(self.after[c]["months"]))

    @property
    def empty(self) -> bool:
        """Whether it changes nothing."""
        return not self.changes and not self.resized

    @property
    def uneven(self) -> tuple[str, ...]:
        """The activities whose months do not add up to their target; those that have none are «según necesidad»."""
        return tuple(
            code
            for code, row in self.after.items()
            if row["target"] is not None and sum(row["months"]) != row["target"]
        )


def edits_of(text: str) -> Iterator[Edit | None]:
    """The edits of an address; None for one that is none."""
    for each in filter(None, text.split(BETWEEN)):
        activity, _, rest = each.partition(WITHIN)
        kind, *given = (unquote(part) for part in rest.split(WITHIN))
        yield Edit(unquote(activity), kind, tuple(given)) if len(given) == PARTS.get(kind) else None


def drafted(dataset: Dataset, year: int, version: str, text: str) -> Draft:
    """The draft that an address says of a version."""
    before = version_of(dataset, year, version)
    after, done, told = {code: dict(row, months=list(row["months"])) for code, row in before.items()}, [], []
    for edit in edits_of(text):
        if edit is None or (why := _done(dataset.catalog, after, edit)):
            told.append(words.say("replan_none") if edit is None else why)
        else:
            done.append(edit)
    after = {code: row for code, row in sorted(after.items()) if any(row["months"]) or row["target"] is None}
    return Draft(year, version, tuple(done), before, after, tuple(told))


def edited(draft: Draft, *more: Edit) -> str:
    """The address of a draft with more edits; a move that is undone leaves nothing."""
    found = list(draft.edits)
    for edit in more:
        back = replace(edit, given=edit.given[::-1]) if edit.kind == MOVE else _opposite(edit)
        if back in found:
            found.remove(back)
        elif edit.kind in (TARGET, UNITS):
            found = [each for each in found if (each.activity, each.kind) != (edit.activity, edit.kind)] + [edit]
        else:
            found.append(edit)
    return BETWEEN.join(each.text for each in found)


def _opposite(edit: Edit) -> Edit | None:
    other = {ADD: DROP, DROP: ADD}.get(edit.kind)
    return replace(edit, kind=other) if other else None


def replayed(before: Programme, after: Programme) -> tuple[Edit, ...]:
    """The edits that make a version of another: moves first, then what is added and dropped, then targets and units."""
    found: list[Edit] = []
    for code in sorted(before.keys() | after.keys()):
        left, right = before.get(code), after.get(code)
        if left is None:
            like = max((each for each in before if each < code), default=min(before))
            found.append(Edit(code, NEW, (like, right["units"], right["title"][:LONGEST])))
            left = {"months": [0] * 12, "units": right["units"], "target": None}
        was, now = left["months"], right["months"] if right else [0] * 12
        gone = [month for month in range(1, 13) for _ in range(was[month - 1] - now[month - 1])]
        came = [month for month in range(1, 13) for _ in range(now[month - 1] - was[month - 1])]
        found += [Edit(code, MOVE, (str(one), str(other))) for one, other in zip(gone, came)]
        kept = min(len(gone), len(came))
        found += [Edit(code, DROP, (str(month),)) for month in gone[kept:]]
        found += [Edit(code, ADD, (str(month),)) for month in came[kept:]]
        if right and left["target"] != right["target"]:
            found.append(Edit(code, TARGET, (str(right["target"] if right["target"] is not None else ""),)))
        if right and left["units"] != right["units"]:
            found.append(Edit(code, UNITS, (right["units"],)))
    return tuple(found)


def _done(catalog: Catalog, programme: Programme, edit: Edit) -> str:
    """Does an edit; why it cannot be done, or «»."""
    if edit.kind == NEW:
        return _new(catalog, programme, edit)
    row = programme.get(edit.activity)
    if row is None:
        return words.say("replan_no_activity", activity=words.short(edit.activity, 20))
    if edit.kind == UNITS:
        return _units(catalog, row, edit)
    if edit.kind == TARGET:
        if edit.given[0] and not edit.given[0].isascii() or not (edit.given[0] or "0").isdigit():
            return words.say("replan_target", activity=edit.activity)
        row["target"] = int(edit.given[0]) if edit.given[0] else None
        return ""
    return _month(row, edit)


def _month(row: dict, edit: Edit) -> str:
    if not all(each.isascii() and each.isdigit() and 1 <= int(each) <= 12 for each in edit.given):
        return words.say("replan_month", activity=edit.activity)
    first, *to = edit.months
    if edit.kind in (MOVE, DROP) and not row["months"][first - 1]:
        return words.say("replan_nothing", activity=edit.activity, month=words.MONTHS[first - 1])
    there = to[0] if to else first
    if edit.kind in (MOVE, ADD) and row["months"][there - 1] >= MOST:
        return words.say("replan_full", activity=edit.activity, month=words.MONTHS[there - 1], most=MOST)
    row["months"][first - 1] += 1 if edit.kind == ADD else -1
    if to:
        row["months"][there - 1] += 1
    return ""


def _units(catalog: Catalog, row: dict, edit: Edit) -> str:
    if why := _unknown(catalog, edit.given[0], edit.activity):
        return why
    row["units"] = edit.given[0]
    return ""


def _unknown(catalog: Catalog, units: str, activity: str) -> str:
    strange = [each for each in units.split("/") if each not in catalog.vocabularies["unit"]]
    return words.say("replan_unit", activity=activity, unit=words.short(strange[0], 20)) if strange else ""


def _new(catalog: Catalog, programme: Programme, edit: Edit) -> str:
    """A new activity, of the stage and the line of one that there is, with no deliverable yet."""
    like, units, title = edit.given
    if edit.activity in programme or not edit.activity or like not in programme:
        return words.say("replan_new", activity=words.short(edit.activity, 20))
    if why := _unknown(catalog, units, edit.activity):
        return why
    said = words.plain(title, LONGEST)
    if not said:
        return words.say("replan_title", activity=edit.activity)
    row = {**programme[like], "activity": edit.activity, "units": units, "title": said, "deliverable": said}
    programme[edit.activity] = {**row, "target": 0, "months": [0] * 12}
    return ""


def titled(programmes: Iterable[Programme], activity: str) -> str:
    """What an activity is called, in the first that has it."""
    return next((each[activity]["title"] for each in programmes if activity in each), activity)
