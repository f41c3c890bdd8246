"""Closings: who declared which span closed and when, the latest first, a reopening as what it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from youju.evidence import lake
from youju.model.organisation import Person, Role
from youju.model.period import Period, year
from youju.work.closings import closings
from youju.work.ledgers import close, ledger_of
from youju.work.workspace import Workspace, create

CLERK, OTHER = Person("经办人甲", Role.CLERK), Person("负责人乙", Role.HEAD)
SPRING = Period(date(2021, 1, 4), date(2021, 3, 31))
TURN = Period(date(2020, 12, 28), date(2021, 1, 3))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create(tmp_path / "unit", CLERK)


def test_each_closing_says_who_and_when_the_latest_first(workspace: Workspace) -> None:
    close(workspace, "enterprise_openings", TURN, CLERK)
    close(workspace, "enterprise_openings", SPRING, OTHER)
    found = closings(workspace, ledger_of(workspace, "enterprise_openings"))
    assert [(one.span, one.by, one.role) for one in found] == [
        (SPRING, "负责人乙", "head"),
        (TURN, "经办人甲", "clerk"),
    ]
    assert found[0].at >= found[1].at > "2021"


def test_of_a_closing_that_reaches_into_the_year_only_its_days_are_told(workspace: Workspace) -> None:
    close(workspace, "enterprise_openings", TURN, CLERK)
    ledger = ledger_of(workspace, "enterprise_openings")
    (told,) = closings(workspace, ledger, year(2021))
    assert told.span == Period(date(2021, 1, 1), date(2021, 1, 3))
    assert closings(workspace, ledger, year(2022)) == ()


def test_a_reopening_is_told_as_one_and_imports_are_not(workspace: Workspace) -> None:
    ledger = ledger_of(workspace, "enterprise_openings")
    assert closings(workspace, ledger) == ()
    close(workspace, "enterprise_openings", SPRING, CLERK)
    lake.reopen(workspace.root, ledger, SPRING, "负责人乙", "head", "2021-04-02T09:00:00+08:00")
    assert [(one.reopened, one.by) for one in closings(workspace, ledger)] == [(True, "负责人乙"), (False, "经办人甲")]
