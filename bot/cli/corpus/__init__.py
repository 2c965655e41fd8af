"""`sanfang corpus`: from a file to a published, reversible version. One file per command."""

from bot.cli.group import LazyGroup

COMMANDS = {
    "import": "bot.cli.corpus.take",
    "list": "bot.cli.corpus.listing",
    "show": "bot.cli.corpus.show",
    "edit": "bot.cli.corpus.edit",
    "link": "bot.cli.corpus.link",
    "adopt": "bot.cli.corpus.adopt",
    "expire": "bot.cli.corpus.expire",
    "withdraw": "bot.cli.corpus.withdraw",
    "discard": "bot.cli.corpus.discard",
    "check": "bot.cli.corpus.check",
    "diff": "bot.cli.corpus.diff",
    "publish": "bot.cli.corpus.publish",
    "rollback": "bot.cli.corpus.rollback",
    "history": "bot.cli.corpus.history",
    "affected": "bot.cli.corpus.affected",
    "export": "bot.cli.corpus.export",
    "template": "bot.cli.corpus.template",
}

HELP = """更新语料：导入、修改、检查、发布、退回

\b
改动先进草稿，市民看不到；发布以后，正在运行的机器人两秒内换上新版，不用重启。
  sanfang corpus import 通报.docx     读文件，看看会多出什么
  sanfang corpus diff                 草稿和现在用的差在哪里
  sanfang corpus check                哪里要改
  sanfang corpus publish              检查、试问标准题，然后发布
  sanfang corpus rollback 3           不对？退回第 3 版
"""

command = LazyGroup("corpus", commands_at=COMMANDS, help=HELP, short_help="更新语料：导入、检查、发布、退回")
