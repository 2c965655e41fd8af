"""What an editor has to mend."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `where` names the entry, `message` says in Chinese what is wrong and what to do.

    `blocks` tells that nothing can be published with it; any other is for the editor to decide.
    """

    where: str
    message: str
    blocks: bool = True

    def __str__(self) -> str:
        return f"{self.where}：{self.message}"
