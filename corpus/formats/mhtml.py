"""Web pages that a browser saved as one file (.mhtml): the page among its pictures and styles."""

from email import message_from_bytes
from email.policy import default

from corpus.draft import Draft
from corpus.formats import html
from corpus.formats.source import Source


def parse(source: Source) -> tuple[Draft, ...]:
    """The articles in the page. Raises CorpusFormatError."""
    message = message_from_bytes(source.data, policy=default)
    for part in message.walk():
        page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(page, bytes):
            return html.parse(Source(source.name, page, source.directory))
    raise source.refusal("里面没有网页。请在浏览器里重新保存，或把正文复制到 Word 里再导入。")
