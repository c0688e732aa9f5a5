"""A figure's papers in words: what a reader needs to trust, cite or repeat it."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Mapping

from metier.model import Figure, Flag, Origin, Status
from metier.report.filter_words import filters_in_words, place_in_words
from metier.report.render.natures import in_words
from metier.report.render.values import reason, show, show_interval, show_n

FLAGS = {
    Flag.LOW_PRECISION: "low precision",
    Flag.SMALL_SAMPLE: "small sample",
    Flag.PROXY: "stands in for something that was not measured",
    Flag.MAPPED_CLOSE: "crosses a link between occupations that is close, not exact",
    Flag.LOWER_BOUND: "a lower bound",
    Flag.CLUSTERS_UNKNOWN: "employers not recorded, so the interval may be too narrow",
    Flag.OLD: "describes a period that ended more than two years before this release",
}
STATUSES = {
    Status.PUBLISHED: "the producer's own value",
    Status.MEASURED: "counted from the records",
    Status.ESTIMATED: "estimated from the records",
    Status.TOP_CODED: "a lower bound: the producer does not publish more than this",
    Status.NOT_PUBLISHED: "the producer does not publish it",
    Status.TOO_FEW: "fewer records than our stated minimum",
    Status.NOT_COVERED: "the source does not cover it",
}
KINDS = {
    "posterior": "allows for one employer's repeated postings; small samples lean on similar roles",
    "cluster-robust": "allows for one employer's repeated postings",
    "order-statistic": "from the order of the values",
    "bootstrap": "by drawing the employers again and again",
    "producer": "the producer's own",
}
FULL_CITATIONS = 2  # sources of one figure that a page cites in full beside it


def kind_in_words(kind: str) -> str:
    """What kind of interval it is, in words."""
    return KINDS.get(kind, kind.replace("_", " "))


def interval_in_words(figure: Figure) -> str:
    """The interval with its level and kind, or why there is none."""
    if figure.interval is None:
        return f"none: {figure.no_interval or reason(figure)}"
    level = f"{figure.interval.level * 100:g}"
    return f"{show_interval(figure)} ({level} % interval; {kind_in_words(figure.interval.kind)})"


def source_in_words(origin_id: str, origins: Mapping[str, Origin]) -> str:
    """The citation that the producer asks for, with the licence; the id where the origin is unknown."""
    origin = origins.get(origin_id)
    if origin is None:
        return origin_id
    citation = origin.citation or f"{origin.producer}, {origin.title}, {origin.version}"
    return f"{citation} ({origin.licence})" if origin.licence else citation


def explain_command(figure_id: str) -> str:
    """The command that prints a figure down to its rows.

    >>> explain_command("technology.share/a/python@country=US")
    'metier explain technology.share/a/python@country=US'
    """
    return f"metier explain {shlex.quote(figure_id)}"


def how_often_read(figure: Figure) -> str:
    """In how many of the searched records the figure's subject could be read; '' where that has no meaning."""
    if not figure.looked_at or figure.n is None:
        return ""
    share = figure.n / figure.looked_at
    return f"in {figure.n:,} of {figure.looked_at:,} {figure.looked_at_of} ({share * 100:.0f} %)"


def _inputs(figure: Figure) -> str:
    pairs = (
        f"{name}: {value:,}" if isinstance(value, int) and name != "row" else f"{name}: {value}"
        for name, value in figure.inputs
    )
    return "; ".join(pairs)


def sources_in_words(figure: Figure, origins: Mapping[str, Origin], *, brief: bool) -> list[str]:
    """The sources of a figure, one text each; where brief, many become one text that counts them."""
    if not brief or len(figure.origins) <= FULL_CITATIONS:
        return [source_in_words(origin, origins) for origin in figure.origins]
    producers = Counter(origins[o].producer if o in origins else o for o in figure.origins)
    names = (f"{name} ({count})" if count > 1 else name for name, count in producers.items())
    return [f"{len(figure.origins)} files: {', '.join(names)}; each is cited under Sources"]


def papers(figure: Figure, origins: Mapping[str, Origin], *, brief: bool = False) -> list[tuple[str, str]]:
    """(label, text) pairs that say what a figure is and where it comes from, in a fixed order.

    ``brief`` is for pages that list every source once anyway: many sources are counted, not cited.
    """
    found = [
        ("Value", show(figure)),
        ("What", figure.label),
        ("Based on", show_n(figure) or "number not published"),
        ("Could be read", how_often_read(figure)),
        ("Interval", interval_in_words(figure)),
        ("Period", figure.period),
        ("Place", place_in_words(figure.place)),
        ("Filters", filters_in_words(figure.filters) or "none"),
        ("Nature", in_words(figure)),
        ("Status", STATUSES[figure.status]),
        ("Take care", "; ".join(FLAGS[flag] for flag in sorted(figure.flags))),
        ("Note", figure.note),
        *(("Source", text) for text in sources_in_words(figure, origins, brief=brief)),
        ("Method", figure.method),
        ("Made from", _inputs(figure)),
        ("Explain", explain_command(figure.id)),
    ]
    return [(label, text) for label, text in found if text]
