"""Owns how a message leaves by SMTP: what the environment says of the server, the mailboxes of the units, and that none is
written twice in a day.

Mailboxes are of units, never of persons. The way is encrypted unless somebody says otherwise; the password is read from a
file and never said. What was sent is written beside the store, one line a message, without its text."""

import json
import os
import re
import smtplib
import ssl
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

import tomli
from filelock import FileLock

from sig_metrics.language import words
from sig_metrics.language.problems import refuse
from sig_metrics.present.reminder import Message

NAMES = ("HOST", "FROM", "TO")  # what there has to be to send
TLS = ("starttls", "ssl", "off")
PORTS = {"starttls": 587, "ssl": 465, "off": 25}
WAIT = 20  # seconds for a server that does not answer
BOX = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
RECORD = "recordatorios.jsonl"


@dataclass(frozen=True)
class Mailer:
    """A server of mail and whom it writes to."""

    host: str
    port: int
    tls: str
    sender: str
    boxes: dict[str, str]
    named: str  # the file of the mailboxes
    user: str = ""
    password: str = ""


def mailer(environment: dict[str, str] | None = None) -> Mailer:
    """What `SIG_SMTP_*` says; raises Refused naming what is missing or wrong."""
    given = os.environ if environment is None else environment
    said = {
        name: given.get(f"SIG_SMTP_{name}", "").strip() for name in (*NAMES, "PORT", "TLS", "USER", "PASSWORD_FILE")
    }
    if lacking := [f"SIG_SMTP_{name}" for name in NAMES if not said[name]]:
        raise refuse("remind_setting", names=words.listing(lacking))
    tls = said["TLS"].lower() or "starttls"
    if tls not in TLS:
        raise refuse("remind_tls", value=words.plain(said["TLS"], 20))
    port = words.whole(said["PORT"]) if said["PORT"] else PORTS[tls]
    if port is None or not 0 < port < 65536:
        raise refuse("remind_port", value=words.plain(said["PORT"], 20))
    boxes = _boxes(Path(said["TO"]))
    return Mailer(
        said["HOST"], port, tls, said["FROM"], boxes, said["TO"], said["USER"], _password(said["PASSWORD_FILE"])
    )


def _boxes(path: Path) -> dict[str, str]:
    """{unit: its mailbox} of the TOML."""
    shown = words.plain(str(path), 200)
    try:
        found = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as fault:
        raise refuse("remind_boxes", file=shown, why=words.plain(str(fault), 120)) from fault
    for unit, box in found.items():
        if not isinstance(box, str) or not BOX.fullmatch(box):
            raise refuse("remind_box_form", file=shown, unit=words.plain(unit, 40), value=words.plain(str(box), 60))
    return found


def _password(named: str) -> str:
    if not named:
        return ""
    try:
        return Path(named).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise refuse("remind_password", file=words.plain(named, 200), why=words.plain(type(fault).__name__)) from fault


def written(message: Message, sender: str, to: str) -> EmailMessage:
    """The message as it travels."""
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = message.subject, sender, to
    made["Date"], made["Message-ID"] = formatdate(), make_msgid(domain="agenda.sig")
    made["Auto-Submitted"], made["Content-Language"] = "auto-generated", "es-PE"
    made.set_content(message.text, charset="utf-8")
    return made


def send(server: Mailer, message: Message) -> str:
    """Sends one; «» when the server took it, or why it did not."""
    to = server.boxes[message.unit]
    try:
        with _connected(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(written(message, server.sender, to))
        return ""
    except ssl.SSLError as fault:
        return _fault("tls", server, said=words.plain(str(fault), 120))
    except smtplib.SMTPNotSupportedError as fault:
        return _fault("tls", server, said=words.plain(str(fault), 120))
    except smtplib.SMTPAuthenticationError:
        return _fault("login", server)
    except smtplib.SMTPResponseException as fault:
        return _fault("refused", server, to=to, said=_told(fault.smtp_code, fault.smtp_error))
    except smtplib.SMTPRecipientsRefused as fault:
        return _fault("refused", server, to=to, said=_told(*fault.recipients[to]))
    except (smtplib.SMTPException, OSError):
        return _fault("connect", server)


def _connected(server: Mailer) -> smtplib.SMTP:
    if server.tls == "ssl":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=WAIT, context=ssl.create_default_context())
    connection = smtplib.SMTP(server.host, server.port, timeout=WAIT)
    if server.tls == "starttls":
        try:
            connection.starttls(context=ssl.create_default_context())
        except BaseException:
            connection.close()
            raise
    return connection


def _told(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return words.plain(f"{code} {text}", 120)


def _fault(code: str, server: Mailer, **said: str) -> str:
    return words.say(f"remind_fault_{code}", host=server.host, port=server.port, **said)


@dataclass(frozen=True)
class Record:
    """What was sent, beside a store: a line a message."""

    path: Path

    def alone(self) -> FileLock:
        """Held while messages are sent, so that two that send at once do not write twice."""
        return FileLock(f"{self.path}.lock", timeout=WAIT * 3)

    def sent(self, day: date) -> set[str]:
        """The units that were written on a day."""
        if not self.path.exists():
            return set()
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return {line["unit"] for text in lines if (line := _line(text)) and line.get("day") == day.isoformat()}

    def add(self, day: date, unit: str, to: str) -> None:
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"day": day.isoformat(), "unit": unit, "to": to}, ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())


def _line(text: str) -> dict:
    """A line of the record; {} of one that a dead process left half written."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) and "unit" in found else {}


def record_of(store: Path) -> Record:
    """The record of a store, beside its folder, by whatever name it was opened."""
    here = Path(os.path.realpath(store))
    return Record(here.parent / f"{here.name}.{RECORD}")
