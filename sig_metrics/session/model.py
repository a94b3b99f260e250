"""Owns the shapes of a session: its seats, its order of the day, what was agreed, by which votes, and in which state it is.

A session is what its acts made of it (`acts`); nothing here is asked of data, and nothing is of a person: members are
offices. A seat is that of a titular, whoever sits in it. Articles are those of the TUO of Ley 27444 (DS 004-2019-JUS)."""

from dataclasses import dataclass, field, replace
from datetime import date

CALLED, INSTALLED, IN_SESSION, SUSPENDED, NO_QUORUM = "called", "installed", "in_session", "suspended", "no_quorum"
TO_APPROVE, APPROVED, SIGNED = "to_approve", "approved", "signed"
STATES = (CALLED, INSTALLED, IN_SESSION, SUSPENDED, NO_QUORUM, TO_APPROVE, APPROVED, SIGNED)
HELD = (TO_APPROVE, APPROVED, SIGNED)  # of a session that was closed: it has its rows in the registers
PRESIDENCY, SECRETARIAT, MEMBER = "presidency", "secretariat", "member"
TITULAR, ALTERNATE, CHOSEN, EXCUSED, ABSENT = "titular", "alternate", "chosen", "excused", "absent"
PRESENT = (TITULAR, ALTERNATE, CHOSEN)
IN_FAVOUR, AGAINST, ABSTENTION = "in_favour", "against", "abstention"
ADOPTED, REJECTED, TIED, OPEN = "adopted", "rejected", "tied", "open"
LEGAL, SIMPLE = "legal", "simple"  # whether arts. 107–113 rule it (`SIG_SESSION`)


@dataclass(frozen=True)
class Seat:
    """A seat of the committee on the day of the session; `alternates`: the offices that may take it."""

    office: str
    unit: str
    role: str  # of `committee_role`
    alternates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attendance:
    """How a seat attended (`attended_as`), and who took it: its alternate, or whom the body chose (art. 107.3)."""

    office: str
    attended_as: str
    replaced_by: str = ""

    @property
    def present(self) -> bool:
        """Whether the seat is taken: by its titular, or by who is said."""
        return self.attended_as == TITULAR or self.attended_as in PRESENT and bool(self.replaced_by)


@dataclass(frozen=True)
class Move:
    """A seat that changed once the session had begun. `after`: the last agreement that had votes by then; `told_at`: the
    instant, in UTC, of its fact in the log."""

    was: Attendance  # absent, of one that was not there
    now: Attendance  # absent, of one that left
    on: date
    after: str = ""
    told_at: str = ""


@dataclass(frozen=True)
class Sitting:
    """When and where it is held in one go; `starts_at`: «» where nobody said at which hour it went on."""

    on: date
    place: str
    starts_at: str


@dataclass(frozen=True)
class Item:
    """A point of the order of the day; `view`: the address of the screen that shows it, without the corte."""

    number: int
    topic: str
    unit: str
    review_input: int | None = None  # of clause 9.3
    view: str = ""
    urgent: bool = False  # included by unanimity of all the members (art. 109.4)
    debated: str = ""  # what was said of it (art. 113.1)
    in_favour: tuple[str, ...] = ()  # of one that was included: the offices that did, which are all of them


@dataclass(frozen=True)
class Vote:
    """The vote of a seat. Who votes against has reasons (art. 111.2); who abstains, a norm and reasons (art. 112)."""

    office: str
    sense: str
    reasons: str = ""
    norm: str = ""
    by: str = ""  # the office of who sat in the seat as it voted


@dataclass(frozen=True)
class Agreement:
    """What was put to the vote. `view`: the exact address, with its corte, that motivated it. `reschedules`: the earlier
    agreement whose date it moves to `due_on`, which is then also what it answers."""

    code: str  # «ACU-2021-082»
    item: int
    kind: str  # of `agreement_kind`
    unit: str
    due_on: date
    agreed: str
    grounds: str
    systems: tuple[str, ...] = ()
    output: str = ""  # of `review_output`
    answers_kind: str = ""
    answers: str = ""
    view: str = ""
    reschedules: str = ""
    votes: tuple[Vote, ...] = ()
    casting: str = ""  # how the president broke a tie: in favour or against (art. 111.1)
    at_once: bool = False  # its execution was authorised before the minutes are approved (art. 113.2)
    sitting: int = 0  # in which of those of the session it was put to the vote

    def count(self, sense: str) -> int:
        return sum(vote.sense == sense for vote in self.votes)

    @property
    def outcome(self) -> str:
        """«open» without votes; else by the majority of those present at the vote (art. 111.1), a tie by its casting
        vote."""
        if not self.votes:
            return OPEN
        if 2 * self.count(IN_FAVOUR) > len(self.votes):
            return ADOPTED
        if self.count(IN_FAVOUR) == self.count(AGAINST):
            return {IN_FAVOUR: ADOPTED, AGAINST: REJECTED}.get(self.casting, TIED)
        return REJECTED


