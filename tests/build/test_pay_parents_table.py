"""Table pay_parents: fitted where there is enough to learn from, read back, and usable for any role."""

from itertools import product

import numpy as np
import pyarrow as pa
import pytest

from metier.build.pay_parents import background, parents_table, stated_cells
from metier.statistics.pay_answers import PayAnswer, Policy, answer
from metier.statistics.pay_parents import role_cells
from metier.statistics.pay_parents_rows import ParentRow, from_rows
from metier.statistics.pay_slices import PaySlice

LISTS = {
    "low_usd_year": pa.list_(pa.int32()),
    "high_usd_year": pa.list_(pa.int32()),
    "statements": pa.list_(pa.int32()),
    "employer_group": pa.list_(pa.int16()),
    "group_statements": pa.list_(pa.int32()),
    "group_log_pay": pa.list_(pa.float32()),
}


def pay(collection: str, recorded: bool, seed: int, thin: int = 30) -> list[dict[str, object]]:
    """Cells of two roles in two countries at three levels."""
    rng = np.random.default_rng(seed)
    rows = []
    for role, country, level, place in product(
        ("data-analyst", "data-engineer"), ("US", "GB"), ("entry", "senior", "manager"), ("remote", "onsite", "hybrid")
    ):
        amounts = np.round(np.exp(11.5 + rng.normal(0, 0.2, thin)), -3).astype(int)
        group = rng.integers(0, 40, thin)
        groups = np.unique(group).tolist() if recorded else []
        rows.append(
            {
                "collection": collection,
                "kind": "advertised",
                "role_id": role,
                "country": country,
                "level": level,
                "year": 2024,
                "workplace": place,
                "employment_type": "full-time",
                "low_usd_year": amounts.tolist(),
                "high_usd_year": amounts.tolist(),
                "statements": [1] * thin,
                "employer_group": groups,
                "group_statements": [int((group == g).sum()) for g in groups],
                "group_log_pay": [float(np.log(amounts[group == g]).mean()) for g in groups],
            }
        )
    return rows


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    rows = pay("told", True, 1, thin=40) + pay("untold", False, 2) + pay("small", True, 3, thin=2)
    schema = pa.schema(
        [(name, LISTS.get(name, pa.int16() if name == "year" else pa.string())) for name in rows[0]],
    )
    wages = {f"p{p}_usd_year": [50_000 + 1000 * p] for p in (10, 25, 50, 75, 90)}
    return {
        "pay": pa.Table.from_pylist(rows, schema=schema),
        "roles": pa.table(
            {
                "role_id": ["data-analyst", "data-engineer", "onet:x"],
                "scheme": ["metier", "metier", "onetsoc2019"],
                "specialty": ["analysis", "engineering", ""],
                "family": ["data", "data", ""],
            }
        ),
        "role_links": pa.table({"role_id": ["data-analyst"], "rank": [1], "occupation_id": ["o1"]}),
        "occupations": pa.table({"occupation_id": ["o1"], "soc2018_code": ["15-2051"]}),
        "wages": pa.table(
            {
                "soc2018_code": ["15-2051"],
                "area_type": ["N"],
                "industry_code": ["000000"],
                "period": ["May 2024"],
                **wages,
            }
        ),
        "purchasing_power": pa.table(
            {
                "country": ["GB", "FR", "FR"],
                "year": [2024, 2023, 2024],
                "ppp_lcu_per_international_usd": [0.7, 0.6, 0.65],
                "lcu_per_usd": [0.8, 0.9, None],
            }
        ),
    }


def test_what_is_known_of_roles_and_countries(tables: dict[str, pa.Table]) -> None:
    known = background(tables)
    assert set(known.roles) == {"data-analyst", "data-engineer"}
    assert known.roles["data-analyst"].official == (60_000, 75_000, 100_000, 125_000, 140_000)
    assert known.roles["data-engineer"].official is None
    assert known.prices == {"GB": pytest.approx(np.log(0.7 / 0.8)), "FR": pytest.approx(np.log(0.6 / 0.9))}


def test_workplaces_that_are_not_remote_are_one_cell(tables: dict[str, pa.Table]) -> None:
    cells = stated_cells(tables["pay"].slice(0, 36))
    assert len(cells.role) == 24
    assert sorted(set(cells.n.tolist())) == [40, 80]
    assert cells.pay.employers.statements.sum() == cells.n.sum() == 36 * 40


def test_a_collection_borrows_employers_and_a_small_one_teaches_nothing(tables: dict[str, pa.Table]) -> None:
    table = parents_table(tables, lambda _: None)
    assert set(table["collection"].to_pylist()) == {"told", "untold"}
    models = {
        name: from_rows(
            ParentRow(r["part"], r["term"], r["value"], r["variance"])
            for r in table.to_pylist()
            if r["collection"] == name
        )
        for name in ("told", "untold")
    }
    told, untold = (models[name].employers for name in ("told", "untold"))
    assert told.repeats > 0
    assert (untold.repeats, untold.power) == pytest.approx((told.repeats, told.power), abs=1e-6)
    role = stated_cells(tables["pay"].slice(36, 18))
    found = answer(role_cells(models["untold"], role, "data-analyst"), PaySlice("data-analyst", "GB"), Policy(5, 3, 20))
    assert isinstance(found, PayAnswer)
    assert found.clusters_unknown
    assert found.n_statements == 270
