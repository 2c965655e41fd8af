"""An article as Markdown, with TOML front matter between two lines of `+++`."""

import re

from corpus.formats.toml import dump, load, text_of
from corpus.model import Article, CorpusFormatError
from corpus.records import Reader, to_article, to_record

FENCE = "+++"


def parse(name: str, data: bytes | str) -> Article:
    """The article in a file. Raises CorpusFormatError."""
    opening, found, rest = text_of(name, data).partition(f"{FENCE}\n")
    front, closed, body = f"\n{rest}".partition(f"\n{FENCE}\n")
    if opening.strip() or not found or not closed:
        raise CorpusFormatError(f"{name}：第1行应是 {FENCE}，随后写 id、title 等，再写一行 {FENCE}，然后是正文。")
    record = load(name, front.removeprefix("\n"), offset=1)
    if "body" in record:
        raise CorpusFormatError(f"{name}：正文请写在第二行 {FENCE} 之后，不要写成 body = ……。")
    text = tidy(body)
    if not text:
        raise CorpusFormatError(f"{name}：没有正文，请在第二行 {FENCE} 之后写上。")
    return to_article(Reader(name, {**record, "body": text}))


def write(article: Article) -> str:
    """The file that `parse` reads back as this article; the body in its tidy form."""
    record = to_record(article)
    body = tidy(record.pop("body", ""))
    return f"{FENCE}\n{dump(record)}{FENCE}\n\n{body}\n"


def tidy(body: str) -> str:
    """The body's normal form: no trailing blanks, one blank line between paragraphs, none at either end."""
    lines = "\n".join(line.rstrip() for line in body.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
