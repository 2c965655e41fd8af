"""What can happen to a topic and its group while a citizen is in it."""

from tests.telegram_server import Kind
from tests.three_way.conftest import FEE, HALL, Office, until


async def test_a_deleted_topic_is_made_again_and_nothing_is_lost(office: Office) -> None:
    """The message that met the loss arrives in the new topic, below a card that tells what was said before."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await citizen.send("第一句")
    await office.group.expect("第一句")
    office.group.delete_topic(thread)
    await citizen.send("第二句")
    await office.group.expect("第二句")
    await office.quiet()

    (anew,) = office.group.topics
    card, *later = office.said_in(anew)
    assert (anew != thread, FEE in card, "第一句" in card) == (True, True, True)
    assert "第二句" in later
    await office.li.send("收到", to=office.group, thread=anew)
    await citizen.expect("收到")
    assert "TopicLost" in await office.acts()


async def test_a_closed_topic_is_opened_again(office: Office) -> None:
    """Somebody closed it by hand: the next message opens it and arrives."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    office.group.close_topic(thread)
    await citizen.send("还在吗")

    await office.group.expect(lambda one: one.text == "还在吗")
    assert not office.group.topics[thread].closed


async def test_a_demoted_bot_keeps_everything_until_it_is_admitted_again(office: Office) -> None:
    """The administrator is told; the topic is made and the words arrive when the rights are back."""
    await office.boss.start()
    await office.boss.expect("您好")
    office.group.demote_bot()
    await office.boss.expect("不再是群管理员")
    citizen = await office.asking()
    await citizen.send("在吗")
    assert office.group.topics == {}

    office.group.add_bot()
    await office.group.expect("在吗")
    assert len(office.group.topics) == 1


async def test_a_migrated_group_takes_its_cases_along(office: Office) -> None:
    """The department, its staff's numbers and the cases live on under the new id; no citizen notices."""
    citizen = await office.asking()
    await office.claimed(citizen)
    office.group.migrate()
    office.group.add_bot()
    await citizen.send("换群了吗")
    await office.group.expect("换群了吗")
    thread = max(office.group.topics)

    await office.li.send("换了，一样答", to=office.group, thread=thread)
    answer = await citizen.expect("换了，一样答")
    assert answer.text.startswith(f"【{HALL}窗口 工号01】")


async def test_a_reassigned_case_goes_on_in_the_other_department(office: Office) -> None:
    """The old topic is closed with the reason, the new one has the transcript; the citizen hears where it went, not why."""
    other = office.new_group("区民政局")
    await office.boss.send("/bind 区民政局", to=other)
    await other.expect("已绑定")
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await office.li.send("/reassign 区民政局 归他们管", to=office.group, thread=thread)
    moved = await citizen.expect("已转给 区民政局")
    await other.expect("归他们管")
    await until(lambda: office.group.topics[thread].closed)

    assert "归他们管" not in moved.text
    await office.li.tap("接单", to=other)
    await citizen.expect("【区民政局窗口 工号01】")


async def test_who_writes_in_a_topic_that_a_case_has_left_is_told(office: Office) -> None:
    """Before it is closed, and after: words, orders and pictures say where the case is; a topic of their own is nobody's."""
    other = office.new_group("区民政局")
    await office.boss.send("/bind 区民政局", to=other)
    await other.expect("已绑定")
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await office.li.send("/reassign 区民政局 归他们管", to=office.group, thread=thread)
    await office.wang.send("等等，我知道", to=office.group, thread=thread)
    await until(lambda: sum("已改派给区民政局；" in text for text in office.said_in(thread)) == 1)
    await office.quiet()
    await office.boss.send("/resolve", to=office.group, thread=thread)
    await office.boss.send_photo(to=office.group, thread=thread)
    await until(lambda: sum("已改派给区民政局；" in text for text in office.said_in(thread)) == 3)

    await until(lambda: office.group.topics[thread].closed)
    assert not any("我知道" in one.text for one in (*citizen.messages, *other.chat.messages.values()))


