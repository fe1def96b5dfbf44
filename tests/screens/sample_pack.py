"""A small compiled pack for screens: enough of everything that is drawn, in five languages."""

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
from tests.screens.sample_words import LANGUAGES, in_five

_WEEK = (("08:00", "12:30"), ("13:30", "17:00"))


def sample_pack() -> Pack:
    """Northbridge, as on the mock."""
    return Pack(
        id="northbridge-small",
        version="1-test",
        languages=LANGUAGES,
        brand=Brand(
            organisation=in_five("Northbridge"),
            desk=in_five("Northbridge Service Desk"),
        ),
        departments=(
            Department(
                id="it",
                title=in_five("Computers and networks"),
                summary=in_five("Laptops, accounts, Wi-Fi"),
                icon="laptop",
                queue="IT",
            ),
            Department(
                id="buildings",
                title=in_five("Buildings"),
                summary=in_five("Rooms, keys, repairs"),
                icon="buildings",
                queue="Facilities",
            ),
        ),
        services=(
            Service(
                id="laptop",
                department="it",
                title=in_five("Replacement laptop"),
                summary=in_five("A laptop in place of yours"),
                description=in_five("We bring you a laptop with your programs and files."),
                icon="laptop",
                needs=(in_five("The asset tag of the old laptop"),),
                expected_time=in_five("About 3 working days"),
                expected_working_days=3,
                cost=Cost(note=in_five("No cost to you")),
                popularity=9,
                form=(
                    FormGroup(
                        title=in_five("Which laptop do you need?"),
                        subtitle=in_five("Ready in about 3 working days. No cost to you."),
                        fields=(
                            Field(
                                id="model",
                                kind=FieldKind.CHOICE,
                                label=in_five("Kind of laptop"),
                                options=(
                                    Option(
                                        id="light",
                                        label=in_five("Light, for travel and meetings"),
                                    ),
                                    Option(
                                        id="strong",
                                        label=in_five("Strong, for design and data"),
                                    ),
                                    Option(
                                        id="advise",
                                        label=in_five("I am not sure. Please advise me"),
                                    ),
                                ),
                            ),
                            Field(
                                id="when",
                                kind=FieldKind.DATE,
                                label=in_five("When do you need it?"),
                                hint=in_five("We will tell you if we cannot make it."),
                                earliest_days=1,
                            ),
                            Field(
                                id="room",
                                kind=FieldKind.ROOM,
                                label=in_five("Where shall we bring it?"),
                                hint=in_five("Room number, as on the door"),
                                pattern="[A-Z]-[0-9]{3}",
                                example="C-214",
                            ),
                        ),
                    ),
                    FormGroup(
                        title=in_five("About the old laptop"),
                        fields=(
                            Field(
                                id="broken",
                                kind=FieldKind.YES_NO,
                                label=in_five("Is it broken?"),
                            ),
                            Field(
                                id="what",
                                kind=FieldKind.LONG_TEXT,
                                label=in_five("What is wrong with it?"),
                                required=False,
                                only_if=(Condition(field="broken", is_any_of=("yes",)),),
                            ),
                        ),
                    ),
                ),
                steps=(
                    Step(
                        title=in_five("Your manager agrees"),
                        detail=in_five("Usually the same day"),
                    ),
                    Step(title=in_five("Ready to pick up")),
                ),
            ),
            Service(
                id="wifi",
                department="it",
                title=in_five("Wi-Fi for guests"),
                summary=in_five("Access for a visitor, for a day or a week"),
                icon="wifi-high",
                popularity=7,
                form=(
                    FormGroup(
                        title=in_five("Who is your guest?"),
                        fields=(
                            Field(
                                id="guest",
                                kind=FieldKind.SHORT_TEXT,
                                label=in_five("Name of your guest"),
                            ),
                        ),
                    ),
                ),
                steps=(Step(title=in_five("We send the code")),),
            ),
            Service(
                id="repair",
                department="buildings",
                kind=RequestKind.INCIDENT,
                title=in_five("Something is broken"),
                summary=in_five("Light, door, heating, water"),
                icon="wrench",
                popularity=8,
                form=(
                    FormGroup(
                        title=in_five("What is broken?"),
                        fields=(
                            Field(
                                id="what",
                                kind=FieldKind.SHORT_TEXT,
                                label=in_five("In a few words"),
                            ),
                        ),
                    ),
                ),
                steps=(Step(title=in_five("Somebody comes to look")),),
            ),
        ),
        announcements=(
            Announcement(
                id="mail",
                severity=Severity.OUTAGE,
                title=in_five("E-mail is slow in Building C. Expected back at 14:30."),
            ),
        ),
        hours=OpeningHours(
            weekly=(_WEEK, _WEEK, _WEEK, _WEEK, (("08:00", "15:00"),), (), ()),
            note=in_five("Closed on public holidays"),
        ),
        places=(
            Place(
                id="desk",
                title=in_five("Room C-001"),
                directions=in_five("Ground floor, left of the main entrance"),
            ),
        ),
        desk_place="desk",
    )
