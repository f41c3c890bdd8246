"""Every text that a page shows of its own has its English, and no English is left of a text that is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import youju.web
from youju.model.organisation import ROLE_NAMES
from youju.stages.status import PHASE_NAMES

WEB = Path(youju.web.__file__).parent
ENGLISH = WEB / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2)}
# Names of the core that the template filters role_name and phase_name translate.
NAMES = {
    **dict.fromkeys(ROLE_NAMES.values(), "ROLE_NAMES"),
    **dict.fromkeys(PHASE_NAMES.values(), "PHASE_NAMES"),
}
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

Texts = tuple[str, ...]


def _extracted(source: str) -> Iterator[Texts]:
    for _, texts, _, _ in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        yield (texts,) if isinstance(texts, str) else tuple(texts)


def used() -> dict[str, str]:
    """Every text to be translated and where it stands; of texts in singular and plural both."""
    found = dict(NAMES)
    for path in sorted(WEB.rglob("*.py")):
        for texts in _extracted(path.read_text(encoding="utf-8")):
            found |= dict.fromkeys(texts, path.name)
    for path in sorted(WEB.glob("templates/**/*.html")):
        # What templatize leaves of a page is not Python as a whole, so only its calls are read, each on a line.
        calls = re.findall(
            r"(?:\b_|gettext|ngettext)\((?:[^()'\"]|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")*\)",
            templatize(path.read_text(encoding="utf-8")),
        )
        for texts in _extracted("\n".join(calls)):
            found |= dict.fromkeys(texts, path.name)
    return found


USED = used()


def known() -> dict[str, str]:
    """Every text that has its English; of texts in singular and plural both."""
    found: dict[str, str] = {}
    for message in read_po(BytesIO(ENGLISH.read_bytes())):
        texts = [message.id] if isinstance(message.id, str) else list(message.id or ())
        said = [message.string] if isinstance(message.string, str) else list(message.string or ())
        found |= {text: str(english) for text, english in zip(texts, said, strict=True) if text}
    return found


KNOWN = known()


def test_texts_are_found_in_templates_and_in_code() -> None:
    assert {"工作台", "跳到正文", "用户名或密码不对。", "经办人"} <= set(USED)


def test_every_text_has_its_english() -> None:
    missing = [f"{place}: {text}" for text, place in USED.items() if _CHINESE.search(text) and not KNOWN.get(text)]
    assert not missing, "\n".join(missing)


def test_no_english_is_left_of_a_text_that_is_gone() -> None:
    gone = sorted(set(KNOWN) - set(USED))
    assert not gone, "\n".join(gone)


def test_an_english_text_is_english_and_keeps_the_places_of_the_chinese_one() -> None:
    wrong = [
        f"{text}: {said}"
        for text, said in KNOWN.items()
        if not said or _CHINESE.search(said) or sorted(_PLACE.findall(said)) != sorted(_PLACE.findall(text))
    ]
    assert not wrong, "\n".join(wrong)
