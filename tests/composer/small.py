"""A small corpus of the tests' own: a card for public bicycles, two towns, and departments that share nothing."""

from datetime import date

from bot.composer.knowledge import Knowledge
from corpus.model import Article, Corpus, Department, Glossary, Guide, GuideField

BULLETIN = "《江城便民通讯》"
CARD = Article(
    id="card",
    title="公共自行车租车卡办理更方便",
    bulletin=BULLETIN,
    number=5,
    published=date(2019, 4, 1),
    departments=("transport",),
    asked_as=("自行车卡去哪里办", "租车卡要交多少押金"),
    body="""## 怎样办租车卡

市民带身份证到便民亭办理租车卡，便民亭由区交通局派人值守。

办理租车卡的步骤：
1. 填写《租车卡申请表》。
2. 交押金200元。
3. 当场领取租车卡。

## 办租车卡要几天

租车卡的批量办理时限是3个工作日，原来是10个工作日。

租车卡可委托他人代办。

全区共有便民亭26个。

租车卡的咨询电话是0571-62345678。

因为便民亭人手不足，便民亭只在每周六办理租车卡。

便民亭办理租车卡不是只有周六：除周六外，也可到区交通局窗口办理。
""",
)
EAST = Article(
    id="east",
    title="东江镇设立调解室",
    bulletin=BULLETIN,
    number=6,
    published=date(2019, 5, 6),
    departments=("town-east",),
    body="东江镇调解室有调解员8名，2018年调解邻里纠纷120件。\n\n东江镇调解室每月5日开放。",
)
OLD = Article(
    id="old",
    title="渡口轮渡月票停用",
    bulletin=BULLETIN,
    number=1,
    published=date(2015, 1, 5),
    departments=("transport",),
    valid_until=date(2016, 12, 31),
    body="轮渡月票在渡口售票亭购买，每张30元。",
)
FERRY = Guide(
    id="ferry",
    name="轮渡船员适任证书核发",
    department="transport",
    fields={GuideField.PLACE: ("江滨路9号二楼",), GuideField.MATERIALS: ("体检表", "培训证明")},
    source="江城办事指南",
    published=date(2020, 2, 3),
)
DEPARTMENTS = (
    Department("desk", "区服务热线", aliases=("服务热线",), responsibilities=("政策咨询",), desk=True),
    Department("transport", "区交通局", aliases=("交通局",), responsibilities=("公共自行车", "轮渡运营", "出租车投诉")),
    Department(
        "civil", "区民政局", aliases=("民政局",), former=("区福利局",), responsibilities=("结婚登记", "低保申请")
    ),
    Department("town-east", "东江镇人民政府", responsibilities=("东江镇事务",)),
    Department("town-west", "西河镇人民政府", responsibilities=("西河镇事务",)),
)
GLOSSARY = Glossary(
    words=("租车卡", "便民亭", "调解室", "调解员", "轮渡", "结婚登记", "低保"),
    synonyms=(("租车卡", "自行车卡", "骑车卡", "bike卡"), ("周六", "礼拜六", "星期六")),
)
CORPUS = Corpus(articles=(CARD, EAST, OLD), guides=(FERRY,), departments=DEPARTMENTS, glossary=GLOSSARY)
SMALL = Knowledge.build(CORPUS)
