"""Every character has a glyph, and in a font of ours: shaped as Qt shapes it, no glyph 0 (tofu) may come out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from PySide6.QtGui import QFont, QTextLayout

from kiosk.screens.fonts import FAMILIES
from tests.screens.audit.finding import Finding, Rule
from tests.screens.audit.scene import Scene, is_icon, words_of

ICONS = "Phosphor"
"""What the names of the icon fonts' families begin with."""


def tofu(scene: Scene) -> Iterator[Finding]:
    """Texts with characters that are drawn as boxes, or by a font that is not ours."""
    for item in scene.texts:
        font: QFont = item.property("font")
        for family, missing in glyphless(words_of(item), tuple(font.families()), font.bold()):
            if missing:
                yield scene.finding(Rule.TOFU, item, f"has no glyph for {missing} in {family}")
            elif not (is_icon(item) or family in FAMILIES or family.startswith(ICONS)):
                yield scene.finding(Rule.TOFU, item, f"is drawn by {family}")


@cache
def glyphless(words: str, families: tuple[str, ...], bold: bool) -> tuple[tuple[str, str], ...]:
    """The fonts that draw `words`, each with the characters it draws as a box."""
    font = QFont()
    font.setFamilies(list(families))
    font.setBold(bold)
    layout = QTextLayout(words.replace("\n", " "), font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    found: dict[str, str] = {}
    for run in layout.glyphRuns(-1, -1, QTextLayout.GlyphRunRetrievalFlag.RetrieveAll):
        missing = "".join(
            f"U+{ord(words[at]):04X} "
            for glyph, at in zip(run.glyphIndexes(), run.stringIndexes(), strict=False)
            if glyph == 0 and at < len(words)
        )
        family = run.rawFont().familyName()
        found[family] = found.get(family, "") + missing
    return tuple((family, missing.strip()) for family, missing in found.items())
