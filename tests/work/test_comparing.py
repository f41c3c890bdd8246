"""Versions beside each other: each against the one before it, and the latest against the one last reviewed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from youju.model.organisation import Person, Role
from youju.work.comparing import Comparison, with_the_version_before, with_the_version_reviewed
from youju.work.declaring import answers_from, declare_files, dossier_of
from youju.work.drafting import declare_draft
from youju.work.reviewing import return_, submit
from youju.work.workspace import Workspace, create, open_workspace

EXAMPLES = Path(__file__).parents[2] / "examples" / "songjiang-2021"
CLERK = Person("经办人甲", Role.CLERK)
REVIEWER = Person("审核人乙", Role.DEPARTMENT)
PROJECT = "业务培训"


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("unit") / "unit"
    forms = EXAMPLES / "declarations.txt"
    declare_files(create(root, CLERK, name="样例中心"), [forms], CLERK, answers_from(EXAMPLES / "answers.json"))
    return root


@pytest.fixture
def workspace(answered: Path, tmp_path: Path) -> Workspace:
    return open_workspace(shutil.copytree(answered, tmp_path / "unit"))


def saved(workspace: Workspace, text: str) -> None:
    dossier = dossier_of(workspace, PROJECT)
    declare_draft(workspace, dossier, {"objectives.annual": text}, CLERK, len(dossier.acts))


def goals(comparison: Comparison | None) -> list[tuple[str, str]]:
    assert comparison is not None
    return [(change.before, change.after) for change in comparison.changes]


def test_a_first_submission_is_compared_with_nothing(workspace: Workspace) -> None:
    saved(workspace, "第二稿")
    submit(workspace, dossier_of(workspace, PROJECT), CLERK)
    assert with_the_version_reviewed(dossier_of(workspace, PROJECT)) is None


def test_after_a_return_the_reviewer_sees_all_that_was_changed_since_not_the_last_save_only(
    workspace: Workspace,
) -> None:
    saved(workspace, "送审的一稿")
    submit(workspace, dossier_of(workspace, PROJECT), CLERK)
    return_(workspace, dossier_of(workspace, PROJECT), (), "请改", REVIEWER)
    for text in ("改了一半", "改好了"):
        saved(workspace, text)
        assert goals(with_the_version_reviewed(dossier_of(workspace, PROJECT))) == [("送审的一稿", text)]
    submit(workspace, dossier_of(workspace, PROJECT), CLERK)
    dossier = dossier_of(workspace, PROJECT)
    assert goals(with_the_version_reviewed(dossier)) == [("送审的一稿", "改好了")]
    assert goals(with_the_version_before(dossier)) == [("改了一半", "改好了")]


def test_what_comes_back_unchanged_shows_no_change(workspace: Workspace) -> None:
    submit(workspace, dossier_of(workspace, PROJECT), CLERK)
    return_(workspace, dossier_of(workspace, PROJECT), (), "请改", REVIEWER)
    submit(workspace, dossier_of(workspace, PROJECT), CLERK)
    assert goals(with_the_version_reviewed(dossier_of(workspace, PROJECT))) == []
