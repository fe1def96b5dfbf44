"""`kiosk content pull` and `installed` where the settings want articles of the desk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from kiosk.content.desk_articles import DeskArticle, DeskArticles, KeptDeskArticles
from kiosk.delivery_commands import add_delivery_commands
from kiosk.errors import ContentError
from tests.unit.sync.content_server import FolderServer, serve_folder

Run = Callable[..., Result]
ARTICLE = DeskArticle(7, "Title", "", "Body", "2026-11-20", "it", "IT", "")
ANSWER = {
    "articles": [
        {
            "id": 1,
            "title": "Scan to mail",
            "question": "How?",
            "answer": "Press **Scan**.",
            "updated": "2026-11-21T08:00:00+00:00",
            "category": {"slug": "it", "title": "IT", "queue": ""},
        }
    ],
    "left_out": 2,
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FolderServer]:
    """A gateway that tells one article."""
    folder = tmp_path / "gateway"
    (folder / "kiosk" / "v1").mkdir(parents=True)
    (folder / "kiosk" / "v1" / "knowledge").write_text(json.dumps(ANSWER))
    with serve_folder(folder) as server:
        yield server


@pytest.fixture
def kept(tmp_path: Path) -> KeptDeskArticles:
    return KeptDeskArticles(tmp_path / "store" / "delivered")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, desk: FolderServer) -> Run:
    """Runs a command with the settings of a kiosk of that desk."""
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERM", "dumb")
    secrets = tmp_path / "secrets"
    secrets.mkdir(mode=0o700)
    (secrets / "desk-token").write_text("K7.token")
    (secrets / "desk-token").chmod(0o600)
    settings = tmp_path / "kiosk.toml"
    tables = ['[store]\nfolder = "store"', '[secrets]\nfolder = "secrets"', f'[desk]\nurl = "{desk.url}"']
    app = typer.Typer()
    add_delivery_commands(app)

    def invoke(*words: str, content: str = "desk_articles = true") -> Result:
        settings.write_text("\n".join([*tables, f"[content]\n{content}\n"]))
        result = CliRunner().invoke(app, [*words, "--settings", str(settings)])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def test_what_is_kept_is_told_with_its_count_its_age_and_its_source(run: Run, desk: FolderServer) -> None:
    assert "of the desk: none came yet" in run("installed").output
    assert run("pull").output == (
        "New. Articles of the desk: 1, the newest of 2026-11-21; 2 more are empty, too long or too many.\n"
    )
    shown = run("installed").output
    assert "of the desk: 1, the newest of 2026-11-21" in shown
    assert f"from {desk.url}, which last told of them: 20" in shown
    told = json.loads(run("installed", "--json").output)
    assert told["current"] is None
    articles = told["articles"]
    assert (articles["count"], articles["newest"], articles["left_out"]) == (1, "2026-11-21", 2)
    assert (articles["source"], articles["problem"]) == (desk.url, "")
    assert datetime.fromisoformat(articles["asked"]).tzinfo is not None


def test_a_kiosk_that_wants_none_tells_of_none(run: Run) -> None:
    assert "of the desk" not in run("installed", content="").output
    assert json.loads(run("installed", "--json", content="").output)["articles"] is None
    with pytest.raises(ContentError, match="no source"):
        run("pull", content="")


def test_a_gateway_that_is_older_is_told_to_who_asks(run: Run, desk: FolderServer) -> None:
    desk.faults["knowledge"] = "404"
    result = run("pull")
    assert result.exit_code == 1
    assert "hands out no articles" in result.output


def test_a_desk_that_does_not_answer_well_is_told_with_what_is_kept(run: Run, desk: FolderServer) -> None:
    run("pull")
    desk.faults["knowledge"] = "cut"
    result = run("pull")
    assert result.exit_code == 1
    assert "Articles of the desk: 1" in result.output


@pytest.mark.parametrize("problem", ["damaged", "another desk"])
def test_what_is_kept_and_not_shown_says_why(run: Run, kept: KeptDeskArticles, tmp_path: Path, problem: str) -> None:
    kept.write(DeskArticles("http://other.example", "", 0, (ARTICLE,)))
    kept.note_asked(datetime(2026, 11, 22, tzinfo=UTC))
    if problem == "damaged":
        (tmp_path / "store" / "delivered" / "desk-articles.json").write_text("x")
    shown = run("installed").output
    assert "of the desk: none shown." in shown
    assert ("cannot be used" if problem == "damaged" else "another desk's") in shown


def test_packs_and_articles_are_pulled_together_and_one_of_them_may_fail(run: Run, desk: FolderServer) -> None:
    key = 'keys = ["ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="]'
    result = run("pull", content=f'url = "desk"\n{key}\ndesk_articles = true')
    assert result.exit_code == 1
    assert "In use: the kiosk's own folder." in result.output
    assert "New. Articles of the desk: 1" in result.output
