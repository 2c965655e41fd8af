"""Zip files: a gate before anything in one is unpacked, and archives of several documents.

The standard library checks neither overlapping members nor where the ZIP64 records stand, and unpacks without end.
"""

import io
import re
import struct
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile, ZipInfo

from corpus.formats.source import Source

MEMBERS = 20_000
"""Members of an archive; ten thousand articles with room to spare."""
UNPACKED = 300_000_000
"""Bytes of all members together."""
RATIO = 100
"""Unpacked over packed size; Word and Excel stay below 30."""
SMALL = 100_000
"""Bytes up to which the ratio of a member does not count."""

_LOCAL = struct.Struct("<4s5H3L2H")
_END_64 = b"PK\x06\x07"
_END = b"PK\x05\x06"
_UNSAFE = re.compile(r"[\x00-\x1f\\]|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)")
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class Archive:
    """A zip file that passed the gate. Raises CorpusFormatError when it does not, and when a member breaks its word."""

    def __init__(self, source: Source) -> None:
        self._source = source
        try:
            self._zip = ZipFile(io.BytesIO(source.data))
        except (BadZipFile, ValueError, OSError, struct.error, OverflowError):
            raise source.refusal("压缩包已损坏，打不开。请重新压缩或另存一次。") from None
        self._members = {member.filename: member for member in self._zip.infolist()}
        for complaint in self._complaints(self._zip.infolist()):
            raise source.refusal(complaint)

    def _complaints(self, members: list[ZipInfo]) -> Iterator[str]:
        """What is wrong with the archive, cheapest first."""
        if len(members) > MEMBERS:
            yield f"里面有{len(members)}个文件，超过{MEMBERS}个，请拆成几个压缩包。"
        if any(member.flag_bits & _ENCRYPTED for member in members):
            yield "有密码，读不了。请去掉密码再导入。"
        if len(self._members) < len(members) or any(_UNSAFE.search(member.filename) for member in members):
            yield "里面的文件名重复或不规范，请重新压缩。"
        if sum(member.file_size for member in members) > UNPACKED:
            yield f"解压后超过{UNPACKED // 1_000_000}MB，请拆成几个小一些的文件。"
        if any(member.file_size > max(RATIO * member.compress_size, SMALL) for member in members):
            yield f"压缩率超过{RATIO}倍，不像正常的文件，拒绝解压。"
        if _END_64 in self._source.data[self._source.data.rfind(_END) - 20 :][:20]:
            yield "用了不必要的 ZIP64 格式，请重新压缩。"
        if not self._apart(members):
            yield "里面的文件互相重叠或已损坏，拒绝解压。"

    def _apart(self, members: list[ZipInfo]) -> bool:
        """Whether each member ends before the next one begins, and the last before the directory."""
        data, end = self._source.data, 0
        for member in sorted(members, key=lambda member: member.header_offset):
            start = member.header_offset
            if start < end or start + _LOCAL.size > len(data):
                return False
            *_, name_length, extra_length = _LOCAL.unpack_from(data, start)
            end = start + _LOCAL.size + name_length + extra_length + member.compress_size
        return end <= self._zip.start_dir

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self, folder: str, suffix: str) -> tuple[str, ...]:
        """The names of the members in a folder that end in a certain way."""
        return tuple(name for name in self._members if name.startswith(folder) and name.endswith(suffix))

    def read(self, name: str, limit: int = UNPACKED) -> bytes:
        """The bytes of a member, at most `limit`. Raises CorpusFormatError."""
        member = self._members.get(name)
        if member is None:
            raise self._source.refusal(f"里面缺少 {name}，文件不完整，请另存一次。")
        if member.file_size > limit:
            raise self._source.refusal(f"里面的 {name} 太大（超过{limit // 1_000_000}MB），请拆成几个小一些的文件。")
        try:
            with self._zip.open(member) as stream:
                data = stream.read(limit + 1)
        except Exception as error:  # zipfile lets through what zlib, lzma and struct raise
            raise self._source.refusal(
                f"里面的 {name} 已损坏（{type(error).__name__}），请重新压缩或另存一次。"
            ) from None
        if len(data) != member.file_size:
            raise self._source.refusal(f"里面的 {name} 与标明的大小不符，拒绝解压。")
        return data

    def documents(self) -> Iterator[Source]:
        """The members as files of their own, those first that list departments."""
        names = {_readable(member): member.filename for member in self._members.values() if not member.is_dir()}
        wanted = [name for name in names if not _LITTER.search(name)]
        for name in sorted(wanted, key=lambda name: ("部门" not in name and "department" not in name, name)):
            yield Source(f"{self._source.name} › {name}", self.read(names[name]), self._source.directory)


def _readable(member: ZipInfo) -> str:
    """The name as it was meant: Chinese systems write GB18030 and do not say so."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename
