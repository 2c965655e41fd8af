"""A week of made-up citizens, asked of the real bot through the real services with a clock that is set."""

from bot.service.demo.play import Counted, SetClock, play_week
from bot.service.demo.questions import week

__all__ = ["Counted", "SetClock", "play_week", "week"]
