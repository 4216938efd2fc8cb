"""Protégé's own reader, the OWL API, over files of ours: what it warns of, and what keeps them outside OWL 2 DL.

``python tests/owl_api.py FILE...`` prints one line of JSON a file: {"file", "axioms", "violations", "left", "warnings"}. ``violations`` are those of the
OWL API's profile of OWL 2 DL over the file with what it imports, ``left`` what it could not read as OWL: statements it did not parse, and names
whose kind it had to guess; ``warnings`` the lines that it logs. Imports are found by ``catalog-v001.xml`` beside the file, as Protégé finds them,
and nowhere else: without the network. Needs Java and Debian's libowlapi-java; a process of its own, for a Java machine takes over signals.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

JARS = Path("/usr/share/java")
#: The OWL API in one, and what it calls at run time.
LIBRARY = JARS / "owlapi-osgidistribution.jar"
_NEEDED = (
    *("slf4j-api", "slf4j-simple", "xz", "commons-logging", "commons-rdf-api", "commons-rdf-simple", "commons-io"),
    *("commons-codec", "guava", "caffeine", "hppcrt", "atinject-jsr330-api", "rdf4j-*"),
)


def judged(files: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """Return what the OWL API says of files, by their names; where it is not installed the tests say so, and in CI they fail."""
    if not LIBRARY.exists() or shutil.which("java") is None:
        why = "The OWL API is not installed: apt-get install libowlapi-java default-jre-headless"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    done = subprocess.run([sys.executable, __file__, *files], capture_output=True, text=True, check=True)
    return {said["file"]: said for said in map(json.loads, done.stdout.splitlines())}


def start() -> None:
    """Start Java with the OWL API; a short run wants no second compiler and no second collector."""
    import jpype

    jars = [LIBRARY, *(path for name in _NEEDED for path in JARS.glob(f"{name}.jar"))]
    options = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
    jpype.startJVM(*options, classpath=[str(j) for j in jars])


def looked_at(file: Path) -> dict[str, Any]:
    """Return what the OWL API says of one file."""
    from jpype import JClass

    api = "org.semanticweb.owlapi"
    file_class, iri, mapper = (JClass(n) for n in ("java.io.File", f"{api}.model.IRI", f"{api}.util.SimpleIRIMapper"))
    logged = JClass("java.io.ByteArrayOutputStream")()
    JClass("java.lang.System").setErr(JClass("java.io.PrintStream")(logged))
    manager = JClass(f"{api}.apibinding.OWLManager").createOWLOntologyManager()
    catalog = file.with_name("catalog-v001.xml")
    for entry in ET.parse(catalog).getroot() if catalog.exists() else ():
        place = iri.create(file_class(str(catalog.with_name(str(entry.get("uri"))))))
        manager.getIRIMappers().add(mapper(iri.create(entry.get("name")), place))
    ontology = manager.loadOntologyFromOntologyDocument(file_class(str(file)))
    read = ontology.getFormat().getOntologyLoaderMetaData().get()
    left = [str(t) for t in list(read.getUnparsedTriples().iterator())]
    left += [f"guessed: {name}" for name in read.getGuessedDeclarations().keySet()]
    violations = sorted(
        str(v) for v in JClass(f"{api}.profiles.OWL2DLProfile")().checkOntology(ontology).getViolations()
    )
    axioms, warnings = int(ontology.getAxiomCount()), str(logged.toString()).splitlines()
    return {"file": file.name, "axioms": axioms, "violations": violations, "left": left, "warnings": warnings}


if __name__ == "__main__":
    start()
    for name in sys.argv[1:]:
        print(json.dumps(looked_at(Path(name).resolve())))
