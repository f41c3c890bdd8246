"""Makes the XML of a word file say what its reader sees: hidden text goes, ticks and symbols become characters.

The tree is changed in place; each kind of change is one pass of the parser's own search, so reading stays fast.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import QName
from lxml.etree import _Element as Element

from youju.importers.word_symbols import EMPTY, TICKED, is_symbol_font, shown, symbol
from youju.importers.word_text import attribute, child, is_on, local
from youju.model.declaration import Note
from youju.model.finding import Severity

_CHANGES = ("{*}ins", "{*}del", "{*}moveFrom", "{*}moveTo")
_LONGEST_EXAMPLE = 20
_ASCII = 0x80


def settle(root: Element) -> tuple[Note, ...]:
    """Changes the tree in place. The notes say what is left out or undone that its user may not expect."""
    notes = [
        *_accept(root),
        *_hide(root),
        *_clear_prompts(root),
        *_draw_symbols(root),
        *_leave_notes(root),
    ]
    _draw_symbol_runs(root)
    _draw_boxes(root)
    return tuple(notes)


def _hint(code: str, message: str) -> Note:
    return Note(code, Severity.HINT, message)


def _accept(root: Element) -> Iterator[Note]:
    """Changes themselves are followed where text is read; here is only said that there are some."""
    if any(True for _ in root.iter(*_CHANGES)):
        yield _hint("revisions_accepted", "文件带有修订记录，按“接受所有修订”读取：插入的保留，删除的略去。")


def _hide(root: Element) -> Iterator[Note]:
    hidden = 0
    for switch in list(root.iter("{*}vanish")):
        run = _above(switch, 2)
        if run is not None and local(run) == "r" and is_on(switch):
            hidden += any((text.text or "").strip() for text in run.iter("{*}t"))
            _empty(run)
    if hidden:
        yield _hint("hidden_text_left_out", f"有 {hidden} 处隐藏文字没有读。")


def _clear_prompts(root: Element) -> Iterator[Note]:
    """A content control that nobody filled shows a prompt, which is no answer."""
    prompts: list[str] = []
    for switch in list(root.iter("{*}showingPlcHdr")):
        control = _above(switch, 2)
        if control is None or local(control) != "sdt" or not is_on(switch):
            continue
        texts = list(control.iter("{*}t"))
        prompts.append("".join(text.text or "" for text in texts).strip())
        for text in texts:
            text.text = None
    written = [prompt for prompt in prompts if prompt]
    if written:
        example = written[0][:_LONGEST_EXAMPLE]
        yield _hint("prompts_left_out", f"有 {len(written)} 个控件只有提示文字（如“{example}”），按没有填写读取。")


def _draw_symbols(root: Element) -> Iterator[Note]:
    unknown = 0
    for element in list(root.iter("{*}sym")):
        font, code = attribute(element, "font"), _code(attribute(element, "char"))
        text = symbol(font, code)
        unknown += text is None
        _say(element, text or "")
    if unknown:
        yield _hint("symbols_left_out", f"有 {unknown} 个符号字体里的字符不认识，没有读。")


def _code(written: str | None) -> int:
    try:
        return int(written or "", 16)
    except ValueError:
        return 0


def _leave_notes(root: Element) -> Iterator[Note]:
    if any(True for _ in root.iter("{*}footnoteReference", "{*}endnoteReference")):
        yield _hint("footnotes_left_out", "脚注和尾注没有读。")
    if any(True for _ in root.iter("{*}blip", "{*}imagedata")):
        yield _hint("pictures_left_out", "图片里的文字没有读。")
    if any(True for _ in root.iter("{*}altChunk", "{*}subDoc")):
        yield Note("inserted_file_left_out", Severity.WARNING, "文档里插入了别的文件，那部分内容没有读。")


def _draw_symbol_runs(root: Element) -> None:
    """Texts of runs set in a symbol font: the font of a character below U+0080 is not always that of the others."""
    for fonts in list(root.iter("{*}rFonts")):
        low, high = attribute(fonts, "ascii"), attribute(fonts, "hAnsi")
        run = _above(fonts, 2)
        if run is None or local(run) != "r" or not (is_symbol_font(low) or is_symbol_font(high)):
            continue
        for element in run.iterchildren("{*}t"):
            text = element.text or ""
            element.text = "".join(shown(low if ord(letter) < _ASCII else high, letter) for letter in text)


def _draw_boxes(root: Element) -> None:
    """Check boxes, as content controls and as form fields of older files."""
    for box in list(root.iter("{*}checkbox")):
        control = _above(box, 2)
        content = child(control, "sdtContent")
        drawn = None if content is None else next(content.iter("{*}t"), None)
        if drawn is not None:
            drawn.text = _mark(child(box, "checked"))
    for box in list(root.iter("{*}checkBox")):
        begin = _above(box, 2)
        if begin is not None and local(begin) == "fldChar":
            checked = child(box, "checked")
            _say(begin, _mark(child(box, "default") if checked is None else checked))
    for choice in list(root.iter("{*}ddList")):
        begin = _above(choice, 2)
        if begin is not None and local(begin) == "fldChar":
            _say(begin, _chosen(choice))


def _mark(switch: Element | None) -> str:
    return TICKED if is_on(switch) else EMPTY


def _chosen(choice: Element) -> str:
    result = child(choice, "result")
    index = (attribute(result) if result is not None else None) or "0"
    entries = [attribute(entry) or "" for entry in choice.iterchildren("{*}listEntry")]
    return next((text for number, text in enumerate(entries) if str(number) == index), "")


def _above(element: Element, steps: int) -> Element | None:
    """The element so many levels up."""
    found: Element | None = element
    for _ in range(steps):
        found = None if found is None else found.getparent()
    return found


def _empty(element: Element) -> None:
    for inner in list(element):
        element.remove(inner)


def _say(element: Element, text: str) -> None:
    """Turns an element into a text of the same vocabulary."""
    _empty(element)
    space = QName(element).namespace
    element.tag = f"{{{space}}}t" if space else "t"
    element.text = text
