"""Who has seen everything of a run, and says whether a word was lost, misled or out of order."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.core.case_ports import CaseMessage, Side
from tests.telegram_server import Group, User
from tests.three_way.conftest import Office

_WORD = re.compile(r"(市民|窗口)(\d+)·(\d+)")
_COPY = re.compile(r"市民(\d+)·(\d+)")
LOGGED = 1_000_000


class Witness:
    """Keeps what was said and what was seen of topics that are gone."""

    def __init__(self, office: Office, groups: Sequence[Group]) -> None:
        self._office, self._groups = office, groups
        self.citizens: list[User] = []
        self.said: Counter[str] = Counter()
        self.written: list[tuple[int, str]] = []
        self.answered: list[tuple[tuple[str, int], str]] = []
        self._seen: set[tuple[int, int]] = set()
        self._reported: set[int] = set()

    def word(self, who: str, number: int) -> str:
        """Something said that was never said before."""
        self.said[who] += 1
        return f"{who}{number}·{self.said[who]}"

    def remember(self, group: Group, thread: int) -> None:
        """A topic is about to vanish: staff have read it."""
        texts = self._texts(group, thread)
        self._check_topic(texts)
        self._seen |= _numbers(texts)
        self._reported |= self._told_as_lost(texts)

    async def check(self) -> None:
        """Nobody got another's words, no word is lost, and all are in order. Raises AssertionError."""
        assert self.said, "nobody talked"
        for group in self._groups:
            for thread in group.topics:
                self.remember(group, thread)
        kept = [message for number in range(len(self.citizens)) for message in await self._transcript(number)]
        for number, citizen in enumerate(self.citizens):
            told = self._check_citizen(number, citizen)
            for message in kept:
                self._check_arrived(number, message, told)
        await self._check_kept({message.text for message in kept})

    def _check_citizen(self, number: int, citizen: User) -> set[int]:
        heard = [found for one in citizen.messages for found in [_WORD.search(one.text)] if found]
        assert {int(found[2]) for found in heard} <= {number}, f"citizen {number} read another's words"
        told = [int(found[3]) for found in heard if found[1] == "窗口" and "办结" not in found.string]
        _in_order(told, f"citizen {number}")
        self.said["arrived"] += len(set(told))
        return set(told)

    def _check_topic(self, texts: Sequence[str]) -> None:
        found = [word for text in texts for word in _WORD.finditer(text)]
        assert len({word[2] for word in found}) <= 1, "words of two citizens in one topic"
        _in_order([int(copy[2]) for text in texts if (copy := _COPY.fullmatch(text))], "a topic")

    def _check_arrived(self, number: int, message: CaseMessage, told: set[int]) -> None:
        """What the transcript says was relayed has arrived, or the staff were told that it did not."""
        found = _WORD.search(message.text)
        if found is None or int(found[2]) != number:
            return
        if message.side is Side.CITIZEN:
            assert (number, int(found[3])) in self._seen, f"{message.text} never reached a topic"
        elif message.side is Side.STAFF and int(found[3]) not in self._reported:
            assert int(found[3]) in told, f"{message.text} never reached the citizen"

    async def _check_kept(self, texts: set[str]) -> None:
        """A citizen's words are in a transcript or in the log; those in the topic of a case are in a transcript."""
        async with self._office.database.read() as unit:
            cases = [case for one in self.citizens for case in await unit.cases.of_chat(str(one.id))]
            living = {(case.group, case.thread) for case in cases}
            texts |= {record.masked_text for record in await unit.questions.latest(LOGGED)}
        kept = {found[0] for text in texts for found in _WORD.finditer(text)}
        missing = [said for _, said in self.written if said not in kept]
        missing += [said for place, said in self.answered if place in living and said not in kept]
        assert not missing, f"nowhere to be found: {missing}"

    async def _transcript(self, number: int) -> list[CaseMessage]:
        """Every message of every case of a citizen; what was only said to the bot is in a case without a receipt."""
        async with self._office.database.read() as unit:
            found = await unit.cases.of_chat(str(self.citizens[number].id))
            given = [case.id for case in found if case.consultation.receipt]
            return [message for case in given for message in await unit.messages.of(case)]

    def _texts(self, group: Group, thread: int) -> list[str]:
        """What the bot has written into a topic, in order."""
        return [one.text for one in group.chat.messages.values() if one.by_bot and one.thread == thread]

    def _told_as_lost(self, texts: Sequence[str]) -> set[int]:
        """The numbers of the words of which the staff were told that they did not arrive."""
        told = [text for text in texts if "没有送到" in text]
        return {int(found[3]) for text in told for found in _WORD.finditer(text)}


def _numbers(texts: Sequence[str]) -> set[tuple[int, int]]:
    """(citizen, number) of the citizens' words in texts."""
    return {(int(found[2]), int(found[3])) for text in texts for found in _WORD.finditer(text) if found[1] == "市民"}


def _in_order(numbers: Sequence[int], where: str) -> None:
    """A word that came twice counts at its first place."""
    first = list(dict.fromkeys(numbers))
    assert first == sorted(first), f"out of order in {where}: {first}"
