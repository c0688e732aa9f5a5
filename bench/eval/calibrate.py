"""Refits vocabulary/data/confidence.yaml: ``python -m bench.eval.calibrate [FRESH.jsonl ...] [--fields FIELD ...]``.

Counts how often each field was right by the way it was read. Fresh postings, labelled before the reader saw them, are
the best judge: a field that they label is counted on them alone, the others on the half of the labelled postings whose
errors were looked at. A fresh row's ``misread`` holds, by field, the method of what was wrong when the reader first saw
it: that counts, although the rules have been mended since. The half held out is not touched: bench/eval/postings.py
checks on it whether confidence holds.
Only the named fields are refitted, the others keep their counts; without --fields all are.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from bench.eval.halves import halves
from bench.eval.postings import FIELDS, Labels, canonical, labelled, pay_labelled, pay_read, reading_of

import metier.vocabulary
from metier.reading.posting_facts import PostingReading
from metier.reading.posting_found import NONE_FOUND

SHARED = Path(__file__).resolve().parents[3] / "shared"
TARGET = Path(metier.vocabulary.__file__).parent / "data" / "confidence.yaml"
HEAD = """\
# How often each field was right on labelled postings, by the way it was read: n readings, of which right.
# Written by `python -m bench.eval.calibrate`. A list's rows count its items.
"""
Outcome = tuple[str, str, bool]  # field, method, right
Rows = list[dict[str, Any]]
Counts = Counter[tuple[str, str]]


def outcomes(reading: PostingReading, labels: Labels) -> Iterable[Outcome]:
    """Whether each labelled field of one posting was right, with the method that read it."""
    for field, right in FIELDS.items():
        # A title's reading knows itself how often it is right.
        if field in labels and field in reading.methods and reading.methods[field] != ("title",):
            yield field, reading.methods[field][0], right(reading, labels)
    if "pay" in labels and "pay" in reading.methods:
        yield "pay", reading.methods["pay"][0], pay_read(reading) == pay_labelled(labels)
    for field in ("required", "preferred", "responsibilities"):
        if field in labels and field in reading.methods:
            yield from _items(field, reading, labels)


def _items(field: str, reading: PostingReading, labels: Labels) -> Iterable[Outcome]:
    if field == "responsibilities":
        found, wanted = reading.responsibilities, set(labels[field])
    else:
        found = tuple(fact.id for fact in getattr(reading, field))
        wanted = {canonical(name) for name in labels[field]}
    if not found:
        yield field, NONE_FOUND, not wanted
    for item, method in zip(found, reading.methods[field], strict=False):
        yield field, method, item in wanted


def written(counted: Counts, right: Counts) -> str:
    """The file's content: fields and methods in order, each with n and right."""
    lines = [HEAD]
    for field in sorted({field for field, _ in counted}):
        lines.append(f"{field}:\n")
        lines += [
            f"  {method!r}: {{n: {n}, right: {right[field, method]}}}\n"
            for (of, method), n in sorted(counted.items())
            if of == field
        ]
    return "".join(lines)


def count(seen: Rows, fresh: Rows) -> tuple[Counts, Counts]:
    """Readings and right ones by field and method: of the fresh rows, and of the seen ones for other fields."""
    counted: Counts = Counter()
    right: Counts = Counter()
    labelled_fresh: set[str] = {key for row in fresh for key in row["labels"]}
    for rows, known in ((fresh, set[str]()), (seen, labelled_fresh)):
        for row, (reading, labels) in zip(rows, reading_of(rows), strict=True):
            misread: dict[str, str] = row.get("misread", {})
            for field, now, good in outcomes(reading, labels):
                if field not in known:
                    method = misread.get(field, now)
                    counted[field, method] += 1
                    right[field, method] += good and field not in misread
    return counted, right


def kept(counted: Counts, right: Counts, fields: set[str]) -> None:
    """Puts back the counts of the fields that are not to be refitted."""
    for field, methods in yaml.safe_load(TARGET.read_text(encoding="utf-8")).items():
        if field in fields:
            continue
        for key in [key for key in counted if key[0] == field]:
            del counted[key], right[key]
        for method, counts in methods.items():
            counted[field, method], right[field, method] = counts["n"], counts["right"]


def main() -> None:
    """Refit from the half seen and the files that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m bench.eval.calibrate", description=__doc__)
    parser.add_argument("fresh", nargs="*", type=Path, help="freshly labelled postings, JSON lines")
    parser.add_argument("--fields", nargs="+", default=[], help="fields to refit (default: all)")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with the producers' files")
    asked = parser.parse_args()
    rows, _ = halves(labelled(asked.shared / "eval" / "postings" / "postings.jsonl"), lambda row: str(row["id"]))
    fresh = [row for path in asked.fresh for row in labelled(path)]
    counted, right = count(rows, fresh)
    if asked.fields:
        kept(counted, right, set(asked.fields))
    TARGET.write_text(written(counted, right), encoding="utf-8")
    print(f"{TARGET}: {len(counted)} ways of reading on {len(rows)} postings seen and {len(fresh)} fresh ones")


if __name__ == "__main__":
    main()
