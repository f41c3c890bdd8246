"""Shelf: ledgers and measures of one line of business, dated taxonomies, words made measurable; all data.

A pack is one file of ``library``: its measures first, then its ledgers. ``taxonomies`` holds one file a tree and the
spellings met of all of them in ``aliases.toml``; ``words`` one file a meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from youju.errors import NotFoundError
from youju.model.measure import Measure
from youju.model.taxonomy import Taxonomy
from youju.notation.text import name_key
from youju.packs.contract import Pack, Word
from youju.packs.reading import pack_from, taxonomy_from, word_from
from youju.packs.tables import folder, table

_ALIASES = "aliases"


@cache
def packs() -> tuple[Pack, ...]:
    """All packs, by code."""
    return tuple(pack_from(code, data) for code, data in folder("library").items())


def pack(code: str) -> Pack:
    """The pack of that code. Raises NotFoundError."""
    for found in packs():
        if found.code == code:
            return found
    known = "、".join(found.code for found in packs())
    raise NotFoundError(f"没有叫“{code}”的度量包。", f"可以用：{known}。", {"pack": code})


@cache
def taxonomies() -> tuple[Taxonomy, ...]:
    """All trees of indicator levels, by code."""
    files = dict(folder("taxonomies"))
    spellings = table(files.pop(_ALIASES), _ALIASES)
    aliases = {spelling: spellings.text(spelling) for spelling in spellings.data}
    return tuple(taxonomy_from(code, files, aliases) for code in files)


def taxonomy(code: str) -> Taxonomy:
    """The tree of that code. Raises NotFoundError."""
    for found in taxonomies():
        if found.code == code:
            return found
    known = "、".join(found.code for found in taxonomies())
    raise NotFoundError(f"没有叫“{code}”的指标分类。", f"可以用：{known}。", {"taxonomy": code})


@cache
def words() -> Mapping[str, Word]:
    """Words made measurable, by each of their spellings (提升, 提高, 优化 … give the same)."""
    found = (word_from(code, data) for code, data in folder("words").items())
    return {spelling: word for word in found for spelling in (word.word, *word.also)}


def binding(found_in: Pack, indicator_name: str) -> Measure | None:
    """The measure that answers for an indicator of that name (blanks and quotation marks ignored), None without one."""
    return found_in.names.get(name_key(indicator_name))
