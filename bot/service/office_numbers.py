"""The phone numbers that are an office's own: staff may give them to anybody."""

import re

from corpus.model import Corpus, GuideField

_NUMBER = re.compile(r"(?<![\d\-])\d[\d\-]{3,}\d(?![\d\-])")
_PHONES = (GuideField.PHONE, GuideField.COMPLAINT_PHONE)


def office_numbers(corpus: Corpus) -> frozenset[str]:
    """Those that departments and guides of the corpus give, as they are written there."""
    given = [each.phone for each in corpus.departments]
    given += [line for guide in corpus.guides for field in _PHONES for line in guide.fields.get(field, ())]
    return frozenset(number for line in given for number in _NUMBER.findall(line))
