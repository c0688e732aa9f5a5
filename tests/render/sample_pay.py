"""The invented pay section: every chart of pay, every nature, several currencies, missing values."""

from __future__ import annotations

from sample_maker import Maker
from sample_words import HOSTILE, LONG

from metier.model import (
    BarRow,
    Flag,
    Interval,
    Ladder,
    LadderChart,
    LadderSeries,
    PayChart,
    PayRow,
    RankedBars,
    Role,
    Status,
    Table,
    TableCell,
    TrendChart,
    TrendSeries,
)

LADDERS = (
    Ladder("Individual contributors", ("Entry", "Mid", "Senior", "Staff", "Principal")),
    Ladder("Managers", ("Lead", "Manager", "Director")),
)
COUNTRIES = ("Switzerland", "United States", "United Kingdom", "Germany", "Poland", "India", "Japan")
BREAK = "the producer merged every data science title into Data Scientist."


def amount(make: Maker, name: str, value: float | None, *, nature: str = "posted", **more: object) -> str:
    """One invented amount of pay of a nature."""
    measure = {"posted": "pay_advertised.p50", "observed": "pay_survey.p50", "modelled": "pay_advertised.p50"}[nature]
    status = Status.TOO_FEW if value is None else Status.ESTIMATED if nature == "modelled" else Status.MEASURED
    return make.add(
        **{
            "id": f"{measure}.{name}",
            "measure": measure,
            "label": f"Median pay: {name}",
            "unit": "usd_year",
            "value": value,
            "status": status,
            "n": 4 if value is None else 123,
            "n_of": "statements (a range counts once)",
            "interval": None if value is None else Interval(value * 0.9, value * 1.12, 0.95, "order-statistic"),
            **more,
        }
    )


def chart(make: Maker) -> PayChart:
    """Posted, observed (official and survey) and modelled distributions."""
    rows = []
    for i, role in enumerate(make.roles):
        low = 88_000 + 9_000 * i
        width = amount(make, f"width/{role.role_id}/all", 38_000.0 + 4_000 * i, interval=None, no_interval="a width")
        posted = make.pay(role, "advertised", low)
        rows.append(PayRow(role.label, "advertised", posted, make.histogram(low), i, width))
        name = "Sample Occupation" if i == 0 else LONG[:60]
        official = make.pay(role, "official", low - 9_000, blank="p25" if i else "", top="p90")
        rows.append(PayRow(name, "official", official, (), i))
    first = make.roles[0]
    modelled = make.pay(first, "modelled", 80_000)
    rows.append(PayRow(f"{first.label} in Austria", "advertised", modelled, make.histogram(80_000), 0))
    rows.append(PayRow(f"{first.label}, 2021", "survey", make.pay(first, "survey", 70_000), make.histogram(70_000), 0))
    rows.append(PayRow("Unknown occupation", "survey", (), (), 0))
    return PayChart("Pay in US dollars a year", tuple(rows), "Advertised and official pay are never pooled.")


def ladder(make: Maker) -> LadderChart:
    """A ladder in euros: thin levels modelled, one level without evidence, one that nobody has."""
    series = []
    for i, role in enumerate(make.roles):
        points: list[tuple[str, str | None]] = []
        levels = [level for one in LADDERS for level in one.levels if level != "Principal"]
        for step, level in enumerate(levels):
            nature = "modelled" if (step + i) % 4 == 3 else "posted"
            value = 48_000.0 * (1.16**step) * (1 + 0.07 * i)
            name = f"ladder/{role.role_id}/{level}"
            found = amount(make, name, value, nature=nature, unit="eur_year")
            points.append((level, None if level == "Entry" and i else found))
        series.append(LadderSeries(role.label, tuple(points), i))
    return LadderChart(
        "Median pay by level in Germany", LADDERS, tuple(series), "Levels as titles state them.", "eur_year"
    )


