"""Pages shared out among several processes: in which order, how many at a time, and how the processes are started."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import groupby
from multiprocessing.context import BaseContext
from pathlib import Path

from metier.surfaces.site.worker import Made, Maker, OnePage, start, work

_BAND = 12  # roles of which a process soon knows everything
_MOST = 64  # pages, or a few more, that a process is given at a time
_SHARES = 4  # parts of the pages left that each process could have: the last parts are small, so that all end at once
_THREADS = Path("/proc/self/task")


def in_parts(todo: Sequence[OnePage], compared: Sequence[str], processes: int) -> list[list[OnePage]]:
    """The pages in parts that a process makes at a time: comparisons last, and the parts smaller towards the end.

    What is known of a role is worked out at its first page, in each process that makes one. So pages about one role
    are in one part; comparisons of a band of roles go by the other role, whose pages are in one part too: a process
    meets the band and its own share of the others.
    """
    parts: list[list[OnePage]] = []
    left, room = len(todo), 0
    for together in _together(todo, {role_id: number for number, role_id in enumerate(compared)}):
        if room <= 0:
            parts.append([])
            room = min(_MOST, left // (_SHARES * processes))
        parts[-1] += together
        room -= len(together)
        left -= len(together)
    return parts


def _together(todo: Sequence[OnePage], place: Mapping[str, int]) -> Iterator[list[OnePage]]:
    """Pages that one process should make, in order."""

    def other(page: OnePage) -> tuple[int, int]:
        first, second = page[0].items
        return place.get(first, 0) // _BAND, place.get(second, 0)

    pairs = sorted((page for page in todo if page[0].kind == "compare"), key=other)
    rest = (page for page in todo if page[0].kind != "compare")
    for _, pages in groupby(rest, lambda page: page[0].items[:1]):
        yield list(pages)
    for _, pages in groupby(pairs, other):
        yield list(pages)


def by_several(maker: Maker, parts: Sequence[Sequence[OnePage]], processes: int) -> Iterator[tuple[int, Made]]:
    """(pages, their files) as they are made by several processes."""
    with ProcessPoolExecutor(processes, mp_context=_context(), initializer=start, initargs=(maker,)) as pool:
        waiting: dict[Future[Made], int] = {pool.submit(work, part): len(part) for part in parts}
        try:
            while waiting:
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for one in done:
                    yield waiting.pop(one), one.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """How processes are started: copied from this one where that is safe, with all that it knows; else anew.

    A copy holds the locks that other threads held, and never gets them back: only a process of one thread is copied.
    """
    alone = sys.platform == "linux" and _THREADS.is_dir() and len(list(_THREADS.iterdir())) == 1
    return multiprocessing.get_context("fork" if alone else "spawn")
