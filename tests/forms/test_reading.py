"""What a reader makes of single oddities of a form of family A; every expectation is read off the text by hand."""

from __future__ import annotations

import pytest

from youju import forms, importers, packs
from youju.errors import UnreadableError
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Kind, Note, Source
from youju.model.indicator import Indicator

TITLE = "财政项目支出绩效目标申报表\n\n(2021年度)\n\n"
HEAD = """项目名称\t样桥服务\t项目类别\t经常性项目
主管部门\t样务中心\t实施单位\t
计划开始日期\t2021-01-01\t计划完成日期\t2021-12-31
项目资金\t项目资金总额\t100,000\t年度资金申请总额\t100,000
\t其中：财政资金\t100,000\t其中：当年财政拨款\t100,000
项目绩效目标\t项目总目标\t\t年度总目标\t
\t做好服务。\t\t完成任务。\t
"""
COLUMNS = "绩效指标\t一级指标\t二级指标\t三级指标\t指标目标值\n"
LAST = "\t满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\n"
FIRST = "\t产出指标\t数量指标\t清淤次数\t=3次\n"


def documents(text: str) -> tuple[Declaration, ...]:
    code, grid = importers.grid_of(text.encode(), "表.txt")
    return forms.read(grid, Facts(packs.taxonomies()), Source("表.txt", "", code))


def read(rows: str, *, last: str = LAST) -> Declaration:
    return documents(TITLE + HEAD + COLUMNS + rows + last)[0]


def shown(row: Indicator) -> tuple[str | None, str | None, str | None, str | None]:
    return (row.level1, row.level2, row.name, row.target.raw)


def notes(document: Declaration, code: str) -> list[Note]:
    return [note for note in document.notes if note.code == code]


def test_a_label_unknown_to_the_tree_stays_as_filed_with_a_note() -> None:
    document = read(FIRST + "\t\t进度指标\t清淤进度\t=100%\n\t过程指标\t管理指标\t记录\t规范\n")
    assert shown(document.indicators[1]) == ("产出指标", "进度指标", "清淤进度", "=100%")
    assert shown(document.indicators[2]) == ("过程指标", "管理指标", "记录", "规范")
    assert [note.place.line for note in notes(document, "level_unknown")] == [14, 15, 15]
    assert all(row.certain for row in document.indicators)


def test_a_text_in_the_column_of_second_levels_is_a_label_whatever_its_ending() -> None:
    document = read(FIRST + "\t\t工作效能\t办结\t=100%\n")
    assert shown(document.indicators[1]) == ("产出指标", "工作效能", "办结", "=100%")


def test_labels_printed_on_every_row_change_nothing() -> None:
    document = read(FIRST + "\t产出指标\t数量指标\t巡查次数\t=5次\n")
    assert [shown(row)[:2] for row in document.indicators[:2]] == [("产出指标", "数量指标")] * 2
    assert document.indicators[1].certain


def test_labels_on_lines_of_their_own_head_the_row_below() -> None:
    document = read(
        "\t产出指标\n\t\t数量指标\n\t\t\t清淤次数\t=3次\n\t效益指标\t经济效益指标\n\t\t社会效益指标\t知晓\t提升\n"
    )
    assert [shown(row) for row in document.indicators[:2]] == [
        ("产出指标", "数量指标", "清淤次数", "=3次"),
        ("效益指标", "社会效益指标", "知晓", "提升"),
    ]


def test_weights_and_blanks_in_labels_are_no_part_of_them() -> None:
    document = read("\t产 出 指 标（50分）\t数?量?指?标：\t清淤次数\t=3次\n")
    assert shown(document.indicators[0])[:2] == ("产出指标", "数量指标")


