"""What is not a question to the corpus: greetings, thanks, calls for a person, emergencies, lures and private matters."""

import re
from enum import StrEnum


class Talk(StrEnum):
    """The kinds of message that are decided before anything is searched."""

    EMPTY = "empty"
    EMERGENCY = "emergency"
    HUMAN = "human"
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    IDENTITY = "identity"
    ABILITY = "ability"
    ACKNOWLEDGE = "acknowledge"
    MANIPULATION = "manipulation"
    PRIVATE = "private"


# Words of courtesy. A message made of nothing but these (and fillers) is talk, of the first kind below that occurs in it.
_COURTESY: tuple[tuple[Talk, str], ...] = (
    (
        Talk.FAREWELL,
        "再见 拜拜 拜 bye byebye 88 回头见 下次再问 下次聊 没事 没别的事 没问题 不用 不需要 就这样 不问 先这样 再会 晚安",
    ),
    (
        Talk.THANKS,
        "谢谢 多谢 感谢 不好意思 打扰 打扰了 抱歉 谢 谢了 thanks thank thx much 3q 辛苦 麻烦你 帮大忙 明白 懂 知道 清楚 了解 收到 太好 解决 棒 给力 厉害 有用 赞 聪明 不错 可以的 牛",
    ),
    (
        Talk.GREETING,
        "你好 您好 hello hi hey 哈喽 哈啰 嗨 早上好 上午好 中午好 下午好 晚上好 早安 早 在吗 在不在 在么 在 有人吗 有人不 有人没 有人 喂 新年好 新年快乐 节日快乐",
    ),
    (Talk.ACKNOWLEDGE, "好 好的 嗯 哦 行 可以 ok okay 对 是 是的 对的 哈 呵 嘿 没有 666"),
)
_FILLERS = "so very 啊 呀 哈 噢 了大忙 帮 大忙 您了 你了 麻烦 喔 呢 吧 啦 了 的 哟 呦 哇 喽 咯 么 吗 嘛 伐 滴 小助手 机器人 小三方 三方 客服 同志 老师 朋友 亲 大家 你们 你 您 非常 太 十分 真是 真 很 多 那 就 先 我 我们 都 也 这 这下 一下 you 全 已经 么么哒"


def _alternation(*words: str) -> str:
    """A pattern for any of the blank-separated words, the longest first."""
    return "|".join(map(re.escape, sorted({word for group in words for word in group.split()}, key=len, reverse=True)))


# Possessive, so that a long run of courtesies that ends otherwise is given up at once.
_NOTHING_ELSE = re.compile(rf"(?:{_alternation(_FILLERS, *(words for _, words in _COURTESY))}|[^\w])++")
_KINDS = tuple((talk, re.compile(_alternation(words))) for talk, words in _COURTESY)

