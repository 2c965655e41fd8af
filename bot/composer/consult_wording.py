"""Every sentence of the three-way consultation, for staff to proof-read: first what citizens read, then what staff read."""

from datetime import date, datetime

from bot.core.consultation import Conclusion, Consultation, DeadlineKind, Level, State, effects
from bot.core.consultation.effects import NoticeKind, StaffNews
from bot.core.hours import SHANGHAI, OfficeHours
from bot.core.model import RichText, Span, Style

WINDOW = "【{department}窗口 工号{badge}】"
CORRECTED = "（已更正）"
RETRACTED = "（窗口撤回了这条消息，请不要照它办。）"
RETRACTED_LATER = "{window}撤回了前面这句，请不要照它办：\n{text}"
RELAYED_BARE = "{window}发来："
NO_GROUP = "这个部门的窗口还没有接入，可以先留言，答复会发到这里。"
NOTHING_OPEN = "您还没有转过窗口。办不清的事，问我以后点 ☎ 就能接通。"
EXPIRED = "这个按钮已过期。"
ONE_AT_A_TIME = "一次只能转一件，{receipt}（{department}）还没有办完。要先结束它，再转这件吗？"
STILL_WAITING = "{receipt} 还在等{department}。要是已经解决了，可以不用再等。"
SOLVED_WITHOUT = "好的，{receipt} 不用再等了。还需要窗口的话，随时可以重新打开。"
ADDED = "已补充到 {receipt}。"
CASE_BUSY = "您还有一件 {receipt} 没有办完，先办完它再重新打开这件。"
REPHRASE = "好的，请换个说法再问我一次，说得具体些更容易查到。"

BUTTONS = {
    "go": "☎ 现在接通",
    "write": "✍ 留言，上班后答复",
    "no": "换个问法",
    "wait": "继续等",
    "later": "✍ 不等了，改留言",
    "cancel": "取消",
    "yes": "✅ 解决了",
    "again": "❌ 还有问题",
    "add": "补充到 {receipt}",
    "new": "这是新问题",
    "swap": "结束 {receipt}，转这件",
    "ok": "✅ 解决了，不用等了",
    "take": "接单",
    "back": "退回",
    "pass": "改派",
    "remit": "不属本窗口",
    "void": "无效",
    "done": "办结",
    "use": "采用第{extra}条",
}
STAFF_BUTTONS = frozenset(BUTTONS[name] for name in ("take", "back", "pass", "remit", "void", "done"))
"""Typed alone, they are meant as the act and not as words for the citizen."""
STATES = {
    State.OFFERED: "待您确认",
    State.WAITING: "待接",
    State.OUT_OF_HOURS: "待上班",
    State.CLAIMED: "已接",
    State.ANSWERED: "答复中",
    State.PROMISED: "已承诺",
    State.RESOLVED: "已办结",
    State.CLOSED: "已结束",
    State.CANCELLED: "已取消",
    State.SPAM: "无效",
    State.UNREACHABLE: "联系不上",
}
CONCLUSIONS = {
    Conclusion.ANSWERED: "一次答复",
    Conclusion.PROMISED: "承诺回复",
    Conclusion.OUT_OF_REMIT: "不属职权",
    Conclusion.INVALID: "无效",
}
"""How a case ended, in the words with which staff order it."""
_CONCLUDED = {
    Conclusion.ANSWERED: "已答复",
    Conclusion.PROMISED: "承诺的答复已给出",
    Conclusion.OUT_OF_REMIT: "这件事不归{department}管，请找：{referral}",
    Conclusion.INVALID: "这条咨询没有可以办理的内容",
}
_UNCERTAIN = "（那一年的放假安排还没有公布，以公布的为准）"


def day_text(day: date) -> str:
    """2月24日（周二）."""
    return f"{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"


def time_text(at: datetime) -> str:
    """2月24日（周二）08:30, in Chinese time."""
    local = at.astimezone(SHANGHAI)
    return f"{day_text(local.date())}{local:%H:%M}"


def window(department: str, badge: str) -> str:
    """Who is speaking: a window and a number, never a name."""
    return WINDOW.format(department=department, badge=badge)


