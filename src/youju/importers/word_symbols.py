"""What the characters of symbol fonts show: a tick that a word file stores as the letter R in a font of pictures.

Without this a ticked box is lost, and a ≥ typed from the font Symbol is a superscript three.
"""

from __future__ import annotations

import re

TICKED, EMPTY = "☑", "□"
_BASE = 0xF000  # symbol fonts repeat their 256 characters here, in the area for private use


def _by_code(written: str) -> dict[int, str]:
    """Characters by their codes, from pairs such as ``FE☑``."""
    pairs = [(int(pair[:2], 16), pair[2:]) for pair in written.split()]
    return {key: character for code, character in pairs for key in (code, _BASE + code)}


_FONTS = {
    "wingdings": _by_code(
        "6C● 6E■ 6F□ 70□ 71□ 72□ 75◆ 76◆ 77◆ 81① 82② 83③ 84④ 85⑤ 86⑥ 87⑦ 88⑧ 89⑨ 8A⑩ "
        "8C❶ 8D❷ 8E❸ 8F❹ 90❺ 91❻ 92❼ 93❽ 94❾ 95❿ 9F• A1○ A4◉ A7▪ A8□ D8➢ DF← E0→ E1↑ E2↓ E8→ FB× FC√ FD☒ FE☑"
    ),
    "wingdings 2": _by_code("4F× 50√ 51☒ 52☑ 53☒ A3□"),
    "webdings": _by_code("61√ 63□ 67■ 6E● 72×"),
    "symbol": _by_code(
        "25% 28( 29) 2B+ 2C, 2D- 2E. 2F/ 300 311 322 333 344 355 366 377 388 399 3A: 3B; 3C< 3D= 3E> 44Δ 53Σ 57Ω "
        "5B[ 5D] 61α 62β 6Dμ 7B{ 7C| 7D} 7E~ A3≤ A5∞ B0° B1± B3≥ B4× B7• B8÷ B9≠ BB≈ BC… D6√ D7·"
    ),
}
_BOXES, _TICKS = "□口○〇◯", "√✓✔vV∨☑"
_OVERSTRUCK = re.compile(r"\s*eq\s*\\o", re.IGNORECASE)
_SWITCHES = re.compile(r"\\[A-Za-z]+\s*-?\d*|[()（）\s]")


def is_symbol_font(font: str | None) -> bool:
    """Whether the characters of that font are not what they say."""
    return font is not None and font.lower() in _FONTS


def symbol(font: str | None, code: int) -> str | None:
    """What character ``code`` of a symbol font shows; None where the font or the character is not known."""
    return _FONTS.get((font or "").lower(), {}).get(code)


def shown(font: str | None, text: str) -> str:
    """A text set in a symbol font as it is seen; characters that the font does not have stay."""
    return "".join(symbol(font, ord(character)) or character for character in text)


def overstruck(code: str) -> str:
    r"""What a field that prints characters on top of each other shows: ``eq \o\ac(□,√)`` is a ticked box.

    Clerks make ticks so; the field has no result that could be read. Empty for every other field.
    """
    if not (found := _OVERSTRUCK.match(code)):
        return ""
    layers = [layer for layer in re.split("[,;，；]", _SWITCHES.sub("", code[found.end() :])) if layer]
    if any(layer in _BOXES for layer in layers) and any(layer in _TICKS for layer in layers):
        return TICKED
    return layers[-1] if layers else ""
