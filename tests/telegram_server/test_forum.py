import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.telegram_server import Group, TelegramServer, User
from tests.telegram_server.conftest import Ask


async def test_a_topic_of_the_bot(server: TelegramServer, bot: Bot, desk: Group) -> None:
    """The bot opens a topic, writes there, renames, closes and reopens it."""
    made = await bot.create_forum_topic(desk.id, "#0312-07 注销 [待接]", icon_color=0xFFD67E)
    await bot.send_message(desk.id, "卡片", message_thread_id=made.message_thread_id)

    card = await desk.expect("卡片", thread=made.message_thread_id)
    assert card.raw["is_topic_message"]
    assert card.reply_to is None

    (icon, *_) = await bot.get_forum_topic_icon_stickers()
    await bot.edit_forum_topic(
        desk.id, made.message_thread_id, name="#0312-07 [已接]", icon_custom_emoji_id=icon.custom_emoji_id
    )
    assert await bot.close_forum_topic(desk.id, made.message_thread_id)
    assert desk.topic("已接").closed
    assert await bot.reopen_forum_topic(desk.id, made.message_thread_id)
    assert not desk.topic("已接").closed
    assert desk.topic("已接").icon == icon.custom_emoji_id
    server.assert_clean()


async def test_staff_write_in_a_topic(server: TelegramServer, bot: Bot, desk: Group) -> None:
    """A message in a topic names it, and by itself "answers" the service message that made the topic, as in Telegram."""
    clerk = server.user("办事员")
    desk.add(clerk)
    topic = desk.create_topic("注销")
    await clerk.send("请补材料", to=desk, thread=topic.id)
    *_, created, said = await bot.get_updates()

    assert created.message
    assert created.message.forum_topic_created
    assert said.message
    assert (said.message.message_thread_id, said.message.is_topic_message) == (topic.id, True)
    assert said.message.reply_to_message
    assert said.message.reply_to_message.forum_topic_created


async def test_topics_gone_or_closed_by_people(server: TelegramServer, bot: Bot, desk: Group) -> None:
    """A deleted topic is not found, a closed one refuses, and neither is the bot's fault."""
    topic, other = desk.create_topic("甲"), desk.create_topic("乙")
    await bot.send_message(desk.id, "在", message_thread_id=topic.id)
    sent = await desk.expect("在")
    desk.delete_topic(topic.id)
    desk.close_topic(other.id)

    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(desk.id, "x", message_thread_id=topic.id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", desk.id, sent.id)
    with pytest.raises(BadRequest, match="Topic_id_invalid"):
        await bot.close_forum_topic(desk.id, topic.id)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(desk.id, "x", message_thread_id=other.id)
    with pytest.raises(BadRequest, match="Topic_not_modified"):
        await bot.close_forum_topic(desk.id, other.id)
    assert await bot.send_chat_action(desk.id, "typing", message_thread_id=topic.id)
    server.assert_clean()


async def test_general_is_written_to_without_an_id(server: TelegramServer, bot: Bot, desk: Group) -> None:
    """Thread 1 does not exist for messages; General can be closed."""
    await bot.send_message(desk.id, "大厅")
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(desk.id, "x", message_thread_id=1)
    assert await bot.close_general_forum_topic(desk.id)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(desk.id, "x")

    assert [one.text for one in server.violations] == ["Bad Request: message thread not found"]


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"name": "x" * 129}, "topic name is too long"),
        ({"name": " "}, "topic name is empty"),
        ({"name": "x", "icon_color": 1}, "icon color"),
        ({"name": "x", "icon_custom_emoji_id": "1"}, "DOCUMENT_INVALID"),
    ],
)
async def test_bad_topics(server: TelegramServer, ask: Ask, desk: Group, params: dict[str, object], text: str) -> None:
    """Names of 1 to 128 characters, six colours, known icons; nothing else."""
    assert text in (await ask("createForumTopic", chat_id=desk.id, **params))["description"]
    assert len(server.violations) == 1


