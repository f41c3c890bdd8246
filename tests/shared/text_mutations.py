"""Harm done to written content: to the markup of pages and of the parts of office documents, and to plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

Harm: TypeAlias = Callable[[bytes, Random], bytes]
LARGEST = 3_000_000  # bytes: what a piece repeated over and over may grow to

NUMBERS = (
    *(b"0", b"-1", b"1", b"2", b"65535", b"1000000", b"2147483648", b"99999999999999999999", b"1e9", b"1e999999999"),
    *(b"", b"NaN", b"0x7f", b"1.5", b"-0.0", "１２".encode(), "²".encode(), "١".encode(), b"9" * 5_000),
)
TEXTS = (
    *("9" * 5_000, "1e999999999", "NaN", "Infinity", "-0", "0.0000000000000000000000001", "²", "①②", "١٢٣", "〇", "％"),
    *("≥", "≥≤=", "100%100%100%", "＝１００％", "2021年13月45日", "0000-00-00", "9999999年", "2021-2月30日", "1:2:3"),
    *("\u2028", "\ufeff", "\u200b\u200d", "\r", "\x0b\x0c", "\t|\t|", "(" * 3_000, "（元）" * 500),
    *("一级指标", "二级指标", "三级指标", "指标值", "项目名称", "产出指标(50分)", "总分", "(万元)", "指标1："),
    *("□√", "■", "★", "一" * 10_000, "年度指标值 " * 2_000, "99.9%、" * 3_000),
)
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7")
SEPARATORS = (b"\t", b"|", b" ", b",", b";", b"\n", b"\r", b"", "　".encode(), b'"', b" |\n", b"\x0c", b"<td>")
_TAG, _TEXT = re.compile(rb"<[^<>]{1,200}>"), re.compile(rb">([^<>]+)<")
_ATTRIBUTE = re.compile(rb"""=["']?(-?[A-Z]{0,3}\d+)""")


def _replaced(data: bytes, places: Sequence[tuple[int, int]], values: Sequence[bytes], random: Random) -> bytes:
    """One to twenty of the places hold one of the values."""
    for start, end in sorted(random.sample(places, min(len(places), random.choice((1, 3, 20)))), reverse=True):
        data = data[:start] + random.choice(values) + data[end:]
    return data


def wrong_numbers(data: bytes, random: Random) -> bytes:
    """Some numbers written in digits are other numbers, or none."""
    return _replaced(data, [match.span() for match in re.finditer(rb"\d+", data)], NUMBERS, random)


