"""The reading workbench: forms as pages, each cell lit by what was read from it, doubts, notes and what differs.

    .venv/bin/python tools/forms_report.py [FILES…] [--to build/forms-report]

Without files the forms of tests/forms/corpus are read. Where a folder ``expected`` beside a file holds the structure
that a careful person reads in it, the page says what differs.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "shared")]

from comparing import Compared, State, compared  # noqa: E402 (after the path)
from tools.forms_claims import Claim, claims_of, rows_of  # noqa: E402 (as above)
from tools.forms_lighting import Lighting, Spot, Unit, lighting_of, silent, squeezed  # noqa: E402 (as above)

from youju import forms, importers, packs  # noqa: E402 (as above)
from youju.errors import YoujuError  # noqa: E402 (as above)
from youju.exporters.spans import whole  # noqa: E402 (as above)
from youju.forms.levels import vocabulary  # noqa: E402 (as above)
from youju.forms.parts import RAN_TOGETHER, cut  # noqa: E402 (as above)
from youju.model.declaration import Declaration, Note  # noqa: E402 (as above)
from youju.model.grid import Grid, Paragraph  # noqa: E402 (as above)
from youju.model.place import Place  # noqa: E402 (as above)
from youju.notation.document import document_of  # noqa: E402 (as above)
from youju.stages.doubts import Doubt, doubts_of  # noqa: E402 (as above)
from youju.stages.echo import target_words  # noqa: E402 (as above)
from youju.work.reading import expanded, file_bytes, forms_in  # noqa: E402 (as above)

CORPUS = ROOT / "tests" / "forms" / "corpus"
MOST_ROWS = 1_000  # of one form on its page
COUNTED = (*(state.value for state in State), "surplus", "silent")
KINDS = ("head", "money", "objective", "level", "name", "target", "weight", "actual", "points", "reason")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters of a cell; ``claims`` none: nothing was read from it."""

    text: str
    claims: tuple[Claim, ...] = ()
    anchor: str = ""
    doubted: bool = False

    @property
    def kind(self) -> str:
        """The colour: that of the first claim, or of the level where its weight stands in the same text."""
        kinds = [claim.kind for claim in self.claims]
        return "level" if "level" in kinds else next(iter(kinds), "")

    @property
    def title(self) -> str:
        """What was understood, a claim a line."""
        return "\n".join(claim.said for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell on the page; ``lit``: the run that is all of it, else the runs stand apart in it."""

    anchor: str
    runs: tuple[Run, ...]
    rows: int = 1
    columns: int = 1

    @property
    def lit(self) -> Run | None:
        """The one run that fills the cell."""
        return self.runs[0] if len(self.runs) == 1 and self.runs[0].claims else None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one row of one cell) or a table, as rows of cells."""

    table: bool
    rows: tuple[tuple[Shown, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One form of a file with all that its page says of it; ``flows``: its cells were cut out of lines of text."""

    number: int
    document: Declaration
    blocks: tuple[Block, ...]
    anchors: dict[str, str]
    doubts: tuple[Doubt, ...]
    notes: tuple[tuple[Note, str, str], ...]
    unfound: tuple[Claim, ...]
    silent: tuple[tuple[str, str], ...]
    compared: tuple[Compared, ...]
    written: int
    read: int
    flows: bool

    @property
    def unplaced(self) -> list[tuple[str, str, str]]:
        """Rows, field and value of what no cell says; a level of several rows once."""
        rows: dict[tuple[str, str], list[str]] = {}
        for claim in self.unfound:
            of = "" if claim.row is None else str(claim.row + 1)
            rows.setdefault((claim.label, claim.understood), []).append(of)
        return [(", ".join(numbers), label, value) for (label, value), numbers in rows.items()]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The indicators as read."""
        return [{"path": row.path, "one": row.indicator, "target": _words(row)} for row in rows_of(self.document)]

    def anchor(self, path: str) -> str:
        """Where a field stands on the page: its own cell, else the name of its row; empty where neither was found."""
        row = ".".join(path.split(".")[:2])
        return self.anchors.get(path) or self.anchors.get(f"{row}.name", "")

    def differing(self) -> list[Compared]:
        """The expected fields that were not read as expected."""
        return [one for one in self.compared if one.state is not State.RIGHT]

    def surplus(self) -> list[str]:
        """Rows read that nobody expected, where anything was expected."""
        known = {one.number for one in self.compared}
        rows = enumerate(self.document.indicators)
        return [row.name or "" for at, row in rows if at not in known] if self.compared else []


@dataclass(frozen=True, slots=True)
class Report:
    """One file: its forms, or why it cannot be read (``blocks`` are then the file as it came)."""

    name: str
    page: str
    seconds: float
    parts: tuple[Part, ...] = ()
    missing: int = 0
    fault: YoujuError | None = None
    blocks: tuple[Block, ...] = ()
    left_out: tuple[str, ...] = field(default=())

    @property
    def summary(self) -> dict[str, Any]:
        """The line of the file in the table of all."""
        states = Counter(one.state for part in self.parts for one in part.compared)
        documents = [part.document for part in self.parts]
        written = sum(part.written for part in self.parts)
        return {
            "forms": len(documents),
            "layouts": list(dict.fromkeys(one.layout for one in documents)),
            "kinds": list(dict.fromkeys(one.kind.value for one in documents)),
            "indicators": sum(len(rows_of(one)) for one in documents),
            "doubts": sum(len(part.doubts) for part in self.parts),
            "notes": sum(len(one.notes) for one in documents),
            "unfound": sum(len(part.unfound) for part in self.parts),
            "read": 100 * sum(part.read for part in self.parts) // written if written else None,
            "silent": sum(len(part.silent) for part in self.parts),
            "surplus": sum(len(part.surplus()) for part in self.parts),
            "compared": bool(states) or self.missing > 0,
            **{state.value: states[state] for state in State},
            "missed": states[State.MISSED] + self.missing,
        }


def report_of(path: Path, page: str) -> Report:
    """Reads one file and finds what it was read from. Never raises for what the file holds."""
    begun = time.perf_counter()
    try:
        data = file_bytes(path)
        grid, documents = forms_in(data, path.name)
    except YoujuError as fault:
        return Report(path.name, page, time.perf_counter() - begun, fault=fault, blocks=_as_it_came(path))
    seconds = time.perf_counter() - begun
    taxonomies = packs.taxonomies()
    grids = cut(grid, vocabulary(taxonomies[0], taxonomies))
    expected = _expected(path)
    parts = tuple(
        _part(number, one, document, expected[number : number + 1])
        for number, (one, document) in enumerate(zip(grids, documents, strict=True))
    )
    missing = max(0, len(expected) - len(documents))
    return Report(path.name, page, seconds, parts, missing, left_out=_left_out(grid, grids))


def _expected(path: Path) -> list[dict[str, Any]]:
    beside = path.parent / "expected" / f"{path.stem}.json"
    return list(json.loads(beside.read_text("utf-8"))["documents"]) if beside.is_file() else []


def _as_it_came(path: Path) -> tuple[Block, ...]:
    try:
        _, grid = importers.grid_of(file_bytes(path), path.name)
    except YoujuError:
        return ()
    return tuple(_blocks(grid, lighting_of(grid, ()), "raw", frozenset()))


def _left_out(grid: Grid, parts: Iterable[Grid]) -> tuple[str, ...]:
    """The texts of a file that are in none of its forms."""
    parts = tuple(parts)
    if any(note.code == RAN_TOGETHER for part in parts for note in part.notes):
        return ()
    left = Counter(text for part in parts for text in _texts(part))
    found = []
    for text in _texts(grid):
        if left[text]:
            left[text] -= 1
        else:
            found.append(text)
    return tuple(found)


def _texts(grid: Grid) -> Iterator[str]:
    for block in grid.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        yield from (text for text in texts if text.strip())


def _part(number: int, grid: Grid, document: Declaration, expected: Sequence[dict[str, Any]]) -> Part:
    prefix = f"f{number + 1}"
    lighting = lighting_of(grid, claims_of(document))
    doubts = doubts_of(document)
    doubted = frozenset(doubt.path for doubt in doubts)
    blocks = tuple(_blocks(grid, lighting, prefix, doubted))
    runs = [run for block in blocks for row in block.rows for shown in row for run in shown.runs]
    anchors: dict[str, str] = {}
    for run in runs:
        for claim in run.claims:
            anchors.setdefault(claim.path, run.anchor)
    return Part(
        number=number + 1,
        document=document,
        blocks=blocks,
        anchors=anchors,
        doubts=doubts,
        notes=tuple((note, _where(note.place), _noted(note, lighting.units, prefix)) for note in document.notes),
        unfound=lighting.unfound,
        silent=tuple((f"{prefix}-u{unit.number}", unit.text) for unit in silent(lighting)),
        compared=tuple(compared([document_of(document)], expected)),
        written=len(lighting.units),
        read=len({spot.unit for spot in lighting.spots}),
        flows=len({unit.place for unit in lighting.units}) * 2 < len(lighting.units),
    )


def _noted(note: Note, units: Sequence[Unit], prefix: str) -> str:
    """The cell a note speaks of: the one at its place, of several the one whose text it quotes."""
    at = [unit for unit in units if unit.place == note.place and note.place != Place()]
    quoted = squeezed(note.message.partition("“")[2].partition("”")[0])
    if len(at) > 1:
        at = [unit for unit in at if quoted and quoted in squeezed(unit.text)]
    return f"{prefix}-u{at[0].number}" if at else ""


def _where(place: Place) -> str:
    said = {"sheet": place.sheet, "page": place.page, "table": place.table, "row": place.row}
    said |= {"column": place.column, "line": place.line}
    return ", ".join(f"{name} {value}" for name, value in said.items() if value is not None)


def _blocks(grid: Grid, lighting: Lighting, prefix: str, doubted: frozenset[str]) -> Iterator[Block]:
    """The blocks with their runs; what is beyond the most rows that a page shows is left out."""
    spots: dict[int, list[Spot]] = {}
    for spot in lighting.spots:
        spots.setdefault(spot.unit, []).append(spot)
    shown = {
        (unit.block, unit.rows.start, unit.columns.start): (
            f"{prefix}-u{unit.number}",
            tuple(_runs(unit, spots.get(unit.number, ()), prefix, doubted)),
        )
        for unit in lighting.units
    }
    left = MOST_ROWS
    for at, block in enumerate(grid.blocks):
        if left <= 0:
            return
        if isinstance(block, Paragraph):
            left -= 1
            if (at, 0, 0) in shown:
                yield Block(table=False, rows=((Shown(*shown[at, 0, 0]),),))
            continue
        rows: dict[int, list[Shown]] = {}
        for cell in whole(block) if block.spans_known else block.cells:
            anchor, runs = shown.get((at, cell.row, cell.column), ("", (Run(cell.text),)))
            rows.setdefault(cell.row, []).append(Shown(anchor, runs, cell.rows, cell.columns))
        kept = range(1, min(max(rows, default=0), left) + 1)
        left -= len(kept)
        yield Block(table=True, rows=tuple(tuple(rows.get(row, ())) for row in kept))


def _runs(unit: Unit, spots: Sequence[Spot], prefix: str, doubted: frozenset[str]) -> Iterator[Run]:
    """The text of a unit parted where spots begin and end; a spot that overlaps the one before goes with it."""
    groups: list[tuple[int, int, list[Claim]]] = []
    for spot in sorted(spots, key=lambda spot: (spot.start, -spot.end)):
        if groups and spot.start < groups[-1][1]:
            groups[-1][2].append(spot.claim)
        else:
            groups.append((spot.start, spot.end, [spot.claim]))
    at = 0
    for number, (start, end, claims) in enumerate(groups):
        # Blanks around what was read belong to it.
        first = at if not unit.text[at:start].strip() else start
        last = len(unit.text) if not unit.text[end:].strip() else end
        if at < first:
            yield Run(unit.text[at:first])
        named = any(claim.path in doubted for claim in claims)
        yield Run(unit.text[first:last], tuple(claims), f"{prefix}-c{unit.number}-{number}", doubted=named)
        at = last
    if at < len(unit.text):
        yield Run(unit.text[at:])


def _words(row: Any) -> str:  # noqa: ANN401 (a row of the document)
    return target_words(row.indicator.target)


def _environment() -> Environment:
    folder = Path(__file__).parent
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "style": Markup((folder / "forms_report.css").read_text("utf-8")),  # noqa: S704 (our own file)
        "kinds": KINDS,
        "titles": {layout.code: layout.title for layout in forms.known_layouts()},
    }
    return environment


def _pages(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """The files with the names of their pages; of files with one name the later ones get a number."""
    seen: Counter[str] = Counter()
    for path in paths:
        seen[path.name] += 1
        yield path, f"{path.name}.html" if seen[path.name] == 1 else f"{path.name}.{seen[path.name]}.html"


def write(paths: Sequence[Path], target: Path) -> list[dict[str, Any]]:
    """Writes a page a file and the index into ``target``, holding one file at a time; gives the lines of the index."""
    environment = _environment()
    target.mkdir(parents=True, exist_ok=True)
    template = environment.get_template("forms_report.html")
    lines = []
    for path, page in _pages(paths):
        report = report_of(path, page)
        target.joinpath(page).write_text(template.render(report=report, lines=None), "utf-8")
        message = None if report.fault is None else report.fault.message
        lines.append({"name": report.name, "page": page, "seconds": report.seconds, "fault": message, **report.summary})
    index = template.render(report=None, lines=lines)
    target.joinpath("index.html").write_text(index, "utf-8")
    return lines


def main(given: Sequence[str] | None = None) -> None:
    """Reads the arguments, writes the pages and says where they are."""
    parser = argparse.ArgumentParser(description="Shows what the readers take from forms.")
    parser.add_argument("files", nargs="*", type=Path, help="files or folders; by default the corpus of the tests")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "forms-report")
    arguments = parser.parse_args(given)
    files = arguments.files or sorted(path for path in CORPUS.iterdir() if path.is_file())
    begun = time.perf_counter()
    lines = write(expanded(files), arguments.to)
    counted = ((name, sum(line[name] for line in lines if line["fault"] is None)) for name in COUNTED)
    print(", ".join(f"{count} {name}" for name, count in counted))
    print(f"{len(lines)} forms in {time.perf_counter() - begun:.1f} s: {arguments.to / 'index.html'}")


if __name__ == "__main__":
    main()
