"""The `key=value` part of a device URL, and how a URL is refused. No I/O here."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import SplitResult, parse_qsl

from kiosk.errors import DeviceUrlError

_T = TypeVar("_T")


class UrlOptions:
    """What nobody takes is refused, so that a typing error never goes unnoticed."""

    def __init__(self, text: str, url: SplitResult, example: str) -> None:
        """`text` is the URL as it was given, `example` a right one of its kind. Raises DeviceUrlError."""
        self._text = text
        self._example = example
        pairs = parse_qsl(url.query, keep_blank_values=True)
        self._values = dict(pairs)
        if len(self._values) != len(pairs):
            raise refused(text, "an option is given twice", example)

    def take(self, name: str) -> str | None:
        """The option's text; None where it is left out."""
        return self._values.pop(name, None)

    def choice(self, name: str, choices: dict[str, _T], default: _T) -> _T:
        """What the option's text stands for. Raises DeviceUrlError when it is none of `choices`."""
        value = self.take(name)
        if value is None:
            return default
        if value not in choices:
            raise refused(self._text, f"{name}={value} is none of {', '.join(choices)}", self._example)
        return choices[value]

    def refuse_rest(self) -> None:
        """Raises DeviceUrlError when there are options that nobody took."""
        if self._values:
            raise refused(self._text, f"unknown option {', '.join(sorted(self._values))}", self._example)


def refused(text: str, why: str, example: str) -> DeviceUrlError:
    """Why `text` is no device URL, with a right one as the remedy."""
    return DeviceUrlError(f"The device URL “{text}” cannot be used: {why}.", remedy=f"A right one: {example}")
