"""What the query of an address asks for: filters as people write them, and their one canonical spelling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from metier.errors import UnknownFilter, UserInputError
from metier.model import Filters
from metier.release.reader import Release
from metier.report.question import make_filters

_MOST_FIELDS = 40
_YES = frozenset({"yes", "true", "1", "on", "only"})
_NO = frozenset({"no", "false", "0", "off", "not"})


@dataclass(frozen=True, slots=True)
class Query:
    """The fields of a query in order; those left empty, as a form sends them, are not there."""

    fields: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """The first value of a field, None if it is not asked for."""
        return next((value for field, value in self.fields if field == name), None)

    def all(self, *names: str) -> list[str]:
        """Every value of some fields, in the order of the query."""
        return [value for field, value in self.fields if field in names]

    def yes(self, name: str) -> bool:
        """Whether a box is ticked."""
        return (self.get(name) or "").casefold() in _YES

    def with_default(self, name: str, *values: str) -> Query:
        """The query with values for a field that it does not ask for itself."""
        return self if self.get(name) else Query((*self.fields, *((name, value) for value in values)))

    def first(self) -> Mapping[str, str]:
        """The first value of each field."""
        return dict(reversed(self.fields))


def read_query(raw: bytes) -> Query:
    """The fields of a raw query. Raises UserInputError where there are too many.

    >>> read_query(b"level=senior&year=&country=Germany")
    Query(fields=(('level', 'senior'), ('country', 'Germany')))
    """
    try:
        pairs = parse_qsl(raw.decode("latin-1"), max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise UserInputError("The address asks for too many things at once.", hint="Leave some of them out.") from error
    cleaned = ((name, _printable(value)) for name, value in pairs)
    return Query(tuple((name, value) for name, value in cleaned if value))


def _printable(text: str) -> str:
    """Words with single spaces, without characters that control a terminal or the direction of writing."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def filters_of(release: Release, query: Query) -> Filters:
    """The filters that a query asks for. Raises UnknownFilter with the nearest valid values."""
    year = query.get("year")
    if year is not None and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise UnknownFilter(f"{_short(year)} is no year.", hint="Write it in four digits, such as 2024.")
    employment_type = query.get("type") or query.get("employment_type")
    return make_filters(
        release,
        country=_bounded(query.get("country")),
        level=_bounded(query.get("level")),
        year=None if year is None else int(year),
        remote=_remote(query.get("remote")),
        employment_type=_bounded(employment_type),
    )


def _bounded(text: str | None) -> str | None:
    """A value that is short enough to be looked up and repeated."""
    return None if text is None else _short(text)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."


def _remote(text: str | None) -> bool | None:
    if text is None:
        return None
    if text.casefold() in _YES | _NO:
        return text.casefold() in _YES
    raise UnknownFilter(
        f"“{_short(text)}” says nothing about remote work.", hint="Write yes, no, or leave it out for all postings."
    )


def query_of(filters: Filters, **more: str) -> str:
    """The canonical query of filters: '?country=DE&level=senior', '' without any; ``more`` come after.

    >>> query_of(Filters(country="DE", remote=True), kind="advertised")
    '?country=DE&remote=yes&kind=advertised'
    """
    pairs = [*filters.items(), *((name, value) for name, value in more.items() if value)]
    return "?" + urlencode(pairs) if pairs else ""
