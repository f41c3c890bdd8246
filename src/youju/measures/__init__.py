"""Shelf: measure kinds turn rows of evidence into values; one kind a file in ``kinds``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from youju.errors import NotFoundError, UnreadableError
from youju.measures.contract import Answer, Kind, Question, Request
from youju.measures.parts import condition_faults
from youju.model.ledger import Completeness, Ledger
from youju.model.measure import Measure
from youju.model.measurement import Measurement
from youju.model.target import Target
from youju.notation import definition
from youju.registry import shelf


def all_kinds() -> tuple[Kind, ...]:
    """All measure kinds, in the order of their codes (``kinds`` itself is the folder of the shelf)."""
    return shelf("youju.measures.kinds", Kind)


def kind(code: str) -> Kind:
    """The kind of that code. Raises NotFoundError."""
    for found in all_kinds():
        if found.code == code:
            return found
    known = "、".join(found.code for found in all_kinds())
    raise NotFoundError(f"没有叫“{code}”的度量方式。", f"可以用：{known}。", {"kind": code})


def ask(question: Question) -> tuple[Request, ...]:
    """What to ask an engine for: requests named ``now`` and, for a change, ``base``."""
    return kind(question.measure.kind).ask(question)


def finish(
    question: Question, answers: Mapping[str, Answer], completeness: Completeness, target: Target
) -> Measurement:
    """The measurement from the answers (by request name), in exact arithmetic, with its words."""
    found = kind(question.measure.kind)
    return replace(found.finish(question, answers, completeness, target), words=found.words(question))


def words(question: Question) -> Mapping[str, str]:
    """``numerator``, ``denominator`` (empty where there is none) and ``method`` in Chinese."""
    return kind(question.measure.kind).words(question)


def counting(question: Question) -> tuple[tuple[Request, str], ...]:
    """The requests whose rows prove the value, each with the word an engine's ``rows`` takes for them."""
    return kind(question.measure.kind).counting(question)


def check(measure: Measure, ledger: Ledger) -> tuple[str, ...]:
    """What is wrong with a measure of that ledger, in Chinese; empty when nothing is. Raises NotFoundError (kind)."""
    where = (fault for condition in measure.where for fault in condition_faults(condition, ledger))
    return (*where, *kind(measure.kind).check(measure, ledger))


def register(measure: Measure) -> str | None:
    """The kind of register a checklist speaks of (管理制度), by which a unit's own list of items is found."""
    part = measure.parts.get("register")
    return str(part) if part is not None else None


def measure_from(data: Mapping[str, object], ledgers: Mapping[str, Ledger]) -> Measure:
    """A unit's own measure from its data, checked against the kinds and ledgers there are.

    Decimals come as Decimal or text. Raises UnreadableError with place and remedy for anything that does not fit.
    """
    measure = definition.measure_from(data)
    place = {"measure": measure.code}
    if measure.kind not in {found.code for found in all_kinds()}:
        known = "、".join(found.code for found in all_kinds())
        raise UnreadableError(f"没有叫“{measure.kind}”的度量方式。", f"可以用：{known}。", {**place, "field": "kind"})
    if measure.ledger not in ledgers:
        known = "、".join(ledgers)
        raise UnreadableError(f"没有叫“{measure.ledger}”的台账。", f"可以用：{known}。", {**place, "field": "ledger"})
    faults = check(measure, ledgers[measure.ledger])
    if faults:
        raise UnreadableError(f"“{measure.label}”的定义不能用：{'；'.join(faults)}。", "请按提示改正后再试。", place)
    return measure


checklist_from = definition.checklist_from
