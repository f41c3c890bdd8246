"""What a person is told of an import: years that no project has, repeats, rows left out, where the header was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from youju.model.ledger import Closing, Column, ColumnType, ImportReport, Ledger, LeftOut
from youju.work.import_notes import import_notes, out_of_year

LEDGER = Ledger("visits", "到访台账", Closing.DAY, ("id",), "day", (Column("id", "编号", ColumnType.TEXT),))
REPORT = ImportReport("visits", "a.csv", "0", "000001-x", 9, 9, 0, 0)
YEARS = {2018: 2, 2019: 3, 2020: 1, 2021: 4, 2022: 1}


@pytest.mark.parametrize(
    ("closing", "declared", "expected"),
    [
        (Closing.DAY, (2021,), {2018: 2, 2019: 3, 2022: 1}),
        (Closing.MONTH, (2019, 2021), {2022: 1}),
        (Closing.NEVER, (2021,), {2022: 1}),
        (Closing.DAY, (), {}),
    ],
)
def test_a_year_is_out_unless_a_project_has_it_or_compares_with_it(
    closing: Closing, declared: tuple[int, ...], expected: dict[int, int]
) -> None:
    assert out_of_year(replace(REPORT, years=YEARS), replace(LEDGER, closing=closing), declared) == expected


def notes(report: ImportReport) -> list[str]:
    return list(import_notes(report, LEDGER, (2021,)))


def test_an_import_without_anything_unusual_has_no_notes() -> None:
    assert notes(replace(REPORT, years={2020: 5, 2021: 4})) == []


def test_rows_of_other_years_are_named_by_year_and_example() -> None:
    years, ends = {2018: 1200, 2019: 3, 2021: 4}, ((7, date(2018, 4, 1)), (2, date(2021, 3, 1)))
    (note,) = notes(replace(REPORT, years=years, earliest=ends[0], latest=ends[1]))
    assert note == (
        "有 1,203 行的日期不在申报的年度和上一年（2018年 1,200 行，2019年 3 行，如第7行 2018-04-01），"
        "不会计入任何指标；请核对年份是否写错。"
    )


def test_one_row_at_both_ends_of_time_is_named_once() -> None:
    end = (5, date(2031, 4, 1))
    (note,) = notes(replace(REPORT, years={2031: 1}, earliest=end, latest=end))
    assert note.count("第5行") == 1


def test_repeats_the_header_and_what_was_left_out_are_told() -> None:
    left = tuple(LeftOut(row, "这是合计行。") for row in range(10, 17))
    found = notes(replace(REPORT, header_row=3, repeated=2, in_closed=1, left_out=left))
    assert found[0] == "列名在第3行，它前面的行没有读。"
    assert found[1:6] == [f"第{row}行没有当作数据：这是合计行。" for row in range(10, 15)]
    assert found[6:] == [
        "另有 2 行没有当作数据。",
        "有 2 行与同一文件里前面的行完全相同，只记一次。",
        "有 1 行落在已经关账的期间：它们照常计入，请确认关账时是否漏登。",
    ]
