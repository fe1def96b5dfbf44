"""Settings: one TOML file, read once, checked as a whole, frozen. Only composition roots import this. No Qt here.

`docs/kiosk.example.toml` explains every key. Secrets never stand in the file: see `Secrets`.
"""

from __future__ import annotations

import os
import secrets as random_source
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from kiosk.content_settings import ContentSettings, read_content
from kiosk.desk_settings import DeskSettings, read_desk
from kiosk.errors import SettingsError
from kiosk.toml_table import LANGUAGE, Check, TomlTable

PATH_VARIABLE = "FRONTDOOR_SETTINGS"
"""Environment variable that names the settings file where the command line does not."""

STORE_KEY = "store-key"
"""Name of the secret with the 32 raw bytes that open the store."""

DESK_CREDENTIAL = "desk-token"
"""Name of the secret that the kiosk shows to the desk."""

_DEFAULT_NAME = {
    "en": "Main hall kiosk",
    "ar": "كشك القاعة الرئيسية",
    "fa": "کیوسک سالن اصلی",
    "el": "Σταθμός κεντρικής αίθουσας",
    "zh": "主大厅自助终端",
}


class KioskSettings(msgspec.Struct, frozen=True):
    """Which kiosk this is."""

    code: str
    """Two characters, the beginning of every reference made here."""
    name: Mapping[str, str]
    """By language, as slips show it."""
    other: Mapping[str, str]
    """Where another kiosk stands, by language; empty where there is none."""


class ScreenSettings(msgspec.Struct, frozen=True):
    """The screen, in millimetres; None asks the screen itself."""

    width_mm: float | None
    height_mm: float | None
    fullscreen: bool


class LocaleSettings(msgspec.Struct, frozen=True):
    """How the place writes dates, numbers and money."""

    default_language: str
    time_zone: str
    """IANA name."""
    calendar: str
    """`jalali` or `gregorian`; the former shows in Persian only."""
    digits: str
    """`usual` (native in Persian, Latin in Arabic), `latin` or `native`."""
    regions: Mapping[str, str]
    """Region of each language, ISO 3166; a language without one uses its usual region."""


class StoreSettings(msgspec.Struct, frozen=True):
    """Where the encrypted store lies, and its backups."""

    folder: Path
    backups: Path
    """Where backups go that are not told to go elsewhere; retention reaches them here alone."""


class PrinterSettings(msgspec.Struct, frozen=True):
    """The receipt printer."""

    url: str
    """A device URL; empty is a kiosk without a printer."""
    profile: str


class ReadersSettings(msgspec.Struct, frozen=True):
    """Card readers and scanners."""

    urls: tuple[str, ...]
    """Device URLs; in events, logs and the history they are reader-1, reader-2 and so on."""


class SignalsSettings(msgspec.Struct, frozen=True):
    """What the kiosk says without words, and where it hears of a headset. Empty URLs: it has none."""

    light: str
    sound: str
    headset: str
    volume_percent: int
    """Of the sounds; 0 is a kiosk without."""


class VisitSettings(msgspec.Struct, frozen=True):
    """How long a visit waits, in seconds."""

    idle_s: float
    warning_s: float
    print_hold_s: float


class RetentionSettings(msgspec.Struct, frozen=True):
    """How many days each class of data stays on this kiosk."""

    guest_contact_days: int
    """Promised on the screen where a guest gives name and contact."""
    request_days: int
    task_days: int
    set_aside_days: int
    backup_days: int


class LimitsSettings(msgspec.Struct, frozen=True):
    """How much one visit, and everybody within an hour, may have."""

    requests_per_visit: int
    requests_per_hour: int
    calls_per_visit: int
    calls_per_hour: int
    slips_per_visit: int
    slips_per_hour: int


