"""Which department is responsible: by its name, by its business with the reason, or none."""

from dataclasses import replace

import pytest

from bot.composer.route import Route, Routing
from tests.composer.small import DEPARTMENTS, SMALL


def routed(text: str) -> Route | None:
    """The route of a clean question among the small corpus's departments."""
    return Routing(DEPARTMENTS).route(SMALL.units(text), text)


@pytest.mark.parametrize("text", ["区民政局几点上班", "找民政局的人", "区福利局搬到哪了", "公共自行车的事归区民政局吗"])
def test_a_department_called_by_any_of_its_names(text: str) -> None:
    """Official, short or former; the name beats the business, and needs no reason."""
    found = routed(text)

    assert found is not None
    assert (found.department.id, found.reason, found.fit) == ("civil", "", 1.0)


@pytest.mark.parametrize(
    ("text", "department", "reason"),
    [
        ("结婚登记要预约吗", "civil", "结婚登记"),
        ("低保怎么申请", "civil", "低保申请"),
        ("出租车绕路去哪投诉", "transport", "出租车投诉"),
        ("公共自行车坏了找谁", "transport", "公共自行车"),
    ],
)
def test_a_department_by_its_business(text: str, department: str, reason: str) -> None:
    """The responsibility that matched is the reason shown."""
    found = routed(text)

    assert found is not None
    assert (found.department.id, found.reason) == (department, reason)
    assert 0 < found.fit <= 1.0


def test_the_more_of_a_responsibility_is_said_the_better_it_fits() -> None:
    """低保申请 fits better than a question that shares a part of it."""
    exact, partly = routed("低保申请"), routed("低保政策的历史沿革")

    assert exact is not None
    assert partly is None or exact.fit > partly.fit


def test_a_word_of_any_service_decides_between_matters_that_share_the_rest() -> None:
    """出租车投诉 is nearer to a complaint than 出租车牌照 is, although 投诉 alone is nobody's matter."""
    licence = replace(DEPARTMENTS[0], responsibilities=("出租车牌照",))
    complaint = replace(DEPARTMENTS[1], responsibilities=("出租车服务投诉",))
    units = [replace(unit, aspect=unit.text == "投诉") for unit in SMALL.units("出租车绕路投诉")]

    found = Routing((licence, complaint)).route(units, "出租车绕路投诉")

    assert found is not None
    assert found.reason == "出租车服务投诉"


@pytest.mark.parametrize("text", ["红烧肉怎么烧", "明天下雨吗", "", "什么怎么"])
def test_nobodys_business(text: str) -> None:
    """What shares nothing with any responsibility has no department."""
    assert routed(text) is None


def test_without_departments_nobody_is_responsible() -> None:
    """A corpus need not have any."""
    assert Routing(()).route(SMALL.units("结婚登记"), "结婚登记") is None
