"""An invented report with everything that a renderer may meet. No figure in it is real."""

from __future__ import annotations

from sample_maker import Maker
from sample_pay import pay_section
from sample_words import DUTIES, HOSTILE, LONG, POSTINGS, RATINGS, RTL, SECTIONS, SKILLS, TOOLS, WAGES

from metier.model import (
    Cards,
    Definition,
    Filters,
    Flag,
    Interval,
    JobCard,
    LinkList,
    Report,
    Role,
    Section,
    Sentence,
    Status,
    Table,
    TableCell,
)


def role(index: int, label: str | None = None) -> Role:
    letter = "ABCDE"[index]
    return Role(
        role_id=f"sample-role-{letter.lower()}",
        scheme="metier",
        label=label or f"Sample Role {letter}",
        family="sample",
        track="individual",
        specialty="sample",
        function="sample",
        definition=f"Invented role {letter}: does invented work.",
        sets_apart="Exists only in tests.",
    )


def sample_report(n_roles: int = 2, *, hostile: bool = True, seed: int = 7) -> Report:
    """A report of 1 to 5 invented roles with all twelve sections and about 300 figures."""
    roles = tuple(role(i, HOSTILE if hostile and i == 4 else None) for i in range(n_roles))
    filters = Filters(country="US", year=2025, remote=True) if hostile else Filters()
    make = Maker(roles, filters, seed)
    body = {name: part(make, hostile) for name, part in _PARTS.items()}
    sections = tuple(
        Section(id=key, title=title, **body.get(key, {"missing": (Sentence(f"{title}: the sample has none."),)}))  # type: ignore[arg-type]
        for key, title in SECTIONS
    )
    return Report(
        title=" v ".join(r.label for r in roles),
        roles=roles,
        filters=filters,
        sections=sections,
        figures=make.figures,
        origins={o.origin_id: o for o in (POSTINGS, WAGES, RATINGS)},
        release_id="0123456789abcdef",
        evidence_date="2026-02-28",
        reading_minutes=9,
    )


def _short(make: Maker, hostile: bool) -> dict[str, object]:
    a, z = make.roles[0], make.roles[-1]
    one, two = (
        make.share("duty", a, "Lead and grow a team", 0.61),
        make.share("duty_z", z, "Lead a team", 0.08),
    )
    gap = make.add(
        id="duty.difference/x",
        measure="duty.difference",
        label="A less Z: lead a team",
        unit="points",
        value=0.53,
        n=310,
        n_of="postings of the smaller role",
        interval=Interval(0.45, 0.6, 0.95, "posterior"),
    )
    missing = make.share("technology", z, "Fortran", None)
    return {
        "paragraphs": (
            (
                make.say(
                    f"{a.label} is mostly about leading people: {{0}} of postings ask for it, against "
                    f"{{1}} for {z.label}, a real difference of {{2}}.",
                    one,
                    two,
                    gap,
                ),
            ),
            (
                make.say("Both work in the same tools and the same industries."),
                make.say("Braces {{stay}}, and for Fortran there are {0}.", missing, also=(one,)),
            ),
            *(((Sentence(f"Hostile: {HOSTILE} {RTL}"),),) if hostile else ()),
        )
    }


