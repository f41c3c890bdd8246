"""Turns the files of the three folders into packs, taxonomies and words."""

from __future__ import annotations

from collections.abc import Mapping

from youju.errors import UnreadableError
from youju.model.ledger import Ledger
from youju.model.measure import Measure, Thresholds
from youju.model.taxonomy import Taxonomy
from youju.notation.definition import measure_from, thresholds_from
from youju.notation.text import name_key
from youju.packs.contract import Grading, Pack, Word
from youju.packs.ledgers import ledgers_of
from youju.packs.tables import Table, table

_PACK_KEYS = ("code", "title", "measure", "ledger")
_TAXONOMY_KEYS = (
    "title",
    "extends",
    "valid_from",
    "valid_to",
    "jurisdiction",
    "citation",
    "levels",
    "kinds",
)
_GRADING_KEYS = ("title", "kind", "thresholds", "note")
_WORD_KEYS = (*_GRADING_KEYS, "word", "also", "citation", "alternative", "suggestions")


def _measure(data: Table, ledgers: Mapping[str, Ledger]) -> Measure:
    try:
        measure = measure_from(data.data)
    except UnreadableError as error:
        raise ValueError(f"{data.place}: {error.message} {error.place}") from error
    if measure.ledger not in ledgers:
        raise ValueError(f"{data.place}: there is no ledger {measure.ledger}")
    for condition in measure.where:
        if not ledgers[measure.ledger].has(condition.column):
            raise ValueError(f"{data.place}: {measure.ledger} has no column {condition.column}")
    return measure


def _names(code: str, measures: tuple[Measure, ...]) -> Mapping[str, Measure]:
    found: dict[str, Measure] = {}
    for measure in measures:
        for name in (measure.label, *measure.names):
            other = found.setdefault(name_key(name), measure)
            if other is not measure:
                raise ValueError(f"{code}: {other.code} and {measure.code} both answer for {name}")
    return found


def pack_from(code: str, data: Mapping[str, object]) -> Pack:
    """A pack from its file; a code or a name that two measures claim is refused.

    Raises ValueError with the place of a fault.
    """
    file = table(data, code, _PACK_KEYS)
    if file.text("code") != code:
        raise ValueError(f"{code}: the file says it is {file.text('code')}")
    ledgers = {ledger.code: ledger for ledger in ledgers_of(file)}
    measures = tuple(_measure(measure, ledgers) for measure in file.tables("measure"))
    codes = [measure.code for measure in measures]
    if len(set(codes)) != len(codes):
        raise ValueError(f"{code}: a measure's code stands twice")
    return Pack(code, file.text("title"), ledgers, measures, _names(code, measures))


def _thresholds(data: Table) -> Thresholds:
    try:
        return thresholds_from(data.data.get("thresholds"), {})
    except UnreadableError as error:
        raise ValueError(f"{data.place}.thresholds: {error.message}") from error


def _grading(data: Table) -> Grading:
    return Grading(data.text("title"), data.text("kind"), _thresholds(data), data.maybe_text("note") or "")


def word_from(code: str, data: Mapping[str, object]) -> Word:
    """A word from its file. Raises ValueError with the place of a fault."""
    file = table(data, code, _WORD_KEYS)
    return Word(
        code=code,
        word=file.text("word"),
        grading=_grading(file),
        citation=file.citation(),
        also=file.texts("also"),
        alternatives=tuple(_grading(other) for other in file.tables("alternative", _GRADING_KEYS)),
        suggestions=file.lists("suggestions"),
    )


def taxonomy_from(code: str, files: Mapping[str, Mapping[str, object]], aliases: Mapping[str, str]) -> Taxonomy:
    """A taxonomy from its file; ``extends`` gives the levels that the file itself does not. Raises ValueError."""
    file = table(files[code], code, _TAXONOMY_KEYS)
    extends = file.maybe_text("extends")
    if extends is not None and extends not in files:
        raise ValueError(f"{code}: there is no taxonomy {extends} to extend")
    parent = taxonomy_from(extends, files, aliases) if extends is not None else None
    valid_from = file.day("valid_from")
    if valid_from is None:
        raise ValueError(f"{code}: valid_from is missing")
    return Taxonomy(
        code=code,
        title=file.text("title"),
        citation=file.citation(),
        levels={**(parent.levels if parent else {}), **file.lists("levels")},
        valid_from=valid_from,
        valid_to=file.day("valid_to"),
        jurisdiction=file.text("jurisdiction"),
        aliases=aliases,
        extends=extends,
        kinds={**(parent.kinds if parent else {}), **file.lists("kinds")},
    )
