"""Markup made harmless before it is parsed: no comments, scripts or drawings, and no more work than a page deserves.

A browser's parser climbs the open elements at every tag, reopens unclosed text formats and compares all attributes of
a tag; a few kilobytes of hostile markup keep it busy for hours. The tree is not needed to foresee that.
"""

from __future__ import annotations

import re
from functools import cache

from youju.errors import UnreadableError
from youju.importers.html_elements import BLOCKS, CLOSE_THEMSELVES, FORMATS, RAW, ROWS, SCOPES, VOID
from youju.importers.html_page import LARGEST

MOST_CELLS = 200_000  # what is read in some seconds
MOST_TAGS = 1_200_000
MOST_WORK = 300_000_000  # steps over open elements: about a second of the parser
MOST_ATTRIBUTES = 50
_LONG = 2 * MOST_ATTRIBUTES
_REACH = 64  # how far an end tag is followed; beyond it the depth is only overestimated
_ONLY_THE_FORM = "请只保留要读的表，另存为网页（仅 HTML）后再读。"

_ATTRIBUTES = r"""
    (?: [ \t\n\f\r/]++
      | [^ \t\n\f\r/>][^ \t\n\f\r/>=]*+
        (?: [ \t\n\f\r]*+ = [ \t\n\f\r]*+ (?: "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | [^ \t\n\f\r"'>][^ \t\n\f\r>]*+ )?+ )?+
    )*+
"""
_TOKEN = re.compile(
    rf"""
    <!--(?: -?> | .*?--!?> | .*+ )
    | <[!?][^>]*+>?
    | </[^a-zA-Z>][^>]*+>?
    | <(?P<end>/?)(?P<name>[a-zA-Z][^ \t\n\f\r/>]*+)(?P<attributes>{_ATTRIBUTES})(?:>|\Z)
    """,
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""[^ \t\n\f\r/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>][^\s>]*))?""")
_CELL = re.compile(r"<t[dh][\s/>]", re.IGNORECASE)
_NOTHING = "<!---->"  # keeps apart what stood on both sides
_APART = "<!----><wbr>"  # ends a text for the parser, in a table too, whose stray texts it moves out and joins
_LONG_TEXT = 200

_DRAWN = frozenset({"svg", "xml"})  # left out whole where they are closed
_WITHOUT_ELEMENTS = RAW | _DRAWN | {"textarea"}
_RENAMED = {**dict.fromkeys(FORMATS, "span"), "svg": "x-svg", "math": "x-math", "xml": "x-xml"}
_NEVER_DEEP = frozenset({"html", "head", "body", "form", "frameset"})
_TABLE_STOPS = frozenset({"template"})
_CLOSE_IN_SCOPE = BLOCKS - CLOSE_THEMSELVES


def harmless(markup: str) -> str:
    """The markup for the parser. Raises UnreadableError for too many tags or cells, or nesting too deep."""
    tags = markup.count("<")
    cells = len(_CELL.findall(markup)) if tags > MOST_CELLS else 0
    if len(markup) > LARGEST or tags > MOST_TAGS or cells > MOST_CELLS:
        raise UnreadableError(
            f"网页里的标签或单元格太多（上限为 {MOST_CELLS:,} 个单元格），不像申报表。", _ONLY_THE_FORM
        )
    return _Cleaning(markup.replace("\x00", "")).result()


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?:>|[ \t\n\f\r/][^>]*+(?:>|\Z))", re.IGNORECASE)


class _Cleaning:
    """One pass over the tags; ``open`` are the elements that the parser would hold open, or more."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._pieces: list[str] = []
        self._copied = 0  # everything before it is in the pieces, or left out
        self._unclosed: set[str] = set()
        self._open: list[str] = []
        self._work = 0
        self._text = 0  # characters since the last place where the parser surely ends a text

    def result(self) -> str:
        """The cleaned markup."""
        markup, position = self._markup, 0
        while found := _TOKEN.search(markup, position):
            end, name, attributes = found.groups()
            self._text += found.start() - position
            position = found.end()
            if name is None:
                self._replace(found.start(), position, _APART if self._ends_text() else _NOTHING)
                continue
            if attributes and self._ends_text():
                self._replace(found.start(), found.start(), _APART)
            name = name.lower()
            if name in _WITHOUT_ELEMENTS and not end:
                position = self._past(found, name)
                continue
            if name in _RENAMED or len(attributes) > _LONG:
                name = _RENAMED.get(name, name)
                self._rename(found, name)
            self._follow(name, ends=bool(end))
            if self._work > MOST_WORK:
                raise UnreadableError("网页的标签一层套一层，套得太深，不像申报表。", _ONLY_THE_FORM)
        self._pieces.append(markup[self._copied :])
        return "".join(self._pieces)

    def _replace(self, start: int, end: int, by: str) -> None:
        self._pieces += (self._markup[self._copied : start], by)
        self._copied = end

    def _ends_text(self) -> bool:
        """Whether a text must end here: the parser copies it at each tag with attributes that it leaves out."""
        if self._text <= _LONG_TEXT:
            return False
        self._text = 0
        return True

    def _rename(self, tag: re.Match[str], name: str) -> None:
        attributes = tag["attributes"]
        if len(attributes) > _LONG and len(_ATTRIBUTE.findall(attributes)) > MOST_ATTRIBUTES:
            attributes = ""
        self._replace(tag.start(), tag.end(), f"<{tag['end']}{name}{attributes}>")

    def _past(self, tag: re.Match[str], name: str) -> int:
        """Where the content of an element without elements ends; it is left out, but not what a field holds."""
        end = None if name in self._unclosed else _end_of(name).search(self._markup, tag.end())
        if name in _DRAWN and (end is None or tag["attributes"].endswith("/")):
            self._unclosed |= {name} if end is None else set()
            self._replace(tag.start(), tag.end(), _NOTHING)
            return tag.end()
        position = end.end() if end else len(self._markup)
        if name != "textarea":
            self._replace(tag.start(), position, _NOTHING)
        return position

    def _follow(self, name: str, *, ends: bool) -> None:
        """Keeps the open elements, and sums up the steps that the parser takes over them."""
        opened = self._open
        self._work += len(opened)
        if ends and opened and opened[-1] == name:
            opened.pop()
        elif name in ROWS:
            if not ends:
                self._close("table", _TABLE_STOPS, kept=1)
        elif name not in VOID and name not in _NEVER_DEEP:
            if ends or name in CLOSE_THEMSELVES:
                self._close(name, SCOPES if name in _CLOSE_IN_SCOPE else BLOCKS, kept=0)
            if not ends:
                opened.append(name)

    def _close(self, name: str, stops: frozenset[str], *, kept: int) -> None:
        """Closes down to the nearest open ``name`` (which stays where ``kept``), unless a stop stands before it."""
        opened = self._open
        for index in range(len(opened) - 1, max(len(opened) - 1 - _REACH, -1), -1):
            if opened[index] == name:
                del opened[index + kept :]
                return
            if opened[index] in stops:
                return
