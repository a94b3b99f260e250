"""Owns what the draft of a duty of the law says of itself: its kind, its duty, its day, its row if it is of one, and what it
was made of.

It is no identity of a deliverable of the plan, and none of those finds one in it. Refuses nothing: of a document that says
none, there is none."""

import re
from dataclasses import dataclass

PATTERN = (
    r"SIG-DEBER (?P<kind>[a-z0-9_]+) (?P<duty>[A-Z0-9-]+) (?P<day>\d{4}-\d{2}-\d{2})(?: fila:(?P<row>\S+))? "
    r"(?P<of>[CD]\d+)-(?P<hash>[0-9a-f]{12})"
)
DUTY_FOUND = re.compile(PATTERN.replace(" ", r"\s+"))


@dataclass(frozen=True)
class DutyIdentity:
    """Which draft a document is: `day`, the last of its period or that of what happened; `row`, of a register; `of`, what it
    was made of, a corte («C3») or the data of a publication («D41»)."""

    kind: str
    duty: str
    day: str  # «2021-12-31»
    row: str
    of: str
    hash: str

    @property
    def said(self) -> str:
        """«SIG-DEBER claims_yearly F13 2021-12-31 D41-1f0c9a2b77de»."""
        row = re.sub(r"\s+", "_", self.row)
        named = f"{self.kind} {self.duty} {self.day}" + (f" fila:{row}" if row else "")
        return f"SIG-DEBER {named} {self.of}-{self.hash[:12]}"


def duty_identity_in(text: str) -> DutyIdentity | None:
    """What a text says that its document is."""
    found = DUTY_FOUND.search(text)
    if found is None:
        return None
    return DutyIdentity(found["kind"], found["duty"], found["day"], found["row"] or "", found["of"], found["hash"])
