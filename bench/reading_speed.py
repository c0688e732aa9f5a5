"""How fast postings and titles are read on one core, against spaCy's PhraseMatcher on the same postings.

    python -m bench.reading_speed --shared ../shared [--write]

The whole reading of a posting (HTML to text, sections, every field, spans, the typed row) is compared with spaCy
finding the same technology names and nothing else. Postings are read once, as in a stream: no text is
seen twice. Time is of the CPU, so that a busy machine changes little.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.speed import seconds
from bench.written import put

SHORTEST, LONGEST = 2000, 4500  # characters: postings of about 3 kB
POSTINGS = 1500
WARM_UP = 150  # postings and titles that are read before the clock starts: the vocabulary is loaded once a process
SEED = 20261123
DOC = Path(__file__).resolve().parents[1] / "docs" / "methods" / "reading.md"
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)  # characters of text


def postings(shared: Path) -> list[tuple[str, str]]:
    """(title, text) of real postings of about 3 kB, drawn at random with a seed."""
    csv.field_size_limit(sys.maxsize)
    found = []
    for path in sorted((shared / "postings" / "fulltext").glob("*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                by_name = {(name or "").lower().replace("_", " "): value or "" for name, value in row.items()}
                text = by_name.get("description") or by_name.get("job description") or ""
                if SHORTEST <= len(text) <= LONGEST:
                    found.append((by_name.get("title") or by_name.get("job title") or "", text))
    unique = sorted(set(found))
    random.Random(SEED).shuffle(unique)
    return unique[: POSTINGS + WARM_UP]


def titles(shared: Path) -> list[str]:
    """Different raw titles of job boards and employers' own pages."""
    folder = shared / "postings"
    with gzip.open(folder / "asaniczka-titles-2024" / "job_postings.csv.gz", "rt") as file:
        found = {row["job_title"] for row in csv.DictReader(file) if row.get("job_title")}
    for path in sorted((folder / "network-jobs-2026").glob("*.json.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            held = json.load(file)
        found |= {row["title"] for row in held if row.get("title")} if isinstance(held, list) else set()
    different = sorted(found)
    random.Random(SEED).shuffle(different)
    return different


def cpu(work: Iterator[object]) -> float:
    """Seconds of CPU that going through some work takes."""
    start = time.process_time()
    for _ in work:
        pass
    return time.process_time() - start


def read_all(rows: list[tuple[str, str]]) -> float:
    """CPU seconds of the whole reading: record batches in, record batches out."""
    import pyarrow as pa

    from metier.reading.posting import read_batch

    batches = [
        pa.RecordBatch.from_pylist(
            [
                {"id": str(at + place), "title": title, "text": text}
                for place, (title, text) in enumerate(rows[at : at + 250])
            ]
        )
        for at in (0, *range(WARM_UP, len(rows), 250))
    ]
    read_batch(batches[0].slice(0, WARM_UP))
    return cpu(map(read_batch, batches[1:]))


def match_all(rows: list[tuple[str, str]]) -> float | None:
    """CPU seconds of spaCy's PhraseMatcher with metier's technology names; None where spaCy is not installed."""
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        return None
    from metier.vocabulary import technologies

    language = spacy.blank("en")
    language.max_length = sys.maxsize
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    names = sorted({name for entry in technologies().values() for name in (entry.label, *entry.aliases)})
    matcher.add("technology", list(language.tokenizer.pipe(names)))
    found = (matcher(document) for document in language.tokenizer.pipe(text for _, text in rows))
    cpu(islice(found, WARM_UP))
    return cpu(found)


def read_titles_cpu(found: list[str]) -> float:
    """CPU seconds of reading different titles, each once."""
    from metier.reading.title import read_titles

    cpu(read_titles(found[:WARM_UP]))
    return cpu(read_titles(found[WARM_UP:]))


def by_size(rows: list[tuple[str, str]]) -> list[tuple[int, float]]:
    """(characters, CPU seconds) of one reading of real texts joined to ever longer ones."""
    from metier.reading.posting import read_posting

    whole = "\n\n".join(text for _, text in rows)
    whole *= SIZES[-1] // len(whole) + 1
    timed = []
    for size in SIZES:
        repeats = max(1, 200_000 // size)
        texts = [whole[at * size % (len(whole) - size) :][:size] for at in range(repeats)]
        timed.append((size, cpu(read_posting(text) for text in texts) / repeats))
    return timed


Line = tuple[str, str, str]


def measured(shared: Path) -> list[Line]:
    """(what, figure, n) of postings and titles a second, the ratio to spaCy, memory, and time by length of text."""
    rows, names = postings(shared), titles(shared)
    count, named = len(rows) - WARM_UP, len(names) - WARM_UP
    size = sum(len(text) for _, text in rows[WARM_UP:]) / count
    read = read_all(rows)
    spoken = read_titles_cpu(names)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    lines = [("postings, whole reading", f"{count / read:,.0f} a second", f"{count:,} of {size:,.0f} characters")]
    matched = match_all(rows)
    if matched is None:
        lines.append(("against spaCy's PhraseMatcher", "spaCy is not installed", ""))
    else:
        lines.append(("spaCy's PhraseMatcher alone", f"{count / matched:,.0f} a second", f"{count:,}"))
        lines.append(("whole reading against it", f"{matched / read:.1f} times as fast", ""))
    lines.append(("titles", f"{named / spoken:,.0f} a second", f"{named:,} different"))
    lines.append(("memory, postings and titles", f"{memory:,.0f} MB", "whole process, before spaCy"))
    for length, used in by_size(rows):
        each = f"{used / length * 1e9:,.0f} ns a character"
        lines.append((f"one text of {length:,} characters", seconds(used), each))
    return lines


def main() -> None:
    """Print the figures; with --write, put them into docs/methods/reading.md too."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading_speed", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--write", action="store_true", help="put the table into docs/methods/reading.md")
    asked = parser.parse_args()
    lines = measured(asked.shared)
    table = Table("what", "figure", "n", title="Reading on one core", title_justify="left")
    for line in lines:
        table.add_row(*line)
    Console().print(table)
    if asked.write:
        head = "| what | figure | measured on |\n| --- | ---: | --- |\n"
        put(DOC, "speed", head + "\n".join(f"| {what} | {figure} | {n} |" for what, figure, n in lines))


if __name__ == "__main__":
    main()
