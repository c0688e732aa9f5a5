"""How to get started: what to learn first, where people come from, what to bring, where to look."""

from __future__ import annotations

from metier.model import Block, Figure, Filters, Role, Section, Sentence, Status, Table, TableCell
from metier.release.official import related_occupations
from metier.release.postings import hiring_employers, learning_order, related_roles
from metier.release.reader import Release, remembered
from metier.release.roles import tracks
from metier.report.context import Context, Part
from metier.report.ids import FigureId
from metier.report.render.values import show
from metier.report.words import a_an, escaped, listed
from metier.vocabulary import rule


def section(ctx: Context) -> Section:
    """The section."""
    paragraphs: list[tuple[Sentence, ...]] = []
    blocks: list[Block] = []
    missing: list[Sentence] = []
    for role in ctx.posted:
        part = ctx.take(_of_role(ctx.release, role, ctx.filters))
        if not part.blocks:
            missing.append(
                Sentence(
                    f"Fewer than {rule('learning.minimum_postings'):.0f} tagged {escaped(role.label)} postings: "
                    "no order of skills is given for it."
                )
            )
        blocks += part.blocks
        paragraphs.append(part.said)
    for role in ctx.roles:
        if role.is_official:
            near = _near(ctx, role)
            paragraphs.append(near)
            if not near:
                missing.append(
                    Sentence(
                        f"No list of related occupations is published for {escaped(role.label)}, and no posting is "
                        "linked to it: no way in is named."
                    )
                )
    return Section(
        id="start",
        title="How to get started",
        paragraphs=tuple(p for p in paragraphs if p),
        blocks=tuple(blocks),
        missing=tuple(missing),
    )


@remembered
def _of_role(release: Release, role: Role, filters: Filters) -> Part:
    """What to learn first for a role, where people come from and who hires."""
    ctx = Context(release, (role,), filters)
    said, table = _learn(ctx, role)
    return Part((*said, *_feeders(ctx, role), *_look(ctx, role)), tuple(table), figures=ctx.figures)


def _near(ctx: Context, role: Role) -> tuple[Sentence, ...]:
    """The occupations that O*NET relates to an official occupation."""
    near = [label for _, label in related_occupations(ctx.release, role.role_id)]
    said = f"Occupations that O*NET relates most closely to {escaped(role.label)}: {escaped(listed(near))}."
    return (Sentence(said),) if near else ()


def opened_figure(
    ctx: Context,
    role: Role,
    rank: int,
    technology: str,
    label: str,
    postings: int,
    share: float,
    collection: str,
) -> Figure:
    """The share of a role's postings of which most tools are known after one step of its learning order."""
    return Figure(
        id=str(FigureId("learning_order", "opened", collection, (role.role_id,), technology, Filters())),
        measure="learning_order.opened",
        unit="share",
        value=share,
        status=Status.MEASURED,
        label=f"{role.label} postings of which most tools are known after step {rank}, {label}",
        period="2023–2024",
        place="all countries",
        origins=ctx.origins_of(collection),
        method="build.learning.greedy_order@1",
        n=postings,
        n_of="postings with tagged technologies",
        no_interval="describes these postings; the order itself is chosen from them",
        note=f"A posting counts when {rule('learning.known_share'):.0%} of the technologies it names are known.",
    )


def _learn(ctx: Context, role: Role) -> tuple[list[Sentence], list[Block]]:
    steps = learning_order(ctx.release, role.role_id)
    if not steps:
        return [], []
    figures = [opened_figure(ctx, role, i, t, label, n, share, c) for i, (t, label, n, share, c) in enumerate(steps, 1)]
    names = [escaped(label) for _, label, _, _, _ in steps]
    last = min(len(steps), 5) - 1
    said = ctx.say(
        f"To open {escaped(role.label)} postings fastest, learn {listed(names[: last + 1])}, in this order: "
        f"with all {last + 1}, {{0}} of the postings name mostly tools that you know.",
        figures[last],
    )
    rows = tuple(
        (TableCell(f"{i}"), TableCell(label), TableCell(show(f), ctx.add(f)))
        for i, ((_, label, _, _, _), f) in enumerate(zip(steps, figures, strict=True), 1)
    )
    return [said], [
        Table(
            f"What to learn first for {role.label}",
            ("Step", "Technology", "Postings opened so far"),
            rows,
            "Chosen step by step so that each adds most. Tools only: texts name methods too. All countries and levels.",
        )
    ]


_HEADS = ("Director", "Head", "Chief")


def _above(label: str, track: str, role: Role) -> bool:
    """Whether another role stands higher on the ladder, so that the way from it leads down."""
    if role.track == "individual":
        return track == "management"
    return label.startswith(_HEADS) and not role.label.startswith(_HEADS)


def _feeders(ctx: Context, role: Role) -> list[Sentence]:
    """Roles whose postings ask for nearly the same: the likeliest to come from."""
    related = [r for r in related_roles(ctx.release, role.role_id) if r[3] == "technologies"]
    near = [r for r in related if not _above(r[1], tracks(ctx.release)[r[0]], role)][:4]
    if not near:
        return []
    return [
        Sentence(
            f"The shortest way to {escaped(a_an(role.label))} is from a role that uses nearly the same tools: "
            f"{escaped(listed([label for _, label, _, _ in near]))}. This is likeness of postings; no record of real "
            "moves is used."
        )
    ]


def _look(ctx: Context, role: Role) -> list[Sentence]:
    employers = hiring_employers(ctx.release, role.role_id, ctx.filters)
    if not employers:
        return []
    names = [f"{escaped(name)} ({n})" for name, n in employers]
    return [
        Sentence(f"Employers with most open {escaped(role.label)} postings on the watched boards: {listed(names)}.")
    ]