class Secrets(msgspec.Struct, frozen=True):
    """Secrets by name: systemd credentials, and files that only their owner can read."""

    credentials: Path | None
    """`$CREDENTIALS_DIRECTORY`, guarded by systemd."""
    folder: Path

    def read(self, name: str) -> bytes:
        """The secret's bytes, exactly as stored, of a credential where there is one, else of a file.

        Raises SettingsError when it is missing or others can read it.
        """
        if self.credentials is not None and (given := self.credentials / name).is_file():
            return given.read_bytes()
        return self._read_file(name)

    def read_text(self, name: str) -> str:
        """A secret that may be renewed while the kiosk runs, as text without white space around it.

        Here a file comes first, because systemd hands out a credential at the start of the service and never again.
        Raises SettingsError as `read` does.
        """
        secret = self._read_file(name) if self.is_renewed(name) else self.read(name)
        try:
            return secret.decode().strip()
        except UnicodeDecodeError as error:
            raise SettingsError(f"The secret {name} is not text.", remedy="Store it as UTF-8 text.") from error

    def is_renewed(self, name: str) -> bool:
        """Whether `read_text` finds a file, which counts instead of any credential."""
        return (self.folder / name).exists()

    def _read_file(self, name: str) -> bytes:
        path = self.folder / name
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise SettingsError(
                f"The secret {name} cannot be read: {error.strerror}.",
                remedy=f"Give it with LoadCredential={name}:… in kiosk.service, or as a file of mode 0600 at {path}.",
            ) from error
        with os.fdopen(descriptor, "rb") as file:
            state = os.fstat(file.fileno())
            if stat.S_IMODE(state.st_mode) & 0o077 or state.st_uid != os.geteuid():
                raise SettingsError(
                    f"The secret {name} can be read by others than its owner.",
                    remedy=f"Run `chmod 600 {path}` as the kiosk's user, and renew the secret.",
                )
            return file.read()

    def ensure_store_key(self) -> bytes:
        """The key of the store, drawn now if there is none yet. For the demo; in service a credential gives it."""
        path = self.folder / STORE_KEY
        given = self.credentials is not None and (self.credentials / STORE_KEY).is_file()
        if not given and not path.exists():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(random_source.token_bytes(32))
                file.flush()
                os.fsync(file.fileno())
        return self.read(STORE_KEY)


class Settings(msgspec.Struct, frozen=True):
    """Everything that differs from one kiosk to the next."""

    kiosk: KioskSettings
    screen: ScreenSettings
    locale: LocaleSettings
    store: StoreSettings
    content: ContentSettings
    printer: PrinterSettings
    readers: ReadersSettings
    signals: SignalsSettings
    desk: DeskSettings
    visit: VisitSettings
    retention: RetentionSettings
    limits: LimitsSettings
    secrets: Secrets

    @property
    def delivered(self) -> Path:
        """Where packs that came over sync lie: with the store, whose disk is backed up and watched."""
        return self.store.folder / "delivered"


def load_settings(
    path: Path | None, *, env: Mapping[str, str] = os.environ, checks: Mapping[str, Check] = MappingProxyType({})
) -> Settings:
    """The settings of the file at `path`, else of the one `FRONTDOOR_SETTINGS` names, else the defaults.

    Relative paths in the file start at the file's folder. `checks` brings the rules of other rooms, by key
    (`printer.profile`). Raises one SettingsError that names every fault with its key and remedy.
    """
    if path is None and env.get(PATH_VARIABLE):
        path = Path(env[PATH_VARIABLE])
    tree = _read(path) if path is not None else {}
    base = path.parent if path is not None else Path()
    root = TomlTable(tree, "", [], checks)
    settings = _settings(root, base, env)
    root.finish()
    if root.faults:
        where = path.name if path is not None else "the defaults"
        count = "One fault" if len(root.faults) == 1 else f"{len(root.faults)} faults"
        raise SettingsError(
            "\n".join([f"{count} in {where}:", *(f"- {fault}" for fault in root.faults)]),
            remedy="docs/kiosk.example.toml explains every key.",
        )
    return settings


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"The settings file {path} cannot be read: {error.strerror}.",
            remedy=f"Name an existing file with --settings or {PATH_VARIABLE}.",
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path.name} is not UTF-8 text.", remedy="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name} is not TOML: {error}.", remedy="Correct that line.") from error


