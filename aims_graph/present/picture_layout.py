"""Where the nodes of a picture lie: computed once, so that nothing moves when it is shown."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Collection, Mapping, Sequence

from aims_graph.answers.picture.picture import PART, PATH, Node, Picture

Place = tuple[float, float]

_GOLDEN = math.pi * (3 - math.sqrt(5))
#: A label has lines of so many characters; in the widest of common fonts, at 15 points, a line is no longer than ``WIDEST``.
CHARACTERS, LINE, WIDEST = 28, 18.0, 252.0
#: From a node's middle to the label beside it.
BESIDE = 28.0
#: The first column from the centre, whose own label lies below it; each further one clears the labels of the one before it.
_FIRST, _COLUMN = 240.0, BESIDE + WIDEST + 20
_ROW, _GAP, _TALLEST = 44.0, 18.0, 14
#: Leaves of a sunflower lie about so far from each other; so many times discs that overlap are pushed apart.
_APART, _ROUNDS = 30.0, 120


def places_of(picture: Picture) -> dict[str, Place]:
    """Return where each requirement of a picture lies, in points: around a centre, in layers along a path, or as discs around headings."""
    lines = {node.requirement.id: len(label(node)) for node in picture.nodes}
    if picture.scope == PATH:
        return layers({node.requirement.id: node.step for node in picture.nodes}, lines)
    if picture.centre:
        ends = [{e.source, e.target} for e in picture.edges]
        direct = {i for both in ends if picture.centre in both for i in both}
        groups: dict[str, list[str]] = {}
        for node in picture.nodes:
            if node.requirement.id != picture.centre:
                groups.setdefault(node.requirement.framework, []).append(node.requirement.id)
        return {picture.centre: (0.0, 0.0), **columns([*groups.values()], direct, lines)}
    home = {e.source: e.target for e in picture.edges if e.kind == PART}
    homes: dict[str, dict[str, list[str]]] = {}
    for node in picture.nodes:
        name = node.requirement.id
        leaves = homes.setdefault(node.requirement.framework, {}).setdefault(home.get(name, name), [])
        if name != home.get(name, name):
            leaves.append(name)
    return discs([list(found.items()) for found in homes.values()])


def label(node: Node) -> tuple[str, ...]:
    """Return what is written beside a node: its framework and number, and its title on three lines at most, which says if it goes on."""
    number = f"{node.framework} {node.requirement.number}".strip()
    lines = textwrap.wrap(node.requirement.title, CHARACTERS, max_lines=3, placeholder=" …")
    return (*textwrap.wrap(number, CHARACTERS), *lines)


def columns(groups: Sequence[Sequence[str]], inner: Collection[str], lines: Mapping[str, int]) -> dict[str, Place]:
    """Place groups left and right of a centre at (0, 0), group below group, so that no label lies on another or on a node.

    Labels stand beside their nodes, on the side that looks away from the centre.

    Args:
        groups: the nodes of each group, in order.
        inner: the nodes nearest to the centre; the others lie further out than all of these.
        lines: how many lines the label of each node has.
    """
    places: dict[str, Place] = {}
    used = [0, 0]
    for chosen in (True, False):
        sides: tuple[list[Sequence[str]], list[Sequence[str]]] = ([], [])
        for group in groups:
            members = [i for i in group if (i in inner) is chosen]
            shorter = min(sides, key=lambda side: sum(map(len, side)))
            if members:
                shorter.append(members)
        for side, (stack, sign) in enumerate(zip(sides, (-1, 1), strict=True)):
            found = _stack(stack, lines)
            for n, column in enumerate(found, used[side]):
                places |= {name: (sign * (_FIRST + n * _COLUMN), y) for name, y in column.items()}
            used[side] += len(found)
    return places


def _stack(groups: Sequence[Sequence[str]], lines: Mapping[str, int]) -> list[dict[str, float]]:
    """Stack groups, a gap between them, and return the height of each node; a tall stack takes several columns."""
    names = [name for group in groups for name in group]
    first = {group[0] for group in groups[1:]}
    width = math.ceil(len(names) / _TALLEST)
    columns = []
    for n in range(width):
        column: dict[str, float] = {}
        y = 0.0
        for name in names[n::width]:
            half = max(_ROW, lines[name] * LINE + 8) / 2
            y += half + _GAP * (name in first)
            column[name] = y
            y += half
        # Columns beside each other are half a row apart, so that lines reach the further one between the nodes of the nearer.
        shift = (n - (width - 1) / 2) * _ROW / width - y / 2
        columns.append({name: place + shift for name, place in column.items()})
    return columns


def layers(rank: Mapping[str, int], lines: Mapping[str, int]) -> dict[str, Place]:
    """Place nodes from left to right by their rank, those of a rank below each other; labels, of so many lines, stand below their nodes."""
    high = _ROW + max([5, *lines.values()]) * LINE
    by_rank: dict[int, list[str]] = {}
    for name, place in rank.items():
        by_rank.setdefault(place, []).append(name)
    return {
        name: (place * (WIDEST + 20), (n - (len(names) - 1) / 2) * high)
        for place, names in by_rank.items()
        for n, name in enumerate(names)
    }


def discs(frameworks: Sequence[Sequence[tuple[str, Sequence[str]]]]) -> dict[str, Place]:
    """Place leaves around their heading on a sunflower, the headings of a framework close together, the frameworks apart."""
    places: dict[str, Place] = {}
    clusters = []
    for headings in frameworks:
        # A disc holds its leaves, and the number of its heading beneath the middle.
        radii = [
            max(18 + _APART * math.sqrt(sum(leaf != home for leaf in leaves)), 9.0 * len(home.partition(":")[2]))
            for home, leaves in headings
        ]
        centres = _pushed_apart([_sunflower(n, 1.4 * sum(radii) / len(radii)) for n in range(len(radii))], radii)
        clusters.append((headings, centres, max(math.hypot(*c) + r for c, r in zip(centres, radii, strict=True))))
    # The first framework above, the others clockwise; wider than high, as screens are.
    around = sum(radius for *_, radius in clusters) / 3
    first = math.pi / (2 if len(clusters) == 2 else len(clusters))
    turns = [2 * math.pi * n / len(clusters) + first for n in range(len(clusters))]
    start = [(1.5 * around * math.sin(turn), -around * math.cos(turn)) for turn in turns]
    for (headings, centres, _), (left, top) in zip(
        clusters, _pushed_apart(start, [c[2] + 90 for c in clusters]), strict=True
    ):
        for (home, leaves), (x, y) in zip(headings, centres, strict=True):
            places[home] = left + x, top + y
            for n, leaf in enumerate((leaf for leaf in leaves if leaf != home), 1):
                dx, dy = _sunflower(n, _APART)
                places[leaf] = left + x + dx, top + y + dy
    return places


def _sunflower(n: int, apart: float) -> Place:
    return apart * math.sqrt(n) * math.cos(n * _GOLDEN), apart * math.sqrt(n) * math.sin(n * _GOLDEN)


def _pushed_apart(centres: Sequence[Place], radii: Sequence[float]) -> list[Place]:
    """Move discs until none overlap, pulling all of them a little towards the middle."""
    moved = [list(c) for c in centres]
    for turn in range(_ROUNDS):
        pull = 0.06 * (1 - turn / _ROUNDS)
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
