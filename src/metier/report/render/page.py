"""What the charts, tables and sentences of one page share: numbers that open their papers, and lines of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from html import escape
from itertools import chain
from typing import NamedTuple

from metier.model import Block, Figure, Nature, Origin, Report, Sentence
from metier.report.render.citing import (
    MOST_NOTES,
    Citations,
    basis,
    citations,
    figures_of_block,
    missing_origin,
    sentence_parts,
)
from metier.report.render.markup import escaped, nature_mark
from metier.report.render.natures import Usual, legends, marked_parts, natures, usual_nature
from metier.report.render.papers import FULL_CITATIONS
from metier.report.render.windows import Shown, Windows, methods_in_words, shown, source_anchor


def _first(named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each name once, with the anchor that it came with first."""
    anchors: dict[str, str] = {}
    for name, where in named:
        anchors.setdefault(name, where)
    return [(where, name) for name, where in anchors.items()]


_NO_MARKS = "", "", ""


def _cut(text: str) -> tuple[str, str, str]:
    """The closing marks that touch the number before a text, the text, the opening marks that touch the number after.

    >>> _cut("), that is (")
    ('),', ' that is ', '(')
    """
    begun = text.rstrip("([“‘")
    middle = begun.lstrip(")].,;:!?”’")
    return begun[: len(begun) - len(middle)], middle, text[len(begun) :]


class _Source(NamedTuple):
    """A source as a block names it."""

    origin_id: str
    anchor: str
    producer: str
    titled: str


def _short(sources: Iterable[_Source], used: frozenset[str]) -> list[tuple[str, str]]:
    """(anchor, short name) of each source that is used; one a producer where there are many."""
    found = [source for source in sources if source.origin_id in used]
    titled = _first((source.titled, source.anchor) for source in found)
    return titled if len(titled) <= FULL_CITATIONS else _first((source.producer, source.anchor) for source in found)


def _button(number: int, entry: Shown, inside: str) -> str:
    """What opens the papers of the figure with this number; what is inside is HTML."""
    return f'<button class="{entry.kind}" popovertarget="f{number}">{inside}</button>'


