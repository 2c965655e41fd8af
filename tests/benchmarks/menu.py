"""How a large collection of guides is found: `python -m tests.benchmarks.menu GUIDES.jsonl` (or .xlsx, .csv …).

Prints a Markdown table: taps to the farthest guide, the largest page, the longest page unfolded, the longest button data, and
how many guides are offered when their name is typed.
"""

import argparse
import sys
from datetime import date
from pathlib import Path

from bot.channels.telegram.buttons import keyboard
from bot.channels.telegram.entities import utf16_units
from bot.channels.telegram.messages import with_sources
from bot.composer.catalogue import Catalogue
from bot.composer.compose import compose
from bot.composer.further import Trials, further
from bot.composer.knowledge import Knowledge
from bot.composer.search import search
from bot.core.deep_link import token_of
from bot.core.model import Outgoing, plain
from bot.core.page_ref import PageKind, PageRef
from corpus.formats.parsers import parse
from corpus.model import Corpus, Department, Guide
from retrieval.text import clean
from tests.composer.test_menu import walk


def corpus_of(file: Path) -> Corpus:
    """The guides and departments in a file."""
    items = [draft.item for draft in parse(file.name, file.read_bytes())]
    guides = tuple(item for item in items if isinstance(item, Guide))
    return Corpus(guides=guides, departments=tuple(item for item in items if isinstance(item, Department)))


def farthest(pages: dict[PageRef, tuple[Outgoing, int]]) -> tuple[int, int]:
    """How many guides are reached from the menu, and in how many taps the farthest of them."""
    taps: dict[str, int] = {}
    for ref, (_, count) in pages.items():
        if ref.kind is PageKind.GUIDE:
            taps[ref.token] = min(count, taps.get(ref.token, count))
    return len(taps), max(taps.values())


def typed(corpus: Corpus, today: date) -> tuple[int, int]:
    """How many guides are offered when their name is typed to the bot, and how many in an inline query."""
    knowledge = Knowledge.build(corpus)
    trials, offered, inline = Trials(knowledge, today), 0, 0
    for guide in corpus.guides:
        name = clean(guide.name)
        more = further(name, compose(name, (), knowledge, today).decision, trials)
        offered += token_of(guide.id) in {token_of(each.id) for each in more.guides}
        inline += guide in search(name, knowledge, today)
    return offered, inline


def main() -> None:
    """Print the table."""
    today = date(2026, 3, 10)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("guides", type=Path, help="a file of guides that `sanfang corpus` can read")
    corpus = corpus_of(parser.parse_args().guides)
    pages = walk(Catalogue(corpus, today), lists_only=True)
    shown = [outgoing for outgoing, _ in pages.values()]
    reached, taps = farthest(pages)
    data = [
        one["callback_data"]
        for each in shown
        for row in keyboard(each.buttons)["inline_keyboard"]
        for one in row
        if "callback_data" in one
    ]
    offered, inline = typed(corpus, today)
    sys.stdout.write(
        "| guides | reached | taps | pages | rows | longest page | longest data | name typed | inline |" + "\n"
    )
    sys.stdout.write("|---|---|---|---|---|---|---|---|---|" + "\n")
    figures = (
        len(corpus.guides),
        reached,
        taps,
        len(pages),
        max(len(each.buttons) for each in shown),
        max(utf16_units(plain(with_sources(each))) for each in shown),
        max(len(one.encode()) for one in data),
        offered,
        inline,
    )
    sys.stdout.write("| " + " | ".join(map(str, figures)) + " |" + "\n")


if __name__ == "__main__":
    main()