def countries(make: Maker, hostile: bool) -> RankedBars:
    """Ranked countries with ticks at US prices, one modelled, one without evidence."""
    first = make.roles[0]
    rows = []
    for i, name in enumerate((*COUNTRIES, HOSTILE) if hostile else COUNTRIES):
        few = name == "Japan"
        nature = "modelled" if name == "Poland" else "observed" if name == "India" else "posted"
        value = None if few else 182_000.0 * 0.78**i
        figure = amount(make, f"country/{first.role_id}/{i}", value, nature=nature)
        real = (value or 0.0) * (0.8 + 0.35 * i)
        second = None if few else amount(make, f"real/{first.role_id}/{i}", real, nature=nature, unit="usd_ppp_year")
        rows.append(BarRow(name, figure, second))
    return RankedBars("Median pay by country", tuple(rows), "Newest two years.")


def months() -> list[str]:
    return [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]


def trend(make: Maker, periods: list[str], name: str) -> TrendChart:
    """Change of pay by period, with a break."""
    series = []
    for i, role in enumerate(make.roles[:2]):
        points: list[tuple[str, str | None]] = []
        for step, period in enumerate(periods):
            value = -9.0 + 12.0 * step / len(periods) + (-1.5) ** (step % 3) * 0.8 * (i + 1)
            change = make.add(
                id=f"pay_trend.change.{name}/{role.role_id}/{period}",
                measure="pay_trend.change",
                label=f"Change of pay of {role.label}, {period}",
                unit="percent",
                value=value,
                n=220,
                n_of="statements",
                interval=Interval(value - 3.5 - step % 4, value + 3 + step % 3, 0.95, "cluster-robust"),
            )
            points.append((period, None if step == 3 and i else change))
        series.append(TrendSeries(role.label, tuple(points), i))
    return TrendChart(f"Advertised pay by {name}", tuple(series), (("2024-05", BREAK),), note="One mix of cells.")


def mixed_table(make: Maker) -> Table:
    """A table with several natures: each amount carries its mark."""
    rows = []
    for nature in ("posted", "observed", "modelled"):
        cells = [make.cell(amount(make, f"mixed/{r.role_id}/{nature}", 61_400.0, nature=nature)) for r in make.roles]
        rows.append((TableCell(f"From {nature} pay"), *cells))
    return Table("Three kinds of pay", ("Kind", *(r.label for r in make.roles)), tuple(rows))


def by_country_table(make: Maker) -> Table:
    """A table with one nature: it says so once."""
    rows = []
    for i, country in enumerate(("United States", "Germany", "India", "Japan")):
        few = country == "Japan"
        ids = [
            amount(
                make,
                f"table/{r.role_id}/{country}",
                None if few else 2_900_000.0 / (i + 1),
                unit="inr_year",
                flags=frozenset({Flag.CLUSTERS_UNKNOWN}),
            )
            for r in make.roles
        ]
        rows.append((TableCell(country), *map(make.cell, ids)))
    return Table("Median pay in rupees", ("Country", *(r.label for r in make.roles)), tuple(rows), "2024–2025")


def pay_section(make: Maker, hostile: bool) -> dict[str, object]:
    """Paragraphs and blocks of the pay section."""
    first: Role = make.roles[0]
    gap = make.add(
        id="pay.gap/x",
        measure="pay.gap",
        label="Like-for-like gap",
        unit="usd_year",
        value=-12_400.0,
        n=500,
        n_of="amounts",
        interval=Interval(-19_000, -5_000, 0.95, "bootstrap"),
    )
    pay = chart(make)
    low, middle, high = (dict(pay.rows[0].quantiles)[q] for q in ("p25", "p50", "p75"))
    paid = dict(pay.rows[1].quantiles)["p50"]
    return {
        "paragraphs": (
            (
                make.say(
                    f"Half of the pay for {first.label} lies between {{0}} and {{1}}, the middle is {{2}}; "
                    "people really get {3}.", low, high, middle, paid,
                ),
                make.say("Like for like, the first pays {0} against the second.", gap),
            ),
        ),
        "blocks": (
            pay,
            ladder(make),
            countries(make, hostile),
            trend(make, [str(year) for year in range(2020, 2026)], "year"),
            trend(make, months(), "month"),
            mixed_table(make),
            by_country_table(make),
        ),
    }  # fmt: skip
