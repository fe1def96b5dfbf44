"""The frame stands on every screen: three keys in both bars, all of them on the glass (UI.md, "Frame")."""

from __future__ import annotations

from collections.abc import Iterator

from tests.screens.audit.finding import Finding, Rule
from tests.screens.audit.scene import Scene, ancestors
from tests.screens.stage import type_of

BARS = {"TopBar": {"home", "language", "access"}, "BottomBar": {"back", "help", "finish"}}
"""What can be touched in each, by objectName."""


def broken_frame(scene: Scene, *, typing: bool) -> Iterator[Finding]:
    """Bars that are not whole. The top bar may give way to the keyboard (docs/screens.md, "Layouts")."""
    for kind, wanted in BARS.items():
        bars = [item for item in scene.items if type_of(item) == kind]
        if not bars:
            if not (typing and kind == "TopBar"):
                yield scene.finding(Rule.FRAME, scene.window.contentItem(), f"has no {kind}")
            continue
        keys = {item.objectName(): item for item in scene.touchables if bars[0] in ancestors(item)}
        if keys.keys() != wanted:
            yield scene.finding(Rule.FRAME, bars[0], f"has {sorted(keys)}")
        for item in keys.values():
            if scene.seen(item) != scene.box(item):
                yield scene.finding(Rule.FRAME, item, "is not wholly seen")
