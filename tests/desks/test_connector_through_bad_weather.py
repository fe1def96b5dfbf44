"""Our connector against a real desk behind a proxy that misbehaves: every fault has a name, and nothing is doubled."""

from __future__ import annotations

import asyncio
import math
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from kiosk.clock import Clock, ManualClock, SystemClock
from sync.conformance.http_proxy import FaultyProxy
from sync.conformance.weather import Fault
from sync.desks.address import DeskAddress
from sync.desks.base import (
    AuthenticationFailed,
    BadAnswer,
    DeskFault,
    DeskTrouble,
    RateLimited,
    Refused,
    TlsFailed,
    Unreachable,
)
from sync.desks.embedded import EmbeddedDesk
from sync.desks.gateway import PAGE, GatewayConnector
from sync.desks.patience import PATIENCE, Patience
from sync.routing import Routing
from tests.desks.sample_requests import sample_entry

_T = TypeVar("_T")


@asynccontextmanager
async def connected(
    url: str, token: str, *, clock: Clock | None = None, ca_file: Path | None = None, patience: Patience = PATIENCE
) -> AsyncIterator[GatewayConnector]:
    connector = GatewayConnector(
        DeskAddress(
            url=url, read_token=lambda: token, clock=clock or SystemClock(), ca_file=ca_file, patience=patience
        ),
        routing=Routing(),
    )
    try:
        yield connector
    finally:
        await connector.close()


def through(
    desk: EmbeddedDesk,
    fault: Fault,
    talk: Callable[[GatewayConnector, FaultyProxy], Awaitable[_T]],
    *,
    patience: Patience = PATIENCE,
) -> _T:
    """What comes of `talk` when every request meets `fault`."""

    async def main() -> _T:
        target = int(desk.url.rpartition(":")[2])
        async with (
            FaultyProxy(target, choose=lambda _: fault) as proxy,
            connected(proxy.url, desk.token, patience=patience) as connector,
        ):
            return await talk(connector, proxy)

    return asyncio.run(main())


@pytest.mark.parametrize(
    ("fault", "kind", "code"),
    [
        (Fault.LOST_ANSWER, Unreachable, DeskFault.NO_ANSWER),
        (Fault.TRUNCATED, Unreachable, DeskFault.NO_ANSWER),
        (Fault.RESET, Unreachable, DeskFault.NO_ANSWER),
        (Fault.HALF_JSON, BadAnswer, DeskFault.BAD_ANSWER),
        (Fault.HTML, BadAnswer, DeskFault.BAD_ANSWER),
        (Fault.REDIRECT, BadAnswer, DeskFault.BAD_ANSWER),
        (Fault.FAILED, BadAnswer, DeskFault.BAD_ANSWER),
        (Fault.UNAUTHORIZED, AuthenticationFailed, DeskFault.AUTHENTICATION_FAILED),
        (Fault.TOO_LARGE, Refused, DeskFault.TOO_LARGE),
        (Fault.TOO_MANY, RateLimited, DeskFault.RATE_LIMITED),
        (Fault.UNAVAILABLE, Unreachable, DeskFault.UNAVAILABLE),
    ],
)
def test_every_bad_answer_has_its_name(
    desk: EmbeddedDesk, fault: Fault, kind: type[DeskTrouble], code: DeskFault
) -> None:
    async def talk(connector: GatewayConnector, _: FaultyProxy) -> DeskTrouble:
        with pytest.raises(DeskTrouble) as met:
            await connector.submit(sample_entry(200))
        return met.value

    trouble = through(desk, fault, talk)
    assert (type(trouble), trouble.fault) == (kind, code)


def test_a_desk_that_says_nothing_is_given_up_on_in_time(desk: EmbeddedDesk) -> None:
    async def talk(connector: GatewayConnector, _: FaultyProxy) -> DeskTrouble:
        with pytest.raises(Unreachable) as met:
            await connector.submit(sample_entry(201))
        return met.value

    impatient = Patience(silence_s=0.3)
    assert through(desk, Fault.SILENCE, talk, patience=impatient).fault is DeskFault.NO_ANSWER


