"""What is wrong with a content pack, where, and what to do about it. No YAML and no pydantic here."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from kiosk.errors import ContentError


class Fault(msgspec.Struct, frozen=True, order=True):
    """One fault of a pack, for its author. Sorts by place."""

    file: str
    """Path inside the pack, with `/`."""
    line: int
    """From 1; 0 where the file itself is the fault."""
    column: int
    """From 1; 0 where the line as a whole is the fault."""
    code: str
    """A stable name of the kind of fault, for programs."""
    what: str
    """A sentence on what is wrong."""
    remedy: str
    """A sentence on what to do."""

    def __post_init__(self) -> None:
        # Parts of these texts come out of files: nothing of them may reach a terminal as a command.
        for name in ("file", "what", "remedy"):
            msgspec.structs.force_setattr(self, name, printable(getattr(self, name)))

    @property
    def where(self) -> str:
        """`services/laptop.yaml:12:5`, as editors understand it."""
        place = [self.file]
        if self.line:
            place.append(str(self.line))
            if self.column:
                place.append(str(self.column))
        return ":".join(place)

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.remedy}"


class BrokenPack(ContentError):
    """A content pack has faults and is refused as a whole."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sort_faults(faults)
        count = len(self.faults)
        first = f" First: {self.faults[0]}" if self.faults else ""
        super().__init__(
            f"The content pack has {count} fault{'' if count == 1 else 's'}.{first}",
            remedy="Run `kiosk content check` on its folder.",
        )


def sort_faults(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """`faults` by file and line, each once."""
    return tuple(sorted(set(faults)))


def printable(text: str) -> str:
    """`text` with the names of its control and other invisible characters in their place."""
    return text if text.isprintable() else "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)


def shorten(text: str, limit: int = 40) -> str:
    """`text` out of a file, short enough for a message."""
    return f"{text[:limit]}…" if len(text) > limit else text


def quote(text: str, limit: int = 40) -> str:
    """`text` out of a file, in quotes and short."""
    return f"“{shorten(text, limit)}”"
