"""What the pages about pay count is what the starter release holds."""

from __future__ import annotations

import re

from documented import DOCS, read

from metier.release.reader import Release

_ROW = re.compile(r"^\| [^|]+ \| ([a-z/\- ]+) \| ([\d, /]+) \|$", re.MULTILINE)
_NAMES = {"full texts": "fulltext"}


def test_counts_of_pay_set_aside_are_those_of_the_release() -> None:
    told = [
        (_NAMES.get(collection, collection), int(rows.replace(",", "")))
        for where, counts in _ROW.findall(read(DOCS / "methods" / "pay-observations.md"))
        for collection, rows in zip(where.split(" / "), counts.split(" / "), strict=True)
    ]
    assert len(told) > 15
    known = set(Release().rows("SELECT collection, rows FROM dropped", tables=("dropped",)))
    assert [row for row in told if row not in known] == []


def test_the_count_of_condensed_cells_is_that_of_the_release() -> None:
    found = re.search(r"([\d,]+) of ([\d,]+) cells are condensed", read(DOCS / "methods" / "pay.md"))
    assert found
    sql = "SELECT count(*) FILTER (amounts > len(statements)), count(*) FROM pay"
    assert tuple(int(number.replace(",", "")) for number in found.groups()) == Release().rows(sql, tables=("pay",))[0]
