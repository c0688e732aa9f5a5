"""The role that a description names: by its name, by a job title that is sure enough, or refused with what to do."""

from __future__ import annotations

import re

from metier.errors import AmbiguousRole, UnknownRole, UserInputError
from metier.model import Role
from metier.reading.normalise import label_key
from metier.reading.title import TitleReading, read_title
from metier.release.reader import Release
from metier.release.roles import find_role, get_role, nearest_labels
from metier.report.words import listed
from metier.vocabulary import roles, rule

_CODE = re.compile(r"\d{2}-\d{4}|^\s*(onet|esco|role)\s*:", re.IGNORECASE)  # of an official occupation
_NAMED = ("label", "whole")  # methods of reading by which the name of a role stands in the title
_REST = "other"  # ends the families of roles for titles that no other role describes
MOST = 3


def find_named(release: Release, name: str) -> tuple[Role, TitleReading | None]:
    """A role by any of its names; else the role that a typed title tells, with the reading of the title.

    Of an official occupation, named by its code, the role is the one that its name tells.
    """
    if not name.strip():
        raise UserInputError("No role is named.", hint='For example: metier pay estimate --role "data engineer"')
    failed: UnknownRole | AmbiguousRole | None = None
    role: Role | None = None
    try:
        role = find_role(release, name)
        if role.scheme == "metier":
            return _a_career(release, role, name), None
    except (UnknownRole, AmbiguousRole) as error:
        failed = error
    reading = read_title(name)
    if _names_a_career(reading) and _CODE.search(name) is None:
        if meant := _misspelt(release, reading):
            return meant, reading
        return _sure(release, reading), reading
    if role is not None:
        named = read_title(role.label)
        if _names_a_career(named) and not named.abstained:
            return get_role(release, named.role_id or ""), None
        raise UserInputError(
            f"{role.label} is an official occupation: an estimate rests on the postings of a role.",
            hint=f'Official wages: metier pay "{name}". Roles with postings are listed by: metier roles.',
        )
    raise failed or UnknownRole(name)


def _names_a_career(reading: TitleReading) -> bool:
    """Whether a title names a role other than the one for titles that no other role describes."""
    entry = roles().get(reading.role_id or "")
    return entry is not None and entry.family != "other"


def _misspelt(release: Release, reading: TitleReading) -> Role | None:
    """The role whose label is clearly what a title spells, where no name of a role stands in it."""
    from rapidfuzz import fuzz

    if reading.method in _NAMED:
        return None
    title = label_key(reading.title)
    labels = {label_key(entry.label): entry.id for entry in roles().values() if not entry.family.endswith(_REST)}
    likeness = {key: fuzz.ratio(title, key) for key in labels}
    best = max(likeness, key=lambda key: likeness[key])
    return get_role(release, labels[best]) if likeness[best] >= rule("roles.clear_spelling") else None


def _sure(release: Release, reading: TitleReading) -> Role:
    """The role of a reading that is sure enough to be counted elsewhere. Raises UserInputError with its guesses."""
    role = get_role(release, reading.role_id or "")
    if not reading.abstained:
        return role
    guesses = [role.label, *also_possible(release, reading, role)][:MOST]
    raise UserInputError(
        f"“{reading.title}” does not say which role is meant.", hint=f"Name one, such as {listed(guesses, 'or')}."
    )


def also_possible(release: Release, reading: TitleReading, taken: Role) -> list[str]:
    """Labels of other roles that a typed title may mean: akin to it, or spelled like it where it holds no name."""
    known = {entry.label: entry.id for entry in roles().values() if not entry.family.endswith(_REST)}
    akin = [reading.role_id, *(role_id for role_id, _ in reading.alternatives)]
    found = [get_role(release, role_id).label for role_id in akin if role_id and role_id in known.values()]
    found += [] if reading.method in _NAMED else nearest_labels(release, reading.title)
    return [label for label in dict.fromkeys(found) if label in known and label != taken.label][:MOST]


def _a_career(release: Release, role: Role, name: str) -> Role:
    """The role, unless it is the one for titles that no other role describes. Raises UnknownRole."""
    if role.family == "other":
        raise UnknownRole(name, nearest_labels(release, name))
    return role
