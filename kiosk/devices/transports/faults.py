"""The one place where foreign exceptions of lines become DeviceErrors.

pyserial's SerialException is an OSError; `termios.error`, which an unplugged port raises on flush and set-up, is not;
libusb's errors are none either.
"""

from __future__ import annotations

import errno
import termios
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.errors import DeviceAbsent, DeviceBusy, DeviceError

_BUSY = frozenset({errno.EBUSY, errno.EAGAIN})
"""TIOCEXCL by another process; its flock."""

_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM})


@contextmanager
def speaking_to(device: str) -> Iterator[None]:
    """Turn what a line to `device` (its path or address) may raise into DeviceErrors."""
    try:
        yield
    except OSError as error:
        raise _mapped(device, error.errno, error) from error
    except termios.error as error:
        number = error.args[0] if error.args and isinstance(error.args[0], int) else None
        raise _mapped(device, number, error) from error
    except (ValueError, OverflowError) as error:
        # pyserial's and socket's words for a setting that the port or the network does not know.
        raise DeviceError(f"{device} does not take its settings: {error}.", remedy="Check the device URL.") from error


@contextmanager
def speaking_over_usb(device: str) -> Iterator[None]:
    """The same for what libusb may raise, or for its not being there."""
    import usb1

    try:
        yield
    except usb1.USBErrorNoDevice as error:
        raise DeviceAbsent(f"{device} was unplugged.", remedy="Plug it in again.") from error
    except usb1.USBErrorBusy as error:
        raise DeviceBusy(f"{device} is held by another program.", remedy="Stop what else prints on it.") from error
    except usb1.USBErrorAccess as error:
        raise DeviceError(
            f"{device} may not be opened by this user.",
            remedy="Install the udev rules, or add the user to the group lp.",
        ) from error
    except usb1.USBError as error:
        raise DeviceAbsent(f"{device} does not answer ({error}).", remedy="Check power and cable.") from error
    except OSError as error:
        raise DeviceError(f"{device} needs libusb, which is not there.", remedy="apt install libusb-1.0-0") from error


def _mapped(device: str, number: int | None, error: Exception) -> DeviceError:
    why = errno.errorcode.get(number or 0, type(error).__name__)
    if number in _BUSY:
        return DeviceBusy(f"{device} is held by another program ({why}).", remedy=f"Find it with: fuser -v {device}")
    if number in _FORBIDDEN:
        return DeviceError(
            f"{device} may not be opened by this user ({why}).",
            remedy="Add the user to the group dialout or lp.",
        )
    return DeviceAbsent(f"{device} does not answer ({why}).", remedy="Check power, cable and address.")
