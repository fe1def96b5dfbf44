"""Receipts for the tests of slips: one request in the five languages, plain, with long texts, with mixed scripts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from kiosk.devices.profiles import PROFILES
from kiosk.domain.receipt import Receipt
from kiosk.domain.reference import Reference
from tests.unit.receipts.fixed_wording import LANGUAGES


def changed(receipt: Receipt, **fields: Any) -> Receipt:
    """`receipt` with other `fields`."""
    return msgspec.structs.replace(receipt, **fields)


ENGLISH = Receipt(
    language="en",
    desk_name="Northbridge Service Desk",
    kiosk_name="Main Hall kiosk",
    accepted_at=datetime(2026, 11, 21, 11, 42, tzinfo=UTC),
    time_zone="UTC",
    reference=Reference("K7-0042M-9"),
    tracking_code="418205",
    title="Replacement laptop",
    details=(("Deliver to", "C-214"),),
    steps=(
        "We have it and send it to the IT desk.",
        "Your manager agrees, usually the same day.",
        "Ready about Thu 26 Nov.",
    ),
    qr="https://desk.northbridge.example/s/q4Zr8mVx2LwT0bNcYh5K1A",
    qr_opens_status=True,
    ask="Questions: desk C-001, 08:00 to 17:00",
    line_for_desk="IT · Replacement laptop · en",
)

ARABIC = changed(
    ENGLISH,
    language="ar",
    desk_name="مكتب خدمات نورثبريدج",
    kiosk_name="كشك القاعة الرئيسية",
    title="حاسوب محمول بديل",
    details=(("مكان التسليم", "C-214"),),
    steps=(
        "استلمنا طلبك ونرسله إلى مكتب تقنية المعلومات.",
        "موافقة مديرك، عادةً في اليوم نفسه.",
        "جاهز نحو الخميس 26 نوفمبر.",
    ),
    ask="للاستفسار: \u2068مكتب C-001\u2069، من 08:00 إلى 17:00",
    line_for_desk="IT · Replacement laptop · ar",
)

PERSIAN = changed(
    ENGLISH,
    language="fa",
    desk_name="میز خدمت نورث‌بریج",
    kiosk_name="کیوسک سالن اصلی",
    title="لپ‌تاپ جایگزین",
    details=(("محل تحویل", "C-214"),),
    steps=(
        "درخواست شما رسید و به بخش فناوری اطلاعات می‌رود.",
        "مدیرتان تأیید می‌کند، معمولاً همان روز.",
        "حدود پنجشنبه ۵ آذر آماده است.",
    ),
    ask="برای پرسش: \u2068میز C-001\u2069، ساعت ۰۸:۰۰ تا ۱۷:۰۰",
    line_for_desk="IT · Replacement laptop · fa",
)

GREEK = changed(
    ENGLISH,
    language="el",
    desk_name="Γραφείο εξυπηρέτησης Northbridge",
    kiosk_name="Σταθμός κεντρικής αίθουσας",
    title="Αντικατάσταση φορητού υπολογιστή",
    details=(("Παράδοση στο", "C-214"),),
    steps=(
        "Το λάβαμε και το στέλνουμε στο γραφείο πληροφορικής.",
        "Εγκρίνει ο προϊστάμενός σας, συνήθως αυθημερόν.",
        "Έτοιμο γύρω στην Πέμπτη 26 Νοεμβρίου.",
    ),
    ask="Πληροφορίες: \u2068Γραφείο C-001\u2069, 08:00 έως 17:00",
    line_for_desk="IT · Replacement laptop · el",
)

CHINESE = changed(
    ENGLISH,
    language="zh",
    desk_name="诺斯布里奇服务台",
    kiosk_name="主大厅自助机",
    title="更换笔记本电脑",
    details=(("送至", "C-214"),),
    steps=(
        "申请已收到，正转交信息技术服务台。",
        "由您的经理审批，通常当天完成。",
        "预计 11 月 26 日（星期四）备好。",
    ),
    ask="咨询：\u2068C-001服务台\u2069，08:00至17:00",
    line_for_desk="IT · Replacement laptop · zh",
)

PLAIN = {receipt.language: receipt for receipt in (ENGLISH, ARABIC, PERSIAN, GREEK, CHINESE)}

_LINK = "https://desk.northbridge.example/" + "a1b2c3d4" * 8
"""A word longer than any paper is wide."""

LONG = {
    "en": changed(
        ENGLISH,
        desk_name="Northbridge Metropolitan Authority Service Desk",
        requester="Maria-Magdalena Philippa Konstantina Wolfeschlegelsteinhausenbergerdorff-Papadopoulou of Bonn",
        title="Replacement laptop with a docking station and two screens",
        details=(
            ("Deliver to", "Room C-214, second floor, through the glass doors on the left, second desk by the window"),
            ("The page that does not open on the old laptop any more", _LINK),
        ),
        steps=(*ENGLISH.steps[:2], "We set it up with you at your own desk: please keep half an hour free for it."),
    ),
    "ar": changed(
        ARABIC,
        desk_name="مكتب خدمات هيئة نورثبريدج للمدينة الكبرى وضواحيها",
        requester="عبد الرحمن بن محمد بن عبد العزيز بن يوسف الأندلسي القرطبي المعروف بابن الخطيب الصغير",
        title="حاسوب محمول بديل مع قاعدة توصيل وشاشتين إضافيتين",
        details=(
            ("مكان التسليم", "الغرفة C-214 في الطابق الثاني، من الباب الزجاجي على اليسار، المكتب الثاني قرب النافذة"),
            ("الصفحة التي لم تعد تُفتح على حاسوبك القديم كما كانت", _LINK),
        ),
        steps=(*ARABIC.steps[:2], "نجهّزه معك على مكتبك، فاترك لنا من فضلك نصف ساعة من وقتك في ذلك اليوم."),
    ),
    "fa": changed(
        PERSIAN,
        desk_name="میز خدمت سازمان کلان‌شهر نورث‌بریج و شهرهای پیرامون آن",
        requester="سیده فاطمه‌زهرا محمدحسین‌زادهٔ تبریزی اصل نجف‌آبادی، همسر علی‌رضا کریم‌پور شیرازی",
        title="لپ‌تاپ جایگزین همراه با پایهٔ اتصال و دو نمایشگر",
        details=(
            ("محل تحویل", "اتاق C-214، طبقهٔ دوم، از در شیشه‌ای سمت چپ، میز دوم کنار پنجرهٔ رو به خیابان"),
            ("صفحه‌ای که روی لپ‌تاپ قبلی شما دیگر باز نمی‌شود", _LINK),
        ),
        steps=(*PERSIAN.steps[:2], "آن را پشت میز خودتان با هم راه می‌اندازیم؛ لطفاً نیم ساعت برایش وقت بگذارید."),
    ),
    "el": changed(
        GREEK,
        desk_name="Γραφείο εξυπηρέτησης της Μητροπολιτικής Αρχής του Northbridge",
        requester="Μαρία-Αλεξάνδρα Παπαδοπούλου-Χατζηκωνσταντινοπούλου-Παπαχριστοδουλοπούλου του Θεμιστοκλή",
        title="Αντικατάσταση φορητού με βάση σύνδεσης και δύο οθόνες",
        details=(
            ("Παράδοση στο", "Αίθουσα C-214, δεύτερος όροφος, από τη γυάλινη πόρτα αριστερά, δίπλα στο παράθυρο"),
            ("Η σελίδα που δεν ανοίγει πια στον παλιό σας υπολογιστή", _LINK),
        ),
        steps=(*GREEK.steps[:2], "Το ρυθμίζουμε μαζί στο γραφείο σας: κρατήστε μισή ώρα ελεύθερη για αυτό."),
    ),
    "zh": changed(
        CHINESE,
        desk_name="北桥都会区综合行政管理局信息与后勤联合服务台",
        requester="阿卜杜热合曼·买买提依明·库尔班江·吐尔逊阿依·阿不都克里木·玉素甫·哈力克·艾合买提江",
        title="更换笔记本电脑，另配扩展坞一个、外接显示器两台",
        details=(
            ("送至", "二楼 C-214 室，从左侧玻璃门进入，靠窗第二张办公桌；若无人在座，请交给隔壁前台代收。"),
            ("旧笔记本电脑上再也打不开的那个网页的完整地址", _LINK),
        ),
        steps=(*CHINESE.steps[:2], "我们会到您的座位上与您一起完成设置，请届时预留大约半个小时的时间。"),
    ),
}

MIXED = {
    "en": changed(
        ENGLISH,
        requester="محمد علي (Mohammed Ali)",
        details=(
            ("Deliver to", "Café Zoë, 2nd floor"),
            ("Budget", "1 250 €"),
            ("Manager", "Γιώργος Παπαδόπουλος"),
            ("Note", "Thanks 😀🎉 ✓ 50 %"),
            ("Third name", "शर्मा אבי"),
        ),
    ),
    "ar": changed(
        ARABIC,
        requester="张伟 (Zhang Wei)",
        details=(
            ("مكان التسليم", "Room C-214 (2nd floor)"),
            ("الميزانية", "1 250 €"),
            ("الهاتف", "+49 30 901820"),
            ("ملاحظة", "شكراً 😀 للجميع – Thank you"),
            ("رقم الجهاز", "NB-1047/22"),
        ),
    ),
    "fa": changed(
        PERSIAN,
        requester="Γιώργος Παπαδόπουλος",
        details=(
            ("محل تحویل", "اتاق C-214 (طبقهٔ ۲)"),
            ("بودجه", "1 250 €"),
            ("تلفن", "+98 21 8819 4000"),
            ("یادداشت", "مدل ThinkPad X1 😀 با ۱۶ گیگابایت"),
            ("شمارهٔ دستگاه", "NB-1047/22"),
        ),
    ),
    "el": changed(
        GREEK,
        requester="张伟 (Zhang Wei)",
        details=(
            ("Παράδοση στο", "Café Zoë, 2ος όροφος"),
            ("Ποσό", "1.250 €"),
            ("Προϊστάμενος", "محمد علي 7"),
            ("Σημείωση", "Ευχαριστώ 😀 για το ThinkPad"),
            ("Αριθμός συσκευής", "NB-1047/22"),
        ),
    ),
    "zh": changed(
        CHINESE,
        requester="Νίκος Παπαδόπουλος",
        details=(
            ("送至", "C-214 室（Café Zoë 二楼）"),
            ("预算", "1 250 €"),
            ("经理", "محمد علي 7"),
            ("备注", "谢谢😀！型号“ThinkPad X1”，见《使用手册》…"),
            ("设备编号", "NB-1047/22"),
        ),
    ),
}

_PAPERS = ("80", "58")
_TEXTS = {"": PLAIN, "-long": LONG, "-mixed": MIXED}

SLIPS: dict[str, tuple[Receipt, str]] = {
    f"{language}-{paper}{kind}": (receipts[language], f"epson-{paper}")
    for kind, receipts in _TEXTS.items()
    for language in LANGUAGES
    for paper in _PAPERS
}
"""What is kept as golden bytes and pictures: name -> receipt and printer profile."""

_UNDATED = {"accepted_at": None, "qr": "K7-0042M-9", "qr_opens_status": False}

SLIPS |= {
    **{f"{language}-80-no-date": (changed(PLAIN[language], **_UNDATED), "epson-80") for language in LANGUAGES},
    "en-generic-80": (ENGLISH, "generic-80"),
    "en-generic-58": (ENGLISH, "generic-58"),
    "ar-generic-80": (ARABIC, "generic-80"),
    "el-generic-80": (GREEK, "generic-80"),
    "zh-generic-58": (CHINESE, "generic-58"),
}

assert all(profile in PROFILES for _, profile in SLIPS.values())
