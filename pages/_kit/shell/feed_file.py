"""Owns the calendar that a program subscribes to.

It answers what the screen answers, from the same data, to whoever reaches the server: it says what is owed and by which norm,
and no row. What has not changed is not sent again (ETag). A unit that does not exist is 404, in Spanish."""

import hashlib
from datetime import datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pages._kit.shell import data
from pages._kit.shell.feed import base_of
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


def answer(request: Request) -> Response:
    """The calendar that was asked for."""
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
