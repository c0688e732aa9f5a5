"""The core of one comparison as a plain pandas script on the producers' files: what metier is timed against.

Two roles by a pattern of their titles, the technologies that their postings are tagged with, and the
quartiles of their stated pay. No duplicates dropped, no intervals, no test of differences.

    python -m bench.plain_pandas ../shared
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from pathlib import Path

import pandas as pd

ROLES = {
    "Data Science Manager": r"manager.{0,12}data science|data science manager",
    "ML Software Engineer": r"\b(?:ml|machine learning)\b.*software|software.*\b(?:ml|machine learning)\b",
}
TOP = 10


def postings(shared: Path) -> pd.DataFrame:
    """Title and tagged technologies of every posting of data_jobs."""
    files = sorted(shared.glob("postings/data-jobs-*/*.xlsx"))
    columns = ["job_title", "job_skills"]
    return pd.concat([pd.read_excel(file, engine="calamine", usecols=columns) for file in files])


def salaries(shared: Path) -> pd.DataFrame:
    """Title and pay in USD of every statement of aijobs.net, from the snapshot that still has managers."""
    file = min(shared.glob("sources/aijobs-salaries/salaries_*.csv.gz"))
    return pd.read_csv(file, usecols=["job_title", "salary_in_usd"])


def main(shared: Path) -> None:
    """Prints the commonest technologies and the pay quartiles of both roles."""
    jobs, pay = postings(shared), salaries(shared)
    for role, pattern in ROLES.items():
        mine = jobs[jobs["job_title"].str.contains(pattern, case=False, na=False)]
        tags = Counter(tag for text in mine["job_skills"].dropna() for tag in set(ast.literal_eval(text)))
        stated = pay.loc[pay["job_title"].str.contains(pattern, case=False, na=False), "salary_in_usd"]
        print(role, len(mine), "postings,", len(stated), "pay statements")
        print("  ", ", ".join(f"{tag} {n / max(len(mine), 1):.0%}" for tag, n in tags.most_common(TOP)))
        print("  ", stated.quantile([0.25, 0.5, 0.75]).tolist())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
