"""The characters that the embedded fonts can print, from their own tables: PDF/A forbids a letter without a shape."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from struct import unpack_from

import pylopdf_fonts_zh_cn as fonts

# 〓 is what printers set where they have no type for a character.
MISSING = "〓"
_SEGMENTED = 12  # the format of a table of code points that reaches beyond the first 65,536


def printable(text: str) -> str:
    """The text with 〓 for each character that neither font has."""
    if all(character in _covered() for character in set(text) - {"\n"}):
        return text
    return "".join(character if character == "\n" or character in _covered() else MISSING for character in text)


@cache
def _covered() -> frozenset[str]:
    return frozenset(map(chr, _code_points(fonts.serif_path()) | _code_points(fonts.sans_path())))


def _code_points(font: Path) -> set[int]:
    """The code points of an OpenType font: its table ``cmap``, the segments of its full Unicode part."""
    data = font.read_bytes()
    (tables,) = unpack_from(">H", data, 4)
    places = {data[at : at + 4]: unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}
    start = places[b"cmap"]
    (parts,) = unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for at in range(start + 4, start + 4 + 8 * parts, 8):
        part = start + unpack_from(">I", data, at + 4)[0]
        if unpack_from(">H", data, part)[0] != _SEGMENTED:
            continue
        (segments,) = unpack_from(">I", data, part + 12)
        for segment in range(part + 16, part + 16 + 12 * segments, 12):
            first, last, glyph = unpack_from(">III", data, segment)
            # Glyph 0 is the empty box.
            found.update(range(first if glyph else first + 1, last + 1))
    return found
