"""Files that hold files: what an office document's container is, and its parts, opened without harm to the machine.

A small archive may unpack to terabytes, be cut off, or be locked by a password; each is said in one sentence.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from youju.errors import UnreadableError

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_PARTS = 20_000
LARGEST_PART = 300_000_000
_PIECE = 1 << 20
LARGEST_WHOLE = 600_000_000  # unpacked, all parts together
_SAVE_AGAIN = "请用办公软件打开，另存一份后再读。"
_UNLOCK = "请用办公软件打开，去掉打开密码，另存一份后再读。"


@dataclass(frozen=True, slots=True)
class Container:
    """An opened archive; ``names`` are its parts."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises UnreadableError when it is damaged, locked or larger than it says."""
        with _opened(self.archive, name) as stream:
            data = stream.read(LARGEST_PART + 1)
        if len(data) > LARGEST_PART:
            raise _too_large()
        return data

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part one piece after the other, for what need not stand in memory. Raises as ``part`` does."""
        size = 0
        with _opened(self.archive, name) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > LARGEST_PART:
                    raise _too_large()
                yield piece


@contextmanager
def _opened(archive: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    try:
        with archive.open(name) as stream:
            yield stream
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, KeyError, ValueError):
        raise UnreadableError(f"文件的“{name}”部分损坏了，读不出内容。", _SAVE_AGAIN) from None
    except RuntimeError:
        raise UnreadableError("文件设了密码，读不出内容。", _UNLOCK) from None


def parts_of(data: bytes) -> frozenset[str]:
    """Names of the parts of an archive; empty for anything else and for a damaged one."""
    if not data.startswith(ZIP):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()


def opened(data: bytes) -> Container:
    """The archive of an office document. Raises UnreadableError when it is cut off or would unpack beyond all use."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableError("文件不完整或已损坏，打不开。", f"请重新下载或拷贝这份文件；{_SAVE_AGAIN}") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_WHOLE:
        raise _too_large()
    return Container(archive, frozenset(part.filename for part in parts))


def streams_of(data: bytes) -> frozenset[str]:
    """Which known streams a compound file (the old office formats) names in its directory; empty for anything else.

    ``Workbook`` and ``Book`` are workbooks, ``WordDocument`` a text, ``EncryptedPackage`` a new document with a
    password.
    """
    if not data.startswith(COMPOUND):
        return frozenset()
    known = ("Workbook", "Book", "WordDocument", "EncryptedPackage", "PowerPoint Document")
    return frozenset(name for name in known if f"\0{name}\0".encode("utf-16-le")[1:] in data)


def locked() -> UnreadableError:
    """The fault of a document with a password."""
    return UnreadableError("文件设了打开密码，读不出内容。", _UNLOCK)


def _too_large() -> UnreadableError:
    return UnreadableError(
        f"文件解压后超过 {LARGEST_WHOLE // 1_000_000} MB，不像一份表格，没有读。", "请只保留要读的表，另存后再读。"
    )
