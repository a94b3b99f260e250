"""Owns the calendar that a program subscribes to, beside the screens: /agenda/UPPM.ics, of a unit; /agenda/todas.ics, of all.

It answers what the screen answers, from the same data, to whoever reaches the server: it says what is owed and by which norm,
and no row. What has not changed is not sent again (ETag). A unit that does not exist is 404, in Spanish."""

import hashlib
import os
from datetime import datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from pages._kit.shell import data
from sig_metrics.catalog.model import CatalogError
from sig_metrics.language import words
from sig_metrics.language.problems import Refused
from sig_metrics.measure.dataset import Dataset, Outdated
from sig_metrics.measure.duties import duties, moment_of
from sig_metrics.present.agenda_file import agenda_file, asked_unit
from sig_metrics.present.icalendar import MIME
from sig_metrics.store import StoreError

KEPT = "private, max-age=300, must-revalidate"
LATER = {"retry-after": "300"}


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
    try:
        dataset = data.dataset()
    except (Outdated, StoreError, CatalogError) as fault:
        return PlainTextResponse(words.say("calendar_wait", why=str(fault)), 503, LATER)
    if dataset is None:
        return PlainTextResponse(words.say("calendar_wait", why=words.say("calendar_empty")), 503, LATER)
    try:
        unit = asked_unit(dataset, request.path_params["unit"])
    except Refused as refusal:
        return PlainTextResponse(f"{refusal}\n{words.say('calendar_unit_form', unit=_example(dataset))}", 404)
    return _answer(request, _written(dataset, unit, base_of(str(request.base_url))))


def _written(dataset: Dataset, unit: str | None, base: str) -> bytes:
    moment = moment_of(dataset, datetime.now(words.LIMA).replace(tzinfo=None, second=0, microsecond=0))
    return agenda_file(dataset, duties(dataset, moment, unit), unit, base)


def _answer(request: Request, body: bytes) -> Response:
    """The file, or that it is the one that the program has."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": KEPT}
    asked = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    if tag in asked or "*" in asked:
        return Response(status_code=304, headers=headers)
    return Response(body, headers={**headers, "content-type": MIME})


def _example(dataset: Dataset) -> str:
    return next((unit for unit in dataset.catalog.vocabularies["unit"] if unit != "ALL"), "todas")
