"""An issue of a bulletin of our own writing in every format an office may hand in."""

import html
import io
import textwrap
from collections.abc import Iterable
from email.message import EmailMessage

import docx

from corpus.model import Department
from tests.corpus.formats.pdf_writer import write_pdf

DEPARTMENTS = (
    Department("library", "区图书馆", ("图书馆",)),
    Department("parks", "区园林管理处", ("园林处",)),
    Department("water", "区水务集团", ("水务集团",)),
    Department("town-heqiao", "荷桥镇人民政府", ("荷桥镇", "荷桥镇政府")),
)

MASTHEAD = ("临江 “只进一扇门” 简报", "第 7 期", "临江区便民服务改革办公室编", "2023 年 4 月 12 日")
CONTENTS = ("图书馆借书证网上就能办", "荷桥镇把水费窗口搬进村", "盆栽补种开通预约电话", "水表报修不用再跑两趟")
FOOTER = ("报：市改革办，区委、区政府领导。", "发：各镇街，区级各部门。")

CARD = (
    "过去，读者要带两张照片到总馆填表，等三天才能领到借书证。从今年三月起，区图书馆把办证搬到了网上。",
    "一是填写少了。读者只填姓名、手机号和取证点，照片当场拍。",
    "二是等候短了。上午提交的申请，下午就能在二十四个取证点中的任何一个领取；周末提交的，周一上午十点以后领取，"
    "不另收工本费。丢了证的读者也照此补办，旧证同时作废，已经借出的书不受影响，到期前两天会收到短信。",
    "三是押金免了。凭居民身份证或居住证办理的，一律不收押金。",
)
WINDOW = (
    "荷桥镇离城二十公里，老人交一次水费来回要半天。镇里想了个办法。",
    "一、窗口进村，办事不出门。镇便民服务中心每月逢五的日子到村里摆桌，收水费、改户名、报漏水，一张桌子全办。"
    "一是定点。六个村各有固定的屋子，门口挂牌。二是定人。每个村有一名代办员，姓名和手机号贴在门上。",
    "二、账目上墙，看得见问得清。每户的水量和水费按月公布，有疑问的当场查表。从2 月1 日起，镇里还安排了夜间值班。",
)
PLANTS = (
    "居民想在小区空地补种盆栽，打园林处的预约电话即可，花苗免费，工具自备。预约后五个工作日内上门。（区园林管理处）"
)
METER = "水表坏了，以前先到营业厅登记，再等人上门。现在打一个电话，维修员带着新表来，当场更换。（区水务集团）"


def masthead_lines() -> list[str]:
    """The head of the issue and its contents."""
    return [*MASTHEAD, *(f"- {title}" for title in CONTENTS)]


def body_lines() -> list[str]:
    """The articles as paragraphs, each whole."""
    pieces = [f"【{CONTENTS[2]}】{PLANTS}", f"【{CONTENTS[3]}】{METER}"]
    return [CONTENTS[0].replace("网上", " 网上"), *CARD, CONTENTS[1], *WINDOW, *pieces, *FOOTER]


def as_text() -> str:
    """The issue as text: pages broke three lines in mid-word, and someone left stray Markdown."""
    text = "\n\n".join([*masthead_lines(), *body_lines()])
    for whole, broken in (
        ("旧证同时作废", "旧证同\n\n时作废"),
        ("水量和水费", "水\n\n量和水费"),
        ("从2 月1 日起", "从 2\n\n月 1 日起"),
        ("窗口进村，办事不出门。", "**窗口进村，办事不出门。**"),
    ):
        assert whole in text
        text = text.replace(whole, broken)
    return f"\n\n{text}\n"


def as_docx(lines: Iterable[str] = ()) -> bytes:
    """The issue, or any paragraphs, as a Word document."""
    document = docx.Document()
    for line in lines or (*masthead_lines(), *body_lines()):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_html() -> bytes:
    """The issue as a saved web page."""
    paragraphs = "".join(f"<p>　　{html.escape(line)}</p>\n" for line in (*masthead_lines(), *body_lines()))
    return f"<!DOCTYPE html><html><head><title>简报</title></head><body><div>{paragraphs}</div></body></html>".encode()


def as_mhtml() -> bytes:
    """The issue as a web page saved as one file."""
    message = EmailMessage()
    message.add_related(b"body { margin: 0 }", "text", "css")
    message.add_related(as_html(), "text", "html", cte="quoted-printable")
    return message.as_bytes()


def as_pdf(width: int = 34) -> bytes:
    """The issue as a PDF: lines of `width` characters, paragraphs set in, page numbers."""
    rows: list[tuple[int, str]] = [(4, line) for line in masthead_lines()]
    for line in body_lines():
        if line.replace(" ", "") in CONTENTS:
            rows.append((6, line))
        else:
            first, *rest = textwrap.wrap(f"〓〓{line}", width)
            rows += [(2, first.removeprefix("〓〓")), *((0, row) for row in rest)]
    pages = [rows[start : start + 16] for start in range(0, len(rows), 16)]
    return write_pdf([[*page, (15, f"- {number} -")] for number, page in enumerate(pages, 1)])
