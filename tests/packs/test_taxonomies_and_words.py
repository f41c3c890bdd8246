"""Dated trees and words made measurable: what the rule book says of them, and how they are found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from youju import measures, packs
from youju.errors import NotFoundError
from youju.model.citation import Status
from youju.model.measure import Thresholds

OLD_OUTPUT = ("数量指标", "质量指标", "时效指标", "成本指标")
NEW_OUTPUT = ("数量指标", "质量指标", "时效指标")
EFFECTS = ("经济效益指标", "社会效益指标", "生态效益指标")
LASTING = (*EFFECTS, "可持续影响指标")
SERVED = ("服务对象满意度指标",)
COSTS = ("经济成本指标", "社会成本指标", "生态环境成本指标")
OLD_TREE = {"产出指标": OLD_OUTPUT, "效益指标": LASTING, "满意度指标": SERVED}
TREES = {
    "central-2015": OLD_TREE,
    "shanghai-2021": OLD_TREE,
    "hubei-2020": OLD_TREE,
    "central-2021": {"成本指标": COSTS, "产出指标": NEW_OUTPUT, "效益指标": EFFECTS, "满意度指标": SERVED},
    "shanghai-2025": {"成本指标": COSTS, "产出指标": NEW_OUTPUT, "效益指标": LASTING, "满意度指标": SERVED},
}
STATUSES = {
    "central-2015": Status.REMEMBERED,
    "shanghai-2021": Status.SEEN,
    "hubei-2020": Status.SEEN,
    "central-2021": Status.REMEMBERED,
    "shanghai-2025": Status.SEEN,
}


def test_the_trees_of_the_rule_book_are_there() -> None:
    assert {taxonomy.code for taxonomy in packs.taxonomies()} == set(TREES)


@pytest.mark.parametrize("code", TREES)
def test_a_tree_has_its_levels_in_order(code: str) -> None:
    found = packs.taxonomy(code)
    assert list(found.levels.items()) == list(TREES[code].items())
    assert found.citation.status is STATUSES[code]
    assert found.title
    assert found.citation.reference


def test_trees_are_dated() -> None:
    valid = {taxonomy.code: (taxonomy.valid_from, taxonomy.valid_to) for taxonomy in packs.taxonomies()}
    assert valid == {
        "central-2015": (date(2015, 5, 21), date(2021, 12, 31)),
        "central-2021": (date(2021, 8, 18), None),
        "hubei-2020": (date(2020, 1, 1), None),
        "shanghai-2021": (date(2020, 1, 1), date(2024, 12, 31)),
        "shanghai-2025": (date(2025, 1, 1), None),
    }


def test_a_tree_says_which_it_extends_and_where_it_holds() -> None:
    assert packs.taxonomy("shanghai-2021").extends == "central-2015"
    assert packs.taxonomy("shanghai-2025").extends == "central-2021"
    assert packs.taxonomy("central-2021").extends is None
    assert packs.taxonomy("hubei-2020").jurisdiction == "湖北省"


def test_only_the_shanghai_guide_divides_economic_cost() -> None:
    kinds = {taxonomy.code: dict(taxonomy.kinds) for taxonomy in packs.taxonomies() if taxonomy.kinds}
    assert kinds == {"shanghai-2025": {"经济成本指标": ("总成本", "单位成本", "分项成本")}}


def test_spellings_met_in_forms_are_read_by_every_tree() -> None:
    for taxonomy in packs.taxonomies():
        assert taxonomy.canonical("效果指标") == "效益指标"
        assert taxonomy.canonical("可持续性发展影响指标") == "可持续影响指标"
        for spelling in ("社会公众或服务对象满意度指标", "服务对象或受益者满意度指标", "服务对象满意度指标等"):
            assert taxonomy.canonical(spelling) == "服务对象满意度指标"
        assert taxonomy.canonical("进度指标") == "进度指标"


def test_what_is_not_there_is_said_with_what_is() -> None:
    with pytest.raises(NotFoundError) as tree:
        packs.taxonomy("central-1999")
    assert "central-1999" in tree.value.message
    assert "central-2015" in tree.value.remedy
    with pytest.raises(NotFoundError) as pack:
        packs.pack("library")
    assert "library" in pack.value.message
    assert "administrative-service-centre" in pack.value.remedy


PUNCTUAL = Thresholds(Decimal(1), Decimal("0.95"), Decimal("0.80"))
COMPLETE = Thresholds(Decimal(1), Decimal("0.90"), Decimal("0.60"))
BETTER = Thresholds(Decimal("0.05"), floor=Decimal("-0.10"))
WORDS = {
    "及时": ("on_time_share", PUNCTUAL),
    "健全": ("checklist", COMPLETE),
    "共享": ("checklist", COMPLETE),
    "公开": ("checklist", COMPLETE),
    "提升": ("change", BETTER),
    "提高": ("change", BETTER),
    "优化": ("change", BETTER),
    "效率提升": ("change", BETTER),
    "增长": ("change", BETTER),
}


def test_words_have_the_measure_and_thresholds_of_the_definition_library() -> None:
    found = {word: (entry.grading.kind, entry.grading.thresholds) for word, entry in packs.words().items()}
    assert found == WORDS


def test_words_of_one_meaning_are_one_word() -> None:
    assert packs.words()["提高"] is packs.words()["提升"]


def test_a_word_names_its_source_and_says_that_the_thresholds_are_ours() -> None:
    for entry in packs.words().values():
        assert entry.citation.status is Status.OURS
        assert "财预〔2021〕101号" in entry.citation.reference


def test_alternatives_are_measured_by_kinds_there_are_and_differ_from_the_default() -> None:
    for entry in packs.words().values():
        assert entry.alternatives
        for grading in (entry.grading, *entry.alternatives):
            assert measures.kind(grading.kind).code == grading.kind
        assert entry.grading.thresholds not in [other.thresholds for other in entry.alternatives]


def test_items_are_suggested_for_every_kind_of_register() -> None:
    found = {kind: items for entry in packs.words().values() for kind, items in entry.suggestions.items()}
    assert found == {
        "管理制度": ("财务管理制度", "业务管理制度", "考核制度", "应急预案"),
        "档案": ("档案管理制度", "项目档案目录"),
        "信息共享": ("共享清单", "共享记录"),
        "信息公开": ("绩效目标公开", "预算公开"),
        "培训回访": ("回访制度", "回访记录"),
    }
    registers = packs.pack("administrative-service-centre").ledgers["registers"]
    assert set(found) == set(registers.column("kind").values)
