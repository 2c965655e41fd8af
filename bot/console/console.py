"""What the pages work with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.console.web.address import Address
from bot.console.web.streams import Streams
from bot.console.web.templating import Templates
from bot.core.ports import Clock, Database
from bot.service.accounts import AccountKeeper
from bot.service.consult import ConsultService
from bot.service.corpus_watch import CorpusWatch
from bot.service.notices import Courier
from bot.service.past_corpus import PastCorpus
from bot.service.publishing import Drafting, Inspection, Publisher, Recall
from bot.service.reviewing import Reviewing
from bot.service.sign_in import SignIn
from bot.service.snapshot import SnapshotHolder
from bot.service.staff_desk import StaffDesk


@dataclass(frozen=True, slots=True)
class Console:
    """The use cases behind the pages.

    `desks` carry out what staff do, by the channel of the citizen; `wake` tells this process's sender that there is news.
    """

    address: Address
    templates: Templates
    database: Database
    clock: Clock
    snapshot: SnapshotHolder
    sign_in: SignIn
    accounts: AccountKeeper
    consult: ConsultService
    reviewing: Reviewing
    past: PastCorpus
    drafting: Drafting
    publisher: Publisher
    inspection: Inspection
    recall: Recall
    courier: Courier
    watch: CorpusWatch
    desks: Mapping[str, StaffDesk]
    wake: Callable[[], None] = lambda: None
    streams: Streams = field(default_factory=Streams)

    @property
    def channels(self) -> tuple[str, ...]:
        """Where citizens are."""
        return tuple(self.desks)
