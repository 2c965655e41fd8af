"""What anybody writes, in a real Chromium: nothing of it runs."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Dialog, Page, expect

from bot.console.web.shield import POLICY
from tests.console.browser import listening, signed_in
from tests.console.payloads import PAYLOADS, Voice
from tests.console.scene import addresses, everything, rewrite

pytestmark = [pytest.mark.xdist_group("chromium"), pytest.mark.asyncio(loop_scope="session")]


LONG = ("question_log.masked_text", "consultation_message.text", "review.note", "corpus_change.file")
"""What is said whole: question, name of a file, note; the text of articles is said whole by all of them together."""


async def test_nothing_that_a_stranger_writes_runs(tmp_path: Path, browser: Browser) -> None:
    """In a real browser: no page opens a dialog, breaks the policy or holds what could run, a page that renews itself included."""
    async with listening(tmp_path, browser) as office:
        voice = Voice(evil=True, whole=LONG.__contains__)
        found, account = await everything(office, voice)
        await rewrite(office, voice)
        page = await signed_in(office, browser, account.name)
        hits = watch(page)
        for name, path in addresses(found).items():
            if not re.fullmatch(r"(guides|departments) x[1-9]\d*", name):
                await page.goto(path, wait_until="domcontentloaded")
                assert await page.evaluate(STRANGE) == [], path
        await page.goto(f"/cases/{found.case}")
        async with await office.signed_in(account) as colleague:
            await colleague.post(f"/cases/{found.case}/order", data={"verb": "claim"})
        await expect(page.get_by_text("工号01").first).to_be_visible()
        assert await page.evaluate(STRANGE) == []
        assert hits == []
        await control(page, hits)


STRANGE = """[...document.querySelectorAll("*")].filter(each =>
    each.matches("script:not([src]), iframe, object, embed, base, style, math, video, marquee, meta[http-equiv]")
    || /^\\s*javascript:/i.test(each.getAttribute("href") ?? each.getAttribute("action") ?? "")
    || [...each.attributes].some(one => one.name.startsWith("on"))
    || each.id && document.querySelectorAll("#" + CSS.escape(each.id)).length > 1).map(each => each.outerHTML.slice(0, 80))"""


async def control(page: Page, hits: list[str]) -> None:
    """Unescaped, the same payloads run; unescaped under our policy, they do not, and the browser complains."""
    raw = "".join(f"<p>{payload}</p>" for payload in PAYLOADS[:6])
    policy = {"Content-Security-Policy": POLICY}
    await page.route("**/kept", lambda route: route.fulfill(body=raw, content_type="text/html", headers=policy))
    await page.route("**/bare", lambda route: route.fulfill(body=raw, content_type="text/html"))
    async with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        await page.goto("/kept")
    assert {hit.partition(":")[0] for hit in hits} == {"console"}
    async with page.expect_event("dialog"):
        await page.goto("/bare")
    assert len(await page.evaluate(STRANGE)) > 1


def watch(page: Page) -> list[str]:
    """Every dialog that a page opens, and every breach of the policy that the browser tells of."""
    hits: list[str] = []

    async def dismiss(dialog: Dialog) -> None:
        hits.append(f"dialog: {dialog.message}")
        await dialog.dismiss()

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "TrustedHTML" in message.text:
            hits.append(f"console: {message.text}")

    page.on("dialog", dismiss)
    page.on("console", note)
    return hits
