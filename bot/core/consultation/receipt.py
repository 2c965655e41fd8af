"""Receipt numbers: #MMDD-NN, the day of consent and a count within it."""

import re
from datetime import date

_RECEIPT = re.compile(r"(?<!\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\s?[-－—]\s?(\d{2,4})(?!\d)")


def receipt_number(day: date, count: int) -> str:
    """The receipt of the day's `count`-th case, counted from 1 (ValueError below): #0312-07."""
    if count < 1:
        raise ValueError("receipts are counted from 1")
    return f"#{day:%m%d}-{count:02}"


def find_receipt(text: str) -> str | None:
    """The first receipt number in what a citizen typed, in its proper form, or None."""
    match = _RECEIPT.search(text)
    return f"#{match[1]}{match[2]}-{int(match[3]):02}" if match else None
