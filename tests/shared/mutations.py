"""Harm done to real files, each time the same for the same random numbers: what downloads, programs and people do.

``mutated`` knows what a file is made of: an archive is harmed inside its parts and packed again, a PDF inside its
objects and unpacked streams, a text in its letters, cells and encoding; any file in its bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from random import Random

from text_mutations import LARGEST, MARKUP, TEXT, Harm, moved_lines, wrong_numbers

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
OBJECT = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
WEIGHTY = re.compile(r"word/document\.xml|xl/(?!theme)")  # parts of office files that hold what is read


def harmed(files: Sequence[tuple[str, bytes]], seed: int, number: int) -> tuple[str, bytes]:
    """The name of one of the files and its bytes after harm: always the same for the same files and numbers."""
    random = Random(f"{seed}:{number}")  # noqa: S311 (nothing is kept secret)
    name, data = random.choice(files)
    return name, mutated(data, [other for _, other in files], random)


def mutated(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The file after one to three harms; some splice in a piece of one of the ``others``."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        if random.random() < 0.08:
            data = _spliced(data, random.choice(others), random)
        else:
            data = random.choice(_harms(data, random))(data, random)[:LARGEST]
    return data


def _harms(data: bytes, random: Random) -> Sequence[Harm]:
    """What can be done to a file of this kind; its own kind is chosen more often than its bytes."""
    if random.random() < 0.3:
        return BYTES
    if data.startswith(b"PK"):
        return (in_archive,)
    if data.startswith(b"%PDF"):
        return PDF
    if data.startswith(b"\xd0\xcf"):
        return (*BYTES, wrong_words, wrong_words)
    if data.lstrip()[:1] == b"<":
        return (*MARKUP, *TEXT)
    return TEXT


def _piece(data: bytes, random: Random, longest: int = 4_000) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.randrange(random.choice((2, 30, longest))))


def _spliced(data: bytes, other: bytes, random: Random) -> bytes:
    """A piece of another file in place of a piece of this one."""
    (start, end), (first, last) = _piece(data, random), _piece(other, random)
    return data[:start] + other[first:last] + data[end:]


# any bytes


def cut_off(data: bytes, random: Random) -> bytes:
    """Its end is missing."""
    return data[: random.randrange(len(data) + 1)]


def beheaded(data: bytes, random: Random) -> bytes:
    """Its beginning is missing."""
    return data[random.randrange(min(len(data), 2_000) + 1) :]


def flipped_bits(data: bytes, random: Random) -> bytes:
    """Some bits are the other way round."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 4, 20, 200)) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def lost_piece(data: bytes, random: Random) -> bytes:
    """A piece is missing."""
    start, end = _piece(data, random)
    return data[:start] + data[end:]


def doubled_piece(data: bytes, random: Random) -> bytes:
    """A piece is there several times, up to runs of hundreds of thousands of characters."""
    start, end = _piece(data, random, 400)
    return data[:start] + data[start:end] * random.choice((2, 3, 50, 2_000, 10_000)) + data[end:]


def blanked_piece(data: bytes, random: Random) -> bytes:
    """A piece was never written: the disk holds the same byte all along."""
    start, end = _piece(data, random)
    return data[:start] + random.choice((b"\0", b"\xff", b" ", b"\n")) * (end - start) + data[end:]


def wrong_words(data: bytes, random: Random) -> bytes:
    """Counts and offsets of two or four bytes hold the largest, the smallest or any number."""
    changed = bytearray(data)
    worst = (b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\x01\0\0\0", random.randbytes(4))
    for _ in range(random.choice((1, 3, 30))):
        at, size = random.randrange(len(changed) // 2 + 1) * 2, random.choice((2, 4))
        if at + size <= len(changed):
            changed[at : at + size] = random.choice(worst)[:size]
    return bytes(changed)


# archives


def in_archive(data: bytes, random: Random) -> bytes:
    """A part of an archive is harmed, missing, there twice, or has another's name or content."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist() if info.file_size < LARGEST]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        return flipped_bits(data, random)
    if not parts:
        return data
    [at] = random.choices(range(len(parts)), [10 if WEIGHTY.match(name) else 1 for name, _ in parts])
    name, content = parts[at]
    what = random.random()
    if what < 0.04:
        parts.pop(at)
    elif what < 0.08:
        parts.append((f"{name}~", random.choice(parts)[1]))
    elif what < 0.12:
        parts[at] = (random.choice(parts)[0], content)
    else:
        parts[at] = (name, random.choice((*MARKUP, *BYTES))(content, random)[:LARGEST])
    return packed(dict(parts))


def packed(parts: dict[str, bytes]) -> bytes:
    """An archive of the parts; without the hour of its making, so that it is the same each time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, compresslevel=1)
    return file.getvalue()


# PDF


def in_object(data: bytes, random: Random) -> bytes:
    """An object has wrong numbers, refers to another, is missing or holds another's content."""
    objects = list(OBJECT.finditer(data))
    if not objects:
        return flipped_bits(data, random)
    found = random.choice(objects)
    content = found.group()
    what = random.randrange(4)
    if what == 0:
        content = b""
    elif what == 1:
        head, mark, rest = content.partition(b"stream")
        content = wrong_numbers(head, random) + mark + rest
    elif what == 2:
        content = re.sub(
            rb"\d+ 0 R", b"%d 0 R" % random.randrange(1, len(objects) + 3), content, count=random.choice((0, 1))
        )
    else:
        content = content[: content.find(b"obj") + 3] + random.choice(objects).group().partition(b"obj")[2]
    return data[: found.start()] + content + data[found.end() :]


def in_stream(data: bytes, random: Random) -> bytes:
    """A packed stream (a page, a font, a table of characters) is harmed inside and packed again."""
    streams = list(STREAM.finditer(data))
    if not streams:
        return flipped_bits(data, random)
    found = random.choice(streams)
    try:
        content = zlib.decompress(found.group(1))
    except zlib.error:
        return flipped_bits(data, random)
    inside = (wrong_numbers, wrong_numbers, moved_lines, lost_piece, doubled_piece, flipped_bits)
    stream = zlib.compress(random.choice(inside)(content, random)[:LARGEST], 1)
    before = data[: found.start(1)]
    if random.random() < 0.7:
        at = before.rfind(b"/Length")
        before = before[:at] + re.sub(rb"/Length\s+\d+(?! 0 R)", b"/Length %d" % len(stream), before[at:], count=1)
    return before + stream + data[found.end(1) :]


BYTES: tuple[Harm, ...] = (cut_off, beheaded, flipped_bits, lost_piece, doubled_piece, blanked_piece, wrong_words)
PDF: tuple[Harm, ...] = (in_object, in_stream, in_stream, wrong_numbers)
