"""Pay by kind side by side: posted, reported in a survey, and official wages of the closest occupations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from metier.model import Figure, PayChart, PayRow, Section, Sentence
from metier.release.kept import Kept
from metier.release.prices import DOLLARS, currency_of
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_page.asked import Asked
from metier.report.pay_page.papers import answer_figures, unit_of, width_figure
from metier.report.pay_page.stated import Stated
from metier.report.render.values import show
from metier.statistics.pay_rows import PayRows

BINS = 24
WHAT = {"advertised": "statement", "survey": "answer"}
KINDS = {"advertised": "advertised", "survey": "survey answers"}
_NOTES = {
    "advertised": "Advertised: what postings state, a range counting half at each end.",
    "survey": "Survey: what people said they earn.",
    "official": "Official: what employers report that they pay people in the closest occupation of the United States "
    "wage survey, whatever their level.",
}


def section(asked: Asked, official: tuple[PayRow, ...], *, full: bool) -> Section:
    """The section: one chart with a row a role, kind and place; without ``full`` one a role and kind."""
    rows = (*stated_rows(asked), *official)
    if not full:
        rows = tuple({(row.role_index, row.kind): row for row in reversed(rows)}[key] for key in _keys(rows))
    if not rows:
        text = "No pay of these roles is known well enough to be drawn."
        return Section(id="pay-kinds", title="Posted, reported and official", missing=(Sentence(text),))
    note = _note(rows) + _own_currency(asked)
    chart = PayChart(f"Pay a year in {money_name(asked.money)}, by kind", rows, note, unit_of(asked.money))
    return Section(id="pay-kinds", title="Posted, reported and official", blocks=(chart,))


def _note(rows: tuple[PayRow, ...]) -> str:
    """What each kind on the chart is, in a line."""
    kinds = {row.kind for row in rows}
    first = "Kinds are never pooled. " if len(kinds) > 1 else ""
    return first + " ".join(text for kind, text in _NOTES.items() if kind in kinds)


def _own_currency(asked: Asked) -> str:
    """How to see amounts in the currency of the country asked for, where they are in dollars."""
    country = asked.question.filters.country
    own = currency_of(asked.ctx.release, country) if country and asked.money == DOLLARS else ""
    return f" In {own}: --currency {own}." if own not in ("", "USD") else ""


def _keys(rows: tuple[PayRow, ...]) -> list[tuple[int, str]]:
    """Each role and kind once, in order."""
    return list(dict.fromkeys((row.role_index, row.kind) for row in rows))


def money_name(money: str) -> str:
    """What amounts are in, in words.

    >>> money_name(""), money_name("PPP"), money_name("EUR")
    ('US dollars', 'dollars at United States prices', 'EUR')
    """
    return {"": "US dollars", "PPP": "dollars at United States prices"}.get(money, money)


def stated_rows(asked: Asked) -> tuple[PayRow, ...]:
    """A row a role, collection and kind that answers for the slice; the leading answer first, even if it is near it."""
    rows = []
    for index, (role, best, entries) in enumerate(zip(asked.roles, asked.best, asked.stated, strict=True)):
        leading = [best] if best is not None else []
        others = [s for s in entries if s.exact and s is not best]
        others.sort(key=lambda s: (s.kind != "advertised", -s.unrelated, s.collection))
        rows += [_row(asked, index, role.label, s) for s in (*leading, *others)]
    return tuple(rows)


def _row(asked: Asked, index: int, label: str, stated: Stated) -> PayRow:
    ctx, role = asked.ctx, asked.roles[index]
    figures = answer_figures(ctx, role, stated, asked.money)
    width = width_figure(ctx, role, stated, asked.money)
    near = "" if stated.exact else ", " + (stated.filters.country or "all countries")
    return PayRow(
        f"{label}: {KINDS[stated.kind]}, {COLLECTION_NAMES[stated.collection]} {figures['p50'].period}{near}"
        f"{_estimated(stated, figures['p50'])}",
        stated.kind,
        tuple((name, ctx.add(figure)) for name, figure in figures.items()),
        histogram(stated.inside.rows) if figures["p50"].status.value == "measured" else (),
        index,
        None if width is None else ctx.add(width),
    )


def _estimated(stated: Stated, median: Figure) -> str:
    """What a modelled row rests on: '; estimated from 31 answers (their own middle $150k) and similar jobs'."""
    shown = stated.shown
    if shown is None or shown.nature != "modelled":
        return ""
    n, what = shown.n_statements, WHAT[stated.kind]
    own = show(replace(median, value=shown.median.stated))
    return f"; estimated from {n:,} {what}{'' if n == 1 else 's'} (their own middle {own}) and similar jobs"


def histogram(rows: PayRows) -> tuple[tuple[float, float, float], ...]:
    """Shares of statements in equal steps of log pay, between the outermost hundredths, to draw."""
    return _HISTOGRAMS.of(rows, None, lambda: _histogram(rows))


_HISTOGRAMS: Kept[PayRows, tuple[tuple[float, float, float], ...]] = Kept(512)


def _histogram(rows: PayRows) -> tuple[tuple[float, float, float], ...]:
    ends = np.concatenate([rows.low, rows.high])
    weight = np.concatenate([rows.statements, rows.statements]) / 2
    order = np.argsort(ends)
    upto = np.cumsum(weight[order]) / weight.sum()
    low, high = (float(ends[order][min(int(np.searchsorted(upto, p)), len(ends) - 1)]) for p in (0.01, 0.99))
    if not low < high:
        return ()
    edges = np.geomspace(low, high * 1.0001, BINS + 1)
    share = np.histogram(np.clip(ends, low, high), edges, weights=weight)[0] / weight.sum()
    return tuple(
        (round(float(a), 2), round(float(b), 2), round(float(s), 5))
        for a, b, s in zip(edges[:-1], edges[1:], share, strict=True)
    )
