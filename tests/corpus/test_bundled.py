import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from corpus.check import check
from corpus.folder import bundled
from corpus.model import Article, Corpus, Department

CORPUS = bundled()
FACTS: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "facts.toml").read_text("utf-8"))
TITLES = {
    "b23-union-legal-aid": "工会法律服务再“升级” 助力职工维权少跑腿",
    "b23-safety-publicity": "区安监局多措并举宣传“最多跑一次”",
    "b23-dog-vaccination": "犬类免疫渠道拓宽推进“最多跑一次”改革",
    "b23-three-way-call": "三方通话助力“最多跑一次”群众咨询当场解答",
    "b23-investor-settlement": "区招商局推进外地来杭投资企业落户认证“最多跑一次”",
    "b03-yiqiao": "义桥镇积极探索“党建+‘最多跑一次’”工作模式",
    "b03-foreigner-visa": "便利政策助推外国人签证“最多跑一次”",
}
ISSUES = {"b23": (23, date(2018, 10, 22)), "b03": (3, date(2018, 6, 1))}
MATTERS = [
    ("社保卡补办", "human-resources"),
    ("拖欠工资投诉", "human-resources"),
    ("新生儿上户口", "police"),
    ("港澳通行证", "police"),
    ("小学报名入学", "education"),
    ("领结婚证", "civil-affairs"),
    ("老年优待证", "civil-affairs"),
    ("二胎生育登记", "health"),
    ("提取公积金", "provident-fund"),
    ("营业执照变更", "market"),
    ("房产过户", "land"),
    ("契税", "tax"),
    ("医保报销", "medical-insurance"),
    ("残疾证办理", "disabled-federation"),
    ("违章建筑", "urban-management"),
    ("公租房申请", "housing"),
    ("驾驶证换证补证", "traffic-police"),
    ("停水", "water-supply"),
]


def article(name: str) -> Article:
    """The bundled article with this id."""
    found = CORPUS.article(name)
    assert found is not None, name
    return found


def department(name: str) -> Department:
    """The bundled department with this id."""
    found = CORPUS.department(name)
    assert found is not None, name
    return found


def test_nothing_is_left_to_mend() -> None:
    """The bundled corpus passes its own check."""
    assert check(CORPUS) == ()


@pytest.mark.parametrize(
    ("name", "fact"), [(name, fact) for name, facts in FACTS.items() for fact in facts], ids=lambda value: value
)
def test_every_fact_of_the_bulletins_is_held(name: str, fact: str) -> None:
    """Each figure, name, date and document stands in the article it belongs to."""
    assert fact in article(name).body


def test_every_article_has_its_facts_listed() -> None:
    """The list of facts and the articles are in step."""
    assert {entry.id for entry in CORPUS.articles} == set(FACTS)


@pytest.mark.parametrize(("name", "title"), TITLES.items())
def test_titles_numbers_and_dates_are_the_bulletins_own(name: str, title: str) -> None:
    """Titles are verbatim, and each article names its bulletin, number and day."""
    entry = article(name)

    assert entry.title == title
    assert entry.bulletin == "《萧山“最多跑一次”改革情况交流》"
    assert (entry.number, entry.published) == ISSUES[name[:3]]


@pytest.mark.parametrize("entry", CORPUS.articles, ids=lambda entry: entry.id)
def test_every_article_can_be_asked_for_in_several_ways(entry: Article) -> None:
    """Five to twelve ways of asking, all different."""
    assert 5 <= len(entry.asked_as) <= 12
    assert len(set(entry.asked_as)) == len(entry.asked_as)


def test_no_sentence_points_to_another_for_its_subject() -> None:
    """A sentence may be quoted alone: none speaks of `该局` or `其`."""
    text = "".join(entry.body for entry in CORPUS.articles)

    assert re.findall(r"该[局镇]|其(?!他|中|余|次)|上述|前述", text) == []


def test_guides_say_what_their_article_says_and_nothing_more() -> None:
    """Every line of a guide stands word for word in the article it was drawn from."""
    lines = [(guide.article_id, line) for guide in CORPUS.guides for lines in guide.fields.values() for line in lines]

    assert [line for name, line in lines if line not in article(name or "").body] == []


def test_guides_are_as_old_as_their_article() -> None:
    """A guide is dated by the bulletin it was drawn from."""
    assert all(guide.published == article(guide.article_id or "").published for guide in CORPUS.guides)


def test_every_guide_is_found_under_a_situation() -> None:
    """The menu leads to each guide, and each has other names and ways of asking."""
    assert all(guide.situations and guide.aliases and guide.asked_as for guide in CORPUS.guides)


@pytest.mark.parametrize(("phrase", "name"), MATTERS)
def test_an_ordinary_matter_has_its_department(phrase: str, name: str) -> None:
    """What citizens ask for every day is some department's responsibility."""
    assert phrase in department(name).responsibilities


def test_responsibilities_are_short_and_belong_to_one_department() -> None:
    """A phrase is short enough to be shown as a reason, and sends nobody to two doors."""
    phrases = [phrase for entry in CORPUS.departments for phrase in entry.responsibilities]

    assert [phrase for phrase in phrases if not 2 <= len(phrase) <= 16] == []
    assert [phrase for phrase, count in Counter(phrases).items() if count > 1] == []


def test_every_department_but_the_other_towns_has_enough_responsibilities() -> None:
    """At least eight phrases each; a town or street is found by its own name."""
    few = [entry for entry in CORPUS.departments if len(entry.responsibilities) < 8]

    assert all(entry.name.endswith(("人民政府", "办事处")) for entry in few)
    assert all(phrase.startswith(entry.aliases[0]) for entry in few for phrase in entry.responsibilities)


def test_no_name_means_two_departments() -> None:
    """A department called by any of its present names is the only one of that name."""
    names = [name for entry in CORPUS.departments for name in {entry.name, *entry.aliases}]

    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_the_public_hotline_is_the_only_telephone_number() -> None:
    """The bulletins give no numbers; none is made up."""
    assert {entry.phone for entry in CORPUS.departments} == {"", "12345"}
    assert CORPUS.desk == department("desk")


def test_a_word_has_one_meaning_in_the_glossary() -> None:
    """No word stands in two groups of synonyms, and each group offers a choice."""
    words = [word for group in CORPUS.glossary.synonyms for word in group]

    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert all(len(group) > 1 for group in CORPUS.glossary.synonyms)
    assert len(set(CORPUS.glossary.words)) == len(CORPUS.glossary.words)


def test_bundled_is_a_value() -> None:
    """Reading twice gives equal corpora."""
    assert bundled() == CORPUS != Corpus()