class PageParts:
    """One page in the making: every method gives HTML in which all text is escaped."""

    def __init__(self, report: Report, explain_address: Callable[[str], str]) -> None:
        self.report = report
        self.cited: Citations = citations(report)
        self._windows = Windows(report.origins, explain_address)
        self._named: dict[frozenset[tuple[str, ...]], str] = {}  # the sources of blocks, by origins of their figures
        self._opened: set[str] = set()  # figures that something on the page opens
        numbers = self.cited.figures
        entries = shown(map(report.figures.__getitem__, numbers))
        self._entries: dict[str, Shown] = dict(zip(numbers, entries, strict=True))
        self._buttons = {f: _button(n, e, e.text) for (f, n), e in zip(numbers.items(), entries, strict=True)}
        self.cited.natures.update(zip(numbers, [entry.nature for entry in entries], strict=True))

    def entry(self, figure_id: str) -> Shown:
        """A figure as the page shows it."""
        return self._entries[figure_id]

    @cached_property
    def legends(self) -> dict[str, tuple[Nature, ...]]:
        """The natures of pay to explain, by section."""
        return legends(self.report, self.cited)

    # -- numbers ----------------------------------------------------------------------------------
    def cite(self, figure_id: str, text: str | None = None, mark: Nature | None = None) -> str:
        """A shown value that opens its papers, with the mark of what it is where it needs one."""
        self._opened.add(figure_id)
        entry = self._entries[figure_id]
        if text is not None and text != entry.plain:
            value = escape(text)
        elif mark is None:
            return self._buttons[figure_id]
        else:
            value = entry.text
        return _button(self.cited.figures[figure_id], entry, f"{nature_mark(mark)}{value}" if mark else value)

    def each(self, figure_id: str, usual: Nature | None, text: str | None = None) -> str:
        """A shown value, marked unless it is what its block or row says of all (``usual``)."""
        found = self._entries[figure_id].nature
        return self.cite(figure_id, text, None if found is usual else found)

    def sentence(self, sentence: Sentence) -> str:
        """A sentence whose numbers open their papers and keep the marks that touch them."""
        parts = sentence_parts(sentence)
        if not sentence.figures and not sentence.also:
            return escape("".join(text for text, _ in parts))
        marks = marked_parts(parts, sentence.figures, self.cited)
        cut = [_NO_MARKS if index is not None else _cut(text) for text, index in parts]
        found: list[str] = []
        for place, ((text, index), (head, middle, tail)) in enumerate(zip(parts, cut, strict=True)):
            if index is None:  # the numbers beside it take its marks
                found.append(escape(f"{'' if place else head}{middle}{'' if place < len(parts) - 1 else tail}"))
                continue
            value = self.cite(sentence.figures[index], text, marks.get(place))
            left = cut[place - 1][2] if place else ""
            right = cut[place + 1][0] if place + 1 < len(parts) else ""
            found.append(f'<span class="nb">{left}{value}{right}</span>' if left or right else value)
        return "".join(found) + self._rests_on(sentence)

    def _rests_on(self, sentence: Sentence) -> str:
        """Small numbers for the figures that a sentence rests on but does not print."""
        if not sentence.also:
            return ""
        numbers = [(f, self.cited.figures[f]) for f in sentence.also[:MOST_NOTES]]
        self._opened.update(f for f, _ in numbers)
        buttons = " ".join(
            f'<button class="fig" popovertarget="f{n}" aria-label="Figure f{n}">f{n}</button>' for _, n in numbers
        )
        return f'\N{WORD JOINER}<sup class="notes">{buttons}</sup>'

    def paragraph(self, sentences: Iterable[Sentence]) -> str:
        """Sentences in a row."""
        return f"<p>{' '.join(map(self.sentence, sentences))}</p>\n"

    # -- what stands around the numbers ------------------------------------------------------------
    def usual(self, block: Block) -> Usual | None:
        """The nature that a block says once."""
        return usual_nature(block, self.cited)

    def natures(self, block: Block) -> tuple[Nature, ...]:
        """The natures among a block's amounts."""
        return natures(figures_of_block(block), self.cited)

    def said(self, usual: Usual | None) -> str:
        """The line that says once what most amounts are."""
        if usual is None:
            return ""
        if usual.every:
            words = escape(usual.words())
        else:
            others = " or ".join(f"{nature_mark(one)} {one.value}" for one in usual.others)
            words = f"Amounts are {usual.nature.value}, save those marked {others}."
        return f'<p class="how said">{nature_mark(usual.nature)} {words}</p>'

    def _figures(self, block: Block) -> list[Figure]:
        return list(map(self.report.figures.__getitem__, figures_of_block(block)))

    def level(self, block: Block) -> str:
        """The level of a block's intervals ('95 %'); '' where none has one or they differ."""
        levels = {figure.interval.level for figure in self._figures(block) if figure.interval}
        return f"{levels.pop() * 100:g} %" if len(levels) == 1 else ""

    def source_line(self, block: Block) -> str:
        """The sources of a block with what its figures rest on, and its note."""
        figures = self._figures(block)
        note = escaped(getattr(block, "note", ""))
        if not figures:
            return f'<p class="source">{note}</p>\n' if note else ""
        n = basis(figure for figure in figures if figure.unit != "points")
        rests = f" Based on {escape(n)}." if n else ""
        return f'<p class="source">{self._sources(figures)}.{rests}{" " if note else ""}{note}</p>\n'

    def _sources(self, figures: Iterable[Figure]) -> str:
        """The sources of some figures, at least one: short names that lead to the list of sources."""
        origins = frozenset([figure.origins for figure in figures])  # many blocks have the same
        found = self._named.get(origins)
        if found is None:
            sources = _short(self._named_sources, frozenset(chain.from_iterable(origins)))
            links = "; ".join(f'<a href="#{where}">{escape(name)}</a>' for where, name in sources)
            found = self._named[origins] = f"{'Source' if len(sources) == 1 else 'Sources'}: {links}"
        return found

    @cached_property
    def _named_sources(self) -> list[_Source]:
        """Every source in few words, in the order in which a reader meets them."""
        return [
            _Source(
                o.origin_id,
                source_anchor(o.origin_id),
                o.producer,
                f"{o.producer}, {o.title}" if o.title else o.producer,
            )
            for o in self.origins()
        ]

    def as_table(self, caption: str, rows: str) -> str:
        """A chart's values as a table, folded away."""
        name = escaped(caption)
        return (
            f'<details class="as-table"><summary>Show as table<span class="vh">: {name}</span></summary>\n'
            f'<div class="scroll" tabindex="0" role="group" aria-label="{name}, as a table">\n'
            f'<table><caption class="vh">{name}</caption>\n{rows}</table>\n</div></details>\n'
        )

    # -- the end of the page ------------------------------------------------------------------------
    def origins(self) -> list[Origin]:
        """Every source, in the order in which a reader meets them."""
        return [self.cited.origin(o) or missing_origin(o) for o in self.cited.sources]

    def unopened(self) -> list[tuple[str, str]]:
        """(label, value that opens its papers) of every figure that nothing above shows."""
        rest = [f for f in self.cited.figures if f not in self._opened]
        return [(self.cited.figure(f).label, self.cite(f)) for f in rest]

    def methods(self) -> list[tuple[str, str]]:
        """(method, what its values and intervals are) of every method, by name."""
        return methods_in_words(map(self._entries.__getitem__, self.report.figures))

    def windows(self) -> list[str]:
        """The papers of every figure, one small window each, in pieces."""
        return self._windows.pieces(self.cited.figures, self._entries)
