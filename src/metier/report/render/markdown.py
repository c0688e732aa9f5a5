"""A report as Markdown (GitHub's flavour): tables, and a footnote with papers for each figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from metier.model import (
    Block,
    Cards,
    Definition,
    Dumbbell,
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
from metier.report.render.citing import MOST_NOTES, Citations, citations, sentence_parts
from metier.report.render.links import long_date, safe_link
from metier.report.render.natures import WORDS, legends, marked_in_sentence, unusual, usual_nature
from metier.report.render.papers import papers
from metier.report.render.pay_charts import QUANTILES, kind_in_words, row_nature
from metier.report.render.pay_trend import period_in_words, periods_of
from metier.report.render.values import show, show_interval

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_STRUCTURE = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def escaped(text: str) -> str:
    r"""Text that Markdown shows as it is, on one line.

    >>> escaped("a|b <script> *x*")
    'a\\|b \\<script\\> \\*x\\*'
    """
    line = " ".join(text.split())
    return _SPECIAL.sub(r"\\\1", line.replace("&", "&amp;"))


def _code(text: str) -> str:
    line = " ".join(text.split())
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if "`" in line else ""
    return f"{fence}{pad}{line}{pad}{fence}".replace("|", "\\|")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a table whose cells are Markdown already; the first column heads its row."""
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join(["---"] * len(head)) + " |"]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]


