import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ParseMode

from tests.telegram_server import Group, TelegramServer, User
from tests.telegram_server.files import PICTURE

HELPFUL = InlineKeyboardMarkup([[InlineKeyboardButton("👍 已解决", callback_data="up")]])


async def test_a_conversation(server: TelegramServer, bot: Bot, alice: User) -> None:
    """Question, answer with a button, tap, toast, edit: each side sees what the other did."""
    await alice.send("狗打疫苗只能礼拜三去吗")
    _, question = await bot.get_updates()
    assert question.message
    await question.message.reply_text("不是。", reply_markup=HELPFUL)

    answer = await alice.expect("不是")
    assert answer.labels == ["👍 已解决"]

    tap = await alice.tap("已解决")
    (update,) = await bot.get_updates(offset=question.update_id + 1)
    assert update.callback_query
    assert update.callback_query.data == "up"
    await update.callback_query.answer("谢谢")
    await update.callback_query.edit_message_text("不是。已解决。")

    assert (await tap.answered())["text"] == tap.toast == "谢谢"
    assert (await alice.expect("已解决")).edited
    assert [one.text for one in alice.messages] == ["不是。已解决。"]
    assert not await bot.get_updates(offset=update.update_id + 1)
    server.assert_clean()


@pytest.mark.parametrize(
    ("mode", "source"),
    [
        (ParseMode.HTML, '<b>办 <i>证</i></b> <a href="https://a.cn/?x=1&amp;y">处</a> <code>&lt;1&gt;</code>'),
        (ParseMode.MARKDOWN_V2, "*办 _证_* [处](https://a.cn/?x=1&y) `<1>`"),
    ],
)
async def test_marked_up_text(bot: Bot, alice: User, mode: str, source: str) -> None:
    """Markup becomes plain text and entities."""
    await bot.send_message(alice.id, source, parse_mode=mode)
    message = await alice.expect()

    assert message.text == "办 证 处 <1>"
    assert (message.bold, message.spans("italic"), message.spans("code")) == (["办 证"], ["证"], ["<1>"])
    assert message.links == {"处": "https://a.cn/?x=1&y"}


async def test_offsets_count_utf16_units(bot: Bot, alice: User) -> None:
    """An emoji before an entity counts two; leading blanks are cut off and the entities move along."""
    sent = await bot.send_message(alice.id, "  🐶👨‍👩‍👧 <b>犬🐕证</b> /start ", parse_mode="HTML")

    assert [(one.type, one.offset, one.length) for one in sent.entities] == [("bold", 11, 4), ("bot_command", 16, 6)]
    assert (await alice.expect()).bold == ["犬🐕证"]


async def test_legacy_markdown_and_quotes(bot: Bot, alice: User) -> None:
    """The old Markdown, quotes of MarkdownV2 and code with a language work too."""
    await bot.send_message(alice.id, "*粗* _斜_ `码` [址](https://a.cn)", parse_mode="Markdown")
    await bot.send_message(alice.id, ">引\n>用\n```py\nx=1```", parse_mode="MarkdownV2")
    await bot.send_message(
        alice.id,
        '<pre><code class="language-py">x</code></pre><blockquote expandable>长</blockquote>',
        parse_mode="HTML",
    )

    assert (await alice.expect("粗")).spans("italic") == ["斜"]
    quoted = await alice.expect("引")
    assert quoted.spans("blockquote") == ["引\n用"]
    assert quoted.spans("pre") == ["x=1"]
    html = await alice.expect("长")
    assert [one.get("language", one["type"]) for one in html.entities] == ["py", "expandable_blockquote"]


async def test_files_by_upload_and_by_id(bot: Bot, alice: User) -> None:
    """An uploaded file can be sent again by its id, and downloaded."""
    sent = await bot.send_photo(alice.id, PICTURE, caption="<b>图</b>", parse_mode="HTML")
    again = await bot.send_photo(alice.id, sent.photo[-1].file_id)
    letter = await bot.send_document(alice.id, b"%PDF-1.4 x", filename="通知.pdf")
    assert letter.document
    fetched = await (await bot.get_file(letter.document.file_id)).download_as_bytearray()

    assert bytes(fetched) == b"%PDF-1.4 x"
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    assert (await alice.expect("图")).bold == ["图"]
    assert letter.document.file_name == "通知.pdf"


