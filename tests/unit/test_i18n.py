"""Wording: dates, numbers and money as a place writes them, and messages with a fallback."""

from __future__ import annotations

import datetime
import gettext
import io
import logging
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kiosk import i18n
from kiosk.i18n import Wording, catalogue

MOMENT = datetime.datetime(2026, 11, 21, 9, 42, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("wording", "long", "short", "full"),
    [
        (Wording("en", region="GB"), "Thursday 26 November", "26 Nov 2026", "Thursday 26 November 2026"),
        (Wording("ar", region="EG"), "الخميس 26 نوفمبر", "26 نوفمبر 2026", "الخميس 26 نوفمبر 2026"),
        (Wording("ar", region="SY"), "الخميس 26 تشرين الثاني", "26 تشرين الثاني 2026", "الخميس 26 تشرين الثاني 2026"),
        (Wording("ar", digits="native"), "الخميس ٢٦ نوفمبر", "٢٦ نوفمبر ٢٠٢٦", "الخميس ٢٦ نوفمبر ٢٠٢٦"),
        (Wording("fa", calendar="jalali", digits="native"), "پنجشنبه ۵ آذر", "۵ آذر ۱۴۰۵", "پنجشنبه ۵ آذر ۱۴۰۵"),
        # The calendar of Iran is for Persian readers; others at the same kiosk read their own.
        (Wording("en", calendar="jalali"), "Thursday 26 November", "26 Nov 2026", "Thursday 26 November 2026"),
        (Wording("el"), "Πέμπτη 26 Νοεμβρίου", "26 Νοε 2026", "Πέμπτη 26 Νοεμβρίου 2026"),
        (Wording("zh"), "11月26日（星期四）", "2026年11月26日", "2026年11月26日（星期四）"),
        (Wording("fa", digits="native"), "پنجشنبه ۲۶ نوامبر", "۲۶ نوامبر ۲۰۲۶", "پنجشنبه ۲۶ نوامبر ۲۰۲۶"),
    ],
)
def test_dates_are_written_as_on_signs(wording: Wording, long: str, short: str, full: str) -> None:
    assert (wording.date(DAY), wording.date(DAY, "short"), wording.date(DAY, "full")) == (long, short, full)


def test_moments_are_local_to_the_kiosk() -> None:
    athens = Wording("en", time_zone="Europe/Athens")
    assert athens.day_and_time(MOMENT) == "21 Nov 2026 11:42"
    assert athens.time(MOMENT) == "11:42"
    late = datetime.datetime(2026, 11, 21, 23, 0, tzinfo=datetime.UTC)
    assert athens.local_day(late) == datetime.date(2026, 11, 22)
    assert Wording("ar", digits="native").time(MOMENT) == "٠٩:٤٢"


@pytest.mark.parametrize(
    ("wording", "number", "money"),
    [
        (Wording("en", region="GB"), "1,234.5", "€12.50"),
        (Wording("el", region="GR"), "1.234,5", "12,50\u00a0€"),
        (Wording("ar", region="EG"), "1,234.5", "\u200f12.50\u00a0€"),
        (Wording("ar", region="EG", digits="native"), "١٬٢٣٤٫٥", "\u200f١٢٫٥٠\u00a0€"),
        (Wording("ar", region="MA"), "1.234,5", "\u200f12,50\u00a0€"),
        (Wording("fa", digits="native"), "۱٬۲۳۴٫۵", "\u200f۱۲٫۵۰\u00a0€"),
        (Wording("fa", digits="usual"), "۱٬۲۳۴٫۵", "\u200f۱۲٫۵۰\u00a0€"),
        (Wording("ar", digits="usual"), "1,234.5", "\u200f12.50\u00a0€"),
        (Wording("fa"), "1,234.5", "\u200f12.50\u00a0€"),
        (Wording("zh"), "1,234.5", "€12.50"),
    ],
)
def test_numbers_and_money_follow_the_place(wording: Wording, number: str, money: str) -> None:
    assert wording.number(Decimal("1234.5")) == number
    assert wording.money(1250, "EUR", 2) == money


