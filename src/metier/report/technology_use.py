"""What one does with a technology: its pay, what to learn next, roles that it sets apart, and open jobs."""

from __future__ import annotations

from metier.model import Cards, Section, Sentence, Table, TableCell
from metier.release.job_search import JobFilters, job_index
from metier.release.pay_effects import pay_effects
from metier.release.postings import learning_order
from metier.release.reader import Release, remembered
from metier.release.roles import get_role
from metier.release.schema import COLLECTIONS
from metier.release.technologies import Use
from metier.report.context import Context
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_moves import HEAD, effect_row
from metier.report.render.values import show
from metier.report.sections.jobs import CARDS, job_card
from metier.report.sections.start import opened_figure
from metier.report.technology_shares import RoleShare, set_apart
from metier.report.words import escaped
from metier.vocabulary import rule

SHOWN_STEPS = 8
SHOWN_PAIRS = 6


def pay(ctx: Context, use: Use) -> Section:
    """What pay is associated with it, in each collection that can tell."""
    rows = [
        (TableCell(COLLECTION_NAMES[collection].capitalize()), *effect_row(ctx, collection, effect)[1:])
        for collection in COLLECTIONS
        for effect in pay_effects(ctx.release, collection)
        if effect.feature == "technology" and effect.item_id == use.item_id
    ]
    if not rows:
        least = rule("pay_effects.least_postings")
        why = f"Fewer than {least:.0f} postings that state pay name it in every collection: no association is told."
        return Section(id="pay", title="Pay that goes with it", missing=(Sentence(why),))
    table = Table(
        f"Association of {use.label} with advertised pay",
        ("Collection", *HEAD[1:]),
        tuple(rows),
        "Jobs that name it beside jobs that do not, with role, level, place, year, workplace, industry and the other "
        "technologies held alike where they are known. ≠: the interval leaves out no difference. An association, not "
        "what learning it would add to your pay.",
    )
    return Section(id="pay", title="Pay that goes with it", blocks=(table,))


def learn(ctx: Context, use: Use) -> Section:
    """Where it stands in the orders of learning, and what comes after it."""
    found = []
    for role_id in _learning_roles(ctx.release):
        steps = learning_order(ctx.release, role_id)
        at = next((i for i, step in enumerate(steps) if step[0] == use.item_id), None)
        if at is not None:
            found.append((at, -steps[at][2], role_id, steps))
    if not found:
        why = "It is not among the first technologies of any role's order of learning."
        return Section(id="learn", title="What to learn next", missing=(Sentence(why),))
    rows = []
    for at, _, role_id, steps in sorted(found, key=lambda entry: entry[:3])[:SHOWN_STEPS]:
        role = get_role(ctx.release, role_id)
        technology, label, postings, share, collection = steps[at]
        figure = opened_figure(ctx, role, at + 1, technology, label, postings, share, collection)
        after = [step[1] for step in steps[at + 1 : at + 3]]
        rows.append(
            (
                TableCell(role.label),
                TableCell(f"{at + 1}"),
                TableCell(show(figure), ctx.add(figure)),
                TableCell(", then ".join(after) or "the order ends here"),
            )
        )
    table = Table(
        f"Where {use.label} stands in the order in which learning opens most postings",
        ("Role", "Step", "Postings opened so far", "Learn next"),
        tuple(rows),
        f"Where it comes earliest first, of {len(found)} {'role' if len(found) == 1 else 'roles'} that have it.",
    )
    return Section(id="learn", title="What to learn next", blocks=(table,))


@remembered
def _learning_roles(release: Release) -> list[str]:
    """The roles with an order of learning."""
    rows = release.rows("SELECT DISTINCT role_id FROM learning_order ORDER BY 1", tables=("learning_order",))
    return [row[0] for row in rows]


def apart(ctx: Context, use: Use, shares: list[RoleShare]) -> Section:
    """Close roles that it sets apart."""
    pairs = set_apart(ctx.release, shares, use.collection, use.item_id)[:SHOWN_PAIRS]
    title = "Close roles that it sets apart"
    if not pairs:
        why = "No two close roles ask for it so differently that their intervals have nothing in common."
        return Section(id="apart", title=title, missing=(Sentence(why),))
    rows = []
    for more, less in pairs:
        cells = [TableCell(show(one.figure), ctx.add(one.figure)) for one in (more, less)]
        rows.append((TableCell(more.role.label), cells[0], TableCell(less.role.label), cells[1]))
    table = Table(
        "Close roles of which one asks for it clearly more",
        ("Role", "Share", "Close role", "Share"),
        tuple(rows),
        "Pairs whose intervals have nothing in common, the largest difference first.",
    )
    return Section(id="apart", title=title, blocks=(table,))


def jobs(ctx: Context, use: Use) -> Section:
    """Open jobs that name it."""
    found = job_index(ctx.release).search(JobFilters(technology=use.label), limit=CARDS)
    if not found.total or use.label not in job_index(ctx.release).values["technology"]:
        why = f"No open job of this release is tagged with {escaped(use.label)}."
        return Section(id="jobs", title="Open jobs that ask for it", missing=(Sentence(why),))
    day = found.jobs[0].job.last_seen
    jobs = "job" if found.total == 1 else "jobs"
    cards = Cards(
        f"{found.total:,} open {jobs} on {day}",
        use.label,
        tuple(job_card(one.job) for one in found.jobs),
        "" if found.total <= CARDS else f"The newest of {found.total:,}.",
    )
    return Section(id="jobs", title="Open jobs that ask for it", blocks=(cards,))
