"""The tables that name things: roles, their labels and links, and the items that are counted."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from metier.errors import VocabularyError
from metier.reading.normalise import label_key
from metier.reading.occupation import ID_PREFIX
from metier.vocabulary import duties, industries, levels, roles, technologies

EDUCATION = {
    "none": "No degree needed",
    "secondary": "Secondary school",
    "associate": "Associate degree",
    "bachelor": "Bachelor's degree",
    "master": "Master's degree",
    "doctorate": "Doctorate",
}
WORKPLACE = {"remote": "Remote", "hybrid": "Hybrid", "onsite": "On site", "unspecified": "Not stated"}
EMPLOYMENT = {
    "full-time": "Full-time",
    "part-time": "Part-time",
    "contract": "Contract",
    "temporary": "Temporary",
    "internship": "Internship",
    "unspecified": "Not stated",
}
READ = {
    "technology": "Technologies",
    "duty": "Duties",
    "education_min": "A lowest degree",
    "experience_years": "Years of experience",
    "employment_type": "The type of employment",
    "workplace": "The workplace",
    "industry": "The employer's industry",
}
"""What texts can let be read, as it stands in a sentence."""


def _table(columns: list[str], rows: Sequence[tuple[str, ...]]) -> pa.Table:
    return pa.table({c: pa.array([row[i] for row in rows], pa.string()) for i, c in enumerate(columns)})


def role_table(occupations: pa.Table) -> pa.Table:
    """Table ``roles``: the vocabulary's roles, then every official occupation."""
    columns = [
        "role_id",
        "scheme",
        "code",
        "label",
        "family",
        "track",
        "specialty",
        "function",
        "definition",
        "sets_apart",
    ]
    rows: list[tuple[str, ...]] = [
        (
            r.id,
            "metier",
            r.id,
            r.label,
            r.family,
            r.track,
            r.specialty,
            r.function,
            r.definition,
            r.sets_apart,
        )
        for r in roles().values()
    ]
    for entry in occupations.select(["occupation_id", "scheme", "code", "label"]).to_pylist():
        label = entry["label"][:1].upper() + entry["label"][1:]
        rows.append((entry["occupation_id"], entry["scheme"], entry["code"], label, "", "", "", "", "", ""))
    return _table(columns, rows)


def label_table(official: pa.Table) -> pa.Table:
    """Table ``role_labels``: each name once a role, under its search key.

    ``official`` has columns label, role_id, scheme, kind.
    """
    rows: list[tuple[str, str, str, str]] = []
    for role in roles().values():
        rows.append((role.label, role.id, "metier", "preferred"))
        rows.append((role.id, role.id, "metier", "code"))
        rows.extend((label, role.id, "metier", "alternative") for label in role.labels)
    entries = official.select(["label", "role_id", "scheme", "kind"]).to_pylist()
    rows.extend((entry["label"], entry["role_id"], entry["scheme"], entry["kind"]) for entry in entries)
    rank = {"preferred": 0, "code": 1, "alternative": 2, "reported": 3}
    best: dict[tuple[str, str], tuple[str, str, str, str, str]] = {}
    for label, role_id, scheme, kind in sorted(rows, key=lambda row: (rank[row[3]], row[0])):
        key = label.casefold() if kind == "code" else label_key(label)
        if key:
            best.setdefault((key, role_id), (key, label, role_id, scheme, kind))
    return _table(["label_key", "label", "role_id", "scheme", "kind"], [*best.values()])


def link_table(occupations: pa.Table) -> pa.Table:
    """Table ``role_links``: the reviewed links of the vocabulary's roles, best first within a role."""
    known = set(occupations["occupation_id"].to_pylist())
    rows: list[tuple[str, ...]] = []
    ranks: list[int] = []
    for role in roles().values():
        for rank, link in enumerate(role.links):
            tail = link.code.rsplit("/", 1)[-1] if link.scheme.startswith("esco") else link.code
            occupation_id = f"{ID_PREFIX[link.scheme]}{tail}"
            if occupation_id not in known:
                raise VocabularyError(
                    f"role {role.id!r} links to {link.code}, which {link.scheme} does not have",
                    hint="Mend the link in vocabulary/data/roles, or build with the version it names.",
                )
            rows.append((role.id, link.scheme, link.code, occupation_id, link.label, link.relation.value, link.why))
            ranks.append(rank)
    table = _table(["role_id", "scheme", "code", "occupation_id", "label", "relation", "why"], rows)
    return table.append_column("rank", pa.array(ranks, pa.int16()))


def item_table(countries: dict[str, str]) -> pa.Table:
    """Table ``items``: the name and kind of everything that is counted. ``countries``: code -> name."""
    rows: list[tuple[str, str, str, str]] = [("posting", "", "Postings", "")]
    for measure in ("technology", "technology_required", "technology_preferred"):
        rows.extend((measure, t.id, t.label, t.kind) for t in technologies().values())
    rows.extend(("duty", d.id, d.label, d.group) for d in duties().values())
    rows.extend(("industry", i.id, i.label, "") for i in industries().values())
    for measure in ("education_min", "education_preferred"):
        rows.extend((measure, item, label, "") for item, label in EDUCATION.items())
    rows.extend(("experience_years", str(year), f"{year} years", "") for year in range(21))
    rows.extend(("workplace", item, label, "") for item, label in WORKPLACE.items())
    rows.extend(("employment_type", item, label, "") for item, label in EMPLOYMENT.items())
    rows.append(("no_degree", "no-degree", "No degree mentioned", ""))
    rows.extend(("read", measure, label, "") for measure, label in READ.items())
    rows.extend(("level", level.id, level.label, level.ladder) for level in levels().values())
    rows.extend(("country", code, name, "") for code, name in sorted(countries.items()))
    return _table(["measure", "item_id", "label", "kind"], rows)
