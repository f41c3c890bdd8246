"""Every cell of the table of states: what a number is worth with rows and without, closed and not closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from measure_cases import Case, read, state_cases

from youju.measures import all_kinds

TABLE = Path(__file__).parent / "cases" / "states.toml"
CELLS = list(state_cases(TABLE))


@pytest.mark.parametrize("case", CELLS, ids=lambda case: case.name)
def test_a_number_is_a_value_or_none_or_unknown_by_the_state_of_its_ledger(case: Case) -> None:
    case.check()


def test_the_table_has_a_line_for_every_kind() -> None:
    assert {line["kind"] for line in read(TABLE)["line"]} == {kind.code for kind in all_kinds()}


def test_a_value_is_never_without_a_number_and_none_and_unknown_never_without_a_reason() -> None:
    for case in CELLS:
        found = case.measured()
        assert (found.value is None) == (found.state != "value"), case.name
        assert (found.reason is None) == (found.state == "value"), case.name
