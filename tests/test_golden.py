"""The five real declarations against what a careful person reads in them (``tests/forms/cases/shanghai_2021``)."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from youju import forms, importers, packs
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Kind, Source
from youju.model.indicator import Indicator
from youju.model.target import Comparator, Quality, Quantity

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "songjiang-2021" / "declarations.txt"
CASES = sorted((ROOT / "tests" / "forms" / "cases" / "shanghai_2021").glob("*.toml"))
FUNDS = ("total", "fiscal", "other", "annual", "appropriation", "carry_over", "annual_other")


@cache
def documents() -> tuple[Declaration, ...]:
    data = EXAMPLE.read_bytes()
    code, grid = importers.grid_of(data, str(EXAMPLE))
    source = Source(str(EXAMPLE), hashlib.sha256(data).hexdigest(), code)
    return forms.read(grid, Facts(packs.taxonomies()), source)


def case(path: Path) -> tuple[dict[str, Any], Declaration]:
    return tomllib.loads(path.read_text("utf-8")), documents()[CASES.index(path)]


def named(document: Declaration, name: str) -> Indicator:
    return next(indicator for indicator in document.indicators if indicator.name == name)


each_form = pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)


def test_the_file_holds_five_declarations_with_89_indicators_and_20_open_rows() -> None:
    assert [len(document.indicators) for document in documents()] == [18, 18, 19, 19, 15]
    open_rows = [sum(not row.certain for row in document.indicators) for document in documents()]
    assert open_rows == [6, 3, 4, 5, 2]


def test_every_document_knows_its_file_and_its_part() -> None:
    sources = [document.source for document in documents()]
    assert [source and source.part for source in sources] == [1, 2, 3, 4, 5]
    assert {source and source.format for source in sources} == {"text"}


@each_form
def test_the_head_is_read(path: Path) -> None:
    expected, document = case(path)
    assert (document.kind, document.layout) == (Kind.DECLARATION, "shanghai-2021")
    assert (document.title, document.year) == (expected["title"], expected["year"])
    project = document.project
    read = {name: getattr(project, name) for name in expected["project"]}
    assert read == expected["project"]
    assert (project.unit, project.code, project.nature) == (None, None, None)


@each_form
def test_the_funds_are_yuan_without_a_printed_unit(path: Path) -> None:
    expected, document = case(path)
    funds = document.funds
    for name in FUNDS:
        printed = expected["funds"].get(name)
        assert getattr(funds, name) == (None if printed is None else Decimal(printed)), name
    assert (funds.printed_unit, funds.unit_declared, dict(funds.by_origin)) == (None, False, {})
    assert [note.code for note in document.notes].count("money_unit_not_declared") == 1


@each_form
def test_the_goals_are_read_without_residue(path: Path) -> None:
    expected, document = case(path)
    goals = document.objectives
    assert {name: getattr(goals, name) for name in expected["objectives"]} == expected["objectives"]
    assert goals.annual_result is None


@each_form
def test_every_indicator_is_read_where_it_was_filed(path: Path) -> None:
    expected, document = case(path)
    read = [[row.level1, row.level2, row.name, getattr(row.target, "raw", None)] for row in document.indicators]
    assert read == expected["indicators"]["rows"]


@each_form
def test_exactly_the_open_levels_are_doubted(path: Path) -> None:
    expected, document = case(path)
    read = {
        row.name: {name: list(row.alternatives.get(name, ())) for name in row.doubts} for row in document.indicators
    }
    assert {name: doubts for name, doubts in read.items() if doubts} == expected["doubts"]
    assert document.doubts == ()


@each_form
def test_the_stray_text_is_kept_as_a_note_and_nothing_else_is(path: Path) -> None:
    expected, document = case(path)
    strays = [(note.message, note.place.line) for note in document.notes if note.code == "orphan_text"]
    orphan = expected.get("orphan")
    assert len(strays) == (1 if orphan else 0)
    if orphan:
        assert orphan["text"] in strays[0][0]
        assert strays[0][1] == orphan["line"]


def test_every_read_field_knows_its_line_and_cell() -> None:
    document = documents()[1]
    assert (document.places["project.name"].line, document.places["project.name"].column) == (42, 2)
    assert (document.places["project.unit"].line, document.places["project.unit"].column) == (43, 4)
    assert (document.places["funds.annual"].line, document.places["funds.annual"].column) == (45, 5)
    assert (document.places["objectives.overall"].line, document.places["objectives.annual"].column) == (51, 4)
    assert (document.places["title"].line, document.places["year"].line) == (38, 40)


def test_an_indicator_knows_its_place_within_its_own_form() -> None:
    first, last = documents()[2].indicators[0], documents()[2].indicators[-1]
    assert (first.place.line, first.place.table, first.place.row, first.place.column) == (88, 1, 12, 4)
    assert (last.place.line, last.place.table, last.place.row, last.place.column) == (107, 2, 3, 4)


def test_formulas_bounds_durations_and_words_become_targets() -> None:
    latex = named(documents()[1], "使用者满意度").target
    assert latex == Quantity(r"$\geq 90\%$", Comparator.AT_LEAST, Decimal(90), "%")
    minutes = named(documents()[2], "一般故障平均恢复时长").target
    assert minutes == Quantity("<=30分钟", Comparator.AT_MOST, Decimal(30), "分钟")
    zero = named(documents()[0], "重大事故发生数").target
    assert zero == Quantity("=0", Comparator.EQUAL, Decimal(0))
    assert named(documents()[3], "宣传活动开展及时性").target == Quality("及时性", "及时")


def test_start_and_end_are_days_of_the_year() -> None:
    assert {(row.project.start, row.project.end) for row in documents()} == {(date(2021, 1, 1), date(2021, 12, 31))}
