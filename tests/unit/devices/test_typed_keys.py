from __future__ import annotations

import itertools
from functools import partial

import pytest
from evdev import ecodes
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.protocols.aim_codes import LONGEST_CODE_BYTES, read_code
from kiosk.devices.protocols.card_numbers import LONGEST_NUMBER
from kiosk.devices.protocols.key_codes import CHARACTERS, ENDS, OTHER_MODIFIERS, SILENT
from kiosk.devices.protocols.reading import Reading
from kiosk.devices.protocols.typed_keys import INPUT_EVENT, TypedDecoder
from kiosk.devices.simulators.card_frames import type_text
from kiosk.domain.reader import Symbology
from kiosk.domain.secret import Secret


def take_any(content):
    """Any text, for the tests of keys."""
    return Reading(Secret(content.decode("ascii")))


cards = partial(TypedDecoder, take_any, limit_characters=LONGEST_NUMBER, pause_s=0.3)
codes = partial(TypedDecoder, read_code, limit_characters=LONGEST_CODE_BYTES, pause_s=0.3)

ON_THE_KEYBOARD = "".join(map(chr, range(0x20, 0x7F)))


def event(kind, code, value):
    return INPUT_EVENT.pack(0, 0, kind, code, value)


def tap(code):
    return event(1, code, 1) + event(0, 0, 0) + event(1, code, 0) + event(0, 0, 0)


def texts(readings):
    return [reading.text.reveal() for reading in readings]


@given(st.text(ON_THE_KEYBOARD, min_size=3, max_size=100).filter(lambda text: text[0] != "]"))
def test_what_is_typed_is_read(text) -> None:
    decoder = codes()
    assert texts(decoder.feed(type_text(text), 0.0)) == [text]
    assert decoder.garbled == 0
    assert decoder.due_s() is None


def test_every_printable_character_has_its_key() -> None:
    assert {character for pair in CHARACTERS.values() for character in pair} == set(ON_THE_KEYBOARD)


NAMES = {
    "-": "MINUS",
    "=": "EQUAL",
    "[": "LEFTBRACE",
    "]": "RIGHTBRACE",
    ";": "SEMICOLON",
    "'": "APOSTROPHE",
    "`": "GRAVE",
    "\\": "BACKSLASH",
    ",": "COMMA",
    ".": "DOT",
    "/": "SLASH",
    " ": "SPACE",
}


@pytest.mark.parametrize("code", CHARACTERS)
def test_our_keys_are_the_kernels_keys(code) -> None:
    plain, _ = CHARACTERS[code]
    keypad = {"*": "KPASTERISK", "-": "KPMINUS", "+": "KPPLUS", ".": "KPDOT", "/": "KPSLASH"}
    names = {f"KEY_{NAMES.get(plain, plain.upper())}", f"KEY_KP{plain}", f"KEY_{keypad.get(plain)}"}
    kernels = ecodes.KEY[code]
    assert names & set([kernels] if isinstance(kernels, str) else kernels)


def test_our_other_keys_are_the_kernels_keys() -> None:
    assert {ecodes.KEY_ENTER, ecodes.KEY_KPENTER, ecodes.KEY_TAB} == ENDS
    assert {
        ecodes.KEY_LEFTCTRL, ecodes.KEY_RIGHTCTRL, ecodes.KEY_LEFTALT, ecodes.KEY_RIGHTALT, ecodes.KEY_LEFTMETA,
        ecodes.KEY_RIGHTMETA,
    } == OTHER_MODIFIERS  # fmt: skip
    assert {ecodes.KEY_CAPSLOCK, ecodes.KEY_NUMLOCK, ecodes.KEY_SCROLLLOCK, ecodes.KEY_LEFTSHIFT} <= SILENT


def test_the_keypad_types_digits() -> None:
    keys = [ecodes.KEY_KP0, ecodes.KEY_KP4, ecodes.KEY_KP9, ecodes.KEY_KPDOT, ecodes.KEY_KPENTER]
    assert texts(cards().feed(b"".join(map(tap, keys)), 0.0)) == ["049."]


@pytest.mark.parametrize("end", sorted(ENDS))
def test_enter_of_either_sort_and_tab_end_it(end) -> None:
    assert texts(cards().feed(tap(ecodes.KEY_7) + tap(end), 0.0)) == ["7"]


