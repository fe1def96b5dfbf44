"""The sentences of slips as they stood when the golden files were made: those must not move when a translation does."""

from __future__ import annotations

from datetime import datetime

from kiosk.i18n import Wording

LANGUAGES = ("en", "ar", "fa", "el", "zh")

_SENTENCES = {
    "Your reference": {
        "ar": "رقمك المرجعي",
        "fa": "شمارهٔ پیگیری شما",
        "el": "Ο αριθμός αναφοράς σας",
        "zh": "您的受理编号",
    },
    "Request": {"ar": "الطلب", "fa": "درخواست", "el": "Αίτημα", "zh": "申请"},
    "For": {"ar": "مقدّم الطلب", "fa": "متقاضی", "el": "Όνομα", "zh": "申请人"},
    "Guest": {"ar": "زائر", "fa": "مهمان", "el": "Επισκέπτης", "zh": "访客"},
    "Tracking code": {"ar": "رمز المتابعة", "fa": "رمز پیگیری", "el": "Κωδικός παρακολούθησης", "zh": "查询码"},
    "What happens now": {"ar": "ماذا يحدث الآن", "fa": "گام‌های بعدی", "el": "Τι γίνεται τώρα", "zh": "接下来"},
    "Scan to see where it stands": {
        "ar": "امسح الرمز لمتابعة طلبك",
        "fa": "برای پیگیری درخواست، کد را اسکن کنید",
        "el": "Σαρώστε για την πορεία του αιτήματος",
        "zh": "扫码查询办理进度",
    },
    "This code holds your reference": {
        "ar": "يحمل هذا الرمز رقمك المرجعي",
        "fa": "این کد شمارهٔ پیگیری شما را دارد",
        "el": "Ο κωδικός περιέχει τον αριθμό αναφοράς σας",
        "zh": "此码包含您的受理编号",
    },
    "No date here: the clock of this kiosk is not set.": {
        "ar": "لا تاريخ هنا: ساعة هذا الكشك غير مضبوطة.",
        "fa": "بدون تاریخ: ساعت این کیوسک تنظیم نشده است.",
        "el": "Χωρίς ημερομηνία: το ρολόι εδώ δεν έχει ρυθμιστεί.",
        "zh": "未注明日期：本终端的时钟尚未设置。",
    },
}


class FixedWording:
    """Fixed sentences; dates and numbers as the kiosk writes them, in Persian after the Jalali calendar."""

    def __init__(self, language: str) -> None:
        self.language = language
        persian = language == "fa"
        self._place = Wording(
            language, calendar="jalali" if persian else "gregorian", digits="native" if persian else "latin"
        )

    def text(self, msgid: str, /, **values: object) -> str:
        assert not values
        told = _SENTENCES[msgid]
        return msgid if self.language == "en" else told[self.language]

    def day_and_time(self, moment: datetime) -> str:
        return self._place.day_and_time(moment)

    def number(self, number: int, /) -> str:
        return self._place.number(number)
