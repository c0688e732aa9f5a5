"""Where output goes: standard output, or a file that is continued, and never half-written for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from metier.errors import MetierError
from metier.stream.encode import CSV_COLUMNS, Form, csv_rows
from metier.stream.resume import check_ours, ids_of_csv, ids_of_jsonl, mend
from metier.stream.work import Encoded


class Sink(Protocol):
    """Takes the output of groups, in order."""

    form: Form

    def written(self) -> Iterator[str]:
        """The ids that an earlier run wrote, in order."""

    def write(self, output: Encoded) -> None:
        """Adds the output of one group, and does not keep it waiting."""

    def finish(self) -> None:
        """Makes the output whole; called once, when all was written."""

    def stop(self) -> None:
        """Leaves only whole lines behind; called when the run ended early."""


def unwritable(name: str, error: OSError) -> MetierError:
    """What to say where output cannot be written."""
    reason = (error.strerror or str(error)).lower()
    return MetierError(
        f"{name} cannot be written: {reason}.",
        hint="Make room, or name another file with --out; what was written to a file is kept, and --resume goes on.",
    )


class StreamSink:
    """Standard output, by a function that prints bytes at once."""

    def __init__(self, show: Callable[[bytes], None], form: Form) -> None:
        self.form = form
        self._show = show
        self._head = csv_rows([CSV_COLUMNS]) if form == "csv" else b""

    def written(self) -> Iterator[str]:
        """Nothing: what was printed is gone."""
        return iter(())

    def write(self, output: Encoded) -> None:
        """Prints the output of one group."""
        try:
            self._show(self._head + output.content)
        except BrokenPipeError:
            raise  # who reads has enough
        except OSError as error:
            raise unwritable("standard output", error) from error
        self._head = b""

    def finish(self) -> None:
        """Nothing is left to do."""

    def stop(self) -> None:
        """Nothing can be taken back."""


class LineFile:
    """A file of JSON lines or CSV rows, written group by group."""

    def __init__(self, path: Path, form: Form) -> None:
        self.form = form
        self._path = path
        self._before = 0
        if path.is_file():
            head = csv_rows([CSV_COLUMNS]) if form == "csv" else b'{"id": '
            check_ours(path, head, holds=b"role_id")
            mend(path)
            self._before = path.stat().st_size
        self._file: IO[bytes] | None = None
        self._whole = self._before

    def written(self) -> Iterator[str]:
        """The ids in the file as it was found."""
        if not self._before:
            return iter(())
        if self.form == "csv":
            return ids_of_csv(self._path, self._before, CSV_COLUMNS)
        return ids_of_jsonl(self._path, self._before)

    def write(self, output: Encoded) -> None:
        """Adds the output of one group to the file."""
        try:
            file = self._open()
            file.write(output.content)
            file.flush()
        except OSError as error:
            raise unwritable(str(self._path), error) from error
        self._whole += len(output.content)

    def finish(self) -> None:
        """Closes the file; one without postings is still a file."""
        try:
            self._open().close()
        except OSError as error:
            raise unwritable(str(self._path), error) from error

    def stop(self) -> None:
        """Closes the file and cuts off what was not written to its end."""
        if self._file is not None:
            with suppress(OSError):  # a full disk refuses what is still buffered; it is cut off anyway
                self._file.close()
            if self._path.is_file():
                with self._path.open("r+b") as file:
                    file.truncate(self._whole)

    def _open(self) -> IO[bytes]:
        if self._file is None:
            self._file = self._path.open("ab")
            if self.form == "csv" and not self._before:
                head = csv_rows([CSV_COLUMNS])
                self._file.write(head)
                self._whole += len(head)
        return self._file
