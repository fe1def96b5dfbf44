"""What every desk and mail server takes for an e-mail address. Pure."""

from __future__ import annotations

import re

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"

_MAILBOX = re.compile(rf"(?!.*=\?){_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
"""RFC 5321 section 4.1.2 without quotes, and without what a mail program would read as an encoded word (RFC 2047)."""


def is_mailbox(address: str) -> bool:
    """Whether `address` can stand in the header of a mail as it is. Whether anybody reads it nobody can tell."""
    return _MAILBOX.fullmatch(address) is not None
