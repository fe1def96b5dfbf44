"""Futures from worker threads end on the interface thread."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.screens.bridge import Bridge


def wait_for(got: list[object]) -> None:
    for _turn in range(100):
        if got:
            return
        QTest.qWait(10)


def test_result_comes_on_the_interface_thread(qapp: QGuiApplication) -> None:
    bridge = Bridge(qapp)
    got: list[object] = []
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(threading.get_ident)
        bridge.await_result(future, lambda worker: got.append((worker, QThread.currentThread())), got.append)
        wait_for(got)
    assert got == [(future.result(), qapp.thread())]
    assert future.result() != threading.get_ident()


def test_failure_comes_as_a_failure(qapp: QGuiApplication) -> None:
    bridge = Bridge(qapp)
    got: list[object] = []
    future: Future[int] = Future()
    error = OSError("gone")
    future.set_exception(error)
    bridge.await_result(future, lambda result: got.append("result"), got.append)
    wait_for(got)
    assert got == [error]


def test_given_up_future_says_nothing(qapp: QGuiApplication) -> None:
    bridge = Bridge(qapp)
    got: list[object] = []
    future: Future[int] = Future()
    bridge.await_result(future, got.append, got.append)
    assert future.cancel()
    QTest.qWait(50)
    assert got == []


def test_a_bug_that_shows_after_the_visit_is_not_swallowed(
    qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    uncaught: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda _type, error, _traceback: uncaught.append(error))
    bridge = Bridge(qapp)
    got: list[object] = []
    future: Future[int] = Future()
    bridge.await_result(future, got.append, got.append)
    bridge.drop_all()
    bug = ZeroDivisionError()
    future.set_exception(bug)
    QTest.qWait(20)
    assert (got, uncaught) == ([], [bug])
