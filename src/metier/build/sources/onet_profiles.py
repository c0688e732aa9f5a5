"""O*NET 30.1 profiles: importance of skills and work activities for SOC-2018 codes.

A profile is the producer's rating of one occupation, or a mean over the sub-occupations it names. The
mean stands in for an occupation that nobody rated, so it is marked as a proxy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from pathlib import Path
from typing import TypedDict, cast

from metier.build.sources.base import SourceRead, sha256_of
from metier.build.sources.delimited import read_json
from metier.build.sources.tables import onet_id, rows_to_table
from metier.errors import SourceError
from metier.model import Origin

FOLDER, FILE = "onet-30.1-profiles", "onet_skill_profiles.json.gz"
KNOWN = "O*NET 30.1 Database"
_DOMAINS = {"skill": "skill", "work_activity": "activity"}


class _Profile(TypedDict):
    vector: dict[str, float]
    source_onet_codes: list[str]


class _Element(TypedDict):
    element_id: str
    element_name: str
    type: str


def read_profiles(sources: Path, occupations: Set[str], rated: Set[str], progress: Callable[[str], None]) -> SourceRead:
    """Ratings of work activities, and of skills where the database has none.

    ``occupations`` are the ids of O*NET occupations; those in ``rated`` keep the database's own skills.
    """
    path = sources / FOLDER / FILE
    elements, profiles = _parts(path)
    rows: list[dict[str, object]] = []
    aside: dict[str, int] = {}
    for soc, profile in profiles.items():
        for occupation_id, proxy in targets(soc, profile["source_onet_codes"]).items():
            if occupation_id not in occupations:
                reason = "O*NET 30.1 profile: the occupation is not in the database"
                aside[reason] = aside.get(reason, 0) + 1
                continue
            for element in elements:
                domain = _DOMAINS[element["type"]]
                if domain == "skill" and occupation_id in rated:
                    continue
                rows.append(
                    {
                        "occupation_id": occupation_id,
                        "domain": domain,
                        "element_id": element["element_id"],
                        "element": element["element_name"],
                        "scale": "IM",
                        "importance": profile["vector"][element["element_id"]],
                        "recommend_suppress": False,
                        "proxy": proxy,
                        "period": "2025-12",
                        "origin_id": FOLDER,
                    }
                )
    progress(f"O*NET 30.1 profiles: {len(profiles):,} codes")
    values = sum(len(profile["vector"]) for profile in profiles.values())
    return SourceRead(
        (_origin(path, values, len(rows)),),
        {"occupation_ratings": rows_to_table("occupation_ratings", rows)},
        aside,
    )


def targets(soc: str, source_codes: list[str]) -> dict[str, bool]:
    """The occupations that a profile rates, with True where it only stands in for them.

    >>> targets("15-1252", ["15-1252.00"])
    {'onet-15-1252.00': False}
    >>> targets("15-2051", ["15-2051.01", "15-2051.02"])
    {'onet-15-2051.00': True}
    >>> targets("15-1255", ["15-1255.01"])
    {'onet-15-1255.00': True, 'onet-15-1255.01': False}
    """
    own = f"{soc}.00"
    found = {onet_id(own): source_codes != [own]}
    if len(source_codes) == 1 and source_codes[0].startswith(f"{soc}."):
        found[onet_id(source_codes[0])] = False
    return found


def _parts(path: Path) -> tuple[list[_Element], dict[str, _Profile]]:
    """The elements and profiles of the file; refuses another version or a profile with gaps."""
    data = read_json(path)
    body = data if isinstance(data, dict) else {}
    missing = [key for key in ("metadata", "elements", "profiles") if key not in body]
    if missing:
        raise SourceError(
            path.name,
            f"no part {missing[0]!r}",
            place="top level",
            hint="This is another file, or its layout changed: check its version.",
        )
    source = str(cast("Mapping[str, object]", body["metadata"]).get("source", ""))
    if not source.startswith(KNOWN):
        raise SourceError(
            path.name,
            f"version {source!r} is not known to this reader",
            place="metadata.source",
            hint=f"Known: {KNOWN}. Check that the elements mean the same, then add the version.",
        )
    elements = cast("list[_Element]", body["elements"])
    profiles = cast("dict[str, _Profile]", body["profiles"])
    for element in elements:
        if element["type"] not in _DOMAINS:
            raise SourceError(
                path.name,
                f"element type {element['type']!r} is not known",
                place=f"elements, {element['element_id']}",
                hint=f"Known types: {', '.join(_DOMAINS)}.",
            )
    for soc, profile in profiles.items():
        gaps = [element["element_id"] for element in elements if element["element_id"] not in profile["vector"]]
        if gaps:
            raise SourceError(
                path.name,
                f"no value for element {gaps[0]}",
                place=f"profiles, {soc}",
                hint="Fetch the file again; a profile without all elements cannot be compared.",
            )
    return elements, profiles


def _origin(path: Path, rows_read: int, rows_kept: int) -> Origin:
    return Origin(
        origin_id=FOLDER,
        producer="U.S. Department of Labor, Employment and Training Administration",
        title="O*NET Database: importance of skills and work activities by SOC-2018 code (derived)",
        version="30.1",
        licence="CC BY 4.0",
        citation=(
            "O*NET 30.1 Database by the U.S. Department of Labor, Employment and Training Administration "
            "(USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA. Ratings of "
            "some codes are means over sub-occupations; USDOL/ETA has not approved, endorsed, or tested "
            "these modifications."
        ),
        url="https://www.onetcenter.org/database.html",
        period="2025-12",
        date_published="2025-12",
        files=((path.name, sha256_of(path)),),
        rows_read=rows_read,
        rows_kept=rows_kept,
    )
