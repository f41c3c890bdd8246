"""What a PDF would unpack to, before anything unpacks it: a stream of a few kilobytes may hold gigabytes of blanks."""

from __future__ import annotations

import re
import zlib

from youju.errors import UnreadableError

LARGEST_WHOLE = 150_000_000  # bytes unpacked of all streams that are no pictures; these are never unpacked
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 1_000  # bytes before a stream; its dictionary stands there
_PACKED = (b"/FlateDecode", b"/Fl ", b"/Fl]", b"/Fl/", b"/Fl>")


def require_bounded(data: bytes) -> None:
    """Raises UnreadableError when the streams of a PDF would unpack beyond all use."""
    left = LARGEST_WHOLE
    for found in _STREAM.finditer(data):
        before = data[max(0, found.start() - _DICTIONARY) : found.start()]
        described = before[before.rfind(b"obj") :]
        times = sum(described.count(name) for name in _PACKED)
        if times and b"/Image" not in described:
            left -= _unpacked(data, found.end(), times, left)
        if left < 0:
            raise UnreadableError(
                f"PDF解压后超过 {LARGEST_WHOLE // 1_000_000} MB，不像一份表格，没有读。",
                "请只导出申报表所在的几页再读。",
            )


def _unpacked(data: bytes, start: int, times: int, most: int) -> int:
    """The size of a stream unpacked ``times`` over, at most one more than ``most``; damaged ones as far as they go."""
    unpacked: bytes | memoryview = memoryview(data)[start:]
    for _ in range(times):
        try:
            unpacked = zlib.decompressobj().decompress(unpacked, most + 1)
        except zlib.error:
            return 0
    return len(unpacked)
