"""The words of the console that stand in no template: names of values, remarks after an act."""

from datetime import datetime, timedelta

from bot.core.accounts import Role
from bot.core.audit import COMMAND_LINE
from bot.core.console_ports import Verdict
from bot.core.hours import SHANGHAI
from bot.core.log_ports import LogOrder
from bot.core.model import Outcome, Rating

NAVIGATION = {
    "today": "今日",
    "log": "提问记录",
    "unanswered": "答不上的",
    "cases": "三方通话",
    "corpus": "知识",
    "statistics": "统计",
    "people": "人员",
    "audit": "审计",
}
"""The pages of the bar at the top, in order."""

OUTCOMES = {
    Outcome.ANSWER: ("●", "已答"),
    Outcome.CLARIFY: ("◆", "反问"),
    Outcome.HANDOFF: ("▲", "转部门"),
    Outcome.SMALLTALK: ("○", "寒暄"),
    Outcome.REFUSE: ("■", "范围外"),
}
"""A shape and a word, for those who do not see the colour."""
OUTCOME_TONES = {
    Outcome.ANSWER: "good",
    Outcome.CLARIFY: "info",
    Outcome.HANDOFF: "warn",
    Outcome.SMALLTALK: "",
    Outcome.REFUSE: "",
}
VERDICT_TONES = {
    Verdict.RIGHT: "good",
    Verdict.PARTIAL: "warn",
    Verdict.WRONG: "bad",
    Verdict.NOT_DUE: "bad",
    Verdict.MISSED: "warn",
}
SURE_OF = {Outcome.ANSWER: "把握", Outcome.HANDOFF: "最接近的一句", Outcome.REFUSE: "最接近的一句"}
"""What the number of a question is about: an answer, or the sentence that came nearest to one."""
CONDITIONS = {
    "q": "有“{value}”",
    "outcome": "{value}",
    "department": "{value}",
    "kind": "想知道{value}",
    "rating": "{value}",
    "sure": "把握{value}",
    "reviewed": "{value}",
    "since": "{value} 起",
    "until": "到 {value}",
    "matter": "关于{value}",
    "cluster": "答不上的第 {value} 类",
}
"""The conditions of the list of questions, each as it is shown above it."""
NO_VERDICT = "备注还没有记下：请点一个结论，或按 1 到 5，备注会一起记下。"
NO_TARGET = "请先选一条条文或事项。"
DRAFTED = {
    "link": "这种问法记进草稿了，发布以后这样问就能答上。",
    "answer": "答案存进草稿了，发布以后市民会读到它。",
}
NONE_CHOSEN = "还没有选中提问。先在行首打勾（或按 x），再点结论。"
REVIEWED = {"yes": "已审", "no": "未审"}
NO_DEPARTMENT = "没有部门"
FACETS = {"reviewed": "审核", "outcome": "结果", "department": "部门", "rating": "评价", "kind": "想知道"}
SURENESS = {"low": "不足一半", "middle": "一半到八成", "high": "八成以上"}
ORDERS = {
    LogOrder.NEWEST: "新的在前",
    LogOrder.OLDEST: "旧的在前",
    LogOrder.LEAST_SURE: "最没把握的答复在前",
    LogOrder.MOST_SURE: "最有把握的答复在前",
}
TOO_MANY_OPEN = "同时开着的页面太多，这一页不会自动更新，请过一会儿刷新。"
NOT_THE_SAME = "两次写的新密码不一样。"
OWN_DONE = {
    "password changed": "密码已换。别的地方都已退出。",
    "second factor on": "动态码已开启，下次登录要用。别的地方都已退出。",
    "second factor off": "动态码已关闭。",
    "sessions ended": "别的地方都已退出。",
}
PERSONAL_ORDER = "您写的话里有个人信息（{kinds}），没有执行：这句话别人会原样看到。请删去，再办一次。"
NOTHING_SAID = "请先写几个字。"
RATINGS = {Rating.SOLVED: "✓ 解决了", Rating.UNSOLVED: "✕ 没解决"}
VERDICTS = {
    Verdict.RIGHT: ("✓", "对"),
    Verdict.PARTIAL: ("◐", "不全"),
    Verdict.WRONG: ("✕", "错"),
    Verdict.NOT_DUE: ("⊘", "不该答"),
    Verdict.MISSED: ("?", "该答未答"),
}
ROLES = {
    Role.READER: "查看",
    Role.REVIEWER: "审核答复",
    Role.EDITOR: "编辑",
    Role.APPROVER: "审批发布",
    Role.ADMIN: "管理员",
}
ROLE_HELP = {
    Role.READER: "看提问、咨询、统计",
    Role.REVIEWER: "再加：审核提问、接办三方通话",
    Role.EDITOR: "再加：改条文、事项、部门、词表",
    Role.APPROVER: "再加：批准发布、回退",
    Role.ADMIN: "再加：管账号、看审计",
}
ADDED, CHANGED, WITHDRAWN = "新增", "修改", "撤下"
QUESTION, CASE, CLUSTER, VERSION = "提问 {id}", "咨询 {id}", "第 {number} 类问题", "第 {number} 版"
ACTS = {
    "sign-in": "登录",
    "sign-in refused": "登录未成",
    "sign-out": "退出",
    "account added": "新建账号",
    "role changed": "改角色或范围",
    "account disabled": "停用账号",
    "account enabled": "启用账号",
    "password reset": "重设密码",
    "password changed": "改密码",
    "second factor on": "开启动态码",
    "second factor off": "关闭动态码",
    "sessions ended": "结束登录",
    "case: claim": "接单",
    "case: release": "退回",
    "case: takeover": "接管",
    "case: reassign": "改派",
    "case: promise": "承诺",
    "case: resolve": "办结",
    "case: promote": "推荐入库",
    "case: spam": "标为无效",
    "case: reply": "答复市民",
    "case: correct": "更正答复",
    "case: retract": "撤回答复",
    "case: note": "写备注",
    "case: passage": "发送原文",
    "draft changed": "改草稿",
    "entry withdrawn": "在草稿里撤下",
    "draft discarded": "放弃改动",
    "files imported": "导入文件",
    "published": "发布",
    "rolled back": "退回旧版",
    "correction sent": "给市民发更正",
    "rollback proposed": "提议退回旧版",
    "verdict": "审核",
    "verdict taken back": "撤回审核",
    "linked": "关联到条文",
    "answer written": "写正确答案",
    "cluster answered": "答复一类问题",
    "cluster linked": "把一类问题关联到条文",
    "cluster outside": "标为不属本区",
    "cluster reopened": "重新打开一类问题",
}
"""What is written in the audit trail, as staff read it."""

