"""What any file may do to its reader: give documents, or be refused with a sentence and a remedy; nothing else."""

from __future__ import annotations

import json

from youju.errors import YoujuError
from youju.importers import rows_of
from youju.notation.document import document_of
from youju.work.reading import forms_in

MOST_ROWS = 20_000  # of a dump that are taken


def read_without_harm(data: bytes, name: str) -> bool:
    """Reads the bytes as ``youju read`` does; whether they gave a document.

    What the readers raise besides YoujuError gets out, and AssertionError where a refusal does not say what to do.
    """
    try:
        documents = forms_in(data, name)[1]
    except YoujuError as fault:
        _require_words(fault)
        return False
    for document in documents:
        json.dumps(document_of(document), ensure_ascii=False).encode()
    return True


def take_without_harm(data: bytes, name: str) -> None:
    """Reads the bytes as a dump, its first rows; raises as ``read_without_harm`` does."""
    try:
        for _ in zip(range(MOST_ROWS), rows_of(data, name).rows, strict=False):
            pass
    except YoujuError as fault:
        _require_words(fault)


def _require_words(fault: YoujuError) -> None:
    assert fault.message.endswith("。"), f"no sentence: {fault.message!r}"
    assert fault.remedy.endswith("。"), f"no remedy for: {fault.message!r}"