@pytest.mark.parametrize(
    ("wording", "amount"),
    [
        (Wording("en"), "IRR\u00a0125,000"),
        (Wording("ar", digits="native"), "\u200f١٢٥٬٠٠٠\u00a0ر.إ."),
        (Wording("fa", digits="native"), "\u200f۱۲۵٬۰۰۰\u00a0ریال"),
        (Wording("el"), "125.000\u00a0IRR"),
        (Wording("zh"), "IRR\u00a0125,000"),
    ],
    ids=lambda value: value.language if isinstance(value, Wording) else "",
)
def test_a_currency_without_a_sign_stands_apart_from_its_amount(wording: Wording, amount: str) -> None:
    assert wording.money(125_000, "IRR", 0) == amount


@pytest.mark.parametrize(
    ("wording", "below_zero"),
    [
        (Wording("en"), "-12.5"),
        (Wording("ar"), "\u200e-12.5"),
        (Wording("ar", digits="native"), "\u061c-١٢٫٥"),
        (Wording("fa", digits="native"), "\u200e−۱۲٫۵"),
        (Wording("el"), "-12,5"),
        (Wording("zh"), "-12.5"),
    ],
)
def test_a_minus_stays_on_the_side_where_it_is_read(wording: Wording, below_zero: str) -> None:
    assert wording.number(Decimal("-12.5")) == below_zero


@pytest.mark.parametrize(
    ("wording", "two", "three"),
    [
        (Wording("en"), "tea and milk", "tea, milk and bread"),
        (Wording("ar"), "tea وmilk", "tea وmilk وbread"),
        (Wording("fa"), "tea و milk", "tea، milk و bread"),
        (Wording("el"), "tea και milk", "tea, milk και bread"),
        (Wording("zh"), "tea和milk", "tea、milk和bread"),
    ],
    ids=lambda value: value.language if isinstance(value, Wording) else "",
)
def test_lists_are_joined_as_people_do(wording: Wording, two: str, three: str) -> None:
    assert wording.enumerate(["tea", "milk"]) == two
    assert wording.enumerate(["tea", "milk", "bread"]) == three
    assert wording.enumerate(["tea"]) == "tea"
    assert wording.enumerate([]) == ""


@pytest.mark.parametrize(
    ("wording", "page", "day_of_month", "first", "heads"),
    [
        (Wording("en"), "November 2026", "26", 0, "Mon Tue Wed Thu Fri Sat Sun"),
        (Wording("ar"), "نوفمبر 2026", "26", 5, "س ح ن ث ر خ ج"),
        (Wording("ar", region="SY", digits="native"), "تشرين الثاني ٢٠٢٦", "٢٦", 5, "س ح ن ث ر خ ج"),
        (Wording("ar", region="SA"), "نوفمبر 2026", "26", 6, "ح ن ث ر خ ج س"),
        (Wording("fa", calendar="jalali", digits="native"), "آذر ۱۴۰۵", "۵", 5, "ش ی د س چ پ ج"),
        (Wording("fa", digits="native"), "نوامبر ۲۰۲۶", "۲۶", 5, "ش ی د س چ پ ج"),
        (Wording("el"), "Νοέμβριος 2026", "26", 0, "Δευ Τρί Τετ Πέμ Παρ Σάβ Κυρ"),
        (Wording("zh"), "2026年11月", "26", 0, "一 二 三 四 五 六 日"),
    ],
)
def test_calendar_pages_are_headed_as_on_a_wall(
    wording: Wording, page: str, day_of_month: str, first: int, heads: str
) -> None:
    assert (wording.month(DAY), wording.day_of_month(DAY), wording.first_weekday) == (page, day_of_month, first)
    monday = datetime.date(2026, 11, 2)
    week = [monday + datetime.timedelta(days=wording.first_weekday + column) for column in range(7)]
    assert " ".join(wording.short_weekday(day) for day in week) == heads


def test_a_region_without_data_falls_back_to_the_language() -> None:
    assert Wording("el", region="ZZ").date(DAY) == "Πέμπτη 26 Νοεμβρίου"


