"""Any document, written as any form in any format, is read back as the same document in what the form carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from youju import exporters, forms
from youju.forms.contract import Style
from youju.model.declaration import Declaration, Execution, Funds, Kind, Objectives, Project, Totals
from youju.model.indicator import Indicator, Monitoring
from youju.model.target import Comparator, Deadline, Interval, NoTarget, Quality, Quantity, Target
from youju.work.reading import forms_in

FORMATS = ("docx", "xlsx", "html", "pdf")
LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标"),
    "满意度指标": ("服务对象满意度指标",),
}
NOUNS = ("样河清淤", "企业走访", "窗口服务", "档案整理", "设备巡检", "绿化养护", "培训班次", "问卷调查")
ENDINGS = ("数量", "完成率", "合格率", "次数", "及时情况", "覆盖面", "（一期）情况", "A1座维护")
UNITS = ("家", "次", "%", "公里", "人次", "万元", "天")
WORDS = ("及时", "健全", "较高", "提升", "有所改善")
SENTENCES = (
    "做好服务。",
    "完成年度任务，保障运行。",
    "一、完成清淤；二、验收合格。",
    "服务企业29000家，满意度90%以上。",
)


def amounts(places: int = 2) -> st.SearchStrategy[Decimal]:
    return st.decimals(10_000, 9_999_999, places=places)


def points() -> st.SearchStrategy[Decimal]:
    return st.decimals(0, 40, places=2)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    number = draw(st.one_of(st.integers(0, 99_999), st.decimals(0, 99, places=2)).map(Decimal))
    unit = draw(st.sampled_from(UNITS))
    kind = draw(st.integers(0, 9))
    if kind == 0:
        word = draw(st.sampled_from(WORDS))
        return Quality(word, word)
    if kind == 1:
        day = draw(st.dates(date(2021, 1, 1), date(2021, 12, 31)))
        return Deadline("", day)
    if kind == 2:
        return Interval("", Decimal(1), Decimal(draw(st.integers(2, 90))), unit)
    return Quantity("", draw(st.sampled_from(list(Comparator))), number, unit)


@st.composite
def indicators(draw: st.DrawFn) -> tuple[Indicator, ...]:
    found = []
    numbers = iter(range(100))
    for level1, seconds in LEVELS.items():
        chosen = draw(st.sets(st.sampled_from(seconds), min_size=1))
        for level2 in sorted(chosen, key=seconds.index):
            for _ in range(draw(st.integers(1, 3))):
                name = f"{draw(st.sampled_from(NOUNS))}{next(numbers)}{draw(st.sampled_from(ENDINGS))}"
                found.append(Indicator(level1, level2, name, draw(targets())))
    return tuple(found)


@st.composite
def declarations(draw: st.DrawFn) -> Declaration:
    total = draw(amounts())
    funds = Funds("元", unit_declared=True, total=total, fiscal=total, annual=total, appropriation=total)
    return Declaration(
        kind=Kind.DECLARATION,
        layout="",
        title="财政项目支出绩效目标申报表",
        year=2021,
        project=Project(
            name=draw(st.sampled_from(NOUNS)) + "项目",
            department="样区样局",
            unit=draw(st.none() | st.just("样区服务中心")),
            category=draw(st.sampled_from(["经常性项目", "一次性项目"])),
            start=date(2021, 1, 1),
            end=date(2021, 12, 31),
        ),
        funds=funds,
        objectives=Objectives(draw(st.sampled_from(SENTENCES)), None, draw(st.sampled_from(SENTENCES))),
        indicators=draw(indicators()),
    )


@st.composite
def evaluations(draw: st.DrawFn) -> Declaration:
    form = draw(declarations())
    budget = draw(amounts())
    spent = (budget * draw(st.integers(0, 100)) / 100).quantize(Decimal("0.01"))
    row = Execution(
        initial=budget, budget=budget, spent=spent, rate=Decimal("0.8618"), weight=Decimal(10), points=draw(points())
    )
    part = Execution(label="当年财政拨款", initial=budget, budget=budget, spent=spent)
    rows = []
    for one in form.indicators:
        number = Decimal(draw(st.integers(0, 9_999)))
        unit = getattr(one.target, "unit", None) or "次"
        actual = draw(st.sampled_from([Quantity("", Comparator.EQUAL, number, unit, implied=True), None]))
        rows.append(
            replace(
                one,
                actual=actual,
                weight=draw(points()),
                points=draw(st.none() | points()),
                reason=draw(st.sampled_from([None, *SENTENCES])),
            )
        )
    return replace(
        form,
        kind=Kind.SELF_EVALUATION,
        project=replace(form.project, category=None, start=None, end=None),
        funds=Funds(),
        execution=replace(row, parts=(part,)),
        objectives=Objectives(annual=form.objectives.annual, annual_result=draw(st.sampled_from(SENTENCES))),
        indicators=tuple(rows),
        totals=Totals(Decimal(100), draw(points())),
    )


@st.composite
def monitored(draw: st.DrawFn) -> Declaration:
    form = draw(evaluations())
    said = st.sampled_from(["已完成一半", "8公里", "按计划进行"])
    rows = tuple(
        replace(
            one,
            actual=None,
            weight=None,
            points=None,
            reason=None,
            monitoring=Monitoring(draw(said), draw(said), (), None, draw(st.sampled_from(["确定能", "有可能"]))),
        )
        for one in form.indicators
    )
    return replace(
        form,
        kind=Kind.MONITORING,
        indicators=rows,
        totals=Totals(),
        objectives=Objectives(annual=form.objectives.annual),
    )


CARRIED: dict[str, tuple[Callable[[], st.SearchStrategy[Declaration]], tuple[str, ...]]] = {
    "shanghai-2021": (declarations, ("kind", "year", "project", "objectives")),
    "shanghai-2026": (declarations, ("kind", "year", "project", "objectives")),
    "shanghai-selfeval": (evaluations, ("kind", "year", "objectives", "totals")),
    "mof-selfeval": (evaluations, ("kind", "year", "objectives", "totals")),
    "mof-monitoring": (monitored, ("kind", "year", "objectives")),
}


def without_raw(target: Target | None) -> Target | None:
    return None if target is None or isinstance(target, NoTarget) else replace(target, raw="")


def row(one: Indicator) -> tuple[object, ...]:
    further = (one.weight, one.points, one.reason, one.monitoring)
    return (one.level1, one.level2, one.name, without_raw(one.target), without_raw(one.actual), *further)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("layout", CARRIED)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_a_written_form_is_read_back_as_the_same_document(layout: str, suffix: str, data: st.DataObject) -> None:
    documents, fields = CARRIED[layout]
    form = replace(data.draw(documents()), layout=layout)
    written = exporters.write(forms.fill(layout, form, Style()), suffix)
    _, [read] = forms_in(written, f"表.{suffix}")
    assert read.layout == layout
    assert [row(one) for one in read.indicators] == [row(one) for one in form.indicators]
    assert {name: getattr(read, name) for name in fields} == {name: getattr(form, name) for name in fields}
    amounts = ("total", "fiscal", "annual", "appropriation")
    if form.kind is Kind.DECLARATION:
        assert [getattr(read.funds, name) for name in amounts] == [getattr(form.funds, name) for name in amounts]
    else:
        assert (read.execution and read.execution.spent) == (form.execution and form.execution.spent)
    assert read.doubts == ()
    assert [one.doubts for one in read.indicators if one.doubts] == []
