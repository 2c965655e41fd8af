"""Who may speak for a department, and whom a citizen must never hear."""

import pytest

from tests.three_way.conftest import FEE, HALL, Office


async def nobody_heard(office: Office, words: str) -> None:
    """Nothing of these words reached any citizen."""
    await office.quiet()
    assert not any(words in one.text for citizen in office.citizens for one in citizen.messages)


async def test_chatter_in_general_is_ignored(office: Office) -> None:
    """What colleagues say to each other outside of the topics goes nowhere."""
    citizen = await office.asking()
    await office.claimed(citizen)
    await office.li.send("中午吃什么", to=office.group)

    await nobody_heard(office, "中午吃什么")


async def test_an_anonymous_administrator_is_not_relayed(office: Office) -> None:
    """Nobody knows who it is, so it cannot be the holder; the attempt is kept."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    office.group.send_anonymous("我来答", thread=thread)

    await nobody_heard(office, "我来答")
    assert "Refused" in await office.acts()


async def test_a_channel_is_not_relayed(office: Office) -> None:
    """A channel is no member of staff."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    office.group.send_as_channel("频道来答", thread=thread)

    await nobody_heard(office, "频道来答")
    assert "Refused" in await office.acts()


async def test_a_message_by_way_of_a_bot_is_not_relayed(office: Office) -> None:
    """The holder did not write it."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    office.li.post(
        {"text": "别的机器人说", "via_bot": {"id": 5, "is_bot": True, "first_name": "x"}},
        to=office.group,
        thread=thread,
    )

    await nobody_heard(office, "别的机器人说")
    assert "Refused" in await office.acts()


async def test_a_removed_clerk_can_neither_write_nor_tap(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The right is asked for at that moment: whoever has left the group is told so."""
    monkeypatch.setattr("bot.channels.telegram.rights.KEPT_SECONDS", 0.0)
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    written = office.li.post({"text": "最后一句"}, to=office.group, thread=thread)
    await citizen.expect("最后一句")
    await office.quiet()
    card = next(one for one in office.group.chat.messages.values() if one.button("办结"))
    office.group.remove(office.li)
    tap = await office.li.tap("办结", to=office.group, message=card)

    assert written.thread == thread
    assert "工作人员" in (await tap.answered())["text"]
    assert (await office.case()).consultation.conclusion is None


async def test_a_stranger_with_forged_buttons_moves_nothing(office: Office) -> None:
    """A citizen cannot tap another's case, nor one of the staff's buttons in the private chat."""
    citizen = await office.asking()
    await office.thread()
    mallory = await office.citizen("马三")
    case = (await office.case()).id
    for verb in ("cancel", "later", "take", "void", "star"):
        tap = mallory.tap_data(f"v1|case|{verb}:{case}:9:5", mallory.last)
        assert "过期" in (await tap.answered())["text"]
    await office.claimed(citizen)
    assert (await office.case()).consultation.state == "claimed"


async def test_a_stranger_in_another_group_moves_nothing(office: Office) -> None:
    """A button's case must belong to the group in which it is tapped."""
    await office.asking()
    await office.thread()
    other = office.new_group("区民政局")
    mallory = office.server.user("马三")
    other.add(mallory)
    said = await mallory.send("喂", to=other)
    tap = mallory.tap_data(f"v1|case|take:{(await office.case()).id}:9:", said)

    assert (await tap.answered())["text"]
    assert (await office.case()).consultation.holder is None


async def test_only_a_supervisor_takes_over(office: Office) -> None:
    """A clerk is refused; an administrator of the group has the case from then on."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await office.wang.send("/takeover", to=office.group, thread=thread)
    await office.group.expect("只有群管理员")
    await office.boss.send("/takeover", to=office.group, thread=thread)
    await citizen.expect("工号03】已接通")
    await office.boss.send("我来答", to=office.group, thread=thread)
    await citizen.expect("我来答")


async def test_a_stale_button_has_expired(office: Office) -> None:
    """A button of an earlier state does nothing, and says so; a double tap claims once."""
    citizen = await office.asking()
    await office.claimed(citizen)
    await office.quiet()
    case = await office.case()
    card = next(one for one in office.group.chat.messages.values() if one.button("办结"))
    old = office.wang.tap_data(f"v1|case|void:{case.id}:1:", card)
    again = office.li.tap_data(f"v1|case|take:{case.id}:{case.consultation.revision}:", card)

    assert "过期" in (await old.answered())["text"]
    assert "已经是您" in (await again.answered())["text"]


async def test_two_citizens_hear_their_own_window_only(office: Office) -> None:
    """Two topics, one clerk: each answer goes to the citizen of its topic."""
    first = await office.asking("张三")
    one = await office.claimed(first)
    second = await office.asking("李四")
    await office.group.expect(FEE)
    await office.quiet()
    two = max(office.group.topics)
    await office.tap(office.li, "接单")
    await second.expect(HALL)
    await office.li.send("给张三的话", to=office.group, thread=one)
    await office.li.send("给李四的话", to=office.group, thread=two)
    await first.expect("给张三的话")
    await second.expect("给李四的话")
    await office.quiet()

    assert not any("李四的话" in each.text for each in first.messages)
    assert not any("张三的话" in each.text for each in second.messages)
