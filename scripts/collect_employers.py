"""Writes vocabulary/data/employers.yaml: our own judgements as they stand, sector columns where we have none.

Run it as ``python scripts/collect_employers.py SHARED`` where the collections of full-text postings lie in
``SHARED/postings/fulltext``. What stands under "judged" in the file is kept, in the alphabet's order, so new
judgements are written into the file by hand and this script is run once more. Under "sectors" it puts the
employers without a judgement for which at least two postings name an industry, two thirds of each producer's
agree, and the producers agree. Only the employer's key and its industry are written, no posting and no row of one.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from metier.build.industry import find_industry
from metier.errors import VocabularyError
from metier.reading.normalise import employer_key
from metier.vocabulary.industry_words import glued, judged_employers

# file: (producer, column of the employer, column of the industry)
COLUMNS = {
    "glassdoor_2020.csv.gz": ("glassdoor", "Company Name", "Industry"),
    "glassdoor_2020_nodesc.csv.gz": ("glassdoor", "Company Name", "Industry"),
    "glassdoor_ds_2020_b.csv.gz": ("glassdoor", "Company Name", "Industry"),
    "linkedin_ca_2018_da.csv.gz": ("linkedin", "company", "industry"),
    "linkedin_ca_2018_ds.csv.gz": ("linkedin", "company", "industry"),
}
LEAST_POSTINGS = 2
LEAST_SHARE = 2 / 3
TARGET = Path(__file__).resolve().parents[1] / "src" / "metier" / "vocabulary" / "data" / "employers.yaml"
HEADER = """\
# Industries of employers, by employer key (metier.reading.normalise.employer_key); keys are parted by commas.
#
# judged: our own judgement of what customers pay an employer for, from what it is publicly known for: a maker of
#   software for hospitals is technology, a bank's laboratory is finance, an agency that hires for others is
#   staffing. It covers the employers with most postings in the collections that we read, and some large ones
#   besides; an employer that we do not know is left out. Written by hand, November 2026.
# sectors: where we have no judgement, what the sector columns of two collections (Glassdoor and LinkedIn, 2018-2020)
#   give, if at least {least} postings name it, {share:.0%} of each producer's agree and the producers agree. The
#   producers agree with each other on only 58 of 100 employers that both name, so this tells less. The collections
#   have no clear licence: these are facts about employers, no posting and no row is in here.
#
# scripts/collect_employers.py puts the file in order and renews "sectors".
"""
Counts = dict[str, Counter[str]]  # by producer: postings by industry


def named(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(employer key, producer, industry id) of each posting whose producer names an industry that we know."""
    csv.field_size_limit(sys.maxsize)
    for file, (producer, employer, industry) in COLUMNS.items():
        with gzip.open(folder / file, "rt", encoding="utf-8", errors="replace") as lines:
            for row in csv.DictReader(lines):
                key = employer_key((row[employer] or "").split("\n")[0])
                found = find_industry(row[industry] or "")
                if key and found is not None and found != "other":
                    yield key, producer, found


def agreed(counts: Counts) -> str | None:
    """The industry on which an employer's producers agree, or None if they are few or disagree."""
    if sum(count.total() for count in counts.values()) < LEAST_POSTINGS:
        return None
    industries = set()
    for count in counts.values():
        industry, most = count.most_common(1)[0]
        if most / count.total() >= LEAST_SHARE:
            industries.add(industry)
    return industries.pop() if len(industries) == 1 else None


def block(name: str, industry_of: dict[str, str]) -> str:
    """One part of the file: the employers of each industry, folded into lines."""
    by_industry: defaultdict[str, list[str]] = defaultdict(list)
    for key, industry in industry_of.items():
        if employer_key(key) != key:
            raise VocabularyError(f"employers.yaml: {key!r} is no employer key", hint=f"Write {employer_key(key)!r}.")
        by_industry[industry].append(key)
    lines = [f"{name}:"]
    for industry in sorted(by_industry):
        lines.append(f"  {industry}: >-")
        keys = ", ".join(sorted(by_industry[industry]))
        lines.extend(wrap(keys, 118, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False))
    return "\n".join(lines) + "\n"


def main(shared: Path) -> None:
    """Counts and writes."""
    counts: defaultdict[str, Counts] = defaultdict(dict)
    for key, producer, industry in named(shared / "postings" / "fulltext"):
        counts[key].setdefault(producer, Counter())[industry] += 1
    judged = judged_employers()
    known = {glued(key) for key in judged}
    told = {key: agreed(count) for key, count in counts.items() if glued(key) not in known}
    sectors = {key: industry for key, industry in told.items() if industry is not None}
    header = HEADER.format(least=LEAST_POSTINGS, share=LEAST_SHARE)
    TARGET.write_text(header + block("judged", judged) + block("sectors", sectors), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
