"""Names of departments as they stand in files, matched to the departments of the corpus."""

import re
from collections.abc import Iterable

from corpus.draft import Draft
from corpus.formats.identifier import spelled
from corpus.model import Department

_ORGAN = r"(?:局|办公室|办|委员会|委|管委会|总工会|会|部|中心|院|法院|检察院|大队|支队|公司|集团|政府|平台|馆|处|所|站|残联|妇联|镇|街道|乡)"
_SIGNED = re.compile(rf"[一-鿿（）()“”]{{1,30}}{_ORGAN}")
_NAMED = re.compile(
    r"[区市县省](?:[一-鿿]{1,8}?(?:局|办公室|办|委员会|管委会|中心|大队|法院|检察院|联合会|平台)|总工会|残联|妇联)"
    r"|(?:(?<![一-鿿])|^)[一-鿿]{2}(?:镇|街道|乡)"
)
_PROVINCE = re.compile(r"^[一-鿿]{2,8}?(?=区|市|县)")


class Directory:
    """The departments a file may name. Collects those it names that the corpus does not know."""

    def __init__(self, departments: Iterable[Department] = ()) -> None:
        self._known: set[str] = set()
        self._ids: dict[str, str] = {}
        self._new: dict[str, Draft] = {}
        for department in departments:
            self.learn(department)

    def learn(self, department: Department) -> None:
        """Let later names match this department."""
        self._known.add(department.id)
        for name in department.names:
            self._ids.setdefault(_key(name), department.id)
        self._new.pop(_key(department.name), None)

    def known(self, name: str) -> str | None:
        """The id of the department of this name or id, also when the name is fuller (萧山区… for 区…), or None."""
        key = _key(name)
        if key in self._known:
            return key
        return self._ids.get(key) or self._ids.get(_PROVINCE.sub("", key))

    def resolve(self, name: str, file: str, place: str) -> str:
        """The id for this name; a department that the corpus does not know becomes a draft of its own."""
        if found := self.known(name):
            return found
        department = Department(spelled(name), name)
        warning = f"部门表里没有“{name}”，已按这个名称拟了一个，请补上职责或改为已有的部门。"
        self._new.setdefault(_key(name), Draft(department, file, (place,), (warning,)))
        return department.id

    def mentioned(self, text: str) -> str | None:
        """The name of the first department in a text, the longest where several start there, or None."""
        text = _key(text)
        places = [(text.find(name), -len(name), name) for name in self._ids if name in text]
        if places:
            return min(places)[2]
        match = _NAMED.search(text)
        return match.group() if match else None

    def signatories(self, text: str) -> tuple[str, ...]:
        """The departments that a signature like 区信访局、区民政局 names; empty when it names anything else."""
        names = [
            _key(re.sub(r"^(?:供稿|来稿|来源)(?:单位)?[:：]", "", part)) for part in re.split(r"[、，,；;/]", text)
        ]
        fits = all(name and (self.known(name) or _SIGNED.fullmatch(name)) for name in names)
        return tuple(names) if fits else ()

    def unknown(self) -> tuple[Draft, ...]:
        """A draft for each department that was named and is not known."""
        return tuple(self._new.values())


def _key(name: str) -> str:
    return re.sub(r"\s+", "", name)
