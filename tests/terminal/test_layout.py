"""Lines as Chinese is set: by display width, with no punctuation at the start of a line."""

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import width

from bot.channels.terminal.layout import Line, Run, lay_out

CHINESE = st.text(alphabet="办理时限从原来缩短至个工作日，。、；：「」《》（）15 ab\n", max_size=80)


def text(line: Line) -> str:
    """A line without its styles."""
    return "".join(run.text for run in line)


def test_a_line_is_filled_to_the_width_and_no_further() -> None:
    """A 汉字 counts as two columns; a full stop stays with its word."""
    lines = [text(line) for line in lay_out((Run("办理时限缩短至7个工作日。共3条"),), 12)]

    assert lines == ["办理时限缩短", "至7个工作", "日。共3条"]


def test_styles_survive_the_break() -> None:
    """A bold run that is broken is bold on both lines."""
    lines = list(lay_out((Run("可以。", "1"), Run("不用本人去")), 8))

    assert lines == [(Run("可以。", "1"), Run("不")), (Run("用本人去"),)]


def test_without_a_width_lines_stay_whole() -> None:
    """A pipe gets paragraphs as they are."""
    assert [text(line) for line in lay_out((Run("第一段\n\n第二段"),), None)] == ["第一段", "", "第二段"]


def test_continued_lines_are_indented() -> None:
    """The indent stands before every line of a paragraph but its first."""
    assert [text(line) for line in lay_out((Run("一二三四五"),), 6, "  ")] == ["一二三", "  四五"]


@given(CHINESE, st.integers(min_value=8, max_value=40))
def test_nothing_is_lost_and_no_line_starts_with_closing_punctuation(content: str, columns: int) -> None:
    """Broken lines joined give the text again, and a line is too long only where it cannot be broken."""
    lines = [text(line) for paragraph in content.split("\n") for line in lay_out((Run(paragraph),), columns)]
    continued = [text(line) for paragraph in content.split("\n") for line in [*lay_out((Run(paragraph),), columns)][1:]]

    assert "".join(lines) == content.replace("\n", "")
    assert not [line for line in continued if line[0] in "，。、；：」》）"]
    assert all(width(line) <= columns or _unbreakable(line) for line in lines)


def _unbreakable(line: str) -> bool:
    return len(line.strip("，。、；：「」《》（）")) <= 1 or line.isascii()
