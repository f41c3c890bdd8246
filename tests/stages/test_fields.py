"""What a field of a row shows to the person who is asked about it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from youju.model.declaration import Declaration, Kind, Project
from youju.model.indicator import Indicator
from youju.notation.target import parse_actual, parse_target
from youju.stages.fields import row_text, text_of

TARGET = parse_target("≥95%", "合格率", 2023).target
ROW = Indicator(level1="产出指标", level2=None, name="合格率", target=TARGET, weight=Decimal("10.0"))


@pytest.mark.parametrize(
    ("filed", "shown"), [("96%", "96%"), ("已完成", "已完成"), ("****", "****"), (None, "")], ids=str
)
def test_an_actual_is_shown_as_it_was_filed(filed: str | None, shown: str) -> None:
    actual = None if filed is None else parse_actual(filed, TARGET, 2023).target
    row = Indicator(level1="产出指标", level2=None, name="合格率", target=TARGET, actual=actual)
    assert row_text(row, "actual") == shown


@pytest.mark.parametrize(("field", "shown"), [("target", "≥95%"), ("weight", "10"), ("level2", ""), ("name", "合格率")])
def test_every_other_field_is_shown_as_people_write_it(field: str, shown: str) -> None:
    assert row_text(ROW, field) == shown


def test_a_field_of_a_block_that_could_not_be_read_shows_nothing() -> None:
    found = Declaration(kind=Kind.SELF_EVALUATION, layout="unknown", project=Project("道路保洁"))
    assert text_of(found, "execution.budget") == ""
    assert text_of(found, "project.name") == "道路保洁"
