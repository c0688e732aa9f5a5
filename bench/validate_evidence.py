"""Real counts for the validation scripts: from a release, or from the data-jobs files when there is none."""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from written import put  # not bench.written: these scripts are run as files, which puts their own folder first

Array = npt.NDArray[np.float64]
GROUPS = 256
RAW = Path(__file__).resolve().parents[2] / "shared" / "postings"
DOC = Path(__file__).resolve().parents[1] / "docs" / "methods" / "validation.md"


@dataclass(frozen=True)
class RoleCounts:
    """One role under one measure of one collection: postings and items by employer group."""

    role: str
    measure: str
    items: tuple[str, ...]
    n_g: Array
    k_gf: Array
    parents: tuple[str, str, str]  # specialty, function, track

    @property
    def n(self) -> int:
        return int(self.n_g.sum())


def evidence(arguments: list[str]) -> list[RoleCounts]:
    """Counts of the release folder named on the command line, else of the producer's files."""
    folders = [a for a in arguments if not a.startswith("-")]
    return from_release(Path(folders[0])) if folders else from_data_jobs()


def from_release(folder: Path) -> list[RoleCounts]:
    """Every role and measure of a release with at least 50 readable postings."""
    import duckdb

    # Names of files are ours, not a user's: the folder is quoted for SQL all the same.
    root = str(folder).replace("'", "''")
    rows = duckdb.sql(
        f"""
        SELECT c.role_id, c.collection || '/' || c.measure, c.item_id, c.employer_group,
               CAST(sum(c.postings) AS DOUBLE),
               any_value(r.specialty), any_value(r.function), any_value(r.track)
        FROM '{root}/counts.parquet' c JOIN '{root}/roles.parquet' r USING (role_id)
        GROUP BY ALL ORDER BY ALL
        """
    ).fetchall()
    by_role: dict[tuple[str, str], list[tuple[str, int, float]]] = {}
    parents: dict[str, tuple[str, str, str]] = {}
    items: dict[str, dict[str, int]] = {}
    for role, measure, item, group, postings, specialty, function, track in rows:
        by_role.setdefault((measure, role), []).append((item, group, postings))
        parents[role] = (specialty, function, track)
        if item:
            names = items.setdefault(measure, {})
            names.setdefault(item, len(names))
    found = []
    for (measure, role), cells in sorted(by_role.items()):
        names = items.get(measure, {})
        n_g, k_gf = np.zeros(GROUPS), np.zeros((GROUPS, len(names)))
        for item, group, postings in cells:
            if item:
                k_gf[group, names[item]] += postings
            else:
                n_g[group] += postings
        if n_g.sum() >= 50 and names:
            found.append(RoleCounts(role, measure, tuple(names), n_g, k_gf, parents[role]))
    return found


@dataclass(frozen=True)
class _Posting:
    short: str
    title: str
    employer: str
    skills: tuple[str, ...]


_ROLES: dict[str, tuple[Callable[[_Posting], bool], tuple[str, str, str]]] = {
    "data analyst": (lambda p: p.short == "Data Analyst", ("analytics", "analyst", "individual")),
    "senior data analyst": (lambda p: p.short == "Senior Data Analyst", ("analytics", "analyst", "senior")),
    "business analyst": (lambda p: p.short == "Business Analyst", ("business", "analyst", "individual")),
    "data scientist": (lambda p: p.short == "Data Scientist", ("data science", "scientist", "individual")),
    "senior data scientist": (
        lambda p: p.short == "Senior Data Scientist",
        ("data science", "scientist", "senior"),
    ),
    "data engineer": (lambda p: p.short == "Data Engineer", ("data", "engineer", "individual")),
    "senior data engineer": (lambda p: p.short == "Senior Data Engineer", ("data", "engineer", "senior")),
    "software engineer": (lambda p: p.short == "Software Engineer", ("software", "engineer", "individual")),
    "cloud engineer": (lambda p: p.short == "Cloud Engineer", ("software", "engineer", "individual")),
    "machine learning engineer": (
        lambda p: p.short == "Machine Learning Engineer",
        ("machine learning", "engineer", "individual"),
    ),
    "data science manager (title)": (
        lambda p: "data science" in p.title and any(w in p.title for w in ("manager", "director", "head")),
        ("data science", "manager", "management"),
    ),
    "business intelligence engineer (title)": (
        lambda p: "business intelligence engineer" in p.title,
        ("analytics", "engineer", "individual"),
    ),
    "data architect (title)": (lambda p: "data architect" in p.title, ("data", "architect", "individual")),
}


def _postings() -> Iterator[_Posting]:
    from python_calamine import CalamineWorkbook

    seen = set()
    for path in sorted(RAW.glob("data-jobs-*/*.xlsx")):
        header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        place = {name: i for i, name in enumerate(header)}
        for row in rows:
            employer, title, where = (
                " ".join(str(row[place[c]]).lower().split()) for c in ("company_name", "job_title", "job_location")
            )
            skills = row[place["job_skills"]]
            if (employer, title, where) in seen or not skills:
                continue
            seen.add((employer, title, where))
            yield _Posting(
                str(row[place["job_title_short"]]),
                title,
                employer,
                tuple(sorted(set(ast.literal_eval(str(skills))))),
            )


def from_data_jobs() -> list[RoleCounts]:
    """Tagged technologies of roles by simple title rules, duplicates left out."""
    postings = list(_postings())
    names = sorted({skill for p in postings for skill in p.skills})
    column = {name: i for i, name in enumerate(names)}
    found = []
    for role, (belongs, parents) in _ROLES.items():
        n_g, k_gf = np.zeros(GROUPS), np.zeros((GROUPS, len(names)))
        for p in postings:
            if belongs(p):
                group = hashlib.blake2b(p.employer.encode(), digest_size=1).digest()[0]
                n_g[group] += 1
                k_gf[group, [column[s] for s in p.skills]] += 1
        found.append(RoleCounts(role, "data-jobs/technologies", tuple(names), n_g, k_gf, parents))
    return found


def publish(section: str, lines: list[str], arguments: list[str]) -> None:
    """Print a table; with --write, also put it between its markers in docs/methods/validation.md."""
    text = "\n".join(lines)
    sys.stdout.write(text + "\n")
    if "--write" in arguments:
        put(DOC, section, text)