@pytest.mark.parametrize("shift", [ecodes.KEY_LEFTSHIFT, ecodes.KEY_RIGHTSHIFT])
def test_shift_held_over_several_keys(shift) -> None:
    keys = event(1, shift, 1) + tap(ecodes.KEY_A) + tap(ecodes.KEY_1) + event(1, shift, 0) + tap(ecodes.KEY_A)
    assert texts(cards().feed(keys + tap(ecodes.KEY_ENTER), 0.0)) == ["A!a"]


def test_caps_lock_turns_letters_and_nothing_else() -> None:
    shifted = event(1, ecodes.KEY_LEFTSHIFT, 1) + tap(ecodes.KEY_B) + event(1, ecodes.KEY_LEFTSHIFT, 0)
    keys = tap(ecodes.KEY_CAPSLOCK) + tap(ecodes.KEY_A) + tap(ecodes.KEY_1) + shifted + tap(ecodes.KEY_CAPSLOCK)
    assert texts(cards().feed(keys + tap(ecodes.KEY_A) + tap(ecodes.KEY_ENTER), 0.0)) == ["A1ba"]


def test_a_key_that_the_kernel_repeats_counts_once() -> None:
    held = event(1, ecodes.KEY_7, 1) + event(1, ecodes.KEY_7, 2) * 5 + event(1, ecodes.KEY_7, 0)
    assert texts(cards().feed(held + tap(ecodes.KEY_ENTER), 0.0)) == ["7"]


@pytest.mark.parametrize(
    "odd",
    [
        tap(ecodes.KEY_F1),
        event(1, ecodes.KEY_LEFTCTRL, 1) + tap(ecodes.KEY_A) + event(1, ecodes.KEY_LEFTCTRL, 0),
        event(0, ecodes.SYN_DROPPED, 0),
        event(0x7777, 1, 1),
        tap(ecodes.KEY_1) * (LONGEST_NUMBER + 1),
    ],
    ids=["a key without a character", "with control", "the kernel lost some", "no event at all", "too long"],
)
def test_half_a_number_is_no_number(odd) -> None:
    decoder = cards()
    assert decoder.feed(tap(ecodes.KEY_1) + odd + tap(ecodes.KEY_2) + tap(ecodes.KEY_ENTER), 0.0) == []
    assert decoder.garbled == 1
    assert texts(decoder.feed(type_text("34"), 0.1)) == ["34"]


def test_shift_whose_release_was_lost_does_not_spoil_the_next_card() -> None:
    decoder = cards()
    decoder.feed(event(1, ecodes.KEY_LEFTSHIFT, 1) + tap(ecodes.KEY_1), 0.0)
    assert texts(decoder.feed(type_text("12"), 1.0)) == ["12"]


def test_a_number_without_enter_is_dropped_after_the_pause() -> None:
    decoder = cards()
    decoder.feed(tap(ecodes.KEY_1), 5.0)
    assert decoder.due_s() == pytest.approx(5.3)
    assert decoder.expire(5.31) == []
    assert decoder.garbled == 1
    assert texts(decoder.feed(type_text("22"), 5.4)) == ["22"]


def test_a_number_without_enter_is_whole_where_a_pause_ends_it() -> None:
    decoder = cards(pause_ends=True)
    assert decoder.feed(tap(ecodes.KEY_1) + tap(ecodes.KEY_2), 5.0) == []
    assert texts(decoder.expire(5.31)) == ["12"]
    assert decoder.expire(6.0) == []


def test_an_enter_alone_is_nothing() -> None:
    decoder = cards()
    assert decoder.feed(tap(ecodes.KEY_ENTER) * 3, 0.0) == []
    assert decoder.garbled == 0


def test_codes_are_typed_with_their_identifier() -> None:
    (reading,) = codes().feed(type_text("]C0AB-1234"), 0.0)
    assert (reading.text.reveal(), reading.symbology) == ("AB-1234", Symbology.CODE_128)


@given(st.binary(max_size=300), st.lists(st.integers(min_value=0), max_size=6))
def test_it_does_not_matter_how_the_bytes_are_cut(data, cuts) -> None:
    stream = type_text("1a") + data
    places = [0, *sorted({cut % (len(stream) + 1) for cut in cuts}), len(stream)]
    whole, cut = cards(), cards()
    pieces = [reading for start, end in itertools.pairwise(places) for reading in cut.feed(stream[start:end], 0.0)]
    assert whole.feed(stream, 0.0) == pieces
    assert whole.garbled == cut.garbled
