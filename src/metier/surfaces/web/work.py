"""Pages are made in a few threads, so that a slow one holds up neither light requests nor the server's own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from metier.errors import MetierError

Made = TypeVar("Made")
_WEIGHT = 0.05  # of the newest piece of work in what is usual: about the last twenty count


class Busy(MetierError):
    """More pages are asked for than can be made in time."""

    def __init__(self) -> None:
        super().__init__("The server is busy.", hint="Try again in a few seconds.")


class TooLong(MetierError):
    """A page took longer than any should."""

    def __init__(self) -> None:
        super().__init__("This page took too long to make.", hint="Try again in a few seconds.")


class Work:
    """A few threads, a bounded queue before them and a time-out for each piece of work."""

    def __init__(
        self, threads: int, *, most_waiting: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._threads, self._clock = threads, clock
        self._pool: ThreadPoolExecutor | None = None
        self._most, self._seconds = most_waiting, seconds
        self._unfinished = 0
        self._usual = 0.0  # seconds that a piece of work takes, of late

    async def run(self, make: Callable[[], Made]) -> Made:
        """What ``make`` returns, from a thread. Raises Busy at once, or TooLong when the time is over.

        A thread cannot be stopped: what takes too long keeps its thread, and its place in the queue, until it ends.
        """
        if self._unfinished >= self._most or self._expected_wait() > self._seconds / 2:
            raise Busy
        self._unfinished += 1
        work = self._open().submit(self._timed, make)
        future = asyncio.wrap_future(work)
        loop = asyncio.get_running_loop()
        work.add_done_callback(lambda _: _call(loop, self._ended))
        done, _ = await asyncio.wait((future,), timeout=self._seconds)
        if not done:
            work.cancel()  # works only if it has not begun
            raise TooLong
        return future.result()

    def _expected_wait(self) -> float:
        """Seconds until work that comes now would begin. On a slow machine fewer can wait than on a fast one."""
        return self._usual * max(0, self._unfinished - self._threads) / self._threads

    def _timed(self, make: Callable[[], Made]) -> Made:
        start = self._clock()
        try:
            return make()
        finally:
            self._usual += _WEIGHT * (self._clock() - start - self._usual)

    def begin(self, do: Callable[[], None]) -> None:
        """Has something done in a thread of its own, for nobody who waits: what it raises is dropped."""
        aside = ThreadPoolExecutor(1, thread_name_prefix="aside")
        aside.submit(do)
        aside.shutdown(wait=False)  # takes nothing more, and ends with this

    def _ended(self) -> None:
        self._unfinished -= 1

    def _open(self) -> ThreadPoolExecutor:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="page")
        return self._pool

    def close(self) -> None:
        """Lets running work end and drops what has not begun. Threads begin anew with the next work, if any comes."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _call(loop: asyncio.AbstractEventLoop, what: Callable[[], None]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(what)
