"""From a posting as its producer sent it to the text that is read, and from places in that text back to the input."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from metier.reading.characters import may_be_broken
from metier.reading.markup import MAY_BE_ENTITY, Scan, long_blanks

_CONTROLS = bytes(code for code in (*range(32), 127) if code != 10)  # all but the line end


@dataclass(frozen=True, slots=True)
class Plain:
    """The text that is read, with a map to the input: piece i begins at ``_at[i]`` and was raw[_starts[i]:_ends[i]].

    No pieces: the text is the input.
    """

    text: str
    _at: tuple[int, ...] = ()
    _starts: tuple[int, ...] = ()
    _ends: tuple[int, ...] = ()

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the input.

        The input between these offsets is the same characters, unless tags or entities stand inside. Offsets outside
        the text are brought inside.

        >>> page = plain("<p>Know <b>R&amp;D</b></p>")
        >>> page.text, page.origin(5, 8)
        ('Know R&D', (11, 18))
        """
        start = min(max(start, 0), len(self.text))
        end = min(max(end, start), len(self.text))
        if not self._at:
            return start, end
        if start == end:
            at = self._first(start)
            return at, at
        return self._first(start), self._last(end - 1)

    def _first(self, at: int) -> int:
        """Where the character at this place begins in the input."""
        if at == len(self.text):
            return self._ends[-1]
        piece = bisect_right(self._at, at) - 1
        return self._starts[piece] + (at - self._at[piece] if self._is_copy(piece) else 0)

    def _last(self, at: int) -> int:
        """Where the character at this place ends in the input."""
        piece = bisect_right(self._at, at) - 1
        return self._starts[piece] + at - self._at[piece] + 1 if self._is_copy(piece) else self._ends[piece]

    def _is_copy(self, piece: int) -> bool:
        """Whether a piece has as many characters as what it stands for: then each stands for one."""
        after = self._at[piece + 1] if piece + 1 < len(self._at) else len(self.text)
        return after - self._at[piece] == self._ends[piece] - self._starts[piece]


def plain(raw: str) -> Plain:
    """The text of a posting given as plain text, HTML or entity-escaped HTML, with its lines, and a map to the input.

    List items begin with a bullet, headings and paragraphs stand on their own lines. White space is single spaces
    and at most one blank line. Usual traces of wrong decoding are repaired.

    >>> plain("&lt;p&gt;You will:&lt;/p&gt;&lt;ul&gt;&lt;li&gt;build&amp;nbsp;it&lt;/li&gt;&lt;/ul&gt;").text
    'You will:\\n• build it'
    """
    if _is_plain(raw):
        return Plain(raw)
    scan = Scan(raw)
    scan.run()
    if not scan.pieces:
        return Plain("", (0,), (0,), (len(raw),))
    at = (0, *accumulate(map(len, scan.pieces[:-1])))
    return Plain("".join(scan.pieces), at, tuple(scan.starts), tuple(scan.ends))


def _is_plain(raw: str) -> bool:
    """Whether nothing need be changed; cheap, and true of most texts that are not markup."""
    return (
        "<" not in raw
        and not long_blanks(raw)
        and raw[:1] not in (" ", "\n")
        and raw[-1:] not in (" ", "\n")
        and ("&" not in raw or not MAY_BE_ENTITY.search(raw))
        and _is_printable(raw)
        and (raw.isascii() or not may_be_broken(raw))
    )


def _is_printable(raw: str) -> bool:
    """Whether a text has no control characters but line ends, and no odd spaces."""
    if raw.isascii():
        return len(raw.encode().translate(None, _CONTROLS)) == len(raw)
    return raw.replace("\n", "").isprintable()
