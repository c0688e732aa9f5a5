"""Blocks and sentences made from shares: what is typical of each role, and what sets roles apart."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from metier.model import Dumbbell, DumbbellRow, Sentence
from metier.report.context import Context, large
from metier.report.shares import Keep, ShareSet, any_kind, span
from metier.report.words import a_an, escaped, listed, lower_first

_MORE = {
    "technology": (
        "{item} is named in {{0}} of {a} postings, but in {{1}} of {b} postings.",
        "{a} postings name {item} more often: {{0}}, against {{1}} for {b}.",
        "{item} matters more as {a_an}: {{0}} of postings name it, against {{1}} for {b}.",
    ),
    "duty": (
        "“{label}” is part of {{0}} of {a} postings, but of {{1}} of {b} postings.",
        "{a} postings list “{label}” in {{0}} of cases, {b} postings in {{1}}.",
        "Expect {item} more as {a_an}: it stands in {{0}} of postings, against {{1}} for {b}.",
    ),
    "education_min": (
        "Where a lowest degree is named, {{0}} of {a} postings set it at “{label}”, against {{1}} for {b}.",
    ),
    "industry": (
        "{item} makes up {{0}} of {a} postings and {{1}} of {b} postings.",
        "More {a} postings come from {item}: {{0}}, against {{1}} for {b}.",
    ),
    "workplace": ("{{0}} of {a} postings are “{label}”, against {{1}} of {b} postings.",),
    "no_degree": ("{{0}} of {a} postings mention no degree at all, against {{1}} of {b} postings.",),
}
_TYPICAL = {
    "technology": ("{role} postings name {items} most often.", "Most often named for {role}: {items}."),
    "duty": (
        "What {a_role} is hired to do, by how many postings say so: {items}.",
        "The duties named most often in {role} postings are {items}.",
    ),
    "industry": ("{role} postings come mostly from {items}.",),
    "education_min": ("Where {role} postings name a lowest degree, the commonest are {items}.",),
    "workplace": ("Of {role} postings, by where the work is done: {items}.",),
}


def item_name(shares: ShareSet, item: int) -> str:
    """The name of an item as it stands in a sentence."""
    label = shares.counts.labels[item]
    return label if shares.measure in ("technology", "industry") else lower_first(label)


def pick(shares: ShareSet, limit: int, keep: Keep = any_kind) -> list[int]:
    """Up to ``limit`` items worth showing: real differences first, then what either role shows most."""
    everyone = range(len(shares.roles))
    candidates = sorted({i for role in everyone for i in shares.ranked(role, keep)})
    most, reals = shares.most, shares.any_reals
    weight = {i: most[i] + (0.25 if reals[i] else 0.0) for i in candidates}
    order = sorted(candidates, key=weight.__getitem__, reverse=True)
    return sorted(order[:limit], key=lambda i: (-_lean(shares, i), -most[i]))


def _lean(shares: ShareSet, item: int) -> float:
    """How far an item leans to the first role: the order in which rows are shown."""
    first, *others = shares.each
    return first[item] - max(other[item] for other in others) if others else first[item]


def dumbbell(ctx: Context, shares: ShareSet, items: Iterable[int], caption: str, note: str = "") -> Dumbbell:
    """A dumbbell of some items, with the difference of the pair that differs most."""
    rows = []
    everyone = range(len(shares.roles))
    for item in items:
        figures = tuple([ctx.add(shares.share_figure(role, item)) for role in everyone])
        pair = shares.any_real(item) or ((0, 1) if len(shares.roles) > 1 else None)
        difference = ctx.add(shares.difference_figure(pair, item)) if pair else None
        rows.append(
            DumbbellRow(shares.counts.labels[item], figures, difference, bool(pair and shares.real(pair, item)))
        )
    return Dumbbell(caption, tuple(role.label for role in shares.roles), tuple(rows), note)


def typical(ctx: Context, shares: ShareSet, role: int, keep: Keep = any_kind, top: int = 3) -> Sentence | None:
    """What a role's postings show most; None where too few could be read."""
    items = list(islice(shares.ranked(role, keep), top))
    if not shares.enough(role) or not items or shares.measure not in _TYPICAL:
        return None
    names = [f"{escaped(item_name(shares, item))} ({{{i}}})" for i, item in enumerate(items)]
    label = shares.roles[role].label
    template = _TYPICAL[shares.measure][role % len(_TYPICAL[shares.measure])]
    return ctx.say(
        template.format(role=escaped(label), a_role=escaped(a_an(label)), items=listed(names)),
        *(shares.share_figure(role, item) for item in items),
    )


