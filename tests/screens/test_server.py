"""Proves what the running server refuses, says and lets go of, and that each line of its settings is there for it;
one server for all."""

import base64
import http.client
import os
import re
import secrets
import shutil
import socket
import struct
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from browser.conftest import serving
from conftest import ROOT
from pages._kit.shell import guard

SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
# Typed from what each is for, apart from the file: a line taken out of it, or changed, is missed here.
WANTED = {
    "runner": {"postScriptGC": False, "magicEnabled": False, "fastReruns": False},
    "server": {
        "address": "127.0.0.1",
        "allowedHosts": ["localhost", "127.0.0.1", "::1"],
        "enableCORS": True,
        "enableXsrfProtection": True,
        "xsrfCookieSameSite": "strict",
        "allowRunOnSave": False,
        "showEmailPrompt": False,
        "fileWatcherType": "none",
        "maxUploadSize": 25,
        "maxCacheDataSize": "500mb",
        "disconnectedSessionTTL": 60,
        "enableStaticServing": False,
        "enableAgentApi": False,
    },
    "client": {
        "allowedOrigins": [],
        "toolbarMode": "minimal",
        "showErrorDetails": "none",
        "showErrorLinks": False,
        "showSidebarNavigation": False,
        "disableDataExport": True,
    },
    "browser": {"gatherUsageStats": False},
}
FOREIGN = (
    "attacker.example",
    "attacker.example:{port}",
    "127.0.0.1.attacker.example:{port}",
    "localhost.attacker.example",
    "0.0.0.0:{port}",
    "192.168.1.20:{port}",
    "2130706433",
    "localhost@attacker.example",
    "localhost/x",
    "",
)
OWN = (
    "127.0.0.1:{port}",
    "localhost:{port}",
    "LOCALHOST:{port}",
    "localhost",
    "127.0.0.1:1",
    "[::1]:{port}",
    "[::1]",
    "localhost.:{port}",
)


def wrong(settings: dict) -> list[str]:
    """The settings of the server that are not what they must be."""
    return [
        f"{section}.{name}"
        for section, lines in WANTED.items()
        for name, value in lines.items()
        if settings.get(section, {}).get(name) != value
    ]


@pytest.mark.parametrize("setting", [f"{section}.{name}" for section, lines in WANTED.items() for name in lines])
def test_a_line_taken_out_of_the_settings_is_missed(setting):
    section, name = setting.split(".")
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    without, times = re.subn(rf"^{name} *=.*\n", "", text, flags=re.M)
    assert times == 1 and wrong(tomllib.loads(without)) == [setting]


def test_the_settings_are_known_to_streamlit_and_none_is_unexplained():
    from streamlit import config

    assert not wrong(SETTINGS)
    assert {section: set(SETTINGS[section]) for section in WANTED} == {
        section: set(lines) for section, lines in WANTED.items()
    }
    assert {f"{section}.{name}" for section, lines in WANTED.items() for name in lines} <= set(
        config._config_options_template
    )


@pytest.fixture(scope="module")
def port(demo_folder, tmp_path_factory):
    with serving(demo_folder, tmp_path_factory.mktemp("server") / "log.txt") as running:
        yield int(running.url.rpartition(":")[2])


