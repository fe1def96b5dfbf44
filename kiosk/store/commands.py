"""`kiosk store`: how the store is, and salvage from files that were set aside; `keeping_commands` brings the rest."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from kiosk.errors import StoreError
from kiosk.store.command_place import JsonOption, SettingsOption, StorePlace, find_place, joined
from kiosk.store.keeping_commands import keeping_app

if TYPE_CHECKING:
    from kiosk.store.salvage import SalvageReport
    from kiosk.store.tasks import StaffTask

store_app = typer.Typer(name="store", help="Look after the kiosk's store.", no_args_is_help=True)
store_app.add_typer(keeping_app)


@store_app.command()
def status(settings: SettingsOption = None, as_json: JsonOption = False) -> None:
    """Say how the store is: size, what waits for the desk, what was set aside, what staff must do.

    Exit code 0: it can be used. 1: it cannot; the reason stands on stderr.
    """
    found = read_status(find_place(settings))
    if as_json:
        typer.echo(msgspec.json.encode(found))
        return
    typer.echo(f"Store: {found.folder}, {found.bytes} bytes")
    entries = ", ".join(f"{count} {state}" for state, count in found.entries.items())
    typer.echo(f"Outbox: {entries or 'nothing waits'}")
    for task in found.staff_tasks:
        typer.echo(f"Task: {task_line(task)}")
    for aside in found.set_aside:
        typer.echo(f"Set aside: {aside.folder} ({'salvaged' if aside.salvaged else 'run `kiosk store salvage`'})")


@store_app.command("tasks")
def tasks_command(
    every: Annotated[bool, typer.Option("--all", help="Also tasks that are done.")] = False,
    settings: SettingsOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what staff must look after, oldest first. Exit code 0: listed. 1: the store cannot be used."""
    with joined(find_place(settings)) as store:
        found = store.staff_tasks(finished=every)
    if as_json:
        typer.echo(msgspec.json.encode({"tasks": found}))
        return
    for task in found:
        typer.echo(task_line(task))
    if not found:
        typer.echo("There is nothing to look after.")


def task_line(task: StaffTask) -> str:
    """A task for people: what, since when, what to do, when it was done. Moments are of the machine's time zone."""
    since = f", since {task.since.astimezone():%Y-%m-%d %H:%M}" if task.since else ""
    done = f" Done{f' {task.until.astimezone():%Y-%m-%d %H:%M}' if task.until else ''}." if task.done else ""
    return f"{task.kind} {task.detail}".strip() + f"{since}. {task.remedy}".rstrip() + done


@store_app.command()
def salvage(
    folder: Annotated[
        str | None, typer.Argument(metavar="[FOLDER]", help="One folder under set-aside; default: all not yet done.")
    ] = None,
    settings: SettingsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Move every readable entry of files that were set aside into the store. The kiosk may be running.

    Running it again moves nothing twice. Exit code 0: done, also when there was nothing to do. 1: it could not be done.
    """
    reports = salvage_folders(find_place(settings), folder, show_progress=not as_json)
    if as_json:
        typer.echo(msgspec.json.encode({"salvaged": reports}))
        return
    if not reports:
        typer.echo("Nothing waits to be salvaged.")
    for report in reports:
        typer.echo(
            f"{report.folder}: {report.requests} requests, {report.entries} outbox entries and"
            f" {report.print_jobs} print jobs moved; {report.already_there} requests were there already."
        )
        if report.unreadable_pages or report.without_request or report.conflicting:
            typer.echo(
                f"  {report.unreadable_pages} of {report.pages} pages cannot be read;"
                f" {report.without_request} entries lost their request, {report.conflicting} clash with others."
            )


class AsideStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A folder with a file that was set aside."""

    folder: str
    salvaged: bool


class StoreStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How the store is; nothing personal."""

    folder: str
    bytes: int
    entries: dict[str, int]
    """Outbox entries not yet settled, by state."""
    staff_tasks: tuple[StaffTask, ...]
    set_aside: tuple[AsideStatus, ...]


def read_status(place: StorePlace) -> StoreStatus:
    """How the store is. Raises StoreError."""
    from kiosk.store.setting_aside import FILE, is_salvaged, list_aside

    with joined(place) as store:
        rows, tasks = store.outbox(), store.staff_tasks()
    return StoreStatus(
        folder=str(place.folder),
        bytes=(place.folder / FILE).stat().st_size,
        entries=dict(Counter(row.state.value for row in rows)),
        staff_tasks=tasks,
        set_aside=tuple(AsideStatus(folder=path.name, salvaged=is_salvaged(path)) for path in list_aside(place.folder)),
    )


def salvage_folders(place: StorePlace, name: str | None, *, show_progress: bool = False) -> list[SalvageReport]:
    """Salvage the folder called `name`, or each that was not salvaged yet. Raises StoreError."""
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from kiosk.store.salvage import salvage as salvage_folder
    from kiosk.store.setting_aside import is_salvaged, list_aside

    known = list_aside(place.folder)
    chosen = [path for path in known if (not is_salvaged(path) if name is None else path.name == name)]
    if name is not None and not chosen:
        raise StoreError(
            f"Nothing was set aside under the name {name}.",
            remedy="One of: " + (", ".join(path.name for path in known) or "(there is none)"),
        )
    with joined(place) as store, Progress(console=Console(stderr=True), disable=not show_progress) as bar:
        reports = []
        for path in chosen:
            work = bar.add_task(path.name, total=None)

            def tell(done: int, total: int, work: TaskID = work) -> None:
                bar.update(work, completed=done, total=total)

            reports.append(salvage_folder(path, store, place.key, progress=tell))
    return reports
