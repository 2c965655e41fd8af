"""What kind of thing is asked for, and whether a sentence holds something of that kind."""

import pytest

from bot.composer.kinds import KINDS, Wanted
from bot.composer.wanted import asked_counter, asks_yes_or_no, aspects, evidence, is_strict, wanted_in
from retrieval.text import clean

ASKED = {
    Wanted.FEE: ["办居住证多少钱", "补证收费吗", "收费标准是什么", "要交什么费用", "工本费要几块", "要不要交钱"],
    Wanted.SUM: ["补了多少万", "花了几百", "投资多少亿"],
    Wanted.FREQUENCY: ["多久体检一次", "律师一个月来几次", "隔多久年检"],
    Wanted.VALIDITY: ["优待证有效期到什么时候", "许可证几年要换", "居留许可什么时候到期"],
    Wanted.HOURS: ["窗口几点开门", "周六上班吗", "大厅的办公时间"],
    Wanted.DURATION: ["审批要几天", "多久能拿到证", "办结时限是几个工作日", "要多长时间"],
    Wanted.PHONE: ["咨询电话是多少", "联系方式给一下", "该打哪个号码"],
    Wanted.DATE: ["哪天可以去", "几月几号开始受理", "最后期限是"],
    Wanted.WHEN: ["新规定什么时候开始的", "哪年推出来的", "何时能预约"],
    Wanted.PERCENT: ["满意率百分之几", "复工率达到多少", "占比有多大", "比例是多少"],
    Wanted.URL: ["网址发一下", "有没有官网", "在哪个app里申请"],
    Wanted.ADDRESS: ["大厅地址", "中心在什么路上", "几号窗口办"],
    Wanted.PERSON: ["局长叫什么", "谁是负责人", "镇长姓啥"],
    Wanted.SAMPLE: ["有申请书模板吗", "登记表哪里下载", "给个样表"],
    Wanted.NAME: ["公众号叫什么", "那个活动的名称", "登在什么报上"],
    Wanted.ITEMS: ["哪三项工作", "分别是什么", "是哪几个方面"],
    Wanted.BODY: ["这事谁管", "归哪个部门", "由谁审批"],
    Wanted.PLACE: ["去哪里交表", "在哪办", "什么地方能打针"],
    Wanted.FEWER: ["哪些材料可以不用交", "能少交什么证明", "材料精简了哪些"],
    Wanted.STANDARD: ["评级标准是什么", "怎么认定困难户", "按什么标准"],
    Wanted.MATERIALS: ["要什么材料", "带哪些证件", "准备什么"],
    Wanted.AGENT: ["可以让家人代办吗", "能不能委托别人", "要本人到场吗"],
    Wanted.ONLINE: ["网上能办吗", "手机上可以申请不", "不用去现场行吗"],
    Wanted.DELIVERY: ["证能寄到家吗", "可以快递吗", "包邮寄吗"],
    Wanted.REASON: ["为什么这么慢", "什么原因", "为啥只有一天"],
    Wanted.STEPS: ["怎么申请", "流程是怎样的", "如何办理登记"],
    Wanted.CONDITION: ["要什么条件", "哪些人可以申请", "有没有资格要求"],
    Wanted.DEFINITION: ["什么是容缺受理", "这个证是干什么用的", "一窗受理是什么意思"],
    Wanted.LIST: ["有哪些部门参加", "都有什么优惠", "包括哪些服务"],
    Wanted.OTHERS: ["除了这里还能去哪", "有没有别的办法", "只能周三吗"],
    Wanted.COUNT: ["一共多少件", "有几名律师", "办了几次"],
}
"""Kind → ways of asking for it."""


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in ASKED.items() for text in texts])
def test_each_kind_is_recognised_however_it_is_asked(kind: Wanted, text: str) -> None:
    """Several ways of asking for each kind."""
    assert kind in wanted_in(clean(text))


