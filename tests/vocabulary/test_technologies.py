"""The technology vocabulary covers what postings name, and keeps names that are words apart."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from pathlib import Path

import pytest

from metier.vocabulary.load import Technology, technologies

# Names that are also plain words (or letters, places, people): each needs at least one rule.
WORD_LIKE = {
    "R", "C", "D", "Go", "Rust", "Ruby", "Swift", "Scala", "Julia", "Dart", "Crystal", "Lean", "Stan",
    "Forth", "Apex", "Spark", "Hive", "Pig", "Storm", "Beam", "Impala", "Presto", "Druid", "Iceberg",
    "Express", "Spring", "React", "Flask", "Node", "Phoenix", "Meteor", "Electron", "Access", "Word",
    "Excel", "Outlook", "Sheets", "Box", "Slack", "Zoom", "Notion", "Linear", "Monday", "Asana", "Planner",
    "Segment", "Heap", "Amplitude", "Sketch", "Unity", "Blender", "Chef", "Puppet", "Salt", "Vault",
    "Consul", "Nomad", "Helm", "Envoy", "Ant", "Maven", "Arch", "Shell", "Assembly", "Terminal", "Flow",
    "Oracle", "SAS", "REST", "EMR", "Lambda", "Aurora", "Athena", "Glue", "Fabric", "Synapse", "Snowflake",
    "Ray", "Dash", "Prophet", "Triton", "Metal", "Claude", "Gemini", "Cursor", "Signal", "Wire", "Unify",
    "Symphony", "Relativity", "Epic", "Canvas", "Workday", "Concur", "Jest", "Mocha", "Chai", "Cypress",
    "RAG", "Less", "Move", "Make", "Temporal", "Prefect", "Camel", "Tornado", "Hex", "Mode", "Agile",
}  # fmt: skip


def normalised(name: str) -> str:
    """The name as the strictest reader compares it: lower case, no spaces, no hyphens."""
    return re.sub(r"[\s\-\u2010-\u2015]+", "", name.lower())


def names(technology: Technology) -> tuple[str, ...]:
    return (technology.label, *technology.aliases)


@pytest.fixture(scope="module")
def owners() -> dict[str, set[str]]:
    """The ids that claim each normalised name."""
    found: dict[str, set[str]] = {}
    for technology in technologies().values():
        for name in names(technology):
            found.setdefault(normalised(name), set()).add(technology.id)
    return found


def onet_examples(path: Path) -> tuple[set[str], set[str], set[str]]:
    """O*NET's examples that are hot, in demand, and listed for at least 12 occupations."""
    hot: set[str] = set()
    in_demand: set[str] = set()
    occupations: dict[str, set[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            name = row["Example"]
            occupations.setdefault(name, set()).add(row["O*NET-SOC Code"])
            if row["Hot Technology"] == "Y":
                hot.add(name)
            if row["In Demand"] == "Y":
                in_demand.add(name)
    return hot, in_demand, {name for name, codes in occupations.items() if len(codes) >= 12}


def test_there_are_enough_technologies_methods_and_kinds() -> None:
    kinds = Counter(technology.kind for technology in technologies().values())
    assert sum(kinds.values()) >= 1500
    assert kinds["method"] >= 150
    assert 15 <= len(kinds) <= 30, "a kind is a group heading: few enough to read"
    assert min(kinds.values()) >= 10


def test_ids_are_kebab_case() -> None:
    bad = [identifier for identifier in technologies() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identifier)]
    assert bad == []


def test_every_name_belongs_to_one_technology(owners: dict[str, set[str]]) -> None:
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_no_name_is_empty_or_padded() -> None:
    bad = [name for entry in technologies().values() for name in names(entry) if not name or name != name.strip()]
    assert bad == []


def test_names_that_are_words_carry_a_rule(owners: dict[str, set[str]]) -> None:
    bare = []
    for word in sorted(WORD_LIKE):
        ids = owners.get(normalised(word), set())
        assert ids or word == "Make", f"no technology is named {word!r}"
        for identifier in ids:
            entry = technologies()[identifier]
            if not (entry.case or entry.context or entry.not_in):
                bare.append((word, identifier))
    assert bare == []


def test_a_name_of_one_letter_needs_its_case_and_its_context() -> None:
    for entry in technologies().values():
        if any(len(name) == 1 for name in names(entry)):
            assert entry.case, entry.id
            assert entry.context, entry.id
            assert entry.cues, entry.id


def test_context_always_comes_with_cues() -> None:
    assert [entry.id for entry in technologies().values() if entry.context and not entry.cues] == []


def test_a_phrase_that_means_something_else_holds_a_name() -> None:
    """A ``not_in`` phrase that holds none of the entry's names can never act."""
    idle = [
        (entry.id, phrase)
        for entry in technologies().values()
        for phrase in entry.not_in
        if not any(normalised(name) in normalised(phrase) for name in names(entry))
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("surface", "identifier"),
    [
        ("python3", "python"), ("sklearn", "scikit-learn"), ("k8s", "kubernetes"), ("postgres", "postgresql"),
        ("MS Excel", "excel"), ("golang", "go"), ("power bi", "power-bi"), ("spark", "spark"),
        ("A/B testing", "a-b-testing"), ("NLP", "natural-language-processing"), ("C++", "cpp"),
        ("C#", "csharp"),
        ("GCP", "google-cloud"), ("Amazon Web Services", "aws"), ("LLMs", "large-language-models"),
        ("Hugging Face", "hugging-face"), ("CI/CD", "ci-cd"), (".NET", "dotnet"), ("react.js", "react"),
    ],
)  # fmt: skip
def test_common_surface_forms_resolve(surface: str, identifier: str, owners: dict[str, set[str]]) -> None:
    assert owners.get(normalised(surface)) == {identifier}


@pytest.mark.shared
def test_every_skill_of_the_data_jobs_list_resolves(shared: Path, owners: dict[str, set[str]]) -> None:
    path = shared / "postings" / "data-jobs-2024" / "skills_dim.csv"
    with path.open(encoding="utf-8") as lines:
        skills = sorted({row["skills"] for row in csv.DictReader(lines)})
    assert len(skills) > 200
    assert [skill for skill in skills if len(owners.get(normalised(skill), ())) != 1] == []


@pytest.mark.shared
def test_onet_hot_and_common_technologies_resolve(shared: Path, owners: dict[str, set[str]]) -> None:
    hot, in_demand, common = onet_examples(shared / "sources" / "onet-30.2" / "Technology Skills.txt.gz")
    for examples, least in ((hot, 0.95), (in_demand, 0.95), (common, 0.95)):
        assert len(examples) > 150
        missing = sorted(name for name in examples if normalised(name) not in owners)
        assert len(missing) <= (1 - least) * len(examples), missing


@pytest.mark.shared
def test_tags_of_the_radar_postings_resolve(shared: Path, owners: dict[str, set[str]]) -> None:
    """Each tag seen on five postings or more is a name here; "HTML/CSS" is two of them."""
    import duckdb

    glob = shared / "postings" / "ats-radar-2026" / "skills" / "*" / "*.parquet"
    query = """SELECT skill FROM read_parquet(?) WHERE skill IS NOT NULL
               GROUP BY 1 HAVING count(DISTINCT job_uid) >= 5"""
    with duckdb.connect() as connection:
        tags = [row[0] for row in connection.execute(query, [str(glob)]).fetchall()]
    assert len(tags) > 40
    missing = [
        tag
        for tag in tags
        if normalised(tag) not in owners and not all(normalised(part) in owners for part in tag.split("/"))
    ]
    assert missing == []
