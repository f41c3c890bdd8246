"""Paragraphs of a word file as text, in reading order, whatever they are wrapped in.

Inserted text is kept and deleted text left out, as if every change was accepted; a text box is read once, though the
file holds it twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from youju.importers.word_symbols import overstruck

_PROPERTIES = ("pPr", "rPr", "tcPr", "trPr", "tblPr", "tblPrEx", "tblGrid", "sectPr", "sdtPr", "sdtEndPr")
_LEFT_OUT = frozenset((*_PROPERTIES, "del", "moveFrom", "delText", "delInstrText", "rt", "ffData", "fldData"))
_BLOCKS = frozenset(("p", "tbl", "tr", "tc"))
_INLINE = frozenset(("r", "hyperlink", "fldSimple", "oMath", "oMathPara", "bdo", "dir"))
_CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset(("0", "false", "off"))


def local(element: Element) -> str:
    """The name of an element without its vocabulary: transitional and strict files differ only there."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""  # what is no string is an entity or a comment


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of that name, of that child's the next; None where there is none."""
    for name in names:
        if element is None:
            return None
        element = next(iter(element.iterchildren(f"{{*}}{name}")), None)
    return element


def attribute(element: Element, name: str = "val") -> str | None:
    """An attribute by its name without the vocabulary."""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not set to off."""
    return element is not None and attribute(element) not in _OFF


def opened(parent: Element) -> Iterator[tuple[str, Element]]:
    """Blocks, rows or cells with their names, out of content controls and other wrappers; deleted ones left out."""
    pending = [iter(parent)]
    while pending:
        element = next(pending[-1], None)
        if element is None:
            pending.pop()
            continue
        name = local(element)
        if name in _BLOCKS or name in _INLINE:
            yield name, element
        elif name not in _LEFT_OUT:
            pending.append(iter(_alternative(element) if name == "AlternateContent" else element))


def flow(parent: Element) -> Iterator[str | Element]:
    """Written paragraphs as text, tables as elements; what a text box holds comes after the paragraph that holds it.

    A paragraph whose mark is deleted runs on into the next.
    """
    carried = ""
    for name, element in opened(parent):
        if name == "tbl":
            yield element
            continue
        if name in {"tr", "tc"}:  # outside of a table: broken, but its text is there
            yield from flow(element)
            continue
        line = _Line()
        if name == "p":
            _write(element, line)
        else:
            _write_one(element, name, line)
        carried += "".join(line.parts)
        if not (name == "p" and _runs_on(element)):
            if text := tidy(carried):
                yield text
            carried = ""
        for box in line.boxes:
            yield from flow(box)
    if text := tidy(carried):
        yield text


def tidy(text: str) -> str:
    """The text without blanks around its lines and without blank lines."""
    if "\n" not in text:
        return text.strip()
    return "\n".join(line for line in (line.strip() for line in text.split("\n")) if line)


@dataclass(slots=True)
class _Line:
    """A paragraph while it is read: its text, the text boxes in it, and the code of the field that is open."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    code: list[str] = field(default_factory=list)


def _write(parent: Element, line: _Line) -> None:
    for element in parent:
        name = local(element)
        if name == "t":
            if element.text:
                line.parts.append(element.text.replace("\n", " "))
        elif name not in _LEFT_OUT:
            _write_one(element, name, line)


def _write_one(element: Element, name: str, line: _Line) -> None:
    if name in _CHARACTERS:
        line.parts.append(_CHARACTERS[name])
    elif name == "txbxContent":
        line.boxes.append(element)
    elif name == "AlternateContent":
        _write(_alternative(element), line)
    elif name == "instrText":
        line.code.append(element.text or "")
    elif name == "fldChar":
        if attribute(element, "fldCharType") == "end":
            line.parts.append(overstruck("".join(line.code)))
        line.code.clear()
    else:
        _write(element, line)


def _alternative(element: Element) -> Element:
    """The first version of a drawing: the others repeat it for older programs."""
    return next((version for version in element if len(version)), element)


def _runs_on(paragraph: Element) -> bool:
    properties = child(paragraph, "pPr", "rPr")
    return properties is not None and any(local(mark) in {"del", "moveFrom"} for mark in properties)
