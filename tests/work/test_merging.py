"""Two versions of one declaration merged field by field: nothing of either is lost that nobody gave up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from youju.model.declaration import Declaration, Funds, Kind, Objectives, Project
from youju.model.indicator import Indicator
from youju.notation.target import parse_target
from youju.stages.edit import Edit, edited, numbers
from youju.stages.fields import row_text, text_of
from youju.work.merging import Apart, Mine, Side, compared, merged

OUTPUT, QUALITY = ("产出指标", "数量指标"), ("产出指标", "质量指标")
MINE, THEIRS = Side.MINE, Side.THEIRS


def row(name: str, target: str, levels: tuple[str, str] = OUTPUT) -> Indicator:
    return Indicator(*levels, name, target=parse_target(target, name).target)


BASE = Declaration(
    kind=Kind.DECLARATION,
    layout="shanghai-2021",
    year=2021,
    project=Project(name="样例", unit="样例单位"),
    funds=Funds(total=Decimal(100)),
    objectives=Objectives(annual="做好服务。"),
    indicators=(row("办件数量", "≥100件"), row("出错率", "≤1%", QUALITY), row("印制数量", "≥5册")),
)


def draft(edits: Mapping[str, str], unread: Mapping[str, str] | None = None) -> Mine:
    given = tuple(Edit(*one) for one in edits.items())
    return Mine(BASE, given, edited(BASE, given), numbers(BASE, given), unread or {})


def changed(edits: Mapping[str, str]) -> Declaration:
    """The version that somebody else declared."""
    return edited(BASE, [Edit(*one) for one in edits.items()])


def outcome(mine: Mine, theirs: Declaration, chosen: Mapping[str, Side]) -> Declaration:
    """What is declared when the merged draft is saved."""
    return edited(theirs, [Edit(*one) for one in merged(mine, theirs, chosen).items()])


def rows(declaration: Declaration) -> list[tuple[str | None, str]]:
    return [(one.name, row_text(one, "target")) for one in declaration.indicators]


@pytest.mark.parametrize(
    ("mine", "theirs", "field", "apart"),
    [
        ({"funds.total": "200"}, {}, "funds.total", Apart.MINE),
        ({}, {"funds.total": "300"}, "funds.total", Apart.THEIRS),
        ({"funds.total": "200"}, {"funds.total": "300"}, "funds.total", Apart.BOTH),
        ({"funds.total": "200"}, {"funds.total": "200.00"}, "funds.total", Apart.SAME),
        ({"indicators.0.target": "≥1件"}, {"indicators.0.target": "≥2件"}, "indicators.0.target", Apart.BOTH),
        ({"indicators.0.weight": "10"}, {"indicators.0.weight": "20"}, "indicators.0.weight", Apart.BOTH),
        ({"indicators.0.level2": "质量指标"}, {"indicators.0.levels": "效益指标/"}, "indicators.0.levels", Apart.BOTH),
        ({"indicators.0": "remove"}, {}, "indicators.0", Apart.MINE),
        ({"indicators.0": "remove"}, {"indicators.0.target": "≥2件"}, "indicators.0", Apart.BOTH),
        ({"indicators.0.target": "≥1件"}, {"indicators.0": "remove"}, "indicators.0", Apart.BOTH),
        ({"indicators.0": "remove"}, {"indicators.0": "remove"}, "indicators.0", Apart.SAME),
        ({"indicators.3": "add:产出指标/数量指标"}, {}, "indicators.3", Apart.MINE),
        ({}, {"indicators.3": "add:产出指标/数量指标"}, "indicators.3", Apart.THEIRS),
    ],
)
def test_each_field_says_who_changed_it(
    mine: Mapping[str, str], theirs: Mapping[str, str], field: str, apart: Apart
) -> None:
    (only,) = compared(draft(mine), changed(theirs))
    assert (only.field, only.apart) == (field, apart)


def test_rows_that_each_of_us_added_are_two() -> None:
    mine = {"indicators.3": "add:产出指标/数量指标", "indicators.3.name": "甲"}
    theirs = {"indicators.3": "add:产出指标/质量指标", "indicators.3.name": "乙"}
    found = compared(draft(mine), changed(theirs))
    assert [(one.field, one.theirs, one.mine) for one in found] == [
        ("indicators.3", "", "产出指标/数量指标　甲"),
        ("indicators.4", "产出指标/质量指标　乙", ""),
    ]
    assert {name for name, _ in rows(outcome(draft(mine), changed(theirs), {}))} == {
        "办件数量",
        "出错率",
        "印制数量",
        "甲",
        "乙",
    }


def test_what_one_of_us_alone_changed_stays() -> None:
    mine = draft({"funds.total": "200", "indicators.2.target": "≥6册"})
    theirs = changed({"project.unit": "别的单位", "indicators.0.target": "≥2件"})
    now = outcome(mine, theirs, {})
    assert (text_of(now, "funds.total"), now.project.unit) == ("200", "别的单位")
    assert rows(now) == [("办件数量", "≥2件"), ("出错率", "≤1%"), ("印制数量", "≥6册")]


def test_where_both_changed_a_field_the_choice_decides_field_by_field() -> None:
    mine = draft({"funds.total": "200", "indicators.0.target": "≥1件", "indicators.1.target": "≤3%"})
    theirs = changed({"funds.total": "300", "indicators.0.target": "≥2件", "indicators.1.target": "≤2%"})
    now = outcome(mine, theirs, {"funds.total": MINE, "indicators.0.target": THEIRS})
    assert text_of(now, "funds.total") == "200"
    assert rows(now)[:2] == [("办件数量", "≥2件"), ("出错率", "≤2%")]


def test_what_only_i_changed_can_be_given_up() -> None:
    mine = draft({"funds.total": "200", "indicators.3": "add:产出指标/数量指标", "indicators.3.name": "甲"})
    assert merged(mine, BASE, {"funds.total": THEIRS, "indicators.3": THEIRS}) == {}


def test_edits_follow_their_rows_when_the_others_moved() -> None:
    mine = draft({"indicators.2.target": "≥6册"})
    assert merged(mine, changed({"indicators.0": "remove"}), {}) == {"indicators.1.target": "≥6册"}


def test_a_row_of_mine_that_they_removed_comes_back_when_mine_is_chosen() -> None:
    mine = draft({"indicators.1.target": "≤2%", "indicators.1.weight": "10"})
    theirs = changed({"indicators.1": "remove"})
    assert rows(outcome(mine, theirs, {})) == [("办件数量", "≥100件"), ("印制数量", "≥5册")]
    back = outcome(mine, theirs, {"indicators.1": MINE}).indicators[-1]
    assert (back.level2, back.name, row_text(back, "target"), back.weight) == ("质量指标", "出错率", "≤2%", Decimal(10))


def test_a_row_that_i_removed_and_they_changed_goes_only_when_mine_is_chosen() -> None:
    mine, theirs = draft({"indicators.1": "remove"}), changed({"indicators.1.target": "≤2%"})
    assert ("出错率", "≤2%") in rows(outcome(mine, theirs, {"indicators.1": THEIRS}))
    assert "出错率" not in dict(rows(outcome(mine, theirs, {"indicators.1": MINE})))


def test_a_row_that_both_removed_stays_away() -> None:
    removed = {"indicators.1": "remove"}
    assert rows(outcome(draft(removed), changed(removed), {"indicators.1": MINE})) == [
        ("办件数量", "≥100件"),
        ("印制数量", "≥5册"),
    ]


def test_a_confirmed_text_holds_as_long_as_they_left_it() -> None:
    doubtful = replace(BASE, indicators=(replace(BASE.indicators[0], doubts=("target",)), *BASE.indicators[1:]))
    confirmed = (Edit("indicators.0.target", "≥100件"),)
    mine = Mine(doubtful, confirmed, edited(doubtful, confirmed), (0, 1, 2), {})
    assert merged(mine, doubtful, {}) == {"indicators.0.target": "≥100件"}
    theirs = edited(doubtful, [Edit("indicators.0.target", "≥2件")])
    assert merged(mine, theirs, {"indicators.0.target": MINE}) == {}


def test_a_text_that_cannot_be_kept_is_mine_all_the_same() -> None:
    typed = {"funds.total": "三百多万"}
    mine, theirs = draft(typed, unread=typed), changed({"funds.total": "300"})
    (only,) = compared(mine, theirs)
    assert (only.theirs, only.mine, only.apart) == ("300", "三百多万", Apart.BOTH)
    assert merged(mine, theirs, {"funds.total": MINE}) == typed