def _definitions(make: Maker, hostile: bool) -> dict[str, object]:
    blocks: list[object] = [
        Definition(
            r.label,
            r.definition + (" " + HOSTILE if hostile else ""),
            r.sets_apart,
            (("Sample Occupation", "15-0000.00", "close"), ("Other Occupation", "15-0000.01", "broader")),
        )
        for r in make.roles
    ]
    rows = []
    for what, n in (("Postings", 4120), ("Employers", 812), ("Pay amounts", 640)):
        cells = [TableCell(what)]
        for i, r in enumerate(make.roles):
            cells.append(
                make.cell(
                    make.add(
                        id=f"count.{what}/{r.role_id}",
                        measure="count",
                        label=f"{what} behind {r.label}",
                        unit="count",
                        value=float(n // (i + 1)),
                        status=Status.MEASURED,
                        no_interval="a count of what we hold",
                    )
                )
            )
        rows.append(tuple(cells))
    blocks.append(Table("What stands behind each role", ("Evidence", *(r.label for r in make.roles)), tuple(rows)))
    return {"blocks": tuple(blocks)}


def _responsibilities(make: Maker, hostile: bool) -> dict[str, object]:
    duties = (*DUTIES, HOSTILE, RTL, LONG) if hostile else DUTIES
    return {
        "paragraphs": ((make.say("Duties as employers state them, most common first."),),),
        "blocks": (make.dumbbell("duty2", "Share of postings that name each duty", duties, "Read from full texts."),),
    }


def _skills(make: Maker, hostile: bool) -> dict[str, object]:
    rows = []
    for item in SKILLS[:6]:
        cells = [TableCell(item)]
        for r in make.roles:
            figure = make.add(
                id=f"skill.importance/{r.role_id}/{item}",
                measure="skill.importance",
                unit="score_1_5",
                label=f"Importance of {item} in {r.label}",
                value=make.random.uniform(1.5, 4.8),
                n=8,
                n_of="raters",
                status=Status.PUBLISHED,
                origins=("synthetic_ratings",),
                flags=frozenset({Flag.PROXY, Flag.MAPPED_CLOSE}),
                interval=Interval(2.0, 4.9, 0.95, "producer"),
            )
            cells.append(make.cell(figure, "real" if item == "Testing" else ""))
        rows.append(tuple(cells))
    table = Table("Importance of skills in official ratings", ("Skill", *(r.label for r in make.roles)), tuple(rows))
    return {
        "blocks": (make.dumbbell("skill", "Share of postings that ask for each skill", SKILLS), table),
        "missing": (Sentence("Preferred skills are not told apart in 2024: the source has no full text."),),
    }


def _education(make: Maker, hostile: bool) -> dict[str, object]:
    years = [
        make.add(
            id=f"experience/{r.role_id}",
            measure="experience.p50",
            label=f"Median years asked of {r.label}",
            unit="years",
            value=float(3 + i),
            n=800,
            n_of="postings",
            status=Status.MEASURED,
            interval=Interval(2.0, 6.0, 0.95, "order-statistic"),
        )
        for i, r in enumerate(make.roles)
    ]
    return {
        "paragraphs": (
            tuple(
                make.say(f"{r.label} postings ask for {{0}} at the median.", y)
                for r, y in zip(make.roles, years, strict=True)
            ),
        ),
        "blocks": (
            make.dumbbell("education", "Lowest degree accepted", ("None named", "Bachelor", "Master", "Doctorate")),
        ),
    }


def _tools(make: Maker, hostile: bool) -> dict[str, object]:
    return {
        "blocks": (
            make.dumbbell("technology_lang", "Languages", tuple(TOOLS[:8])),
            make.dumbbell("technology_rest", "Everything else", tuple(TOOLS[8:])),
        )
    }


def _outlook(make: Maker, hostile: bool) -> dict[str, object]:
    common = {
        "status": Status.PUBLISHED,
        "origins": ("synthetic_wages",),
        "period": "2024–2034",
        "place": "US",
        "no_interval": "the producer publishes none",
        "flags": frozenset({Flag.MAPPED_CLOSE}),
    }
    growth = make.add(id="growth", measure="growth", label="Growth", unit="percent", value=15.2, **common)
    jobs = make.add(id="jobs", measure="jobs", label="Employment", unit="thousand", value=267.7, **common)
    blank = make.add(
        id="blank",
        measure="jobs",
        label="Openings",
        unit="thousand",
        value=None,
        **{**common, "status": Status.NOT_PUBLISHED, "no_interval": None},
    )
    return {
        "paragraphs": (
            (
                make.say(
                    'Employment of {0} is projected to change by {1} ("{1}"), openings: ({2}).', jobs, growth, blank
                ),
            ),
        )
    }


def _start(make: Maker, hostile: bool) -> dict[str, object]:
    first = make.share("start", make.roles[0], "Python and SQL", 0.704)
    return {"paragraphs": ((make.say("Python with SQL opens {0} of postings; start there.", first),),)}


def _jobs(make: Maker, hostile: bool) -> dict[str, object]:
    cards = [
        JobCard(
            f"Senior Sample {i}",
            f"Example & Co {i}",
            "Berlin, DE",
            "Full-time",
            "Senior",
            "USD 120K - 150K",
            "2026-02-20",
            "2026-02-28",
            f"https://example.org/job/{i}?a=1&b=2",
            ("Python", "SQL"),
        )
        for i in range(4)
    ]
    if hostile:
        cards.append(JobCard(HOSTILE, RTL, LONG, "", "", "", "", "2026-02-28", "javascript:alert(1)", (HOSTILE,)))
    return {
        "blocks": (Cards(f"Open jobs: {make.roles[0].label}", make.roles[0].label, tuple(cards), "Seen once a day."),)
    }


def _related(make: Maker, hostile: bool) -> dict[str, object]:
    items = [
        ("Sample Role A v Sample Role C", 'metier compare "Sample Role A" "Sample Role C"', "same family"),
        ("Sample Role D", "https://example.org/d", "often the next step"),
    ]
    if hostile:
        items += [(HOSTILE, "javascript:alert(1)", RTL), (LONG, "//example.org/x", "")]
    return {"blocks": (LinkList("Compare next", tuple(items)),)}


_PARTS = {
    "short": _short,
    "definitions": _definitions,
    "responsibilities": _responsibilities,
    "skills": _skills,
    "education": _education,
    "tools": _tools,
    "pay": pay_section,
    "outlook": _outlook,
    "start": _start,
    "jobs": _jobs,
    "related": _related,
}
