"""Every fault of the user's input carries a sentence, a remedy and a place, and is one family."""

from __future__ import annotations

import pytest

from youju import errors
from youju.errors import YoujuError

KINDS = [
    errors.UnreadableError,
    errors.NotFoundError,
    errors.RefusedError,
    errors.ConflictError,
    errors.TamperedError,
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_shell_catches_every_kind_as_one(kind: type[YoujuError]) -> None:
    with pytest.raises(YoujuError) as caught:
        raise kind("第 3 行读不出来。", "请补上日期。", {"row": 3})
    assert (caught.value.message, caught.value.remedy, caught.value.place) == (
        "第 3 行读不出来。",
        "请补上日期。",
        {"row": 3},
    )
    assert str(caught.value) == "第 3 行读不出来。"


def test_every_exception_of_the_module_is_listed_here() -> None:
    declared = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)}
    assert declared == {YoujuError, *KINDS}


def test_remedy_and_place_may_be_missing_and_places_are_not_shared() -> None:
    first, second = YoujuError("一"), YoujuError("二")
    first.place["row"] = 1
    assert (second.remedy, second.place) == ("", {})
