"""Words that are cut, spill or overlap are found; words that fit are not."""

from __future__ import annotations

import pytest

from tests.screens.audit.conftest import Open
from tests.screens.audit.overlap import overlapping_words
from tests.screens.audit.pixels import picture
from tests.screens.audit.words import cut_words

LONG = "A sentence that does not fit where it stands"


@pytest.mark.parametrize(
    ("item", "measured"),
    [
        (f'Text {{ text: "{LONG}"; width: 100; elide: Text.ElideRight }}', "is elided"),
        (f'Text {{ text: "{LONG}"; width: 100; wrapMode: Text.Wrap; maximumLineCount: 1 }}', "is elided"),
        (f'Text {{ text: "{LONG}"; width: 100 }}', "takes"),
        (f'Text {{ text: "{LONG}"; width: 100; height: 40; wrapMode: Text.Wrap }}', "takes"),
        (f'Text {{ text: "{LONG}"; x: 700 }}', "leaves the glass"),
        (f'Item {{ width: 100; height: 50; clip: true; Text {{ text: "{LONG}" }} }}', "is clipped"),
        ('Item { width: 300; height: 50; clip: true; Text { text: "below"; y: 40 } }', "is clipped"),
        ('T.AbstractButton { width: 100; height: 40; Text { text: "out"; y: 35 } }', "spills out of its button"),
    ],
    ids=["elided", "too few lines", "too wide", "too high", "off the glass", "clipped", "clipped below", "spilling"],
)
def test_words_that_do_not_fit_are_cut(show: Open, item: str, measured: str) -> None:
    (found,) = cut_words(show(item).scene())
    assert measured in found.measured


@pytest.mark.parametrize(
    "item",
    [
        f'Text {{ text: "{LONG}" }}',
        f'Text {{ text: "{LONG}"; width: 100; wrapMode: Text.Wrap }}',
        'Text { text: "زبان خود را انتخاب کنید"; width: 250; font.pixelSize: 60; wrapMode: Text.Wrap }',
        f'TextInput {{ text: "{LONG}"; width: 100 }}',
        'Text { text: "right"; width: 200; x: 600; horizontalAlignment: Text.AlignRight }',
        'Flickable { width: 300; height: 50; clip: true; contentHeight: 900; Text { text: "further down"; y: 500 } }',
        'T.AbstractButton { width: 100; height: 40; contentItem: Text { text: "in" } }',
    ],
    ids=["alone", "wrapped", "wrapped at a space", "typed", "at the right", "scrolled out", "in its button"],
)
def test_words_that_fit_or_can_be_scrolled_to_are_not(show: Open, item: str) -> None:
    assert list(cut_words(show(item).scene())) == []


def test_words_out_of_the_side_of_a_list_are_cut_though_it_scrolls(show: Open) -> None:
    window = show(f'Flickable {{ width: 100; height: 50; clip: true; Text {{ text: "{LONG}"; y: 500 }} }}')
    assert [found.measured for found in cut_words(window.scene())] == ["is clipped"]


def overlaps(show: Open, body: str) -> list[str]:
    window = show(body)
    return [found.words for found in overlapping_words(window.scene(), picture(window.window))]


def test_ink_on_ink_is_an_overlap(show: Open) -> None:
    assert overlaps(show, 'Text { text: "one" } Text { text: "two"; x: 6; y: 4 }') == ["one"]


def test_a_faint_word_under_another_is_an_overlap_too(show: Open) -> None:
    assert overlaps(show, 'Text { text: "one"; color: "#dddddd" } Text { text: "two"; x: 6 }') == ["one"]


def test_lines_whose_boxes_meet_and_whose_letters_do_not_are_none(show: Open) -> None:
    assert overlaps(show, 'Text { text: "one"; lineHeight: 3 } Text { text: "two"; y: 40 }') == []
    assert overlaps(show, 'Text { text: "beside" } Text { text: "it"; x: 150 }') == []


def test_what_scrolls_under_a_bar_does_not_overlap_with_it(show: Open) -> None:
    list_ = 'Flickable { width: 300; height: 100; clip: true; Text { text: "one"; y: 100 } }'
    assert overlaps(show, list_ + 'Text { text: "two"; y: 100 }') == []
