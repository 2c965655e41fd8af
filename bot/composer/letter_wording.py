"""Every sentence that staff read when they write to the watchers of something, for staff to proof-read."""

from bot.core.notice_ports import LetterState

NO_SUCH = "没有叫“{name}”的指南、文章或部门。{hint}"
NO_WORDS = "通知还没有写内容。"
TOO_LONG = "通知写了 {length} 个字，最多 {most} 个字：关注的人在手机上看，请短一些。"
PERSONAL = "通知里好像有{kinds}，没有保存。请改写后再来。"
NOBODY_NAMED = "请写明是谁：通知要留下起草人和批准人。"
SAME_PERSON = "起草人不能批准自己的通知，请另一位同事来批准。"
NO_LETTER = "没有第 {number} 号通知。用 sanfang letter list 看有哪些。"
DECIDED = "第 {number} 号通知{state}（{decider}），不能再改。"
STATES = {LetterState.DRAFTED: "待批准", LetterState.APPROVED: "已批准", LetterState.REJECTED: "已退回"}
DRAFTED = "第 {number} 号通知已起草，关于“{name}”，现在有 {count} 人关注。请另一位同事批准：\n  sanfang letter approve {number} --approver 姓名"
APPROVED = "已批准第 {number} 号通知。sanfang serve 会一个一个通知关注“{name}”的人，不耽误回答问题。"
REJECTED = "已退回第 {number} 号通知，谁都没有收到。"
NONE = '还没有通知。试试：sanfang letter write 养犬许可证申领 "本周六暂停受理"'
