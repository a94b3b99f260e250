"""Owns what the server refuses before Streamlit hears of it, and the headers that it adds to every answer.

Refused: another name than the server's own (DNS rebinding), also for pages; messages of a browser that only a
developer needs, as the one that clears what is kept for everybody; the counters of the server; more uploads than a
person has in hand. Uploads of who left go."""

import asyncio
from collections import Counter
from urllib.parse import quote, unquote

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from pages._kit.screens import LOST, groups
from pages._kit.shell.face import Face
from sig_metrics.catalog.model import CatalogError

MB = 1024 * 1024
FILES, BYTES = 3, 60 * MB  # of one session at once: what is being read, what takes its place, and one more
GRACE = 10  # seconds for a browser whose connection fell to come back to its upload
# what a reader's browser says
HEARD = ("rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request")
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
FOREIGN = "Esta dirección no es la de este servidor. Quien lo instaló la agrega en server.allowedHosts (vea el README)."
TOO_MANY = "Ya hay varios archivos subidos en esta sesión. Quite uno, o vuelva a cargar la página."
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
# What a page may load and send to: this server and nothing else, whatever the text of the data says.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; worker-src 'self' blob:; frame-src 'self' blob:; "
    "connect-src 'self' data: blob: ws://{host} wss://{host}; form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'self'"
)


def guards() -> list[Middleware]:
    """What the application of `dashboard.py` is wrapped in."""
    return [Middleware(Guard), Middleware(Face)]


class Guard:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp):
        self.app = app
        self.coming: Counter[str] = Counter()  # uploads on their way, by session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        host = _header(scope, b"host")
        if scope["type"] == "websocket":
            return (
                await self._talk(scope, receive, send)
                if is_host_allowed(host)
                else await send({"type": "websocket.close", "code": 1008})
            )
        if not is_host_allowed(host):
            return await _refuse(send, 421, FOREIGN)
        if scope["path"].startswith(CLOSED):
            return await _refuse(send, 404, "")
        send = _with_headers(send, host)
        if lost := _lost(scope):
            return await _elsewhere(send, lost)
        if scope["method"] == "PUT" and "/_stcore/upload_file/" in scope["path"]:
            return await self._upload(scope, receive, send)
        await self.app(scope, receive, send)

    async def _talk(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A conversation with a browser: what it may not ask is not heard."""

        async def heard() -> Message:
            while (message := await receive()) and message["type"] == "websocket.receive" and not _is_heard(message):
                pass
            return message

        try:
            await self.app(scope, heard, send)
        finally:
            asyncio.get_running_loop().call_later(GRACE, _forget_who_left)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Counts what the session holds and what is on its way."""
        session = unquote(scope["path"]).rsplit("/", 2)[-2]
        held = list(_uploads().get(session, {}).values())
        announced = _header(scope, b"content-length")
        size = sum(len(each.data) for each in held) + (int(announced) if announced.isdigit() else 0)
        if len(held) + self.coming[session] >= FILES or size > BYTES:
            return await _refuse(send, 429, TOO_MANY)
        self.coming[session] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming[session] -= 1
            if not self.coming[session]:
                del self.coming[session]


def _is_heard(message: Message) -> bool:
    """Whether a message of a browser is one that readers send; what is not a message is left to Streamlit to refuse."""
    try:
        return BackMsg.FromString(message.get("bytes") or b"").WhichOneof("type") in HEARD
    except ValueError:
        return True


def _uploads() -> dict[str, dict]:
    return getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {}) if runtime.exists() else {}


def _forget_who_left() -> None:
    """Drops the uploads of the sessions that no browser has open."""
    for session in list(_uploads()):
        if not runtime.get_instance().is_active_session(session):
            runtime.get_instance().uploaded_file_mgr.remove_session_files(session)


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _with_headers(send: Send, host: str) -> Send:
    added = [
        (name.encode(), value.encode())
        for name, value in {**HEADERS, "content-security-policy": POLICY.format(host=host)}.items()
    ]

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = {name for name, _ in added}
            message = {
                **message,
                "headers": [each for each in message.get("headers", []) if each[0].lower() not in ours] + added,
            }
        await send(message)

    return sent


def _lost(scope: Scope) -> str:
    """The page that a reader asks for and that is none; «» for any other address."""
    name = unquote(scope["path"]).strip("/")
    asks = scope["method"] == "GET" and "text/html" in _header(scope, b"accept")
    if not asks or not name or "." in name or any(part.startswith("_") for part in name.split("/")):
        return ""
    try:
        return "" if name in groups() else name
    except CatalogError:  # the screen says what is wrong with the definitions
        return ""


async def _elsewhere(send: Send, lost: str) -> None:
    """To Resumen, which says what does not exist: the framework says it in English."""
    headers = [(b"location", f"/?{LOST}={quote(lost[:60])}".encode()), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 307, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _refuse(send: Send, status: int, why: str) -> None:
    body = why.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
