"""How figures are made, in plain words, with every threshold and the reason for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from metier.surfaces.pages.frame import render
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.pages.whole import whole
from metier.vocabulary import Rule, rules

PATH = "/methods"
_TITLE = "How figures are made"
_DESCRIPTION = (
    "From postings and official statistics to a figure: each step in plain words, with its formula and limits."
)


@dataclass(frozen=True, slots=True)
class Method:
    """A step: where it stands on the page, and how the papers of figures and the reasons of rules name it."""

    anchor: str
    title: str
    named: tuple[str, ...] = ()  # beginnings of method names in papers
    rules: tuple[str, ...] = ()  # beginnings of rule names


METHODS = (
    Method("postings", "Postings", ("build.counts",), ("dedupe", "data_jobs", "coverage", "release", "jobs")),
    Method("reading", "Reading", (), ("title", "reading", "similar", "roles", "semantic", "stream")),
    Method("shares", "Shares", ("statistics.shares",), ("minimum", "interval", "prior", "flag", "shared")),
    Method("differences", "Differences", ("statistics.differences",), ("difference", "distinctive")),
    Method("pay-observations", "Statements of pay", ("median of high", "numpy.quantile"), ("annualise",)),
    Method("pay", "Pay", ("statistics.pay.", "statistics.like_for_like"), ("pay",)),
    Method("pay-cells", "Pay where few state it", ("statistics.pay_cells", "statistics.pay_answers")),
    Method(
        "pay-model",
        "Pay of a described job",
        ("statistics.pay_estimate", "statistics.pay_premiums"),
        ("pay_estimator", "pay_effects"),
    ),
    Method("purchasing-power", "Currencies and prices", (), ("exchange_rate",)),
    Method("pay-trend", "Trend of pay", ("statistics.pay_trend", "statistics.pay_ladder"), ("pay_trend",)),
    Method("official", "Official statistics", ("as published", "median over counties", "employment of"), ("wage",)),
    Method("related", "Related roles and the map", (), ("related", "map")),
    Method("technologies", "Technologies", (), ("technology",)),
    Method("learning-order", "Learning order", ("build.learning",), ("learning",)),
)
_OPERATING = "serve"  # rules that are about running a site, not about figures
_METHOD_PAGE = re.compile(r"docs/methods/([a-z-]+)\.md")


def method_path(name: str) -> str:
    """The place on this page that explains a method as the papers of a figure name it; '' for none.

    >>> method_path("statistics.shares.posterior@1"), method_path("?")
    ('/methods#shares', '')
    """
    found = next((one for one in METHODS if any(name.startswith(start) for start in one.named)), None)
    return f"{PATH}#{found.anchor}" if found else ""


@lru_cache(maxsize=1)
def rules_by_method() -> dict[str, tuple[Rule, ...]]:
    """The rules of each method by its anchor. One that no method claims is under ''."""
    found: dict[str, list[Rule]] = {one.anchor: [] for one in METHODS}
    for rule in rules().values():
        if not rule.id.startswith(f"{_OPERATING}."):
            found.setdefault(_anchor(rule), []).append(rule)
    return {anchor: tuple(kept) for anchor, kept in found.items()}


def _anchor(rule: Rule) -> str:
    """Where a rule belongs: the page that its reference names, else its own beginning."""
    page = _METHOD_PAGE.fullmatch(rule.reference)
    if page and any(page[1] == one.anchor for one in METHODS):
        return page[1]
    start = rule.id.partition(".")[0]
    return next((one.anchor for one in METHODS if start in one.rules), "")


def literature(rule: Rule) -> str:
    """The published reference of a rule; '' where it refers to a file of the source code."""
    return "" if "/" in rule.reference and rule.reference.endswith((".md", ".py")) else rule.reference


def page(site: Site) -> Page:
    """The page of methods."""
    grouped = rules_by_method()
    main = render(
        "methods.html.j2",
        site=site,
        methods=METHODS,
        rules=grouped,
        others=grouped.get("", ()),
        literature=literature,
    )
    return whole(
        site,
        PATH,
        title=_TITLE,
        description=_DESCRIPTION,
        main=main,
        current="methods",
        trail=[(_TITLE, PATH)],
    )
