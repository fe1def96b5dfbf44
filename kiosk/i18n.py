"""One catalogue per language for screens, slips and messages. No Qt here.

Message ids are the English sentences, so English needs no catalogue, and a missing one falls back to English.
`scripts/i18n` keeps the catalogues in `kiosk/locale`. Every function may be called on any thread.
"""

from __future__ import annotations

import datetime
import gettext
import logging
import re
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from kiosk.jalali import MONTHS, to_jalali

if TYPE_CHECKING:
    from babel import Locale

DateStyle = Literal["short", "long", "full"]

_LOCALE = Path(__file__).parent / "locale"

_log = logging.getLogger(__name__)

_PATTERNS = {"short": "d MMM y", "long": "EEEE d MMMM", "full": "EEEE d MMMM y"}
_PATTERNS_BY_LANGUAGE = {
    # CLDR's abbreviated Arabic months miss the regional names (Syria), and the full ones are as short.
    "ar": _PATTERNS | {"short": "d MMMM y"},
    "fa": _PATTERNS | {"short": "d MMMM y"},
    "zh": {"short": "y年M月d日", "long": "M月d日（EEEE）", "full": "y年M月d日（EEEE）"},
}
"""CLDR date patterns (UTS 35, part 4, section 8): day first and no commas, as on signs and tickets."""

_NATIVE_DIGITS = {"ar": ("arab", "٠١٢٣٤٥٦٧٨٩"), "fa": ("arabext", "۰۱۲۳۴۵۶۷۸۹")}
_LATIN = ("latn", "0123456789")
"""CLDR numbering systems: their names choose the separators, Babel leaves the digits to us."""

_USUALLY_NATIVE = frozenset({"fa"})
"""Where people hardly ever write Latin digits. Readers of Arabic know both, and their countries differ."""

_MONTH_PATTERNS = {"el": "LLLL y", "zh": "y年M月"}
"""Greek has another form of a month that stands without a day. Arabic must not use it: CLDR's lacks the regions."""

_NARROW_WEEKDAYS = frozenset({"ar", "fa", "zh"})
"""Where one letter heads a column of a calendar, as on paper: CLDR's abbreviations are as long as the names."""

_USUAL_REGIONS = {"ar": "EG", "el": "GR", "en": "GB", "fa": "IR", "zh": "CN"}
"""Region of a language for which the settings name none: CLDR's likely ones, but for English."""

_PERSIAN_MONEY = "\u200f#,##0.00\u00a0¤"
"""As Arabic has it. CLDR's pattern forces left-to-right, which has people read the currency before the amount."""

_MINUS = {("ar", "arab"): "\u061c-", ("ar", "latn"): "\u200e-", ("fa", "arabext"): "\u200e−", ("fa", "latn"): "\u200e−"}
"""CLDR's minus signs, with the marks that keep them on the side where each script reads them; Babel leaves them out."""


def message(msgid: str) -> str:
    """Mark `msgid` for the catalogue where it is a constant that some `Wording` translates later."""
    return msgid


@lru_cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The compiled messages of `language`; one that answers in English when there are none (told once in the log)."""
    if language == "en":
        return gettext.NullTranslations()
    compiled = _LOCALE / language / "LC_MESSAGES" / "frontdoor.mo"
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
        self._region = region or _USUAL_REGIONS.get(language)
        self.jalali = calendar == "jalali" and language == "fa"
        """Whether days are told by the calendar of Iran."""
        native = digits == "native" or (digits == "usual" and language in _USUALLY_NATIVE)
        self._numbering, numerals = _NATIVE_DIGITS.get(language, _LATIN) if native else _LATIN
        self.digits = numerals
        """The ten digits as they are written here, from zero."""
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
        """The name of `day`'s day of the week as it heads a column of a calendar: `Thu`, in some languages a letter."""
        return self._format_date(day, "EEEEE" if self.language in _NARROW_WEEKDAYS else "EEE")

    def month(self, day: datetime.date) -> str:
        """The month `day` lies in, as it heads a page of a calendar: `November 2026`."""
        if self.jalali:
            year, month, _ = to_jalali(day)
            return f"{MONTHS[month - 1]} {year}".translate(self._digit_table)
        return self._format_date(day, _MONTH_PATTERNS.get(self.language, "MMMM y"))

    def day_of_month(self, day: datetime.date) -> str:
        """The number of `day` in its month, as on a page of a calendar."""
        return self.number(to_jalali(day)[2] if self.jalali else day.day)

    @cached_property
    def first_weekday(self) -> int:
        """The day a week begins with here; 0 is Monday."""
        return self._locale.first_week_day

    def date(self, day: datetime.date, style: DateStyle = "long") -> str:
        """`Thursday 26 November` (long), `26 Nov 2026` (short), `Thursday 26 November 2026` (full)."""
        if self.jalali:
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
        if self.language == "fa":  # CLDR puts a comma before the last "and", which Persian does not
            return " و ".join(filter(None, ("، ".join(items[:-1]), *items[-1:])))
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

        written = format_decimal(
            number, locale=self._locale, decimal_quantization=False, numbering_system=self._numbering
        )
        return self._with_own_digits(written)

    @property
    def decimal_sign(self) -> str:
        """What stands before the fraction of a number here."""
        from babel.numbers import get_decimal_symbol

        return get_decimal_symbol(self._locale, numbering_system=self._numbering)

    def money(self, minor: int, currency: str, minor_digits: int) -> str:
        """`minor` units of `currency` (ISO 4217), of which 10 ** `minor_digits` make one, as `€12.50`."""
        from babel.numbers import format_currency

        written = format_currency(
            Decimal(minor).scaleb(-minor_digits),
            currency,
            format=_PERSIAN_MONEY if self.language == "fa" else None,
            locale=self._locale,
            numbering_system=self._numbering,
        )
        # A currency that is written in letters does not stick to its amount (UTS 35, part 3, currency spacing).
        return self._with_own_digits(re.sub(r"(?<=[^\W\d_])(?=\d)", "\u00a0", written))

    def _with_own_digits(self, written: str) -> str:
        minus = _MINUS.get((self.language, self._numbering), "-")
        return written.replace("-", minus).translate(self._digit_table)

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
        year, month, number = to_jalali(day)
        text = f"{number} {MONTHS[month - 1]}"
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
