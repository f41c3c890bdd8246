"""Where a table ends, and what is only cut: rows below a gap, names like labels, notices, cut cells, page marks."""

from __future__ import annotations

import pytest

from youju import forms, importers, packs
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Source

HEAD = """财政项目支出绩效目标申报表

(2021年度)

项目名称\t样桥服务\t项目类别\t经常性项目
主管部门\t样务中心\t实施单位\t
计划开始日期\t2021-01-01\t计划完成日期\t2021-12-31
项目资金\t项目资金总额\t100,000\t年度资金申请总额\t100,000
\t其中：财政资金\t100,000\t其中：当年财政拨款\t100,000
项目绩效目标\t项目总目标\t\t年度总目标\t
\t做好服务。\t\t完成任务。\t
绩效指标\t一级指标\t二级指标\t三级指标\t指标目标值
"""
FIRST = "\t产出指标\t数量指标\t清淤次数\t=3次\n"
LAST = "\t满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\n"
NOTICE = "关于公开绩效目标的通知\n各单位：\n现予公开，合计12,345,678元。\n2021年2月20日\n"


def documents(text: str) -> tuple[Declaration, ...]:
    code, grid = importers.grid_of(text.encode(), "表.txt")
    return forms.read(grid, Facts(packs.taxonomies()), Source("表.txt", "", code))


def read(rows: str, last: str = LAST) -> Declaration:
    return documents(HEAD + FIRST + rows + last)[0]


def between(document: Declaration) -> list[tuple[str | None, str | None]]:
    """Names and targets of the rows between the first and the last."""
    assert [row.name for row in (document.indicators[0], document.indicators[-1])] == ["清淤次数", "群众满意度"]
    return [(row.name, row.target.raw) for row in document.indicators[1:-1]]


def one_cell_a_line(text: str) -> str:
    return "\n".join(cell for line in text.split("\n") for cell in line.split("\t") if cell) + "\n"


def codes(document: Declaration) -> list[str]:
    return [note.code for note in document.notes]


def test_a_page_break_ends_no_table_whatever_stands_in_the_target_cells() -> None:
    document = read("\n\t\t\t协同情况\t应保尽保\n\t\t\t巡河人次\t\n\t\t\t船只数量\t=6艘\n\n")
    assert between(document) == [("协同情况", "应保尽保"), ("巡河人次", None), ("船只数量", "=6艘")]
    assert "orphan_text" not in codes(document)


@pytest.mark.parametrize("name", ["项目资金", "合计", "主管部门", "审核意见", "注：达标率", "合计：培训人数"])
@pytest.mark.parametrize("lead", ["\t\t\t", ""], ids=["in its column", "shifted"])
def test_a_name_like_a_label_or_a_footer_with_a_target_is_an_indicator(name: str, lead: str) -> None:
    assert between(read(f"{lead}{name}\t≤96万元\n\t\t\t巡查次数\t=5次\n")) == [
        (name, "≤96万元"),
        ("巡查次数", "=5次"),
    ]


def test_a_name_like_a_label_takes_a_word_or_a_date_in_its_column() -> None:
    document = read("\t\t\t计划开始日期\t2021年底前\n\t\t\t合计\t及时\n")
    assert between(document) == [("计划开始日期", "2021年底前"), ("合计", "及时")]
    assert between(read("\t\t成本指标\t项目资金\t96\n")) == [("项目资金", "96")]


def test_a_total_with_a_bare_number_is_no_indicator_and_the_row_below_it_is_not_lost() -> None:
    document = read("合计\t100\n\t\t\t巡查次数\t=5次\n总分\t100\n巡河情况\t应保尽保\n", last="")
    assert [row.name for row in document.indicators] == ["清淤次数", "巡查次数"]
    assert ["巡河情况" in note.message for note in document.notes if note.code == "orphan_text"] == [True]


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("shape", ["tabs", "blanks", "one cell a line"])
def test_a_notice_below_the_table_is_no_part_of_it(gap: str, shape: str) -> None:
    table = HEAD + FIRST + LAST
    table = {"tabs": table, "blanks": table.replace("\t", "   "), "one cell a line": one_cell_a_line(table)}[shape]
    for notice in (
        NOTICE,
        NOTICE.replace("各单位：\n", ""),
        "2021年度目标公开说明\n项目名称：样河服务\n主管部门：样务中心\n",
    ):
        found = documents(table + gap + notice)
        assert [[row.name for row in document.indicators] for document in found] == [["清淤次数", "群众满意度"]]
        assert found[0].indicators[-1].certain


