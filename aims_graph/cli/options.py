"""The options every command that answers shares: learnt once, known everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Format = Annotated[str, typer.Option("--format", "-f", help="table, csv, json, turtle or xlsx.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write the answer to this file instead of the screen.")
]
