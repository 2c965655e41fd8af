"""Every page of the console, by subject; each module lists its own in `PAGES`."""

from bot.console.pages import (
    affected,
    audit,
    case,
    cases,
    corpus,
    editing,
    entry,
    history,
    importing,
    log,
    own,
    people,
    publishing,
    sign_in,
    statistics,
    today,
    unanswered,
    undoing,
)
from bot.console.web.page import Page

PAGES: tuple[Page, ...] = (
    *today.PAGES,
    *log.PAGES,
    *entry.PAGES,
    *unanswered.PAGES,
    *cases.PAGES,
    *case.PAGES,
    *publishing.PAGES,
    *history.PAGES,
    *affected.PAGES,
    *corpus.PAGES,
    *importing.PAGES,
    *editing.PAGES,
    *undoing.PAGES,
    *statistics.PAGES,
    *sign_in.PAGES,
    *own.PAGES,
    *people.PAGES,
    *audit.PAGES,
)
