"""What the bot says in Telegram besides its answers."""

from bot.channels.render import MENU_BUTTON
from bot.core.model import Button, ButtonKind, Outgoing, Span, Style

EXAMPLES = ("狗打疫苗只能礼拜三去吗", "什么是三方通话？", "外地企业来杭投资落户认证要几天")

WELCOME = """办事的流程、材料、地点、时限都可以问我，直接打字就行，回答都注明出处。
我答不了的，会告诉您归哪个部门管。"""
PRIVACY = """

请不要发身份证号、电话、住址；万一发了，我会遮盖后再记录。您的问题会去掉个人信息后留存，用来改进回答。"""
HELP = """• /menu 按情况、事项、部门找办事指南
• 用自己的话提问，一次问一件事最清楚
• 问错了可以直接编辑那条消息，我会重新回答
• 回答下面的 👍 👎 告诉我答到没有
• 按钮上的问题点一下就能问
• /my 看转给窗口的咨询办到哪一步"""

KINDS = {
    "photo": "图片",
    "voice": "语音",
    "audio": "音频",
    "video": "视频",
    "video_note": "视频",
    "animation": "动图",
    "sticker": "表情",
    "document": "文件",
    "location": "位置",
    "venue": "位置",
    "contact": "名片",
}
WORDLESS = "我只看得懂文字，{kind}没有看，也没有保存。请把想问的事打字发给我。"

THANKS = {
    ButtonKind.SOLVED: "谢谢，已记下。还有别的事请接着问。",
    ButtonKind.UNSOLVED: "谢谢，已记下没答到。换个说法再问一次，或者问得具体些。",
    ButtonKind.NOT_THIS: "记下了。",
}
ASKING = ""  # no words: the answer follows
EXPIRED = "这个按钮已过期，请直接打字问我。"


def welcome() -> Outgoing:
    """The answer to /start."""
    text = (Span("您好，我是三方。", Style.BOLD), Span(WELCOME + PRIVACY))
    return Outgoing(text, buttons=_examples())


def help_text() -> Outgoing:
    """The answer to /help and to commands the bot does not know."""
    return Outgoing((Span(HELP),), buttons=_examples())


def wordless(attachment: str) -> Outgoing:
    """The answer to a message without words."""
    return Outgoing((Span(WORDLESS.format(kind=KINDS.get(attachment, "这条消息"))),))


def _examples() -> tuple[tuple[Button, ...], ...]:
    return (*((Button(ButtonKind.ASK, example, example),) for example in EXAMPLES), (MENU_BUTTON,))
