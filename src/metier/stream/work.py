"""Groups of postings read and encoded, here or in worker processes, in the order in which they came."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from metier.errors import MetierError
from metier.reading.batch import Record
from metier.stream.encode import Form, encoded

_AHEAD = 2  # groups waiting for each worker: it never idles, and memory stays bounded


@dataclass(frozen=True, slots=True)
class Encoded:
    """The output of one group: its bytes, and how many postings they hold."""

    content: bytes
    postings: int


def read_groups(groups: Iterable[list[Record]], form: Form, workers: int = 1) -> Iterator[Encoded]:
    """The output of each group, in order."""
    if workers <= 1:
        for group in groups:
            yield read_group(group, form)
    else:
        yield from _in_processes(groups, form, workers)


def read_group(group: list[Record], form: Form) -> Encoded:
    """The output of one group."""
    return Encoded(encoded(group, form), len(group))


def _in_processes(groups: Iterable[list[Record]], form: Form, workers: int) -> Iterator[Encoded]:
    from multiprocessing import get_context

    # Spawned, not forked: a fork of a process with threads (Arrow's, DuckDB's) can hang.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin_work)
    waiting: deque[Future[Encoded]] = deque()
    try:
        for group in groups:
            waiting.append(pool.submit(read_group, group, form))
            if len(waiting) > workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise MetierError(
            "A worker process ended before it was done; the memory may have run out.",
            hint="What was written is whole: continue with --resume, with fewer --workers.",
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin_work() -> None:
    """Leaves interruptions to the process that hands out work, and ends when that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
