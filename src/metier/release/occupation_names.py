"""The names of official occupations in a release, as an index that finds the occupations of a job title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from metier.reading.occupation import (
    ESCO,
    ESCO_OCCUPATION,
    ID_PREFIX,
    ONET,
    CrosswalkRow,
    LabelRow,
    LinkRow,
    OccupationIndex,
)
from metier.reading.occupation_keys import part_keys, title_clauses, whole_keys
from metier.release.reader import Release, remembered


@remembered
def occupation_index(release: Release) -> OccupationIndex:
    """Finds the O*NET-SOC code and the ESCO URI of any title that was read. Making it takes most of a second."""
    return OccupationIndex(_labels(release), _links(release), _crosswalk(release))


def occupation_index_of(release: Release, titles: Iterable[str]) -> OccupationIndex:
    """The same for some titles only, at once: an index of the names that can be in them."""
    all_clauses = [title_clauses(title) for title in titles]
    keys = sorted({key for clauses in all_clauses for key in (*whole_keys(clauses), *part_keys(clauses))})
    return OccupationIndex(_labels(release, keys), _links(release), _crosswalk(release))


def _labels(release: Release, keys: Sequence[str] | None = None) -> Iterator[LabelRow]:
    where = "" if keys is None else f" AND label_key IN ({', '.join('?' * len(keys))})"
    rows = release.rows(
        f"SELECT scheme, role_id, label, kind FROM role_labels WHERE scheme IN (?, ?) AND kind <> 'code'{where}",
        (ONET, ESCO, *(keys or ())),
        tables=("role_labels",),
    )
    for scheme, occupation_id, label, kind in rows:
        yield LabelRow(scheme, _code(scheme, occupation_id), label, kind)


def _links(release: Release) -> Iterator[LinkRow]:
    rows = release.rows(
        "SELECT role_id, scheme, code, relation FROM role_links ORDER BY role_id, rank", tables=("role_links",)
    )
    return (LinkRow(*row) for row in rows)


def _crosswalk(release: Release) -> Iterator[CrosswalkRow]:
    """The pairs of which their authors are surest: those of the highest confidence."""
    rows = release.rows(
        "SELECT esco_id, onet_id FROM occupation_crosswalk"
        " WHERE confidence = (SELECT max(confidence) FROM occupation_crosswalk)",
        tables=("occupation_crosswalk",),
    )
    return (CrosswalkRow(_code(ESCO, esco), _code(ONET, onet)) for esco, onet in rows)


def _code(scheme: str, occupation_id: str) -> str:
    """The code that others know: O*NET-SOC, or the URI of ESCO.

    >>> _code(ONET, "onet-15-2051.00"), _code(ESCO, "esco-0a")
    ('15-2051.00', 'http://data.europa.eu/esco/occupation/0a')
    """
    code = occupation_id.removeprefix(ID_PREFIX[scheme])
    return ESCO_OCCUPATION + code if scheme == ESCO else code