def test_a_label_without_its_ending_is_known_by_its_place_before_name_and_value() -> None:
    document = read("\t产出\t数量\t清淤次数\t=3次\n", last="\t满意度\t服务对象满意度\t服务对象满意度\t≥90%\n")
    assert shown(document.indicators[0])[:2] == ("产出指标", "数量指标")
    assert shown(document.indicators[1]) == ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%")


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5])
def test_a_label_cut_over_two_rows_is_one_label(at: int) -> None:
    label = "社会效益指标"
    document = read(f"{FIRST}\t效益指标\t{label[:at]}\t知晓度\t提升\n\t\t{label[at:]}\t认可度\t提升\n")
    assert [shown(row)[:3] for row in document.indicators[1:3]] == [
        ("效益指标", "社会效益指标", "知晓度"),
        ("效益指标", "社会效益指标", "认可度"),
    ]
    assert all(row.certain for row in document.indicators)


def test_a_first_level_that_is_printed_nowhere_follows_from_the_second_and_stays_open() -> None:
    document = read(FIRST + "\t\t社会效益指标\t知晓度\t提升\n\t\t\t认可度\t提升\n")
    assert [(row.level1, row.level2) for row in document.indicators[1:3]] == [("效益指标", "社会效益指标")] * 2
    assert [dict(row.alternatives) for row in document.indicators[1:3]] == [{"level1": ("产出指标",)}] * 2


def test_rows_above_every_label_take_the_level_their_name_suggests_as_a_doubt() -> None:
    document = read("\t\t\t清运合格率\t=100%\n\t\t时效指标\t办结及时性\t及时\n")
    row = document.indicators[0]
    assert (row.level1, row.level2, set(row.doubts)) == ("产出指标", "质量指标", {"level1", "level2"})
    assert row.alternatives["level2"] == ("数量指标", "时效指标")


def test_a_first_level_in_the_second_column_may_be_a_second_level_of_the_block_above() -> None:
    document = read(FIRST + "\t\t质量指标\t合格率\t=100%\n", last="\t\t满意度指标\t群众满意度\t≥90%\n")
    row = document.indicators[-1]
    assert (row.level1, set(row.doubts)) == ("满意度指标", {"level1", "level2"})
    assert row.alternatives["level1"] == ("产出指标",)


def test_a_blank_target_is_none_and_a_target_in_the_name_is_only_an_alternative() -> None:
    document = read("\t产出指标\t数量指标\t清淤次数\t\n\t\t质量指标\t完成率100%\t\n")
    blank, named = document.indicators[:2]
    assert (blank.target.raw, blank.doubts) == (None, ())
    assert (named.name, named.target.raw) == ("完成率100%", None)
    assert (named.doubts, dict(named.alternatives)) == (("target",), {"target": ("100%",)})


def test_blank_category_rows_and_placeholders_are_no_indicators() -> None:
    document = read(FIRST + "\t\t\t指标2\t\n\t\t\t……\t\n\t效益指标\t经济效益指标\t\t\n\t\t社会效益指标\t知晓\t提升\n")
    assert [row.name for row in document.indicators] == ["清淤次数", "知晓", "群众满意度"]


def test_a_level_one_without_second_level_takes_its_only_one_as_a_doubt() -> None:
    document = read(FIRST, last="\t满意度指标\t\t群众满意度\t≥90%\n")
    last = document.indicators[-1]
    assert (last.level1, last.level2, last.doubts) == ("满意度指标", "服务对象满意度指标", ("level2",))


def test_a_cost_label_in_the_first_column_may_be_a_first_level() -> None:
    document = read(FIRST + "\t\t\t巡查次数\t=5次\n\t成本指标\t单位成本\t≤3万元\n")
    row = document.indicators[2]
    assert shown(row) == ("产出指标", "成本指标", "单位成本", "≤3万元")
    assert (row.doubts, dict(row.alternatives)) == (("level2", "level1"), {"level1": ("成本指标",)})


def test_a_cost_label_with_a_label_behind_it_is_a_first_level() -> None:
    document = read("\t成本指标\t经济成本指标\t单位成本\t≤3万元\n" + FIRST)
    assert shown(document.indicators[0])[:2] == ("成本指标", "经济成本指标")
    assert shown(document.indicators[1])[:2] == ("产出指标", "数量指标")


