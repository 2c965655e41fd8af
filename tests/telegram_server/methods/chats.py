"""What a chat is, who is in it, what is pinned, how messages are reacted to."""

from typing import Final

from tests.telegram_server.methods.destination import allowed, chat_of, existing, open_chat, present
from tests.telegram_server.methods.registry import serves
from tests.telegram_server.refusals import Json, bad
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.world import GENERAL, Member

ACTIONS: Final = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip
REACTIONS: Final = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)
PIN_RIGHT: Final = "not enough rights to manage pinned messages in the chat"


@serves("sendChatAction")
def chat_action(tg: Telegram, p: Json) -> bool:
    """The typing sign; a topic that is gone is no error, and General may be named."""
    chat = open_chat(tg, p["chat_id"])
    if p["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")
    thread = p.get("message_thread_id", GENERAL)
    if chat.forum and thread not in {GENERAL, *chat.topics, *chat.gone_topics}:
        raise bad("message thread not found")
    return True


@serves("getChat")
def get_chat(tg: Telegram, p: Json) -> Json:
    """Everything about a chat."""
    chat = chat_of(tg, p["chat_id"])
    if not chat.private:
        present(tg, chat)
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    full = chat.raw() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return full | {"pinned_message": chat.messages[chat.pinned[-1]].raw} if chat.pinned else full


@serves("getChatMember")
def get_member(tg: Telegram, p: Json) -> Json:
    """One person's place in a chat; others than itself only for an administrator, as documented."""
    chat, wanted = chat_of(tg, p["chat_id"]), p["user_id"]
    if not chat.private:
        present(tg, chat)
        if wanted != tg.bot.id and tg.here(chat).status != "administrator":
            raise bad("CHAT_ADMIN_REQUIRED", excused=True)
    person = tg.world.people.get(wanted)
    if person is None:
        raise bad("PARTICIPANT_ID_INVALID")
    at_home = chat.private and wanted in (chat.id, tg.bot.id)
    return (chat.members.get(wanted) or Member(person, "member" if at_home else "left")).raw()


@serves("getChatAdministrators")
def administrators(tg: Telegram, p: Json) -> list[Json]:
    """Owner and administrators who are people, and the bot itself."""
    chat = chat_of(tg, p["chat_id"])
    if chat.private:
        raise bad("there are no administrators in the private chat")
    present(tg, chat)
    chiefs = [one for one in chat.members.values() if one.status in ("creator", "administrator")]
    return [one.raw() for one in chiefs if not one.person.is_bot or one.person is tg.bot]


@serves("getChatMemberCount")
def member_count(tg: Telegram, p: Json) -> int:
    """How many are in the chat."""
    chat = chat_of(tg, p["chat_id"])
    return 2 if chat.private else sum(one.present for one in chat.members.values())


@serves("leaveChat")
def leave_chat(tg: Telegram, p: Json) -> bool:
    """The bot goes."""
    chat = chat_of(tg, p["chat_id"])
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    present(tg, chat)
    chat.members[tg.bot.id] = Member(tg.bot, "left")
    return True


@serves("pinChatMessage")
def pin(tg: Telegram, p: Json) -> bool:
    """A message to the top; a service message tells of it."""
    chat = open_chat(tg, p["chat_id"])
    message = existing(chat, p["message_id"], "pin")
    allowed(tg, chat, "can_pin_messages", PIN_RIGHT)
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        tg.world.post(chat, {"pinned_message": message.raw}, tg.bot, thread=message.thread)
    return True


@serves("unpinChatMessage")
def unpin(tg: Telegram, p: Json) -> bool:
    """The named message, or the newest pinned one."""
    chat = open_chat(tg, p["chat_id"])
    allowed(tg, chat, "can_pin_messages", PIN_RIGHT)
    if "message_id" not in p and not chat.pinned:
        raise bad("message to unpin not found")
    number: int = p["message_id"] if "message_id" in p else chat.pinned[-1]
    existing(chat, number, "unpin")
    chat.pinned = [one for one in chat.pinned if one != number]
    return True


@serves("unpinAllChatMessages")
def unpin_all(tg: Telegram, p: Json) -> bool:
    """Nothing is pinned any more."""
    chat = open_chat(tg, p["chat_id"])
    allowed(tg, chat, "can_pin_messages", PIN_RIGHT)
    chat.pinned.clear()
    return True


@serves("setMessageReaction")
def react(tg: Telegram, p: Json) -> bool:
    """At most one of the known emoji; none takes the reaction back."""
    chat = open_chat(tg, p["chat_id"])
    message = existing(chat, p["message_id"], "react")
    wanted: list[Json] = p.get("reaction", [])
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(one.get("emoji") not in REACTIONS for one in wanted):
        raise bad("REACTION_INVALID")
    chat.reactions[message.id] = wanted[0]["emoji"] if wanted else ""
    return True
