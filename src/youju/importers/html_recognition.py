"""Whether bytes are markup: a page, a saved page archive, a fragment of one, or a text with a table in it.

A text in which a converter left a few tags is text, and so is a dump with markup in a cell.
"""

from __future__ import annotations

import codecs
import re

from youju.importers.html_page import is_archive

SAMPLE = 1_000_000
_BLOCK = rb"(?:table|thead|tbody|tr|td|th|div|p|center|h[1-6]|form|ul|ol|dl|section|article|main|font|span|br|pre|b)"
_PROLOG = rb"(?:\s|\x00|<\?xml[^>]*>|<!--.*?-->|<!\[[^>]*>)*+"
_PAGE = re.compile(
    _PROLOG + rb"<(?:!doctype\s+html|html|head|body|meta|title|style|base|link)[\s/>]", re.IGNORECASE | re.DOTALL
)
_FRAGMENT = re.compile(_PROLOG + rb"<" + _BLOCK + rb"[\s/>]", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rb"</?" + _BLOCK + rb"[\s/>]", re.IGNORECASE)
_TABLE = re.compile(rb"<table[\s>]", re.IGNORECASE)
_CELL, _CELL_ENDS = re.compile(rb"<t[dh][\s>]", re.IGNORECASE), re.compile(rb"</t[dh][\s>]", re.IGNORECASE)
_SEPARATED = re.compile(rb"[^\s]\t+[^\s]|>\s*\|\s*<")
_OFFICE_XML = re.compile(rb"<\?mso-application\s")
PAGE, FRAGMENT, TEXT_WITH_TABLE = 95, 85, 50


def certainty(data: bytes) -> int:
    """95 for a page or a saved page archive, 85 for a fragment of markup, 50 for text around a table, else 0."""
    if is_archive(data):
        return PAGE
    start = _narrow(data)
    if _OFFICE_XML.search(start[:1024]):
        return 0
    if _PAGE.match(start):
        return PAGE
    holds_table = _TABLE.search(start) is not None
    if _FRAGMENT.match(start) and (holds_table or _is_all_markup(start)):
        return FRAGMENT
    return TEXT_WITH_TABLE if holds_table and _CELL.search(start) and _CELL_ENDS.search(start) else 0


def _narrow(data: bytes) -> bytes:
    """The start of the file with one byte a sign of markup."""
    sample = data[:SAMPLE]
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return sample.decode("utf-16", "replace").encode("utf-8")
    if sample[:64].count(b"\x00") > len(sample[:64]) // 4:
        return sample.replace(b"\x00", b"")
    return sample.removeprefix(codecs.BOM_UTF8)


def _is_all_markup(start: bytes) -> bool:
    """Whether tags are all that parts the text: cells between tabs or pipes are a table with residue."""
    tags, lines = len(_TAG.findall(start)), sum(1 for line in start.splitlines() if line.strip())
    return tags > lines and not _SEPARATED.search(start) and start.rstrip().endswith(b">")
