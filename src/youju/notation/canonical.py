"""Canonical bytes and digests: the same document gives the same bytes on every machine, so a chain can be checked."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence

from youju.model.dossier import Act, Data

DEFAULT_ALGORITHM = "sha256"


def _normal(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", str(key)): _normal(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_normal(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form: decimals are written as text, never as floats")


def canonical(document: Mapping[str, object]) -> bytes:
    """UTF-8 JSON, keys by code point, no blanks, NFC, short escapes only. Raises TypeError on floats and decimals."""
    text = json.dumps(_normal(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest_of(document: Mapping[str, object]) -> str:
    """Hexadecimal digest of the canonical bytes: sha256, or the algorithm the document names under ``algorithm``."""
    algorithm = document.get("algorithm", DEFAULT_ALGORITHM)
    return hashlib.new(str(algorithm), canonical(document)).hexdigest()


def act_document(act: Act) -> dict[str, Data]:
    """Everything of an act that its digest covers."""
    return {
        "workspace": act.workspace,
        "stream": act.stream,
        "sequence": act.sequence,
        "kind": act.kind,
        "by": act.by,
        "role": act.role,
        "at": act.at,
        "body": dict(act.body),
        "previous": act.previous,
    }