async def test_rights(server: TelegramServer, bot: Bot, desk: Group, alice: User) -> None:
    """A demoted bot may not manage topics, pin, or see who others are; a thrown out one may do nothing."""
    desk.add(alice)
    hello = await bot.send_message(desk.id, "你好")
    assert (await bot.get_chat_member(desk.id, alice.id)).status == "member"
    assert {one.user.id for one in await bot.get_chat_administrators(desk.id)} > {bot.id}
    await bot.pin_chat_message(desk.id, hello.message_id)
    pinned = (await bot.get_chat(desk.id)).pinned_message
    assert pinned
    assert pinned.message_id == hello.message_id
    await bot.unpin_chat_message(desk.id, hello.message_id)

    desk.demote_bot()
    with pytest.raises(BadRequest, match="Not enough rights to manage topics"):
        await bot.create_forum_topic(desk.id, "x")
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned"):
        await bot.pin_chat_message(desk.id, hello.message_id)
    with pytest.raises(BadRequest, match="Chat_admin_required"):
        await bot.get_chat_member(desk.id, alice.id)
    desk.kick_bot()
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(desk.id, "x")
    server.assert_clean()


async def test_members_come_and_go(server: TelegramServer, bot: Bot, desk: Group, alice: User) -> None:
    """An administrator who asks for chat_member is told; a removed member has left."""
    await bot.get_updates(allowed_updates=["chat_member", "my_chat_member"])
    desk.add(alice, status="administrator", rights=("can_pin_messages",))
    desk.remove(alice)
    server.clock.advance(5)
    changes = [one.chat_member for one in await bot.get_updates() if one.chat_member]

    assert [one.new_chat_member.status for one in changes] == ["administrator", "left"]
    assert (await bot.get_chat_member(desk.id, alice.id)).status == "left"
    assert await bot.get_chat_member_count(desk.id) == 2


async def test_privacy_mode(server: TelegramServer, bot: Bot, alice: User) -> None:
    """A plain member hears commands, mentions and replies to it; an administrator hears everything."""
    group = server.group("居民群")
    group.add_bot(admin=False)
    group.add(alice)
    hello = await bot.send_message(group.id, "我在")
    await alice.send("今天下雨", to=group)
    await alice.send("/help@other_bot", to=group)
    await alice.send("/help", to=group)
    await alice.send("问一下 @sanfang_bot", to=group)
    await alice.send("谢谢", to=group, reply_to=hello.message_id)
    group.add_bot()
    await alice.send("晚安", to=group)

    heard = [one.message.text for one in await bot.get_updates() if one.message and one.message.chat.id == group.id]
    assert heard == ["/help", "问一下 @sanfang_bot", "谢谢", "晚安"]


async def test_strange_senders(server: TelegramServer, bot: Bot, desk: Group) -> None:
    """Anonymous administrators and channels come as Telegram shows them."""
    topic = desk.create_topic("甲")
    desk.send_anonymous("匿名", thread=topic.id)
    desk.send_as_channel("频道", thread=topic.id)
    *_, anonymous, channel = [one.message for one in await bot.get_updates()]

    assert anonymous
    assert anonymous.from_user
    assert anonymous.sender_chat
    assert (anonymous.from_user.id, anonymous.sender_chat.id) == (1087968824, desk.id)
    assert channel
    assert channel.sender_chat
    assert channel.sender_chat.type == "channel"


async def test_a_public_group_is_found_by_name(server: TelegramServer, bot: Bot) -> None:
    """@name stands for the id, in any case."""
    group = server.group("居民群", username="xiaoshan_talk")
    group.add_bot()

    assert (await bot.send_message("@Xiaoshan_Talk", "你好")).chat.id == group.id


async def test_migration(server: TelegramServer, bot: Bot, alice: User) -> None:
    """A group that became a supergroup is found under its new id only; the old id says so."""
    group = server.group("小组", kind="group")
    group.add_bot()
    group.add(alice)
    old = group.id
    await bot.send_message(old, "旧")
    new = group.migrate()

    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(old, "x")
    assert caught.value.new_chat_id == new == group.id
    await bot.send_message(new, "新")
    assert (await group.expect("新")).chat_id == new
    told = [one.message for one in await bot.get_updates() if one.message and one.message.chat.type != "private"]
    assert [one.migrate_to_chat_id or one.migrate_from_chat_id for one in told] == [new, old]
    server.assert_clean()
