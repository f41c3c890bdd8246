"""Review at the desk: a folder's dossier through submit, comment, return, approve, and the locks on the way."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from youju.errors import ConflictError, RefusedError, UnreadableError
from youju.model.dossier import Dossier
from youju.model.finding import Severity
from youju.model.organisation import Person, Role
from youju.model.period import Period
from youju.stages.permissions import Deed, Standing
from youju.stages.review import CellComment, comments_of
from youju.stages.status import Phase, phase_of
from youju.work import ledgers, record
from youju.work.declaring import answers_from, declare_files, dossier_of
from youju.work.reasons import Reasons
from youju.work.reviewing import (
    approvable,
    approve,
    cells_from,
    comment,
    return_,
    review_document,
    standing_findings,
    submit,
)
from youju.work.self_evaluating import self_evaluate_projects
from youju.work.workspace import Workspace, create, open_workspace

EXAMPLES = Path(__file__).parents[2] / "examples" / "songjiang-2021"
FORMS = EXAMPLES / "declarations.txt"
CLERK = Person("经办人甲", Role.CLERK)
HEAD = Person("负责人丙", Role.HEAD)
REVIEWER = Person("审核人乙", Role.DEPARTMENT)
AUDITOR = Person("审计丁", Role.AUDITOR)
PROJECT = "业务培训"
YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the five declarations, all doubts answered."""
    root = tmp_path_factory.mktemp("unit") / "unit"
    workspace = create(root, CLERK, name="样例中心")
    declare_files(workspace, [FORMS], CLERK, answers_from(EXAMPLES / "answers.json"))
    return root


@pytest.fixture
def workspace(answered: Path, tmp_path: Path) -> Workspace:
    return open_workspace(shutil.copytree(answered, tmp_path / "unit"))


