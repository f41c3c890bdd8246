"""A moment on a page is in the zone of the installation, wherever the act was recorded."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from youju.web.templatetags.youju import moment
from youju.work.workspace import moment_words


@pytest.fixture(autouse=True)
def _in_shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there, timezone.override("Asia/Shanghai"):
        there.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    "recorded",
    [
        "2026-11-24T14:50:00+00:00",  # by the command line on a machine that keeps UTC
        "2026-11-24T22:50:00+08:00",  # by a page
        "2026-11-24T14:50:00Z",
        datetime(2026, 11, 24, 14, 50, tzinfo=UTC),
    ],
)
def test_one_moment_reads_the_same_wherever_it_was_recorded(recorded: str | datetime) -> None:
    with translation.override("zh-hans"):
        assert moment(recorded) == "2026年11月24日 22:50"
    with translation.override("en"):
        assert moment(recorded) == "2026-11-24 22:50"


def test_a_sentence_of_the_core_names_the_same_minute_as_the_page() -> None:
    assert moment_words("2026-11-24T14:50:00+00:00") == "2026年11月24日 22:50"
    assert moment_words("2026-11-24T22:50:00+08:00") == "2026年11月24日 22:50"


def test_the_day_changes_with_the_zone() -> None:
    with translation.override("zh-hans"):
        assert moment("2026-12-31T16:30:00+00:00") == "2027年1月1日 00:30"


@pytest.mark.parametrize("recorded", ["2026-11-24T22:50:00", datetime(2026, 11, 24, 22, 50)])  # noqa: DTZ001
def test_a_moment_that_names_no_zone_is_left_as_it_was_written(recorded: str | datetime) -> None:
    with translation.override("zh-hans"):
        assert moment(recorded) == "2026年11月24日 22:50"
