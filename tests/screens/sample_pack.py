"""A small compiled pack for screens: enough of everything that is drawn, in English and Arabic."""

from __future__ import annotations

from kiosk.domain.catalog import (
    Announcement,
    Brand,
    Condition,
    Cost,
    Department,
    Field,
    FieldKind,
    FormGroup,
    OpeningHours,
    Option,
    Pack,
    Place,
    RequestKind,
    Service,
    Severity,
    Step,
)

_WEEK = (("08:00", "12:30"), ("13:30", "17:00"))


def sample_pack() -> Pack:
    """Northbridge, as on the mock."""
    return Pack(
        id="northbridge-small",
        version="1-test",
        languages=("en", "ar"),
        brand=Brand(
            organisation={"en": "Northbridge", "ar": "نورثبريدج"},
            desk={"en": "Northbridge Service Desk", "ar": "مكتب خدمات نورثبريدج"},
        ),
        departments=(
            Department(
                id="it",
                title={"en": "Computers and networks", "ar": "الحاسوب والشبكات"},
                summary={"en": "Laptops, accounts, Wi-Fi", "ar": "حواسيب وحسابات وواي فاي"},
                icon="laptop",
                queue="IT",
            ),
            Department(
                id="buildings",
                title={"en": "Buildings", "ar": "المباني"},
                summary={"en": "Rooms, keys, repairs", "ar": "قاعات ومفاتيح وصيانة"},
                icon="buildings",
                queue="Facilities",
            ),
        ),
        services=(
            Service(
                id="laptop",
                department="it",
                title={"en": "Replacement laptop", "ar": "حاسوب محمول بديل"},
                summary={"en": "A laptop in place of yours", "ar": "حاسوب محمول بدلًا من حاسوبك"},
                description={
                    "en": "We bring you a laptop with your programs and files.",
                    "ar": "نحضر لك حاسوبًا محمولًا ببرامجك وملفاتك.",
                },
                icon="laptop",
                needs=({"en": "The asset tag of the old laptop", "ar": "رقم أصل الحاسوب القديم"},),
                expected_time={"en": "About 3 working days", "ar": "نحو 3 أيام عمل"},
                expected_working_days=3,
                cost=Cost(note={"en": "No cost to you", "ar": "بلا تكلفة عليك"}),
                popularity=9,
                form=(
                    FormGroup(
                        title={"en": "Which laptop do you need?", "ar": "أي حاسوب تحتاج؟"},
                        subtitle={
                            "en": "Ready in about 3 working days. No cost to you.",
                            "ar": "جاهز خلال 3 أيام عمل تقريبًا. بلا تكلفة.",
                        },
                        fields=(
                            Field(
                                id="model",
                                kind=FieldKind.CHOICE,
                                label={"en": "Kind of laptop", "ar": "نوع الحاسوب"},
                                options=(
                                    Option(
                                        id="light",
                                        label={
                                            "en": "Light, for travel and meetings",
                                            "ar": "خفيف، للسفر والاجتماعات",
                                        },
                                    ),
                                    Option(
                                        id="strong",
                                        label={"en": "Strong, for design and data", "ar": "قوي، للتصميم والبيانات"},
                                    ),
                                    Option(
                                        id="advise",
                                        label={
                                            "en": "I am not sure. Please advise me",
                                            "ar": "لست متأكدًا. أرجو المشورة",
                                        },
                                    ),
                                ),
                            ),
                            Field(
                                id="when",
                                kind=FieldKind.DATE,
                                label={"en": "When do you need it?", "ar": "متى تحتاجه؟"},
                                hint={
                                    "en": "We will tell you if we cannot make it.",
                                    "ar": "سنخبرك إن لم نستطع.",
                                },
                                earliest_days=1,
                            ),
                            Field(
                                id="room",
                                kind=FieldKind.ROOM,
                                label={"en": "Where shall we bring it?", "ar": "إلى أين نحضره؟"},
                                hint={"en": "Room number, as on the door", "ar": "رقم الغرفة كما على الباب"},
                                pattern="[A-Z]-[0-9]{3}",
                                example="C-214",
                            ),
                        ),
                    ),
                    FormGroup(
                        title={"en": "About the old laptop", "ar": "عن الحاسوب القديم"},
                        fields=(
                            Field(
                                id="broken",
                                kind=FieldKind.YES_NO,
                                label={"en": "Is it broken?", "ar": "هل هو معطّل؟"},
                            ),
                            Field(
                                id="what",
                                kind=FieldKind.LONG_TEXT,
                                label={"en": "What is wrong with it?", "ar": "ما المشكلة فيه؟"},
                                required=False,
                                only_if=(Condition(field="broken", is_any_of=("yes",)),),
                            ),
                        ),
                    ),
                ),
                steps=(
                    Step(
                        title={"en": "Your manager agrees", "ar": "موافقة مديرك"},
                        detail={"en": "Usually the same day", "ar": "عادةً في اليوم نفسه"},
                    ),
                    Step(title={"en": "Ready to pick up", "ar": "جاهز للاستلام"}),
                ),
            ),
            Service(
                id="wifi",
                department="it",
                title={"en": "Wi-Fi for guests", "ar": "واي فاي للزوار"},
                summary={"en": "Access for a visitor, for a day or a week", "ar": "دخول لزائر ليوم أو أسبوع"},
                icon="wifi-high",
                popularity=7,
                form=(
                    FormGroup(
                        title={"en": "Who is your guest?", "ar": "من ضيفك؟"},
                        fields=(
                            Field(
                                id="guest",
                                kind=FieldKind.SHORT_TEXT,
                                label={"en": "Name of your guest", "ar": "اسم ضيفك"},
                            ),
                        ),
                    ),
                ),
                steps=(Step(title={"en": "We send the code", "ar": "نرسل الرمز"}),),
            ),
            Service(
                id="repair",
                department="buildings",
                kind=RequestKind.INCIDENT,
                title={"en": "Something is broken", "ar": "شيء معطّل"},
                summary={"en": "Light, door, heating, water", "ar": "إضاءة أو باب أو تدفئة أو ماء"},
                icon="wrench",
                popularity=8,
                form=(
                    FormGroup(
                        title={"en": "What is broken?", "ar": "ما المعطّل؟"},
                        fields=(
                            Field(
                                id="what",
                                kind=FieldKind.SHORT_TEXT,
                                label={"en": "In a few words", "ar": "بكلمات قليلة"},
                            ),
                        ),
                    ),
                ),
                steps=(Step(title={"en": "Somebody comes to look", "ar": "يأتي أحدهم للمعاينة"}),),
            ),
        ),
        announcements=(
            Announcement(
                id="mail",
                severity=Severity.OUTAGE,
                title={
                    "en": "E-mail is slow in Building C. Expected back at 14:30.",
                    "ar": "البريد الإلكتروني بطيء في المبنى C. نتوقع عودته عند 14:30.",
                },
            ),
        ),
        hours=OpeningHours(
            weekly=(_WEEK, _WEEK, _WEEK, _WEEK, (("08:00", "15:00"),), (), ()),
            note={"en": "Closed on public holidays", "ar": "مغلق في العطل الرسمية"},
        ),
        places=(
            Place(
                id="desk",
                title={"en": "Room C-001", "ar": "الغرفة C-001"},
                directions={
                    "en": "Ground floor, left of the main entrance",
                    "ar": "الطابق الأرضي، يسار المدخل الرئيسي",
                },
            ),
        ),
        desk_place="desk",
    )
