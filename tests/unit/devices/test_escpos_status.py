from __future__ import annotations

import pytest

from kiosk.devices.protocols.escpos_status import URGENCY, PrinterStatus, decode_auto_status, decode_real_time
from kiosk.devices.simulators.mechanism import Jam, Mechanism, PaperLevel
from kiosk.domain.printing import PrinterFault

F = PrinterFault

# Measured on printers (TRAPS.md): answers to DLE EOT 1-4, ASB where measured, meaning, and the machine's state.
GOLDEN = {
    "ready": ("12121212", "10000000", set(), Mechanism()),
    "near end": ("1212121e", "10000300", {F.PAPER_LOW}, Mechanism(paper=PaperLevel.LOW)),
    "paper end": ("1a32127e", "18000f00", {F.PAPER_OUT}, Mechanism(paper=PaperLevel.OUT)),
    "cover open": ("1a161212", "38000000", {F.COVER_OPEN}, Mechanism(cover_open=True)),
    "cutter": ("1a521a12", "18080000", {F.CUTTER_JAM}, Mechanism(jam=Jam.STUCK)),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_measured_bytes_are_understood(name):
    real_time, auto, faults, _ = GOLDEN[name]
    assert decode_real_time(*bytes.fromhex(real_time)).faults == faults
    assert decode_auto_status(bytes.fromhex(auto)).faults == faults


@pytest.mark.parametrize("name", GOLDEN)
def test_simulated_printer_says_the_measured_bytes(name):
    real_time, auto, _, machine = GOLDEN[name]
    assert b"".join(machine.real_time(kind) for kind in (1, 2, 3, 4)).hex() == real_time
    assert machine.auto_status().hex() == auto


@pytest.mark.parametrize(
    ("auto", "faults", "unrecoverable"),
    [
        ("18000000", {F.OFFLINE}, False),
        ("18200000", {F.ERROR}, True),
        ("18400000", {F.OVERHEATED}, False),
        ("18040000", {F.ERROR}, False),
        ("38000f00", {F.COVER_OPEN, F.PAPER_OUT}, False),
        ("14000300", {F.PAPER_LOW}, False),  # the drawer's pin is no fault
        ("18000300", {F.OFFLINE, F.PAPER_LOW}, False),
    ],
)
def test_further_conditions_by_the_manual(auto, faults, unrecoverable):
    assert decode_auto_status(bytes.fromhex(auto)) == PrinterStatus(frozenset(faults), unrecoverable)


def test_an_error_without_details_is_an_error():
    assert decode_real_time(0x1A, 0x52, 0x12, 0x12).faults == {F.ERROR}


def test_what_blocks_is_everything_but_low_paper():
    assert set(URGENCY) == set(PrinterFault) - {F.PAPER_LOW}
    assert PrinterStatus(frozenset({F.PAPER_LOW})).blocking is None
    assert PrinterStatus(frozenset({F.PAPER_OUT, F.COVER_OPEN})).blocking is F.COVER_OPEN


@pytest.mark.parametrize("machine", [machine for *_, machine in GOLDEN.values()] + [Mechanism(broken=True)])
def test_both_ways_of_asking_agree(machine):
    real_time = decode_real_time(*(machine.real_time(kind)[0] for kind in (1, 2, 3, 4)))
    assert real_time == decode_auto_status(machine.auto_status())
