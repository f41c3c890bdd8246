"""Cases of text: every sign stands for itself, and a text is equal by its code points only."""

from __future__ import annotations

from fractions import Fraction

from conformance import EVERY, FILLED, IN, IS, NAMED, Table, if_, row

# Each is written in one row only; the last row is blank.
TEXTS = (
    "东厅",
    "东 厅",
    "西厅",
    "西厅 ",
    " 西厅",
    "東廳",
    "😀厅",
    "𠮷野",
    "\u00e9",
    "e\u0301",
    "A",
    "a",
    "Ａ",
    "O'Brien",
    "O''Brien",
    'say "hi"',
    "a\\b",
    "a\\\\b",
    "\\",
    "\\'",
    "\\n",
    "line\nbreak",
    "tab\tstop",
    "${env:HOME}",
    "{0}",
    "100%",
    "_",
    "--",
    "/* */",
    "NULL",
    "TRUE",
    "0",
    "00",
    "厅" * 300,
    "\u200b",
    "\ufeff厅",
)
texts = Table((tuple(row(id=str(number), hall=text, uses=1) for number, text in enumerate(TEXTS)), (row(id="blank"),)))
for number, text in enumerate(TEXTS):
    shown = text[:12].encode("unicode_escape").decode()
    texts.count(f"text {number} is itself: {shown}", 1, if_("hall", IS, text), asked=EVERY)
texts.count("one of all these texts", len(TEXTS), if_("hall", IN, *TEXTS), asked=EVERY)
texts.count("no text is empty", 0, if_("hall", IS, ""), asked=EVERY)
texts.count("filled texts", len(TEXTS), if_("hall", FILLED), asked=EVERY)
texts.distinct("all these texts are different", len(TEXTS), ("hall",), asked=EVERY)
for name, expected in (
    ("东厅", 2),
    ("西厅", 3),
    ("“西”厅", 3),
    ("O'Brien", 2),
    ("OBrien", 2),
    ("sayhi", 1),
    ("linebreak", 1),
    ("tab stop", 1),
    ("😀 厅", 1),
    ("𠮷 野", 1),
    ("a", 1),
    ("a\\b", 1),
    ("\\", 2),  # \ and \'
    ("${env:HOME}", 1),
    ("南厅", 0),
):
    shown = name.encode("unicode_escape").decode()
    texts.count(f"named {shown}", expected, if_("hall", NAMED, name), asked=EVERY)
for expression, expected in (
    ("COUNT(*) FILTER (WHERE hall = 'O''Brien')", 1),
    ("COUNT(*) FILTER (WHERE hall = 'O''''Brien')", 1),
    ("COUNT(*) FILTER (WHERE hall = '${env:HOME}')", 1),
    ("COUNT(*) FILTER (WHERE hall = '😀厅')", 1),
    ("COUNT(*) FILTER (WHERE hall = '')", 0),
    ("COUNT(*) FILTER (WHERE hall <> '东厅')", 35),
    ("COUNT(*) FILTER (WHERE hall IN ('A', 'a', 'Ａ', 'b'))", 3),
    ("COUNT(*) FILTER (WHERE hall NOT IN ('A', 'a', 'Ａ'))", 33),
    ("COUNT(*) FILTER (WHERE hall >= 'A' AND hall < 'B')", 1),
    ("COUNT(*) FILTER (WHERE hall >= 'a' AND hall < 'b')", 3),
    ("COUNT(*) FILTER (WHERE hall > '😀')", 2),  # 😀厅 and 𠮷野, which has the greater code point
    ("COUNT(NULLIF(hall, '东厅'))", 35),
    ("COUNT(DISTINCT CASE WHEN hall = 'A' THEN '甲' ELSE '乙' END)", 2),
    ("SUM(hall = '东厅')", 1),
):
    texts.expression(f"texts: {expression}", Fraction(expected), expression, asked=EVERY)

TABLES = (texts,)