def _settings(root: TomlTable, base: Path, env: Mapping[str, str]) -> Settings:
    state = _state_folder(env)
    kiosk, screen, locale = root.table("kiosk"), root.table("screen"), root.table("locale")
    store, content, printer = root.table("store"), root.table("content"), root.table("printer")
    readers, signals = root.table("readers"), root.table("signals")
    visit, retention = root.table("visit"), root.table("retention")
    desk = read_desk(root.table("desk"), base)
    folder = store.path("folder", base) or state
    return Settings(
        kiosk=KioskSettings(
            code=kiosk.string("code", "K7", pattern=r"[0-9A-Z]{2}", example='code = "K7"'),
            name=kiosk.texts("name", _DEFAULT_NAME),
            other=kiosk.texts("other", {}, example="Floor 2, by the lifts"),
        ),
        screen=ScreenSettings(
            width_mm=screen.number("width_mm", None, 100, 3000),
            height_mm=screen.number("height_mm", None, 100, 3000),
            fullscreen=screen.flag("fullscreen", default=True),
        ),
        locale=LocaleSettings(
            default_language=locale.string("default_language", "en", pattern=LANGUAGE, example='"en"'),
            time_zone=locale.string("time_zone", "UTC", rule=_time_zone_fault),
            calendar=locale.choice("calendar", ("jalali", "gregorian")),
            digits=locale.choice("digits", ("usual", "latin", "native")),
            regions=locale.texts("regions", {"en": "GB"}, pattern=r"[A-Z]{2}|[0-9]{3}"),
        ),
        store=StoreSettings(folder=folder, backups=store.path("backups", base) or folder / "backups"),
        content=read_content(content, base, store=folder, connector=desk.connector),
        printer=PrinterSettings(
            url=printer.string("url", "sim://printer", pattern=_DEVICE_URL, example='"tcp://10.0.0.9"'),
            profile=printer.string("profile", "epson-80"),
        ),
        readers=ReadersSettings(
            urls=readers.strings("urls", (), pattern=r"[a-z][a-z0-9+]*://\S*", example='["pcsc://"]')
        ),
        signals=SignalsSettings(
            light=signals.string("light", "", pattern=_DEVICE_URL, example='"led://kiosk:white:status"'),
            sound=signals.string("sound", "", pattern=_DEVICE_URL, example='"alsa://default"'),
            headset=signals.string("headset", "", pattern=_DEVICE_URL, example='"jack://"'),
            volume_percent=int(signals.number("volume_percent", 70, 0, 100)),
        ),
        desk=desk,
        visit=VisitSettings(
            idle_s=visit.number("idle_s", 60.0, 10, 3600),
            warning_s=visit.number("warning_s", 30.0, 10, 600),
            print_hold_s=visit.number("print_hold_s", 30.0, 1, 600),
        ),
        retention=RetentionSettings(
            guest_contact_days=_days(retention, "guest_contact_days", 30),
            request_days=_days(retention, "request_days", 365),
            task_days=_days(retention, "task_days", 365),
            set_aside_days=_days(retention, "set_aside_days", 30),
            backup_days=_days(retention, "backup_days", 30),
        ),
        limits=_limits(root.table("limits")),
        secrets=Secrets(
            credentials=Path(env["CREDENTIALS_DIRECTORY"]) if env.get("CREDENTIALS_DIRECTORY") else None,
            folder=root.table("secrets").path("folder", base) or state / "secrets",
        ),
    )


def _limits(limits: TomlTable) -> LimitsSettings:
    return LimitsSettings(
        requests_per_visit=int(limits.number("requests_per_visit", 5, 1, 1000)),
        requests_per_hour=int(limits.number("requests_per_hour", 60, 1, 10_000)),
        calls_per_visit=int(limits.number("calls_per_visit", 3, 1, 1000)),
        calls_per_hour=int(limits.number("calls_per_hour", 30, 1, 10_000)),
        slips_per_visit=int(limits.number("slips_per_visit", 10, 1, 1000)),
        slips_per_hour=int(limits.number("slips_per_hour", 120, 1, 10_000)),
    )


def _days(table: TomlTable, key: str, default: int) -> int:
    return int(table.number(key, default, 1, 3650))


_DEVICE_URL = r"(?:[a-z][a-z0-9+]*://\S*)?"
"""Or nothing, where there is no such device; what the URL says is for another room to judge."""


def _state_folder(env: Mapping[str, str]) -> Path:
    """systemd's StateDirectory= where there is one, else the user's own (XDG Base Directory Specification 0.8)."""
    if env.get("STATE_DIRECTORY"):
        return Path(env["STATE_DIRECTORY"].split(":")[0])
    return Path(env.get("XDG_STATE_HOME") or Path(env.get("HOME", "")) / ".local" / "state") / "frontdoor"


def _time_zone_fault(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError):
        return 'is not a time zone. Write a name such as "Europe/Athens".'
    except KeyError:  # ZoneInfoNotFoundError is one
        return 'is not a time zone this machine knows. Write a name such as "Europe/Athens".'
    return ""
