"""Owns the address of the calendar that a program subscribes to, beside the screens: /agenda/UPPM.ics, of a unit;
/agenda/todas.ics, of all."""

import os

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pages._kit.shell import warm


def feeds() -> list[BaseRoute]:
    """What the server answers besides the screens."""
    return [Route("/agenda/{unit}.ics", _feed, methods=["GET", "HEAD"])]


def address(base: str, unit: str) -> str:
    """Where the calendar of a unit is («»: that of all)."""
    return f"{base.rstrip('/')}/agenda/{unit or 'todas'}.ics"


def base_of(url: str) -> str:
    """The address of the server for whoever is outside it: `SIG_URL`, or the one that was asked."""
    return os.environ.get("SIG_URL", "").strip().rstrip("/") or url.rstrip("/")


def _feed(request: Request) -> Response:
    warm.wait()
    from pages._kit.shell.feed_file import answer  # a server that begins does not wait for it

    return answer(request)
