"""A report whose names and questions are what a stranger would send to harm whoever opens the file."""

from datetime import date, timedelta

from bot.composer.report import Names
from bot.core.cluster_ports import Cluster, Settled
from bot.core.statistics import Period, Report, Tally, Times, Topic, series

DAY = date(2026, 3, 2)
PERIOD = Period(DAY, DAY + timedelta(days=6))
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "＋1", "－1", "＠A1", "﹢1", "\u3000=1", "\xa0+1", "\ufeff=1",
            "\u200b\u202e=1", '"=1', "“＝1", "\x00=1", "'=1")  # fmt: skip
TALLY = Tally(asked=10, buckets=(5, 2, 1, 1, 0), at_once=6, handed=3, satisfied=2, rated=3)
NAMES = Names({"d1": "=HYPERLINK(1)"}, {"m1": "养犬许可"})
GAPS = tuple(
    Cluster(number, text, "fee", "d1", number, DAY, DAY, Settled.OPEN) for number, text in enumerate(FORMULAS, 1)
)
REPORT = Report(
    period=PERIOD,
    total=TALLY,
    previous=Tally(),
    times=Times(3, 65.0, 3700.0),
    by_day=series(PERIOD, {DAY: TALLY}),
    by_department=(("d1", TALLY),),
    by_matter=(("m1", TALLY),),
    top=(Topic("m1", "place", "狗证去哪办\x0b<b>", 9, 1),),
    rising=(),
)
