"""Owns the processes that are measured: Streamlit servers on this machine, their CPU and memory, their store."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCREENS = (
    "resumen",
    "mantenimiento",
    "seguimiento",
    "mejora",
    "sgc",
    "sgas",
    "sgsi",
    "sgsst",
    "plan",
    "indicadores",
    "explorador",
    "carga",
    "calidad",
    "catalogo",
)
# parts of screens with charts, each at its address
PARTS = ("seguimiento?tema=qrd", "sgc?parte=seguimiento", "indicadores?ind=SEG-07")


def path_of(screen: str) -> str:
    """The url path of a screen, or of a part of one; the first page has none."""
    return "" if screen == SCREENS[0] else screen.partition("?")[0]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def memory_of(process: int | str) -> dict[str, float]:
    """MB of a process («self»: this one) in memory now and at its highest."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    found = {line.partition(":")[0]: line.split()[1] for line in lines if line.startswith(("VmRSS", "VmHWM"))}
    return {"now": int(found["VmRSS"]) / 1024, "peak": int(found["VmHWM"]) / 1024}


class Server:
    """A `streamlit run` of a script of this repository, with the repository's configuration."""

    def __init__(self, script: str, store: Path | None = None, **environment: str):
        self.port = free_port()
        environment = {**os.environ, **environment, **({"SIG_STORE": str(store)} if store else {})}
        self.log = tempfile.TemporaryFile()
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "streamlit",
                "run",
                script,
                "--server.port",
                str(self.port),
                "--server.address",
                "127.0.0.1",
                "--server.headless",
                "true",
            ],
            cwd=ROOT,
            env=environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def ready(self, limit: float = 60) -> "Server":
        """Waits until the server answers."""
        while time.perf_counter() - self.began < limit:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=5):
                    return self
            except OSError:
                time.sleep(0.02)
        raise TimeoutError(f"the server did not answer: {self.said()}")

    def said(self) -> str:
        self.log.seek(0)
        return self.log.read().decode(errors="replace")[-2000:]

    def cpu(self) -> float:
        """Seconds of CPU used so far, user and system, every thread."""
        return time.clock_gettime(~self.process.pid << 3 | 2)  # the clock of that process, to the nanosecond

    def memory(self) -> dict[str, float]:
        """MB in memory now and at its highest."""
        return memory_of(self.process.pid)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


@contextmanager
def serving(script: str, store: Path | None = None, **environment: str) -> Iterator[Server]:
    server = Server(script, store, **environment)
    try:
        yield server.ready()
    finally:
        server.stop()


@contextmanager
def folder() -> Iterator[Path]:
    """A temporary folder, gone at the end."""
    made = Path(tempfile.mkdtemp(prefix="sig-bench-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def demo_store() -> Iterator[Path]:
    """The folder of a demonstration store of its own."""
    from sig_metrics.catalog.reader import default_catalog
    from sig_metrics.demo import build_demo
    from sig_metrics.store import LocalStore

    with folder() as made:
        build_demo(LocalStore(made / "store"), default_catalog())
        yield made / "store"
