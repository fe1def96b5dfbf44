"""The gateway's own words on tickets, in the languages desks work in. A desk in another language reads English."""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH = {
    "answer_in": "Answer in",
    "reference": "Reference",
    "kind": "Kind",
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
    "reference": "الرقم المرجعي",
    "kind": "النوع",
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
_LABELS: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "ar": _ARABIC}

_LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "en": {"en": "English", "ar": "Arabic", "fa": "Persian", "el": "Greek", "zh": "Chinese"},
    "ar": {"en": "الإنجليزية", "ar": "العربية", "fa": "الفارسية", "el": "اليونانية", "zh": "الصينية"},
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
}


def label(key: str, language: str) -> str:
    """One of the gateway's words in the desk's `language`."""
    return _LABELS.get(language, _ENGLISH)[key]


def language_name(code: str, language: str) -> str:
    """The name of language `code` in the desk's `language`, else the code."""
    return _LANGUAGES.get(language, _LANGUAGES["en"]).get(code, code)


def kind_name(kind: str, language: str) -> str:
    """The kind of a request in the desk's `language`, else as it came."""
    return _KINDS.get(language, _KINDS["en"]).get(kind, kind)
