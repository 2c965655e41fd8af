"""What a made-up week asks, drawn from the corpus: known questions, guides, departments' business, greetings. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from bot.composer import demo_wording as wording
from bot.core.hours import SHANGHAI
from corpus.model import Corpus

SEED = 20181022
WEEKDAY, WEEKEND = 55, 22
"""Questions a day."""
CITIZENS = 90
BUSINESS = 14
"""Matters the corpus knows only the department of; few, so that they are asked again and again."""
_HOURS = (8, 9, 9, 9, 10, 10, 10, 11, 11, 12, 13, 14, 14, 14, 15, 15, 16, 16, 17, 19, 20, 21)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, when and by whom (a pseudonym)."""

    at: datetime
    citizen: str
    text: str


def week(corpus: Corpus, last: date) -> tuple[Ask, ...]:
    """The questions of the seven days up to `last`, in order of time; the same every time."""
    random = Random(SEED)
    duties = [duty for each in corpus.departments for duty in each.responsibilities]
    business = random.sample(duties, min(BUSINESS, len(duties)))
    days = [last - timedelta(days=number) for number in reversed(range(7))]
    return tuple(sorted((ask for day in days for ask in _day(corpus, business, day, random)), key=lambda ask: ask.at))


def _day(corpus: Corpus, business: Sequence[str], day: date, random: Random) -> list[Ask]:
    count = (WEEKEND if day.weekday() > 4 else WEEKDAY) + random.randint(-6, 6)
    return [Ask(_moment(day, random), _citizen(random), _text(corpus, business, random)) for _ in range(count)]


def _moment(day: date, random: Random) -> datetime:
    clock = time(random.choice(_HOURS), random.randrange(60), random.randrange(60), tzinfo=SHANGHAI)
    return datetime.combine(day, clock)


def _citizen(random: Random) -> str:
    return f"demo-{random.randrange(CITIZENS):02}"


def _text(corpus: Corpus, business: Sequence[str], random: Random) -> str:
    """Half of all questions are known to the corpus in some form; the business of departments comes in near wordings."""
    chance = random.random()
    if chance < 0.40:
        return random.choice([line for article in corpus.articles for line in article.asked_as])
    if chance < 0.58:
        return random.choice(wording.OF_A_GUIDE).format(name=random.choice(_guide_names(corpus)))
    if chance < 0.88 and business:
        # The first ones are asked most, as in life.
        duty = business[min(int(random.expovariate(0.3)), len(business) - 1)]
        form = random.choice(wording.OTHER if random.random() < 0.2 else wording.PLAIN)
        return form.format(duty=duty)
    return random.choice(wording.SMALL_TALK if chance < 0.95 else wording.ELSEWHERE)


def _guide_names(corpus: Corpus) -> list[str]:
    return [name for guide in corpus.guides for name in (guide.name, *guide.aliases[:2])]
