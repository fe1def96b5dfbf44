from __future__ import annotations

import itertools
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.protocols.aim_codes import LONGEST_CODE_BYTES, SHORTEST_CODE, read_code
from kiosk.devices.protocols.card_numbers import LONGEST_NUMBER, SHORTEST_NUMBER, read_number, read_rdm6300
from kiosk.devices.protocols.chip_id import read_uid
from kiosk.devices.protocols.stx_frames import LIMIT_BYTES, StxDecoder
from kiosk.devices.protocols.text_lines import LineDecoder
from kiosk.devices.simulators.card_frames import (
    AIM_IDENTIFIERS,
    frame_line,
    frame_rdm6300,
    frame_stx,
)
from kiosk.domain.reader import Symbology

PAUSE_S = 0.3

stx = partial(StxDecoder, read_number, pause_s=PAUSE_S)
rdm6300 = partial(StxDecoder, read_rdm6300, pause_s=PAUSE_S)
lines = partial(LineDecoder, read_number, limit_bytes=LONGEST_NUMBER, pause_s=PAUSE_S)
codes = partial(LineDecoder, read_code, limit_bytes=LONGEST_CODE_BYTES, pause_s=PAUSE_S)
codes_by_pause = partial(codes, pause_ends=True)

DECODERS = {"stx": stx, "rdm6300": rdm6300, "lines": lines, "codes": codes, "codes by pause": codes_by_pause}

numbers = st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=SHORTEST_NUMBER, max_size=LONGEST_NUMBER
)
tags = st.binary(min_size=5, max_size=5).map(lambda octets: octets.hex().upper())
code_texts = st.text(
    st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc"]), min_size=SHORTEST_CODE, max_size=200
).filter(lambda text: not text.startswith("]"))


def texts(readings):
    return [reading.text.reveal() for reading in readings]


def feed_all(decoder, data, cuts=()):
    """What the decoder makes of `data` when it comes cut into pieces, without a pause between."""
    places = [0, *sorted({cut % (len(data) + 1) for cut in cuts}), len(data)]
    readings = []
    for start, end in itertools.pairwise(places):
        readings += decoder.feed(data[start:end], 0.0)
    return readings


# -- what comes whole is read -----------------------------------------------------------------------------


@given(st.lists(numbers, max_size=5))
def test_stx_frames_give_their_numbers(given_numbers) -> None:
    decoder = stx()
    assert texts(decoder.feed(b"".join(map(frame_stx, given_numbers)), 0.0)) == given_numbers
    assert decoder.garbled == 0
    assert decoder.due_s() is None


@given(st.lists(tags, max_size=5))
def test_rdm6300_frames_give_their_numbers(given_tags) -> None:
    decoder = rdm6300()
    assert texts(decoder.feed(b"".join(map(frame_rdm6300, given_tags)), 0.0)) == given_tags
    assert decoder.garbled == 0


@given(st.lists(numbers, max_size=5), st.sampled_from([b"\r", b"\n", b"\r\n", b"\n\n"]))
def test_lines_give_their_numbers(given_numbers, end) -> None:
    decoder = lines()
    assert texts(decoder.feed(b"".join(number.encode() + end for number in given_numbers), 0.0)) == given_numbers
    assert decoder.garbled == 0


@given(code_texts, st.sampled_from(Symbology))
def test_codes_give_their_text_and_kind(text, symbology) -> None:
    (reading,) = codes().feed(frame_line(AIM_IDENTIFIERS[symbology] + text), 0.0)
    assert (reading.text.reveal(), reading.symbology) == (text, symbology)


def test_a_data_sheet_example_of_rdm6300_is_read() -> None:
    # Tag 62E3086CED, checksum 62^E3^08^6C^ED = 08.
    assert texts(rdm6300().feed(b"\x0262E3086CED08\x03", 0.0)) == ["62E3086CED"]


def test_id12_ends_its_line_within_the_frame() -> None:
    assert texts(rdm6300().feed(b"\x0262E3086CED08\r\n\x03", 0.0)) == ["62E3086CED"]


