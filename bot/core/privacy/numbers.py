"""Check digits of the numbers that people and enterprises are known by."""

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PROVINCES = frozenset(
    [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83]
)
_DOUBLED = str.maketrans("0123456789", "0246813579")


def known_province(number: str) -> bool:
    """Whether the first two digits are a province's code of GB/T 2260 (81–83: residents of 港澳台)."""
    return int(number[:2]) in _PROVINCES


def id_check_holds(number: str) -> bool:
    """Whether an 18-character identity number ends in its check digit (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number[:17], strict=True))
    return _ID_CHECK[total % 11] == number[17].upper()


def luhn_holds(number: str) -> bool:
    """Whether a card number satisfies ISO/IEC 7812-1 (Luhn)."""
    doubled = number[-2::-2].translate(_DOUBLED)
    return sum(map(int, doubled + number[-1::-2])) % 10 == 0


def credit_code_holds(code: str) -> bool:
    """Whether an 18-character unified social credit code names a province and ends in its check character (GB 32100)."""
    if not code[2:4].isdecimal() or not known_province(code[2:]):
        return False
    values = [_CREDIT_ALPHABET.find(char) for char in code.upper()]
    if len(values) != 18 or -1 in values:
        return False
    return values[17] == -sum(value * pow(3, place, 31) for place, value in enumerate(values[:17])) % 31