def office_line(office: OfficeHours, at: datetime) -> RichText:
    """Below an offer: whether somebody is there now."""
    if office.is_open(at):
        return (Span("\n现在是办公时间，可以当场接通。"),)
    opening = office.next_opening(at)
    doubt = "" if opening.certain else _UNCERTAIN
    return (Span(f"\n现在不在办公时间，{time_text(opening.at)}上班{doubt}。可以先留言。"),)


def offer_after_miss(name: str) -> RichText:
    """After an answer that missed."""
    return (Span("记下了，没答到。我可以转给 "), Span(name, Style.BOLD), Span(" 的工作人员来回答。"))


def offer_again(name: str) -> RichText:
    """For a question that has waited behind another one."""
    return (Span("这件可以转给 "), Span(name, Style.BOLD), Span(" 的工作人员来回答。"))


def _due_text(due: datetime, office: OfficeHours) -> str:
    day = due.astimezone(SHANGHAI).date()
    doubt = "" if office.calendar.is_certain(day) else _UNCERTAIN
    return f"{day_text(day)}下班前答复您{doubt}"


def tell(effect: effects.CitizenEffect, name: str, office: OfficeHours) -> RichText:
    """What the citizen reads for an effect that carries no message; `name` is the department's."""
    match effect:
        case effects.TellWaiting() | effects.TellOutOfHours() | effects.TellInWriting() | effects.AskToWait():
            return _queued(effect, name, office)
        case effects.TellClaimed(badge=badge):
            return (Span(window(name, badge), Style.BOLD), Span("已接通，您发的话工作人员都能看到。"))
        case effects.TellPromised(day=day, badge=badge):
            return (Span(window(name, badge), Style.BOLD), Span(f"答应在 {day_text(day)} 前答复您，答复会发到这里。"))
        case effects.TellReassigned():
            return (Span("这件事已转给 "), Span(name, Style.BOLD), Span("。"))
        case effects.TellOverdue():
            return (Span(f"说好的时间到了，{name}还没有答复。我已再次催办，请您再等一等。"),)
        case _:
            return _ended(effect, name)


def _queued(
    effect: effects.TellWaiting | effects.TellOutOfHours | effects.TellInWriting | effects.AskToWait,
    name: str,
    office: OfficeHours,
) -> RichText:
    who = Span(name, Style.BOLD)
    match effect:
        case effects.TellWaiting(receipt=receipt):
            return (Span("正在呼叫 "), who, Span(f"，受理号 {receipt}。接通后工作人员就在这里回答您。"))
        case effects.TellInWriting(receipt=receipt, due=due):
            later = f"，受理号 {receipt}，{_due_text(due, office)}。您照常可以问我别的。"
            return (Span("已留言给 "), who, Span(later))
        case effects.TellOutOfHours(receipt=receipt, opens_at=opens, due=due):
            later = f"{time_text(opens)}上班，{_due_text(due, office)}。您照常可以问我别的。"
            return (Span("已记下，受理号 "), Span(receipt, Style.BOLD), Span(f"。{name}{later}"))
        case effects.AskToWait():
            return (Span(f"{name}的工作人员还没有接。您愿意继续等，还是改成留言？"),)


def _ended(effect: effects.CitizenEffect, name: str) -> RichText:
    match effect:
        case effects.TellReopened(receipt=receipt):
            said = f"{receipt} 已重新打开，已再请{name}答复。"
        case effects.TellTooLate(receipt=receipt):
            said = f"{receipt or '这件事'} 已经过了可以重新打开的时间，请当作新问题再问我一次。"
        case effects.TellCancelled(receipt=receipt):
            said = f"{receipt or '这件事'} 已取消。还有别的事请接着问。"
        case effects.ThankForRating(stars=stars):
            said = f"谢谢，您给了 {stars} 分。" if stars else "谢谢，已记下。"
        case _:
            raise ValueError(f"{type(effect).__name__} carries a message")
    return (Span(said),)


def summary(effect: effects.SendSummary, name: str, question: str, reply: str, at: datetime) -> RichText:
    """What was asked and replied, by whom and when."""
    ended = _CONCLUDED[effect.conclusion].format(department=name, referral=effect.referral)
    said = f"\n答复：{reply}" if reply else ""
    return (
        Span("办结：" + ended, Style.BOLD),
        Span(f"\n您问：{question}{said}\n{window(name, effect.badge)}{time_text(at)}\n解决了吗？也可以打分。"),
    )


