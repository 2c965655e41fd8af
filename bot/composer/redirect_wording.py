"""What staff read when they send a case to another department by buttons."""

HEADS = {
    "p": "改派给哪个部门？点了就转，不另写原因；要写明原因，请发：/reassign 部门 原因",
    "r": "不属本窗口，该归哪里？都不归我们区管的，请写：/resolve 不属职权 该找哪里",
}
"""By the purpose of the choice."""
REASONS = {"p": "工号{badge} 改派", "r": "工号{badge} 认为不属本窗口"}
PAGE = "（第 {page}/{pages} 页）"
TO_DESK = "↩ 退回{name}"
EARLIER, LATER, KEEP = "‹ 上一页", "下一页 ›", "不改了"
CHOSEN = "已改派给{name}。"
KEPT = "没有改派。"
