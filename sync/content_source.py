"""Where content is pulled from, over HTTP: the gateway, with the kiosk's token, or any folder of a web server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import IO

import httpx

from kiosk.clock import Clock
from kiosk.errors import ContentError
from sync.desks.http_faults import trouble_of, trouble_of_status
from sync.desks.http_line import read_usable_token
from sync.desks.patience import Patience
from sync.desks.trust import trust_for

PATIENCE = Patience(total_s=600.0)
"""As for a desk, but a bundle of 36 MB comes through 60 kB/s: the mobile link of a kiosk in a field office."""


class EndedEarly(Exception):
    """The answer broke off before its end."""


class GoesOn(Exception):
    """The answer went on after as many bytes as were wanted."""


class ContentSource:
    """One folder behind an address. One per event loop; it keeps its connection open between calls."""

    def __init__(
        self,
        url: str,
        *,
        clock: Clock,
        ca_file: Path | None = None,
        setting: str = "content.ca_file",
        read_token: Callable[[], str] | None = None,
        patience: Patience = PATIENCE,
    ) -> None:
        """`read_token` is asked for each call; None shows no token. Raises SettingsError, which names `setting`, when
        `ca_file` is unusable, or missing at an address with TLS."""
        self.url = url.rstrip("/") + "/"
        self._clock = clock
        self._read_token = read_token
        self._patience = patience
        self._client = httpx.AsyncClient(
            base_url=self.url,
            verify=trust_for(url, ca_file, setting=setting),
            timeout=httpx.Timeout(
                connect=patience.connect_s, read=patience.silence_s, write=patience.write_s, pool=patience.total_s
            ),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            follow_redirects=False,
            trust_env=False,
            headers={"Accept-Encoding": "identity", "User-Agent": "frontdoor"},
        )

    async def fetch(self, name: str, into: IO[bytes], *, limit: int) -> None:
        """Write the file `name` into `into`, `limit` bytes at most.

        Raises DeskTrouble when there is no good answer, EndedEarly when it breaks off, GoesOn when it is longer, and
        ContentError when the disk does not take it.
        """
        headers = {}
        if self._read_token is not None:
            headers["Authorization"] = f"Bearer {read_usable_token(self._read_token)}"
        begun = False
        try:
            async with (
                asyncio.timeout(self._patience.total_s),
                self._client.stream("GET", name, headers=headers) as response,
            ):
                trouble = trouble_of_status(response.status_code, response.headers, "")
                if trouble is not None:
                    raise trouble
                begun = True
                # Raw: what is signed is what came, and nothing is unpacked on the way.
                async for chunk in response.aiter_raw():
                    if into.tell() + len(chunk) > limit:
                        raise GoesOn
                    _write(into, chunk)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError) as error:
            if begun and isinstance(error, httpx.TransportError | TimeoutError):
                raise EndedEarly from error
            raise trouble_of(error, self._clock) from error

    async def close(self) -> None:
        """Close the connection."""
        await self._client.aclose()


def _write(into: IO[bytes], chunk: bytes) -> None:
    try:
        into.write(chunk)
    except OSError as error:
        what = f"A pack cannot be downloaded: {error.strerror or error}."
        raise ContentError(what, remedy="Check the disk of the store.") from error
