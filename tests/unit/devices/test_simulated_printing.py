"""What the simulated printer makes of ESC/POS: commands, lines, pictures, codes."""

from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.devices.simulators.escpos_reader import CommandReader
from kiosk.devices.simulators.interpreter import Interpreter
from kiosk.devices.simulators.paper import Paper
from kiosk.devices.simulators.real_time import RealTimeCommand, RealTimeScanner
from kiosk.devices.simulators.slip_folder import save_slip
from kiosk.devices.simulators.typeface import CELLS, glyph

COMMANDS = {
    "ESC @": b"\x1b@",
    "ESC !": b"\x1b!\x38",
    "ESC E": b"\x1bE\x01",
    "ESC a": b"\x1ba\x01",
    "ESC t": b"\x1bt\x13",
    "ESC J": b"\x1bJ\x78",
    "ESC d": b"\x1bd\x02",
    "ESC $": b"\x1b$\x10\x01",
    "ESC M": b"\x1bM\x01",
    "ESC -": b"\x1b-\x02",
    "ESC R": b"\x1bR\x00",
    "ESC 2": b"\x1b2",
    "ESC 3": b"\x1b3\x18",
    "ESC {": b"\x1b{\x00",
    "ESC D": b"\x1bD\x08\x10\x00",
    "ESC *": b"\x1b*\x21\x02\x00abcdef",
    "FS .": b"\x1c.",
    "GS !": b"\x1d!\x11",
    "GS B": b"\x1dB\x01",
    "GS L": b"\x1dL\x10\x00",
    "GS W": b"\x1dW\x80\x01",
    "GS P": b"\x1dP\xcb\xcb",
    "GS v": b"\x1dv0\x00\x02\x00\x03\x00abcdef",
    "GS ( k": b"\x1d(k\x03\x001C\x06",
    "GS ( H": b"\x1d(H\x06\x0000ABCD",
    "GS V": b"\x1dVB\x00",
    "GS a": b"\x1da\x0f",
    "GS r": b"\x1dr\x01",
    "GS I": b"\x1dI\x43",
    "GS k": b"\x1dk\x49\x03abc",
    "GS 8": b"\x1d8L\x02\x00\x00\x00ab",
    "DLE EOT": b"\x10\x04\x01",
    "DLE ENQ": b"\x10\x05\x01",
    "DLE DC4": b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08",
    "LF": b"\n",
    "CR": b"\r",
    "NUL": b"\x00",
}


def read_all(data, piece=10_000):
    reader, buffer, found = CommandReader(), bytearray(), []
    for start in range(0, len(data), piece):
        buffer += data[start : start + piece]
        while (command := reader.take(buffer)) is not None:
            found.append(command)
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_read_with_all_its_bytes(name):
    for piece in (1, 3, 10_000):
        first, text = read_all(COMMANDS[name] + b"\x1b@", piece)
        assert (first.name, first.raw, first.known) == (name, COMMANDS[name], True)
        assert text.name == "ESC @"


def test_old_bar_codes_end_at_nul_and_plain_cuts_have_no_feed():
    assert [c.raw for c in read_all(b"\x1dk\x04abc\x00\x1dV\x00\n")] == [b"\x1dk\x04abc\x00", b"\x1dV\x00", b"\n"]


@given(st.binary(max_size=300), st.integers(1, 50))
def test_any_bytes_are_read_whole_and_alike_in_any_pieces(data, piece):
    # Text may be cut where the line cuts it; everything else must not depend on it.
    def merged(commands):
        out = []
        for command in commands:
            if out and command.name == out[-1][0] == "text":
                out[-1] = ("text", out[-1][1] + command.raw)
            else:
                out.append((command.name, command.raw))
        return out

    commands = read_all(data, piece)
    assert data.startswith(b"".join(command.raw for command in commands))
    assert merged(commands) == merged(read_all(data))


@given(st.binary(max_size=400))
def test_any_bytes_are_printed_without_a_crash(data):
    interpreter = Interpreter(Paper(384, 120))
    for command in read_all(data):
        if command.name != "GS V":
            assert interpreter.execute(command) >= 0


def printed(data, width=576, gap=0):
    paper = Paper(width, gap)
    interpreter = Interpreter(paper)
    for command in read_all(data):
        interpreter.execute(command)
    return paper.cut(), interpreter


def ink_box(picture):
    return picture.point(lambda grey: 255 - grey).getbbox()


def test_code_pages_are_decoded():
    piece, interpreter = printed(
        b"\x1bt\x13\xd5 10\n" + b"\x1bt\x0f" + "Αίτηση".encode("iso8859_7") + b"\n" + b"\x1bt\x10" + b"\x80\n"
    )
    assert piece.text == "€ 10\nΑίτηση\n€"
    assert not interpreter.unknown


def test_unknown_commands_and_code_pages_are_counted():
    _, interpreter = printed(b"\x1bt\x7ftext\n\x1bz\x1b\x01")
    assert set(interpreter.unknown) == {"ESC t 127", "ESC z", "ESC 01h"}


