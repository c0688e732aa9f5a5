"""Stated pay of a role or a typed title, by full cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from metier.model import Filters
from metier.release.evidence import where
from metier.release.of_each import OfEach, columns_of_each
from metier.release.reader import Release, remembered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from metier.release.reader import Columns
    from metier.statistics.clusters import Bools
    from metier.statistics.pay_rows import PayRows

    Texts = NDArray[np.str_]
    Integers = NDArray[np.int64]

TITLE = "title:"
"""What the role id of a typed title that is no role of its own begins with."""


@dataclass(frozen=True, slots=True)
class PayCells:
    """Stated pay of one role or title (``key``: its role id), collection and kind, USD a year.

    ``rows`` knows which cell each amount stands in; the facets are parallel arrays over the cells.
    """

    key: str
    collection: str
    kind: str
    rows: PayRows
    country: Texts
    level: Texts
    year: Integers
    workplace: Texts
    employment_type: Texts
    amounts: Integers  # distinct amounts and ranges stated; more than ``rows`` has of the cell: they are condensed

    @property
    def n(self) -> int:
        """Statements: an advertised range or single amount counts once."""
        return self.rows.n

    @property
    def remote(self) -> Bools:
        """Which cells are of remote jobs."""
        import numpy as np

        return np.asarray(self.workplace == "remote", dtype=np.bool_)

    @property
    def condensed(self) -> Bools:
        """Which cells keep representative amounts in place of all that were stated."""
        import numpy as np

        return np.asarray(np.bincount(self.rows.cell, minlength=self.rows.cells) < self.amounts, dtype=np.bool_)

    @property
    def by_cell(self) -> NDArray[np.float64]:
        """Statements in each cell."""
        import numpy as np

        rows = self.rows
        return np.asarray(np.bincount(rows.cell, weights=rows.statements, minlength=rows.cells), dtype=np.float64)

    @property
    def employers_recorded(self) -> bool:
        """Whether every statement has its employer recorded."""
        return round(float(self.rows.employers.statements.sum())) == self.n

    def keep(self, mask: Bools) -> PayCells:
        """The cells that a mask keeps."""
        return PayCells(
            self.key,
            self.collection,
            self.kind,
            self.rows.keep(mask),
            self.country[mask],
            self.level[mask],
            self.year[mask],
            self.workplace[mask],
            self.employment_type[mask],
            self.amounts[mask],
        )


def pay_cells(release: Release, role_ids: Sequence[str], filters: Filters) -> list[PayCells]:
    """Stated pay of some roles in a slice, one entry a role, collection and kind, in that order.

    A role id may be that of a typed title (``title:...``).
    """
    return [entry for role_id in role_ids for entry in pay_of(release, role_id, filters)]


@remembered
def title_named(release: Release, key: str) -> tuple[str, str] | None:
    """(commonest spelling, role it is read as or '') of the title with a search key; None where too few state pay."""
    found = release.rows(
        "SELECT title, role_id FROM pay_titles WHERE title_key = ? LIMIT 1", (key,), tables=("pay_titles",)
    )
    return (found[0][0], found[0][1]) if found else None


def title_role_id(key: str) -> str:
    """The role id of a typed title with this search key.

    >>> title_role_id("head of data")
    'title:head-of-data'
    """
    return TITLE + key.replace(" ", "-")


def title_key(role_id: str) -> str:
    """The search key in the role id of a typed title.

    >>> title_key("title:head-of-data")
    'head of data'
    """
    return role_id.removeprefix(TITLE).replace("-", " ")


def stated_rows(
    release: Release, role_id: str, collection: str, kind: str, filters: Filters
) -> list[tuple[str, int, str, str, int, int, int]]:
    """(kind, year, country, level, low, high, statements) of one role or title in a slice; kind '' means all kinds."""
    table, kept, asked = _kept([role_id], filters)
    return release.rows(
        "SELECT kind, year, country, level, low, high, sum(n)::BIGINT FROM (SELECT kind, year, country, level,"
        " unnest(low_usd_year) AS low, unnest(high_usd_year) AS high, unnest(statements) AS n"
        f" {kept} AND collection = ? AND kind LIKE ?) GROUP BY ALL ORDER BY ALL",
        (*asked, collection, kind or "%"),
        tables=(table,),
    )


def _held(role_ids: Sequence[str]) -> tuple[str, str, list[str]]:
    """The table that holds the pay of roles (or of titles), the column that names them, and their names in it."""
    if role_ids[0].startswith(TITLE):
        return "pay_titles", "title_key", [title_key(role_id) for role_id in role_ids]
    return "pay", "role_id", list(role_ids)


def _kept(role_ids: Sequence[str], filters: Filters) -> tuple[str, str, tuple[str | int, ...]]:
    """The table that holds the pay of roles (or of titles), and the SQL and parameters that keep a slice of it.

    What is kept are all between the first and the last: rows then stay in the order of the table.
    """
    condition, values = where(filters, "p", employment=True)
    table, column, names = _held(role_ids)
    return table, f"FROM {table} p WHERE {column} BETWEEN ? AND ?{condition}", (min(names), max(names), *values)


_LISTS = (
    "unnest(low_usd_year) AS low_usd_year, unnest(high_usd_year) AS high_usd_year, unnest(statements) AS statements,"
    " unnest(employer_group) AS employer_group, unnest(group_statements) AS group_statements,"
    " unnest(group_log_pay) AS log_pay"
)


def _pay_of_each(release: Release, role_ids: Sequence[str], filters: Filters) -> dict[str, tuple[PayCells, ...]]:
    """Stated pay of some roles, or of some titles, in a slice, one entry a collection and kind."""
    _, column, names = _held(role_ids)
    table, kept, asked = _kept(role_ids, filters)
    place = f"coalesce(list_position(?, {column}), 0)::USMALLINT AS place"
    cells = release.columns(
        f"SELECT {place}, collection, kind, country, level, year::INT AS year, workplace, employment_type,"
        f" amounts, len(statements) AS amounts_listed, len(employer_group) AS groups_listed {kept}",
        (names, *asked),
        tables=(table,),
    )
    # Lists side by side are as long as the longest of a row; what is missing at the end of the others is null.
    listed = release.columns(f"SELECT {place}, {_LISTS} {kept}", (names, *asked), tables=(table,))
    cells_of, listed_of = (columns_of_each(columns, "place", role_ids) for columns in (cells, listed))
    return {role_id: _of_one(role_id, cells_of[role_id], listed_of[role_id]) for role_id in role_ids}


def _of_one(role_id: str, cells: Columns, listed: Columns) -> tuple[PayCells, ...]:
    """Stated pay from its cells and, in the order of the cells, the lists of each."""
    import numpy as np

    from metier.statistics.pay_rows import EmployerSums, PayRows

    amounts, groups = (cells[name].astype(np.int64) for name in ("amounts_listed", "groups_listed"))
    longest = np.maximum(amounts, groups)
    number = np.repeat(np.arange(len(longest)), longest)
    place = np.arange(len(number)) - np.repeat(np.cumsum(longest) - longest, longest)
    stated, told = place < amounts[number], place < groups[number]
    low, high, statements = (
        np.asarray(listed[name][stated], dtype=np.float64) for name in ("low_usd_year", "high_usd_year", "statements")
    )
    group, times, log_pay = (
        np.asarray(listed[name][told], dtype=np.float64) for name in ("employer_group", "group_statements", "log_pay")
    )
    employers = EmployerSums(number[told], group.astype(np.int64), times, times * log_pay)
    rows = PayRows(low, high, statements, number[stated], len(longest), employers)
    text = {name: cells[name].astype(str) for name in ("collection", "kind", "country", "level", "workplace")}
    whole = PayCells(
        role_id,
        "",
        "",
        rows,
        text["country"],
        text["level"],
        cells["year"].astype(np.int64),
        text["workplace"],
        cells["employment_type"].astype(str),
        cells["amounts"].astype(np.int64),
    )
    return tuple(
        replace(
            whole.keep((text["collection"] == collection) & (text["kind"] == kind)), collection=collection, kind=kind
        )
        for collection, kind in sorted(set(zip(text["collection"].tolist(), text["kind"].tolist(), strict=True)))
    )


pay_of = OfEach(_pay_of_each)
