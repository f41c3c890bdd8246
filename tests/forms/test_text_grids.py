"""Texts that kept their blank cells, or wrote a merged cell into every cell it covers: there the columns still tell."""

from __future__ import annotations

import pytest

from youju import importers, packs
from youju.forms import read
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Source

HEAD = (
    "项目支出绩效自评表\n（2022年度）\n"
    "项目名称\t绿化提升\t\t\t\t\t\t\t\t\n"
    "主管部门\t样县文旅局\t\t\t\t实施单位\t样县管理处\t\t\t\n"
)


def document(text: str) -> Declaration:
    """The one form in a text."""
    _, grid = importers.grid_of(text.encode(), "form.txt")
    (found,) = read(grid, Facts(packs.taxonomies()), Source("form.txt", "0" * 64, "text"))
    return found


TWO_PERIODS = HEAD + (
    "绩效指标\t一级指标\t二级指标\t三级指标\t年度目标值\t实施周期目标值\t备注\n"
    "\t产出指标\t数量指标\t支持企业数量\t≥100家\t≥300家\t\n"
    "\t\t质量指标\t验收通过率\t\t≥95%\t\n"
    "\t效益指标\t社会效益指标\t新增就业岗位\t≥300个\t≥900个\t\n"
)


def test_both_targets_of_a_row_are_read_and_a_blank_one_is_none() -> None:
    rows = [(row.name, row.period, row.target.raw) for row in document(TWO_PERIODS).indicators]
    assert rows == [
        ("支持企业数量", "annual", "≥100家"),
        ("支持企业数量", "medium", "≥300家"),
        ("验收通过率", "medium", "≥95%"),
        ("新增就业岗位", "annual", "≥300个"),
        ("新增就业岗位", "medium", "≥900个"),
    ]


SIDE_BY_SIDE = HEAD + (
    "绩效指标\t中期目标\t\t\t\t年度目标\t\t\t\n"
    "\t一级指标\t二级指标\t三级指标\t指标值\t一级指标\t二级指标\t三级指标\t指标值\n"
    "\t产出指标\t数量指标\t系统数量\t≥108个\t产出指标\t数量指标\t系统数量\t≥36个\n"
    "\t\t质量指标\t系统可用率\t≥99%\t\t质量指标\t系统可用率\t≥98%\n"
)


def test_two_tables_side_by_side_are_told_apart() -> None:
    rows = {(row.name, row.period): row.target.raw for row in document(SIDE_BY_SIDE).indicators}
    assert rows == {
        ("系统数量", "medium"): "≥108个",
        ("系统数量", "annual"): "≥36个",
        ("系统可用率", "medium"): "≥99%",
        ("系统可用率", "annual"): "≥98%",
    }


ONE_BELOW = HEAD + (
    "长期绩效指标\t一级指标\t二级指标\t指标内容\t指标值\t备注\n"
    "\t产出指标\t数量指标\t新建农田面积\t≥36000亩\t\n"
    "\t\t质量指标\t验收合格率\t100%\t\n"
    "年度绩效指标\t一级指标\t二级指标\t指标内容\t指标值\t备注\n"
    "\t产出指标\t数量指标\t新建农田面积\t≥12000亩\t\n"
    "\t\t质量指标\t验收合格率\t100%\t\n"
)


def test_rows_belong_to_the_period_whose_label_stands_above_them() -> None:
    assert [(row.period, row.target.raw) for row in document(ONE_BELOW).indicators] == [
        ("medium", "≥36000亩"),
        ("medium", "100%"),
        ("annual", "≥12000亩"),
        ("annual", "100%"),
    ]


def test_shifted_rows_are_not_believed_by_their_columns() -> None:
    shifted = TWO_PERIODS.replace("\t\t质量指标\t验收通过率\t\t≥95%\t", "质量指标\t验收通过率\t\t≥95%\t\t\t")
    row = document(shifted).indicators[1]
    assert (row.name, row.level2) in {("验收通过率", "质量指标"), ("支持企业数量", "数量指标")}


