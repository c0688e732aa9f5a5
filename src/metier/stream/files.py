"""Files as numbered lines of bounded length, plain or gzipped, and standard input."""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from metier.errors import SourceError, UserInputError
from metier.stream.items import BadLine
from metier.vocabulary import rule

STANDARD_INPUT = "-"
LONGEST_LINE = 64 * 1024 * 1024  # bytes; one posting of more is damage, and must not fill the memory
_PIECE = 1024 * 1024
_MOST_BLANK = 1_000
_MARK = b"\xef\xbb\xbf"  # the byte order mark that some programs put before UTF-8
_PACKED = b"\x1f\x8b"  # how gzip begins
_BEGINNING = 8192  # bytes in which a file shows whether it is text
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Lines:
    """The lines of a file: (number, bytes without the line's end), or a BadLine where one cannot be had.

    ``file`` is the open file under the stream; it is closed at its end, or by ``close``.
    """

    def __init__(self, stream: IO[bytes], name: str, file: IO[bytes] | None = None) -> None:
        self.name = name
        self._stream = stream
        self._file = file
        self._size = os.fstat(file.fileno()).st_size if file is not None else 0
        self._number = 0
        self.damaged = False  # whether what follows could not be unpacked
        first = self._next()
        if isinstance(first, bytes) and first.startswith(_WIDE):
            self.close()
            raise UserInputError(f"{name} is written in UTF-16.", hint="Save it as UTF-8.")
        self._ahead = first.removeprefix(_MARK) if isinstance(first, bytes) else first
        self._blank: list[bytes] = []  # lines before the first that says what the file is
        while isinstance(self._ahead, bytes) and not self._ahead.strip() and self._number < _MOST_BLANK:
            self._blank.append(self._ahead)
            self._ahead = self._next()

    @property
    def first(self) -> bytes:
        """The first line that is not blank; empty if there is none or it cannot be read."""
        return self._ahead.rstrip(b"\r\n") if isinstance(self._ahead, bytes) else b""

    @property
    def empty(self) -> bool:
        """Whether nothing is in it but blank lines."""
        return self._ahead is None

    def __iter__(self) -> Iterator[tuple[int, bytes] | BadLine]:
        for line in self.with_ends():
            yield line if isinstance(line, BadLine) else (line[0], line[1].rstrip(b"\r\n"))

    def with_ends(self) -> Iterator[tuple[int, bytes] | BadLine]:
        """The lines as they stand in the file, for texts that go on over several of them."""
        yield from enumerate(self._blank, start=1)
        while self._ahead is not None:
            now, number = self._ahead, self._number
            yield (number, now) if isinstance(now, bytes) else now
            self._ahead = self._next()

    def done(self) -> float | None:
        """The share of the file that was read; None where its size is not known."""
        if self._file is None or not self._size:  # standard input, a pipe
            return None
        return 1.0 if self._file.closed else self._file.tell() / self._size

    def close(self) -> None:
        """Closes the file; standard input stays open."""
        if self._file is not None:
            self._stream.close()
            self._file.close()

    def rest(self) -> bytes:
        """All that is left, as it stands in the file. Raises SourceError where it is too long for one posting."""
        parts = list(self._blank)
        size = 0
        while self._ahead is not None:
            if isinstance(self._ahead, BadLine):
                raise SourceError(self.name, self._ahead.reason, place=self._ahead.place)
            parts.append(self._ahead)
            size += len(self._ahead)
            if size > LONGEST_LINE:
                raise SourceError(self.name, _too_long(), hint="Give a file of many postings as JSONL, CSV or Parquet.")
            self._ahead = self._next()
        return b"".join(parts)

    def _next(self) -> bytes | BadLine | None:
        self._number += 1
        try:
            line = self._stream.readline(LONGEST_LINE)
            if not line:
                self.close()
                return None
            if len(line) < LONGEST_LINE or line.endswith(b"\n"):
                return line
            while (more := self._stream.readline(_PIECE)) and not more.endswith(b"\n"):
                pass
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            self.close()
            self._stream = io.BytesIO()  # nothing after it can be read
            self.damaged = True
            return BadLine(
                f"line {self._number}", f"the compressed file is damaged or cut off here ({error}); the rest is lost"
            )
        return BadLine(f"line {self._number}", _too_long())


def open_lines(source: str) -> Lines:
    """The lines of a file, packed or not, or of standard input. Raises UserInputError if it cannot be opened."""
    if source == STANDARD_INPUT:
        return Lines(_unpacked(standard_input()), "standard input")
    file = open_binary(source)
    try:
        return Lines(_unpacked(file), source, file)
    except BaseException:
        file.close()
        raise


def _unpacked(stream: IO[bytes]) -> IO[bytes]:
    """A stream's content, unpacked if it begins as gzip does."""
    packed = isinstance(stream, io.BufferedReader) and stream.peek(2)[:2] == _PACKED
    return io.BufferedReader(gzip.GzipFile(fileobj=stream)) if packed else stream


def open_binary(source: str) -> io.BufferedReader:
    """A file opened for reading. Raises UserInputError that says what is wrong with the name."""
    try:
        if stat.S_ISCHR(mode := Path(source).stat().st_mode) or stat.S_ISBLK(mode):
            raise UserInputError(
                f"{source} is a device.", hint="Name a file, a folder of HTML pages, or - for standard input."
            )
        return Path(source).open("rb")
    except OSError as error:
        raise UserInputError(
            f"{source} cannot be read: {(error.strerror or 'no such file').lower()}.",
            hint="Name a file, a folder of HTML pages, or - for standard input.",
        ) from error


def begins(path: Path, mark: bytes) -> bool:
    """Whether a file that can be read as often as one likes begins with some bytes."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def beginning(path: Path, first: bytes) -> bytes:
    """The first bytes of a file that can be read as often as one likes and is not packed; else its first line."""
    if not path.is_file():
        return first
    with path.open("rb") as file:
        found = file.read(_BEGINNING)
    return first if found.startswith(_PACKED) else found


def is_text(first: bytes) -> bool:
    """Whether bytes can be the beginning of a text: no zeros, and hardly a control character.

    >>> is_text(b"id,title\\n1,Analyst"), is_text(bytes(range(200)))
    (True, False)
    """
    first = first[:_BEGINNING]
    controls = len(first) - len(first.translate(None, _CONTROLS))
    return b"\0" not in first and controls <= len(first) * rule("stream.most_controls")


def standard_input() -> IO[bytes]:
    """Standard input as bytes, also where it was replaced by a text stream."""
    buffer = getattr(sys.stdin, "buffer", None)
    return buffer if buffer is not None else io.BytesIO(sys.stdin.read().encode("utf-8", "surrogatepass"))


def decoded(line: bytes) -> str | None:
    """A line as text, or None if it is not UTF-8."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _too_long() -> str:
    return f"longer than {LONGEST_LINE // (1024 * 1024)} MB"