def test_a_desk_that_is_down_is_unreachable(desk: EmbeddedDesk) -> None:
    async def talk(connector: GatewayConnector, proxy: FaultyProxy) -> DeskTrouble:
        await proxy.down()
        with pytest.raises(Unreachable) as met:
            await connector.health()
        return met.value

    assert through(desk, Fault.NONE, talk).fault is DeskFault.UNREACHABLE


@pytest.mark.parametrize("fault", [Fault.LOST_ANSWER, Fault.TRUNCATED, Fault.HALF_JSON])
def test_an_entry_whose_answer_was_lost_gets_the_same_ticket_again(desk: EmbeddedDesk, fault: Fault) -> None:
    entry = sample_entry(210)

    async def talk(connector: GatewayConnector, proxy: FaultyProxy) -> list[str]:
        for _ in range(3):
            with pytest.raises(DeskTrouble):
                await connector.submit(entry)
        proxy.choose = lambda _: Fault.NONE
        tickets = [(await connector.submit(entry)).id for _ in range(2)]
        found = await connector.find([entry.request.reference])
        return [*tickets, *(news.ticket.id for news in found if news.request == entry.id)]

    tickets = through(desk, fault, talk)
    assert len(tickets) == 3
    assert len(set(tickets)) == 1


def test_two_senders_of_one_entry_get_one_ticket(desk: EmbeddedDesk) -> None:
    entry = sample_entry(220)

    async def talk(connector: GatewayConnector, _: FaultyProxy) -> set[str]:
        return {ticket.id for ticket in await asyncio.gather(*(connector.submit(entry) for _ in range(8)))}

    assert len(through(desk, Fault.NONE, talk)) == 1


def test_a_thousand_references_are_found_in_pages(desk: EmbeddedDesk) -> None:
    entries = [sample_entry(230 + number) for number in range(3)]

    async def talk(connector: GatewayConnector, proxy: FaultyProxy) -> tuple[set[object], int]:
        for entry in entries:
            await connector.submit(entry)
        before = len(proxy.met)
        references = [sample_entry(number % 300).request.reference for number in range(250)]
        found = await connector.find(references)
        return {news.request for news in found}, len(proxy.met) - before

    found, calls = through(desk, Fault.NONE, talk)
    assert {entry.id for entry in entries} <= found
    assert calls == math.ceil(250 / PAGE)


