"""Markdown, JSON and terminal show the values that HTML shows, and each keeps to its own rules."""

from __future__ import annotations

import json
import re

import pytest
from rich.cells import cell_len
from sample import sample_report
from sample_words import HOSTILE

from metier.model import Dumbbell, Report, Table
from metier.report.render.as_json import SCHEMA, to_json
from metier.report.render.citing import citations
from metier.report.render.markdown import escaped, to_markdown
from metier.report.render.terminal import to_terminal
from metier.report.render.values import exact, show

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def shown_first(report: Report) -> list[str]:
    """What sentences and the first rows of tables and charts show: no renderer may leave these out."""
    found = [text for s in report.sections for p in s.paragraphs for sentence in p for text in sentence.shown]
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                found += [cell.text for cell in block.rows[0]]
            elif isinstance(block, Dumbbell):
                row = block.rows[1]
                found += [show(report.figures[f]) for f in (*row.figures, row.difference) if f]
    return found


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("colour", [True, False])
def test_no_line_is_wider_than_the_terminal(report: Report, width: int, colour: bool) -> None:
    lines = ESCAPE.sub("", to_terminal(report, width=width, colour=colour)).splitlines()
    assert max(cell_len(line) for line in lines) <= width


@pytest.mark.parametrize("width", [40, 80, 120])
def test_terminal_shows_the_values_whole(report: Report, width: int) -> None:
    text = " ".join(to_terminal(report, width=width, colour=False).split())
    for value in shown_first(report):
        assert value in text.replace("\xa0", " ")


def test_markdown_shows_the_values_and_each_footnote_exists(report: Report) -> None:
    text = to_markdown(report)
    for value in shown_first(report):
        assert escaped(value) in text
    used = set(re.findall(r"(?<!\\)\[\^(\d+)\](?!:)", text))
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.M)
    assert used <= set(defined)
    assert len(defined) == len(set(defined)) == len(report.figures)


def test_json_holds_every_figure_with_its_papers(report: Report) -> None:
    data = json.loads(to_json(report))
    assert data["schema"] == SCHEMA
    assert set(data["figures"]) == set(report.figures)
    for figure_id, found in data["figures"].items():
        figure = report.figures[figure_id]
        value = None if figure.value is None else exact(figure.value)
        assert (found["value"], found["shown"], found["n"]) == (value, show(figure), figure.n)
        labels = {paper["label"] for paper in found["papers"]}
        assert {"Value", "What", "Based on", "Interval", "Source", "Method", "Explain"} <= labels
    for section, source in zip(data["sections"], report.sections, strict=True):
        sentences = [s for paragraph in section["paragraphs"] for s in paragraph]
        assert [s["plain"] for s in sentences] == [s.plain() for p in source.paragraphs for s in p]


@pytest.mark.parametrize("render", [to_json, to_markdown, lambda r: to_terminal(r, width=80, colour=True)])
def test_same_report_same_bytes(render: object) -> None:
    assert callable(render)
    assert render(sample_report(3)) == render(sample_report(3))


def test_colour_only_adds_codes_and_no_color_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    report = sample_report(2)
    plain, coloured = to_terminal(report, width=80), to_terminal(report, width=80, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert ESCAPE.sub("", coloured) == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert to_terminal(report, width=80, colour=True) == plain


def test_terminal_marks_real_differences_with_a_sign_and_cuts_long_tables() -> None:
    text = to_terminal(sample_report(2), width=80)
    assert "points ≠" in text
    assert "and 3 more: --format html" in text


def test_control_characters_never_reach_the_terminal() -> None:
    text = to_terminal(sample_report(5), width=80)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)


def test_markdown_keeps_hostile_text_as_text() -> None:
    # Commands stand in code spans, where every character shows as it is.
    text = re.sub(r"Explain: (`+) ?.*?(?<!`)\1(?!`)", "", to_markdown(sample_report(5)))
    assert HOSTILE not in text
    assert not re.search(r"(?<!\\)<script", text)
    assert "](<javascript" not in text
    for line in text.splitlines():
        if line.startswith("| "):
            assert line.endswith(" |")


def test_markdown_tables_have_the_same_number_of_columns_in_each_row(report: Report) -> None:
    table: list[int] = []
    for line in [*to_markdown(report).splitlines(), ""]:
        if line.startswith("| "):
            table.append(len(re.findall(r"(?<!\\)\|", line)))
        else:
            assert len(set(table)) <= 1
            table = []


def test_figures_and_sources_are_numbered_in_reading_order(report: Report) -> None:
    cited = citations(report)
    first = next(f for s in report.sections for p in s.paragraphs for x in p for f in x.figures)
    assert cited.figures[first] == 1
    assert sorted(cited.figures.values()) == list(range(1, len(report.figures) + 1))
    assert sorted(cited.sources.values()) == list(range(1, len(report.origins) + 1))
