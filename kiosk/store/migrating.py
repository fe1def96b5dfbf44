"""Bringing the tables to this program's revision. Alembic is imported only when there is something to migrate."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from kiosk.errors import StoreError, StoreTooNew
from kiosk.store.schema import HEAD, alembic_version, metadata

if TYPE_CHECKING:
    from alembic.config import Config

LOCATION = "kiosk.store:migrations"
"""The package and folder of the migrations."""


class Fit(StrEnum):
    """How a file's tables stand to this program."""

    EMPTY = "empty"
    CURRENT = "current"
    OTHER = "other"
    """Older or newer: `migrate` finds out which."""


def fit_of(connection: Connection) -> Fit:
    """How the file's tables stand to this program."""
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
    if tables == 0:
        return Fit.EMPTY
    return Fit.CURRENT if _revision(connection) == HEAD else Fit.OTHER


def create_tables(connection: Connection) -> None:
    """Make the tables of `HEAD` in an empty file, in one transaction."""
    with connection.begin():
        metadata.create_all(connection, checkfirst=False)
        connection.execute(alembic_version.insert().values(version_num=HEAD))


def alembic_config(connection: Connection) -> Config:
    """What Alembic needs to work on `connection`; the migrations are found in the installed package."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", LOCATION)
    config.attributes["connection"] = connection
    return config


def migrate(connection: Connection) -> None:
    """Bring an older file to `HEAD`, all of it or nothing.

    Raises StoreTooNew, before anything is changed, for a revision that this program does not know; StoreError for a
    file with tables but no revision.
    """
    from alembic.command import upgrade

    require_known(connection)
    config = alembic_config(connection)
    # A table is copied to change it; with foreign keys on, dropping the old one would fail. SQLite ignores the switch
    # inside a transaction (https://www.sqlite.org/pragma.html#pragma_foreign_keys).
    raw = connection.connection
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            upgrade(config, "head")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise RuntimeError(f"a migration broke a foreign key of {broken[0]}")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def require_known(connection: Connection) -> None:
    """Raises StoreTooNew for a file of a revision that this program does not know, StoreError for one of no store."""
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    with connection.begin():
        revision = _revision(connection)
    if revision is None:
        raise StoreError("The file is not a store of this program.", remedy="Move it away, then start again.")
    try:
        ScriptDirectory.from_config(alembic_config(connection)).get_revision(revision)
    except CommandError as error:
        raise StoreTooNew(
            f"The store was written by a newer version of this program (revision {revision}, this one knows {HEAD}).",
            remedy="Install the newer version; nothing was changed.",
        ) from error


def _revision(connection: Connection) -> str | None:
    stamped = connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'alembic_version'"
    ).scalar_one()
    if not stamped:
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)
