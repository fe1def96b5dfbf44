"""The sentences of slips as they stood when the golden files were made: those must not move when a translation does."""

from __future__ import annotations

from datetime import datetime

from kiosk.i18n import Wording

LANGUAGES = ("en", "ar", "fa", "el", "zh")

_SENTENCES = {
    "Your reference": {
        "ar": "رقمك المرجعي",
        "fa": "شمارهٔ مرجع شما",
        "el": "Ο αριθμός αναφοράς σας",
        "zh": "您的编号",
    },
    "Request": {"ar": "الطلب", "fa": "درخواست", "el": "Αίτημα", "zh": "申请事项"},
    "For": {"ar": "مقدّم الطلب", "fa": "برای", "el": "Για", "zh": "申请人"},
    "Guest": {"ar": "زائر", "fa": "مهمان", "el": "Επισκέπτης", "zh": "访客"},
    "Tracking code": {"ar": "رمز المتابعة", "fa": "کد پیگیری", "el": "Κωδικός παρακολούθησης", "zh": "查询码"},
    "What happens now": {"ar": "ماذا يحدث الآن", "fa": "از اینجا به بعد", "el": "Τι γίνεται τώρα", "zh": "接下来"},
    "Scan to see where it stands": {
        "ar": "امسح الرمز لمتابعة طلبك",
        "fa": "برای پیگیری درخواست، اسکن کنید",
        "el": "Σαρώστε για να δείτε την πορεία του",
        "zh": "扫码查看办理进度",
    },
    "This code holds your reference": {
        "ar": "هذا الرمز يحمل رقمك المرجعي",
        "fa": "این رمز شمارهٔ مرجع شما را دارد",
        "el": "Ο κωδικός περιέχει τον αριθμό σας",
        "zh": "此二维码含您的编号",
    },
    "No date here: the clock of this kiosk is not set.": {
        "ar": "لا تاريخ هنا: ساعة هذا الكشك غير مضبوطة.",
        "fa": "بدون تاریخ: ساعت این کیوسک تنظیم نشده است.",
        "el": "Χωρίς ημερομηνία: το ρολόι εδώ δεν έχει ρυθμιστεί.",
        "zh": "未印日期：本机时钟尚未设置。",
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
