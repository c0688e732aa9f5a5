"""A posting that its page states as data (schema.org JobPosting), with the facts that need no reading.

Producers are careless: numbers are strings, lists stand for single values, a currency stands beside the period. What
is clear is taken, the rest is left out. https://schema.org/JobPosting
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from metier.reading import jobposting_values as values
from metier.reading.jobposting_pay import stated_pay
from metier.reading.jsonld import linked_data, objects_of_type
from metier.reading.markup import is_markup
from metier.reading.pay import Pay
from metier.reading.source import plain

# Parts of the text that some producers state apart from the description.
_PARTS = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Skills"),
    ("experienceRequirements", "Experience"),
    ("jobBenefits", "Benefits"),
)


_BEGINNING = 200  # characters by which a part is recognised in the description


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPosting:
    """What a page states of a job as data. Empty or None: not stated, or not clear.

    ``text`` is the description as it stands there, plain or HTML, with parts that only stand elsewhere added.
    ``education_min`` and ``employment_type`` use the words of the postings' reading; ``workplace`` is 'remote',
    'hybrid', 'onsite' or None.
    """

    title: str = ""
    company: str = ""
    location: str = ""
    text: str = ""
    pay: Pay | None = None
    employment_type: str | None = None
    workplace: str | None = None
    education_min: str | None = None
    experience_months: int | None = None
    experience_substitutes: bool | None = None
    industry: str = ""
    identifier: str = ""
    url: str = ""
    posted_on: date | None = None
    valid_through: date | None = None


def postings_in_page(html: str) -> tuple[JobPosting, ...]:
    """The postings that a page states as JSON-LD, in @graph and lists too; also those in a bare JSON text.

    >>> page = '<script type="application/ld+json">{"@type": "JobPosting", "title": "Data Analyst"}</script>'
    >>> [posting.title for posting in postings_in_page(page)]
    ['Data Analyst']
    """
    found = (job_posting(node) for data in linked_data(html) for node in objects_of_type(data, "JobPosting"))
    return tuple(dict.fromkeys(posting for posting in found if posting.title or posting.text))


def job_posting(data: Mapping[str, object]) -> JobPosting:
    """The posting that one JobPosting object states.

    >>> job_posting({"title": "Nurse", "jobLocationType": "TELECOMMUTE", "employmentType": ["FULL_TIME"]}).workplace
    'remote'
    """
    location = values.place_of(data.get("jobLocation")) or values.place_of(data.get("applicantLocationRequirements"))
    return JobPosting(
        title=values.line_of(data.get("title") or data.get("name")),
        company=values.line_of(data.get("hiringOrganization")),
        location=location,
        text=_text(data),
        pay=stated_pay(data, location),
        employment_type=values.employment_type_of(data.get("employmentType")),
        workplace=values.workplace_of(data.get("jobLocationType")),
        education_min=values.degree_of(data.get("educationRequirements")),
        experience_months=values.months_of(data.get("experienceRequirements")),
        experience_substitutes=values.flag_of(data.get("experienceInPlaceOfEducation")),
        industry=values.line_of(data.get("industry")),
        identifier=values.line_of(data.get("identifier"), ("value", "@value", "name")),
        url=values.line_of(data.get("url"), ("@id",)),
        posted_on=values.date_of(data.get("datePosted")),
        valid_through=values.date_of(data.get("validThrough")),
    )


def _text(data: Mapping[str, object]) -> str:
    """The description, and after it what the producer put into other fields instead."""
    description = values.text_of(data.get("description"))
    known = plain(description).text
    sections = [("", description)] if description else []
    for key, heading in _PARTS:
        part = values.text_of(data.get(key))
        said = plain(part).text
        if said and said[:_BEGINNING] not in known:
            sections.append((heading, part))
    if any(is_markup(part) for _, part in sections):
        return "".join(
            (f"<h3>{heading}</h3>" if heading else "") + (part if is_markup(part) else part.replace("\n", "<br>"))
            for heading, part in sections
        )
    return "\n\n".join(f"{heading}:\n{part}" if heading else part for heading, part in sections)
