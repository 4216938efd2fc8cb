"""What is worked out once and shown to all visitors: kept under the stamp of the content, so that an edited table is seen at once.

There are two ways to keep an answer. :func:`remembered` is for what follows from the content and the arguments alone and takes seconds at most: its key begins with the
stamp. :func:`aims_graph_app.working.kept` is for what may take minutes: it shows how far it is and can be left, and its caller names all it is made of, a file handed
over or a workspace as well. Neither keeps an error; each holds so many answers and no more. Streamlit's caches hold what is no answer of that kind: the open
workspaces and processes, the content itself, an answer whose failure is to be kept too, and a file made from a workspace.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import nullcontext
from functools import wraps
from threading import RLock
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from aims_graph.model import Library
from aims_graph_app.state import library, version

Given = ParamSpec("Given")
Made = TypeVar("Made")


def remembered(
    entries: int, says: str = ""
) -> Callable[[Callable[Concatenate[Library, Given], Made]], Callable[Given, Made]]:
    """Keep what a function makes of the content and of what is asked; nobody changes what it returns.

    The function is called with the content first, which its callers leave out. It may depend on nothing but its arguments: neither the
    link nor the day nor a workspace. An error is not kept. It stands in a module, not in the script of a page, which is
    run anew for every visitor; Streamlit's own caches bear that, but read the source of their function each time.

    Args:
        entries: so many answers are kept; the one asked for longest ago goes first.
        says: what is shown while it is worked out, by one visitor; others who ask meanwhile wait for it.
    """

    def around(make: Callable[Concatenate[Library, Given], Made]) -> Callable[Given, Made]:
        kept: OrderedDict[Hashable, Made] = OrderedDict()
        alone = RLock()

        @wraps(make)
        def ask(*given: Given.args, **named: Given.kwargs) -> Made:
            assert not named, "what is kept is found by its place alone"
            key = (version(), *given)
            try:
                found = kept[key]
                kept.move_to_end(key)
                return found
            except KeyError:  # not yet, or gone meanwhile
                pass
            with alone, st.spinner(says) if says else nullcontext():
                if key not in kept:
                    kept[key] = make(library(), *given, **named)
                found = kept[key]
                while len(kept) > entries:
                    kept.popitem(last=False)
            return found

        return ask

    return around
