"""The map of roles: which jobs ask for much the same, as a picture and as a list."""

from __future__ import annotations

from dataclasses import dataclass

from metier.release.reader import Release, remembered
from metier.release.role_overview import RoleLine
from metier.release.role_plane import NEAREST, MappedRole, RoleMap, role_map
from metier.statistics.map_labels import on_sheet, place_names
from metier.surfaces.pages.families import Family, families
from metier.surfaces.pages.frame import render
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.pages.whole import whole

PATH = "/map"
WIDTH, HEIGHT = 1200.0, 820.0
_MARGIN = 46.0
_LETTER = 0.56  # width of a letter over the height of its type, on average
# How the map is drawn on a wide, middling and narrow screen: its class, and height of type and radius of marks, which
# are larger in the map's own units where the map is drawn smaller.
SIZES = (("wide", 15.0, 8.0), ("middling", 26.0, 13.0), ("narrow", 42.0, 21.0))


@dataclass(frozen=True, slots=True)
class Name:
    """Where a role's name stands at one size of the map, from the middle of its mark."""

    size: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Place:
    """A role on the drawing: its mark's middle, its family, its names, and the labels of its nearest roles."""

    mapped: MappedRole
    x: float
    y: float
    family: Family
    names: tuple[Name, ...]
    nearest: tuple[RoleLine, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map, ready to draw: places with most postings last (on top), neighbourhoods, and those who stand alone."""

    places: tuple[Place, ...]
    groups: tuple[tuple[Place, ...], ...]
    alone: tuple[Place, ...]
    families: tuple[Family, ...]
    left_out: tuple[RoleLine, ...]


def page(site: Site) -> Page:
    """The page with the map of roles."""
    title = "Map of roles"
    description = "Roles placed by what their job postings ask for: those that ask for much the same stand close."
    found = role_map(site.release)
    main = render(
        "map.html.j2",
        site=site,
        drawing=drawing(site.release),
        width=WIDTH,
        height=HEIGHT,
        sizes=SIZES,
        nearest=NEAREST,
        kept_of_five=kept_in_words(found),
        stress=f"{found.stress:.2f}",
    )
    return whole(
        site,
        PATH,
        title=title,
        description=description,
        main=main,
        current="roles",
        trail=[("Roles", "/roles"), (title, PATH)],
        script="map.js",
        wide=True,
    )


def kept_in_words(found: RoleMap) -> str:
    """How many of a role's five nearest are among its nearest on the map, on average."""
    return f"{found.kept * NEAREST:.1f}"


@remembered
def drawing(release: Release) -> Drawing:
    """The map of a release, with every name where it has room."""
    found = role_map(release)
    if not found.roles:
        return Drawing((), (), (), (), found.left_out)
    by_postings = sorted(found.roles, key=lambda one: (-one.role.postings, one.role.role_id))
    kinds = families([one.role.family for one in by_postings])
    marks = on_sheet([(one.x, one.y) for one in by_postings], (WIDTH, HEIGHT), _MARGIN)
    names = [_names(at, marks, by_postings) for at in range(len(SIZES))]
    lines = {one.role.role_id: one.role for one in found.roles}
    places = {
        one.role.role_id: Place(
            mapped=one,
            x=round(x, 1),
            y=round(y, 1),
            family=kinds[one.role.family],
            names=tuple(name for size in names if (name := size[row]) is not None),
            nearest=tuple(lines[other] for other in one.nearest),
        )
        for row, (one, (x, y)) in enumerate(zip(by_postings, marks, strict=True))
    }
    groups = [tuple(places[role_id] for role_id in group) for group in found.groups]
    return Drawing(
        places=tuple(reversed(places.values())),
        groups=tuple(group for group in groups if len(group) > 1),
        alone=tuple(group[0] for group in groups if len(group) == 1),
        families=tuple(kinds.values()),
        left_out=tuple(sorted(found.left_out, key=lambda line: line.label)),
    )


def _names(at: int, marks: list[tuple[float, float]], roles: list[MappedRole]) -> list[Name | None]:
    """Where each role's name stands at one size of the map; None where it finds no room."""
    size, type_height, radius = SIZES[at]
    widths = [type_height * _LETTER * len(one.role.label) for one in roles]
    height, gap = type_height * 1.15, radius + type_height * 0.2
    sides = place_names(marks, widths, height=height, mark=gap, sheet=(WIDTH, HEIGHT))
    middle = type_height * 0.35  # of the letters, above the line that they stand on
    aslant = gap * 0.7
    spots = {
        "right": Name(size, gap, middle, "start"),
        "left": Name(size, -gap, middle, "end"),
        "above": Name(size, 0.0, -gap - type_height * 0.2, "middle"),
        "below": Name(size, 0.0, gap + type_height * 0.85, "middle"),
        "right above": Name(size, aslant, -aslant - type_height * 0.2, "start"),
        "right below": Name(size, aslant, aslant + type_height * 0.85, "start"),
        "left above": Name(size, -aslant, -aslant - type_height * 0.2, "end"),
        "left below": Name(size, -aslant, aslant + type_height * 0.85, "end"),
    }
    return [None if side is None else spots[side] for side in sides]