ACTORS = {"": "系统", COMMAND_LINE: "命令行"}
DETAILS = {"role": "角色", "departments": "部门", "verdict": "结论", "article": "条文", "entries": "条数"}

ERRORS = {
    400: "这个请求写得不对。",
    401: "登录已经结束，请重新登录。",
    403: "您的账号不能做这件事。需要的话，请找管理员调整角色。",
    404: "没有这一页，或者它不在您的部门范围里。",
    405: "不能这样打开这一页。",
    406: "这个地址是给页面自动更新用的，请打开页面本身。",
    413: "内容太大了，请分几次提交。",
}
UNKNOWN_HOST = "不认识的主机名。"
BROKEN = "页面出错了，编号 {number}。请稍后再试；还是不行，请把编号告诉管理员。"
PORT_TAKEN = "控制台开不了 {host}:{port}，可能被别的程序占着。请用 SANFANG_CONSOLE_LISTEN 换一个端口。"
FOREIGN = "这个操作不是从本系统的页面发出的，没有执行。请回到页面再点一次。"
CORRECTION_MOVED = "您看过之后，要收到更正的人或这段话变了，没有发出。请再看一遍。"
DRAFT_MOVED = "您看过之后草稿又变了，没有发布。请再看一遍。"
NEEDS_ANOTHER = "这份草稿您改过。这里规定要由另一位同事批准：请有“审批发布”角色的同事打开这一页来发布。"
PROPOSE_FIRST = "这里规定退回也要两个人：请先点“提议退回”，再由另一位有“审批发布”角色的同事发布。"
GIVEN_AWAY = "这样改，这一条就不归您的部门了，没有保存。请保留您的部门，或请不限部门的同事来改。"
FOREIGN_QUESTION = "（别的部门的一个提问）"
FOREIGN_CHANGES = "草稿里有不归您的部门的改动：{names}。没有发布，请不限部门的同事来发布。"
REFUSED = "登录名、密码或动态码不对。"
TOO_MANY = "试得太多了，请 15 分钟以后再试。急用请找管理员重设密码。"


def detail(value: object) -> str:
    """A value of an audit record: the names of roles and verdicts, the items of a list."""
    named = {
        **{str(role): name for role, name in ROLES.items()},
        **{str(each): name for each, (_, name) in VERDICTS.items()},
    }
    return "、".join(map(str, value)) if isinstance(value, list) else named.get(str(value), str(value))


def browser(agent: str) -> str:
    """Which browser on what, by what it calls itself; itself when it is none of the usual ones."""
    names = (
        ("MicroMessenger", "微信"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    )
    systems = (
        ("Android", "安卓"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )
    name, system = (next((shown for sign, shown in known if sign in agent), "") for known in (names, systems))
    return " · ".join(filter(None, (name, system))) or agent[:40] or "不知道的浏览器"


def ago(at: datetime, now: datetime) -> str:
    """刚刚, 5 分钟前, 今天 09:30, 昨天 09:30, 3月10日, 2025年3月10日."""
    passed = now - at
    there, here = at.astimezone(SHANGHAI), now.astimezone(SHANGHAI)
    if timedelta(0) <= passed < timedelta(minutes=1):
        return "刚刚"
    if timedelta(0) <= passed < timedelta(hours=1):
        return f"{passed.seconds // 60} 分钟前"
    if there.date() == here.date():
        return f"今天 {there:%H:%M}"
    if there.date() == here.date() - timedelta(days=1):
        return f"昨天 {there:%H:%M}"
    return f"{there.month}月{there.day}日" if there.year == here.year else f"{there.year}年{there.month}月{there.day}日"
