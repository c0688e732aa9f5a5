"""Counts, pay, open jobs, the order of learning, names and industries: small tables in, checked rows out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.build.counts import count_tables, job_table
from metier.build.industry import find_industry, industry_key, industry_of
from metier.build.learning import greedy_order, learning_table
from metier.build.link import GROUPS, employer_hash, link_titles, read_texts
from metier.build.names import item_table, label_table, link_table, role_table
from metier.build.pay_cells import pay_tables
from metier.build.relate import prior_table, related_table
from metier.build.seal import conform
from metier.build.sources.base import POSTING
from metier.errors import VocabularyError
from metier.vocabulary import industries, roles, rule

TEXT = """About the role
Our team builds the systems that score claims, and you will join it in the London office as a colleague.
Responsibilities
- Develop machine learning models and deploy them to production with your colleagues.
- Mentor junior engineers and lead code reviews in the team every week of the year.
Requirements
- Bachelor's degree in computer science and 5+ years of experience with Python and SQL.
- Experience with Java is a plus."""


def silent(_: str) -> None:
    """Progress that nobody reads."""


def postings(*rows: dict[str, Any]) -> pa.Table:
    """Postings as the readers give them, linked to roles."""
    plain = {"collection": "data-jobs", "origin_id": "test", "title": "Data Engineer", "year": 2024}
    full = [{"posting_id": f"test:{i}", **plain, **row} for i, row in enumerate(rows)]
    return link_titles(pa.Table.from_pylist(full, schema=POSTING), silent)


def tables_of(table: pa.Table) -> dict[str, pa.Table]:
    """The count tables of some postings, texts read."""
    readings = read_texts(table, silent)
    return count_tables(table, readings, industry_of(table, readings), silent)


def counted(*rows: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Postings by (measure, item) over all slices."""
    table = postings(*rows)
    tables = tables_of(table)
    found: dict[tuple[str, str], int] = {}
    for row in conform("counts", tables["counts"]).to_pylist():
        key = (row["measure"], row["item_id"])
        found[key] = found.get(key, 0) + row["postings"]
    return found


# -- counts -----------------------------------------------------------------------------------------


def test_tags_are_counted_once_a_posting_and_only_where_tags_were_read() -> None:
    found = counted(
        {"tags": ["python", "sql"]},
        {"tags": ["python", "Python", "spark"]},  # two tags of one technology count once
        {"tags": []},  # read, nothing found
        {"tags": None},  # not read
    )
    assert found["posting", ""] == 4
    assert found["technology", ""] == 3
    assert found["technology", "python"] == 2
    assert found["technology", "spark"] == 1
    assert found["technology", "sql"] == 1


def test_a_text_is_counted_by_what_it_requires_prefers_and_lists_as_duties() -> None:
    found = counted({"collection": "fulltext", "text": TEXT, "title": "Machine Learning Engineer"})
    for measure in ("technology", "technology_required", "technology_preferred", "duty", "education_min"):
        assert found[measure, ""] == 1, measure
    assert found["technology", "python"] == found["technology_required", "python"] == 1
    assert found["technology_preferred", "java"] == 1
    assert ("technology_required", "java") not in found
    assert found["education_min", "bachelor"] == 1
    assert found["experience_years", "5"] == 1


def test_a_text_in_another_language_is_no_evidence_of_absence() -> None:
    german = (
        "Wir suchen ab sofort eine Dateningenieurin oder einen Dateningenieur für unser Team in München. Du "
        "entwickelst mit uns gemeinsam Datenstrecken und betreust die Systeme, die wir für unsere Kunden bauen. "
        "Wir bieten dir flexible Arbeitszeiten, eine unbefristete Stelle und viel Raum für eigene Ideen."
    )
    found = counted({"collection": "fulltext", "text": german})
    assert found["posting", ""] == 1
    assert ("technology", "") not in found
    assert ("duty", "") not in found


def test_a_title_that_names_no_role_is_not_counted() -> None:
    found = counted({"title": "????", "tags": ["python"]}, {"title": "Data Engineer", "tags": ["sql"]})
    assert found["posting", ""] == 1
    assert ("technology", "python") not in found


def test_no_degree_workplace_and_employment_are_counted_where_the_producer_says_so() -> None:
    found = counted(
        {"no_degree": True, "workplace": "remote", "employment_type": "full-time"},
        {"no_degree": False, "workplace": None, "employment_type": None},
        {"no_degree": None, "collection": "fulltext"},
    )
    assert (found["no_degree", "no-degree"], found["no_degree", ""]) == (1, 2)
    assert (found["workplace", "remote"], found["workplace", ""]) == (1, 2)
    assert (found["employment_type", "full-time"], found["employment_type", ""]) == (1, 1)


