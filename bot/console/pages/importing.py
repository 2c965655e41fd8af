"""导入: files into the draft."""

import asyncio

from starlette.datastructures import UploadFile
from starlette.responses import Response

from bot.console import wording
from bot.console.belonging import belongs
from bot.console.corpus_list import name_of
from bot.console.page import Page, act
from bot.console.pages.corpus import show
from bot.console.visit import Visit
from bot.core.errors import EditingError
from bot.service.publishing import Preparation
from corpus import sandbox
from corpus.change import entries, key_of
from corpus.draft import Draft
from corpus.model import CorpusFormatError

LARGEST = 20_000_000


async def take(visit: Visit) -> Response:
    """Files into the draft, each read in a limited process."""
    now = await visit.console.drafting.prepared()
    drafts: list[Draft] = []
    refused: list[str] = []
    for file in (await visit.form()).getlist("file"):
        if isinstance(file, UploadFile) and file.filename:
            name = file.filename.replace("\\", "/").rpartition("/")[2]
            content = await file.read()
            await file.close()
            try:
                drafts += await asyncio.to_thread(sandbox.read, name, content, now.after.departments)
            except CorpusFormatError as error:
                refused.append(str(error))
    if not drafts:
        return await show(visit, said="\n".join(refused) or "请先选文件。", status=409)
    drafts, foreign = _divided(visit, drafts, now)
    if foreign:
        refused.append(wording.FOREIGN_ENTRIES.format(names="、".join(name_of(draft.item) for draft in foreign)))
    if not drafts:
        return await show(visit, said="\n".join(refused), status=409)
    try:
        found = await visit.console.drafting.take(drafts, visit.account.name, actor=visit.account.id)
    except EditingError as error:
        return await show(visit, said="\n".join((*refused, str(error))), status=409)
    done = f"读到 {len(drafts)} 条：新增 {len(found.added)}，更新 {len(found.changed)}，没有变化 {len(found.same)}。"
    return await show(visit, said="\n".join(refused), done=done)


def _divided(visit: Visit, drafts: list[Draft], now: Preparation) -> tuple[list[Draft], list[Draft]]:
    """What the account may change, and what is, or would take the place of, other departments' entries."""
    known = entries(now.before) | entries(now.after)

    def own(draft: Draft) -> bool:
        return belongs(visit.account, draft.item) and belongs(visit.account, known.get(key_of(draft.item), draft.item))

    return [each for each in drafts if own(each)], [each for each in drafts if not own(each)]


PAGES: tuple[Page, ...] = (act("corpus.import", "/corpus/import", take, LARGEST),)
