"""brand.yaml: colours that cannot be read, in which theme and by how much; a mark that cannot be drawn."""

from __future__ import annotations

import struct
import zlib

import pytest

from kiosk.content.check import Checked, check_source
from kiosk.content.mark import MAX_MARK_BYTES, mark_faults
from kiosk.content.source import Source

DISC = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="30"/></svg>'


def png(width: int = 256, height: int = 256, *, lines: int | None = None) -> bytes:
    """A grey picture (PNG, second edition, 5 and 11.2); of fewer `lines` than it says."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes((height if lines is None else lines) * (width + 1)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def check(files: dict[str, str], brand: str, **marks: bytes) -> Checked:
    raw = {name: text.encode("utf-8") for name, text in files.items()}
    raw["brand.yaml"] += brand.encode("utf-8")
    raw |= {f"brand/mark.{kind}": mark for kind, mark in marks.items()}
    return check_source(Source(raw))


def told(checked: Checked) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.code) for fault in checked.faults]


def test_a_pale_accent_is_named_for_each_ground_with_both_ratios_and_its_theme(files: dict[str, str]) -> None:
    faults = check(files, 'accent: "#5FA8A0"\n').faults
    assert {(fault.file, fault.line, fault.column, fault.code) for fault in faults} == {
        ("brand.yaml", 4, 9, "contrast")
    }
    on_cards = next(fault for fault in faults if "on cards" in fault.what)
    assert on_cards.what == "The contrast of `accent` on cards is 2.7:1 in the light theme (#5FA8A0, #FFFFFF)."
    assert on_cards.remedy == "Choose a colour with at least 4.5:1."
    for ground in ("cards", "the page", "`tint`"):
        assert any(f"`accent` on {ground} is" in fault.what for fault in faults)


def test_a_strong_tint_is_named_where_it_stands(files: dict[str, str]) -> None:
    checked = check(files, 'accent: "#0B5C66"\ntint: "#8FBDB9"\n')
    assert {"hints on `tint`"} <= {fault.what.split("contrast of ")[1].split(" is ")[0] for fault in checked.faults}
    lines = {fault.what.split(" is ")[0]: fault.line for fault in checked.faults}
    assert lines["The contrast of hints on `tint`"] == 5
    assert lines["The contrast of `accent` on `tint`"] == 4


def test_a_colour_for_the_dark_theme_is_judged_there(files: dict[str, str]) -> None:
    checked = check(files, 'accent: "#7A1F5C"\ndark_accent: "#7A1F5C"\n')
    assert {fault.line for fault in checked.faults} == {5}
    assert all("in the dark theme" in fault.what for fault in checked.faults)
    assert check(files, 'accent: "#7A1F5C"\ndark_accent: "#E9A6D0"\n').faults == ()


def test_a_mark_comes_into_the_pack_as_it_is(files: dict[str, str]) -> None:
    for kind, mark in (("svg", DISC), ("png", png())):
        checked = check(files, f"mark: brand/mark.{kind}\n", **{kind: mark})
        assert checked.faults == ()
        assert checked.pack is not None
        assert checked.pack.brand.mark == mark
    plain = check(files, "").pack
    assert plain is not None
    assert plain.brand.mark == b""


def test_a_mark_that_is_not_there_is_named_at_its_line(files: dict[str, str]) -> None:
    assert told(check(files, "mark: brand/mark.svg\n")) == [("brand.yaml", 4, "missing-file")]
    assert told(check(files, "mark: logo.gif\n")) == [("brand.yaml", 4, "mark")]


def test_a_file_that_nothing_names_is_told(files: dict[str, str]) -> None:
    assert told(check(files, "", svg=DISC)) == [("brand/mark.svg", 0, "unused-file")]
    both = check(files, "mark: brand/mark.svg\n", svg=DISC, png=png())
    assert told(both) == [("brand/mark.png", 0, "unused-file")]


def svg(inside: str, head: str = 'viewBox="0 0 64 64"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>\n{inside}\n</svg>'.encode()


DOUBLED = '<g id="x0"><path/></g>' + "".join(
    f'\n<g id="x{n}"><use href="#x{n - 1}"/><use href="#x{n - 1}"/></g>' for n in range(1, 12)
)
"""A dozen lines that draw thousands of shapes."""


@pytest.mark.parametrize(
    ("mark", "line", "says"),
    [
        (svg("<script>alert(1)</script>"), 2, "<script> may not stand"),
        (svg('<g onclick="alert(1)"/>'), 2, "`onclick` is a script"),
        (svg('<image href="x.png"/>'), 2, "<image> may not stand"),
        (svg('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="http://a.example/b.svg#c"/>'), 2, "outside the file"),
        (svg('<rect fill="url(http://a.example/b.svg#c)"/>'), 2, "outside the file"),
        (svg("<rect style=\"fill: url( 'b.svg#c')\"/>"), 2, "outside the file"),
        (svg("<text>N</text>"), 2, "letters into paths"),
        (svg("<style>g {}</style>"), 2, "presentation attributes"),
        (svg("", 'viewBox="0 0 64 20"'), 1, "64 wide and 20 high"),
        (svg("", 'width="40px" height="10"'), 1, "40 wide and 10 high"),
        (svg("", ""), 1, "does not say how large"),
        (svg("", 'viewBox="0 0 0 0"'), 1, "does not say how large"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + DISC, 1, "document type"),
        (b"<html/>", 1, "no SVG, but <html>"),
        (svg("<g>"), 3, "mismatched tag"),
        (b"GIF89a", 1, "no SVG"),
        (DISC + b" " * MAX_MARK_BYTES, 0, "65 KB"),
        (png(64, 64), 0, "64 by 64 pixels"),
        (png(512, 200), 0, "512 wide and 200 high"),
        (png()[:-20], 0, "damaged or cut short"),
        (png().replace(b"IDAT", b"IDAX"), 0, "damaged or cut short"),
        (png(lines=200), 0, "damaged or cut short"),
        (svg('<g id="a"><use href="#a"/></g>'), 2, "does not stand whole before"),
        (svg('<use href="#b"/><g id="b"/>'), 2, "does not stand whole before"),
        (svg(DOUBLED), 14, "draws 20440 shapes"),
    ],
    ids=range(25),
)
def test_a_mark_that_cannot_be_drawn_is_refused(mark: bytes, line: int, says: str) -> None:
    (problem,) = mark_faults(mark)
    assert problem[0] == line
    assert says in " ".join(problem[1:])


def test_what_drawing_programs_write_beside_shapes_is_let_be() -> None:
    inside = (
        '<n:view xmlns:n="http://www.inkscape.org/"/><defs><linearGradient id="a"/><path id="b"/></defs>'
        '<rect fill="url(#a)"/><use xmlns:x="http://www.w3.org/1999/xlink" x:href="#b"/>'
    )
    assert list(mark_faults(svg(inside, 'width="10mm" height="10mm"'))) == []
