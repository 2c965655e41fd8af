"""What every effect has, and the effects that nobody reads."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effect:
    """Something to do for the consultation with the id `case`."""

    case: str


@dataclass(frozen=True, slots=True)
class ProposePair(Effect):
    """Put question and human answer into review, as a candidate for the corpus."""
