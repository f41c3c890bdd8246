"""Web pages that mean harm, are damaged or large: read or refused soon, and never a traceback."""

# ruff: noqa: E501 # pages read best in one line

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youju.errors import UnreadableError
from youju.importers.formats.html import grid
from youju.model.grid import Grid, Paragraph, Table

FORM = """<html><head><meta charset=utf-8><!--[if gte mso 9]><xml><o:p/></xml><![endif]--><style>td{}</style></head>
<body><p class=MsoNormal>项目支出绩效<br>目标申报表</p><table border=1><thead><tr><th rowspan=2>绩效</th><th colspan=2>指标</th></tr>
<tr><td><input type=checkbox checked>数量</td><td>&ge;90%</td></tr></thead><tr><td>甲<td><select><option>乙</select><td>
<table><tr><td>1<td>2<tr><td rowspan=0>3</table></td></tr></table><textarea>丙</textarea><svg><path/></svg></body></html>"""
ARCHIVE = f"""MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 8bit

{FORM}
--x
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--x--
"""


def outcome(data: bytes) -> Grid | UnreadableError:
    try:
        return grid(data)
    except UnreadableError as refused:
        return refused


HOSTILE = {
    "nested blocks": "<html>" + "<div>" * 10_000 + "底" + "</div>" * 10_000,
    "nested tables": "<table><tr><td>" * 10_000 + "底",
    "nested lists": "<html>" + "<ul><li>" * 10_000 + "底",
    "deeper than all use": "<html>" + "<div>" * 1_000_000,
    "formats never closed": "<html>" + "".join(f"<b id={number}>" for number in range(20_000)) + "<p>底" * 20_000,
    "blocks that no end tag reaches": "<html>" + "<div><table></div></table>" * 100_000,
    "ends of what is not open": "<html>" + "<span>" * 20_000 + "</b>" * 200_000,
    "ends in comments and values": "<html>" + "<div a='</div>'><!--</div>--><!</div>" * 100_000,
    "comments inside comments": "<html>" + "<div><!<!---->--</div>-->" * 100_000,
    "attributes": "<html><p" + "".join(f" a{number}" for number in range(500_000)) + ">底",
    "drawings never closed": "<html>" + "<svg><xml>" * 200_000 + "底",
    "quotation marks never closed": '<html><p a="' * 100_000,
    "comments never closed": "<html><!--" * 200_000,
    "cells never closed": "<table>" + "<td>" * 200_000,
    "spans of rows": "<table>" + "<tr><td rowspan=65534 colspan=1000>甲<td rowspan=1000000>乙" * 2_000 + "</table>",
    "spans of columns": "<table>" + ("<tr>" + "<td colspan=1000>甲" * 1_000) * 20 + "</table>",
    "entries of a list": "<html><select>" + "<option>甲" * 200_000,
    "more cells than a form": "<table><tr>" + "<td>1" * 1_000_001,
    "blanks": "<html>" + " " * 5_000_000 + "底",
    "signs": "<" * 1_000_000,
    "larger than a page": "<html>" + "长" * 17_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_markup_that_means_harm_is_read_or_refused_soon(name: str) -> None:
    data = HOSTILE[name].encode()
    started = time.perf_counter()
    found = outcome(data)
    assert time.perf_counter() - started < 10
    assert found.blocks if isinstance(found, Grid) else len(found.message) < 80 and found.remedy


@pytest.mark.parametrize("name", ["nested blocks", "nested tables", "nested lists"])
def test_nesting_of_any_depth_loses_no_text(name: str) -> None:
    assert [block.text for block in grid(HOSTILE[name].encode()).blocks if isinstance(block, Paragraph)] == ["底"]


def test_a_saved_page_of_a_megabyte_is_read_soon() -> None:
    cell = '<td style="mso-border-alt:solid windowtext .5pt"><p class="MsoNormal"><span lang="EN-US">指标值</span></p></td>'
    page = "<html><body><table>" + ("<tr>" + cell * 8 + "</tr>") * 1_000 + "</table></body></html>"
    assert len(page.encode()) > 900_000
    best = 9.0
    for _ in range(3):
        started = time.perf_counter()
        grid(page.encode())
        best = min(best, time.perf_counter() - started)
    assert best < 1  # a third of it on a quiet machine


SEEDS = [
    FORM.encode(),
    FORM.encode("gb18030"),
    ARCHIVE.encode(),
    "附件1\n申报表\n<table><tr><td>甲</td><td>乙</td></tr></table>\n注：略\n".encode(),
    b"<table><tr><td rowspan=2>1<td colspan=3>2<tr><td><table><tr><td>3<td>4<tr><td>5</table></table><select><option>6",
]


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 40), st.binary(max_size=6)), max_size=8),
)
@settings(max_examples=300)
def test_a_damaged_page_is_read_or_refused_in_one_sentence(seed: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    for position, length, by in cuts:
        seed = seed[: position % len(seed)] + by + seed[position % len(seed) + length :] or b"<"
    found = outcome(seed)
    if isinstance(found, Grid):
        assert all(_covers_once(block) for block in found.blocks if isinstance(block, Table))
    else:
        assert len(found.message) < 80
        assert "\n" not in found.message


def _covers_once(table: Table) -> bool:
    covered = [
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    return len(covered) == len(set(covered))
