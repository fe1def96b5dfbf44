"""A sound card through ALSA's own library, by ctypes: no audio server, no process for each sound, nothing at the start.

Source: alsa-lib, "PCM (digital audio) interface" at alsa-project.org (`snd_pcm_open`, `snd_pcm_set_params`,
`snd_pcm_writei`, `snd_pcm_recover`, `snd_pcm_drain`), and its include/pcm.h for the numbers. The card is open only
while something sounds, so that speech and others can have it in between.
"""

from __future__ import annotations

import ctypes
import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from kiosk.devices.protocols.sounds import RATE_HZ, Sound
from kiosk.devices.transports.faults import speaking_to
from kiosk.errors import DeviceAbsent, DeviceError

LIBRARY = "libasound.so.2"

_PLAYBACK = 0
_NON_BLOCKING = 1
"""Of opening: a card that somebody else has is told at once, instead of waited for."""
_SAMPLE = 2 if sys.byteorder == "little" else 3
"""SND_PCM_FORMAT_S16_LE or S16_BE."""
_INTERLEAVED = 3
_BUFFER_US = 100_000
"""Longest stretch that the card has in hand; short sounds begin when `snd_pcm_drain` says so, at the latest."""
_SAMPLE_BYTES = 2

_ErrorHandler = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)


def _say_nothing(_file: bytes, _line: int, _function: bytes, _error: int, _format: bytes) -> None:
    """ALSA prints half a dozen lines for each card that is missing; what is wrong comes as a number as well."""


_SILENCE = _ErrorHandler(_say_nothing)
"""For as long as the program runs: the library keeps a pointer to it."""


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL:
    """Loaded on the speaker's thread, at its first use. Raises OSError where ALSA is not installed."""
    library = ctypes.CDLL(LIBRARY)
    library.snd_lib_error_set_handler(_SILENCE)
    library.snd_pcm_writei.restype = ctypes.c_long
    return library


class AlsaCard:
    """See `SoundCard`. `pcm` is ALSA's name: `default`, `plughw:CARD=PCH,DEV=0`."""

    def __init__(self, pcm: str) -> None:
        self._pcm = pcm

    def check(self) -> None:
        with self._opened():
            return

    def play(self, sound: Sound) -> None:
        with self._opened() as handle:
            library = _library()
            buffer = ctypes.create_string_buffer(sound.samples, len(sound.samples))
            frames = len(sound.samples) // _SAMPLE_BYTES
            done = 0
            while done < frames:
                at = ctypes.byref(buffer, done * _SAMPLE_BYTES)
                written = library.snd_pcm_writei(handle, at, ctypes.c_ulong(frames - done))
                if written < 0:
                    # Interrupted, run empty or put to sleep: mended at most once in a row, else told.
                    self._expect(library.snd_pcm_recover(handle, ctypes.c_int(written), 1))
                    written = library.snd_pcm_writei(handle, at, ctypes.c_ulong(frames - done))
                    self._expect(written)
                done += written
            self._expect(library.snd_pcm_drain(handle))

    @contextmanager
    def _opened(self) -> Iterator[ctypes.c_void_p]:
        try:
            library = _library()
        except OSError as error:
            raise DeviceError(
                "Sounds need ALSA's library, which is not there.", remedy="apt install libasound2"
            ) from error
        handle = ctypes.c_void_p()
        self._expect(library.snd_pcm_open(ctypes.byref(handle), self._pcm.encode(), _PLAYBACK, _NON_BLOCKING))
        try:
            self._expect(library.snd_pcm_nonblock(handle, 0))
            self._expect(library.snd_pcm_set_params(handle, _SAMPLE, _INTERLEAVED, 1, RATE_HZ, 1, _BUFFER_US))
            yield handle
        finally:
            library.snd_pcm_close(handle)

    def _expect(self, result: int) -> None:
        """Raise what a negative `result` means."""
        if result >= 0:
            return
        if -result in (errno.ENOENT, errno.ENODEV, errno.ENXIO):
            raise DeviceAbsent(
                f"There is no sound card “{self._pcm}”.", remedy="`aplay -L` lists them; check [signals] sound."
            )
        with speaking_to(f"The sound card “{self._pcm}”"):
            raise OSError(-result, "ALSA")
