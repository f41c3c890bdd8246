"""Each rule against the small declarations of its case file, which an official can read and extend."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from youju.lint import all_rules, lint, rule
from youju.lint.contract import Facts
from youju.model.citation import Citation, Status
from youju.model.declaration import Declaration, Funds, Kind, Note, Project
from youju.model.finding import Finding, Severity
from youju.model.indicator import Indicator
from youju.model.target import Comparator, Interval, NoTarget, Quality, Quantity, Target
from youju.model.taxonomy import Taxonomy

CASES = Path(__file__).parent / "cases"
DEFAULT_TREE = {"产出指标": ["数量指标"], "效益指标": ["社会效益指标"]}


def _cases() -> Iterator[Any]:
    for known in all_rules():
        document = tomllib.loads((CASES / f"{known.slug}.toml").read_text("utf-8"))
        for case in document["case"]:
            yield pytest.param(known.code, document, case, id=f"{known.code} {case['name']}")


def _target(row: Mapping[str, Any]) -> Target:
    if "word" in row:
        return Quality(row.get("raw", row["word"]), row["word"])
    if "lower" in row:
        raw = f"{row['lower']}-{row['upper']}{row['unit']}"
        return Interval(raw, Decimal(row["lower"]), Decimal(row["upper"]), row["unit"])
    if "value" in row:
        return Quantity(
            row["sign"] + row["value"] + row["unit"], Comparator(row["sign"]), Decimal(row["value"]), row["unit"]
        )
    return NoTarget()


def _indicator(row: Mapping[str, Any]) -> Indicator:
    return Indicator(
        row.get("level1"),
        row.get("level2"),
        row["name"],
        _target(row),
        weight=Decimal(row["weight"]) if "weight" in row else None,
        children=tuple(_indicator(child) for child in row.get("children", ())),
        doubts=tuple(row.get("doubts", ())),
    )


def _declaration(case: Mapping[str, Any]) -> Declaration:
    orphan = case.get("orphan")
    funds: dict[str, Any] = {name: Decimal(amount) for name, amount in case.get("funds", {}).items()}
    return Declaration(
        Kind(case.get("kind", Kind.DECLARATION)),
        "case",
        Project(
            unit=case.get("unit", "某单位"),
            department=case.get("department"),
            start=case.get("start"),
            end=case.get("end"),
        ),
        funds=Funds(**funds),
        indicators=tuple(_indicator(row) for row in case.get("indicators", ())),
        notes=(Note("orphan_text", Severity.WARNING, orphan), Note("other", Severity.HINT, "另一件事"))
        if orphan
        else (),
        doubts=tuple(case.get("doubts", ())),
    )


def _facts(document: Mapping[str, Any], case: Mapping[str, Any]) -> Facts:
    tree = Taxonomy(
        "case",
        "示例指标体系",
        Citation("示例", Status.OURS),
        {level1: tuple(seconds) for level1, seconds in document.get("tree", DEFAULT_TREE).items()},
        date(2021, 1, 1),
        aliases={"效果指标": "效益指标"},
    )
    return Facts(
        taxonomy=None if case.get("no_tree") else tree,
        measured=case.get("measured", {}),
        weights=Decimal(case["weights"]) if "weights" in case else None,
    )


def _holds(finding: Finding, expected: Mapping[str, str]) -> bool:
    return (
        finding.indicator == expected.get("indicator")
        and finding.field == expected["field"]
        and finding.severity == expected["severity"]
        and expected["says"] in finding.message
        and expected.get("remedy", "") in finding.remedy
    )


@pytest.mark.parametrize(("code", "document", "case"), list(_cases()))
def test_the_rule_finds_what_its_case_file_says_and_nothing_else(
    code: str, document: dict[str, Any], case: dict[str, Any]
) -> None:
    found = [finding for finding in lint(_declaration(case), _facts(document, case)) if finding.code == code]
    assert len(found) == len(case["findings"]), found
    for finding, expected in zip(found, case["findings"], strict=True):
        assert _holds(finding, expected), (finding, expected)
        assert finding.remedy.endswith("。")
        assert finding.citation == rule(code).citation
