"""Right-to-left: what stays where it was, begins on the wrong side or points the wrong way is found."""

from __future__ import annotations

import pytest

from tests.screens.audit.conftest import Open
from tests.screens.audit.mirroring import (
    laid_out_left_to_right,
    misaligned_words,
    places_of,
    unmirrored,
    unturned_icons,
)
from tests.screens.audit.small_window import SmallWindow

BOX = "Rectangle { objectName: 'box'; width: 100; height: 100; %s }"
MIRRORED = "Item { anchors.fill: parent; LayoutMirroring.enabled: true; LayoutMirroring.childrenInherit: true; %s }"
ICON = "component Icon: Text {{ id: icon; required property string name; property bool turned: false; text: '>'; {0} }}"
TURN = "transform: Scale { origin.x: icon.width / 2; xScale: icon.turned ? -1 : 1 }"


def wrong(window: SmallWindow) -> set[str]:
    with laid_out_left_to_right(window.scene()) as mirrored:
        assert mirrored
        window.settle()
        before = places_of(window.scene())
    window.settle()
    return {finding.name for finding in unmirrored(window.scene(), before)}


@pytest.mark.parametrize(
    "item",
    [
        BOX % "anchors.left: parent.left; anchors.leftMargin: 40",
        BOX % "anchors.right: parent.right",
        BOX % "anchors.horizontalCenter: parent.horizontalCenter",
        f"Row {{ anchors.left: parent.left; Item {{ width: 50; height: 1 }} {BOX % ''} }}",
        f"RowLayout {{ width: parent.width; {BOX % ''} Item {{ Layout.fillWidth: true }} }}",
        f"Flickable {{ anchors.fill: parent; {BOX % 'anchors.left: parent.left'} }}",
    ],
    ids=["start", "end", "middle", "row", "layout", "scrolled"],
)
def test_what_a_mirror_would_show_is_right(show: Open, item: str) -> None:
    assert wrong(show(MIRRORED % item)) == set()


@pytest.mark.parametrize(
    "item",
    [
        BOX % "x: 40",
        BOX % "anchors.left: parent.left; LayoutMirroring.enabled: false",
        "T.AbstractButton { width: parent.width; height: 50; leftPadding: 40; rightPadding: 20;"
        "    contentItem: Item { objectName: 'box' } }",
    ],
    ids=["fixed", "switched off", "uneven paddings"],
)
def test_what_stays_on_its_side_is_wrong(show: Open, item: str) -> None:
    assert wrong(show(MIRRORED % item)) == {"box"}


def test_mirroring_is_on_again_afterwards_and_follows_its_binding(show: Open) -> None:
    window = show(
        "property bool rtl: true;" + (MIRRORED % BOX).replace("true", "window.rtl", 1) % "anchors.left: parent.left"
    )
    box = window.item("box")
    with laid_out_left_to_right(window.scene()):
        pass
    assert box.x() == 700
    window.window.setProperty("rtl", False)
    assert box.x() == 0


def test_right_to_left_words_begin_on_the_right(show: Open) -> None:
    words = "Text { width: 400; text: %r; horizontalAlignment: Text.AlignLeft }"

    def found(body: str) -> int:
        return len(list(misaligned_words(show(body).scene())))

    assert found(words % "مرحبا") == 1
    assert found(MIRRORED % (words % "مرحبا")) == 0
    assert found(words % "K7-0042M-9") == 0


@pytest.mark.parametrize(
    ("name", "turned", "right_to_left", "found"),
    [
        ("arrow-left", True, True, []),
        ("arrow-left", False, True, ["is not turned"]),
        ("arrow-left", True, False, ["is turned"]),
        ("arrow-left", False, False, []),
        ("clock", True, True, ["is turned"]),
        ("clock", False, True, []),
    ],
)
def test_icons_that_point_turn_round_and_others_do_not(
    show: Open, name: str, turned: bool, right_to_left: bool, found: list[str]
) -> None:
    window = show(ICON.format(TURN) + f'Icon {{ name: "{name}"; turned: {str(turned).lower()} }}')
    findings = unturned_icons(window.scene(), right_to_left=right_to_left)
    assert [finding.measured for finding in findings] == found
