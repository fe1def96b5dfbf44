"""`kiosk check`: whether this kiosk could open its doors: settings, secrets, desk, content, store, devices."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kiosk.clock import SystemClock, plausible
from kiosk.content.load import load_pack
from kiosk.content_room import choose_delivered
from kiosk.desk_settings import MAIL, DeskSettings
from kiosk.domain.catalog import Pack, RequestKind
from kiosk.domain.device import DeviceState
from kiosk.domain.device_history import NEEDED, DeviceCondition
from kiosk.errors import FrontdoorError, SettingsError
from kiosk.launch import sample_content
from kiosk.lifecycle import ExitCode
from kiosk.setting_rules import SETTINGS_CHECKS
from kiosk.settings import DESK_CREDENTIAL, STORE_KEY, Settings, load_settings


class Verdict(StrEnum):
    """What was found of one part."""

    GOOD = "good"
    ATTENTION = "attention"
    """It works, but somebody should look."""
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    part: str
    verdict: Verdict
    what: str
    remedy: str = ""


def check_command(
    settings: Annotated[Path | None, typer.Option("--settings", metavar="FILE", help="The settings file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for programs.")] = False,
) -> None:
    """Look at everything a kiosk needs, without opening it.

    Exit code 0: ready. 1: something keeps it from opening, from printing, or from the desk. 2: wrong use.
    """
    findings = list(examine(settings))
    if as_json:
        ready = all(finding.verdict is not Verdict.BAD for finding in findings)
        typer.echo(json.dumps({"ready": ready, "findings": [asdict(finding) for finding in findings]}))
    else:
        _tell_people(findings)
    if any(finding.verdict is Verdict.BAD for finding in findings):
        raise typer.Exit(ExitCode.FAILED)


def examine(path: Path | None) -> Iterator[Finding]:
    """Every finding, in the order a technician would mend them."""
    try:
        settings = load_settings(path, checks=SETTINGS_CHECKS)
    except SettingsError as error:
        yield Finding("settings", Verdict.BAD, error.what, error.remedy)
        return
    yield Finding("settings", Verdict.GOOD, "read, every key understood")
    yield _clock()
    yield from _secrets(settings)
    yield _desk(settings)
    yield _content(settings)
    yield from _routing(settings)
    yield _store(settings)
    yield _fonts()
    yield from _devices(settings)


def _clock() -> Finding:
    now = SystemClock().now()
    if plausible(now):
        return Finding("clock", Verdict.GOOD, f"{now:%Y-%m-%d %H:%M} UTC")
    remedy = "Set the clock and replace the machine's battery; until then slips carry no date."
    return Finding("clock", Verdict.ATTENTION, f"It says {now:%Y-%m-%d}, which cannot be.", remedy)


def _secrets(settings: Settings) -> Iterator[Finding]:
    secrets = settings.secrets
    for name, read in ((STORE_KEY, secrets.read), (DESK_CREDENTIAL, secrets.read_text)):
        try:
            read(name)
        except SettingsError as error:
            yield Finding(f"secret {name}", Verdict.BAD, error.what, error.remedy)
        else:
            yield Finding(f"secret {name}", Verdict.GOOD, "there, and readable by its owner alone")


def _desk(settings: Settings) -> Finding:
    """Whether the desk proves who it is and takes this kiosk. One that is away keeps no door shut: requests wait."""
    import asyncio

    from kiosk.domain.delivery_words import explain
    from sync.connecting import open_connector
    from sync.delivery import STAFF_FAULTS
    from sync.desks.base import DeskFault, DeskTrouble

    async def ask() -> str:
        connector = open_connector(settings)
        try:
            return (await connector.health()).product
        finally:
            await connector.close()

    try:
        product = asyncio.run(ask())
    except SettingsError as error:
        return Finding("desk", Verdict.BAD, error.what, error.remedy)
    except DeskTrouble as trouble:
        words = explain(trouble.fault)
        lasting = trouble.fault in STAFF_FAULTS | {DeskFault.TLS_FAILED}
        what = f"{words.what} ({trouble.detail})" if trouble.detail else words.what
        remedy = words.remedy or "Try again."
        return Finding("desk", Verdict.BAD if lasting else Verdict.ATTENTION, what, remedy)
    return Finding("desk", Verdict.GOOD, f"{product} answers and takes this kiosk")


def _content(settings: Settings) -> Finding:
    if not settings.content.url:
        return _own_content(settings)
    delivered = choose_delivered(settings.delivered)
    if delivered is not None and delivered.pack is not None:
        return Finding("content", Verdict.GOOD, f"{_summary(delivered.pack)}, over sync")
    own = _own_content(settings)
    if own.verdict is Verdict.BAD:
        return own
    remedy = "Run `kiosk content installed`, then `kiosk content pull`."
    return Finding("content", Verdict.ATTENTION, f"No pack is in use that came over sync; {own.what} is shown.", remedy)


def _own_content(settings: Settings) -> Finding:
    loaded = load_pack(settings.content.folder or sample_content(), settings.content.compiled)
    if loaded.pack is None:
        return Finding("content", Verdict.BAD, f"{len(loaded.faults)} faults", "Run `kiosk content check` on the pack.")
    summary = _summary(loaded.pack)
    if loaded.faults:
        remedy = "Run `kiosk content check` on the pack."
        return Finding("content", Verdict.ATTENTION, f"The new pack is refused; {summary} stays in use.", remedy)
    return Finding("content", Verdict.GOOD, summary)


def _routing(settings: Settings) -> Iterator[Finding]:
    """Rules that fit nothing, and restricted matters without a place: the desk would show both too late."""
    pack = _pack_in_use(settings)
    if pack is None:
        return
    departments, services = {each.id for each in pack.departments}, {each.id for each in pack.services}
    for place, rule in enumerate(settings.desk.rules, start=1):
        missing = sorted({*rule.departments} - departments | {*rule.services} - services)
        if missing:
            what = f"desk.rules[{place}] names {', '.join(missing)}, which the content pack does not have"
            yield Finding("routing", Verdict.ATTENTION, what, "Correct the rule, or remove it.")
    few = [service for service in pack.services if service.restricted or service.kind is RequestKind.COMPLAINT]
    if few and not settings.desk.restricted_queue and not any(rule.restricted for rule in settings.desk.rules):
        what = "Complaints and other restricted matters have no place at the desk: they would wait for staff"
        yield Finding("routing", Verdict.ATTENTION, what, "Set desk.restricted_queue.")
    if few and (
        shared := _queues(settings.desk, pack, restricted=True) & _queues(settings.desk, pack, restricted=False)
    ):
        what = f"Restricted matters and others go to the same place: {', '.join(sorted(shared))}"
        yield Finding("routing", Verdict.ATTENTION, what, "Give restricted matters a place of their own.")


def _queues(desk: DeskSettings, pack: Pack, *, restricted: bool) -> set[str]:
    """Where the settings and the pack send restricted matters, or all others; in small letters, as desks compare."""
    named = {rule.queue for rule in desk.rules if rule.restricted is restricted}
    if restricted:
        named.add(desk.restricted_queue)
    elif desk.connector == MAIL:
        named.add(desk.mailbox)
    else:
        open_to_all = {
            service.department
            for service in pack.services
            if not service.restricted and service.kind is not RequestKind.COMPLAINT
        }
        named |= {desk.queue, *(each.queue for each in pack.departments if each.id in open_to_all)}
    return {name.casefold() for name in named if name}


def _pack_in_use(settings: Settings) -> Pack | None:
    delivered = choose_delivered(settings.delivered) if settings.content.url else None
    if delivered is not None and delivered.pack is not None:
        return delivered.pack
    return load_pack(settings.content.folder or sample_content(), settings.content.compiled).pack


def _summary(pack: Pack) -> str:
    return f"{pack.id} {pack.version}, {len(pack.services)} services"


def _store(settings: Settings) -> Finding:
    folder = settings.store.folder
    if not folder.exists() or not any(folder.glob("*.db")):
        return Finding("store", Verdict.ATTENTION, f"There is none at {folder}; the kiosk makes it when it opens.")
    from kiosk.store import join_store

    try:
        key = settings.secrets.read(STORE_KEY)
        store = join_store(folder, key, kiosk_code=settings.kiosk.code, clock=SystemClock())
        try:
            waiting, tasks = len(store.outbox()), len(store.staff_tasks())
        finally:
            store.close()
    except FrontdoorError as error:
        return Finding("store", Verdict.BAD, error.what, error.remedy)
    return Finding("store", Verdict.GOOD, f"opens; {waiting} entries wait for the desk, {tasks} tasks for staff")


def _fonts() -> Finding:
    from kiosk.receipts.fonts import check_fonts

    try:
        check_fonts()
    except FrontdoorError as error:
        return Finding("fonts of slips", Verdict.BAD, error.what, error.remedy)
    return Finding("fonts of slips", Verdict.GOOD, "there for every language")


def _devices(settings: Settings) -> Iterator[Finding]:
    """Each device as the kiosk would meet it. Questions for status are all that is sent."""
    from kiosk.device_room import devices_of
    from kiosk.devices.trials import look

    if not settings.printer.url:
        yield Finding("printer", Verdict.ATTENTION, "No printer is configured; receipts stay on the screen.")
    for condition in look(devices_of(settings)):
        yield _device_finding(condition)


_FAULTY = "See “Troubleshooting” on its page in docs/devices."


def _device_finding(condition: DeviceCondition) -> Finding:
    name, why = condition.device, condition.reason.replace("_", " ").replace(",", ", ")
    # A visit loses nothing by a lamp, a sound or a headset that is missing.
    bad = Verdict.BAD if condition.kind in NEEDED else Verdict.ATTENTION
    match condition.state:
        case DeviceState.READY:
            return Finding(name, Verdict.GOOD, "answers and is ready")
        case DeviceState.ATTENTION:
            return Finding(name, Verdict.ATTENTION, f"ready, but: {why}", condition.remedy)
        case DeviceState.UNKNOWN if condition.rests:
            remedy = "Its kind cannot be asked: try it with `kiosk devices test`."
            return Finding(name, Verdict.GOOD, "its line is open, and nothing has come yet", remedy)
        case DeviceState.UNKNOWN:
            return Finding(name, bad, f"does not answer: {why}", condition.remedy or _FAULTY)
        case DeviceState.BLOCKED | DeviceState.ABSENT:
            return Finding(name, bad, condition.what or f"cannot work: {why}", condition.remedy or _FAULTY)


def _tell_people(findings: list[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    marks = {Verdict.GOOD: ("✓", "green"), Verdict.ATTENTION: ("!", "yellow"), Verdict.BAD: ("✗", "red")}
    table = Table(box=None, show_header=False)
    for finding in findings:
        mark, colour = marks[finding.verdict]
        said = "\n".join(filter(None, (finding.what, finding.remedy)))
        table.add_row(Text(mark, style=colour), Text(finding.part, style="bold"), Text(said))
    Console().print(table)
