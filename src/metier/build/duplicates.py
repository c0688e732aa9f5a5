"""Postings without their duplicates: across boards, employers and collections, before anything is counted.

In this order, each step among the postings that the steps before it left:

1. the same producer's id or the same address on the web, also across collections;
2. the same employer, title and place in one collection and year, unless both state pay that differs
   (an agency's 'Data Analyst, Anywhere' of January and of October) or both have a text, which decides;
3. near-identical texts of one year (MinHash over five-word shingles, Broder 1997);
4. the same employer, title and country in another collection that saw it in the same weeks.

Of a set of duplicates the posting that says most (text, pay, tags) stays, then the earliest, then the
lowest id; across collections the one that says more in kind (_PRIORITY). A posting is only ever dropped
for one that stays. Postings without an employer take part in step 1 and 3 alone.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

import pyarrow as pa

from metier.reading.normalise import employer_key, label_key
from metier.vocabulary import rule

SAME_ID = "duplicate: same id or web address"
SAME_PLACE = "duplicate: same employer, title and place in the year"
SAME_TEXT = "duplicate: near-identical text in the year"
SAME_ELSEWHERE = "duplicate: same employer, title and country in another collection at the time"

_PRIORITY = {"fulltext": 0, "ats-radar": 1, "data-jobs": 2, "network-jobs": 3, "asaniczka": 4}
_NEVER_DUPLICATES = frozenset({"aijobs"})  # statements of pay without employer or address
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_GREENHOUSE_PATH = re.compile(r"greenhouse\.io/.*?/jobs/(\d{6,})")
_TRACKING = re.compile(r"^(?:utm_.*|ref|refid|source|src|trk|gh_src|lever-source)$", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Posting:
    """What duplicates are recognised by."""

    index: int
    posting_id: str
    collection: str
    year: int
    country: str | None
    employer: str
    title: str
    place: str
    address: str | None
    text: str | None
    pay: tuple[float, float] | None  # USD a year
    first_day: str | None
    last_day: str | None
    says: int


Split = tuple[list[_Posting], list[_Posting]]
"""(postings that stay, postings that go)."""


def address_key(url: str | None) -> str | None:
    """What a posting's address has in common with others of the same posting: the board's own id, else
    the address without protocol, tracking and fragment.

    >>> address_key("https://job-boards.greenhouse.io/acme/jobs/4951814008?gh_src=x")
    'greenhouse:4951814008'
    >>> address_key("https://www.acme.io/apply/?gh_jid=4951814008&gh_jid=4951814008")
    'greenhouse:4951814008'
    >>> address_key("https://example.com/jobs/7/?utm_source=a&lang=en#top")
    'example.com/jobs/7?lang=en'
    """
    if not url:
        return None
    parts = urlsplit(url.strip())
    query = sorted({pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0])})
    for name, value in query:
        if name == "gh_jid":
            return f"greenhouse:{value}"
    where = f"{parts.netloc.casefold().removeprefix('www.')}{parts.path.rstrip('/')}"
    if match := _GREENHOUSE_PATH.search(where):
        return f"greenhouse:{match[1]}"
    if match := _UUID.search(where.casefold()):
        return match[0]
    return f"{where}?{urlencode(query)}" if query else where


def shingles(text: str, size: int = 5) -> list[str]:
    """The runs of ``size`` words of a text, markup left out.

    >>> shingles("<p>One two, three</p> four &amp; five six")
    ['one two three four five', 'two three four five six']
    """
    plain = html.unescape(html.unescape(text)) if "&" in text else text
    words = _WORD.findall(_TAG.sub(" ", plain).casefold())
    return [" ".join(words[i : i + size]) for i in range(len(words) - size + 1)]


def _postings(table: pa.Table) -> list[_Posting]:
    """The postings that may be duplicates, those that stay first."""
    columns = {
        name: table[name].to_pylist()
        for name in ("posting_id", "collection", "year", "country", "employer", "title", "place", "url",
                     "text", "date", "first_seen", "last_seen", "pay_low_usd_year", "pay_high_usd_year",
                     "tags")
    }  # fmt: skip
    found = []
    for index, collection in enumerate(columns["collection"]):
        if collection in _NEVER_DUPLICATES:
            continue
        row = {name: values[index] for name, values in columns.items()}
        days = [day for name in ("date", "first_seen", "last_seen") if (day := row[name])]
        low, high = row["pay_low_usd_year"], row["pay_high_usd_year"]
        pay = None if low is None or high is None else (low, high)
        says = 4 * (row["text"] is not None) + 2 * (pay is not None) + (row["tags"] is not None)
        found.append(_Posting(
            index=index, posting_id=row["posting_id"], collection=collection, year=row["year"],
            country=row["country"], employer=employer_key(row["employer"]), title=label_key(row["title"]),
            place=" ".join(_WORD.findall((row["place"] or "").casefold())),
            address=address_key(row["url"]), text=row["text"], pay=pay,
            first_day=min(days, default=None), last_day=max(days, default=None), says=says,
        ))  # fmt: skip
    found.sort(key=lambda p: (_PRIORITY.get(p.collection, 9), -p.says, p.first_day or "9999", p.posting_id,
                              p.index))  # fmt: skip
    return found


def _same_id(postings: list[_Posting]) -> Split:
    """(postings that stay, postings whose id or address was seen before)."""
    seen: set[str] = set()
    stay: list[_Posting] = []
    go: list[_Posting] = []
    for posting in postings:
        own = {f"id {posting.posting_id}", *([f"address {posting.address}"] if posting.address else ())}
        (stay if seen.isdisjoint(own) else go).append(posting)
        seen |= own
    return stay, go


def _split(
    postings: list[_Posting],
    key: Callable[[_Posting], Hashable | None],
    same: Callable[[_Posting, _Posting], bool],
) -> Split:
    """(postings that stay, those that are the ``same`` as one that stays under their key)."""
    kept: defaultdict[Hashable, list[_Posting]] = defaultdict(list)
    stay, go = [], []
    for posting in postings:
        own = key(posting)
        if own is not None and any(same(posting, other) for other in kept[own]):
            go.append(posting)
            continue
        stay.append(posting)
        if own is not None:
            kept[own].append(posting)
    return stay, go


def _place_key(posting: _Posting) -> Hashable | None:
    if not (posting.employer and posting.title):
        return None
    where = posting.place or posting.country or ""
    return posting.collection, posting.year, posting.employer, posting.title, where


def _may_be_same(one: _Posting, other: _Posting) -> bool:
    if one.text and other.text:
        return False
    if one.pay is None or other.pay is None:
        return True
    tolerance = rule("dedupe.pay_tolerance")
    return all(abs(a - b) <= tolerance * max(a, b) for a, b in zip(one.pay, other.pay, strict=True))


def _title_key(posting: _Posting) -> Hashable | None:
    if not (posting.employer and posting.title):
        return None
    return posting.employer.replace(" ", ""), posting.title  # a board's slug has no spaces


def _same_text(postings: list[_Posting]) -> Split:
    """(postings that stay, postings whose text nearly equals that of one that stays)."""
    import rensa

    permutations = int(rule("dedupe.minhash_permutations"))
    same_title, other_title = rule("dedupe.minhash_similarity"), rule("dedupe.minhash_similarity_other_title")
    index = rensa.RMinHashLSH(same_title, permutations, int(rule("dedupe.minhash_bands")))
    hashes: dict[int, rensa.RMinHash] = {}
    kept: dict[int, _Posting] = {}
    stay, go = [], []
    for posting in postings:
        words = shingles(posting.text) if posting.text else []
        if len(words) < rule("dedupe.minhash_least_words"):
            stay.append(posting)
            continue
        minhash = rensa.RMinHash(num_perm=permutations, seed=1)
        minhash.update(words)
        near = (
            (kept[other], minhash.jaccard(hashes[other]))
            for other in index.query(minhash)
            if kept[other].year == posting.year
        )
        if any(alike >= (same_title if o.title == posting.title else other_title) for o, alike in near):
            go.append(posting)
            continue
        index.insert(posting.index, minhash)
        hashes[posting.index], kept[posting.index] = minhash, posting
        stay.append(posting)
    return stay, go


def _seen_together(one: _Posting, other: _Posting) -> bool:
    if one.collection == other.collection or not (one.last_day and other.last_day):
        return False
    if one.country and other.country and one.country != other.country:
        return False
    gap = max(_day(one.first_day) - _day(other.last_day), _day(other.first_day) - _day(one.last_day))
    return gap <= rule("dedupe.days_apart")


def _day(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else 0


def drop_duplicates(table: pa.Table) -> tuple[pa.Table, Counter[tuple[str, str]]]:
    """(the postings that stay, in the order given; number dropped by collection and reason)."""
    postings = _postings(table)
    dropped: Counter[tuple[str, str]] = Counter()
    gone: set[int] = set()
    steps: tuple[tuple[str, Callable[[list[_Posting]], Split]], ...] = (
        (SAME_ID, _same_id),
        (SAME_PLACE, lambda left: _split(left, _place_key, _may_be_same)),
        (SAME_TEXT, _same_text),
        (SAME_ELSEWHERE, lambda left: _split(left, _title_key, _seen_together)),
    )
    for reason, step in steps:
        postings, duplicates = step(postings)
        dropped.update((posting.collection, reason) for posting in duplicates)
        gone.update(posting.index for posting in duplicates)
    keep = pa.array([index not in gone for index in range(table.num_rows)], pa.bool_())
    return table.filter(keep), dropped
