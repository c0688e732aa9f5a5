"""In short: the handful of differences that are both large and real, and what the roles share."""

from __future__ import annotations

from metier.model import Section, Sentence
from metier.report.context import Context, Finding
from metier.report.shares import ShareSet
from metier.report.words import escaped, listed
from metier.vocabulary import rule

LIMIT = 6
A_KIND = 2


def section(ctx: Context) -> Section:
    """The section; it is made last, from what the others found, and shown first."""
    if len(ctx.roles) == 1:
        return Section(id="short", title="In short", paragraphs=(tuple(_profile(ctx)),))
    best = _best(ctx.findings)
    lead = tuple(f.sentence for f in best) or (
        Sentence("No difference between these roles is both large and beyond chance in the evidence here."),
    )
    pay = () if any(finding.kind == "pay" for finding in best) else ctx.pay
    shared = (*_hints(ctx, bool(best)), *_shared(ctx))
    basis = _basis(ctx)
    return Section(
        id="short",
        title="In short",
        paragraphs=tuple(p for p in (*((sentence,) for sentence in lead), pay, shared, basis) if p),
    )


def _best(findings: list[Finding]) -> list[Finding]:
    """The largest findings, at most two of a kind and one of a kind a role, the largest of each kind first."""
    taken: list[Finding] = []
    for finding in sorted(findings, key=lambda f: -f.weight):
        same = [f for f in taken if f.kind == finding.kind]
        fresh = all(f.ahead != finding.ahead for f in same)
        if fresh and len(same) < A_KIND and len(taken) < LIMIT:
            taken.append(finding)
    first = {f.kind: i for i, f in reversed(list(enumerate(taken)))}
    return sorted(taken, key=lambda f: (first[f.kind], -f.weight))


def _hints(ctx: Context, found: bool) -> tuple[Sentence, ...]:
    """The largest gap of pay whose employers are not recorded, where nothing surer was found about pay."""
    if not ctx.hints or (found and any(f.kind.startswith("pay") for f in ctx.findings)):
        return ()
    return (ctx.hints[0], Sentence("The employers behind that pay are not recorded: chance cannot be ruled out."))


def _shared(ctx: Context) -> tuple[Sentence, ...]:
    """What every role's postings name often, without a real difference."""
    shares = ctx.shares("technology")
    if shares is None or not shares.complete or len(shares.roles) < 2:
        return ()
    common = [i for i in _near(shares) if min(each[i] for each in shares.each) >= 0.25 and not shares.any_real(i)][:3]
    if not common:
        return ()
    count = len(shares.roles)
    names = []
    for j, i in enumerate(common):
        marks = [f"{{{count * j + r}}}" for r in range(count)]
        names.append(f"{escaped(shares.counts.labels[i])} ({listed(marks)})")
    figures = [shares.share_figure(r, i) for i in common for r in range(count)]
    who = "both" if count == 2 else "all"
    text = f"What they share: {who} often name {listed(names)}."
    if all(_alike(shares, i) for i in common):
        text = f"What they share: {listed(names)} {'is' if len(common) == 1 else 'are'} asked for about equally."
    return (ctx.say(text, *figures),)


def _near(shares: ShareSet) -> list[int]:
    """Items of which no two roles' shares are a large difference apart, most frequent first."""
    limit = rule("difference.large_points") / 100
    return [i for i in shares.ranked(0) if all(abs(d.difference[i]) < limit for d in shares.pairs.values())]


def _alike(shares: ShareSet, item: int) -> bool:
    """Whether an item's share is known to differ by less than a large difference between any two roles."""
    limit = rule("difference.large_points") / 100
    return all(d.low[item] > -limit and d.high[item] < limit for d in shares.pairs.values())


_BAR = (
    "A difference between postings is named here only when it is large and survives a control for chance findings; "
    "official figures only where they differ by a tenth or more."
)


def _basis(ctx: Context) -> tuple[Sentence, ...]:
    """How much evidence stands behind the comparison."""
    parts = []
    for role in ctx.posted:
        postings = sum(ctx.evidence.postings(role.role_id).values())
        parts.append(f"{postings:,} {escaped(role.label)} {'posting' if postings == 1 else 'postings'}")
    if not parts:
        return (Sentence("Compared on official statistics only."),)
    kept = " that match the filters" if ctx.filters else ""
    return (
        Sentence(
            f"Read from {listed(parts)}{kept}, after duplicates were dropped, and from official statistics. "
            + (_BAR if len(ctx.roles) > 1 else "")
        ),
    )


def _profile(ctx: Context) -> list[Sentence]:
    """One role at a glance: its commonest tools and its pay."""
    role = ctx.roles[0]
    said = [Sentence(escaped(role.definition))] if role.definition else []
    shares = ctx.shares("technology")
    if shares is not None and shares.enough(0) and (top := shares.ranked(0)[:3]):
        names = [f"{escaped(shares.counts.labels[i])} ({{{j}}})" for j, i in enumerate(top)]
        said.append(
            ctx.say(f"Its postings name {listed(names)} most often.", *(shares.share_figure(0, i) for i in top))
        )
    return [*said, *ctx.pay, *_basis(ctx)]