def test_every_kind_has_ways_of_asking_here() -> None:
    """A new kind needs at least three sentences in the table above."""
    assert {kind: len(ASKED.get(kind, [])) >= 3 for kind in Wanted} == dict.fromkeys(Wanted, True)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Wanted.FEE, "免费法律咨询在哪里"),
        (Wanted.FEE, "哪些企业可以减免检测收费"),
        (Wanted.FEE, "在哪里可以交费用"),
        (Wanted.URL, "政府网站在哪些方面升级了"),
        (Wanted.PLACE, "这样的情况如何处理"),
        (Wanted.PLACE, "地方政府有什么政策"),
        (Wanted.PLACE, "许可证要交哪些材料"),
        (Wanted.FEWER, "有多少名交通干部"),
        (Wanted.FEWER, "各省交通运输部门怎么做"),
        (Wanted.MATERIALS, "提供哪些服务"),
        (Wanted.REASON, "项目的公司有哪些"),
        (Wanted.FREQUENCY, "多久能办好"),
        (Wanted.VALIDITY, "谁来管这个证"),
        (Wanted.HOURS, "晚上睡不着怎么投诉噪音"),
        (Wanted.DURATION, "哪天可以打针"),
        (Wanted.PHONE, "电话咨询答不上来怎么办"),
        (Wanted.DATE, "几号窗口受理"),
        (Wanted.PERCENT, "占道经营归谁管"),
        (Wanted.ADDRESS, "怎么办优待证"),
        (Wanted.PERSON, "局长信箱是什么"),
        (Wanted.BODY, "谁家的狗可以免费打针"),
        (Wanted.COUNT, "多少天能好"),
        (Wanted.COUNT, "多少钱一次"),
        (Wanted.MATERIALS, "危险化学品经营许可在哪里办"),
        (Wanted.STEPS, "手续费多少"),
        (Wanted.DEFINITION, "办证是什么时候"),
        (Wanted.DELIVERY, "邮箱是多少"),
        (Wanted.URL, "怎么apply"),
        (Wanted.PLACE, "签证归哪里管"),
    ],
)
def test_look_alikes_are_not_taken_for_a_kind(kind: Wanted, text: str) -> None:
    """The same characters in another use ask for something else."""
    assert kind not in wanted_in(clean(text))


@pytest.mark.parametrize("text", ["为什么要收费", "为啥周六才办", "审批为何要二十个工作日"])
def test_why_wants_nothing_but_a_reason(text: str) -> None:
    """A figure or a day in the question is what has to be explained, not what is wanted."""
    assert wanted_in(clean(text)) == (Wanted.REASON,)


@pytest.mark.parametrize("text", ["养犬许可证", "我想办居住证", "三方通话"])
def test_a_mere_matter_asks_for_nothing(text: str) -> None:
    """A name alone wants no particular kind."""
    assert wanted_in(clean(text)) == ()


