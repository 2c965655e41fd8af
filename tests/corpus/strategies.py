"""Any corpus, for property tests: Chinese and Latin text, quotes, line breaks, controls, everything a file may hold."""

from hypothesis import strategies as st

from corpus.formats.markdown import tidy
from corpus.model import Article, Corpus, Department, Glossary, Guide, GuideField

_characters = st.characters(exclude_categories=["Cs"]) | st.sampled_from("区局。；：“”‘’\"'\\#+=[]\n \t1.、一是")
texts = st.text(_characters, min_size=1, max_size=30)
lines = st.lists(texts, max_size=3).map(tuple)
ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
days = st.none() | st.dates()
blocks = (
    st.sampled_from(["## 小标题", "一段话。", "步骤：\n1. 甲\n2. 乙", "一是快。二是好。", "+++", "1、甲", "（二）乙"])
    | texts
)
bodies = (
    st.lists(blocks, min_size=1, max_size=8)
    .map("\n\n".join)
    .map(lambda body: tidy(body.replace("\r", "")))
    .filter(bool)
)

articles = st.builds(
    Article,
    id=ids,
    title=texts,
    body=bodies,
    bulletin=texts | st.just(""),
    number=st.none() | st.integers(0, 999),
    published=days,
    departments=lines,
    asked_as=lines,
    valid_from=days,
    valid_until=days,
    superseded_by=st.none() | ids,
)
guides = st.builds(
    Guide,
    id=ids,
    name=texts,
    department=ids,
    aliases=lines,
    situations=lines,
    fields=st.dictionaries(st.sampled_from(GuideField), lines.filter(bool)),
    article_id=st.none() | ids,
    source=texts | st.just(""),
    published=days,
    asked_as=lines,
    valid_from=days,
    valid_until=days,
)
departments = st.builds(
    Department,
    id=ids,
    name=texts,
    aliases=lines,
    former=lines,
    later=lines,
    responsibilities=lines,
    phone=texts | st.just(""),
    desk=st.booleans(),
)
glossaries = st.builds(Glossary, words=lines, synonyms=st.lists(lines, max_size=3).map(tuple))


def _by_id(entry: Article | Guide) -> str:
    return entry.id


corpora = st.builds(
    Corpus,
    articles=st.lists(articles, max_size=3, unique_by=_by_id).map(lambda found: tuple(sorted(found, key=_by_id))),
    guides=st.lists(guides, max_size=3, unique_by=_by_id).map(lambda found: tuple(sorted(found, key=_by_id))),
    departments=st.lists(departments, max_size=3).map(tuple),
    glossary=glossaries,
)