@pytest.mark.parametrize("content", [b"62E3086CED09", b"62E3086CE008", b"62E3086CED", b"62E3086CEG08", b""])
def test_rdm6300_with_a_wrong_checksum_or_shape_is_no_card(content) -> None:
    decoder = rdm6300()
    assert decoder.feed(b"\x02" + content + b"\x03", 0.0) == []
    assert decoder.garbled == 1


@pytest.mark.parametrize(
    ("sent", "text", "symbology"),
    [
        (b"]Q1https://desk.example/t/7", "https://desk.example/t/7", Symbology.QR),
        (b"]E04006381333931", "4006381333931", Symbology.EAN_UPC),
        (b"]X0what is this", "what is this", Symbology.OTHER),
        (b"]?1no identifier", "]?1no identifier", Symbology.UNKNOWN),
        (b"]Q/7", "]Q/7", Symbology.UNKNOWN),
        ("Αίτηση ۱۲".encode(), "Αίτηση ۱۲", Symbology.UNKNOWN),
        ("]Q1Café".encode("iso-8859-1"), "Café", Symbology.QR),
        (b"]d2[)>\x1e06\x1dP123\x1e\x04", "[)>\x1e06\x1dP123\x1e\x04", Symbology.DATA_MATRIX),
    ],
)
def test_code_with_and_without_an_identifier(sent, text, symbology) -> None:
    (reading,) = codes().feed(sent + b"\r", 0.0)
    assert (reading.text.reveal(), reading.symbology) == (text, symbology)


@pytest.mark.parametrize(
    "sent", ["Café".encode("iso-8859-1"), b"ab", b"]Q1", b"\x00\x00\x80\xfe", b"ab\x7f", b"\xc0\x80\x91"]
)
def test_what_is_no_code_is_garbled(sent) -> None:
    decoder = codes()
    assert decoder.feed(sent + b"\r", 0.0) == []
    assert decoder.garbled == 1


@pytest.mark.parametrize("sent", [b"123", b"   12 ", b"12\x07345", "12€4".encode(), b"1" * 65])
def test_what_is_no_number_is_garbled(sent) -> None:
    decoder = stx()
    assert decoder.feed(b"\x02" + sent + b"\x03", 0.0) == []
    assert decoder.garbled == 1


def test_a_code_of_several_lines_is_whole_when_a_pause_ends_it() -> None:
    decoder = codes_by_pause()
    assert decoder.feed(b"]Q1BEGIN:VCARD\r\nN:", 1.0) == []
    assert decoder.feed(b"Doe\r\nEND:VCARD\r\n", 1.2) == []
    assert decoder.expire(1.4) == []
    assert texts(decoder.expire(1.51)) == ["BEGIN:VCARD\r\nN:Doe\r\nEND:VCARD"]
    assert decoder.due_s() is None


# -- pieces, pauses, noise --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DECODERS)
@given(data=st.data())
def test_it_does_not_matter_how_the_bytes_are_cut(name, data) -> None:
    frames = st.one_of(
        st.binary(max_size=20), numbers.map(frame_stx), tags.map(frame_rdm6300), code_texts.map(frame_line)
    )
    stream = data.draw(st.lists(frames, max_size=6).map(b"".join))
    cuts = data.draw(st.lists(st.integers(min_value=0), max_size=8))
    whole, cut = DECODERS[name](), DECODERS[name]()
    assert feed_all(whole, stream) == feed_all(cut, stream, cuts)
    assert whole.garbled == cut.garbled
    assert whole.expire(PAUSE_S) == cut.expire(PAUSE_S)


@given(st.binary(max_size=60), tags)
def test_the_card_after_noise_is_read(noise, tag) -> None:
    # Whatever came before, STX begins anew.
    assert texts(rdm6300().feed(noise + frame_rdm6300(tag), 0.0))[-1:] == [tag]


@pytest.mark.parametrize("name", DECODERS)
@pytest.mark.parametrize("half", [b"\x020415AB", b"0415AB"], ids=["in a frame", "in a line"])
def test_a_half_frame_is_never_joined_with_what_follows_a_pause(name, half) -> None:
    decoder = DECODERS[name]()
    decoder.feed(half, 1.0)
    whole = {"stx": frame_stx("7777"), "rdm6300": frame_rdm6300("1122334455")}.get(name, frame_line("7777"))
    # The pause was long enough, and nobody was there to notice: the next bytes alone must tell.
    after = texts(decoder.feed(whole, 1.0 + PAUSE_S)) + texts(decoder.expire(9.0))
    assert after[-1:] == (["1122334455"] if name == "rdm6300" else ["7777"])
    assert not any(text.startswith("0415AB") and text != "0415AB" for text in after)


