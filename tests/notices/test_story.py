"""Watch, be told once, stop."""

from dataclasses import replace

from bot.composer.card import card_of
from bot.core.deep_link import link_to
from bot.core.notice_ports import Watcher
from bot.service.letters import LetterService
from bot.service.snapshot import Snapshot, SnapshotHolder
from bot.service.watching import WatchService
from corpus.model import GuideField
from tests.composer.small import CORPUS, FERRY
from tests.notices.conftest import guide_of, publish, with_guide
from tests.three_way.conftest import TUESDAY, Office


async def test_watch_publish_one_notice_unwatch(office: Office, snapshot: SnapshotHolder) -> None:
    """Who watches a guide hears once what changed, before → after; one tap ends it, and the next change is not told."""
    corpus = snapshot.current.corpus
    guide = guide_of(corpus, "investor-settlement")
    faster = replace(guide, fields={**guide.fields, GuideField.PROMISED_LIMIT: ("5个工作日",)})
    citizen, other = await office.citizen("张三"), await office.citizen("李四")
    await citizen.send("/watch 企业落户认证")
    await citizen.expect("已关注“外地来杭投资企业落户认证”")
    await citizen.send("/watch 企业落户认证")
    await citizen.expect("已经在关注")

    await publish(office, with_guide(corpus, faster))
    notice = await citizen.expect("您关注的内容有更新")
    assert "承诺时限：落户认证的办理时限是7个工作日，原来是15个工作日。 → 5个工作日" in notice.text

    told = await (await citizen.tap("取消：外地来杭投资企业落户认证", message=notice)).answered()
    assert "不再通知" in told["text"]
    await publish(office, corpus)
    await office.quiet()
    await citizen.send("/watching")
    await citizen.expect("还没有关注")
    await citizen.expect_silence()
    assert [one.text for one in other.messages if "更新" in one.text] == []


async def test_one_message_for_all_that_changed(office: Office, snapshot: SnapshotHolder) -> None:
    """Several publications and several watched things, a department among them, make one message each time at most."""
    corpus = snapshot.current.corpus
    citizen = await office.citizen()
    await citizen.send("/watch 免疫证")
    await citizen.expect("已关注“犬类免疫证办理（狂犬病免疫）”")
    await citizen.send("/watch 证")
    choice = await citizen.expect("您要关注哪一项")
    await (await citizen.tap("养犬许可证申领", message=choice)).answered()
    await citizen.send("/watch 区农业局")
    await citizen.expect("已关注“区农业局”")
    await citizen.send("/watching")
    listed = await citizen.expect("您关注了 3 项")
    assert len(listed.labels) == 3

    licence, vaccination = (guide_of(corpus, name) for name in ("dog-licence", "dog-vaccination"))
    edited = with_guide(corpus, replace(licence, fields={**licence.fields, GuideField.FEE: ("免费",)}))
    edited = with_guide(edited, replace(vaccination, fields={**vaccination.fields, GuideField.PHONE: ("12345",)}))
    await publish(office, edited)
    notice = await citizen.expect("您关注的内容有更新")
    assert "收费新增：免费" in notice.text
    assert "咨询电话新增：12345" in notice.text
    await publish(office, replace(edited, glossary=replace(edited.glossary, words=("新词",))))
    await office.quiet()
    await citizen.expect_silence()


async def test_what_cannot_be_watched(office: Office, snapshot: SnapshotHolder) -> None:
    """No name, a name that nothing has, and a button of something that is gone: each says what to do."""
    citizen = await office.citizen()
    for said, told in (("/watch", "请在后面写上"), ("/watch qqqqzzzz", "没有找到"), ("/watching", "还没有关注")):
        await citizen.send(said)
        await citizen.expect(told)
    await citizen.send("/watch " + "长" * 3000)
    assert len((await citizen.expect("没有找到")).text) < 100
    await citizen.send("/watch 证")
    choice = await citizen.expect("您要关注哪一项")
    choice.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"] = (
        f"v1|watch|+{link_to(replace(guide_of(snapshot.current.corpus, 'dog-licence'), id='gone'))}"
    )
    gone = await (await citizen.tap(choice.labels[0], message=choice)).answered()
    assert "已经撤下" in gone["text"]


async def test_guides_of_one_name_are_told_apart(office: Office) -> None:
    """Two departments' guides of the same name: the citizen chooses, and nothing is watched unasked."""
    twin = replace(FERRY, id="twin", department="civil")
    snapshot = Snapshot.build(1, replace(CORPUS, guides=(FERRY, twin)))
    async with office.database.write() as unit:
        watcher = Watcher("telegram", "p", "1")
        shown = await WatchService(SnapshotHolder(snapshot)).asked(unit, watcher, FERRY.name, TUESDAY)
        assert [button.label for (button,) in shown.buttons] == [
            f"🔔 区交通局：{FERRY.name}",
            f"🔔 区民政局：{FERRY.name}",
        ]
        assert not await unit.watches.of(watcher)


async def test_a_citizen_who_blocked_the_bot_holds_nobody_up(office: Office, snapshot: SnapshotHolder) -> None:
    """A refused notice is given up, and the next watcher is told."""
    corpus = snapshot.current.corpus
    guide = guide_of(corpus, "dog-licence")
    first, second = await office.citizen("张三"), await office.citizen("李四")
    for citizen in (first, second):
        await citizen.send(f"/watch {guide.name}")
        await citizen.expect("已关注")
    first.person.blocked = True

    await publish(office, with_guide(corpus, replace(guide, fields={**guide.fields, GuideField.FEE: ("免费",)})))
    await second.expect("有更新")
    await office.quiet()
    assert "有更新" not in first.messages[-1].text
    async with office.database.read() as unit:
        assert await unit.unreachable.since(str(first.id)) is not None


async def test_a_letter_of_staff(office: Office, snapshot: SnapshotHolder) -> None:
    """What one colleague wrote and another approved reaches those who watch the guide, once, and nobody else."""
    guide = guide_of(snapshot.current.corpus, "dog-licence")
    citizen, other = await office.citizen("张三"), await office.citizen("李四")
    await citizen.send(f"/watch {guide.name}")
    await citizen.expect("已关注")
    letters = LetterService(office.database, office.clock)
    letter, count = await letters.draft(guide.id, "本周六暂停受理", "甲")
    await letters.approve(letter.id, "乙")

    notice = await citizen.expect("本周六暂停受理")
    await office.quiet()
    async with office.database.read() as unit:
        (kept,) = await unit.letters.latest(9)
    assert guide.name in notice.text
    assert (count, kept.told) == (1, 1)
    await citizen.expect_silence()
    assert not any("暂停" in one.text for one in other.messages)


async def test_from_a_card_to_a_notice(office: Office, snapshot: SnapshotHolder) -> None:
    """The code on a printed card opens the guide's page; its bell is watched with one tap, and told of the change."""
    corpus = snapshot.current.corpus
    guide = guide_of(corpus, "dog-licence")
    card = card_of(guide, corpus.departments[0], "sanfang_bot", TUESDAY.date())
    citizen = await office.citizen()
    await citizen.start(card.url.partition("?start=")[2])
    page = await citizen.expect(guide.name)
    told = await (await citizen.tap("有变化告诉我", message=page)).answered()
    assert "已关注" in told["text"]

    await publish(office, with_guide(corpus, replace(guide, fields={**guide.fields, GuideField.FEE: ("免费",)})))
    notice = await citizen.expect("有更新")
    assert "收费新增：免费" in notice.text
