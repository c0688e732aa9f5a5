"""Which column or key of a file is the id, the title, the text ... of a posting, by the names they commonly have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from metier.errors import UserInputError
from metier.reading.cells import as_text

# Names in the order in which they are believed, without case, spaces and underscores.
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "jobid", "postingid", "identifier", "uuid", "reqid", "requisitionid", "jobreqid"),
    "title": ("title", "jobtitle", "positiontitle", "position", "postingtitle", "name", "rawtitle"),
    "company": (
        "company", "companyname", "employer", "employername", "organization", "organisation", "organizationname",
        "hiringorganization",
    ),
    "location": ("location", "locationname", "joblocation", "place", "city", "worklocation"),
    "text": (
        "text", "fulltext", "description", "jobdescription", "descriptiontext", "descriptionplain", "descriptionhtml",
        "postingtext", "body", "content", "jobtext", "details", "html",
    ),
}  # fmt: skip
FIELDS = tuple(_NAMES)
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that the user named, by field; the others are found by their names."""

    named: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, **named: str | None) -> Columns:
        """The columns named for fields, those left out not set.

        >>> Columns.of(id=None, text="body")
        Columns(named=(('text', 'body'),))
        """
        return cls(tuple((name, column) for name, column in named.items() if column))


@dataclass(frozen=True, slots=True)
class Fields:
    """By field of a posting, the key that holds it; ``missing`` are columns that were named but are not there."""

    keys: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def value(self, row: Mapping[str, object], name: str) -> str:
        """The text of one field in a row; empty if there is none."""
        key = self.keys.get(name)
        return as_text(row[key]) if key is not None and key in row else ""


def simple(name: str) -> str:
    """A column's name without case, spaces and marks.

    >>> simple("Job Description"), simple("job_description"), simple("jobDescription")
    ('jobdescription', 'jobdescription', 'jobdescription')
    """
    return _NO_LETTER.sub("", name.casefold())


@lru_cache(maxsize=1000)
def find_fields(keys: tuple[str, ...], columns: Columns) -> Fields:
    """Which key holds which field.

    >>> find_fields(("Job Title", "job_description", "salary"), Columns()).keys
    {'title': 'Job Title', 'text': 'job_description'}
    """
    known: dict[str, str] = {}
    for key in keys:
        known.setdefault(simple(key), key)
    found: dict[str, str] = {}
    missing = []
    named = dict(columns.named)
    for name, usual in _NAMES.items():
        if name in named:
            key = named[name] if named[name] in keys else known.get(simple(named[name]), "")
            if key:
                found[name] = key
            else:
                missing.append(named[name])
            continue
        key = next((known[alias] for alias in usual if alias in known), "")
        if key:
            found[name] = key
    return Fields(_lever(found, known, named), tuple(missing))


def _lever(found: dict[str, str], known: Mapping[str, str], named: Mapping[str, str]) -> dict[str, str]:
    """One large job board calls the title "text"; so it is where a description stands beside it and no title does."""
    other = next((known[alias] for alias in _NAMES["text"] if alias in known and alias != "text"), "")
    if "title" not in found and "text" not in named and found.get("text") == known.get("text") and other:
        return {**found, "title": found["text"], "text": other}
    return found


def need_text(keys: tuple[str, ...], columns: Columns, *, file: str, need: str = "text", how: str = "") -> Fields:
    """The fields of a file that has a header. Raises UserInputError if no column holds what is needed.

    ``how`` says what to do then, where it is not an option of the command line.
    """
    found = find_fields(keys, columns)
    shown = ", ".join(repr(key) for key in keys[:40]) or "none"
    if found.missing:
        raise UserInputError(f"{file} has no column {found.missing[0]!r}.", hint=f"Its columns are: {shown}.")
    if need not in found.keys:
        raise UserInputError(
            f"{file}: no column is known to hold the {need}.",
            hint=f"{how or f'Name one with --{need}-column'}; its columns are: {shown}.",
        )
    return found