def test_values_are_filled_in_and_numbers_among_them_written_as_here() -> None:
    wording = Wording("ar", digits="native")
    assert wording.text("{done} of {total}, {word}, {flag}", done=2, total=1234, word="2", flag=True) == (
        "٢ of ١٬٢٣٤, 2, True"
    )
    assert Wording("en").text("Braces {stay} without values") == "Braces {stay} without values"
    assert Wording("en").text("") == ""


def test_english_plurals_need_no_catalogue() -> None:
    wording = Wording("en")
    assert wording.plural("{n} day", "{n} days", 1) == "1 day"
    assert wording.plural("{n} day in {place}", "{n} days in {place}", 3, place="May") == "3 days in May"


SENTENCES = """
msgid "Yes"
msgstr "نعم"

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "لا أيام"
msgstr[1] "يوم واحد"
msgstr[2] "يومان"
msgstr[3] "{n} أيام"
msgstr[4] "{n} يومًا"
msgstr[5] "{n} يوم"
"""


def under_the_real_head(language: str, sentences: str, monkeypatch: pytest.MonkeyPatch) -> Wording:
    """A language that knows `sentences` alone, with the plural forms that its real catalogue states."""
    po = Path(i18n.__file__).parent / "locale" / language / "LC_MESSAGES" / "frontdoor.po"
    head = po.read_text(encoding="utf-8").split("\n\n")[0]
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(f"{head}\n\n{sentences}".encode()), locale=language))
    compiled.seek(0)
    messages = gettext.GNUTranslations(compiled)
    monkeypatch.setattr(i18n, "catalogue", lambda _language: messages)
    return Wording(language)


@pytest.fixture
def arabic(monkeypatch: pytest.MonkeyPatch) -> Wording:
    """Arabic with two sentences."""
    return under_the_real_head("ar", SENTENCES, monkeypatch)


@pytest.mark.parametrize(
    ("n", "said"), [(0, "لا أيام"), (1, "يوم واحد"), (2, "يومان"), (3, "3 أيام"), (11, "11 يومًا"), (100, "100 يوم")]
)
def test_arabic_has_six_plural_forms(arabic: Wording, n: int, said: str) -> None:
    assert arabic.plural("{n} day", "{n} days", n) == said


@pytest.mark.parametrize(
    ("language", "forms", "said"),
    [
        ("fa", ["{n} روز"], ["0 روز", "1 روز", "2 روز", "11 روز"]),
        ("el", ["{n} ημέρα", "{n} ημέρες"], ["0 ημέρες", "1 ημέρα", "2 ημέρες", "11 ημέρες"]),
        ("zh", ["{n}天"], ["0天", "1天", "2天", "11天"]),
    ],
)
def test_a_number_takes_the_form_its_language_gives_it(
    monkeypatch: pytest.MonkeyPatch, language: str, forms: list[str], said: list[str]
) -> None:
    entry = ['msgid "{n} day"', 'msgid_plural "{n} days"', *(f'msgstr[{i}] "{form}"' for i, form in enumerate(forms))]
    wording = under_the_real_head(language, "\n".join(entry), monkeypatch)
    assert [wording.plural("{n} day", "{n} days", n) for n in (0, 1, 2, 11)] == said


def test_what_a_catalogue_lacks_is_said_in_english(arabic: Wording) -> None:
    assert arabic.text("Yes") == "نعم"
    assert arabic.text("Not translated") == "Not translated"


def test_a_missing_catalogue_is_told_once_and_english_is_used(caplog: pytest.LogCaptureFixture) -> None:
    catalogue.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert Wording("xx").text("Yes") == "Yes"
        assert Wording("xx").text("No") == "No"
    assert [record.message for record in caplog.records] == ["catalogue_missing"]


def test_babel_is_not_imported_before_the_first_date() -> None:
    script = (
        "import sys; from kiosk.i18n import Wording; w = Wording('en');"
        "assert w.text('{n} of {m}', n=2, m=4) == '2 of 4'; assert 'babel' not in sys.modules; assert w.number(1234);"
        "assert 'babel' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