@pytest.mark.parametrize("signature", ["\n样务中心\n", "样务中心\n2021年2月20日\n"])
@pytest.mark.parametrize("separator", ["\t", "   "])
def test_a_signature_is_a_note(signature: str, separator: str) -> None:
    document = documents((HEAD + FIRST + LAST + signature).replace("\t", separator))[0]
    assert [row.name for row in document.indicators] == ["清淤次数", "群众满意度"]
    assert document.indicators[-1].certain
    assert "orphan_text" in codes(document)


def test_an_open_bracket_or_a_bare_sign_shows_that_a_cell_was_cut() -> None:
    cut = (
        "\t\t\t清运量（含\t≥300吨\n\t\t\t淤泥）\t\n\t\t\t巡查次数\t不少于\n5次\n\t\t\t船只\t=6艘（含\n\t\t\t租用）\t\n"
    )
    whole = [("清运量（含淤泥）", "≥300吨"), ("巡查次数", "不少于5次"), ("船只", "=6艘（含租用）")]
    assert between(read(cut)) == whole
    assert between(documents(one_cell_a_line(HEAD + FIRST + cut + LAST))[0]) == whole
    assert between(
        documents((HEAD + FIRST + "\t\t\t清运量\t≥300吨\n\t\t\t（含淤泥）\n" + LAST).replace("\t", "   "))[0]
    ) == [("清运量（含淤泥）", "≥300吨")]


def test_a_sign_that_stays_without_its_number_is_a_doubt() -> None:
    assert "target" in read("\t\t\t巡查次数\t不少于\t\n").indicators[1].doubts


def test_a_name_alone_is_an_indicator_without_a_target_and_open() -> None:
    shifted = read("\t\t清运量\t\t\n\t\t质量指标\t合格率\t=100%\n")
    assert between(shifted) == [("清运量", None), ("合格率", "=100%")]
    assert set(shifted.indicators[1].doubts) == {"level2", "target"}
    assert read("\t\t\t清运量\t\n").indicators[1].doubts == ("target",)
    lost = read("\n巡河次数\t=5次\n清运量\t\n船只数量\t=6艘\n")
    assert between(lost) == [("巡河次数", "=5次"), ("清运量", None), ("船只数量", "=6艘")]


def test_the_rows_below_the_last_label_of_a_displaced_form_that_is_cut_off_are_open() -> None:
    rows = "\t\t\t巡查次数\t=3次\n\t产出指标\t数量指标\t清淤次数\t=3次\n"
    ended = documents(HEAD + rows + "\t效益指标\t社会效益指标\t知晓度\t提升\n\t\t\t能耗\t下降\n")[0].indicators[-1]
    assert ended.alternatives == {
        "level2": ("生态效益指标", "可持续影响指标", "服务对象满意度指标"),
        "level1": ("满意度指标",),
    }
    below = documents(HEAD + rows + "\t效益指标\t可持续影响指标\t制度\t健全\n\t\t\t认可度\t提升\n")[0].indicators[-1]
    assert below.alternatives == {"level2": ("服务对象满意度指标",), "level1": ("满意度指标",)}
    assert documents(HEAD + rows + LAST + "\t\t\t认可度\t提升\n")[0].indicators[-1].certain


@pytest.mark.parametrize("mark", ["- 2 -", "— 1 —", "第2页", "-1-", "第 2 页 共 3 页", "共3页 第2页"])
def test_a_page_mark_is_no_part_of_anything(mark: str) -> None:
    text = HEAD + FIRST + "\t\t\t巡查次数\t=5次\n" + LAST
    whole = [(row.name, row.target.raw) for row in documents(text)[0].indicators]
    for cut in ("\t做好", "\t\t\t巡查", "主管部门"):
        document = documents(text.replace(cut, f"{mark}\n{cut}", 1))[0]
        assert [(row.name, row.target.raw) for row in document.indicators] == whole
        assert (document.objectives.overall, document.objectives.annual) == ("做好服务。", "完成任务。")
    for cut in ("巡查次数", "=5次", "做好服务。"):
        document = documents(one_cell_a_line(text).replace(cut, f"{mark}\n{cut}", 1))[0]
        assert [(row.name, row.target.raw) for row in document.indicators] == whole
        assert (document.objectives.overall, document.objectives.annual) == ("做好服务。", "完成任务。")


