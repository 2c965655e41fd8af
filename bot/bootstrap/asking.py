"""The wiring: what answers questions."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.bootstrap.store import SystemClock, open_store
from bot.config import Settings
from bot.core.consultation import Escalation, Level, Policy
from bot.core.errors import SettingsError
from bot.core.hours import Schedule, bundled_schedule, parse_schedule
from bot.core.ports import Clock, Database
from bot.service.ask import AskService
from bot.service.consult import ConsultService
from bot.service.corpus_watch import CorpusWatch
from bot.service.index_shelf import IndexShelf
from bot.service.release import corpus_in_force
from bot.service.snapshot import Snapshot, SnapshotHolder
from corpus.folder import bundled
from retrieval.indexing import Progress, quiet

HOURS_FILE = "office_hours.toml"


@dataclass(frozen=True, slots=True)
class Services:
    """What the commands and channels work with."""

    settings: Settings
    database: Database
    clock: Clock
    snapshot: SnapshotHolder
    ask: AskService
    consult: ConsultService
    watch: CorpusWatch

    @property
    def corpus_version(self) -> int:
        """The version of the corpus that answers now."""
        return self.snapshot.current.version


@asynccontextmanager
async def open_services(
    settings: Settings, clock: Clock | None = None, progress: Progress = quiet
) -> AsyncIterator[Services]:
    """Everything that answers questions, ready; a release's first start publishes its corpus. Raises StoreError.

    `progress` is told how far the index is when it has to be built.
    """
    clock = clock or SystemClock()
    async with open_store(settings) as database:
        published = await corpus_in_force(database, clock, bundled())
        index = IndexShelf(settings.home / "index")
        holder = SnapshotHolder(Snapshot.build(*published, index, progress))
        watch = CorpusWatch(database, holder, index)
        consult = ConsultService(holder, _schedule(settings), _policy(settings))
        yield Services(settings, database, clock, holder, AskService(database, holder, clock), consult, watch)


def _schedule(settings: Settings) -> Schedule:
    """The office's own hours, if it has written them down, else the usual ones. Raises SettingsError."""
    file = settings.home / HOURS_FILE
    try:
        return parse_schedule(file.read_text(encoding="utf-8-sig")) if file.exists() else bundled_schedule()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"读不了办公时间文件 {file}，请检查权限，并存成 UTF-8 文本。") from None


def _policy(settings: Settings) -> Policy:
    """The steps of calling somebody for an unclaimed case, and for words without a reply."""
    claim = _steps(settings.claim_minutes, Level.DEPUTY, Level.LEAD, Level.CITIZEN)
    return Policy(claim=claim, reply=_steps(settings.reply_minutes, Level.HOLDER, Level.LEAD))


def _steps(minutes: Sequence[int], *levels: Level) -> tuple[Escalation, ...]:
    return tuple(Escalation(timedelta(minutes=each), level) for each, level in zip(minutes, levels, strict=True))
