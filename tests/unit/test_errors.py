"""The error tree is the one that its docstring draws, and each error has a code of its own."""

from __future__ import annotations

import inspect
import re

from kiosk import errors
from kiosk.errors import FrontdoorError, SettingsError

ALL = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, FrontdoorError)]


def test_the_docstring_draws_the_tree() -> None:
    drawn: dict[str, int] = {}
    for line in (errors.__doc__ or "").splitlines():
        if found := re.match(r"([│├└─ ]*)([A-Z]\w+)(?:$|  )", line):
            drawn[found[2]] = len(found[1]) // 4
    assert drawn == {each.__name__: len(each.__mro__) - len(FrontdoorError.__mro__) for each in ALL}


def test_every_error_has_its_own_code_below_that_of_its_branch() -> None:
    assert len({each.code for each in ALL}) == len(ALL)
    for each in ALL:
        assert re.fullmatch(r"FD-\d{3}", each.code)
        parent = each.__mro__[1]
        if issubclass(parent, FrontdoorError) and parent is not FrontdoorError:
            assert each.code[:4] == parent.code[:4]


def test_an_error_says_what_and_what_to_do() -> None:
    error = SettingsError("The key is missing.", remedy="Add it.")
    assert str(error) == "The key is missing. Add it."
    assert (error.what, error.remedy) == ("The key is missing.", "Add it.")
    assert str(SettingsError("Only what.")) == "Only what."
