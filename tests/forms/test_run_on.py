"""Forms whose text ran together are cut at labels and values; whatever only the cut decides is flagged."""

from __future__ import annotations

from youju import importers, packs
from youju.forms import read
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Source

DECLARED = (
    "省级部门预算项目支出绩效目标表(2023年度)一*级项目名称文化专项资金二级项目名称展馆补助资金主管部门样市文化局年度绩效目标提高服务水平"
    "一级指标二级指标三级指标指标目标值产出指标数量指标开放天数=280天质量指标考核完成率100%成本指标生态环境成本指标提升展馆绿化水平提升"
    "满意度指标服务对象满意度指标观众满意度≥95%省级部门预算项目支出绩效目标表2023年度一级项目名称体育专项资金二级项目名称场馆补助资金"
    "一级指标二级指标三级指标指标目标值产出指标数量指标场馆数=3座"
)
EVALUATED = (
    "项目支出绩效自评表(2023年度)项目名称道路保洁经费主管部门样区办事处年度总体目标保洁道路一级指标二级指标三级指标分值年度指标值(A)"
    "全年实际值(B)得分计算方法得分未完成原因分析出标产指数量指标保洁数量12.512.512.5完成值达到指标值,记满分。12.5"
    "质量指标保洁合格率100%100%10总分100备注:1.按B/A计分。"
)


def documents(text: str) -> tuple[Declaration, ...]:
    """What is read in a text file."""
    _, grid = importers.grid_of(text.encode(), "form.txt")
    return read(grid, Facts(packs.taxonomies()), Source("form.txt", "0" * 64, "text"))


def test_two_forms_in_one_text_are_two_documents_named_by_the_project_and_not_by_its_programme() -> None:
    assert [document.project.name for document in documents(DECLARED)] == ["展馆补助资金", "场馆补助资金"]


def test_rows_are_cut_at_level_labels_and_where_values_begin() -> None:
    rows = documents(DECLARED)[0].indicators
    assert [(row.level2, row.name, row.target.raw) for row in rows] == [
        ("数量指标", "开放天数", "=280天"),
        ("质量指标", "考核完成率", "100%"),
        ("生态环境成本指标", "提升展馆绿化水平", "提升"),
        ("服务对象满意度指标", "观众满意度", "≥95%"),
    ]


def test_a_boundary_that_no_sign_or_number_proves_is_flagged() -> None:
    flagged = [{"name", "target"} <= set(row.doubts) for row in documents(DECLARED)[0].indicators]
    assert flagged == [False, False, True, False]


def test_equal_numbers_behind_one_another_are_cells_of_their_own() -> None:
    first, second = documents(EVALUATED)[0].indicators
    assert (first.level1, first.name, first.target.raw) == ("产出指标", "保洁数量", "12.5")
    assert first.actual is not None
    assert (str(first.weight), first.actual.raw, str(first.points)) == ("12.5", "12.5", "12.5")
    assert (second.name, second.target.raw) == ("保洁合格率", "100%")
    assert "points" in second.doubts


def test_the_reader_says_that_the_text_had_no_separators() -> None:
    assert "ran_together" in [note.code for note in documents(EVALUATED)[0].notes]


def test_sources_of_money_are_cut_from_their_amounts_and_the_title_from_what_stands_before_it() -> None:
    text = "还剩1页未读,文本内容:" + DECLARED.replace(
        "年度绩效目标", "项目总投资15万元中央补助安排0省级财政安排5万元年度绩效目标"
    )
    document = documents(text)[0]
    assert document.title == "省级部门预算项目支出绩效目标表"
    assert {name: str(amount) for name, amount in document.funds.by_origin.items()} == {
        "中央补助安排": "0",
        "省级财政安排": "50000",
    }
