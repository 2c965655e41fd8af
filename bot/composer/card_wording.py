"""Every word on a printed card (亲情告知卡), for staff to proof-read."""

from datetime import date

KICKER = "亲情告知卡"
PLACE, PHONE, MATERIALS = "去哪里办", "打什么电话", "带什么材料"
COUNTED = "{label}（共{count}样）"
MISSING = "这一项还没有写明，请扫码问窗口。"
FOLDED = "……还有，请扫码看全部"
SCAN = "扫码看最新"
SCAN_MORE = "也能直接提问、接通窗口"
VALID_UNTIL = ("资料日期 {published}", "有效期至 {until}")
AS_OF = ("资料日期 {published}", "以扫码所见为准")
STARTS = "{start}起执行"


def holds(start: date | None, until: date | None, published: date) -> tuple[str, ...]:
    """Until when the card may be believed; `start` when it does not hold yet."""
    told = VALID_UNTIL if until else AS_OF
    lines = tuple(line.format(published=day(published), until=day(until) if until else "") for line in told)
    return (STARTS.format(start=day(start)), lines[1]) if start else lines


def day(value: date) -> str:
    """A date as printed."""
    return f"{value.year}年{value.month}月{value.day}日"
