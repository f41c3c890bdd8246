"""Finds the cells that a document was read from: by the places it keeps, by the row, and by what the cells say.

The model keeps a place for the head, the funds and the name of each row. The other cells of a row are those that say
what was read, in the same row or before the next name; what no cell says is not lit, and is listed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from tools.forms_claims import Claim

from youju import packs
from youju.forms import words
from youju.forms.columns import TELLING, field_of
from youju.forms.spelling import label_of, without_months
from youju.model.grid import Grid, Paragraph, Table
from youju.model.place import Place
from youju.notation.text import label_key

_PARTING = "\0"  # between the texts of two cells, and for the blanks inside one
_NUMBER = re.compile(r"(?<![\d.,])(-?\d[\d,]*(?:\.\d+)?)(?:\0*(%|分|[亿万千]?元|[亿万]))?")
_BESIDE_LEVEL = re.compile(r"[\d.()%分一二三四五六七八九十、:*指标权重]*")
_SHARED = ("title", "year")  # which forms print in one text
_FAR = 1_000_000
_SECTIONS = ("head_parts", "funds_parts", "execution_parts", "objectives_parts")
_HEADERS = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """A written cell or paragraph: its ``number`` in the form, and the rows and columns it covers in its block."""

    number: int
    text: str
    place: Place
    block: int
    rows: range
    columns: range
    header: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters ``start`` to ``end`` of a unit that say a claim."""

    unit: int
    start: int
    end: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class Lighting:
    """The units of a form, what was read from them, and the claims that no cell was found for."""

    units: tuple[Unit, ...]
    spots: tuple[Spot, ...]
    unfound: tuple[Claim, ...]


def lighting_of(grid: Grid, claims: Sequence[Claim]) -> Lighting:
    """Where each claim stands in the form ``grid``, which is the part of the file that the document was read from."""
    search = _Search(tuple(_units(grid)))
    ordered = sorted(claims, key=_certainty)
    for claim in ordered:
        search.find(claim)
    return Lighting(search.units, tuple(search.spots), tuple(search.unfound))


def silent(lighting: Lighting) -> tuple[Unit, ...]:
    """The written cells that nothing was read from and that are neither labels nor placeholders."""
    read = {spot.unit for spot in lighting.spots}
    return tuple(unit for unit in lighting.units if unit.number not in read and not _is_known(unit.text))


@cache
def _labels() -> frozenset[str]:
    """The keys of all labels, and of the levels of all trees: one may be printed without a row of its own."""
    levels = {
        name for tree in packs.taxonomies() for first, seconds in tree.levels.items() for name in (first, *seconds)
    }
    listed = (words.labels(section) for section in ("execution", "sources", "origins", "periods", "beside"))
    return words.all_labels().union(*listed, map(label_key, levels))


def _is_known(text: str) -> bool:
    key = label_key(text)
    bare = label_of(without_months(key))
    listed = bool({key, bare} & _labels()) or key in words.vertical_pieces()
    told = any(words.by_parts(section, bare) for section in _SECTIONS) or field_of(key) is not None
    marks = squeezed(text) in words.placeholders() or key in words.totals() or key in words.placeholders()
    return not key or listed or told or marks or key.startswith(words.footers())


def squeezed(text: str) -> str:
    """The text as it is compared: one width, no blanks."""
    return "".join(char for char, _ in _characters(text) if char != _PARTING)


