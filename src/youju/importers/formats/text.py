"""Plain text, as a converter or a copied table leaves it: lines of cells between tabs, pipes or runs of blanks.

A few lines with commas, too few to be told as CSV, are cells as well.
Blank cells keep their columns; a blank line ends a block but never a form: what belongs together, forms decide.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from youju.errors import UnreadableError
from youju.importers.contract import Format
from youju.importers.encoding import decode, foreign
from youju.model.grid import Cell, Grid, Paragraph, Table
from youju.model.place import Place

TAB, PIPE, RUN, COMMA = "tab", "pipe", "run", "comma"
MOST_CELLS = 200_000  # some seconds of reading; a form has some hundreds
LONGEST_CELL = 200_000
LONGEST_QUOTE = 200
_BORDERS = 2
_FEWEST_ROWS, _FEWEST_CELLS = 2, 4  # of one width, that make lines with commas a table
_BLANK = " \t\u00a0\u2002\u2003\u2009\u3000\u200b\ufeff\f\v"
_NEW_LINE = re.compile(r"\r\n|\n|\r")
_PIPE = re.compile("[|｜│┃]")
_RUN = re.compile("(?:[ \u00a0\u2002\u2003\u2009]{2}|\u3000)[ \u00a0\u2002\u2003\u2009\u3000]*")
# A sign alone (= or -) is a cell, a drawn line has several or runs through the borders of cells.
_RULE = re.compile(r"(?=.*[-=─━]{2}|.*[|｜│┃┼+].*[|｜│┃┼+])[\s|｜│┃+:=─━┼├┤┌┐└┘┬┴-]*[-=─━][\s|｜│┃+:=─━┼├┤┌┐└┘┬┴-]*")
_PADDED = re.compile(r"(?:^|\t)[ \u00a0]*[|｜│┃][ \u00a0]*(?:\t|$)")
_BORDERED = re.compile("[|｜│┃].*[|｜│┃]", re.DOTALL)
_SPLIT_TOO_LARGE = "请只保留申报表部分，或把文件拆开后再读。"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file with its cells; ``opens``: a blank line or a page break stands before it."""

    number: int
    cells: tuple[str, ...]
    opens: bool


def _unquoted(text: str) -> str:
    """A cell without the one pair of quotation marks that a spreadsheet puts around it; marks inside are doubled."""
    if len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1].replace('""', ""):
        return text[1:-1].replace('""', '"').strip(_BLANK + "\r\n")
    return text


