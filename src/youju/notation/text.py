"""Cleans what converters leave in a text (LaTeX, HTML, odd blanks and widths) and makes the keys texts are matched by.

Nothing here interprets a value: the text as received is kept elsewhere, these functions only say what it spells.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_LATEX_WORDS = {
    "geqslant": "≥",
    "leqslant": "≤",
    "geqq": "≥",
    "leqq": "≤",
    "geq": "≥",
    "leq": "≤",
    "ge": "≥",
    "le": "≤",
    "gt": ">",
    "lt": "<",
    "times": "×",
    "sim": "~",
    "quad": "",
    "left": "",
    "right": "",
}
_LATEX_BLANK = r"\\[,;:!]"
_LATEX_WORD = re.compile(rf"\\({'|'.join(_LATEX_WORDS)})(?![A-Za-z])(?:\s|~|{{}}|{_LATEX_BLANK})*")
_LATEX_DRAWS_NOTHING = re.compile(rf"(?<!\\)[{{}}]|{_LATEX_BLANK}")
_LATEX_GROUP = re.compile(r"\\(?:text|mathrm|mathbf|rm|textbf)\s*\{([^{}]*)\}")
_LATEX_MARK = re.compile(r"\\([%#&_{}$])")
_MATH = re.compile(r"\$([^$\n]*)\$|\\[(\[]((?:(?!\\[(\[\])])[^\n])*)\\[)\]]")  # $…$, \(…\), \[…\]
_PROSE = re.compile(r"[^\W\d_]")
_HIDDEN = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<(script|style)\b[^<>]*>(?:(?!<(?:script|style)\b).)*?</\1\s*>", re.IGNORECASE | re.DOTALL
)
_BREAKING_TAG = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6])\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&(?:amp;)*(#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")  # &amp;ge; was escaped twice
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_LINE_BREAKS = re.compile(" ?(?:\r\n|[\n\r\v\f\u0085\u2028\u2029]) ?")
_SAFE_WIDE = "％＝＜＞＋－／～＊＃＆＠"
_WIDTHS = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
    | {char: unicodedata.normalize("NFKC", char) for char in _SAFE_WIDE}
)
_WIDE_POINT = re.compile(r"(?<=\d)．(?=\d)")
_CJK = "\u3400-\u9fff\uf900-\ufaff"
_CJK_SIDE = f"[{_CJK}、，。；：（）《》“”]"
_BLANK_IN_CJK = re.compile(f"(?<={_CJK_SIDE}) +(?={_CJK_SIDE})")
_NUMBERING = "(?:[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛])[、.．)）]"
_WRAP = re.compile(f"(?<=[{_CJK}“‘《（])\n(?!{_NUMBERING})(?=[{_CJK}])|(?<=[{_CJK}])\n(?=[”’》）])")
_BRACKET = re.compile(r"\(([^()]*)(?:\)|$)")
_DASHES = str.maketrans({"\u2010": "-", "\u2012": "-", "\u2212": "-", "\u2015": "—", "\u301c": "~", "\u223c": "~"})
_NOT_IN_LABELS = re.compile(r"[\s:*★?·•]+")
_NOT_IN_NAMES = re.compile("[\\s\"'`“”„‟‘’‚‛「」『』＂＇]+")


def _without_latex(text: str) -> str:
    """Formula marks away, commands as the signs they draw; blanks inside a formula mean nothing.

    Two dollar signs with plain words between them are money, not a formula.
    """

    def inner(match: re.Match[str]) -> str:
        if "\\" not in match.group() and _PROSE.search(match.group()):
            return match.group()
        return re.sub(r"\s+", "", _signs(match[1] or match[2] or "", formula=True))

    return _signs(_MATH.sub(inner, text))


def _signs(text: str, *, formula: bool = False) -> str:
    text = _LATEX_GROUP.sub(r"\1", text)
    text = _LATEX_WORD.sub(lambda match: _LATEX_WORDS[match.group(1)], text)
    text = _LATEX_DRAWS_NOTHING.sub("", text) if formula else text
    return _LATEX_MARK.sub(r"\1", text)


@lru_cache(maxsize=4096)  # a form is looked at several times before it is read
def clean(text: str) -> str:
    r"""The text without converter residue: ``$\geq 90\%$`` → ``≥90%``, ``<p>甲</p><p>乙</p>`` → two lines.

    Full-width digits, letters and signs become narrow; Chinese punctuation and line breaks stay; runs of blanks become
    one, blank lines go. A ``<`` before a number is a sign, not a tag.
    """
    text = _HIDDEN.sub("", text)
    text = _TAG.sub("", _BREAKING_TAG.sub("\n", text))
    text = _ENTITY.sub(lambda match: html.unescape(f"&{match[1]};"), text)
    text = _INVISIBLE.sub("", text).translate(_WIDTHS)
    text = _WIDE_POINT.sub(".", text)
    text = _BLANKS.sub(" ", _without_latex(text))
    return "\n".join(line for line in _LINE_BREAKS.sub("\n", text).strip().split("\n") if line)


def unwrap(text: str) -> str:
    """The cleaned text with the blanks and line wraps inside Chinese words closed: ``免 费`` → ``免费``.

    A line that opens with a numbering ("1、", "一、") or follows punctuation stays a line of its own; Latin words keep
    their blanks.
    """
    return _WRAP.sub("", _BLANK_IN_CJK.sub("", clean(text)))


def flat(text: str) -> str:
    """Cleaned, all forms of width, composition (NFKC) and dash unified, no blanks: for reading values, not for show."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean(text))).translate(_DASHES)


def label_parts(text: str) -> tuple[str, str | None]:
    """A label's key and what stood in its last bracket: ``全年预算数（万元）`` → ``("全年预算数", "万元")``."""
    narrow = _NOT_IN_LABELS.sub("", unicodedata.normalize("NFKC", clean(text)))
    brackets = _BRACKET.findall(narrow)
    return _BRACKET.sub("", narrow), brackets[-1] if brackets else None


def label_key(text: str) -> str:
    """The key a label is matched by: no blanks, line breaks, colons, stars or lost characters, no bracket."""
    return label_parts(text)[0]


def name_key(text: str) -> str:
    """The key a project's or indicator's name is matched by: one width, no blanks, no quotation marks."""
    return _NOT_IN_NAMES.sub("", unicodedata.normalize("NFKC", clean(text)))
