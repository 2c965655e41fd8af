"""`sanfang evaluate`: how good the answers, the reading and the retrieval are, in figures."""

import click

from bot.cli.evaluate.answers import answers
from bot.cli.evaluate.reading import reading
from bot.cli.evaluate.retrieval import retrieval


@click.group("evaluate")
def command() -> None:
    """用带标准答案的题目检验回答得好不好"""


command.add_command(answers)
command.add_command(reading)
command.add_command(retrieval)
