"""A report as plain data for the typesetter: every value is shown text already, every place a percentage.

The template only reads this data; it never evaluates it, so that no text can become markup.
"""

from __future__ import annotations

from collections.abc import Iterable

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
from metier.report.render.axes import Tick
from metier.report.render.charts import SHARE_TICKS, Dot, dot_rows
from metier.report.render.citing import (
    MOST_NOTES,
    Citations,
    basis,
    figures_of_block,
    missing_origin,
    sentence_parts,
)
from metier.report.render.links import long_date, safe_link
from metier.report.render.natures import MARKS, WORDS, legends, marked_in_sentence, unusual, usual_nature
from metier.report.render.papers import FULL_CITATIONS
from metier.report.render.pay_charts import QUANTILES, pay_axis, pay_rows, width_in_words
from metier.report.render.pay_lines import bars, bars_axis, ladder_axis, ladders
from metier.report.render.pay_trend import period_in_words, trend
from metier.report.render.values import show, unit_in_words

Data = dict[str, object]


class Writer:
    """Writes the parts of a report; every shown value carries the number of its figure."""

    def __init__(self, report: Report, cited: Citations) -> None:
        self.report, self.cited = report, cited
        self.legends = legends(report, cited)

    def cite(self, figure_id: str, text: str | None = None, mark: Nature | None = None, *, real: bool = False) -> Data:
        figure = self.cited.figure(figure_id)
        shown = show(figure) if text is None else text
        found: Data = {"t": shown, "n": self.cited.figures[figure_id]}
        if mark:
            found["mark"] = MARKS[mark]
        if figure.value is None:
            found["blank"] = True
        if real:
            found["real"] = True
        return found

    def each(self, figure_id: str, usual: Nature | None, text: str | None = None) -> Data:
        return self.cite(figure_id, text, unusual(self.cited.figure(figure_id), usual))

    def sentence(self, sentence: Sentence) -> list[Data]:
        marks = marked_in_sentence(sentence, self.cited)
        found: list[Data] = []
        for place, (text, index) in enumerate(sentence_parts(sentence)):
            if index is None:
                found.append({"t": text})
            else:
                found.append(self.cite(sentence.figures[index], text, marks.get(place)))
        found += [{"t": "", "n": self.cited.figures[figure]} for figure in sentence.also[:MOST_NOTES]]
        return found

    def section(self, section: Section) -> Data:
        blocks = sorted(section.blocks, key=lambda block: not isinstance(block, Definition))
        natures = [
            {"mark": MARKS[one], "name": one.value, "words": WORDS[one]} for one in self.legends.get(section.id, ())
        ]
        return {
            "title": section.title,
            "paragraphs": [[self.sentence(s) for s in paragraph] for paragraph in section.paragraphs],
            "natures": natures,
            "blocks": [self.block(block) for block in blocks],
            "missing": [self.sentence(s) for s in section.missing],
        }

    def block(self, block: Block) -> Data:
        match block:
            case Table():
                return self._table(block)
            case Dumbbell():
                return self._dumbbell(block)
            case PayChart():
                return self._pay(block)
            case LadderChart():
                return self._ladder(block)
            case RankedBars():
                return self._bars(block)
            case TrendChart():
                return self._trend(block)
            case Definition():
                return self._definition(block)
            case Cards():
                return _cards(block)
            case LinkList():
                return _links(block)

    def _frame(self, kind: str, block: Table | Dumbbell | PayChart | LadderChart | RankedBars | TrendChart) -> Data:
        usual = usual_nature(block, self.cited)
        figures = map(self.cited.figure, figures_of_block(block))
        return {
            "kind": kind,
            "caption": block.caption,
            "said": usual.words(MARKS) if usual else "",
            "source": self._sources(block),
            "basis": basis(figure for figure in figures if figure.unit != "points"),
            "note": block.note,
        }

    def _usual(self, block: Block) -> Nature | None:
        usual = usual_nature(block, self.cited)
        return usual.nature if usual else None

    def _sources(self, block: Block) -> str:
        numbers = self.cited.source_numbers(figures_of_block(block))
        names: dict[str, str] = {}
        origins = {number: origin for origin, number in self.cited.sources.items()}
        for number in numbers:
            origin = self.cited.origin(origins[number]) or missing_origin(origins[number])
            names.setdefault(f"{origin.producer}, {origin.title}" if origin.title else origin.producer, origin.producer)
        shown = names if len(names) <= FULL_CITATIONS else dict.fromkeys(names.values())
        return "; ".join(shown)

    def _level(self, block: Block) -> str:
        levels = {f.interval.level for f in map(self.cited.figure, figures_of_block(block)) if f.interval}
        return f"{levels.pop() * 100:g} %" if len(levels) == 1 else ""

    def _table(self, block: Table) -> Data:
        only = self._usual(block)
        rows = [[self._cell(cell, only) for cell in row] for row in block.rows]
        return self._frame("table", block) | {"head": list(block.head), "rows": rows}

    def _cell(self, cell: TableCell, usual: Nature | None) -> Data:
        if cell.figure is None:
            return {"t": cell.text, "real": cell.mark == "real"}
        return self.each(cell.figure, usual, cell.text) | {"real": cell.mark == "real"}

    def _dumbbell(self, block: Dumbbell) -> Data:
        rows = []
        for row in dot_rows(block, self.cited):
            cells = [self._value(d) for d in row.dots]
            known = row.difference is not None and row.difference.value is not None
            if row.difference is not None and known:
                cells.append(self.cite(row.difference.id, real=row.real))
            elif len(block.roles) > 1:
                cells.append({"t": ""})
            drawn = [_mark(d, hollow=not row.filled) for d in row.dots if d.drawn]
            rows.append({"label": row.label, "real": row.real, "marks": drawn, "band": row.band, "cells": cells})
        level, several = self._level(block), len(block.roles) > 1
        how = [f"Bars are {level} intervals." if level else ""]
        if several:
            how.insert(0, "Filled marks and ≠: a real difference. Hollow marks: it may be chance, or was not tested.")
        return self._frame("rows", block) | {
            "legend": _legend(enumerate(block.roles)),
            "how": " ".join(filter(None, how)),
            "head": ["Item", *block.roles, *(["Difference"] if several else [])],
            "ticks": _ticks(SHARE_TICKS),
            "groups": [{"name": "", "rows": rows}],
        }

    def _value(self, dot: Dot, usual: Nature | None = None) -> Data:
        return {"t": "none"} if dot.figure is None else self.each(dot.figure.id, usual)

    def _ladder(self, block: LadderChart) -> Data:
        axis, only = ladder_axis(block, self.cited), self._usual(block)
        groups = []
        for ladder in ladders(block, axis, self.cited):
            rows = []
            for rung in ladder.rows:
                found = {d.role: d for d in rung.dots}
                cells = [
                    self._value(found[s.role_index], only) if s.role_index in found else {"t": ""} for s in block.series
                ]
                drawn = [_mark(d, hollow=d.nature is Nature.MODELLED) for d in rung.dots if d.drawn]
                rows.append({"label": rung.label, "marks": drawn, "cells": cells})
            groups.append({"name": ladder.name, "rows": rows})
        return self._frame("rows", block) | {
            "legend": _legend((s.role_index, s.label) for s in block.series),
            "how": self._how(block, block.unit),
            "head": ["Level", *(s.label for s in block.series)],
            "ticks": _ticks(axis.ticks if axis else ()),
            "groups": groups,
        }

    def _how(self, block: Block, unit: str) -> str:
        words, level = unit_in_words(unit), self._level(block)
        return words[:1].upper() + words[1:] + "." + (f" Thin lines are {level} intervals." if level else "")

    def _bars(self, block: RankedBars) -> Data:
        axis, only = bars_axis(block, self.cited), self._usual(block)
        second = any(row.second for row in block.rows)
        rows = []
        for bar in bars(block, axis, self.cited):
            cells = [self.each(bar.figure.id, only) if bar.figure else {"t": "none"}]
            if second:
                cells.append(self.each(bar.second.id, bar.nature or only) if bar.second else {"t": ""})
            drawn = {"bar": bar.x, "low": bar.low, "high": bar.high, "tick": bar.tick, "role": bar.role % 5}
            hollow = bar.nature is not Nature.POSTED
            rows.append({"label": bar.label, "marks": [drawn | {"hollow": hollow}], "cells": cells})
        named = [block.second[:1].upper() + block.second[1:]] if second else []
        return self._frame("rows", block) | {
            "legend": [],
            "how": self._how(block, block.unit),
            "head": ["Where", "Median", *named],
            "ticks": _ticks(axis.ticks if axis else ()),
            "groups": [{"name": "", "rows": rows}],
        }

    def _pay(self, block: PayChart) -> Data:
        axis = pay_axis(block, self.cited)
        rows = []
        for row in pay_rows(block, axis, self.cited):
            cells = [self.each(row.figures[q].id, row.nature) if q in row.figures else {"t": "none"} for q in QUANTILES]
            width = width_in_words(row.width) if row.width else ""
            about = f"{MARKS[row.nature]} {row.nature}, {row.kind_in_words}" + (f"; {width}" if width else "")
            drawn = {"pay": row.places, "role": row.role % 5, "hollow": row.nature is not Nature.POSTED}
            rows.append({"label": row.label, "about": about, "marks": [drawn], "cells": cells})
        return self._frame("rows", block) | {
            "legend": [],
            "how": f"{self._how(block, block.unit).split('. Thin')[0].rstrip('.')}. Thick: the middle half. Thin: "
            "a tenth to nine tenths. Upright: the median.",
            "head": ["Whose pay", *(words[:1].upper() + words[1:] for words in QUANTILES.values())],
            "ticks": _ticks(axis.ticks if axis else ()),
            "groups": [{"name": "", "rows": rows}],
        }

    def _trend(self, block: TrendChart) -> Data:
        placed, only = trend(block, self.cited), self._usual(block)
        frame = self._frame("trend", block) | {"legend": _legend((s.role_index, s.label) for s in block.series)}
        if placed is None:
            return frame | {"lines": [], "breaks": []}
        lines = []
        for line in placed.lines:
            points = line.points if len(line.points) < 5 else (line.points[0], *line.points[-2:])
            lines.append(
                {
                    "role": line.role % 5,
                    "label": line.label,
                    "points": [
                        {"x": p.x, "y": p.y, "top": p.top, "bottom": p.bottom, "gap": p.after_gap} for p in line.points
                    ],
                    "reads": [[period_in_words(p.period), self.each(p.figure.id, only)] for p in points],
                }
            )
        return frame | {
            "alt": " ".join([block.caption + ".", *(line.says for line in placed.lines)]),
            "yticks": [{"y": 100 - t.x, "t": t.text} for t in placed.axis.ticks],
            "ticks": _ticks(placed.ticks),
            "lines": lines,
            "breaks": [{"x": b.x, "letter": b.letter, "t": f"Break, {b.period}: {b.why}"} for b in placed.breaks],
        }

    def _definition(self, block: Definition) -> Data:
        labels = [role.label for role in self.report.roles]
        return {
            "kind": "definition",
            "role": labels.index(block.role) % 5 if block.role in labels else 0,
            "label": block.role,
            "text": block.text,
            "apart": block.sets_apart,
            "occupations": [[name, ", ".join(filter(None, (code, is_)))] for name, code, is_ in block.occupations],
        }

    def sources(self) -> list[Data]:
        """Every source with its citation, licence and address."""
        found: list[Data] = []
        for origin_id in self.cited.sources:
            origin = self.cited.origin(origin_id) or missing_origin(origin_id)
            about = [
                f"Licence: {origin.licence}." if origin.licence else "",
                f"Version {origin.version}." if origin.version else "",
                f"Describes {origin.period}." if origin.period else "",
            ]
            text = origin.citation or origin.title
            found.append({"t": text, "about": " ".join(filter(None, about)), "url": safe_link(origin.url)})
        return found

    def index(self) -> list[list[str]]:
        """(label, value) of every figure, in the order of their numbers."""
        return [[self.cited.figure(f).label, show(self.cited.figure(f))] for f in self.cited.figures]


