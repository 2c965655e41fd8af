"""A console in which every page has something to show, and every text in it is of the test's choosing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Column, update

from bot.console.pages import PAGES
from bot.core.accounts import Account, Role
from bot.core.case_ports import Case, CaseMessage, Side
from bot.core.cluster_ports import Settled
from bot.core.console_ports import Review, Verdict
from bot.core.model import LoggedHit, Rating
from bot.service.publishing import Drafting
from bot.service.snapshot import Snapshot
from bot.store.schema import metadata
from bot.store.types import CleanText
from corpus.draft import Draft
from corpus.model import Article, Corpus, Department, Glossary, Guide, GuideField
from tests.console.log import OWN, logged, missed
from tests.console.office import SOUND, Office
from tests.console.payloads import COPIES
from tests.console.test_cases import waiting
from tests.store.samples import CITATION, call, record

WORDS = "白日依山尽"
"""What a citizen asked."""
ARTICLE = SOUND.articles[0]
Say = Callable[[str], str]
"""The text of a field, by its name."""
NAMES = ("account.name", "question_log.id")
"""What is kept as text of a stranger and cannot be any: its form is checked."""


@dataclass(frozen=True, slots=True)
class Matters:
    """A question that nobody could answer (q1) and its cluster (1), a case, an entry (a1) of which q2 was told."""

    case: str
    receipt: str
    mark: str

    def address(self, path: str) -> str:
        """Where a page finds them."""
        names = {"log": "q1", "unanswered": "1", "cases": self.case, "statistics": "csv", "corpus": "a1"}
        name = names.get(path.split("/")[1], "everything")
        path = path.replace("/new/{kind}", "/new/articles")
        values = {"kind": "articles" if path.startswith("/corpus") else name, "version": "1"}
        return path.format(**dict.fromkeys(("id", "name"), name), **values)


async def matters(office: Office, published: Corpus = SOUND) -> Matters:
    """One department's."""
    async with office.database.write() as unit:
        await unit.corpus.publish(published, "编辑", "再发", office.clock.now())
    await logged(office, missed("q1", WORDS))
    asked = f"狗证哪天办理？{WORDS}"
    old = replace(CITATION, passage_id="a1#1", passage="周一办理。", quote="周一办理。")
    await logged(
        office,
        record("q2", masked_text=asked, clean_text=asked, citations=(old,), department=OWN, rating=Rating.SOLVED),
    )
    async with office.database.write() as unit:
        await unit.outbox.put([call("q2/0", "77")], office.clock.now())
    case = await _talk(office, (await waiting(office))[1])
    drafting = Drafting(office.database, office.clock)
    await drafting.put(replace(ARTICLE, body="周四办理，免费。"), "chen")
    async with await office.signed_in(await office.account("everything", Role.ADMIN)) as browser:
        assert WORDS in (await browser.get("/unanswered")).text
    return Matters(case.id, case.consultation.receipt, (await drafting.prepared()).mark)


async def _talk(office: Office, case: Case) -> Case:
    """Words of both sides, one of them corrected."""
    async with office.database.write() as unit:
        for name, side in (("m1", Side.CITIZEN), ("m2", Side.STAFF), ("m3", Side.NOTE)):
            await unit.messages.add(CaseMessage(name, case.id, side, "x", WORDS, office.clock.now(), "terminal", ()))
        await unit.messages.revise("m2", WORDS, office.clock.now())
    return case


async def everything(office: Office, say: Say) -> tuple[Matters, Account]:
    """Also people, verdicts, and a corpus whose every word is said by the test; and an administrator."""
    published = corpus(say)
    office.services.snapshot.replace(Snapshot.build(2, published))
    found, now = await matters(office, published), office.clock.now()
    await logged(office, told(say))
    drafts = [_draft(each, say) for each in published.articles[-COPIES:]]
    await Drafting(office.database, office.clock).take(drafts, "everything")
    async with office.database.write() as unit:
        account = await unit.accounts.named("everything")
        assert account is not None
        await unit.clusters.settle(1, Settled.OUTSIDE, "", account.name, now)
        await unit.reviews.give(Review("q1", Verdict.WRONG, account.id, now, "备注", "a1", "答案"))
        await unit.audit.append(say("actor"), say("act"), "subject", {"entries": say("detail")}, now)
    return found, account


