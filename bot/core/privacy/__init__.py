"""Personal data in a citizen's message is replaced on arrival, before the first byte is stored."""

from bot.core.privacy.kinds import PersonalData
from bot.core.privacy.mask import Masked, mask

__all__ = ["Masked", "PersonalData", "mask"]