def my_line(case: Consultation, name: str, question: str) -> str:
    """One consultation in the citizen's own list."""
    due = f"，{day_text(case.due.astimezone(SHANGHAI).date())}前答复" if case.due and not case.is_finished else ""
    return f"{case.receipt} · {name} · {STATES[case.state]}{due}\n  {question[:40]}"


# What staff read

STAFF_NEWS = {
    StaffNews.CANCELLED: "市民取消了这件咨询。",
    StaffNews.IN_WRITING: "市民不再在线等，改为留言；请在承诺的时间前答复。",
    StaffNews.CITIZEN_GONE: "市民停用了机器人，消息暂时送不到。恢复后会在这里说明。",
    StaffNews.CITIZEN_BACK: "市民回来了，可以继续。",
    StaffNews.REOPENED: "市民说还有问题，重新打开。",
    StaffNews.CONFIRMED: "市民确认已解决。",
    StaffNews.RATED: "市民打了分。",
    StaffNews.SOLVED_BY_BOT: "市民已从机器人得到答案，不用再办。",
    StaffNews.TAKEN_OVER: "由上级接管。",
    StaffNews.RELEASED: "退回待接。",
    StaffNews.UNRATED: "市民没有评价，按未评价结束。",
    StaffNews.ABANDONED: "一直联系不上市民，结束。",
}
NOTICES = {
    NoticeKind.ALREADY_CLAIMED: "已由 工号{holder} 接单。",
    NoticeKind.ALREADY_YOURS: "已经是您在办。",
    NoticeKind.CLAIM_FIRST: "请先接单，再答复；刚才的话市民没有收到。",
    NoticeKind.NOT_YOURS: "这件由 工号{holder} 在办；您的话只留在这里，市民没有收到。",
    NoticeKind.CITIZEN_GONE: "市民现在收不到消息。",
    NoticeKind.FINISHED: "这件已经结束，市民没有收到；市民重新打开后才能答复。",
    NoticeKind.NEEDS_REPLY: "还没有答复过市民，请先答复，再办结。",
    NoticeKind.NEEDS_REFERRAL: "请写明该找哪里：/resolve 不属职权 区税务局",
    NoticeKind.NEEDS_DATE: "请写将来的日期或工作日数：/promise 3 或 /promise 2026-03-12",
}
_CALLED = {
    Level.HOLDER: "工号{holder}，请看一下",
    Level.DEPUTY: "请副班接一下",
    Level.LEAD: "请值班长处理",
    Level.CITIZEN: "",
}
_BECAUSE = {
    DeadlineKind.CLAIM: "还没有人接单，市民在等。",
    DeadlineKind.REPLY: "市民还没有等到答复。",
    DeadlineKind.IDLE: "这件很久没有动静，请答复或办结。",
    DeadlineKind.DUE: "已过承诺的时间。",
}
RING = "🔔 有市民在等，请接单。"
SUGGESTED = "可能有用的原文："
USED = "已把第{number}条发给市民：{text}…"
FROM_CONSOLE = "工号{badge} 在网页上答复市民：\n{text}"
NOTE_FROM_CONSOLE = "工号{badge} 在网页上备注：\n{text}"
CORRECTED_IN_CONSOLE = "工号{badge} 在网页上更正为：\n{text}"
RETRACTED_IN_CONSOLE = "工号{badge} 在网页上撤回了：\n{text}"
NOTE_KEPT = "内部备注，市民看不到。"
STAYS_NOTE = "改了也只留在这里，市民看不到；要对市民说，请另发一条。"
IS_A_BUTTON = "“{word}”没有发给市民：要这样办，请点按钮；要对市民说，请换个说法。"
UNDELIVERED = "⚠ 这条没有送到市民那里（{reason}）：{text}"
CITIZEN_EDITED = "✏️ 市民改成了：\n{text}"
CITIZEN_EDITED_BARE = "✏️ 市民把这条改成了下面这样："
HANDED_OVER = "已改派给{department}。原因：{reason}"
IS_ELSEWHERE = "{receipt} 已改派给{department}；写在这里的话，那边和市民都看不到。"
TAKEN_FROM = "由{department}改派过来。原因：{reason}"
NOT_STAFF = "只有本部门窗口的工作人员可以操作。"
NOT_SUPERVISOR = "只有群管理员可以接管。"
PROMOTED = "已推荐入库，审核后生效。"
NO_PAIR = "办结以后才能推荐入库。"
UNKNOWN_DEPARTMENT = "没有叫“{name}”的部门。"
REASSIGN_HOW = "请写明部门和原因：/reassign 区税务局 涉税问题"
RESOLVE_HOW = "请写办结方式：/resolve 一次答复、承诺回复、无效，或 /resolve 不属职权 该找哪里"
RETRACT_HOW = "请回复要撤回的那条消息，再发 /retract。"
NO_SUCH_ORDER = "没有这个命令。可用：/claim /release /takeover /reassign /promise /resolve /retract /promote /spam /queue /who /hours"
QUEUE_HEAD = "待办一览\n"
PARTS_MISSING = "⚠ 有 {count} 项转达不了（受保护或已删除），请另发一次。"
UNCOPYABLE = "受保护或已删除，转达不了"
NOT_COPIED = "⚠ 市民的一条消息没能转达（{reason}）：{text}"
UNCERTAIN = "网络不稳，可能没有到"
BLOCKED = "市民停用了机器人"
REFUSED = "Telegram 不接受这条消息"
NOT_NOW = "这件现在不能这样办。"
NO_CASE = "这里没有待办的咨询。"
NO_PASSAGE = "这条原文已经不在库里或已失效，请另选。"
NO_SUCH_PASSAGE = "没有这一条原文，请看上面的编号。"
STANDS_ALONE = "“{word}”请单独写；要对市民说这句话，请换个说法。"
NO_QUEUE = "现在没有待办的咨询。"
BOUND = "已绑定：{department}。新的咨询会在这里开话题。"
BOUND_DESK = "已设为总值班台，没有接入的部门的咨询都到这里。"
BIND_HOW = "请写部门名：/bind 区农业局"
BIND_NOT_FORUM = "请先在群设置里打开“话题”，再绑定。"
BIND_NO_RIGHTS = "请先把我设为群管理员，并给我“管理话题”的权限。"
NOT_ADMIN = "只有管理员（SANFANG_ADMINS）可以绑定。"
LOST_RIGHTS = "{title}：我不再是群管理员，开不了话题。请恢复“管理话题”的权限，积压的咨询会自动补上。"


