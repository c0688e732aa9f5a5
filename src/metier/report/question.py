"""What a person asks, as roles and filters: names of roles, countries and levels as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from metier.errors import UnknownFilter, UnknownRole, UserInputError
from metier.model import Filters, Role
from metier.release.official import country_names
from metier.release.reader import Release
from metier.release.roles import find_role
from metier.report.spelling import nearest
from metier.report.words import listed
from metier.vocabulary import levels

_SHORT = {
    "UK": "GB",
    "ENGLAND": "GB",
    "USA": "US",
    "AMERICA": "US",
    "UAE": "AE",
    "KOREA": "KR",
    "RUSSIA": "RU",
}
_CODE = 3  # letters at most of a code: two codes of countries are always spelled alike
EMPLOYMENT_TYPES = ("full-time", "part-time", "contract", "temporary", "internship")
_TYPE_NAMES = {
    "permanent": "full-time",
    "contractor": "contract",
    "freelance": "contract",
    "freelancer": "contract",
    "temp": "temporary",
    "intern": "internship",
}


def find_roles(release: Release, names: Sequence[str], *, least: int = 2) -> tuple[Role, ...]:
    """The roles that some names mean. Raises UserInputError for too few names, UnknownRole, AmbiguousRole."""
    if len(names) == 1 and least > 1:
        names = [part for part in re.split(r"\s+(?:vs\.?|versus)\s+", names[0]) if part.strip()]
    if len(names) < least:
        raise UserInputError(
            f"{len(names)} role named; a comparison needs two to five.",
            hint='For example: metier compare "data analyst" "data engineer"',
        )
    try:
        return tuple(find_role(release, name) for name in names)
    except UnknownRole as error:
        if least > 1 and len(names) > 2 and all(" " not in name for name in names):
            raise UnknownRole(
                error.name,
                error.nearest,
                hint="Quote each role: " + " ".join(f'"{word}"' for word in ("data analyst", "data engineer")) + ".",
            ) from None
        raise


def make_filters(
    release: Release,
    *,
    country: str | None = None,
    level: str | None = None,
    year: int | None = None,
    remote: bool | None = None,
    employment_type: str | None = None,
) -> Filters:
    """Filters from what a person wrote. Raises UnknownFilter with the nearest valid values."""
    if year is not None and not 1000 <= year <= 9999:
        raise UnknownFilter(f"{year} is no year.", hint="Write it in four digits, such as 2024.")
    return Filters(
        country=None if country is None else find_country(release, country),
        level=None if level is None else find_level(level),
        year=year,
        remote=remote,
        employment_type=None if employment_type is None else find_employment_type(employment_type),
    )


def find_employment_type(text: str) -> str:
    """The id of a type of employment as people write it.

    >>> find_employment_type("Full time"), find_employment_type("freelance")
    ('full-time', 'contract')
    """
    wanted = re.sub(r"[\s_-]+", "-", text.strip().casefold())
    for name in (*EMPLOYMENT_TYPES, *_TYPE_NAMES):
        if wanted in (name, name.replace("-", "")):
            return _TYPE_NAMES.get(name, name)
    raise UnknownFilter(f"No type of employment is called {text!r}.", hint=f"Types: {listed(EMPLOYMENT_TYPES)}.")


def find_level(text: str) -> str:
    """The id of a level by id or label."""
    wanted = text.strip().casefold().replace(" ", "-")
    names = {level.id: level.id for level in levels().values()}
    names |= {level.label.casefold().replace(" ", "-"): level.id for level in levels().values()}
    names |= {
        "junior": "entry",
        "jr": "entry",
        **dict.fromkeys(("mid", "mid-level", "mid-career", "middle", "intermediate"), "unspecified"),
        "sr": "senior",
        "principal": "staff",
        "vice-president": "vp",
    }
    if wanted not in names:
        near = [f"{name} ({names[name]})" if name != names[name] else name for name in nearest(wanted, names)]
        hint = f"Did you mean {listed(near, 'or')}?" if near else f"Levels: {listed(list(levels()))}."
        raise UnknownFilter(f"No level is called {text!r}.", hint=hint)
    return names[wanted]


def find_country(release: Release, text: str) -> str:
    """The ISO code of a country by code or English name."""
    wanted = text.strip().upper()
    wanted = _SHORT.get(wanted, wanted)
    known = country_names(release)
    by_name = {label.upper(): code for code, label in known.items()}
    if wanted in known:
        return wanted
    if wanted in by_name:
        return by_name[wanted]
    names = by_name | {name: code for name, code in _SHORT.items() if len(name) > _CODE}
    codes = dict.fromkeys(names[name] for name in nearest(wanted, names))
    near = [f"{known.get(code, code)} ({code})" for code in codes]
    raise UnknownFilter(
        f"No country is called {text!r}.",
        hint=f"Did you mean {listed(near, 'or')}?" if near else "Use a name or a two-letter code.",
    )
