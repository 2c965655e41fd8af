"""An article cut into passages: the pieces that are searched, cited and quoted."""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from corpus.model import Article, Passage

WHOLE = 240
"""Characters up to which a paragraph stays one passage; a longer one is cut at its points."""
LONGEST = 400
"""Characters beyond which a point is cut between sentences."""
LIST = 800
"""Characters up to which a numbered list and its lead-in stay one passage; a longer one is cut into its items."""

_BLOCK = re.compile(r"^[^\S\n]*## .*$|(?:^(?![^\S\n]*## ).*\S.*$\n?)+", re.MULTILINE)
_NUMBER = r"[^\S\n]*(?:\d{1,3}(?:[.、．](?!\d)|[)）])|[(（]?[一二三四五六七八九十]{1,3}[)）、]|[-*•][^\S\n])"
_ITEM = re.compile(rf"^{_NUMBER}.*", re.MULTILINE)
_BEFORE_ITEM = re.compile(rf"\n(?={_NUMBER})")
_POINT = re.compile(r"(?<=[。！？；;：:\n])(?=\s*[*]{0,2}[一二三四五六七八九十]{1,3}是)")
_SENTENCE = re.compile(r"(?<=[。！？；;\n])(?![”’」』）)])")


def passages(article: Article) -> tuple[Passage, ...]:
    """The passages of an article in order; together with the headings they are its whole body."""
    seen: Counter[str] = Counter()
    found: list[Passage] = []
    for section, text in _pieces(article.body):
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        seen[digest] += 1
        name = f"{article.id}#{digest}" if seen[digest] == 1 else f"{article.id}#{digest}-{seen[digest]}"
        found.append(Passage(name, article.id, article.title, section, text, order=len(found)))
    return tuple(found)


def items(text: str) -> tuple[str, ...]:
    """The items of a numbered list with their numbers, the lead-in left out; empty for a text that is no list."""
    found = tuple(match.group().strip() for match in _ITEM.finditer(text))
    return found if len(found) > 1 else ()


def _pieces(body: str) -> Iterator[tuple[str, str]]:
    """Section and text of each passage."""
    section = ""
    for block in _blocks(body):
        if block.startswith("## "):
            section = block.removeprefix("## ").strip()
        else:
            yield from ((section, piece) for piece in _cut(block) if piece)


def _blocks(body: str) -> Iterator[str]:
    """Headings, paragraphs, and lists with their lead-in, even where blank lines stand between the items."""
    start, end = 0, 0  # the block that may still grow
    last = ""  # its last paragraph
    for match in _BLOCK.finditer(body):
        if not _continues(last, match.group()):
            yield body[start:end].strip()
            start = match.start()
        end, last = match.end(), match.group()
    yield body[start:end].strip()


def _continues(last: str, paragraph: str) -> bool:
    """Whether a paragraph belongs to the one before it: an item after an item, or after its lead-in."""
    if last.lstrip().startswith("## ") or not _ITEM.match(paragraph):
        return False
    line = last.rstrip().rpartition("\n")[2]
    return line.endswith(("：", ":")) or bool(_ITEM.match(line))


def _cut(text: str) -> Iterator[str]:
    """A list whole where it can be, a short paragraph whole, a long one point by point."""
    if items(text):
        if len(text) <= LIST:
            yield text
            return
        parts = _BEFORE_ITEM.split(text)
    else:
        parts = _POINT.split(text) if len(text) > WHOLE else [text]
    for part in parts:
        yield from _cut_between_sentences(part.strip())


def _cut_between_sentences(text: str) -> Iterator[str]:
    """Sentences joined up to LONGEST; one that is longer by itself stays whole."""
    start = end = 0
    for sentence in _SENTENCE.split(text):
        if start < end and end - start + len(sentence) > LONGEST:
            yield text[start:end].strip()
            start = end
        end += len(sentence)
    yield text[start:end].strip()
