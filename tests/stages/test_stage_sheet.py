"""The sheet: measurements become scores, people's answers are put to open rows, the total says what is open."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from youju import scoring
from youju.errors import RefusedError
from youju.model.declaration import Declaration, Funds, Kind, Project
from youju.model.indicator import Indicator
from youju.model.measure import Measure, Thresholds
from youju.model.measurement import Measurement, State
from youju.model.target import Comparator, Deadline, Interval, NoTarget, Quality, Quantity, Target
from youju.stages.sheet import (
    EXECUTION,
    Answer,
    Line,
    Measured,
    Sheet,
    accepted,
    actual_of,
    answered,
    execution_line,
    score_line,
    sheet_of,
    weights_of,
)

SCHEME = scoring.scheme("shanghai-2021")
ON_TIME = Thresholds(Decimal(1), Decimal("0.95"), Decimal("0.80"))
RATE = Quantity(">=90%", Comparator.AT_LEAST, Decimal(90), "%")
COUNT = Quantity(">=3次", Comparator.AT_LEAST, Decimal(3), "次")
ZERO = Quantity("=0", Comparator.EQUAL, Decimal(0), None)


def value(kind: str, number: str, **more: object) -> Measurement:
    return replace(Measurement(kind, "x", State.VALUE, value=Fraction(number)), **more)  # type: ignore[arg-type]


def row(name: str, target: Target, measurement: Measurement, weight: str = "10", **more: object) -> Line:
    indicator = Indicator("产出指标", "数量指标", name, target)
    return score_line(Measured(indicator, None, measurement, Decimal(weight), **more), SCHEME)  # type: ignore[arg-type]


OPEN = row("样例事故数", ZERO, Measurement("count", "accidents", State.UNKNOWN, reason="未关账"))


def sheet(*lines: Line) -> Sheet:
    form = Declaration(Kind.DECLARATION, "x", Project(name="样例项目"), year=2021, funds=Funds(annual=Decimal(1000)))
    paid = Measurement("budget_execution", "payments", State.VALUE, Fraction(9, 10), Fraction(900), Fraction(1000))
    return sheet_of(form, SCHEME, execution_line(paid, Decimal(1000), SCHEME), lines)


@pytest.mark.parametrize(
    ("measurement", "target", "number", "unit"),
    [
        (value("share", "0.98"), RATE, Fraction(98), "%"),
        (value("share", "0.98"), replace(RATE, unit="‰"), Fraction(980), "‰"),
        (value("share", "0.98"), Quantity("=1", Comparator.EQUAL, Decimal(1)), Fraction(98), "%"),
        (value("share", "0.98"), NoTarget(None), Fraction(98), "%"),
        (value("share", "0.98"), Quality("及时", "及时"), Fraction("0.98"), None),
        (value("count", "4"), COUNT, Fraction(4), None),
        (value("mean_duration", "22", unit="分钟"), RATE, Fraction(22), "分钟"),
        (Measurement("share", "x", State.NONE), RATE, None, None),
    ],
)
def test_a_measurement_becomes_an_actual_in_the_unit_of_its_target(
    measurement: Measurement, target: Target, number: Fraction | None, unit: str | None
) -> None:
    actual = actual_of(measurement, target)
    assert (actual.value, actual.unit) == (number, unit)


def test_a_rate_below_its_target_is_scored_in_proportion() -> None:
    line = row("样例率", RATE, value("share", "0.81"))
    assert line.score.points == Decimal("9.00")
    assert not line.open


def test_a_satisfaction_rate_is_scored_by_the_satisfaction_rule() -> None:
    assert row("样例满意度", RATE, value("satisfaction", "0.885")).score.points == Decimal("9.83")


def test_a_measured_word_is_scored_inside_its_band_by_the_unit_s_thresholds() -> None:
    line = row("样例及时性", Quality("及时", "及时"), value("on_time_share", "0.97"), thresholds=ON_TIME)
    assert line.score.points == Decimal("8.80")


def test_the_reading_frozen_for_a_measure_decides_an_exact_count() -> None:
    seven = Quantity("=7个", Comparator.EQUAL, Decimal(7), "个")
    measure = Measure("m", "样例", "daily_minimum", "x", reading="at_least")
    indicator = Indicator("产出指标", "数量指标", "样例岗位数", seven)
    line = score_line(Measured(indicator, measure, value("daily_minimum", "8"), Decimal(10)), SCHEME)
    assert line.score.points == Decimal("10.00")


def test_the_plan_of_a_deadline_starts_with_the_project() -> None:
    line = row("样例", COUNT, value("count", "3"), start=date(2021, 1, 1))
    assert line.score.points == Decimal("10.00")


def test_the_execution_rate_is_paid_over_budget() -> None:
    computed = sheet(row("样例", COUNT, value("count", "3")))
    assert computed.execution.indicator.name == EXECUTION
    assert computed.execution.score.points == Decimal("9.00")
    assert computed.total.points == Decimal("19.00")


def test_an_execution_rate_without_budget_stays_open() -> None:
    nothing = Measurement("budget_execution", "payments", State.NONE, reason="没有预算数")
    assert execution_line(nothing, None, SCHEME).open


def test_an_open_row_makes_the_total_provisional_and_keeps_its_weight_apart() -> None:
    total = sheet(OPEN, row("样例", COUNT, value("count", "3"))).total
    assert (total.points, total.open_weight, total.lost) == (Decimal("19.00"), Decimal(10), Decimal("1.00"))
    assert total.provisional
    assert total.grade is None


def test_a_reason_is_put_to_its_row_whatever_the_quotation_marks() -> None:
    answers = [Answer("“样例” 率", reason="疫情"), Answer(EXECUTION, reason="招标结余")]
    done = answered(sheet(row('"样例"率', RATE, value("share", "0.81"))), answers, "甲")
    assert done.lines[0].reason == "疫情"
    assert done.execution.reason == "招标结余"


def test_a_stated_actual_is_scored_and_marked_as_stated() -> None:
    done = answered(sheet(OPEN), [Answer("样例事故数", reason="月报为证", stated="0", proof="ab")], "甲")
    line = done.lines[0]
    assert line.score.points == Decimal("10.00")
    assert line.measurement.stated is not None
    assert (line.measurement.stated.text, line.measurement.stated.by, line.measurement.stated.proof) == (
        "0",
        "甲",
        "ab",
    )


def test_a_stated_word_is_scored_as_a_word() -> None:
    line = row("样例健全性", Quality("健全", "健全"), Measurement("none", None, State.NONE, reason="没有台账"))
    done = answered(sheet(line), [Answer("样例健全性", reason="文件为证", stated="基本健全", proof="ab")], "甲")
    assert done.lines[0].score.points == Decimal("8.00")


def test_a_stated_actual_that_says_nothing_leaves_the_row_open() -> None:
    done = answered(sheet(OPEN), [Answer("样例事故数", reason="x", stated="——", proof="ab")], "甲")
    assert done.lines[0].open


def test_a_row_conceded_with_a_reason_scores_nothing_and_is_no_longer_open() -> None:
    done = answered(sheet(OPEN), [Answer("样例事故数", reason="台账缺两周", concede=True)], "甲")
    line = done.lines[0]
    assert (line.score.points, line.conceded, line.open) == (Decimal("0.00"), True, False)
    assert "台账缺两周" in line.score.working


@pytest.mark.parametrize("answer", [Answer("样例事故数", concede=True), Answer("样例事故数", reason="只有理由")])
def test_without_reason_and_concession_the_row_stays_open(answer: Answer) -> None:
    assert answered(sheet(OPEN), [answer], "甲").lines[0].open


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer("没有的指标", reason="x"), "不在申报表中"),
        (Answer("样例", reason="x", stated="5"), "已由台账算出"),
        (Answer("样例", reason="x", concede=True), "已由台账算出"),
    ],
)
def test_an_answer_that_fits_no_open_row_is_refused(answer: Answer, message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        answered(sheet(row("样例", COUNT, value("count", "3"))), [answer], "甲")


def test_weights_not_filed_are_those_of_the_scheme_divided_equally() -> None:
    rows = tuple(Indicator("产出指标", "数量指标", f"样例{n}", COUNT) for n in range(3))
    form = Declaration(Kind.DECLARATION, "x", Project(), year=2021, indicators=rows)
    assert weights_of(form, SCHEME) == (Decimal("16.67"), Decimal("16.67"), Decimal("16.66"))


def test_a_stated_rate_is_a_fraction_and_nothing_computed_stays_beside_it() -> None:
    empty = Measurement(
        "satisfaction", "x", State.NONE, numerator=Fraction(0), denominator=Fraction(0), reason="无答卷"
    )
    done = answered(sheet(row("样例满意度", RATE, empty)), [Answer("样例满意度", "纸质问卷", "45%", "ab")], "甲")
    found = done.lines[0].measurement
    assert (found.value, found.unit, found.numerator, found.denominator) == (Fraction(45, 100), None, None, None)
    assert (done.lines[0].score.points, done.lines[0].score.rule) == (Decimal("5.00"), "satisfaction")


def test_the_execution_rate_cannot_be_stated() -> None:
    with pytest.raises(RefusedError, match="不能陈述"):
        answered(sheet(OPEN), [Answer(EXECUTION, reason="x", stated="7000000元", proof="ab")], "甲")


def test_a_stated_word_is_scored_from_the_same_case_as_a_measured_one() -> None:
    seven = Quantity("=7个", Comparator.EQUAL, Decimal(7), "个")
    measure = Measure("m", "样例", "daily_minimum", "x", reading="at_least")
    indicator = Indicator("产出指标", "数量指标", "样例岗位数", seven)
    empty = Measurement("daily_minimum", "x", State.NONE, reason="无排班")
    line = score_line(Measured(indicator, measure, empty, Decimal(10)), SCHEME)
    done = answered(sheet(line), [Answer("样例岗位数", "排班表", "9个", "ab")], "甲")
    assert done.lines[0].score.points == Decimal("10.00")


NOTHING = Measurement("none", None, State.NONE, reason="没有台账")


def test_the_words_that_may_be_stated_are_listed_with_their_points_and_each_is_understood() -> None:
    line = row("样例健全性", Quality("健全", "健全"), NOTHING)
    found = accepted(line, SCHEME)
    assert found.how == "可以写：健全（10.00 分）、基本达成（8.00 分）、部分达成（6.00 分）、未达成（0.00 分）。"
    for word in found.words:
        (done,) = answered(sheet(line), [Answer("样例健全性", "文件为证", word, "ab")], "甲").lines
        assert f"{word}（{done.score.points} 分）" in found.how


def test_a_rate_may_be_stated_of_a_word_that_has_thresholds() -> None:
    line = row("样例及时性", Quality("及时", "及时"), NOTHING, thresholds=ON_TIME)
    assert accepted(line, SCHEME).how.endswith("未达成（0.00 分），或者实测的百分数。")
    assert not answered(sheet(line), [Answer("样例及时性", "台账外统计", "９７％", "ab")], "甲").lines[0].open


def test_no_is_an_answer_to_yes() -> None:
    assert accepted(row("样例是否公示", Quality("是", "是"), NOTHING), SCHEME).words[-1] == "否"


@pytest.mark.parametrize(
    ("target", "how"),
    [
        (COUNT, "请写一个数，单位是“次”。"),
        (ZERO, "请写一个数。"),
        (Interval("3-5次", Decimal(3), Decimal(5), "次"), "请写一个数，单位是“次”。"),
        (Deadline("6月底前", date(2021, 6, 30)), "请写完成的日期（年-月-日）。"),
        (NoTarget(None), "没有指标值，陈述了也不能计分。"),
    ],
)
def test_what_may_be_stated_follows_the_target(target: Target, how: str) -> None:
    found = accepted(row("样例", target, NOTHING), SCHEME)
    assert (found.how, found.words) == (how, ())


TWIN = row("样例事故数", ZERO, Measurement("count", "accidents", State.UNKNOWN, reason="未关账"), weight="5")


def test_of_two_rows_of_one_name_each_has_the_answer_given_to_its_number() -> None:
    answers = [
        Answer("样例事故数", reason="月报为证", stated="0", proof="ab", number=2),
        Answer("样例事故数", reason="台账缺两周", concede=True, number=1),
    ]
    first, second = answered(sheet(OPEN, TWIN), answers, "甲").lines
    assert (first.reason, first.conceded, first.score.points) == ("台账缺两周", True, Decimal("0.00"))
    assert (second.reason, second.conceded, second.score.points) == ("月报为证", False, Decimal("5.00"))


def test_an_answer_to_one_of_two_rows_of_one_name_leaves_the_other_open() -> None:
    first, second = answered(sheet(OPEN, TWIN), [Answer("", "台账缺两周", concede=True, number=2)], "甲").lines
    assert (first.open, first.reason) == (True, None)
    assert second.conceded


def test_a_name_that_two_rows_share_is_refused_and_their_numbers_are_asked_for() -> None:
    with pytest.raises(RefusedError, match="有2项都叫“样例事故数”") as fault:
        answered(sheet(OPEN, row("样例", COUNT, value("count", "3")), TWIN), [Answer("样例事故数", "x")], "甲")
    assert "序号：1、3。" in fault.value.remedy


def test_an_indicator_called_as_the_execution_rate_is_not_the_execution_rate() -> None:
    both = sheet(row(EXECUTION, RATE, value("share", "0.81")))
    with pytest.raises(RefusedError, match="有2项都叫"):
        answered(both, [Answer(EXECUTION, "x")], "甲")
    done = answered(both, [Answer(EXECUTION, "甲的", number=0), Answer(EXECUTION, "乙的", number=1)], "甲")
    assert (done.execution.reason, done.lines[0].reason) == ("甲的", "乙的")


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([Answer("", "x", number=3)], "没有第3项"),
        ([Answer("另一个指标", "x", number=2)], "第2项不是“另一个指标”"),
        ([Answer("", "x", number=1), Answer("样例事故数", "y", number=1)], "第1项“样例事故数”写了两次"),
        ([Answer("", "x", stated="5", number=0)], "不能陈述"),
    ],
)
def test_a_number_that_does_not_say_one_row_is_refused(answers: list[Answer], message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        answered(sheet(OPEN, TWIN), answers, "甲")
