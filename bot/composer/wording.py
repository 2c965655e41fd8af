"""Every sentence the bot says, in one place, for staff to proof-read. Quoted text is never altered here."""

from dataclasses import replace

from bot.composer.headline import Headline, Polarity
from bot.composer.kinds import Wanted
from bot.composer.outcomes import Above, Choose, Courtesy, Declined, HandOver, Quoted, Result, Why
from bot.composer.talk import Talk
from bot.core.model import RichText, Span, Style

EXAMPLES = ("狗狗去哪里打狂犬疫苗", "落户认证要等几天", "什么是三方通话")

_COURTESY = {
    Talk.EMPTY: "请用文字把想问的事发给我，我来查。",
    Talk.GREETING: "您好，我是三方，帮您查萧山“最多跑一次”的办事信息。想办什么事，直接问我就行。",
    Talk.THANKS: "不客气。还有别的事，随时问我。",
    Talk.FAREWELL: "再见，祝您办事顺利。",
    Talk.ACKNOWLEDGE: "好的。还有想问的，直接发给我。",
    Talk.IDENTITY: "我是三方，一个查办事信息的机器人，不是真人。我按公开的通报和办事指南原文回答；答不了的，我帮您找负责的部门。",
    Talk.ABILITY: "我能查办事流程、材料、地点、时限，也能告诉您一件事归哪个部门管。",
}
_FACTS = {
    Wanted.FEE: "收费标准",
    Wanted.FREQUENCY: "多久一次",
    Wanted.VALIDITY: "有效期",
    Wanted.HOURS: "办公时间",
    Wanted.DURATION: "办理时限",
    Wanted.DATE: "具体时间",
    Wanted.PERCENT: "这个比例",
    Wanted.PHONE: "电话号码",
    Wanted.URL: "网址",
    Wanted.ADDRESS: "具体地址",
    Wanted.PLACE: "办理地点",
    Wanted.PERSON: "名称或姓名",
    Wanted.BODY: "由谁负责",
    Wanted.MATERIALS: "要带的材料",
    Wanted.COUNT: "这个数字",
    Wanted.ONLINE: "能不能网上办",
    Wanted.AGENT: "能不能请人代办",
    Wanted.DELIVERY: "能不能快递",
    Wanted.REASON: "原因",
}
_POLARITY = {
    Polarity.ALLOWED: "可以。",
    Polarity.NOT_IN_PERSON: "不用本人去。",
    Polarity.FREE: "不收费。",
    Polarity.NOT_ONLY: "不是。",
}
_DECLINED = {
    Talk.MANIPULATION: "这个我帮不上。我只回答政务办事的问题。",
    Talk.PRIVATE: "个人的住址、电话等私人信息，我不查也不提供。办事上的问题可以问我。",
    Talk.EMPTY: "您问的是哪件事？请把事情也写上，我再查。",
    None: "这个不在我能查的范围里。我只回答萧山区的办事问题。",
}
_EMERGENCY = {
    "110": "请立即拨打 {number} 报警，先保证自己安全。",
    "119": "请立即拨打 {number}，先离开危险的地方。",
    "120": "请立即拨打 {number} 急救电话。",
}
TOO_MANY = "一次问得有点多，我先答了前面的。这些请再发一次：{unread}"
SHOWN_ABOVE = "“{asked}”，答案也在上面这几句里。"
MORE_BESIDES = "“{asked}”，除了上面这几句，还有："
LEFT_OUT = "这一句我没能答上，请换个说法单独再问：{left}"
PRIVACY_NOTE = "为保护隐私，我没有保存您发来的{kinds}，也请不要在这里发送。"
FAILED = "刚才没有处理成功，您的问题已经记下（编号 {number}），我会自动重试。"


def say(result: Result) -> RichText:
    """What the citizen reads for a result."""
    match result:
        case Quoted():
            return _quoted(result)
        case Above():
            return _above(result)
        case HandOver():
            return _handed_over(result)
        case Choose():
            return (Span("您想问的是哪一个？" if len(result.options) > 1 else "您想问的是这个吗？"),)
        case Courtesy():
            return (Span(_COURTESY[result.talk]),)
        case Declined():
            return _declined(result)


