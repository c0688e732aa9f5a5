"""Paths of the website: one grammar, made and read here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

VERSUS = "-vs-"
MOST_ROLES = 5
_SLUG = re.compile(r"[a-z0-9.+#~ _-]{1,120}")


@dataclass(frozen=True, slots=True)
class Address:
    """A page by kind ('compare', 'role', 'pay', 'skill', 'jobs', 'home' ...) and what it is about (decoded slugs)."""

    kind: str
    items: tuple[str, ...] = ()


def slug_of(role_id: str) -> str:
    """A role id as it stands in a path; official codes keep their scheme.

    >>> slug_of("data-analyst"), slug_of("onet:15-2051.00")
    ('data-analyst', 'onet~15-2051.00')
    """
    return role_id.replace(":", "~", 1)


def role_id_of(slug: str) -> str:
    """The role id that a slug stands for: the inverse of :func:`slug_of`."""
    return slug.replace("~", ":", 1)


def compare_path(role_ids: Sequence[str]) -> str:
    """The path of a comparison: '/compare/data-analyst-vs-data-engineer'."""
    return "/compare/" + VERSUS.join(quote(slug_of(role_id), safe="~") for role_id in role_ids)


def role_path(role_id: str) -> str:
    """The path of a role's profile."""
    return f"/roles/{quote(slug_of(role_id), safe='~')}"


def pay_path(role_id: str, country: str = "") -> str:
    """The path of a role's pay, in a country by its code: '/pay/data-analyst/de'."""
    return f"/pay/{quote(slug_of(role_id), safe='~')}" + (f"/{country.lower()}" if country else "")


def skill_path(item_id: str) -> str:
    """The path of a technology: '/skills/python', '/skills/c%2B%2B'."""
    return f"/skills/{quote(item_id, safe='~')}"


def jobs_path(role_id: str = "", number: int = 1) -> str:
    """The path of open jobs, of one role, on one of its pages: '/jobs/data-engineer/2'."""
    role = f"/{quote(slug_of(role_id), safe='~')}" if role_id else ""
    return f"/jobs{role}" + (f"/{number}" if role and number > 1 else "")


_ALONE = {"": "home", "roles": "roles", "map": "map", "jobs": "jobs", "skills": "skills", "pay": "pays",
          "methods": "methods", "sources": "sources", "compare": "compares"}  # fmt: skip


def read_path(path: str) -> Address | None:
    """The page that a path names; None for a path of no page. Roles are not looked up here.

    >>> read_path("/compare/data-analyst-vs-data-engineer")
    Address(kind='compare', items=('data-analyst', 'data-engineer'))
    >>> read_path("/pay/data-analyst/de"), read_path("/roles/../etc") is None
    (Address(kind='pay', items=('data-analyst', 'de')), True)
    """
    parts = [unquote(part) for part in path.strip("/").split("/")]
    if len(parts) == 1:
        kind = _ALONE.get(parts[0])
        return Address(kind) if kind else None
    if any(not _SLUG.fullmatch(part) or ".." in part for part in parts):
        return None
    match parts:
        case ["compare", names]:
            items = tuple(role_id_of(name) for name in names.split(VERSUS))
            return Address("compare", items) if 2 <= len(items) <= MOST_ROLES and all(items) else None
        case ["roles", name]:
            return Address("role", (role_id_of(name),))
        case ["pay", name]:
            return Address("pay", (role_id_of(name),))
        case ["pay", name, country] if re.fullmatch("[a-z]{2}", country):
            return Address("pay", (role_id_of(name), country))
        case ["skills", *names] if len(names) <= 2:  # a name with a slash in it, such as ci/cd
            return Address("skill", ("/".join(names),))
        case ["jobs", name]:
            return Address("role_jobs", (role_id_of(name), "1"))
        case ["jobs", name, number] if re.fullmatch("[1-9][0-9]{0,3}", number):
            return Address("role_jobs", (role_id_of(name), number))
    return None
