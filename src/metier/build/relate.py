"""What roles have to do with each other: priors from their parents, and the closest roles."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from metier.statistics.priors import parent_prior
from metier.vocabulary import roles, rule


def _matrix(
    con: duckdb.DuckDBPyConnection, collection: str, measure: str, role_ids: list[str]
) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Item ids, postings showing each item (roles x items), readable postings (roles,)."""
    rows = con.execute(
        "SELECT role_id, item_id, sum(postings)::DOUBLE FROM counts WHERE collection = ? AND measure = ? GROUP BY ALL",
        [collection, measure],
    ).fetchall()
    items = sorted({item for _, item, _ in rows if item})
    column = {item: i for i, item in enumerate(items)}
    row_of = {role: i for i, role in enumerate(role_ids)}
    k = np.zeros((len(role_ids), len(items)))
    n = np.zeros(len(role_ids))
    for role, item, postings in rows:
        if item:
            k[row_of[role], column[item]] = postings
        else:
            n[row_of[role]] = postings
    return items, k, n


def prior_table(counts: pa.Table, progress: Callable[[str], None]) -> pa.Table:
    """Table ``priors``: for each collection, measure, role and item the share its parents lead to expect."""
    con = duckdb.connect(":memory:")
    con.register("counts", counts)
    sets = con.execute(
        "SELECT DISTINCT collection, measure FROM counts WHERE measure <> 'posting' ORDER BY ALL"
    ).fetchall()
    entries = list(roles().values())
    parts = []
    for collection, measure in sets:
        items, k, n = _matrix(con, collection, measure, [entry.id for entry in entries])
        if not items:
            continue
        progress(f"priors of {measure} in {collection}: {len(items)} items")
        prior = parent_prior(
            k,
            n,
            [[e.specialty for e in entries], [e.function for e in entries], [e.track for e in entries]],
            strength_bounds=(rule("prior.strength_min"), rule("prior.strength_max")),
        )
        size = len(items)
        parts.append(
            pa.table(
                {
                    "collection": pa.array([collection] * (len(entries) * size)),
                    "measure": pa.array([measure] * (len(entries) * size)),
                    "role_id": pa.array(np.repeat([e.id for e in entries], size)),
                    "item_id": pa.array(items * len(entries)),
                    "mean_share": pa.array(np.round(np.broadcast_to(prior.mean, k.shape), 4).ravel()),
                    "strength_postings": pa.array(np.round(np.broadcast_to(prior.strength, k.shape), 1).ravel()),
                }
            )
        )
    table = pa.concat_tables(parts)
    return table.filter(pc.greater_equal(table["mean_share"], rule("priors.kept_share")))


def related_table(counts: pa.Table) -> pa.Table:
    """Table ``related_roles``: each role's closest roles by what their postings ask for.

    Similarity is the cosine of the roles' technology shares and duty shares, each centred on the
    mean role, so that what every role asks for does not make all roles alike.
    """
    con = duckdb.connect(":memory:")
    con.register("counts", counts)
    role_ids = list(roles())
    least = rule("related.minimum_postings")
    found: list[tuple[str, str, float, str]] = []
    for collection, measure, basis in (
        ("data-jobs", "technology", "technologies"),
        ("fulltext", "duty", "duties"),
    ):
        _, k, n = _matrix(con, collection, measure, role_ids)
        enough = np.flatnonzero((n >= least) & (np.array(role_ids) != "other"))
        if len(enough) < 2:
            continue
        shares = k[enough] / n[enough, None]
        centred = shares - shares.mean(axis=0)
        length = np.linalg.norm(centred, axis=1)
        length[length == 0] = 1.0  # a role exactly like the mean resembles none
        cosine = centred @ centred.T / np.outer(length, length)
        for row, index in enumerate(enough):
            order = np.argsort(-cosine[row], kind="stable")
            best = [j for j in order if j != row][: int(rule("related.kept"))]
            found.extend((role_ids[index], role_ids[enough[j]], round(float(cosine[row, j]), 4), basis) for j in best)
    return pa.table(
        {
            "role_id": pa.array([f[0] for f in found]),
            "related_role_id": pa.array([f[1] for f in found]),
            "similarity": pa.array([f[2] for f in found]),
            "basis": pa.array([f[3] for f in found]),
        }
    )
