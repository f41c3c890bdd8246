"""The families that are only read: each form, with real merged cells, gives what a careful person reads in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from family_forms import drawn, fixture, names, row, told

from youju import forms, packs
from youju.forms.contract import Facts, Layout, Style
from youju.model.declaration import Declaration, Kind, Project, Source
from youju.model.grid import Grid

SURE = forms.SURE_ENOUGH
ALL = list(names())


def read(name: str) -> Declaration:
    [document] = forms.read(drawn(name), Facts(packs.taxonomies()), Source("样表", "", "docx"))
    return document


def code_of(name: str) -> str:
    return str(fixture(name).get("layout", name))


def written() -> Iterator[tuple[str, Grid]]:
    """Every form that is also written, blank."""
    for layout in forms.known_layouts():
        if layout.fill:
            yield layout.code, layout.fill(Declaration(Kind.UNKNOWN, layout.code, Project(), year=2024), Style())


GRIDS = [*((code_of(name), drawn(name)) for name in names()), *written()]


@pytest.mark.parametrize("name", ALL)
def test_head_funds_execution_goals_and_totals_are_read_exactly(name: str) -> None:
    assert told(read(name)) == {path: value for path, value in fixture(name)["expected"].items() if value != []}


@pytest.mark.parametrize("name", names())
def test_every_row_is_read_exactly_and_no_other(name: str) -> None:
    columns = fixture(name)["fields"]
    assert [row(one, columns) for one in read(name).indicators] == fixture(name)["indicators"]


@pytest.mark.parametrize("name", names())
def test_nothing_is_doubted_where_spans_say_all(name: str) -> None:
    document = read(name)
    assert (document.doubts, [one.name for one in document.indicators if not one.certain]) == ((), [])
    assert (document.layout, document.alternatives) == (code_of(name), {})
    assert {document.kind} == {layout.kind for layout in forms.known_layouts() if layout.code == document.layout}


def test_rows_below_a_core_row_are_its_own() -> None:
    columns = fixture("transfer-selfeval")["fields"]
    children = {
        one.name: [row(child, columns) for child in one.children] for one in read("transfer-selfeval").indicators
    }
    assert {name: rows for name, rows in children.items() if rows} == fixture("transfer-selfeval")["children"]


@pytest.mark.parametrize("layout", forms.known_layouts(), ids=lambda layout: layout.code)
def test_a_layout_knows_its_own_forms_and_no_relative(layout: Layout) -> None:
    sure = {code for code, grid in GRIDS if layout.matches(grid) >= SURE}
    assert sure == {layout.code}
    assert all(layout.matches(grid) >= SURE for code, grid in GRIDS if code == layout.code)
    assert layout.matches(Grid(())) == 0


def test_every_layout_can_be_read_and_has_a_form_here_or_is_written() -> None:
    assert {code for code, _ in GRIDS} == {layout.code for layout in forms.known_layouts()}
    assert all(layout.read for layout in forms.known_layouts())
