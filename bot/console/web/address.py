"""Under which address the console is reached, and what follows from it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Address:
    """Where it listens, and the `url` that staff type: with HTTPS it is that of the proxy in front."""

    host: str
    port: int
    url: str

    @property
    def secure(self) -> bool:
        """Whether browsers reach it encrypted."""
        return self.url.startswith("https://")

    @property
    def origin(self) -> str:
        """What browsers send as the origin of its pages."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}".lower()

    @property
    def hosts(self) -> frozenset[str]:
        """The host headers that are answered."""
        own = urlsplit(self.url).netloc.lower()
        local = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        return frozenset({own} if self.secure else {own, *local})

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; with the prefix, browsers take it from nobody else."""
        return "__Host-sanfang" if self.secure else "sanfang"

    @property
    def device_cookie(self) -> str:
        """The name of the cookie by which a browser is known again."""
        return f"{self.cookie}-device"