def escalation(effect: effects.Escalate) -> str:
    """Who is called, and why."""
    called = _CALLED[effect.level].format(holder=effect.holder.badge if effect.holder else "")
    return f"🔔 {called}：{_BECAUSE.get(effect.because, '')}"


def notice(effect: effects.Notice) -> str:
    """Why an act of staff had no effect."""
    return NOTICES[effect.kind].format(holder=effect.holder.badge if effect.holder else "")


def title(case: Consultation, name: str) -> str:
    """A topic's title: no personal data, at most 128 characters."""
    return f"{case.receipt} {name} [{STATES[case.state]}]"[:128]


def card_head(case: Consultation, name: str) -> RichText:
    """The first lines of the card: number, department, state, who has it, until when."""
    holder = f" · 工号{case.holder.badge}" if case.holder and not case.is_finished else ""
    due = f"\n最迟 {time_text(case.due)} 答复" if case.due and not case.is_finished and not case.live else ""
    live = "（在线等）" if case.live and case.state is State.WAITING else ""
    return (
        Span(f"{case.receipt} {name}", Style.BOLD),
        Span(f"\n{STATES[case.state]}{live}{holder}{due}\n"),
    )


def queue_line(case: Consultation, name: str) -> str:
    """One line of the queue."""
    holder = f" 工号{case.holder.badge}" if case.holder else ""
    since = time_text(case.waiting_since or case.created_at)
    return f"{case.receipt} {name} {STATES[case.state]}{holder} · {since}起"


def who(holder: str, badges: str) -> str:
    """Who has the case, or who has ever worked at this window."""
    return f"工号{holder} 在办。" if holder else f"还没有人接。本窗口的工号：{badges or '无'}"


def hours_today(sessions: str) -> str:
    """The day's office hours."""
    return f"今天的办公时间：{sessions}" if sessions else "今天不上班。"
