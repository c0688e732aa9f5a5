"""Lines that never grow wider than the terminal, in colour or plain."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text

Piece = tuple[str, str]  # text and its style
MARKS = "●◆■▲▼"
STYLES = ("blue", "yellow", "green", "magenta", "cyan")
MOST = 12  # rows of a table or chart before "and N more"


def role_style(index: int) -> str:
    """The colour of a role."""
    return STYLES[index % len(STYLES)]


def role_mark(index: int) -> str:
    """The mark of a role: a shape, because colour may be missing."""
    return MARKS[index % len(MARKS)]


def clean(text: str) -> str:
    """Text without control characters or direction overrides, which would break the layout."""
    return "".join(c if c.isprintable() else " " for c in text)


def fit(text: str, cells: int) -> str:
    """Text in exactly so many cells, cut with an ellipsis."""
    text = clean(text)
    if cell_len(text) <= cells:
        return set_cell_size(text, cells)
    return set_cell_size(set_cell_size(text, max(cells - 1, 0)).rstrip() + "…", cells)


@lru_cache(maxsize=64)
def _style(name: str) -> Style:
    return Style.parse(name)


class Screen:
    """Collects lines; every line is made to fit before it is kept."""

    def __init__(self, width: int, *, colour: bool) -> None:
        self.width, self.colour = max(width, 40), colour
        self.lines: list[str] = []
        self._console = Console(width=self.width, color_system=None, emoji=False)

    def line(self, *pieces: str | Piece) -> None:
        """One line, cut at the width."""
        left, kept = self.width, []
        for piece in pieces:
            text, style = (piece, "") if isinstance(piece, str) else piece
            cells = cell_len(text)
            if cells > left:
                text = fit(text, left)
            left -= min(cells, left)
            kept.append((text, style))
            if not left:
                break
        while kept and not kept[-1][0].strip():
            kept.pop()
        if kept:
            kept[-1] = (kept[-1][0].rstrip(), kept[-1][1])
        self.lines.append("".join(self._styled(text, style) for text, style in kept))

    def _styled(self, text: str, style: str) -> str:
        if not (self.colour and style and text):
            return text
        return _style(style).render(text, color_system=ColorSystem.STANDARD)

    def prose(self, text: Text | str, style: str = "", *, indent: int = 0) -> None:
        """A paragraph, wrapped."""
        if isinstance(text, str):
            text = Text(text, style)
        if cell_len(text.plain) <= self.width - indent:
            self.line(" " * indent, *_pieces(text))
            return
        for line in text.wrap(self._console, self.width - indent, overflow="fold"):
            self.line(" " * indent, *_pieces(line))

    def text(self) -> str:
        """Everything written, ending in a new line."""
        return "\n".join(self.lines) + "\n"


def _pieces(text: Text) -> list[Piece]:
    """A styled text as pieces that can be put into another line."""
    base = str(text.style)
    if not text.spans:
        return [(text.plain, base)]
    edges = sorted({edge for span in text.spans for edge in (span.start, span.end)} - {0, len(text)})
    return [(part.plain, str(part.spans[0].style) if part.spans else base) for part in text.divide(edges)]


def wrapped_cell(text: str, cells: int) -> list[str]:
    """A heading on at most three lines of so many cells; what does not fit is cut."""
    lines = textwrap.wrap(clean(text), cells) or [""]
    return lines if len(lines) <= 3 else [*lines[:2], fit(" ".join(lines[2:]), cells)]


def widths(head: Sequence[str], rows: list[list[str]], width: int) -> list[int] | None:
    """Column widths that fit the line without cutting a value; None where there are none.

    Only the first column may be cut, down to 16 cells, and headings may wrap. The first column grows
    first, then the headings.
    """
    body = [max((cell_len(clean(row[i])) for row in rows if i < len(row)), default=0) for i in range(len(head))]
    words = [max((cell_len(word) for word in clean(name).split()), default=0) for name in head]
    found = [min(n, 16) if i == 0 else max(n, min(words[i], 12)) for i, n in enumerate(body)]
    room = width - (len(head) - 1) - sum(found)
    if room < 0:
        return None
    best = [max(n, cell_len(clean(name))) for n, name in zip(body, head, strict=True)]
    for i, most in enumerate(best):
        extra = min(max(most - found[i], 0), room if i == 0 else -(-room // (len(best) - i)))
        found[i] += extra
        room -= extra
    return found
