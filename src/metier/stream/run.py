"""A file of postings read to its end: source to groups to readings to output."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from metier.errors import SourceError
from metier.stream.batches import in_groups
from metier.stream.items import BadLine, BadLines
from metier.stream.resume import Done, Skipped
from metier.stream.sinks import Sink
from metier.stream.source import NAMES, Source
from metier.stream.work import read_groups


@dataclass(slots=True)
class Tally:
    """How a run stands: postings read, skipped as read before, lines that could not be read, seconds."""

    read: int = 0
    skipped: int = 0
    bad: int = 0
    begun: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.begun


class Strict(BadLines):
    """Bad lines, none of which is borne."""

    def __init__(self, name: str) -> None:
        super().__init__(lambda _: None)
        self._name = name

    def add(self, bad: BadLine) -> None:
        """Raises SourceError."""
        raise SourceError(
            self._name, f"{bad.reason}.", place=bad.place, hint="Leave --strict out to pass over such lines."
        )


def run(source: Source, sink: Sink, bad: BadLines, tally: Tally, *, workers: int, step: Callable[[], None]) -> None:
    """Reads what the sink does not have yet; ``step`` is called after each group.

    Whatever ends it early, the sink is left with whole lines only, and a later run can continue.
    """
    items = Skipped(source.items, Done(sink.written()))
    try:
        for output in read_groups(in_groups(items, bad), sink.form, workers):
            sink.write(output)
            tally.read += output.postings
            tally.skipped, tally.bad = items.count, bad.count
            step()
        tally.skipped, tally.bad = items.count, bad.count
        if not tally.read and not tally.skipped:
            raise nothing_read(source, bad)
        sink.finish()
    except BaseException:
        sink.stop()
        raise


def nothing_read(source: Source, bad: BadLines) -> SourceError:
    """Why a file gave no posting at all."""
    if bad.first is None:
        return SourceError(source.name, "there is no posting in it.", hint="It is read as " + NAMES[source.kind] + ".")
    many = f"; {bad.count:,} lines were tried" if bad.count > 1 else ""
    return SourceError(
        source.name,
        f"no posting could be read{many}. The first: {bad.first.reason}.",
        place=bad.first.place,
        hint=f"It is read as {NAMES[source.kind]}; --text-column and --title-column name columns.",
    )
