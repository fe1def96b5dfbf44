"""The gateway's own words on tickets, in the languages desks work in. A desk in another language reads English."""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH = {
    "answer_in": "Answer in",
    "restricted": "Confidential: pass it on to nobody who cannot open this queue.",
    "reference": "Reference",
    "kind": "Kind",
    "department": "Department",
    "priority": "Priority",
    "contact": "Contact",
    "no_contact": "The customer left no way to be reached.",
    "shown_as": "shown to the customer as",
    "trail": "Before asking for help, at the kiosk",
    "kiosk": "Kiosk",
    "accepted": "Accepted",
    "no_clock": "at an unknown time: the kiosk's clock was not set",
    "pack": "Content",
    "title_shown": "The customer chose",
}
_ARABIC = {
    "answer_in": "لغة الرد",
    "restricted": "سرّي: لا تُطلِع عليه من لا يحق له فتح قائمة الانتظار هذه.",
    "reference": "الرقم المرجعي",
    "kind": "النوع",
    "department": "القسم",
    "priority": "الأولوية",
    "contact": "بيانات الاتصال",
    "no_contact": "لم يترك العميل وسيلة للتواصل معه.",
    "shown_as": "كما ظهر للعميل",
    "trail": "قبل طلب المساعدة، عند الكشك",
    "kiosk": "الكشك",
    "accepted": "وقت الاستلام",
    "no_clock": "غير معروف: ساعة الكشك لم تكن مضبوطة",
    "pack": "المحتوى",
    "title_shown": "ما اختاره العميل",
}
_PERSIAN = {
    "answer_in": "زبان پاسخ",
    "restricted": "محرمانه: در اختیار کسی که به این صف دسترسی ندارد نگذارید.",
    "reference": "شمارهٔ پیگیری",
    "kind": "نوع",
    "department": "بخش",
    "priority": "اولویت",
    "contact": "راه تماس",
    "no_contact": "مشتری راهی برای تماس نگذاشت.",
    "shown_as": "آن‌گونه که مشتری دید",
    "trail": "پیش از درخواست کمک، در کیوسک",
    "kiosk": "کیوسک",
    "accepted": "زمان ثبت",
    "no_clock": "نامعلوم: ساعت کیوسک تنظیم نبود",
    "pack": "محتوا",
    "title_shown": "انتخاب مشتری",
}
_GREEK = {
    "answer_in": "Γλώσσα απάντησης",
    "restricted": "Εμπιστευτικό: μην το κοινοποιήσετε σε όποιον δεν έχει πρόσβαση σε αυτή την ουρά.",
    "reference": "Αριθμός αναφοράς",
    "kind": "Είδος",
    "department": "Τμήμα",
    "priority": "Προτεραιότητα",
    "contact": "Στοιχεία επικοινωνίας",
    "no_contact": "Ο πελάτης δεν άφησε τρόπο επικοινωνίας.",
    "shown_as": "όπως το είδε ο πελάτης",
    "trail": "Πριν ζητηθεί βοήθεια, στον σταθμό",
    "kiosk": "Σταθμός",
    "accepted": "Ώρα καταχώρισης",
    "no_clock": "άγνωστη: το ρολόι του σταθμού δεν ήταν ρυθμισμένο",
    "pack": "Περιεχόμενο",
    "title_shown": "Επιλογή του πελάτη",
}
_CHINESE = {
    "answer_in": "答复语言",
    "restricted": "机密：请勿转给无权打开此队列的人员。",
    "reference": "受理编号",
    "kind": "类型",
    "department": "部门",
    "priority": "优先级",
    "contact": "联系方式",
    "no_contact": "客户没有留下联系方式。",
    "shown_as": "向客户显示为",
    "trail": "求助前在终端上的操作",
    "kiosk": "终端",
    "accepted": "受理时间",
    "no_clock": "时间未知：终端的时钟未设置",
    "pack": "内容包",
    "title_shown": "客户的选择",
}
_LABELS: Mapping[str, Mapping[str, str]] = {
    "en": _ENGLISH,
    "ar": _ARABIC,
    "fa": _PERSIAN,
    "el": _GREEK,
    "zh": _CHINESE,
}

_LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "en": {"en": "English", "ar": "Arabic", "fa": "Persian", "el": "Greek", "zh": "Chinese"},
    "ar": {"en": "الإنجليزية", "ar": "العربية", "fa": "الفارسية", "el": "اليونانية", "zh": "الصينية"},
    "fa": {"en": "انگلیسی", "ar": "عربی", "fa": "فارسی", "el": "یونانی", "zh": "چینی"},
    "el": {"en": "Αγγλικά", "ar": "Αραβικά", "fa": "Περσικά", "el": "Ελληνικά", "zh": "Κινεζικά"},
    "zh": {"en": "英语", "ar": "阿拉伯语", "fa": "波斯语", "el": "希腊语", "zh": "中文"},
}
_KINDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "service_request": "Service request",
        "incident": "Incident",
        "complaint": "Complaint",
        "question": "Question",
        "assistance": "Assistance at the kiosk",
    },
    "ar": {
        "service_request": "طلب خدمة",
        "incident": "بلاغ عن عطل",
        "complaint": "شكوى",
        "question": "استفسار",
        "assistance": "مساعدة عند الكشك",
    },
    "fa": {
        "service_request": "درخواست خدمت",
        "incident": "خرابی",
        "complaint": "شکایت",
        "question": "پرسش",
        "assistance": "کمک در محل کیوسک",
    },
    "el": {
        "service_request": "Αίτημα υπηρεσίας",
        "incident": "Βλάβη",
        "complaint": "Παράπονο",
        "question": "Ερώτηση",
        "assistance": "Βοήθεια στον σταθμό",
    },
    "zh": {
        "service_request": "服务请求",
        "incident": "故障",
        "complaint": "投诉",
        "question": "咨询",
        "assistance": "终端现场协助",
    },
}
_PRIORITIES: Mapping[str, Mapping[str, str]] = {
    "en": {"low": "Low", "medium": "Medium", "high": "High", "critical": "Critical"},
    "ar": {"low": "منخفضة", "medium": "متوسطة", "high": "مرتفعة", "critical": "حرجة"},
    "fa": {"low": "کم", "medium": "متوسط", "high": "زیاد", "critical": "بحرانی"},
    "el": {"low": "Χαμηλή", "medium": "Μεσαία", "high": "Υψηλή", "critical": "Κρίσιμη"},
    "zh": {"low": "低", "medium": "中", "high": "高", "critical": "紧急"},
}


def label(key: str, language: str) -> str:
    """One of the gateway's words in the desk's `language`."""
    return _LABELS.get(language, _ENGLISH)[key]


def language_name(code: str, language: str) -> str:
    """The name of language `code` in the desk's `language`, else the code."""
    return _in(language, _LANGUAGES).get(code, code)


def kind_name(kind: str, language: str) -> str:
    """The kind of a request in the desk's `language`, else as it came."""
    return _in(language, _KINDS).get(kind, kind)


def priority_name(priority: str, language: str) -> str:
    """The priority of a request in the desk's `language`, else as it came."""
    return _in(language, _PRIORITIES).get(priority, priority)


def _in(language: str, words: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    return words.get(language, words["en"])
