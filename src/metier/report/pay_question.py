"""What a person asks about pay: roles or typed titles, filters, a kind and a currency, checked against each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from metier.errors import AmbiguousRole, EmptySelection, MetierError, UnknownFilter, UnknownRole, UserInputError
from metier.model import Filters, Role
from metier.reading.normalise import label_key
from metier.release.official import country_names
from metier.release.pay import pay_cells, title_named, title_role_id
from metier.release.prevailing import UsPlace
from metier.release.prices import DOLLARS, PPP, has_price_level
from metier.release.reader import Release, remembered
from metier.release.roles import find_role, get_role
from metier.report.currency import find_currency
from metier.report.question import make_filters
from metier.report.us_counties import find_place, outside, says_county
from metier.report.words import listed

MOST_ROLES = 5
ADVERTISED, SURVEY, OFFICIAL = "advertised", "survey", "official"
KINDS = (ADVERTISED, SURVEY, OFFICIAL)
_KIND_NAMES = {
    "posted": ADVERTISED, "stated": ADVERTISED, "postings": ADVERTISED, "ads": ADVERTISED, "advertisements": ADVERTISED,
    "surveyed": SURVEY, "answers": SURVEY, "survey-answers": SURVEY, "self-reported": SURVEY,
    "wages": OFFICIAL, "wage": OFFICIAL, "statistics": OFFICIAL, "oews": OFFICIAL, "bls": OFFICIAL,
}  # fmt: skip
_OFFICIAL_PREFIX = re.compile(r"\s*(onet|esco|role)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayQuestion:
    """Roles (or typed titles), a slice, one kind of pay or all (''), and the money that amounts are shown in.

    ``place`` is the county or state of which prevailing wages are shown; what is stated is of the whole country.
    """

    roles: tuple[Role, ...]
    filters: Filters
    kind: str = ""
    money: str = DOLLARS
    place: UsPlace | None = None
    bare_county: bool = False  # whether the place was named without saying that it is a county

    @property
    def stated(self) -> bool:
        """Whether stated pay is asked for, and not official wages alone."""
        return self.kind != OFFICIAL


def pay_question(
    release: Release,
    names: Sequence[str],
    *,
    country: str | None = None,
    level: str | None = None,
    year: int | None = None,
    remote: bool | None = None,
    employment_type: str | None = None,
    kind: str | None = None,
    currency: str | None = None,
    ppp: bool = False,
    county: str | None = None,
) -> PayQuestion:
    """A question about pay from what a person wrote. Raises UserInputError with the nearest valid answer.

    A county is in the United States, which stated pay is of then too.
    """
    filters = make_filters(
        release, country=country, level=level, year=year, remote=remote, employment_type=employment_type
    )
    roles = find_pay_roles(release, names)
    return question_of(release, roles, filters, kind=kind, currency=currency, ppp=ppp, county=county)


def question_of(
    release: Release,
    roles: tuple[Role, ...],
    filters: Filters,
    *,
    kind: str | None = None,
    currency: str | None = None,
    ppp: bool = False,
    county: str | None = None,
) -> PayQuestion:
    """A question about the pay of roles that are known already, in a slice. Raises UserInputError."""
    meant = "" if kind is None else find_kind(kind)
    if meant == OFFICIAL:
        _check_official(filters)
    place = None
    if county is not None:
        _check_county(release, filters, meant)
        place = find_place(release, county)
        filters = replace(filters, country="US")
    money = _money(release, filters, currency, ppp=ppp)
    question = PayQuestion(
        roles=roles, filters=filters, kind=meant, money=money, place=place, bare_county=not says_county(county or "")
    )
    _check_year(release, question)
    return question


def _check_year(release: Release, question: PayQuestion) -> None:
    """Nothing, if any of the roles has a pay statement of the year; else an error with the years that have some."""
    wanted = question.filters.year
    if wanted is None or not question.stated:
        return
    told = [role.role_id for role in question.roles if not role.is_official]
    entries = pay_cells(release, told, Filters())
    years: Counter[int] = Counter()
    for entry in entries:
        if question.kind in ("", entry.kind):
            for year, n in zip(entry.year.tolist(), entry.by_cell.tolist(), strict=True):
                years[year] += int(n)
    if wanted in years:
        return
    what = {"": "pay statement", ADVERTISED: "advertised pay", SURVEY: "survey answer on pay"}[question.kind]
    names = listed([role.label for role in question.roles], "or")
    with_pay = listed([f"{year} ({years[year]:,})" for year in sorted(years)])
    raise EmptySelection(
        f"No {what} of {names} is of {wanted}.",
        hint=f"Years with statements: {with_pay}." if years else "Leave --year and --kind out.",
    )


def find_kind(text: str) -> str:
    """The kind of pay: advertised, survey or official.

    >>> find_kind("Posted"), find_kind("wages")
    ('advertised', 'official')
    """
    wanted = re.sub(r"[\s_-]+", "-", text.strip().casefold())
    found = _KIND_NAMES.get(wanted, wanted)
    if found not in KINDS:
        raise UnknownFilter(
            f"No kind of pay is called {text!r}.",
            hint="Kinds: advertised (what postings state), survey (what people said they earn), "
            "official (wages that employers report, United States).",
        )
    return found


def _check_official(filters: Filters) -> None:
    """Nothing, if official wages can answer; they are of the United States and tell no level or workplace."""
    if filters.country not in (None, "US"):
        raise UserInputError(
            f"Official wages are of the United States only, not of {filters.country}.",
            hint="Leave --country out, or leave --kind out to see what is advertised there.",
        )
    named = [
        option
        for option, value in (
            ("--level", filters.level),
            ("--remote", filters.remote),
            ("--type", filters.employment_type),
            ("--year", filters.year),
        )
        if value is not None
    ]
    if named:
        raise UserInputError(
            f"Official wages cannot be asked for with {listed(named)}: the wage survey tells none of it.",
            hint=f"Leave {listed(named)} out. Prevailing wages by level I to IV are shown with --kind official; "
            "what is advertised by level with --kind advertised.",
        )


def _check_county(release: Release, filters: Filters, kind: str) -> None:
    """Nothing, if a county can be told of: only official wages tell counties, those of the United States."""
    if kind not in ("", OFFICIAL):
        told = {ADVERTISED: "postings", SURVEY: "survey answers"}[kind]
        raise UserInputError(
            f"--kind {kind} cannot be asked for with --county: {told} are not told by county.",
            hint="Leave one of the two out, or ask for official wages: --kind official.",
        )
    if filters.country not in (None, "US"):
        raise outside(release, filters.country)


def _money(release: Release, filters: Filters, currency: str | None, *, ppp: bool) -> str:
    """The money that amounts are shown in."""
    code = None if currency is None else find_currency(release, currency)
    if ppp and code not in (None, "USD"):
        raise UserInputError(
            f"--ppp shows pay at United States prices, in dollars: it cannot also be in {code}.",
            hint="Leave out one of --ppp and --currency.",
        )
    if not ppp:
        return DOLLARS if code in (None, "USD") else str(code)
    year = filters.year or int(release.evidence_date[:4])
    if filters.country is not None and not has_price_level(release, filters.country, year):
        name = country_names(release).get(filters.country, filters.country)
        raise UserInputError(
            f"No purchasing power can be told for {name}: it has no factor, or its currency no exchange rate.",
            hint="Leave --ppp out to see pay at market rates.",
        )
    return PPP


def find_pay_roles(release: Release, names: Sequence[str]) -> tuple[Role, ...]:
    """One to five different roles, titles or official occupations. Raises UserInputError."""
    if len(names) == 1:
        names = [part for part in re.split(r"\s+(?:vs\.?|versus)\s+", names[0]) if part.strip()] or names
    if not names:
        raise UserInputError("No role is named.", hint='For example: metier pay "data analyst" "data engineer"')
    if len(names) > MOST_ROLES:
        raise UserInputError(f"{len(names)} roles are too many side by side.", hint=f"Name one to {MOST_ROLES} roles.")
    found = tuple(find_pay_role(release, name) for name in names)
    ids = [role.role_id for role in found]
    twice = [role.label for i, role in enumerate(found) if role.role_id in ids[:i]]
    if twice:
        raise UserInputError(f"{twice[0]} is named twice.", hint="Name each role once.")
    return found


def find_pay_role(release: Release, name: str) -> Role:
    """A role by any of its names; else a title with stated pay as it is typed; else an official occupation.

    Raises AmbiguousRole, or UnknownRole with the nearest names of all three.
    """
    failed: MetierError | None = None
    try:
        role = find_role(release, name)
        if not role.is_official or _OFFICIAL_PREFIX.match(name):
            return role
    except (UnknownRole, AmbiguousRole) as error:
        role, failed = None, error
    key = label_key(name)
    if title_named(release, key) is not None:
        return get_role(release, title_role_id(key))
    if role is not None:
        return role
    if isinstance(failed, UnknownRole):
        near = dict.fromkeys((*failed.nearest[:3], *_nearest_titles(release, name)))
        raise UnknownRole(name, tuple(near)) from None
    raise failed or UnknownRole(name)


@remembered
def _titles(release: Release) -> dict[str, str]:
    """The commonest spelling of each title with stated pay, by its search key."""
    return dict(release.rows("SELECT DISTINCT title_key, title FROM pay_titles ORDER BY 1", tables=("pay_titles",)))


def _nearest_titles(release: Release, name: str) -> list[str]:
    """Up to three titles with stated pay that are spelled most like a name."""
    from rapidfuzz import fuzz, process

    labels = _titles(release)
    found = process.extract(label_key(name), list(labels), scorer=fuzz.token_sort_ratio, limit=3, score_cutoff=75)
    return [labels[key] for key, _, _ in found]
