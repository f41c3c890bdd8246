"""What engines answered, kept as long as a ledger's evidence stays the same: one disposable file a ledger.

A question that was asked of the same cut before is not asked again, whichever engine answered; so after a new batch
only its ledger is read. The evidence itself is checked against its log all the same, every time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from youju.engines.contract import Engine, Groups, RowPage
from youju.engines.exact_json import read, written
from youju.evidence.durable import drafted
from youju.measures.contract import Answer, Number, Request
from youju.model.ledger import Cut
from youju.notation.canonical import canonical

CACHE = ".cache"
FORMAT = 1  # of the file, and of what the answers mean: another number, and everything is asked anew
MOST = 2_000  # answers of one ledger: every day asks new ones
_UNFIT = (OSError, ValueError, ArithmeticError, TypeError, KeyError, AttributeError)  # what a file of others can cause


@dataclass(frozen=True, slots=True)
class RememberingEngine:
    """Answers from ``folder`` what was answered before over the same cut, and asks the ``engine`` for the rest."""

    engine: Engine
    folder: Path

    @property
    def name(self) -> str:
        """The code of the engine that is asked."""
        return self.engine.name

    def run(self, cut: Cut, requests: Sequence[Request]) -> tuple[Answer, ...]:
        """One answer a request, in order. Raises as the engine does for what it is asked."""
        kept = _kept(self._file(cut), cut)
        keys = [_key(request) for request in requests]
        missing = {key: request for key, request in zip(keys, requests, strict=True) if key not in kept}
        if missing:
            answers = self.engine.run(cut, list(missing.values()))
            kept |= {key: _answer_written(answer) for key, answer in zip(missing, answers, strict=True)}
            _keep(self._file(cut), cut, kept)
        return tuple(_answer_read(kept[key]) for key in keys)

    def groups(self, cut: Cut, requests: Sequence[Request], by: str) -> Groups:
        """The requests for each group, remembered as a whole. Raises as the engine does."""
        key = _key((by, tuple(requests)))
        kept = _kept(self._file(cut), cut)
        if key not in kept:
            kept[key] = _groups_written(self.engine.groups(cut, requests, by))
            _keep(self._file(cut), cut, kept)
        return _groups_read(kept[key])

    def rows(self, cut: Cut, requests: Sequence[tuple[Request, str]], limit: int, offset: int = 0) -> RowPage:
        """Rows come from the evidence, always."""
        return self.engine.rows(cut, requests, limit, offset)

    def sql(self, cut: Cut, request: Request) -> str:
        """The statement of the engine."""
        return self.engine.sql(cut, request)

    @contextmanager
    def calculation(self, cuts: Iterable[Cut]) -> Iterator[RememberingEngine]:
        """The engine for a calculation over all of these cuts."""
        with self.engine.calculation(cuts) as engine:
            yield replace(self, engine=engine)

    def _file(self, cut: Cut) -> Path:
        return self.folder / f"{cut.ledger.code}.json"


def _key(asked: object) -> str:
    """Whatever decides an answer besides the cut: nouns of the model all say in their ``repr`` what they are."""
    return hashlib.sha256(repr(asked).encode()).hexdigest()


def _state(cut: Cut) -> str:
    """The evidence and how it is read: the head of the log vouches for every entry before it."""
    return _key((FORMAT, cut.ledger, cut.sequence, cut.head))


def _kept(path: Path, cut: Cut) -> dict[str, Any]:
    """What the file has for this cut; nothing where it is not there, damaged, or of other evidence."""
    try:
        found = json.loads(path.read_bytes())
        answers: dict[str, Any] = found["answers"]
        if found["cut"] != _state(cut) or found["sha256"] != _digest(answers):
            return {}
        for kept in answers.values():
            _groups_read(kept) if "groups" in kept else _answer_read(kept)
    except _UNFIT:
        return {}
    return answers


def _keep(path: Path, cut: Cut, answers: Mapping[str, Any]) -> None:
    latest = dict(list(answers.items())[-MOST:])
    content = {"cut": _state(cut), "sha256": _digest(latest), "answers": latest}
    with suppress(OSError):  # no room or no right to write: it is computed again next time
        path.parent.mkdir(exist_ok=True)
        with drafted(path) as draft:
            draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            draft.replace(path)


def _digest(answers: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(answers)).hexdigest()


def _answer_written(answer: Answer) -> dict[str, Any]:
    return {"answer": {name: written(number) for name, number in answer.items()}}


def _answer_read(kept: Mapping[str, Any]) -> Answer:
    return {name: _number(found) for name, found in kept["answer"].items()}


def _number(found: object) -> Number | None:
    number = read(found)
    if isinstance(number, str | bool):
        raise ValueError(found)  # noqa: TRY004 (of a file, not of a call)
    return number


def _groups_written(groups: Groups) -> dict[str, Any]:
    """Groups as pairs: a group may have no name."""
    return {
        "groups": [[[name, _answer_written(one)] for name, one in own.items()] for own in groups.answers],
        "empty": [_answer_written(one) for one in groups.empty],
        "more": groups.more,
    }


def _groups_read(kept: Mapping[str, Any]) -> Groups:
    return Groups(
        tuple({name: _answer_read(one) for name, one in own} for own in kept["groups"]),
        tuple(_answer_read(one) for one in kept["empty"]),
        kept["more"],
    )
