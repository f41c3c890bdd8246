"""Residue of converters goes, meaning stays; keys match spellings that differ only in width, blanks and damage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youju.notation.text import clean, flat, label_key, label_parts, name_key, unwrap


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("$\\geq 90\\%$", "≥90%"),
        ("$\\leq 30$分钟", "≤30分钟"),
        ("\\geqslant 90\\%", "≥90%"),
        ("$90\\%$", "90%"),
        ("$90$", "90"),
        ("≥$\\text{90}$次", "≥90次"),
        ("$\\geq\\;{90}\\,\\%$", "≥90%"),
        ("\\(\\leqq 90\\%\\)", "≤90%"),
        ("\\(90", "\\(90"),
        ("$\\{90\\}$", "{90}"),
        ("{甲}", "{甲}"),
        ("单价$12.5元", "单价$12.5元"),
        ("甲$12.5元，乙$13元", "甲$12.5元，乙$13元"),
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("甲<br/>乙", "甲\n乙"),
        ("<span style='x'>甲</span>乙", "甲乙"),
        ("甲<!-- 页眉 -->乙", "甲乙"),
        ("<style>p {}</style>甲", "甲"),
        ("<script>alert(1)</script>甲", "甲"),
        ("&ge;90%", "≥90%"),
        ("&amp;ge;90%", "≥90%"),
        ("&amp;amp;#20057;", "乙"),
        ("甲&amp;乙", "甲&乙"),
        ("&lt;=30", "<=30"),
        ("甲&nbsp;&#20057;", "甲 乙"),
        ("A&B", "A&B"),
        ("<90%", "<90%"),
        ("<=30分钟，>5次", "<=30分钟，>5次"),
        ("９０％", "90%"),
        ("１．５万元", "1.5万元"),
        ("（甲），：；", "（甲），：；"),
        ("甲\u00a0乙\u3000丙", "甲 乙 丙"),
        ("甲\u200b乙\ufeff", "甲乙"),
        ("  甲 \r\n\r\n 乙  ", "甲\n乙"),
        ("甲\u2028乙", "甲\n乙"),
        ("", ""),
    ],
)
def test_residue_is_cleaned_and_meaning_kept(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(max_size=60))
def test_cleaning_never_leaves_odd_blanks_or_empty_lines(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == cleaned.strip(" \n")
    assert "\n\n" not in cleaned
    assert "\u00a0" not in cleaned


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("免 费", "免费"),
        ("铺设道路\n网络", "铺设道路网络"),
        ("通过 ISO 9001 认证", "通过 ISO 9001 认证"),
        ("1、保障运转；\n2、建立机制", "1、保障运转；\n2、建立机制"),
        ("一是保障\n二、建立", "一是保障\n二、建立"),
        ("建立台账\n十一、落实责任", "建立台账\n十一、落实责任"),
        ("拆一件、销一\n项、存一档", "拆一件、销一项、存一档"),
    ],
)
def test_wraps_inside_chinese_words_are_closed_and_numbered_lines_stay(text: str, joined: str) -> None:
    assert unwrap(text) == joined


def test_flat_text_has_one_width_and_no_blanks() -> None:
    assert flat(" ≥ ９０ ％（㎡）\n") == "≥90%(m2)"


@pytest.mark.parametrize(
    ("label", "key", "bracket"),
    [
        ("全年预算数（万元）", "全年预算数", "万元"),
        ("执行率(B/A)", "执行率", "B/A"),
        ("其中：财政资金", "其中财政资金", None),
        ("项目 绩效\n目标", "项目绩效目标", None),
        ("绩?????效?????指?????标", "绩效指标", None),
        ("★服务对象满意度指标 ：", "服务对象满意度指标", None),
        ("*项目名称", "项目名称", None),
        ("产出指标(50分)", "产出指标", "50分"),
        ("(50分)", "", "50分"),
        ("产出指标(50分", "产出指标", "50分"),
        ("年度(/项目)指标值(元)", "年度指标值", "元"),
        ("产 出 指 标", "产出指标", None),
    ],
)
def test_a_label_is_a_key_and_a_bracket(label: str, key: str, bracket: str | None) -> None:
    assert label_parts(label) == (key, bracket)
    assert label_key(label) == key


def test_names_match_without_quotes_and_blanks() -> None:
    assert name_key("深化“一网通办”专项费用") == name_key('深化 "一网通办" 专项费用 ')
    assert name_key("深化「一网通办」专项费用") == name_key("深化一网通办专项费用")
    assert name_key("系统（软件）更新") == name_key("系统(软件)更新")
    assert name_key("甲《乙》") != name_key("甲乙")
