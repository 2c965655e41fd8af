"""A page of a PDF as a picture: what is seen is what will be printed."""

import io

import pypdfium2

DPI = 300


def as_png(pdf: bytes, page: int, dpi: int = DPI) -> bytes:
    """The page, counted from 0."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[page].render(scale=dpi / 72).to_pil()
    finally:
        document.close()
    target = io.BytesIO()
    picture.save(target, format="PNG", dpi=(dpi, dpi), optimize=True)
    return target.getvalue()
