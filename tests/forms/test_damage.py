"""Mechanical damage: synthetic forms of family A are written, damaged as converters do it, and read again.

The written form is the truth. Names, targets and order must come back; a level may come back wrong only where the
reader says that it is open. Run this file to see the figures.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from youju import forms, importers, packs
from youju.forms.contract import Facts
from youju.model.declaration import Declaration, Source
from youju.model.target import Quantity

SEEDS = range(5)
RIGHT_AT_LEAST = 98
WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases" / "damage.toml").read_text("utf-8"))
LEVELS: dict[str, list[str]] = WORDS["levels"]
NAME, DEPARTMENT = "样桥区“便民”服务", "样城市样桥区样务中心"
OVERALL, ANNUAL = "做好样桥区各项服务，提升水平。", "1、完成12项任务； 2、满意度达到90%以上。"
TITLE = (("财政项目支出绩效目标申报表",), ("",), ("(2021年度)",), ("",))
HEAD = (
    ("项目名称", NAME, "项目类别", "经常性项目", "", ""),
    ("主管部门", DEPARTMENT, "实施单位", "", "", ""),
    ("计划开始日期", "2021-01-01", "计划完成日期", "2021-12-31", "", ""),
    ("项目资金", "项目资金总额", "1,200,000", "年度资金申请总额", "800,000", ""),
    ("", "其中：财政资金", "1,000,000", "其中：当年财政拨款", "500,000", ""),
    ("", "", "", "上年结转资金", "300,000", ""),
    ("", "其他资金", "200,000", "其他资金", "", ""),
    ("项目 绩效 目标", "项目总目标", "", "年度总目标", "", ""),
    ("", "(2021年 - 2021年)", "", "", "", ""),
    ("", OVERALL, "", ANNUAL, "", ""),
    ("绩效 指标", "一级指标", "二级指标", "三级指标", "指标目标值", ""),
)


@dataclass(frozen=True)
class Row:
    """One indicator as it was written."""

    level1: str
    level2: str
    name: str
    value: str


Lines = Sequence[Sequence[str]]


def written(rng: random.Random) -> list[Row]:
    """A form with some of the second levels, one to five rows each, every name once."""
    rows: list[Row] = []
    for level1, seconds in LEVELS.items():
        chosen = rng.sample(seconds, rng.randint(min(2, len(seconds)), len(seconds)))
        for level2 in (level2 for level2 in seconds if level2 in chosen):
            subjects = rng.sample(WORDS["subjects"], rng.choice((1, 2, 3, 5)) if len(seconds) > 1 else 2)
            names = [subject + rng.choice(WORDS["aspects"][level2]) for subject in subjects]
            rows += [Row(level1, level2, name, rng.choice(WORDS["values"])) for name in names]
    return list({row.name: row for row in rows}.values())


def groups(rows: Sequence[Row], level: str) -> list[list[int]]:
    """Row numbers by the label of that level."""
    found: dict[tuple[str, str], list[int]] = {}
    for index, row in enumerate(rows):
        found.setdefault((row.level1, row.level2 if level == "level2" else ""), []).append(index)
    return list(found.values())


def table(rows: Sequence[Row], low: Callable[[int], int] = lambda _: 0) -> list[list[str]]:
    """The rows as cells, each label once: on the row of its span that ``low`` gives for the span's length."""
    cells = [["", "", "", row.name, row.value, ""] for row in rows]
    for column, level in ((1, "level1"), (2, "level2")):
        for span in groups(rows, level):
            at = span[low(len(span))]
            cells[at][column] = getattr(rows[at], level)
    return cells


def shifted(cells: Lines, rng: random.Random, share: float = 0.5) -> list[list[str]]:
    """One to three leading blanks gone, and the value moved by another amount than the name."""
    found = []
    for row in cells:
        lead = next(index for index, text in enumerate(row) if text)
        kept = [text for text in row[lead:] if text]
        if rng.random() > share:
            found.append(list(row))
            continue
        gap = [""] * rng.choice((0, 0, 1, 2))
        moved = [""] * max(0, lead - rng.randint(1, 3)) + [*kept[:-1], *gap, kept[-1]]
        found.append(moved + [""] * (6 - len(moved)))
    return found