class _Writer:
    """Writes blocks; every shown value refers to the footnote with its papers."""

    def __init__(self, report: Report, cited: Citations) -> None:
        self.report, self.cited = report, cited
        self.legends = legends(report, cited)

    def cite(
        self,
        figure_id: str,
        text: str | None = None,
        *,
        interval: bool = False,
        bold: bool = False,
        mark: Nature | None = None,
    ) -> str:
        figure = self.cited.figure(figure_id)
        shown = escaped(show(figure) if text is None else text)
        shown = f"**{shown}**" if bold else shown
        between = (
            f" ({escaped(show_interval(figure))})" if interval and figure.value is not None and figure.interval else ""
        )
        word = f" ({mark})" if mark else ""
        return f"{shown}{between}{word}[^{self.cited.figures[figure_id]}]"

    def each(self, figure_id: str, usual: Nature | None, text: str | None = None, *, interval: bool = False) -> str:
        """A value, with its nature unless that is what its block says of all (``usual``)."""
        mark = unusual(self.cited.figure(figure_id), usual)
        return self.cite(figure_id, text, interval=interval, mark=mark)

    def said(self, block: Block) -> tuple[Nature | None, list[str]]:
        """The nature that a block says once, and the line that says it."""
        usual = usual_nature(block, self.cited)
        return (usual.nature, [f"*{usual.words()}*", ""]) if usual else (None, [])

    def sentence(self, sentence: Sentence) -> str:
        # Each literal part is escaped apart, so spaces at its ends are kept by hand.
        found = ""
        marks = marked_in_sentence(sentence, self.cited)
        for place, (text, index) in enumerate(sentence_parts(sentence)):
            if index is not None:
                found += self.cite(sentence.figures[index], text, mark=marks.get(place))
            else:
                before, after = (" " if edge.isspace() else "" for edge in (text[:1], text[-1:]))
                found += before + escaped(text) + (after if text.strip() else "")
        found = found.rstrip() + "".join(f"[^{self.cited.figures[f]}]" for f in sentence.also[:MOST_NOTES])
        return _STRUCTURE.sub(r"\1\\\2", found.strip()) if not found[:1].isdigit() else found.strip()

    def block(self, block: Block) -> list[str]:
        match block:
            case Table():
                return self.table(block)
            case Dumbbell():
                return self.dumbbell(block)
            case PayChart():
                return self.pay(block)
            case LadderChart():
                return self.ladder(block)
            case RankedBars():
                return self.bars(block)
            case TrendChart():
                return self.trend(block)
            case Definition():
                return self.definition(block)
            case Cards():
                return self.cards(block)
            case LinkList():
                return self.links(block)

    def table(self, block: Table) -> list[str]:
        only, line = self.said(block)
        rows = [[self.cell(c, only) for c in row] for row in block.rows]
        return [
            *self.caption(block.caption),
            *line,
            *_table([escaped(h) for h in block.head], rows),
            *self.note(block.note),
        ]

    def cell(self, cell: TableCell, usual: Nature | None) -> str:
        if cell.figure is None:
            return escaped(cell.text)
        if cell.mark == "real":
            return self.cite(cell.figure, cell.text, bold=True) + " ≠"
        return self.each(cell.figure, usual, cell.text)

    def dumbbell(self, block: Dumbbell) -> list[str]:
        several = len(block.roles) > 1
        rows = []
        for row in block.rows:
            label = escaped(row.label)
            cells = [f"**{label}**" if row.real else label]
            cells += [self.cite(f, interval=True) if f else "no evidence" for f in row.figures]
            if several:
                real = " ≠" if row.real else ""
                known = row.difference and self.cited.figure(row.difference).value is not None
                cells.append(self.cite(row.difference, bold=row.real) + real if row.difference and known else "")
            rows.append(cells)
        head = ["Item", *map(escaped, block.roles), *(["Difference"] if several else [])]
        return [*self.caption(block.caption), *_table(head, rows), *self.note(block.note)]

    def pay(self, block: PayChart) -> list[str]:
        rows = []
        for row in block.rows:
            found = dict(row.quantiles)
            is_ = row_nature(row, {name: self.cited.figure(figure) for name, figure in row.quantiles})
            kind = escaped(kind_in_words(row.kind, is_))
            cells = (self.each(found[name], is_) if name in found else "none" for name in QUANTILES)
            width = [self.cite(row.width) if row.width else ""] if any(r.width for r in block.rows) else []
            rows.append([escaped(row.label), f"{is_}, {kind}", *cells, *width])
        head = ["Whose pay", "What it is", *(words.capitalize() for words in QUANTILES.values())]
        if any(row.width for row in block.rows):
            head.append("Width of one employer’s range")
        return [*self.caption(block.caption), *_table(head, rows), *self.note(block.note)]

    def ladder(self, block: LadderChart) -> list[str]:
        only, line = self.said(block)
        rows = []
        for ladder in block.ladders:
            for level in ladder.levels:
                found = [dict(series.points).get(level) for series in block.series]
                if any(level in dict(series.points) for series in block.series):
                    cells = (self.each(f, only, interval=True) if f else "none" for f in found)
                    rows.append([escaped(ladder.name), escaped(level), *cells])
        head = ["Ladder", "Level", *(escaped(series.label) for series in block.series)]
        return [*self.caption(block.caption), *line, *_table(head, rows), *self.note(block.note)]

    def bars(self, block: RankedBars) -> list[str]:
        only, line = self.said(block)
        second = any(row.second for row in block.rows)
        rows = []
        for row in block.rows:
            n = self.cited.figure(row.figure).n if row.figure else None
            cells = [self.each(f, only, interval=True) if f else "none" for f in (row.figure,)]
            cells += [self.each(row.second, only) if row.second else ""] if second else []
            rows.append([escaped(row.label), *cells, "" if n is None else f"{n:,}"])
        head = ["Where", "Median", *([escaped(block.second[:1].upper() + block.second[1:])] if second else []), "n"]
        return [*self.caption(block.caption), *line, *_table(head, rows), *self.note(block.note)]

    def trend(self, block: TrendChart) -> list[str]:
        only, line = self.said(block)
        rows = []
        for period in periods_of(block):
            found = [dict(series.points).get(period) for series in block.series]
            cells = (self.each(f, only, interval=True) if f else "none" for f in found)
            rows.append([escaped(period_in_words(period)), *cells])
        head = ["Period", *(escaped(series.label) for series in block.series)]
        breaks = [f"- Break, {escaped(period_in_words(period))}: {escaped(why)}" for period, why in block.breaks]
        after = [*breaks, ""] if breaks else []
        return [*self.caption(block.caption), *line, *_table(head, rows), *after, *self.note(block.note)]

    def definition(self, block: Definition) -> list[str]:
        lines = [*self.caption(block.role), escaped(block.text), ""]
        if block.sets_apart:
            lines += [f"*Sets it apart:* {escaped(block.sets_apart)}", ""]
        for label, code, relation in block.occupations:
            lines.append(f"- {escaped(label)} ({escaped(', '.join(x for x in (code, relation) if x))})")
        return [*lines, ""]

    def cards(self, block: Cards) -> list[str]:
        lines = self.caption(block.caption)
        for job in block.cards:
            title = escaped(job.title)
            link = safe_link(job.url)
            where = f" | {job.place}" if job.place else ""
            lines.append(f"- **{_link(title, link)}** @ {escaped(job.employer + where)}  ")
            facts = " | ".join(x for x in (job.employment_type, job.level, job.pay) if x)
            dates = ", ".join(
                f"{word} {long_date(day)}" for word, day in (("posted", job.posted), ("seen", job.seen)) if day
            )
            lines.append(f"  {escaped(facts)}{' — ' if facts and dates else ''}{escaped(dates)}")
        return [*lines, "", *self.note(block.note)]

    def links(self, block: LinkList) -> list[str]:
        lines = self.caption(block.caption)
        for label, target, why in block.items:
            link = safe_link(target)
            what = _link(escaped(label), link) if link or not target else f"{escaped(label)}: {_code(target)}"
            lines.append(f"- {what}{' — ' + escaped(why) if why else ''}")
        return [*lines, ""]

    def caption(self, text: str) -> list[str]:
        return [f"### {escaped(text)}", ""]

    def note(self, text: str) -> list[str]:
        return [f"*{escaped(text)}*", ""] if text else []

    def section(self, section: Section) -> list[str]:
        lines = [f"## {escaped(section.title)}", ""]
        for paragraph in section.paragraphs:
            lines += [" ".join(self.sentence(s) for s in paragraph), ""]
        if natures := self.legends.get(section.id):
            lines += [escaped(" ".join(f"{one.value.capitalize()}: {WORDS[one]}." for one in natures)), ""]
        for block in section.blocks:
            lines += self.block(block)
        for sentence in section.missing:
            lines += [f"> Not shown here: {self.sentence(sentence)}", ""]
        return lines

    def sources(self) -> list[str]:
        lines = ["## Sources", ""]
        for origin_id, number in self.cited.sources.items():
            origin = self.cited.origin(origin_id)
            if origin is None:
                lines.append(f"{number}. {escaped(origin_id)}")
                continue
            licence = f" Licence: {escaped(origin.licence)}." if origin.licence else ""
            link = safe_link(origin.url)
            lines.append(f"{number}. {escaped(origin.citation)}{licence}{f' <{link}>' if link else ''}")
        return [*lines, ""]

    def footnotes(self) -> list[str]:
        lines = []
        for figure_id, number in self.cited.figures.items():
            found = papers(self.cited.figure(figure_id), self.report.origins, brief=True)
            texts = [f"{n}: {_code(t) if n == 'Explain' else escaped(t)}" for n, t in found]
            lines.append(f"[^{number}]: {'. '.join(texts)}")
        return lines


def _link(text: str, target: str) -> str:
    return f"[{text}](<{target}>)" if target else text


def to_markdown(report: Report) -> str:
    """The report as Markdown, with papers as footnotes."""
    cited = citations(report)
    write = _Writer(report, cited)
    minutes = f"{report.reading_minutes} {'minute' if report.reading_minutes == 1 else 'minutes'} to read"
    about = [
        f"Evidence to {long_date(report.evidence_date)}" if report.evidence_date else "",
        minutes,
        f"showing {filters_in_words(report.filters.items()) or 'all countries, levels and years'}",
        f"release {report.release_id}" if report.release_id else "",
    ]
    lines = [f"# {escaped(report.title)}", "", escaped(" · ".join(x for x in about if x)), ""]
    for section in report.sections:
        lines += write.section(section)
    lines += write.sources()
    lines += write.footnotes()
    return "\n".join(lines).rstrip() + "\n"
