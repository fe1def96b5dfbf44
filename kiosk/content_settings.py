"""The settings of the content pack: where it lies, where new ones come from, whose signature counts. No Qt here."""

from __future__ import annotations

from pathlib import Path

import msgspec

from kiosk.desk_settings import address_fault, trust_fault
from kiosk.toml_table import TomlTable

DESK = "desk"
"""Instead of an address: the gateway of the kiosk's own desk hands out the packs."""

_GATEWAYS = "helpdesk"
"""The kind of desk whose gateway hands out packs and articles."""

_PUBLIC_KEY = r"ed25519:[A-Za-z0-9+/]{43}="
"""32 bytes as base64."""


class ContentSettings(msgspec.Struct, frozen=True):
    """Where the content pack is edited, where its compiled form lies, and where signed packs are pulled from."""

    folder: Path | None
    """None is the sample pack. Shown until a pack came over sync."""
    compiled: Path
    url: str
    """The folder with signed packs, or `desk`; empty: none are pulled."""
    keys: tuple[str, ...]
    """Public keys; a pack signed with any of them counts."""
    ca_file: Path | None
    """Certificates that alone are trusted for `url`. For `desk` they are the desk's."""
    every_minutes: int
    """Between looks at the source, and at the desk's articles."""
    desk_articles: bool
    """Whether the articles of the desk's own knowledge base are shown beside those of the pack."""


def read_content(content: TomlTable, base: Path, *, store: Path, connector: str) -> ContentSettings:
    """The table `[content]`; relative paths start at `base`. `store` is the store's folder, `connector` the desk's."""
    ca_file = content.path("ca_file", base)
    keys = content.strings("keys", (), pattern=_PUBLIC_KEY, example='"ed25519:…" as `kiosk content keygen` prints it')

    def url_fault(url: str) -> str:
        if url and not keys:
            return "names a source of packs, but content.keys names no key. Write the public key of who publishes."
        if url == DESK:
            return "" if connector == _GATEWAYS else f"wants a desk with our gateway, not {connector}. Write https://…"
        return address_fault(url) or trust_fault(url, ca_file, key="content.ca_file")

    desk_articles = content.flag("desk_articles", default=False)
    if desk_articles and connector != _GATEWAYS:
        content.note(f"has desk_articles, which wants a desk with our gateway, not {connector}. Remove it.")
    return ContentSettings(
        folder=content.path("folder", base),
        compiled=content.path("compiled", base) or store / "content.pack",
        url=content.string("url", "", rule=url_fault),
        keys=keys,
        ca_file=ca_file,
        every_minutes=int(content.number("every_minutes", 15, 1, 1440)),
        desk_articles=desk_articles,
    )
