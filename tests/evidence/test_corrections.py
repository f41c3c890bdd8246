"""Whatever dumps come in whatever order, the rows that stand are the last ones said of each key."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as some

from youju.engines.embedded import EmbeddedEngine
from youju.evidence import lake
from youju.importers.formats.csv import rows as csv_rows
from youju.measures.contract import Aggregate, Function, Request
from youju.model.ledger import Closing, Column, ColumnType, Ledger
from youju.model.measure import Moment
from youju.model.period import year

LEDGER = Ledger(
    code="visits",
    label="到访台账",
    closing=Closing.DAY,
    key=("id",),
    date="day",
    columns=(
        Column("id", "编号", ColumnType.TEXT, required=True),
        Column("day", "日期", ColumnType.DATE, required=True),
        Column("hall", "大厅", ColumnType.TEXT),
    ),
)
ROW = some.tuples(some.sampled_from("ABC"), some.sampled_from(("东厅", "西厅", "")))
DUMPS = some.lists(some.lists(ROW, min_size=1, max_size=5), min_size=1, max_size=4)
COUNT = Aggregate("n", Function.COUNT)
HALLS = Aggregate("halls", Function.COUNT_DISTINCT, distinct=("hall",))
DAY = year(2021).start


@settings(max_examples=15, deadline=None)
@given(DUMPS)
def test_the_last_word_on_each_key_stands(dumps: list[list[tuple[str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, expected = Path(folder), dict[str, str]()
        for rows in dumps:
            data = ("编号,日期,大厅\n" + "".join(f"{key},{DAY},{hall}\n" for key, hall in rows)).encode()
            report = lake.import_rows(root, LEDGER, csv_rows(data), data, "visits.csv", "张三", "clerk", "2021-04-01")
            assert report.added == len({key for key, _ in rows} - expected.keys())
            expected.update(rows)
            again = lake.import_rows(root, LEDGER, csv_rows(data), data, "visits.csv", "张三", "clerk", "2021-04-02")
            assert (again.batch, again.unchanged) == (None, len(rows))
        cut = lake.cut(root, LEDGER)
        request = Request("now", "visits", (COUNT, HALLS), DAY, DAY, Moment("day"), year(2021))
        page = EmbeddedEngine().rows(cut, [(request, "value")], limit=100)
        assert {row.key["id"]: row.values["hall"] for row in page.rows} == expected
        assert page.total == len(expected)
