"""A release, opened for reading: the only place that runs queries on its tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial, wraps
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from metier.errors import ReleaseError
from metier.model import Origin
from metier.release.manifest import Manifest, check_manifest, damage_error, damaged_tables, read_manifest

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

    Columns = dict[str, NDArray[np.generic]]

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
ANSWERS = 256  # answers that a release remembers of each question
SMALL_ANSWERS = 16_384  # the same of questions whose answers are a figure or a row


def starter_folder() -> Path:
    """The folder of the release that ships inside the package."""
    return Path(str(files("metier"))) / "starter"


class Release:
    """One sealed release. Opening checks the size of every file; ``verify`` checks every byte."""

    def __init__(self, folder: Path | str | None = None) -> None:
        self.folder = Path(folder) if folder is not None else starter_folder()
        self.manifest: Manifest = read_manifest(self.folder)
        if wrong := damaged_tables(self.folder, self.manifest, deep=False):
            raise damage_error(self.folder, wrong)
        self._viewed: set[str] = set()  # views and types made so far
        self._lock = Lock()  # one connection: a thread's query must not replace another's result
        self.remembered: dict[object, Callable[..., Any]] = {}  # see ``remembered``
        self.read_ahead: dict[object, Any] = {}  # on its way to be remembered: see ``OfEach.ahead``

    @property
    def id(self) -> str:
        """The release id: a hash of inputs, vocabulary, rules and tables."""
        return self.manifest.release_id

    @property
    def evidence_date(self) -> str:
        """The last day that any posting in it describes (ISO)."""
        return self.manifest.evidence_date

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        # A query reads a slice of one or two row groups: threads would wait for one another more than work. A process
        # without any can be copied, too (surfaces/site/pool.py).
        connection = duckdb.connect(":memory:", config={"threads": 1, "async_threads": 0})
        connection.execute("SET preserve_insertion_order = true")
        return connection

    def _view(self, tables: Sequence[str]) -> None:
        for name in tables:
            if name not in self._viewed:
                # Parquet carries no checksum that the engine looks at: a flipped byte may read as a number.
                if wrong := damaged_tables(self.folder, self.manifest, deep=True, only=name):
                    raise damage_error(self.folder, wrong)
                path = str(self.folder / f"{name}.parquet").replace("'", "''")
                self._connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
                self._viewed.add(name)

    def enum(self, name: str, values: Sequence[str]) -> None:
        """An SQL type under which each of ``values`` has its place as number."""
        quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
        with self._lock:
            if name not in self._viewed:
                self._run(f"CREATE TYPE {name} AS ENUM ({quoted})", (), ())
                self._viewed.add(name)

    def _run(self, sql: str, parameters: Sequence[Any], tables: Sequence[str]) -> Any:
        import duckdb

        try:
            self._view(tables)
            return self._connection.execute(sql, list(parameters))
        except duckdb.Error as error:
            if wrong := damaged_tables(self.folder, self.manifest, deep=True):
                raise damage_error(self.folder, wrong) from error
            raise ReleaseError(
                f"the release in {self.folder} does not have the tables that this metier reads ({error})",
                hint="Build it again with this metier: metier build.",
            ) from error

    def rows(self, sql: str, parameters: Sequence[Any] = (), *, tables: Sequence[str]) -> list[tuple[Any, ...]]:
        """The result rows of a query over the named tables. Raises ReleaseError on a damaged one."""
        with self._lock:
            result: list[tuple[Any, ...]] = self._run(sql, parameters, tables).fetchall()
        return result

    def columns(self, sql: str, parameters: Sequence[Any] = (), *, tables: Sequence[str]) -> Columns:
        """The result of a query as numpy columns by name."""
        with self._lock:
            result: Columns = self._run(sql, parameters, tables).fetchnumpy()
        return result

    def verify(self) -> None:
        """Nothing, if manifest and tables have the content that was sealed; else a ReleaseError naming them."""
        check_manifest(self.folder, self.manifest)
        if wrong := damaged_tables(self.folder, self.manifest, deep=True):
            raise damage_error(self.folder, wrong)

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """Every origin of the release by id."""
        found = self.rows(
            "SELECT origin_id, producer, title, version, licence, citation, url, period,"
            " date_published, files, rows_read, rows_kept FROM origins ORDER BY origin_id",
            tables=("origins",),
        )
        return {
            row[0]: Origin(
                origin_id=row[0],
                producer=row[1],
                title=row[2],
                version=row[3],
                licence=row[4],
                citation=row[5],
                url=row[6],
                period=row[7],
                date_published=row[8],
                files=tuple((entry.rpartition(" ")[0], entry.rpartition(" ")[2]) for entry in row[9]),
                rows_read=row[10],
                rows_kept=row[11],
            )
            for row in found
        }


def remembered(
    question: Callable[Concatenate[Release, Asked], Answer],
) -> Callable[Concatenate[Release, Asked], Answer]:
    """``question``, whose last answers a release remembers; a caller must not change an answer.

    They cannot go stale: a release never changes.
    """
    return _remembered(question, ANSWERS)


def remembered_by_figure(
    question: Callable[Concatenate[Release, Asked], Answer],
) -> Callable[Concatenate[Release, Asked], Answer]:
    """``remembered``, for small answers of which a report asks for dozens: all roles' answers fit."""
    return _remembered(question, SMALL_ANSWERS)


def _remembered(
    question: Callable[Concatenate[Release, Asked], Answer], most: int
) -> Callable[Concatenate[Release, Asked], Answer]:
    @wraps(question)
    def ask(release: Release, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        kept = release.remembered.get(question)
        if kept is None:
            made: Callable[..., Any] = lru_cache(most)(partial(question, release))
            kept = release.remembered[question] = made
        answer: Answer = kept(*args, **kwargs)
        return answer

    return ask
