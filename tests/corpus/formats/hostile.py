"""Files made to harm whoever reads them; each is small and made on the spot."""

import io
import struct
import zlib
from collections.abc import Callable, Mapping
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.corpus.formats import pdf_writer

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(document: bytes, method: int = ZIP_DEFLATED) -> bytes:
    """A Word document with this text part and nothing else."""
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document}, method)


def zipped(members: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def body(inside: str, before: str = "") -> bytes:
    """A text part with this body, and this in front of its root."""
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'.encode()


def zip_ratio() -> bytes:
    """A hundred million blanks in a hundred kilobytes."""
    return word(b" " * 100_000_000)


def overlapping_members() -> bytes:
    """Two hundred names in the directory for one and the same packed member."""
    data = zipped({"a.txt": b"x" * 50_000})
    end = data.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<L", data, end + 16)[0]
    entry = data[start:end]
    entries = b"".join(entry.replace(b"a.txt", f"{at:03d}.t".encode()) for at in range(200))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 200, 200, len(entries), start, 0)
    return data[:start] + entries + tail


def many_members() -> bytes:
    """Thirty thousand empty members."""
    return zipped({f"{at}.txt": b"" for at in range(30_000)}, ZIP_STORED)


def many_paragraphs() -> bytes:
    """Three hundred thousand paragraphs that do not compress well enough to be suspicious."""
    random = Random(7)
    return word(body("".join(f'<w:p a="{random.getrandbits(32):x}"/>' for _ in range(300_000))))


def entity_bomb() -> bytes:
    """A billion laughs."""
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    return word(body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>'))


def external_entity() -> bytes:
    """A text that asks for a file of the machine."""
    doctype = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return word(body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", doctype))


def deep_nesting() -> bytes:
    """Tables in tables, twenty thousand deep, under changing names."""
    random = Random(7)
    names = [f"w:t{random.getrandbits(24):x}" for _ in range(20_000)]
    return word(body("".join(f"<{name}>" for name in names) + "".join(f"</{name}>" for name in reversed(names))))


def flate_bomb() -> bytes:
    """A page whose instructions unpack to two gigabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 10_000_000) for _ in range(40)) + packer.flush()
    page = pdf_writer.assemble([b"x"])
    plain = pdf_writer.stream(zlib.compress(b"x"), "/Filter /FlateDecode")
    return page.replace(plain, pdf_writer.stream(zlib.compress(packed), "/Filter [/FlateDecode /FlateDecode]"))


def operator_flood() -> bytes:
    """A page of four hundred thousand characters, one at a time, each somewhere else."""
    random = Random(7)
    shown = "".join(f"<00> Tj 1 0 0 1 {random.randrange(9000)} {random.randrange(9000)} Tm\n" for _ in range(400_000))
    return pdf_writer.assemble([f"BT /F0 12 Tf\n{shown}ET".encode()])


def many_pages() -> bytes:
    """Twenty thousand pages."""
    kids = b" ".join(b"3 0 R" for _ in range(20_000))
    pages = b"<< /Type /Pages /Count 20000 /Kids [" + kids + b"] >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return pdf_writer.number([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page])


def deep_html() -> bytes:
    """Half a million nested elements."""
    return b"<!DOCTYPE html><body>" + b"<div>" * 500_000 + "字".encode()


def huge_line() -> bytes:
    """Ten million characters without a line end."""
    return "字 ".encode() * 5_000_000


FILES: Mapping[str, Callable[[], bytes]] = {
    "ratio.docx": zip_ratio,
    "overlap.zip": overlapping_members,
    "members.zip": many_members,
    "paragraphs.docx": many_paragraphs,
    "entities.docx": entity_bomb,
    "external.docx": external_entity,
    "nesting.docx": deep_nesting,
    "flate.pdf": flate_bomb,
    "operators.pdf": operator_flood,
    "pages.pdf": many_pages,
    "deep.html": deep_html,
    "line.txt": huge_line,
}