@pytest.mark.parametrize("name", ["stx", "rdm6300", "lines", "codes"])
def test_a_half_frame_is_dropped_and_counted_after_the_pause(name) -> None:
    decoder = DECODERS[name]()
    decoder.feed(b"\x020415AB" if name in {"stx", "rdm6300"} else b"0415AB", 1.0)
    assert decoder.due_s() == pytest.approx(1.3)
    assert decoder.expire(1.2) == []
    assert decoder.garbled == 0
    assert decoder.expire(1.3) == []
    assert decoder.garbled == 1
    assert decoder.due_s() is None


@pytest.mark.parametrize("name", ["lines", "codes"])
def test_slow_bytes_within_the_pause_are_one_line(name) -> None:
    decoder = DECODERS[name]()
    readings = [reading for at, octet in enumerate(b"12345\r") for reading in decoder.feed(bytes([octet]), at * 0.29)]
    assert texts(readings) == ["12345"]


def test_a_lost_etx_does_not_cost_the_next_card() -> None:
    decoder = stx()
    assert texts(decoder.feed(b"\x020415" + frame_stx("7777"), 0.0)) == ["7777"]
    assert decoder.garbled == 1


def test_a_run_of_noise_counts_once() -> None:
    decoder = stx()
    decoder.feed(b"\x80\x81\x82\x83", 0.0)
    decoder.feed(b"\x84", 0.1)
    assert decoder.garbled == 1
    decoder.feed(b"\x80", 1.0)
    assert decoder.garbled == 2


def test_line_ends_between_frames_are_no_noise() -> None:
    decoder = stx()
    decoder.feed(frame_stx("1111") + b"\r\n" + frame_stx("2222") + b"\r\n", 0.0)
    assert decoder.garbled == 0


@pytest.mark.parametrize("name", DECODERS)
def test_what_never_ends_is_dropped_and_the_next_is_read(name) -> None:
    decoder = DECODERS[name]()
    for _ in range(40):
        assert decoder.feed(b"\x02" + b"7" * 1000, 0.0) == []
    end = b"\x03" if name in {"stx", "rdm6300"} else b"\r"
    assert decoder.feed(end, 0.0) == []
    assert decoder.expire(1.0) == []
    assert decoder.garbled > 0
    whole = frame_rdm6300("1122334455") if name == "rdm6300" else frame_stx("9999") if name == "stx" else b"9999\r"
    assert len(decoder.feed(whole, 2.0) + decoder.expire(3.0)) == 1


@pytest.mark.parametrize("name", DECODERS)
def test_nothing_of_a_lost_line_is_kept(name) -> None:
    decoder = DECODERS[name]()
    decoder.feed(b"\x021234", 0.0)
    decoder.clear()
    assert decoder.due_s() is None
    assert decoder.expire(99.0) == []


def test_the_limits_hold_what_they_shall() -> None:
    longest = "7" * LONGEST_NUMBER
    assert texts(stx().feed(frame_stx(longest), 0.0)) == [longest]
    assert texts(lines().feed(frame_line(longest), 0.0)) == [longest]
    assert LIMIT_BYTES >= LONGEST_NUMBER
    code = "7" * 7089
    assert texts(codes().feed(frame_line("]Q1" + code), 0.0)) == [code]


# -- the chip's number ------------------------------------------------------------------------------------


@given(st.binary(min_size=4, max_size=16).filter(any))
def test_a_chips_number_is_read(uid) -> None:
    number = read_uid(uid + b"\x90\x00")
    assert number is not None
    assert number.reveal() == uid.hex().upper()


@pytest.mark.parametrize(
    "answer",
    ["", "9000", "6D00", "04A1B2C3", "04A1B2C36300", "04A1B29000", "00000000000000" + "9000", "11" * 17 + "9000"],
)
def test_what_is_no_chips_number_is_refused(answer) -> None:
    assert read_uid(bytes.fromhex(answer)) is None
