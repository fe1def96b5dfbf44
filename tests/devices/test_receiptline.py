"""An independent producer as referee: what receiptline makes of a receipt prints on our simulated printer.

receiptline (npm, Apache-2.0) knows nothing of us and we nothing of it but its output. `scripts/referees` installs it.
"""

from __future__ import annotations

import fcntl
import subprocess
from pathlib import Path

import pytest
import zxingcpp

from kiosk.domain.printing import PrintState, Slip

ROOT = Path(__file__).parents[2]
PRINT = Path(__file__).parent / "receiptline" / "print.js"
LINK = "https://desk.northbridge.example/s/q4Zr8mVx2LwT0bNcYh5K1A"
RECEIPT = f"""
^^^Northbridge

Replacement laptop | 1

{{code:{LINK}; option:qrcode,6,m}}

Ask at C-001 | K7-0042M-9
"""


@pytest.fixture(scope="session")
def referee():
    """Where receiptline is."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "referees.lock").open("w") as lock:  # pytest's workers come at once
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run([ROOT / "scripts" / "referees"], check=True, timeout=50)
    return ROOT / "var" / "referees"


@pytest.mark.parametrize(("commands", "columns"), [("escpos", 48), ("generic", 48), ("escpos", 32), ("generic", 32)])
def test_its_receipt_comes_out_whole_and_its_code_can_be_read(stand, referee, commands, columns):
    made = subprocess.run(
        ["node", PRINT, referee, commands, str(columns)],
        input=RECEIPT.encode(),
        capture_output=True,
        check=True,
        timeout=30,
    ).stdout
    bench = stand("tcp", profile="epson-80" if columns == 48 else "epson-58", width_dots=columns * 12)
    job = bench.print(Slip((made,)))
    assert bench.outcome(job).state is PrintState.PRINTED
    (slip,) = bench.simulator.slips
    words = slip.text.split()
    for word in ("Northbridge", "Replacement", "C-001", "K7-0042M-9"):
        assert any(word in found for found in words), slip.text
    assert [code.text for code in zxingcpp.read_barcodes(slip.picture)] == [LINK]
    assert not bench.simulator.unknown_commands
