"""The shelf of methods: one decides each case; shares stay in bounds and follow the good direction; faults are loud."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youju import scoring
from youju.model.citation import Status
from youju.model.measure import Thresholds
from youju.model.measurement import State
from youju.model.score import Score
from youju.model.target import Comparator, Deadline, Interval, NoTarget, Quality, Quantity, Target
from youju.notation.number import rounded
from youju.notation.target import parse_actual, parse_target
from youju.scoring.contract import Actual, Case, Options, Scheme
from youju.scoring.methods import deadline, interval
from youju.scoring.reported import reported
from youju.scoring.verdict import quantity_of, word_of

SCHEMES = scoring.schemes()
CENTRAL, NEW = scoring.scheme("central-2020"), scoring.scheme("central-2021")
SCHEME = st.sampled_from(SCHEMES)
WEIGHT = st.decimals(min_value=0, max_value=100, places=2)
VALUE = st.fractions(min_value=-200, max_value=1000, max_denominator=1000)


def number(value: Fraction | int | str, unit: str | None = None, **more: object) -> Actual:
    return replace(Actual(State.VALUE, Fraction(value), unit), **more)  # type: ignore[arg-type]


def run(target: str, actual: Actual, options: Options | None = None, scheme: Scheme = CENTRAL) -> Score:
    case = Case(parse_target(target, year=2021).target, actual, Decimal(10), options=options or Options())
    return scoring.score(case, scheme)


def test_the_shelf_is_asked_in_one_fixed_order() -> None:
    orders = [method.order for method in scoring.known_methods()]
    assert orders == sorted(set(orders))
    codes = [method.code for method in scoring.known_methods()]
    assert len(codes) == len(set(codes))


END = st.decimals(min_value=-9, max_value=50, places=1)
TARGETS = st.one_of(
    st.builds(
        Quantity,
        st.just(""),
        st.sampled_from(list(Comparator)),
        st.decimals(min_value=-50, max_value=100, places=1),
        st.sampled_from([None, "%", "次", "分钟", "元"]),
        st.booleans(),
    ),
    st.builds(Interval, st.just(""), END, END, st.sampled_from(["%", "次"])),
    st.builds(Deadline, st.just(""), st.dates(date(2020, 1, 1), date(2022, 12, 31))),
    st.builds(Quality, st.just(""), st.sampled_from(["及时", "健全", "提升", "是"])),
    st.just(NoTarget()),
)
ACTUALS = st.one_of(
    st.builds(
        Actual,
        st.just(State.VALUE),
        VALUE,
        st.sampled_from([None, "%", "次", "小时", "万元"]),
        measure=st.sampled_from([None, "count", "share", "change", "on_time_share", "checklist"]),
        closed=st.booleans(),
        doubtful=st.booleans(),
        bound=st.sampled_from([None, *Comparator]),
        approximate=st.booleans(),
    ),
    st.builds(Actual, st.just(State.VALUE), word=st.sampled_from(["及时", "基本健全", "部分提升", "未完成", "不好说"])),
    st.builds(Actual, st.just(State.VALUE), day=st.dates(date(2020, 1, 1), date(2023, 12, 31))),
    st.builds(Actual, st.sampled_from([State.NONE, State.UNKNOWN])),
)
OPTIONS = st.builds(
    Options,
    rule=st.sampled_from([None, "direct", "excess", "per-event", "symmetric", "bands", "all_or_nothing", "banded"]),
    reading=st.sampled_from([None, "at_least", "at_most", "exact"]),
    deduct=st.sampled_from([None, Decimal(2), Decimal("0.5")]),
    pass_mark=st.sampled_from([None, Fraction(6, 10)]),
    period_days=st.sampled_from([None, 30]),
    reduce=st.sampled_from([None, "none", "floor_linear", "fixed_points"]),
    completed=st.booleans(),
    thresholds=st.sampled_from([None, Thresholds(Decimal(1), Decimal("0.9"), Decimal("0.6"))]),
)
ROLES = st.sampled_from(["indicator", "satisfaction", "execution"])


@given(TARGETS, ACTUALS, WEIGHT, ROLES, OPTIONS, SCHEME)
def test_every_share_is_within_bounds_and_every_point_is_its_rounded_part(  # noqa: PLR0913, PLR0917 - the whole space
    target: Target, actual: Actual, weight: Decimal, role: str, options: Options, scheme: Scheme
) -> None:
    score = scoring.score(Case(target, actual, weight, role, options=options), scheme)
    assert score.working
    if score.share is None:
        assert score.points is None
        assert score.state is not State.VALUE
        assert score.demands == ()
    else:
        assert 0 <= score.share <= 1
        assert score.points == rounded(Fraction(weight) * score.share, 2)
        assert score.points <= weight


def rises(share: Callable[[Fraction], Fraction | None], low: Fraction, high: Fraction) -> bool:
    below, above = share(min(low, high)), share(max(low, high))
    return below is not None and above is not None and below <= above


POSITIVE = st.fractions(min_value=0, max_value=1000, max_denominator=1000)
TARGET_NUMBER = st.decimals(min_value="0.1", max_value=500, places=1)


@given(TARGET_NUMBER, POSITIVE, POSITIVE, SCHEME)
def test_more_is_never_worse_for_a_lower_bound(target: Decimal, one: Fraction, other: Fraction, scheme: Scheme) -> None:
    assert rises(lambda value: run(f"≥{target}件", number(value), scheme=scheme).share, one, other)


@given(TARGET_NUMBER, POSITIVE, POSITIVE, st.sampled_from(["ratio", "excess"]))
def test_less_is_never_worse_for_an_upper_bound(target: Decimal, one: Fraction, other: Fraction, rule: str) -> None:
    options = Options(rule=rule)
    assert rises(lambda value: run(f"≤{target}分钟", number(-value), options=options).share, -one, -other)


@given(TARGET_NUMBER, POSITIVE, POSITIVE)
def test_nearer_is_never_worse_for_an_exact_number(target: Decimal, one: Fraction, other: Fraction) -> None:
    bar = Fraction(target)
    near, far = sorted((one, other), key=lambda value: abs(value - bar))
    near_share, far_share = (run(f"={target}台", number(value)).share for value in (near, far))
    assert near_share is not None
    assert far_share is not None
    assert near_share >= far_share


@given(st.fractions(min_value=0, max_value=1), st.fractions(min_value=0, max_value=1), SCHEME)
def test_a_measured_word_never_falls_when_the_measure_rises(one: Fraction, other: Fraction, scheme: Scheme) -> None:
    assert rises(lambda m: run("及时", number(m, measure="on_time_share"), scheme=scheme).share, one, other)
    assert rises(lambda m: run("健全", number(m, measure="checklist"), scheme=scheme).share, one, other)


@given(st.fractions(min_value=-1, max_value=1), st.fractions(min_value=-1, max_value=1), SCHEME)
def test_a_change_never_scores_less_when_it_is_better(one: Fraction, other: Fraction, scheme: Scheme) -> None:
    assert rises(lambda m: run("提升", number(m, measure="change"), scheme=scheme).share, one, other)


@given(st.integers(0, 500), st.integers(0, 500), st.sampled_from(["proportional", "bands", "all-or-nothing"]))
def test_later_is_never_better(one: int, other: int, rule: str) -> None:
    def share(days: Fraction) -> Fraction | None:
        finished = Actual(State.VALUE, day=date(2021, 6, 1) - timedelta(int(days)))
        return run("2021-06-30前", finished, options=Options(rule=rule)).share

    assert rises(share, Fraction(-one), Fraction(-other))


COMPLETION = st.builds(Options, completed=st.booleans())


@given(st.fractions(min_value=0, max_value=2), st.fractions(min_value=0, max_value=2), SCHEME, COMPLETION)
def test_spending_more_never_scores_less_within_the_budget_execution(
    one: Fraction, other: Fraction, scheme: Scheme, options: Options
) -> None:
    budget = Quantity("", Comparator.EQUAL, Decimal(100_000), "元")

    def share(rate: Fraction) -> Fraction | None:
        actual = number(rate * 100_000, "元")
        return scoring.score(Case(budget, actual, Decimal(10), "execution", options=options), scheme).share

    assert rises(share, one, other)


# -- zero, none and unknown ---------------------------------------------------------------------------------------


def test_a_gap_speaks_in_the_words_of_what_measured_it() -> None:
    score = run("=0", Actual(State.UNKNOWN, reason="9月6日至9月17日没有关账。"))
    assert (score.state, score.points, score.reached) == (State.UNKNOWN, None, None)
    assert score.working == "9月6日至9月17日没有关账。"


@pytest.mark.parametrize("state", [State.NONE, State.UNKNOWN])
def test_a_gap_without_words_gets_some(state: State) -> None:
    assert run("≥3次", Actual(state)).working.endswith("不计分。")


@pytest.mark.parametrize(
    ("target", "value", "unit", "measure", "state"),
    [
        ("≤3起", 2, "起", "count", State.UNKNOWN),
        ("≤3起", 4, "起", "count", State.VALUE),
        ("≥3次", 0, "次", "count_distinct", State.UNKNOWN),
        ("≥3次", 2, "次", "total", State.VALUE),
        ("=0%", 0, "%", "ratio", State.UNKNOWN),
        ("=0%", 1, "%", "share", State.VALUE),
        ("≥90%", 0, "%", "share", State.VALUE),
        ("≤30分钟", 22, "分钟", "mean_duration", State.VALUE),
        ("≤3起", 2, "起", "mean", State.VALUE),
    ],
)
def test_an_open_ledger_leaves_open_what_missing_rows_could_only_make_worse(
    target: str, value: int, unit: str, measure: str, state: State
) -> None:
    assert run(target, number(value, unit, measure=measure, closed=False)).state is state
    assert run(target, number(value, unit, measure=measure, closed=True)).state is State.VALUE


def test_a_measured_change_may_be_negative_in_any_unit() -> None:
    assert run("≥5人", number(-3, "人", measure="change")).share == 0


def test_a_plan_that_starts_after_its_end_counts_from_the_first_of_january() -> None:
    finished, options = Actual(State.VALUE, day=date(2021, 7, 10)), Options(start=date(2021, 8, 1))
    assert run("2021-06-30前", finished, options=options).share == 1 - Fraction(10, 181)


def test_no_text_is_no_actual_and_no_doubt() -> None:
    assert reported(parse_actual("")) == Actual(State.NONE, reason="没有完成值。")


def test_a_period_of_work_ends_on_its_last_day() -> None:
    assert reported(parse_actual("2021-01-01至2021-06-30")).day == date(2021, 6, 30)


def test_a_doubtful_target_or_actual_is_flagged_once() -> None:
    word = Actual(State.VALUE, word="正常", doubtful=True)
    assert run("健全", word).flags == ("doubt",)
    case = Case(parse_target("≥3次").target, number(3, "次"), Decimal(10), doubtful=True)
    assert scoring.score(case, CENTRAL).flags == ("doubt",)


# -- what a score carries -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "actual", "rule", "working"),
    [
        ("≤30分钟", number(90, "分钟"), "ratio", "30 ÷ 90 × 10 = 3.33"),
        ("≤30分钟", number(22, "分钟"), "ratio", "22 ≤ 30"),
        ("≥29000家", number(27000, "家"), "ratio", "27000 ÷ 29000 × 10 = 9.31"),
        ("=6台", number(7, "台"), "symmetric", "(1 − 1 ÷ 6) × 10 = 8.33"),
        ("190人次", number(95, "人次"), "at-least", "95 ÷ 190 × 10 = 5.00"),
        ("=100%", number("99.2", "%"), "at-least", "99.2 ÷ 100 × 10 = 9.92"),
        ("=0", number(1), "zero", "1 > 0，得 0.00"),
        ("=0", number(0), "zero", "0 = 0"),
        ("2–6小时", number(8, "小时"), "interval", "6 ÷ 8 × 10 = 7.50"),
        ("≤30分钟", number(Fraction(100, 3), "分钟"), "ratio", "30 ÷ ≈33.333333 × 10 = 9.00"),
        ("健全", Actual(State.VALUE, word="基本健全"), "word", "“基本健全”对“健全”：0.8 × 10 = 8.00"),
        (
            "及时",
            number("0.97", measure="on_time_share"),
            "band",
            "(0.8 + 0.2 × (97% − 95%) ÷ (100% − 95%)) × 10 = 8.80",
        ),
        ("提升", number("-0.04", measure="change"), "change", "0.6 × (-4% + 10%) ÷ 10% × 10 = 3.60"),
    ],
)
def test_a_score_names_its_rule_and_shows_its_working(target: str, actual: Actual, rule: str, working: str) -> None:
    score = run(target, actual)
    assert score.rule == rule
    assert score.working == working


@pytest.mark.parametrize(
    ("target", "options", "status"),
    [
        ("≥3次", Options(), Status.REMEMBERED),
        ("≤3次", Options(), Status.SEEN),
        ("≤3次", Options(rule="excess"), Status.OURS),
        ("=3次", Options(), Status.OURS),
        ("=3次", Options(rule="direct"), Status.REMEMBERED),
        ("≥1次", Options(reduce="fixed_points"), Status.SEEN),
        ("≥1次", Options(reduce="floor_linear"), Status.OURS),
    ],
)
def test_the_citation_is_that_of_the_parameter_that_decided(target: str, options: Options, status: Status) -> None:
    assert run(target, number(5, "次"), options=options).citation.status is status


@pytest.mark.parametrize(
    ("target", "actual", "demands"),
    [
        ("≥3次", number(2, "次"), ("shortfall",)),
        ("≥3次", number(3, "次"), ()),
        ("≥3次", number(9, "次"), ("over-achievement",)),
        (">92%", number(92, "%"), ()),
        ("<5‰", number(5, "‰"), ()),
        (">-5%", number(-5, "%"), ()),
        ("健全", Actual(State.VALUE, word="基本健全"), ("shortfall",)),
        ("及时", number("0.97", measure="on_time_share"), ("shortfall",)),
        ("=0", Actual(State.UNKNOWN), ()),
    ],
)
def test_a_reason_is_demanded_exactly_when_the_scheme_says(
    target: str, actual: Actual, demands: tuple[str, ...]
) -> None:
    assert run(target, actual).demands == demands


@pytest.mark.parametrize(
    ("spent", "demands"),
    [(70_000, ("low-execution",)), (80_000, ()), (90_000, ()), (100_000, ()), (104_000, ("over-budget",))],
)
def test_low_execution_and_an_exceeded_budget_are_explained(spent: int, demands: tuple[str, ...]) -> None:
    budget = Quantity("", Comparator.EQUAL, Decimal(100_000), "元")
    case = Case(budget, number(spent, "元"), Decimal(10), "execution")
    assert scoring.score(case, CENTRAL).demands == demands
    assert scoring.score(case, NEW).demands == demands


def test_satisfaction_bands_may_give_all_points_to_a_missed_target_that_still_needs_a_reason() -> None:
    case = Case(parse_target("≥95%").target, number(92, "%"), Decimal(10), "satisfaction")
    score = scoring.score(case, NEW)
    assert (score.points, score.reached, score.demands) == (Decimal("10.00"), False, ("shortfall",))


def test_a_reading_frozen_at_approval_decides_without_a_rule() -> None:
    assert run("=7个", number(8, "个"), options=Options(reading="at_least")).share == 1
    assert run("7个", number(8, "个"), options=Options(reading="exact")).share == Fraction(6, 7)


def test_a_rate_without_unit_is_a_plain_fraction_for_a_word() -> None:
    assert run("及时", number(97, "%", measure="on_time_share")).share == Fraction(88, 100)


def test_methods_refuse_targets_that_are_not_theirs() -> None:
    case = Case(NoTarget(), number(1), Decimal(1))
    for refuse in (quantity_of, word_of):
        with pytest.raises(TypeError):
            refuse(case)
    for method in (deadline.DEADLINE, interval.INTERVAL):
        with pytest.raises(TypeError):
            method.score(case, CENTRAL)
