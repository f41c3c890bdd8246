"""Names and numbers of persons on a form: counted and left out, whatever else is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from youju.forms import words
from youju.forms.page import Line, Piece
from youju.model.declaration import Note
from youju.model.finding import Severity
from youju.model.place import Place

_ROLES = "负责人|联系人|经办人|填表人|填报人|审核人|制表人|责任人|制表"
_NUMBERS = "电话|手机|手机号码?|联系方式|身份证号码?"
_LABEL = rf"[\u4e00-\u9fff]{{0,8}}?(?:{_ROLES}|{_NUMBERS})(?:姓名|签字|签名)?(?:[及和/（(][^:：]{{0,8}})?"
_OF_PERSON = re.compile(_LABEL)
_INSIDE = re.compile(rf"(?P<label>{_LABEL})[:：](?P<value>[^:：]*?)(?=[ 　；;，,(（][\u4e00-\u9fff]{{2,8}}[:：]|$)")
_NUMBER = re.compile(r"(?<!\d)(?:\d{11}|\d{17}[\dXx]|0?\d{2,3}[-—]\d{7,8}|\d{7,8})(?!\d)")
_NAME = re.compile("[\u4e00-\u9fff·]{2,6}")
_BESIDE = re.compile(rf"[ 　；;，,(（]*{_LABEL}[:：].*|[ 　(（]*(?<!\d)1\d{{10}}(?!\d)[)）]?", re.DOTALL)


def left_out(lines: Sequence[Line]) -> tuple[Note, ...]:
    """A note that says how many names and numbers of persons stand on the form and were not read."""
    found = [(place, value) for line in lines for place, value in _values(line.own())]
    numbers = sum(len(_NUMBER.findall(value)) for _, value in found)
    names = sum(len(_NAME.findall(_NUMBER.sub(" ", value))) for _, value in found)
    said = [f"{count}个{what}" for count, what in ((names, "姓名"), (numbers, "电话或证件号码")) if count]
    if not said:
        return ()
    message = f"个人信息没有读入：{'、'.join(said)}。"
    return (Note("personal_data_dropped", Severity.HINT, message, found[0][0]),)


def _values(pieces: Sequence[Piece]) -> Iterator[tuple[Place, str]]:
    """What is written beside the labels of persons, or behind them in the same cell."""
    for at, piece in enumerate(pieces):
        inside = list(_INSIDE.finditer(piece.text))
        yield from ((piece.place, match["value"]) for match in inside)
        beside = pieces[at + 1] if at + 1 < len(pieces) else None
        if beside and not inside and is_of_person(piece.key) and not _is_label(beside):
            yield beside.place, beside.text


def is_of_person(key: str) -> bool:
    """Whether a label asks for a person's name or number."""
    return _OF_PERSON.fullmatch(key) is not None


def without_persons(text: str) -> str:
    """What a cell says before it goes on with a person's name or number (样市民政局（联系人：…）)."""
    return _BESIDE.sub("", text)


def _is_label(piece: Piece) -> bool:
    return piece.key in words.all_labels() or is_of_person(piece.key) or _INSIDE.search(piece.text) is not None
