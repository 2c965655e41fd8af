"""Whose an entry of the corpus is: everybody reads all of them, departments change their own."""

from bot.console.knowledge.listing import departments_of
from bot.core.accounts import Account
from corpus.records import Item


def belongs(account: Account, item: Item) -> bool:
    """Whether the account may change it; the glossary belongs to all departments, so to no single one."""
    return not account.departments or bool(set(departments_of(item)) & set(account.departments))
