"""Where the nodes of a picture lie: computed once, so that nothing moves when it is shown."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

Place = tuple[float, float]

_GOLDEN = math.pi * (3 - math.sqrt(5))
_ROW, _COLUMN, _TALLEST = 62.0, 240.0, 14


def columns(groups: Sequence[Sequence[str]], inner: Collection[str]) -> dict[str, Place]:
    """Place groups left and right of a centre at (0, 0), group below group; what is not in ``inner`` lies further out."""
    places: dict[str, Place] = {}
    for chosen, reach in ((True, 1.0), (False, 2.2)):
        sides: tuple[list[Sequence[str]], list[Sequence[str]]] = ([], [])
        for group in groups:
            members = [i for i in group if (i in inner) is chosen]
            shorter = min(sides, key=lambda side: sum(map(len, side)))
            if members:
                shorter.append(members)
        for side, sign in zip(sides, (-1, 1), strict=True):
            places |= _stack(side, sign, reach)
    return places


def _stack(groups: Sequence[Sequence[str]], sign: int, reach: float) -> dict[str, Place]:
    """Stack groups on one side, half a row between them; a tall stack takes several columns."""
    rows: list[str | None] = []
    for group in groups:
        rows += [None, *group] if rows else list(group)
    width = math.ceil(len(rows) / _TALLEST)
    height = math.ceil(len(rows) / max(width, 1))
    places = {}
    for n, name in enumerate(rows):
        column, row = n % width, n // width
        if name:
            shift = (column - (width - 1) / 2) * _ROW / max(width, 1)
            places[name] = sign * (reach + column) * _COLUMN, (row - (height - 1) / 2) * _ROW + shift * (width > 1)
    return places


def layers(rank: Mapping[str, int]) -> dict[str, Place]:
    """Place nodes from left to right by their rank, the nodes of a rank below each other."""
    by_rank: dict[int, list[str]] = {}
    for name, place in rank.items():
        by_rank.setdefault(place, []).append(name)
    return {
        name: (place * _COLUMN, (n - (len(names) - 1) / 2) * _ROW * 2)
        for place, names in by_rank.items()
        for n, name in enumerate(names)
    }


def discs(frameworks: Sequence[Sequence[tuple[str, Sequence[str]]]], apart: float = 30.0) -> dict[str, Place]:
    """Place leaves around their heading on a sunflower, the headings of a framework close together, the frameworks apart."""
    places: dict[str, Place] = {}
    clusters = []
    for headings in frameworks:
        # A disc holds its leaves, and the number of its heading beneath the middle.
        radii = [
            max(18 + apart * math.sqrt(sum(leaf != home for leaf in leaves)), 9.0 * len(home.partition(":")[2]))
            for home, leaves in headings
        ]
        centres = _pushed_apart([_sunflower(n, 1.4 * sum(radii) / len(radii)) for n in range(len(radii))], radii)
        clusters.append((headings, centres, max(math.hypot(*c) + r for c, r in zip(centres, radii, strict=True))))
    # The first framework above, the others clockwise; wider than high, as screens are.
    start = [
        (1.5 * sum(c[2] for c in clusters) * math.sin(turn) / 3, -sum(c[2] for c in clusters) * math.cos(turn) / 3)
        for turn in (2 * math.pi * n / len(clusters) + math.pi / (2 if len(clusters) == 2 else len(clusters)) for n in range(len(clusters)))
    ]  # fmt: skip
    for (headings, centres, _), (left, top) in zip(
        clusters, _pushed_apart(start, [c[2] + 90 for c in clusters]), strict=True
    ):
        for (home, leaves), (x, y) in zip(headings, centres, strict=True):
            places[home] = left + x, top + y
            for n, leaf in enumerate((leaf for leaf in leaves if leaf != home), 1):
                dx, dy = _sunflower(n, apart)
                places[leaf] = left + x + dx, top + y + dy
    return places


def _sunflower(n: int, apart: float) -> Place:
    return apart * math.sqrt(n) * math.cos(n * _GOLDEN), apart * math.sqrt(n) * math.sin(n * _GOLDEN)


def _pushed_apart(centres: Sequence[Place], radii: Sequence[float], rounds: int = 120) -> list[Place]:
    """Move discs until none overlap, pulling all of them a little towards the middle."""
    moved = [list(c) for c in centres]
    for turn in range(rounds):
        pull = 0.06 * (1 - turn / rounds)
        for place in moved:
            place[0], place[1] = place[0] * (1 - pull), place[1] * (1 - pull)
        for i, a in enumerate(moved):
            for j in range(i):
                b = moved[j]
                dx, dy = a[0] - b[0], a[1] - b[1]
                distance = math.hypot(dx, dy) or 1e-6
                overlap = radii[i] + radii[j] - distance
                if overlap > 0:
                    push = overlap / distance / 2
                    a[0], a[1], b[0], b[1] = a[0] + dx * push, a[1] + dy * push, b[0] - dx * push, b[1] - dy * push
    return [(x, y) for x, y in moved]
