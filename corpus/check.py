"""What an editor has to mend before a corpus is published."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from corpus.check_names import duplicate_ids, id_form, overlong_names
from corpus.model import Article, Corpus, Guide, GuideField
from corpus.problem import Problem
from corpus.resemblance import near_duplicates
from corpus.segment import passages

SHORTEST, LONGEST = 8, 800
"""Characters of a passage that can be understood by itself and read on a phone."""

YEARS = range(1949, 2100)
"""In which something can have been published, or be in force."""

ESSENTIAL = (
    ("地点或网上办理", (GuideField.PLACE, GuideField.ONLINE)),
    ("材料", (GuideField.MATERIALS,)),
    ("咨询电话", (GuideField.PHONE,)),
)
"""What a guide that stands alone has to tell: the words for it, and the fields of which one is enough."""


def check(corpus: Corpus) -> tuple[Problem, ...]:
    """Every problem of a corpus, rule by rule; empty when it may be published."""
    return tuple(problem for rule in RULES for problem in rule(corpus))


def unknown_references(corpus: Corpus) -> Iterator[Problem]:
    """Departments and articles that are referred to exist."""
    departments = {department.id for department in corpus.departments}
    articles = {article.id for article in corpus.articles}
    for article in corpus.articles:
        for name in article.departments:
            if name not in departments:
                yield Problem(f"文章 {article.id}", f"没有编号为 {name} 的部门，请改正或先加上这个部门。")
        if article.superseded_by and article.superseded_by not in articles - {article.id}:
            yield Problem(
                f"文章 {article.id}", f"接替它的文章 {article.superseded_by} 不存在，请改正（superseded_by）。"
            )
    for guide in corpus.guides:
        if guide.department not in departments:
            yield Problem(f"办事指南 {guide.id}", f"没有编号为 {guide.department} 的部门，请改正或先加上这个部门。")
        if guide.article_id and guide.article_id not in articles:
            yield Problem(
                f"办事指南 {guide.id}",
                f"没有编号为 {guide.article_id} 的文章，请改正或删去出自哪篇文章（article_id）。",
            )


def impossible_dates(corpus: Corpus) -> Iterator[Problem]:
    """A year that cannot be meant is a slip; one at which nothing ends is said by no date at all."""
    for kind, entry in _dated(corpus):
        dates = (("发布日期", entry.published), ("起始日期", entry.valid_from), ("截止日期", entry.valid_until))
        for label, day in dates:
            if day is not None and day.year not in YEARS:
                told = f"{label} {day.isoformat()} 不会是真的，请核对年份；一直有效的，截止日期空着就行。"
                yield Problem(f"{kind} {entry.id}", told, blocks=label != "截止日期")


def missing_dates(corpus: Corpus) -> Iterator[Problem]:
    """A citizen is always told how old a text is."""
    for kind, entry in _dated(corpus):
        if entry.published is None:
            told = "缺少发布日期，请补上，写成 2018-10-22 这样（published）。"
            yield Problem(f"{kind} {entry.id}", told, blocks=False)


def validity(corpus: Corpus) -> Iterator[Problem]:
    """A period does not end before it begins, and two texts of one title are never in force together."""
    for kind, entry in _dated(corpus):
        if _first(entry) > _last(entry):
            yield Problem(f"{kind} {entry.id}", "有效期的截止日期（valid_until）早于起始日期（valid_from），请改正。")
    for kind, namesakes in _namesakes(corpus):
        longest = namesakes[0]
        for entry in namesakes[1:]:
            if _first(entry) <= _last(longest):
                told = f"与 {longest.id} 同名且有效期重叠，请看看是不是重复了，撤下一条或改有效期。"
                yield Problem(f"{kind} {entry.id}", told, blocks=False)
            longest = max(longest, entry, key=_last)


def endless_supersession(corpus: Corpus) -> Iterator[Problem]:
    """Following what supersedes what comes to an end."""
    articles = {article.id: article for article in corpus.articles}
    for article in corpus.articles:
        seen, at = {article.id}, articles.get(article.superseded_by or "")
        while at is not None and at.id not in seen:
            seen.add(at.id)
            at = articles.get(at.superseded_by or "")
        if at is not None and at.id == article.id and len(seen) > 1:
            yield Problem(
                f"文章 {article.id}", "几篇文章互相接替，哪一篇也不算数，请改正由哪一篇接替（superseded_by）。"
            )


def passage_length(corpus: Corpus) -> Iterator[Problem]:
    """A passage can be understood by itself and read on a phone."""
    for article in corpus.articles:
        parts = passages(article)
        if not parts:
            yield Problem(f"文章 {article.id}", "没有正文，请补上。")
        for part in parts:
            if not SHORTEST <= len(part.text) <= LONGEST:
                state = "太短，单独看不懂，请与上下文合并" if len(part.text) < SHORTEST else "太长，请分段或分条"
                told = f"第{part.order + 1}段（{part.text[:12]}…）{state}。"
                yield Problem(f"文章 {article.id}", told, blocks=False)


def empty_guides(corpus: Corpus) -> Iterator[Problem]:
    """A guide says something, and names where it comes from."""
    for guide in corpus.guides:
        if not guide.fields:
            yield Problem(f"办事指南 {guide.id}", "一个栏目也没有填，请在 [fields] 里至少填一栏。")
        if not guide.article_id and not guide.source:
            yield Problem(f"办事指南 {guide.id}", "没有出处，请写上出自哪篇文章（article_id）或出处（source）。")


def sparse_guides(corpus: Corpus) -> Iterator[Problem]:
    """Who is told of a matter asks where, with what, and whom to call."""
    for guide in corpus.guides:
        missing = [label for label, fields in ESSENTIAL if guide.fields and not any(map(guide.get, fields))]
        if missing and not guide.article_id:
            told = f"没有写{'、'.join(missing)}，市民问起时只能转部门，请补上。"
            yield Problem(f"办事指南 {guide.id}", told, blocks=False)


def near_duplicate_articles(corpus: Corpus) -> Iterator[Problem]:
    """One text stands in the corpus once; an edition that has ended may resemble the next."""
    articles = corpus.articles
    for one, other, alike in near_duplicates([article.body for article in articles]):
        first, second = articles[one], articles[other]
        told_already = first.id == second.id or first.title == second.title
        if not told_already and _first(first) <= _last(second) and _first(second) <= _last(first):
            told = f"与 {first.id}《{first.title}》的正文有{alike:.0%}相同，请看看是不是重复了，撤下一篇或改有效期。"
            yield Problem(f"文章 {second.id}", told, blocks=False)


def one_desk(corpus: Corpus) -> Iterator[Problem]:
    """Exactly one department takes what nobody else does."""
    desks = [department.id for department in corpus.departments if department.desk]
    if corpus.departments and len(desks) != 1:
        yield Problem("部门", f"应有且只有一个部门写 desk = true（总咨询台），现在有{len(desks)}个。")


RULES: tuple[Callable[[Corpus], Iterator[Problem]], ...] = (
    id_form,
    duplicate_ids,
    unknown_references,
    overlong_names,
    impossible_dates,
    missing_dates,
    validity,
    endless_supersession,
    passage_length,
    empty_guides,
    sparse_guides,
    near_duplicate_articles,
    one_desk,
)


def _dated(corpus: Corpus) -> Iterator[tuple[str, Article | Guide]]:
    yield from (("文章", article) for article in corpus.articles)
    yield from (("办事指南", guide) for guide in corpus.guides)


def _namesakes(corpus: Corpus) -> Iterator[tuple[str, list[Article | Guide]]]:
    """Entries of a kind that bear the same title, guides of one department; each group in order of its beginning."""
    groups: defaultdict[tuple[str, ...], list[Article | Guide]] = defaultdict(list)
    for kind, entry in _dated(corpus):
        named = (entry.title,) if isinstance(entry, Article) else (entry.name, entry.department)
        groups[kind, *named].append(entry)
    yield from ((kind, sorted(group, key=_first)) for (kind, *_), group in groups.items() if len(group) > 1)


def _first(entry: Article | Guide) -> date:
    return entry.valid_from or date.min


def _last(entry: Article | Guide) -> date:
    return entry.valid_until or date.max
