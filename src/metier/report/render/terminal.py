"""A report as text for a terminal: rules, dots for shares, short tables, nothing wider than asked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from metier.model import (
    Block,
    Cards,
    Definition,
    Dumbbell,
    DumbbellRow,
    LadderChart,
    LinkList,
    Nature,
    PayChart,
    RankedBars,
    Report,
    Section,
    Sentence,
    Table,
    TableCell,
    TrendChart,
)
from metier.report.filter_words import filters_in_words
from metier.report.render.charts import compared
from metier.report.render.citing import Citations, citations, sentence_parts
from metier.report.render.links import long_date, safe_link
from metier.report.render.natures import MARKS, WORDS, legends, marked_in_sentence, unusual, usual_nature
from metier.report.render.screen import MOST, Piece, Screen, clean, fit, role_mark, role_style, wrapped_cell
from metier.report.render.screen import widths as column_widths
from metier.report.render.terminal_pay import PayWriter
from metier.report.render.values import axis_percent, show

REAL = "≠"
SHORTEST_LINE = 16  # cells that a line of dots needs to be readable


class _Writer:
    def __init__(self, report: Report, cited: Citations, screen: Screen) -> None:
        self.report, self.cited, self.screen = report, cited, screen
        self.charts, self.legends = PayWriter(cited, screen), legends(report, cited)

    def shown(self, figure_id: str) -> str:
        return show(self.cited.figure(figure_id))

    def sentences(self, sentences: Iterable[Sentence], *, indent: int = 0, style: str = "") -> None:
        text = Text()
        for number, sentence in enumerate(sentences):
            if number:
                text.append(" ")
            marks = marked_in_sentence(sentence, self.cited)
            for place, (piece, index) in enumerate(sentence_parts(sentence)):
                if place in marks:
                    text.append(MARKS[marks[place]], style)
                text.append(clean(piece), style if index is None else "bold")
        self.screen.prose(text, indent=indent)

    def caption(self, text: str) -> None:
        self.screen.line("")
        self.screen.line((clean(text), "bold"))

    def note(self, text: str) -> None:
        if text:
            self.screen.prose(clean(text), "dim")

    def more(self, count: int) -> None:
        if count > 0:
            self.screen.line((f"and {count} more: --format html", "dim"))

    def legend(self, roles: Sequence[str]) -> None:
        for index, role in enumerate(roles):
            self.screen.line((role_mark(index), role_style(index)), " ", clean(role))

    # -- blocks -----------------------------------------------------------------------------------
    def block(self, block: Block) -> None:
        match block:
            case Table():
                self.table(block)
            case Dumbbell():
                self.dumbbell(block)
            case PayChart():
                self.charts.pay(block)
            case LadderChart():
                self.charts.ladder(block)
            case RankedBars():
                self.charts.bars(block)
            case TrendChart():
                self.charts.trend(block)
            case Definition():
                self.definition(block)
            case Cards():
                self.cards(block)
            case LinkList():
                self.links(block)

    def table(self, block: Table) -> None:
        self.caption(block.caption)
        usual = usual_nature(block, self.cited)
        if usual:
            self.note(f"{MARKS[usual.nature]} {usual.words(MARKS)}")
        rows = [[(self.cell(c, usual.nature if usual else None), c.mark) for c in row] for row in block.rows]
        self.rows(block.head, rows[:MOST])
        self.more(len(rows) - MOST)
        self.note(block.note)

    def cell(self, cell: TableCell, usual: Nature | None) -> str:
        """A cell's text with its marks; a nature is marked unless the table says it of all (``usual``)."""
        found = unusual(self.cited.figure(cell.figure), usual) if cell.figure else None
        return (MARKS[found] if found else "") + cell.text + (f" {REAL}" if cell.mark == "real" else "")

    def rows(self, head: Sequence[str], rows: list[list[Piece]]) -> None:
        """Rows under headings; one value a line where the columns do not fit (a value is never cut)."""
        columns = column_widths(head, [[text for text, _ in row] for row in rows], self.screen.width)
        if columns is None:
            for row in rows:
                self.screen.prose(clean(row[0][0]), "bold")
                for name, (text, mark) in zip(head[1:], row[1:], strict=False):
                    self.screen.prose(Text(f"{clean(name)}: {clean(text)}", "bold" if mark else ""), indent=2)
            return
        heads = [wrapped_cell(name, width) for name, width in zip(head, columns, strict=True)]
        tallest = max(len(lines) for lines in heads)
        for line in range(tallest):
            cells = ([""] * (tallest - len(lines)) + lines for lines in heads)
            texts = (fit(lines[line], width) for lines, width in zip(cells, columns, strict=True))
            self.screen.line((" ".join(texts), "dim"))
        for row in rows:
            first, *more = wrapped_cell(row[0][0], columns[0])
            pieces: list[Piece] = [(fit(first, columns[0]), "bold" if row[0][1] == "real" else "")]
            for (text, mark), width in zip(row[1:], columns[1:], strict=False):
                pieces += [(" ", ""), (fit(text, width), "bold" if mark == "real" else "")]
            self.screen.line(*pieces)
            for rest in more:
                self.screen.line(rest)

    def dumbbell(self, block: Dumbbell) -> None:
        self.caption(block.caption)
        self.legend(block.roles)
        several = len(block.roles) > 1
        values = 8 * len(block.roles) + (14 if several else 0)
        label = min(
            max((cell_len(clean(r.label)) for r in block.rows), default=0),
            26 if self.screen.width < 100 else 40,
        )
        line = self.screen.width - label - values - 3
        one = line >= SHORTEST_LINE
        for row in block.rows[:MOST]:
            style = "bold" if row.real else ""
            shown = self.values(row)
            if one:
                pieces = [(fit(row.label, label), style), (" ", ""), *self.dots(row, min(line, 50))]
                if sum(cell_len(text) for text, _ in (*pieces, *shown)) + 2 <= self.screen.width:
                    self.screen.line(*pieces, "  ", *shown)
                    continue
                self.screen.line(*pieces)
            else:
                self.screen.line((fit(row.label, self.screen.width), style))
                self.screen.line("  ", *self.dots(row, min(self.screen.width - 4, 50)))
            self.wrapped(shown)
        self.more(len(block.rows) - MOST)
        if several:
            self.screen.line((f"Lines run from 0 to 100 %. {REAL} marks a real difference.", "dim"))
        self.basis(block)
        self.note(block.note)

    def basis(self, block: Dumbbell) -> None:
        """How many postings stand behind each role's shares, and how to see the papers of one of them."""
        parts = []
        for index, role in enumerate(block.roles):
            figure = next(
                (self.cited.figure(row.figures[index] or "") for row in block.rows if row.figures[index]), None
            )
            if figure is not None:
                parts.append(f"{clean(role)} {figure.n or 0:,} ({figure.period})")
        example = next((f for row in block.rows for f in row.figures if f), None)
        if example is not None:
            self.note(f"Postings that could be read: {'; '.join(parts)}. Papers of a share, for example:")
            self.note(f"metier explain {example}")

    def wrapped(self, pieces: list[Piece]) -> None:
        """Values under their row, on as many lines as they need."""
        text = Text()
        for piece, style in pieces:
            text.append(piece.replace(" ", "\N{NO-BREAK SPACE}").rstrip("\N{NO-BREAK SPACE}") or " ", style)
            if piece.endswith(" "):
                text.append("  ")
        self.screen.prose(text, indent=2)

    def dots(self, row: DumbbellRow, cells: int) -> list[Piece]:
        """A line from 0 to 100 % with a mark for each role; a mark that hides another is the first role's."""
        places: dict[int, int] = {}
        for index, figure_id in reversed(list(enumerate(row.figures))):
            value = self.cited.figure(figure_id).value if figure_id else None
            if value is not None:
                places[round(axis_percent(value) / 100 * (cells - 1))] = index
        low, high = min(places, default=0), max(places, default=-1)
        pieces = []
        for x in range(cells):
            if x in places:
                pieces.append((role_mark(places[x]), role_style(places[x])))
            else:
                pieces.append(("━" if row.real else "─", "") if low < x < high else ("·", "dim"))
        return pieces

    def values(self, row: DumbbellRow) -> list[Piece]:
        pieces: list[Piece] = []
        for index, figure_id in enumerate(row.figures):
            text = self.shown(figure_id) if figure_id else "none"
            pieces += [
                (role_mark(index), role_style(index)),
                (" " + set_cell_size(text, max(cell_len(text), 5)) + " ", ""),
            ]
        if row.difference and self.cited.figure(row.difference).value is not None:
            text = self.shown(row.difference)
            pair = compared(row, self.cited.figure(row.difference))
            if pair and len(row.figures) > 2:
                text = f"{role_mark(pair[0])} less {role_mark(pair[1])} {text}"
            pieces.append((text + (f" {REAL}" if row.real else ""), "bold" if row.real else "dim"))
        return pieces

    def definition(self, block: Definition) -> None:
        labels = [role.label for role in self.report.roles]
        index = labels.index(block.role) if block.role in labels else 0
        self.screen.line("")
        self.screen.line((role_mark(index), role_style(index)), " ", (clean(block.role), "bold"))
        self.screen.prose(clean(block.text), indent=2)
        if block.sets_apart:
            self.screen.prose("Sets it apart: " + clean(block.sets_apart), indent=2)
        for label, code, relation in block.occupations:
            self.screen.prose(Text(clean(f"Closest official: {label} ({code}, {relation})"), "dim"), indent=2)

    def cards(self, block: Cards) -> None:
        self.caption(block.caption)
        for job in block.cards[:MOST]:
            self.screen.line((clean(job.title), "bold"), f" @ {clean(job.employer)}")
            facts = (
                job.place,
                job.employment_type,
                job.level,
                job.pay,
                job.posted and f"posted {job.posted}",
            )
            self.screen.prose(" | ".join(clean(fact) for fact in facts if fact), indent=2)
            if link := safe_link(job.url):
                self.screen.prose(link, "dim", indent=2)
        self.more(len(block.cards) - MOST)
        self.note(block.note)

    def links(self, block: LinkList) -> None:
        self.caption(block.caption)
        for label, target, why in block.items[:MOST]:
            text = Text(clean(label), "bold")
            self.screen.prose(text.append(f" – {clean(why)}", "not bold") if why else text)
            if target:
                self.screen.prose(clean(target), "dim", indent=2)
        self.more(len(block.items) - MOST)

    # -- the whole --------------------------------------------------------------------------------
    def section(self, number: int, section: Section) -> None:
        title = f"── {number}  {section.title} "
        self.screen.line("")
        self.screen.line((title + "─" * max(self.screen.width - cell_len(title), 0), "bold"))
        for paragraph in section.paragraphs:
            self.sentences(paragraph)
        if natures := self.legends.get(section.id):
            self.note("  ".join(f"{MARKS[one]} {one}: {WORDS[one]}." for one in natures))
        for block in section.blocks:
            self.block(block)
        for sentence in section.missing:
            self.sentences((Sentence("Not shown here:"), sentence), style="dim")

    def all(self) -> None:
        report, screen = self.report, self.screen
        screen.prose(clean(report.title), "bold")
        about = (
            f"evidence to {long_date(report.evidence_date)}" if report.evidence_date else "",
            f"{report.reading_minutes} min",
            f"showing {filters_in_words(report.filters.items()) or 'everything'}",
            f"release {report.release_id[:12]}" if report.release_id else "",
        )
        screen.prose(" · ".join(part for part in about if part), "dim")
        for number, section in enumerate(report.sections, 1):
            self.section(number, section)
        screen.line("")
        screen.line(("── Sources ".ljust(screen.width, "─"), "bold"))
        for origin_id, number in self.cited.sources.items():
            origin = self.cited.origin(origin_id)
            screen.prose(f"{number}. {clean(origin.citation if origin else origin_id)}", "dim")
        first = next(iter(self.cited.figures), None)
        if first:
            screen.line("")
            screen.prose(Text("Papers of any figure: --format json, --format html or: metier explain FIGURE", "dim"))


def to_terminal(report: Report, *, width: int = 80, colour: bool = False) -> str:
    """The report as text at most ``width`` cells wide (40 at least); NO_COLOR in the environment wins."""
    cited = citations(report)
    screen = Screen(width, colour=colour and not os.environ.get("NO_COLOR"))
    _Writer(report, cited, screen).all()
    return screen.text()