REPEATED = "\n".join(
    "\t".join(cells)
    for cells in (
        ["项目支出绩效自评表"] * 9,
        ["项目名称", *["绿化提升"] * 8],
        ["主管部门", *["样县文旅局"] * 3, "实施单位", *["样县管理处"] * 4],
        ["项目资金（元）", "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["项目资金（元）", "年度资金总额", "年度资金总额", "1,800", "1,800", "900", "10", "50%", "5"],
        ["年度总体目标", *["预期目标"] * 4, *["实际完成情况"] * 4],
        ["年度总体目标", *["绿化公路二十公里。"] * 8],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["绩效指标", "产出指标", "数量指标", "绿化公路里程", "绿化公路里程", "20公里", "20公里", "10", "10"],
        ["绩效指标", "产出指标", "数量指标", "栽植行道树", "栽植行道树", "≥100株", "90株", "10", "9"],
        ["绩效指标", "产出指标", "质量指标", "苗木成活率", "苗木成活率", "100%", "100%", "10", "10"],
    )
)


def test_a_merged_cell_that_was_written_into_each_cell_is_one_again() -> None:
    found = document(f"{REPEATED}\n")
    rows = [(row.level2, row.name, row.target.raw, row.actual.raw if row.actual else None) for row in found.indicators]
    assert rows == [
        ("数量指标", "绿化公路里程", "20公里", "20公里"),
        ("数量指标", "栽植行道树", "≥100株", "90株"),
        ("质量指标", "苗木成活率", "100%", "100%"),
    ]
    assert (found.project.name, found.project.unit) == ("绿化提升", "样县管理处")
    assert (found.objectives.annual, found.objectives.annual_result) == ("绿化公路二十公里。", "绿化公路二十公里。")
    assert found.execution is not None
    assert [str(found.execution.budget), str(found.execution.spent)] == ["1800", "900"]


CELLS = "".join(
    f"{cell} |\n"
    for cell in (
        *("项目支出绩效自评表(2023年度)", "项目名称", "人员经费", "一级指标", "二级指标", "三级指标", "指标性质"),
        *("指标值", "度量单位", "完成值", "权重", "得分"),
    )
)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["=", "100", "%", "", "60", ""], (None, "60", None)),
        (["=", "100", "%", "98", "60", ""], ("98", "60", None)),
        (["=", "100", "%", "", "", "60"], (None, None, "60")),
    ],
)
def test_blank_cells_on_lines_of_their_own_are_counted(cells: list[str], expected: tuple[str | None, ...]) -> None:
    rows = [
        "产出指标",
        "数量指标",
        "发放率",
        *cells,
        "效益指标",
        "社会效益指标",
        "保障率",
        "=",
        "100",
        "%",
        "",
        "30",
        "",
    ]
    found = document(CELLS + "".join(f"{cell} |\n" if cell else "|\n" for cell in rows)).indicators[0]
    actual = found.actual.raw if found.actual else None
    told = (actual, *(None if one is None else str(one) for one in (found.weight, found.points)))
    assert told == expected


def test_the_period_of_a_row_is_told_where_each_cell_stands_on_a_line_of_its_own() -> None:
    cells = [cell for line in ONE_BELOW.splitlines() for cell in line.split("\t") if cell]
    assert [row.period for row in document("\n".join(cells) + "\n").indicators] == [
        "medium",
        "medium",
        "annual",
        "annual",
    ]


WITH_HEADINGS = (
    *(
        "项目绩效自评表",
        "（2016年度）",
        "目标名称",
        "目标值",
        "评价指标",
        "标准值",
        "目标完成值",
        "评价指标值",
        "权重分值",
        "评分规则",
    ),
    *(
        "得分",
        "一、投入目标",
        "1.预算投入资金",
        "5120",
        "预算完成率",
        "100%",
        "5120",
        "100%",
        "1",
        "超出正负10%不得分",
        "1",
    ),
    *(
        "三、产出目标",
        "1.数量目标",
        "电子档案建档数",
        "860000份",
        "建档率=建档人数/居民数",
        "≥75%",
        "901200",
        "79.42%",
        "5",
    ),
    *("≥70%得3分,<65%不得分", "5"),
)


def test_headings_over_rows_are_levels_and_measured_rates_are_no_names() -> None:
    first, second = document("\n|\n".join(WITH_HEADINGS) + "\n").indicators
    assert (first.level1, first.name, first.target.raw) == ("投入目标", "1.预算投入资金", "5120")
    assert (second.level1, second.level2, second.name) == ("产出目标", "数量目标", "电子档案建档数")
    assert [str(row.points) for row in (first, second)] == ["1", "5"]


SHORT_NAMES = (
    "项目支出绩效目标申报表\n（2022年度）\n项目名称\t绿化提升\n"
    "一级指标\t二级指标\t三级指标\t指标值\n"
    "产出指标\t数量指标\t甲\t≥3个\n\t\t乙\t≥4个\n\t质量指标\t丙\t≥95%\n"
)


def test_short_names_beside_measured_values_are_no_scraps() -> None:
    found = document(SHORT_NAMES)
    assert [(row.name, row.target.raw) for row in found.indicators] == [("甲", "≥3个"), ("乙", "≥4个"), ("丙", "≥95%")]
    assert "columns_torn" not in {note.code for note in found.notes}


def test_names_that_were_cut_to_scraps_open_the_table() -> None:
    torn = SHORT_NAMES.replace("≥3个", "240").replace("≥4个", "公里").replace("≥95%", "里程")
    assert "columns_torn" in {note.code for note in document(torn).notes}


def test_a_row_in_which_a_level_runs_on_into_a_name_is_open() -> None:
    glued = SHORT_NAMES.replace("\t质量指标\t丙\t≥95%", "质量指标出勤率\t\t\t≥95%")
    first, *_, last = document(glued).indicators
    assert first.doubts == ()
    assert {"name", "target", "level1", "level2"} <= set(last.doubts)
