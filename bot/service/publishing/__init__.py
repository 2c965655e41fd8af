"""Updating the corpus: drafts, what a publication would change, versions, and answers that have to be taken back.

Everything here is called by the command line and by the web console alike.
"""

from bot.service.publishing.adopting import Adopting
from bot.service.publishing.drafting import Drafting
from bot.service.publishing.golden import GoldenChange, GoldenQuestion
from bot.service.publishing.inspection import Inspection, Underway
from bot.service.publishing.pen import Imported, Pen
from bot.service.publishing.preparation import Preparation
from bot.service.publishing.publisher import Order, Published, Publisher, Review
from bot.service.publishing.recall import Affected, Fate, Recall

__all__ = [
    "Adopting",
    "Affected",
    "Drafting",
    "Fate",
    "GoldenChange",
    "GoldenQuestion",
    "Imported",
    "Inspection",
    "Order",
    "Pen",
    "Preparation",
    "Published",
    "Publisher",
    "Recall",
    "Review",
    "Underway",
]
