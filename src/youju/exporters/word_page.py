"""What stands around the table in a word file: paper and margins, running header with watermark, running footer."""

from __future__ import annotations

from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Twips

from youju.exporters.lettering import legal
from youju.exporters.word_table import FONT_HALF_POINTS, text_runs

SIDE_MARGIN = Mm(15)
SHORT_SIDE, LONG_SIDE = Mm(210), Mm(297)
BODY_FONT, LATIN_FONT, TITLE_FONT = "宋体", "Times New Roman", "黑体"
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
GREY = '<w:color w:val="808080"/>'


def set_paper(document: Document, *, landscape: bool) -> int:
    """A4 with margins for a dense form; gives the usable width in twentieths of a point."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)
    section.left_margin = section.right_margin = SIDE_MARGIN
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)
    section.header_distance, section.footer_distance = Mm(9), Mm(8)
    return (section.page_width - 2 * SIDE_MARGIN) // Twips(1)


def set_body_font(document: Document) -> None:
    """Song type for Chinese, a serif for Latin, nine points, no space between paragraphs nor around digits."""
    style = document.styles["Normal"].element
    fonts = f'w:ascii="{LATIN_FONT}" w:hAnsi="{LATIN_FONT}" w:cs="{LATIN_FONT}" w:eastAsia="{BODY_FONT}"'
    size = f'<w:sz w:val="{FONT_HALF_POINTS}"/><w:szCs w:val="{FONT_HALF_POINTS}"/>'
    spacing = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    looks = (
        f'<w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>{spacing}</w:pPr>'
        f'<w:rPr><w:rFonts {fonts}/>{size}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    )
    style.extend(parse_xml(f"<w:style {nsdecls('w')}>{looks}</w:style>"))


def set_header(document: Document, watermark: str | None) -> None:
    """The watermark across the page, and the same words at its top for those who cannot see it."""
    if watermark is None:
        return
    header = document.sections[0].header
    header.is_linked_to_previous = False
    words = text_runs(watermark, f'<w:b/>{GREY}<w:sz w:val="21"/>')
    runs = f'<w:pPr><w:jc w:val="right"/></w:pPr>{words}<w:r>{_across(watermark)}</w:r>'
    header.part.element[:] = [parse_xml(f"<w:p {nsdecls('w')} {_VML}>{runs}</w:p>")]


def _across(words: str) -> str:
    """The words as a picture made of text, turned to the diagonal, behind the table."""
    text = escape(legal(words), {'"': "&quot;"})
    width = min(480, 110 * max(len(words), 1))
    return (
        '<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="YoujuWatermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="{text}" '
        f'style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:110pt;rotation:315;'
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#d0d0d0" stroked="f">'
        f'<v:fill opacity=".5"/><v:textpath style="font-family:&quot;{BODY_FONT}&quot;;font-size:1pt" '
        f'string="{text}"/></v:shape></w:pict>'
    )


def set_footer(document: Document, footer: str | None, width: int) -> None:
    """Digest and date of the act on the left, page of pages on the right; outside the table."""
    part = document.sections[0].footer
    part.is_linked_to_previous = False
    small = f'{GREY}<w:sz w:val="15"/>'
    rest = f"<w:r><w:tab/></w:r>{text_runs('第 ', small)}{_field('PAGE', small)}{text_runs(' 页，共 ', small)}"
    rest += f"{_field('NUMPAGES', small)}{text_runs(' 页', small)}"
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    part.part.element[:] = [
        parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr>{tabs}<w:jc w:val="left"/></w:pPr>{text_runs(footer or "", small)}{rest}</w:p>'
        ),
    ]


def _field(name: str, properties: str) -> str:
    run = f"<w:r><w:rPr>{properties}</w:rPr><w:t>1</w:t></w:r>"
    return f'<w:fldSimple w:instr=" {name} ">{run}</w:fldSimple>'
