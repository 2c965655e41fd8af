"""Every sentence about what is kept of a citizen, for staff to proof-read."""

from bot.core.erasure_ports import Erased

PRIVACY = """• 问题先遮盖证件号、电话、住址，再保存；不存您的姓名和账号，只存一个代号
• 问题文字最多留 {text_days} 天，收发记录 {traffic_days} 天，到期自动清除
• 转给窗口的问题，那个部门的工作人员能看到
• Telegram 是境外服务，敏感的事请到窗口办
• 发 /forget 可以马上删除您的记录"""
ASK = """要删除您在这里的全部记录吗？

会删掉：问过的问题、和窗口的对话、您的关注，以及您和这些记录的联系。删了找不回来。
没办完的咨询会留到办结；Telegram 里已经显示的消息请自己清除。"""
YES, NO = "确认删除", "不删"
KEPT = "好的，什么都没有删。"
NOTHING = "这里没有您的记录。"
DONE = "已删除：{what}。"
QUESTIONS, CASES, WATCHES = "{count} 个问题", "{count} 件咨询的内容", "{count} 项关注"
STAYS = "\n\n还留着的："
OPEN_CASES = "\n• 没办完的咨询 {receipts}：还要回复您。办结或取消后再发一次 /forget"
COUNTS = "\n• 次数、时间和办理结果：不含文字，也不再能对应到您，用于统计和审计"
PROPOSED = "\n• 工作人员已提议公开的问答 {count} 条：不含您的身份"
GROUP = "\n• 工作人员群里已经收到的消息：在他们的 Telegram 里"
SENDING = "\n• 刚才这几条消息的收发记录：{traffic_days} 天内自动清除"


def erased(what: Erased, traffic_days: int) -> str:
    """What was erased, what stays and why."""
    counted = ((QUESTIONS, what.questions), (CASES, what.cases), (WATCHES, what.watches))
    gone = "、".join(words.format(count=count) for words, count in counted if count)
    if not gone and not what.open_cases:
        return NOTHING
    stays = [OPEN_CASES.format(receipts="、".join(what.open_cases))] * bool(what.open_cases)
    stays += [COUNTS] * bool(what.questions or what.cases) + [PROPOSED.format(count=what.proposed)] * bool(
        what.proposed
    )
    stays += [GROUP] * bool(what.cases or what.open_cases) + [SENDING.format(traffic_days=traffic_days)]
    return (DONE.format(what=gone) if gone else "") + STAYS + "".join(stays)
