"""Makes the invented figures of the sample report."""

from __future__ import annotations

import random
from itertools import pairwise

from metier.model import (
    Dumbbell,
    DumbbellRow,
    Figure,
    Filters,
    Flag,
    Interval,
    Role,
    Sentence,
    Status,
    TableCell,
)
from metier.report.render.values import show


class Maker:
    """Makes invented figures and keeps every one it made."""

    def __init__(self, roles: tuple[Role, ...], filters: Filters, seed: int) -> None:
        self.roles, self.filters, self.random = roles, filters, random.Random(seed)
        self.figures: dict[str, Figure] = {}

    def add(self, **parts: object) -> str:
        base: dict[str, object] = {
            "period": "2024–2025",
            "place": "all countries",
            "origins": ("synthetic_postings",),
            "method": "statistics.shares.shares@1",
            "filters": self.filters.items(),
            "status": Status.ESTIMATED,
        }
        figure = Figure(**{**base, **parts})  # type: ignore[arg-type]
        self.figures[figure.id] = figure
        return figure.id

    def shown(self, figure_id: str) -> str:
        return show(self.figures[figure_id])

    def say(self, text: str, *figures: str, also: tuple[str, ...] = ()) -> Sentence:
        return Sentence(text, figures, tuple(self.shown(f) for f in figures), also)

    def cell(self, figure_id: str, mark: str = "") -> TableCell:
        return TableCell(self.shown(figure_id), figure_id, mark)

    def share(self, measure: str, role: Role, item: str, value: float | None) -> str:
        few = value is None
        centre = 0.0 if value is None else value
        half = 0.02 + 0.05 * self.random.random()
        return self.add(
            id=f"{measure}.share/postings/{role.role_id}/{item}",
            measure=f"{measure}.share",
            unit="share",
            label=f"Share of {role.label} postings that show {item}",
            value=value,
            status=Status.TOO_FEW if few else Status.ESTIMATED,
            n=12 if few else self.random.randint(300, 4200),
            n_of="postings",
            interval=None if few else Interval(max(0.0, centre - half), min(1.0, centre + half), 0.95, "posterior"),
            flags=frozenset({Flag.SMALL_SAMPLE}) if centre and centre < 0.1 else frozenset(),
            note="At least 30 readable postings are needed." if few else "",
            inputs=() if few else (("postings that show it", 412), ("unshrunk share", 0.4123)),
        )

    def dumbbell(self, measure: str, caption: str, items: tuple[str, ...], note: str = "") -> Dumbbell:
        rows = []
        for index, item in enumerate(items):
            base = max(0.004, 0.92 - index * 0.075 % 0.9)
            values = [min(0.997, max(0.003, base + self.random.uniform(-0.3, 0.25))) for _ in self.roles]
            blank = index == 4 and len(self.roles) > 1
            figures: list[str | None] = [
                self.share(measure, role, item, None if blank and i == 1 else values[i])
                for i, role in enumerate(self.roles)
            ]
            if index == 6 and len(self.roles) > 1:
                figures[0] = None
            difference, real = None, False
            if len(self.roles) > 1 and None not in figures and not blank:
                a, b = max(pairwise(range(len(self.roles))), key=lambda p: abs(values[p[0]] - values[p[1]]))
                gap = values[a] - values[b]
                real = abs(gap) > 0.1
                difference = self.add(
                    id=f"{measure}.difference/postings/{self.roles[a].role_id}~{self.roles[b].role_id}/{item}",
                    measure=f"{measure}.difference",
                    unit="points",
                    value=gap,
                    n=300,
                    n_of="postings of the smaller role",
                    label=f"{self.roles[a].label} less {self.roles[b].label}: share that show {item}",
                    interval=Interval(gap - 0.06, gap + 0.06, 0.95, "posterior"),
                    parts=(str(figures[a]), str(figures[b])),
                    method="statistics.differences.differences@1",
                )
            rows.append(DumbbellRow(item, tuple(figures), difference, real))
        return Dumbbell(caption, tuple(r.label for r in self.roles), tuple(rows), note)

    def pay(self, role: Role, kind: str, low: float, *, blank: str = "", top: str = "") -> tuple[tuple[str, str], ...]:
        found = []
        official = kind == "official"
        for step, name in enumerate(("p10", "p25", "p50", "p75", "p90")):
            value: float | None = None if name == blank else low * (1 + 0.28 * step)
            status = Status.PUBLISHED if official else Status.ESTIMATED if kind == "modelled" else Status.MEASURED
            measure = "wage" if official else "pay_survey" if kind == "survey" else "pay_advertised"
            if name == blank:
                status = Status.NOT_PUBLISHED
            elif name == top:
                status, value = Status.TOP_CODED, 239_200.0
            found.append(
                (
                    name,
                    self.add(
                        id=f"{measure}.{name}.{kind}/{role.role_id}/all",
                        measure=f"{measure}.{name}",
                        unit="usd_year",
                        value=value,
                        label=f"{name} of {kind} pay of {role.label}",
                        status=status,
                        n=None if official else 640,
                        n_of=None if official else "amounts",
                        origins=("synthetic_wages",) if official else ("synthetic_postings",),
                        interval=Interval(value * 0.97, value * 1.03, 0.95, "order-statistic")
                        if value and not official
                        else None,
                        no_interval="the producer publishes none for quantiles"
                        if official and value is not None
                        else None,
                        method="statistics.pay.quantile@1",
                    ),
                )
            )
        return tuple(found)

    def histogram(self, low: float) -> tuple[tuple[float, float, float], ...]:
        bins, edge = [], low * 0.7
        while edge < low * 2.9:
            peak = low * 1.55
            bins.append(
                (
                    edge,
                    edge * 1.01,
                    max(0.0, 1 - abs(edge - peak) / (0.9 * low)) * self.random.uniform(0.5, 1.5),
                )
            )
            edge *= 1.01
        total = sum(b[2] for b in bins)
        return tuple((a, b, s / total) for a, b, s in bins)
