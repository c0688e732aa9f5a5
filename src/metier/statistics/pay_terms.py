"""A described job as terms: the zeros and ones that a pay model adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from metier.vocabulary import levels, roles


@dataclass(frozen=True, slots=True, kw_only=True)
class PayJob:
    """A job as its advertisement describes it; everything but collection, role and year may be left out."""

    collection: str
    role_id: str
    year: int
    level: str = ""  # a level id; '' in a description: the one that most postings of the role have
    country: str = ""  # ISO 3166 alpha-2, '' unknown
    place: str = ""  # as written: 'San Francisco, CA'
    workplace: str = "unspecified"
    employment_type: str = "full-time"
    paid: str = "year"  # the period that pay is stated for
    industry_id: str = ""
    technologies: tuple[str, ...] | None = None  # ids; None where they were not read
    title: str = ""  # its words beyond role and level tell of the field


PENALTIES = {"main": 4.0, "role": 20.0, "place": 12.0, "industry": 15.0, "technology": 100.0, "word": 30.0}
"""Classes of terms, with the pseudo-postings that draw each of their effects to 0 before tuning."""

_CLASS = {
    **dict.fromkeys(("role", "role-collection", "role-level", "role-paid", "specialty", "family-collection"), "role"),
    **dict.fromkeys(("family-level", "abroad-family"), "role"),
    **dict.fromkeys(("state", "state-collection", "city"), "place"),
    **dict.fromkeys(("industry", "industry-collection"), "industry"),
    **dict.fromkeys(("technology", "technology-collection", "technologies"), "technology"),
    "word": "word",
}
_COMBINED = re.compile("-collection|-level|-paid|-family")
_MANY = (1, 2, 3, 5, 8, 12)
_LEVEL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "senior sr jr junior lead staff principal manager mgr management director head vp vice president chief"
        " officer intern internship entry level associate mid executive avp svp ii iii iv",
    )
)
_WORD = re.compile(r"[a-z]{2,20}")
_FIRST_PLACE = re.compile(r"\s*[|;/•·]\s*")
_CITY_STATE = re.compile(r"(?P<city>[^,()]{2,40})(?:, ?(?P<state>[A-Z]{2})\b)?")
_NO_CITY = re.compile(r"remote|anywhere|united states|hybrid|\d|^usa?$", re.IGNORECASE)


def penalty_class(term: str) -> str:
    """The class of a term, a key of PENALTIES.

    >>> penalty_class("city=boston"), penalty_class("level=senior")
    ('place', 'main')
    """
    return _CLASS.get(term.partition("=")[0], "main")


def pay_terms(job: PayJob) -> list[str]:
    """The terms of a job, each once: what it is, where, for whom, and with what.

    >>> terms = pay_terms(PayJob(collection="data-jobs", role_id="data-scientist", year=2024, country="US",
    ...                          place="Boston, MA", title="Senior Clinical Data Scientist"))
    >>> [term for term in terms if term.startswith(("city", "state=", "word"))]
    ['state=MA', 'city=boston', 'word=clinical']
    """
    return list(dict.fromkeys([*_what(job), *_how(job), *_where(job), *_with_what(job)]))


def spread_terms(job: PayJob) -> list[str]:
    """The terms that say how far pay scatters: what the job is and how it is paid, not where or with what."""
    return list(dict.fromkeys([*_what(job), *_how(job)]))


def error_group(job: PayJob) -> str:
    """The group whose errors bound a job's: its collection in the United States, 'abroad' elsewhere or unknown.

    >>> error_group(PayJob(collection="data-jobs", role_id="data-scientist", year=2024, country="US"))
    'data-jobs'
    """
    return job.collection if job.country == "US" else "abroad"


def tree_terms(job: PayJob) -> list[str]:
    """The terms that trees combine by themselves: simple ones, and what is at least so high or so many.

    >>> tree_terms(PayJob(collection="data-jobs", role_id="data-scientist", year=2024, level="senior"))[-3:]
    ['rank>=1', 'rank>=2', 'rank>=3']
    """
    simple = [term for term in pay_terms(job) if not _COMBINED.search(term.partition("=")[0])]
    entry = levels().get(job.level)
    simple += [f"rank>={rank}" for rank in range(1, 8) if entry is not None and entry.rank >= rank]
    return simple + [f"technologies>={n}" for n in _MANY if len(job.technologies or ()) >= n]


def _what(job: PayJob) -> Iterator[str]:
    source, role, level = job.collection, job.role_id, job.level
    yield f"collection={source}"
    yield f"year={source}|{job.year}"
    yield f"role={role}"
    yield f"role-collection={role}|{source}"
    yield f"role-level={role}|{level}"
    yield f"level={level}"
    yield f"level-collection={level}|{source}"
    if entry := roles().get(role):
        yield f"family={entry.family}"
        yield f"specialty={entry.specialty}"
        yield f"function={entry.function}"
        yield f"track={entry.track}"
        yield f"family-collection={entry.family}|{source}"
        yield f"family-level={entry.family}|{level}"


def _how(job: PayJob) -> Iterator[str]:
    source = job.collection
    for name, value in (("workplace", job.workplace), ("employment", job.employment_type), ("paid", job.paid)):
        yield f"{name}={value}"
        yield f"{name}-collection={value}|{source}"
    yield f"role-paid={job.role_id}|{job.paid}"
    yield f"level-paid={job.level}|{job.paid}"


def _where(job: PayJob) -> Iterator[str]:
    country = job.country or "unknown"
    yield f"country={country}"
    yield f"country-collection={country}|{job.collection}"
    if country != "US":
        yield f"abroad-level={job.level}"
        if entry := roles().get(job.role_id):
            yield f"abroad-family={entry.family}"
    found = _CITY_STATE.match(_FIRST_PLACE.split(job.place)[0])
    if found is None or _NO_CITY.search(found["city"]):
        return
    if country == "US" and found["state"]:
        yield f"state={found['state']}"
        yield f"state-collection={found['state']}|{job.collection}"
    yield f"city={found['city'].strip().casefold()}"


def _with_what(job: PayJob) -> Iterator[str]:
    source = job.collection
    industry = job.industry_id or "unknown"
    yield f"industry={industry}"
    yield f"industry-collection={industry}|{source}"
    if job.technologies is None:
        yield "technologies=not read"
    else:
        yield f"technologies={min(len(job.technologies), 15) // 3}"
        for technology in job.technologies:
            yield f"technology={technology}"
            yield f"technology-collection={technology}|{source}"
    entry = roles().get(job.role_id)
    known = _LEVEL_WORDS.union(_WORD.findall(entry.label.casefold()) if entry else ())
    for word in _WORD.findall(job.title.casefold()):
        if word not in known:
            yield f"word={word}"
