"""Tests of documents that are no bulletins: notices, web pages, Word documents with styles, texts cut at a margin."""

import io
from datetime import date

import docx
import pytest

from corpus.draft import Draft
from corpus.formats.parsers import parse
from corpus.model import Article, CorpusFormatError
from tests.corpus.formats import pdf_writer
from tests.corpus.formats.hostile import WORD, body, word, zipped

PAGE = """<html><head><meta charset="gbk"><meta name="ArticleTitle" content="轮椅 送上门"><meta name="PubDate" content="2024-03-05 09:12">
<meta name="ContentSource" content="区残联"><title>轮椅送上门 - 某区政府</title><script>var a = "。；";</script></head><body>
<nav><a href="/">首页</a></nav><div>您的位置：<a href="/">首页</a></div>
<table><tr><td><ul><li><a href="1">今天开会研究部署重点工作。</a></li><li><a href="2">另一条很长的标题说明了很多事情。</a></li></ul></td><td>
<h1>轮椅送上门</h1><p>发布日期：2024-03-05　来源：区残联　浏览次数：12</p>
<div id="zoom"><p>&emsp;&emsp;行动不便的居民打一个<b>电话</b>，轮椅就送到家里。</p><h2>怎么申请</h2><p>打给村里的专职委员。<br>说清姓名和住址。</p>
<table><tr><th>材料</th><th>份数</th></tr><tr><td>残疾人证</td><td>1</td></tr></table></div><p>上一篇：<a href="3">别的</a></p></td></tr></table>
<div>版权所有：某区政府办公室。</div></body></html>"""


def read(name: str, data: bytes) -> tuple[Draft, Article]:
    """The one article in a file."""
    draft = parse(name, data)[-1]
    assert isinstance(draft.item, Article)
    return draft, draft.item


def test_the_main_text_of_a_web_page() -> None:
    """Navigation, bylines and remarks are left out; title, date and origin are those the site declares."""
    _, article = read("page.html", PAGE.encode("gb18030"))

    assert (article.title, article.published, article.bulletin) == ("轮椅送上门", date(2024, 3, 5), "区残联")
    assert article.body == (
        "行动不便的居民打一个电话，轮椅就送到家里。\n\n## 怎么申请\n\n打给村里的专职委员。\n\n说清姓名和住址。\n\n"
        "材料｜份数\n\n残疾人证｜1"
    )


def test_a_page_without_text_is_refused() -> None:
    """A page that a script fills in the browser holds nothing to import."""
    with pytest.raises(CorpusFormatError, match="没有找到正文"):
        parse("page.html", b"<html><body><script>load()</script></body></html>")


def test_a_notice_keeps_its_title_date_and_origin() -> None:
    """The first line is the title, lines of date and origin are not text."""
    text = "关于图书馆闭馆的通知\n发布时间：2022-05-01 来源：区图书馆\n\n图书馆五月三日闭馆一天。\n"
    draft, article = read("notice.txt", text.encode())

    assert (article.title, article.body) == ("关于图书馆闭馆的通知", "图书馆五月三日闭馆一天。")
    assert (article.published, article.bulletin) == (date(2022, 5, 1), "区图书馆")
    assert draft.places == ("第4行",)


def test_a_text_without_title_or_date_takes_the_files_name_and_says_what_lacks() -> None:
    """The editor is told to add what the file does not say."""
    draft, article = read("闭馆安排.txt", "图书馆五月三日闭馆一天，五月四日起照常开放，还书箱一直可用。".encode())

    assert article.title == "闭馆安排"
    assert {"没有找到发布日期，请补上。", "没有找到出处，请补上。"} <= set(draft.warnings)


def test_lines_cut_at_a_margin_are_whole_again() -> None:
    """A text in short lines becomes paragraphs by its indents."""
    sentence = "图书馆在六个村各设一个还书箱，读者还书不必进城，志愿者每天傍晚收一次。"
    lines = "　　" + sentence[:18] + "\n" + sentence[18:] + "\n　　" + "还书箱夜里亮灯。"
    _, article = read("notice.txt", f"还书箱进村\n{lines}".encode())

    assert article.body == f"{sentence}\n\n还书箱夜里亮灯。"


def test_markdown_of_anyone() -> None:
    """Headings of Markdown are title and sections, emphasis is dropped."""
    _, article = read("notice.md", "# 开馆时间\n\n## 平日\n\n**九点**开馆。\n\n- 周一闭馆\n".encode())

    assert (article.title, article.body) == ("开馆时间", "## 平日\n\n九点开馆。\n\n- 周一闭馆")


