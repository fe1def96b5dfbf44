"""`kiosk check` asks the desk: who it is, and whether it takes this kiosk."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import pytest

from kiosk.readiness import Verdict, examine
from sync.conformance.http_proxy import FaultyProxy
from sync.desks.embedded import EmbeddedDesk
from tests.desks.certificates import make_certificate
from tests.desks.kiosk_stand import KioskStand


def found(stand: KioskStand) -> tuple[Verdict, str, str]:
    """What it says of the desk."""
    [finding] = [finding for finding in examine(stand.settings) if finding.part == "desk"]
    return finding.verdict, finding.what, finding.remedy


def test_a_desk_that_takes_the_kiosk(desk: EmbeddedDesk, tmp_path: Path) -> None:
    verdict, what, _ = found(KioskStand(tmp_path, desk_url=desk.url, token=desk.token))
    assert verdict is Verdict.GOOD
    assert what.endswith("answers and takes this kiosk")


def test_a_wrong_token(desk: EmbeddedDesk, tmp_path: Path) -> None:
    verdict, what, remedy = found(KioskStand(tmp_path, desk_url=desk.url, token="K7.wrong"))
    assert (verdict, what) == (Verdict.BAD, "The desk does not take the kiosk's token. (unknown_token)")
    assert remedy


def test_a_desk_that_is_away_keeps_no_kiosk_from_opening(tmp_path: Path) -> None:
    verdict, what, remedy = found(KioskStand(tmp_path, desk_url="http://127.0.0.1:1", token="K7.t"))
    assert (verdict, what) == (Verdict.ATTENTION, "Nobody answers at the desk's address. (connect_error)")
    assert remedy


def test_certificates_that_cannot_be_read(tmp_path: Path) -> None:
    stand = KioskStand(tmp_path, desk_url="https://127.0.0.1:1", token="K7.t")
    stand.settings.write_text(stand.settings.read_text() + 'ca_file = "absent.pem"\n')
    verdict, what, _ = found(stand)
    assert (verdict, "desk.ca_file" in what) == (Verdict.BAD, True)


@pytest.mark.parametrize(
    ("host", "pinned", "verdict", "why"),
    [
        ("127.0.0.1", "own", Verdict.GOOD, ""),
        ("127.0.0.1", "other", Verdict.BAD, "(not_in_ca_file)"),
        ("127.0.0.2", "own", Verdict.BAD, "(other_name)"),
    ],
)
def test_a_pinned_desk(desk: EmbeddedDesk, tmp_path: Path, host: str, pinned: str, verdict: Verdict, why: str) -> None:
    for name in ("own", "other", "kiosk"):
        (tmp_path / name).mkdir()
    certificate, key = make_certificate(tmp_path / "own", host)
    make_certificate(tmp_path / "other", host)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)

    async def main() -> tuple[Verdict, str, str]:
        async with FaultyProxy(int(desk.url.rpartition(":")[2]), tls=tls) as proxy:
            stand = KioskStand(tmp_path / "kiosk", desk_url=proxy.url, token=desk.token)
            stand.settings.write_text(stand.settings.read_text() + f'ca_file = "../{pinned}/cert.pem"\n')
            return await asyncio.to_thread(found, stand)

    met, what, _ = asyncio.run(main())
    assert (met, why in what) == (verdict, True), what
