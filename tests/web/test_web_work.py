"""Pages are made in threads: a bounded queue, a time-out, and the same figures however many ask at once."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event
from typing import TypeVar

import pytest

from metier.release.reader import Release
from metier.surfaces import python
from metier.surfaces.web.work import Busy, TooLong, Work

T = TypeVar("T")
PAIRS = (
    ("data analyst", "data engineer"),
    ("data scientist", "machine learning engineer"),
    ("software engineer", "data analyst"),
    ("business analyst", "data engineer"),
)


def run(asked: Coroutine[None, None, T]) -> T:
    """What a coroutine returns. In a thread of its own: a browser may hold this thread's event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()


def test_what_takes_too_long_is_given_up() -> None:
    async def ask() -> None:
        held = Event()
        work = Work(1, most_waiting=5, seconds=0.02)
        try:
            with pytest.raises(TooLong):
                await work.run(held.wait)
        finally:
            held.set()
            work.close()

    run(ask())


def test_beyond_the_queue_work_is_refused_at_once_and_taken_again_later() -> None:
    async def ask() -> None:
        held = Event()
        work = Work(1, most_waiting=2, seconds=60)
        both = [asyncio.create_task(work.run(held.wait)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await work.run(lambda: True)
        held.set()
        assert await asyncio.gather(*both) == [True, True]
        assert await work.run(lambda: 3) == 3
        work.close()

    run(ask())


def test_fewer_may_wait_where_pages_take_longer() -> None:
    async def ask() -> int:
        held, seconds = Event(), count(step=4)  # a page takes four seconds
        work = Work(1, most_waiting=500, seconds=600, clock=lambda: float(next(seconds)))
        for _ in range(40):
            await work.run(lambda: True)
        asked = [asyncio.create_task(work.run(held.wait)) for _ in range(400)]
        await asyncio.sleep(0)
        held.set()
        answers = await asyncio.gather(*asked, return_exceptions=True)
        work.close()
        return sum(answer is True for answer in answers)

    assert 50 < run(ask()) < 100


def test_what_a_page_raises_reaches_who_asked() -> None:
    async def ask() -> None:
        work = Work(1, most_waiting=2, seconds=60)
        with pytest.raises(ZeroDivisionError):
            await work.run(lambda: 1 // 0)
        work.close()

    run(ask())


def test_threads_that_share_a_release_make_the_same_reports() -> None:
    alone = [python.compare(*pair).to_json() for pair in PAIRS]
    shared = Release()
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda pair: python.compare(*pair, release=shared).to_json(), PAIRS * 3))
    assert together == alone * 3
