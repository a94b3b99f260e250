"""Owns the restart of a server in whose store something was destroyed: only a process that begins anew surely holds
nothing of it.

Closing the file is not enough: rows stay in the memory of what was drawn, sent and freed. Browsers come back by
themselves, with what their address says. It waits for whoever is writing."""

import os
import sys
import threading
import time
from contextlib import suppress

from pages._kit.shell import data
from sig_metrics.language.problems import Refused
from sig_metrics.publish.condition import attend
from sig_metrics.store import LocalStore, StoreError
from sig_metrics.store.order import destructions

WHO, EVERY = "el servidor", 1.0  # seconds
HANDLES = 65_536


def begin() -> None:
    """Once a server: ends what a dead process left half done, and looks at the store from then on."""
    with suppress(StoreError, OSError):  # the screens say it
        store = data.store()
        attend(store, WHO)
        threading.Thread(target=_look, args=(store, destructions(store.folder)), name="letting-go", daemon=True).start()


def _look(store: LocalStore, seen: bytes) -> None:
    found = seen
    while found == seen:
        time.sleep(EVERY)
        with suppress(OSError):  # a disk that does not answer for a moment destroyed nothing
            found = destructions(store.folder)
    with suppress(Refused, OSError), store.alone(WHO):
        pass  # a load of this very server ends first
    os.environ["STREAMLIT_SERVER_HEADLESS"] = "true"  # no second window is opened
    for handle in range(3, HANDLES):  # the port is to be free, and the files closed
        with suppress(OSError):
            os.set_inheritable(handle, False)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