def ask(
    port: int, path: str = "/", method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """What the server answers to a request as it is written; «host» is one more header."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    given = {"Host": f"127.0.0.1:{port}", **{name.replace("_", "-").title(): value for name, value in headers.items()}}
    connection.putrequest(method, path, skip_host=True)
    for name, value in given.items():
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


class Talk:
    """A websocket spoken by hand, as a page of the browser would."""

    def __init__(self, port: int, host: str, origin: str | None = None):
        self.socket = socket.create_connection(("127.0.0.1", port), 20)
        lines = [
            "GET /_stcore/stream HTTP/1.1",
            f"Host: {host}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(secrets.token_bytes(16)).decode()}",
            "Sec-WebSocket-Protocol: streamlit",
        ]
        lines += [f"Origin: {origin}"] if origin else []
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        self.file = self.socket.makefile("rb")
        first = self.file.readline().split()
        self.status = int(first[1]) if len(first) > 1 else 0
        while self.file.readline() not in (b"\r\n", b""):
            pass

    def say(self, message: BackMsg) -> None:
        content, mask = message.SerializeToString(), secrets.token_bytes(4)
        size = bytes([0x80 | len(content)]) if len(content) < 126 else b"\xfe" + struct.pack(">H", len(content))
        self.socket.sendall(b"\x82" + size + mask + bytes(byte ^ mask[n % 4] for n, byte in enumerate(content)))

    def hear(self) -> ForwardMsg:
        code, size = self.file.read(2)
        size = (
            struct.unpack(">H", self.file.read(2))[0]
            if size == 126
            else struct.unpack(">Q", self.file.read(8))[0]
            if size == 127
            else size
        )
        content = self.file.read(size)
        return ForwardMsg.FromString(content) if code & 15 == 2 else self.hear()

    def run(self, page: str = "") -> str:
        """Runs the script to its end; returns the number of the session."""
        self.say(BackMsg(rerun_script={"query_string": "", "page_script_hash": page}))
        session = ""
        while (heard := self.hear()).WhichOneof("type") != "script_finished":
            session = heard.new_session.initialize.session_id if heard.WhichOneof("type") == "new_session" else session
        return session

    def press(self, button: str) -> None:
        """Presses a button, and waits for nothing."""
        self.say(BackMsg(rerun_script={"widget_states": {"widgets": [{"id": button, "trigger_value": True}]}}))

    def close(self) -> None:
        self.file.close()
        self.socket.close()


def shaken(port: int, host: str, origin: str | None = None) -> int:
    talk = Talk(port, host, origin)
    talk.close()
    return talk.status


def test_it_answers_to_its_own_names_and_to_no_other(port):
    for path in ("/", "/_stcore/health", "/_stcore/host-config", "/media/x.csv", "/carga"):
        for host in FOREIGN:
            status, _, body = ask(port, path, host=host.format(port=port))
            assert status in (400, 421) and b"<html" not in body.lower(), (path, host)
    for host in OWN:
        assert ask(port, host=host.format(port=port))[0] == 200, host
    assert "server.allowedHosts" in ask(port, host="attacker.example")[2].decode()


def test_no_page_of_another_place_opens_a_conversation(port):
    for host in FOREIGN:
        named = host.format(port=port)
        assert shaken(port, named, f"http://{named}") in (400, 403), host
    own = f"127.0.0.1:{port}"
    assert shaken(port, own, "http://attacker.example") == shaken(port, own, "null") == 403
    for host in OWN:
        assert shaken(port, host.format(port=port), f"http://{host.format(port=port)}") == 101, host


def test_a_page_that_does_not_exist_leads_to_resumen_which_says_so(port):
    def asked(path: str, accept: str = "text/html,application/xhtml+xml") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path, headers={"Accept": accept})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("location") or ""

    assert asked("/desempe%C3%B1o") == (307, "/?pagina=desempe%C3%B1o") and asked("/nada/") == (307, "/?pagina=nada")
    assert asked("/<b>x%0d%0aSet-Cookie:a") == (307, "/?pagina=%3Cb%3Ex%0D%0ASet-Cookie%3Aa")
    assert {asked(path)[0] for path in ("/", "/seguimiento", "/sgas", "/plan", "/carga", "/index.html")} == {200}
    assert asked("/nada", accept="*/*")[0] != 307, "what the framework itself asks for goes on"


def test_every_answer_says_what_a_browser_may_not_do_with_it(port):
    for path in ("/", "/_stcore/health", "/media/no.csv", "/static/no.js"):
        _, headers, _ = ask(port, path)
        assert (
            headers["x-content-type-options"] == "nosniff"
            and headers["x-frame-options"] == "SAMEORIGIN"
            and headers["referrer-policy"] == "same-origin"
        ), path
        policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
        assert (
            policy["frame-ancestors"]
            == policy["form-action"]
            == policy["base-uri"]
            == policy["default-src"]
            == "'self'"
            and policy["object-src"] == "'none'"
        )
        assert (
            policy["connect-src"] == f"'self' data: blob: ws://127.0.0.1:{port} wss://127.0.0.1:{port}"
            and policy["img-src"] == "'self' data: blob:"
        )
    _, headers, _ = ask(port, origin="http://attacker.example")
    assert "access-control-allow-origin" not in headers
    assert [ask(port, path)[0] for path in ("/_stcore/metrics", "/_stcore/agent/interact", "/app/static/dashboard.py")][
        :2
    ] == [404, 404]


def test_nobody_clears_what_is_kept_for_everybody(port):
    one = Talk(port, f"127.0.0.1:{port}")
    session = one.run()
    uploaded(port, session, b"a")
    one.say(BackMsg(clear_cache=True))
    one.say(BackMsg(set_run_on_save=True))
    one.say(BackMsg(debug_shutdown_runtime=True))
    assert one.run() == session  # it goes on as if nothing had been said
    one.close()
    heard = [
        message
        for message in (
            BackMsg(clear_cache=True),
            BackMsg(set_run_on_save=True),
            BackMsg(debug_disconnect_websocket=True),
            BackMsg(debug_shutdown_runtime=True),
            BackMsg(load_git_info=True),
            BackMsg(),
        )
        if guard._is_heard({"bytes": message.SerializeToString()})
    ]
    assert not heard and guard._is_heard({"bytes": BackMsg(rerun_script={}).SerializeToString()})


def uploaded(port: int, session: str, content: bytes, token: bool = True, name: str = "") -> int:
    """Puts a file in a session as the page does; returns the status."""
    form = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n' + content + b"\r\n--x--\r\n"
    cookie = ask(port, "/_stcore/health")[1].get("set-cookie", "")
    found = re.search(r"_streamlit_xsrf=([^;]+)", cookie)
    headers = {"cookie": f"_streamlit_xsrf={found[1]}", "x_xsrftoken": found[1]} if token and found else {}
    address = f"/_stcore/upload_file/{session}/{name or secrets.token_hex(8)}"
    return ask(port, address, "PUT", form, content_type="multipart/form-data; boundary=x", **headers)[0]


def test_uploads_are_counted_by_session_and_go_when_it_is_left(port):
    one, two = Talk(port, f"127.0.0.1:{port}"), Talk(port, f"127.0.0.1:{port}")
    first, second = one.run(), two.run()
    assert uploaded(port, first, b"a", token=False) == 403 and uploaded(port, "nobody", b"a") == 400
    assert [uploaded(port, first, b"a") for _ in range(5)] == [204, 204, 204, 429, 429]
    assert uploaded(port, second, b"a") == 204
    assert ask(port, f"/_stcore/upload_file/{second}/x", "PUT", None, content_length=str(61 * 2**20))[0] == 429
    two.close()
    one.close()


SLOW = """
import time
from pathlib import Path
import streamlit as st
from pages._kit.shell import work

def said(what):
    with Path("told.txt").open("a") as told:
        told.write(what + " ")

def reads():
    for _ in range(200):  # twenty seconds, or until whoever presses is heard
        if "one" in Path("told.txt").read_text():
            break
        time.sleep(0.1)
    said("was-read")

said("begins")
try:
    for name in ("one", "two"):
        st.button(name, on_click=said, args=(name,))
    %s
finally:
    said("ends")
"""


def pressed_while(folder: Path, slow: str, buttons: tuple[str, ...], last: str) -> list[str]:
    """What a page told that does what is slow, some buttons pressed at once meanwhile, until it has told the last."""
    (folder / ".streamlit").mkdir()
    shutil.copy(ROOT / ".streamlit" / "config.toml", folder / ".streamlit")
    (folder / "dashboard.py").write_text(SLOW % slow, encoding="utf-8")
    with serving(None, folder / "log.txt", folder) as running:
        port = int(running.url.rpartition(":")[2])
        talk = Talk(port, f"127.0.0.1:{port}")
        talk.say(BackMsg(rerun_script={}))
        known: dict[str, str] = {}
        while len(known) < 2:
            drawn = talk.hear().delta.new_element.button
            known |= {drawn.label: drawn.id} if drawn.id else {}
        for name in buttons:
            talk.press(known[name])
        until = time.monotonic() + 60
        while (told := (folder / "told.txt").read_text(encoding="utf-8").split()).count("ends") < 2 or last not in told:
            assert time.monotonic() < until, told
            time.sleep(0.05)
        talk.close()
    return told


def test_a_run_begins_when_the_one_before_has_stopped_and_hears_every_click(tmp_path, monkeypatch):
    """Two at once would change what the framework keeps of one session under each other."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    told = pressed_while(tmp_path, 'time.sleep(1); st.write("slow")', ("one", "two"), "ends")
    assert told == ["begins", "ends", *told[2:4], "begins", "ends"] and set(told[2:4]) == {"one", "two"}


def test_whoever_leaves_a_page_that_reads_is_heard_before_it_has_read(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    once = 'if "one" not in Path("told.txt").read_text(): work.read("Leyendo…", reads)'
    told = pressed_while(tmp_path, once, ("one",), "was-read")
    assert told.index("one") < told.index("was-read")
    assert [each for each in told if each != "was-read"] == "begins ends one begins ends".split()


class Held:
    """A runtime with uploads of two sessions, one of which is still there."""

    def __init__(self):
        self.uploaded_file_mgr = self
        self.file_storage = {"here": {"1": None}, "left": {"2": None}}

    def is_active_session(self, session: str) -> bool:
        return session == "here"

    def remove_session_files(self, session: str) -> None:
        del self.file_storage[session]


def test_what_who_left_had_uploaded_is_let_go_of(monkeypatch):
    held = Held()
    monkeypatch.setattr(guard.runtime, "exists", lambda: True)
    monkeypatch.setattr(guard.runtime, "get_instance", lambda: held)
    guard._forget_who_left()
    assert set(held.file_storage) == {"here"} and guard.GRACE <= 15


def test_started_from_anywhere_it_finds_its_own_data(tmp_path):
    code = "from sig_metrics.store import open_store; print(open_store().folder, open_store('mine').folder)"
    environment = {
        **{name: value for name, value in os.environ.items() if name != "SIG_STORE"},
        "PYTHONPATH": str(ROOT),
    }
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    assert told == [str(ROOT / "data" / "store"), "mine"] and not list(tmp_path.iterdir())
