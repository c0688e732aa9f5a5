"""Throws hostile text at the readers and shows what they made of it: crashes, wrong places, slow inputs.

    python -m bench.fuzz_reading [--minutes 10] [--seed 1] [--largest 10000000]

Inputs are arbitrary Unicode, broken and deeply nested HTML, repeated fragments, and mutations of made-up postings. An
input is slow if its time per character is more than OUTLIER times that of a usual one, measured in the same run. At
the end, the time for 1 kB to 10 MB of each kind shows whether it grows in proportion. Exit status 1 if anything
failed.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import string
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from metier.reading.jobposting import postings_in_page
from metier.reading.posting import read_posting
from metier.reading.source import plain
from metier.reading.title import read_title

OUTLIER = 20  # times the time of the usual input, per character
SETTLED = 400  # characters below which a call's own cost hides what a character costs
GROWTH = 3.0  # time per character at the largest size against that at 100 kB
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)

POSTINGS = (
    "Senior Data Analyst (m/f/d)\n\nAbout us\nWe are a bank in Leeds with 300 people.\n\nWhat you will do\n"
    "• Build dashboards in Tableau and write SQL every day\n• Present results to the board\n\nWhat you bring\n"
    "• Bachelor's degree in statistics or equivalent experience\n• 3-5 years of experience with Python, R and Excel\n"
    "• Nice to have: Spark, AWS or dbt\n\nWe pay £45,000 - £55,000 a year. Hybrid, full-time, 2 days a week from home.",
    "Staff Machine Learning Engineer. You will train and deploy models, lead a team of four and mentor others. "
    "Required: PhD or MSc, 7+ years, PyTorch, Kubernetes, C++ and Go. Base salary range: $180k–$240k + equity. "
    "OTE $300k. Remote (US). We are an equal opportunity employer. Contract or full time. 401(k), dental, PTO.",
    "<h2>Nurse</h2><p>Your tasks:</p><ul><li>care for patients&nbsp;&amp; families</li><li>keep records</li></ul>"
    "<p>You have a diploma, <b>1 year</b> of experience and a licence. $38.50/hr, part-time, on site.</p>",
    "Wir suchen dich als Buchhalter in Vollzeit. Deine Aufgaben: Buchungen, Abschlüsse. 45.000 € brutto im Jahr.",
)  # fmt: skip
TITLES = (
    "Sr. Data Analyst II (Remote)",
    "VP, Risk & Compliance - EMEA",
    "Leiter Entwicklung (m/w/d)",
    "R&D Engineer/Manager",
)
_TAG_NAMES = "p div ul li br b span h2 table td script style head a !-- ![CDATA[ !DOCTYPE ?xml o:p svg template"
TAGS = tuple(_TAG_NAMES.split())
ODD = "\0\x01\x07\x1b\x85\x92\xa0\xad\u200b\u200d\u202e\u2028\ufeff\ufffd\ufffe\ud800\udfff\U0001f469\U000e0041\u0130"
FRAGMENTS = (
    "<", ">", "&", ";", "&amp;", "&amp;amp;lt;p&amp;amp;gt;", "&lt;p ", "<a \"", "<a '", "<!--", "-->", "]]>", "\n",
    " ", "\t", "• ", "- ", "$1", "$120k-$150k", "1,", "1.", "9" * 30, "1 000 ", "(", ")((", "3+ years ", "years ",
    "or ", "a", "A", "aA", "É", "i̇", "bachelor ", "B.S. ", "SQL,", "C++ ", "R ", "and/or ", "...", "!?", "§", "plus ",
    "you will ",
    "preferred ", "preferred qualifications: MBA\n", "Requirements\n",
    "remote ", "::", "https://x.y/?a=1&b=2 ", "salary: ", "per hour ", "🟣", "漢字", "עברית ", "â€™", "Â",
    "“", "''", "\r\n", "_", "*", "|", "/", "\\",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads text, and how it is asked."""

    name: str
    run: Callable[[str], object]
    usual: str  # what its time is measured against
    most: int  # characters; a title is never a megabyte, but must not hang either


