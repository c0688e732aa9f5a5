"""Wages: what marks and footnotes mean, and which cells are kept."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_files import DATATYPES, FOOTNOTES, write_oews, write_workbook

from metier.build.sources.oews import read_oews
from metier.build.sources.oews_workbook import COLUMNS, read_oews_workbooks
from metier.build.sources.projections import factor_pairs, read_projections
from metier.build.sources.wage_cells import percentiles
from metier.errors import SourceError

PAY = {
    "Employment": "262440",
    "Employment percent relative standard error": "1.1",
    "Annual mean wage": "126800",
    "Wage percent relative standard error": "0.7",
    "Hourly median wage": "57.80",
    "Annual 10th percentile wage": "67240",
    "Annual 25th percentile wage": "85660",
    "Annual median wage": "120230",
    "Annual 75th percentile wage": "158880",
    "Annual 90th percentile wage": "199130",
}
NATION = "OEUN0000000000000152051"
ANNUAL = [name for name in DATATYPES if name.startswith("Annual")]


def quiet(_: str) -> None:
    """Progress that nobody reads."""


@given(st.lists(st.one_of(st.integers(10_000, 900_000), st.sampled_from("TN")), min_size=5, max_size=5))
def test_percentiles_keep_what_is_published_and_never_fall_through_a_bound(cells: list[int | str]) -> None:
    published = iter(sorted(cell for cell in cells if isinstance(cell, int)))
    ordered = [float(next(published)) if isinstance(cell, int) else cell for cell in cells]
    values, letters = percentiles(ordered, 239_200)
    assert [letter == "N" for letter in letters] == [value is None for value in values]
    assert all(value == cell for value, cell in zip(values, ordered, strict=True) if isinstance(cell, float))
    below = 0
    for value, letter in zip(values, letters, strict=True):
        if letter == "T":
            assert value is not None
            assert value >= max(below, 239_200)
        below = value or below


def test_nation_sector_state_and_wanted_areas_are_kept(tmp_path: Path) -> None:
    keys = [
        NATION,
        "OEUN000000031--34152051",
        "OEUN0000000311000152051",
        "OEUS0100000000000152051",
        "OEUM0010180000000152051",
        "OEUM0010180000000151252",
    ]
    path = write_oews(tmp_path / "bls-oews-2025" / "oews.sqlite", dict.fromkeys(keys, PAY))
    read = read_oews(path, frozenset({"15-2051"}), quiet)
    kept = read.tables["wages"].to_pylist()
    assert {row["origin_row"] for row in kept} == {keys[0], keys[1], keys[3], keys[4]}
    assert sum(read.set_aside.values()) == 2
    nation = next(row for row in kept if row["origin_row"] == NATION)
    assert (nation["p50_usd_year"], nation["percentile_status"]) == (120_230, "PPPPP")
    assert (nation["area"], nation["industry"], nation["period"]) == (
        "United States",
        "All industries",
        "May 2025",
    )
    sector = next(row for row in kept if row["origin_row"] == keys[1])
    assert (sector["industry_code"], sector["industry"]) == ("31-33", "Manufacturing")


def test_datatypes_are_found_by_name_not_by_place(tmp_path: Path) -> None:
    path = write_oews(tmp_path / "oews.sqlite", {NATION: PAY}, datatypes=DATATYPES[::-1])
    (row,) = read_oews(path, frozenset(), quiet).tables["wages"].to_pylist()
    assert (row["p10_usd_year"], row["p90_usd_year"], row["employment"]) == (67_240, 199_130, 262_440)


def test_hourly_only_pay_is_not_published_by_the_year_and_never_multiplied(tmp_path: Path) -> None:
    actors = PAY | dict.fromkeys(ANNUAL, "-4")
    path = write_oews(tmp_path / "oews.sqlite", {"OEUN0000000000000272011": actors})
    (row,) = read_oews(path, frozenset(), quiet).tables["wages"].to_pylist()
    assert row["percentile_status"] == "NNNNN"
    assert row["p50_usd_year"] is None
    assert row["mean_usd_year"] is None
    assert row["employment"] == 262_440


def test_a_top_coded_percentile_carries_its_lower_bound(tmp_path: Path) -> None:
    top = PAY | {"Annual 90th percentile wage": "-5", "Annual 75th percentile wage": "384800"}
    path = write_oews(
        tmp_path / "oews.sqlite",
        {NATION: PAY | {"Annual 90th percentile wage": "-5"}, "OEUS0100000000000152051": top},
    )
    state, nation = sorted(
        read_oews(path, frozenset(), quiet).tables["wages"].to_pylist(),
        key=lambda row: row["area_type"],
        reverse=True,
    )
    assert (nation["percentile_status"], nation["p90_usd_year"]) == ("PPPPT", 239_200)
    assert (state["percentile_status"], state["p90_usd_year"]) == ("PPPPT", 384_800)


def test_a_cell_that_says_nothing_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    path = write_oews(tmp_path / "oews.sqlite", {NATION: dict.fromkeys(DATATYPES, "-8")})
    read = read_oews(path, frozenset(), quiet)
    assert read.tables["wages"].num_rows == 0
    assert read.set_aside["OEWS May 2025: neither employment nor wages released"] == 1


def test_a_footnote_that_nobody_explained_is_refused(tmp_path: Path) -> None:
    path = write_oews(tmp_path / "oews.sqlite", {NATION: PAY | {"Employment": "-2"}})
    with pytest.raises(SourceError, match=rf"table cell, key {NATION}, 'Employment'.*footnote '2'"):
        read_oews(path, frozenset(), quiet)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"datatypes": ("Employment",)}, r"table datatype\): no datatype 'Employment percent"),
        ({"schema": "2"}, r"table meta\): schema '2'"),
        ({"footnotes": {"8": FOOTNOTES["8"]}}, "footnote '5'"),
    ],
)
def test_another_layout_of_the_database_is_refused(tmp_path: Path, change: dict[str, object], says: str) -> None:
    cells = {NATION: PAY | {"Annual 90th percentile wage": "-5"}}
    path = write_oews(tmp_path / "oews.sqlite", cells, **change)
    with pytest.raises(SourceError, match=says) as caught:
        read_oews(path, frozenset(), quiet)
    assert caught.value.hint


@pytest.mark.parametrize("keep", [300, 9000])
def test_a_database_cut_short_is_refused(tmp_path: Path, keep: int) -> None:
    path = write_oews(tmp_path / "oews.sqlite", {f"OEUN0000000000000{n}": PAY for n in range(152051, 152151)})
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(SourceError, match=r"oews\.sqlite.*(damaged|malformed|not a database)"):
        read_oews(path, frozenset(), quiet)


def test_a_compressed_database_reads_the_same_and_is_refused_when_cut_short(tmp_path: Path) -> None:
    path = write_oews(tmp_path / "oews.sqlite", {NATION: PAY})
    packed = tmp_path / "oews.sqlite.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    plain, unpacked = (read_oews(one, frozenset(), quiet).tables["wages"] for one in (path, packed))
    assert plain.equals(unpacked)
    packed.write_bytes(packed.read_bytes()[:-20])
    with pytest.raises(SourceError, match="gzip stream is damaged"):
        read_oews(packed, frozenset(), quiet)


NOTES = [
    ["May 2024 OEWS Estimates"],
    ["# = indicates a wage equal to or greater than $115.00 per hour or $239,200 per year"],
]
HEADS = [*COLUMNS.values()]


def book(path: Path, *rows: list[str | float | None]) -> Path:
    return write_workbook(path, {"national": [HEADS, *rows], "Field Descriptions": NOTES})


def line(code: str = "11-1011", p90: str | float = "#", employment: str | float = 211230.0) -> list[str | float | None]:
    return [
        "1",
        "000000",
        "Cross-industry",
        code,
        "Chief Executives",
        employment,
        0.9,
        262930.0,
        0.8,
        73710.0,
        126080.0,
        206420.0,
        "#",
        p90,
    ]


def test_marks_of_a_workbook_are_top_coded_or_not_published(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", line(), line("11-1021", "*", "**"))
    first, second = read_oews_workbooks([path], quiet).tables["wages"].to_pylist()
    assert (first["percentile_status"], first["p75_usd_year"], first["p90_usd_year"]) == (
        "PPPTT",
        239_200,
        239_200,
    )
    assert (second["percentile_status"], second["p90_usd_year"], second["employment"]) == (
        "PPPTN",
        None,
        None,
    )
    assert first["origin_row"] == "national!2"


def test_a_row_listed_at_two_levels_is_kept_once_and_a_contradiction_refused(tmp_path: Path) -> None:
    read = read_oews_workbooks([book(tmp_path / "a.xlsx", line(), line())], quiet)
    assert read.tables["wages"].num_rows == 1
    assert list(read.set_aside.values()) == [1]
    with pytest.raises(SourceError, match="11-1011 stands twice with different p90_usd_year"):
        read_oews_workbooks([book(tmp_path / "b.xlsx", line(), line(p90=500000.0))], quiet)


def test_an_unknown_mark_in_a_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"row 2, column 'A_PCT90'\): '\?'"):
        read_oews_workbooks([book(tmp_path / "a.xlsx", line(p90="?"))], quiet)


def projections(path: Path, wage: str | float = 112590.0, factor: str = "Demand change - share increases as x") -> Path:
    matrix = "2024 National Employment Matrix"
    head: list[str | float | None] = [
        f"{matrix} title",
        f"{matrix} code",
        "Occupation type",
        "Employment, 2024",
        "Employment, 2034",
        "Employment change, numeric, 2024–34",
        "Employment change, percent, 2024–34",
        "Percent self employed, 2024",
        "Median annual wage, dollars, 2024[1]",
        "Typical education needed for entry",
        "Work experience in a related occupation",
        "Typical on-the-job training needed to attain competency in the occupation",
    ]
    summary = [
        "Total, all occupations",
        "00-0000",
        "Summary",
        169956.1,
        175167.9,
        5211.8,
        3.1,
        5.8,
        49500.0,
        *"———",
    ]
    group = ["  Mathematical science", "15-2000", "Summary", 400.0, 500.0, 100.0, 25.0, "—", 99000.0, *"———"]
    row = [
        "  Data scientists",
        "15-2051",
        "Line item",
        245.9,
        328.3,
        82.5,
        33.5,
        "—",
        wage,
        "Bachelor's degree",
        "None",
        "None",
    ]
    openings = [f"{matrix} title", f"{matrix} code", "Occupational openings, 2024–34 annual average"]
    factors = [
        f"{matrix} occupation title",
        f"{matrix} occupation code",
        "Factors affecting occupational utilization",
    ]
    return write_workbook(
        path,
        {
            "Table 1.2": [["Table 1.2"], head, summary, group, row, ["Footnotes:"]],
            "Table 1.10": [["Table 1.10"], openings, ["Data scientists", "15-2051", 23.4]],
            "Table 1.12": [["Table 1.12"], factors, ["Data scientists", "15-2051", factor], ["Source: x"]],
        },
    )


def test_projections_keep_line_items_and_the_total(tmp_path: Path) -> None:
    read = read_projections(projections(tmp_path / "occupation.xlsx"), quiet)
    total, row = read.tables["projections"].to_pylist()
    assert total["soc2018_code"] == "00-0000"
    assert total["entry_education"] is None
    assert (row["change_percent"], row["openings_thousand_per_year"], row["period"]) == (
        33.5,
        23.4,
        "2024-34",
    )
    assert (row["self_employed_percent"], row["factors"], row["origin_row"]) == (
        None,
        ["demand up"],
        "Table 1.2!5",
    )


def test_a_median_given_as_a_bound_is_missing_not_a_value(tmp_path: Path) -> None:
    read = read_projections(projections(tmp_path / "occupation.xlsx", wage=">=$239,200"), quiet)
    assert read.tables["projections"].to_pylist()[1]["median_wage_usd_year"] is None
    with pytest.raises(SourceError, match=r"'n\.s\.' is neither"):
        read_projections(projections(tmp_path / "other.xlsx", wage="n.s."), quiet)


def test_a_reason_in_another_form_is_refused_without_repeating_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"sheet 'Table 1\.12', row 3") as caught:
        read_projections(projections(tmp_path / "occupation.xlsx", factor="Weather - share increases"), quiet)
    assert "Weather" not in str(caught.value)


@pytest.mark.parametrize(
    ("reason", "pairs"),
    [
        ("Demand change- share increases as more", ["demand up"]),
        ("Productivity change, demand change - share decreases as", ["productivity down", "demand down"]),
        ("Occupational substitution -- share increases", ["occupational substitution up"]),
        ("Demand change", []),
        ("", []),
    ],
)
def test_reasons_become_what_changes_and_which_way(reason: str, pairs: list[str]) -> None:
    assert factor_pairs(reason) == pairs