def broken(rows: Sequence[Row], rng: random.Random, mode: str) -> Lines:
    """A page break: lead column lost after it, labels reprinted there, or a label printed only there."""
    cells = table(rows)
    at = rng.randint(1, len(rows) - 1)
    if mode == "late":
        span = rng.choice([span for span in groups(rows, "level2") if len(span) > 1] or [[0]])
        at = span[rng.randint(1, len(span) - 1)] if len(span) > 1 else 1
        cells[span[0]][2], cells[at][2] = "", rows[at].level2
    rest = [list(row) for row in cells[at:]]
    if mode == "reprinted":
        rest[0][1:3] = [rows[at].level1, rows[at].level2]
        return [*cells[:at], [""], HEAD[-1], *rest]
    return [*cells[:at], [""], *([*row[1:], ""] if not row[0] else row for row in rest)]


def upright(rows: Sequence[Row], rng: random.Random) -> list[list[str]]:
    """The vertical labels cut into parts that stand on other rows, or nowhere."""
    head, cells = [list(row) for row in HEAD], table(rows)
    head[7][0] = head[10][0] = ""
    parts = rng.choice((["项目绩效目标"], ["项目", "绩效目标"], ["项目", "绩效", "目标"], []))
    for offset, part in enumerate(parts):
        head[7 + offset][0] = part
    body = [head[10], *cells]
    parts = rng.choice((["绩效指标"], ["绩效", "指标"], ["绩", "效", "指", "标"], []))
    start = rng.randint(0, max(0, len(body) - len(parts)))
    for part, row in zip(parts, body[start:], strict=False):
        row[0] = part
    return [*head[:10], *body]


def text(cells: Lines, separator: str = "\t", *, keep: bool = True) -> str:
    """The file: blank cells kept, or dropped as far as the separator cannot show them."""
    return "\n".join(separator.join(cell for cell in row if keep or cell) for row in [*TITLE, *cells])


