"""What anybody writes is text on every page: it neither runs nor changes what the page consists of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import lxml.html

from bot.console.pages import PAGES
from bot.console.pages.corpus import MOST_FILES
from bot.console.web.page import Page as OnePage
from bot.core.accounts import Role
from tests.console.office import Office, open_office
from tests.console.payloads import PAYLOADS, Voice
from tests.console.scene import addresses, everything, free_texts, matters, rewrite
from tests.console.test_wire import FIELDS, PARAMETERS

SEARCHED = "//text()[not(ancestor::ol[@class='hits'] or ancestor::article[@class='passage'])] | //@*"
SUGGESTED = " | ".join(
    (
        "//ol[@class='hits']",
        "//h2[.='最接近的原文']/following-sibling::*",
        "//section[@data-part='act']//details",
        "//optgroup",
        "//section[@aria-labelledby='seen']",
        "//*[@data-part]//ul",
        "//details[summary[contains(., '请留意')]]",
        "//section[@class='said']",
        "//button[.='发布']",
    )
)
"""What depends on the words: what the bot finds for them, how it cuts them, and what it remarks."""
NOT_SHOWN = {"answered_pair.question", "answered_pair.answer", "watch.name", "question_log.clean_text",
             "letter.name", "letter.words", "letter.author", "letter.decider"}  # fmt: skip
"""Kept, and on no page so far: the first page that shows one is looked at like the others."""


LEAVING = {"sign-out", "own.sessions.end", "static"}
MOST_AT_ONCE = 4
SLICES = tuple(" ".join(PAYLOADS[start::8]) for start in range(2))
NAMES = "\n".join(" ".join(PAYLOADS[start::MOST_FILES]) for start in range(MOST_FILES))
"""Of files sent at once: one cannot be longer."""


async def pages(folder: Path, voice: Voice, leave_out: str = "sign-in") -> Mapping[str, str]:
    """Every page of a console in which everything is said by the voice."""
    async with open_office(folder) as office:
        found, account = await everything(office, voice)
        await rewrite(office, voice)
        async with await office.signed_in(account) as browser:
            paths = {name: path for name, path in addresses(found).items() if not re.fullmatch(leave_out, name)}
            answers = {name: await browser.get(path) for name, path in paths.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {name: answer.text for name, answer in answers.items()}


def shape(page: str) -> list[tuple[Any, ...]]:
    """What a page consists of: its elements in order, each with the names of its attributes."""
    document = lxml.html.document_fromstring(page)
    for found in document.xpath(SUGGESTED):
        found.getparent().remove(found)
    return [(each.tag, *sorted(each.attrib)) for each in document.iter()]


def misread(page: str, voice: Voice) -> Iterator[tuple[str, str]]:
    """What a page shows otherwise than it was said; a text may be cut, or go on elsewhere."""
    for text in lxml.html.document_fromstring(page).xpath(SEARCHED):
        for field, shown in re.findall("〖(.*?)〗([^〖]*)", text):
            if not any(as_said(shown, said) for said in voice.said[field]):
                yield field, shown[:80]


def as_said(shown: str, said: str) -> bool:
    """Whether what is shown is what was said, up to its end or to where it is cut."""
    cut = [head for mark in ("…", "...") if (head := shown.rpartition(mark)[0])]
    return shown.startswith(said) or any(said.startswith(head) for head in (shown, *cut))


async def test_every_text_that_people_write_is_shown_as_typed_on_every_page(tmp_path: Path) -> None:
    """Hundreds of payloads in every column of free text and every field of an entry: no other element, no other text."""
    assert len(PAYLOADS) >= 700
    tame, wild = Voice(evil=False), Voice(evil=True)
    homes = [tmp_path / name for name in ("tame", "wild")]
    for home in homes:
        home.mkdir()
    before, after = await pages(homes[0], tame, r"sign-in|.* x[1-9]\d*"), await pages(homes[1], wild)
    alike = {name: re.sub(r" x\d+", " x0", name) for name in after}

    assert {name for name, like in alike.items() if shape(after[name]) != shape(before[like])} == set()
    assert [each for name in after for each in misread(after[name], wild)] == []
    shown = "".join(after.values())
    assert {field for field in wild.said if f"〖{field}〗" not in shown} == NOT_SHOWN
    assert set(free_texts()) <= set(wild.said)
    raw = {name for name in ("log", "case", "people") if shape(unescape(after[name])) == shape(before[name])}
    assert raw == set(), "unescaped, the payloads change these pages: the comparison sees it"


async def test_what_was_typed_comes_back_as_typed(office: Office) -> None:
    """Parameters of every page, and every field of every form that is refused, a file's name among them."""
    found = await matters(office)
    browser = await office.signed_in(await office.account("root", Role.ADMIN))
    wrong, came_back = [], set()
    async with browser:
        for page in sorted(PAGES, key=lambda page: page.method):
            if page.name in LEAVING or page.name.endswith((".events", ".file")):
                continue
            path = found.address(page.path).replace("everything", "root")
            first = await browser.request(page.method, path, **typed(page, "平常的话", files=1))
            shown = [name for name in (*PARAMETERS, *FIELDS, "file") if f"平常的话 {page.name} {name}" in first.text]
            if not shown or (page.method == "POST" and first.status_code < 400):
                continue
            came_back.add(page.name)
            shown = shown[:MOST_AT_ONCE]
            plain = await browser.request(page.method, path, **typed(page, "平常的话", shown))
            for text in (NAMES,) if page.name == "corpus.import" else SLICES:
                evil = await browser.request(page.method, path, **typed(page, text, shown))
                same = (evil.status_code, shape(evil.text)) == (plain.status_code, shape(plain.text))
                read = "".join(lxml.html.document_fromstring(evil.text).xpath("//text() | //@value"))
                if not same or not all(bare(line)[:90] in bare(read) for line in text.split("\n")):
                    wrong.append((page.name, same, text[:40]))

    assert wrong == []
    assert {"log", "unanswered", "corpus", "sign-in.do", "corpus.import"} <= came_back


def bare(text: str) -> str:
    """Without what the name of a file cannot hold."""
    return text.replace("/", "").replace("%22", '"').replace("%09", "\t")


def typed(
    page: OnePage, text: str, names: Sequence[str] = (*PARAMETERS, *FIELDS), files: int = MOST_FILES
) -> dict[str, Any]:
    """The same text in everything that the page may read, and what of it."""
    words = {name: f"{text} {page.name} {name}" for name in (*names, "file")}
    if page.name == "corpus.import":
        names = (text.split("\n") * files)[:files]
        return {"files": [("file", (f"{name.replace('/', '')} {page.name} file.exe", b"x")) for name in names]}
    return {"params" if page.method == "GET" else "data": words}