_PAGE = f"<html><body>{POSTINGS[2] * 3}</body></html>"
_DATA = '<script type="application/ld+json">{"@type":"JobPosting","title":"Nurse","description":"Care."}</script>'
TARGETS = (
    Target("read_posting", lambda raw: read_posting(raw), POSTINGS[0] * 3, 20_000),
    Target("read_posting, title too", lambda raw: read_posting(raw[200:], title=raw[:200]), POSTINGS[0] * 3, 20_000),
    Target("read_title", lambda raw: read_title(raw), TITLES[0], 2_000),
    Target("postings_in_page", postings_in_page, _PAGE + _DATA, 50_000),
    Target("plain", plain, _PAGE, 200_000),
)


@dataclass(slots=True)
class Tally:
    """What was seen of one target."""

    inputs: int = 0
    characters: int = 0
    seconds: float = 0.0
    slow: list[tuple[float, str, str]] = field(default_factory=list)  # times the usual, kind of input, its beginning
    failures: Counter[str] = field(default_factory=Counter)


def unicode_text(rng: random.Random, size: int) -> str:
    """Characters from anywhere, surrogates and unassigned ones too."""
    return "".join(
        chr(rng.choice((rng.randrange(128), rng.randrange(0x3000), rng.randrange(0x110000)))) for _ in range(size)
    )


