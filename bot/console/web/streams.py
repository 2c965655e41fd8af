"""How many pages may follow what happens: a few for each account, so that none takes the places of all."""

from collections import defaultdict, deque

EACH = 8
ALL = 200


class Place:
    """A page that follows something. `taken` once a newer page of the same account has come instead of it."""

    __slots__ = ("taken",)

    def __init__(self) -> None:
        self.taken = False


class Streams:
    """The open ones of a process."""

    def __init__(self) -> None:
        self._places: defaultdict[str, deque[Place]] = defaultdict(deque)

    def __len__(self) -> int:
        return sum(map(len, self._places.values()))

    def room(self, account: str) -> bool:
        """Whether the account can follow one more; the oldest of its own gives way when it has enough."""
        return len(self) < ALL or len(self._places[account]) >= EACH

    def enter(self, account: str) -> Place:
        """One more."""
        own, place = self._places[account], Place()
        if len(own) >= EACH:
            own.popleft().taken = True
        own.append(place)
        return place

    def leave(self, account: str, place: Place) -> None:
        """One less."""
        own = self._places[account]
        if place in own:
            own.remove(place)
        if not own:
            del self._places[account]
