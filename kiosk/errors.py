"""The error tree.

FrontdoorError
├── SettingsError          a settings file cannot be used; names the key and the remedy
├── ContentError           a content pack cannot be used
├── StoreError             the store cannot be used as it is
│   ├── StoreTooNew        written by a newer program
│   ├── StoreKeyMissing    no key, or not of the right shape
│   ├── StoreReadOnly      the disk or the file does not take writes
│   ├── StoreFull          no space left
│   └── StoreDamaged       parts of the file cannot be read
├── DeviceError            a device cannot be opened or spoken to
│   ├── DeviceAbsent       not plugged in, refused, vanished
│   ├── DeviceBusy         somebody else holds it
│   └── DeviceUrlError     the device URL cannot be read
└── DeskError              the desk cannot be reached or did not accept

All of them are faults of the *environment*: they are caught at the edge that can say something useful, shown
in the person's language and retried. Anything else is a bug: it crashes, is logged, and the process restarts.
Expected outcomes (a form field that does not validate, a print job without confirmation) are values, not errors.
"""

from __future__ import annotations


class FrontdoorError(Exception):
    """A fault of the environment. `what` says what is wrong, `remedy` what to do; neither holds personal data."""

    code = "FD-000"

    def __init__(self, what: str, *, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy


class SettingsError(FrontdoorError):
    """A setting is missing, unknown or wrong."""

    code = "FD-100"


class ContentError(FrontdoorError):
    """A content pack cannot be read or is broken; the previous one stays in use."""

    code = "FD-200"


class StoreError(FrontdoorError):
    """The store cannot be used as it is."""

    code = "FD-300"


class StoreTooNew(StoreError):
    """The store file was written by a newer version of the program; nothing was changed."""

    code = "FD-301"


class StoreKeyMissing(StoreError):
    """The raw key of the store is missing or is not 32 bytes."""

    code = "FD-302"


class StoreReadOnly(StoreError):
    """The disk or the file does not take writes."""

    code = "FD-303"


class StoreFull(StoreError):
    """There is no space left for the store."""

    code = "FD-304"


class StoreDamaged(StoreError):
    """Parts of the store file cannot be read. The next start sets the file aside and goes on with a new one."""

    code = "FD-305"


class DeviceError(FrontdoorError):
    """A device cannot be opened or spoken to."""

    code = "FD-400"


class DeviceAbsent(DeviceError):
    """The device is not plugged in, refuses the connection, or has vanished."""

    code = "FD-401"


class DeviceBusy(DeviceError):
    """Somebody else holds the device."""

    code = "FD-402"


class DeviceUrlError(DeviceError):
    """A device URL cannot be read."""

    code = "FD-403"


class DeskError(FrontdoorError):
    """The desk cannot be reached, or does not accept an entry."""

    code = "FD-500"