_FOUND: tuple[tuple[Talk, re.Pattern[str]], ...] = (
    (
        Talk.MANIPULATION,
        re.compile(
            r"伪造|造假|假证|骗取|走后门|贿赂|逃税|偷税|代考|买(?:假)?证|"
            r"(?:忽略|无视|忘掉|忘记|抛开|不要管|跳过)[^,。]{0,10}(?:设定|指令|规则|提示|限制|要求|说明)|(?:ignore|forget)\s[^,。]{0,20}(?:instructions?|rules?|prompts?)|系统提示|提示词|system\s*prompt|prompt|后台(?:配置|数据|密码)|源代码|数据库(?:密码|表)|"
            r"(?:从现在开始|现在)你(?:就)?是|扮演|假装你?是|角色扮演|越狱|jailbreak|drop\s+table|<\s*script|select\s+\*|union\s+select|(?:管理员|root)(?:权限|密码)|api\s*key|token"
        ),
    ),
    (
        Talk.PRIVATE,
        re.compile(
            r"(?:私人|私下|个人|(?<=[^\W我])本人)的?(?:手机|电话|号码|微信|联系方式|住址)|家住|住在?(?:哪|几)|家庭(?:住址|地址|成员|情况)|(?:他|她|局长|镇长|书记|主任|队长|科长|所长|领导|干部)的?(?:老婆|老公|妻子|丈夫|儿子|女儿|家人|家里|工资|收入|身份证|年龄|生日|履历)|"
            r"(?:局长|镇长|书记|主任|队长|科长|所长|领导|干部)的?(?:手机|微信|住址|家)|(?:别人|邻居|某人|前妻|前夫|同事)的?(?:身份证|户籍|档案|住址|电话|信息|房产|工资)"
        ),
    ),
    (
        Talk.HUMAN,
        re.compile(
            r"(?:转|接|找|要|换|叫|来)(?:个|一个|到|下|一下|一位)?(?:真?人工|真人|活人|客服|接线员)|人工(?:服务|客服|座席|坐席|窗口)|^人工$|(?:转|接)(?:给)?(?:窗口|部门|工作人员)|(?:和|跟|找|叫|让)(?:个|一个)?(?:真人|人|工作人员|窗口)(?:来|说|聊|谈|问|讲)|不(?:要|想)(?:和|跟)机器|"
            # 答非所问, 没用 and nothing else: who was not helped gets a person.
            r"^(?:你|这|还是|根本|完全|真|太|又|都|说的|什么|啥|[^\w])*(?:答非所问|没有?(?:什么|啥)?用|没帮助|听不懂(?:人话)?|看不懂|不是我(?:要|想)问的|没(?:有)?(?:答到|回答我?|解决))(?:啊|呀|了|吧|的|我?的?问题|[^\w])*$"
        ),
    ),
    (
        Talk.IDENTITY,
        re.compile(
            r"你(?:到底|究竟)?是(?:谁|什么|真人|人|机器|不是(?:人|机器|真人)|人工|ai|哪位|哪里的|什么东西)|你(?:叫|姓)(?:什么|啥)|是(?:真人|机器人)(?:吗|还是|在)|你是.{0,4}机器人|跟我(?:聊|说)的是"
        ),
    ),
    (
        Talk.ABILITY,
        re.compile(
            r"你(?:都|还|们)?(?:能|会|可以|可|有)(?:帮我?们?)?(?:都)?(?:做|干|查|问|回答|办|帮|提供|解决|了解|咨询)(?:些|点|到)?(?:什么|啥|嘛|哪|我?(?:些|点)?(?:什么|啥|哪))|你有(?:什么|啥|哪些)(?:功能|用|本事)|(?:怎么|如何)(?:用|使用)(?:你|这个机器人|本机器人)|(?:我?(?:可以|能)|可不可以)(?:向|跟)?(?:问|查|咨询)(?:你|您|些?)?(?:什么|啥|哪些)|使用(?:说明|方法|帮助)|^(?:帮助|help|功能|菜单)$"
        ),
    ),
)

_EMERGENCY: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("119", re.compile(r"着火|起火|失火|火灾了|烧起来|冒烟|煤气泄漏|燃气泄漏|漏煤气|电梯.{0,4}困|被困")),
    (
        "120",
        re.compile(
            r"(?:晕|昏)(?:倒|过去)|没有?呼吸|心脏病发|救命|中毒了|喝了?农药|大出血|流了?很多血|要生了|抽搐|休克|不省人事|快死|骨折了|(?<!防)溺水|吞了?(?:药|电池)|割腕|叫救护车"
        ),
    ),
    (
        "110",
        re.compile(
            r"(?:被|遭)(?:打(?!回|印|断)|抢|偷|绑|跟踪|家暴|砍|威胁|骗了?钱)|有人(?:打(?!电话|听|印|扫|工|我的?(?:电话|手机))|抢|砍|持刀|闯|要杀|跳楼)|抢劫|入室|绑架|杀人|报警(?!器|系统|装置)|自杀|不想活|轻生|跳楼|家暴|打我(?!的?(?:电话|手机))"
        ),
    ),
)
# Words that make the same message a question about procedure rather than a call for help.
_CALM = re.compile(
    r"怎么(?:申请|办[^\W啊呀呢]|申报|预防|报销|补|赔)|[证卡照本]怎么办|补办|挂失|工伤|证明|补助|手续|流程|保险|政策|条件|材料|报销|宣传|演练|检查|评估|许可|几号|电话是|预案|法律援助|多少钱|收费"
)


def emergency_number(text: str) -> str | None:
    """110, 119 or 120 when a clean message sounds like an emergency going on, else None."""
    if _CALM.search(text):
        return None
    return next((number for number, pattern in _EMERGENCY if pattern.search(text)), None)


def without_call(text: str) -> str:
    """A clean message without its call for a person: what is left may name the matter."""
    pattern = next(pattern for talk, pattern in _FOUND if talk is Talk.HUMAN)
    return pattern.sub(" ", text)


def talk_in(text: str) -> Talk | None:
    """The kind of talk a clean message is, or None when it may be a question."""
    if not any(char.isalpha() for char in text):
        return Talk.EMPTY
    if emergency_number(text):
        return Talk.EMERGENCY
    for talk, pattern in _FOUND:
        if pattern.search(text):
            return talk
    if _NOTHING_ELSE.fullmatch(text):
        return next((talk for talk, pattern in _KINDS if pattern.search(text)), Talk.ACKNOWLEDGE)
    return None
