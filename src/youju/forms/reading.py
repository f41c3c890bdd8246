"""Reads one form: lines, head, funds, goals, table, levels, put together into a document with places and doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from youju.forms import several, words
from youju.forms.carry import carried, cost_as_filed, settled
from youju.forms.columns import TELLING, Columns, columns_of, is_parting
from youju.forms.contract import Facts
from youju.forms.doubts import filings, without_columns
from youju.forms.ending import fragment, is_torn_off
from youju.forms.execution import Block, funds_of, read_execution, undeclared
from youju.forms.extent import extent
from youju.forms.funds import FundsBlock, read_funds
from youju.forms.geometry import geometry_of
from youju.forms.glue import unglued
from youju.forms.head import Head, read_head
from youju.forms.indicators import CORE, indicator_of, nested, orphans
from youju.forms.kinds import kind_of, title_clash
from youju.forms.levels import Vocabulary, taxonomy_for, vocabulary
from youju.forms.mending import mended
from youju.forms.objectives import besides, goals_start, read_objectives
from youju.forms.page import Line, lines_of, parted
from youju.forms.parts import RAN_TOGETHER, is_header
from youju.forms.periods import of_period
from youju.forms.persons import left_out
from youju.forms.placed import placed_columns, with_misfits
from youju.forms.rows import Entry, entries
from youju.forms.scrambled import SCATTERED, is_torn, with_glued
from youju.forms.spelling import respelled
from youju.forms.stream import is_stream, rows_of
from youju.forms.table import column_entries
from youju.forms.totals import level_weights, read_totals
from youju.model.declaration import Declaration, Note
from youju.model.finding import Severity
from youju.model.grid import Grid
from youju.model.indicator import Indicator
from youju.notation.text import unwrap

ABOVE = (
    *(f"project.{name}" for name in ("name", "category", "department", "unit", "start", "end")),
    *(f"funds.{name}" for name in ("unit_declared", "total", "annual", "appropriation", "carry_over", "other")),
    *(f"execution.{name}" for name in ("initial", "budget", "spent", "rate", "weight", "points")),
    *(f"objectives.{name}" for name in ("overall", "annual", "annual_result")),
)
GOALS = tuple(name for name in ABOVE if name.startswith("objectives."))
MOST_PARTS = 4  # lines that the second row of a header may be torn into
OF_DEPARTMENT = "部门整体"  # the title of a form without a project
TORN = Note("columns_torn", Severity.WARNING, "各栏的文字被拆散了，读到的每一行都可能不对，请对照原表逐行核对。")
LATE = frozenset({"actual", "weight", "points", "reason", "progress", "forecast", "likelihood"})


@dataclass(frozen=True, slots=True)
class Sections:
    """The lines of a form above its goals, of its goals, its header lines, and the lines below that."""

    head: Sequence[Line]
    goals: Sequence[Line]
    header: Line | None
    parting: Line | None
    table: Sequence[Line]
    heads: Sequence[Line] = ()

    def parted(self, block: Block) -> tuple[list[Line], list[Line]]:
        """The lines of head and funds, some of which may stand below the goals, and those of the goals."""
        left = [(at, line) for at, line in enumerate((*self.head, *self.goals)) if at not in block.lines]
        below = [line for at, line in left if at >= len(self.head)]
        return [*(line for at, line in left if at < len(self.head)), *besides(below)], below

    def columns(self, rows: Sequence[Line], tree: Vocabulary) -> Columns | None:
        """The columns, where they tell more than levels, names and targets, or exactly where these stand.

        ``rows``: those of the table, without what stands below it.
        """
        found = columns_of(self.header, self.parting) if self.header else None
        if found is None or (found.is_plain and not found.exact):
            return None
        return found if found.exact else placed_columns(self.heads, rows, tree) or found


def read_form(grid: Grid, facts: Facts, layout: str, taxonomy: str | None) -> Declaration:
    """The document of one form, read by its labels; its levels by the tree ``taxonomy``, else by that of its year."""
    raw = lines_of(grid)
    year = read_head(respelled(unglued(raw))).year
    tree = vocabulary(taxonomy_for(facts, taxonomy, year), facts.taxonomies)
    ran_together = any(note.code == RAN_TOGETHER for note in grid.notes)
    lines = _rows(raw, tree, ran_together=ran_together)
    sections = _sections(lines, tree)
    block = read_execution((*sections.head, *sections.goals))
    above, below = sections.parted(block)
    goals = read_objectives(below)
    head = read_head(above)
    money = _money(above, block)
    table = extent(sections.table, tree, sections.header)
    columns = sections.columns(table.rows, tree)
    found, parted_notes = several.apart(of_period(_entries(table.rows, sections.header, columns, tree), raw))
    torn_off = fragment(found, lines)
    indicators, notes = _indicators(found[:-1] if torn_off else found, sections.header, columns, tree, head.year)
    torn = not (columns and columns.exact) and is_torn(found)
    if torn:
        indicators = tuple(replace(one, doubts=tuple(dict.fromkeys((*one.doubts, *SCATTERED)))) for one in indicators)
    totals = read_totals(sections.table, columns, above)
    kind = kind_of(lines)
    doubts = (*head.doubts, *money.doubts, *block.doubts, *goals.doubts, *totals.doubts)
    doubts += (*_scattered(found, head, torn=torn), *(GOALS if ran_together else ()))
    last = list(tree.taxonomy.levels)[-1:] if taxonomy else []
    return Declaration(
        kind=kind,
        layout=layout,
        project=head.project,
        title=head.title,
        year=head.year,
        funds=money.funds,
        execution=block.execution,
        objectives=goals.objectives,
        indicators=indicators,
        level_weights=level_weights(found),
        totals=totals.totals,
        notes=(
            *grid.notes,
            *head.notes,
            *left_out(raw),
            *title_clash(head.title, kind),
            *money.notes,
            *parted_notes,
            *notes,
            *orphans(piece for line in table.outside for piece in line.pieces[:1] if line not in totals.lines),
            *_cut_off(head, found, indicators, last, torn_off),
            *((TORN,) if torn else ()),
        ),
        places={**head.places, **money.places, **block.places, **goals.places, **totals.places},
        doubts=tuple(dict.fromkeys(doubts)),
        alternatives={**head.alternatives, **money.alternatives},
    )


def _entries(
    lines: Sequence[Line], header: Line | None, columns: Columns | None, tree: Vocabulary
) -> tuple[Entry, ...]:
    """The rows of the table: by its columns, else by the kind and order of their cells."""
    rows = with_glued(lines, tree)
    if columns is None:
        return entries(rows, tree, header)
    return column_entries(with_misfits(rows, columns, tree) if columns.exact else rows, columns, tree)


def _scattered(found: Sequence[Entry], head: Head, *, torn: bool) -> tuple[str, ...]:
    """The fields above a table whose cells only their order pairs: there, values stand before their labels as well."""
    scattered = torn or (bool(found) and all(set(SCATTERED) <= set(entry.line.open) for entry in found))
    year = () if head.year else ("year",)
    return (*year, *ABOVE) if scattered else ()


def _money(lines: Sequence[Line], block: Block) -> FundsBlock:
    """The funds: from the block of execution where the form has one, else from the labels of the head."""
    if block.execution is None:
        return read_funds(lines)
    return FundsBlock(funds_of(block), notes=undeclared(block))


def _cut_off(
    head: Head, found: Sequence[Entry], indicators: Sequence[Indicator], last: Sequence[str], torn_off: str | None
) -> tuple[Note, ...]:
    """What shows that the form was cut off: no head or table, one that ends in mid-row or before the ``last`` level.

    ``torn_off``: the beginning of a last row that was not counted.
    """
    missing = []
    if "project.name" not in head.places and OF_DEPARTMENT not in (head.title or ""):
        missing.append("没有读到项目名称等表头内容")
    if not indicators:
        missing.append("没有读到绩效指标")
    elif torn_off:
        missing.append(f"最后一行“{unwrap(torn_off)}”没有写完，没有计入指标")
    elif is_torn_off(found[-1]):
        missing.append("最后一行指标没有写完")
    elif any(level not in {indicator.level1 for indicator in indicators} for level in last):
        missing.append(f"没有读到{'、'.join(last)}")
    return tuple(Note("form_cut_off", Severity.WARNING, f"表格可能不完整：{what}。") for what in missing)


def _rows(lines: Sequence[Line], tree: Vocabulary, *, ran_together: bool) -> Sequence[Line]:
    """The lines as rows; above the table a label and its value in one cell are two."""
    whole = respelled(mended(unglued(lines, tree), tree))
    columns = words.labels("columns")
    top = next(
        (at for at, line in enumerate(whole) if any(columns.get(piece.key) in TELLING for piece in line.pieces)),
        len(whole),
    )
    apart = (*(parted(line) for line in whole[:top]), *whole[top:])
    return rows_of(apart, tree, ran_together=ran_together) if is_stream(whole) else apart


def _sections(lines: Sequence[Line], tree: Vocabulary) -> Sections:
    """Where the goals and the table begin; without a header the table begins at the first level label."""
    header = next((index for index, line in enumerate(lines) if is_header(line)), None)
    parting = None
    heads: Sequence[Line] = ()
    if header is None:
        table = next((index for index, line in enumerate(lines) if _prints_level(line, tree)), len(lines))
        body = table
    else:
        table, body = header, header + 1
        while table and _heads(lines[table - 1]):
            table -= 1
        while not lines[header].spans_known and body < len(lines) and _goes_on(lines[body]):
            body += 1
        header = body - 1
        parts = list(takewhile(is_parting, lines[body : body + MOST_PARTS]))
        heads = (*lines[table : header + 1], *parts)
        if sum(len(line.own()) for line in parts) > 1:
            parting, body = _one(parts), body + len(parts)
    goals = goals_start(lines[:table])
    first = table if goals is None else goals
    top = None if header is None else _one(lines[table : header + 1])
    return Sections(lines[:first], lines[first:table], top, parting, lines[body:], heads)


def _heads(line: Line) -> bool:
    """Whether a line holds nothing but labels of columns and of the table's side: the header goes on below it."""
    labels = words.labels("columns")
    return all(piece.key in labels or piece.key in words.vertical_pieces() for piece in line.pieces) and any(
        labels.get(piece.key) in TELLING for piece in line.pieces
    )