def test_styles_numbers_and_tables_of_word() -> None:
    """Headings come from styles, automatic numbers are spelled out, rows of a table become lines."""
    document = docx.Document()
    document.add_heading("办证须知", 0)
    document.add_heading("要带什么", 1)
    for item in ("居民身份证", "照片一张"):
        document.add_paragraph(item, style="List Number")
    table = document.add_table(2, 2)
    for at, text in enumerate(("窗口", "时间", "一楼大厅", "九点到五点")):
        table.cell(at // 2, at % 2).text = text
    stream = io.BytesIO()
    document.save(stream)
    _, article = read("notice.docx", stream.getvalue())

    assert article.title == "办证须知"
    assert article.body == "## 要带什么\n\n1.居民身份证\n\n2.照片一张\n\n窗口｜时间\n\n一楼大厅｜九点到五点"


def test_automatic_numbers_in_chinese_become_sections() -> None:
    """一、 that stands only in the list's style starts a section, and a list below counts anew in each."""
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, "chineseCountingThousand", "%1、") + level.format(1, "decimal", "（%2）")
    lists = f'<w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num>'
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="9"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    )
    lines = ((0, "时间"), (1, "平日九点。"), (1, "周末十点。"), (0, "地点"), (1, "总馆。"))
    text = "<w:p><w:r><w:t>标题</w:t></w:r></w:p>" + "".join(item.format(*line) for line in lines)
    numbering = f'<w:numbering xmlns:w="{WORD}">{lists}</w:numbering>'.encode()
    _, article = read("a.docx", zipped({"word/document.xml": body(text), "word/numbering.xml": numbering}))

    assert article.body.split("\n\n") == [
        "## 一、时间",
        "（1）平日九点。",
        "（2）周末十点。",
        "## 二、地点",
        "（1）总馆。",
    ]


def test_deleted_text_and_second_copies_of_word_are_left_out() -> None:
    """Tracked deletions, field codes and the old form of a text box are not what the reader of the document sees."""
    text = (
        "<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:p><w:r><w:t>正文</w:t><w:delText>删去</w:delText><w:instrText>PAGE</w:instrText>"
        "<w:Choice><w:t>框</w:t></w:Choice><w:Fallback><w:t>框</w:t></w:Fallback><w:t>完。</w:t></w:r></w:p>"
    )
    _, article = read("a.docx", word(body(text)))

    assert article.body == "正文框完。"


def test_pages_of_word_where_it_knows_them() -> None:
    """A document that Word laid out tells the page of each passage."""
    pages = "<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:p><w:r><w:t>一段。</w:t><w:lastRenderedPageBreak/></w:r></w:p>"
    draft, _ = read("a.docx", word(body(f"{pages}<w:p><w:r><w:t>二段。</w:t></w:r></w:p>")))

    assert draft.places[-1] == "第2页第3段"


def test_a_document_without_its_text_is_refused() -> None:
    """A damaged part is named."""
    with pytest.raises(CorpusFormatError, match="内容已损坏"):
        parse("a.docx", word(f'<w:document xmlns:w="{WORD}"><w:body>'.encode()))


def test_a_scanned_page_is_refused_with_its_number() -> None:
    """A page that is one picture has no text to import."""
    picture = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
    text = pdf_writer.content([(0, "文" * 21)], "文")

    with pytest.raises(CorpusFormatError, match="第2页是扫描的图片"):
        parse("scan.pdf", pdf_writer.assemble([text, picture]))


def test_text_in_a_font_that_is_not_embedded_is_refused() -> None:
    """Characters could be left out unseen, and others on another machine."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [<<"
    parts = b" /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    )
    text = pdf_writer.stream(b"BT /F 12 Tf 60 700 Td <e000> Tj ET", "")
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    data = pdf_writer.number(
        [b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, text, font + parts + b" /Supplement 4 >> >>] >>"]
    )

    with pytest.raises(CorpusFormatError, match="第1页的字体没有嵌在文件里"):
        parse("a.pdf", data)


def test_page_numbers_and_running_heads_are_no_text() -> None:
    """What stands at the edge of every page is left out."""
    pages = [[(10, "某区便民简讯"), (0, f"这是第{'一二三四'[at]}页的正文。"), (15, f"— {at + 1} —")] for at in range(4)]
    _, article = read("a.pdf", pdf_writer.write_pdf([[(8, "四页的文章")], *pages]))

    assert article.body == "\n\n".join(f"这是第{number}页的正文。" for number in "一二三四")


def test_ocr_radicals_are_characters_again() -> None:
    """The radical ⽤ that PDF fonts yield for 用 is written as the character."""
    _, article = read("a.txt", "标题\n\n不⽤带⾝份证。".encode())

    assert article.body == "不用带身份证。"


@pytest.mark.parametrize("data", ["标题\n正文。".encode()[:-1], b"\xff\xfe\x00", b"\x00\x01\x02\x03" * 40, b"\x81" * 9])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    """The editor is told to save the file as UTF-8."""
    with pytest.raises(CorpusFormatError, match="UTF-8"):
        parse("a.txt", data)
