"""`kiosk store` and `kiosk outbox`."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.domain.kept_days import KeptDays
from kiosk.domain.request import EntryState, RequestState, Ticket
from kiosk.domain.standing_fault import StandingFault
from kiosk.errors import StoreError
from kiosk.store import command_place
from kiosk.store.command_place import StorePlace, use_store_place
from kiosk.store.commands import store_app
from kiosk.store.outbox_commands import outbox_app
from kiosk.store.setting_aside import FILE

WAIT_S = 10.0
NEW_KEY = bytes(range(50, 82))


def place(folder: Path, key: bytes) -> StorePlace:
    kept = KeptDays(guest_contact=30, request=365, task=365, set_aside=30, backup=30)
    secrets = {"store-key-new": NEW_KEY}
    return StorePlace(
        folder=folder, key=key, kiosk_code="K7", kept=kept, backups=folder / "backups", read_secret=secrets.__getitem__
    )


@pytest.fixture
def asked_for(folder, key, monkeypatch) -> list:
    """The settings files that the commands named; the provider is undone after the test."""
    asked: list = []
    monkeypatch.setattr(command_place, "_providers", [])

    def provide(settings: Path | None) -> StorePlace:
        asked.append(settings)
        return place(folder, key)

    use_store_place(provide)
    return asked


@pytest.fixture
def run(asked_for):
    def run_words(app, *words: str):
        return CliRunner().invoke(app, list(words))

    return run_words


@pytest.fixture
def dead(store, compose):
    """A request whose delivery the desk refused, beside one that is delivered and one that waits."""
    done = store.accept(compose).result(WAIT_S)
    dead = store.accept(compose).result(WAIT_S)
    store.accept(compose).result(WAIT_S)
    store.deliver(store.lease("a").result(WAIT_S), Ticket(id="1")).result(WAIT_S)
    store.bury(store.lease("a").result(WAIT_S), "refused").result(WAIT_S)
    assert store.request_by_id(done.request.id).ticket is not None
    return dead.request


def entries(result) -> list[dict]:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["entries"]


def test_list(run, dead):
    assert [row["state"] for row in entries(run(outbox_app, "list", "--json"))] == ["dead", "due"]
    rows = entries(run(outbox_app, "list", "--all", "--json"))
    assert [row["state"] for row in rows] == ["done", "dead", "due"]
    assert rows[1]["reference"] == dead.reference
    assert rows[1]["error"] == "refused"


def test_list_for_people(run, dead):
    shown = run(outbox_app, "list").stdout
    assert dead.reference in shown
    assert "Ada" not in shown


def test_an_empty_list(run, store):
    assert "Nothing waits" in run(outbox_app, "list").stdout


@pytest.mark.parametrize(
    "form", [lambda r: r.reference, lambda r: r.reference.lower().replace("-", " "), lambda r: str(r.id)]
)
def test_show(run, dead, form):
    (row,) = entries(run(outbox_app, "show", form(dead), "--json"))
    assert row["id"] == str(dead.id)
    assert "refused" in run(outbox_app, "show", form(dead)).stdout


@pytest.mark.parametrize("which", ["K7-9999A-9", "nonsense", "00000000-0000-0000-0000-000000000001"])
@pytest.mark.parametrize("command", ["show", "retry", "settle", "void"])
def test_what_is_not_there(run, store, command, which):
    result = run(outbox_app, command, which)
    assert result.exit_code == 1
    assert which in result.stderr


def test_retry(run, dead, store):
    result = run(outbox_app, "retry", dead.reference)
    assert (result.exit_code, store.outbox_entry(dead.id).state) == (0, EntryState.DUE)
    assert "due again" in result.stdout
    assert run(outbox_app, "retry", dead.reference).exit_code == 1


@pytest.mark.parametrize(
    ("command", "state", "request_state", "words"),
    [
        ("settle", EntryState.SETTLED_BY_HAND, RequestState.SETTLED_BY_HAND, "is settled"),
        ("void", EntryState.VOIDED, RequestState.VOIDED, "is void"),
    ],
)
def test_what_will_never_be_sent(run, dead, store, command, state, request_state, words):
    result = run(outbox_app, command, dead.reference)
    assert (result.exit_code, store.outbox_entry(dead.id).state) == (0, state)
    assert store.request_by_id(dead.id).state is request_state
    assert f"{dead.reference}: the request {words}" in result.stdout
    assert not store.staff_tasks(), "the dead letter waits still"
    assert run(outbox_app, command, dead.reference).exit_code == 1


def test_a_decision_for_programs(run, dead):
    (row,) = json.loads(run(outbox_app, "void", dead.reference, "--json").stdout)["voided"]
    assert (row["id"], row["state"]) == (str(dead.id), "voided")


def test_status_and_salvage(run, opener, compose, folder):
    first = opener().store
    first.accept(compose).result(WAIT_S)
    first.close()
    content = bytearray((folder / FILE).read_bytes())
    content[2000] ^= 1
    (folder / FILE).write_bytes(content)
    store = opener().store

    before = json.loads(run(store_app, "status", "--json").stdout)
    assert before["entries"] == {}
    assert [task["kind"] for task in before["staff_tasks"]] == ["store_set_aside"]
    (aside,) = before["set_aside"]
    assert not aside["salvaged"]
    assert aside["folder"] in run(store_app, "status").stdout

    (report,) = json.loads(run(store_app, "salvage", "--json").stdout)["salvaged"]
    assert (report["requests"], report["entries"], report["folder"]) == (1, 1, aside["folder"])
    assert len(store.outbox()) == 1
    assert "Nothing waits" in run(store_app, "salvage").stdout
    assert "1 requests were there already" in run(store_app, "salvage", aside["folder"]).stdout
    after = json.loads(run(store_app, "status", "--json").stdout)
    assert (after["entries"], after["staff_tasks"], after["set_aside"][0]["salvaged"]) == ({"due": 1}, [], True)


def test_a_folder_that_was_not_set_aside(run, store):
    result = run(store_app, "salvage", "2020-01-01T000000Z")
    assert isinstance(result.exception, StoreError)


def test_the_settings_file_is_passed_on(run, store, asked_for):
    run(store_app, "status", "--settings", "some.toml")
    run(outbox_app, "list")
    assert asked_for == [Path("some.toml"), None]


def test_without_a_provider_it_is_said(monkeypatch):
    monkeypatch.setattr(command_place, "_providers", [])
    result = CliRunner().invoke(store_app, ["status"])
    assert isinstance(result.exception, StoreError)


def test_the_key_stays_out_of_messages(key):
    assert repr(key) not in repr(place(Path("x"), key))


def test_help_needs_no_database():
    script = "import kiosk.store.commands, kiosk.store.outbox_commands, sys; assert 'sqlalchemy' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[3], check=True, timeout=30)


def test_tasks(run, store, clock):
    assert "nothing to look after" in run(store_app, "tasks").stdout
    store.add_staff_task("dead_letter", "K7-0001A-0").result(WAIT_S)
    fault = StandingFault("printer", "paper_out", "It is out of paper. Put in a new roll.", clock.now())
    store.keep_device_fault(fault).result(WAIT_S)

    since = f"{clock.now().astimezone():%Y-%m-%d %H:%M}"
    line = f"device_fault printer paper_out, since {since}. It is out of paper. Put in a new roll."
    assert run(store_app, "tasks").stdout.splitlines() == [f"dead_letter K7-0001A-0, since {since}.", line]
    assert f"Task: {line}" in run(store_app, "status").stdout

    store.keep_device_fault(replace(fault, is_over=True, until=clock.now())).result(WAIT_S)
    assert len(run(store_app, "tasks").stdout.splitlines()) == 1
    assert f"{line} Done {since}." in run(store_app, "tasks", "--all").stdout
    (_, told) = json.loads(run(store_app, "tasks", "--all", "--json").stdout)["tasks"]
    assert (told["remedy"], told["done"], told["until"] is not None) == (fault.remedy, True, True)


def test_purge(run, store, compose, clock, monkeypatch):
    monkeypatch.setattr(command_place, "SystemClock", lambda: clock)
    store.accept(compose).result(WAIT_S)
    store.deliver(store.lease("a").result(WAIT_S), Ticket(id="1")).result(WAIT_S)
    assert "Forgot who made 0 requests" in run(store_app, "purge").stdout
    told = json.loads(run(store_app, "purge", "--json").stdout)
    assert (told["contacts"], told["log_emptied"]) == (0, True)
    clock.advance(31 * 86_400)
    assert "Forgot who made 1 requests" in run(store_app, "purge").stdout
    clock.set_wall(datetime(1970, 1, 1, tzinfo=UTC))
    assert isinstance(run(store_app, "purge").exception, StoreError)


def test_backup_and_restore(run, opener, store, compose, folder, tmp_path, key):
    given = store.accept(compose).result(WAIT_S).request.reference
    result = run(store_app, "backup")
    assert result.exit_code == 0
    (backup,) = (folder / "backups").iterdir()
    assert f"Backed up to {backup}" in result.stdout
    assert "delete it" not in result.stdout
    elsewhere = run(store_app, "backup", str(tmp_path / "stick.backup"))
    assert "delete it within 30 days" in elsewhere.stdout
    told = json.loads(run(store_app, "backup", "--json").stdout)
    assert Path(told["file"]).stat().st_size == told["bytes"]

    store.accept(compose).result(WAIT_S)
    store.close()
    result = run(store_app, "restore", str(backup))
    assert (result.exit_code, "kiosk store salvage" in result.stdout) == (0, True)
    store = opener().store
    assert [row.reference for row in store.outbox()] == [given]
    store.close()
    again = json.loads(run(store_app, "restore", str(backup), "--json").stdout)
    assert (folder / "set-aside" / again["set_aside"]).is_dir()


def test_rekey(run, opener, store, compose):
    given = store.accept(compose).result(WAIT_S).request.reference
    run(store_app, "backup")
    store.close()
    first = run(store_app, "rekey").stdout
    assert "The new key opens the store." in first
    assert "store-key-new" in first
    assert "1 backups open with the old key alone" in first
    assert json.loads(run(store_app, "rekey", "--json").stdout)["changed"] is False
    assert [row.reference for row in opener(key=NEW_KEY).store.outbox()] == [given]
