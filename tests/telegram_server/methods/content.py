"""What a message may contain: formatted text, captions, keyboards."""

from typing import Final

from tests.telegram_server import html_text, markdown_text
from tests.telegram_server.entities import LIMIT_CAPTION, LIMIT_TEXT, settle
from tests.telegram_server.refusals import Json, bad

MODES: Final = {"html": html_text.parse, "markdownv2": markdown_text.parse, "markdown": markdown_text.parse_legacy}
LONGEST_SOURCE: Final = 32_768
ROW, BUTTONS = 8, 100
ACTIONS: Final = frozenset({
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
})  # fmt: skip


def formatted(
    source: str, mode: str | None, entities: list[Json] | None, limit: int, what: str
) -> tuple[str, list[Json]]:
    """Text and entities after parsing, within the limit."""
    if len(source.encode("utf-8", "surrogatepass")) > LONGEST_SOURCE:
        raise bad("message is too long")
    text, found = parsed(source, mode) if mode else (source, entities or [])
    return settle(text, found, limit, what)


def parsed(source: str, mode: str) -> tuple[str, list[Json]]:
    """By parse_mode."""
    parse = MODES.get(mode.lower())
    if parse is None:
        raise bad("unsupported parse_mode")
    return parse(source)


def text_content(p: Json) -> Json:
    """A text message's fields."""
    text, entities = formatted(p["text"], p.get("parse_mode"), p.get("entities"), LIMIT_TEXT, "message")
    if not text:
        raise bad("message text is empty")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if "link_preview_options" in p:
        content["link_preview_options"] = p["link_preview_options"]
    return content


def caption_content(p: Json) -> Json:
    """A caption's fields; none for an empty caption."""
    mode, entities = p.get("parse_mode"), p.get("caption_entities")
    text, found = formatted(p.get("caption", ""), mode, entities, LIMIT_CAPTION, "caption")
    content: Json = {"caption": text} if text else {}
    return content | {"caption_entities": found} if found else content


def keyboard(p: Json) -> Json:
    """The reply_markup as it is kept with the message, checked."""
    markup: Json | None = p.get("reply_markup")
    if markup is None:
        return {}
    if "inline_keyboard" in markup:
        rows = [row for row in markup["inline_keyboard"] if row]
        _check_size(rows)
        for button in (one for row in rows for one in row):
            _check_inline(button)
        return {"reply_markup": {"inline_keyboard": rows}} if rows else {}
    if "keyboard" in markup:
        _check_size(markup["keyboard"])
        if not any(markup["keyboard"]):
            raise bad("reply keyboard must contain at least one button")
    return {"reply_markup": markup}


def _check_size(rows: list[list[Json]]) -> None:
    if any(len(row) > ROW for row in rows) or sum(len(row) for row in rows) > BUTTONS:
        raise bad("reply markup is too long")


def _check_inline(button: Json) -> None:
    if not button["text"].strip():
        raise bad("inline keyboard button text is empty")
    actions = ACTIONS & button.keys()
    if not actions:
        raise bad("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad(f"inline keyboard button has more than one action: {', '.join(sorted(actions))}")
    if not 1 <= len(button.get("callback_data", "-").encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    url = button.get("url", "tg://")
    if not url.startswith(("http://", "https://", "tg://")):
        raise bad(f"inline keyboard button URL '{url}' is invalid: unsupported URL protocol")
