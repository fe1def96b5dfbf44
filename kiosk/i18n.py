"""One catalogue per language for screens, slips and messages. No Qt here.

Message ids are the English sentences, so English needs no catalogue, and a missing one falls back to English.
`scripts/i18n` keeps the catalogues in `kiosk/locale`. Every function may be called on any thread.
"""

from __future__ import annotations

import datetime
import gettext
import logging
from decimal import Decimal
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from babel import Locale

DateStyle = Literal["short", "long", "full"]

_log = logging.getLogger(__name__)

_PATTERNS = {"short": "d MMM y", "long": "EEEE d MMMM", "full": "EEEE d MMMM y"}
_PATTERNS_BY_LANGUAGE = {
    # CLDR's abbreviated Arabic months miss the regional names (Syria), and the full ones are as short.
    "ar": _PATTERNS | {"short": "d MMMM y"},
    "fa": _PATTERNS | {"short": "d MMMM y"},
    "zh": {"short": "y年M月d日", "long": "M月d日 EEEE", "full": "y年M月d日 EEEE"},
}
"""CLDR date patterns (UTS 35, part 4, section 8): day first and no commas, as on signs and tickets."""

_NATIVE_DIGITS = {"ar": ("arab", "٠١٢٣٤٥٦٧٨٩"), "fa": ("arabext", "۰۱۲۳۴۵۶۷۸۹")}
_LATIN = ("latn", "0123456789")
"""CLDR numbering systems: their names choose the separators, Babel leaves the digits to us."""

_JALALI_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip


def message(msgid: str) -> str:
    """Mark `msgid` for the catalogue where it is a constant that some `Wording` translates later."""
    return msgid


