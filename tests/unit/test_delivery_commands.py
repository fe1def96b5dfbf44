"""`kiosk content keygen`, `publish`, `pull`, `installed`, `rollback`: from a key to a pack at a kiosk and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from kiosk.delivery_commands import add_delivery_commands
from kiosk.errors import ContentError, SettingsError
from kiosk.readiness import Verdict, examine
from kiosk.settings import load_settings
from tests.unit.content.signed_packs import FILES
from tests.unit.sync.content_server import FolderServer, serve_folder

Run = Callable[..., Any]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command; faults of the environment come out as they are, as `kiosk.__main__` gets them."""
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERM", "dumb")
    app = typer.Typer()
    add_delivery_commands(app)

    def invoke(*words: object) -> Any:
        result = CliRunner().invoke(app, [str(word) for word in words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FolderServer]:
    (tmp_path / "published").mkdir()
    with serve_folder(tmp_path / "published") as running:
        yield running


def edit(pack: Path, version: str) -> None:
    head = pack / "pack.yaml"
    lines = head.read_text().splitlines()
    head.write_text("\n".join(f"version: {version}" if line.startswith("version:") else line for line in lines) + "\n")


def content_of(settings: Path) -> tuple[Verdict, str]:
    """What `kiosk check` says of the content."""
    found = next(finding for finding in examine(settings) if finding.part == "content")
    return found.verdict, found.what


def test_from_a_key_to_a_pack_at_the_kiosk_and_back(run: Run, pack: Path, server: FolderServer, tmp_path: Path) -> None:
    key, published, settings = tmp_path / "key.pem", tmp_path / "published", tmp_path / "kiosk.toml"
    line = run("keygen", key).stdout.splitlines()[0]
    assert key.stat().st_mode & 0o777 == 0o600
    assert run("keygen", key).exit_code == 2
    settings.write_text(f'[store]\nfolder = "store"\n[content]\nurl = "{server.url}"\n{line}\n')

    edit(pack, "1.0")
    assert "as number 1" in run("publish", pack, "--key", key, "--to", published).output
    assert content_of(settings)[0] is Verdict.ATTENTION
    assert run("pull", "--settings", settings).output.startswith("New. In use: tiny 1.0+")
    verdict, what = content_of(settings)
    assert (verdict, what.startswith("tiny 1.0+"), what.endswith("over sync")) == (Verdict.GOOD, True, True)
    assert run("pull", "--settings", settings).output.startswith("Nothing new. In use: tiny 1.0+")
    edit(pack, "2.0")
    assert "as number 2" in run("publish", pack, "--key", key, "--to", published).output
    assert "tiny 2.0+" in run("pull", "--settings", settings).output
    assert "tiny 1.0+" in run("rollback", "--settings", settings).output

    stranger = tmp_path / "stranger.pem"
    run("keygen", stranger)
    run("publish", pack, "--key", stranger, "--to", published, "--sequence", 3)
    refused = run("pull", "--settings", settings)
    assert refused.exit_code == 1
    assert "not trusted here" in refused.output
    assert "tiny 1.0+" in refused.output

    shown = run("installed", "--settings", settings).output
    assert f"from {server.url}/" in shown
    assert "tiny 2.0+" in shown
    assert "not trusted here" in shown
    told = json.loads(run("installed", "--json", "--settings", settings).output)
    assert (told["current"]["sequence"], told["previous"]["sequence"], told["highest"]) == (1, 2, 2)
    assert told["refused"][0]["reason"] == "wrong_key"


def test_a_pack_with_faults_is_not_published(run: Run, pack: Path, tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    run("keygen", key)
    (pack / "hours.yaml").write_text("weekly: {moonday: []}\n")
    with pytest.raises(ContentError, match=r"hours\.yaml"):
        run("publish", pack, "--key", key, "--to", tmp_path / "published")
    assert not (tmp_path / "published").exists()


def test_a_source_that_is_not_there_is_told_with_what_is_in_use(run: Run, tmp_path: Path) -> None:
    settings = tmp_path / "kiosk.toml"
    line = run("keygen", tmp_path / "key.pem").stdout.splitlines()[0]
    with serve_folder(tmp_path) as gone:
        settings.write_text(f'[store]\nfolder = "store"\n[content]\nurl = "{gone.url}"\n{line}\n')
    result = run("pull", "--settings", settings)
    assert result.exit_code == 1
    assert "the kiosk's own folder" in result.output
    with pytest.raises(ContentError, match="No pack came"):
        run("rollback", "--settings", settings)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('url = "https://content.example.org"', "content.keys names no key"),
        ('url = "http://content.example.org"\nkeys = ["KEY"]', "unencrypted"),
        ('url = "ftp://content.example.org"\nkeys = ["KEY"]', "not the address"),
        ('keys = ["ed25519:short"]', "content.keys has"),
        ('url = "desk"\nkeys = ["KEY"]\n[desk]\nconnector = "rt"', "wants a desk with our gateway"),
        ("every_minutes = 0", "content.every_minutes"),
        ('desk_articles = true\n[desk]\nconnector = "rt"', "content has desk_articles, which wants a desk"),
        ('desk_articles = "desk"', "content.desk_articles must be true or false"),
    ],
)
def test_settings_that_would_pull_from_anybody_are_refused(tmp_path: Path, content: str, fault: str) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text("[content]\n" + content.replace("KEY", "ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="))
    with pytest.raises(SettingsError) as caught:
        load_settings(path, env={"HOME": "home"})
    assert fault in caught.value.what