Damage = Callable[[Sequence[Row], random.Random], str]
# No cell is out of its place: nothing may be doubted.
INTACT: dict[str, Damage] = {
    "clean": lambda rows, _: text([*HEAD, *table(rows)]),
    "pipes": lambda rows, _: text([*HEAD, *table(rows)], " | "),
    "bare pipes": lambda rows, _: text([*HEAD, *table(rows)], "|"),
    "markdown": lambda rows, _: text([("", *row, "") for row in [*HEAD, *table(rows)]], "|"),
    "runs of blanks": lambda rows, _: text([*HEAD, *table(rows)], "   ", keep=False),
    "hard blanks": lambda rows, _: text([*HEAD, *table(rows)], "\u00a0\u00a0\u3000", keep=False),
    "single blanks": lambda rows, _: text([*HEAD, *table(rows)], " ", keep=False),
    "spans dropped": lambda rows, _: text([*HEAD, *table(rows)], keep=False),
    "one cell a line": lambda rows, _: text([*HEAD, *table(rows)], "\n", keep=False),
    "one cell a paragraph": lambda rows, _: text([*HEAD, *table(rows)], "\n\n", keep=False).replace("\n", "\n\n"),
    "double spaced": lambda rows, _: text([*HEAD, *table(rows)]).replace("\n", "\n\n"),
    "vertical labels": lambda rows, rng: text(upright(rows, rng)),
    "labels reprinted": lambda rows, rng: text([*HEAD, *broken(rows, rng, "reprinted")]),
}
DAMAGED: dict[str, Damage] = {
    "label in the middle": lambda rows, _: text([*HEAD, *table(rows, lambda size: size // 2)]),
    "label below the middle": lambda rows, _: text([*HEAD, *table(rows, lambda size: (size - 1) // 2)]),
    "label on the last row": lambda rows, _: text([*HEAD, *table(rows, lambda size: size - 1)]),
    "label anywhere": lambda rows, rng: text([*HEAD, *table(rows, rng.randrange)]),
    "label low, spans dropped": lambda rows, rng: text([*HEAD, *table(rows, rng.randrange)], keep=False),
    "blanks deleted": lambda rows, rng: text([*HEAD, *shifted(table(rows), rng)]),
    "blanks deleted everywhere": lambda rows, rng: text([*HEAD, *shifted(table(rows), rng, 1)]),
    "blanks deleted, label anywhere": lambda rows, rng: text([*HEAD, *shifted(table(rows, rng.randrange), rng)]),
    "blanks deleted, pipes": lambda rows, rng: text([*HEAD, *shifted(table(rows), rng)], " | "),
    "page break": lambda rows, rng: text([*HEAD, *broken(rows, rng, "lost")]),
    "label after the break": lambda rows, rng: text([*HEAD, *broken(rows, rng, "late")]),
    "values first": lambda rows, _: text([*HEAD, *((*row[:3], row[4], row[3], "") for row in table(rows))]),
    "labels behind": lambda rows, _: text([*HEAD, *((*row[3:5], row[2], row[1], "", "") for row in table(rows))]),
}


@cache
def facts() -> Facts:
    return Facts(packs.taxonomies())


def read(content: str) -> tuple[Declaration, ...]:
    code, grid = importers.grid_of(content.encode(), "form.txt")
    return forms.read(grid, facts(), Source("form.txt", "", code))


def copy(name: str, seed: int) -> tuple[list[Row], Declaration]:
    rng = random.Random(seed)  # noqa: S311  a corpus, not a secret
    rows = written(rng)
    documents = read((INTACT | DAMAGED)[name](rows, rng))
    assert len(documents) == 1, f"{name} {seed}: {len(documents)} documents"
    return rows, documents[0]


def is_right(rows: Sequence[Row], document: Declaration) -> bool:
    """Whether names, targets and their order came back."""
    read_rows = [(row.name, getattr(row.target, "raw", None)) for row in document.indicators]
    return read_rows == [(row.name, row.value) for row in rows]


def silently_wrong(rows: Sequence[Row], document: Declaration) -> list[str]:
    """Rows whose level came back wrong though the reader calls it certain."""
    pairs = zip(document.indicators, rows, strict=True)
    return [
        f"{found.name}: {found.level1}/{found.level2}"
        for found, row in pairs
        if (found.level1, found.level2) != (row.level1, row.level2) and found.certain
    ]


@pytest.mark.parametrize("name", INTACT)
def test_an_intact_copy_comes_back_without_a_doubt(name: str) -> None:
    for seed in SEEDS:
        rows, document = copy(name, seed)
        assert is_right(rows, document), seed
        read_levels = [(row.level1, row.level2) for row in document.indicators]
        assert read_levels == [(row.level1, row.level2) for row in rows], seed
        assert [row.name for row in document.indicators if not row.certain] == [], seed


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_copy_keeps_names_and_targets_and_doubts_what_is_open(name: str) -> None:
    for seed in SEEDS:
        rows, document = copy(name, seed)
        assert is_right(rows, document), seed
        assert silently_wrong(rows, document) == [], seed


@pytest.mark.parametrize("name", [*INTACT, *DAMAGED])
def test_the_head_of_every_copy_comes_back(name: str) -> None:
    _, document = copy(name, 1)
    project, funds, goals = document.project, document.funds, document.objectives
    assert (document.title, document.year) == (TITLE[0][0], 2021)
    assert (project.name, project.department, project.unit) == (NAME, DEPARTMENT, None)
    assert (str(project.start), str(project.end), project.category) == ("2021-01-01", "2021-12-31", "经常性项目")
    assert [int(part or -1) for part in (funds.total, funds.fiscal, funds.other)] == [1200000, 1000000, 200000]
    right = (funds.annual, funds.appropriation, funds.carry_over, funds.annual_other)
    assert [int(part or -1) for part in right] == [800000, 500000, 300000, -1]
    assert (goals.overall, goals.annual, goals.overall_period) == (OVERALL, ANNUAL, "2021-2021")
    assert not {"sum_open", "form_cut_off", "layout_unknown"} & {note.code for note in document.notes}


@pytest.mark.parametrize("case", WORDS["signs"], ids=lambda case: case[1])
def test_a_sign_in_another_spelling_is_the_same_sign(case: list[str]) -> None:
    _, spelling, comparator, value = case
    rows = [
        Row(*row)
        for row in (
            ("产出指标", "数量指标", "样河清淤次数", spelling),
            ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
        )
    ]
    target = read(text([*HEAD, *table(rows)]))[0].indicators[0].target
    assert isinstance(target, Quantity)
    assert (target.raw, target.comparator.value, str(target.value)) == (spelling, comparator, value)


def test_a_misread_sign_is_doubted_and_not_repaired() -> None:
    rows = [
        Row("产出指标", "质量指标", "样河清淤合格率", "290%"),
        Row("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
    ]
    indicator = read(text([*HEAD, *table(rows)]))[0].indicators[0]
    assert getattr(indicator.target, "raw", None) == "290%"
    assert "comparator" in indicator.doubts


@pytest.mark.parametrize("between", ["\n\n", "\n", WORDS["notice"]], ids=["blank line", "nothing", "notice"])
def test_forms_one_after_the_other_are_read_apart_and_notices_are_not_read(between: str) -> None:
    for seed in SEEDS:
        rng = random.Random(seed)  # noqa: S311
        several = [written(rng) for _ in range(3)]
        damages = rng.sample(sorted(set(DAMAGED) - {"label low, spans dropped"}), 3)
        contents = [DAMAGED[name](rows, rng) for name, rows in zip(damages, several, strict=True)]
        documents = read(WORDS["notice"] + between.join(contents) + WORDS["notice"])
        assert len(documents) == len(several), seed
        for rows, document in zip(several, documents, strict=True):
            assert is_right(rows, document), seed
            assert (document.year, int(document.funds.total or 0)) == (2021, 1200000)


def test_a_form_cut_off_anywhere_leaves_its_neighbour_whole_and_says_so() -> None:
    rng = random.Random(5)  # noqa: S311
    whole, cut = written(rng), written(rng)
    content = text([*HEAD, *table(whole)])
    lines = text([*HEAD, *table(cut)]).split("\n")
    satisfaction = next(index for index, line in enumerate(lines) if "服务对象" in line)
    for end in range(5, satisfaction, 2):
        documents = read(content + "\n\n" + "\n".join(lines[:end]))
        assert is_right(whole, documents[0]), end
        assert [note.code for note in documents[1].notes].count("form_cut_off") == 1, end
    for start in range(len(TITLE) + 1, len(lines) - 1, 2):
        documents = read("\n".join(lines[start:]) + "\n\n" + content)
        assert is_right(whole, documents[-1]), start
        assert "form_cut_off" in [note.code for note in documents[0].notes], start


@pytest.mark.parametrize("blank", ["", " ", "  ", "?", "\u3000", "\n"], ids=repr)
def test_a_label_cut_at_any_place_is_found(blank: str) -> None:
    rows = written(random.Random(1))  # noqa: S311
    whole = text([*HEAD, *table(rows)])
    labels = {row.level2 for row in rows} | {
        cell for row in HEAD for cell in row if len(cell) > 3 and cell[0] in "项主实计其上年一三指"
    }
    expected = read(whole)[0]
    for label in sorted(labels - {NAME, OVERALL, ANNUAL, "项目 绩效 目标"}):
        at = len(label) // 2
        found = read(whole.replace(f"{label}\t", f"{label[:at]}{blank}{label[at:]}\t", 1))[0]
        assert (found.project, found.funds, found.objectives) == (expected.project, expected.funds, expected.objectives)
        levels = [(row.level1, row.level2, row.name, row.certain) for row in found.indicators]
        assert levels == [(row.level1, row.level2, row.name, row.certain) for row in expected.indicators], label


def test_cells_run_together_are_cut_and_every_cut_is_open() -> None:
    for seed in SEEDS:
        rng = random.Random(seed)  # noqa: S311
        rows = written(rng)
        document = read(text([*HEAD, *table(rows)], "", keep=False))[0]
        assert len(document.indicators) == len(rows)
        for row, found in zip(rows, document.indicators, strict=True):
            assert (found.level1, found.level2) == (row.level1, row.level2)
            assert found.name == row.name or "name" in found.doubts


def test_names_and_then_values_pair_by_order_and_stay_open() -> None:
    rows = written(random.Random(2))  # noqa: S311
    cells = (
        [[row.level1, row.level2] for row in rows[:1]] + [[row.name] for row in rows] + [[row.value] for row in rows]
    )
    document = read(text([*HEAD, *cells], "\n", keep=False))[0]
    assert is_right(rows, document)
    assert all({"name", "target"} <= set(row.doubts) for row in document.indicators)


def test_nearly_every_damaged_copy_is_right() -> None:
    right = total = 0
    for name in DAMAGED:
        for seed in range(100, 104):
            total += 1
            right += is_right(*copy(name, seed))
    assert right * 100 >= total * RIGHT_AT_LEAST


def figures(count: int) -> str:
    """A table of all damages over ``count`` seeds, for a person to look at."""
    lines = []
    for name in (*INTACT, *DAMAGED):
        copies = [copy(name, seed) for seed in range(count)]
        rows = sum(len(truth) for truth, _ in copies)
        right = sum(is_right(*each) for each in copies)
        silent = sum(len(silently_wrong(*each)) for each in copies if is_right(*each))
        doubts = sum(not row.certain for _, document in copies for row in document.indicators)
        lines.append(
            f"{name:32} {right:4}/{count} copies right  {silent:3} of {rows} rows silently wrong  {doubts:5} open"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(figures(60) + "\n")
