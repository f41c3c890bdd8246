"""Where a word stands in the files of a folder: in their bytes, in what they pack, in rows that are stored packed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


def found_in(folder: Path, word: str) -> list[str]:
    """The files below the folder, by their paths in it, in which the word stands in any usual encoding or in JSON."""
    spelt = [word.encode(encoding) for encoding in ENCODINGS] + [word.encode("unicode_escape")]
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return [
        file.relative_to(folder).as_posix()
        for file in files
        if any(one in part for part in (file.name.encode(), *_contents(file)) for one in spelt)
    ]


def _contents(file: Path) -> Iterator[bytes]:
    content = file.read_bytes()
    yield from _unpacked(content)
    if content.startswith(b"PAR1"):
        with duckdb.connect() as connection:
            yield repr(connection.read_parquet(str(file)).fetchall()).encode()


def _unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _unpacked(archive.read(name))
