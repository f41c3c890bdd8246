"""Review: submit, comment on cells, return with reasons, approve, and what still stands."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from youju.errors import RefusedError
from youju.model.citation import Citation, Status
from youju.model.declaration import Declaration, Funds, Kind, Project
from youju.model.dossier import Act, Dossier, Draft
from youju.model.finding import Finding, FindingType, Severity
from youju.model.indicator import Indicator
from youju.model.organisation import Person, Role
from youju.stages.declare import declare
from youju.stages.review import CellComment, approve, comment, comments_of, open_doubts, return_, submit

CLERK = Person("经办人甲", Role.CLERK)
REVIEWER = Person("审核人乙", Role.DEPARTMENT)
AT = "2021-01-04T09:00:00+08:00"
ROWS = (Indicator("产出指标", "数量指标", "样例数量"), Indicator("产出指标", "质量指标", "样例质量"))
FORM = Declaration(
    Kind.DECLARATION, "x", Project(name="样例项目"), year=2021, funds=Funds(total=Decimal(100)), indicators=ROWS
)
EMPTY = Dossier("2021/样例项目")
CITATION = Citation("样例规定", Status.OURS)


def with_act(dossier: Dossier, draft: Draft | None) -> Dossier:
    assert draft is not None
    number = len(dossier.acts) + 1
    act = Act(
        "real", dossier.stream, number, draft.kind, draft.by, draft.role, draft.at, draft.body, None, f"d{number}"
    )
    return Dossier(dossier.stream, (*dossier.acts, act))


def declared(form: Declaration = FORM, dossier: Dossier = EMPTY) -> Dossier:
    return with_act(dossier, declare(dossier, form, [], CLERK, AT))


def submitted(dossier: Dossier | None = None) -> Dossier:
    dossier = dossier or declared()
    return with_act(dossier, submit(dossier, [], CLERK, AT))


def finding(severity: Severity, message: str) -> Finding:
    return Finding("X-01", severity, FindingType.COMPLETENESS, message, "请补上。", CITATION)


def returned(dossier: Dossier, reasons: Sequence[CellComment], text: str | None) -> Dossier:
    return with_act(dossier, return_(dossier, reasons, text, REVIEWER, AT))


def test_submitting_names_the_version_and_counts_what_the_rules_say() -> None:
    findings = [finding(Severity.WARNING, "一。"), finding(Severity.WARNING, "二。"), finding(Severity.HINT, "三。")]
    draft = submit(declared(), findings, CLERK, AT, " 请审核 ")
    assert (draft.kind, draft.by, draft.role, draft.at) == ("submitted", "经办人甲", "clerk", AT)
    assert draft.body == {"declared": "d1", "text": "请审核", "findings": {"error": 0, "warning": 2, "hint": 1}}


def test_errors_block_submitting_and_the_first_are_said() -> None:
    one = [finding(Severity.ERROR, "没有指标。")]
    with pytest.raises(RefusedError, match=r"还有1处错误，不能提交审核：没有指标。$") as caught:
        submit(declared(), one, CLERK, AT)
    assert caught.value.remedy == "请补上。改好后重新申报，再提交。"
    many = [finding(Severity.ERROR, f"错误{number}。") for number in range(4)]
    with pytest.raises(RefusedError, match=r"还有4处错误，不能提交审核：错误0；错误1；错误2……$"):
        submit(declared(), many, CLERK, AT)


def test_open_doubts_block_submitting_and_approving() -> None:
    doubtful = replace(
        FORM, doubts=("funds.total",), indicators=(replace(ROWS[0], doubts=("level2", "target", "name")),)
    )
    assert open_doubts(doubtful) == (
        "表头的“funds.total”",
        "“样例数量”的“level2”",
        "“样例数量”的“target”",
        "“样例数量”的“name”",
    )
    with pytest.raises(RefusedError, match=r"还有4处疑问没有答复，不能提交审核：表头的.*“target”等。") as caught:
        submit(declared(doubtful), [], CLERK, AT)
    assert caught.value.place == {"lifted_by": "declare"}
    assert "youju" not in caught.value.remedy
    with pytest.raises(RefusedError, match=r"还有1处疑问没有答复，不能批准：表头的“funds.total”。"):
        approve(declared(replace(FORM, doubts=("funds.total",))), REVIEWER, AT)


def test_what_was_never_declared_cannot_be_reviewed() -> None:
    with pytest.raises(RefusedError, match="还没有申报表"):
        submit(EMPTY, [], CLERK, AT)
    with pytest.raises(RefusedError, match="还没有申报表"):
        approve(EMPTY, REVIEWER, AT)


def test_approving_names_the_version() -> None:
    draft = approve(submitted(), REVIEWER, AT, "同意")
    assert (draft.kind, draft.role, draft.body) == ("approved", "department", {"declared": "d1", "text": "同意"})
    assert approve(submitted(), REVIEWER, AT).body["text"] is None


@pytest.mark.parametrize(
    ("field", "indicator"),
    [
        ("funds.total", None),
        ("funds.annual", None),  # blank on the form, and a cell all the same
        ("objectives.annual", None),
        ("title", None),
        ("indicators.1.target", "样例数量"),
        ("indicators.2.target.raw", "样例质量"),
        ("indicators.2", "样例质量"),
    ],
)
def test_a_comment_is_pinned_to_a_cell_and_to_the_name_of_its_row(field: str, indicator: str | None) -> None:
    draft = comment(submitted(), CellComment(field, None, " 依据不足 "), REVIEWER, AT)
    assert draft.kind == "commented"
    assert draft.body == {
        "declared": "d1",
        "comments": [{"field": field, "indicator": indicator, "text": "依据不足"}],
    }
    assert comment(submitted(), CellComment(field, indicator, "依据不足"), REVIEWER, AT).body == draft.body


@pytest.mark.parametrize(
    "field",
    [
        "",
        "funds.nothing",
        "funds.total.more",
        "source.path",
        "indicators.0.target",
        "indicators.3.target",
        "indicators.x",
        "indicators.²",
        "indicators.1.nothing",
    ],
)
def test_a_cell_that_the_form_does_not_have_is_refused(field: str) -> None:
    with pytest.raises(RefusedError, match=r"没有.*这一格") as caught:
        comment(submitted(), CellComment(field, None, "意见"), REVIEWER, AT)
    assert "indicators.3.target" in caught.value.remedy


def test_a_comment_whose_row_is_now_another_one_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"“indicators.2.target”是“样例质量”，不是“样例数量”"):
        comment(submitted(), CellComment("indicators.2.target", "样例数量", "意见"), REVIEWER, AT)
    with pytest.raises(RefusedError, match=r"“funds.total”是“表头”"):
        comment(submitted(), CellComment("funds.total", "样例数量", "意见"), REVIEWER, AT)


def test_an_empty_comment_is_refused() -> None:
    with pytest.raises(RefusedError, match="意见是空的"):
        comment(submitted(), CellComment("funds.total", None, "  "), REVIEWER, AT)


def test_returning_demands_a_reason_in_one_form_or_the_other() -> None:
    with pytest.raises(RefusedError, match="退回要写明理由"):
        return_(submitted(), [], "  ", REVIEWER, AT)
    cell = CellComment("funds.total", None, "总额与分项不符")
    assert return_(submitted(), [], "请细化", REVIEWER, AT).body == {"declared": "d1", "text": "请细化", "comments": []}
    draft = return_(submitted(), [cell], None, REVIEWER, AT)
    assert draft.kind == "returned"
    assert draft.body["text"] is None
    assert draft.body["comments"] == [{"field": "funds.total", "indicator": None, "text": "总额与分项不符"}]


def test_what_was_said_stands_with_who_and_when_until_the_project_is_approved() -> None:
    dossier = submitted()
    dossier = with_act(dossier, comment(dossier, CellComment("indicators.1.target", None, "偏低"), REVIEWER, AT))
    dossier = returned(dossier, [CellComment("funds.total", None, "不符")], "请细化")
    said = comments_of(dossier)
    assert [(item.kind, item.field, item.indicator, item.text) for item in said] == [
        ("commented", "indicators.1.target", "样例数量", "偏低"),
        ("returned", None, None, "请细化"),
        ("returned", "funds.total", None, "不符"),
    ]
    assert {(item.by, item.role, item.at) for item in said} == {("审核人乙", "department", AT)}
    assert not any(item.changed or item.earlier for item in said)

    dossier = declared(replace(FORM, title="改了"), dossier)
    assert [(item.changed, item.earlier) for item in comments_of(dossier)] == [(True, False)] * 3
    dossier = submitted(dossier)
    assert [(item.changed, item.earlier) for item in comments_of(dossier)] == [(True, True)] * 3

    dossier = with_act(dossier, approve(dossier, REVIEWER, AT))
    assert comments_of(dossier) == ()
    dossier = returned(dossier, [], "预算调整，请重报")
    assert [item.text for item in comments_of(dossier)] == ["预算调整，请重报"]


def test_nothing_was_said_of_a_dossier_that_is_new() -> None:
    assert comments_of(EMPTY) == ()
    assert comments_of(declared()) == ()


def test_an_act_of_another_hand_without_cells_still_shows_its_text() -> None:
    draft = Draft("returned", "审核人乙", "department", AT, {"text": "请细化"})
    assert [item.text for item in comments_of(with_act(declared(), draft))] == ["请细化"]
