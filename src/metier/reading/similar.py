"""Which concepts a short text resembles: TF-IDF over words and pieces of words. No model, no training."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metier.reading.normalise import label_key
from metier.vocabulary import rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Matrix = csr_array[np.float32, tuple[int, int]]
    Scores = NDArray[np.float32]

Ranked = list[list[tuple[str, float]]]

_SHORTEST, _LONGEST = 2, 4  # characters of a piece
_CELLS = 8_000_000  # numbers of a batch: 32 MB
_DIGITS = 6  # scores are rounded before they are ordered, so that the last bits decide nothing
_MARK = re.compile(r"[,;:()\[\]{}/.!?•*|]+(?=\s|$)|(?:(?<=\s)|^)[,;:()\[\]{}/.!?•*|]+|\s[-–—]\s")


def pieces(word: str) -> list[str]:
    """The pieces of 2 to 4 characters of one word, its ends marked by a space.

    >>> pieces("ml")
    [' m', 'ml', 'l ', ' ml', 'ml ', ' ml ']
    """
    marked = f" {word} "
    sizes = range(_SHORTEST, min(_LONGEST, len(marked)) + 1)
    return [marked[i : i + size] for size in sizes for i in range(len(marked) - size + 1)]


def phrases(text: str, longest: int) -> list[str]:
    """Every run of up to ``longest`` words of the text that no punctuation mark parts, as keys.

    >>> phrases("Python, data mining", 2)
    ['python', 'data', 'data mining', 'mining']
    """
    found: dict[str, None] = {}
    for clause in _MARK.split(text):
        words = label_key(clause).split()
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + longest) + 1):
                found.setdefault(" ".join(words[start:end]))
    return list(found)


@dataclass(frozen=True, slots=True)
class _Features:
    """One kind of feature (words, or pieces of words) with the weight of each."""

    split: Callable[[str], list[str]]  # features of one word
    column: dict[str, int]
    idf: Scores
    share: float  # of the cosine that this kind decides

    @classmethod
    def learn(cls, keys: Sequence[str], split: Callable[[str], list[str]], share: float) -> _Features:
        """Features of the keys; rare ones weigh more: ln((1 + n) / (1 + df)) + 1 (smoothed, as in scikit-learn)."""
        import numpy as np

        column: dict[str, int] = {}
        for word in dict.fromkeys(word for key in keys for word in key.split()):
            for feature in split(word):
                column.setdefault(feature, len(column))
        counts = _counts(keys, split, column)
        found = np.bincount(counts.indices, minlength=len(column))
        idf = np.log((1 + len(keys)) / (1 + found)) + 1
        return cls(split, column, idf.astype(np.float32), share)

    def weigh(self, keys: Sequence[str]) -> Matrix:
        """(keys x features), rows of length sqrt(share); a feature's count is dampened to 1 + ln(count)."""
        import numpy as np
        from scipy.sparse import csr_array

        counts = _counts(keys, self.split, self.column)
        data: Scores = ((1 + np.log(counts.data)) * self.idf[counts.indices]).astype(np.float32)
        weighed: Matrix = csr_array((data, counts.indices, counts.indptr), shape=counts.shape)
        return _scaled(weighed, self.share**0.5)


def _counts(keys: Sequence[str], split: Callable[[str], list[str]], column: dict[str, int]) -> Matrix:
    """(keys x features): how often each stands in each key, as words per key times features per word."""
    words: dict[str, int] = {}
    for key in keys:
        for word in key.split():
            words.setdefault(word, len(words))
    per_key = _matrix([Counter(words[word] for word in key.split()) for key in keys], len(words))
    known = (Counter(column[feature] for feature in split(word) if feature in column) for word in words)
    product: Matrix = per_key @ _matrix(list(known), len(column))
    return product


def _matrix(rows: Sequence[Counter[int]], width: int) -> Matrix:
    import numpy as np
    from scipy.sparse import csr_array

    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([place for row in rows for place in row], dtype=np.int32)
    values = np.array([count for row in rows for count in row.values()], dtype=np.float32)
    return csr_array((values, columns, ends), shape=(len(rows), width))


def _scaled(matrix: Matrix, length: float) -> Matrix:
    """The matrix with every row that is not empty at the same length."""
    import numpy as np
    from scipy.sparse import csr_array

    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    norms = np.sqrt(np.bincount(rows, weights=matrix.data.astype(np.float64) ** 2, minlength=matrix.shape[0]))
    norms[norms == 0] = 1
    data = (matrix.data * (length / norms)[rows]).astype(np.float32)
    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