def test_a_shifted_row_between_two_labels_may_belong_to_the_lower_one() -> None:
    document = read(FIRST + "巡查情况\t\t\t良好\n\t\t质量指标\t合格率\t=100%\n")
    row = document.indicators[1]
    assert (row.level2, row.doubts, dict(row.alternatives)) == ("数量指标", ("level2",), {"level2": ("质量指标",)})


def test_a_row_with_its_blank_level_cells_lies_under_the_label_above() -> None:
    document = read(FIRST + "\t\t\t巡查情况\t良好\n\t\t质量指标\t合格率\t=100%\n")
    assert document.indicators[1].certain


def test_a_row_under_the_name_of_a_shifted_label_row_lies_under_that_label() -> None:
    document = read(FIRST + "\t\t\t质量指标\t合格率\t=100%\n\t\t\t\t完好情况\t良好\n")
    assert (document.indicators[2].level2, document.indicators[2].certain) == ("质量指标", True)


def test_a_stray_text_before_a_name_is_a_note_and_opens_the_rows_down_to_the_next_label() -> None:
    document = read(FIRST + "某某机制\t\t\t巡查情况\t良好\n\t\t\t清运情况\t良好\n\t\t质量指标\t合格率\t=100%\n")
    assert [note.place.line for note in notes(document, "orphan_text")] == [14]
    assert [row.doubts for row in document.indicators] == [(), ("level2",), ("level2",), (), ()]
    assert document.indicators[1].alternatives == {"level2": ("质量指标",)}


def test_a_stray_text_alone_on_its_line_is_no_indicator() -> None:
    document = read(FIRST + "某某机制\t\t\t\t\n\t\t\t清运情况\t良好\n")
    assert [row.name for row in document.indicators] == ["清淤次数", "清运情况", "群众满意度"]
    assert [note.place.line for note in notes(document, "orphan_text")] == [14]


def test_labels_that_stand_below_their_first_row_open_every_row_above_a_label() -> None:
    rows = "\t\t\t清淤次数\t=3次\n\t产出指标\t数量指标\t巡查次数\t=5次\n"
    rows += "\t\t\t清运情况\t良好\n\t\t质量指标\t合格率\t=100%\n"
    first, labelled, between, last = read(rows).indicators[:4]
    assert (first.level1, first.level2, set(first.doubts)) == ("产出指标", "数量指标", {"level1", "level2"})
    assert labelled.certain
    assert (between.level2, dict(between.alternatives)) == ("数量指标", {"level2": ("质量指标",)})
    assert last.certain


def test_a_first_level_printed_below_its_second_level_opens_the_rows_above_it() -> None:
    rows = "\t\t数量指标\t清淤次数\t=3次\n\t\t\t巡查次数\t=5次\n\t产出指标\t\t清运次数\t=5次\n"
    found = read(rows).indicators[:3]
    assert [row.level1 for row in found] == ["产出指标"] * 3
    assert [row.doubts for row in found] == [("level1",), ("level1",), ()]


def test_names_only_raise_a_doubt_where_they_sound_like_the_label_below() -> None:
    rows = (
        FIRST
        + "\t\t\t清淤合格率\t=100%\n\t\t质量指标\t清运完好率\t=100%\n"
        + "\t\t\t巡查合格率\t=100%\n\t\t时效指标\t办结及时性\t及时\n"
    )
    found = read(rows).indicators
    assert [row.level2 for row in found[:4]] == ["数量指标", "数量指标", "质量指标", "质量指标"]
    assert [row.name for row in found if not row.certain] == ["清淤合格率"]
    assert found[1].alternatives == {"level2": ("质量指标",)}


def test_a_label_may_stand_behind_its_row_and_a_value_before_its_name() -> None:
    document = read("\t清淤次数\t=3次\t数量指标\t产出指标\n\t\t质量指标\t=100%\t合格率\n\t\t\t良好\t完好情况\n")
    assert [shown(row) for row in document.indicators[:3]] == [
        ("产出指标", "数量指标", "清淤次数", "=3次"),
        ("产出指标", "质量指标", "合格率", "=100%"),
        ("产出指标", "质量指标", "完好情况", "良好"),
    ]