HOLDS = {
    Wanted.FEE: (["工本费20元", "全程免费办理", "不收任何费用", "月票每张30元"], ["补助发放及时", "共有20名工作人员"]),
    Wanted.SUM: (["投资3.2亿元", "补助五万元"], ["补助及时"]),
    Wanted.FREQUENCY: (["每季度讲课一次", "每周开放"], ["共讲课三次"]),
    Wanted.VALIDITY: (["本证有效期五年", "长期有效"], ["审批需五个工作日"]),
    Wanted.HOURS: (["上午9:00开门", "双休日照常受理"], ["由窗口受理"]),
    Wanted.DURATION: (["办理时限为5个工作日", "当场领证", "三个月内办结"], ["由区里办理", "共5件"]),
    Wanted.PHONE: (["电话0571-82820000", "请拨打12345"], ["欢迎来电咨询", "办件10086元"]),
    Wanted.DATE: (["6月1日起受理", "每周三开放"], ["长期开放"]),
    Wanted.WHEN: (["2017年开始试行", "目前正在推进"], ["由镇里负责"]),
    Wanted.PERCENT: (["满意率98.5%", "百分之六十"], ["共98件"]),
    Wanted.URL: (["网址：www.example.gov.cn", "在浙江政务服务网办理"], ["到窗口办理"]),
    Wanted.ADDRESS: (["市心中路88号", "大厅三楼"], ["到大厅办理"]),
    Wanted.PERSON: (["负责人是王小明。", "姓名：李四"], ["由负责人签字后受理"]),
    Wanted.SAMPLE: (["可下载样表"], ["填写登记表"]),
    Wanted.NAME: (["公众号名称为“便民驿站”", "《萧山日报》刊登"], ["在报纸上刊登"]),
    Wanted.ITEMS: (["1. 填表。", "包括咨询、受理和送达"], ["统一受理"]),
    Wanted.BODY: (["由区民政局负责", "派出所受理"], ["免费办理"]),
    Wanted.PLACE: (["到社区服务中心办理", "去便民窗口"], ["五个工作日办结"]),
    Wanted.FEWER: (["取消了担保书", "不再要求盖章"], ["须提交担保书"]),
    Wanted.STANDARD: (["标准为年收入两万元以下", "按规模分三级"], ["五天办结"]),
    Wanted.MATERIALS: (["提交身份证复印件", "材料有合同和照片", "持《居住证》到窗口"], ["五天办结", "领取《借书证》"]),
    Wanted.AGENT: (["可委托他人", "由村干部代办"], ["五天办结"]),
    Wanted.ONLINE: (["可在网上申报"], ["到窗口现场提交"]),
    Wanted.DELIVERY: (["快递送达", "邮寄到家"], ["到窗口领取"]),
    Wanted.REASON: (["因为人手不足", "为了减少跑动"], ["统一受理"]),
    Wanted.STEPS: (["先填表再审核，然后领证", "提交申请"], ["五折优惠"]),
    Wanted.CONDITION: (["年满60周岁的老人", "符合低保条件"], ["五天办结"]),
    Wanted.DEFINITION: (["容缺受理是指材料不全先行受理"], ["五天办结"]),
    Wanted.LIST: (["咨询、受理、送达", "一是便民"], ["统一受理"]),
    Wanted.OTHERS: (["除窗口外，也可网上办"], ["统一受理"]),
    Wanted.COUNT: (["办件81件", "三名律师"], ["统一受理"]),
}
"""Kind → sentences that hold something of it, and sentences that do not."""


@pytest.mark.parametrize("kind", HOLDS)
def test_evidence_tells_which_sentence_holds_the_kind(kind: Wanted) -> None:
    """A sentence without anything of the kind has no evidence, one with it has."""
    holding, lacking = HOLDS[kind]

    assert [text for text in holding if not evidence(kind, clean(text))] == []
    assert [text for text in lacking if evidence(kind, clean(text))] == []


def test_every_kind_has_evidence_here() -> None:
    """A new kind needs sentences in the table above."""
    assert set(HOLDS) == set(Wanted)


def test_telling_evidence_is_worth_more() -> None:
    """Where to go is clearer in 到…办理 than in a place merely named."""
    assert evidence(Wanted.PLACE, "到行政服务中心办理") > evidence(Wanted.PLACE, "中心工作人员很热情") > 0


def test_what_is_only_planned_hardly_tells_how_it_is_done() -> None:
    """Unless plans are asked for."""
    plan = "下一步,积极探索到宠物医院办理。"

    assert evidence(Wanted.PLACE, plan, "到哪里办") == 0.5
    assert evidence(Wanted.PLACE, plan, "下一步到哪里办") == 1.0
    assert evidence(Wanted.PLACE, "到宠物医院办理。", "到哪里办") == 1.0


def test_a_count_is_clear_when_counted_as_asked() -> None:
    """Asked for people, an amount of people answers better than one of cases."""
    question = "有多少人享受"

    people, persons, cases = ("共有17人享受", "共有17名外国人享受", "共办理17件")
    assert evidence(Wanted.COUNT, people, question) >= evidence(Wanted.COUNT, persons, question)
    assert evidence(Wanted.COUNT, persons, question) > evidence(Wanted.COUNT, cases, question)


