"""An event loop for what is asked asynchronously: in a thread of its own, since a browser of other tests may keep one in this."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio


def run(function: Callable[..., Awaitable[Any]], *arguments: object) -> Any:
    """Run it to its end and return what it returns."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(anyio.run, function, *arguments).result()
