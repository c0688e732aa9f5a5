"""Skills: named methods, required against preferred, rated skills and knowledge, ESCO's lists."""

from __future__ import annotations

from metier.model import Block, Section, Sentence, Table, TableCell
from metier.release.official import NamedSkill, named_skills
from metier.report.context import Context
from metier.report.descriptors import descriptor_table
from metier.report.share_blocks import contrasts, dumbbell, nothing_real, pick, too_few, typical
from metier.report.shares import Keep, ShareSet, any_kind
from metier.report.words import escaped, listed
from metier.vocabulary import rule


def is_method(kind: str) -> bool:
    """Whether an item is a named method rather than a product."""
    return kind == "method"


def is_tool(kind: str) -> bool:
    """Whether an item is a product rather than a named method."""
    return not is_method(kind)


def section(ctx: Context) -> Section:
    """The section."""
    texts = ctx.shares("technology", "fulltext")
    paragraphs: list[tuple[Sentence, ...]] = []
    blocks: list[Block] = []
    if texts is not None:
        paragraphs.append(tuple(s for role in range(len(texts.roles)) if (s := typical(ctx, texts, role, is_method))))
        if len(texts.roles) > 1 and texts.complete:
            said = contrasts(ctx, texts, "skill", keep=is_method)
            paragraphs.append(tuple(said or [nothing_real(ctx, texts, "method")]))
            blocks.append(_sets(ctx, texts))
        blocks.append(
            dumbbell(
                ctx,
                texts,
                pick(texts, 12, is_method),
                "Methods and technical skills, by share of postings whose text names them",
            )
        )
        blocks += _required(ctx, texts)
    blocks += descriptor_table(ctx, ("skill",), "Skills of the closest official occupations", 7)
    blocks += descriptor_table(ctx, ("knowledge",), "Knowledge that the closest official occupations need", 6)
    paragraphs_esco, esco = _esco(ctx)
    return Section(
        id="skills",
        title="Skills",
        paragraphs=tuple(p for p in (*paragraphs, paragraphs_esco) if p),
        blocks=(*blocks, *esco),
        missing=too_few(texts, ctx, "skills"),
    )


def _sets(ctx: Context, texts: ShareSet) -> Table:
    """What roles share and what sets each apart: methods as texts name them, tools where they are counted best."""
    tools = ctx.shares("technology")
    sources = [(texts, is_method)] if texts is not tools else []
    if tools is not None and tools.complete:
        sources.append((tools, any_kind if tools is texts else is_tool))
    rows = [(TableCell("Asked for by all"), TableCell(_names([n for s, keep in sources for n in _common(s, keep)])))]
    for r, role in enumerate(texts.roles):
        own = [name for s, keep in sources for name in _apart(s, r, keep)]
        rows.append((TableCell(f"Set apart: more for {role.label}"), TableCell(_names(own))))
    return Table(
        "Skills and tools: shared, and what sets each role apart",
        ("Group", "Skills"),
        tuple(rows),
        "Shared: in a fifth of every role's postings or more and with no real difference. Set apart: a real "
        "difference in that direction, the most distinctive first. Methods are read from texts, tools from tags.",
    )


def _common(shares: ShareSet, keep: Keep) -> list[str]:
    """Items that every role's postings name often, without a real difference."""
    often = [
        i
        for i in shares.ranked(0, keep)
        if min(each[i] for each in shares.each) >= rule("shared.minimum_share") and not shares.any_real(i)
    ]
    return [shares.counts.labels[i] for i in often]


def _apart(shares: ShareSet, role: int, keep: Keep) -> list[str]:
    """Items that really set a role apart, the most distinctive first."""
    found: dict[int, float] = {}
    for i in shares.ranked(role, keep):
        pair = shares.any_real(i)
        if pair is not None and role in pair and shares.each[role][i] == shares.most[i]:
            found[i] = abs(float(shares.distinctive[pair][i]))
    return [shares.counts.labels[i] for i in sorted(found, key=lambda i: -found[i])]


def _names(names: list[str]) -> str:
    return ", ".join(names[:14]) or "none beyond doubt"


def _required(ctx: Context, texts: ShareSet) -> list[Table]:
    """Required and preferred shares of what the texts name most."""
    required, preferred = (ctx.shares(m, "fulltext") for m in ("technology_required", "technology_preferred"))
    if required is None or preferred is None:
        return []
    rows = []
    for item in pick(texts, 10):
        name = texts.counts.items[item]
        places = required.index(name), preferred.index(name)
        cells = []
        for role in range(len(texts.roles)):
            for shares, at in zip((required, preferred), places, strict=True):
                if at is None:
                    cells.append(TableCell("0 %" if shares.enough(role) else "too few"))
                else:
                    shown = shares.shown(role, at)
                    ctx.add(shown.figure)
                    cells.append(shown.plain)
        rows.append((TableCell(texts.counts.labels[item]), *cells))
    head = ("Skill", *(text for role in texts.roles for text in (f"{role.label}: required", "preferred")))
    return [
        Table(
            "Required, or only preferred?",
            head,
            tuple(rows),
            "Share of postings that name it as required (or as used in the job), and as an advantage.",
        )
    ]


def _esco(ctx: Context) -> tuple[tuple[Sentence, ...], list[Table]]:
    """Skills that ESCO calls essential: shared and each occupation's own."""
    lists: list[tuple[str, str, list[NamedSkill]]] = []
    for role in ctx.roles:
        occupation = ctx.closest(role, "esco-1.2.1")
        found = named_skills(ctx.release, occupation.occupation_id) if occupation else []
        if occupation and found:
            lists.append((role.label, occupation.label, [s for s in found if s.relation == "essential"]))
    if not lists:
        return (), []
    ids = [{s.skill_id for s in essential} for _, _, essential in lists]
    shared = set.intersection(*ids) if len({label for _, label, _ in lists}) > 1 else set()
    rows = []
    if shared:
        rows.append((TableCell("Essential to all"), TableCell(_labels(lists[0][2], shared))))
    for (name, label, essential), own in zip(lists, ids, strict=True):
        rest = own - shared
        for kind, title in (("skill", "skills"), ("knowledge", "knowledge"), (None, "kind not published")):
            names = _labels([s for s in essential if s.skill_type == kind], rest)
            if names:
                rows.append((TableCell(f"{name} → {label}: {title}"), TableCell(names)))
    cross = sorted({s.skill for _, _, essential in lists for s in essential if s.transversal})
    said = (
        (Sentence(f"Transversal skills among them, which travel to any job: {escaped(listed(cross[:6]))}."),)
        if cross
        else ()
    )
    return said, [
        Table(
            "What ESCO, the European classification, calls essential",
            ("Group", "Skills"),
            tuple(rows),
            "For the closest ESCO occupation of each role; a judgement of experts, without shares. "
            "This service uses the ESCO classification of the European Commission.",
            detail=bool(ctx.posted),
        )
    ]


LISTED = 12


def _labels(skills: list[NamedSkill], keep: set[str]) -> str:
    names = [s.skill for s in skills if s.skill_id in keep]
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more