@dataclass(frozen=True, slots=True)
class LabelIndex:
    """Concepts by their labels. A score is 0 (nothing in common) to 1 (the concept's only label)."""

    concept_ids: tuple[str, ...]  # sorted; the columns of every score table
    _first: NDArray[np.int64]  # first label of each concept
    _features: tuple[_Features, ...]
    _labels: Matrix  # features x labels
    _concepts: Matrix  # features x concepts: all labels of a concept together
    _whole_weight: float

    @classmethod
    def build(
        cls,
        labels: Iterable[tuple[str, str]],
        *,
        character_share: float | None = None,
        whole_weight: float | None = None,
    ) -> LabelIndex:
        """The index of (concept id, label) pairs; one concept may have many labels.

        ``character_share`` of the score is decided by pieces of words, the rest by whole words;
        ``whole_weight`` is what all labels of a concept together weigh against its best one.
        """
        import numpy as np
        from scipy.sparse import csr_array, hstack

        pairs = sorted({(concept, key) for concept, label in labels if (key := label_key(label))})
        keys = [key for _, key in pairs]
        ids = tuple(dict.fromkeys(concept for concept, _ in pairs))
        place = {concept: n for n, concept in enumerate(ids)}
        owner = np.array([place[concept] for concept, _ in pairs], dtype=np.int64)
        share = rule("similar.character_share") if character_share is None else character_share
        kinds = ((pieces, share), (_word, 1 - share))
        features = tuple(_Features.learn(keys, split, part) for split, part in kinds if part > 0)
        weighed = csr_array(hstack([kind.weigh(keys) for kind in features]))
        sums = csr_array(
            (np.ones(len(keys), dtype=np.float32), (owner, np.arange(len(keys)))), shape=(len(ids), len(keys))
        )
        return cls(
            ids,
            np.searchsorted(owner, np.arange(len(ids))),
            features,
            weighed.T.tocsr(),
            _scaled(csr_array(sums @ weighed), 1.0).T.tocsr(),
            rule("similar.whole_weight") if whole_weight is None else whole_weight,
        )

    def scores(self, texts: Sequence[str]) -> Iterator[Scores]:
        """Tables (texts x concepts) of scores, a batch of texts at a time, in order.

        score = (cosine with the concept's best label + w x cosine with all its labels) / (1 + w)
        """
        import numpy as np
        from scipy.sparse import csr_array, hstack

        size = max(1, _CELLS // max(1, self._labels.shape[1]))
        for start in range(0, len(texts), size):
            keys = [label_key(text) for text in texts[start : start + size]]
            if not self.concept_ids:
                yield np.zeros((len(keys), 0), dtype=np.float32)
                continue
            asked = csr_array(hstack([kind.weigh(keys) for kind in self._features]))
            best = np.maximum.reduceat((asked @ self._labels).toarray(), self._first, axis=1)
            if self._whole_weight:
                best += self._whole_weight * (asked @ self._concepts).toarray()
            yield np.round(best / (1 + self._whole_weight), _DIGITS).astype(np.float32)

    def rank(self, texts: Sequence[str], top: int) -> Ranked:
        """For each text up to ``top`` (concept id, score) pairs, best first; equal scores by id."""
        return [found for table in self.scores(texts) for found in best(self.concept_ids, table, top)]

    def rank_in_sentences(self, texts: Sequence[str], top: int) -> Ranked:
        """As ``rank``, for concepts named somewhere in a longer text."""
        return [found for table in self.sentence_scores(texts) for found in best(self.concept_ids, table, top)]

    def sentence_scores(self, texts: Sequence[str]) -> Iterator[Scores]:
        """A table (1 x concepts) for each longer text, in order.

        score = mean of the whole text's score and the best score of any phrase in it
        """
        import numpy as np

        longest = int(rule("similar.longest_phrase"))
        for text in texts:
            whole = np.vstack(list(self.scores([text])))
            tables = [table.max(axis=0) for table in self.scores(phrases(text, longest))]
            yield (whole + np.max([whole[0], *tables], axis=0)) / 2

    @property
    def sharpness(self) -> float:
        """The power that scores are raised to where only the strongest likenesses should count."""
        return rule("similar.profile_sharpness")

    @property
    def needed_help(self) -> float:
        """What the links of other concepts weigh, as a share of their full weight: all, for letters alone."""
        return 1.0

    def likeness(self, rows: Sequence[int], columns: Sequence[int]) -> Scores:
        """(rows x columns): cosine of concepts, named by place, each taken as all its labels together."""
        import numpy as np

        product = self._concepts[:, list(rows)].T @ self._concepts[:, list(columns)]
        return np.asarray(product.toarray(), dtype=np.float32)


def best(concept_ids: Sequence[str], table: Scores, top: int) -> Ranked:
    """For each row of a table of scores up to ``top`` (concept id, score) pairs, best first; equal ones by place."""
    import numpy as np

    orders = np.argsort(-table, axis=1, kind="stable")[:, :top]
    return [
        [(concept_ids[place], float(row[place])) for place in order if row[place] > 0]
        for row, order in zip(table, orders, strict=True)
    ]


def _word(word: str) -> list[str]:
    return [word]
