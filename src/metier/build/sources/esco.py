"""ESCO: occupations and names (1.2.1), and the skills each occupation asks for (1.2.0), joined by URI."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from metier.build.sources.base import SourceRead, sha256_of
from metier.build.sources.delimited import FETCH_AGAIN, read_columns
from metier.build.sources.tables import esco_id, labels_table, release_table
from metier.errors import SourceError
from metier.model import Origin

SCHEME = "esco-1.2.1"
OCCUPATIONS, RELATIONS = "esco-1.2.1", "esco-1.2.0"
SKILL_TYPES = {"skill/competence": "skill", "knowledge": "knowledge", "": None}
OCCUPATION_COLUMNS = (
    *("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "hiddenLabels"),
    *("code", "status", "modifiedDate"),
)
CITATION = "This service uses the ESCO classification of the European Commission."


def read_esco(sources: Path, progress: Callable[[str], None]) -> SourceRead:
    """Occupations, their names, and the essential and optional skills of each."""
    folder = sources / OCCUPATIONS
    occupations_path = folder / "occupations_en.csv.gz"
    data, repeated = _latest(occupations_path)
    green_path = folder / "greenShareOcc_en.csv.gz"
    green = read_columns(green_path, ("conceptUri", "greenShare"))
    share = dict(zip(green["conceptUri"], green["greenShare"], strict=True))
    occupations = release_table(
        "occupations",
        {
            "occupation_id": [esco_id(uri) for uri in data["conceptUri"]],
            "scheme": [SCHEME] * len(data["code"]),
            "code": data["code"],
            "label": data["preferredLabel"],
            "isco08_code": data["iscoGroup"],
            "green_share": [_share(green_path, share, uri) for uri in data["conceptUri"]],
            "rated": [False] * len(data["code"]),
            "origin_id": [OCCUPATIONS] * len(data["code"]),
        },
    )
    labels = labels_table(_labels(data))
    collections = [folder / f"{name}SkillsCollection_en.csv.gz" for name in ("transversal", "digital")]
    transversal, digital = (set(read_columns(path, ("conceptUri",))["conceptUri"]) for path in collections)
    skills, relations_read, aside = _skills(sources / RELATIONS, set(data["conceptUri"]), transversal, digital)
    if repeated:
        aside["ESCO occupations: the same URI again, with an earlier date of change"] = repeated
    progress(f"ESCO 1.2.1: {occupations.num_rows:,} occupations; 1.2.0: {skills.num_rows:,} relations to skills")
    paths_120 = [
        sources / RELATIONS / name for name in ("occupation_skill_relations.parquet", "skills_with_uri.csv.gz")
    ]
    origins = (
        _origin(
            "1.2.1",
            [occupations_path, green_path, *collections],
            occupations.num_rows + repeated,
            occupations.num_rows,
        ),
        _origin("1.2.0", paths_120, relations_read, skills.num_rows),
    )
    tables = {"occupations": occupations, "occupation_skills": skills, "role_labels": labels}
    return SourceRead(origins, tables, aside)


def _latest(path: Path) -> tuple[dict[str, list[str]], int]:
    """One row an occupation, the one changed last, and how many were left out.

    The producer's export of 1.2.1 lists four occupations twice, with nothing but the date of change
    different.
    """
    data = read_columns(path, OCCUPATION_COLUMNS)
    other = sorted(set(data["status"]) - {"released"})
    if other:
        raise SourceError(
            path.name,
            f"status {other[0]!r}; this reader takes released concepts only",
            place="column 'status'",
            hint="Use the published classification, not a working copy.",
        )
    last: dict[str, int] = {}
    for index, uri in enumerate(data["conceptUri"]):
        if uri not in last or data["modifiedDate"][index] > data["modifiedDate"][last[uri]]:
            last[uri] = index
    kept = list(last.values())
    repeated = len(data["conceptUri"]) - len(kept)
    return {name: [values[index] for index in kept] for name, values in data.items()}, repeated


def _share(path: Path, shares: Mapping[str, str], uri: str) -> float | None:
    text = shares.get(uri, "")
    try:
        value = float(text) if text else None
    except ValueError:
        value = -1.0
    if value is not None and not 0 <= value <= 1:
        raise SourceError(
            path.name,
            f"{text!r} is not a share between 0 and 1",
            place=f"column 'greenShare', {uri}",
            hint=FETCH_AGAIN,
        )
    return value


def _labels(data: Mapping[str, list[str]]) -> list[tuple[str, str, str, str]]:
    """Preferred, alternative and hidden names, and the code and URI of each occupation."""
    rows: list[tuple[str, str, str, str]] = []
    for index, uri in enumerate(data["conceptUri"]):
        role = esco_id(uri)
        rows.append((data["preferredLabel"][index], role, SCHEME, "preferred"))
        rows.append((data["code"][index], role, SCHEME, "code"))
        rows.append((uri, role, SCHEME, "code"))
        for column in ("altLabels", "hiddenLabels"):
            names = data[column][index].splitlines()
            rows.extend((name.strip(), role, SCHEME, "alternative") for name in names)
    return rows


def _skills(
    folder: Path, occupations: set[str], transversal: set[str], digital: set[str]
) -> tuple[pa.Table, int, dict[str, int]]:
    """Table ``occupation_skills``, the number of relations read, and those set aside by reason."""
    skills_path = folder / "skills_with_uri.csv.gz"
    skills = read_columns(skills_path, ("skillUri", "preferredLabel", "skillType"))
    named = dict(zip(skills["skillUri"], skills["preferredLabel"], strict=True))
    types = dict(zip(skills["skillUri"], skills["skillType"], strict=True))
    unknown = sorted(set(types.values()) - SKILL_TYPES.keys())
    if unknown:
        raise SourceError(
            skills_path.name,
            f"skill type {unknown[0]!r} is not known",
            place="column 'skillType'",
            hint=f"Known types: {', '.join(repr(name) for name in SKILL_TYPES)}.",
        )
    relations = _relations(folder / "occupation_skill_relations.parquet")
    aside: dict[str, int] = {}
    kept: dict[tuple[str, str], str] = {}
    for occupation, skill, relation in relations:
        reason = ""
        if not skill:
            reason = "ESCO relations: the skill has no URI"
        elif skill not in named:
            reason = "ESCO relations: the skill is not in the list of skills"
        elif occupation not in occupations:
            reason = "ESCO relations: the occupation is not in version 1.2.1"
        elif (occupation, skill) in kept:
            reason = "ESCO relations: the pair stands twice (essential is kept before optional)"
        if skill and (not reason or (reason.endswith("optional)") and relation == "essential")):
            kept[occupation, skill] = relation
        if reason:
            aside[reason] = aside.get(reason, 0) + 1
    uris = [skill for _, skill in kept]
    table = release_table(
        "occupation_skills",
        {
            "occupation_id": [esco_id(occupation) for occupation, _ in kept],
            "skill_id": uris,
            "skill": [named[uri] for uri in uris],
            "skill_type": [SKILL_TYPES[types[uri]] for uri in uris],
            "relation": list(kept.values()),
            "transversal": [uri in transversal for uri in uris],
            "digital": [uri in digital for uri in uris],
            "origin_id": [RELATIONS] * len(uris),
        },
    )
    return table, len(relations), aside


def _relations(path: Path) -> list[tuple[str, str | None, str]]:
    """(occupation URI, skill URI, relation) of every row."""
    columns = ["occupationUri", "skillUri", "relationType"]
    if not path.is_file():
        raise SourceError(path.name, "the file is not there", place=str(path.parent), hint="Fetch it: metier fetch.")
    try:
        file = pq.ParquetFile(path)
        missing = [name for name in columns if name not in file.schema_arrow.names]
        if missing:
            raise SourceError(
                path.name,
                f"no column {missing[0]!r}; it has {', '.join(file.schema_arrow.names)}",
                hint="This is another file, or its layout changed: check its version.",
            )
        table = file.read(columns=columns)
    except (pa.ArrowInvalid, OSError) as error:
        raise SourceError(path.name, f"the Parquet file is damaged ({error})", hint=FETCH_AGAIN) from error
    found = list(zip(*(table.column(name).to_pylist() for name in columns), strict=True))
    unknown = sorted({str(row[2]) for row in found} - {"essential", "optional"})
    if unknown:
        raise SourceError(
            path.name,
            f"relation {unknown[0]!r} is not known",
            place="column 'relationType'",
            hint="Known relations: essential, optional.",
        )
    return found


def _origin(version: str, paths: list[Path], rows_read: int, rows_kept: int) -> Origin:
    return Origin(
        origin_id=f"esco-{version}",
        producer="European Commission",
        title="ESCO: European Skills, Competences, Qualifications and Occupations",
        version=version,
        licence="Reuse with attribution (Commission Decision 2011/833/EU)",
        citation=CITATION,
        url="https://esco.ec.europa.eu/en/use-esco/download",
        period=version,
        files=tuple((path.name, sha256_of(path)) for path in paths),
        rows_read=rows_read,
        rows_kept=rows_kept,
    )
