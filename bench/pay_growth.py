"""Whether a query of pay takes longer with ten times the postings: the same questions to a release and to its tenfold.

    python -m bench.pay_growth [RELEASE]

The tenfold release holds each statement nine more times, by other employers, with pay moved by a few per cent; its
table of pay is made as the build makes it. Only the tables of pay differ.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.speed import some_pairs
from metier.build.pay_cells import pay_tables
from metier.build.seal import conform, write_table
from metier.model import Filters
from metier.release.pay import pay_cells
from metier.release.reader import Release, starter_folder
from metier.release.schema import TABLES
from metier.statistics.clusters import GROUPS
from metier.statistics.like_for_like import like_for_like
from metier.statistics.pay import quantiles
from metier.surfaces.python import pay

TIMES, MOVED = 10, 0.04  # copies of a statement; s.d. of log pay between them
PAIRS, LEAST = 20, 100  # pairs that are asked, of roles with so many statements
FACETS = ("collection", "kind", "role_id", "country", "level", "year", "workplace", "employment_type")
PROBS = (0.1, 0.25, 0.5, 0.75, 0.9)


def statements_of(cells: pa.Table) -> pa.Table:
    """Single statements that give these cells again, as a table of postings; which group states which is chance."""
    rng = np.random.default_rng(0)
    listed = np.diff(cells["statements"].combine_chunks().offsets.to_numpy())
    times = _flat(cells, "statements")
    of = np.repeat(np.repeat(np.arange(len(cells)), listed), times)
    group = np.full(len(of), -1, dtype=np.int16)
    told = np.repeat(np.diff(cells["employer_group"].combine_chunks().offsets.to_numpy()) > 0, _sums(cells))
    group[told] = np.repeat(_flat(cells, "employer_group"), _flat(cells, "group_statements"))
    columns = {name: cells[name].take(pa.array(of)) for name in FACETS}
    kind = columns.pop("kind")
    low, high = (np.repeat(_flat(cells, name), times).astype(float) for name in ("low_usd_year", "high_usd_year"))
    order = rng.permutation(len(of))
    order = order[np.argsort(of[order], kind="stable")]  # amounts in any order within their cell
    amounts = {"pay_low_usd_year": low[order], "pay_high_usd_year": high[order], "employer_group": group}
    return pa.table({**columns, "pay_kind": kind, "title": columns["role_id"], "text": kind, **amounts})


def _flat(cells: pa.Table, name: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.asarray(cells[name].combine_chunks().values.to_numpy(), dtype=np.int64)


def _sums(cells: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Statements in each cell."""
    ends = cells["statements"].combine_chunks().offsets.to_numpy()
    below = np.concatenate([[0], np.cumsum(_flat(cells, "statements"))])
    return np.asarray(np.diff(below[ends]), dtype=np.int64)


def grown(postings: pa.Table) -> pa.Table:
    """Each statement ``TIMES`` times: the copies by other employers, at other pay."""
    rng = np.random.default_rng(1)
    copies = [postings]
    for _ in range(TIMES - 1):
        moved = np.exp(rng.normal(0, MOVED, len(postings)))
        group = postings["employer_group"].to_numpy()
        other = np.where(group < 0, group, rng.integers(0, GROUPS, len(group))).astype(np.int16)
        low, high = (np.clip(postings[f"pay_{end}_usd_year"].to_numpy() * moved, 1000, 3e6) for end in ("low", "high"))
        changed = {"pay_low_usd_year": low, "pay_high_usd_year": high, "employer_group": other}
        kept = {name: postings[name] for name in postings.column_names if name not in changed}
        copies.append(pa.table({**kept, **changed}).select(postings.column_names))
    return pa.concat_tables(copies)


def with_tables(folder: Path, tables: dict[str, pa.Table], into: Path) -> Release:
    """A release as that in ``folder``, with some tables in place of its own."""
    shutil.copytree(folder, into)
    manifest = json.loads((into / "release.json").read_text(encoding="utf-8"))
    for name, table in tables.items():
        path = into / f"{name}.parquet"
        write_table(conform(name, table), path, TABLES[name].row_group)
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        manifest["tables"][name] = {"rows": len(table), "bytes": len(content), "sha256": digest}
    (into / "release.json").write_text(json.dumps(manifest), encoding="utf-8")
    return Release(into)


def seconds_of(call: Callable[[Release, str, str], object], release: Release, pairs: list[tuple[str, str]]) -> float:
    """Median CPU time of a question that the release was not asked before, over pairs of roles, best of five."""
    found = []
    for pair in pairs:
        best = float("inf")
        for _ in range(5):
            release.remembered.clear()
            start = time.process_time()
            call(release, *pair)
            best = min(best, time.process_time() - start)
        found.append(best)
    return statistics.median(found)


def read(release: Release, a: str, b: str) -> None:
    """All cells of two roles."""
    pay_cells(release, (a, b), Filters())


def answered(release: Release, a: str, b: str) -> None:
    """Quantiles of every collection, and the gap at one mix."""
    found = pay_cells(release, (a, b), Filters())
    for entry in found:
        quantiles(entry.rows, PROBS)
    for left in (e for e in found if e.key == a):
        for right in (e for e in found if e.key == b and (e.collection, e.kind) == (left.collection, left.kind)):
            mixes = [
                list(zip(e.level.tolist(), e.country.tolist(), e.year.tolist(), strict=True)) for e in (left, right)
            ]
            like_for_like(left.rows, mixes[0], right.rows, mixes[1], minimum_overlap=0.3, minimum_cell=5)


def reported(release: Release, a: str, b: str) -> None:
    """The whole report on pay."""
    pay(a, b, release=release)


def asked_pairs(release: Release) -> list[tuple[str, str]]:
    """Pairs of roles with enough statements for a query to be worth asking, drawn at random with a seed."""
    rows = release.rows(
        f"SELECT role_id FROM pay GROUP BY role_id HAVING sum(list_sum(statements)) >= {LEAST:d} ORDER BY role_id",
        tables=("pay",),
    )
    return some_pairs((row[0] for row in rows), PAIRS)


def growth(release: Path | None = None) -> Iterator[str]:
    """Lines of a table: CPU time of each question to a release and to its tenfold, and their ratio."""
    folder = release or starter_folder()
    today = statements_of(pq.read_table(folder / "pay.parquet"))
    tables = {"same": pq.read_table(folder / "pay.parquet"), "tenfold": pay_tables(grown(today))["pay"]}
    with tempfile.TemporaryDirectory() as scratch:
        one, ten = (with_tables(folder, {"pay": t}, Path(scratch) / name) for name, t in tables.items())
        pairs = asked_pairs(one)
        yield f"| question, median of {len(pairs)} pairs | as it is | tenfold | ratio |"
        yield "| --- | ---: | ---: | ---: |"
        for call in (read, answered, reported):
            before, after = seconds_of(call, one, pairs), seconds_of(call, ten, pairs)
            said = (call.__doc__ or "").rstrip(".").lower()
            yield f"| {said} | {before * 1000:.1f} ms | {after * 1000:.1f} ms | {after / before:.2f} |"
        size = [(r.folder / "pay.parquet").stat().st_size / 1000 for r in (one, ten)]
    yield f"{len(today):,} statements and ten times as many; {size[0]:.0f} and {size[1]:.0f} kB of table pay."


if __name__ == "__main__":
    print(*growth(Path(sys.argv[1]) if len(sys.argv) > 1 else None), sep="\n")