def test_long_lines_wrap_at_the_columns_of_the_paper():
    assert printed(b"x" * 100 + b"\n")[0].text == "x" * 48 + "\n" + "x" * 48 + "\n" + "xxxx"
    assert printed(b"x" * 40 + b"\n", width=384)[0].text == "x" * 32 + "\n" + "x" * 8
    assert printed(b"\x1d!\x10" + b"x" * 25 + b"\n")[0].text == "x" * 24 + "\nx"


@pytest.mark.parametrize(("align", "left"), [(0, 0), (1, 282), (2, 564)])
def test_text_is_aligned(align, left):
    piece, _ = printed(b"\x1ba" + bytes((align,)) + b"\x1d!\x00\xdb\n")  # a full block: all 12 columns are ink
    box = ink_box(piece.picture)
    assert (box[0], box[2]) == (left, left + 12)


def test_sizes_multiply_the_cell():
    small = ink_box(printed(b"\x1bt\x00\xdb\n")[0].picture)
    large = ink_box(printed(b"\x1bt\x00\x1d!\x32\xdb\n")[0].picture)
    assert large[2] - large[0] == 4 * (small[2] - small[0])
    assert large[3] - large[1] == 3 * (small[3] - small[1])


def test_bold_has_more_ink_and_underline_reaches_the_whole_cell():
    def ink(data):
        return printed(data)[0].picture.histogram()[0]

    assert ink(b"\x1bE\x01Frontdoor\n") > ink(b"Frontdoor\n")
    assert ink(b"\x1b-\x01   \n") == 3 * 12


def test_a_raster_strip_is_printed_dot_by_dot():
    piece, _ = printed(b"\x1dv0\x00\x01\x00\x02\x00\x81\xff")
    picture = piece.picture
    assert picture.size == (576, 2)
    assert [picture.getpixel((x, 0)) == 0 for x in range(9)] == [True] + [False] * 6 + [True, False]
    assert [picture.getpixel((x, 1)) == 0 for x in range(9)] == [True] * 8 + [False]


def test_feeding_in_units_of_another_resolution():
    assert printed(b"\x1bJ\x64\xdb\n")[0].picture.height == 130
    assert printed(b"\x1dP\x00\x65\x1bJ\x64\x1dP\x00\x00\xdb\n")[0].picture.height == round(100 * 203 / 101) + 30


@pytest.mark.parametrize("text", ["K7-0042M-9", "https://desk.example/s/q4Zr8mVx2LwT0bNcYh5K1A"])
def test_qr_codes_can_be_read_from_the_picture(text):
    store = b"\x1d(k" + (len(text) + 3).to_bytes(2, "little") + b"1P0" + text.encode()
    piece, interpreter = printed(
        b"\x1ba\x01\x1bJ\x40\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1"
        + store
        + b"\x1d(k\x03\x001Q0\x1bJ\x40"
    )
    (code,) = zxingcpp.read_barcodes(piece.picture)
    assert code.text == text
    assert not interpreter.unknown


def test_a_qr_code_too_long_to_draw_prints_nothing():
    store = b"\x1d(k" + (4003).to_bytes(2, "little") + b"1P0" + b"x" * 4000
    assert printed(store + b"\x1d(k\x03\x001Q0")[0].blank


def test_a_cut_leaves_what_is_between_head_and_cutter_for_the_next_slip():
    paper = Paper(576, 120)
    interpreter = Interpreter(paper)
    for command in read_all(b"first\n\x1bJ\x78second\n"):
        interpreter.execute(command)
    assert paper.cut().text == "first"
    paper.feed(120)
    assert paper.cut().text == "second"
    assert paper.cut().blank


def test_paper_is_bounded():
    piece, _ = printed(b"\x1bd\xff" * 50 + b"text\n")
    assert piece.picture.height <= 24_000


@pytest.mark.parametrize("face", CELLS)
def test_every_character_fills_at_most_its_cell(face):
    for character in "ÄgjW€Ωλ█":
        assert glyph(character, face, bold=False).size == CELLS[face]


@given(
    st.lists(st.one_of(st.binary(max_size=20), st.sampled_from([c.value for c in RealTimeCommand])), max_size=10),
    st.integers(1, 7),
)
def test_real_time_commands_are_found_however_the_line_cuts_them(parts, piece):
    data = b"".join(parts)

    def scan(size):
        scanner, octets, found = RealTimeScanner(), b"", []
        for start in range(0, len(data), size):
            for passed, command in scanner.split(data[start : start + size]):
                octets += passed
                if command is not None:
                    found.append(command)
                    assert octets.endswith(command.value)
        assert octets == data
        return found

    assert scan(piece) == scan(len(data) or 1)


def test_real_time_commands_are_found_inside_pictures():
    scanner = RealTimeScanner()
    found = [command for _, command in scanner.split(b"\x10\x10\x04\x01\xff\x10\x05\x09\x10\x04\x04") if command]
    assert found == [RealTimeCommand.STATUS_PRINTER, RealTimeCommand.STATUS_PAPER]


def test_slips_are_numbered_on(tmp_path):
    picture = Image.new("L", (8, 8), 255)
    paths = [save_slip(tmp_path, picture, b"raw") for _ in range(3)]
    assert [path.name for path in paths] == ["slip-0001.png", "slip-0002.png", "slip-0003.png"]
    assert (tmp_path / "slip-0002.bin").read_bytes() == b"raw"
