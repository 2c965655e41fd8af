"""Every page × every role × own and foreign department: what is another department's is neither shown nor changed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

import httpx
from sqlalchemy import select

from bot.console.pages import PAGES
from bot.console.permissions import PERMISSIONS, PUBLIC
from bot.console.web.page import Page
from bot.core.accounts import RIGHTS, Right, Role
from bot.store.schema import metadata
from corpus.entry_text import written
from tests.console.log import OWN
from tests.console.office import Office
from tests.console.scene import ARTICLE, WORDS, Matters, matters

VOLATILE = {"account", "console_session", "audit", "known_device"}


UNBOUND_ONLY = {"corpus.rollback", "corpus.restore", "case.correct"}
"""What a department's approver may not do either: go back to an old version of everything; and nobody else corrects a message."""


class Kind(StrEnum):
    """What a page has to do with departments."""

    ONE = "shows or changes one matter, which is not there for others"
    MANY = "shows matters, the own ones only"
    TEXT = "changes an entry that everybody reads, its departments only"
    WHOLE = "puts the whole corpus in force, for those without a department when it is not only theirs"
    NONE = "has to do with none"


FILE = [("file", ("a1.md", written(replace(ARTICLE, body="周五办理。")).encode()))]
CELLS: Mapping[str, tuple[Kind, Mapping[str, Any]]] = {
    "today": (Kind.MANY, {}),
    "log": (Kind.MANY, {}),
    "log.verdicts": (Kind.MANY, {"data": {"verdict": "right", "question": "q1"}}),
    "log.undo": (Kind.MANY, {"data": {"at": "2026-03-02T09:30:15+00:00"}}),
    "entry": (Kind.ONE, {}),
    "entry.verdict": (Kind.ONE, {"data": {"verdict": "right"}}),
    "entry.undo": (Kind.ONE, {}),
    "entry.link": (Kind.ONE, {"data": {"key": "articles:a1"}}),
    "entry.answer": (Kind.ONE, {"data": {"answer": "去窗口。"}}),
    "unanswered": (Kind.MANY, {}),
    "cluster": (Kind.ONE, {}),
    "cluster.answer": (Kind.ONE, {"data": {"title": "狗证", "text": "去窗口。", "department": OWN}}),
    "cluster.link": (Kind.ONE, {"data": {"target": "articles:a1"}}),
    "cluster.outside": (Kind.ONE, {}),
    "cluster.reopen": (Kind.ONE, {}),
    "cases": (Kind.MANY, {}),
    "cases.events": (Kind.NONE, {}),
    "case": (Kind.ONE, {}),
    "case.events": (Kind.ONE, {"headers": {"accept": "text/event-stream"}}),
    "case.say": (Kind.ONE, {"data": {"text": "好"}}),
    "case.correct": (Kind.ONE, {"data": {"text": "好", "message": "m1"}}),
    "case.retract": (Kind.ONE, {"data": {"message": "m1"}}),
    "case.order": (Kind.ONE, {"data": {"verb": "claim"}}),
    "case.use": (Kind.ONE, {"data": {"passage": "x"}}),
    "corpus": (Kind.NONE, {}),
    "corpus.entry": (Kind.NONE, {}),
    "corpus.import": (Kind.TEXT, {"files": FILE}),
    "corpus.import.undo": (Kind.TEXT, {"data": {"at": "2026-03-02T09:30:15+00:00"}}),
    "corpus.save": (Kind.TEXT, {"data": {"title": "狗证", "body": "周五办理。", "departments": OWN}}),
    "corpus.new": (Kind.NONE, {}),
    "corpus.add": (Kind.TEXT, {"data": {"id": "a9", "title": "狗证", "body": "周五办理。", "departments": OWN}}),
    "corpus.withdraw": (Kind.TEXT, {}),
    "corpus.discard": (Kind.TEXT, {}),
    "corpus.publish": (Kind.MANY, {}),
    "corpus.publish.do": (Kind.WHOLE, {"data": {"reason": "好", "confirmed": "a1-1"}}),
    "corpus.history": (Kind.NONE, {}),
    "corpus.version": (Kind.NONE, {}),
    "corpus.rollback": (Kind.WHOLE, {"data": {"reason": "好"}}),
    "corpus.restore": (Kind.WHOLE, {}),
    "corpus.affected": (Kind.MANY, {}),
    "corpus.correct": (Kind.MANY, {"data": {"words": "现在周三办理。"}}),
    "statistics": (Kind.MANY, {}),
    "statistics.print": (Kind.MANY, {}),
    "statistics.file": (Kind.MANY, {}),
    **dict.fromkeys((page.name for page in PAGES if PERMISSIONS[page.name] in (Right.OWN, Right.MANAGE)), (Kind.NONE, {})),
}  # fmt: skip


