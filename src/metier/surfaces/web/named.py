"""Roles as addresses and forms name them, and what to offer where a name is not known."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from metier.errors import AmbiguousRole, MetierError, UnknownRole
from metier.model import Role
from metier.release.pay import TITLE
from metier.release.reader import Release
from metier.release.roles import find_role, get_role
from metier.report.pay_question import find_pay_role
from metier.surfaces.pages.address import compare_path

BOXES = ("a", "b", "c", "d", "e")  # fields of the form that asks for a comparison
Find = Callable[[Release, str], Role]


def role_named(release: Release, name: str) -> Role:
    """The role of an id, or of a name with hyphens for spaces. Raises UnknownRole, AmbiguousRole."""
    if not name.startswith(TITLE):
        try:
            return get_role(release, name)
        except UnknownRole:
            pass
    return find_role(release, _spaced(name))


def pay_role_named(release: Release, name: str) -> Role:
    """The role, typed title or official occupation of an id or name. Raises UnknownRole, AmbiguousRole."""
    try:
        return get_role(release, name)
    except UnknownRole:
        return find_pay_role(release, _spaced(name))


def _spaced(name: str) -> str:
    """A name as people write it: 'ml-engineer' is 'ml engineer'."""
    return name if " " in name or ":" in name else name.replace("-", " ").replace("_", " ")


def near(release: Release, error: MetierError) -> list[tuple[str, str]]:
    """(label, role id) of the roles that may be meant by a name that is not known, or that has several meanings."""
    if isinstance(error, AmbiguousRole):
        return list(error.meanings)
    found: list[tuple[str, str]] = []
    for label in error.nearest if isinstance(error, UnknownRole) else ():
        try:
            found.append((label, find_role(release, label).role_id))
        except (UnknownRole, AmbiguousRole):  # a title, or an official label that several occupations share
            continue
    return found


def parted(names: Sequence[str]) -> list[str]:
    """The names of roles; two that stand in one box ('a vs b') are taken apart."""
    if len(names) != 1:
        return list(names)
    return [part for part in re.split(r"\s+(?:vs\.?|versus)\s+", names[0]) if part.strip()]


def comparisons_near(
    release: Release, names: Sequence[str], error: MetierError, find: Find, query: str = ""
) -> list[tuple[str, str]]:
    """(label, path) of what may be meant by the first of some names that is not understood, beside the others.

    Where another one is not understood either, the path is that of the boxes with this one filled in.
    """
    known = [_understood(release, name, find) for name in names]
    if None not in known:
        return []
    place = known.index(None)
    others = [role.role_id for role in known if role]
    found = []
    for label, role_id in near(release, error):
        if role_id in others:  # a role is not compared with itself
            continue
        chosen = [role.role_id if role else name for role, name in zip(known, names, strict=True)]
        chosen[place] = role_id
        if known.count(None) == 1:
            path = compare_path(chosen) + query
        else:
            typed = chosen if others else [role_id]
            path = f"/compare?{urlencode(dict(zip(BOXES, typed, strict=False)))}"
        found.append((label, path))
    return found


def as_typed(release: Release, name: str) -> str:
    """A name as a person would type it: the label of an id, where the label means the same role."""
    role = _understood(release, name, get_role)
    same = role and _understood(release, role.label, find_role)
    return role.label if role and same and same.role_id == role.role_id else name


def is_id(release: Release, name: str) -> bool:
    """Whether a name is the id of a role."""
    return _understood(release, name, get_role) is not None


def _understood(release: Release, name: str, find: Find) -> Role | None:
    try:
        return find(release, name)
    except (UnknownRole, AmbiguousRole):
        return None
