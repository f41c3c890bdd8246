"""Where the parts of the evidence lie in a workspace folder."""

from __future__ import annotations

import os
from pathlib import Path


def folder(root: Path, ledger: str) -> Path:
    """All of one ledger."""
    return root / "ledgers" / ledger


def log_file(root: Path, ledger: str, sequence: int) -> Path:
    """An entry of the ledger's log."""
    return folder(root, ledger) / "log" / f"{sequence:06d}.json"


def head_file(root: Path, ledger: str) -> Path:
    """What the log's last entry was."""
    return folder(root, ledger) / "head.json"


def head_files(root: Path) -> list[tuple[str, str, str]]:
    """The ledgers that have a folder, by code, each with the addresses of its log's folder and of its ``head_file``.

    Addresses are text: every page asks for them, and thirty ``Path`` cost more than thirty looks at the disk.
    """
    every = folder(root, "")
    codes = sorted(entry.name for entry in os.scandir(every)) if every.is_dir() else []
    return [(code, f"{every}/{code}/log", f"{every}/{code}/head.json") for code in codes]


def batch_file(root: Path, ledger: str, batch: str) -> Path:
    """The rows of a batch."""
    return folder(root, ledger) / "batches" / f"{batch}.parquet"


def superseded_file(root: Path, ledger: str, batch: str) -> Path:
    """The positions of the rows that a batch replaced."""
    return folder(root, ledger) / "batches" / f"{batch}.superseded.parquet"


def source_file(root: Path, sha256: str) -> Path:
    """A file as it came, kept by its digest."""
    return root / "blobs" / sha256
