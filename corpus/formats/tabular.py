"""Tables as offices keep them: a title above, a row of headers, cells merged over several rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.draft import Draft
from corpus.formats import entries
from corpus.formats.cells import Cells, lines_of
from corpus.formats.headers import ARTICLE, DEPARTMENT, GUIDE, REMARKS, columns, plain
from corpus.formats.source import Source

ROWS = 100_000
"""Rows a table may have."""
ABOVE = 10
"""Rows from the top among which the headers are looked for."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: its columns, those that must be there, and what a row becomes. `carried` runs down where left out."""

    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    entry: entries.Entry
    carried: str = ""


KINDS = (
    Kind(GUIDE, ("name", "department"), entries.guide, carried="department"),
    Kind(ARTICLE, ("title", "body"), entries.article),
    Kind(DEPARTMENT, ("name", "responsibilities"), entries.department),
    Kind(DEPARTMENT, ("name", "phone"), entries.department),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose headers were found. `first` is the number of the row below them."""

    kind: Kind
    headers: tuple[str, ...]
    at: Mapping[str, int]
    rows: Sequence[Sequence[Any]]
    first: int
    label: str = ""

    def drafts(self, source: Source) -> Iterator[Draft]:
        """What stands in the rows. Raises CorpusFormatError."""
        for number, row in self._whole(source):
            yield self.kind.entry(source, Cells(row, self.headers, self.at, f"{self.label}第{number}行"))

    def _whole(self, source: Source) -> Iterator[tuple[int, list[Any]]]:
        """The rows with their numbers; one without a name or title goes on with the row above."""
        key, carried = self.at[self.kind.needed[0]], self.at.get(self.kind.carried)
        last: tuple[int, list[Any]] | None = None
        office: Any = None
        for number, cells in enumerate(self.rows, self.first):
            row = [*cells, *[None] * (len(self.headers) - len(cells))]
            if not any(lines_of(cell) for cell in row):
                continue
            if lines_of(row[key]):
                if last:
                    yield last
                office = (row[carried] or office) if carried is not None else None
                last = number, [office if at == carried else cell for at, cell in enumerate(row)]
            elif last:
                last = last[0], [[one, more] if lines_of(more) else one for one, more in zip(last[1], row, strict=True)]
            else:
                raise source.refusal(f"{self.label}第{number}行缺少“{self.headers[key]}”，请补上。")
        if last:
            yield last

    @property
    def unused(self) -> tuple[str, ...]:
        """Headers that nothing was made of."""
        known = {*self.at.values(), *(at for at, header in enumerate(self.headers) if plain(header) in REMARKS)}
        numbering = {"序号", "no", ""}
        return tuple(h for at, h in enumerate(self.headers) if at not in known and plain(h) not in numbering)


def find_table(source: Source, rows: Iterable[Sequence[Any]], label: str = "") -> Table | None:
    """The table in these rows, or None when no row has headers we know. Raises CorpusFormatError when it is too long."""
    kept = []
    for row in rows:
        kept.append(row)
        if len(kept) > ROWS:
            raise source.refusal(f"{label}超过{ROWS}行，请拆成几个文件。")
    for number, row in enumerate(kept[:ABOVE], 1):
        headers = tuple(" ".join(lines_of(cell)) for cell in row)
        for kind in KINDS:
            at = columns(kind.columns, headers)
            if all(key in at for key in kind.needed):
                return Table(kind, headers, at, kept[number:], number + 1, label)
    return None


def read_tables(source: Source, tables: Sequence[Table | None]) -> tuple[Draft, ...]:
    """The drafts of all tables, departments first so that guides find them. Raises CorpusFormatError when there is none."""
    found = [table for table in tables if table]
    if not found:
        raise source.refusal(
            "没有找到认识的表头。办事指南至少要有“事项名称”和“办理部门”两列，部门表至少要有“部门名称”和“职责”两列。"
            "可以导出模板，把内容填进去。"
        )
    found.sort(key=lambda table: table.kind.entry is not entries.department)
    drafts = [draft for table in found for draft in _with_unused(table, table.drafts(source))]
    if not drafts:
        raise source.refusal("只有表头，没有内容。")
    return tuple(drafts)


def _with_unused(table: Table, drafts: Iterator[Draft]) -> Iterator[Draft]:
    """The drafts; the first one tells which columns were left out."""
    note = f"没有用到的列：{'、'.join(table.unused)}。"
    for position, draft in enumerate(drafts):
        first = position == 0 and table.unused
        yield Draft(draft.item, draft.file, draft.places, (note, *draft.warnings)) if first else draft
