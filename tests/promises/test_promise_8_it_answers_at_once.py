"""Promise 8: a press is drawn within two frames, and the interface thread never waits. Counted, never timed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.domain.flow import Screen
from kiosk.journeys.late_store import LateStore
from tests.system.kiosk_folder import KioskFolder
from tests.system.whole_kiosk import WAYS, WholeKiosk, open_kiosk

TURNS = 60
"""Turns of the event loop, and frames, that must get through while something else is stuck."""

FRAMES = 2


@contextmanager
def counting_turns() -> Iterator[list[int]]:
    """Counts turns of the event loop."""
    turns = [0]
    timer = QTimer()
    timer.setInterval(0)

    def turn() -> None:
        turns[0] += 1

    timer.timeout.connect(turn)
    timer.start()
    yield turns
    timer.stop()


def press_and_watch(whole: WholeKiosk, item: QQuickItem) -> list[tuple[bool, str]]:
    """Put the finger down on `item`: whether it was pressed and how it was coloured, frame by frame."""
    window, frames = whole.kiosk.window.window, []

    def drawn() -> None:
        background = item.property("background")
        colour = background.property("color") if isinstance(background, QQuickItem) else None
        frames.append((bool(item.property("pressed")), colour.name() if isinstance(colour, QColor) else ""))

    point = item.mapToScene(item.boundingRect().center()).toPoint()
    window.frameSwapped.connect(drawn)
    device = whole.finger._device
    QTest.touchEvent(window, device).press(0, point, window).commit()
    whole.wait(lambda: len(frames) >= FRAMES or (frames and frames[-1][0]), "a frame after the press")
    window.frameSwapped.disconnect(drawn)
    outside = window.contentItem().mapToScene(window.contentItem().boundingRect().bottomRight()).toPoint()
    QTest.touchEvent(window, device).move(0, outside, window).commit()
    QTest.touchEvent(window, device).release(0, outside, window).commit()
    QTest.qWait(10)
    return frames


@pytest.mark.parametrize("screen", [Screen.HOME, Screen.CATALOG, Screen.SERVICE, Screen.REVIEW, Screen.HELP])
def test_every_press_is_drawn_within_two_frames(whole: WholeKiosk, screen: Screen) -> None:
    whole.stand_on(screen)
    for name in ("home", "help", "back", "finish"):
        item = whole.finger.find(name)
        assert item is not None
        before = item.property("background").property("color").name()
        frames = press_and_watch(whole, item)
        assert any(pressed and colour != before for pressed, colour in frames[:FRAMES]), (name, before, frames)
        whole.settle()
        assert whole.screen is screen, "a press that ends elsewhere does not count"


def test_while_the_store_is_stuck_the_screen_says_busy_and_goes_on_turning(
    whole: WholeKiosk, blocked_store: Callable[[WholeKiosk], AbstractContextManager[None]]
) -> None:
    whole.jump_to_review()
    words = whole.prop("send")
    frames = [0]

    def drawn() -> None:
        frames[0] += 1

    with blocked_store(whole), counting_turns() as turns:
        whole.touch("send")
        whole.wait(lambda: whole.prop("send") != words, "the word that it is being sent")
        whole.kiosk.window.window.frameSwapped.connect(drawn)
        begun = turns[0]
        while turns[0] < begun + TURNS:
            whole.kiosk.window.window.update()
            QTest.qWait(1)
        # Other parts of the screen answer meanwhile.
        whole.touch("help", leads_to=Screen.HELP)
        whole.touch("back", leads_to=Screen.REVIEW)
        assert whole.model(Screen.REVIEW).property("sending") is True
        assert frames[0] > 1
    whole.arrive(Screen.ACCEPTED)
    assert len(whole.kiosk.store.outbox()) == 1


def test_while_the_printer_is_silent_every_screen_answers(whole: WholeKiosk) -> None:
    whole.printer.set_silent()
    whole.ask()
    with counting_turns() as turns:
        whole.wait(lambda: turns[0] > TURNS, "the event loop")
        whole.touch("help", leads_to=Screen.HELP)
        whole.touch("back", leads_to=Screen.ACCEPTED)
        whole.finish()


def test_a_request_sent_before_the_store_is_open_waits_for_it_and_is_printed(
    qapp: QGuiApplication, folder: KioskFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    really_open = LateStore.opened

    def late(self: LateStore, store: object) -> None:
        assert gate.wait(30)
        really_open(self, store)  # type: ignore[arg-type]  # whatever the kiosk opened

    monkeypatch.setattr(LateStore, "opened", late)
    try:
        with open_kiosk(folder, wait=False) as whole:
            whole.wait(lambda: whole.kiosk.session.model(Screen.REVIEW) is not None, "the screens of a request")
            whole.jump_to_review()
            words = whole.prop("send")
            whole.touch("send")
            with counting_turns() as turns:
                whole.wait(lambda: turns[0] > TURNS and whole.prop("send") != words, "the event loop")
            assert whole.screen is Screen.REVIEW
            gate.set()
            whole.arrive(Screen.ACCEPTED)
            whole.wait(lambda: "is printed" in whole.slip_words, "the slip")
    finally:
        gate.set()


def test_every_screen_is_reached_without_a_file_or_a_socket_on_the_interface_thread(
    whole: WholeKiosk, watched_calls: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    for screen in WAYS:
        whole.stand_on(screen)
    with watched_calls() as calls:
        for screen in WAYS:
            whole.stand_on(screen)
        whole.kiosk.session.moves.make("finish")  # type: ignore[arg-type]  # a StrEnum's own word
    assert calls == []