def test_sign_number_and_unit_in_three_cells_are_one_target_and_a_remark_is_none() -> None:
    document = read("\t产出指标\t数量指标\t清淤次数\t≥\t3\t次\n\t\t质量指标\t合格率\t≥95%\t计划标准\n")
    assert [row.target.raw for row in document.indicators[:2]] == ["≥ 3 次", "≥95%"]
    assert ["计划标准" in note.message for note in notes(document, "extra_text")] == [True]


def test_a_name_cut_by_a_line_break_is_one_name() -> None:
    document = read(FIRST + "\t\t\t夜间道路\n巡查次数\t=5次\n")
    assert shown(document.indicators[1])[2:] == ("夜间道路巡查次数", "=5次")
    project = documents((TITLE + HEAD + COLUMNS + FIRST + LAST).replace("样桥服务", "样桥\n服务"))[0].project
    assert (project.name, project.category) == ("样桥服务", "经常性项目")


def test_invisible_characters_are_no_part_of_labels_names_and_values() -> None:
    document = read("\t产出\u200b指标\t\ufeff数量指标\t清淤\u200b次数\t\u200b=3次\n")
    assert shown(document.indicators[0])[:3] == ("产出指标", "数量指标", "清淤次数")


def test_footers_remarks_and_seals_are_no_indicators() -> None:
    seal = "注：本表一式三份\n填表人：样某\t联系电话：00000000\n单位负责人\t样某\n"
    seal += "\n填报单位（盖章）\t样务中心\n日期\t2021年1月1日\n"
    assert [row.name for row in read(FIRST, last=LAST + seal).indicators] == ["清淤次数", "群众满意度"]


def test_a_page_foot_and_a_page_head_interrupt_a_table_and_do_not_end_it() -> None:
    page = "填表人：样某\n- 1 -\n\n" + TITLE + "（续表）\n单位：元\n" + COLUMNS
    assert [row.name for row in read(FIRST, last=page + LAST).indicators] == ["清淤次数", "群众满意度"]


def test_a_long_cell_is_kept_and_no_target() -> None:
    document = read(f"\t产出指标\t数量指标\t清淤次数\t{'很' * 50_000}\n\t\t质量指标\t{'长' * 1_000}\t=3次\n")
    assert document.indicators[0].doubts == ("target",)
    assert document.indicators[1].name == "长" * 1_000


def test_a_form_without_title_says_so_and_takes_its_year_from_its_dates() -> None:
    document = documents(HEAD + COLUMNS + FIRST + LAST)[0]
    assert (document.title, document.year) == (None, 2021)
    assert {"no_title", "year_from_date"} <= {note.code for note in document.notes}


def test_a_title_that_names_another_kind_is_noted() -> None:
    document = documents(TITLE.replace("申报表", "自评表") + HEAD + COLUMNS + FIRST + LAST)[0]
    assert (document.kind, document.layout) == (Kind.DECLARATION, "shanghai-2021")
    assert len(notes(document, "title_kind_clash")) == 1


def test_an_impossible_date_is_left_out_with_a_note() -> None:
    document = documents((TITLE + HEAD + COLUMNS + FIRST + LAST).replace("2021-12-31", "2021-02-30"))[0]
    assert document.project.end is None
    assert "30日" in notes(document, "impossible_date")[0].message


def test_a_form_without_its_table_keeps_its_head_and_says_that_it_was_cut() -> None:
    document = documents(TITLE + HEAD)[0]
    assert (document.project.name, document.indicators) == ("样桥服务", ())
    assert len(notes(document, "form_cut_off")) == 1


def test_an_unknown_layout_is_read_by_its_labels_and_says_so() -> None:
    text = "项目支出绩效目标表（2023年度）\n专项名称\t样桥\n年度目标\t做好\n"
    text += "指标类型\t指标名称\t指标值\n产出指标\t清淤次数\t3次\n"
    document = documents(text)[0]
    assert (document.layout, document.kind, document.year) == ("unknown", Kind.DECLARATION, 2023)
    assert (document.project.name, document.objectives.annual) == ("样桥", "做好")
    assert [(row.level1, row.name, row.target.raw) for row in document.indicators] == [("产出指标", "清淤次数", "3次")]
    assert len(notes(document, "layout_unknown")) == 1


