"""The papers of a figure as a small window: what a reader needs to trust it, and nothing that the page says elsewhere.

Sources and methods are listed once on the page; a window links to them. What a window says of its figure alone is
kept while the figure is in use, because figures of a role stand in many comparisons.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import NamedTuple
from zlib import crc32

from metier.model import Figure, Flag, Nature, Origin, Status
from metier.release.kept import KeptSame
from metier.report.filter_words import filters_in_words, place_in_words
from metier.report.render.markup import escaped, interval_and_n
from metier.report.render.natures import in_words, shown_nature
from metier.report.render.papers import (
    FLAGS,
    FULL_CITATIONS,
    STATUSES,
    explain_command,
    kind_in_words,
)
from metier.report.render.values import exact, reason, show, show_interval, show_n

KEPT = 24_000  # figures whose window is kept, twice: those of a release of a hundred roles fit


class Shown(NamedTuple):
    """A figure as every place of a page shows it. All texts but ``plain`` and ``method`` are escaped."""

    kind: str  # of its buttons: "fig", "fig blank" where there is no value
    plain: str  # its value
    text: str  # its value
    nature: Nature | None
    small: str  # its interval and what it rests on
    interval: str
    facts: str  # the window's lines about the figure alone
    end: str  # of the window, with the command that explains the figure
    method: tuple[str, ...]  # its name, what the value is, what the interval is where there is one
    origins: tuple[str, ...]


_KEPT: KeptSame[Figure, Shown] = KeptSame(KEPT)


def shown(figures: Iterable[Figure]) -> list[Shown]:
    """How a page shows some figures; kept for those of one role, as one of several hardly ever comes again."""
    kept = _KEPT.of
    return [_shown(figure) if "~" in figure.id else kept(figure.id, figure, _shown) for figure in figures]


def _shown(figure: Figure) -> Shown:
    plain, interval, n = show(figure), show_interval(figure), show_n(figure)
    text, bounds = escaped(plain), escaped(interval)
    return Shown(
        "fig blank" if figure.value is None else "fig",
        plain,
        text,
        shown_nature(figure),
        interval_and_n(bounds, escape(n)),
        bounds,
        _facts(figure, text, bounds, n),
        _end(f"<code>{escape(explain_command(figure.id))}</code>"),
        _method_in_words(figure.method, figure.status, figure.interval.kind if figure.interval else None),
        figure.origins,
    )


@lru_cache(256)
def _method_in_words(method: str, status: Status, kind: str | None) -> tuple[str, ...]:
    """A method, what its value is and what its interval, of this kind, is; nothing of that where there is none."""
    words = method, STATUSES[status]
    return words if kind is None else (*words, f"interval: {kind_in_words(kind)}")


def source_anchor(origin_id: str) -> str:
    """The id of a listed source.

    >>> source_anchor("bls-oews-2025")
    'source-bls-oews-2025'
    """
    return "source-" + re.sub("[^A-Za-z0-9._-]+", "-", origin_id)


def method_anchor(method: str) -> str:
    """The id of a listed method: short, because hundreds of windows link to it.

    >>> method_anchor("statistics.shares.shares@1")
    'm-9d8072'
    """
    return f"m-{crc32(method.encode()) & 0xFFFFFF:06x}"


def _counted(figure: Figure, n: str) -> str:
    """What a figure counts: '642 of 774 postings (83 % could be read)'."""
    counted = n or "number not published"
    if figure.looked_at and figure.n is not None and figure.looked_at > figure.n:
        counted += f" of {figure.looked_at:,} searched ({figure.n / figure.looked_at * 100:.0f} % could be read)"
    return counted


@lru_cache(1024)
def _slice(period: str, place: str, filters: tuple[tuple[str, str], ...]) -> str:
    """Of when and where, as it follows what was counted: ', 2023, all countries'."""
    rest = filters_in_words((name, value) for name, value in filters if value != place)
    return "".join(f", {part}" for part in (period, place_in_words(place), rest) if part)


@lru_cache(256)
def _warnings(flags: frozenset[Flag]) -> str:
    """The line of a figure's warnings; '' where it has none."""
    return _line("Take care", "; ".join(FLAGS[flag] for flag in sorted(flags))) if flags else ""


