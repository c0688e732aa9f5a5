"""Pages of technologies: their addresses, their figures, and what is said where evidence is missing."""

from __future__ import annotations

import json
import re
import shutil
from urllib.parse import unquote

import pytest
from bench.site_same import figures

from metier.build.seal import conform, write_table
from metier.errors import UnknownFigure, UnknownTechnology
from metier.model import Dumbbell, Report
from metier.release.manifest import FILE, release_id
from metier.release.reader import Release, starter_folder
from metier.release.technologies import companions, counted, find_technology, uses
from metier.report.explain import explain
from metier.report.render.html import article, to_html
from metier.report.render.markdown import to_markdown
from metier.report.technology_page import technology_report
from metier.surfaces.pages import skill, skills
from metier.surfaces.pages.address import read_path, skill_path
from metier.surfaces.pages.page import Site

NAMES = {"C++": "cpp", "c#": "csharp", ".net": "dotnet", "ci/cd": "ci-cd", "CI/CD": "ci-cd", "node.js": "node-js"}


@pytest.fixture(scope="session")
def paired(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The starter release with a small table of technologies named together."""
    import pyarrow as pa

    folder = tmp_path_factory.mktemp("release") / "paired"
    shutil.copytree(starter_folder(), folder)
    row = {
        "collection": "data-jobs", "technology_id": "python", "companion_id": "sql", "common_rank": 1, "lifted_rank": 1,
        "postings": 40_000, "both_postings": 30_000, "both_employers": 9_000, "share": 0.75, "share_low": 0.74,
        "share_high": 0.76, "ratio_log": 0.4, "low_log": 0.35, "high_log": 0.45,
    }  # fmt: skip
    path = folder / "technology_pairs.parquet"
    write_table(conform("technology_pairs", pa.Table.from_pylist([row])), path)
    body = json.loads((folder / FILE).read_text("utf-8"))
    import hashlib

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    body["tables"]["technology_pairs"] = {"rows": 1, "bytes": path.stat().st_size, "sha256": digest}
    body["release_id"] = release_id(body)
    (folder / FILE).write_text(json.dumps(body), "utf-8")
    return Release(folder)


@pytest.fixture(scope="session")
def report(paired: Release) -> Report:
    """The report on Python."""
    return technology_report(paired, "python")


@pytest.mark.parametrize(("name", "item_id"), NAMES.items())
def test_names_with_signs_lead_to_one_address(site: Site, name: str, item_id: str) -> None:
    address = read_path(skill_path(name.casefold()))
    assert address is not None or "/" in name  # a server decodes the slash before it reads the path
    assert find_technology(site.release, name) == item_id
    assert skill.page(site, name).path == f"/skills/{item_id}"


def test_a_decoded_slash_still_names_a_technology() -> None:
    found = read_path("/skills/ci/cd")
    assert (found.kind, found.items) == ("skill", ("ci/cd",)) if found else pytest.fail("no page")


def test_every_address_of_the_list_holds_letters_digits_and_hyphens_only(site: Site) -> None:
    """So that it stands in a link, a file name and any host as it is."""
    assert [item for item in skills.listed(site.release) if not re.fullmatch("[a-z0-9-]+", item)] == []


def test_the_list_links_each_technology_once_and_pages_lead_only_there(files_site: Site) -> None:
    known = {f"/careers{skill_path(item)}" for item in skills.listed(files_site.release)}
    linked = re.findall(r'href="(/careers/skills/[^"]+)"', skills.page(files_site).html)
    assert sorted(linked) == sorted(known)
    for name in ("python", "tableau"):
        assert set(re.findall(r'href="(/careers/skills/[^"]+)"', skill.page(files_site, name).html)) <= known


def test_a_search_finds_by_name_alias_and_part(site: Site) -> None:
    for words, wanted in (
        ("c++", "C++"),
        ("power bi", "Microsoft Power BI"),
        ("snow", "Snowflake"),
        ("k8s", "Kubernetes"),
    ):
        assert f">{wanted}</a>" in skills.page(site, words).html, words
    assert "No technology with enough postings" in skills.page(site, "<script>zzz").html
    assert "<script>zzz" not in skills.page(site, "<script>zzz").html


def test_an_unknown_or_rare_technology_is_refused_in_words(site: Site) -> None:
    rare = next(r[0] for r in site.release.rows(
        "SELECT item_id FROM items WHERE measure = 'technology' ORDER BY 1", tables=("items",)
    ) if r[0] not in uses(site.release))  # fmt: skip
    for name in ("no such thing", rare, "../etc", "\x00"):
        with pytest.raises(UnknownTechnology):
            skill.page(site, name)


def test_every_figure_can_be_explained_and_comes_out_the_same(paired: Release, report: Report) -> None:
    made = [figure.id.partition(".")[0] for figure in report.figures.values()]
    assert set(made) == {"technology", "technology_mix", "technology_pair", "pay_effect", "learning_order"}
    for figure in report.figures.values():
        assert explain(paired, figure.id).figure == figure


def test_a_pair_can_be_explained_also_where_the_report_shows_one_side_of_it(paired: Release) -> None:
    found = explain(paired, "technology_pair.times.data-jobs/all/python~sql")
    assert found.figure.value == pytest.approx(1.4918, abs=1e-3)
    assert found.rows == (("40000", "30000", "9000"),)
    for other in ("python~nothing", "nothing~python", "python", "python~"):
        with pytest.raises(UnknownFigure):
            explain(paired, f"technology_pair.times.data-jobs/all/{other}")


def test_the_counts_behind_a_share_add_up_to_it(paired: Release) -> None:
    found = explain(paired, "technology_mix.share.data-jobs/all/python@country=GB")
    named, read = (sum(int(row[column]) for row in found.rows) for column in (1, 2))
    assert dict(found.figure.inputs)["postings that name it"] == named
    assert found.figure.n == read


def test_roles_stand_by_share_as_in_their_own_reports(report: Report) -> None:
    chart = report.sections[1].blocks[0]
    assert isinstance(chart, Dumbbell)
    values = [report.figures[row.figures[0]].value or 0.0 for row in chart.rows if row.figures[0]]
    assert values == sorted(values, reverse=True)
    assert len(values) == 15


def test_each_share_lies_in_its_interval_and_says_how_many(report: Report) -> None:
    for figure in report.figures.values():
        if figure.interval is not None:
            assert figure.interval.low <= (figure.value or 0) <= figure.interval.high, figure.id
        assert figure.n, figure.id


def test_the_counted_postings_are_all_there(paired: Release) -> None:
    """The arrays that pages read hold what the table holds."""
    for collection in ("data-jobs", "fulltext", "ats-radar"):
        counts = counted(paired, collection)
        rows = paired.rows(
            "SELECT sum(postings) FILTER (item_id = ''), sum(postings) FILTER (item_id = 'sql') FROM counts"
            " WHERE measure = 'technology' AND collection = ?", (collection,), tables=("counts",),
        )  # fmt: skip
        assert (counts.groups().sum(), counts.groups("sql").sum()) == tuple(map(float, rows[0]))
        by_year = sum(counts.groups("sql", "year", year).sum() for year in counts.values["year"])
        assert by_year == counts.groups("sql").sum()


def test_a_technology_that_few_name_says_why_nothing_stands_beside_it() -> None:
    release = Release()
    rare = next(use for use in uses(release).values() if not companions(release, use.item_id, use.collection))
    beside = next(s for s in technology_report(release, rare.item_id).sections if s.id == "beside")
    assert beside.blocks == ()
    assert "postings must name the technology" in beside.missing[0].plain()


def test_only_collections_whose_years_are_alike_tell_a_trend(paired: Release) -> None:
    only_texts = next(use for use in uses(paired).values() if set(use.named) == {"fulltext"})
    trends = {name: technology_report(paired, name).sections[4] for name in ("python", only_texts.item_id)}
    assert trends["python"].blocks
    assert (trends[only_texts.item_id].blocks, len(trends[only_texts.item_id].missing)) == ((), 1)


def test_the_report_can_be_written_in_every_form(report: Report) -> None:
    assert all(figure in to_html(report) for figure in list(report.figures)[:5])
    assert "# Python" in to_markdown(report)
    html = article(report).html
    assert not re.findall(r"<style|<script| style=| on\w+=", html)


def test_served_and_written_pages_show_the_same_figures(site: Site, files_site: Site) -> None:
    for name in ("python", "cpp"):
        served, written = (figures(skill.page(one, name).html) for one in (site, files_site))
        assert served == written
        assert served


def test_the_path_of_a_technology_is_read_as_it_is_made(site: Site) -> None:
    for item in skills.listed(site.release)[::40]:
        found = read_path(unquote(skill_path(item)))
        assert found is not None
        assert found.items == (item,)
