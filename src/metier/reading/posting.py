"""Reads a posting: technologies, duties, degree, years, workplace, type of employment, language."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from metier.reading.duties import read_duties
from metier.reading.education import Education, read_education
from metier.reading.employment import read_employment
from metier.reading.experience import read_experience
from metier.reading.html import to_text
from metier.reading.language import language_of
from metier.reading.preference import is_wish
from metier.reading.sections import Clause, Document, read_sections
from metier.reading.technology import matcher
from metier.reading.workplace import read_workplace
from metier.vocabulary import technologies

if TYPE_CHECKING:
    import pyarrow as pa

# Technologies named here are what the employer offers or sells, not what the work uses. Where a
# posting speaks of the company, tools count ("our platform runs on ..."), methods do not.
_UNREAD = frozenset(("benefits", "equal-opportunity"))
# Names of fields of work and of activities that the duties tell: they say little as skills, and
# nearly every posting of a field has them.
_ACTIVITIES = frozenset(
    (
        "algorithms", "computer-programming", "dashboards", "data-analysis", "data-collection", "data-engineering",
        "data-entry", "data-quality", "data-science", "network-engineering", "performance-metrics",
        "product-management", "scripting", "software-engineering", "system-design",
    )
)  # fmt: skip

_SKILLS_AGAIN = re.compile(
    r"\b(?:experience|knowledge|proficien|familiar|skills?\b|expertise|using|understanding of"
    r"|background in|training in|programming|coursework)|\d\+",
    re.IGNORECASE,
)
# "At Databricks, we ..." is how an employer names itself: the product is then not asked for.
_AS_EMPLOYER = re.compile(r"\b(?:At|About|ABOUT|Join|Joining) $")
_SUBJECT_BEFORE = re.compile(r"(?:[A-Z][a-z]+,? (?:and |or )?){1,3}$")


@dataclass(frozen=True, slots=True)
class TechnologyMention:
    """A technology named at start..end of the text, and whether it is 'required' or 'preferred' there."""

    id: str
    surface: str
    start: int
    end: int
    requirement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingReading:
    """What one posting states. Unread or unclear fields are empty, None or 'unspecified'.

    ``readable`` is False for texts in other languages than English: then only ``language`` is filled.
    """

    technologies: tuple[TechnologyMention, ...] = ()
    duties: tuple[str, ...] = ()
    education: Education = field(default_factory=Education)
    experience_years_min: int | None = None
    experience_span: tuple[int, int] | None = None
    workplace: str = "unspecified"
    workplace_span: tuple[int, int] | None = None
    employment_type: str = "unspecified"
    employment_span: tuple[int, int] | None = None
    language: str = "en"
    readable: bool = True
    has_duties_section: bool = False
    has_requirements: bool = False

    @property
    def education_min(self) -> str:
        """The lowest degree accepted, or 'unspecified'."""
        return self.education.minimum

    @property
    def education_preferred(self) -> str | None:
        """The highest degree preferred, or None."""
        return self.education.preferred

    @property
    def experience_substitutes(self) -> bool:
        """Whether experience can stand in for the degree."""
        return self.education.experience_substitutes

    def technology_ids(self, requirement: str) -> tuple[str, ...]:
        """Ids that the posting requires ('required') or only prefers ('preferred'), sorted.

        A technology that is named as both counts as required.
        """
        required = {mention.id for mention in self.technologies if mention.requirement == "required"}
        if requirement == "required":
            return tuple(sorted(required))
        return tuple(sorted({mention.id for mention in self.technologies} - required))


def read_text(text: str, title: str = "") -> PostingReading:
    """What the plain text of a posting states; spans index ``text``. Use ``to_text`` on HTML first."""
    language = language_of(text)
    if language != "en":
        return PostingReading(language=language, readable=False)
    document = read_sections(text)
    education = read_education(document)
    experience = read_experience(document)
    workplace = read_workplace(document, title)
    employment = read_employment(document, title)
    kinds = {clause.kind for clause in document.clauses if not clause.heading}
    return PostingReading(
        technologies=_technologies(document, education.spans),
        duties=read_duties(document),
        education=education,
        experience_years_min=experience.years_min,
        experience_span=experience.span,
        workplace=workplace.kind,
        workplace_span=workplace.span,
        employment_type=employment.kind,
        employment_span=employment.span,
        has_duties_section="duties" in kinds,
        has_requirements="required" in kinds,
    )


def _technologies(document: Document, degrees: tuple[tuple[int, int], ...]) -> tuple[TechnologyMention, ...]:
    text, clauses = document.text, document.clauses
    fields = _fields_of_study(text, clauses, degrees)
    mentions = matcher().find_in(text, document.low, document.glued)
    employers = {m.technology_id for m in mentions if _AS_EMPLOYER.search(text, max(0, m.start - 12), m.start)}
    unread = _ACTIVITIES | employers
    found: list[TechnologyMention] = []
    at = 0
    for mention in mentions:
        while at < len(clauses) and clauses[at].end <= mention.start:
            at += 1
        clause = clauses[at] if at < len(clauses) and clauses[at].start <= mention.start else None
        if clause is None or clause.kind in _UNREAD or mention.technology_id in unread:
            continue
        if clause.kind == "company" and technologies()[mention.technology_id].kind == "method":
            continue
        subject = fields.get(at)
        if subject is not None and subject[0] <= mention.start < subject[1]:
            continue
        wish = is_wish(text, clause, mention.start, mention.end)
        found.append(
            TechnologyMention(
                mention.technology_id, mention.surface, mention.start, mention.end, "preferred" if wish else "required"
            )
        )
    return tuple(found)


def _fields_of_study(
    text: str, clauses: tuple[Clause, ...], degrees: tuple[tuple[int, int], ...]
) -> dict[int, tuple[int, int]]:
    """By clause number, the stretch that names what a degree is in: a subject there is not a skill."""
    found: dict[int, tuple[int, int]] = {}
    starts = [clause.start for clause in clauses]
    for start, end in degrees:
        number = bisect_right(starts, start) - 1
        clause = clauses[number]
        known = found.get(number)
        if known is not None and end <= known[1]:
            continue
        before = _SUBJECT_BEFORE.search(text, max(clause.start, start - 80), start)
        after = _SKILLS_AGAIN.search(text, end, clause.end)
        begin = before.start() if before else start
        found[number] = (known[0] if known else begin, after.start() if after else clause.end)
    return found


def read_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """One row of facts for each posting of a batch with posting_id, title and text (plain or HTML).

    A row without text, or in a language that is not read, has null lists and null facts.
    """
    import pyarrow as pa

    columns: dict[str, list[object]] = {name: [] for name, _ in _columns()}
    rows = zip(
        batch.column("posting_id").to_pylist(),
        batch.column("title").to_pylist(),
        batch.column("text").to_pylist(),
        strict=True,
    )
    for posting_id, title, text in rows:
        row = _row(title or "", text)
        row["posting_id"] = posting_id
        for name, values in columns.items():
            values.append(row.get(name))
    schema = pa.schema([(name, _arrow_type(kind)) for name, kind in _columns()])
    arrays = [pa.array(columns[column.name], type=column.type) for column in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _row(title: str, text: str | None) -> dict[str, object]:
    if not text or not text.strip():
        return {}
    reading = read_text(to_text(text), title)
    if not reading.readable:
        return {"language": reading.language}
    return {
        "technologies_required": list(reading.technology_ids("required")),
        "technologies_preferred": list(reading.technology_ids("preferred")),
        "duties": list(reading.duties),
        "education_min": reading.education_min,
        "education_preferred": reading.education_preferred,
        "experience_substitutes": reading.experience_substitutes,
        "experience_years_min": reading.experience_years_min,
        "workplace": reading.workplace,
        "employment_type": reading.employment_type,
        "language": reading.language,
        "has_duties_section": reading.has_duties_section,
        "has_requirements": reading.has_requirements,
    }


def _columns() -> tuple[tuple[str, str], ...]:
    """Columns of a read batch, with their kinds."""
    return (
        ("posting_id", "text"),
        ("technologies_required", "texts"),
        ("technologies_preferred", "texts"),
        ("duties", "texts"),
        ("education_min", "text"),
        ("education_preferred", "text"),
        ("experience_substitutes", "flag"),
        ("experience_years_min", "number"),
        ("workplace", "text"),
        ("employment_type", "text"),
        ("language", "text"),
        ("has_duties_section", "flag"),
        ("has_requirements", "flag"),
    )


def _arrow_type(kind: str) -> pa.DataType:
    import pyarrow as pa

    types = {"text": pa.string(), "texts": pa.list_(pa.string()), "flag": pa.bool_(), "number": pa.int16()}
    return types[kind]
