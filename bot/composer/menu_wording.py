"""What the menu, the guide page and the pages around it say."""

from bot.core.page_ref import PageKind
from corpus.model import Guide, GuideField

MENU = "📋 办事菜单"
HOME = "想办什么事？点下面找，也可以直接打字问我。"
HOME_BUTTONS = {
    PageKind.SITUATIONS: "🙋 我的情况",
    PageKind.GUIDES: "📋 办什么事",
    PageKind.DEPARTMENTS: "🏢 找哪个部门",
    PageKind.ARTICLES: "📰 通报原文",
}
TITLES = {
    PageKind.SITUATIONS: "您是哪种情况？",
    PageKind.GUIDES: "全部办事事项",
    PageKind.DEPARTMENTS: "全部部门",
    PageKind.ARTICLES: "通报原文",
}
COUNT = "共{count}项"
PART = "，第{number}/{parts}页"
SEARCH = "没看到？直接打字就能搜。"
RANGE = "{first} … {last}"
NOTHING = "这里现在还没有内容。"
GONE = "这一项现在的资料里没有了，可能已经改名或停办。从菜单里再找找，也可以直接打字问我。"
OVER = "\n（已过有效期，只供查考）"
EXPIRED = "这份指南已过有效期（到{day}），请先问清楚再去。"

BACK, HOME_BUTTON, EARLIER, LATER = "↩ 返回", "⌂ 菜单", "‹ 上一页", "下一页 ›"
WINDOW, SHARE, ORIGINAL, OFFICE = "☎ 问窗口", "↗ 转给别人", "📰 看原文", "🏢 看部门"
UNFOLD = "展开：{label}"
GUIDE_BUTTON = "📋 {name}"
ANYTHING = "别的问题"

FIELDS = {
    GuideField.PLACE: "📍 地点",
    GuideField.PHONE: "☎ 电话",
    GuideField.MATERIALS: "📄 材料",
    GuideField.HOURS: "🕘 办公时间",
    GuideField.STEPS: "👣 步骤",
    GuideField.CONDITIONS: "✔ 条件",
    GuideField.PROMISED_LIMIT: "⏱ 承诺时限",
    GuideField.LEGAL_LIMIT: "⏱ 法定时限",
    GuideField.FEE: "💰 费用",
    GuideField.ONLINE: "💻 网上办",
    GuideField.AGENT: "🤝 代办",
    GuideField.DELIVERY: "📮 送达",
    GuideField.COMPLAINT_PHONE: "📣 投诉电话",
    GuideField.BASIS: "⚖ 依据",
}
"""Every field with its label, in the order of the guide page: the three that must be clear come first."""
CLEAR = (GuideField.PLACE, GuideField.PHONE, GuideField.MATERIALS)
QUESTIONS = {
    GuideField.PLACE: "在哪里办？",
    GuideField.PHONE: "咨询电话是多少？",
    GuideField.MATERIALS: "要带什么材料？",
    GuideField.HOURS: "什么时间可以办？",
    GuideField.STEPS: "怎么办，分几步？",
    GuideField.CONDITIONS: "要符合什么条件？",
    GuideField.PROMISED_LIMIT: "要办多久？",
    GuideField.FEE: "要多少钱？",
    GuideField.ONLINE: "能在网上办吗？",
    GuideField.AGENT: "可以请别人代办吗？",
    GuideField.DELIVERY: "办好后怎么拿？",
}
"""What the window can be asked when the guide does not say it."""
QUESTION = "{name}：{question}"
OPEN_QUESTION = "{name}：我有别的问题想问。"
UNKNOWN = "还没写明"
OFFICE_PHONE = "{phone}（部门电话）"
MISSING = "指南里还没写明：{fields}。可以点“☎ 问窗口”，请工作人员来答。"
NO_SOURCE = "这份指南没有注明出处和日期，去之前请先问一下。"
BY = "由 {department} 办理"
ASK_WHAT = "您想问窗口哪一点？点一下，我把问题写好转过去。"
CONSULT = "好的，帮您问 {department}：\n「{question}」"
CONTINUED = "（第{number}/{parts}页）"
DUTIES = "管什么：{duties}"
DUTIES_MORE = " 等{count}项"
SHARE_TEXT = "{name} · 办事指南"
ANOTHER = "没答到。那看看这一段，是不是您要的：\n"
THIS, NOT_THIS_EITHER = "👍 是这个", "👎 也不是"
PRIVATE_CHAT = "💬 私聊三方"
GROUP_HANDOFF = "这个我手头的资料没有写，归 {department} 管。要问他们的工作人员，请私聊我。"
GROUP_NOBODY = "这个我手头的资料没有写。要问工作人员，请私聊我。"
GROUP_COMMAND = "办事菜单和窗口咨询在私聊里用。在群里 @ 我，或者回复我的话，就能问问题。"
INLINE_MORE = "私聊三方，问得更细"
INLINE_GUIDE = "📋 办事指南 · {department}"
INLINE_OPEN = "查看全部 · 问窗口"


def question_of(guide: Guide, field: GuideField) -> str:
    """What a citizen would ask of a guide's field, in full."""
    return QUESTION.format(name=guide.name, question=QUESTIONS[field])


def label(field: GuideField) -> str:
    """The field's name without its sign."""
    return FIELDS[field].partition(" ")[2]
