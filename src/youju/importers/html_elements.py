"""The elements of web pages by what the readers of markup ask of them: two of them ask, and must agree."""

from __future__ import annotations


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


ROWS = _names("td th tr tbody thead tfoot caption colgroup")
CELLS = _names("td th")
FORMATS = _names("a b big code em font i nobr s small strike strong tt u")
VOID = _names("area base basefont bgsound br col embed frame hr image img input link meta param source wbr")
RAW = _names("script style title iframe noembed noframes xmp")
SCOPES = _names("table template object marquee applet")
CLOSE_THEMSELVES = _names("p li dt dd")
LINES = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu ol optgroup p pre search"
    " section summary ul"
)
BLOCKS = SCOPES | LINES - _names("body caption form html hr legend optgroup") | _names("button nav select")
AS_TYPED = _names("pre listing textarea")
LEFT_OUT = _names(
    "-comment !doctype annotation audio button canvas datalist del frameset head iframe map nav noscript object rp rt"
    " script style template title video"
)
