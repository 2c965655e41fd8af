"""Whatever a bot sends, it gets an answer of the API's form."""

import asyncio
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.telegram_server import TelegramServer, api
from tests.telegram_server.api import Upload
from tests.telegram_server.files import PICTURE
from tests.telegram_server.http import Request
from tests.telegram_server.methods import METHODS
from tests.telegram_server.surface import Surface

KNOWN = st.sampled_from([1, 2, 3, 4, 500_001, 500_002, -1_001_000_000_001])
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "Integer": st.one_of(KNOWN, st.integers(-(2**70), 2**70)),
    "Float": st.floats(-100, 100),
    "Boolean": st.booleans(),
    "String": st.one_of(st.text(max_size=30), st.sampled_from(["<b>犬</b> *a* [b](c)", "start", "你好", "x"])),
}
# Names whose values have to exist, or to be one of a few words, for a call to have a chance.
NAMED: dict[str, st.SearchStrategy[Any]] = {
    "chat_id": st.sampled_from([500_002, -1_001_000_000_001, 500_002, 77]),
    "from_chat_id": st.just(500_002),
    "user_id": st.sampled_from([500_002, 123456, 77]),
    "message_id": st.integers(1, 4),
    "message_ids": st.lists(st.integers(1, 4), min_size=1, unique=True).map(sorted),
    "message_thread_id": st.just(2),
    "callback_query_id": st.just(f"{10**15 + 1}"),
    "inline_query_id": st.just(f"{2 * 10**15 + 2}"),
    "file_id": st.just("photo-000001"),
    "photo": st.just("photo-000001"),
    "media": st.just([{"type": "photo", "media": "photo-000001", "caption": "图"}] * 2),
    "action": st.just("typing"),
    "parse_mode": st.sampled_from(["HTML", "MarkdownV2", "Markdown"]),
    "language_code": st.sampled_from(["", "zh"]),
    "command": st.just("start"),
    "emoji": st.just("👍"),
    "icon_color": st.just(0x6FB9F0),
    "url": st.sampled_from(["https://example.org/", "", "x"]),
}
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)  # fmt: skip


def value(kind: str, depth: int = 0) -> st.SearchStrategy[Any]:
    """Mostly values of the type, seldom rubbish."""
    table = api.load()
    if kind.startswith("["):
        return st.lists(st.deferred(lambda: value(kind[1:-1], depth)), max_size=3)
    if kind in table.unions:
        return st.sampled_from(table.unions[kind]).flatmap(lambda one: value(one, depth))
    if kind in table.structures and depth < 3:
        return structure(table.structures[kind], depth + 1)
    return SCALARS.get(kind, JUNK)


def likely(one: api.Field, depth: int) -> st.SearchStrategy[Any]:
    """Values that fit the field's name, or else its types."""
    return NAMED[one.name] if one.name in NAMED else st.one_of([value(kind, depth) for kind in one.types])


def structure(expected: tuple[api.Field, ...], depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """An object with all required and some other fields."""

    def strategy(one: api.Field) -> st.SearchStrategy[Any]:
        fixed = st.just(one.constant) if one.constant else likely(one, depth)
        return st.integers(0, 49).flatmap(lambda dice: JUNK if dice == 0 else fixed)

    by_name = {one.name: one for one in expected}
    optional = st.lists(st.sampled_from([one.name for one in expected if not one.required] or [""]), max_size=2)
    required = [one.name for one in expected if one.required]
    return optional.flatmap(
        lambda extra: st.fixed_dictionaries({name: strategy(by_name[name]) for name in {*required, *extra} if name})
    )


CALLS = st.sampled_from(sorted(METHODS)).flatmap(
    lambda name: st.tuples(st.just(name), structure(api.load().methods[name]))
)


def inhabited() -> TelegramServer:
    """A world with a citizen, a forum, a topic, messages and queries that wait; not listening."""
    server = TelegramServer()
    desk = server.group("窗口", forum=True)
    desk.add_bot()
    desk.create_topic("甲")
    alice = server.user("张三")
    for content in ({"text": "你好"}, {"location": {"latitude": 1.0, "longitude": 1.0}}):
        alice.post(content)
    answer = server.telegram.world.post(alice.chat, {"text": "答"}, server.telegram.bot)
    server.telegram.world.post(desk.chat, {"text": "卡"}, server.telegram.bot)
    alice.tap_data("x", answer)
    asyncio.run(alice.inline("x"))
    server.telegram.files.add("photo", Upload("p.jpg", PICTURE, ""))
    return server


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.lists(CALLS, min_size=1, max_size=5))
def test_any_call_is_answered(calls: list[tuple[str, dict[str, Any]]]) -> None:
    """Right or wrong, a call is carried out or refused, and never breaks the server."""
    server = inhabited()
    surface = Surface(server.telegram)
    for method, params in calls:
        path = f"/bot{server.token}/{method}"
        request = Request("POST", path, "", {"content-type": "application/json"}, json.dumps(params).encode())
        coroutine = surface.serve(request)
        try:
            coroutine.send(None)
        except StopIteration as done:
            answer = json.loads(done.value.body)
        else:
            raise AssertionError(f"{method} did not answer at once")

        assert answer["ok"] or answer["error_code"] in (400, 403, 404, 409, 429), answer