def test_connections_are_used_again(desk: EmbeddedDesk) -> None:
    opened = 0

    class Counting(httpx.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            async def trace(event: str, _: object) -> None:
                nonlocal opened
                opened += event == "connection.connect_tcp.complete"

            request.extensions["trace"] = trace
            return await super().handle_async_request(request)

    async def main() -> None:
        connector = GatewayConnector(
            DeskAddress(url=desk.url, read_token=lambda: desk.token, clock=SystemClock(), transport=Counting()),
            routing=Routing(),
        )
        for _ in range(5):
            await connector.health()
        await connector.close()

    asyncio.run(main())
    assert opened == 1


@dataclass(frozen=True, slots=True)
class Certificates:
    """A CA and what it signed, for 127.0.0.1."""

    folder: Path

    def server(self, name: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        return context


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Made by the openssl command, which alone can sign with any dates."""
    folder = tmp_path_factory.mktemp("ca")
    (folder / "ca.cnf").write_text(
        f"[ca]\ndefault_ca = d\n[d]\nnew_certs_dir = {folder}\ndatabase = {folder}/index\nserial = {folder}/serial\n"
        "policy = p\ndefault_md = sha256\nunique_subject = no\n[p]\ncommonName = supplied\n"
        "[root]\nbasicConstraints = critical,CA:true\nsubjectKeyIdentifier = hash\n"
        "[leaf]\nsubjectAltName = IP:127.0.0.1\nbasicConstraints = CA:false\n"
        "[strange]\nsubjectAltName = DNS:elsewhere.example,IP:127.0.0.2\nbasicConstraints = CA:false\n"
    )
    (folder / "index").touch()
    (folder / "serial").write_text("01\n")

    def make(name: str, section: str, starts: str, ends: str, signer: str) -> None:
        new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        openssl("req", "-new", *new_key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        signed_by = ["-selfsign", "-keyfile", f"{name}.key"]
        if signer != name:
            signed_by = ["-cert", f"{signer}.pem", "-keyfile", f"{signer}.key"]
        dates = ["-startdate", starts, "-enddate", ends]
        openssl(
            "ca", "-batch", "-notext", "-config", "ca.cnf", "-extensions", section, "-in", f"{name}.csr", "-out",
            f"{name}.pem", *signed_by, *dates,
        )  # fmt: skip

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True, timeout=30)

    make("root", "root", "20200101000000Z", "20600101000000Z", "root")
    make("other-root", "root", "20200101000000Z", "20600101000000Z", "other-root")
    make("good", "leaf", "20200101000000Z", "20600101000000Z", "root")
    make("sister", "leaf", "20200101000000Z", "20600101000000Z", "root")
    make("alone", "leaf", "20200101000000Z", "20600101000000Z", "alone")
    make("other-alone", "leaf", "20200101000000Z", "20600101000000Z", "other-alone")
    make("elsewhere", "strange", "20200101000000Z", "20600101000000Z", "root")
    make("expired", "leaf", "20200101000000Z", "20210101000000Z", "root")
    make("future", "leaf", "20580101000000Z", "20600101000000Z", "root")
    return Certificates(folder)


NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("server", "trusted", "wall", "fault", "detail"),
    [
        # The organisation's CA.
        ("good", "root.pem", NOW, None, ""),
        ("good", "other-root.pem", NOW, DeskFault.TLS_FAILED, "not_in_ca_file"),
        ("elsewhere", "root.pem", NOW, DeskFault.TLS_FAILED, "other_name"),
        ("alone", "root.pem", NOW, DeskFault.TLS_FAILED, "not_in_ca_file"),
        # One pinned certificate: one that a CA signed, and one that signed itself.
        ("good", "good.pem", NOW, None, ""),
        ("sister", "good.pem", NOW, DeskFault.TLS_FAILED, "not_in_ca_file"),
        ("alone", "alone.pem", NOW, None, ""),
        ("other-alone", "alone.pem", NOW, DeskFault.TLS_FAILED, "not_in_ca_file"),
        ("elsewhere", "elsewhere.pem", NOW, DeskFault.TLS_FAILED, "other_name"),
        ("expired", "expired.pem", NOW, DeskFault.CLOCK_WRONG, "expired"),
        # Clocks.
        ("good", "other-root.pem", datetime(1970, 1, 1, tzinfo=UTC), DeskFault.CLOCK_WRONG, "not_in_ca_file"),
        ("good", "other-root.pem", datetime(2100, 1, 1, tzinfo=UTC), DeskFault.CLOCK_WRONG, "not_in_ca_file"),
        ("expired", "root.pem", NOW, DeskFault.CLOCK_WRONG, "expired"),
        ("future", "root.pem", NOW, DeskFault.CLOCK_WRONG, "not_yet_valid"),
    ],
)
def test_only_the_organisations_desk_is_trusted_and_a_wrong_clock_is_named(
    desk: EmbeddedDesk,
    certificates: Certificates,
    server: str,
    trusted: str,
    wall: datetime,
    fault: DeskFault | None,
    detail: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The system's own list, on which the desk's CA stands: nobody may look at it.
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.folder / "root.pem"))
    ca_file = certificates.folder / trusted

    async def main() -> tuple[DeskFault | None, str, int]:
        target = int(desk.url.rpartition(":")[2])
        async with (
            FaultyProxy(target, tls=certificates.server(server)) as proxy,
            connected(proxy.url, desk.token, clock=ManualClock(wall), ca_file=ca_file) as connector,
        ):
            try:
                await connector.submit(sample_entry(240))
            except TlsFailed as trouble:
                return trouble.fault, trouble.detail, len(proxy.met)
            return None, "", len(proxy.met)

    *met, heard = asyncio.run(main())
    assert met == [fault, detail]
    assert heard == (0 if fault else 1), "a request left before the desk had proved who it is"