def _is_open(line: str) -> bool:
    """Whether the last cell begins with a quotation mark that the line does not close."""
    last = re.split(r"[\t|｜]", line)[-1].strip(_BLANK)
    return last.startswith('"') and last.count('"') % 2 == 1


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; a quoted cell that runs over several lines is one line."""
    lines = _NEW_LINE.split(text)
    index = 0
    while index < len(lines):
        number, line = index + 1, lines[index]
        while _is_open(line):
            reach = range(index + 1, min(index + LONGEST_QUOTE, len(lines)))
            closing = next((later for later in reach if lines[later].count('"') % 2), None)
            if closing is None:
                break
            line = "\n".join((line, *lines[index + 1 : closing + 1]))
            index = closing
        yield number, line
        index += 1


def _cells(line: str, separator: str, *, bordered: bool) -> tuple[str, ...]:
    """The cells of a line, blank ones included."""
    if separator == TAB:
        parts = line.split("\t")
    elif separator == COMMA:
        parts = _of_record(line)
    elif separator == PIPE and _PIPE.search(line):
        parts = _PIPE.split(line.strip(_BLANK))
        if bordered:
            parts = parts[1:-1] if len(parts) > _BORDERS and not parts[-1].strip(_BLANK) else parts[1:]
    else:
        parts = _RUN.split(line.strip(_BLANK))
    return tuple(_unquoted(part.strip(_BLANK)) for part in parts)


def _of_record(line: str) -> list[str]:
    """The cells between commas; where quoting is broken or a cell endless, marks part nothing."""
    try:
        return next(csv.reader([line]), [line])
    except csv.Error:
        return line.split(",")


def _separator(line: str, above: str | None) -> str | None:
    """What parts the cells of a line; None where it holds one cell, or only tabs at its end.

    Tabs part cells, unless they only pad pipes or stand inside a bordered line of a text of pipes. Tabs at the end of
    a line tell nothing where the lines ``above`` are parted by something else.
    """
    piped = _PIPE.search(line) is not None
    inner = "\t" in line.rstrip(_BLANK)
    bordered = above == PIPE and _BORDERED.fullmatch(line.strip(_BLANK)) is not None
    if piped and (_PADDED.search(line) or bordered or not inner):
        return TAB if above == TAB and "\t" in line else PIPE
    if inner:
        return TAB
    if _RUN.search(line.strip(_BLANK)):
        return TAB if above == TAB and "\t" in line else RUN
    return None


def _separators(lines: list[str]) -> list[str]:
    """The separator of every line; a line that does not tell takes that of the lines above, else of those below."""
    above = next((told for line in lines if (told := _separator(line, None))), None)
    if above is None:
        return [COMMA if _are_records(lines) else TAB] * len(lines)
    found: list[str] = []
    for line in lines:
        told = _separator(line, above)
        found.append(told or (TAB if "\t" in line else above))
        above = told or above
    return found


def _are_records(lines: list[str]) -> bool:
    """Whether commas part the cells of lines that nothing else parts: some are of one width, and none reads on."""
    parted = [parts for line in lines if len(parts := _of_record(line.strip(_BLANK))) > 1]
    widest = max(map(len, parted), default=0)
    whole = sum(len(parts) == widest for parts in parted) >= _FEWEST_ROWS and widest >= _FEWEST_CELLS
    prose = any(part[:1].isspace() for parts in parted for part in parts[1:])
    return whole and not prose and len(parted) * 2 > sum(bool(line.strip(_BLANK)) for line in lines)


def _is_bordered(lines: list[str], separators: list[str]) -> bool:
    """Whether every line of a table of pipes opens with one (Markdown): then the first pipe is no blank cell."""
    both = zip(lines, separators, strict=True)
    piped = [line.strip(_BLANK) for line, separator in both if separator == PIPE and _PIPE.search(line)]
    return len(piped) > 1 and all(_PIPE.match(line) for line in piped)


def _cut(text: str) -> list[_Line]:
    """The written lines, cut into cells."""
    numbered = list(_lines(text))
    separators = _separators([line for _, line in numbered])
    bordered = _is_bordered([line for _, line in numbered], separators)
    found: list[_Line] = []
    opens = False
    for (number, line), separator in zip(numbered, separators, strict=True):
        opens = opens or "\f" in line
        if not line.strip(_BLANK + "\r\n"):
            opens = opens or "\t" not in line
            continue
        if _RULE.fullmatch(line) and _PIPE.search(line):
            continue
        found.append(_Line(number, _cells(line, separator, bordered=bordered), opens))
        opens = False
    return found


def _blocks(lines: list[_Line]) -> Iterator[list[_Line]]:
    block: list[_Line] = []
    for line in lines:
        if line.opens and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _table(block: list[_Line], number: int) -> Table:
    return Table(
        tuple(
            Cell(row, column, text, place=Place(table=number, row=row, column=column, line=line.number))
            for row, line in enumerate(block, start=1)
            for column, text in enumerate(line.cells, start=1)
        )
    )


def _check_size(text: str) -> None:
    cells = text.count("\t") + len(_PIPE.findall(text)) + text.count("\n") + text.count("  ")
    if cells > MOST_CELLS:
        raise UnreadableError(
            f"文本有约 {cells:,} 个单元格，超过 {MOST_CELLS:,} 个的上限，不像申报表。", _SPLIT_TOO_LARGE
        )


def _check_cells(lines: list[_Line]) -> None:
    for line in lines:
        for column, cell in enumerate(line.cells, start=1):
            if len(cell) > LONGEST_CELL:
                raise UnreadableError(
                    f"第{line.number}行有一个 {len(cell):,} 字的单元格，超过 {LONGEST_CELL:,} 字的上限。",
                    _SPLIT_TOO_LARGE,
                    {"line": line.number, "column": column},
                )


def grid(data: bytes) -> Grid:
    """Tables and paragraphs in reading order; every cell knows its line. Raises UnreadableError with a remedy."""
    text, _ = decode(data)
    _check_size(text)
    lines = _cut(text)
    _check_cells(lines)
    if not any(any(line.cells) for line in lines):
        raise UnreadableError("文件里只有空白，没有文字。", "请核对文件，确认内容已保存。")
    blocks: list[Paragraph | Table] = []
    tables = 0
    for block in _blocks(lines):
        if any(len(line.cells) > 1 for line in block):
            tables += 1
            blocks.append(_table(block, tables))
        else:
            blocks.extend(Paragraph(line.cells[0], Place(line=line.number)) for line in block)
    return Grid(tuple(blocks))


def recognises(data: bytes) -> int:
    """40 for anything that decodes as text, 0 for the rest."""
    if foreign(data):
        return 0
    try:
        decode(data)
    except UnreadableError:
        return 0
    return 40


FORMAT = Format(code="text", recognises=recognises, grid=grid)
