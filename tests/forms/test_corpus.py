"""Forms met in the field, with their defects: every field is read right or flagged; reading twice gives the same.

``corpus/`` keeps layout, separators and notation of real forms with invented names; ``corpus/expected`` is what a
careful person reads in them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from comparing import compared, faults

from youju.errors import UnreadableError
from youju.notation.document import document_of
from youju.work.reading import read_file

CORPUS = Path(__file__).parent / "corpus"
EXPECTED = sorted((CORPUS / "expected").glob("*.json"))
TEXTS = sorted(path for path in CORPUS.iterdir() if path.is_file())
# No table can be found in these: columns torn apart or read as noise.
UNREAD = {"14-gd-education-2021"}


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: str(path.stem))
def test_every_field_is_read_right_or_flagged(expected: Path) -> None:
    [text] = CORPUS.glob(f"{expected.stem}.*")
    read = [document_of(document) for document in read_file(text)]
    wanted = json.loads(expected.read_text("utf-8"))["documents"]
    assert faults(compared(read, wanted)) == []


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: str(path.stem))
def test_no_row_is_read_that_nobody_expects(expected: Path) -> None:
    [text] = CORPUS.glob(f"{expected.stem}.*")
    wanted = json.loads(expected.read_text("utf-8"))["documents"]
    read = read_file(text)[: len(wanted)]
    assert [len(document.indicators) for document in read] == [len(document["indicators"]) for document in wanted]


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: str(path.stem))
def test_a_form_read_twice_gives_the_same(text: Path) -> None:
    if text.stem in UNREAD:
        with pytest.raises(UnreadableError, match="标签和内容没有挨在一起"):
            read_file(text)
    else:
        assert read_file(text) == read_file(text)


def test_few_fields_are_flagged() -> None:
    documents = [
        document_of(document)
        for expected in EXPECTED
        for document in read_file(next(CORPUS.glob(f"{expected.stem}.*")))[:1]
    ]
    rows = [row for document in documents for row in document["indicators"]]  # type: ignore[union-attr]
    certain = sum(not row["doubts"] for row in rows)  # type: ignore[index,call-overload]
    assert certain * 10 >= len(rows) * 6
