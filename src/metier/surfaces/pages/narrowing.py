"""What a role's evidence or pay can be narrowed to, as the boxes of a form."""

from __future__ import annotations

from dataclasses import dataclass

from metier.model import Filters
from metier.release.official import country_names
from metier.release.prices import PPP, currencies
from metier.release.reader import Release, remembered
from metier.release.role_overview import PaySpread
from metier.release.slices import choices as slices_of
from metier.report.question import EMPLOYMENT_TYPES
from metier.vocabulary import levels

FILTER_WORDS = {"country": "Country", "level": "Level", "year": "Year", "remote": "Place of work"}
EVERYTHING = {
    "country": "All countries",
    "level": "All levels",
    "year": "All years",
    "remote": "Anywhere",
    "employment_type": "All types",
}  # what a box says that narrows nothing


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a box as it stands in an address, its words, and whether it is chosen."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A select box: the name of its parameter, its label, and its options, of which the first narrows nothing."""

    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> str:
        """The words of the chosen option; '' where the box narrows nothing."""
        return next((option.label for option in self.options if option.chosen and option.value), "")


def role_boxes(release: Release, role_id: str, filters: Filters) -> tuple[Box, ...]:
    """Country, level, year and workplace of a role's postings, as far as there are enough."""
    held = dict(filters.items())
    return tuple(
        _box(
            found.name,
            FILTER_WORDS[found.name],
            {one.value: one.label for one in found.found},
            held.get(found.name, ""),
        )
        for found in slices_of(release, [role_id], filters)
        if found.found
    )


def pay_boxes(release: Release, spread: PaySpread, filters: Filters, money: str) -> tuple[Box, ...]:
    """Country, level, year, workplace, type and currency of what is stated about a role's pay."""
    countries, named = country_names(release), {level.id: level.label for level in levels().values()}
    held = dict(filters.items())
    types = {value for value, _ in spread.types}
    shown = {
        "country": ("Country", {code: countries.get(code, code) for code, _ in spread.countries}),
        "level": ("Level", {level: named[level] for level, _ in spread.levels}),
        "year": ("Year", {year: year for year, _ in spread.years}),
        "remote": (FILTER_WORDS["remote"], {"yes": "Remote", "no": "Not remote"}),
        "employment_type": ("Employment", {t: t.capitalize() for t in EMPLOYMENT_TYPES if t in types}),
    }
    boxes = [
        _box(name, label, values, held.get(name, ""), {**countries, **named})
        for name, (label, values) in shown.items()
        if values or name in held
    ]
    chosen = "" if money == PPP else money
    return *boxes, _box("currency", "Currency", dict.fromkeys(quoted_currencies(release), ""), chosen, nothing="USD")


@remembered
def quoted_currencies(release: Release) -> tuple[str, ...]:
    """Codes of the currencies other than dollars that still have a published rate."""
    newest = currencies(release)
    last = max(newest.values(), default=0)
    return tuple(sorted(code for code, year in newest.items() if year >= last - 1 and code != "USD"))


def _box(
    name: str,
    label: str,
    values: dict[str, str],
    chosen: str,
    known: dict[str, str] | None = None,
    *,
    nothing: str = "",
) -> Box:
    """A box with the chosen value among its options even where the evidence has too little of it."""
    if chosen and chosen not in values:
        values = {**values, chosen: (known or {}).get(chosen, chosen)}
    options = (Option(value, words or value, value == chosen) for value, words in values.items())
    return Box(name, label, (Option("", nothing or EVERYTHING[name], not chosen), *options))
