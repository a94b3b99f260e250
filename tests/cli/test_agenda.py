"""The agenda and its reminders from the command line; messages go to a real SMTP server of this machine."""

import datetime
import email
import email.policy
import json
import shutil
import socket
import ssl
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sig_metrics.cli import mailing
from sig_metrics.cli.commands import main
from sig_metrics.present.reminder import Message

DAY = "2021-11-30"
UNITS = ("UPPM", "URH", "UTI", "UCI", "CT")  # those that owe something on that day


class Inbox:
    """What a server of mail got; it refuses one mailbox."""

    def __init__(self):
        self.got: list[tuple[str, email.message.EmailMessage, bool]] = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("lleno"):
            return "552 Buzón lleno"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        read = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.got.append((envelope.rcpt_tos[0], read, session.ssl is not None))
        return "250 OK"


@pytest.fixture
def server():
    inbox = Inbox()
    yield from _running(Controller(inbox, hostname="127.0.0.1", port=_free()), inbox)


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _running(controller, inbox):
    controller.start()
    inbox.port = controller.port
    yield inbox
    controller.stop()


@pytest.fixture
def certificate(tmp_path) -> tuple[Path, Path]:
    """A certificate of this machine that nobody signed, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
    made = made.add_extension(x509.BasicConstraints(True, None), True).sign(key, hashes.SHA256())
    paths = tmp_path / "server.pem", tmp_path / "server.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form, none = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, none))
    return paths


@pytest.fixture
def encrypted(certificate):
    """A server that asks for encryption and a password."""

    def known(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == (b"sig", b"secreta"), handled=False)

    inbox, context = Inbox(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=_free(),
        tls_context=context,
        require_starttls=True,
        authenticator=known,
        auth_required=True,
    )
    yield from _running(controller, inbox)


@pytest.fixture(scope="module")
def copied(demo_folder, tmp_path_factory) -> Path:
    return Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("sent") / "store"))


@pytest.fixture
def store(copied) -> str:
    """A store of these tests, beside which nothing was written yet."""
    mailing.record_of(copied).path.unlink(missing_ok=True)
    return str(copied)


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Writes the mailboxes and says where the server is."""

    def say(port: int, boxes: dict[str, str], **others: str) -> None:
        path = tmp_path / "buzones.toml"
        path.write_text("".join(f'{unit} = "{box}"\n' for unit, box in boxes.items()), encoding="utf-8")
        given = {"HOST": "localhost", "PORT": str(port), "FROM": "sig@entidad.gob.pe", "TO": str(path), "TLS": "off"}
        for name, value in {**given, **others}.items():
            monkeypatch.setenv(f"SIG_SMTP_{name}", value)

    return say


def boxes(*units: str) -> dict[str, str]:
    return {unit: f"{unit.lower()}@entidad.gob.pe" for unit in units}


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_agenda_in_words_and_in_json(demo_folder, capsys):
    code, out, _ = run(capsys, "agenda", "--store", str(demo_folder), "--day", DAY, "--unit", "ct")
    assert code == 0 and out.splitlines()[:4] == [
        "Al 30/11/2021 hay 1 vencido; nada vence en la semana que termina el 05/12/2021 y 1 más hasta el 31/12/2021.",
        "",
        "Vencido (1)",
        "  18  30 días  CT  Informe del estatus de las alertas CTVC (octubre de 2021)  Vencido  Plan, actividad 18",
    ]
    code, out, _ = run(capsys, "agenda", "--store", str(demo_folder), "--day", DAY, "--json")
    found = json.loads(out)
    assert {each["group"] for each in found} == {"overdue", "month", "later", "silent", "done"}
    one = next(each for each in found if each["uid"] == "deber-F13-2021-12")
    assert (one["due_on"], one["state"], one["basis"], one["date_basis"]) == ("2022-01-31", "pending", "N", "P")


@pytest.mark.parametrize(
    "given, said",
    [
        (("--unit", "UTX"), "No hay una unidad «UTX». ¿Quiso decir «UTI»?"),
        (("--day", "30/11/2021"), "--day debe ser un día, AAAA-MM-DD; se recibió «30/11/2021»."),
        (("--day", "2021-02-30"), "--day debe ser un día, AAAA-MM-DD; se recibió «2021-02-30»."),
    ],
)
def test_a_wrong_word_is_refused(demo_folder, capsys, given, said):
    code, _, err = run(capsys, "agenda", "--store", str(demo_folder), *given)
    assert (code, err.strip().splitlines()[-1]) == (1, said)