async def ask(
    found: Matters, browser: httpx.AsyncClient, page: Page, query: Mapping[str, str] | None = None
) -> httpx.Response:
    """The page, or the act that its form would do."""
    form = dict(CELLS[page.name][1])
    if page.name == "corpus.publish.do":
        form["data"] = form["data"] | {"mark": found.mark}
    return await browser.request(page.method, found.address(page.path), params=query, **form)


async def rows(office: Office) -> str:
    """Everything that is kept, but who is signed in."""
    async with office.database.read() as unit:
        tables = [table for table in metadata.sorted_tables if table.name not in VOLATILE]
        found = {table.name: (await unit.audit._session.execute(select(table))).all() for table in tables}
    return repr(found)


def told(answer: httpx.Response) -> str:
    """What can be read in an answer, but the search box, which shows what was typed."""
    return re.sub(r"<(?:input|a) [^>]*>", "", answer.text)


def test_every_page_says_what_it_has_to_do_with_departments() -> None:
    """Whoever adds a page and leaves that open learns it here."""
    assert set(CELLS) == {page.name for page in PAGES if PERMISSIONS[page.name] is not PUBLIC}


async def test_no_role_sees_or_changes_what_is_another_departments(office: Office) -> None:
    """Neither by its address, nor in a list, a count or a file, whatever is asked for; nothing that is kept is another."""
    shown = await matters(office)
    before, wrong = await rows(office), []
    wider = {"department": OWN, "q": WORDS[:3], "cluster": "1", "status": "all", "done": "q1", "since": "2026-01-01"}
    for role in Role:
        browser = await office.signed_in(await office.account(f"{role}-foreign", role, ("d9",)))
        async with browser:
            for page in PAGES:
                right = PERMISSIONS[page.name]
                kind = CELLS[page.name][0] if right is not PUBLIC else Kind.NONE
                if kind is Kind.NONE:
                    continue
                allowed = {Kind.ONE: {404, 409}, Kind.TEXT: {403, 409}, Kind.WHOLE: {403, 409}}.get(
                    kind, {200, 303, 404}
                )
                may = right is not None and right in RIGHTS[role]
                for query in (None, wider) if page.method == "GET" else (None,):
                    answer = await ask(shown, browser, page, query)
                    leak = any(word in told(answer) for word in (WORDS, shown.receipt, shown.case))
                    if leak or answer.status_code not in (allowed if may else {403}):
                        wrong.append((role, page.name, answer.status_code, leak))

    async with office.reading() as unit:
        acts = [each for each in await unit.audit.page(None, 100) if each.actor not in ("", "command line")]
    assert (wrong, acts) == ([], [])
    assert await rows(office) == before


async def test_the_own_department_gets_what_others_do_not(office: Office) -> None:
    """The same requests by an approver of the department: nothing is missing or forbidden, and pages show the words."""
    shown, wrong = await matters(office), []
    browser = await office.signed_in(await office.account("own", Role.APPROVER, (OWN,)))
    async with browser:
        for page in PAGES:
            kind = CELLS[page.name][0] if page.name in CELLS else Kind.NONE
            if kind is Kind.NONE or page.name == "case.events":
                continue
            answer = await ask(shown, browser, page)
            closed = answer.status_code in ({404} if page.name == "case.correct" else {403, 404})
            hidden = page.method == "GET" and not any(word in told(answer) for word in (WORDS, shown.receipt))
            if closed is not (page.name in UNBOUND_ONLY) or hidden:
                wrong.append((page.name, answer.status_code, hidden))

    assert wrong == []
