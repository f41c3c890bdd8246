"""The table of projects: what its filters leave, and the sum of what they leave."""

from __future__ import annotations

import re

import pytest
from offices import Office

NAME = re.compile(r'<th scope="row"[^>]*><a [^>]*>([^<]+)</a>')
FOOT = re.compile(r"共 (\d+) 个项目.*?<td[^>]*>([^<]*)</td>", re.DOTALL)


@pytest.mark.parametrize(
    ("query", "names", "count", "money"),
    [
        ("", 5, "5", None),
        ("?year=2021", 5, "5", None),
        ("?q=窗口", 1, "1", "3,596,500"),
        ("?q=没有这样的项目", 0, None, None),
    ],
)
def test_count_and_sum_are_those_of_the_rows_that_the_filters_leave(
    office: Office, query: str, names: int, count: str | None, money: str | None
) -> None:
    page = office.client("jingban").get(f"/projects{query}").content.decode()
    assert len(NAME.findall(page)) == names
    foot = FOOT.search(page)
    assert (foot and foot[1]) == count
    assert money is None or (foot is not None and money in foot[2])
