"""Kiosk tokens: `K7.<43 random characters>`, kept as SHA-256 (a random 256-bit secret needs no slow hash)."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.utils import timezone

from frontdoor_gateway.models import Kiosk

_NOBODY = "0" * 64
"""Compared with when no such kiosk exists, so that the answer takes the same time."""


def issue(code: str) -> str:
    """A new token for kiosk `code`, which is made if it is new; the token before stops working at once."""
    token = f"{code}.{secrets.token_urlsafe(32)}"
    Kiosk.objects.update_or_create(
        code=code, defaults={"token_hash": _digest(token), "token_issued": timezone.now(), "active": True}
    )
    return token


def kiosk_of(authorization: str) -> Kiosk | None:
    """The active kiosk whose token stands in an `Authorization` header (RFC 6750, section 2.1), or None."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        return None
    code, _, _ = token.strip().partition(".")
    kiosk = Kiosk.objects.filter(code=code[:2], active=True).first()
    right = hmac.compare_digest(kiosk.token_hash if kiosk else _NOBODY, _digest(token.strip()))
    return kiosk if right else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
