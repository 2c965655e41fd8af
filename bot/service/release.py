"""Which corpus answers: the one the editors published, or else the one that comes with this release."""

from bot.core.ports import Clock, Database, UnitOfWork
from corpus.model import Corpus

PROGRAM = "sanfang"
REASON = "随程序提供的语料"


async def corpus_in_force(database: Database, clock: Clock, bundled: Corpus) -> tuple[int, Corpus]:
    """The version in force and its corpus.

    The bundled corpus is published where nothing is, and in place of an earlier release's; what editors published stays.
    """
    async with database.read() as unit:
        found = await _found(unit, bundled)
    if found is not None:
        return found
    async with database.write() as unit:
        found = await _found(unit, bundled)  # another process may have been faster
        return found or (await unit.corpus.publish(bundled, PROGRAM, REASON, clock.now()), bundled)


async def _found(unit: UnitOfWork, bundled: Corpus) -> tuple[int, Corpus] | None:
    """What is in force, or None when the bundled corpus has to be published."""
    version = await unit.corpus.current()
    if version is None:
        return None
    corpus = await unit.corpus.load(version)
    outdated = corpus != bundled and (await unit.corpus.about(version)).author == PROGRAM
    return None if outdated else (version, corpus)
