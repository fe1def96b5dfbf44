"""What the bytes of slips print, read by a reader that shares nothing with the writer."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.devices.profiles import PROFILES
from kiosk.domain.printing import PrinterProfile
from kiosk.domain.receipt import Receipt
from kiosk.i18n import Wording
from kiosk.receipts import render_slip
from kiosk.receipts.encoder import FRAGMENT_BYTES
from tests.unit.receipts.escpos_reader import Sheet, read_slip
from tests.unit.receipts.fixed_wording import LANGUAGES, FixedWording
from tests.unit.receipts.samples import ARABIC, ENGLISH, GREEK, PLAIN, SLIPS, changed

EPSON_80, EPSON_58 = PROFILES["epson-80"], PROFILES["epson-58"]
GENERIC_80, GENERIC_58 = PROFILES["generic-80"], PROFILES["generic-58"]


def printed(receipt: Receipt, profile: PrinterProfile = EPSON_80) -> Sheet:
    slip = render_slip(receipt, profile, FixedWording(receipt.language))
    return read_slip(b"".join(slip.fragments), profile.width_dots, profile.dots_per_inch)


def test_english_slip_is_all_text_in_reading_order() -> None:
    rule = "─" * 48
    sheet = printed(ENGLISH)
    assert sheet.lines() == [
        "Northbridge Service Desk",
        "Main Hall kiosk · 21 Nov 2026 11:42",
        rule,
        "Your reference",
        "K7-0042M-9",
        rule,
        "Request" + "Replacement laptop".rjust(41),
        "For" + "Guest".rjust(45),
        "Deliver to" + "C-214".rjust(38),
        "Tracking code" + "418 205".rjust(35),
        rule,
        "What happens now",
        "1. We have it and send it to the IT desk.",
        "2. Your manager agrees, usually the same day.",
        "3. Ready about Thu 26 Nov.",
        rule,
        "Scan to see where it stands",
        "Questions: desk C-001, 08:00 to 17:00",
        "IT · Replacement laptop · en",
    ]
    assert not sheet.rows
    assert sheet.cut


def test_slip_that_is_silent_about_its_matter_keeps_no_empty_label() -> None:
    rule = "─" * 48
    silent = changed(ENGLISH, title="", details=(), steps=(), line_for_desk="Main Hall kiosk · en")
    assert printed(silent).lines()[5:] == [
        rule,
        "For" + "Guest".rjust(45),
        "Tracking code" + "418 205".rjust(35),
        rule,
        "Scan to see where it stands",
        "Questions: desk C-001, 08:00 to 17:00",
        "Main Hall kiosk · en",
    ]


def test_reference_is_the_largest_thing_on_every_paper() -> None:
    for profile, times in ((EPSON_80, 4), (EPSON_58, 3), (GENERIC_80, 4), (GENERIC_58, 3)):
        texts = printed(ENGLISH, profile).texts
        largest = max(texts, key=lambda text: text.times)
        assert (largest.text, largest.times, largest.align) == ("K7-0042M-9", (times, times), 1)


def test_values_are_bold_and_labels_are_not() -> None:
    bold = [text.bold for text in printed(ENGLISH).texts if text.text.startswith(("Request", "For"))]
    assert bold == ["Replacement laptop", "Guest"]


def test_narrow_paper_puts_the_date_below_the_kiosk() -> None:
    assert printed(ENGLISH, EPSON_58).lines()[2:4] == ["Main Hall kiosk", "21 Nov 2026 11:42"]


def test_slip_without_a_date_says_so() -> None:
    lines = printed(changed(ENGLISH, accepted_at=None)).lines()
    assert "".join(lines).count("2026") == 0
    wrapped = " ".join(lines[1:4])
    assert "Main Hall kiosk No date here: the clock of this kiosk is not set." in wrapped


def test_date_is_the_kiosks_own() -> None:
    slip = render_slip(ENGLISH, EPSON_80, Wording("en", time_zone="Asia/Tehran"))
    sheet = read_slip(b"".join(slip.fragments), 576)
    assert "Main Hall kiosk · 21 Nov 2026 15:12" in sheet.lines()


def test_code_that_opens_no_status_says_what_it_holds() -> None:
    sheet = printed(changed(ENGLISH, qr="K7-0042M-9", qr_opens_status=False))
    assert "This code holds your reference" in sheet.lines()
    assert sheet.codes == [(b"K7-0042M-9", 10)]


@pytest.mark.parametrize("qr", ["", "https://desk.example/" + "x" * 400, "https://مكتب.example/", "two\nlines"])
def test_code_a_phone_may_not_read_gives_way_to_the_reference(qr: str) -> None:
    sheet = printed(changed(ENGLISH, qr=qr))
    assert sheet.codes[0][0] == b"K7-0042M-9"
    assert "This code holds your reference" in sheet.lines()


@pytest.mark.parametrize("profile", [EPSON_80, EPSON_58])
@pytest.mark.parametrize("text", ["K7-0042M-9", ENGLISH.qr, "x" * 331])
def test_native_code_is_about_25_mm(profile: PrinterProfile, text: str) -> None:
    [(data, size)] = printed(changed(ENGLISH, qr=text), profile).codes
    code = zxingcpp.create_barcode(data.decode(), zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = code.to_image(scale=1, add_quiet_zones=False).shape[0]
    assert 21 <= modules * size / 8 <= 29


@pytest.mark.parametrize("profile", [GENERIC_80, GENERIC_58])
@pytest.mark.parametrize("receipt", [ENGLISH, ARABIC])
def test_drawn_code_is_read_back_from_the_dots(receipt: Receipt, profile: PrinterProfile) -> None:
    sheet = printed(receipt, profile)
    assert not sheet.codes
    [code] = zxingcpp.read_barcodes(_dots(sheet))
    assert code.text == receipt.qr


def _dots(sheet: Sheet) -> Image.Image:
    width = sheet.width // 8
    rows = (sheet.rows.get(row, 0).to_bytes(width, "big") for row in range(sheet.height))
    paper = bytes(byte ^ 0xFF for row in rows for byte in row)
    return Image.frombytes("1", (sheet.width, sheet.height), paper).convert("L")


def test_arabic_is_drawn_and_only_latin_lines_are_text() -> None:
    sheet = printed(ARABIC)
    rules = ["─" * 48] * 4
    assert sorted(sheet.lines()) == sorted([*rules, "K7-0042M-9", "IT · Replacement laptop · ar"])
    assert len(sheet.rows) > 250


def test_arabic_pairs_are_mirrored() -> None:
    """Label from the right edge, value from the left: a longer value reaches further to the right."""
    short, long = (_ink_of_first_pair(changed(ARABIC, title=title)) for title in ("اب", "اب " * 12))
    for ink in (short, long):
        assert ink & 0b1111, "the label begins at the right edge"
        assert ink >> (576 - 4), "the value begins at the left edge"
    middle = ((1 << 200) - 1) << 200
    assert not short & middle
    assert long & middle


def _ink_of_first_pair(receipt: Receipt) -> int:
    """The columns with ink, the leftmost the highest bit."""
    sheet = printed(receipt)
    second_rule = [text.top for text in sheet.texts if text.text.startswith("─")][1]
    ink = 0
    for row, dots in sheet.rows.items():
        if second_rule < row < second_rule + 65:
            ink |= dots
    return ink


def test_each_line_is_text_where_a_page_has_it_and_drawn_where_not() -> None:
    receipt, _ = SLIPS["en-80-mixed"]
    sheet = printed(receipt)
    pages = {text.text.split("  ")[0]: text.page for text in sheet.texts}
    assert pages["Deliver to"] == 0, "CP437 has é and ë"
    assert pages["Budget"] == 19, "the euro sign is CP858's"
    assert pages["Manager"] in {14, 15}
    assert not {"For", "Note", "Third name"} & set(pages), "no page has Arabic, ticks, Devanagari"
    assert len(sheet.rows) > 60


def test_greek_slip_is_all_text_with_every_accent() -> None:
    sheet = printed(changed(GREEK, requester="Άέήίόύώ ΐΰϊϋ ΆΈΉΊΌΎΏΪΫ Σίσυφος"))
    assert not sheet.rows
    assert "Άέήίόύώ ΐΰϊϋ ΆΈΉΊΌΎΏΪΫ Σίσυφος" in " ".join(sheet.lines())
    assert "Γραφείο εξυπηρέτησης" in sheet.lines()
    assert {text.page for text in sheet.texts if "─" not in text.text} <= {0, 14, 15}


def test_greek_on_a_printer_without_greek_is_drawn() -> None:
    sheet = printed(GREEK, GENERIC_80)
    assert len(sheet.rows) > 300
    assert "K7-0042M-9" in sheet.lines()
    assert not [line for line in sheet.lines() if "?" in line]


def test_chinese_name_on_a_greek_slip_is_one_drawn_line() -> None:
    plain, mixed = printed(GREEK), printed(changed(GREEK, requester="张伟"))
    assert len(plain.lines()) == len(mixed.lines()) + 1
    assert 15 < len(mixed.rows) < 40


def test_code_page_is_switched_only_when_it_must() -> None:
    receipt = changed(ENGLISH, details=(("Budget", "5 €"), ("Plain", "text"), ("Again", "6 €")))
    assert printed(receipt).commands.count("ESC t") == 2


def test_greek_euro_is_drawn_because_printers_doubt_it() -> None:
    sheet = printed(changed(ENGLISH, details=(("Ποσό", "5 €"),)))
    assert not [line for line in sheet.lines() if "€" in line]
    assert sheet.rows


def test_clone_is_taken_out_of_its_double_byte_mode_first() -> None:
    assert printed(ENGLISH, GENERIC_80).commands[:3] == ["ESC @", "FS .", "GS P"]
    assert "FS ." not in printed(ENGLISH).commands


def test_printer_without_a_cutter_only_feeds() -> None:
    profile = msgspec.structs.replace(EPSON_80, cuts=False)
    sheet = printed(ENGLISH, profile)
    assert not sheet.cut
    assert sheet.height >= sheet.texts[-1].top + profile.feed_before_cut_dots


def test_last_line_is_above_the_cut() -> None:
    sheet = printed(ENGLISH)
    assert sheet.height - EPSON_80.feed_before_cut_dots - (sheet.texts[-1].top + 17) >= 24


def test_encoder_leaves_no_folder_behind(tmp_path: Path) -> None:
    program = "from kiosk.receipts.encoder import SlipEncoder; from kiosk.devices.profiles import PROFILES; "
    program += "SlipEncoder(PROFILES['epson-80'])"
    environment = {k: v for k, v in os.environ.items() if k != "ESCPOS_CAPABILITIES_PICKLE_DIR"}
    subprocess.run([sys.executable, "-c", program], env=environment | {"TMPDIR": str(tmp_path)}, timeout=30, check=True)
    assert not list(tmp_path.iterdir())


def test_long_value_stands_beside_its_label_or_below_it() -> None:
    receipt, _ = SLIPS["en-80-long"]
    lines = [text.text for text in printed(receipt).texts]
    at = next(n for n, line in enumerate(lines) if line.startswith("Request"))
    assert lines[at].endswith("Replacement laptop with a docking")
    assert lines[at + 1] == "station and two screens".rjust(48)
    beside = next(n for n, line in enumerate(lines) if line.startswith("For"))
    name = lines[beside].removeprefix("For").split() + " ".join(lines[beside + 1 : beside + 3]).split()
    assert "".join(name) == receipt.requester.replace(" ", "")
    label, address = receipt.details[1]
    below = lines.index("any more")
    assert f"{lines[below - 1]} any more" == label
    assert "".join(lines[below + 1 : below + 4]) == address


@pytest.mark.parametrize("name", SLIPS)
def test_fragments_are_small_and_torn_nowhere(name: str) -> None:
    receipt, profile = SLIPS[name]
    slip = render_slip(receipt, PROFILES[profile], FixedWording(receipt.language))
    assert slip.fragments[0].startswith(b"\x1b@")
    assert slip.fragments[-1].endswith(b"\x1dV\x01")
    assert max(len(fragment) for fragment in slip.fragments) <= FRAGMENT_BYTES + 24 * 72
    strips = [m for f in slip.fragments for m in re.finditer(rb"\x1dv0\x00..(.)\x00", f, re.DOTALL)]
    assert all(m[1][0] <= 24 for m in strips)
    for end in range(1, len(slip.fragments)):
        sheet = read_slip(b"".join(slip.fragments[:end]), PROFILES[profile].width_dots)
        assert not sheet.cut


def test_control_characters_never_reach_the_printer() -> None:
    nasty = "\x1b@\x1dV\x00\x10\x04\x01\x00\x07 Bo\u202eb\u2069\r\n\x9b"
    sheet = printed(changed(ENGLISH, requester=nasty, title=nasty, details=((nasty, nasty),), ask=nasty))
    assert "For" + "@V Bob".rjust(45) in sheet.lines()
    assert sheet.commands.count("ESC @") == 1


_any_text = st.text(max_size=60) | st.text("ابت 12\u2066\u2067\u2068\u2069\u202eK-😀é€", max_size=40)


@given(
    language=st.sampled_from(LANGUAGES),
    profile=st.sampled_from(sorted(PROFILES)),
    desk=_any_text,
    kiosk=_any_text,
    name=_any_text,
    label=_any_text,
    value=_any_text,
    step=_any_text,
    qr=_any_text,
    ask=_any_text,
    line=_any_text,
)
def test_any_text_anywhere_makes_a_slip(
    language: str,
    profile: str,
    desk: str,
    kiosk: str,
    name: str,
    label: str,
    value: str,
    step: str,
    qr: str,
    ask: str,
    line: str,
) -> None:
    receipt = changed(
        PLAIN[language],
        desk_name=desk,
        kiosk_name=kiosk,
        requester=name,
        title=value,
        details=((label, value), (label, name)),
        steps=(step, ask),
        qr=qr,
        ask=ask,
        line_for_desk=line,
    )
    sheet = printed(receipt, PROFILES[profile])
    assert sheet.cut
    assert "K7-0042M-9" in sheet.lines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_every_model_is_sent_every_language_in_pages_that_it_has(profile: str, language: str) -> None:
    sheet = printed(PLAIN[language], PROFILES[profile])
    assert sheet.cut
    assert "K7-0042M-9" in sheet.lines()


def test_slips_are_the_same_from_every_thread() -> None:
    receipt, _ = SLIPS["ar-80-mixed"]
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(render_slip, receipt, EPSON_80, FixedWording("ar")) for _ in range(8)]
        assert len({future.result(timeout=30).fragments for future in futures}) == 1
