"""One pass over the tree of a page: what its reader sees, as lines and tables in reading order.

The walk keeps its own stack, for pages nest as deep as they like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from youju.importers.html_elements import AS_TYPED, CELLS, LEFT_OUT, LINES
from youju.importers.html_layout import Data, Holding, Piece, Row, settled
from youju.importers.html_lines import Flow
from youju.importers.html_markup import harmless
from youju.importers.html_spans import TALLEST, WIDEST, span

_TEXT = "-text"
_SECTIONS = {"thead": 0, "tbody": 1, "tfoot": 2}
_SILENT_INPUTS = frozenset({"hidden", "button", "submit", "reset", "image", "file", "password"})
_TELLING = re.compile(r"none|hidden|collapse|comment|pre|break", re.IGNORECASE)
_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*collapse|mso-element\s*:\s*comment)", re.IGNORECASE
)
_INVISIBLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*hidden", re.IGNORECASE)
_KEEPS_LINES = re.compile(r"(?:^|;)\s*white-space\s*:\s*(?:pre|break)", re.IGNORECASE)

Attributes = Mapping[str, str | None]


@dataclass(slots=True)
class _OpenTable:
    """Its sections with their rank (head, body, foot), each of rows of cells."""

    sections: list[tuple[int, list[Row]]] = field(default_factory=list)


class _Reader:
    """Flows, tables and cells that are open while the walk is inside them."""

    def __init__(self) -> None:
        self.page: Flow[Data] = Flow()
        self._flows = [self.page]
        self._tables: list[_OpenTable] = []
        self._cells: list[Holding] = []

    @property
    def flow(self) -> Flow[Data]:
        """Where text goes now."""
        return self._flows[-1]

    def enter(self, tag: str, attributes: Attributes) -> None:
        """An element opens."""
        if tag in CELLS:
            self._open_cell(attributes)
        elif tag in LINES:
            self.flow.end_block()
        elif tag == "br":
            self.flow.break_line()
        elif tag == "input":
            self.flow.write_as_typed(_entry(attributes))
        elif tag == "table":
            self.flow.end_block()
            self._tables.append(_OpenTable())
        elif tag in _SECTIONS:
            self._tables[-1].sections.append((_SECTIONS[tag], []))
        elif tag == "tr":
            self._tables[-1].sections[-1][1].append([])

    def leave(self, tag: str) -> None:
        """An element closes."""
        if tag in CELLS:
            flow = self._flows.pop()
            flow.end_block()
            self._cells.pop().pieces = flow.pieces
        elif tag in LINES:
            self.flow.end_block()
        elif tag == "table":
            sections = sorted(self._tables.pop().sections, key=lambda section: section[0])
            self.flow.take(settled([rows for _, rows in sections]))

    def _open_cell(self, attributes: Attributes) -> None:
        rows = span(attributes["rowspan"], TALLEST) if "rowspan" in attributes else 1
        columns = span(attributes["colspan"], WIDEST) if "colspan" in attributes else 1
        cell = Holding(rows, columns, [])
        self._tables[-1].sections[-1][1][-1].append(cell)
        self._cells.append(cell)
        self._flows.append(Flow())


def read(markup: str, *, lines_as_typed: bool = False) -> list[Piece]:
    """Lines of text and tables of a page in reading order; ``lines_as_typed`` for text that only holds some markup.

    Raises UnreadableError for more markup than a form can have.
    """
    document = LexborHTMLParser(harmless(markup), options=LexborDocumentOptions.WO_EVENTS)
    reader = _Reader()
    opened: list[tuple[str, LexborNode, bool]] = []
    node = document.root
    while node is not None or opened:
        if node is None:
            tag, left, _ = opened.pop()
            reader.leave(tag)
            node = left.next
            continue
        tag, typed = node.tag or "", bool(opened) and opened[-1][2]
        if tag == _TEXT:
            bare = lines_as_typed and len(opened) > 0 and opened[-1][0] == "body"
            _write(reader.flow, node.text_content or "", typed=typed or bare)
        elif tag == "select":
            reader.flow.write(_chosen(node))
        elif tag not in LEFT_OUT:
            attributes = node.attributes
            style = _style(attributes)
            blank = _INVISIBLE.search(style) is not None
            if "hidden" not in attributes and not _UNSEEN.search(style) and (tag in CELLS or not blank):
                reader.enter(tag, attributes)
                opened.append((tag, node, typed or tag in AS_TYPED or _KEEPS_LINES.search(style) is not None))
                node = None if blank else node.first_child  # an invisible cell keeps its place
                continue
        node = node.next
    reader.page.end_block()
    return reader.page.pieces


def _write(flow: Flow[Data], text: str, *, typed: bool) -> None:
    if typed:
        flow.write_as_typed(text)
    else:
        flow.write(text)


def _style(attributes: Attributes) -> str:
    """The style of an element where it could tell of more than looks."""
    style = attributes.get("style")
    return style if style and _TELLING.search(style) else ""


def _entry(attributes: Attributes) -> str:
    """What a field of an online form shows; a tick for a chosen box."""
    kind = (attributes.get("type") or "text").strip().lower()
    if kind in {"checkbox", "radio"}:
        return "☑" if "checked" in attributes else "□"
    return "" if kind in _SILENT_INPUTS else attributes.get("value") or ""


def _chosen(select: LexborNode) -> str:
    """The chosen entries of a list, else its first one, unless that is a prompt without a value."""
    options = select.css("option")
    chosen = [option for option in options if "selected" in option.attributes]
    if not chosen and "multiple" not in select.attributes:
        chosen = options[:1]
    return "、".join(option.text().strip() for option in chosen if option.attributes.get("value", "-") != "")
