"""The addresses that kiosks call. JSON in and out; only a kiosk's token opens them; errors are `{"error": CODE}`."""

from __future__ import annotations

import functools
import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from frontdoor_gateway import __name__ as _package
from frontdoor_gateway.entries import NotAnEntry, read_entry
from frontdoor_gateway.filing import KeyTaken, NoRestrictedQueue, file_entry
from frontdoor_gateway.knowledge import tell_knowledge
from frontdoor_gateway.models import Kiosk
from frontdoor_gateway.telling import PAGE, tell_changes, tell_entries, tell_entry
from frontdoor_gateway.tokens import kiosk_of

BODY_LIMIT = 1_048_576
"""Bytes of a body. The longest form with every field full stays below; more is a mistake or an attack."""

_SHORT = {"ensure_ascii": False}
"""Texts in their own script take half the bytes."""

_log = logging.getLogger(_package)

_View = Callable[..., HttpResponseBase]


def _for_kiosks(*methods: str) -> Callable[[_View], _View]:
    """Let through a known kiosk with one of `methods`; answer everything else, failures too, in JSON."""

    def wrap(view: _View) -> _View:
        @csrf_exempt
        @transaction.non_atomic_requests  # opened below: who has no token costs no write lock
        @functools.wraps(view)
        def guarded(request: HttpRequest, **captured: Any) -> HttpResponseBase:
            if request.method not in methods:
                answer = _error(405, "wrong_method")
                answer["Allow"] = ", ".join(methods)
                return answer
            try:
                kiosk = kiosk_of(request.headers.get("Authorization", ""))
                if kiosk is None:
                    answer = _error(401, "unknown_token")
                    answer["WWW-Authenticate"] = "Bearer"
                    return answer
                with transaction.atomic():
                    return view(request, kiosk, **captured)
            except Exception as error:
                # Its text may quote what a customer wrote; the class and place do not.
                _log.error("a kiosk's call failed: %s at %s", type(error).__name__, _place(error))
                return _error(500, "failed_here")

        return guarded

    return wrap


@_for_kiosks("PUT")
def entry(request: HttpRequest, kiosk: Kiosk, key: UUID) -> HttpResponse:
    """File an entry under its key: 201 the first time, 200 with the same ticket each time after."""
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > BODY_LIMIT:
        return _error(413, "too_large")
    try:
        sent = read_entry(request.body)
    except NotAnEntry as fault:
        return _error(422, fault.code, detail=fault.detail)
    if sent.kiosk != kiosk.code:
        return _error(403, "another_kiosk")
    try:
        filed, new = file_entry(key, kiosk, sent)
    except KeyTaken:
        return _error(409, "key_taken")
    except NoRestrictedQueue:
        return _error(422, "no_restricted_queue")
    return JsonResponse(tell_entry(request, filed), status=201 if new else 200)


@_for_kiosks("GET")
def entries(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """This kiosk's entries with the given references (`?reference=…`, repeatable)."""
    references = request.GET.getlist("reference")[:PAGE]
    found = kiosk.entries.select_related("ticket__merged_to").filter(reference__in=references).order_by("change")
    return JsonResponse({"entries": tell_entries(request, found)}, json_dumps_params=_SHORT)


@_for_kiosks("GET")
def changes(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """This kiosk's entries whose tickets changed after `?cursor=`, oldest first, and the cursor to go on with."""
    cursor = request.GET.get("cursor") or "0"
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) <= 18):
        return _error(422, "bad_cursor")
    return JsonResponse(tell_changes(request, kiosk, int(cursor)), json_dumps_params=_SHORT)


@_for_kiosks("GET")
def health(request: HttpRequest, kiosk: Kiosk) -> HttpResponse:
    """Whether this desk takes requests from this kiosk: answered after a look into the database."""
    return JsonResponse({"desk": "django-helpdesk", "kiosk": kiosk.code, "api": 1})


@_for_kiosks("GET")
def content(request: HttpRequest, kiosk: Kiosk, name: str) -> HttpResponseBase:
    """A file of a published content pack, from the folder that the setting `FRONTDOOR_CONTENT` names."""
    folder = getattr(settings, "FRONTDOOR_CONTENT", None)
    if folder is None:
        return _error(404, "no_content")
    path = Path(folder, name)  # the address lets nothing but names of such files through
    if not path.is_file():
        return _error(404, "no_content")
    return FileResponse(path.open("rb"), content_type="application/octet-stream")


@_for_kiosks("GET")
def knowledge(request: HttpRequest, kiosk: Kiosk) -> HttpResponseBase:
    """The desk's public knowledge articles; 304 to who names the `ETag` of the last answer and would get the same."""
    body = tell_knowledge()
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    answer = HttpResponse(body, content_type="application/json", headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=answer)


def _error(status: int, code: str, **more: str) -> HttpResponse:
    return JsonResponse({"error": code, **more}, status=status)


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "an unknown place"
