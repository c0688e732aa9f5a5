"""Readings on a screen: one card a posting."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TypeGuard

from rich.console import Group
from rich.table import Table
from rich.text import Text

from metier.stream.encode import Form
from metier.stream.work import Encoded
from metier.surfaces.cli.lookup import console

_LINES = (
    ("Role", "role_id"),
    ("Pay", "pay"),
    ("Degree", "education_min"),
    ("Years", "experience_years_min"),
    ("Workplace", "workplace"),
    ("Employment", "employment_type"),
    ("Required", "required"),
    ("Preferred", "preferred"),
    ("Duties", "responsibilities"),
    ("Industry", "industry_id"),
)
_UNSAID: tuple[object, ...] = (None, "", "unspecified", [])


class CardSink:
    """The screen."""

    form: Form = "jsonl"

    def __init__(self) -> None:
        self._console = console()

    def written(self) -> Iterator[str]:
        """Nothing: what was printed is gone."""
        return iter(())

    def write(self, output: Encoded) -> None:
        """Prints a card for each posting of a group."""
        for line in output.content.decode().split("\n")[:-1]:
            self._console.print(card(json.loads(line)))

    def finish(self) -> None:
        """Nothing is left to do."""

    def stop(self) -> None:
        """Nothing can be taken back."""


def card(row: Mapping[str, object]) -> Group:
    """What one posting says; a number in brackets says how often such a reading is right."""
    sheet = Table(box=None, show_header=False, pad_edge=False)
    sheet.add_column(style="dim", min_width=10)
    sheet.add_column(overflow="fold")
    sure = row.get("confidence")
    for label, key in _LINES:
        said = shown(key, row)
        if said:
            share = sure.get(key) if isinstance(sure, Mapping) else None
            sheet.add_row(label, Text(f"{said} ({share:.2f})" if isinstance(share, float) else said))
    unclear = row.get("abstained")
    if _is_names(unclear) and unclear:
        sheet.add_row("Not clear", Text(", ".join(unclear)))
    if row.get("language") not in (None, "en"):
        sheet.add_row("Language", Text(f"{row['language']}; only its title was read"))
    return Group(Text(str(row.get("id", "")), style="bold"), sheet, Text())


def shown(key: str, row: Mapping[str, object]) -> str:
    """One field in words; empty if the posting does not say.

    >>> shown("pay", {"pay": {"min": 70000.0, "max": 85000.0, "currency": "EUR", "period": "year"}})
    '70,000 to 85,000 EUR a year'
    """
    value = row.get(key)
    if key == "education_min":
        return _degree(row)
    if value in _UNSAID:
        return ""
    if key == "role_id":
        return ", ".join(str(row[part]) for part in ("role_id", "level", "track") if row.get(part) not in _UNSAID)
    if key == "pay" and isinstance(value, Mapping):
        return _pay(value)
    if isinstance(value, list):
        return ", ".join(str(part["name"]) if isinstance(part, Mapping) else str(part) for part in value)
    return str(value)


def _degree(row: Mapping[str, object]) -> str:
    """The degree that is asked for and the one that is wished for.

    >>> _degree({"education_min": "unspecified", "education_preferred": "master"})
    'master preferred'
    """
    parts = []
    if row.get("education_min") not in _UNSAID:
        parts.append(f"{row['education_min']}{' or experience' if row.get('experience_substitutes') else ''}")
    if row.get("education_preferred"):
        parts.append(f"{row['education_preferred']} preferred")
    return "; ".join(parts)


def _pay(pay: Mapping[str, object]) -> str:
    low, high = pay.get("min"), pay.get("max")
    amounts = [f"{amount:,.10g}" for amount in (low, high) if isinstance(amount, int | float)]
    if low is None:
        amounts.insert(0, "up")
    if high is None:
        amounts.append("more")
    amount = amounts[0] if amounts[0] == amounts[-1] else " to ".join(amounts)
    several = ", several ranges" if pay.get("several") else ""
    article = "an" if pay.get("period") == "hour" else "a"
    return f"{amount} {pay.get('currency')} {article} {pay.get('period')}{several}"


def _is_names(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list)
