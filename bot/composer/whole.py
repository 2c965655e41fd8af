"""From the best sentence to the whole answer: what stands beside it or adds to it, as long as it is likely to answer too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.composer.extract import Candidate
from bot.composer.headline import headline
from bot.composer.kinds import Wanted
from bot.composer.knowledge import Knowledge
from bot.composer.sentences import is_list, runs_on
from bot.composer.understand import Part
from bot.composer.units import presence, total

ADDS = 0.12
"""The share of a question's content that a further sentence has to bring."""
ENOUGH = 280
"""Characters after which nothing more is added to an answer: a phone's screen."""
AGAIN = 0.8
"""The share of a sentence's pairs of characters from which another one says the same again."""
MOST_SENTENCES = 3
"""Sentences shown at most; clauses that end in a semicolon are part of one."""
WITHIN = 1.5
"""How far below the best sentence's rank a further one may be."""
NEXT, BEFORE, SAME, OPEN = 4.0, 2.0, 1.0, 20.0
"""What a sentence's rank gains by standing behind one that is shown, before one, elsewhere in its article, or behind one
that is not finished without it."""
ONE_VALUE = frozenset(
    {Wanted.FEE, Wanted.FREQUENCY, Wanted.DURATION, Wanted.PHONE, Wanted.DATE, Wanted.PERCENT, Wanted.COUNT}
)
"""Kinds that one figure answers: no more is shown than the sentence that holds it."""
ONE_NAME = frozenset(
    {
        Wanted.BODY,
        Wanted.NAME,
        Wanted.PERSON,
        Wanted.URL,
        Wanted.ADDRESS,
        Wanted.HOURS,
        Wanted.VALIDITY,
        Wanted.WHEN,
    }
)
"""Kinds that one name or time answers, where the sentence clearly holds it."""
ITEMISED = frozenset({Wanted.ITEMS, Wanted.STEPS})
"""Kinds that one list answers, where it clearly is the one."""
_OPEN = re.compile(r"[；;：:]$|(?:如下|以下|下列)[^，。；：]{0,12}[。：:]$")


def whole_answer(part: Part, best: Candidate, pool: Sequence[Candidate], knowledge: Knowledge) -> tuple[Candidate, ...]:
    """The best candidate and at most two more sentences of its article: those that hold what it
    leaves out, then, where an answer may run on, those around it that are likely to answer too. What stands together is
    quoted together, and the quote with the best sentence comes first."""
    article = [each for each in pool if each.found.article.id == best.found.article.id and each.quote != best.quote]
    chosen = [best]
    for candidate in _companions(best, article):
        if _has_room(candidate, chosen) and _adds(candidate, chosen, part, knowledge):
            chosen.append(candidate)
    if not _is_complete(part, best):
        _spread(chosen, article)
    blocks = _joined(sorted(chosen, key=_place))
    return tuple(sorted(blocks, key=lambda block: best.quote not in block.quote))


def _is_complete(part: Part, best: Candidate) -> bool:
    """Whether nothing needs to stand beside the best sentence: it is a plain yes or no, the whole list, or the one value asked for."""
    if part.yes_no and headline(part, [best.quote], None).polarity:
        return True
    clear, listed = best.grade == 1.0, is_list(best.quote)
    if clear and listed and part.wanted and ITEMISED.issuperset(part.wanted):
        return True
    return any(kind in ONE_VALUE or (kind in ONE_NAME and clear and not listed) for kind in part.wanted)


def _spread(chosen: list[Candidate], article: Sequence[Candidate]) -> None:
    """Add what is likeliest to belong to the answer, one by one, up to where nothing is likely enough."""
    best = chosen[0]
    places = {place: number for number, place in enumerate(sorted({_place(each) for each in (best, *article)}))}
    while True:
        shown = {places[_place(each)]: each for each in chosen}
        gains = [
            (each.rank - best.rank + _bonus(places[_place(each)], shown, each), each)
            for each in article
            if runs_on(each.quote) and _has_room(each, chosen) and not any(_same_again(each, one) for one in chosen)
        ]
        gain, candidate = max(gains, key=lambda pair: pair[0], default=(0.0, None))
        if candidate is None or gain < -WITHIN:
            return
        chosen.append(candidate)


def _bonus(number: int, shown: dict[int, Candidate], candidate: Candidate) -> float:
    """What standing beside something shown is worth, or alone, if it holds what is wanted. Sentences are numbered in order."""
    before, after = shown.get(number - 1), shown.get(number + 1)
    if before and _OPEN.search(before.quote):
        return OPEN
    if before or after:
        return NEXT if before else BEFORE
    return SAME if candidate.evidence > 0 else -WITHIN


def _has_room(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether the candidate can be shown besides."""
    quotes = [candidate.quote, *(each.quote for each in chosen)]
    sentences = sum(not quote.endswith(("；", ";")) for quote in quotes)
    return candidate not in chosen and sentences <= MOST_SENTENCES and sum(map(len, quotes)) <= ENOUGH


def _same_again(candidate: Candidate, shown: Candidate) -> bool:
    """Whether one of the two says hardly more than the other."""
    ours, theirs = ({one.quote[place : place + 2] for place in range(len(one.quote) - 1)} for one in (candidate, shown))
    return len(ours & theirs) >= AGAIN * min(len(ours), len(theirs))


def _place(candidate: Candidate) -> tuple[int, int]:
    """Where a quote stands in its article."""
    return candidate.found.passage.order, candidate.found.passage.text.find(candidate.quote)


def _joined(chosen: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates, in order, with those that follow one another in a passage as one quote."""
    joined: list[Candidate] = []
    for each in chosen:
        before = joined[-1] if joined else None
        quote = _both(before, each) if before else ""
        if before and quote:
            joined[-1] = replace(max(before, each, key=lambda one: one.rank), quote=quote)
        else:
            joined.append(each)
    return tuple(joined)


def _both(first: Candidate, second: Candidate) -> str:
    """The stretch of the passage from the first quote to the end of the second; empty when more than blanks is between."""
    text = first.found.passage.text
    if first.found.passage.id != second.found.passage.id:
        return ""
    start, end = text.find(first.quote), text.find(second.quote)
    between = text[start + len(first.quote) : end]
    return text[start : end + len(second.quote)] if not between.strip() else ""


def _companions(best: Candidate, article: Sequence[Candidate]) -> Iterator[Candidate]:
    """The other candidates of the article, those of the best one's passage first."""
    near = [each for each in article if each.found.passage.id == best.found.passage.id]
    yield from (*near, *(each for each in article if each not in near))


def _adds(candidate: Candidate, chosen: Sequence[Candidate], part: Part, knowledge: Knowledge) -> bool:
    """Whether the candidate holds enough of the question that the chosen ones and their article's title leave out."""
    weight = total(part.units)
    if not weight or candidate.evidence == 0:
        return False
    text = knowledge.normal(candidate.quote)
    shown = [knowledge.normal(each.quote) for each in chosen] + [candidate.found.context]
    gain = sum(
        unit.weight * max(0.0, presence(unit, text) - max(presence(unit, each) for each in shown))
        for unit in part.units
    )
    return gain / weight >= ADDS
