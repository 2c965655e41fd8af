"""Where a message may go: the chat, the topic, the message it answers."""

from tests.telegram_server.messages import Message
from tests.telegram_server.refusals import Json, bad, forbidden, migrated
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.world import GENERAL, Chat


def chat_of(tg: Telegram, chat_id: int | str) -> Chat:
    """The chat the bot knows under this id or @username."""
    chat = tg.world.named(chat_id) if isinstance(chat_id, str) else tg.world.chats.get(chat_id)
    if chat is None or (chat.private and chat.person and not chat.person.started):
        raise unknown(tg, chat_id)
    if chat.migrated_to:
        raise migrated(chat.migrated_to)
    return chat


def unknown(tg: Telegram, chat_id: int | str) -> Exception:
    """Somebody seen in a group can't be written to first; all others are not found."""
    seen = any(chat_id in chat.members for chat in tg.world.chats.values() if not chat.private)
    if seen and chat_id in tg.world.people:
        return forbidden("bot can't initiate conversation with a user", excused=False)
    return bad("chat not found")


def open_chat(tg: Telegram, chat_id: int | str) -> Chat:
    """A chat the bot may write to now."""
    chat = chat_of(tg, chat_id)
    if chat.person and chat.person.deactivated:
        raise forbidden("user is deactivated")
    if chat.person and chat.person.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.private:
        present(tg, chat)
    return chat


def present(tg: Telegram, chat: Chat) -> None:
    """Refuse when the bot is not in the group."""
    kind = f"{chat.kind} chat"
    match tg.here(chat).status:
        case "left":
            raise forbidden(f"bot is not a member of the {kind}")
        case "kicked":
            raise forbidden(f"bot was kicked from the {kind}")
        case "restricted" if "can_send_messages" not in tg.here(chat).rights:
            raise bad("not enough rights to send text messages to the chat", excused=True)


def thread_of(chat: Chat, thread: int | None) -> int | None:
    """The topic to write to; General is written to without an id."""
    if thread is None:
        if chat.forum and chat.general.closed:
            raise bad("TOPIC_CLOSED", excused=True)
        return None
    if not chat.forum:
        if chat.private or thread not in chat.messages:
            raise bad("message thread not found")
        return thread
    if thread == GENERAL or thread not in chat.topics:
        raise bad("message thread not found", excused=not chat.gone_topics.get(thread, True))
    # Stricter than Telegram, which lets administrators with can_manage_topics write into closed topics.
    if chat.topics[thread].closed:
        raise bad("TOPIC_CLOSED", excused=True)
    return thread


def answered(tg: Telegram, chat: Chat, p: Json) -> Message | None:
    """The message that reply_parameters name."""
    reply: Json | None = p.get("reply_parameters")
    if reply is None:
        return None
    home = chat_of(tg, reply["chat_id"]) if "chat_id" in reply else chat
    found = home.messages.get(reply["message_id"])
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad("message to be replied not found", excused=not home.gone.get(reply["message_id"], True))
    if found and reply.get("quote", "") not in found.text:
        raise bad("QUOTE_TEXT_INVALID")
    if home is not chat:
        raise bad("this server does not simulate replies into other chats")
    return found


def existing(chat: Chat, message_id: int, what: str) -> Message:
    """A message of the chat; excused when somebody else deleted it."""
    if message_id not in chat.messages:
        raise bad(f"message to {what} not found", excused=not chat.gone.get(message_id, True))
    return chat.messages[message_id]


def allowed(tg: Telegram, chat: Chat, right: str, text: str) -> None:
    """Refuse with `text` when the bot lacks an administrator's right in a group."""
    if not chat.private and not tg.here(chat).may(right):
        raise bad(text, excused=True)
