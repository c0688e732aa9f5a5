"""The official tables from the producers' own files: published numbers must come out as published."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from metier.build.official import official_tables
from metier.build.seal import arrow_schema
from metier.build.sources.base import SourceRead
from metier.build.sources.onet import read_onet
from metier.build.sources.workbook import read_sheet
from metier.errors import SourceError
from metier.release.schema import TABLES

pytestmark = pytest.mark.shared
METRO = frozenset({"11-3021", "15-1252", "15-2051"})


def quiet(_: str) -> None:
    """Progress that nobody reads."""


@pytest.fixture(scope="module")
def official(shared: Path) -> SourceRead:
    return official_tables(shared / "sources", quiet, metro_soc=METRO)


def rows(official: SourceRead, table: str, **where: object) -> list[dict[str, object]]:
    found = official.tables[table]
    for column, value in where.items():
        found = found.filter(pc.equal(found[column], pa.scalar(value, found.schema.field(column).type)))
    return found.to_pylist()


def test_tables_have_exactly_the_columns_of_the_release(official: SourceRead) -> None:
    assert official.tables.keys() == {
        "occupations",
        "occupation_ratings",
        "occupation_education",
        "occupation_technologies",
        "occupation_skills",
        "occupation_related",
        "occupation_crosswalk",
        "wages",
        "projections",
        "prevailing_wages",
        "prevailing_areas",
        "exchange_rates",
        "purchasing_power",
        "role_labels",
    }
    for name, table in official.tables.items():
        if name != "role_labels":
            assert table.schema.equals(arrow_schema(TABLES[name])), name
            assert table.num_rows > 0, name


def test_a_fact_stands_once(official: SourceRead) -> None:
    for name, table in official.tables.items():
        key = [column for column in TABLES[name].sort if column in table.column_names]
        assert table.group_by(key).aggregate([]).num_rows == table.num_rows, name


def test_every_row_leads_to_an_origin_with_papers(official: SourceRead) -> None:
    papers = {origin.origin_id: origin for origin in official.origins}
    assert len(papers) == len(official.origins)
    for name, table in official.tables.items():
        if name != "role_labels":
            assert set(table["origin_id"].to_pylist()) <= papers.keys(), name
    for origin in papers.values():
        assert origin.citation, origin.origin_id
        assert origin.licence, origin.origin_id
        assert origin.files, origin.origin_id
        assert all(len(digest) == 64 for _, digest in origin.files)
        assert 0 < origin.rows_kept <= origin.rows_read, origin.origin_id


@pytest.mark.parametrize(("soc", "median"), [("11-3021", 175_140), ("15-1252", 135_980), ("15-2051", 120_230)])
def test_national_medians_of_may_2025(official: SourceRead, soc: str, median: int) -> None:
    (row,) = rows(official, "wages", soc2018_code=soc, period="May 2025", area_type="N", industry_code="000000")
    assert (row["p50_usd_year"], row["percentile_status"]) == (median, "PPPPP")


@pytest.mark.parametrize(("soc", "percent"), [("11-3021", 15.2), ("15-1252", 15.8), ("15-2051", 33.5)])
def test_projected_change_2024_to_2034(official: SourceRead, soc: str, percent: float) -> None:
    (row,) = rows(official, "projections", soc2018_code=soc)
    assert (row["change_percent"], row["period"], row["factors"]) == (percent, "2024-34", ["demand up"])


def test_openings_agree_between_the_two_tables_that_print_them(official: SourceRead, shared: Path) -> None:
    path = shared / "sources" / "bls-projections-2024-34" / "occupation.xlsx"
    wanted = {"code": r"\d{4} National Employment Matrix code", "openings": "Occupational openings, .+"}
    sheet = read_sheet(path, "Table 1.2", wanted, head_row=2)
    printed = dict(zip(sheet.text("code"), sheet.columns["openings"], strict=True))
    found = rows(official, "projections")
    assert len(found) == 833  # 832 line occupations and the total
    assert all(printed[row["soc2018_code"]] == row["openings_thousand_per_year"] for row in found)


def test_a_number_sign_is_a_lower_bound_of_2024(official: SourceRead) -> None:
    (row,) = rows(official, "wages", soc2018_code="11-3021", period="May 2024", industry_code="000000")
    assert (row["percentile_status"], row["p90_usd_year"]) == ("PPPPT", 239_200)


def test_actors_have_no_annual_wage(official: SourceRead) -> None:
    for period in ("May 2024", "May 2025"):
        (row,) = rows(official, "wages", soc2018_code="27-2011", period=period, area_type="N", industry_code="000000")
        assert (row["percentile_status"], row["p50_usd_year"], row["mean_usd_year"]) == ("NNNNN", None, None)
        assert row["employment"]


def test_percentiles_ascend_and_statuses_match_what_is_there(official: SourceRead) -> None:
    for row in rows(official, "wages"):
        values = [row[f"p{p}_usd_year"] for p in (10, 25, 50, 75, 90)]
        status = str(row["percentile_status"])
        assert [letter == "N" for letter in status] == [value is None for value in values]
        there = [int(str(value)) for value in values if value is not None]
        assert there == sorted(there)


def test_areas_cover_states_for_all_and_metropolitan_areas_for_linked_occupations(
    official: SourceRead,
) -> None:
    areas = rows(official, "wages", area_type="M")
    assert {row["soc2018_code"] for row in areas} == METRO
    assert len({row["area_code"] for row in areas}) > 300
    assert {row["area"] for row in rows(official, "wages", area_type="S")} >= {"California", "Puerto Rico"}
    assert official.tables["wages"].num_rows < 120_000


def test_sectors_carry_the_same_codes_in_both_years(official: SourceRead) -> None:
    codes = {
        period: {row["industry_code"] for row in rows(official, "wages", period=period)}
        for period in ("May 2024", "May 2025")
    }
    assert codes["May 2024"] <= codes["May 2025"]
    assert codes["May 2025"] - codes["May 2024"] == {"999101", "999201", "999301"}


def test_counts_of_occupations_and_relations(official: SourceRead) -> None:
    assert len(rows(official, "occupations", scheme="onetsoc2019")) == 1_016
    esco = next(origin for origin in official.origins if origin.origin_id == "esco-1.2.1")
    assert (esco.rows_read, esco.rows_kept) == (3_043, 3_039)  # the producer lists four occupations twice
    assert len(rows(official, "occupations", scheme="esco-1.2.1")) == 3_039
    assert len(rows(official, "occupations", scheme="onetsoc2019", rated=False)) == 137
    relations = next(origin for origin in official.origins if origin.origin_id == "esco-1.2.0")
    aside = sum(n for reason, n in official.set_aside.items() if reason.startswith("ESCO relations"))
    assert relations.rows_read == 129_004
    assert relations.rows_kept + aside == 129_004
    pairs = official.tables["occupation_crosswalk"].num_rows
    assert pairs + sum(n for reason, n in official.set_aside.items() if reason.startswith("crosswalk")) == 1_680


def test_data_scientists_have_proxy_ratings_and_software_developers_real_ones(official: SourceRead) -> None:
    for occupation, proxy in (("onet-15-2051.00", True), ("onet-15-1252.00", False)):
        found = rows(official, "occupation_ratings", occupation_id=occupation)
        by_domain = {domain: [row for row in found if row["domain"] == domain] for domain in ("skill", "activity")}
        assert [len(part) for part in by_domain.values()] == [35, 41]
        assert all(row["proxy"] is proxy for part in by_domain.values() for row in part)
    manager = rows(official, "occupation_ratings", occupation_id="onet-11-3021.00", domain="skill")
    assert {row["origin_id"] for row in manager} == {"onet-29.3"}
    assert all(row["n"] for row in manager)


def test_education_shares_of_an_occupation_add_up(official: SourceRead) -> None:
    total: dict[object, float] = {}
    for row in rows(official, "occupation_education"):
        total[row["occupation_id"]] = total.get(row["occupation_id"], 0) + float(str(row["share"]))
    assert len(total) == 858
    assert all(value == pytest.approx(1, abs=0.002) for value in total.values())


def test_names_lead_to_occupations(official: SourceRead) -> None:
    found = {(row["label"], row["role_id"], row["kind"]) for row in rows(official, "role_labels")}
    assert ("Machine Learning Software Engineer", "onet-15-2051.00", "alternative") in found
    assert ("15-2051", "onet-15-2051.00", "code") in found
    assert ("15-2051.00", "onet-15-2051.00", "code") in found
    (esco,) = rows(official, "occupations", label="data scientist")
    assert (esco["code"], str(esco["occupation_id"]), "code") in found
    preferred = {role for _, role, kind in found if kind == "preferred"}
    assert preferred == set(official.tables["occupations"]["occupation_id"].to_pylist())


def test_price_levels_are_plausible_and_never_jump(official: SourceRead) -> None:
    """A series in another currency than its rate would show as a jump or an absurd price level."""
    level = {
        (row["country"], int(str(row["year"]))): float(str(row["ppp_lcu_per_international_usd"]))
        / float(str(row["lcu_per_usd"]))
        for row in rows(official, "purchasing_power")
        if row["lcu_per_usd"] is not None
    }
    assert all(0.15 < value < 2 for value in level.values())
    assert all(
        0.5 < value / level[key[0], key[1] - 1] < 2 for key, value in level.items() if (key[0], key[1] - 1) in level
    )
    assert level["US", 2024] == 1
    assert {"GB", "DE", "IN", "BR", "CA", "PL", "TR", "BG"} <= {country for country, _ in level}


def test_a_real_workbook_cut_short_is_refused(shared: Path, tmp_path: Path) -> None:
    source = shared / "sources" / "onet-29.3"
    for path in source.iterdir():
        (tmp_path / "onet-29.3").mkdir(exist_ok=True)
        (tmp_path / "onet-29.3" / path.name).symlink_to(path)
    short = tmp_path / "onet-29.3" / "Skills.xlsx"
    short.unlink()
    short.write_bytes((source / "Skills.xlsx").read_bytes()[:200_000])
    with pytest.raises(SourceError, match=r"Skills\.xlsx: the workbook cannot be opened"):
        read_onet(tmp_path, quiet)
