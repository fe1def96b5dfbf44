"""The tour's record has the form that was promised; one short leg of it, with the real desk."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.system.kiosk_process import ROOT

SHORT = """
import sys
from pathlib import Path
from rich.console import Console
from kiosk import tour
from kiosk.demo import DemoFolder

tour.LEGS = (tour.Leg("en", "guest-wifi"),)
sys.exit(tour.make_tour(Path(sys.argv[1]), DemoFolder(Path(sys.argv[2])), (540, 960), "en", Console(stderr=True)))
"""


@pytest.mark.timeout(180)
def test_one_leg_leaves_a_record_whose_paths_are_there(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-c", SHORT, str(out), str(tmp_path / "demo")],
        cwd=ROOT, capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (visit,) = json.loads((out / "tour.json").read_text("utf-8"))["visits"]
    assert (visit["language"], visit["offline"], visit["service"]) == ("en", False, "guest-wifi")
    assert set(visit) >= {"reference", "request_id", "accepted_ms", "receipt", "ticket", "screens"}
    assert visit["receipt"]["state"] == "printed"
    assert (out / visit["receipt"]["png"]).read_bytes().startswith(b"\x89PNG")
    assert visit["receipt"]["bytes"] > 100
    assert visit["reference"] in visit["ticket"]["subject"]
    assert visit["ticket"]["url"].startswith("http")
    assert len(visit["screens"]) >= 5
    assert all((out / name).read_bytes().startswith(b"\x89PNG") for name in visit["screens"])
    assert visit["accepted_ms"] > 0
