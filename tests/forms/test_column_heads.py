"""Tables with merged cells whose heads are spelt otherwise: every field is read, or the row says that it is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from youju import forms, packs
from youju.forms.columns import columns_of
from youju.forms.contract import Facts
from youju.forms.levels import vocabulary
from youju.forms.page import lines_of
from youju.forms.rows import Entry
from youju.forms.table import column_entries
from youju.forms.unheaded import doubted, told_by_cells
from youju.model.declaration import Declaration, Source
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.indicator import Indicator
from youju.model.target import Quality, Quantity

SCORED = {
    "level1": ("一级指标", ("产出指标", "产出指标", "效益指标")),
    "level2": ("二级指标", ("数量指标", "质量指标", "社会效益指标")),
    "name": ("三级指标", ("修缮桥梁座数", "验收合格率", "行人通行便利程度")),
    "target": ("年度指标值", ("≥12座", "100%", "明显改善")),
    "actual": ("实际完成值", ("14座", "98%", "明显改善")),
    "weight": ("分值", ("40", "30", "20")),
    "points": ("得分", ("40", "29.4", "20")),
    "reason": ("偏差原因分析及改进措施", ("提前完成", "一座返工", "")),
}
DECLARED = {name: SCORED[name] for name in ("level1", "level2", "name", "target")}
PARTED = {
    **{name: SCORED[name] for name in ("level1", "level2", "name")},
    "sign": ("指标性质", ("≥", "≥", "≤")),
    "target": ("指标值", ("12", "95", "3")),
    "unit": ("度量单位", ("座", "%", "起")),
}
Columns = Mapping[str, tuple[str, Sequence[str]]]


def table(columns: Columns, heads: Mapping[str, str], totals: str | None = None) -> Table:
    """A form as a web page gives it: the head of the form, the heads of columns, three rows, the totals."""
    wide = len(columns) + 1
    cells = [Cell(1, 1, "项目名称"), Cell(1, 2, "样桥修缮", columns=wide - 1), Cell(2, 1, "绩效指标", rows=4)]
    for column, (name, (head, texts)) in enumerate(columns.items(), start=2):
        cells.append(Cell(2, column, heads.get(name, head)))
        cells += [Cell(row, column, text) for row, text in enumerate(texts, start=3)]
    if totals:
        at = list(columns).index("weight") + 2
        cells += [Cell(6, 1, totals, columns=at - 1), Cell(6, at, "100"), Cell(6, at + 1, "97.4")]
    return Table(tuple(cells), spans_known=True)


def read(columns: Columns, totals: str | None = None, **heads: str) -> Declaration:
    blocks = (Paragraph("（2023年度）", role="year"), table(columns, heads, totals))
    return forms.read(Grid(blocks), Facts(packs.taxonomies()), Source("表.html", "", "html"))[0]


def value(indicator: Indicator, field: str) -> object:
    """A field as the form prints it."""
    found = getattr(indicator, field)
    return found.raw if field in ("target", "actual") else str(found) if isinstance(found, Decimal) else found or ""


@pytest.mark.parametrize(
    ("field", "heads"),
    [
        (
            "name",
            (
                "三级指标名称",
                "具体指标",
                "绩效指标名称",
                "绩效指标",
                "指标",
                "三级绩效指标",
                "明细指标",
                "三级",
                "考核指标",
            ),
        ),
        (
            "target",
            (
                "预期指标值",
                "绩效指标值",
                "年度绩效指标值",
                "全年指标值",
                "计划值",
                "年度计划值",
                "计划完成值",
                "预期值",
            ),
        ),
        (
            "target",
            (
                "预期目标值",
                "计划指标值",
                "设定目标值",
                "年初设定值",
                "批复指标值",
                "计划目标值",
                "年初绩效目标值",
                "期望值",
            ),
        ),
        (
            "actual",
            ("完成情况", "实际完成情况", "全年完成情况", "指标完成值", "指标完成情况", "年度实际完成值", "实际完成"),
        ),
        ("actual", ("自评完成值", "完成指标值", "实现值", "实际实现值", "年末完成值", "绩效指标完成值", "实绩值")),
        ("weight", ("指标分值", "标准分", "标准分值", "权重值", "满分", "赋分", "分数", "分值（权重）")),
        ("points", ("评分", "实际得分", "单位自评得分", "自评分值", "评价得分", "自评分数", "得分情况")),
        (
            "reason",
            ("偏差原因", "扣分原因", "未完成原因", "备注", "原因", "说明", "原因分析", "未达标原因分析", "自评说明"),
        ),
        ("level1", ("一级", "一级绩效指标", "指标类别", "指标维度")),
        ("level2", ("二级绩效指标", "二级指标名称", "指标分类", "指标类别", "二级")),
    ],
)
def test_a_self_evaluation_is_read_under_every_spelling(field: str, heads: Sequence[str]) -> None:
    for head in heads:
        document = read(SCORED, "总分", **{field: head})
        for name, (_, texts) in SCORED.items():
            found = [value(indicator, name) for indicator in document.indicators]
            assert found == list(texts), f"{head}: {name}"
        assert (document.totals.weight, document.totals.points) == (Decimal(100), Decimal("97.4")), head


@pytest.mark.parametrize(
    ("field", "head"),
    [
        ("name", "绩效指标名称"),
        ("name", "指标描述"),
        ("target", "绩效指标值"),
        ("target", "2023年计划值"),
        ("level2", "二级"),
    ],
)
def test_a_declaration_is_read_under_other_spellings(field: str, head: str) -> None:
    document = read(DECLARED, **{field: head})
    for name, (_, texts) in DECLARED.items():
        assert [value(indicator, name) for indicator in document.indicators] == list(texts), name


def bounds(document: Declaration) -> list[tuple[str, Decimal, str | None]]:
    targets = [indicator.target for indicator in document.indicators]
    return [(str(one.comparator), one.value, one.unit) for one in targets if isinstance(one, Quantity)]


READ = [(">=", Decimal(12), "座"), (">=", Decimal(95), "%"), ("<=", Decimal(3), "起")]


@pytest.mark.parametrize("head", ["指标符号", "符号", "运算符", "运算符号", "比较符号", "指标方向", "要求一栏"])
def test_a_sign_in_a_column_of_its_own_is_part_of_the_target(head: str) -> None:
    assert bounds(read(PARTED, sign=head)) == READ


@pytest.mark.parametrize("head", ["单位", "指标单位", "计算单位", "指标值单位", "量纲", "口径一栏"])
def test_a_unit_in_a_column_of_its_own_is_part_of_the_target(head: str) -> None:
    assert bounds(read(PARTED, unit=head)) == READ


def test_numbers_that_sum_to_the_whole_are_the_weights() -> None:
    document = read(SCORED, "总分", weight="所占份额")
    assert [indicator.weight for indicator in document.indicators] == [Decimal(40), Decimal(30), Decimal(20)]
    assert document.totals.weight == Decimal(100)
    numbers = {**SCORED, "weight": ("所占份额", ("40", "30", "25"))}
    assert [indicator.weight for indicator in read(numbers, "总分").indicators] == [None, None, None]


@pytest.mark.parametrize("label", ["综合得分", "自评得分合计", "总分值", "合计得分", "评价总分", "自评总得分"])
def test_the_totals_are_found_under_other_labels(label: str) -> None:
    document = read(SCORED, label)
    assert (document.totals.weight, document.totals.points) == (Decimal(100), Decimal("97.4"))
    assert len(document.indicators) == 3


def entries(columns: Columns, **heads: str) -> tuple[Entry, ...]:
    """The rows with the doubts of columns whose head says nothing."""
    tree = vocabulary(packs.taxonomies()[0], packs.taxonomies())
    _, header, *rows = lines_of(Grid((table(columns, heads),)))
    found = columns_of(header, None)
    return doubted(column_entries(rows, found, tree), told_by_cells(found, rows))


def test_names_and_targets_that_only_their_place_tells_are_doubted() -> None:
    for field, head in (("name", "事项"), ("target", "任务量")):
        rows = entries(SCORED, **{field: head})
        assert [row.name.text for row in rows if row.name] == list(SCORED["name"][1]), field
        assert [row.value[0].text for row in rows] == list(SCORED["target"][1]), field
        assert [row.line.open for row in rows] == [(field,)] * 3


def test_a_row_without_target_is_doubted_where_something_stands_under_an_unknown_head() -> None:
    columns = {**DECLARED, "target": ("指标值", ("≥12座", "", "")), "unknown": ("去向", ("", "98%", ""))}
    assert [row.line.open for row in entries(columns)] == [(), ("target",), ()]


def test_a_form_that_is_filled_under_an_unknown_head_is_not_taken_for_one_without_names() -> None:
    columns = {name: column for name, column in SCORED.items() if name not in ("name", "target")}
    assert all(row.unnamed for row in entries(columns))
    two = {**columns, "first": ("事项", ("甲", "乙", "丙")), "second": ("要求", ("甲", "乙", "丙"))}
    assert [(row.unnamed, "name" in row.line.open or row.name is None) for row in entries(two)] == [(False, True)] * 3


def test_names_beside_second_levels_under_the_first_stay_names() -> None:
    """A monitoring form without a column of second levels prints them under 一级指标, its names beside them."""
    heads = ("绩效指标", "一级指标", "指标名称", "指标值", "半年度指标执行情况", "完成目标可能性")
    rows = (
        ("产出指标", "数量", "修缮桥梁座数", "≥12座", "已修5座", "确定能"),
        ("产出指标", "质量", "验收合格率", "100%", "尚未验收", "有可能"),
        ("效益指标", "社会效益", "通行便利程度", "明显改善", "正在改善", "确定能"),
    )
    cells = [Cell(1, 1, "项目名称"), Cell(1, 2, "样桥修缮", columns=5)]
    cells += [Cell(2, column, head) for column, head in enumerate(heads, start=1)]
    cells += [
        Cell(row, column, text) for row, texts in enumerate(rows, start=3) for column, text in enumerate(texts, 1)
    ]
    grid = Grid((Table(tuple(cells), spans_known=True),))
    document = forms.read(grid, Facts(packs.taxonomies()), Source("表.html", "", "html"))[0]
    found = [(one.level1, one.level2, one.name, one.doubts) for one in document.indicators]
    assert found == [
        ("产出指标", "数量指标", "修缮桥梁座数", ()),
        ("产出指标", "质量指标", "验收合格率", ()),
        ("效益指标", "社会效益指标", "通行便利程度", ()),
    ]
    assert isinstance(document.indicators[2].target, Quality)


@pytest.mark.parametrize(("field", "head"), [("name", "事项"), ("target", "任务量")])
def test_rows_that_only_their_place_tells_are_doubted(field: str, head: str) -> None:
    assert [row.doubts for row in read(SCORED, **{field: head}).indicators] == [(field,)] * 3


def test_a_cost_stays_in_the_column_of_second_levels() -> None:
    columns: Columns = {
        "level1": ("一级指标", ("产出指标", "产出指标", "效益指标")),
        "level2": ("二级指标", ("数量指标", "成本指标", "社会效益指标")),
        "weight": ("分值", ("40", "30", "20")),
        "name": DECLARED["name"],
        "target": DECLARED["target"],
    }
    second = read(columns).indicators[1]
    assert (second.level1, second.level2) == ("产出指标", "成本指标")


@pytest.mark.parametrize(
    ("heads", "words"),
    [
        (("指标类型", "指标名称", "绩效指标内容", "目标值"), ("数量指标", "质量指标", "社会效益")),
        (("指标类别", "指标", "指标内容", "指标值"), ("数量", "质量", "社会效益")),
        (("一级指标", "指标名称", "三级指标", "指标值"), ("数量指标", "质量指标", "社会效益指标")),
        (("一级指标", "分项", "指标内容", "指标值"), ("数量指标", "质量指标", "社会效益指标")),
    ],
)
def test_level_words_in_front_of_the_names_are_second_levels_whatever_their_head(
    heads: Sequence[str], words: Sequence[str]
) -> None:
    columns = {**DECLARED, "level2": (heads[1], words)}
    names = dict(zip(("level1", "name", "target"), (heads[0], *heads[2:]), strict=True))
    found = read(columns, **names).indicators
    assert [(one.level1, one.level2, one.name, one.doubts) for one in found] == [
        ("产出指标", "数量指标", "修缮桥梁座数", ()),
        ("产出指标", "质量指标", "验收合格率", ()),
        ("效益指标", "社会效益指标", "行人通行便利程度", ()),
    ]


def test_a_text_in_front_of_the_names_that_is_no_level_word_is_no_level() -> None:
    columns = {**DECLARED, "level2": ("指标", ("桥梁", "验收", "通行"))}
    found = read(columns, level1="指标类别", name="指标内容").indicators
    assert [(one.level2, one.name) for one in found] == [(None, name) for name in DECLARED["name"][1]]


@pytest.mark.parametrize(
    ("cells", "grade"),
    [
        (("自评等级", "优☑"), "优"),
        (("自评等级", "优□ 良☑ 中□ 差□"), "良"),
        (("自评等次", "□优", "☑良", "□中"), "良"),
        (("评价等级：优秀",), "优秀"),
        (("自评等级", "良好"), "良好"),
        (("自评等级", "优□ 良□"), None),
    ],
)
def test_the_grade_that_a_form_gives_itself_is_read_below_its_totals(cells: Sequence[str], grade: str | None) -> None:
    below = [Cell(7, column, text) for column, text in enumerate(cells, start=1)]
    rows = Table((*table(SCORED, {}, "总分").cells, *below), spans_known=True)
    document = forms.read(Grid((rows,)), Facts(packs.taxonomies()), Source("表.html", "", "html"))[0]
    assert (document.totals.grade, document.totals.points) == (grade, Decimal("97.4"))
    assert len(document.indicators) == 3
    assert grade is None or "orphan_text" not in {note.code for note in document.notes}
