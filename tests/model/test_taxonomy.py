"""Taxonomies: canonical names for spellings met, and the first levels that may hold a second level."""

from __future__ import annotations

from datetime import date

from youju.model.citation import Citation, Status
from youju.model.taxonomy import Taxonomy

TREE = Taxonomy(
    code="central-2021",
    title="核心绩效目标和指标",
    citation=Citation("财预〔2021〕101号", Status.REMEMBERED),
    levels={
        "成本指标": ("经济成本指标", "社会成本指标"),
        "产出指标": ("数量指标", "质量指标"),
        "效益指标": ("经济效益指标", "数量指标"),
    },
    valid_from=date(2021, 8, 18),
    aliases={"效果指标": "效益指标"},
)


def test_an_alias_is_read_as_its_canonical_name_and_an_unknown_label_stays() -> None:
    assert TREE.canonical("效果指标") == "效益指标"
    assert TREE.canonical("效益指标") == "效益指标"
    assert TREE.canonical("过程指标") == "过程指标"


def test_a_second_level_knows_every_first_level_that_may_hold_it() -> None:
    assert TREE.parents("社会成本指标") == ("成本指标",)
    assert TREE.parents("数量指标") == ("产出指标", "效益指标")
    assert TREE.parents("过程指标") == ()
