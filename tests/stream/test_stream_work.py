"""Groups are read in processes as they are here; a process that dies is an error for people."""

from __future__ import annotations

import os

import pytest
from ads import TEXT

from metier.errors import MetierError
from metier.reading.batch import Record
from metier.stream.work import read_groups

GROUPS = [[Record(f"{group}-{number}", TEXT) for number in range(3)] for group in range(7)]


class Deadly(str):
    """A text that ends the process that unpacks it."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return (os._exit, (1,))


def test_processes_give_the_same_in_the_same_order() -> None:
    here = list(read_groups(GROUPS, "jsonl"))
    assert list(read_groups(GROUPS, "jsonl", workers=2)) == here
    assert [output.postings for output in here] == [3] * 7


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(MetierError, match="worker process ended") as caught:
        list(read_groups([*GROUPS[:1], [Record("x", Deadly("boom"))], *GROUPS], "jsonl", workers=2))
    assert "--resume" in caught.value.hint


def test_a_run_that_is_left_early_leaves_no_process() -> None:
    outputs = read_groups(GROUPS, "jsonl", workers=2)
    assert next(outputs).postings == 3
    outputs.close()