def odd_text(rng: random.Random, size: int) -> str:
    """Prose with control characters, joiners and marks strewn in."""
    words = "".join(rng.choice(POSTINGS) for _ in range(1 + size // 400))[:size]
    return "".join(char + (rng.choice(ODD) if rng.random() < 0.1 else "") for char in words)


def broken_html(rng: random.Random, size: int) -> str:
    """Tags that are never closed, closed twice or cut off, with attributes that hold anything."""
    parts: list[str] = []
    length = 0
    while length < size:
        tag = rng.choice(TAGS)
        attribute = rng.choice(("", " x", ' style="a:b"', ' title="a > b"', " href='", ' data="', " a=&quot;b&quot;"))
        part = (
            rng.choice(("<", "</", "&lt;", "&lt;/", "< ")) + tag + attribute + rng.choice((">", "/>", "&gt;", "", " >"))
        )
        part += rng.choice(("", "word ", "3 years ", "\n", "&nbsp;", rng.choice(FRAGMENTS)))
        parts.append(part)
        length += len(part)
    return "".join(parts)


def repeated(rng: random.Random, size: int) -> str:
    """One to three fragments over and over: what makes bad expressions quadratic."""
    part = "".join(rng.choice(FRAGMENTS) for _ in range(rng.randint(1, 3)))
    head = rng.choice(("", "<p>", "Salary: ", "Requirements\n"))
    return head + part * (size // max(1, len(part)))


def nested(rng: random.Random, size: int) -> str:
    """Elements or brackets inside one another."""
    opening, closing = rng.choice(
        (("<div>", "</div>"), ("<ul><li>", "</li></ul>"), ("(", ")"), ("[", "]"), ('{"a":', "}"))
    )
    depth = size // (2 * len(opening))
    return opening * depth + rng.choice(POSTINGS)[:200] + (closing * depth if rng.random() < 0.7 else "")


def mutated(rng: random.Random, size: int) -> str:
    """Made-up postings, cut, doubled, shuffled and mixed with fragments."""
    text = "\n".join(rng.choice(POSTINGS) for _ in range(1 + size // 600))
    for _ in range(rng.randint(1, 12)):
        at, end = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
        end = min(end, at + 200)
        match rng.randrange(6):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:end] + text[at:end] * rng.randint(1, 5) + text[end:]
            case 2:
                text = text[:at] + rng.choice(FRAGMENTS) * rng.randint(1, 30) + text[at:]
            case 3:
                text = text[:at] + text[at:end][::-1] + text[end:]
            case 4:
                text = text[:at] + text[at:end].swapcase() + text[end:]
            case _:
                text = text[:at] + rng.choice(TITLES) + text[end:]
    return text[: max(size, 200)]


def letters(rng: random.Random, size: int) -> str:
    """One endless word, number or line."""
    pool = rng.choice(
        (
            string.ascii_lowercase,
            string.digits,
            string.ascii_letters,
            "aA",
            "1,.",
            "x" * 9 + " ",
            "é",
            string.punctuation,
        )
    )
    return "".join(rng.choices(pool, k=size))


def linked_data(rng: random.Random, size: int) -> str:
    """A page with data for machines that is cut off, doubled or full of the wrong types."""
    value = rng.choice(
        ('"x"', "7", "null", "[" * 50 + "]" * 50, "1e999", '{"name":["a",{}]}', '"$1k - 2k"', '"\\ud800"', "true")
    )
    keys = (
        "title",
        "baseSalary",
        "jobLocation",
        "employmentType",
        "datePosted",
        "experienceRequirements",
        "skills",
        "hiringOrganization",
    )
    body = ",".join(f'"{rng.choice(keys)}":{value}' for _ in range(1 + min(size, 20_000) // 40))
    page = f'<script type="application/ld+json">{{"@type":"JobPosting",{body}}}</script>' + rng.choice(POSTINGS)
    return page[: rng.randint(1, len(page))] if rng.random() < 0.3 else page


KINDS: tuple[Callable[[random.Random, int], str], ...] = (
    unicode_text, odd_text, broken_html, repeated, nested, mutated, letters, linked_data,
)  # fmt: skip


def wrong_places(result: object, size: int) -> Iterator[str]:
    """Places in a result that lie outside an input of this size; looks into records, tuples and mappings."""
    names = _members(result)
    if not names:
        return
    start, end = getattr(result, "start", None), getattr(result, "end", None)
    if isinstance(start, int) and isinstance(end, int) and not 0 <= start <= end <= size:
        yield f"{type(result).__name__} {start}..{end} of {size}"
    spans = getattr(result, "spans", None)
    for name, listed in spans.items() if isinstance(spans, dict) else ():
        yield from (f"{name} {span} of {size}" for span in listed if not 0 <= span[0] <= span[1] <= size)
    for name in names:
        value = getattr(result, name)
        for item in value if isinstance(value, tuple) and not _members(value) else (value,):
            yield from wrong_places(item, size)


def _members(record: object) -> tuple[str, ...]:
    """The names of a record's members: of a dataclass or a named tuple; none of anything else."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return tuple(member.name for member in dataclasses.fields(record))
    return tuple(getattr(record, "_fields", ()))


def prose(size: int) -> str:
    """Clean, ordinary text of a size."""
    text = "\n\n".join(POSTINGS[:2]) + "\n\n"
    return (text * (size // len(text) + 1))[:size]


def seconds_of(run: Callable[[str], object], raw: str) -> tuple[float, object]:
    begin = time.process_time()
    result = run(raw)
    return time.process_time() - begin, result


def baseline(target: Target) -> float:
    """Seconds per character of its usual input, the median of several calls, after one that builds the tables."""
    target.run(target.usual)
    # Never the same text twice: readings may be remembered.
    times = sorted(seconds_of(target.run, f"{target.usual} {turn}")[0] for turn in range(15))
    return times[7] / max(len(target.usual), SETTLED)


def attack(target: Target, usual: float, rng: random.Random, tally: Tally) -> None:
    """One input against one target."""
    kind = rng.choice(KINDS)
    size = int(10 ** rng.uniform(0, len(str(target.most)) - 1))
    raw = kind(rng, size)[: target.most]
    try:
        seconds, result = seconds_of(target.run, raw)
    except Exception as error:  # noqa: BLE001 - any error at all is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        tally.failures[
            f"{type(error).__name__} in {place.filename.rsplit('/', 1)[-1]}:{place.lineno}; {raw[:60]!r}"
        ] += 1
        return
    tally.inputs += 1
    tally.characters += len(raw)
    tally.seconds += seconds
    indexed = raw[200:] if target.name.endswith("title too") else raw
    for wrong in wrong_places(result, len(indexed)):
        tally.failures[f"place outside the input: {wrong}; {raw[:60]!r}"] += 1
    times = seconds / (max(len(raw), SETTLED) * usual)
    if times > OUTLIER:
        again = min(seconds_of(target.run, f"{raw} {turn}")[0] for turn in range(2)) / (max(len(raw), SETTLED) * usual)
        if again > OUTLIER:
            tally.slow.append((again, kind.__name__, raw[:50]))


def growth(target: Target, make: Callable[[int], str], largest: int) -> list[float]:
    """Microseconds per 1,000 characters for texts of growing size; ends early once one took far too long."""
    found: list[float] = []
    for size in (size for size in SIZES if size <= largest):
        raw = make(size)
        seconds, _ = seconds_of(target.run, raw)
        found.append(seconds / len(raw) * 1e9)
        if seconds > 120:
            break
    return found


def main() -> int:
    """Runs the attack and the scaling, prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="characters of the largest text of the scaling")
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    usual = {target.name: baseline(target) for target in TARGETS}
    tallies = {target.name: Tally() for target in TARGETS}
    until = time.monotonic() + 60 * asked.minutes
    while time.monotonic() < until:
        for target in TARGETS:
            attack(target, usual[target.name], rng, tallies[target.name])
    failed = report_attack(usual, tallies)
    return 1 if report_growth(asked.largest) or failed else 0


def report_attack(usual: dict[str, float], tallies: dict[str, Tally]) -> bool:
    """Prints what the attack found; whether anything crashed or pointed outside its input."""
    console = Console(width=140)
    table = Table(title="Random inputs", title_justify="left")
    for heading in (
        "target",
        "inputs",
        "characters",
        "usual, µs/kB",
        "all, µs/kB",
        "slow",
        "slowest, x usual",
        "failures",
    ):
        table.add_column(heading, justify="left" if heading == "target" else "right")
    for name, tally in tallies.items():
        mean = tally.seconds / max(1, tally.characters) * 1e9
        slowest = max((times for times, _, _ in tally.slow), default=0.0)
        table.add_row(
            name, f"{tally.inputs:,}", f"{tally.characters:,}", f"{usual[name] * 1e9:.0f}", f"{mean:.0f}",
            str(len(tally.slow)), f"{slowest:.0f}", str(tally.failures.total()),
        )  # fmt: skip
    console.print(table)
    for name, tally in tallies.items():
        for failure, count in tally.failures.most_common(10):
            console.print(f"{name}: {count} x {failure}", markup=False)
        for times, kind, start in sorted(tally.slow, reverse=True)[:8]:
            console.print(f"{name}: {times:.0f} x usual, {kind}: {start!r}", markup=False)
    return any(tally.failures for tally in tallies.values())


def report_growth(largest: int) -> bool:
    """Prints the time per character for growing sizes; whether any grows faster than its text."""
    kinds: dict[str, Callable[[int], str]] = {
        "prose": prose,
        "html": lambda size: ("<p>" + POSTINGS[1] + "</p>" + POSTINGS[2]) * (size // 700 + 1),
        "nested": lambda size: "<div>" * (size // 5) + POSTINGS[0],
        "one word": lambda size: "a" * size,
        "one line": lambda size: (POSTINGS[1] + " ") * (size // len(POSTINGS[1]) + 1),
        "degrees": lambda size: "\nPreferred qualifications: MBA" * (size // 29 + 1),
        "lists": lambda size: "\nRequirements\n- preferred qualifications: a master's degree" * (size // 56 + 1),
        "amounts": lambda size: "$120k-$150k per year " * (size // 21 + 1),
        "unclosed": lambda size: "<p>" + '<!-- <script> <a "' * (size // 19 + 1),
    }
    console = Console(width=140)
    sizes = [size for size in SIZES if size <= largest]
    table = Table("text", *(f"{size:,}" for size in sizes), title="read_posting, µs per kB", title_justify="left")
    grew = False
    for name, make in kinds.items():
        found = growth(TARGETS[0], make, largest)
        grew |= len(found) > 3 and found[-1] > GROWTH * found[2]
        table.add_row(name, *(f"{value:.0f}" for value in found))
    console.print(table)
    return grew


if __name__ == "__main__":
    sys.exit(main())