def test_the_responsible_body_is_asked_for_by_its_part() -> None:
    """Asked who is responsible, an office that is merely named is half an answer."""
    responsible, named = ("区民政局主管这项工作", "抄送区民政局")
    assert evidence(Wanted.BODY, responsible, "这事归谁管") > evidence(Wanted.BODY, named, "这事归谁管") > 0


@pytest.mark.parametrize(
    ("text", "counter"), [("有多少人参加", "人"), ("一共几件", "件"), ("办了几个案子", "个"), ("多少钱", "")]
)
def test_the_measure_word_asked_by(text: str, counter: str) -> None:
    """人, 件, 个 …, or nothing."""
    assert asked_counter(text) == counter


@pytest.mark.parametrize(
    ("text", "answerable"),
    [
        ("落户认证可以代办吗", True),
        ("能不能网上办", True),
        ("周三开不开", True),
        ("要本人去吗？", True),
        ("代办行不行", True),
        ("是不是免费", True),
        ("需要什么材料吗", True),
        ("需要什么材料", False),
        ("谁可以申请", False),
        ("几天能办好", False),
        ("养犬许可证怎么办", False),
    ],
)
def test_yes_or_no(text: str, answerable: bool) -> None:
    """What, who and how many cannot be answered with yes or no."""
    assert asks_yes_or_no(clean(text)) is answerable


def test_the_words_that_ask_are_not_what_it_is_about() -> None:
    """The aspects are the asking words of the kinds wanted."""
    text = "养犬许可证要多少钱"

    assert "多少钱" in aspects(wanted_in(text), text)
    assert "养犬" not in aspects(wanted_in(text), text)


@pytest.mark.parametrize("kind", [Wanted.FEE, Wanted.PHONE, Wanted.DURATION, Wanted.PERCENT, Wanted.URL, Wanted.HOURS])
def test_facts_are_strict(kind: Wanted) -> None:
    """A figure or an address cannot be answered by a sentence that holds none."""
    assert is_strict(kind)


def test_patterns_are_written_in_the_marks_of_clean_text() -> None:
    """Cleaning turns ， ： ？ into , : ? so that a pattern with the former would never meet them."""
    patterns = [p for kind in KINDS for p in (kind.asked, kind.evidence, kind.telling) if p is not None]

    assert [pattern.pattern for pattern in patterns if set(pattern.pattern) & set("，：；？！（）")] == []


@pytest.mark.parametrize(
    ("question", "sentence", "grade"),
    [
        ("免征哪两个税", "免征关税和增值税", 1.0),
        ("分成哪四类", "分成粮食、蔬菜、肉类和水果", 1.0),
        ("便利的哪七项", "粮食和蔬菜", 0.0),
    ],
)
def test_as_many_things_as_are_asked_for(question: str, sentence: str, grade: float) -> None:
    """Things joined in one breath are counted, whatever joins them."""
    assert evidence(Wanted.ITEMS, sentence, question) == grade


def test_a_number_of_photos_comes_before_what_to_bring() -> None:
    """That photos are to be brought does not say how many."""
    assert wanted_in("要交几张照片")[0] is Wanted.COUNT


@pytest.mark.parametrize("question", ["租车卡归哪里管", "租车卡谁负责", "租车卡找谁", "租车卡谁给办"])
def test_who_is_responsible_is_not_whoever_is_named(question: str) -> None:
    """An office that trains, or shortens 办理时限, is not said to have the matter."""
    wanted = wanted_in(question)[0]

    assert wanted is Wanted.BODY
    for holds in ("租车卡由区交通局办理。", "租车卡由区交通局负责。", "可以找社区工作人员办理。"):
        assert evidence(wanted, holds, question) == 1.0
    for mentions in ("出入境管理大队缩短办理时限。", "区交通局和学校联合开展培训。"):
        assert 0 < evidence(wanted, mentions, question) < 0.5