def test_slices_keep_country_level_year_and_workplace_apart() -> None:
    table = postings(
        {"title": "Senior Data Engineer", "country": "US"},
        {"title": "Senior Data Engineer", "country": "US"},
        {"title": "Data Engineer", "country": None, "workplace": "remote", "year": 2023},
    )
    rows = tables_of(table)["counts"].to_pylist()
    slices: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        if row["measure"] == "posting":
            slices[row["country"], row["level"], row["year"], row["workplace"]] += row["postings"]
    assert slices == {("US", "senior", 2024, "unspecified"): 2, ("", "unspecified", 2023, "remote"): 1}


def test_one_employer_under_two_spellings_is_one_employer() -> None:
    table = postings({"employer": "Acme, Inc."}, {"employer": "ACME"}, {"employer": "Other Ltd"}, {"employer": None})
    employers = tables_of(table)["employers"]
    assert employers.num_rows == 2  # a posting without a named employer is not counted as one
    groups = table["employer_group"].to_pylist()
    assert groups[0] == groups[1] != groups[2]
    assert all(0 <= group < GROUPS for group in groups)


def test_salary_statements_are_pay_and_no_postings() -> None:
    statement = {
        "collection": "aijobs",
        "pay_kind": "advertised",
        "pay_low_usd_year": 100_000.0,
        "pay_high_usd_year": 120_000.0,
    }
    assert ("posting", "") not in counted(statement)
    row = pay_tables(postings(statement))["pay"].to_pylist()[0]
    assert row["employer_group"] == []
    assert (row["low_usd_year"], row["high_usd_year"], row["statements"]) == ([100_000], [120_000], [1])


def test_open_postings_are_counted_on_each_day_between_first_and_last_sight() -> None:
    seen = [("2026-07-18", "2026-07-19"), ("2026-07-19", "2026-07-20"), ("2026-07-18", "2026-07-20")]
    board = {"collection": "ats-radar"}
    table = postings(
        *({**board, "first_seen": a, "last_seen": b, "employer": f"E{i}"} for i, (a, b) in enumerate(seen))
    )
    rows = tables_of(table)["open_by_day"].to_pylist()
    assert {r["day"]: (r["open_postings"], r["employers"]) for r in rows} == {
        "2026-07-19": (3, 3),
        "2026-07-20": (2, 2),
    }


# -- pay --------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(st.floats(1000, 3_000_000), st.floats(1, 3))
def test_pay_is_kept_within_half_a_percent_and_in_order(low: float, times: float) -> None:
    stated = {"pay_kind": "advertised", "pay_low_usd_year": low, "pay_high_usd_year": low * times}
    row = conform("pay", pay_tables(postings(stated))["pay"]).to_pylist()[0]
    assert row["low_usd_year"] == [pytest.approx(low, rel=0.005001)]
    assert row["high_usd_year"] == [pytest.approx(low * times, rel=0.005001)]
    assert row["low_usd_year"] <= row["high_usd_year"]
    assert row["group_log_pay"] == [pytest.approx(np.log(low) + np.log(times) / 2, abs=0.006)]


def test_pay_that_is_no_range_is_left_out_and_kinds_stay_apart() -> None:
    table = postings(
        {"pay_kind": "advertised", "pay_low_usd_year": 90_000.0, "pay_high_usd_year": 80_000.0},
        {"pay_kind": "advertised", "pay_low_usd_year": 0.0, "pay_high_usd_year": 80_000.0},
        {"pay_kind": "advertised", "pay_low_usd_year": 90_000.0, "pay_high_usd_year": 90_000.0},
        {"pay_kind": "survey", "pay_low_usd_year": 90_000.0, "pay_high_usd_year": 90_000.0},
        {"pay_kind": None},
    )
    assert sorted((row["kind"], row["statements"]) for row in pay_tables(table)["pay"].to_pylist()) == [
        ("advertised", [1]),
        ("survey", [1]),
    ]


def stated(amount: float, **other: Any) -> dict[str, Any]:
    """A posting that states one amount a year."""
    return {"pay_kind": "advertised", "pay_low_usd_year": amount, "pay_high_usd_year": amount, **other}


def test_a_cell_of_pay_is_one_row_that_knows_who_states_how_much() -> None:
    rows = [stated(100_000.0, employer="Acme"), stated(100_000.0, employer="Acme"), stated(120_000.0, employer="Other")]
    cells = conform("pay", pay_tables(postings(*rows, stated(90_000.0, country="DE")))["pay"]).to_pylist()
    assert [(c["country"], c["low_usd_year"], c["statements"]) for c in cells] == [
        ("", [100_000, 120_000], [2, 1]),
        ("DE", [90_000], [1]),
    ]
    assert sorted(zip(cells[0]["group_statements"], cells[0]["group_log_pay"], strict=True)) == [
        (1, pytest.approx(np.log(120_000), abs=0.0006)),
        (2, pytest.approx(np.log(100_000), abs=0.0006)),
    ]


