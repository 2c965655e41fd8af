"""Who may open which page: the only place that says so. A page without an entry keeps the console from starting."""

from collections.abc import Iterable, Mapping

from bot.console.web.page import Page
from bot.core.accounts import Right

PUBLIC = None
"""Open to whoever can reach the console; such a page shows nothing of anybody."""

PERMISSIONS: Mapping[str, Right | None] = {
    "static": PUBLIC,
    "sign-in": PUBLIC,
    "sign-in.do": PUBLIC,
    "sign-out": Right.OWN,
    "own": Right.OWN,
    "own.password": Right.OWN,
    "own.factor": Right.OWN,
    "own.factor.on": Right.OWN,
    "own.factor.off": Right.OWN,
    "own.sessions.end": Right.OWN,
    "today": Right.READ,
    "log": Right.READ,
    "log.verdicts": Right.REVIEW,
    "log.undo": Right.REVIEW,
    "entry": Right.READ,
    "entry.verdict": Right.REVIEW,
    "entry.undo": Right.REVIEW,
    "entry.link": Right.REVIEW,
    "entry.answer": Right.REVIEW,
    "statistics": Right.READ,
    "statistics.print": Right.READ,
    "statistics.file": Right.READ,
    "unanswered": Right.READ,
    "cluster": Right.READ,
    "cluster.answer": Right.REVIEW,
    "cluster.link": Right.REVIEW,
    "cluster.outside": Right.REVIEW,
    "cluster.reopen": Right.REVIEW,
    "cases": Right.READ,
    "cases.events": Right.READ,
    "case": Right.READ,
    "case.events": Right.READ,
    "case.say": Right.CONSULT,
    "case.correct": Right.CONSULT,
    "case.retract": Right.CONSULT,
    "case.order": Right.CONSULT,
    "case.use": Right.CONSULT,
    "corpus": Right.READ,
    "corpus.entry": Right.READ,
    "corpus.save": Right.EDIT,
    "corpus.new": Right.EDIT,
    "corpus.add": Right.EDIT,
    "corpus.withdraw": Right.EDIT,
    "corpus.discard": Right.EDIT,
    "corpus.import": Right.EDIT,
    "corpus.import.undo": Right.EDIT,
    "corpus.publish": Right.READ,
    "corpus.publish.do": Right.APPROVE,
    "corpus.affected": Right.READ,
    "corpus.correct": Right.APPROVE,
    "corpus.history": Right.READ,
    "corpus.version": Right.READ,
    "corpus.rollback": Right.APPROVE,
    "corpus.restore": Right.EDIT,
    "people": Right.MANAGE,
    "people.add": Right.MANAGE,
    "person": Right.MANAGE,
    "person.assign": Right.MANAGE,
    "person.disable": Right.MANAGE,
    "person.enable": Right.MANAGE,
    "person.reset": Right.MANAGE,
    "person.sign-out": Right.MANAGE,
    "audit": Right.MANAGE,
}


class UndeclaredPageError(Exception):
    """A page without a permission, or a permission without a page."""


def check_permissions(pages: Iterable[Page]) -> None:
    """Raises UndeclaredPageError unless pages and permissions have the same names."""
    names = {page.name for page in pages}
    if names != set(PERMISSIONS):
        raise UndeclaredPageError(", ".join(sorted(names ^ set(PERMISSIONS))))
