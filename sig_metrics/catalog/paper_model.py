"""Owns the shapes of `papers/*.toml`: what a paper that the plan or a duty of the law asks for is made of, and of which
activity or duty it is."""

from dataclasses import dataclass, field

DUE = "due"  # of a number: what is owed of a row


@dataclass(frozen=True)
class PaperNorm:
    """A norm of the legal basis of a paper."""

    norm: str  # its number: «Ley N° 29783»
    says: str  # what it rules, in Spanish
    source: str  # where that was read: «plan, numeral 3.2», «art. 7»


@dataclass(frozen=True)
class PaperSentence:
    """A sentence by rule: it stands where its condition holds and all its numbers are known."""

    # in Spanish, with numbers of the paper in braces: «{late|reclamo|reclamos}» counts, «{rate}» is said in its unit; and
    # {month}, {before}, {day}, {year}, {unit}; of a duty, {period}, and {row} of one of a row
    says: str
    # «late > 0 and rate < goal»: names of numbers, =, !=, >, >=, <, <=; «rate unknown», «rate known»; «rate is missed», of
    # its status; «rate worse», «rate better», than in the report before. Without it, always
    when: str = ""


@dataclass(frozen=True)
class PaperFigure:
    """A line of a table of numbers: what it is, and which."""

    says: str  # what it is, in Spanish
    number: str  # the name of a number of the paper


@dataclass(frozen=True)
class PaperMonthly:
    """A column of a table by months: the value of an indicator at the end of each, or the rows of a register of each. One
    of neither has no source in the registers, and says so."""

    heading: str  # in Spanish
    over: str = ""  # what stands over it and over its neighbours with the same, in Spanish
    indicator: str = ""  # the code of a ficha
    register: str = ""  # whose rows of each month are counted
    where: dict[str, tuple[str, ...]] = field(
        default_factory=dict, hash=False
    )  # only rows with one of these words in a column
    adds: tuple[str, ...] = ()  # what is added instead: of each row, the first of these columns that is more than zero
    place: str = ""  # the column that says where, in a column of its own beside
    whole: str = ""  # a column whose words of the year every month has: what a month lacks is told under the table


@dataclass(frozen=True)
class PaperField:
    """A line of what one row says."""

    heading: str  # in Spanish
    columns: tuple[str, ...]  # whose values stand in it, in their order; an hour after its day reads as one
    empty: str = ""  # what it says where the row has none of them; by default, that the register does not say


@dataclass(frozen=True)
class PaperBlock:
    """A piece of a section."""

    form: str  # what it is; which of its keys a form needs, it says
    title: str = ""  # over a table or a chart, in Spanish
    lead: str = ""  # a line under a subheading, before the table
    sentences: tuple[PaperSentence, ...] = ()  # of «text» and «unsourced», in their order; of «blank», only one
    figures: tuple[PaperFigure, ...] = ()  # of «figures», its lines
    style: str = "body"  # of the sentences
    indicators: tuple[str, ...] = ()  # codes of fichas
    registers: tuple[str, ...] = ()  # whose rows it is about
    by: str = ""  # the dimension that divides an indicator, or the column that divides a register
    # of «listed», what is shown of each row; of «kept», the day by which and that on which; of «each», the part and the whole
    columns: tuple[str, ...] = ()
    monthly: tuple[PaperMonthly, ...] = ()  # of «monthly», its columns
    parameters: tuple[str, ...] = ()  # of «monthly», those of the law that its indices come from, told under it
    fields: tuple[PaperField, ...] = ()  # of «row», its lines
    where: dict[str, tuple[str, ...]] = field(
        default_factory=dict, hash=False
    )  # of what counts or shows rows, only those with one of these words in a column; of a day, «known» or «unknown» by then
    since: str = "report"  # of «counted» and «listed»: the rows since when
    first: bool = False  # of «listed»: the oldest first
    top: int = 0  # how many rows it shows; 0: as many as there is room for


