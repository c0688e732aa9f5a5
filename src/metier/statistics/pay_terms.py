"""A described job as terms: the zeros and ones that a pay model adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metier.vocabulary import levels, roles


@dataclass(frozen=True, slots=True, kw_only=True)
class PayJob:
    """A job as its advertisement describes it, or as a person describes it (``described``).

    Of an advertisement an empty part is one that could not be read; of a description it is one that was left out, as
    is a workplace of ''.
    """

    collection: str
    role_id: str
    year: int
    level: str = ""  # a level id; '' in a description: the one that most postings of the role have
    country: str = ""  # ISO 3166 alpha-2, '' unknown
    place: str = ""  # as written: 'San Francisco, CA'
    state: str = ""  # of the United States, by its two letters, where the place does not say it
    workplace: str = "unspecified"
    employment_type: str = "full-time"
    paid: str = "year"  # the period that pay is stated for
    industry_id: str = ""
    technologies: tuple[str, ...] | None = None  # ids; None where they were not read
    title: str = ""  # its words beyond role and level tell of the field
    described: bool = False  # by a person, who leaves parts out


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
DESCRIBED = "|described"
"""Ends the error group of descriptions; by itself it is that of all of them."""
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
    """The terms that say how far pay scatters: what the job is, how it is paid, and the country; not with what."""
    return list(dict.fromkeys([*_what(job), *_how(job), f"country={job.country or 'unknown'}"]))


def left_out_terms(job: PayJob) -> list[str]:
    """What a description leaves out, as terms: an estimate without it misses by more.

    >>> left_out_terms(PayJob(collection="", role_id="data-scientist", year=2024, technologies=("python",)))
    ['left out=where', 'left out=industry', 'left out=title']
    """
    said = {
        "where": any(place_of(job)) or job.workplace == "remote",
        "industry": bool(job.industry_id),
        "technologies": bool(job.technologies),
        "title": bool(job.title),
    }
    return [f"left out={part}" for part, named in said.items() if not named]


def besides(job: PayJob) -> list[str]:
    """The terms of what a description may leave out: workplace, place, industry, technologies and words of the title.

    >>> besides(PayJob(collection="data-jobs", role_id="data-scientist", year=2024))[0]
    'workplace=unspecified'
    """
    place = [*_how(job), *_where(job)]
    return [
        *(t for t in place if t.startswith(("workplace", "state", "city"))),
        *_with_what(job),
    ]


def industry_terms(industry_id: str, collection: str) -> tuple[str, str]:
    """The terms of an industry ('' unknown) in a collection."""
    industry = industry_id or "unknown"
    return f"industry={industry}", f"industry-collection={industry}|{collection}"


def error_group(job: PayJob) -> str:
    """The group whose errors bound a job's: its collection in the United States, 'abroad' elsewhere or unknown.

    Descriptions have groups of their own, because what they leave out adds to the errors.

    >>> error_group(PayJob(collection="data-jobs", role_id="data-scientist", year=2024, country="US"))
    'data-jobs'
    """
    return (job.collection if job.country == "US" else "abroad") + (DESCRIBED if job.described else "")


def tree_terms(job: PayJob, terms: Sequence[str] | None = None) -> list[str]:
    """The terms that trees combine by themselves: simple ones, and what is at least so high or so many.

    ``terms`` are the job's ``pay_terms``, where they are known.

    >>> tree_terms(PayJob(collection="data-jobs", role_id="data-scientist", year=2024, level="senior"))[-3:]
    ['rank>=1', 'rank>=2', 'rank>=3']
    """
    simple = [
        term for term in (pay_terms(job) if terms is None else terms) if not _COMBINED.search(term.partition("=")[0])
    ]
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
    city, state = place_of(job)
    if country == "US" and state:
        yield f"state={state}"
        yield f"state-collection={state}|{job.collection}"
    if city:
        yield f"city={city}"


def place_of(job: PayJob) -> tuple[str, str]:
    """City in small letters and state ('' each where unknown) of the first place that a job names.

    >>> place_of(PayJob(collection="", role_id="", year=0, place="San Francisco, CA | New York City, NY"))
    ('san francisco', 'CA')
    """
    found = _CITY_STATE.match(_FIRST_PLACE.split(job.place)[0])
    if found is None or _NO_CITY.search(found["city"]):
        return "", job.state
    return found["city"].strip().casefold(), job.state or found["state"] or ""


def _with_what(job: PayJob) -> Iterator[str]:
    source = job.collection
    yield from industry_terms(job.industry_id, source)
    if job.technologies is None:
        yield "technologies=not read"
    else:
        yield f"technologies={min(len(job.technologies), 15) // 3}"
        for technology in job.technologies:
            yield f"technology={technology}"
            yield f"technology-collection={technology}|{source}"
    yield from (f"word={word}" for word in field_words(job))


def field_words(job: PayJob) -> list[str]:
    """The words of a job's title beyond role and level."""
    entry = roles().get(job.role_id)
    known = _LEVEL_WORDS.union(_WORD.findall(entry.label.casefold()) if entry else ())
    return [word for word in _WORD.findall(job.title.casefold()) if word not in known]