def _mark(dot: Dot, *, hollow: bool) -> Data:
    return {"role": dot.role % 5, "y": dot.y, "x": dot.x, "low": dot.low, "high": dot.high, "hollow": hollow}


def _ticks(ticks: Iterable[Tick]) -> list[Data]:
    return [{"x": tick.x, "t": tick.text} for tick in ticks]


def _legend(named: Iterable[tuple[int, str]]) -> list[Data]:
    return [{"role": index % 5, "t": label} for index, label in named]


def _cards(block: Cards) -> Data:
    cards = []
    for job in block.cards:
        dates = [f"{word} {long_date(day)}" for word, day in (("posted", job.posted), ("seen", job.seen)) if day]
        facts = [" | ".join(filter(None, (job.employment_type, job.level, job.pay))), ", ".join(dates)]
        who = " · ".join(filter(None, (job.employer, job.place)))
        cards.append({"t": job.title, "url": safe_link(job.url), "who": who, "facts": " · ".join(filter(None, facts))})
    return {"kind": "cards", "caption": block.caption, "cards": cards, "note": block.note}


def _links(block: LinkList) -> Data:
    items = [{"t": label, "url": _whole(target), "why": why} for label, target, why in block.items]
    return {"kind": "links", "caption": block.caption, "items": items}


def _whole(target: str) -> str:
    """A link that leads somewhere from a file on its own: an address with its host."""
    return safe_link(target) if target.startswith(("https://", "http://")) else ""


def document(report: Report, cited: Citations) -> Data:
    """The whole report as data."""
    write = Writer(report, cited)
    minutes = report.reading_minutes
    meta = [
        f"Evidence to {long_date(report.evidence_date)}" if report.evidence_date else "",
        f"{minutes} {'minute' if minutes == 1 else 'minutes'} to read",
        f"showing {filters_in_words(report.filters.items()) or 'all countries, levels and years'}",
        f"release {report.release_id[:12]}" if report.release_id else "",
    ]
    several = len(report.roles) > 1
    return {
        "kicker": "Pay" if report.about_pay else "Career comparison" if several else "Career profile",
        "title": report.title,
        "meta": " · ".join(filter(None, meta)),
        "sections": [write.section(section) for section in report.sections],
        "sources": write.sources(),
        "index": write.index(),
    }
