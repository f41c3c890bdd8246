"""The vocabulary of forms, read once from ``words.toml``: labels by their keys, cues by level, words for values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from youju.notation.text import flat, label_key, name_key

LONGEST_HEAD = 24  # characters of the head of a column
_GAP = f".{{0,{LONGEST_HEAD}}}?"


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(files("youju.forms").joinpath("words.toml").read_text("utf-8"))


@cache
def labels(section: str) -> Mapping[str, str]:
    """Key of a spelling → field, for the sections ``head``, ``funds``, ``objectives`` and ``columns``."""
    fields: Mapping[str, list[str]] = _file()[section]
    return {label_key(spelling): field for field, spellings in fields.items() for spelling in spellings}


@cache
def spelled(section: str) -> tuple[str, ...]:
    """The labels of a section as they are printed."""
    fields: Mapping[str, list[str]] = _file()[section]
    return tuple(spelling for listed in fields.values() for spelling in listed)


@cache
def spellings() -> tuple[str, ...]:
    """Every label as it is printed."""
    sections = [_file()[section] for section in ("head", "funds", "objectives", "columns")]
    return tuple(spelling for fields in sections for listed in fields.values() for spelling in listed)


@cache
def _rules(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Field and pattern of each rule of a section ``…_parts``; a group for each part that a rule writes out."""
    fields: Mapping[str, list[str]] = _file()[section]
    return tuple((field, _pattern(rule)) for field, rules in fields.items() for rule in rules)


def _pattern(rule: str) -> re.Pattern[str]:
    parts = [sorted(part.split("|"), key=len, reverse=True) for part in rule.split("…")]
    return re.compile(_GAP.join(f"({'|'.join(map(re.escape, part))})" for part in parts))


def column_by_parts(key: str) -> str | None:
    """The field of a column by the parts of its head (年度绩效指标值); None where no rule fits.

    Only for heads: a sentence has such parts as well. Labels of the head and the funds (填报单位) are none.
    """
    return None if is_beside(key) else by_parts("column_parts", key)


@lru_cache(maxsize=4096)
def by_parts(section: str, key: str) -> str | None:
    """The field of a label by its parts, after the rules of a section; None where no rule fits.

    Of several rules the one that writes out the most characters of the label.
    """
    if len(key) > LONGEST_HEAD:
        return None
    found = ((field, rule.fullmatch(key)) for field, rule in _rules(section))
    told = [(sum(map(len, match.groups())), field) for field, match in found if match]
    return max(told, key=lambda one: one[0])[1] if told else None


@cache
def all_labels() -> frozenset[str]:
    """The keys of every label that may stand beside or above a value."""
    return frozenset(key for section in ("head", "funds", "objectives", "columns") for key in labels(section))


def is_beside(key: str) -> bool:
    """Whether a key is a label of the head or the funds, whose value stands beside it."""
    return key in labels("head") or key in labels("funds")


@cache
def label_beginnings() -> frozenset[str]:
    """Every beginning of a label, for labels that are cut in two."""
    known = (*all_labels(), *labels("execution"))
    return frozenset(key[:end] for key in known for end in range(1, len(key)))


@cache
def vertical_pieces() -> frozenset[str]:
    """Every run of characters that a vertical label may be cut into (项目绩效目标 → 项目, 绩效目标, 绩 …).

    Labels beside the goals, and those that tell the period of rows, only in full.
    """
    found = set()
    for label in _file()["vertical"]["labels"]:
        found |= {label[start:end] for start in range(len(label)) for end in range(start + 1, len(label) + 1)}
    return frozenset(found | labels("periods").keys() | {label_key(label) for label in _file()["vertical"]["whole"]})


@cache
def footers() -> tuple[str, ...]:
    """Words that open a line below the table."""
    return tuple(_file()["table"]["footers"])


@cache
def totals() -> frozenset[str]:
    """Keys of the labels of a total row."""
    return frozenset(label_key(text) for text in _file()["table"]["totals"])


@cache
def grades() -> frozenset[str]:
    """Keys of the labels of the grade that a form gives itself."""
    return frozenset(label_key(text) for text in _file()["table"]["grades"])


@cache
def placeholders() -> frozenset[str]:
    """Texts that stand in a name cell and name nothing."""
    return frozenset(name_key(text) for text in _file()["table"]["placeholders"])


@cache
def value_words() -> frozenset[str]:
    """Words that stand as targets."""
    return frozenset(flat(word) for word in _file()["values"]["words"])


@cache
def value_endings() -> tuple[str, ...]:
    """Words of more than one character that a short phrase standing as a target may end in."""
    return tuple(word for word in value_words() if len(word) > 1)


@cache
def cues() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Second level → (words a name may hold, endings a name may have, endings it may not have) that suggest it."""
    found: Mapping[str, Mapping[str, list[str]]] = _file()["cues"]
    return {
        level: tuple(tuple(cue.get(part, ())) for part in ("holds", "ends", "not_ends")) for level, cue in found.items()
    }


@lru_cache(maxsize=8192)
def suggests(name: str | None, level2: str) -> bool:
    """Whether a name, by its words alone, sounds like an indicator of that second level; never a reason to move it."""
    holds, ends, other = cues().get(level2, ((), (), ()))
    key = name_key(name or "")
    return key.endswith(ends) or (not key.endswith(other) and any(word in key for word in holds))
