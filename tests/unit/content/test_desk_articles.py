"""The desk's articles on this kiosk's disk: kept whole, refused when damaged, and never half replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from kiosk.content.desk_articles import DeskArticle, DeskArticles, KeptDeskArticles
from kiosk.errors import ContentError

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
ARTICLE = DeskArticle(7, "Title", "Summary", "Body", "2026-11-20", "it", "IT", "IT Desk")


def told(*articles: DeskArticle, etag: str = '"a"') -> DeskArticles:
    return DeskArticles("http://desk", etag, 2, articles)


def test_what_is_written_is_read_and_its_digest_tells_one_from_another(tmp_path: Path) -> None:
    kept = KeptDeskArticles(tmp_path / "delivered")
    assert kept.read() is None
    kept.write(told(ARTICLE))
    first = kept.read()
    assert first is not None
    assert first.told == told(ARTICLE)
    kept.write(told(ARTICLE))
    assert kept.read() == first
    kept.write(told(msgspec.structs.replace(ARTICLE, body="Other")))
    second = kept.read()
    assert second is not None
    assert second.digest != first.digest
    kept.forget()
    kept.forget()
    assert kept.read() is None


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "foreign", "other_form", "latin"])
def test_a_damaged_file_is_refused_and_put_aside(tmp_path: Path, damage: str) -> None:
    kept = KeptDeskArticles(tmp_path)
    kept.write(told(ARTICLE))
    path = tmp_path / "desk-articles.json"
    raw = bytearray(path.read_bytes())
    match damage:
        case "cut":
            raw = raw[:-9]
        case "flipped":
            raw[len(raw) // 2] ^= 1
        case "empty":
            raw = bytearray()
        case "foreign":
            raw = bytearray(b"<html>")
        case "latin":
            raw[:3] = b"\xff\xfe\xfd"
        case "other_form":
            import hashlib

            body = b'{"articles": 7}'
            raw = bytearray(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    path.write_bytes(raw)
    with pytest.raises(ContentError, match="cannot be used"):
        kept.read()
    kept.set_aside()
    assert kept.read() is None
    assert (tmp_path / "desk-articles.damaged").read_bytes() == raw
    kept.set_aside()
    kept.write(told(ARTICLE))
    assert kept.read() is not None


def test_when_the_desk_told_is_kept_apart(tmp_path: Path) -> None:
    kept = KeptDeskArticles(tmp_path)
    assert kept.asked() is None
    kept.note_asked(NOW)
    assert kept.asked() == NOW
    kept.note_asked(None)
    assert kept.asked() is None
    (tmp_path / "desk-articles-asked.json").write_bytes(b"{")
    assert kept.asked() is None


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "delivered").write_text("not a folder")
    kept = KeptDeskArticles(tmp_path / "delivered")
    for change in (lambda: kept.write(told(ARTICLE)), kept.forget, kept.set_aside, lambda: kept.note_asked(NOW)):
        with pytest.raises(ContentError):
            change()
    with pytest.raises(ContentError):
        kept.read()


_KILLED = """
import os, signal, sys
from pathlib import Path
import msgspec
from kiosk.content.desk_articles import DeskArticles, KeptDeskArticles
kept, fatal, steps = KeptDeskArticles(Path(sys.argv[1])), int(sys.argv[3]), 0
def counted(call):
    def step(*given, **named):
        global steps
        steps += 1
        if steps == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*given, **named)
    return step
os.fsync, Path.replace, os.fchmod = counted(os.fsync), counted(Path.replace), counted(os.fchmod)
kept.write(msgspec.json.decode(sys.argv[2], type=DeskArticles))
print(steps)
"""
STEPS = 4
"""In one writing: mode, content to the disk, into its place, the place's name to the disk."""


@pytest.mark.parametrize("step", range(1, STEPS + 2))
def test_killed_at_any_step_the_old_articles_stay_or_the_new_are_whole(tmp_path: Path, step: int) -> None:
    kept = KeptDeskArticles(tmp_path)
    old, new = told(ARTICLE), told(msgspec.structs.replace(ARTICLE, body="New " * 999), etag='"b"')
    kept.write(old)
    command = [sys.executable, "-c", _KILLED, str(tmp_path), msgspec.json.encode(new).decode(), str(step)]
    ended = subprocess.run(command, check=False, capture_output=True, timeout=50, env={**os.environ})
    assert ended.returncode == (-signal.SIGKILL if step <= STEPS else 0), ended.stderr
    found = kept.read()
    assert found is not None
    assert found.told in ((old,) if step <= 3 else (new,))
    kept.note_asked(NOW)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"desk-articles.json", "desk-articles-asked.json", ".desk-articles.lock"}
