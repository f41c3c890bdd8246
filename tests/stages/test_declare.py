"""Declaring: a form becomes a version of its project's dossier."""

from dataclasses import replace

import pytest

from youju.errors import RefusedError
from youju.model.declaration import Declaration, Kind, Project, Source
from youju.model.dossier import Act, Dossier, Draft
from youju.model.indicator import Indicator
from youju.model.organisation import Person, Role
from youju.stages.declare import declare, stream_of
from youju.stages.settle import Settlement

PERSON = Person("经办人甲", Role.CLERK)
AT = "2021-01-04T09:00:00+08:00"
ROW = Indicator("产出指标", "数量指标", "样例数量", doubts=("level2",))
FORM = Declaration(
    Kind.DECLARATION, "x", Project(name="样例项目"), Source("a.txt", "00", "text"), year=2021, indicators=(ROW,)
)
EMPTY = Dossier("2021/样例项目")


def act_of(draft: Draft) -> Act:
    return Act("real", "2021/样例项目", 1, draft.kind, draft.by, draft.role, draft.at, draft.body, None, "d")


def test_the_stream_of_a_form_is_its_year_and_project() -> None:
    assert stream_of(FORM) == "2021/样例项目"
    assert stream_of(replace(FORM, kind=Kind.UNKNOWN)) == "2021/样例项目"


@pytest.mark.parametrize(
    ("form", "message"),
    [
        (replace(FORM, project=Project()), "没有项目名称"),
        (replace(FORM, year=None), "没有年度"),
        (replace(FORM, project=Project(name="长" * 501)), "项目名称有 501 个字，最多 500 个"),
        (replace(FORM, kind=Kind.SELF_EVALUATION), "不是绩效目标申报表"),
    ],
)
def test_what_cannot_be_filed_under_a_project_and_year_is_refused(form: Declaration, message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        stream_of(form)


def test_declaring_keeps_the_whole_document_with_its_open_doubts() -> None:
    draft = declare(EMPTY, FORM, [], PERSON, AT)
    assert draft is not None
    assert (draft.kind, draft.by, draft.role, draft.at) == ("declared", "经办人甲", "clerk", AT)
    assert draft.body["year"] == 2021
    assert draft.body["answers"] == []
    indicators = draft.body["indicators"]
    assert isinstance(indicators, list)
    assert isinstance(indicators[0], dict)
    assert indicators[0]["doubts"] == ["level2"]


def test_the_same_form_declared_again_adds_nothing_even_from_another_file() -> None:
    first = declare(EMPTY, FORM, [], PERSON, AT)
    assert first is not None
    dossier = Dossier("2021/样例项目", (act_of(first),))
    elsewhere = replace(FORM, source=Source("b.txt", "11", "text"))
    assert declare(dossier, elsewhere, [], PERSON, AT) is None
    assert declare(dossier, replace(FORM, title="改了"), [], PERSON, AT) is not None


def test_the_answers_to_doubts_are_kept_with_the_form_they_settled() -> None:
    mine = Settlement("样例项目", "样例数量", "level2", "质量指标")
    draft = declare(EMPTY, FORM, [mine, Settlement("别的项目", "x", "level2", "y")], PERSON, AT)
    assert draft is not None
    assert draft.body["answers"] == [{"indicator": "样例数量", "field": "level2", "value": "质量指标"}]


def test_the_latest_act_of_a_kind_is_found_and_none_where_there_is_none() -> None:
    first = declare(EMPTY, FORM, [], PERSON, AT)
    assert first is not None
    dossier = Dossier("2021/样例项目", (act_of(first), replace(act_of(first), sequence=2, kind="self-evaluated")))
    latest = dossier.latest("declared")
    assert latest is not None
    assert latest.sequence == 1
    assert dossier.latest("approved") is None
