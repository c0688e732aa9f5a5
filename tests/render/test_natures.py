"""Posted, observed and modelled pay are told apart, in every form, without colour."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import sample_report

from metier.model import Figure, Filters, Nature, Report, Section, Sentence, Status, Table, TableCell, nature
from metier.report.render.as_json import to_json
from metier.report.render.citing import citations
from metier.report.render.html import to_html
from metier.report.render.markdown import to_markdown
from metier.report.render.natures import MARKS, WORDS, Usual, legends, marked_in_sentence, unusual, usual_nature
from metier.report.render.terminal import to_terminal

MEASURES = ("pay_advertised.p50", "pay_survey.p50", "wage.p50", "prevailing_wage.p50", "pay_as_published.p50", "pay.x")


def pay(measure: str = "pay_advertised.p50", status: Status = Status.MEASURED, **more: object) -> Figure:
    known: dict[str, object] = {
        "id": f"{measure}/a/{status}",
        "measure": measure,
        "label": "pay",
        "unit": "usd_year",
        "value": 100_000.0,
        "status": status,
        "period": "2025",
        "place": "US",
        "origins": ("synthetic_postings",),
        "method": "m@1",
        "no_interval": "none here",
        **more,
    }
    return Figure(**known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figure", "found"),
    [
        (pay(), Nature.POSTED),
        (pay("pay_survey.p50"), Nature.OBSERVED),
        (pay("wage.p50", Status.PUBLISHED), Nature.OBSERVED),
        (pay("wage.p90", Status.TOP_CODED), Nature.OBSERVED),
        (pay("prevailing_wage.p50", Status.PUBLISHED, unit="usd_hour"), Nature.OBSERVED),
        (pay(status=Status.ESTIMATED), Nature.MODELLED),
        (pay("pay_survey.p50", Status.ESTIMATED), Nature.MODELLED),
        (pay("pay_at_us_prices.p50", unit="usd_ppp_year", parts=("pay_survey.p50.aijobs/a/",)), Nature.OBSERVED),
        (pay("pay_at_us_prices.p50", unit="usd_ppp_year", parts=("pay_advertised.p50.aijobs/a/",)), Nature.POSTED),
        (pay("pay_as_published.p50"), None),  # a file that mixes kinds
        (pay("pay_gap.raw", Status.ESTIMATED, unit="percent"), None),  # a comparison, no amount
        (pay("technology.share", Status.ESTIMATED, unit="share"), None),
    ],
)
def test_a_figure_tells_its_nature(figure: Figure, found: Nature | None) -> None:
    assert nature(figure) is found


@given(st.sampled_from(MEASURES), st.sampled_from(["usd_year", "eur_year", "inr_year", "usd_ppp_year"]))
def test_an_estimate_is_never_shown_as_posted_or_observed(measure: str, unit: str) -> None:
    assert nature(pay(measure, Status.ESTIMATED, unit=unit)) in (Nature.MODELLED, None)


def test_marks_and_words_differ() -> None:
    assert set(MARKS) == set(WORDS) == set(Nature)
    assert len(set(MARKS.values())) == len(set(WORDS.values())) == len(Nature)


def _report(*figures: Figure, sentence: Sentence | None = None) -> Report:
    table = Table("Pay", ("", *("x" for _ in figures)), (tuple(TableCell("$100k", f.id) for f in figures),))
    paragraphs = ((sentence,),) if sentence else ()
    section = Section(id="pay", title="Pay", paragraphs=paragraphs, blocks=() if sentence else (table,))
    return Report(title="t", roles=(), filters=Filters(), sections=(section,), figures={f.id: f for f in figures})


def test_a_sentence_marks_the_first_amount_and_each_change() -> None:
    figures = [replace(pay(), id=f"pay_advertised.p{i}/a/") for i in (25, 50)] + [pay("wage.p50", Status.PUBLISHED)]
    share = pay("technology.share", Status.ESTIMATED, unit="share", value=0.4)
    shown = (figures[0], share, figures[1], figures[2])
    sentence = Sentence("{0} {1} {2} {3}", tuple(f.id for f in shown), ("A", "B", "C", "D"))
    report = _report(*shown, sentence=sentence)
    assert list(marked_in_sentence(sentence, citations(report)).values()) == [Nature.POSTED, Nature.OBSERVED]
    assert "✎A B C ✓D" in to_terminal(report)
    assert "A (posted)[^1] 40" not in to_markdown(report)
    assert "A (posted)[^1] B[^2] C[^3] D (observed)[^4]" in to_markdown(report)


def test_a_table_says_once_what_most_amounts_are_and_marks_the_others() -> None:
    posted = [replace(pay(), id=f"pay_advertised.p50/a/{i}") for i in range(3)]
    modelled = pay(status=Status.ESTIMATED)
    for figures, line in (
        (posted, "All amounts are posted."),
        ([*posted, modelled], "Amounts are posted, save those marked modelled."),
    ):
        report = _report(*figures)
        usual = usual_nature(report.sections[0].blocks[0], citations(report))
        assert usual is not None
        assert usual.words() == line
        assert line in to_markdown(report)
        assert unusual(posted[0], usual.nature) is None
        assert unusual(modelled, usual.nature) is Nature.MODELLED
    assert (
        usual_nature(_report(posted[0], modelled).sections[0].blocks[0], citations(_report(posted[0], modelled)))
        is None
    )
    assert Usual(Nature.POSTED).every


def test_a_missing_amount_carries_no_mark() -> None:
    few = pay(status=Status.TOO_FEW, value=None, n=2, n_of="statements", no_interval=None)
    assert unusual(few, None) is None


def test_the_legend_stands_where_pay_first_comes_and_names_what_is_shown(report: Report) -> None:
    found = legends(report, citations(report))
    assert list(found) == ["pay"]
    assert set(found["pay"]) == set(Nature)
    text = to_terminal(report, width=120)
    for one in Nature:
        assert f"{MARKS[one]} {one}: " in text
        assert f"{one.value.capitalize()}: {WORDS[one]}." in to_markdown(report)
        assert f"<strong>{one}</strong>: {WORDS[one]}" in to_html(report)


def test_html_draws_each_nature_in_its_own_shape_with_its_word() -> None:
    html = to_html(sample_report(2))
    for one in Nature:
        assert html.count(f'id="n-{one}"') == 1
        assert f'aria-label="{one}"' in html
    assert 'class="area is-modelled"' in html
    assert 'class="area is-posted"' in html
    assert 'class="area is-observed"' not in html
    assert 'class="box"' in html


def test_json_names_the_nature_of_each_figure(report: Report) -> None:
    for figure_id, found in json.loads(to_json(report))["figures"].items():
        assert found["nature"] == nature(report.figures[figure_id])
        assert any(p["label"] == "Nature" for p in found["papers"]) == (found["nature"] is not None)


def test_terminal_bars_tell_the_natures_apart_without_colour() -> None:
    text = to_terminal(sample_report(1, hostile=False), width=80)
    for row, fill in (("posted, advertised", "█"), ("observed, stated", "═"), ("modelled, from pay", "░")):
        after = text[text.index(row) :].splitlines()[1]
        assert fill in after
        assert not re.search(f"[{'█═░'.replace(fill, '')}]", after)
