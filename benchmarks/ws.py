"""Owns a reader without a browser: a websocket session that speaks Streamlit's protobuf.

It sends what a browser would (page, query string, changed widgets, the messages it already has) and
collects the elements of the answer; it draws nothing, so what it times is the server and the wire.
"""

import time
from collections import Counter
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

OPTIONS = ("selectbox", "button_group")  # widgets a benchmark turns by the index of an option


@dataclass
class Answer:
    """One run of a script: seconds from sending to its last message, bytes on the wire, and its elements."""

    seconds: float
    size: int
    status: str
    elements: list = field(default_factory=list)  # Element messages, in order
    blocks: Counter = field(default_factory=Counter)

    @property
    def faults(self) -> list[str]:
        """The exceptions that the page showed."""
        return [each.exception.message for each in self.elements if each.WhichOneof("type") == "exception"]

    def kinds(self) -> Counter:
        return Counter(each.WhichOneof("type") for each in self.elements)


class Session:
    """A reader connected to a server of this machine; use as a context manager."""

    def __init__(self, port: int):
        self.socket = connect(
            f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None, compression=None
        )
        self.pages: dict[str, str] = {}  # url path («» is the first page) → page hash
        self.known: dict[str, bytes] = {}  # hash → message that the server need not send again
        self.query = ""
        self.page = ""
        self.widgets: dict[str, object] = {}  # label → element with an id, of the last run

    def __enter__(self) -> "Session":
        self.run()
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def open(self, path: str, query: str = "") -> Answer:
        """Goes to a page by its url path."""
        self.page, self.query = self.pages[path], query
        return self.run()

    def choose(self, label: str, option: str) -> Answer:
        """Picks `option` in the select box called `label`."""
        back = self._back()
        state = back.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = self.widgets[label].id, option
        return self._send(back)

    def run(self) -> Answer:
        """Runs the page again as it is."""
        return self._send(self._back())

    def options(self, label: str) -> list[str]:
        return list(self.widgets[label].options)

    def _back(self) -> BackMsg:
        back = BackMsg()
        client = back.rerun_script
        client.query_string, client.page_script_hash = self.query, self.page
        client.cached_message_hashes.extend(self.known)
        client.context_info.timezone, client.context_info.locale = "America/Lima", "es-PE"
        client.context_info.url, client.context_info.color_scheme = "http://127.0.0.1/", "light"
        return back

    def _send(self, back: BackMsg) -> Answer:
        began, size, raw = time.perf_counter(), 0, []
        self.socket.send(back.SerializeToString())
        while True:
            data = self.socket.recv(timeout=60)
            size += len(data)
            raw.append(data)
            if len(data) < 200:  # the last message is short; reading the long ones waits until the clock has stopped
                message = ForwardMsg.FromString(data)
                if (
                    message.WhichOneof("type") == "script_finished"
                    and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
                ):
                    break
        answer = Answer(
            time.perf_counter() - began, size, ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
        )
        for data in raw:
            self._read(ForwardMsg.FromString(data), data, answer)
        return answer

    def _read(self, message: ForwardMsg, data: bytes, answer: Answer) -> None:
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            place = message.metadata
            message = ForwardMsg.FromString(self.known[message.ref_hash])
            message.metadata.CopyFrom(place)
            kind = message.WhichOneof("type")
        elif message.metadata.cacheable and message.hash:
            self.known[message.hash] = data
        if kind == "navigation":
            self.pages = {
                page.url_pathname if not page.is_default else "": page.page_script_hash
                for page in message.navigation.app_pages
            }
            self.page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "new_session":
            self.widgets = {}
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            answer.elements.append(element)
            if element.WhichOneof("type") in OPTIONS:
                widget = getattr(element, element.WhichOneof("type"))
                self.widgets[getattr(widget, "label", "")] = widget
        elif kind == "delta" and message.delta.WhichOneof("type") == "add_block":
            answer.blocks[message.delta.add_block.WhichOneof("type") or "container"] += 1
