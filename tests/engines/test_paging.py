"""Looking through a ledger: what stands, what was replaced, what each day has, whatever files it lies in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conformance import cut_of, row

from youju.engines.embedded import EmbeddedEngine, calculation
from youju.engines.paging import MASKED, Found, Wanted, browse, history, rows_a_day
from youju.errors import TamperedError
from youju.model.ledger import Cut
from youju.model.period import year

ENGINE = EmbeddedEngine()
FILES = (
    (
        row(id="a", at="2021-03-01 09:00:00", hall="东厅", person="甲", amount="1.5", uses=2),
        row(id="b", at="2021-03-01 23:59:59", hall="It's", ok=True, month="2021-03-01"),
        row(id="c", hall="西厅"),
    ),
    (row(id="a", at="2021-03-02 00:00:00", hall="东厅", amount="2", person="甲"),),
)
REPLACED = (((0, 0),),)


@pytest.fixture
def cut(tmp_path: Path) -> Cut:
    """The first row of the first file was replaced by the second file."""
    return cut_of(tmp_path, FILES, REPLACED)


def test_rows_that_stand_come_latest_first_and_undated_last(cut: Cut) -> None:
    found = browse(ENGINE, cut, Wanted(), 10)
    assert [(item.values["id"], item.file.batch[:6], item.row, item.counts) for item in found.rows] == [
        ("a", "000002", 2, True),
        ("b", "000001", 3, True),
        ("c", "000001", 4, True),
    ]
    assert (found.total, found.sums) == (3, {"amount": "2"})


def test_replaced_rows_say_that_they_do_not_count(cut: Cut) -> None:
    found = browse(ENGINE, cut, Wanted(current=False), 10)
    assert [(item.values["id"], item.counts) for item in found.rows] == [
        ("a", True),
        ("b", True),
        ("a", False),
        ("c", True),
    ]
    assert found.total == 4


def test_values_are_printed_as_the_ledger_writes_them(cut: Cut) -> None:
    (found,) = browse(ENGINE, cut, Wanted(words="it's"), 10).rows
    shown = {code: value for code, value in found.values.items() if value}
    assert shown == {"id": "b", "at": "2021-03-01 23:59:59", "hall": "It's", "ok": "是", "month": "2021-03"}


def test_masks_stand_where_a_value_is_and_searching_does_not_see_behind_them(cut: Cut) -> None:
    assert [item.values["person"] for item in browse(ENGINE, cut, Wanted(), 10).rows] == [MASKED, "", ""]
    assert browse(ENGINE, cut, Wanted(words="甲"), 10).total == 0
    assert browse(ENGINE, cut, Wanted(words="甲", personal=True), 10).rows[0].values["person"] == "甲"


def test_all_that_was_said_of_a_key_is_found_from_either_row(cut: Cut) -> None:
    batches = [file.batch for file in cut.files]
    for batch in batches:
        found = history(ENGINE, cut, batch, 2)
        assert [(item.file.batch, item.row, item.counts) for item in found] == [
            (batches[0], 2, False),
            (batches[1], 2, True),
        ]
    assert history(ENGINE, cut, batches[0], 99) == history(ENGINE, cut, "unknown", 2) == ()


def test_days_count_what_stands_within_the_period(cut: Cut) -> None:
    assert rows_a_day(ENGINE, cut, year(2021)) == {date(2021, 3, 1): 1, date(2021, 3, 2): 1}
    assert rows_a_day(ENGINE, cut, year(2020)) == {}


def test_a_ledger_without_files_is_empty(cut: Cut) -> None:
    empty = Cut(cut.ledger, 0, None)
    assert browse(ENGINE, empty, Wanted(), 10) == Found()
    assert rows_a_day(ENGINE, empty, year(2021)) == {}
    assert history(ENGINE, empty, "000001-test", 2) == ()


def test_a_connection_of_several_ledgers_serves_each(cut: Cut) -> None:
    with calculation([cut]) as engine:
        assert len(rows_a_day(engine, cut, year(2021))) == 2
        assert browse(engine, cut, Wanted(current=False), 1).total == 4


def test_a_lost_file_is_noticed(cut: Cut) -> None:
    Path(cut.files[0].path).unlink()
    with pytest.raises(TamperedError, match="样例台账"):
        browse(ENGINE, cut, Wanted(), 10)
