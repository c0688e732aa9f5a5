"""Related roles and comparisons."""

from __future__ import annotations

from metier.model import LinkList, Section, Sentence
from metier.release.official import related_occupations
from metier.release.postings import related_roles
from metier.report.context import Context
from metier.report.words import escaped, listed
from metier.vocabulary import rule


def section(ctx: Context) -> Section:
    """The section."""
    items: dict[str, tuple[str, str, str]] = {}
    chosen = {role.role_id for role in ctx.roles}
    for role in ctx.roles:
        for role_id, label, similarity, basis in related_roles(ctx.release, role.role_id)[:5]:
            if role_id not in chosen:
                items.setdefault(
                    role_id,
                    (
                        f"{role.label} or {label}",
                        f'metier compare "{role.label}" "{label}"',
                        f"alike by {basis} (similarity {similarity:.2f})",
                    ),
                )
        if role.is_official:
            for occupation_id, label in related_occupations(ctx.release, role.role_id, 4):
                items.setdefault(
                    occupation_id,
                    (
                        f"{role.label} or {label}",
                        f"metier compare {role.role_id} {occupation_id}",
                        "related by O*NET",
                    ),
                )
    blocks = (LinkList("Related comparisons", tuple(items.values())[:8]),) if items else ()
    return Section(id="related", title="Related", blocks=blocks, missing=() if items else (_none(ctx),))


def _none(ctx: Context) -> Sentence:
    """Says why no related role is named."""
    names = escaped(listed([role.label for role in ctx.roles], "or"))
    least = rule("related.minimum_postings")
    return Sentence(
        f"No role is placed beside {names}: that takes {least:.0f} postings whose technologies or duties could be read."
    )
