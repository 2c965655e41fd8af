"""What one wants done with a paper or a matter. Applying for it and replacing it when lost are two matters:
a passage that speaks of the one does not answer the other."""

import re
from enum import StrEnum


class Act(StrEnum):
    """A dealing that needs a passage of its own."""

    REPLACE = "replace"
    RENEW = "renew"
    CHANGE = "change"
    CANCEL = "cancel"
    COMPLAIN = "complain"
    PROGRESS = "progress"
    PENALTY = "penalty"
    REFUND = "refund"
    INSPECT = "inspect"


_ASKED_AND_GIVEN: dict[Act, tuple[re.Pattern[str], re.Pattern[str]]] = {
    Act.REPLACE: (
        re.compile(
            r"补办|补领|补证|补发|遗失|挂失|丢了|丢失|弄丢|掉了|找不到了|不见了|(?:怎么|咋|去哪里?|哪里|哪儿)补[办领证发]?"
        ),
        re.compile(r"补办|补领|补证|补发|遗失|挂失|丢失"),
    ),
    Act.RENEW: (
        re.compile(r"延期|续期|续签|续办|换证|换发|到期|过期|年检|年审|延长"),
        re.compile(r"延期|续期|续签|续办|换证|换发|到期|届满|年检|年审|延长"),
    ),
    Act.CHANGE: (
        re.compile(
            r"变更|换法人|改名|更名|改地址|过户|转让|更正|换(?:老板|股东|地址|名字|主人)|转到|怎么改|改(?:主人|信息|姓名|地址|法人)"
        ),
        re.compile(r"变更|更名|过户|转让|更正|修改"),
    ),
    Act.CANCEL: (
        re.compile(r"注销|吊销|撤销|停办|作废|退出|死了|关(?:店|公司)|不(?:开|养)了"),
        re.compile(r"注销|吊销|撤销|停办|作废|退出"),
    ),
    Act.COMPLAIN: (re.compile(r"投诉|举报|告状|态度(?:差|不好|恶劣)"), re.compile(r"投诉|举报|信访|监督电话")),
    Act.PROGRESS: (
        re.compile(r"进度|办到哪|到哪一?步|好了没|批了没|办好了?没|审(?:好|完)了?没|还没(?:好|下来|收到)"),
        re.compile(r"进度"),
    ),
    Act.PENALTY: (
        re.compile(r"罚|处罚|违法|抓(?![手住好紧实牢落取])|没收|后果|犯法|坐牢"),
        re.compile(r"罚|处罚|违法|没收|追究"),
    ),
    Act.REFUND: (re.compile(r"退(?:款|费|钱|税|保|押金)"), re.compile(r"退(?:款|费|钱|税|保|押金|还)")),
    Act.INSPECT: (
        re.compile(r"不合格|不通过|没通过|被(?:退|驳)回|驳回|不给办|不批|拒绝"),
        re.compile(r"不合格|不通过|未通过|退回|驳回|不予"),
    ),
}


def acts_in(text: str) -> frozenset[Act]:
    """The acts a clean question asks about."""
    return frozenset(act for act, (asked, _) in _ASKED_AND_GIVEN.items() if asked.search(text))


def speaks_of(act: Act, text: str) -> bool:
    """Whether a clean passage speaks of the act."""
    return _ASKED_AND_GIVEN[act][1].search(text) is not None


def act_words(text: str) -> str:
    """The words of a clean question that name an act, joined by blanks."""
    return " ".join(match.group() for asked, _ in _ASKED_AND_GIVEN.values() for match in asked.finditer(text))
