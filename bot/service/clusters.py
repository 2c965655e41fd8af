"""Unanswered questions: each new one joins the cluster it is nearest to, or founds one."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from bot.composer.acts import acts_in
from bot.composer.kinds import Wanted
from bot.core.cluster_ports import Cluster, ClusterFilter, Clusters, Founder, Settled, Status, Unclustered
from bot.core.near import NEAR, Wording
from bot.core.ports import Database
from bot.core.statistics import Period
from corpus.model import Article, Corpus, Guide

EVERY = 60
"""Seconds between two rounds in the background."""
log = logging.getLogger(__name__)
GENERAL = frozenset({"", Wanted.STEPS})
"""Who names a matter and who asks how it is done ask the same."""
GAPS = 20
"""Clusters that a report lists."""
AT_ONCE = 200
"""Questions sorted in one transaction, so that citizens' questions never wait long for it."""


async def gather(database: Database, *, once: bool = False) -> int:
    """Put unanswered questions that are in no cluster into one, all or `AT_ONCE` of them; returns how many there were.

    Raises StoreError.
    """
    done = 0
    while True:
        async with database.read() as unit:
            if not await unit.clusters.unclustered(1):
                return done
        async with database.write() as unit:
            done += await _gather_some(unit.clusters)
        if once:
            return done


@asynccontextmanager
async def gathering(database: Database) -> AsyncIterator[None]:
    """Gather in the background as long as the block lasts, so that whoever looks finds it done."""
    task = asyncio.create_task(_keep_gathering(database))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def open_gaps(database: Database, period: Period, scope: frozenset[str] | None = None) -> tuple[Cluster, ...]:
    """The clusters without an answer that were asked most in a period. Raises StoreError."""
    wanted = ClusterFilter(settled=Settled.OPEN, since=period.since, until=period.until, scope=scope)
    async with database.read() as unit:
        return tuple(await unit.clusters.page(wanted, GAPS, 0, period.until))


def status(cluster: Cluster, corpus: Corpus) -> Status:
    """How a cluster stands: its answer is published when an entry in force is asked for in its words."""
    if cluster.settled is not Settled.ANSWERED:
        return Status.OUTSIDE if cluster.settled is Settled.OUTSIDE else Status.OPEN
    entries: tuple[Article | Guide, ...] = (*corpus.articles, *corpus.guides)
    asked = {words for each in entries if each.id == cluster.article for words in each.asked_as}
    return Status.PUBLISHED if cluster.question in asked else Status.DRAFTED


async def _keep_gathering(database: Database) -> None:
    while True:
        try:
            await gather(database)
        except Exception as error:  # trouble with the database now is no reason to stop for good
            log.error("没有答上的问题没有归类成（%s）", type(error).__name__)
        await asyncio.sleep(EVERY)


async def _gather_some(clusters: Clusters) -> int:
    """Sort the oldest ones. They are read again inside the writing transaction: another process may be at it too."""
    questions = await clusters.unclustered(AT_ONCE)
    wordings = {each.seq: _wording(each) for each in questions}
    keys = {seq: wording.keys for seq, wording in wordings.items()}
    known = await clusters.founders(sorted({key for every in keys.values() for key in every}))
    candidates = defaultdict(list, {key: list(founders) for key, founders in known.items()})
    members: defaultdict[int, list[int]] = defaultdict(list)
    for each in questions:
        nearest = _nearest(wordings[each.seq], keys[each.seq], candidates)
        if nearest is None:
            nearest = await _found(clusters, each, keys[each.seq])
            for key in keys[each.seq]:
                candidates[key].append(nearest)
        members[nearest.id].append(each.seq)
    for cluster, seqs in members.items():
        await clusters.join(cluster, seqs)
    return len(questions)


async def _found(clusters: Clusters, question: Unclustered, keys: Sequence[int]) -> Founder:
    founder = Founder(0, question.text, question.kind, question.department)
    return replace(founder, id=await clusters.found(founder, keys))


def _nearest(wording: Wording, keys: Sequence[int], candidates: Mapping[int, Sequence[Founder]]) -> Founder | None:
    """The founder most like the question, the oldest of those equally like it; None when none is near."""
    sharing = {founder.id: founder for key in keys for founder in candidates.get(key, ())}
    alike = [(wording.likeness(_wording(each)), -each.id) for each in sharing.values()]
    likeness, number = max(alike, default=(0.0, 0))
    return sharing[-number] if likeness >= NEAR else None


def _wording(question: Unclustered | Founder) -> Wording:
    """Applying for a paper and replacing a lost one are two questions, however alike their words."""
    kind = "" if question.kind in GENERAL else question.kind
    return Wording.of(question.text, kind, *sorted(acts_in(question.text)))
