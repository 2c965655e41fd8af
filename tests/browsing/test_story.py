"""From a card to the window, through every page of the menu, and what other chats see of the bot."""

from datetime import date

import pytest

from bot.channels.telegram.commands import CHINESE, DESKS, ENGLISH, GROUPS, PRIVATE, menu
from bot.composer import menu_wording as wording
from bot.composer.catalogue import Catalogue
from bot.core.deep_link import link_to
from bot.core.model import Rating
from bot.core.page_ref import HOME, PageKind, PageRef, read_page_ref
from bot.service.snapshot import SnapshotHolder
from tests.composer.test_menu import walk
from tests.telegram_server import Kind
from tests.three_way.conftest import Office

DOG, FEE = "狗打疫苗只能礼拜三去吗", "社保卡丢了怎么补办"


async def test_from_a_card_to_the_window(office: Office, snapshot: SnapshotHolder) -> None:
    """The link of a card opens the guide; a fact that it lacks becomes a consultation with the question filled in."""
    guide = next(each for each in snapshot.current.corpus.guides if each.id == "dog-licence")
    desk = office.new_group("值班台")
    await office.boss.send("/desk", to=desk)
    await desk.expect("值班")
    citizen = office.server.user("张三")

    await citizen.start(str(link_to(guide)))
    page = await citizen.expect("养犬许可证申领")
    assert page.text.startswith("养犬许可证申领\n由 区城市管理局 办理\n\n📍 地点　还没写明")
    assert "第23期 · 2018-10-22" in page.text
    shared = page.button(wording.SHARE)
    assert shared is not None
    assert str(link_to(guide)) in str(shared.url)

    await citizen.tap(wording.WINDOW, message=page)
    asking = await citizen.expect(wording.ASK_WHAT)
    assert asking.id == page.id  # the page turned in place
    await citizen.tap("费用", message=asking)
    offer = await citizen.expect("养犬许可证申领：要多少钱？")
    assert "区城市管理局" in offer.bold
    await citizen.tap("☎ 现在接通", message=offer)
    await citizen.expect("受理号")

    case = await office.case()
    assert (case.question, case.consultation.department) == ("养犬许可证申领：要多少钱？", "urban-management")
    async with office.database.read() as unit:
        [record] = await unit.questions.latest(5)
    assert (record.rule, record.masked_text) == ("asked_at_guide", case.question)

    # While it waits, a second question is not lost: it can have the first one's place.
    await citizen.tap("材料", message=asking)
    second = await citizen.expect("养犬许可证申领：要带什么材料？")
    assert len(second.labels) == 1


async def test_every_page_turns_in_place_and_leads_back(office: Office, snapshot: SnapshotHolder) -> None:
    """Each page of the bundled corpus is shown in the message that /menu sent; its way back is a page as well."""
    citizen = await office.citizen()
    await citizen.send("/menu")
    first = await citizen.expect(wording.MENU)
    sent = len(citizen.messages)
    every = walk(Catalogue(snapshot.current.corpus, date(2026, 3, 10)))
    once = {(ref.kind, ref.token, ref.path, ref.field): ref for ref in every if ref != HOME}
    assert len({ref.token for ref in once.values() if ref.kind is PageKind.GUIDE}) == len(
        snapshot.current.corpus.guides
    )

    for ref in once.values():
        citizen.tap_data(f"v1|page|{ref}", first)
        page = await citizen.expect()
        back = page.button(wording.BACK)
        assert page.id == first.id
        assert back is not None
        assert read_page_ref(str(back.data).removeprefix("v1|page|")) in every
        assert len(page.buttons) <= 8
    await citizen.tap(wording.BACK, message=page)
    await citizen.expect()
    await office.quiet()
    assert len(citizen.messages) == sent


async def test_old_buttons_and_links_still_lead_somewhere(office: Office) -> None:
    """A page, a link and a question of a guide that is gone: the menu, the menu, and a word that the button is old."""
    citizen = await office.citizen()
    gone = "AAAAAAAAAAAA"
    await citizen.start(f"g_{gone}")
    await citizen.expect(wording.GONE)
    await citizen.start("nonsense")
    shown = await citizen.expect("您好")

    citizen.tap_data(f"v1|page|{PageRef(PageKind.GUIDE, gone, via=PageRef(PageKind.GUIDES, path='6'))}", shown)
    await citizen.expect(wording.GONE)
    asked = await citizen.tap_data(f"v1|window|{gone}.a", shown).answered()
    assert "过期" in asked["text"]
    citizen.tap_data("v1|page|h", shown)
    await citizen.expect(wording.MENU)


async def test_a_page_tapped_twice_is_shown_once(office: Office) -> None:
    """Whoever taps again while the page is on its way gets no second edit; the way back and forth still works."""
    citizen = await office.citizen()
    await citizen.send("/menu")
    first = await citizen.expect(wording.MENU)
    for data in ("v1|page|S", "v1|page|S", "v1|page|h", "v1|page|S"):
        await citizen.tap_data(data, first).answered()
    await office.quiet()

    assert len(office.server.calls_of("editMessageText")) == 3


async def test_a_page_is_turned_again_when_nobody_knows_whether_it_was(office: Office) -> None:
    """An edit can be repeated without harm: an answer of Telegram's that is lost leaves no dead button behind."""
    citizen = await office.citizen()
    await citizen.send("/menu")
    first = await citizen.expect(wording.MENU)
    office.server.fault("editMessageText", Kind.HALF_JSON)
    citizen.tap_data("v1|page|S", first)
    await citizen.expect("哪种情况")
    await office.quiet()
    assert len(office.server.calls_of("editMessageText")) == 2