@dataclass(frozen=True)
class Conclusion:
    """What a review concludes of the system; `alignment`, with the strategic direction, where a standard asks for it."""

    suitability: str = ""
    adequacy: str = ""
    effectiveness: str = ""
    alignment: str = ""


@dataclass(frozen=True)
class Suspension:
    """Why it was suspended, and when and where it goes on (art. 110.3)."""

    reason: str
    at: str  # «11:20»
    goes_on: date
    place: str
    resumed_on: date | None = None
    on: date | None = None  # the day on which it was suspended
    resumed_at: str = ""


@dataclass(frozen=True)
class Signed:
    """The minutes that came back signed: never their content."""

    sha256: str
    pages: int | None
    signers: tuple[str, ...]  # offices, as whoever registers them says; of a certificate, its common name is not kept
    intact: bool | None  # None: it has no digital signature
    on: date


@dataclass(frozen=True)
class Deck:
    """How the secretary arranged the slides: their keys in order, those hidden, and notes of the presenter by key."""

    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Session:
    """A session at a moment. `held_on`: the day of the call in force; `period`: what it reviews, «2021-S2»; `first`: when and
    where it was called first, once there was a second call."""

    code: str  # «ACT-2021-05»
    kind: str  # of `minutes_kind`
    period: str
    held_on: date
    place: str
    starts_at: str
    called_on: date
    state: str = CALLED
    call: int = 1
    second_on: date | None = None  # the day of the second call, once the first had no quorum
    first: Sitting | None = None
    ends_at: str = ""
    ends_on: date | None = None  # of one that went past midnight, the next day
    regime: str = LEGAL
    corte: int | None = None
    seats: tuple[Seat, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    left: tuple[str, ...] = ()  # seats that attended and left before the end: they are not present any more
    installed: tuple[Attendance, ...] = ()  # the seats that were taken as it began
    moves: tuple[Move, ...] = ()  # who came and who left since
    unanimous_start: bool = False  # begun without a call in form, all present and agreeing (art. 109.3)
    items: tuple[Item, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    conclusion: Conclusion = Conclusion()
    suspensions: tuple[Suspension, ...] = ()
    approves: tuple[str, ...] = ()  # the minutes of earlier sessions that it approved
    approved_on: date | None = None
    approved_in: str = ""  # the session that approved its minutes: itself or the next
    signed: Signed | None = None
    also_signs: tuple[str, ...] = ()  # offices that asked to sign (art. 113.3)
    deck: Deck = Deck()
    facts: int = 0  # how many acts made it what it is: whoever acts says of which state

    @property
    def present(self) -> tuple[Attendance, ...]:
        """The seats that are taken now; whoever left before the end is in `attendance` and not here."""
        return tuple(each for each in self.attendance if each.present and each.office not in self.left)

    @property
    def began_with(self) -> tuple[Attendance, ...]:
        """The seats that were taken as it was installed; of one that was not, now."""
        return self.installed or self.present

    @property
    def sittings(self) -> tuple[Sitting, ...]:
        """When and where it was held: as it was called, and each time that it went on."""
        again = [Sitting(each.resumed_on, each.place, each.resumed_at) for each in self.suspensions if each.resumed_on]
        return Sitting(self.held_on, self.place, self.starts_at), *again

    @property
    def called(self) -> Sitting:
        """When and where it was called first."""
        return self.first or self.sittings[0]

    @property
    def adopted(self) -> tuple[Agreement, ...]:
        """Those that were agreed; where no article rules the votes, also those that have none."""
        good = (ADOPTED, OPEN) if self.regime == SIMPLE else (ADOPTED,)
        return tuple(each for each in self.agreements if each.outcome in good)

    def seat(self, role: str) -> Seat | None:
        return next((each for each in self.seats if each.role == role), None)

    def item(self, number: int) -> Item | None:
        return next((each for each in self.items if each.number == number), None)

    def agreement(self, code: str) -> Agreement | None:
        return next((each for each in self.agreements if each.code == code), None)

    def notice_days(self) -> int:
        """Days from the call to the day that it named: shown, not refused (art. 108.1)."""
        return (self.called.on - self.called_on).days

    def changed(self, **given: object) -> "Session":
        return replace(self, **given)


@dataclass(frozen=True)
class Carried:
    """An agreement of an earlier session that comes back: where it stands at the corte, and its *arrastre*, in how many
    sessions held since its own it was still open. `rescheduled_to`: the last date another session gave it."""

    agreement: str
    minutes: str
    unit: str
    due_on: date
    state: str  # «fulfilled», «late» (fulfilled past its date), «open», «overdue»
    days: int  # open past its date, or fulfilled after it
    sessions: int
    agreed: str = ""
    fulfilled_on: date | None = None
    rescheduled_to: date | None = None
    rescheduled_by: str = ""