@lru_cache(256)
def _method(method: str) -> str:
    return f'<dt>Method</dt><dd><a href="#{method_anchor(method)}">{escape(method)}</a></dd>'


@lru_cache(1024)
def _no_interval(why: str) -> str:
    return _line("Interval", f"none: {why}")


@lru_cache(1024)
def _note(note: str) -> str:
    return _line("Note", note)


def _line(label: str, text: str) -> str:
    return f"<dt>{label}</dt><dd>{escape(text, quote=False)}</dd>" if text else ""


def _facts(figure: Figure, value: str, bounds: str, n: str) -> str:
    """The window's lines about the figure alone; ``value`` and ``bounds`` (of its interval) are escaped."""
    known = figure.value
    told = f"<b>{value}</b>" if known is None else f'<data value="{exact(known)!r}">{value}</data>'
    based_on = _line("Based on", _counted(figure, n) + _slice(figure.period, figure.place, figure.filters))
    if figure.interval is None:
        interval = _no_interval(figure.no_interval or reason(figure))
    else:
        interval = f"<dt>Interval</dt><dd>{bounds} ({figure.interval.level * 100:g} %)</dd>"
    return (
        f"{told} {escape(figure.label, quote=False)}</p><dl>{based_on}{interval}"
        f"{_line('Nature', in_words(figure))}{_warnings(figure.flags)}{_note(figure.note)}"
        f"{_method(figure.method)}"
    )


@lru_cache(4096)
def _head(number: int) -> str:
    """How the window of the figure with this number begins."""
    return (
        f'<div class="paper" popover id="f{number}" role="dialog" aria-labelledby="t{number}">'
        f'<button class="close" popovertarget="f{number}">Close</button>'
        f'<p id="t{number}"><i>f{number}</i> '
    )


class Windows:
    """The windows of one page."""

    def __init__(self, origins: Mapping[str, Origin], explain_address: Callable[[str], str]) -> None:
        self._origins, self._explain_address = origins, explain_address
        self._sources: dict[tuple[str, ...], str] = {}

    def pieces(self, numbers: Mapping[str, int], entries: Mapping[str, Shown]) -> list[str]:
        """The papers of figures with these numbers, in pieces: a page joins its thousands of them once."""
        found: list[str] = []
        for figure_id, number in numbers.items():
            entry = entries[figure_id]
            address = self._explain_address(figure_id)
            sources = self._sources.get(entry.origins) or self._source_line(entry.origins)
            found += (_head(number), entry.facts, sources, _link(address) if address else entry.end)
        return found

    def _source_line(self, origins: tuple[str, ...]) -> str:
        """The window's line about sources, which many figures share."""
        found = self._sources[origins] = f"<dt>Source</dt><dd>{self._named(origins)}</dd>"
        return found

    def _named(self, origins: tuple[str, ...]) -> str:
        """The sources of a figure, each linked to its citation; many of them counted by producer."""
        if len(origins) <= FULL_CITATIONS:
            return "; ".join(f'<a href="#{source_anchor(o)}">{escape(self._name(o))}</a>' for o in origins)
        producers = Counter(self._origins[o].producer if o in self._origins else o for o in origins)
        names = (f"{name} ({count})" if count > 1 else name for name, count in producers.items())
        return f'{len(origins)} files, cited under <a href="#sources">Sources</a>: {escape(", ".join(names))}'

    def _name(self, origin_id: str) -> str:
        """A source in few words; its citation stands under Sources."""
        origin = self._origins.get(origin_id)
        return f"{origin.producer}, {origin.period or origin.version}".rstrip(", ") if origin else origin_id


def _link(address: str) -> str:
    """How a window ends where a page of the site shows the rows."""
    return _end(f'<a href="{escape(address)}">down to the counts behind it</a>')


def _end(explain: str) -> str:
    """How a window ends: with the way to the rows."""
    return f"<dt>Explain</dt><dd>{explain}</dd></dl></div>\n"


def methods_in_words(entries: Iterable[Shown]) -> list[tuple[str, str]]:
    """(method, what its values and intervals are) of every method of some figures, by name."""
    told: dict[str, dict[str, None]] = {}
    for method, *words in dict.fromkeys([entry.method for entry in entries]):
        told.setdefault(method, {}).update(dict.fromkeys(words))
    return [(method, "; ".join(words)) for method, words in sorted(told.items())]
