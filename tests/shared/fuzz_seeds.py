"""Real files to do harm to: the forms of the corpus, and small forms in every format, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from mutations import packed
from pdf_making import page
from seed_forms import WRITERS, cases, declared, evaluated

from youju import exporters, forms
from youju.forms.contract import Style
from youju.work.reading import forms_in

CORPUS = Path(__file__).parents[1] / "forms" / "corpus"
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_DUMP = "运单号,收寄时间,是否错投\n" + "".join(f"A{at:04},2021-03-{at % 28 + 1:02} 09:00,否\n" for at in range(40))
_WORD_PAGE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=gb2312>
<!--[if gte mso 9]><xml><o:p/></xml><![endif]--><style>td{mso-x:1}</style></head><body lang=ZH-CN>
<p class=MsoNormal>项目支出绩效<br>自评表<o:p></o:p></p><table border=1><thead><tr><th rowspan=2>项目名称</th>
<td colspan=3>业务<b>培训</b></td></tr><tr><td>主管部门<td colspan=2>某局</tr></thead><tr><td>一级指标<td>二级指标
<td>三级指标<td>年度指标值<tr><td rowspan=2>产出指标<td>数量指标<td>培训场次<td>&ge;3次<tr><td>质量指标<td>合格率
<td><table><tr><td>&ge;90%</table></table><input type=checkbox checked>是<select><option>优<option selected>良</select>
<textarea>丙</textarea><svg><path/></svg></body></html>"""
_ARCHIVED_PAGE = f"""MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 8bit

{_WORD_PAGE}
--x
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--x--
"""
_RULED = b"".join(b"50 %d m 550 %d l S " % (y, y) for y in range(500, 701, 40))
_RULED += b"".join(b"%d 500 m %d 700 l S " % (x, x) for x in range(50, 551, 125))
_RULED += b"".join(b"BT /F 10 Tf %d %d Td (Cell %d) Tj ET " % (x, x + 450, x) for x in range(60, 250, 40))


def seeds() -> list[tuple[str, bytes]]:
    """Names and bytes of about forty files of all formats, texts about as often as office files."""
    texts = [(path.name, path.read_bytes()) for path in sorted(CORPUS.iterdir()) if path.is_file()]
    goal, own = declared(cases()[0]), evaluated(cases()[1], "元", "年初预算数")
    office = [
        (f"{name}.{suffix}", _without_moment(write(filled)))
        for suffix, write in WRITERS.items()
        for name, filled in (("申报表", [goal]), ("两份", [goal, own]))
    ]
    pages = [
        ("网页.html", _WORD_PAGE.encode("gb18030")),
        ("网页.mht", _ARCHIVED_PAGE.encode()),
        ("国标.txt", texts[0][1].decode().encode("gb18030")),
        ("数据.csv", _DUMP.encode()),
        ("申报表.pdf", _official(office[-2][1])),
        ("画线.pdf", page(_RULED)),
    ]
    return [*texts, *office, *office, *pages]


def _official(form: bytes) -> bytes:
    """The form as our own PDF."""
    return exporters.write(forms.fill("shanghai-2021", forms_in(form, "申报表")[1][0], Style()), "pdf")


def _without_moment(data: bytes) -> bytes:
    """An archive that does not tell when it was made."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed({name: _still(name, archive.read(name)) for name in archive.namelist()})


def _still(name: str, content: bytes) -> bytes:
    return _MOMENT.sub(b"2021-01-01T00:00:00", content) if name.startswith("docProps/") else content
