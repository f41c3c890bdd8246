"""Why, where people spoke: what was stated stands beside what the ledger can and cannot prove."""

from __future__ import annotations

from datetime import date

import pytest
from installations import demonstrated

from youju.errors import NotFoundError
from youju.model.organisation import Person, Role
from youju.stages.permissions import Standing
from youju.work.declaring import dossier_of
from youju.work.drafting import declare_draft
from youju.work.explaining import path_of, why, why_document
from youju.work.measuring import ProjectSheet, View, measure_projects, view
from youju.work.reviewing import return_
from youju.work.workspace import Workspace, open_workspace

CLERK, DEPARTMENT = Person("经办人甲", Role.CLERK), Person("主管丙", Role.DEPARTMENT)
DAY = date(2021, 12, 31)
PROJECT = "窗口业务管理"
GAP, SHORT = 11, 4  # stated; computed


@pytest.fixture
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo's whole year."""
    return open_workspace(demonstrated(tmp_path_factory.mktemp("year") / "unit"))


def looked(workspace: Workspace) -> tuple[View, ProjectSheet]:
    """The project as it stands."""
    seen = view(workspace, DAY)
    (project,) = measure_projects(seen, [dossier_of(workspace, PROJECT)])
    return seen, project


def test_a_filed_statement_is_shown_and_the_ledger_still_says_that_it_does_not_know(workspace: Workspace) -> None:
    found = path_of(*looked(workspace), GAP)
    assert found.said is not None
    assert found.said.measurement.stated is not None
    assert (found.said.measurement.stated.text, found.said.score.points) == ("0起", found.said.score.weight)
    assert (found.line.open, why_document(found)["points"]) == (True, None)


def test_what_a_ledger_decides_nobody_states(workspace: Workspace) -> None:
    assert path_of(*looked(workspace), SHORT).said is None


def test_what_was_filed_moves_with_its_indicator(workspace: Workspace) -> None:
    before = path_of(*looked(workspace), GAP).filed
    return_(workspace, dossier_of(workspace, PROJECT), (), "第二项与第一项重复。", DEPARTMENT, Standing.BELOW)
    dossier = dossier_of(workspace, PROJECT)
    declare_draft(workspace, dossier, {"indicators.1": "remove"}, CLERK, len(dossier.acts))
    assert path_of(*looked(workspace), GAP - 1).filed == before


@pytest.mark.parametrize("indicator", ["9" * 5_000, "0", "²"])
def test_what_is_no_number_of_a_row_is_looked_for_as_a_name(workspace: Workspace, indicator: str) -> None:
    with pytest.raises(NotFoundError, match="没有指标"):
        why(*looked(workspace), indicator)
