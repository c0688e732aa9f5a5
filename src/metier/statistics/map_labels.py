"""Where names stand on a map: beside their marks, over no other name or mark; those without room are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SIDES = ("right", "left", "above", "below", "right above", "right below", "left above", "left below")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``x`` grows to the right and ``y`` downwards."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share any area."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def inside(self, width: float, height: float) -> bool:
        """Whether it lies on a sheet of that size."""
        return self.x >= 0 and self.y >= 0 and self.x + self.width <= width and self.y + self.height <= height


def place_names(
    marks: Sequence[tuple[float, float]],
    widths: Sequence[float],
    *,
    height: float,
    mark: float,
    sheet: tuple[float, float],
) -> list[str | None]:
    """The side of each mark on which its name stands; None for a name that finds no room.

    ``marks`` are middles, those whose names matter most first; ``widths`` and ``height`` are of the names, ``mark`` is
    the radius of a mark. Each name takes the first side that is free of all marks and of the names before it.

    >>> place_names([(50, 50), (62, 50)], [40, 40], height=10, mark=5, sheet=(200, 100))
    ['left', 'right']
    """
    taken = [Box(x - mark, y - mark, 2 * mark, 2 * mark) for x, y in marks]
    found: list[str | None] = []
    for (at, (x, y)), width in zip(enumerate(marks), widths, strict=True):
        free = next(
            (
                (side, box)
                for side, box in ((side, beside(side, x, y, width, height, mark)) for side in SIDES)
                if box.inside(*sheet)
                and not any(box.meets(other) for number, other in enumerate(taken) if number != at)
            ),
            None,
        )
        if free is not None:
            taken.append(free[1])
        found.append(free[0] if free else None)
    return found


def on_sheet(
    points: Sequence[tuple[float, float]], sheet: tuple[float, float], margin: float
) -> list[tuple[float, float]]:
    """Points, whose y grows upwards, in the middle of a sheet, whose y grows downwards: as large as its margin lets.

    >>> on_sheet([(0, 0), (2, 1)], (120, 220), 10)
    [(10.0, 135.0), (110.0, 85.0)]
    """
    xs, ys = [x for x, _ in points], [y for _, y in points]
    across, up = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    scale = min((sheet[0] - 2 * margin) / across, (sheet[1] - 2 * margin) / up)
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return [(sheet[0] / 2 + scale * (x - middle_x), sheet[1] / 2 - scale * (y - middle_y)) for x, y in points]


def beside(side: str, x: float, y: float, width: float, height: float, mark: float) -> Box:
    """The rectangle of a name on one side of a mark.

    >>> beside("right", 0, 0, 10, 4, 3)
    Box(x=3, y=-2.0, width=10, height=4)
    """
    match side:
        case "right":
            return Box(x + mark, y - height / 2, width, height)
        case "left":
            return Box(x - mark - width, y - height / 2, width, height)
        case "above":
            return Box(x - width / 2, y - mark - height, width, height)
        case "below":
            return Box(x - width / 2, y + mark, width, height)
    across = x + mark * 0.7 if side.startswith("right") else x - mark * 0.7 - width
    return Box(across, y - mark * 0.7 - height if side.endswith("above") else y + mark * 0.7, width, height)