def _draft(article: Article, say: Say) -> Draft:
    asked = (say("draft way of asking"),)
    changed = replace(article, title=say("draft title"), body=say("draft body"), asked_as=asked)
    return Draft(changed, "file.md", (), (say("warning"),))


def corpus(say: Say) -> Corpus:
    """With everything that an entry can hold; several of each, so that no text of one has to be endless."""
    articles, guides, departments = zip(*(_entries(say, number) for number in range(COPIES)), strict=True)
    return replace(
        SOUND,
        articles=(*SOUND.articles, *articles),
        guides=(*SOUND.guides, *guides),
        departments=(*SOUND.departments, *departments),
        glossary=Glossary(
            tuple(say("word") for _ in range(COPIES)), tuple((say("synonym"), say("other")) for _ in range(COPIES))
        ),
    )


def _entries(say: Say, number: int) -> tuple[Article, Guide, Department]:
    article = Article(f"x{number}", say("title"), say("body"), say("bulletin"), departments=(OWN,))
    fields = {each: (say(f"guide {each.value}"),) for each in GuideField}
    guide = Guide(
        f"x{number}", say("guide"), OWN, (say("guide alias"),), (say("situation"),), fields, source=say("source")
    )
    department = Department(
        f"x{number}", say("department"), (say("alias"),), (say("former"),), (), (say("duty"),), say("phone")
    )
    return article, guide, department


def told(say: Say) -> Any:
    """An answered question with all that is kept of how it was understood and answered."""
    quote = say("quote")
    citation = replace(CITATION, article=say("cited"), source=say("cited source"), quote=quote, passage=quote)
    part = {"text": say("heard"), "wanted": [say("wanted")], "focus": {say("focus"): 1.0}, "background": {say("background"): 1.0},
            "outside": say("outside")}  # fmt: skip
    understanding = {"parts": [part], "talk": say("talk"), "trace": [[say("rule"), say("ruling")]]}
    hits = (LoggedHit(say("hit"), 1.0, 0.5, ("x",)),)
    return record(
        "q3", citations=(citation,), understanding=understanding, hits=hits, rule=say("decided by"), department="d2"
    )


def free_texts() -> dict[str, Column[Any]]:
    """Every column that holds what people write, by its name: a new one is there by itself."""
    columns = (column for table in metadata.sorted_tables for column in table.columns)
    return {str(each): each for each in columns if isinstance(each.type, CleanText) and str(each) not in NAMES}


async def rewrite(office: Office, say: Say) -> None:
    """Another text in every such column of every row."""
    async with office.database.write() as unit:
        for name, column in free_texts().items():
            await unit.audit._session.execute(update(column.table).values({column.name: say(name)}))


def addresses(found: Matters) -> Mapping[str, str]:
    """Where every page is that is looked at, by its name; what follows others, and files, are none."""
    looked_at = (page for page in PAGES if page.method == "GET" and not page.name.endswith((".events", ".file")))
    shown = {page.name: found.address(page.path) for page in looked_at}
    entries = {f"{kind} {name}": f"/corpus/{kind}/{name}" for kind, name in OTHERS}
    more = {"entry of an answer": "/log/q3", "clusters": "/unanswered?status=all", "tried": "/corpus?try=狗证哪天办"}
    return {**shown, **entries, **more}


OTHERS = (
    *((kind, f"x{number}") for kind in ("articles", "guides", "departments") for number in range(COPIES)),
    ("glossary", "-"),
)
