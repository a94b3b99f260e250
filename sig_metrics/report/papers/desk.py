"""Owns what every paper of a session has: whose it is, where its figures come from, and how offices, days, norms and what
only a person can write are said."""

import re
from dataclasses import dataclass
from datetime import date

from sig_metrics.catalog.model import Catalog
from sig_metrics.catalog.review import ReviewInput
from sig_metrics.language import words
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.review_rows import cross_walk
from sig_metrics.measure.scope import horizon, month_end
from sig_metrics.measure.sources import demo_notice, sources
from sig_metrics.report.model import BODY, Cell, Marks, Table, Text
from sig_metrics.session import rules
from sig_metrics.session.model import LEGAL, PRESIDENCY, SECRETARIAT, Attendance, Session
from sig_metrics.store.cortes import Corte

HALF = re.compile(r"(\d{4})-([ST]\d)")  # «2021-S2»
FIELDS = (0.26, 0.74)  # of the width, in a table of what a thing is and what it says


@dataclass(frozen=True)
class Desk:
    """What a paper is written from; before the session is installed it may have no corte."""

    session: Session
    dataset: Dataset
    corte: Corte | None = None

    @property
    def catalog(self) -> Catalog:
        return self.dataset.catalog

    @property
    def body(self) -> str:
        """«Comité del Sistema Integrado de Gestión»."""
        return self.catalog.screens.institution.body

    @property
    def kind(self) -> str:
        return self.catalog.label("minutes_kind", self.session.kind)

    @property
    def cutoff(self) -> date | None:
        return month_end(*map(int, self.corte.cutoff.split("-"))) if self.corte else None

    @property
    def corte_said(self) -> str:
        """«Corte n.º 3 «Cierre de noviembre», datos al 30/11/2021»."""
        if self.corte is None:
            return words.say("paper_no_corte")
        named = {"number": self.corte.number, "name": self.corte.name}
        return words.say("paper_corte", **named, day=words.day(self.cutoff))

    def over(self, day: date) -> tuple[str, ...]:
        """The lines over a title of a paper of a day."""
        house = self.catalog.screens.institution
        return *house.lines, *(words.say("paper_motto", says=says) for says in house.mottos_on(day))

    def marks(self, *said: str) -> Marks:
        notice = demo_notice(sources(self.dataset), horizon(self.dataset))
        return Marks(self.corte_said, self.corte.hash if self.corte else "", tuple(filter(None, said)), notice)

    def law(self, *articles: str) -> str:
        """« (art. 110.1 del TUO…)», where arts. 107–113 rule the session; «» where they do not."""
        if self.session.regime != LEGAL:
            return ""
        code = "paper_law" if len(articles) == 1 else "paper_laws"
        return words.say(code, articles=words.listing(list(articles)))

    def office(self, role: str, among: tuple[Attendance, ...]) -> str:
        """Who had a role among some seats that were taken: the office of its seat, or whoever sat in it."""
        seat = self.session.seat(role)
        return rules.taken_by(among, seat.office) if seat else blank("office")

    @property
    def presidency(self) -> str:
        """Who presided at the end."""
        return self.office(PRESIDENCY, self.session.attendance)

    @property
    def secretariat(self) -> str:
        return self.office(SECRETARIAT, self.session.attendance)

    @property
    def days(self) -> str:
        """«viernes 3 de diciembre de 2021»; of one that went on another day, each."""
        return words.listing([weekday(day) for day in dict.fromkeys(each.on for each in self.session.sittings)])

    def unit(self, code: str) -> str:
        """«UTI, Unidad de Tecnologías de la Información»."""
        word = self.catalog.vocabularies["unit"].get(code)
        return f"{word.label}, {word.name}" if word and word.name else self.catalog.label("unit", code)

    def systems(self, codes: tuple[str, ...]) -> str:
        return words.listing([self.catalog.label("system", code) for code in codes])

    def input(self, number: int | None) -> ReviewInput | None:
        """The input of clause 9.3 of a number."""
        return next((each for each in cross_walk(self.dataset).inputs if each.number == number), None)

    def input_said(self, number: int | None) -> str:
        """«11. Resultados de las auditorías (SGC 9.3.2 c6; SGAS 9.3.1 c4)»; «—» of what serves none."""
        found = self.input(number)
        if found is None:
            return words.say("paper_none")
        asked: dict[str, list[str]] = {}
        for clause in found.clauses:
            asked.setdefault(self.catalog.label("system", clause.system), []).append(clause.clause)
        where = "; ".join(f"{system} {', '.join(clauses)}" for system, clauses in asked.items())
        return words.say("paper_input", number=number, title=found.title, clauses=where)

    @property
    def period(self) -> str:
        """«segundo semestre de 2021»; as it was typed, where it is not one."""
        found = HALF.fullmatch(self.session.period)
        if found and words.known(code := f"paper_period_{found[2]}"):
            return words.say(code, year=found[1])
        return self.session.period


def blank(what: str) -> str:
    """What only a person can write: «[completar: número]»."""
    return words.say("paper_blank", what=words.say(f"paper_blank_{what}"))


def weekday(day: date) -> str:
    """«viernes 26 de noviembre de 2021»."""
    return f"{words.say('paper_weekdays').split()[day.weekday()]} {words.long_day(day)}"


def hour(at: str) -> str:
    """«09:30 horas»."""
    return words.say("paper_hour", at=at.zfill(5)) if at else blank("hour")


def fields(title: str, code: str, *rows: tuple[str, Cell]) -> Table:
    """What a thing is and what it says, under the name of the thing; what says nothing is left out."""
    return Table((title, code), tuple(row for row in rows if row[1]), widths=FIELDS)


def text(code: str, style: str = BODY, **blanks: object) -> Text:
    """A paragraph; what somebody typed is no markup of it."""
    return Text(words.say(code, **{name: _typed(value) for name, value in blanks.items()}), style)


def _typed(value: object) -> object:
    return re.sub(r"([*!])\1+", r"\1", value) if isinstance(value, str) else value