def _quoted(result: Quoted) -> RichText:
    lines = [*_headline(result.headline)]
    for each in result.quotes:
        lines += [Span("「"), *_emphasised(each.quote, result.headline.value), Span("」\n")]
    return _stripped(tuple(lines))


def _above(result: Above) -> RichText:
    if result.new:
        added = _quoted(replace(result.quoted, quotes=result.new))
        return (Span(MORE_BESIDES.format(asked=result.asked) + "\n"), *added)
    direct = _stripped(_headline(result.quoted.headline))
    return (Span(f"“{result.asked}”：\n"), *direct) if direct else (Span(SHOWN_ABOVE.format(asked=result.asked)),)


def _headline(head: Headline) -> RichText:
    if head.polarity:
        return (Span(_POLARITY[head.polarity], Style.BOLD), Span("\n"))
    if head.body:
        return (Span("由 "), Span(head.body, Style.BOLD), Span(" 负责。\n"))
    if not head.value:
        return ()
    denied = (Span(f"不是{head.denied}，是"),) if head.denied else ()
    before = f"（原来是{head.before}）。\n" if head.before else "。\n"
    return (*denied, Span(head.value, Style.BOLD), Span(before))


def _emphasised(quote: str, value: str) -> RichText:
    """The quote with the value in bold where it stands."""
    start = quote.find(value) if value else -1
    if start < 0:
        return (Span(quote, Style.QUOTE),)
    end = start + len(value)
    pieces = (Span(quote[:start], Style.QUOTE), Span(value, Style.BOLD), Span(quote[end:], Style.QUOTE))
    return tuple(piece for piece in pieces if piece.text)


def _handed_over(result: HandOver) -> RichText:
    who = result.department.name if result.department else "区统一政务平台"
    first: RichText
    if result.asked:
        asked = "”“".join(result.asked)
        return (
            Span(f"“{asked}”，我没有查到。\n这些事都由 "),
            Span(who, Style.BOLD),
            Span(" 负责。我可以帮您转给他们的工作人员来回答。"),
        )
    match result.why:
        case Why.ASKED_FOR:
            return (Span("好的，帮您转人工，由 "), Span(who, Style.BOLD), Span(" 的工作人员来回答。"))
        case Why.FACT_MISSING | Why.FIELD_MISSING:
            book = "我查到的通报里，" if result.why is Why.FACT_MISSING else "这件事的办事指南里，"
            fact = _FACTS.get(result.wanted, "您问的这一点") if result.wanted else "您问的这一点"
            first = (
                Span(book),
                Span(f"没有写{fact}", Style.BOLD),
                Span("。\n这件事由 "),
                Span(who, Style.BOLD),
                Span(" 负责。"),
            )
        case Why.DEPARTMENT_UNKNOWN:
            return (
                Span("这件事我没有查到，也拿不准归哪个部门。可以请 "),
                Span(who, Style.BOLD),
                Span(" 的工作人员帮您问清楚。"),
            )
        case _:
            reason = f"（{result.reason}）" if result.reason else ""
            first = (Span("这件事我没有查到。它归 "), Span(who, Style.BOLD), Span(f" 管{reason}。"))
    return (*first, Span("我可以帮您转给他们的工作人员来回答。"))


def _declined(result: Declined) -> RichText:
    if result.number:
        return (Span(_EMERGENCY[result.number].format(number=result.number), Style.BOLD),)
    if isinstance(result.about, Talk) or result.about is None:
        return (Span(_DECLINED[result.about]),)
    return (Span(f"我只了解萧山区的办事信息，{result.about}的要问当地政务服务热线 12345。萧山的事可以问我。"),)


def _stripped(text: RichText) -> RichText:
    """Without the line break at the end."""
    return (*text[:-1], Span(text[-1].text.rstrip("\n"), text[-1].style)) if text else text
