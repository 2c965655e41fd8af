"""Every word on a printed card (亲情告知卡), for staff to proof-read."""

from datetime import date

KICKER = "亲情告知卡"
PLACE, PHONE, MATERIALS = "去哪里办", "打什么电话", "带什么材料"
BRIEFLY = {PLACE: "地点", PHONE: "电话", MATERIALS: "材料"}
AGENT, STEPS, ONLINE, CONDITIONS, FEE = "谁能帮您办", "怎么办", "网上怎么办", "什么条件", "收多少钱"
NOT_TOLD = "还没有写明的"
ASK = "{what}：请扫码问窗口。"
COUNTED = "{label}（共{count}样）"
MISSING = "这一项还没有写明，请扫码问窗口。"
FOLDED = "……还有，请扫码看全部"
SCAN = "扫码看最新"
SCAN_MORE = "也能直接提问、接通窗口"
UNTIL = "有效期至 {until}"
PRINTED = ("{today}印制", "以扫码所见为准")
AS_OF = ("资料日期 {published}", "以扫码所见为准")
STARTS = "{start}起执行"


def holds(start: date | None, until: date | None, published: date | None, today: date) -> tuple[str, str]:
    """Until when the card may be believed, in two lines; `start` when it does not hold yet."""
    dated, later = AS_OF if published else PRINTED
    if start:
        dated = STARTS.format(start=day(start))
    return dated.format(published=day(published or today), today=day(today)), (
        UNTIL.format(until=day(until)) if until else later
    )


def day(value: date) -> str:
    """A date as printed."""
    return f"{value.year}年{value.month}月{value.day}日"
