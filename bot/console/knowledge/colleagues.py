"""What colleagues are called where the corpus keeps the names they sign in with."""

from collections.abc import Mapping

from bot.console.web.visit import Visit


async def colleagues(visit: Visit) -> Mapping[str, str]:
    """The displayed names of all accounts, by the name to sign in with; editors at the command line may have none."""
    async with visit.console.database.read() as unit:
        return {each.name: each.display for each in await unit.accounts.all()}