@pytest.fixture
def project(workspace: Workspace) -> Callable[[], Dossier]:
    """The dossier as it stands now."""
    return lambda: dossier_of(workspace, PROJECT)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The same forms with one text changed in the form of the project, its doubts unanswered."""
    path = tmp_path / "changed.txt"
    path.write_text(FORMS.read_text(encoding="utf-8").replace("加强代办员", "加强全体代办员"), encoding="utf-8")
    return path


def test_a_form_goes_through_review_to_the_self_evaluation(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    act = submit(workspace, project(), HEAD, "请审核")
    assert (act.kind, act.by, act.role) == ("submitted", "负责人丙", "head")
    comment(workspace, project(), CellComment("indicators.1.target", None, "偏低"), REVIEWER)
    return_(workspace, project(), [CellComment("funds.total", None, "不符")], None, REVIEWER)
    assert phase_of(project()) is Phase.RETURNED
    assert [item.text for item in comments_of(project())] == ["偏低", "不符"]
    submit(workspace, project(), CLERK)
    act = approve(workspace, project(), REVIEWER, "同意")
    assert act.body["text"] == "同意"
    assert phase_of(project()) is Phase.APPROVED


def test_each_step_is_for_its_own_roles_and_at_its_own_time(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    with pytest.raises(RefusedError, match="经办人不能批准"):
        approve(workspace, project(), CLERK)
    with pytest.raises(RefusedError, match="“已申报待提交”，不能退回"):
        return_(workspace, project(), [], "理由", REVIEWER)
    with pytest.raises(RefusedError, match="主管部门不能提交审核"):
        submit(workspace, project(), REVIEWER)
    submit(workspace, project(), CLERK)
    with pytest.raises(RefusedError, match="“待审核”，不能提交审核"):
        submit(workspace, project(), CLERK)
    with pytest.raises(RefusedError, match="不能为别的单位批准"):
        approve(workspace, project(), REVIEWER, standing=Standing.ELSEWHERE)
    with pytest.raises(RefusedError, match="审计不能写审核意见"):
        comment(workspace, project(), CellComment("funds.total", None, "x"), AUDITOR)
    assert len(project().acts) == 2


def test_open_doubts_block_submitting(tmp_path: Path) -> None:
    workspace = create(tmp_path / "unit", CLERK)
    declare_files(workspace, [FORMS], CLERK)
    with pytest.raises(RefusedError, match="疑问没有答复，不能提交审核"):
        submit(workspace, dossier_of(workspace, PROJECT), CLERK)


def test_a_submitted_form_is_locked_for_every_change_and_opened_by_a_return(
    workspace: Workspace, project: Callable[[], Dossier], changed: Path
) -> None:
    submit(workspace, project(), CLERK)
    with pytest.raises(RefusedError, match="“待审核”，不能申报") as caught:
        declare_files(workspace, [changed], CLERK)
    assert caught.value.place == {"name": PROJECT, "lifted_by": Deed.RETURN}
    assert "要先由主管部门、财政局退回" in caught.value.remedy
    assert len(project().acts) == 2
    unchanged = declare_files(workspace, [FORMS], CLERK, answers_from(EXAMPLES / "answers.json"))
    assert all(item.act is None for item in unchanged.declared)
    return_(workspace, project(), [], "请细化", REVIEWER)
    declare_files(workspace, [changed], CLERK)
    assert phase_of(project()) is Phase.DECLARED
    assert [item.changed for item in comments_of(project())] == [True]


def test_one_locked_form_among_many_leaves_the_others_as_they_were(workspace: Workspace, changed: Path) -> None:
    submit(workspace, dossier_of(workspace, PROJECT), CLERK)
    kept = {stream: len(workspace.store.acts(stream)) for stream in workspace.store.streams()}
    with pytest.raises(RefusedError):
        declare_files(workspace, [changed], CLERK)
    assert {stream: len(workspace.store.acts(stream)) for stream in workspace.store.streams()} == kept


def test_a_project_waiting_for_review_is_not_filed_and_the_reason_stands_beside_it(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    submit(workspace, project(), CLERK)
    done = self_evaluate_projects(workspace, date(2021, 12, 31), Reasons(), CLERK)
    lacks = {item.project.dossier.stream.partition("/")[2]: item.missing for item in done}
    assert lacks[PROJECT][0].indicator == "办理阶段"
    assert "待审核" in lacks[PROJECT][0].why
    assert "要先由主管部门、财政局批准" in lacks[PROJECT][0].remedy
    assert all(item.indicator != "办理阶段" for name, rest in lacks.items() if name != PROJECT for item in rest)
    with pytest.raises(RefusedError, match="“待审核”，不能填报自评") as caught:
        self_evaluate_projects(workspace, date(2021, 12, 31), Reasons(), CLERK, [project()])
    assert caught.value.place == {"name": PROJECT}


def test_whoever_has_no_part_in_the_unit_can_neither_declare_nor_prove_nor_define_nor_file(
    workspace: Workspace, project: Callable[[], Dossier], tmp_path: Path
) -> None:
    ledger = next(iter(workspace.pack.ledgers))
    with pytest.raises(RefusedError, match="审计不能申报"):
        declare_files(workspace, [FORMS], AUDITOR, answers_from(EXAMPLES / "answers.json"))
    with pytest.raises(RefusedError, match="审计不能导入台账"):
        ledgers.import_files(workspace, ledger, [tmp_path / "a.csv"], AUDITOR)
    with pytest.raises(RefusedError, match="审计不能关账"):
        ledgers.close(workspace, "all", YEAR, AUDITOR)
    with pytest.raises(RefusedError, match="审计不能登记本单位的定义"):
        record.define(workspace, EXAMPLES / "definitions.toml", AUDITOR)
    with pytest.raises(RefusedError, match="审计不能填报自评"):
        self_evaluate_projects(workspace, date(2021, 12, 31), Reasons(), AUDITOR)
    with pytest.raises(RefusedError, match="不能为别的单位关账"):
        ledgers.close(workspace, "all", YEAR, CLERK, Standing.ELSEWHERE)
    assert len(project().acts) == 1
    assert not (workspace.root / "ledgers").exists()


def test_a_comment_on_the_command_line_is_field_and_text() -> None:
    assert cells_from([" funds.total =总额=分项"]) == (CellComment("funds.total", None, "总额=分项"),)
    for text in ("funds.total", "=意见", ""):
        with pytest.raises(UnreadableError, match="没有写明是哪一格"):
            cells_from([text])


def test_the_document_of_a_review_act_says_where_the_project_now_stands(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    before = project()
    act = submit(workspace, before, CLERK)
    document = review_document(before, act)
    assert (document["project"], document["year"], document["phase"]) == (PROJECT, 2021, "submitted")
    assert document["act"] == {"stream": f"2021/{PROJECT}", "sequence": 2, "digest": act.digest}
    assert document["comments"] == []


def test_what_is_approved_is_told_before_with_what_still_stands(
    workspace: Workspace, project: Callable[[], Dossier]
) -> None:
    sent = submit(workspace, project(), HEAD)
    comment(workspace, project(), CellComment("indicators.1.target", None, "请说明依据"), REVIEWER)
    findings = standing_findings(workspace, project())
    seen = approvable(project(), findings)
    assert (seen.declaration.project.name, seen.submitted) == (PROJECT, sent)
    assert seen.findings[Severity.ERROR] == 0
    assert sum(seen.findings.values()) == len(findings) > 0
    assert [remark.text for remark in seen.remarks] == ["请说明依据"]
    assert seen.lifted_by == "主管部门（本单位和下级单位）、财政局（所有单位）"


def test_a_remark_that_the_unit_has_answered_with_another_version_is_no_longer_left(
    workspace: Workspace, project: Callable[[], Dossier], changed: Path
) -> None:
    submit(workspace, project(), HEAD)
    return_(workspace, project(), (), "请修改", REVIEWER)
    assert [remark.text for remark in approvable(project(), ()).remarks] == ["请修改"]
    declare_files(workspace, [changed], CLERK, answers_from(EXAMPLES / "answers.json"))
    assert approvable(project(), ()).remarks == ()


def test_a_version_that_nobody_looked_at_is_not_approved(
    workspace: Workspace, project: Callable[[], Dossier], changed: Path
) -> None:
    submit(workspace, project(), HEAD)
    seen = approvable(project(), ()).version
    return_(workspace, project(), (), "请修改", REVIEWER)
    declare_files(workspace, [changed], CLERK, answers_from(EXAMPLES / "answers.json"))
    submit(workspace, project(), HEAD)
    with pytest.raises(ConflictError, match=r"经办人甲 .*新的一版"):
        approve(workspace, project(), REVIEWER, version=seen)
    approve(workspace, project(), REVIEWER, version=approvable(project(), ()).version)
    assert phase_of(project()) is Phase.APPROVED