async def test_one_queue_message_is_pinned_and_true(office: Office) -> None:
    """It lists who waits, follows every change, and is empty at the end."""
    citizen = await office.asking()
    await office.thread()
    await office.quiet()
    (pinned,) = office.group.chat.pinned
    assert "待接" in office.group.chat.messages[pinned].text

    await office.claimed(citizen)
    await office.quiet()
    assert "已接 工号01" in office.group.chat.messages[pinned].text
    await citizen.tap("取消", message=next(one for one in citizen.messages if "取消" in one.labels))
    await citizen.expect("已取消")
    await office.quiet()
    assert office.group.chat.pinned == [pinned]
    assert "没有待办" in office.group.chat.messages[pinned].text


async def test_a_case_waits_for_a_group_to_be_bound(office: Office) -> None:
    """Without a group the question is kept in writing with a receipt number; once there is one, it gets its topic."""
    citizen = await office.citizen()
    await citizen.send("离婚登记要带什么")
    offer = await citizen.expect("区民政局")
    assert not any("接通" in label for label in offer.labels)
    await citizen.tap("留言")
    await citizen.expect("受理号")
    other = office.new_group("区民政局")
    await office.boss.send("/bind 区民政局", to=other)
    await other.expect("离婚登记要带什么")

    await office.li.tap("接单", to=other)
    await citizen.expect("【区民政局窗口 工号01】")


async def test_the_duty_desk_takes_what_no_group_answers_for(office: Office) -> None:
    """A department without a group is served there; only administrators bind."""
    desk = office.new_group("总值班台")
    await office.li.send("/desk", to=desk)
    await desk.expect("只有管理员")
    await office.boss.send("/desk", to=desk)
    await desk.expect("总值班台")
    citizen = await office.citizen()
    await citizen.send("离婚登记要带什么")
    await citizen.expect("区民政局")
    await citizen.tap("现在接通")

    await desk.expect("离婚登记要带什么")


async def test_what_is_on_its_way_follows_a_reassigned_case_in_order(office: Office) -> None:
    """Words that the old group could not take yet arrive in the new one, before what was said later."""
    other = office.new_group("区民政局")
    await office.boss.send("/bind 区民政局", to=other)
    await other.expect("已绑定")
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await office.quiet()
    flood = office.server.fault("copyMessage", Kind.FLOOD, None, chat=office.group.id, retry_after=1)
    await citizen.send("第一句")
    await until(lambda: flood.hits > 0)
    await office.li.send("/reassign 区民政局 归他们管", to=office.group, thread=thread)
    await citizen.expect("已转给 区民政局")
    await citizen.send("第二句")
    await office.li.tap("接单", to=other, message=await other.expect(lambda one: bool(one.button("接单"))))
    await citizen.expect("【区民政局窗口")
    await citizen.send("第三句")
    await other.expect(lambda one: one.text == "第三句")

    copies = [one.text for one in other.chat.messages.values() if one.text in ("第一句", "第二句", "第三句")]
    assert copies == ["第一句", "第二句", "第三句"]
    flood.clear()


async def test_a_deleted_queue_message_or_card_is_written_again(office: Office) -> None:
    """Somebody tidied up: the next change brings both back, the queue pinned."""
    citizen = await office.asking()
    await office.thread()
    await office.quiet()
    (pinned,) = office.group.chat.pinned
    card = next(one for one in office.group.chat.messages.values() if one.button("接单"))
    office.group.delete_message(pinned)
    office.group.delete_message(card.id)
    office.li.tap_data(card.button("接单").data, card)  # type: ignore[union-attr,arg-type]
    await citizen.expect("已接通")
    await office.quiet()

    assert any(one.button("办结") for one in office.group.chat.messages.values())
    newest = max(office.group.chat.pinned)
    assert newest != pinned
    assert "已接 工号01" in office.group.chat.messages[newest].text
