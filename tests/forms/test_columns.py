"""Heads of columns: whole words first, then their parts, and what a head means beside the others."""

from __future__ import annotations

import pytest

from youju.forms.columns import Columns, columns_of, field_of
from youju.forms.page import Line, piece
from youju.model.place import Place


def header(*heads: str) -> Line:
    pieces = tuple(
        piece(text, column, Place(table=1, row=1, column=column)) for column, text in enumerate(heads, start=1)
    )
    return Line(pieces, row=1, width=len(heads), spans_known=True)


def columns(*heads: str) -> Columns:
    return columns_of(header(*heads), None)


def fields(*heads: str) -> tuple[str, ...]:
    return columns(*heads).fields


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("年度指标值", "target"),  # a whole word of the list
        ("年度考核目标值", "target"),
        ("2025年度绩效指标值", "target"),
        ("指标值及计量单位", "target"),
        ("目标值计量单位", "unit"),
        ("目标完成情况", "actual"),
        ("目标值完成情况", "actual"),
        ("预计年末完成值", "forecast"),
        ("1—9月完成情况", "progress"),
        ("上年指标完成值", "previous"),
        ("实施期目标值", "medium"),
        ("标准分值", "weight"),
        ("单位自评得分", "points"),
        ("财政部门复核得分", "review"),
        ("未达标原因及整改措施", "reason"),
        ("偏差率", "standard"),
        ("三级绩效指标名称", "name"),
        ("二级指标名称", "level2"),
        ("比较符号", "sign"),
    ],
)
def test_a_head_that_is_not_listed_is_known_by_its_parts(head: str, field: str) -> None:
    assert field_of(piece(head, 1, Place()).key) == field


@pytest.mark.parametrize(
    "text", ["产出指标", "数量指标", "服务对象满意度指标", "责任单位", "填报单位", "指标完成率", "年度总体目标"]
)
def test_levels_bodies_rates_and_goals_head_no_column(text: str) -> None:
    assert field_of(text) is None


@pytest.mark.parametrize("text", ["指标解释", "指标值说明", "评分标准", "目标值设定依据", "数据来源", "得分计算方法"])
def test_what_explains_a_value_is_no_value(text: str) -> None:
    assert field_of(text) == "standard"


def test_a_sentence_with_such_words_heads_nothing() -> None:
    assert field_of("三级指标应当按年度分解并逐项填写完成情况和未完成的原因分析") is None


def test_a_listed_head_takes_the_field_before_one_known_by_its_parts() -> None:
    assert fields("一级指标", "三级指标", "标准分", "指标值", "分值") == (
        "level1",
        "name",
        "unknown",
        "target",
        "weight",
    )


def test_a_kind_is_the_level_that_the_form_lacks() -> None:
    assert fields("指标类别", "指标分类", "指标名称", "指标值")[:2] == ("level1", "level2")
    assert fields("一级指标", "指标类别", "指标名称", "指标值")[1] == "level2"
    assert fields("指标类别", "二级指标", "指标名称", "指标值")[0] == "level1"
    assert fields("一级指标", "二级指标", "指标类别", "指标名称", "指标值")[2] == "unknown"


@pytest.mark.parametrize("head", ["绩效指标", "指标"])
def test_the_label_at_the_side_heads_names_only_right_of_the_levels(head: str) -> None:
    assert fields(head, "一级指标", "二级指标", "三级指标", "指标值") == ("level1", "level2", "name", "target")
    assert fields("绩效指标", "一级指标", "二级指标", head, "指标值") == ("level1", "level2", "name", "target")
    assert columns("绩效指标", "一级指标", "二级指标", head, "指标值").columns[2].first == 4


@pytest.mark.parametrize("head", ["备注", "说明", "原因", "原因说明", "偏差分析", "存在问题及原因"])
def test_remarks_are_reasons_in_self_evaluations_alone(head: str) -> None:
    assert fields("三级指标", "指标值", "完成值", "得分", head)[-1] == "reason"
    assert "reason" not in fields("三级指标", "指标值", "分值", head)
    assert "reason" not in fields("三级指标", "指标值", "完成值", "完成目标可能性", head)


def test_a_remark_beside_a_reason_stays_a_remark() -> None:
    assert fields("三级指标", "指标值", "完成值", "偏差原因", "备注")[-2:] == ("reason", "remark")


def test_what_was_reached_is_the_result_only_where_the_form_scores_it() -> None:
    assert fields("三级指标", "指标值", "实际实现值", "得分")[2] == "actual"
    assert fields("三级指标", "指标值", "实际实现值")[2] == "previous"
    assert fields("三级指标", "指标值", "上年实际实现值", "完成值", "得分")[2] == "previous"


def test_heads_known_by_their_parts_part_a_target_in_a_second_row() -> None:
    above = header("一级指标", "三级指标", "年度指标值")
    below = Line(
        tuple(
            piece(text, column, Place(table=1, row=2, column=column))
            for column, text in ((3, "运算符"), (4, "数值"), (5, "单位"))
        ),
        row=2,
        width=5,
        spans_known=True,
    )
    wide = (*above.pieces[:2], piece("年度指标值", 3, Place()))
    parted = columns_of(Line(wide, row=1, width=5, spans_known=True), below)
    assert parted.fields == ("level1", "name", "sign", "target", "unit")


MIDYEAR = ("一级指标", "三级指标", "年度指标值", "1-9月完成值", "全年预计完成值", "偏差原因", "完成目标可能性")


def test_one_column_of_reasons_in_a_monitoring_form_tells_the_cause() -> None:
    assert fields(*MIDYEAR) == ("level1", "name", "target", "progress", "forecast", "cause_text", "likelihood")
    assert fields("一级指标", "三级指标", "指标值", "偏差原因") == ("level1", "name", "target", "unknown")


@pytest.mark.parametrize(
    ("head", "field"), [("1-9月完成值", "progress"), ("1—6月份实际完成值", "progress"), ("1-12月完成值", "actual")]
)
def test_what_is_reached_in_a_part_of_the_year_is_progress(head: str, field: str) -> None:
    assert field_of(piece(head, 1, Place()).key) == field


def test_the_progress_of_a_form_with_points_is_its_result() -> None:
    heads = ("三级指标", "指标值", "1-6月完成值", "分值", "得分", "备注")
    assert fields(*heads) == ("name", "target", "actual", "weight", "points", "reason")
