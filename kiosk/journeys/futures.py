"""Chaining `concurrent.futures.Future`s: what comes after a result, on whichever thread brought it. No Qt here."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from kiosk.errors import FrontdoorError

T = TypeVar("T")
U = TypeVar("U")


def then(first: Future[T], step: Callable[[Future[T]], U]) -> Future[U]:
    """A future of `step(first)`, run as soon as `first` is done. `step` decides what a failure of `first` means."""
    second: Future[U] = Future()

    def run(done: Future[T]) -> None:
        try:
            second.set_result(step(done))
        except BaseException as bug:
            second.set_exception(bug)

    first.add_done_callback(run)
    return second


def chain(first: Future[T], step: Callable[[T], Future[U]]) -> Future[U]:
    """A future of the future that `step` makes of `first`'s result; failures of either come through."""
    second: Future[U] = Future()

    def pass_on(inner: Future[U]) -> None:
        error = inner.exception()
        if error is not None:
            second.set_exception(error)
        else:
            second.set_result(inner.result())

    def run(done: Future[T]) -> None:
        try:
            inner = step(done.result())
        except BaseException as error:
            second.set_exception(error)
        else:
            inner.add_done_callback(pass_on)

    first.add_done_callback(run)
    return second


def unattended(future: Future[Any]) -> None:
    """Let go of a future that nobody waits for: faults of the environment end here, bugs reach `sys.excepthook`."""

    def report(done: Future[Any]) -> None:
        error = None if done.cancelled() else done.exception()
        if error is not None and not isinstance(error, FrontdoorError):
            sys.excepthook(type(error), error, error.__traceback__)

    future.add_done_callback(report)
