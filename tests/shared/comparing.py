"""A document read, beside what a careful person reads in the same form: each field right, flagged, wrong or missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Document = dict[str, Any]


class State(StrEnum):
    """``FLAGGED``: not as expected, and the document doubts it; ``MISSED``: nothing was read where something stands."""

    RIGHT = "right"
    FLAGGED = "flagged"
    WRONG = "wrong"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Compared:
    """One field. ``row`` names its indicator, None above the table; ``number`` counts the rows as read from 0."""

    row: str | None
    path: str
    read: Any
    expected: Any
    state: State
    number: int | None = None


def compared(documents: Sequence[Document], expected: Sequence[Document]) -> Iterator[Compared]:
    """Every expected field of the forms of a file, in order; a form that was not read at all is missed as a whole."""
    for number, wanted in enumerate(expected):
        if number < len(documents):
            yield from _document(documents[number], wanted)
        else:
            yield Compared(None, f"documents.{number}", None, at(wanted, "project.name"), State.MISSED)


def faults(found: Iterable[Compared]) -> list[Compared]:
    """The fields that are neither right nor flagged."""
    return [one for one in found if one.state in (State.WRONG, State.MISSED)]


def at(document: object, path: str) -> Any:  # noqa: ANN401 (a JSON value)
    """What stands under a path with dots; None where nothing does."""
    for name in path.split("."):
        document = document.get(name) if isinstance(document, dict) else None
    return document


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else name)
    else:
        yield path, value


def _same(read: object, expected: object) -> bool:
    if isinstance(read, str) and isinstance(expected, str):
        return "".join(read.split()) == "".join(expected.split())
    return bool(read == expected)


def _state(read: object, expected: object, *, flagged: bool) -> State:
    if _same(read, expected):
        return State.RIGHT
    if flagged:
        return State.FLAGGED
    return State.MISSED if read in (None, []) else State.WRONG


def _document(read: Document, expected: Document) -> Iterator[Compared]:
    for path, value in _leaves({name: part for name, part in expected.items() if name != "indicators"}):
        given = at(read, path)
        if path == "execution.parts":  # only what is expected of each
            given = [{name: part[name] for name in wanted} for part, wanted in zip(given or [], value, strict=False)]
        yield Compared(None, path, given, value, _state(given, value, flagged=path in read["doubts"]))
    left = dict(enumerate(read["indicators"]))
    for row in expected["indicators"]:
        number = next((at for at, one in left.items() if _same(one["name"], row["name"])), None)
        if number is None:
            yield Compared(row["name"], "name", None, row["name"], State.MISSED)
        else:
            yield from _row(number, left.pop(number), row)


def _row(number: int, found: Document, row: Document) -> Iterator[Compared]:
    flagged = set(found["doubts"])
    if flagged & {"unit", "comparator"}:
        flagged.add("target")
    for path, value in _leaves(row):
        if path == "certain":
            continue
        given = at(found, path)
        state = _state(given, value, flagged=path.partition(".")[0] in flagged)
        yield Compared(row["name"], path, given, value, state, number)
