"""Official forms between grids and nouns: a document is cut into its forms, each read by the layout it matches."""

from __future__ import annotations

from dataclasses import replace

from youju.errors import NotFoundError, UnreadableError
from youju.forms.contract import Facts, Layout, Style
from youju.forms.levels import vocabulary
from youju.forms.page import lines_of
from youju.forms.parts import cut
from youju.forms.reading import read_form
from youju.forms.values import is_measured
from youju.model.declaration import Declaration, Note, Source
from youju.model.finding import Severity
from youju.model.grid import Grid
from youju.registry import shelf

SURE_ENOUGH = 50
FILLED = 2  # measured numbers that no blank form prints


def known_layouts() -> tuple[Layout, ...]:
    """Every layout there is, in the order of codes."""
    return tuple(sorted(shelf("youju.forms.layouts", Layout), key=lambda layout: layout.code))


def read(grid: Grid, facts: Facts, source: Source) -> tuple[Declaration, ...]:
    """The documents of a file in order, with ``source.part`` from 1. A form of no known layout is read by its labels.

    Raises UnreadableError when nothing in the grid looks like a form.
    """
    documents = [
        replace(_read_part(part, facts), source=replace(source, part=number))
        for number, part in enumerate(forms_in(grid, facts), start=1)
    ]
    if not any(_says_something(document) for document in documents):
        raise _unread(grid)
    return tuple(documents)


def _unread(grid: Grid) -> UnreadableError:
    """Why nothing was read: the forms are blank, or what they hold stands beside none of their labels."""
    parts = (part for line in lines_of(grid) for piece in line.pieces for part in piece.text.split())
    if sum(map(is_measured, parts)) < FILLED:
        return UnreadableError(
            "文件里的表格是空的：没有项目名称，也没有指标。", "请核对文件；如果是空白样表，请先填写再读。"
        )
    return UnreadableError(
        "表格里写着数值，但标签和内容没有挨在一起，分不清哪一格是什么，没有读出项目名称和指标。",
        "请用原来的 Word、Excel 文件；只有网页或 PDF 时，请把整张表重新复制到 Excel 里再读。",
    )


def forms_in(grid: Grid, facts: Facts) -> tuple[Grid, ...]:
    """The part of the file that each of its forms is read from, in order. Raises UnreadableError as ``read`` does."""
    return cut(grid, vocabulary(facts.taxonomies[0], facts.taxonomies) if facts.taxonomies else None)


def _says_something(document: Declaration) -> bool:
    objectives, funds = document.objectives, document.funds
    said = (document.project.name, objectives.overall, objectives.annual, funds.total, funds.annual)
    return bool(document.indicators) or any(item is not None for item in said)


def _read_part(grid: Grid, facts: Facts) -> Declaration:
    known = [(layout.matches(grid), layout) for layout in known_layouts() if layout.read]
    surest, layout = max(known, key=lambda candidate: candidate[0])
    if surest >= SURE_ENOUGH and layout.read:
        return layout.read(grid, facts)
    document = read_form(grid, facts, "unknown", None)
    note = Note(
        "layout_unknown", Severity.WARNING, "没有见过这种版式，只按标签读取了表头、目标和各行的名称、指标值，请核对。"
    )
    return replace(document, notes=(note, *document.notes))


def fill(layout_code: str, declaration: Declaration, style: Style) -> Grid:
    """The form of that layout, filled. Raises NotFoundError for an unknown layout or one that is only read."""
    writers = {layout.code: layout.fill for layout in known_layouts() if layout.fill}
    writer = writers.get(layout_code)
    if writer is None:
        raise NotFoundError(f"没有可填写的表格版式“{layout_code}”。", f"可以填写：{'、'.join(writers)}。")
    return writer(declaration, style)
