"""The key that signs sessions: made once and kept beside the data, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

NAME = ".web-key"


def key_of(root: Path) -> str:
    """The key kept in the folder; one for this process alone where the folder is not there or cannot be written."""
    path = root / NAME
    try:
        kept = path.read_text(encoding="ascii").strip()
    except OSError:
        kept = ""
    return kept or secrets.token_urlsafe(50)


def make_key(root: Path) -> None:
    """Makes the key of the folder where there is none."""
    path = root / NAME
    if path.exists():
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
