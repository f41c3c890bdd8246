"""Labels of levels as forms print them: an outline's number in front, a weight behind, in full or by their stem."""

from __future__ import annotations

import pytest

from youju import packs
from youju.forms.contract import Facts
from youju.forms.levels import Vocabulary, is_label_like, taxonomy_for, vocabulary
from youju.forms.page import piece
from youju.model.place import Place


@pytest.fixture(scope="module")
def tree() -> Vocabulary:
    trees = packs.taxonomies()
    return vocabulary(taxonomy_for(Facts(trees), None, 2024), trees)


def found(tree: Vocabulary, text: str, *, whole: bool = True) -> tuple[int, str] | None:
    label = tree.find(piece(text, 1, Place()), whole=whole)
    return (label.level, label.name) if label else None


@pytest.mark.parametrize(
    "text",
    [
        "数量指标",
        "数 量\n指 标",
        "一、数量指标",
        "（一）数量指标",
        "1.数量指标",
        "1、数量指标",
        "1.1数量指标",
        "2.1.3 数量指标",
        "A1数量指标",
        "B.数量指标",
        "数量指标20",
        "数量指标20分",
        "数量指标（20）",
        "数量指标（20分）",
        "1.1 数量指标 12.5分",
    ],
)
def test_a_number_in_front_and_a_weight_behind_are_no_part_of_a_label(tree: Vocabulary, text: str) -> None:
    assert found(tree, text) == (2, "数量指标")
    read = tree.find(piece(text, 1, Place()), whole=True)
    assert read
    assert read.piece.raw == text


def test_first_levels_are_numbered_as_well(tree: Vocabulary) -> None:
    assert [found(tree, text) for text in ("一、产出指标", "产出指标50", "A产出指标")] == [(1, "产出指标")] * 3


@pytest.mark.parametrize(
    "text", ["88质量指标", "10.00质量指标", "数量指标100", "一、决策指标", "第1数量指标", "1.", "A1", "50"]
)
def test_what_is_no_outline_and_no_weight_makes_no_label(tree: Vocabulary, text: str) -> None:
    """Digits alone in front are the end of the cell before, where texts ran together."""
    assert found(tree, text) is None


def test_a_stem_counts_only_where_it_may(tree: Vocabulary) -> None:
    assert [found(tree, text) for text in ("数量", "1.数量", "可持续")] == [None] * 3
    assert [found(tree, text, whole=False) for text in ("数量", "1.数量", "可持续影")] == [
        (2, "数量指标"),
        (2, "数量指标"),
        (2, "可持续影响指标"),
    ]
    assert found(tree, "可", whole=False) is None


def test_whoever_is_asked_it_is_satisfaction(tree: Vocabulary) -> None:
    assert found(tree, "社会公众或服务对象满意度指标") == (2, "服务对象满意度指标")
    assert found(tree, "2.受益对象满意度指标10分") == (2, "服务对象满意度指标")


def test_a_weight_below_a_label_may_be_a_cell_of_its_own(tree: Vocabulary) -> None:
    assert [tree.is_label(key) for key in ("一、产出指标", "数量指标", "数量指标10")] == [True, True, False]


def test_a_label_may_be_of_a_shape_that_no_tree_knows() -> None:
    assert is_label_like(piece("工作效率指标", 1, Place()))
    assert not is_label_like(piece("指标", 1, Place()))


def test_the_tree_is_that_of_the_code_else_of_the_year(tree: Vocabulary) -> None:
    trees = packs.taxonomies()
    assert taxonomy_for(Facts(trees), trees[-1].code, 1990) is trees[-1]
    assert taxonomy_for(Facts(trees), None, 1990) is trees[0]
    assert tree.taxonomy.valid_from.year <= 2024
    with pytest.raises(LookupError):
        taxonomy_for(Facts(()), None, 2024)