async def test_a_page_that_cannot_be_turned_is_shown_below(office: Office) -> None:
    """Below a message that is no more, or may not be edited, the page comes in one of its own; from there it turns."""
    citizen = await office.citizen()
    await citizen.send("/menu")
    first = await citizen.expect(wording.MENU)
    citizen.chat.forget(first.id, by_bot=False)
    citizen.tap_data("v1|page|S", first)
    page = await citizen.expect("哪种情况")
    assert page.id != first.id
    await citizen.tap(wording.BACK, message=page)
    assert (await citizen.expect(wording.MENU)).id == page.id


async def test_after_an_answer(office: Office) -> None:
    """Below an answer stand its guide and questions that are answered too; 👎 leads to another article or a person, once."""
    citizen = await office.citizen()
    await citizen.send(DOG)
    answer = await citizen.expect("犬")
    related = [label for label in answer.labels if label[0] not in "👍👎📋"]
    assert 1 <= len(related) <= 3
    await citizen.tap("📋", message=answer)
    page = await citizen.expect("犬类免疫证办理")
    assert page.id != answer.id  # the answer stays
    for question in related:
        await citizen.tap(question, message=answer)
        assert "👍 已解决" in (await citizen.expect("📄")).labels

    async with office.database.read() as unit:
        before = len(await unit.questions.latest(50))
    await citizen.tap("没答到", message=answer)
    missed = await citizen.expect()
    if "👎 也不是" in missed.labels:
        await citizen.tap("也不是", message=missed)
        missed = await citizen.expect()
    assert "✍ 留言，上班后答复" in missed.labels
    async with office.database.read() as unit:
        records = await unit.questions.latest(50)
    assert len(records) == before
    assert Rating.UNSOLVED in {record.rating for record in records}


async def test_inline_queries(office: Office) -> None:
    """`@bot 养狗` gives guides and articles with their sources; nothing of it is logged or kept."""
    citizen = await office.citizen()
    query = await citizen.inline("养犬许可证")
    answer = await query.answered()
    titles = [one["title"] for one in answer["results"]]
    assert titles[0] == "养犬许可证申领"
    assert "犬类免疫渠道拓宽推进“最多跑一次”改革" in titles
    chosen = await citizen.choose(query)
    assert "第23期 · 2018-10-22" in chosen.text
    assert str(chosen.buttons[0][0].url).startswith("https://t.me/sanfang_bot?start=g_")

    for text in ("", "天文望远镜", "我电话13812345678", "狗" * 256):
        assert "results" in await (await citizen.inline(text)).answered()
    await office.quiet()
    async with office.database.read() as unit:
        assert list(await unit.questions.latest(5)) == []


async def test_a_group_is_answered_when_it_speaks_to_the_bot(office: Office) -> None:
    """Mentioned or replied to, the bot answers below the question, in its topic; it hands nothing off there."""
    citizen = await office.citizen()
    group = office.server.group("业主群", forum=True)
    group.add_bot()
    group.add(citizen)
    topic = group.create_topic("办事").id
    await citizen.send(DOG, to=group, thread=topic)
    await group.expect_silence()
    office.server.fault("getMe", "500")  # its own name is not known at once

    asked = await citizen.send(f"@Sanfang_Bot {DOG}", to=group, thread=topic)
    answer = await group.expect("第23期", thread=topic)
    assert answer.reply_to == asked.id
    assert answer.labels == []
    again = await citizen.send(FEE, to=group, thread=topic, reply_to=answer)
    handed = await group.expect("区人社局", thread=topic)
    assert handed.reply_to == again.id
    assert "请私聊我" in handed.text
    assert [(button.label, button.data) for row in handed.buttons for button in row] == [(wording.PRIVATE_CHAT, None)]
    await citizen.send(f"@sanfang_bot{DOG}", to=group)  # as one writes without spaces
    await group.expect("第23期")
    await citizen.send(f"@sanfang_bots {DOG}", to=group)
    await group.expect_silence()
    await citizen.send(f"@sanfang_bot 身份证110101199003074518，{FEE}", to=group)
    assert "请不要在这里发送" in (await group.expect("区人社局")).text
    await citizen.send("/menu@sanfang_bot", to=group)
    await group.expect("私聊")

    async with office.database.read() as unit:
        newest, *earlier = [record.masked_text for record in await unit.questions.latest(5)]
        assert "110101199003074518" not in newest
        assert earlier == [DOG, FEE, DOG]
        assert await unit.cases.newest("telegram") is None


async def test_a_departments_group_stays_one(office: Office) -> None:
    """Staff who mention the bot are not answered like citizens; their orders still are orders."""
    await office.group.expect("待办一览")
    await office.quiet()
    said = len(office.group.messages)
    await office.li.send(f"@sanfang_bot {DOG}", to=office.group)
    await office.quiet()
    assert len(office.group.messages) == said
    await office.boss.send("/queue@sanfang_bot", to=office.group)
    await office.group.expect("没有待办")


@pytest.mark.parametrize("scope", [PRIVATE, GROUPS, DESKS])
def test_menus_hold_what_a_chat_can_use(scope: str) -> None:
    """Each scope has its commands in two languages, the same ones in both."""
    chinese, english = menu(scope, CHINESE), menu(scope, ENGLISH)

    assert [one["command"] for one in chinese] == [one["command"] for one in english]
    assert ("bind" in {one["command"] for one in chinese}) is (scope == DESKS)


async def test_the_commands_are_told_to_telegram_once(office: Office) -> None:
    """At the first start every menu is set; at the next one nothing has changed, and nothing is set."""
    await office.server.called("setMyCommands", 6)
    await office.quiet()
    await office.close()
    asked = len(office.server.calls_of("getMyCommands"))
    await office.open()
    await office.server.called("getMyCommands", asked + 6)
    await office.quiet()

    assert len(office.server.calls_of("setMyCommands")) == 6
