"""What staff read of the measures."""

from bot.composer import report_wording as wording
from bot.composer.kinds import Wanted
from bot.composer.report import bulletin, shown_shares, tables
from bot.core.cluster_ports import Status
from bot.core.consultation import Bucket
from tests.exports.reports import GAPS, NAMES, REPORT, TALLY


def test_everything_has_a_name() -> None:
    """Every bucket, status and kind of fact is worded."""
    assert set(wording.BUCKETS) == set(Bucket)
    assert set(wording.STATUSES) == set(Status)
    assert all(wording.kind(each.value) != wording.OTHER_KIND for each in Wanted)
    assert [wording.kind(""), wording.kind("?")] == ["其他", "其他"]


def test_a_duration_reads_as_people_say_it() -> None:
    """Seconds, minutes, hours, or none."""
    assert [wording.duration(each) for each in (None, 0.4, 65, 3700)] == ["—", "0 秒", "1 分 5 秒", "1 小时 1 分"]


def test_shown_shares_are_those_of_the_table_and_of_the_sentence() -> None:
    """One rounding for all."""
    share = shown_shares(TALLY)[Bucket.ANSWERED_BY_BOT]
    told = bulletin(REPORT, GAPS, NAMES)

    assert share == "55.6%"
    assert any(f"机器人直接答复 5 件（{share}）" in text for text in told.sections[1].paragraphs)
    assert told.sections[1].tables[0].rows[0] == ("机器人直接答复", 5, share)


def test_every_row_is_as_long_as_its_head() -> None:
    """Tables without rows are left out."""
    found = tables(REPORT, GAPS, NAMES)

    assert [table.title for table in found] == [
        "总体",
        "办理结果",
        "逐日",
        "各部门",
        "各事项",
        "问得最多",
        "还答不上的",
    ]
    assert all(len(row) == len(table.head) for table in found for row in table.rows)
