"""Help pages with Chinese headings."""

from collections.abc import Iterable

import click
from wcwidth import ljust, width

HEADINGS = {"Options": "选项", "Commands": "命令", "Positional arguments": "参数"}
PHRASES = {"Show this message and exit.": "显示这页说明", "[required]": "〔必填〕", "[default: ": "〔默认 "}


class HelpText(click.HelpFormatter):
    """click's formatter, saying its own words in Chinese."""

    def write_usage(self, prog: str, args: str = "", _prefix: str | None = None) -> None:
        """The line that shows how the command is written."""
        words = (
            args.replace("[OPTIONS]", "[选项]")
            .replace("[COMMAND] [ARGS]...", "命令 …")
            .replace("COMMAND [ARGS]...", "命令 …")
        )
        super().write_usage(prog, words, "用法：")

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        self.write(f"{'':{self.current_indent}}{HEADINGS.get(heading, heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], _col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of options or commands, each with its meaning; 汉字 count as two columns."""
        listed = [(name, _translated(text)) for name, text in rows]
        column = max(width(name) for name, _ in listed) + col_spacing
        for name, text in listed:
            self.write(f"{'':{self.current_indent}}{ljust(name, column)}{text}\n")


def _translated(text: str) -> str:
    for english, chinese in PHRASES.items():
        text = text.replace(english, chinese)
    return text
