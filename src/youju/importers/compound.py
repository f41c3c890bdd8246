"""One stream out of a compound file, the container of the old office formats: a small file system in sectors.

A damaged file may point its sectors anywhere and in circles; every chain ends at the size of the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from youju.errors import UnreadableError

_HEADER = 512
_LAST_SECTOR = 0xFFFF_FFFA  # numbers from here on mark ends and free sectors
_ENTRY = 128
_IN_HEADER = 109  # sectors of the table that the header itself names
_REMEDY = "请重新下载或拷贝这份文件；也可用办公软件打开，另存为“Excel 工作簿（.xlsx）”后再读。"


def damaged() -> UnreadableError:
    """The fault of a compound file that is cut off or whose sectors lead nowhere."""
    return UnreadableError("文件不完整或已损坏，打不开。", _REMEDY)


def stream(data: bytes, names: Sequence[str]) -> bytes:
    """The bytes of the first stream that has one of the names. Raises UnreadableError for a damaged file."""
    try:
        return _Compound(data).stream(names)
    except (struct.error, IndexError, OverflowError):
        raise damaged() from None


class _Compound:
    """The sectors of the file, and the table that chains them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        major, _, shift, short_shift = struct.unpack_from("<4H", data, 26)
        self._size, self._short_size = 1 << min(shift, 20), 1 << min(short_shift, 20)
        self._first = max(_HEADER, self._size) if major > 3 else _HEADER  # noqa: PLR2004 (version 4 pads its header)
        self._directory_start, _, self._cutoff, self._short_table, _, more, _ = struct.unpack_from("<7I", data, 48)
        self._table = self._sector_table(more)

    def _sector_table(self, more: int) -> list[int]:
        numbers = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        seen = 0
        while more < _LAST_SECTOR and seen * self._size < len(self._data):
            listed = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            numbers.extend(listed[:-1])
            more, seen = listed[-1], seen + 1
        table: list[int] = []
        for number in numbers:
            if number < _LAST_SECTOR:
                table.extend(struct.unpack(f"<{self._size // 4}I", self._sector(number)))
            if len(table) * self._size > 2 * len(self._data) + self._size * self._size:
                break  # a table that is larger than the file leads nowhere
        return table

    def _sector(self, number: int) -> bytes:
        start = self._first + number * self._size
        part = self._data[start : start + self._size]
        if not part:
            raise damaged()
        return part.ljust(self._size, b"\0")

    def _chain(self, start: int, table: Sequence[int]) -> Iterator[int]:
        number, taken = start, 0
        while number < _LAST_SECTOR:
            taken += 1
            if taken > len(table):
                raise damaged()
            yield number
            number = table[number]

    def _whole(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._chain(start, self._table))

    def stream(self, names: Sequence[str]) -> bytes:
        directory = self._whole(self._directory_start)
        entries: dict[str, tuple[int, int]] = {}
        root = None
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<2I", directory, at + 116)
            if directory[at + 66] == 5:  # noqa: PLR2004 (the root, which holds the short streams)
                root = start
            elif directory[at + 66] == 2:  # noqa: PLR2004 (a stream)
                entries.setdefault(name, (start, size))
        for name in names:
            if name in entries:
                return self._contents(entries[name], root)
        raise damaged()

    def _contents(self, entry: tuple[int, int], root: int | None) -> bytes:
        start, size = entry
        if size >= self._cutoff or root is None:
            return self._whole(start)[:size]
        short = self._whole(root)
        packed = self._whole(self._short_table)
        table = struct.unpack(f"<{len(packed) // 4}I", packed)
        width = self._short_size
        return b"".join(short[number * width : (number + 1) * width] for number in self._chain(start, table))[:size]