def test_a_cell_of_many_amounts_keeps_some_of_them_and_counts_all() -> None:
    most = int(rule("pay.cell_values"))
    amounts = [50_000.0 + 1000 * i for i in range(2 * most)]
    (cell,) = conform("pay", pay_tables(postings(*map(stated, amounts)))["pay"]).to_pylist()
    assert len(cell["low_usd_year"]) == len(set(cell["low_usd_year"])) == most
    assert set(cell["low_usd_year"]) <= set(amounts)
    assert sum(cell["statements"]) == sum(cell["group_statements"]) == cell["amounts"] == 2 * most


def test_pay_by_title_knows_titles_that_name_no_role_and_leaves_rare_ones_out() -> None:
    least = int(rule("pay.least_statements"))
    of_managers = [stated(100_000.0, title="Manager")] * (least - 1) + [stated(100_000.0, title="MANAGER")]
    rare = [stated(100_000.0, title="Head of Wizards")] * (least - 1)
    engineers = [stated(100_000.0, title="Data Engineer")] * least
    rows = conform("pay_titles", pay_tables(postings(*of_managers, *rare, *engineers))["pay_titles"]).to_pylist()
    assert [(row["title_key"], row["title"], row["role_id"], row["statements"]) for row in rows] == [
        ("data engineer", "Data Engineer", "data-engineer", [least]),
        ("manager", "Manager", "", [least]),
    ]


# -- open jobs --------------------------------------------------------------------------------------


def test_open_jobs_are_those_of_the_last_day_with_a_link() -> None:
    board = {"collection": "ats-radar", "first_seen": "2026-07-18", "last_seen": "2026-08-08", "url": "https://e.com/1"}
    table = postings(
        {**board, "employer": "Acme", "tags": ["python", "pyspark", "spark", "unheard-of-tool"]},
        {**board, "last_seen": "2026-08-07"},
        {**board, "url": None},
        {**board, "title": "????"},
        {**board, "collection": "data-jobs"},
    )
    rows = conform("jobs", job_table(table)).to_pylist()
    assert [row["job_id"] for row in rows] == ["test:0"]
    assert rows[0]["employer"] == "Acme"
    assert rows[0]["skills"] == ["Apache Spark", "PySpark", "Python"]


# -- learning ---------------------------------------------------------------------------------------


def best_first(needs: Sequence[Sequence[int]], steps: int = 8) -> list[tuple[int, float]]:
    return greedy_order(np.array(needs, dtype=bool), 0.6, steps)


def test_the_first_technology_is_the_one_that_opens_most() -> None:
    order = best_first([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 1], [1, 1, 0]])
    assert order[0] == (0, 0.4)
    assert order[1] == (1, 0.8)
    assert order[-1][1] == 1.0


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=12), st.integers(1, 6))
def test_each_step_opens_no_fewer_postings_and_no_technology_twice(needs: list[list[bool]], steps: int) -> None:
    if not any(any(row) for row in needs):
        return
    order = greedy_order(np.array(needs, dtype=bool), 0.6, steps)
    assert len(order) == min(steps, 4) == len({column for column, _ in order})
    opened = [share for _, share in order]
    assert opened == sorted(opened)
    if steps >= 4:
        assert opened[-1] == 1.0


def test_a_role_with_few_tagged_postings_has_no_order_of_learning() -> None:
    few = [{"tags": ["python", "sql"]}] * 49
    many = [{"title": "Data Analyst", "tags": ["excel"] if i % 2 else ["sql", "excel"]} for i in range(50)]
    rows = learning_table(postings(*few, *many)).to_pylist()
    assert {row["role_id"] for row in rows} == {"data-analyst"}
    assert [(row["technology_id"], row["rank"], row["opened_share"]) for row in rows] == [
        ("excel", 1, 0.5),
        ("sql", 2, 1.0),
    ]
    assert {row["postings"] for row in rows} == {50}


# -- names ------------------------------------------------------------------------------------------


OCCUPATIONS = pa.table(
    {
        "occupation_id": [
            f"{'onet-' if link.scheme == 'onetsoc2019' else 'esco-'}{link.code.rsplit('/', 1)[-1]}"
            for role in roles().values()
            for link in role.links
        ],
        "scheme": [link.scheme for role in roles().values() for link in role.links],
        "code": [link.code for role in roles().values() for link in role.links],
        "label": [link.label for role in roles().values() for link in role.links],
    }
)


