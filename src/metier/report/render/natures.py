"""How posted, observed and modelled pay are marked, and where: often enough to be seen, seldom enough to be read.

One rule for every form. A chart's row says its nature once, in words. A table says once what most of its amounts
are and marks the others. A sentence marks its first amount, and each later one of another nature.
The marks differ by shape, never by colour alone; ``WORDS`` is the legend.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from metier.model import Block, Cards, Definition, Figure, LinkList, Nature, Report, Section, Sentence, nature
from metier.report.render.citing import Citations, figures_of_block, sentence_parts

MARKS = {Nature.POSTED: "✎", Nature.OBSERVED: "✓", Nature.MODELLED: "≈"}
WORDS = {
    Nature.POSTED: "what advertisements state",
    Nature.OBSERVED: "what people are paid, from official statistics or their own answers",
    Nature.MODELLED: "our estimate, which leans on similar jobs",
}

NEAR = 2  # a legend is not repeated within so many sections


def in_words(figure: Figure) -> str:
    """A figure's nature with its meaning ('posted: what advertisements state'); '' for what is no amount of pay."""
    found = nature(figure)
    return f"{found.value}: {WORDS[found]}" if found else ""


def shown_nature(figure: Figure) -> Nature | None:
    """The nature to mark: none where there is no value to mark."""
    return None if figure.value is None else nature(figure)


def _natures_of(cited: Citations) -> dict[str, Nature | None]:
    """The nature to mark of every figure of a report, worked out once a page."""
    found = cited.natures
    if not found:
        found.update((figure_id, shown_nature(cited.figure(figure_id))) for figure_id in cited.figures)
    return found


def natures(figure_ids: Iterable[str], cited: Citations) -> tuple[Nature, ...]:
    """The natures among some figures, each once, in the order of the legend."""
    found = set(map(_natures_of(cited).__getitem__, figure_ids)) - {None}
    return tuple(one for one in Nature if one in found) if found else ()


@dataclass(frozen=True, slots=True)
class Usual:
    """The nature that a block says once, for all its amounts or for all that carry no mark."""

    nature: Nature
    others: tuple[Nature, ...] = ()

    @property
    def every(self) -> bool:
        """Whether all amounts of the block are of this nature."""
        return not self.others

    def words(self, marks: Mapping[Nature, str] | None = None) -> str:
        """The line that says it; ``marks`` stand before the words of the natures that are marked.

        >>> Usual(Nature.POSTED).words()
        'All amounts are posted.'
        >>> Usual(Nature.POSTED, (Nature.MODELLED,)).words(MARKS)
        'Amounts are posted, save those marked ≈ modelled.'
        """
        if self.every:
            return f"All amounts are {self.nature}."
        named = " or ".join(f"{marks[one]} {one}" if marks else one.value for one in self.others)
        return f"Amounts are {self.nature}, save those marked {named}."


def usual_nature(block: Block, cited: Citations) -> Usual | None:
    """The nature of more than half of a block's amounts; None where there is none such."""
    shown = map(_natures_of(cited).__getitem__, dict.fromkeys(figures_of_block(block)))
    if not (amounts := list(filter(None, shown))):
        return None
    counts = Counter(amounts)
    for found, n in counts.most_common(1):
        if 2 * n > counts.total():
            return Usual(found, tuple(one for one in Nature if one in counts and one is not found))
    return None


def unusual(figure: Figure, usual: Nature | None) -> Nature | None:
    """The mark that a figure needs where ``usual`` has been said of what carries none."""
    found = shown_nature(figure)
    return None if found is usual else found


def marked_in_sentence(sentence: Sentence, cited: Citations) -> dict[int, Nature]:
    """Which of a sentence's pieces (as ``sentence_parts`` cuts it) carry a mark: the first amount, then each change."""
    return marked_parts(sentence_parts(sentence), sentence.figures, cited)


def marked_parts(
    parts: Sequence[tuple[str, int | None]], figures: Sequence[str], cited: Citations
) -> dict[int, Nature]:
    """As ``marked_in_sentence``, for a sentence that is cut already and the figures that its pieces number."""
    found: dict[int, Nature] = {}
    last: Nature | None = None
    shown = _natures_of(cited)
    for place, (_, index) in enumerate(parts):
        here = None if index is None else shown[figures[index]]
        if here is not None and here is not last:
            found[place] = last = here
    return found


def _in_blocks(section: Section, cited: Citations) -> bool:
    blocks = (b for b in section.blocks if not isinstance(b, Definition | Cards | LinkList))
    return any(natures(figures_of_block(block), cited) for block in blocks)


def legends(report: Report, cited: Citations) -> dict[str, tuple[Nature, ...]]:
    """By section id, the natures to explain there: where pay comes first and, if far below, where its blocks begin.

    Each legend explains what is shown up to the next one.
    """
    shown = [natures(figures, cited) for figures in cited.of_sections]
    first = next((i for i, found in enumerate(shown) if found), None)
    if first is None:
        return {}
    blocks = next((i for i, found in enumerate(shown) if found and _in_blocks(report.sections[i], cited)), first)
    starts = [first, blocks] if blocks - first > NEAR else [first]
    parts = (shown[start:end] for start, end in zip(starts, [*starts[1:], len(shown)], strict=True))
    return {
        report.sections[start].id: tuple(one for one in Nature if any(one in found for found in part))
        for start, part in zip(starts, parts, strict=True)
    }
