"""`kiosk desk conformance`: the kit against the desk that a settings file names."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sync.conformance.checks import CHECKS
from sync.desks.embedded import EmbeddedDesk
from tests.desks.smtp_server import MAILBOX, PASSWORD, USER, MailServer

ROOT = Path(__file__).parents[2]


def try_desk(folder: Path, desk: str, secret: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a settings file with this table `[desk]`."""
    (folder / "secrets").mkdir(mode=0o700)
    token = folder / "secrets" / "desk-token"
    token.write_text(secret)
    token.chmod(0o600)
    settings = folder / "kiosk.toml"
    settings.write_text(f'[secrets]\nfolder = "secrets"\n[desk]\n{desk}\n')
    command = [sys.executable, "-m", "kiosk", "desk", "conformance", "--settings", str(settings), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)


@pytest.mark.timeout(120)
def test_programs_read_one_object(desk: EmbeddedDesk, tmp_path: Path) -> None:
    done = try_desk(tmp_path, f'url = "{desk.url}"', desk.token, "--json", "--volume", "5", "--seed", "11")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert (told["desk"], told["url"], told["seed"], told["ok"]) == ("helpdesk", desk.url, 11, True)
    outcomes = {finding["check"]: finding["outcome"] for finding in told["findings"]}
    not_from_here = dict.fromkeys(("restarted", "work", "merged"), "not_tried")
    assert outcomes == {check.name: "kept" for check in CHECKS} | not_from_here


@pytest.mark.timeout(120)
def test_people_read_a_line_for_each_check(mail_server: MailServer, tmp_path: Path) -> None:
    url = f"smtp://127.0.0.1:{mail_server.port}"
    mail = f'connector = "email"\nurl = "{url}"\nmailbox = "{MAILBOX}"\nsender = "k7@example.org"\nuser = "{USER}"'
    done = try_desk(tmp_path, mail, PASSWORD, "--volume", "5")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.startswith("kept") and " storm " in line]
    assert [line for line in lines if line.startswith("not declared") and " found " in line]
    assert lines[-1] == "The connector and this desk keep what the connector declares."


@pytest.mark.timeout(120)
def test_a_refused_token_breaks_what_needs_it(desk: EmbeddedDesk, tmp_path: Path) -> None:
    done = try_desk(tmp_path, f'url = "{desk.url}"', "K7.of-somebody-else", "--volume", "1")
    assert done.returncode == 1
    assert "authentication_failed" in done.stdout
    assert "checks broken" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('connector = "pigeon"', "desk.connector"),
        ('connector = "email"\nurl = "https://desk.example.org"', "desk.mailbox"),
        ('url = "https://127.0.0.1:1"\nca_file = "missing.pem"', "desk.ca_file"),
    ],
)
def test_unusable_settings_end_it_with_a_sentence(tmp_path: Path, table: str, says: str) -> None:
    done = try_desk(tmp_path, table, "x")
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
