"""A small writer of PDF files with Chinese text, enough for tests.

The fonts are made of one box for every character, with a table that says which character is meant: what an extractor
needs of an embedded font, and nothing of its looks.
"""

import zlib
from collections.abc import Sequence

SIZE, STEP, LEFT, TOP = 12, 18, 60, 780
FONT = 255
"""Characters of a font."""


def write_pdf(pages: Sequence[Sequence[tuple[int, str]]]) -> bytes:
    """A document of these pages; a row is its indent in characters, and its text."""
    characters = "".join(sorted({character for rows in pages for _, text in rows for character in text}))
    return assemble([content(rows, characters) for rows in pages], characters)


def content(rows: Sequence[tuple[int, str]], characters: str) -> bytes:
    """The drawing instructions of a page; the text changes its font wherever a character asks for it."""
    shown = []
    for at, (indent, text) in enumerate(rows):
        shown.append(f"1 0 0 1 {LEFT + indent * SIZE} {TOP - at * STEP} Tm")
        for character in text:
            font, code = divmod(characters.index(character), FONT)
            shown.append(f"/F{font} {SIZE} Tf <{code:02x}> Tj")
    return f"BT\n{chr(10).join(shown)}\nET".encode()


def assemble(contents: Sequence[bytes], characters: str = "文") -> bytes:
    """A document whose pages have these drawing instructions, with fonts F0, F1 … of these characters."""
    fonts = [characters[start : start + FONT] for start in range(0, len(characters), FONT)]
    first = 4 + 2 * len(fonts)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>".encode(),
        stream(b"1000 0 0 0 900 900 d1 0 0 900 900 re f", ""),
    ]
    for at, part in enumerate(fonts):
        objects += [_font(len(part), 5 + 2 * at), stream(_meanings(part), "")]
    named = " ".join(f"/F{at} {4 + 2 * at} 0 R" for at in range(len(fonts)))
    for at, data in enumerate(contents):
        page = f"/MediaBox [0 0 595 842] /Contents {first + 1 + 2 * at} 0 R /Resources << /Font << {named} >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {page} >>".encode())
        objects.append(stream(zlib.compress(data), "/Filter /FlateDecode"))
    return number(objects)


def _font(count: int, meanings: int) -> bytes:
    """A font of `count` boxes whose meanings stand in another object."""
    codes = " ".join(["/b"] * count)
    return (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 900 900] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /b 3 0 R >>"
        f" /Encoding << /Differences [0 {codes}] >> /FirstChar 0 /LastChar {count - 1} /Widths [{'1000 ' * count}]"
        f" /ToUnicode {meanings} 0 R >>"
    ).encode()


def _meanings(characters: str) -> bytes:
    """Which character each code of a font means."""
    pairs = [f"<{code:02x}> <{character.encode('utf-16-be').hex()}>" for code, character in enumerate(characters)]
    groups = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    tables = "\n".join(f"{len(group)} beginbfchar\n{chr(10).join(group)}\nendbfchar" for group in groups)
    head = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange"
    )
    return f"{head}\n{tables}\nendcmap end end".encode()


def stream(data: bytes, entries: str) -> bytes:
    """A stream object."""
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def number(objects: Sequence[bytes]) -> bytes:
    """The file that holds these objects, numbered from 1; the first is the catalogue."""
    parts, offsets, at = [b"%PDF-1.7\n"], [], 9
    for name, body in enumerate(objects, 1):
        offsets.append(at)
        parts.append(f"{name} 0 obj\n".encode() + body + b"\nendobj\n")
        at += len(parts[-1])
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    parts.append(f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer << /Size {count} /Root 1 0 R >>\n".encode())
    parts.append(f"startxref\n{at}\n%%EOF\n".encode())
    return b"".join(parts)