@lru_cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The compiled messages of `language`; one that answers in English when there are none (told once in the log)."""
    if language == "en":
        return gettext.NullTranslations()
    compiled = files("kiosk") / "locale" / language / "LC_MESSAGES" / "frontdoor.mo"
    try:
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    except OSError:
        _log.warning("catalogue_missing", extra={"event": "catalogue_missing", "field_language": language})
        return gettext.NullTranslations()


def sentences(language: str) -> dict[str, str]:
    """Every sentence of the catalogue of `language` with its translation, for the reader that Qt brings itself.

    Sentences with plural forms are left out: those are written by `Wording.plural`. gettext has no public way to
    list a catalogue; `_catalog` is what its own methods look into.
    """
    entries: dict[object, str] = getattr(catalogue(language), "_catalog", {})
    return {sentence: told for sentence, told in entries.items() if isinstance(sentence, str) and sentence and told}


class Wording:
    """How one language says things at one place. Babel is imported when the first date or number is written."""

    def __init__(
        self,
        language: str,
        *,
        time_zone: str = "UTC",
        region: str | None = None,
        calendar: str = "gregorian",
        digits: str = "latin",
    ) -> None:
        """`calendar` and `digits` take the values of the settings of the same names."""
        self.language = language
        self._zone = ZoneInfo(time_zone)
        self._region = region
        self._jalali = calendar == "jalali" and language == "fa"
        self._numbering, numerals = _NATIVE_DIGITS.get(language, _LATIN) if digits == "native" else _LATIN
        self._digit_table = str.maketrans("0123456789", numerals)

    def text(self, msgid: str, /, **values: object) -> str:
        """The sentence `msgid` with its `{placeholders}` filled; numbers among the values are written as here.

        Names, codes and typed text must come isolated (`domain.text.isolate`, `isolate_code`).
        """
        sentence = catalogue(self.language).gettext(msgid) if msgid else ""
        return self._fill(sentence, values)

    def plural(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The form of the sentence for `n` things; `{n}` in it is the number."""
        return self._fill(catalogue(self.language).ngettext(singular, plural, n), {"n": n} | values)

    def weekday(self, day: datetime.date) -> str:
        """The name of `day`'s day of the week."""
        return self._format_date(day, "EEEE")

    def short_weekday(self, day: datetime.date) -> str:
        """The name of `day`'s day of the week as it heads a column of a calendar: `Thu`, one letter in Arabic."""
        return self._format_date(day, "EEEEE" if self.language == "ar" else "EEE")

    def month(self, day: datetime.date) -> str:
        """The month `day` lies in, as it heads a page of a calendar: `November 2026`."""
        return self._format_date(day, "LLLL y")

    @cached_property
    def first_weekday(self) -> int:
        """The day a week begins with here; 0 is Monday."""
        return self._locale.first_week_day

    def date(self, day: datetime.date, style: DateStyle = "long") -> str:
        """`Thursday 26 November` (long), `26 Nov 2026` (short), `Thursday 26 November 2026` (full)."""
        if self._jalali:
            return self._jalali_date(day, style)
        return self._format_date(day, _PATTERNS_BY_LANGUAGE.get(self.language, _PATTERNS)[style])

    def time(self, moment: datetime.datetime) -> str:
        """`11:42`, local to the kiosk, on the 24-hour clock. `moment` is aware."""
        return f"{moment.astimezone(self._zone):%H:%M}".translate(self._digit_table)

    def time_of_day(self, time: datetime.time) -> str:
        """`08:00`, a wall time of the kiosk such as an opening hour."""
        return f"{time:%H:%M}".translate(self._digit_table)

    def enumerate(self, items: list[str]) -> str:
        """`one, two and three`."""
        from babel.lists import format_list

        return format_list(items, locale=self._locale)

    def day_and_time(self, moment: datetime.datetime) -> str:
        """`21 Nov 2026 11:42`, local to the kiosk. `moment` is aware."""
        return f"{self.date(self.local_day(moment), 'short')} {self.time(moment)}"

    def local_day(self, moment: datetime.datetime) -> datetime.date:
        """The day it is at the kiosk at `moment`, which is aware."""
        return moment.astimezone(self._zone).date()

    def number(self, number: Decimal | int) -> str:
        """`1,234.5` with the digits and separators of the place, and every digit it has."""
        if isinstance(number, int) and 0 <= number < 1000:
            return str(number).translate(self._digit_table)
        from babel.numbers import format_decimal

        return format_decimal(
            number, locale=self._locale, decimal_quantization=False, numbering_system=self._numbering
        ).translate(self._digit_table)

    def money(self, minor: int, currency: str, minor_digits: int) -> str:
        """`minor` units of `currency` (ISO 4217), of which 10 ** `minor_digits` make one, as `€12.50`."""
        from babel.numbers import format_currency

        amount = Decimal(minor).scaleb(-minor_digits)
        return format_currency(amount, currency, locale=self._locale, numbering_system=self._numbering).translate(
            self._digit_table
        )

    @cached_property
    def _locale(self) -> Locale:
        from babel import Locale, UnknownLocaleError

        try:
            return Locale(self.language, self._region)
        except UnknownLocaleError:  # a region Babel has no data for: the language alone is close enough
            return Locale(self.language)

    def _format_date(self, day: datetime.date, pattern: str) -> str:
        from babel.dates import format_date

        return format_date(day, pattern, locale=self._locale).translate(self._digit_table)

    def _jalali_date(self, day: datetime.date, style: DateStyle) -> str:
        year, month, number = jalali(day)
        text = f"{number} {_JALALI_MONTHS[month - 1]}"
        if style != "short":
            text = f"{self.weekday(day)} {text}"
        if style != "long":
            text = f"{text} {year}"
        return text.translate(self._digit_table)

    def _fill(self, sentence: str, values: dict[str, object]) -> str:
        if not values:
            return sentence
        return sentence.format_map({name: self._written(value) for name, value in values.items()})

    def _written(self, value: object) -> object:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return self.number(value)
        return value


_JALALI_LEAP_YEARS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_NOWRUZ_1405 = datetime.date(2026, 3, 21)


def jalali(day: datetime.date) -> tuple[int, int, int]:
    """Year, month and day of `day` in the Solar Hijri calendar of Iran.

    By the rule of eight leap years in 33, which agrees with the astronomical calendar far beyond
    `clock.LATEST_PLAUSIBLE`; a test compares every day until then with Qt's calendar.
    """
    year, left = 1405, (day - _NOWRUZ_1405).days
    while left < 0:
        year -= 1
        left += _jalali_year_days(year)
    while left >= (length := _jalali_year_days(year)):
        left -= length
        year += 1
    # Six months of 31 days, then months of 30; the last is whatever is left.
    month, number = divmod(left, 31) if left < 186 else divmod(left - 186, 30)
    return year, month + (1 if left < 186 else 7), number + 1


def _jalali_year_days(year: int) -> int:
    return 366 if year % 33 in _JALALI_LEAP_YEARS else 365
