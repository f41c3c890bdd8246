"""Kinds whose value is one figure of one period: the shelf file says which, and what the ledger's state makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from youju.measures.contract import Answer, Kind, Question, Request
from youju.measures.figure import Figure, Recipe, in_words, proof, request
from youju.measures.states import Settle
from youju.model.ledger import Completeness, Ledger
from youju.model.measure import Measure
from youju.model.measurement import Measurement
from youju.model.target import NoTarget, Target


@dataclass(frozen=True, slots=True)
class OneFigure:
    """``unit``: how the value's unit follows from the measure's own and the target; ``settle``: a verb of states."""

    recipe: Recipe
    settle: Settle
    unit: Callable[[str | None, Target], str | None]

    def figure(self, question: Question, target: Target) -> Figure:
        """The figure in the unit it is wanted in."""
        parts, ledger = question.measure.parts, question.ledger
        own = question.measure.unit or self.recipe.unit(parts, ledger)
        return self.recipe.build(parts, ledger, self.unit(own, target))

    def ask(self, question: Question) -> tuple[Request, ...]:
        """One request, ``now``."""
        figure = self.figure(question, NoTarget())
        return (request(question, figure.aggregates, figure.where),)

    def finish(
        self, question: Question, answers: Mapping[str, Answer], completeness: Completeness, target: Target
    ) -> Measurement:
        """The figure, and its state."""
        found = self.figure(question, target).finish(answers["now"])
        return self.settle(question, found, completeness, target)

    def words(self, question: Question) -> Mapping[str, str]:
        """Numerator, denominator and method."""
        return in_words(question, self.figure(question, NoTarget()))

    def counting(self, question: Question) -> tuple[tuple[Request, str], ...]:
        """The rows of the one request."""
        counts = self.figure(question, NoTarget()).counts
        return tuple((proof(asked), counts) for asked in self.ask(question))

    def check(self, measure: Measure, ledger: Ledger) -> tuple[str, ...]:
        """What does not fit the recipe."""
        return self.recipe.shape.faults(measure.parts, ledger)


def kind_of(code: str, label: str, summary: str, figure: OneFigure) -> Kind:
    """The kind for the shelf."""
    return Kind(
        code=code,
        label=label,
        summary=summary,
        ask=figure.ask,
        finish=figure.finish,
        words=figure.words,
        counting=figure.counting,
        check=figure.check,
    )
