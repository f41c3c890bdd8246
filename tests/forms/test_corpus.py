"""Forms met in the field, with their defects: every field is read right or flagged; reading twice gives the same.

``corpus/`` keeps layout, separators and notation of real forms with invented names; ``corpus/expected`` is what a
careful person reads in them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from youju.errors import UnreadableError
from youju.notation.document import document_of
from youju.work.reading import read_file

CORPUS = Path(__file__).parent / "corpus"
EXPECTED = sorted((CORPUS / "expected").glob("*.json"))
TEXTS = sorted(path for path in CORPUS.iterdir() if path.is_file())
# Blank cells were lost in front of the targets, so that nothing on the page says whether a text is a name or a target.
LOST = {"27-hb-huangshi-monitor-2019"}
# No table can be found in these: columns torn apart or read as noise.
UNREAD = {"14-gd-education-2021"}


def leaves(value: object, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    else:
        yield path, value


def same(read: object, expected: object) -> bool:
    if isinstance(read, str) and isinstance(expected, str):
        return "".join(read.split()) == "".join(expected.split())
    return bool(read == expected)


def at(document: object, path: str) -> Any:  # noqa: ANN401 (a JSON value)
    for name in path.split("."):
        document = document.get(name) if isinstance(document, dict) else None
    return document


def wrong(read: dict[str, Any], expected: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """The fields that differ and are not flagged."""
    for path, value in leaves({name: part for name, part in expected.items() if name != "indicators"}):
        if path == "execution.parts":
            given = [
                {name: part[name] for name in wanted} for part, wanted in zip(at(read, path) or [], value, strict=False)
            ]
            if given != value:
                yield path, given, value
        elif not same(at(read, path), value) and path not in read["doubts"]:
            yield path, at(read, path), value
    left = list(read["indicators"])
    for row in expected["indicators"]:
        found = next((one for one in left if same(one["name"], row["name"])), None)
        if found is None:
            yield "indicators", None, row["name"]
            continue
        left.remove(found)
        yield from unflagged(found, row)


def unflagged(found: dict[str, Any], row: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    flagged = set(found["doubts"])
    if flagged & {"unit", "comparator"}:
        flagged.add("target")
    for path, value in leaves(row):
        if path != "certain" and not same(at(found, path), value) and path.partition(".")[0] not in flagged:
            yield f"{row['name']} {path}", at(found, path), value


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: str(path.stem))
def test_every_field_is_read_right_or_flagged(expected: Path) -> None:
    if expected.stem in LOST:
        pytest.xfail("its blank cells are lost")
    [text] = CORPUS.glob(f"{expected.stem}.*")
    read = [document_of(document) for document in read_file(text)]
    faults = [
        fault
        for document, wanted in zip(read, json.loads(expected.read_text("utf-8"))["documents"], strict=False)
        for fault in wrong(document, wanted)
    ]
    assert faults == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: str(path.stem))
def test_a_form_read_twice_gives_the_same(text: Path) -> None:
    if text.stem in UNREAD:
        with pytest.raises(UnreadableError, match=r"没有找到绩效表格|文件里的表格是空的"):
            read_file(text)
    else:
        assert read_file(text) == read_file(text)


def test_few_fields_are_flagged() -> None:
    documents = [
        document_of(document)
        for expected in EXPECTED
        if expected.stem not in LOST
        for document in read_file(next(CORPUS.glob(f"{expected.stem}.*")))[:1]
    ]
    rows = [row for document in documents for row in document["indicators"]]  # type: ignore[union-attr]
    certain = sum(not row["doubts"] for row in rows)  # type: ignore[index,call-overload]
    assert certain * 10 >= len(rows) * 6