def test_a_text_repeated_across_its_span_is_one_text() -> None:
    text = HEAD.replace("样桥服务", "样桥服务\t样桥服务").replace("2021-01-01", "2021-01-01\t2021-01-01")
    text = text.replace("\t做好服务。\t\t完成任务。\t", "\t做好服务。\t做好服务。\t完成任务。\t完成任务。")
    document = documents(text + FIRST + LAST)[0]
    assert (document.project.name, str(document.project.start)) == ("样桥服务", "2021-01-01")
    assert (document.objectives.overall, document.objectives.annual) == ("做好服务。", "完成任务。")


def test_one_goal_under_both_labels_is_the_goal_of_both() -> None:
    goals = documents(HEAD.replace("完成任务。", "做好服务。") + FIRST + LAST)[0].objectives
    assert (goals.overall, goals.annual) == ("做好服务。", "做好服务。")


def test_a_label_and_its_value_in_one_cell_are_read_in_the_head() -> None:
    head = (
        HEAD.replace("项目名称\t", "项目名称：")
        .replace("项目类别\t", "项目类别：")
        .replace("实施单位\t", "实施单位：样站")
    )
    found = documents(head.replace("主管部门\t", "主管部门：") + FIRST + LAST)
    assert len(found) == 1
    project = found[0].project
    read_head = (project.name, project.category, project.department, project.unit)
    assert read_head == ("样桥服务", "经常性项目", "样务中心", "样站")
    untitled = head.split("(2021年度)\n\n")[1] + FIRST + LAST
    assert [document.project.name for document in documents(untitled * 2)] == ["样桥服务"] * 2


def test_a_sentence_about_the_columns_is_no_glued_header() -> None:
    notice = "项目名称：样河服务\n一级指标 二级指标 三级指标 指标目标值 的填写要求如下。\n"
    assert [document.project.name for document in documents(notice + HEAD + FIRST + LAST)] == ["样桥服务"]


def test_a_countable_name_does_not_sound_sustainable() -> None:
    rows = "\t效益指标\t社会效益指标\t知晓度\t提升\n\t\t\t数据共享接口数\t≥3个\n\t\t可持续影响指标\t长效机制\t健全\n"
    assert read(rows).indicators[2].certain


def test_a_shifted_row_that_sounds_like_the_label_below_may_be_of_its_first_level() -> None:
    rows = "\t\t时效指标\t办结及时性\t及时\n\t政策知晓率\t≥90%\n\t效益指标\t社会效益指标\t公众覆盖率\t≥80%\n"
    row = read(rows).indicators[2]
    assert row.alternatives == {"level2": ("社会效益指标",), "level1": ("效益指标",)}


def test_money_that_was_not_read_is_not_said_to_be_yuan() -> None:
    assert "money_unit_not_declared" not in codes(documents(HEAD.replace("100,000", "35.9") + FIRST + LAST)[0])
    assert "money_unit_not_declared" in codes(read(""))


def test_a_row_without_target_is_not_glued_to_a_shifted_row_below() -> None:
    found = read("\t\t\t网络事件数\n系统办理效率\t\t\t提升\n" + FIRST.replace("清淤次数", "清淤人次")).indicators
    assert [row.name for row in found].count("网络事件数") == 1
    assert [row.name for row in found].count("系统办理效率") == 1


def test_a_stray_text_in_the_column_of_second_levels_is_a_level_only_in_doubt() -> None:
    row = "\t\t长效管养机制健全性\t管养制度健全性\t健全\n\t\t\t管养档案完整性\t健全\n"
    found = [indicator for indicator in read(row).indicators if "管养" in (indicator.name or "")]
    assert [indicator.name for indicator in found] == ["管养制度健全性", "管养档案完整性"]
    assert all("level2" in indicator.doubts for indicator in found)
    assert all("数量指标" in indicator.alternatives["level2"] for indicator in found)


def test_a_level_of_another_tree_stays_as_filed_without_doubt() -> None:
    found = read("\t\t进度指标\t清淤进度\t=100%\n").indicators
    progress = next(indicator for indicator in found if indicator.name == "清淤进度")
    assert (progress.level2, progress.doubts) == ("进度指标", ())


FOOTERS = [
    ("其他需要说明的事项", "无"),
    ("主管部门意见", "同意"),
    ("项目单位意见", "同意上报"),
    ("评审意见", "通过"),
    ("编制说明", "本表一式两份"),
    ("自评结论", "优"),
    ("评价等次", "优"),
    ("填报单位负责人", "样某"),
    ("分管领导", "样某"),
    ("有关建议", "无"),
    ("预算科审核", "通过"),
]
AT_THE_SIDE = [
    ("自评等级", "优"),
    ("存在的问题", "无"),
    ("综合评价", "良好"),
    ("绩效自评结果", "优秀"),
    ("下一步改进措施", "无"),
    ("主要经验及做法", "无"),
    ("评价得分", "98"),
    ("后续打算", "继续巡查"),
]


