"""`kiosk content check` and `build`: exit codes, words for people, one object for programs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.content.commands import content_app
from kiosk.content.compiled import read_compiled
from kiosk.errors import ContentError

SAMPLE = Path(__file__).parents[3] / "assets" / "content"
SERVICES = len(list((SAMPLE / "services").iterdir()))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    shutil.copytree(SAMPLE, folder)
    path = folder / "hours.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  monday", "  moonday"), encoding="utf-8")
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERM", "dumb")
    return lambda *arguments: CliRunner().invoke(content_app, [str(argument) for argument in arguments])


def test_a_pack_without_faults_exits_with_0(run) -> None:
    result = run("check", SAMPLE)
    assert result.exit_code == 0, result.output
    assert "northbridge 2026.11.2+" in result.output
    assert f"{SERVICES} services in 5 departments" in result.output


def test_faults_exit_with_1_and_name_file_line_and_remedy(run, broken: Path) -> None:
    result = run("check", broken)
    assert result.exit_code == 1
    assert "1 fault" in result.output
    assert "hours.yaml:2:3" in result.output
    assert "Did you mean `monday`?" in result.output


def test_a_program_gets_one_object(run, broken: Path) -> None:
    result = run("check", broken, "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["ok"] is False
    assert told["pack"] is None
    (fault,) = told["faults"]
    assert (fault["file"], fault["line"], fault["column"], fault["code"]) == ("hours.yaml", 2, 3, "unknown-key")
    fine = json.loads(run("check", SAMPLE, "--json").stdout)
    assert fine["ok"] is True
    assert (fine["pack"]["id"], fine["pack"]["services"], fine["faults"]) == ("northbridge", SERVICES, [])


def test_a_long_check_shows_how_far_it_is_and_leaves_nothing_of_it(
    run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", SAMPLE).stderr == ""
    monkeypatch.setattr("kiosk.content.patience.AFTER_S", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    said = run("check", SAMPLE, "--json")
    assert "Checking" in said.stderr
    assert "%" in said.stderr
    assert json.loads(said.stdout)["ok"] is True
    monkeypatch.delenv("FORCE_COLOR")
    assert run("check", SAMPLE).stderr == ""


def test_a_folder_that_is_not_there_exits_with_2(run, tmp_path: Path) -> None:
    assert run("check", tmp_path / "nowhere").exit_code == 2
    assert run("build", SAMPLE).exit_code == 2


def test_build_writes_what_the_kiosk_reads(run, tmp_path: Path) -> None:
    out = tmp_path / "content.pack"
    result = run("build", SAMPLE, "--out", out)
    assert result.exit_code == 0, result.output
    assert read_compiled(out).id == "northbridge"


def test_build_refuses_a_broken_pack_and_leaves_the_file_alone(run, broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "content.pack"
    out.write_bytes(b"as it was")
    result = run("build", broken, "--out", out)
    assert result.exit_code == 1
    assert out.read_bytes() == b"as it was"


def test_a_file_that_cannot_be_written_exits_with_2(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = run("build", SAMPLE, "--out", tmp_path / "file" / "content.pack")
    assert result.exit_code == 2
    assert "cannot be written" in result.output


def test_a_missing_icon_package_exits_with_2(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> frozenset[str]:
        raise ContentError("The names of the icons cannot be read.", remedy="Install it.")

    monkeypatch.setattr("kiosk.content.rules.findings.icon_names", missing)
    result = run("check", SAMPLE)
    assert result.exit_code == 2
    assert "Install it." in result.output
