"""Rules of brand.yaml: an icon that exists, a mark that can be drawn, colours with which text can be read."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.content.faults import quote
from kiosk.content.mark import BRAND_FOLDER, MARK_FILES, mark_faults
from kiosk.content.nodes import Node, child, text_of
from kiosk.content.rules.findings import Findings
from kiosk.domain.catalog import Brand
from kiosk.domain.colour import LEAST_CONTRAST, is_colour
from kiosk.domain.palette import Contrast, branded, unreadable

COLOUR_KEYS = ("accent", "tint", "dark_accent", "dark_tint")

_THEMES = {Contrast.LIGHT: "light", Contrast.DARK: "dark"}
"""The themes that wear a brand's colours, as authors call them."""


def check_brand(brand: Node, findings: Findings) -> None:
    """The icon and the colours."""
    findings.icon(child(brand, "icon"))
    at = {key: child(brand, key) for key in COLOUR_KEYS}
    for node in at.values():
        if text_of(node) and not is_colour(text_of(node)):
            what = f"{quote(text_of(node))} is not a colour."
            findings.add(node, "colour", what, 'Write it as "#0B5C66", in quotes.')
    given = {key: text_of(node) for key, node in at.items() if is_colour(text_of(node))}
    if given:
        colours = Brand(
            organisation={},
            desk={},
            accent=given.get("accent", ""),
            tint=given.get("tint", ""),
            dark_accent=given.get("dark_accent", ""),
            dark_tint=given.get("dark_tint", ""),
        )
        for theme in _THEMES:
            _check_theme(theme, colours, at, findings)


def _check_theme(theme: Contrast, colours: Brand, at: Mapping[str, Node | None], findings: Findings) -> None:
    palette = branded(theme, colours)
    for pair, ratio in unreadable(palette):
        text, ground = getattr(palette, pair.text), getattr(palette, pair.ground)
        what = f"The contrast of {pair.named} is {_ratio(ratio)}:1 in the {_THEMES[theme]} theme ({text}, {ground})."
        accent, tint = ("dark_accent", "dark_tint") if theme is Contrast.DARK else ("accent", "tint")
        # Words that are not the brand's can be saved by the tint alone.
        blamed = (tint, accent) if pair.text in ("ink", "muted") else (accent, tint)
        node = next((at[key] for key in (*blamed, "accent", "tint") if at[key]), None)
        findings.add(node, "contrast", what, f"Choose a colour with at least {LEAST_CONTRAST}:1.")


def _ratio(ratio: float) -> str:
    """Rounded down: 4.49 is not 4.5."""
    return f"{int(ratio * 10) / 10:.1f}"


def check_mark(brand: Node | None, files: Mapping[str, bytes], findings: Findings) -> None:
    """The file that `mark` names is there, and is the only one in its folder."""
    at = child(brand, "mark")
    name = text_of(at)
    if name and name not in MARK_FILES:
        findings.add(at, "mark", f"The mark cannot be {quote(name)}.", f"Name {' or '.join(MARK_FILES)}.")
    elif name and name not in files:
        findings.add(at, "missing-file", f"The file {quote(name)} is missing.", "Add it, or remove the line.")
    if brand is None:
        return
    for file in files:
        if file.startswith(f"{BRAND_FOLDER}/") and file != name:
            told = Findings(file)
            told.add(None, "unused-file", "brand.yaml does not name this file.", f"Write `mark: {file}`, or delete it.")
            findings.faults += told.faults


def check_mark_file(raw: bytes, findings: Findings) -> None:
    """The mark can be drawn, small, at every size, and brings nothing from elsewhere."""
    for line, what, remedy in mark_faults(raw):
        findings.add_at(line, 0, "mark", what, remedy)
