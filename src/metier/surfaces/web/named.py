"""Roles as addresses and forms name them, and what to offer where a name is not known."""

from __future__ import annotations

from metier.errors import AmbiguousRole, MetierError, UnknownRole
from metier.model import Role
from metier.release.pay import TITLE
from metier.release.reader import Release
from metier.release.roles import find_role, get_role
from metier.report.pay_question import find_pay_role


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
