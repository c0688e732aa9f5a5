"""Which concepts a short text resembles, by letters and by meaning together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metier.reading.semantic.encoder import Encoder
from metier.reading.similar import LabelIndex, Ranked, best
from metier.vocabulary import rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

_CELLS = 8_000_000  # numbers of a batch: 32 MB
_DIGITS = 5  # scores are rounded before they are ordered, so that the last bits decide nothing


@dataclass(frozen=True, slots=True)
class SemanticIndex:
    """Concepts by their labels, as LabelIndex has them, with the labels' vectors. A score is 0 to 1."""

    concept_ids: tuple[str, ...]
    _lexical: LabelIndex
    _encoder: Encoder
    _first: NDArray[np.int64]  # first label of each concept
    _labels: Scores  # labels x width
    _concepts: Scores  # concepts x width: the mean of a concept's labels, at length 1

    @classmethod
    def build(
        cls,
        labels: Iterable[tuple[str, str]],
        *,
        spoken: Iterable[tuple[str, str]] | None = None,
        lexical: LabelIndex | None = None,
        encoder: Encoder | None = None,
    ) -> SemanticIndex:
        """The index of (concept id, label) pairs; a thousand labels take a second on one core.

        ``spoken`` are the pairs compared by meaning, where a few names say as much as all of them (a
        concept without any keeps all its labels). ``lexical`` compares the labels by letters, where
        that is not LabelIndex's default.
        """
        import numpy as np

        encoder = encoder or Encoder.load()
        given = list(labels)
        lexical = lexical or LabelIndex.build(given)
        if spoken is not None:
            chosen = list(spoken)
            named = {concept for concept, _ in chosen}
            given = [*chosen, *(pair for pair in given if pair[0] not in named)]
        place = {concept: n for n, concept in enumerate(lexical.concept_ids)}
        pairs = sorted({(place[concept], _spoken(label)) for concept, label in given if concept in place})
        owner = np.array([concept for concept, _ in pairs], dtype=np.int64)
        names = list(dict.fromkeys(name for _, name in pairs))
        vectors, at = encoder.vectors(names), {name: n for n, name in enumerate(names)}
        made = vectors[[at[name] for _, name in pairs]].reshape(-1, vectors.shape[1])
        first = np.searchsorted(owner, np.arange(len(place)))
        sums = np.add.reduceat(made, first, axis=0) if len(place) else made
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return cls(lexical.concept_ids, lexical, encoder, first, made, sums / lengths)

    @property
    def sharpness(self) -> float:
        """The power that scores are raised to where only the strongest likenesses should count."""
        return rule("semantic.sharpness")

    @property
    def needed_help(self) -> float:
        """What the links of other concepts weigh, as a share of their full weight."""
        return rule("semantic.needed_help")

    def scores(self, texts: Sequence[str]) -> Iterator[Scores]:
        """Tables (texts x concepts) of scores, a batch of texts at a time, in order.

        score = w x likeness of meaning + (1 - w) x likeness of letters
        """
        weight, texts = rule("semantic.weight"), list(texts)
        done = 0
        for table in self._lexical.scores(texts):
            asked = texts[done : done + len(table)]
            done += len(table)
            yield self._mixed(table, self.meaning(asked), weight)

    def rank(self, texts: Sequence[str], top: int) -> Ranked:
        """For each text up to ``top`` (concept id, score) pairs, best first; equal scores by id."""
        return [found for table in self.scores(texts) for found in best(self.concept_ids, table, top)]

    def rank_in_sentences(self, texts: Sequence[str], top: int) -> Ranked:
        """As ``rank``, for concepts named somewhere in a longer text: phrases by letters, the whole by meaning."""
        weight = rule("semantic.sentence_weight")
        ranked: Ranked = []
        for text, table in zip(texts, self._lexical.sentence_scores(texts), strict=True):
            ranked += best(self.concept_ids, self._mixed(table, self.meaning([text], whole=0), weight), top)
        return ranked

    def likeness(self, rows: Sequence[int], columns: Sequence[int]) -> Scores:
        """(rows x columns): likeness of concepts, named by place, by the letters of their labels."""
        return self._lexical.likeness(rows, columns)

    def meaning(self, texts: Sequence[str], *, whole: float | None = None) -> Scores:
        """(texts x concepts): cosine with the concept's best label and, by ``whole``, with the mean of all."""
        import numpy as np

        if not self.concept_ids:
            return np.zeros((len(texts), 0), dtype=np.float32)
        weight = rule("similar.whole_weight") if whole is None else whole
        asked = self._encoder.vectors([_spoken(text) for text in texts])
        size = max(1, _CELLS // len(self._labels))
        tables = [np.zeros((0, len(self.concept_ids)), dtype=np.float32)]
        for start in range(0, len(asked), size):
            batch = asked[start : start + size]
            table = np.maximum.reduceat(batch @ self._labels.T, self._first, axis=1)
            tables.append((table + weight * (batch @ self._concepts.T)) / (1 + weight))
        return np.clip(np.vstack(tables), 0, 1)

    def _mixed(self, letters: Scores, meaning: Scores, weight: float) -> Scores:
        import numpy as np

        return np.round(weight * meaning + (1 - weight) * letters, _DIGITS).astype(np.float32)


def _spoken(text: str) -> str:
    """The text as the model reads it best: lower case, one space between words."""
    return " ".join(text.lower().split())
