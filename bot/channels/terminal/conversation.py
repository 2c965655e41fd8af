"""One citizen's talk with the bot in a shell: a line in, a text out."""

import re
from collections.abc import Sequence
from uuid import uuid4

from bot.channels.render import render
from bot.channels.terminal.screen import Screen
from bot.composer.wording import EXAMPLES
from bot.core.model import Button, ButtonKind, Question, Rating
from bot.core.ports import Clock, Database
from bot.core.privacy import mask
from bot.service.ask import AskService

CHANNEL = "terminal"

GREETING = "您好，我是三方。办事的流程、材料、地点、时限都可以问我，回答都注明出处。"
HELP = """直接输入问题，按回车。
编号（如 1）  按下方括号里的按钮
↑ ↓           找回先前问过的问题
/help         显示这些说明
/quit         结束，也可按 Ctrl-D"""
THANKS = {
    Rating.SOLVED: "谢谢，已记下。还有别的事请接着问。",
    Rating.UNSOLVED: "谢谢，已记下没答到。换个说法再问一次，或者问得具体些。",
}
NOT_RATED = "这条评价没有记上，请再问一次后评价。"
NO_BUTTON = "现在没有这个编号的按钮，请直接输入问题。"
FAREWELL = "再见。"
ENDINGS = frozenset({"/quit", "/exit", "/q", "再见", "拜拜", "退出", "quit", "exit", "bye"})
_NUMBER = re.compile(r"[0-9]{1,2}")


class Conversation:
    """One person's lines and the bot's; the next line may press one of the buttons on the screen."""

    def __init__(self, ask: AskService, database: Database, clock: Clock, screen: Screen) -> None:
        self._ask, self._database, self._clock, self._screen = ask, database, clock, screen
        self._citizen = f"{CHANNEL}-{uuid4().hex}"
        self._buttons: Sequence[Button] = ()

    def greeting(self) -> str:
        """The first words, with examples to try."""
        lines = ("比如：", *(f"  · {example}" for example in EXAMPLES), "输入 /help 看用法，Ctrl-D 结束。")
        return GREETING + "\n" + self._screen.note("\n".join(lines))

    async def reply(self, line: str) -> str:
        """What to show for a line: the help, the thanks for a rating, or the answer to a question."""
        if line.casefold() in ("/help", "/start", "帮助"):
            return self._screen.note(HELP)
        button = self._pressed(line)
        if button is None and _NUMBER.fullmatch(line):
            return self._screen.note(NO_BUTTON)
        if button and button.kind is not ButtonKind.ASK:
            return await self._rated(button)
        return await self._answer(button.value if button else line)

    def _pressed(self, line: str) -> Button | None:
        number = int(line) if _NUMBER.fullmatch(line) else 0
        return self._buttons[number - 1] if 0 < number <= len(self._buttons) else None

    async def _answer(self, text: str) -> str:
        question = Question(uuid4().hex, CHANNEL, self._citizen, text, self._clock.now())
        outgoing = render(await self._ask.ask(question), question.id, mask(text).kinds)
        self._buttons = [button for row in outgoing.buttons for button in row]
        return self._screen.message(outgoing)

    async def _rated(self, button: Button) -> str:
        rating = Rating.SOLVED if button.kind is ButtonKind.SOLVED else Rating.UNSOLVED
        async with self._database.write() as unit:
            kept = await unit.questions.rate(button.value, self._citizen, rating, self._clock.now())
        return self._screen.note(THANKS[rating] if kept else NOT_RATED)