def test_a_message_says_what_is_owed_by_when_and_links(demo_folder, capsys, monkeypatch):
    monkeypatch.setenv("SIG_URL", "https://sig.entidad.gob.pe/")
    code, out, _ = run(capsys, "remind", "--store", str(demo_folder), "--day", DAY, "--unit", "URH")
    assert code == 0
    for line in (
        "Agenda legal de URH al 30/11/2021: 1 vencido, 0 esta semana",
        "Unidad de Recursos Humanos:",
        "- Reporte trimestral de accidentes y de las acciones del Comité (segundo trimestre de 2020). Venció el 30/06/2020, hace 518 días. DS 005-2012-TR art. 42 · día propuesto",
        "  https://sig.entidad.gob.pe/agenda?casos=deber.F7-B.2020-06",
        "HASTA EL 31/12/2021",
        "Calendario para suscribirse: https://sig.entidad.gob.pe/agenda/URH.ics",
    ):
        assert line in out.splitlines()
    assert out.count("\n- ") == 1 + 1 + 4, "one overdue, nothing this week, four until the year ends"


def test_so_many_days_ahead(demo_folder, capsys):
    """UTI until 31/12 owes one; in 92 days, what is due in January too."""
    several = [
        run(capsys, "remind", "--store", str(demo_folder), "--day", DAY, "--unit", "UTI", "--days", days)[1].count(
            "\n- "
        )
        for days in ("5", "31", "92")
    ]
    assert several == [6 + 1 + 1, 6 + 1 + 1, 6 + 1 + 3]
    code, _, err = run(capsys, "remind", "--store", str(demo_folder), "--days", "0")
    assert code == 1 and "--days debe ser un número entero de días, de 1 a 92; se recibió «0»." in err


def test_messages_are_written_to_a_folder(demo_folder, tmp_path, capsys):
    code, _, _ = run(capsys, "remind", "--store", str(demo_folder), "--day", DAY, "--out", str(tmp_path / "m"))
    assert code == 0 and sorted(each.name for each in (tmp_path / "m").iterdir()) == sorted(f"{u}.eml" for u in UNITS)
    read = email.message_from_bytes((tmp_path / "m" / "UCI.eml").read_bytes(), policy=email.policy.default)
    assert read["Subject"] == "Agenda legal de UCI al 30/11/2021: nada vencido, 0 esta semana"
    assert "Unidad de Comunicación e Imagen:" in read.get_content()


