"""The order in which learning technologies opens most of a role's postings."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from metier.reading.technology import resolve_tag
from metier.vocabulary import rule


def greedy_order(needs: NDArray[np.bool_], known_share: float, steps: int) -> list[tuple[int, float]]:
    """(technology column, share of postings opened so far), best first.

    ``needs`` is postings x technologies. A posting is opened when ``known_share`` of its technologies
    are known. Each step takes the technology that raises the mean known share, capped at the
    threshold, most: a monotone submodular sum, so that greedy is within 1 - 1/e of the best set
    (Nemhauser, Wolsey, Fisher 1978).

    >>> needs = np.array([[1, 0, 0], [1, 1, 0], [0, 0, 1]], dtype=bool)
    >>> greedy_order(needs, 0.6, 2)[0][0]
    0
    """
    size = needs.sum(axis=1)
    needs, size = needs[size > 0], size[size > 0]
    weight = needs / size[:, None]
    known = np.zeros(len(needs))
    left = list(range(needs.shape[1]))
    order: list[tuple[int, float]] = []
    for _ in range(min(steps, len(left))):
        gains = np.minimum(known[:, None] + weight[:, left], known_share).sum(axis=0)
        best = left[int(np.argmax(gains))]
        known = known + weight[:, best]
        left.remove(best)
        order.append((best, float((known >= known_share - 1e-9).mean())))
    return order


def learning_table(postings: pa.Table) -> pa.Table:
    """Table ``learning_order``: from the tagged postings of each role that has enough of them."""
    tagged = postings.filter(pc.equal(postings["collection"], "data-jobs"))
    by_role: dict[str, list[set[str]]] = {}
    for role, tags in zip(tagged["role_id"].to_pylist(), tagged["tags"].to_pylist(), strict=True):
        if role and tags:
            found = {technology for tag in tags if tag and (technology := resolve_tag(tag))}
            if found:
                by_role.setdefault(role, []).append(found)
    rows = []
    for role, needs in sorted(by_role.items()):
        if len(needs) < rule("learning.minimum_postings"):
            continue
        names = sorted(set().union(*needs))
        column = {name: i for i, name in enumerate(names)}
        matrix = np.zeros((len(needs), len(names)), dtype=bool)
        for row, found in enumerate(needs):
            matrix[row, [column[name] for name in found]] = True
        order = greedy_order(matrix, rule("learning.known_share"), int(rule("learning.steps")))
        rows += [
            {
                "role_id": role,
                "rank": rank,
                "technology_id": names[i],
                "collection": "data-jobs",
                "postings": len(needs),
                "opened_share": round(opened, 4),
            }
            for rank, (i, opened) in enumerate(order, start=1)
        ]
    return pa.Table.from_pylist(rows)
