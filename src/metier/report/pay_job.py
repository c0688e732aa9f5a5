"""A job that a person describes, as the estimator of pay takes it; what could not be understood is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from metier.errors import UnknownFilter, UserInputError
from metier.model import Filters, Role
from metier.reading.technology import resolve_tag
from metier.reading.title import TitleReading
from metier.release.official import country_names
from metier.release.pay_estimator import pay_estimator
from metier.release.reader import Release
from metier.report.pay_named import find_named
from metier.report.pay_where import find_where
from metier.report.question import find_country, find_employment_type, find_level
from metier.report.spelling import nearest
from metier.report.words import in_prose, listed
from metier.statistics.pay_terms import PayJob, field_words
from metier.vocabulary import industries, technologies

PERIODS = ("year", "hour")
USUAL_COUNTRY = "US"
_SPLIT = ",;"
_SIGNS = re.compile(r"[/@;=+\s]+")  # that part a figure's id


@dataclass(frozen=True, slots=True)
class Description:
    """A described job. ``job`` has no collection and year yet; ``unread`` are skills that no technology is called."""

    role: Role
    job: PayJob
    country_given: bool
    unread: tuple[tuple[str, tuple[str, ...]], ...]  # (skill, nearest names)
    read: TitleReading | None = None  # where the role was read from a title
    of_place: tuple[str, ...] = ()  # what is to be told of the place


def describe(
    release: Release,
    *,
    role: str,
    level: str | None = None,
    country: str | None = None,
    city: str | None = None,
    state: str | None = None,
    skills: str | Sequence[str] = (),
    remote: bool | None = None,
    industry: str | None = None,
    employment_type: str | None = None,
    period: str = "year",
) -> Description:
    """The job that a person describes. Raises UserInputError with the nearest valid answer."""
    if period not in PERIODS:
        raise UnknownFilter(f"Pay cannot be estimated for {period!r}.", hint=f"Periods: {listed(PERIODS, 'or')}.")
    named, title = find_named(release, role)
    where = USUAL_COUNTRY if country is None else find_country(release, country)
    if state is not None and where != "US":
        raise UserInputError(
            f"States are known of the United States only, not of {in_prose(country_names(release).get(where, where))}.",
            hint="Leave --state out, or name a --city.",
        )
    estimator = pay_estimator(release)
    place = find_where(estimator, where, city, state)
    known, unread = _skills(skills)
    job = PayJob(
        collection="",
        role_id=named.role_id,
        year=0,
        level=find_level(level) if level else _level_of(title),
        country=where,
        place=place.city,
        state=place.state,
        workplace={None: "", True: "remote", False: "unspecified"}[remote],  # boards say nothing of jobs on site
        employment_type=find_employment_type(employment_type) if employment_type else "full-time",
        paid=period,
        industry_id=find_industry(industry) if industry else "",
        technologies=known or None,
        title=title.title if title is not None else "",
        described=True,
    )
    if not any(f"word={word}" in estimator.pay for word in field_words(job)):
        job = replace(job, title="")  # it says no more than role and level
    return Description(named, job, country is not None or state is not None, unread, title, place.told)


def item_of(asked: Description) -> str:
    """What a description says beyond role and filters, as the item of a figure's id; ``of_item`` reads it again."""
    job = asked.job
    parts = (
        ("title", job.title),
        ("city", job.place),
        ("state", job.state),
        ("industry", job.industry_id),
        ("skills", "+".join(job.technologies or ())),
        ("period", "" if job.paid == "year" else job.paid),
    )
    return ";".join(f"{name}={_SIGNS.sub('+', text)}" for name, text in parts if text)


def of_item(release: Release, role_id: str, filters: Filters, item: str) -> Description:
    """The description that a figure's id tells."""
    parts = dict(part.replace("+", " ").partition("=")[::2] for part in item.split(";") if part)
    return describe(
        release,
        role=parts.get("title") or role_id,
        level=filters.level,
        country=filters.country,
        city=parts.get("city"),
        state=parts.get("state"),
        skills=parts.get("skills", "").split(),
        remote=filters.remote,
        industry=parts.get("industry"),
        employment_type=filters.employment_type,
        period=parts.get("period", "year"),
    )


def _level_of(title: TitleReading | None) -> str:
    """The level that a typed title states; '' where it states none."""
    return title.level if title is not None and title.level != "unspecified" else ""


def find_industry(text: str) -> str:
    """The id of an industry by id, label or a name that a board gives it.

    >>> find_industry("Banking"), find_industry("health care")
    ('finance', 'healthcare')
    """
    names: dict[str, str] = {}
    for entry in industries().values():
        for name in (*entry.names, entry.label, entry.id):
            names[_plain(name)] = entry.id
    names = {name: found for name, found in names.items() if found != "other"}
    wanted = _plain(text)
    if wanted in names:
        return names[wanted]
    glued = {name.replace(" ", ""): found for name, found in names.items()}
    if wanted.replace(" ", "") in glued:
        return glued[wanted.replace(" ", "")]
    near = dict.fromkeys(industries()[names[name]].label for name in nearest(wanted, names))
    every = [entry.label for entry in industries().values() if entry.id != "other"]
    hint = f"Did you mean {listed(list(near), 'or')}?" if near else f"Industries: {listed(every)}."
    raise UnknownFilter(f"No industry is called {text!r}.", hint=hint)


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())


def _skills(skills: str | Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Ids of the technologies that are named, in order of name, and what names none, with what comes near."""
    written = [skills] if isinstance(skills, str) else list(skills)
    for sign in _SPLIT:
        written = [part for text in written for part in text.split(sign)]
    found: set[str] = set()
    unread: dict[str, tuple[str, ...]] = {}
    for text in filter(None, (part.strip() for part in written)):
        technology = text if text in technologies() else resolve_tag(text)
        if technology is None:
            unread[text] = _nearest_technologies(text)
        else:
            found.add(technology)
    return tuple(sorted(found)), tuple(unread.items())


def _nearest_technologies(text: str) -> tuple[str, ...]:
    """Labels of up to three technologies that are spelled most like a text."""
    names = {
        name.casefold(): entry.label for entry in technologies().values() for name in (entry.label, *entry.aliases)
    }
    return tuple(dict.fromkeys(names[name] for name in nearest(text.casefold(), names)))