@dataclass(frozen=True)
class PaperExempt:
    """Rows of a register that owe nothing: they have no paper, and who asks for one is told why."""

    where: dict[str, tuple[str, ...]]  # rows with one of these words in each of these columns
    says: str  # why, in Spanish, after «el evento X»: «es un accidente de trabajo que no es mortal»


@dataclass(frozen=True)
class PaperSection:
    """A section, with its title («» where it has none, as in a memorandum) and its pieces."""

    title: str  # «Análisis»; its number is set by the writer
    blocks: tuple[PaperBlock, ...]  # in their order


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper: of which deliverable of the plan, or of which duty of the law, it is the draft, to whom it goes, and its
    sections."""

    name: str  # found: the stem of its file
    title: str  # how it is called, in Spanish
    document_type: str  # what kind of document it is
    subject: str  # what it is about, with {month} and {year}
    sections: tuple[PaperSection, ...]  # in their order
    activity: str = ""  # the number of the activity of the plan; it or «duty»
    # what that activity answers for: where a plan says who answers for what, another activity of that number has no draft
    topic: str = ""
    duty: str = ""  # the code of a duty of the law: «F13», «F15-B»; it or «activity»
    register: str = ""  # of a duty that something that happened begins, the register whose row the paper is of
    format: str = "docx"  # of its file: «docx», or «xlsx»
    item: int = 0  # which of the deliverables of a month it is, where the activity programs several; 0: any
    since: int = 0  # the first year of the plan, or of the period, that asks for it; 0: any
    until: int = 0  # the last one; 0: any
    sender: str = ""  # the unit that signs it; by default the one that owes the deliverable, or the duty
    addressee: str = ""  # the office that it goes to; by default the committee, or whom the duty names
    copies: tuple[str, ...] = ()  # offices that get a copy
    norms: tuple[PaperNorm, ...] = ()  # its legal basis
    exempt: tuple[PaperExempt, ...] = ()  # of a paper of a row, the rows that owe none
    # {name: which number}: «SEG-07» is its value; «SEG-07.denominator», another field; «SEG-07.unit=UCI», of a group;
    # «SEG-07.period.numerator», of the months that the paper tells of, added: «value», «numerator», «denominator», «missed»;
    # «qrd.open», «qrd.overdue», «qrd.oldest», «qrd.inflow», «qrd.outflow», of a register whose cases have a term;
    # «finding.rows», «finding.year», «finding.report», how many rows it has, and since when; «qrd.on.reopened_on», those
    # whose day is since the report before; «qrd.came», those of the months, with the totals that stand for a month
    # without rows, which «qrd.totals» are alone; with «.state=closed», of those: «.kind=claim,state=merged|observed»; any of them
    # with «.before», in the report before; of a paper of a row, «due.late», how long past its term it was done, and
    # «due.done», 1 when it was
    numbers: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def blanks(self) -> tuple[PaperBlock, ...]:
        """What only a person can write."""
        return tuple(block for section in self.sections for block in section.blocks if block.form == "blank")

    @property
    def asked(self) -> tuple[str, ...]:
        """The codes of the fichas that it shows or says, each once, in the order in which it does."""
        blocks = [block for section in self.sections for block in section.blocks]
        shown = [code for block in blocks for code in block.indicators]
        shown += [each.indicator for block in blocks for each in block.monthly if each.indicator]
        said = [path.partition(".")[0] for path in self.numbers.values() if path.partition(".")[0] != DUE]
        return tuple(dict.fromkeys([*shown, *said]))

    def of(self, activity: str, item: int, year: int) -> bool:
        """Whether it is the draft of a deliverable."""
        return not self.duty and self.activity == activity and self.item in (0, item) and self.in_force(year)

    def in_force(self, year: int) -> bool:
        """Whether what a year asks for is this one."""
        return (not self.since or self.since <= year) and (not self.until or year <= self.until)