@pytest.mark.parametrize("text", ["今天天气很好。\n没有表格。\n", "姓名\t电话\n样某\t000\n", TITLE])
def test_a_text_without_a_form_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        documents(text)
    assert caught.value.remedy


def test_absurdly_many_rows_or_forms_are_refused() -> None:
    with pytest.raises(UnreadableError, match="2,000"):
        read(FIRST + "\t\t\t清淤次数\t=3次\n" * 2_100)
    with pytest.raises(UnreadableError, match="1,001 张"):
        documents("项目名称\t样桥\n" * 1_001)


def test_the_columns_say_what_kind_of_form_it_is() -> None:
    columns = "一级指标\t二级指标\t三级指标\t年度指标值\t{}\n产出指标\t数量指标\t清淤次数\t3次\t4次\n"
    evaluation = documents("项目名称\t样桥\n" + columns.format("实际完成值"))[0]
    assert (evaluation.kind, evaluation.indicators[0].target.raw) == (Kind.SELF_EVALUATION, "3次")
    assert documents("项目名称\t样桥\n" + columns.format("完成目标可能性"))[0].kind is Kind.MONITORING


def test_a_code_before_the_project_name_is_its_code() -> None:
    project = documents((TITLE + HEAD + COLUMNS + FIRST + LAST).replace("样桥服务", "51010001-样桥服务"))[0].project
    assert (project.code, project.name) == ("51010001", "样桥服务")


def test_a_name_over_two_lines_in_a_text_of_one_cell_a_line_is_one_name() -> None:
    text = TITLE + HEAD + COLUMNS + FIRST + "\t\t\t夜间道路\n巡查次数\t=5次\n" + LAST
    document = documents("\n".join(cell for line in text.split("\n") for cell in line.split("\t") if cell))[0]
    assert [row.name for row in document.indicators] == ["清淤次数", "夜间道路巡查次数", "群众满意度"]
    assert (document.title, document.project.unit) == ("财政项目支出绩效目标申报表", None)


def test_the_head_and_the_funds_may_stand_below_the_goals() -> None:
    lines = HEAD.split("\n")
    document = documents(TITLE + "\n".join([lines[0], *lines[5:7], *lines[1:5]]) + "\n" + COLUMNS + FIRST + LAST)[0]
    above = documents(TITLE + HEAD + COLUMNS + FIRST + LAST)[0]
    assert (document.project, document.objectives) == (above.project, above.objectives)
    assert (document.funds.total, document.funds.fiscal) == (above.funds.total, above.funds.fiscal)


def test_a_table_whose_labels_stand_beside_nothing_is_not_called_blank() -> None:
    with pytest.raises(UnreadableError, match="没有挨在一起"):
        documents("绩效目标表\n资金名称 实施周期\n样例专项\n三级指标 开工率\n年度目标值\n100%\n实施周期目标值\n90%\n")
    with pytest.raises(UnreadableError, match="表格是空的"):
        documents("绩效目标表\n项目名称\t\n一级指标\t三级指标\t指标值\n产出指标\t\t\n")


def test_a_row_that_ends_in_the_sign_of_its_target_was_cut_off() -> None:
    row = "\t满意度指标\t服务对象满意度指标\t群众满意度\t{}\n"
    assert notes(read(FIRST, last=row.format("≧")), "form_cut_off")
    assert not notes(read(FIRST, last=row.format("定性")), "form_cut_off")
    assert not notes(read(FIRST, last=row.format("≧90%")), "form_cut_off")


def test_persons_on_the_form_are_told_by_their_number() -> None:
    text = TITLE + HEAD + "项目负责人\t王某某 13900000000\t\t\n" + COLUMNS + FIRST + LAST
    assert len(notes(documents(text)[0], "personal_data_dropped")) == 1
