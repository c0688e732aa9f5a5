"""Counts which words stand in the titles of which roles: ``python -m bench.eval.title_support --shared ../shared``.

The roles are those that the rules read; no label is used. The weight of a word for a role is

    ln((titles of the role with the word + 5 share of the role) / ((titles with the word + 5) share of the role))
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import log
from pathlib import Path

from metier.reading.title import read_title
from metier.reading.title_words import title_words

FILE = Path(__file__).parents[2] / "src" / "metier" / "vocabulary" / "data" / "title_support.csv"
PRIOR = 5.0  # titles of every word that are as all titles are
FEWEST = 4  # titles that a word stands in
FEWEST_OF_ROLE = 2
LONGEST = 200  # characters
RADAR = 30_000  # titles of the largest collection, chosen by their hash


def titles(shared: Path) -> list[str]:
    """Different titles of all collections of postings."""
    found = {title.strip() for title in _all(shared / "postings") if title}
    return sorted(title for title in found if 2 < len(title) < LONGEST)


def _all(postings: Path) -> Iterator[str]:
    import duckdb

    for path in [*postings.glob("network-jobs-2026/*.json.gz"), *postings.glob("fulltext/*.json.gz")]:
        with gzip.open(path) as file:
            rows = json.load(file)
        yield from (row.get("title") or "" for row in rows if isinstance(row, dict))
    csv.field_size_limit(sys.maxsize)
    for path in [*postings.glob("fulltext/*.csv.gz"), *postings.glob("asaniczka-titles-2024/job_postings.csv.gz")]:
        with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as lines:
            for line in csv.DictReader(lines):
                named = {(name or "").lower().replace("_", " "): value for name, value in line.items()}
                yield named.get("title") or named.get("job title") or ""
    query = "SELECT DISTINCT title FROM read_parquet(?) WHERE title IS NOT NULL ORDER BY md5(title) LIMIT ?"
    files = str(postings / "ats-radar-2026" / "jobs" / "*" / "*.parquet")
    yield from (title for (title,) in duckdb.execute(query, [files, RADAR]).fetchall())


def lines(found: list[str]) -> Iterator[str]:
    """The file's lines: word, support of any other role, then the place of each role with its support."""
    by_word: dict[str, Counter[str]] = defaultdict(Counter)
    by_role: Counter[str] = Counter()
    for title in found:
        role = read_title(title).role_id
        if role is None:
            continue
        by_role[role] += 1
        for word in {word for word in title_words(title) if len(word) > 1 and word.isalpha()}:
            by_word[word][role] += 1
    total, roles = by_role.total(), sorted(by_role)
    yield ",".join(("word", "other", *roles))
    for word, counts in sorted(by_word.items()):
        count = counts.total()
        if count < FEWEST:
            continue
        pairs = [
            f"{place}:{log((counts[role] / share + PRIOR) / (count + PRIOR)):.1f}"
            for place, role in enumerate(roles)
            if counts[role] >= FEWEST_OF_ROLE and (share := by_role[role] / total)
        ]
        yield ",".join((word, f"{log(PRIOR / (count + PRIOR)):.1f}", *pairs))


def main() -> None:
    """Count the words and write them."""
    parser = argparse.ArgumentParser(prog="python -m bench.eval.title_support", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with the producers' files")
    found = titles(parser.parse_args().shared)
    FILE.write_text("\n".join(lines(found)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
