"""What is worked out once and shown to all visitors: kept under the stamp of the content, so that an edited table is seen at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from aims_graph.model import Library
from aims_graph_app.state import library, version

Given = ParamSpec("Given")
Made = TypeVar("Made")


def remembered(
    entries: int,
) -> Callable[[Callable[Concatenate[Library, Given], Made]], Callable[Given, Made]]:
    """Keep what a function makes of the content and of what is asked, for so many askings; nobody changes what it returns.

    The function is called with the content first, its callers leave that out. It may depend on nothing but its arguments: neither the
    link nor the day nor a workspace. An error is not kept. Streamlit's own caches read the source of their function at every run
    of a page and copy or hash what they are given, which costs more than many a page.
    """

    def around(make: Callable[Concatenate[Library, Given], Made]) -> Callable[Given, Made]:
        @lru_cache(maxsize=entries)
        def kept(version: int, *given: Hashable) -> Made:
            return cast("Callable[..., Made]", make)(library(), *given)

        @wraps(make)
        def ask(*given: Given.args, **named: Given.kwargs) -> Made:
            assert not named, "what is kept is found by its place alone"
            return kept(version(), *given)

        return ask

    return around
