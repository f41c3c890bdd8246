"""Printed or typed words (健全, 基本健全): the band they name, at its lowest share; the word itself is full."""

from __future__ import annotations

from youju.model.measurement import State
from youju.model.score import Score
from youju.model.target import Quality
from youju.scoring import words
from youju.scoring.contract import Case, Method, Scheme
from youju.scoring.verdict import Gap, Outcome, gap_of, ruled, shown, verdict, word_of

TEXT = "定性指标按完成情况所在的档计分：达到原词得满分，其余取该档最低比例；多于此须有说明和佐证。"


def _applies(case: Case, _scheme: Scheme) -> bool:
    return isinstance(case.target, Quality)


def _score(case: Case, scheme: Scheme) -> Score:
    return verdict(case, scheme, ruled(scheme, "word.shares", "word", TEXT), _outcome(case, scheme))


def _outcome(case: Case, scheme: Scheme) -> Outcome | Gap:
    actual, word = case.actual, word_of(case)
    if actual.state is not State.VALUE:
        return gap_of(actual)
    if actual.word is None:
        return Gap(State.NONE, f"完成值没有说明是否达到“{word}”，由人判断。", ("doubt",))
    band = words.band_of(actual.word, word, scheme)
    if band is None:
        return Gap(State.NONE, f"“{actual.word}”不在“{word}”的各档说法之内，由人判断。", ("doubt",))
    reached = band.number == words.FULL
    compared = f"“{actual.word}”对“{word}”：{shown(band.share)}"
    return Outcome(band.share, reached, compared, factor="" if reached or not band.share else compared)


WORD = Method("word", "定性", 140, _applies, _score)
