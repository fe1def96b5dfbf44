"""Slips of the receipts room on the simulated printer: the independent reading of our own bytes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import zxingcpp

from kiosk.devices.profiles import PROFILES
from kiosk.domain.printing import PrintState
from kiosk.domain.receipt import Receipt
from kiosk.domain.reference import Reference
from kiosk.i18n import Wording
from kiosk.receipts import render_slip

TITLES = {
    "en": "Replacement laptop",
    "ar": "حاسوب محمول بديل",
    "fa": "لپ‌تاپ جایگزین",
    "el": "Αντικατάσταση φορητού",
    "zh": "更换笔记本电脑",
}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("profile", PROFILES)
def test_a_receipt_comes_out_whole_and_its_code_can_be_read(stand, profile, language):
    receipt = Receipt(
        language=language,
        desk_name="Northbridge Service Desk",
        kiosk_name="Main Hall",
        accepted_at=datetime(2026, 11, 21, 11, 42, tzinfo=UTC),
        time_zone="UTC",
        reference=Reference("K7-0042M-9"),
        tracking_code="418205",
        title=TITLES[language],
        qr="https://desk.northbridge.example/s/q4Zr8mVx2LwT0bNcYh5K1A",
        qr_opens_status=True,
        ask="C-001",
        line_for_desk="IT",
    )
    model = PROFILES[profile]
    bench = stand(
        profile=profile,
        confirms=model.confirms,
        width_dots=model.width_dots,
        dots_per_inch=model.dots_per_inch,
        head_to_cutter_dots=model.feed_before_cut_dots,
        code_pages=model.code_pages,
    )
    job = bench.print(render_slip(receipt, model, Wording(language)))
    assert bench.outcome(job).state is (PrintState.PRINTED if model.confirms else PrintState.PROBABLE)
    (slip,) = bench.simulator.slips
    assert [code.text for code in zxingcpp.read_barcodes(slip.picture)] == [receipt.qr]
    assert not bench.simulator.unknown_commands
