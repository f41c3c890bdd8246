"""A total of money is no total of points, and a total torn from its numbers is found again as a doubt."""

from __future__ import annotations

from decimal import Decimal

from youju import forms, importers, packs
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Source

DECLARED = """项目支出绩效目标申报表
（2024年度）
项目名称\t样桥修缮\t\t
资金来源\t预算金额（万元）\t占比\t
财政拨款\t80\t80%\t
自筹资金\t20\t20%\t
合计\t100\t100%\t
年度总体目标\t保障通行\t\t
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t修缮桥梁座数\t≥12座
满意度指标\t服务对象满意度指标\t公众满意度\t≥90%
"""
SCATTERED = (
    "财政项目支出绩效自评表 （2022年度） 项目名称 样桥修缮 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 "
    "=100% 100% 40 40 ≥90% 98% 50 48.5 90 88.5 产出指标 质量指标 验收合格率 满意度指标 "
    "服务对象满意度指标 公众满意度 总分"
)


def read(text: str) -> Declaration:
    code, grid = importers.grid_of(text.encode(), "表.txt")
    return forms.read(grid, Facts(packs.taxonomies()), Source("表.txt", "", code))[0]


def test_the_total_of_the_money_is_no_total_of_points() -> None:
    document = read(DECLARED)
    assert (document.totals.weight, document.totals.points) == (None, None)
    assert document.funds.annual == Decimal(1000000)


def test_the_numbers_that_no_row_took_are_those_of_the_total_as_a_doubt() -> None:
    document = read(SCATTERED)
    assert (document.totals.weight, document.totals.points) == (Decimal(90), Decimal("88.5"))
    assert {"totals.weight", "totals.points"} <= set(document.doubts)
