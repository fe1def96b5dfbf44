"""The embedded desk as a process: how it comes up, what it keeps, and how it ends."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

import sync.desks.embedded
from sync.desks.embedded import DeskNotStarted, EmbeddedDesk, desk_python
from tests.desks.agents_view import AgentsView

ROOT = Path(__file__).resolve().parent.parent.parent


def health(desk: EmbeddedDesk, token: str) -> int:
    answer = httpx.get(
        f"{desk.url}/kiosk/v1/health", headers={"Authorization": f"Bearer {token}"}, trust_env=False, timeout=20
    )
    return answer.status_code


def test_a_desk_keeps_its_address_token_login_and_tickets_over_a_restart(own_desk: EmbeddedDesk) -> None:
    first = own_desk.start()
    token = own_desk.token
    password = first.agent_password_file.read_text()
    own_desk.kill()
    assert own_desk.start() == first
    assert own_desk.token == token
    assert health(own_desk, token) == 200
    assert first.agent_password_file.read_text() == password
    with AgentsView(own_desk.announced) as agents:
        assert agents.search() == []


def test_nothing_of_the_desk_can_be_read_by_others(desk: EmbeddedDesk) -> None:
    data = desk.announced.token_file.parent
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in data.iterdir() if path.is_file()}
    for secret in ("secret-key", "kiosk-token", "agent-password", "desk.sqlite3"):
        assert files[secret] == 0o600
    assert desk.token.encode() not in (data / "desk.sqlite3").read_bytes()


def test_it_listens_on_loopback_only(desk: EmbeddedDesk) -> None:
    port = int(desk.url.rpartition(":")[2])
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:] if " 0A " in line]
    assert f"0100007F:{port:04X}" in listening
    assert f"00000000:{port:04X}" not in listening


def test_it_ends_when_its_starter_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom sync.desks.embedded import EmbeddedDesk, desk_python\n"
        "desk = EmbeddedDesk(desk_python(), Path(sys.argv[1]))\ndesk.start()\nprint(desk.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    starter = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "desk")], stdout=subprocess.PIPE, cwd=ROOT)
    assert starter.stdout is not None
    with starter.stdout:
        desk_pid = int(starter.stdout.readline())
        starter.send_signal(signal.SIGKILL)
        starter.wait(10)
    ends_s = time.monotonic() + 10
    while is_alive(desk_pid) and time.monotonic() < ends_s:
        time.sleep(0.05)
    assert not is_alive(desk_pid)


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that ended and waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_desk_that_cannot_start_says_where_to_look(tmp_path: Path) -> None:
    data = tmp_path / "desk"
    data.mkdir()
    (data / "desk.sqlite3").write_bytes(b"not a database" * 1000)
    with pytest.raises(DeskNotStarted, match=r"desk\.log"):
        EmbeddedDesk(desk_python(), data).start()
    assert (data / "desk.log").read_text()


def test_a_desk_that_never_gets_ready_is_not_waited_for_longer_than_promised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync.desks.embedded, "READY_S", 0.3)
    sleeper = tmp_path / "python"
    sleeper.write_text("#!/bin/sh\nexec sleep 60\n")
    sleeper.chmod(0o700)
    desk = EmbeddedDesk(sleeper, tmp_path / "desk")
    with pytest.raises(DeskNotStarted, match="not ready"):
        desk.start()
    assert desk.pid is None


def test_a_missing_environment_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskNotStarted, match="no desk environment"):
        desk_python(tmp_path)


def test_a_token_is_replaced_and_withdrawn_by_command(own_desk: EmbeddedDesk) -> None:
    data = own_desk.start().token_file.parent
    old = own_desk.token

    def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [desk_python(), "-m", "frontdoor_gateway", "manage", "--data", data, "frontdoor_token", *arguments],
            env=os.environ | {"PYTHONPATH": str(ROOT / "sync" / "gateway")},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    new = manage("K7").stdout.strip()
    assert new.startswith("K7.")
    assert (health(own_desk, old), health(own_desk, new)) == (401, 200)
    out = data.parent / "token"
    assert manage("K7", "--out", str(out)).stdout == ""
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert (health(own_desk, new), health(own_desk, out.read_text().strip())) == (401, 200)
    assert manage("K7", "--withdraw").returncode == 0
    assert health(own_desk, out.read_text().strip()) == 401
    assert manage("K9", "--withdraw").returncode != 0
    assert manage("kiosk seven").returncode != 0
