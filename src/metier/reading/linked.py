"""Which concepts a short text resembles, helped by known links between concepts of several schemes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from metier.reading.similar import LabelIndex, Ranked, best
from metier.vocabulary import rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Matrix = csr_array[np.float32, tuple[int, int]]
    Scores = NDArray[np.float32]

Link = tuple[str, str, float]  # two concepts and how surely they are the same, 0 to 1


class Scorer(Protocol):
    """Anything that scores texts against concepts: by letters (LabelIndex) or also by meaning."""

    @property
    def concept_ids(self) -> tuple[str, ...]: ...

    @property
    def sharpness(self) -> float: ...

    @property
    def needed_help(self) -> float: ...

    def scores(self, texts: Sequence[str]) -> Iterator[Scores]: ...

    def likeness(self, rows: Sequence[int], columns: Sequence[int]) -> Scores: ...


@dataclass(frozen=True, slots=True)
class LinkedIndex:
    """Concepts of several schemes with the links between them.

    A text that resembles an occupation of one scheme speaks for the occupations of another that are
    linked to it: O*NET knows twice as many names as ESCO, and a name that ESCO lacks still leads there.
    """

    scorer: Scorer
    _links: Matrix  # concepts x concepts, symmetric

    @classmethod
    def build(cls, scorer: Scorer, links: Iterable[Link] = ()) -> LinkedIndex:
        """The index of a scorer's concepts; links to concepts that it does not know are left out."""
        import numpy as np
        from scipy.sparse import csr_array

        place = {concept: n for n, concept in enumerate(scorer.concept_ids)}
        known: dict[tuple[int, int], float] = {}
        for left, right, strength in links:
            if left in place and right in place:
                for pair in ((place[left], place[right]), (place[right], place[left])):
                    known[pair] = max(strength, known.get(pair, 0.0))
        cells = np.array(sorted(known), dtype=np.int64).reshape(-1, 2)
        values = np.array([known[pair] for pair in sorted(known)], dtype=np.float32)
        shape = (len(place), len(place))
        return cls(scorer, csr_array((values, (cells[:, 0], cells[:, 1])), shape=shape))

    @classmethod
    def of_labels(cls, labels: Iterable[tuple[str, str]], links: Iterable[Link] = ()) -> LinkedIndex:
        """The index of (concept id, label) pairs, compared by letters."""
        return cls.build(LabelIndex.build(labels), links)

    def profiles(self, texts: Sequence[str]) -> Scores:
        """(texts x concepts): what each text resembles, as rows of length 1. Two texts compare by product.

        Gabrilovich and Markovitch (2007), explicit semantic analysis: texts that share no word are
        alike when they resemble the same concepts. Scores are raised to the scorer's sharpness, and
        what a concept is linked to is resembled too.
        """
        import numpy as np

        empty = np.zeros((0, len(self.scorer.concept_ids)), dtype=np.float32)
        table = _sharp(np.vstack([empty, *self.scorer.scores(texts)]), self.scorer.sharpness)
        return _unit(table + rule("similar.profile_links") * _unit(np.asarray(table @ self._links)))

    def towards(self, targets: Container[str]) -> TargetIndex:
        """Ranks only the target concepts (one scheme, say); the others help by what they are linked to."""
        ids = self.scorer.concept_ids
        wanted = [n for n, concept in enumerate(ids) if concept in targets]
        others = [n for n, concept in enumerate(ids) if concept not in targets]
        alike = self.scorer.likeness(others, wanted) ** rule("similar.kin_sharpness")
        return TargetIndex(
            tuple(ids[n] for n in wanted),
            self.scorer,
            tuple(wanted),
            tuple(others),
            self._links[others, :][:, wanted],
            _unit(alike.T).T,
        )


@dataclass(frozen=True, slots=True)
class TargetIndex:
    """The concepts of one scheme, ranked for a text with the help of others."""

    concept_ids: tuple[str, ...]
    _scorer: Scorer
    _wanted: tuple[int, ...]
    _others: tuple[int, ...]
    _links: Matrix  # others x targets: known links
    _alike: Scores  # others x targets: likeness of their labels, columns of length 1

    def scores(self, texts: Sequence[str]) -> Iterator[Scores]:
        """Tables (texts x targets) of scores, a batch of texts at a time; they order, they are no probabilities.

        score = own score + h x (a x (resembled others x links) + b x (resembled others x their likeness)),
        h: how much help the scorer needs
        """
        import numpy as np

        wanted, others = list(self._wanted), list(self._others)
        help_share = self._scorer.needed_help
        by_link, by_label = help_share * rule("similar.link_weight"), help_share * rule("similar.kin_weight")
        for table in self._scorer.scores(texts):
            resembled = _sharp(table[:, others], self._scorer.sharpness)
            helped = by_link * np.asarray(resembled @ self._links) + by_label * (resembled @ self._alike)
            yield np.round(table[:, wanted] + helped, 6).astype(np.float32)

    def rank(self, texts: Sequence[str], top: int) -> Ranked:
        """For each text up to ``top`` (concept id, score) pairs, best first; equal scores by id."""
        return [found for table in self.scores(texts) for found in best(self.concept_ids, table, top)]


def _sharp(table: Scores, power: float) -> Scores:
    """Rows of length 1 in which only the strongest likenesses still count."""
    return _unit(table**power)


def _unit(table: Scores) -> Scores:
    import numpy as np

    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    return np.asarray(table / np.where(lengths == 0, 1, lengths), dtype=np.float32)