def test_it_sends_one_a_unit_and_never_twice_a_day(store, server, settings, capsys):
    settings(server.port, boxes(*UNITS))
    given = ("remind", "--store", store, "--day", DAY, "--send")
    code, out, err = run(capsys, *given)
    assert (code, sorted(to for to, _, _ in server.got)) == (0, sorted(boxes(*UNITS).values()))
    to, read, _ = next(each for each in server.got if each[0].startswith("uti"))
    assert read["From"] == "sig@entidad.gob.pe" and read["To"] == to and read["Auto-Submitted"] == "auto-generated"
    assert "Comunicación de un incidente con datos personales" in read.get_content()
    code, out, _ = run(capsys, *given)
    assert code == 0 and len(server.got) == 5 and out.count("ya se envió hoy; no se repite.") == 5
    lines = Path(f"{store}.recordatorios.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["unit"] for line in lines] == list(UNITS) and "incidente" not in "".join(lines)


def test_what_fails_is_told_by_unit_and_sent_another_time(store, server, settings, capsys):
    settings(server.port, {**boxes("UPPM", "URH", "UTI"), "UCI": "lleno@entidad.gob.pe"})
    given = ("remind", "--store", store, "--day", DAY, "--send")
    code, out, err = run(capsys, *given)
    assert code == 1 and len(server.got) == 3
    assert "UCI: no se envió: el servidor de correo rechazó el buzón lleno@entidad.gob.pe: 552 Buzón lleno" in err
    assert "CT: no tiene buzón en " in err
    settings(server.port, boxes(*UNITS))
    code, out, err = run(capsys, *given)
    assert code == 0 and [to for to, _, _ in server.got[3:]] == ["uci@entidad.gob.pe", "ct@entidad.gob.pe"]


def test_a_server_that_is_not_there(store, settings, capsys):
    settings(9, boxes(*UNITS), HOST="127.0.0.1")
    code, _, err = run(capsys, "remind", "--store", store, "--day", DAY, "--unit", "CT", "--send")
    assert code == 1 and "CT: no se envió: no se pudo hablar con el servidor de correo 127.0.0.1:9" in err


def test_the_way_is_encrypted_and_the_password_is_read_from_its_file(
    store, encrypted, certificate, settings, tmp_path, capsys, monkeypatch
):
    (tmp_path / "clave").write_text("secreta\n", encoding="utf-8")
    settings(encrypted.port, boxes("CT"), TLS="", USER="sig", PASSWORD_FILE=str(tmp_path / "clave"))
    given = ("remind", "--store", store, "--day", DAY, "--unit", "CT", "--send")
    code, out, err = run(capsys, *given)
    assert code == 1 and "CT: no se envió: no hubo cifrado con el servidor de correo" in err, "nobody vouches for it"
    assert encrypted.got == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    (tmp_path / "clave").write_text("otra", encoding="utf-8")
    code, _, err = run(capsys, *given)
    assert code == 1 and "no aceptó el usuario o la contraseña" in err and "otra" not in err
    (tmp_path / "clave").write_text("secreta\n", encoding="utf-8")
    code, out, err = run(capsys, *given)
    assert (code, err, len(encrypted.got), encrypted.got[0][2]) == (0, "", 1, True)


def test_a_server_without_encryption_gets_nothing_unless_it_is_said(store, server, settings, capsys):
    settings(server.port, boxes("CT"), TLS="starttls")
    code, _, err = run(capsys, "remind", "--store", store, "--day", DAY, "--unit", "CT", "--send")
    assert code == 1 and "no hubo cifrado" in err and server.got == []


@pytest.mark.parametrize(
    "given, said",
    [
        ({}, "Para enviar falta SIG_SMTP_HOST, SIG_SMTP_FROM y SIG_SMTP_TO"),
        ({"HOST": "h", "FROM": "a@b.pe"}, "Para enviar falta SIG_SMTP_TO"),
        ({"HOST": "h", "FROM": "a@b.pe", "TO": "x", "TLS": "no"}, "SIG_SMTP_TLS debe ser"),
        ({"HOST": "h", "FROM": "a@b.pe", "TO": "x", "PORT": "0"}, "SIG_SMTP_PORT debe ser un puerto; se recibió «0»."),
        ({"HOST": "h", "FROM": "a@b.pe", "TO": "/nada/aqui.toml"}, "no se puede leer como TOML"),
        ({"HOST": "h", "FROM": "a@b.pe", "TO": "@bad"}, "el buzón de UTI no es una dirección de correo: «uti»."),
        (
            {"HOST": "h", "FROM": "a@b.pe", "TO": "@good", "PASSWORD_FILE": "/nada"},
            "No se puede leer la contraseña en /nada",
        ),
    ],
)
def test_what_is_wrong_in_the_environment_is_told(tmp_path, capsys, monkeypatch, given, said):
    for name, box in (("@bad", "uti"), ("@good", "uti@entidad.gob.pe")):
        (tmp_path / name[1:]).write_text(f'UTI = "{box}"\n', encoding="utf-8")
    for name in ("HOST", "PORT", "FROM", "TO", "TLS", "USER", "PASSWORD_FILE"):
        value = given.get(name, "")
        monkeypatch.setenv(f"SIG_SMTP_{name}", str(tmp_path / value[1:]) if value.startswith("@") else value)
    code, _, err = run(capsys, "remind", "--send")
    assert code == 1 and said in err


def test_the_record_bears_a_line_that_a_dead_process_left_half_written(tmp_path):
    record = mailing.record_of(tmp_path / "store")
    day = datetime.date(2021, 12, 1)
    record.add(day, "UTI", "uti@entidad.gob.pe")
    with record.path.open("a", encoding="utf-8") as out:
        out.write('{"day": "2021-12-01", "un')
    assert record.sent(day) == {"UTI"} and record.sent(day + datetime.timedelta(1)) == set()
    assert record.path.name == "store.recordatorios.jsonl"


def test_a_subject_cannot_bring_another_heading():
    made = mailing.written(
        Message("UTI", "Agenda", "Texto\nBcc: otro@x.pe\n"), "sig@entidad.gob.pe", "uti@entidad.gob.pe"
    )
    assert made["Bcc"] is None and "Bcc: otro@x.pe" in made.get_content()
    with pytest.raises(ValueError):
        mailing.written(Message("UTI", "Agenda\r\nBcc: otro@x.pe", ""), "a@b.pe", "c@d.pe")
