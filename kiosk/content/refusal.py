"""Why a pack that was offered is not used."""

from __future__ import annotations

from enum import StrEnum

from kiosk.errors import ContentError


class Reason(StrEnum):
    """What was wrong with an offered pack."""

    NOT_SIGNED = "not_signed"
    """There is no signed manifest where one should be."""
    WRONG_KEY = "wrong_key"
    """Signed, but with none of the trusted keys."""
    TAMPERED = "tampered"
    """A trusted key is named, and its signature does not fit, or the bundle is not the one that was signed."""
    NEEDS_NEWER_PROGRAM = "needs_newer_program"
    OLDER = "older"
    """Its sequence number is below one that was in use here: yesterday's pack, offered again."""
    NUMBER_TAKEN = "number_taken"
    """Another pack with the same sequence number was in use here."""
    ANOTHER_PACK = "another_pack"
    """Its id is not that of the pack in use, or its manifest names another: meant for other kiosks."""
    CUT_SHORT = "cut_short"
    """The bundle ended before its announced size."""
    TOO_LARGE = "too_large"
    """The bundle goes on after its announced size."""
    FAULTY = "faulty"
    """`kiosk content check` finds faults in it."""


_SENTENCES = {
    Reason.NOT_SIGNED: ("It is not signed.", "Publish with `kiosk content publish`."),
    Reason.WRONG_KEY: ("It is signed with a key that is not trusted here.", "Compare content.keys in the settings."),
    Reason.TAMPERED: ("It was changed after it was signed.", "Find out who can write to the source; publish again."),
    Reason.NEEDS_NEWER_PROGRAM: ("It is made for a newer program.", "Bring this kiosk's program up to date first."),
    Reason.OLDER: ("It is older than what was in use here.", "Publish it again: it gets a higher number."),
    Reason.NUMBER_TAKEN: ("Its number belongs to another pack.", "Publish it again: it gets a higher number."),
    Reason.ANOTHER_PACK: ("It has another id than the pack in use.", "Compare content.url in the settings."),
    Reason.CUT_SHORT: ("It ended too early.", "The next look tries again; then look at the server."),
    Reason.TOO_LARGE: ("It is larger than announced.", "Publish it again; then look at the server."),
    Reason.FAULTY: ("It has faults.", "Run `kiosk content check` on its folder."),
}


class PackRefused(ContentError):
    """An offered pack is not used, and the one in use stays. `reason` says why; `detail` more about it."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        what, remedy = _SENTENCES[reason]
        self.reason = reason
        self.detail = detail
        super().__init__(f"{what} {detail}".strip(), remedy=remedy)


def sentence_of(reason: Reason) -> str:
    """What is the matter and what to do, for staff."""
    return " ".join(_SENTENCES[reason])
