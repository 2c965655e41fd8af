"""What a question fixes beforehand rules out passages about another town, year, day or issue."""

from datetime import date

import pytest

from bot.composer.constraints import contradicts
from bot.composer.understand import understand
from tests.composer.asking import TODAY
from tests.composer.small import SMALL


def ruled_out(question: str, article: str, today: date = TODAY) -> bool:
    """Whether every passage of the article contradicts the question."""
    [part] = understand(question, SMALL).parts
    found = [each for each in SMALL.find("东江镇 调解室 租车卡 便民亭", TODAY) if each.article.id == article]
    assert found
    return all(contradicts(part, each, SMALL, today) for each in found)


@pytest.mark.parametrize(
    ("question", "article", "out"),
    [
        ("西河镇有几名调解员", "east", True),
        ("西河有几名调解员", "east", True),
        ("东江镇有几名调解员", "east", False),
        ("有几名调解员", "east", False),
        ("西河镇的租车卡怎么办", "card", False),
        ("2018年调解了多少件", "east", False),
        ("18年调解了多少件", "east", False),
        ("2019年调解了多少件", "east", False),
        ("2012年调解了多少件", "east", True),
        ("调解室每月5日开放，10月5日开吗", "card", True),
        ("第5期登了租车卡的什么事", "card", False),
        ("第6期登了租车卡的什么事", "card", True),
    ],
)
def test_towns_years_days_and_issues(question: str, article: str, out: bool) -> None:
    """An article of no town contradicts none; the year of publication counts as named."""
    assert ruled_out(question, article) is out


@pytest.mark.parametrize(
    ("question", "year", "out"),
    [
        ("去年调解了多少件", 2019, False),
        ("前年调解了多少件", 2020, False),
        ("去年调解了多少件", 2026, True),
        ("明年还办租车卡吗", 2026, True),
        ("明年还办租车卡吗", 2018, False),
    ],
)
def test_relative_years_are_counted_from_the_citizens_day(question: str, year: int, out: bool) -> None:
    """去年 is another year in another year."""
    assert ruled_out(question, "east", date(year, 6, 1)) is out