def test_roles_come_with_their_links_in_order() -> None:
    rows = conform("role_links", link_table(OCCUPATIONS)).to_pylist()
    manager = [row for row in rows if row["role_id"] == "data-science-manager"]
    assert [row["rank"] for row in manager] == list(range(len(manager)))
    assert manager[0]["occupation_id"] == "onet-11-3021.00"
    assert {row["relation"] for row in rows} <= {"exact", "close", "broad", "narrow", "related"}


def test_a_link_to_an_occupation_that_is_not_there_is_refused() -> None:
    with pytest.raises(VocabularyError, match=r"links to .*, which .* does not have"):
        link_table(OCCUPATIONS.filter(pc.not_equal(OCCUPATIONS["occupation_id"], "onet-11-3021.00")))


def test_a_name_stands_once_a_role_and_the_better_kind_stays() -> None:
    official = pa.table(
        {
            "label": ["Data scientists", "Data Scientist", "Chief Juggler"],
            "role_id": ["onet-15-2051.00", "onet-15-2051.00", "onet-27-2099.00"],
            "scheme": ["onetsoc2019"] * 3,
            "kind": ["reported", "preferred", "alternative"],
        }
    )
    rows = label_table(official).to_pylist()
    keys = [(row["label_key"], row["role_id"]) for row in rows]
    assert len(keys) == len(set(keys))
    kept = [row for row in rows if row["role_id"] == "onet-15-2051.00"]
    assert [(row["label"], row["kind"]) for row in kept] == [("Data Scientist", "preferred")]
    preferred = [row["role_id"] for row in rows if row["kind"] == "preferred" and row["scheme"] == "metier"]
    assert sorted(preferred) == sorted(roles())


def test_official_labels_begin_with_a_capital_and_keep_the_rest() -> None:
    table = pa.table(
        {"occupation_id": ["esco-x"], "scheme": ["esco-1.2.1"], "code": ["2511.4"], "label": ["ICT to-do lister"]}
    )
    assert role_table(table).to_pylist()[-1]["label"] == "ICT to-do lister"


def test_every_counted_item_has_one_name() -> None:
    rows = item_table({"DE": "Germany"}).to_pylist()
    keys = [(row["measure"], row["item_id"]) for row in rows]
    assert len(keys) == len(set(keys))
    assert all(row["label"] for row in rows)


# -- industries -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Information Technology & Services", "technology"),
        ("information technology and services", "technology"),
        ("Banking", "finance"),
        ("Juggling", None),
        ("", None),
    ],
)
def test_producers_names_of_industries(name: str, expected: str | None) -> None:
    assert find_industry(name) == expected


def test_of_several_glued_names_the_first_counts() -> None:
    assert find_industry("Financial Services,Banking,Insurance") == "finance"


def test_no_name_belongs_to_two_industries() -> None:
    home: dict[str, str] = {}
    for entry in industries().values():
        for name in (entry.label, *entry.names):
            assert home.setdefault(industry_key(name), entry.id) == entry.id, name


# -- priors and neighbours --------------------------------------------------------------------------


def test_a_role_without_postings_expects_what_its_relatives_show() -> None:
    rows: list[dict[str, Any]] = [
        {"title": "Data Engineer", "tags": ["python"] if i % 5 else ["scala"], "employer": f"E{i}"} for i in range(60)
    ]
    table = postings(*rows)
    counts = tables_of(table)["counts"]
    prior = {
        (row["role_id"], row["item_id"]): row
        for row in prior_table(counts, silent).to_pylist()
        if row["measure"] == "technology"
    }
    unseen = prior["analytics-engineer", "python"]
    assert 0.3 < unseen["mean_share"] <= 0.85
    assert unseen["strength_postings"] > 0
    assert all(0 <= row["mean_share"] <= 1 for row in prior.values())


def test_roles_that_ask_for_the_same_are_neighbours() -> None:
    asks = {
        "Data Engineer": ["python", "spark"],
        "Analytics Engineer": ["python", "spark"],
        "Financial Analyst": ["excel"],
    }
    table = postings(*({"title": title, "tags": tags} for title, tags in asks.items() for _ in range(30)))
    counts = tables_of(table)["counts"]
    rows = conform("related_roles", related_table(counts)).to_pylist()
    closest = max((row for row in rows if row["role_id"] == "data-engineer"), key=lambda row: row["similarity"])
    assert closest["related_role_id"] == "analytics-engineer"
    assert all(row["role_id"] != row["related_role_id"] for row in rows)
    assert all(-1.0001 <= row["similarity"] <= 1.0001 for row in rows)


def test_the_hash_of_an_employer_is_fixed() -> None:
    assert employer_hash("acme") == 3262795973  # a release holds it: changing it changes every count by group