@pytest.mark.parametrize(("label", "text"), [*FOOTERS, *AT_THE_SIDE])
@pytest.mark.parametrize("gap", ["\t\t", "\t\t\t"])
def test_what_stands_below_in_the_column_of_the_side_label_is_no_indicator(label: str, text: str, gap: str) -> None:
    rows = "\t\t质量指标\t合格率\t≥95%\n"
    for below in (f"{label}{gap}{text}\n", f"{label}{gap}{text}\n审核人\t\t样某\n"):
        document = documents(HEAD + FIRST + rows + LAST + below)[0]
        assert [row.name for row in document.indicators] == ["清淤次数", "合格率", "群众满意度"]
        assert document.indicators[-1].certain


@pytest.mark.parametrize(("label", "text"), FOOTERS)
def test_approvals_and_remarks_are_no_indicators_where_blank_cells_are_lost_either(label: str, text: str) -> None:
    lost = (HEAD + FIRST + LAST).replace("\n\t", "\n") + f"{label}\t{text}\n"
    assert [row.name for row in documents(lost)[0].indicators] == ["清淤次数", "群众满意度"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("专家意见", "≥5条"),
        ("安全保护等级", "=3级"),
        ("群众评价", "良好"),
        ("出台指导意见", "完成"),
        ("信息公开情况", "公开"),
    ],
)
def test_a_row_that_lost_its_blank_cells_stays_an_indicator_with_its_value(name: str, value: str) -> None:
    lost = (HEAD + FIRST + LAST).replace("\n\t", "\n") + f"{name}\t{value}\n"
    assert [(row.name, row.target.raw) for row in documents(lost)[0].indicators][2:] == [(name, value)]


@pytest.mark.parametrize("name", ["专家意见", "综合评价", "存在的问题"])
def test_in_its_column_every_name_is_an_indicator(name: str) -> None:
    document = documents(HEAD + FIRST + LAST + f"\t\t\t{name}\t良好\n")[0]
    assert [row.name for row in document.indicators] == ["清淤次数", "群众满意度", name]


@pytest.mark.parametrize(
    "below", ["样州市财政局\n2020年1月5日印发\n", "样州市财政局\n", "2020年1月5日\n", "样河镇人民政府\n"]
)
@pytest.mark.parametrize("separator", ["\t", "   "])
def test_a_body_and_the_day_of_printing_below_the_table_are_no_indicators(below: str, separator: str) -> None:
    document = documents((HEAD + FIRST + LAST).replace("\t", separator) + below)[0]
    assert [(row.name, row.target.raw) for row in document.indicators] == [("清淤次数", "=3次"), ("群众满意度", "≥90%")]
    assert document.indicators[-1].certain


SCORED = """项目支出绩效自评表
（2021年度）
项目名称\t样桥服务\t\t\t\t\t\t
绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
\t产出指标\t数量指标\t指标1：清淤次数\t≥3次\t3次\t20\t20\t0
\t\t\t指标2：\t\t\t\t\t
\t\t\t……\t\t\t\t\t
\t\t质量指标\t指标1合格率\t≥95%\t90%\t20\t18\t无
\t\t时效指标\t指标1项目及时率\t≥95%\t96%\t20\t20分\t连续降雨，已赶工。
\t满意度指标\t服务对象满意度指标\t指标12个体户满意度\t≥90%\t92%\t10\t10\t—
"""


@pytest.mark.parametrize("shape", ["tabs", "blanks dropped"])
def test_the_numbers_of_a_printed_list_are_no_part_of_names_and_its_blank_rows_no_indicators(shape: str) -> None:
    text = SCORED if shape == "tabs" else SCORED.replace("\n\t\t\t", "\n").replace("\n\t\t", "\n").replace("\n\t", "\n")
    found = documents(text)[0].indicators
    assert [row.name for row in found] == ["清淤次数", "合格率", "项目及时率", "指标12个体户满意度"]


def test_a_reason_that_says_nothing_is_none_where_no_point_was_lost() -> None:
    reasons = [row.reason for row in documents(SCORED)[0].indicators]
    assert reasons == [None, "无", "连续降雨，已赶工。", None]


def test_the_blank_rows_of_a_list_are_no_part_of_the_reason_above_them() -> None:
    found = documents(one_cell_a_line(SCORED.replace("\t20\t0\n", "\t19\t连续降雨。\n")))[0].indicators
    assert found[0].reason == "连续降雨。"