async def test_albums(bot: Bot, alice: User) -> None:
    """An album's items share a group id, whoever sends it, also when copied."""
    sent = await bot.send_media_group(
        alice.id, [InputMediaPhoto(PICTURE, caption="一"), InputMediaPhoto(PICTURE + b"2")]
    )
    assert len({one.media_group_id for one in sent}) == 1

    album = await alice.send_album(3, "我的")
    updates = await bot.get_updates()
    got = [one.message for one in updates if one.message and one.message.media_group_id]
    assert [one.caption for one in got] == ["我的", None, None]

    copies = await bot.copy_messages(alice.id, alice.id, [one.id for one in album])
    made = [alice.chat.messages[one.message_id] for one in copies]
    assert len({one.raw["media_group_id"] for one in made}) == 1
    assert made[0].raw["media_group_id"] != album[0].raw["media_group_id"]


async def test_copies_and_forwards(server: TelegramServer, bot: Bot, alice: User, desk: Group) -> None:
    """A copy carries no sender, a forward does; a caption can be replaced, protected items are skipped in bulk."""
    photo = await alice.send_photo("我的证件")
    voice, place = await alice.send_voice(), await alice.send_location()
    alice.protect(voice)
    await bot.copy_message(desk.id, alice.id, photo.id, caption="已遮盖")
    copies = await bot.copy_messages(desk.id, alice.id, [photo.id, voice.id, place.id])
    forwarded = await bot.forward_message(desk.id, alice.id, photo.id)

    assert (await desk.expect("已遮盖")).kind == "photo"
    assert len(copies) == 2
    assert forwarded.forward_origin
    assert forwarded.forward_origin.to_dict()["sender_user"]["id"] == alice.id


async def test_replies_and_deletion(server: TelegramServer, bot: Bot, alice: User) -> None:
    """A reply names what it answers; a deleted message is gone for both."""
    question = await alice.send("在吗")
    answer = await bot.send_message(alice.id, "在", reply_parameters=ReplyParameters(question.id, quote="在"))
    assert answer.reply_to_message
    assert answer.reply_to_message.text == "在吗"
    assert (await alice.expect("在")).reply_to == question.id

    assert await answer.delete()
    assert await bot.delete_messages(alice.id, [question.id, 99])
    assert alice.messages == []


async def test_reply_keyboard(bot: Bot, alice: User) -> None:
    """A reply keyboard is seen by the test, and not part of the message the bot gets back."""
    sent = await bot.send_message(alice.id, "请选", reply_markup=ReplyKeyboardMarkup([["是", "否"]]))

    assert sent.reply_markup is None
    assert (await alice.expect("请选")).labels == ["是", "否"]


async def test_buttons_and_captions_can_be_edited(bot: Bot, alice: User) -> None:
    """Buttons go when an edit does not name them."""
    photo = await bot.send_photo(alice.id, PICTURE, caption="旧", reply_markup=HELPFUL)
    await photo.edit_caption("新")
    await bot.edit_message_reply_markup(alice.id, photo.message_id, reply_markup=HELPFUL)

    changed = await alice.expect("新")
    assert changed.labels == []
    await photo.edit_media(InputMediaDocument(b"%PDF", caption="改"))
    assert (await alice.expect("改")).kind == "document"
    await bot.edit_message_reply_markup(alice.id, photo.message_id, reply_markup=HELPFUL)
    assert alice.last.labels == ["👍 已解决"]


async def test_citizens_edit_their_messages(bot: Bot, alice: User) -> None:
    """An edit comes as edited_message with the same id."""
    wrong = await alice.send("养猫")
    await alice.edit(wrong, "养狗")
    *_, update = await bot.get_updates()

    assert update.edited_message
    assert (update.edited_message.message_id, update.edited_message.text) == (wrong.id, "养狗")


async def test_expect_tells_what_came_instead(bot: Bot, alice: User) -> None:
    """A wait that fails says what was said; silence can be asserted, too."""
    await bot.send_message(alice.id, "你好")

    with pytest.raises(AssertionError, match=r"再见.*did not come.*\n.*你好"):
        await alice.expect("再见", timeout=0.05)
    with pytest.raises(AssertionError, match="silence"):
        await alice.expect_silence(0.01)
