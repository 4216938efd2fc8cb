"""HermiT, the OWL reasoner, through owlready2: are these statements consistent? (Needs Java.)"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Triple

from aims_graph.errors import AimsError


def is_consistent(triples: Iterable[Triple]) -> bool:
    """Ask HermiT.

    Raises:
        AimsError: if there is no Java, or the ontology lies outside OWL 2 DL.
    """
    if shutil.which("java") is None:
        raise AimsError(
            "Reasoning needs Java, and no 'java' was found.",
            "Install a Java runtime (17 or later), or leave out --reason.",
            "Install a Java runtime (17 or later).",
        )
    import owlready2

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "content.nt"
        path.write_text("".join(f"{triple} .\n" for triple in triples), encoding="utf-8")
        world = owlready2.World()
        world.get_ontology(path.as_uri()).load()
        try:
            owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return False
        except owlready2.base.OwlReadyJavaError as error:
            raise AimsError("HermiT could not run on the ontology.", str(error).strip().split("\n")[-1]) from None
    return True
