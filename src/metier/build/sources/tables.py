"""Release tables from columns of Python values, and the keys that official tables share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from metier.release.schema import TABLES

LABELS = pa.schema(
    [
        pa.field("label", pa.string(), nullable=False),
        pa.field("role_id", pa.string(), nullable=False),
        pa.field("scheme", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),  # preferred | alternative | reported | code
    ]
)
"""Names of occupations before their search key is added: ``role_labels`` without ``label_key``."""


def arrow_type(name: str) -> pa.DataType:
    """The Arrow type that a name of the release schema stands for.

    >>> str(arrow_type("list<string>"))
    'list<item: string>'
    """
    if name == "list<string>":
        return pa.list_(pa.string())
    return pa.type_for_alias(name)


def release_table(name: str, columns: Mapping[str, Sequence[object]]) -> pa.Table:
    """The release table ``name``, rows in its order. Columns that are not given are null."""
    schema = TABLES[name]
    unknown = columns.keys() - schema.columns.keys()
    if unknown:
        raise KeyError(f"table {name!r} has no columns {sorted(unknown)}")
    rows = len(next(iter(columns.values())))
    arrays = []
    for column, type_name in schema.columns.items():
        kind = arrow_type(type_name)
        values = columns.get(column)
        arrays.append(pa.nulls(rows, kind) if values is None else pa.array(values, type=kind))
    table = pa.Table.from_arrays(arrays, names=list(schema.columns))
    return table.sort_by([(column, "ascending") for column in schema.sort])


def rows_to_table(name: str, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """The release table ``name`` from one mapping a row; a column that a row lacks is null."""
    return release_table(name, {column: [row.get(column) for row in rows] for column in TABLES[name].columns})


def labels_table(rows: Sequence[tuple[str, str, str, str]]) -> pa.Table:
    """(label, role_id, scheme, kind) rows as a table: blank names and repeats are left out."""
    kept = sorted({row for row in rows if row[0]}, key=lambda row: (row[1], row[3], row[0]))
    columns = list(zip(*kept, strict=True)) if kept else [(), (), (), ()]
    return pa.Table.from_arrays([pa.array(list(column), type=pa.string()) for column in columns], schema=LABELS)


def onet_id(code: str) -> str:
    """The occupation id of an O*NET-SOC 2019 code.

    >>> onet_id("15-2051.00")
    'onet-15-2051.00'
    """
    return f"onet-{code}"


def esco_id(uri: str) -> str:
    """The occupation id of an ESCO URI: its last part, which is a UUID.

    >>> esco_id("http://data.europa.eu/esco/occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34")
    'esco-00030d09-2b3a-4efd-87cc-c4ea39d27c34'
    """
    return f"esco-{uri.rsplit('/', 1)[-1]}"


def iso_month(date: str) -> str:
    """The month "08/2023" as ISO 8601; anything else comes back as it is.

    >>> iso_month("08/2023")
    '2023-08'
    """
    month, slash, year = date.partition("/")
    return f"{year}-{month}" if slash and len(year) == 4 else date
