"""``metier read``: postings in, what they say out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from metier.errors import UserInputError
from metier.stream.columns import Columns
from metier.stream.files import STANDARD_INPUT
from metier.stream.items import BadLines
from metier.stream.run import Strict, Tally, run
from metier.stream.sinks import Sink
from metier.stream.source import Source, open_source
from metier.surfaces.cli.printing import print_bytes

ReadFormat = Literal["jsonl", "csv", "parquet", "terminal"]


def _column(field: str) -> Parameter:
    return Parameter(help=f"Column or key that holds the {field}, where its name is not a usual one.")


_ENDINGS: dict[str, ReadFormat] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
}


def read(
    source: Annotated[
        str,
        Parameter(
            allow_leading_hyphen=True,
            help="JSONL, CSV, JSON or Parquet (.gz too), an HTML page, a folder of pages, or - for standard input.",
        ),
    ],
    /,
    *,
    out: Annotated[Path | None, Parameter(name=["--out", "-o"], help="File to write instead of printing.")] = None,
    form: Annotated[
        ReadFormat | None,
        Parameter(name=["--format", "-f"], help="Follows the ending of --out; else jsonl, on a screen terminal."),
    ] = None,
    resume: Annotated[bool, Parameter(negative=(), help="Continue --out: postings in it are not read again.")] = False,
    strict: Annotated[bool, Parameter(negative=(), help="Stop at the first line that cannot be read.")] = False,
    workers: Annotated[int, Parameter(help="Processes that read at once; the output keeps its order.")] = 1,
    id_column: Annotated[str | None, _column("id")] = None,
    title_column: Annotated[str | None, _column("title")] = None,
    text_column: Annotated[str | None, _column("text")] = None,
    company_column: Annotated[str | None, _column("employer")] = None,
    location_column: Annotated[str | None, _column("place")] = None,
) -> None:
    """Read job postings: role, pay, degree, years, technologies, duties ... each with its place and confidence.

    One line a posting comes out, in the order of the input, however long that is. A line that cannot be read is
    reported and passed over.

    Examples:
        metier read postings.jsonl --out facts.jsonl
        metier read postings.csv.gz --text-column "Job Description" --out facts.parquet
        cat posting.txt | metier read -
    """
    if source.startswith("-") and source != STANDARD_INPUT and not Path(source).exists():
        raise UserInputError(f"metier read has no option {source}.", hint="See metier read --help.")
    if workers < 1:
        raise UserInputError(f"{workers} workers cannot read.", hint="Name one or more with --workers.")
    chosen = form or _form_of(out)
    _check_output(source, out, chosen, resume=resume)
    columns = Columns.of(
        id=id_column, title=title_column, text=text_column, company=company_column, location=location_column
    )
    tally = Tally()
    try:
        with (
            open_source(source, columns) as postings,
            _progress(postings, tally, quiet=out is None and sys.stdout.isatty()) as step,
        ):
            bad = Strict(postings.name) if strict else BadLines(_say)
            run(postings, _sink(out, chosen), bad, tally, workers=workers, step=step)
    except KeyboardInterrupt:
        _say(f"interrupted after {postings_of(tally.read)}{'; continue with --resume' if out else ''}.")
        sys.exit(130)
    for line in summary(tally, told=out is not None or sys.stderr.isatty()):
        _say(line)
    if out is not None:
        print(f"Wrote {out}", file=sys.stderr)
    if postings.damaged():
        _say(f"{postings.name} is damaged or cut off: the rest of it is lost. Fetch or copy it again.")
        sys.exit(1)


def postings_of(count: int) -> str:
    """A number of postings in words: "1 posting", "2,000 postings"."""
    return f"{count:,} {'posting' if count == 1 else 'postings'}"


def summary(tally: Tally, *, told: bool) -> list[str]:
    """What to say at the end: what was read how fast where that is wanted, and always what could not be read."""
    lines = []
    if told:
        rate = f", {tally.read / tally.seconds:,.0f} a second" if tally.read else ""
        before = f"; {tally.skipped:,} were there already" if tally.skipped else ""
        lines.append(f"{postings_of(tally.read)} read in {tally.seconds:,.1f} s{rate}{before}.")
    if tally.bad:
        lines.append(f"{tally.bad:,} {'line' if tally.bad == 1 else 'lines'} could not be read.")
    return lines


def _form_of(out: Path | None) -> ReadFormat:
    """The form that a file's ending asks for; without a file, the screen's or lines of JSON."""
    if out is None:
        return "terminal" if sys.stdout.isatty() else "jsonl"
    if out.is_file() or not out.exists():
        if out.suffix.lower() not in _ENDINGS:
            raise UserInputError(
                f"{out}: no output ends in {out.suffix or 'nothing'}.",
                hint="Endings are .jsonl, .csv and .parquet; or name the form with --format.",
            )
        return _ENDINGS[out.suffix.lower()]
    return "jsonl"


def _check_output(source: str, out: Path | None, form: ReadFormat, *, resume: bool) -> None:
    """Nothing, if output can go where it should. Raises UserInputError."""
    if out is None:
        if form == "parquet":
            raise UserInputError("Parquet cannot be printed.", hint="Name a file with --out, such as facts.parquet.")
        if resume:
            raise UserInputError("There is nothing to resume without --out.", hint="Name the file to continue.")
        return
    if form == "terminal":
        raise UserInputError("The terminal form is for screens.", hint="Forms of files are jsonl, csv and parquet.")
    if out.is_dir():
        raise UserInputError(f"{out} is a folder.", hint="Name a file with --out, such as facts.jsonl.")
    if not out.absolute().parent.is_dir():
        raise UserInputError(f"{out}: its folder is not there.", hint="Make the folder, or name a file in another one.")
    if source != STANDARD_INPUT and out.is_file() and Path(source).exists() and out.samefile(source):
        raise UserInputError(f"{out} is the file that is read.", hint="Name another file with --out.")
    left = [path for path in (out, _part(out, form)) if path.is_file() and path.stat().st_size]
    if left and not resume:
        raise UserInputError(
            f"{left[0]} exists.", hint="Continue it with --resume, name another file with --out, or remove it first."
        )


def _part(out: Path, form: ReadFormat) -> Path:
    """Where an unfinished output is kept."""
    from metier.stream.parquet_file import part_of

    return part_of(out) if form == "parquet" else out


def _sink(out: Path | None, form: ReadFormat) -> Sink:
    from metier.stream.sinks import LineFile, StreamSink

    if form == "terminal":
        from metier.surfaces.cli.cards import CardSink

        return CardSink()
    lines: Literal["csv", "jsonl"] = "csv" if form == "csv" else "jsonl"
    if out is None:
        return StreamSink(print_bytes, lines)
    if form == "parquet":
        from metier.stream.parquet_file import ParquetSink

        return ParquetSink(out)
    return LineFile(out, lines)


@contextmanager
def _progress(source: Source, tally: Tally, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """A bar on a terminal that does not show the output itself; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("[bold]Reading"),
        BarColumn(24),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("starting", total=None)

        def step() -> None:
            share = source.done()
            said = f"{tally.read:,} postings, {tally.read / tally.seconds:,.0f} a second"
            bad = f", {tally.bad:,} bad lines" if tally.bad else ""
            bar.update(task, description=said + bad, total=None if share is None else 1.0, completed=share or 0.0)

        yield step


def _say(message: str) -> None:
    print(f"metier: {message}", file=sys.stderr)
