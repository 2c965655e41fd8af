import asyncio

import pytest

from tests.telegram_server.clock import Clock, Pulse


async def test_a_cancellation_is_not_lost() -> None:
    """Who is woken and cancelled at the same moment is cancelled."""
    pulse = Pulse()
    waiting = asyncio.create_task(pulse.wait(60))
    await asyncio.sleep(0)
    pulse.fire()
    waiting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_a_pulse_wakes_all_who_wait() -> None:
    """Everybody who waits learns of it, nobody who comes later."""
    pulse = Pulse()
    waiting = [asyncio.create_task(pulse.wait(60)) for _ in range(3)]
    await asyncio.sleep(0)
    pulse.fire()

    assert await asyncio.gather(*waiting) == [True, True, True]
    assert not await pulse.wait(0)


async def test_sleep_ends_when_the_clock_is_moved() -> None:
    """An hour on a clock that stands still passes in an instant, and no sooner than all of it."""
    clock = Clock(speed=0)
    sleeping = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)
    clock.advance(3599)
    await asyncio.sleep(0.01)
    assert not sleeping.done()
    clock.advance(1)

    await asyncio.wait_for(sleeping, 60)


def test_a_faster_clock() -> None:
    """An hour takes a minute at sixty times the speed."""
    assert Clock(speed=60).real(3600) == 60
    assert Clock(start=1000.0, speed=0).now() == 1000.0
