"""Updating the corpus: drafts, what a publication would change, versions, and answers that have to be taken back.

Everything here is called by the command line and by the web console alike.
"""

from bot.service.publishing.drafting import Drafting, Imported, Preparation
from bot.service.publishing.golden import GoldenChange, GoldenQuestion
from bot.service.publishing.publisher import Order, Published, Publisher, Review

__all__ = [
    "Drafting",
    "GoldenChange",
    "GoldenQuestion",
    "Imported",
    "Order",
    "Preparation",
    "Published",
    "Publisher",
    "Review",
]
