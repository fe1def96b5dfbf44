"""A few knowledge articles of the embedded desk's own, so that a kiosk has some to show. In the desk's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from helpdesk.models import KBCategory, KBItem


class Sample(NamedTuple):
    """One article."""

    category: str
    """Slug of its category: the id of a department in the sample pack."""
    title: str
    question: str
    answer: str


_CATEGORIES: Mapping[str, Mapping[str, str]] = {
    "it": {"en": "IT", "ar": "تقنية المعلومات", "fa": "فناوری اطلاعات", "el": "Πληροφορική", "zh": "信息技术部"},
    "facilities": {
        "en": "Facilities",
        "ar": "المرافق",
        "fa": "ساختمان و تأسیسات",
        "el": "Κτίρια και εγκαταστάσεις",
        "zh": "后勤部",
    },
}

_SAMPLES: Mapping[str, tuple[Sample, ...]] = {
    "en": (
        Sample(
            "it",
            "Printer shows as offline",
            "My computer says that the printer is offline. What can I try?",
            "1. Look at the printer: is it on, and is there paper?\n"
            "2. Switch it off, wait **ten seconds**, and switch it on again.\n"
            "3. Print one page.\n\n"
            "If it still says offline, report it and name the number on the printer's label.",
        ),
        Sample(
            "it",
            "Meeting room screen stays dark",
            "The screen in the meeting room stays dark. How do I wake it?",
            "- Press the button under the table once.\n"
            "- Plug the cable into your computer *before* you open the lid.\n"
            "- Choose the input **HDMI 1** with the remote control.",
        ),
        Sample(
            "facilities",
            "Lost and found",
            "I lost something in the building. Where is it kept?",
            "Things that are found are kept at the reception for **30 days**.\n\n"
            "Bring something with your name on it. Badges that are found are blocked at once.",
        ),
    ),
    "ar": (
        Sample(
            "it",
            "الطابعة تظهر غير متصلة",
            "يقول حاسوبي إن الطابعة غير متصلة. ماذا يمكنني أن أجرب؟",
            "1. انظر إلى الطابعة: هل هي مشغلة، وهل فيها ورق؟\n"
            "2. أطفئها وانتظر **عشر ثوانٍ** ثم شغلها من جديد.\n"
            "3. اطبع صفحة واحدة.\n\n"
            "إذا بقيت غير متصلة فأبلغ عنها واذكر الرقم المكتوب على ملصقها.",
        ),
        Sample(
            "it",
            "شاشة قاعة الاجتماعات مظلمة",
            "تبقى الشاشة في قاعة الاجتماعات مظلمة. كيف أشغلها؟",
            "- اضغط الزر الموجود تحت الطاولة مرة واحدة.\n"
            "- صِل الكابل بحاسوبك *قبل* أن تفتح غطاءه.\n"
            "- اختر المدخل **HDMI 1** بجهاز التحكم.",
        ),
        Sample(
            "facilities",
            "المفقودات",
            "فقدت شيئًا في المبنى. أين تُحفظ المفقودات؟",
            "تُحفظ المفقودات في الاستقبال **30 يومًا**.\n\nأحضر معك ما يثبت اسمك. البطاقات التي يُعثر عليها تُوقف فورًا.",
        ),
    ),
    "fa": (
        Sample(
            "it",
            "چاپگر آفلاین نشان داده می‌شود",
            "رایانه‌ام می‌گوید چاپگر آفلاین است. چه کاری می‌توانم بکنم؟",
            "1. به چاپگر نگاه کنید: آیا روشن است و کاغذ دارد؟\n"
            "2. آن را خاموش کنید، **ده ثانیه** صبر کنید و دوباره روشن کنید.\n"
            "3. یک صفحه چاپ کنید.\n\n"
            "اگر هنوز آفلاین است، خرابی را گزارش دهید و شمارهٔ روی برچسب چاپگر را بگویید.",
        ),
        Sample(
            "it",
            "صفحهٔ اتاق جلسه خاموش می‌ماند",
            "صفحهٔ نمایش اتاق جلسه خاموش می‌ماند. چگونه روشنش کنم؟",
            "- دکمهٔ زیر میز را یک بار فشار دهید.\n"
            "- کابل را *پیش از* باز کردن رایانه وصل کنید.\n"
            "- با کنترل، ورودی **HDMI 1** را انتخاب کنید.",
        ),
        Sample(
            "facilities",
            "اشیای گم‌شده",
            "چیزی را در ساختمان گم کرده‌ام. کجا نگهداری می‌شود؟",
            "اشیای پیداشده **۳۰ روز** در پذیرش نگهداری می‌شود.\n\n"
            "مدرکی همراه بیاورید که نام شما روی آن باشد. کارت‌های پیداشده فوراً مسدود می‌شوند.",
        ),
    ),
    "el": (
        Sample(
            "it",
            "Ο εκτυπωτής εμφανίζεται εκτός σύνδεσης",
            "Ο υπολογιστής λέει ότι ο εκτυπωτής είναι εκτός σύνδεσης. Τι μπορώ να δοκιμάσω;",
            "1. Κοιτάξτε τον εκτυπωτή: είναι αναμμένος και έχει χαρτί;\n"
            "2. Σβήστε τον, περιμένετε **δέκα δευτερόλεπτα** και ανάψτε τον ξανά.\n"
            "3. Τυπώστε μία σελίδα.\n\n"
            "Αν μένει εκτός σύνδεσης, δηλώστε τη βλάβη με τον αριθμό της ετικέτας του.",
        ),
        Sample(
            "it",
            "Η οθόνη της αίθουσας μένει σβηστή",
            "Η οθόνη στην αίθουσα συσκέψεων μένει σβηστή. Πώς ανάβει;",
            "- Πατήστε μία φορά το κουμπί κάτω από το τραπέζι.\n"
            "- Συνδέστε το καλώδιο *πριν* ανοίξετε τον υπολογιστή.\n"
            "- Επιλέξτε την είσοδο **HDMI 1** με το τηλεχειριστήριο.",
        ),
        Sample(
            "facilities",
            "Απολεσθέντα αντικείμενα",
            "Έχασα κάτι στο κτίριο. Πού φυλάσσεται;",
            "Ό,τι βρίσκεται φυλάσσεται στην υποδοχή για **30 ημέρες**.\n\n"
            "Φέρτε κάτι με το όνομά σας. Οι κάρτες που βρίσκονται ακυρώνονται αμέσως.",
        ),
    ),
    "zh": (
        Sample(
            "it",
            "打印机显示脱机",
            "我的电脑显示打印机脱机，可以试试什么？",
            "1. 看一下打印机：电源开了吗？有纸吗？\n"
            "2. 关机，等待**十秒钟**，再开机。\n"
            "3. 打印一页试试。\n\n"
            "如果仍然脱机，请报修，并告知打印机标签上的编号。",
        ),
        Sample(
            "it",
            "会议室屏幕不亮",
            "会议室的屏幕不亮，怎样打开？",
            "- 按一次桌子下面的按钮。\n- 先接好线，再打开电脑。\n- 用遥控器选择输入 **HDMI 1**。",
        ),
        Sample(
            "facilities",
            "失物招领",
            "我在大楼里丢了东西，在哪里认领？",
            "拾到的物品在前台保管 **30 天**。\n\n认领时请带上有您姓名的证件。拾到的门禁卡会立即停用。",
        ),
    ),
}


def add_samples(language: str) -> None:
    """Put them into the knowledge base, in `language`, else in English."""
    language = language if language in _SAMPLES else "en"
    categories = {
        slug: KBCategory.objects.create(name=titles[language], title=titles[language], slug=slug)
        for slug, titles in _CATEGORIES.items()
    }
    for order, sample in enumerate(_SAMPLES[language], 1):
        KBItem.objects.create(
            category=categories[sample.category],
            title=sample.title,
            question=sample.question,
            answer=sample.answer,
            order=order,
        )
