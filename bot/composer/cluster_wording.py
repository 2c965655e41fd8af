"""What staff read when they answer what nobody could answer."""

SOURCE = "工作人员答复"
"""Where an answer stands that staff wrote for a cluster; shown to citizens as its source."""
EMPTY_ANSWER = "还没有写答复。请写上给市民看的话，再存成草稿。"
ALREADY_ANSWERED = (
    "{by} 刚才已经处理了这一类问题，您的没有存。要换成您的，请先点“重新打开”；想补充，请去改他写的那一条。"
)
NO_TARGET = "请先选一条要关联的条文或事项。"
DRAFTED = "已存成草稿。发布以后，问这一类问题的人就能直接得到答复。"
LINKED = "已关联。发布以后，这些问法会得到那一条的答复。"
PUT_OUTSIDE = "已标为不属本区。"
REOPENED = "已重新打开，等人答复。以前写的还在草稿或语料里，不要的请打开那一条放弃或撤下。"
EMPTY = "没有这样的问题。机器人答不上的提问会自动归到这里；想先看看样子，用 sanfang demo。"
EMPTY_OPEN = "没有待答的问题。市民问了机器人答不上的，会自动归到这里。"
