"""The PC/SC service (pcscd) by pyscard's thin layer, imported on opening: no monitor and no thread of its own.

Every call returns a code; those about the service become DeviceErrors here, those about one card are values, because
cards come and go. Codes: PC/SC Workgroup part 5, and pcsclite.h.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from kiosk.errors import DeviceAbsent, DeviceError


class CardTrouble(Enum):
    """Why a card gave no answer."""

    GONE = "gone"
    """It was taken away, or its reader was."""
    HELD = "held"
    """Another program has it for itself."""
    MUTE = "mute"
    """It is there and does not answer: the wrong way round, at the edge of the field, of a foreign kind."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What the service says of one reader."""

    mark: int
    """To be handed back, so that the next watch wakes for changes after this."""
    present: bool
    """A card is in it."""
    usable: bool
    """False while the service cannot speak to the reader."""

    @property
    def comings(self) -> int:
        """How often cards came and went so far; pcscd counts it in the upper half of its state."""
        return self.mark >> 16


class CardService(Protocol):
    """A way to cards. One thread uses it. Every method raises DeviceAbsent when the service is gone, `open` DeviceError
    when this program has no library for it."""

    def open(self) -> None:
        """Begin, or begin anew."""
        ...

    def readers(self) -> tuple[str, ...]:
        """Names of the readers there are now."""
        ...

    def watch(self, marks: Mapping[str, int], timeout_s: float) -> Mapping[str, Slot] | None:
        """Sleep until a reader changes from its mark (0: nothing known yet). Those that did; none when time is over;
        None when one of the readers is not there any more."""
        ...

    def exchange(self, reader: str, command: bytes) -> bytes | CardTrouble:
        """Send the card in `reader` a command."""
        ...

    def close(self) -> None:
        """Let go of the service. Harmless when it is gone or was never there."""
        ...


class PcscService:
    """See `CardService`."""

    def __init__(self) -> None:
        self._context: Any = None
        self._scard: Any = None

    def open(self) -> None:
        try:
            import smartcard.scard as scard
        except ImportError as error:
            raise DeviceError(f"The PC/SC library is not there: {error}.", remedy="Install libpcsclite1.") from error
        self._scard = scard
        code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        self._insist(code)
        self._context = context

    def readers(self) -> tuple[str, ...]:
        code, names = self._scard.SCardListReaders(self._opened(), [])
        if code == self._scard.SCARD_E_NO_READERS_AVAILABLE:
            return ()
        self._insist(code)
        return tuple(names)

    def watch(self, marks: Mapping[str, int], timeout_s: float) -> Mapping[str, Slot] | None:
        scard = self._scard
        code, states = scard.SCardGetStatusChange(self._opened(), int(timeout_s * 1000), list(marks.items()))
        if code in (scard.SCARD_E_TIMEOUT, scard.SCARD_E_CANCELLED):
            return {}
        if code in (scard.SCARD_E_UNKNOWN_READER, scard.SCARD_E_READER_UNAVAILABLE):
            return None
        self._insist(code)
        return {name: self._slot(state) for name, state, _ in states if state & scard.SCARD_STATE_CHANGED}

    def exchange(self, reader: str, command: bytes) -> bytes | CardTrouble:
        scard = self._scard
        code, card, protocol = scard.SCardConnect(
            self._opened(), reader, scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        )
        if code != scard.SCARD_S_SUCCESS:
            return self._trouble(code)
        header = scard.SCARD_PCI_T1 if protocol == scard.SCARD_PROTOCOL_T1 else scard.SCARD_PCI_T0
        code, answer = scard.SCardTransmit(card, header, list(command))
        # A card that is gone by now has no connection to end either.
        scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
        return bytes(answer) if code == scard.SCARD_S_SUCCESS else self._trouble(code)

    def close(self) -> None:
        context, self._context = self._context, None
        if context is not None:
            self._scard.SCardReleaseContext(context)

    def _slot(self, state: int) -> Slot:
        scard = self._scard
        return Slot(
            # Handed back, "changed" would mean nothing and is not allowed.
            mark=state & ~scard.SCARD_STATE_CHANGED,
            present=bool(state & scard.SCARD_STATE_PRESENT),
            usable=not state & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE),
        )

    def _trouble(self, code: int) -> CardTrouble:
        scard = self._scard
        if code in (scard.SCARD_E_NO_SERVICE, scard.SCARD_E_SERVICE_STOPPED):
            self._insist(code)
        if code == scard.SCARD_E_SHARING_VIOLATION:
            return CardTrouble.HELD
        gone = (
            scard.SCARD_E_NO_SMARTCARD,
            scard.SCARD_W_REMOVED_CARD,
            scard.SCARD_E_UNKNOWN_READER,
            scard.SCARD_E_READER_UNAVAILABLE,
            # Also of a service that was started anew; the next watch finds that out.
            scard.SCARD_E_INVALID_HANDLE,
        )
        return CardTrouble.GONE if code in gone else CardTrouble.MUTE

    def _insist(self, code: int) -> None:
        if code != self._scard.SCARD_S_SUCCESS:
            raise DeviceAbsent(
                f"The PC/SC service does not answer ({self._scard.SCardGetErrorMessage(code)}).",
                remedy="Is pcscd installed and running? systemctl status pcscd",
            )

    def _opened(self) -> Any:
        if self._context is None:
            raise DeviceAbsent("The PC/SC service is not open.")
        return self._context
