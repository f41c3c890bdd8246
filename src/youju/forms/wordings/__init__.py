"""The texts of forms that are not labels: what a review asks and an evaluation judges, one file a form, all data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from youju.model.assessment import EvaluationRow
from youju.model.citation import Citation, Status


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """One point of the review: its official name, what it is worth, and what is asked where the wording is known."""

    name: str
    points: Decimal
    question: str | None


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """The points of one heading (一、完整性审核)."""

    title: str
    points: tuple[ReviewPoint, ...]

    @property
    def worth(self) -> Decimal:
        """The points of the group together."""
        return sum((point.points for point in self.points), Decimal(0))


@dataclass(frozen=True, slots=True)
class ReviewWording:
    """The review form of one regulation; ``grades`` from best to worst."""

    title: str
    citation: Citation
    grades: tuple[str, ...]
    groups: tuple[ReviewGroup, ...]


@dataclass(frozen=True, slots=True)
class EvaluationWording:
    """The framework of evaluation of one regulation: rows that are worth something and say how they are judged."""

    title: str
    citation: Citation
    rows: tuple[EvaluationRow, ...]


@cache
def review_wording(code: str) -> ReviewWording:
    """The review form of that file (``review-88``)."""
    file = _file(code)
    groups = tuple(
        ReviewGroup(
            group["title"],
            tuple(ReviewPoint(item["name"], Decimal(item["points"]), item.get("question")) for item in group["point"]),
        )
        for group in file["group"]
    )
    return ReviewWording(file["title"], _citation(file), tuple(file["grades"]), groups)


@cache
def evaluation_wording(code: str) -> EvaluationWording:
    """The framework of that file (``evaluation-10``)."""
    file = _file(code)
    return EvaluationWording(file["title"], _citation(file), tuple(_evaluation_row(row) for row in file["row"]))


def _evaluation_row(row: Mapping[str, Any]) -> EvaluationRow:
    level1, level2, level3 = row["levels"]
    return EvaluationRow(
        level1,
        level2,
        level3,
        available=Decimal(row["points"]),
        explanation=row.get("explanation"),
        standard=row.get("standard"),
    )


def _file(code: str) -> Mapping[str, Any]:
    return tomllib.loads(files("youju.forms.wordings").joinpath(f"{code}.toml").read_text("utf-8"))


def _citation(file: Mapping[str, Any]) -> Citation:
    given = file["citation"]
    return Citation(given["reference"], Status(given["status"]), given["article"])
