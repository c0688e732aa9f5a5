"""Reads a posting: role, pay, degree, years, workplace, type, technologies, duties; with places and confidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from metier.reading.batch import Record, records, to_batch
from metier.reading.collector import collector_paused
from metier.reading.duties import DutyMention, read_duties
from metier.reading.education import Education, read_education
from metier.reading.employment import Employment, employment_in_title, read_employment
from metier.reading.experience import Experience, read_experience
from metier.reading.industry import Industry, read_industry
from metier.reading.language import language_of
from metier.reading.lines import line
from metier.reading.mentions import TechnologyMention, read_technologies
from metier.reading.pay import Pay, read_pay
from metier.reading.posting_facts import TEXT_FIELDS, PostingReading, Span
from metier.reading.posting_found import Found
from metier.reading.posting_role import Role, read_role
from metier.reading.posting_stated import with_stated
from metier.reading.sections import Document, read_sections
from metier.reading.source import plain
from metier.reading.workplace import CONTRADICTION, Workplace, read_workplace, workplace_named

if TYPE_CHECKING:
    import pyarrow as pa

    from metier.reading.jobposting import JobPosting

READ = "en"  # the language that is read
_CHUNK = 64  # postings that are read together at most
_CHUNK_SIZE = 500_000  # characters of them after which no other is added


def read_posting(
    raw: str, *, title: str = "", company: str = "", location: str = "", stated: JobPosting | None = None
) -> PostingReading:
    """What a posting states, from its text (plain, HTML or escaped HTML) and its title; offsets index ``raw``.

    ``stated`` holds what the page states as data: those facts win over the text.

    >>> reading = read_posting("You have 3+ years of experience with SQL.", title="Senior Data Analyst")
    >>> reading.role_id, reading.level, reading.experience_years_min, reading.technology_ids("required")
    ('data-analyst', 'senior', 3, ('sql',))
    """
    return _read_each((Record(None, raw, title, company, location, stated),))[0]


def read_records(records: Iterable[Record]) -> Iterator[dict[str, object]]:
    """One output line for each posting, in order; keys as in ``metier.reading.lines``."""
    for chunk in _chunks(records):
        with collector_paused():
            lines = [line(reading, record.id) for record, reading in zip(chunk, _read_each(chunk), strict=True)]
        yield from lines


def _chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    """The records in groups that are read together: small ones, however long the texts are."""
    chunk: list[Record] = []
    size = 0
    for record in records:
        chunk.append(record)
        size += len(record.text)
        if len(chunk) == _CHUNK or size >= _CHUNK_SIZE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def read_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """One row for each posting of the batch, in order, with the columns of ``metier.reading.batch.schema``.

    The batch has ``text`` (plain text, HTML or escaped HTML) and may have ``id`` or ``posting_id``, ``title``,
    ``company`` and ``location``.
    """
    return to_batch(read_records(records(batch)))


def _read_each(records: Sequence[Record]) -> list[PostingReading]:
    """The reading of each posting.

    Each reader goes over all the texts before the next one does: what it looks up stays in the processor's cache,
    which makes a tenth of the time.
    """
    given = [_completed(record) for record in records]
    sources = [plain(record.text) for record in given]
    languages = [language_of(source.text) if source.text else None for source in sources]
    texts = [
        (record, read_sections(source.text))
        for record, source, language in zip(given, sources, languages, strict=True)
        if language == READ
    ]
    parts = iter(_parts(texts))
    readings = []
    for record, source, language in zip(given, sources, languages, strict=True):
        found = Found(None if source.text is record.text else source.origin)
        if language == READ:
            reading = _reading(next(parts), found, record.title)
        else:
            reading = _title_only(found, record.title, record.location, language)
        readings.append(reading if record.stated is None else with_stated(reading, record.stated))
    return readings


def _completed(record: Record) -> Record:
    """The record with what its page states as data where title, company or place are not given."""
    stated = record.stated
    if stated is None:
        return record
    return replace(
        record,
        title=record.title or stated.title,
        company=record.company or stated.company,
        location=record.location or stated.location,
    )


class _Parts(NamedTuple):
    """What each reader made of one text."""

    role: Role
    pay: Pay | None
    education: Education
    experience: Experience
    workplace: Workplace
    employment: Employment
    technologies: tuple[TechnologyMention, ...]
    duties: tuple[DutyMention, ...]
    industry: Industry


def _parts(texts: list[tuple[Record, Document]]) -> Iterator[_Parts]:
    degrees = [read_education(document) for _, document in texts]
    return map(
        _Parts._make,
        zip(
            [read_role(record.title, document.text) for record, document in texts],
            [read_pay(document, record.title, record.location) for record, document in texts],
            degrees,
            [read_experience(document) for _, document in texts],
            [read_workplace(document, record.title, record.location) for record, document in texts],
            [read_employment(document, record.title) for record, document in texts],
            [
                read_technologies(document, degree.spans, record.company)
                for (record, document), degree in zip(texts, degrees, strict=True)
            ],
            [read_duties(document) for _, document in texts],
            [read_industry(document, record.company) for record, document in texts],
            strict=True,
        ),
    )


def _reading(parts: _Parts, found: Found, title: str) -> PostingReading:
    """All parts as one record, with what was noted of them."""
    required, preferred = _by_requirement(parts.technologies)
    _note(parts, found, required, preferred)
    role, education = parts.role, parts.education
    return PostingReading(
        title=title,
        language=READ,
        role_id=role.role_id,
        alternatives=role.alternatives,
        track=role.track,
        level=role.level,
        pay=None if parts.pay is None or parts.pay.abstained else replace(parts.pay, spans=found.spans.get("pay", ())),
        education_min=education.minimum,
        education_preferred=education.preferred,
        experience_substitutes=education.experience_substitutes,
        experience_years_min=parts.experience.years_min,
        workplace=parts.workplace.kind,
        employment_type=parts.employment.kind,
        required=tuple(map(found.technology, required)),
        preferred=tuple(map(found.technology, preferred)),
        responsibilities=tuple(duty.id for duty in parts.duties),
        industry_id=parts.industry.industry_id or "other",
        confidence=found.confidence,
        spans=found.spans,
        abstained=tuple(found.abstained),
        methods=found.methods,
    )


def _note(parts: _Parts, found: Found, required: list[TechnologyMention], preferred: list[TechnologyMention]) -> None:
    """Notes how each field was read, where, and which ones are unclear."""
    role, pay, education = parts.role, parts.pay, parts.education
    found.add("role_id", role.method, _one(role.span), role.confidence)
    found.add("pay", "none stated" if pay is None else pay.method, () if pay is None else pay.spans)
    found.add("education_min", education.method, education.minimum_spans)
    found.add("education_preferred", "named" if education.preferred else "not named", education.preferred_spans)
    instead = "said" if education.experience_substitutes else "not said"
    found.add("experience_substitutes", instead, education.substitute_spans)
    found.add("experience_years_min", parts.experience.method, _one(parts.experience.span))
    found.add("workplace", parts.workplace.method, _one(parts.workplace.span))
    found.add("employment_type", parts.employment.method, _one(parts.employment.span))
    found.add_each("required", [mention.method for mention in required])
    found.add_each("preferred", [mention.method for mention in preferred])
    duties = parts.duties
    found.add_each("responsibilities", [duty.method for duty in duties], ((duty.start, duty.end) for duty in duties))
    found.add("industry_id", parts.industry.method, _one(parts.industry.span))
    unclear = {
        "role_id": role.abstained,
        "pay": pay is not None and pay.abstained,
        "workplace": parts.workplace.method == CONTRADICTION,
    }
    found.abstain(*(field for field, is_unclear in unclear.items() if is_unclear))


def _title_only(found: Found, title: str, location: str, language: str | None) -> PostingReading:
    """A posting whose text is not read: the facts of its title and place."""
    role = read_role(title, "")
    workplace = workplace_named(title, location)
    employment = employment_in_title(title)
    found.add("role_id", role.method, (), role.confidence)
    known = {"workplace": workplace, "employment_type": employment}
    for field, fact in known.items():
        if fact is not None:
            found.add(field, fact.method)
    if role.abstained:
        found.abstain("role_id")
    found.abstain(*(field for field in TEXT_FIELDS if known.get(field) is None))
    return PostingReading(
        title=title,
        language=language,
        readable=False,
        role_id=role.role_id,
        alternatives=role.alternatives,
        track=role.track,
        level=role.level,
        workplace=workplace.kind if workplace else None,
        employment_type=employment.kind if employment else None,
        confidence=found.confidence,
        spans=found.spans,
        abstained=tuple(found.abstained),
        methods=found.methods,
    )


def _by_requirement(mentions: tuple[TechnologyMention, ...]) -> tuple[list[TechnologyMention], list[TechnologyMention]]:
    """The first mention of each technology: required ones, and those that are only preferred."""
    required: dict[str, TechnologyMention] = {}
    preferred: dict[str, TechnologyMention] = {}
    for mention in mentions:
        (required if mention.requirement == "required" else preferred).setdefault(mention.id, mention)
    return list(required.values()), [mention for key, mention in preferred.items() if key not in required]


def _one(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)
