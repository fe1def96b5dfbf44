"""Packs that are hard to draw: sixty questions, labels of 300 characters, scripts in one line, 500 services."""

from __future__ import annotations

from itertools import cycle, islice

import msgspec

from kiosk.domain.catalog import Announcement, Cost, FormGroup, Option, Pack, Service, Severity, Step, Texts
from tests.screens.every_field import every_field
from tests.screens.sample_pack import sample_pack
from tests.screens.sample_words import LANGUAGES, in_five

LONG = 300
"""Characters an author may come up with (issue 3, "Bad input")."""


def stretched(english: str, characters: int = LONG) -> Texts:
    """A sentence said again and again, cut in no language before `characters`."""
    texts = in_five(english)
    return {language: " ".join([texts[language]] * (1 + characters // len(texts[language]))) for language in LANGUAGES}


def _with(service: Service) -> Pack:
    pack = sample_pack()
    return msgspec.structs.replace(pack, services=(*pack.services, service))


def sixty_questions_pack() -> Pack:
    """With a service "sixty" that asks sixty questions of every kind on one screen."""
    asked = every_field().fields()
    fields = tuple(
        msgspec.structs.replace(field, id=f"{field.id}{number}", only_if=())
        for number, field in enumerate(islice(cycle(asked), 60))
    )
    group = FormGroup(title=in_five("Which laptop do you need?"), fields=fields)
    return _with(msgspec.structs.replace(every_field(), id="sixty", form=(group,)))


def long_labels_pack() -> Pack:
    """With a service "long" whose every text takes 300 characters."""
    long = stretched("We bring you a laptop with your programs and files.")
    sample = sample_pack().services[0]
    choice = sample.form[0].fields[0]
    asked = (
        msgspec.structs.replace(
            choice, label=long, hint=long, options=(Option(id="long", label=long), *choice.options)
        ),
        msgspec.structs.replace(sample.form[0].fields[2], label=long, hint=long),
    )
    return _with(
        msgspec.structs.replace(
            sample,
            id="long",
            title=long,
            summary=long,
            description=long,
            needs=(long,),
            expected_time=long,
            cost=Cost(note=long),
            form=(FormGroup(title=long, subtitle=long, fields=asked),),
            steps=(Step(title=long, detail=long),),
        )
    )


def mixed_scripts_pack() -> Pack:
    """With a service "vpn" that has Latin names, numbers and an address within Arabic and Persian."""
    words = {
        "title": in_five("VPN access (GlobalConnect 5.2, macOS & Windows 11)"),
        "summary": in_five(r"Opens \\files.northbridge.example:8443/home from room C-214, 24/7"),
    }
    return _with(msgspec.structs.replace(sample_pack().services[0], id="vpn", popularity=10, **words))


def five_hundred_services_pack() -> Pack:
    """The sample's services, numbered, five hundred of them."""
    pack = sample_pack()
    services = tuple(
        msgspec.structs.replace(
            service,
            id=f"{service.id}{number}",
            title={language: f"{text} {number}" for language, text in service.title.items()},
            popularity=1000 - number,
        )
        for number, service in enumerate(islice(cycle(pack.services), 500))
    )
    return msgspec.structs.replace(pack, services=services)


def announcements_pack() -> Pack:
    """With an announcement of every severity."""
    more = (
        Announcement(
            id="lift",
            severity=Severity.CAUTION,
            title=in_five("The lift in Building A is out of service."),
            detail=in_five("Please use the stairs or the lift in Building B."),
        ),
        Announcement(
            id="moved", severity=Severity.INFORMATION, title=in_five("The desk has moved to the ground floor.")
        ),
    )
    return msgspec.structs.replace(sample_pack(), announcements=more)
