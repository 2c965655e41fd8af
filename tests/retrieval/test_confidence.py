"""How sure a search may be."""

import pytest

from retrieval.confidence import Calibration, Features, calibrate, features
from retrieval.model import Document, Query
from retrieval.retriever import Retriever

MATTERS = {
    "养犬许可证": "携犬只完成狂犬病免疫接种后，凭免疫证明和居民身份证，到所在镇街的便民窗口申领。",
    "老年优待证": "年满六十周岁的本地户籍老人，可以委托村干部代为办理，不必亲自到服务中心排队。",
    "企业落户认证": "外地投资企业提交营业执照和资金证明后，由招商部门在七个工作日之内出具认证意见。",
    "危险化学品经营许可": "主要负责人参加技工学校组织的安全培训并考试合格，再通过网上平台提交申请材料。",
    "职工法律援助": "困难职工遇到拖欠工资的纠纷，可以拨打工会的维权热线，由值班律师免费提供咨询。",
    "外国人居留许可": "聘用单位为外籍员工提出申请，出入境窗口设有绿色通道，缩短了审批所需要的时间。",
}
DOCUMENTS = tuple(
    Document(f"{name}{place}", name, f"{name}{sentence}", group=name)
    for name, text in MATTERS.items()
    for place, sentence in enumerate(text.split("，"))
)
ANSWERABLE = (
    "养犬许可证去哪里申领",
    "老年优待证可以委托村干部吗",
    "拖欠工资能不能找值班律师咨询",
    "落户认证几个工作日出具",
)
OFF_TOPIC = ("晚饭做什么菜好吃", "这部电影的主角是谁演的", "羽毛球拍线断了", "怎么学弹钢琴")


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    """The small collection, indexed once."""
    return Retriever.build(DOCUMENTS)


@pytest.fixture(scope="module")
def calibration(retriever: Retriever) -> Calibration:
    """Its calibration."""
    return calibrate(retriever)


def measured(retriever: Retriever, text: str) -> Features:
    """The figures of a question."""
    return features(retriever, text, retriever.search(Query(text)))


def test_what_the_collection_knows_is_above_what_it_does_not(retriever: Retriever, calibration: Calibration) -> None:
    """Every question of the matter is more surely about the collection than every off-topic one."""
    known = [calibration.confidence(measured(retriever, text)).about for text in ANSWERABLE]
    unknown = [calibration.confidence(measured(retriever, text)).about for text in OFF_TOPIC]

    assert min(known) > 0.5 > max(unknown)


def test_a_clear_lead_makes_the_passage_surer(calibration: Calibration) -> None:
    """With the same share found, a hit that stands alone is more surely the passage than one among equals."""
    alone, among = Features(0.8, 0.9, 0.7), Features(0.8, 0.1, 0.0)

    assert calibration.confidence(alone).passage > calibration.confidence(among).passage


def test_the_same_collection_gives_the_same_numbers(retriever: Retriever, calibration: Calibration) -> None:
    """Calibrating again changes nothing."""
    assert calibrate(Retriever.build(DOCUMENTS)) == calibration


def test_nothing_found_is_nothing_to_be_sure_of(retriever: Retriever, calibration: Calibration) -> None:
    """A question without a hit has no figures, and is not about the collection."""
    figures = measured(retriever, "zzz")

    assert figures == Features(0.0, 0.0, 0.0)
    assert calibration.confidence(figures).about < 0.5


@pytest.mark.parametrize("documents", [(), (Document("one", "", "只有这一句话，再没有别的内容了。"),)])
def test_tiny_collections_can_be_calibrated(documents: tuple[Document, ...]) -> None:
    """A collection too small to learn from still gives probabilities."""
    confidence = calibrate(Retriever.build(documents)).confidence(Features(0.5, 0.5, 0.5))

    assert 0.0 <= confidence.about <= 1.0
    assert 0.0 <= confidence.passage <= 1.0
