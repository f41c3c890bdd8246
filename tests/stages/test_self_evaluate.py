"""Self-evaluation: the computed sheet becomes the official form and an act, once nothing on it is open."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from youju import scoring
from youju.model.declaration import Declaration, Funds, Kind, Objectives, Project
from youju.model.indicator import Indicator
from youju.model.measure import Measure, Thresholds
from youju.model.measurement import Measurement, State
from youju.model.organisation import Person, Role
from youju.model.target import Comparator, NoTarget, Quality, Quantity, Target
from youju.stages.self_evaluate import (
    LAYOUT,
    SELF_EVALUATED,
    band_word,
    form,
    missing,
    points_text,
    printed_actual,
    result_text,
    self_evaluate,
)
from youju.stages.sheet import Answer, Line, Measured, Sheet, answered, execution_line, score_line, sheet_of

SCHEME = scoring.scheme("shanghai-2021")
RATE = Quantity(">=90%", Comparator.AT_LEAST, Decimal(90), "%")
COUNT = Quantity(">=3次", Comparator.AT_LEAST, Decimal(3), "次")
TIMELY = Quality("及时", "及时")
ON_TIME = Thresholds(Decimal(1), Decimal("0.95"), Decimal("0.80"))
PAID = Measurement("budget_execution", "payments", State.VALUE, Fraction(9, 10), Fraction(900), Fraction(1000))


def line(name: str, target: Target, measurement: Measurement, measure: Measure | None = None) -> Line:
    indicator = Indicator(
        "产出指标", "数量指标", name, target, doubts=("level2",), alternatives={"level2": ("质量指标",)}
    )
    return score_line(Measured(indicator, measure, measurement, Decimal(10), ON_TIME), SCHEME)


REACHED = line("样例数量", COUNT, Measurement("count", "x", State.VALUE, Fraction(3)))
SHORT = line(
    "样例率", RATE, Measurement("share", "x", State.VALUE, Fraction(81, 100)), Measure("m", "样例", "share", "x")
)
OPEN = line(
    "样例事故数", replace(COUNT, raw="=0", value=Decimal(0)), Measurement("count", "x", State.UNKNOWN, reason="缺口")
)
WORD = line("样例及时性", TIMELY, Measurement("on_time_share", "x", State.VALUE, Fraction(97, 100)))


def sheet(*lines: Line, paid: Measurement = PAID, funds: Funds | None = None) -> Sheet:
    money = funds or Funds(annual=Decimal(1000), appropriation=Decimal(1000))
    declaration = Declaration(
        Kind.DECLARATION, "x", Project(name="样例项目"), year=2021, funds=money, objectives=Objectives("总", None, "年")
    )
    return sheet_of(declaration, SCHEME, execution_line(paid, money.annual, SCHEME), lines)


def test_nothing_is_missing_where_every_row_is_reached() -> None:
    assert missing(sheet(REACHED)) == ()


def test_open_rows_come_first_and_each_shortfall_asks_for_its_reason() -> None:
    lacking = missing(sheet(SHORT, OPEN))
    assert [item.indicator for item in lacking] == ["样例事故数", "样例率"]
    assert lacking[0].why == "缺口"
    assert "偏差原因" in lacking[1].why


def test_a_low_execution_rate_asks_for_its_reason() -> None:
    low = Measurement("budget_execution", "payments", State.VALUE, Fraction(7, 10), Fraction(700), Fraction(1000))
    assert any(item.indicator == "预算执行率" for item in missing(sheet(REACHED, paid=low)))


def test_a_row_with_its_reason_is_complete() -> None:
    assert missing(answered(sheet(SHORT), [Answer("样例率", reason="疫情")], "甲")) == ()


def test_an_open_row_without_words_says_what_its_score_says() -> None:
    silent = line("样例", RATE, Measurement("share", None, State.NONE))
    assert missing(sheet(silent))[0].why


@pytest.mark.parametrize(
    ("row", "raw"),
    [
        (REACHED, "3次"),
        (SHORT, "81%"),
        (OPEN, None),
        (WORD, "达成（97%）"),
        (line("样例", NoTarget(None), Measurement("count", "x", State.VALUE, Fraction(7, 2))), "3.5"),
        (
            line(
                "时长",
                replace(COUNT, unit="分钟"),
                Measurement("mean_duration", "x", State.VALUE, Fraction(22), unit="分钟"),
            ),
            "22分钟",
        ),
    ],
)
def test_an_actual_is_printed_in_the_unit_of_its_target_and_blank_where_open(row: Line, raw: str | None) -> None:
    assert printed_actual(row).raw == raw


def test_a_stated_actual_carries_its_mark() -> None:
    done = answered(sheet(OPEN), [Answer("样例事故数", reason="月报", stated="0次", proof="ab")], "甲")
    assert printed_actual(done.lines[0]).raw == "0次（陈述）"


def test_a_stated_number_in_wide_digits_is_printed_in_narrow_ones() -> None:
    row = line("样例数量", COUNT, Measurement("count", "x", State.UNKNOWN, reason="缺口"))
    done = answered(sheet(row), [Answer("样例数量", reason="月报", stated="３次", proof="ab")], "甲").lines[0]
    assert done.score.points == Decimal("10.00")
    assert printed_actual(done).raw == "3次（陈述）"


@pytest.mark.parametrize(
    ("share", "why"),
    [
        ("0.97", "达成，未得满分，请说明偏差原因和改进措施。"),
        ("0.85", "部分达成，未得满分，请说明偏差原因和改进措施。"),
        ("0.5", "未达成，未得满分，请说明偏差原因和改进措施。"),
    ],
)
def test_the_reason_that_a_word_wants_is_asked_for_in_the_words_of_the_form(share: str, why: str) -> None:
    row = line("样例及时性", TIMELY, Measurement("on_time_share", "x", State.VALUE, Fraction(share)))
    (asked,) = missing(sheet(row))
    assert asked.why == why
    assert str(printed_actual(row).raw).startswith(why.partition("，")[0])


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (None, "未认定"),
        (Fraction(1), "达成"),
        (Fraction(8, 10), "达成"),
        (Fraction(79, 100), "部分达成"),
        (Fraction(6, 10), "部分达成"),
        (Fraction(59, 100), "未达成"),
    ],
)
def test_a_word_is_printed_by_its_band(share: Fraction | None, word: str) -> None:
    assert band_word(share) == word


def test_the_form_is_the_official_one_with_actuals_points_and_totals() -> None:
    printed = form(sheet(REACHED, SHORT))
    assert (printed.kind, printed.layout, printed.title) == (Kind.SELF_EVALUATION, LAYOUT, "财政项目支出绩效自评表")
    assert [row.points for row in printed.indicators] == [Decimal("10.00"), Decimal("9.00")]
    assert all(row.certain for row in printed.indicators)
    assert printed.execution is not None
    assert (printed.execution.spent, printed.execution.rate) == (Decimal("900.00"), Decimal("0.900000"))
    assert printed.execution.parts[0].spent == Decimal("900.00")
    assert printed.totals.points == Decimal("28.00")


def test_spending_is_not_divided_among_several_sources_of_money() -> None:
    mixed = Funds(annual=Decimal(1000), appropriation=Decimal(800), carry_over=Decimal(200))
    printed = form(sheet(REACHED, funds=mixed))
    assert printed.execution is not None
    assert printed.execution.parts[0].spent is None
    assert printed.execution.parts[1].budget == Decimal(200)


def test_unknown_spending_prints_blank() -> None:
    unknown = Measurement("budget_execution", "payments", State.UNKNOWN, reason="没有导入")
    printed = form(sheet(REACHED, paid=unknown))
    assert printed.execution is not None
    assert (printed.execution.spent, printed.execution.rate, printed.execution.points) == (None, None, None)


def test_the_result_of_the_year_is_counted_from_the_rows() -> None:
    assert result_text(sheet(REACHED, SHORT, OPEN)) == (
        "绩效指标3项，达到目标值1项，未完全达到1项，尚无法认定1项，预算执行率90%。"
    )
    unknown = Measurement("budget_execution", "payments", State.UNKNOWN, reason="没有导入")
    assert result_text(sheet(REACHED, paid=unknown)) == "绩效指标1项，达到目标值1项，未完全达到0项。"


def test_a_person_s_own_words_replace_the_counted_result() -> None:
    assert form(sheet(REACHED), "全年正常。").objectives.annual_result == "全年正常。"


def test_the_act_keeps_form_measurements_workings_scheme_and_facts() -> None:
    answer = Answer("样例事故数", reason="月报", stated="0次", proof="ab", proof_name="月报.pdf")
    stated = answered(sheet(OPEN), [answer], "甲").lines[0]
    rate = Measurement(
        "satisfaction", "x", State.VALUE, Fraction(9, 10), interval=(Fraction(7, 10), Fraction(972, 1000)), n=20
    )
    full = sheet(SHORT, stated, line("样例满意度", RATE, rate))
    draft = self_evaluate(
        full,
        {"as_of": "2021-12-31", "annual_result": "全年正常。"},
        Person("甲", Role.CLERK),
        "2022-01-10T09:00:00+08:00",
    )
    assert (draft.kind, draft.by, draft.role) == (SELF_EVALUATED, "甲", "clerk")
    assert draft.body["scheme"] == "shanghai-2021"
    assert draft.body["as_of"] == "2021-12-31"
    rows = draft.body["rows"]
    assert isinstance(rows, list)
    execution, short, said, satisfied = rows
    assert isinstance(execution, dict)
    assert isinstance(short, dict)
    assert isinstance(said, dict)
    assert isinstance(satisfied, dict)
    assert (execution["numerator"], execution["denominator"]) == ("900", "1000")
    assert (short["measure"], short["value"], short["points"]) == ("m", "0.81", "9.00")
    assert said["stated"] == {"text": "0次", "by": "甲", "reason": "月报", "proof": "ab", "proof_name": "月报.pdf"}
    assert satisfied["interval"] == ["0.7", "0.972"]


def test_the_act_counts_the_result_itself_where_nobody_wrote_one() -> None:
    draft = self_evaluate(
        sheet(REACHED), {"annual_result": None}, Person("甲", Role.CLERK), "2022-01-10T09:00:00+08:00"
    )
    objectives = draft.body["objectives"]
    assert isinstance(objectives, dict)
    assert str(objectives["annual_result"]).startswith("绩效指标1项")


def test_points_have_two_places_and_none_without_a_verdict() -> None:
    assert points_text(Decimal(5)) == "5.00"
    assert points_text(None) is None


def test_a_row_of_unknown_level_weighs_nothing_and_keeps_the_sheet_open() -> None:
    weightless = replace(REACHED, score=replace(REACHED.score, weight=Decimal("0.00"), points=Decimal("0.00")))
    open_sheet = sheet(weightless)
    assert "一级指标不明" in missing(open_sheet)[0].why
    assert open_sheet.total.provisional
    assert open_sheet.total.grade is None


def test_a_column_of_weights_filled_in_part_is_said() -> None:
    rows = (replace(REACHED.indicator, weight=Decimal(10)), SHORT.indicator)
    partly = sheet(REACHED)
    partly = replace(partly, declaration=replace(partly.declaration, indicators=rows))
    assert [item.indicator for item in missing(partly)] == ["分值"]
    every = replace(partly.declaration, indicators=rows[:1])
    assert missing(replace(partly, declaration=every)) == ()


def test_what_is_missing_is_said_with_the_number_of_its_row() -> None:
    low = Measurement("budget_execution", "payments", State.VALUE, Fraction(7, 10), Fraction(700), Fraction(1000))
    assert [item.number for item in missing(sheet(SHORT, OPEN, OPEN, paid=low))] == [2, 3, 0, 1]
