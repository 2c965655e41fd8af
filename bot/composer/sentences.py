"""Cut a passage into sentences, each a verbatim part of it."""

import re

# A sentence ends at its mark, with closing quotes and brackets; a line break ends one too.
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*[”’」』）)】》]*|[。！？!?；;]+")
_NUMBERED = r"(?:\d{1,2}[.、．]|[(（]?[一二三四五六七八九十]{1,3}[)）、])"
_SECTION = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]+[章条节])"
)
_ENDS = "。！？!?；;”’」』）)"
_HEADING = re.compile(rf"{_NUMBERED}\s*[^，,。；;]{{2,24}}[。？?]?|[^。；;]{{2,60}}[？?]")
_ITEM = re.compile(r"^(?:\d{1,2}[.、．)）]|[(（]?[一二三四五六七八九十]{1,3}[)）]|[-*•])\s*")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a passage in order, stripped; a question or a short numbered heading is kept with what follows it."""
    spans = [match.span() for match in _SENTENCE.finditer(text) if match.group().strip()]
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _HEADING.fullmatch(text[slice(*joined[-1])].strip()):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(text[start:end].strip() for start, end in joined)


_CREDIT = re.compile(
    r"[（(]?(?:消息|信息|资料|稿件|文章|内容)?来源[:：]|[（(](?:记者|通讯员|作者|供稿)[:：]|(?:供稿|撰稿)[:：]"
)


def is_credit(sentence: str) -> bool:
    """Whether a line only says where the text was taken from."""
    return len(sentence) <= 40 and _CREDIT.match(sentence) is not None


def runs_on(sentence: str) -> bool:
    """Whether a sentence may belong to the one before: it opens no new section, and is neither a signature nor half a quote."""
    whole = sentence.rstrip()[-1:] in _ENDS and sentence.count("“") == sentence.count("”")
    return whole and _SECTION.match(sentence) is None


def is_list(text: str) -> bool:
    """Whether the passage is a list: at least two of its lines are numbered or bulleted items."""
    return sum(1 for line in text.splitlines() if _ITEM.match(line.strip())) >= 2