def _characters(text: str) -> Iterator[tuple[str, int]]:
    """The characters in one width with their offsets; blanks between them as a parting mark."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    for at in range(first, last):
        for one in unicodedata.normalize("NFKC", text[at]):
            yield (_PARTING if one.isspace() else one), at


def _certainty(claim: Claim) -> int:
    """Names first, for the rest of a row is looked for from there; what has a place before what has none."""
    if claim.kind == "name":
        return 0
    if claim.path.startswith("totals."):
        return 3
    if claim.place is not None:
        return 1
    return 2 if claim.row is not None else 3


def _units(grid: Grid) -> Iterator[Unit]:
    number = 0
    for at, block in enumerate(grid.blocks):
        if isinstance(block, Paragraph):
            if block.text.strip():
                yield Unit(number, block.text, block.place, at, range(1), range(1))
                number += 1
            continue
        headers = _headers(block) if block.spans_known else {}
        for cell in (cell for row in block.rows() for cell in row if cell.text.strip()):
            rows, columns = range(cell.row, cell.row + cell.rows), range(cell.column, cell.column + cell.columns)
            yield Unit(number, cell.text, cell.place, at, rows, columns, headers.get(cell.column))
            number += 1


def _headers(table: Table) -> dict[int, str]:
    """What each column of a table with known spans holds, by its labels."""
    found: dict[int, str] = {}
    for row in table.rows():
        named = {cell: name for cell in row if (name := field_of(label_key(cell.text)))}
        if len(TELLING.intersection(named.values())) >= _HEADERS:
            for cell, name in named.items():
                found |= dict.fromkeys(range(cell.column, cell.column + cell.columns), name)
    return found


@dataclass(slots=True)
class _Search:
    """The form as one run of characters, and what of it was found to be read so far."""

    units: tuple[Unit, ...]
    spots: list[Spot] = field(default_factory=list)
    unfound: list[Claim] = field(default_factory=list)
    text: str = ""
    origins: list[int] = field(default_factory=list)  # of each character, its offset in its unit
    starts: list[int] = field(default_factory=list)  # of each unit, its first character in the run
    ends: list[int] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    names: dict[int, tuple[int, int]] = field(default_factory=dict)
    numbers: list[tuple[int, int, Decimal, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        run: list[str] = []
        for unit in self.units:
            self.starts.append(len(run))
            for char, at in _characters(unit.text):
                run.append(char)
                self.origins.append(at)
            self.ends.append(len(run))
            run.append(_PARTING)
            self.origins.append(len(unit.text))
        self.text = "".join(run)
        for match in _NUMBER.finditer(self.text):
            self.numbers.append((match.start(), match.end(), Decimal(match[1].replace(",", "")), match[2] or ""))

    def find(self, claim: Claim) -> None:
        """Adds the spots of a claim, or the claim to those that were not found."""
        own = [unit for unit in self.units if claim.place is not None and unit.place == claim.place]
        shared = claim.kind == "level" or claim.path in _SHARED
        found = [span for span in self._spans(claim) if shared or not self._is_taken(span)]
        if own:
            at = {unit.number for unit in own}
            found = [span for span in found if self._unit(span[0]).number in at]
        best = min(found, key=lambda span: self._cost(claim, span), default=None)
        spans = self._pieced(claim) if best is None else [best]
        if not spans and len(own) == 1:
            spans = [self._extent(own[0])]
        if not spans:
            self.unfound.append(claim)
        for span in spans:
            self._take(claim, span)

    def _take(self, claim: Claim, span: tuple[int, int]) -> None:
        start, end = span
        if claim.kind == "name" and claim.row is not None:
            self.names.setdefault(claim.row, span)
        if claim.kind != "level":
            self.taken.update(range(start, end))
        for number in range(self._unit(start).number, self._unit(end - 1).number + 1):
            first, last = max(start, self.starts[number]), min(end, self.ends[number])
            if first < last:
                self.spots.append(Spot(number, self.origins[first], self.origins[last - 1] + 1, claim))

    def _unit(self, at: int) -> Unit:
        return self.units[bisect_right(self.starts, at) - 1]

    def _extent(self, unit: Unit) -> tuple[int, int]:
        return self.starts[unit.number], self.ends[unit.number]

    def _is_taken(self, span: tuple[int, int]) -> bool:
        return any(at in self.taken for at in range(*span))

    def _spans(self, claim: Claim) -> list[tuple[int, int]]:
        """Every run of characters that may say the claim."""
        if claim.number is not None:
            return [
                (start, end)
                for start, end, number, unit in self.numbers
                if unit in claim.units and any(number * scale == claim.number for scale in claim.scales)
            ]
        for spelling in claim.spellings:
            pattern = _pattern(squeezed(spelling))
            found = [match.span() for match in pattern.finditer(self.text)] if pattern else []
            if claim.kind == "level":
                found = [span for span in found if self._is_label(span)]
            elif claim.kind == "reason":  # what columns are called is printed above them too
                found = [span for span in found if self._cost(claim, span)[:2] <= (1, 0)]
            if found:
                return found
        return []

    def _is_label(self, span: tuple[int, int]) -> bool:
        """Whether a level is all that its cell, or its word there, says, but for a weight and a numbering."""
        before = self.text[: span[0]].rpartition(_PARTING)[2]
        after = self.text[span[1] :].partition(_PARTING)[0]
        return _BESIDE_LEVEL.fullmatch(before + after) is not None

    def _pieced(self, claim: Claim) -> list[tuple[int, int]]:
        """The cells that a text was put together from, other cells standing between them."""
        rest = squeezed(claim.spellings[0]) if claim.spellings and claim.kind != "level" else ""
        found: list[tuple[int, int]] = []
        for unit in self.units:
            text, span = squeezed(unit.text), self._extent(unit)
            fits = rest.startswith(text) and not self._is_taken(span)
            if fits and (found or (len(text) > 1 and self._may_begin(claim, unit, span))):
                found.append(span)
                rest = rest.removeprefix(text)
        return found

    def _may_begin(self, claim: Claim, unit: Unit, span: tuple[int, int]) -> bool:
        return claim.place in (None, unit.place) and self._cost(claim, span)[:2] <= (1, 0)

    def _cost(self, claim: Claim, span: tuple[int, int]) -> tuple[int, int, int, int, int]:
        """How unlikely it is that the claim was read there: another row, beyond the next name, another column."""
        start, end = span
        unit = self._unit(start)
        partial = int((start, end) != self._extent(unit))
        name = self.names.get(claim.row) if claim.row is not None else None
        if name is None:
            return 0, 0, 0, partial, -start if claim.path.startswith("totals.") else start
        beside = self._unit(name[0])
        same_row = unit.block == beside.block and bool(set(unit.rows) & set(beside.rows))
        column = 0 if unit.header == claim.path.rpartition(".")[2] else 1 if unit.header is None else 2
        after = start - name[1]
        distance = after if after >= 0 else _FAR + name[0] - start
        if claim.kind == "level":  # a label stands beside its rows or above them
            return int(not same_row), int(after >= 0), column, partial, abs(name[0] - start)
        return int(not same_row), self._window(name, start), column, partial, distance

    def _window(self, name: tuple[int, int], at: int) -> int:
        """0 from a name to the next one, 1 from the one before to the name, 2 anywhere else."""
        starts = sorted(start for start, _ in self.names.values())
        following = next((start for start in starts if start > name[0]), len(self.text))
        before = max((start for start in starts if start < name[0]), default=0)
        if name[0] <= at < following:
            return 0
        return 1 if before < at < name[0] else 2


def _pattern(needle: str) -> re.Pattern[str] | None:
    """The needle, over blanks and the ends of cells too; a number in it is whole."""
    if not needle:
        return None
    body = f"{_PARTING}*".join(map(re.escape, needle))
    before = r"(?<![\d.,])" if needle[0].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if needle[-1].isdigit() else ""
    return re.compile(before + body + after)