def how_often(ctx: Context, measure: str) -> list[Sentence]:
    """In how many of the texts a measure could be read at all: what the shares that follow are shares of."""
    read = ctx.shares("read", "fulltext")
    item = read.index(measure) if read is not None else None
    if read is None or item is None:
        return []
    shown = [role for role in range(len(read.roles)) if read.enough(role)]
    if not shown:
        return []
    named = [f"{{{place}}} of {escaped(read.roles[role].label)} postings" for place, role in enumerate(shown)]
    what = escaped(lower_first(read.counts.labels[item]))
    figures = (read.share_figure(role, item) for role in shown)
    return [ctx.say(f"Of the full texts, {listed(named)} let {what} be read; these shares are of those.", *figures)]


def contrasts(ctx: Context, shares: ShareSet, kind: str, *, limit: int = 4, keep: Keep = any_kind) -> list[Sentence]:
    """Sentences on the largest real differences; the large ones are offered to "In short"."""
    found = []
    for item, pair in enumerate(shares.any_reals):
        if pair and keep(shares.counts.kinds[item]):
            found.append((abs(float(shares.pairs[pair].difference[item])), item, pair))
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    sentences: list[Sentence] = []
    for place, (size, item, pair) in enumerate(found[: max(limit, 4)]):
        sentence = contrast(ctx, shares, item, pair, place)
        if len(sentences) < limit:
            sentences.append(sentence)
        if large(size):
            ahead = pair[0] if float(shares.pairs[pair].difference[item]) > 0 else pair[1]
            ctx.find(kind, size, sentence, ahead=shares.roles[ahead].role_id)
    return sentences


def contrast(ctx: Context, shares: ShareSet, item: int, pair: tuple[int, int], place: int) -> Sentence:
    """One real difference as a sentence, the role with the larger share first; ``place`` varies the wording."""
    a, b = pair if float(shares.pairs[pair].difference[item]) > 0 else (pair[1], pair[0])
    first, second = shares.roles[a].label, shares.roles[b].label
    template = _MORE[shares.measure][place % len(_MORE[shares.measure])]
    text = template.format(
        label=escaped(shares.counts.labels[item]),
        item=escaped(item_name(shares, item)),
        a=escaped(first),
        b=escaped(second),
        a_an=escaped(a_an(first)),
    )
    return ctx.say(
        text[0].upper() + text[1:],
        shares.share_figure(a, item),
        shares.share_figure(b, item),
        also=(shares.difference_figure(pair, item),),
    )


def nothing_real(ctx: Context, shares: ShareSet, what: str) -> Sentence:
    """Says that no difference stands out, with the number of postings that could have shown one."""
    apart = [pair for pair in shares.each_pair if not shares.same_time(pair)]
    if apart:
        a, b = (shares.roles[role].label for role in apart[0])
        years = [span(shares.counts.roles[role].years) for role in apart[0]]
        return Sentence(
            f"The {escaped(a)} postings that could be read are of {years[0]}, the {escaped(b)} postings of {years[1]}, "
            "in different proportions: what differs may be the years; no difference between them is called real."
        )
    n = [f"{role.n:,} {escaped(shares.roles[i].label)}" for i, role in enumerate(shares.counts.roles)]
    return Sentence(
        f"With {listed(n)} postings that could be read, no {what} sets the roles apart beyond doubt: "
        "the differences shown may be chance."
    )


def too_few(shares: ShareSet | None, ctx: Context, what: str) -> tuple[Sentence, ...]:
    """What is missing: the roles with too few postings in which a measure could be read."""
    official = [role.label for role in ctx.roles if role.is_official]
    said = []
    if official:
        said.append(
            Sentence(
                f"No postings are linked to {escaped(listed(official))}: an official occupation is a group of jobs, "
                "not a title, and metier compares it on official statistics only."
            )
        )
    if not ctx.posted:
        return tuple(said)
    short = ctx.posted if shares is None else [role for i, role in enumerate(shares.roles) if not shares.enough(i)]
    for i, role in enumerate(ctx.posted):
        if role in short:
            n = 0 if shares is None else shares.counts.roles[i].n
            kept = " that match the filters" if ctx.filters else ""
            said.append(
                Sentence(
                    f"Too few {escaped(role.label)} postings{kept} let {what} be read ({n}); no share is shown for it."
                )
            )
    return tuple(said)
