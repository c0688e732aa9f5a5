"""What a collection teaches about pay as rows of names and numbers, and back, without loss."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from metier.statistics.clusters import Array
from metier.statistics.pay_additions import Additions
from metier.statistics.pay_employers import Employers
from metier.statistics.pay_kinship import LevelStep
from metier.statistics.pay_parents import PayParents
from metier.statistics.pay_shape import PROBS, Shape, Spreads
from metier.statistics.pay_slices import FACETS

SCATTER = ("role", *FACETS, "alone")
LADDERS = ("both", "individual", "management")


class ParentRow(NamedTuple):
    """One number of a fitted model: ``part`` says which, ``term`` of what; ``variance`` of additions only."""

    part: str
    term: str
    value: float
    variance: float = 0.0


def to_rows(model: PayParents) -> list[ParentRow]:
    """The rows of a model.

    Parts: ``add`` (term "factor value") and ``unseen`` (term factor): log pay; ``scatter``: variance of log pay by
    kind of likeness; ``shape`` (term probability), ``sampling`` and ``between`` (term "probability probability");
    ``spread`` (term role, '' the typical one); ``employers``: likeness, repeats, power; ``level LADDER``: rank.
    """
    e = model.employers
    return [
        *(ParentRow("add", f"{factor} {value}", *known) for (factor, value), known in model.additions.added.items()),
        *(ParentRow("unseen", factor, *known) for factor, known in model.additions.unseen.items()),
        *(ParentRow("scatter", term, float(v)) for term, v in zip(SCATTER, model.scatter, strict=True)),
        *(ParentRow("shape", str(p), float(v)) for p, v in zip(PROBS, model.shape.at, strict=True)),
        *_matrix_rows("sampling", model.shape.sampling),
        *_matrix_rows("between", model.shape.between),
        ParentRow("spread", "", model.spreads.typical),
        *(ParentRow("spread", role, value) for role, value in model.spreads.of_role.items()),
        ParentRow("employers", "likeness", e.likeness),
        ParentRow("employers", "repeats", e.repeats),
        ParentRow("employers", "power", e.power),
        *(ParentRow(f"level {step.ladder}", level, float(step.rank)) for level, step in model.levels.items()),
    ]


def from_rows(rows: Iterable[ParentRow]) -> PayParents:
    """The model whose rows these are, in any order. Raises KeyError where a part is missing."""
    parts: dict[str, dict[str, tuple[float, float]]] = {}
    for part, term, value, variance in rows:
        parts.setdefault(part, {})[term] = (value, variance)
    single = {part: {term: pair[0] for term, pair in terms.items()} for part, terms in parts.items()}
    added = {_pair(term): known for term, known in parts["add"].items()}
    spread = single["spread"]
    return PayParents(
        Additions(added, parts["unseen"]),
        np.array([single["scatter"][term] for term in SCATTER]),
        Shape(
            np.array([single["shape"][str(p)] for p in PROBS]), _matrix(single["sampling"]), _matrix(single["between"])
        ),
        Spreads(spread[""], {role: value for role, value in spread.items() if role}),
        Employers(**single["employers"]),
        {
            level: LevelStep(ladder, int(rank))
            for ladder in LADDERS
            for level, rank in single.get(f"level {ladder}", {}).items()
        },
    )


def _pair(term: str) -> tuple[str, str]:
    factor, _, value = term.partition(" ")
    return factor, value


def _matrix_rows(part: str, matrix: Array) -> list[ParentRow]:
    return [ParentRow(part, f"{p} {q}", float(matrix[i, j])) for i, p in enumerate(PROBS) for j, q in enumerate(PROBS)]


def _matrix(values: dict[str, float]) -> Array:
    return np.array([[values[f"{p} {q}"] for q in PROBS] for p in PROBS])
