"""What staff read of the measures: in the console, in a terminal, in a report and in its files."""

from bot.composer.kinds import Wanted
from bot.composer.terms import WANTED
from bot.core.cluster_ports import Status
from bot.core.consultation import Bucket

BUCKETS = {
    Bucket.ANSWERED_BY_BOT: "机器人直接答复",
    Bucket.ON_THE_SPOT: "三方当场答复",
    Bucket.PROMISED_THEN_ANSWERED: "承诺后答复",
    Bucket.OUT_OF_REMIT: "不属受理范围",
    Bucket.ABANDONED: "未获答复",
}
STATUSES = {
    Status.OPEN: "待答",
    Status.DRAFTED: "已答待入库",
    Status.PUBLISHED: "已入库",
    Status.OUTSIDE: "不属本区",
}
OTHER_KIND = "其他"
NO_DEPARTMENT = "未定部门"
NO_MATTER = "语料里没有的事"
NOTHING = "—"
ERASED = "（原文已按期清除）"

TOTAL, RESULTS, DAYS, DEPARTMENTS, MATTERS = "总体", "办理结果", "逐日", "各部门", "各事项"
WEEKS, MONTHS, TOP, RISING, GAPS = "逐周", "逐月", "问得最多", "上升最快", "还答不上的"
SUM = "合计"
FIGURE, COUNT, SHARE, BEFORE = "指标", "件数", "占比", "上期"
DAY, DEPARTMENT, MATTER, QUESTION, LATEST, STATUS, ASKED_ABOUT = (
    "日期",
    "部门",
    "事项",
    "问题",
    "最近",
    "状态",
    "问什么",
)
ASKED, CONCLUDED, UNDER_WAY = "咨询", "办结", "在办"
DIRECT, AT_ONCE, HANDED, SATISFACTION, RATED = "直接答复率", "一次性答复率", "转接率", "满意率", "已评价"
RESPONSE, RESPONSE_NINTH = "首次响应（一半的人）", "首次响应（九成的人）"

DAYS_TOLD = "一共 {asked} 件，最多的一段 {most} 件；每一柱按办理结果分层。"
RATES_TOLD = "全期一次性答复率 {at_once}，直接答复率 {direct}；按时间连成线。"
DEPARTMENTS_TOLD = "咨询最多的部门：{names}；每一条按办理结果分段。"

TITLE = "咨询办理情况"
WEEK, THIRTY_DAYS, THIS_MONTH, LAST_MONTH, YEAR = "近 7 天", "近 30 天", "本月", "上月", "近一年"
SPAN = "{since:%Y年%-m月%-d日}至{until:%Y年%-m月%-d日}"
MASTHEAD = "三方 · 数据由提问记录自动汇总"
EMPTY = "这段时间还没有人咨询。换一段时间，或先用 sanfang demo 看一周的样例。"
OVERALL = "本期共收到有效咨询 {asked} 件，办结 {concluded} 件，在办 {under_way} 件；上期收到 {before} 件。"
HOW = "办结的咨询中，{parts}。"
HOW_PART = "{name} {count} 件（{share}）"
RATES = "直接答复率 {direct}，一次性答复率 {at_once}，转接率 {handed}。"
TIMES = "转给部门的咨询，一半在{median}内听到工作人员的第一句话，九成在{ninth}内。"
RATINGS = "{rated} 件有评价，满意率 {satisfaction}；其余 {silent} 件没有评价，不计入满意。"
BUSIEST = "咨询最多的部门是{names}。"
OFTEN = "问得最多的是{topics}。"
ROSE = "比上期明显增多的有{topics}。"
NOTHING_ROSE = "没有明显增多的问题。"
UNANSWERED = "没有可用答复的问题里，问得最多的是“{question}”（{asked} 次）；相近的问法算一类，问得多的列在下面。"
NONE_UNANSWERED = "没有待答的问题。"
ADVICE = "建议相关部门优先补充这些事项的办事指南。"
APPENDIX = "附表"
DEFINITIONS = (
    "口径：寒暄、测试、无效和被更正的提问不计；按提问日期归入本期；五种办理结果互不重叠，合计 100%。"
    "一次性答复指机器人直接答复或三方当场答复，且七天内没有再问。没有评价的不算满意。"
)


def kind(value: str) -> str:
    """What a kind of fact is called; empty is none."""
    return WANTED[Wanted(value)] if value in set(Wanted) else OTHER_KIND


def percent(share: float | None) -> str:
    """A share with one decimal; — when there is none."""
    return NOTHING if share is None else f"{share:.1%}"


def duration(seconds: float | None) -> str:
    """A time as people say it; — when there is none."""
    if seconds is None:
        return NOTHING
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