def _goes_on(line: Line) -> bool:
    """Whether a line below the header holds nothing but columns that only the end of a header has."""
    columns, beside = words.labels("columns"), words.labels("beside")
    return all(columns.get(piece.key) in LATE or piece.key in beside for piece in line.pieces)


def _one(lines: Sequence[Line]) -> Line:
    """The lines of a header as one, in reading order."""
    if len(lines) == 1:
        return lines[0]
    pieces = [piece for line in lines for piece in line.pieces]
    return replace(lines[-1], pieces=tuple(replace(piece, column=at) for at, piece in enumerate(pieces, start=1)))


def _prints_level(line: Line, tree: Vocabulary) -> bool:
    return any(tree.find(piece, whole=True) for piece in line.pieces)


def _indicators(
    found: Sequence[Entry], header: Line | None, columns: Columns | None, tree: Vocabulary, year: int | None
) -> tuple[tuple[Indicator, ...], tuple[Note, ...]]:
    geometry = geometry_of(found, header)
    rows = carried(cost_as_filed(settled(found, geometry), geometry), tree)
    filed = without_columns(filings(rows, tree, geometry), rows, columns, tree)
    read = [indicator_of(row, filing, year) for row, filing in zip(rows, filed, strict=True)]
    starred = [row.entry.name is not None and row.entry.name.text.startswith(CORE) for row in rows]
    indicators = nested([one for one, _ in read], starred)
    return indicators, tuple(note for _, notes in read for note in notes)
