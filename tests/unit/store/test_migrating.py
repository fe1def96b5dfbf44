"""Migrations: the same tables whichever way a file came to them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.command import upgrade
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from kiosk.errors import StoreError
from kiosk.store import migrating
from kiosk.store.connections import connect, use_wal, writer_engine
from kiosk.store.migrating import Fit, create_tables, fit_of, migrate
from kiosk.store.schema import HEAD
from kiosk.store.setting_aside import FILE

WAIT_S = 10.0


@pytest.fixture
def connection(tmp_path, key):
    engine = writer_engine(tmp_path / FILE, key)
    with engine.connect() as connection:
        use_wal(connection.connection)
        yield connection
    engine.dispose()


def shape(connection: Connection) -> dict:
    """Tables, columns, indexes and keys as SQLite sees them."""
    raw = connection.connection

    def pragma(name: str, table: str) -> list:
        return raw.execute(f"PRAGMA {name}('{table}')").fetchall()

    tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    indexes = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name").fetchall()
    return {
        "indexes": indexes,
        "tables": {
            table: (
                pragma("table_xinfo", table),
                sorted(pragma("foreign_key_list", table)),
                sorted((row[1:], pragma("index_xinfo", row[1])) for row in pragma("index_list", table)),
            )
            for table in tables
        },
    }


def test_fresh_and_migrated_are_the_same(tmp_path, key):
    shapes = []
    for name in ("fresh", "migrated"):
        engine = writer_engine(tmp_path / name, key)
        with engine.connect() as connection:
            use_wal(connection.connection)
            if name == "fresh":
                create_tables(connection)
            else:
                config = migrating.alembic_config(connection)
                with connection.begin():
                    upgrade(config, "head")
            with connection.begin():
                assert fit_of(connection) is Fit.CURRENT
            shapes.append(shape(connection))
        engine.dispose()
    assert shapes[0] == shapes[1]
    assert "ix_print_job_open" in dict(shapes[0]["indexes"])


def test_the_head_constant_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", migrating.LOCATION)
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_an_older_file_is_brought_up_whole_or_not_at_all(opener, compose, folder, key, tmp_path, monkeypatch):
    """With one more migration, of the test's own, of the kind that copies a table."""
    store = opener().store
    submission = store.accept(compose).result(WAIT_S)
    store.close()
    versions = tmp_path / "migrations"
    source = Path(migrating.__file__).parent / "migrations"
    (versions / "versions").mkdir(parents=True)
    (versions / "env.py").write_text((source / "env.py").read_text())
    for version in (source / "versions").glob("r*.py"):
        (versions / "versions" / version.name).write_text(version.read_text())
    second = versions / "versions" / "r9999_next.py"
    body = f"""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{HEAD}", None, None


def upgrade():
    with op.batch_alter_table("request", recreate="always") as batch:
        batch.add_column(sa.Column("place", sa.String, nullable=False, server_default="hall"))
"""
    second.write_text(body + "    raise ValueError('half-way')\n")
    monkeypatch.setattr(migrating, "LOCATION", str(versions))
    monkeypatch.setattr(migrating, "HEAD", "9999")
    before = read_all(folder, key)

    with pytest.raises(ValueError, match="half-way"):
        opener()
    assert read_all(folder, key) == before

    second.write_text(body)
    opened = opener()
    assert opened.set_aside is None
    assert opened.store.request(submission.request.reference).request == submission.request
    (revision, place, foreign) = read_all(folder, key)
    assert (revision, place, foreign) == ([("9999",)], [("hall",)], [])


def read_all(folder: Path, key: bytes) -> tuple:
    connection = connect(folder / FILE, key)
    try:
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        columns = [row[1] for row in connection.execute("PRAGMA table_info(request)")]
        place = connection.execute("SELECT place FROM request").fetchall() if "place" in columns else columns
        return revision, place, connection.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        connection.close()


def test_a_file_of_somebody_elses_is_refused(connection):
    connection.connection.execute("CREATE TABLE guestbook (name)")
    with connection.begin():
        assert fit_of(connection) is Fit.OTHER
    with pytest.raises(StoreError, match="not a store"):
        migrate(connection)


def test_an_empty_file_is_empty(connection):
    assert fit_of(connection) is Fit.EMPTY


def test_opening_a_current_file_imports_no_alembic(opener, folder):
    opener().store.close()
    script = (
        "import sys; from pathlib import Path; from kiosk.clock import SystemClock; import kiosk.store;"
        "assert 'sqlalchemy' not in sys.modules;"
        f"o = kiosk.store.open_store(Path({str(folder)!r}), bytes(range(32)), kiosk_code='K7', clock=SystemClock());"
        "o.store.close(); assert 'alembic' not in sys.modules; print('fine')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("fine", "")