def repeated(piece: bytes, times: int) -> bytes:
    """The piece so many times, as long as that is not too large."""
    return piece * min(times, LARGEST // max(len(piece), 1))


# markup


def wrong_attributes(data: bytes, random: Random) -> bytes:
    """Attributes such as spans, styles and references hold huge, negative or no numbers."""
    return _replaced(data, [match.span(1) for match in _ATTRIBUTE.finditer(data)], NUMBERS, random)


def wrong_texts(data: bytes, random: Random) -> bytes:
    """Texts between tags hold what no form has."""
    values = [text.encode() for text in TEXTS]
    return _replaced(data, [match.span(1) for match in _TEXT.finditer(data)], values, random)


def added_spans(data: bytes, random: Random) -> bytes:
    """Cells cover rows and columns that are not there, or lie over each other; rows are hidden."""
    number = random.choice((b"0", b"-3", b"3", b"64", b"65535", b"99999999999"))
    ends = [random.choice((b"C", b"XFD")) for _ in range(8)]
    merged = b"".join(b'<mergeCell ref="A%d:%b%d"/>' % (at, end, at + 3) for at, end in enumerate(ends, start=1))
    added = {
        b"<td": b'<td rowspan="%b" colspan="%b"' % (number, random.choice((b"2", number))),
        b"<w:tcPr>": b'<w:tcPr><w:gridSpan w:val="%b"/>' % number,
        b"<w:tcPr": random.choice((b"<w:vMerge/><w:tcPr", b'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:tcPr')),
        b"<w:tr>": b'<w:tr><w:trPr><w:gridBefore w:val="%b"/></w:trPr>' % number,
        b"</sheetData>": b"</sheetData><mergeCells>%b</mergeCells>" % merged,
        b"<row ": b'<row hidden="1" ',
        b"<c ": random.choice((b'<c t="s" ', b'<c t="b" ', b'<c s="%b" ' % number)),
    }
    known = [tag for tag in added if tag in data]
    if not known:
        return data
    tag = random.choice(known)
    return data.replace(tag, added[tag], random.choice((1, 5, -1)))


def torn_elements(data: bytes, random: Random) -> bytes:
    """What stands between two tags is missing, there many times, or a tag is opened over and over or lost."""
    tags = [match.span() for match in _TAG.finditer(data)]
    if len(tags) < 2:
        return data
    first = random.randrange(len(tags) - 1)
    last = min(len(tags) - 1, first + random.randrange(1, random.choice((2, 20, 200))))
    (start, opened), (_, end) = tags[first], tags[last]
    what = random.randrange(4)
    if what == 0:
        return data[:start] + data[end:]
    if what == 1:
        return data[:end] + repeated(data[start:end], random.choice((1, 10, 300))) + data[end:]
    if what == 2:
        return data[:start] + repeated(data[start:opened], random.choice((2, 50, 3_000))) + data[start:]
    return data[:start] + data[opened:]


def entities(data: bytes, random: Random) -> bytes:
    """A document type with entities: of another file, of a device, or that unfold without end."""
    many = b"".join(b'<!ENTITY e%d "%b">' % (at + 1, b"&e%d;" % at * 20) for at in range(9))
    kind = random.choice(
        (
            b'<!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/hostname">]>',
            b'<!DOCTYPE x [<!ENTITY % d SYSTEM "file:///dev/zero"> %d;]>',
            b'<!DOCTYPE x [<!ENTITY e0 "x">' + many + b"]>",
            b"<!DOCTYPE x [",
        )
    )
    head = re.match(rb"\s*<\?xml.*?\?>", data)
    at = head.end() if head else 0
    return data[:at] + kind + data[at:].replace(b"</", b"&e9;</", 1)


# text


def other_encoding(data: bytes, random: Random) -> bytes:
    """The text in another encoding, or half of it."""
    text = data.decode("utf-8", errors="replace")
    half = random.choice((len(text), random.randrange(len(text) + 1)))
    mark = random.choice((b"", b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    first, second = random.choice(ENCODINGS), random.choice(ENCODINGS)
    return mark + text[:half].encode(first, errors="replace") + text[half:].encode(second, errors="replace")


def moved_lines(data: bytes, random: Random) -> bytes:
    """Some lines are elsewhere, missing, repeated or glued to the next; sometimes all are in disorder."""
    lines = data.splitlines(keepends=True)
    for _ in range(random.choice((1, 3, 20)) if lines else 0):
        line = random.choice(lines)
        changed = (line, b"", line.rstrip(), repeated(line, random.choice((2, 3, 500))))
        lines[random.randrange(len(lines))] = random.choice(changed)
    if random.random() < 0.2:
        random.shuffle(lines)
    return b"".join(lines)


def other_separators(data: bytes, random: Random) -> bytes:
    """Cells are cut by something else, or not at all."""
    return data.replace(random.choice(SEPARATORS[:6]), random.choice(SEPARATORS), random.choice((1, 20, -1)))


def wrong_cells(data: bytes, random: Random) -> bytes:
    """Some cells hold what no form has, or another cell's text."""
    cells = re.split(rb"([\t\n|,]+)", data)
    for _ in range(random.choice((1, 3, 20))):
        text = random.choice((*TEXTS, "", "\t\t\t", "\n\n")).encode()
        cells[random.randrange(len(cells))] = random.choice((text, random.choice(cells)))
    return b"".join(cells)


def other_case(data: bytes, random: Random) -> bytes:
    """Letters, digits and signs are wide, or large; blanks stand between all characters of some lines."""
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    lines = data.decode("utf-8", errors="replace").splitlines(keepends=True)
    for at in random.sample(range(len(lines)), min(len(lines), random.choice((1, 5, 50)))):
        lines[at] = random.choice((lines[at].translate(wide), " ".join(lines[at]), lines[at].upper()))
    return "".join(lines).encode("utf-8", errors="replace")


def lost_letters(data: bytes, random: Random) -> bytes:
    """Letters are missing, as where a font did not say what its shapes are."""
    text = data.decode("utf-8", errors="replace")
    letters = sorted(set(text))
    gone = set(random.sample(letters, min(len(letters), random.choice((1, 3, 10)))))
    other = random.choice(("", "\ufffd", "\0", " ", "\ue001"))
    return "".join(other if letter in gone else letter for letter in text).encode("utf-8", errors="replace")


MARKUP: tuple[Harm, ...] = (wrong_attributes, added_spans, torn_elements, torn_elements, entities, wrong_texts)
TEXT: tuple[Harm, ...] = (
    *(other_encoding, moved_lines, moved_lines, other_separators, wrong_cells, wrong_cells, wrong_numbers),
    *(other_case, lost_letters),
)
