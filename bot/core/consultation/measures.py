"""Which bucket of the published measures a finished consultation falls into."""

from enum import StrEnum

from bot.core.consultation.values import Conclusion, Consultation, State


class Bucket(StrEnum):
    """How a valid consultation ended; exactly one for each, so the buckets add up to 100 %."""

    ANSWERED_BY_BOT = "answered_by_bot"
    ON_THE_SPOT = "on_the_spot"
    PROMISED_THEN_ANSWERED = "promised_then_answered"
    OUT_OF_REMIT = "out_of_remit"
    ABANDONED = "abandoned"


def bucket(consultation: Consultation) -> Bucket | None:
    """The bucket by what happened, not by what was claimed; None for spam and invalid ones, which are not counted.

    Raises ValueError while the consultation is not finished.
    """
    if not consultation.is_finished:
        raise ValueError("an unfinished consultation has no bucket yet")
    if consultation.state is State.SPAM or consultation.conclusion is Conclusion.INVALID:
        return None
    if consultation.by_bot:
        return Bucket.ANSWERED_BY_BOT
    match consultation.conclusion:
        case Conclusion.OUT_OF_REMIT:
            return Bucket.OUT_OF_REMIT
        case Conclusion.ANSWERED | Conclusion.PROMISED:
            return Bucket.ON_THE_SPOT if consultation.live else Bucket.PROMISED_THEN_ANSWERED
        case _:
            return Bucket.ABANDONED


def answered_at_once(consultation: Consultation) -> bool:
    """Whether it counts towards 一次性答复率: answered by the bot or on the spot, and never reopened."""
    at_once = {Bucket.ANSWERED_BY_BOT, Bucket.ON_THE_SPOT}
    return consultation.reopened == 0 and bucket(consultation) in at_once
