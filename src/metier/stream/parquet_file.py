"""A Parquet file that can be continued: batches collect in FILE.part, and become FILE when all are there."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from metier.errors import UserInputError
from metier.stream.encode import Form, as_bytes
from metier.stream.work import Encoded

if TYPE_CHECKING:
    import pyarrow as pa

_LENGTH = struct.Struct("<Q")  # before each batch stands its length, so that a half-written one can be told
_ROWS = 20_000  # rows of one row group


class ParquetSink:
    """A Parquet file, which appears when it is whole. What was read before that is kept beside it, in FILE.part."""

    form: Form = "arrow"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = part_of(path)
        if not self._part.exists() and path.is_file() and path.stat().st_size:
            self._reopen()
        self._whole = _whole_size(self._part) if self._part.exists() else 0
        self._before = self._whole
        self._file = self._part.open("r+b" if self._part.exists() else "w+b")
        self._file.truncate(self._whole)
        self._file.seek(self._whole)

    def written(self) -> Iterator[str]:
        """The ids that were written before."""
        for batch in _batches(self._part, self._before):
            yield from batch.column("id").to_pylist()

    def write(self, output: Encoded) -> None:
        """Adds the batch of one group."""
        self._file.write(_LENGTH.pack(len(output.content)))
        self._file.write(output.content)
        self._file.flush()
        self._whole += _LENGTH.size + len(output.content)

    def finish(self) -> None:
        """Makes the Parquet file of all batches, puts it in its place, and removes the part."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        from metier.reading.batch import schema

        self._file.close()
        made = self._path.with_name(self._path.name + ".whole")
        with pq.ParquetWriter(made, schema(), compression="zstd") as writer:
            waiting: list[pa.RecordBatch] = []
            for batch in _batches(self._part, self._whole):
                waiting.append(batch)
                if sum(part.num_rows for part in waiting) >= _ROWS:
                    writer.write_table(pa.Table.from_batches(waiting))
                    waiting = []
            if waiting:
                writer.write_table(pa.Table.from_batches(waiting))
        made.replace(self._path)
        self._part.unlink()

    def stop(self) -> None:
        """Keeps the whole batches for the run that continues."""
        if not self._file.closed:
            with suppress(OSError):  # a full disk refuses what is still buffered; it is cut off anyway
                self._file.close()
            with self._part.open("r+b") as file:
                file.truncate(self._whole)
            if not self._whole:
                self._part.unlink(missing_ok=True)

    def _reopen(self) -> None:
        """A finished file becomes the first batches of the part, so that more can be put behind them."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        from metier.reading.batch import schema

        try:
            table = pq.ParquetFile(self._path)
        except (pa.ArrowException, OSError) as error:
            raise _foreign(self._path) from error
        if not table.schema_arrow.equals(schema()):
            raise _foreign(self._path)
        fresh = self._part.with_name(self._part.name + ".new")
        with fresh.open("wb") as file:
            for batch in table.iter_batches(batch_size=_ROWS // 10):
                content = as_bytes(batch)
                file.write(_LENGTH.pack(len(content)) + content)
        fresh.replace(self._part)


def part_of(path: Path) -> Path:
    """The file in which the batches of an unfinished Parquet file are kept."""
    return path.with_name(path.name + ".part")


def _whole_size(part: Path) -> int:
    """How many bytes of a part hold whole batches."""
    size = part.stat().st_size
    whole = 0
    with part.open("rb") as file:
        while True:
            head = file.read(_LENGTH.size)
            if len(head) < _LENGTH.size:
                return whole
            end = whole + _LENGTH.size + _LENGTH.unpack(head)[0]
            if end > size:
                return whole
            whole = end
            file.seek(whole)


def _batches(part: Path, until: int) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    with part.open("rb") as file:
        while file.tell() < until:
            (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
            with pa.ipc.open_stream(file.read(length)) as stream:
                yield from stream


def _foreign(path: Path) -> UserInputError:
    return UserInputError(
        f"{path} was not written by metier read, so it cannot be continued.", hint="Name another file with --out."
    )
