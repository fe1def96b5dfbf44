"""What every screen's view-model can do, so that the session can open, translate and wipe them all alike."""

from __future__ import annotations

from PySide6.QtCore import QObject


class ScreenModel(QObject):
    """Base of the view-models. One per screen, alive as long as the session; empty between visits."""

    def enter(self, argument: str) -> None:
        """The screen is about to be shown anew (not when the way back leads to it)."""

    def left(self) -> None:
        """The screen is gone from the stack, but the visit goes on."""

    def step_back(self) -> bool:
        """Back was touched. True if the screen went back within itself, as a form does to the group before."""
        return False

    def standing(self) -> object:
        """What `resume` needs to show the same once more, when the models are made anew for another pack."""
        return None

    def resume(self, standing: object) -> bool:
        """Show what the model before this one showed. False if the pack has it no more."""
        self.enter("")
        return True

    def retranslate(self) -> None:
        """The language changed: emit the notify signals of texts made in Python.

        PySide finds a property's notify signal only in the class that declares the property: each model has its own.
        """

    def wipe(self) -> None:
        """The visit is over: forget everything."""
